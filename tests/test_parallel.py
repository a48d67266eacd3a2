"""Work on many things in processes of their own: in order, ended when nobody asks for more, blind to the folder."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from itertools import islice

import psutil
import pytest
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.parallel import map_in_order, processors

BUSY = 3  # things to do, more than there are processes


def late_if_even(number, seconds=0.05):
    time.sleep(seconds * (number % 2 == 0))
    return number, os.getpid()


def refuse(number):
    raise UserError(f"Number {number} cannot be used.")


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def children():
    return psutil.Process().children(recursive=True)


def test_results_come_in_order_from_several_processes():
    found = list(map_in_order(late_if_even, range(8), 2))
    assert [number for number, _ in found] == list(range(8))
    assert len({process for _, process in found} - {os.getpid()}) == 2


def test_one_job_works_in_this_process():
    assert {process for _, process in map_in_order(late_if_even, range(2), 1)} == {os.getpid()}


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(UserError, match="Number 0 cannot be used"):
        list(map_in_order(refuse, range(BUSY), 2))


def test_a_process_that_is_killed_is_said():
    with pytest.raises(UserError, match="ended from outside"):
        list(map_in_order(die, range(BUSY), 2))


def test_whoever_stops_asking_ends_the_processes():
    before = children()
    results = map_in_order(partial(late_if_even, seconds=30), [1, *[2] * BUSY], 2)
    assert [number for number, _ in islice(results, 1)] == [1]
    results.close()
    left = [process for process in children() if process not in before]
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive


class Interrupted(list):
    """Things to work on; Ctrl-C is pressed when all but the last have been handed over."""

    def __iter__(self):
        *most, _ = super().__iter__()
        yield from most
        raise KeyboardInterrupt


def test_an_interruption_while_they_start_ends_the_processes():
    before = children()
    with pytest.raises(KeyboardInterrupt):
        list(map_in_order(partial(late_if_even, seconds=30), Interrupted([2] * BUSY), 2))
    left = [process for process in children() if process not in before]
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive


def test_processes_end_with_the_one_that_started_them(tmp_path):
    code = (
        "import os, sys, time; from xxgk.reading.base.parallel import map_in_order\n"
        "for seconds in map_in_order(time.sleep, [0, 60, 60], 2): print('ready', flush=True)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=tmp_path)
    assert parent.stdout.readline() == b"ready\n"
    started = psutil.Process(parent.pid).children(recursive=True)
    assert started
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(started, timeout=10)
    assert not alive
    parent.stdout.close()


@pytest.mark.parametrize("platform", [sys.platform, "elsewhere"], ids=["here", "where processes start anew"])
def test_nothing_of_the_current_folder_is_imported(platform, tmp_path):
    for name in ("csv", "json", "pandas", "signal", "xxgk", "encodings"):
        (tmp_path / f"{name}.py").write_text("import os; os.write(1, b'imported'); raise SystemExit(3)", "utf-8")
    script = tmp_path / "scripts" / "script.py"
    script.parent.mkdir()
    script.write_text(
        f"import sys; sys.platform = {platform!r}\n"
        "from xxgk.reading.base.parallel import map_in_order\n"
        "if __name__ == '__main__': print(list(map_in_order(len, ['a', 'bb', 'ccc'], 2)))",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (done.stdout, done.returncode) == (b"[1, 2, 3]\n", 0), done.stderr.decode()


def test_there_is_a_processor():
    assert processors() >= 1
