"""Runs of notebooks: checked first, each apart from the others, written whole, and not repeated for nothing."""

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
import pytest
from notebook_samples import sample_notebook, write_samples
from xxgk.publishing.builds import plan
from xxgk.publishing.builds.inputs import Inputs
from xxgk.publishing.builds.runs import Outcome, Run, check_runs, execute_runs, notebooks
from xxgk.publishing.builds.tools import TOOLS
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.running import RunningError, isolation, manifest, processes
from xxgk.running.parameters import Parameter, parameters_of

REPORTS = ["hebei-2016", "江苏-2017"]
Build = Callable[..., dict[str, Outcome]]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Write notebooks, run them all for one report, and give the outcomes by the notebooks' names."""

    def run(options: dict[str, object] | None = None, **sources: str) -> dict[str, Outcome]:
        monkeypatch.setattr(plan, "NOTEBOOKS", write_samples(tmp_path / "notebooks", **sources))
        runs = [Run(name, "hebei-2016", "zh") for name in notebooks()]
        outcomes = execute_runs(
            runs, tmp_path / "out", **{"jobs": 2, "progress": False, "timeout": 60, **(options or {})}
        )
        return {outcome.run.notebook.partition("_")[2]: outcome for outcome in outcomes}

    return run


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one notebook, `1_only`, in the place of the package's."""
    folder = write_samples(tmp_path / "notebooks", only="print(report)")
    monkeypatch.setattr(plan, "NOTEBOOKS", folder)
    return folder


def entries(out: Path) -> dict[str, dict]:
    return json.loads((out / manifest.NAME).read_text("utf-8"))["runs"]


# --- what can be run -----------------------------------------------------------------------------------------


def test_parameters_are_read_with_type_default_and_comment(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    parameters = (
        'report: str = "河北"  # 报告 report # id\nwide: bool = False\nyears: list[int] = [2015]  # 年\nloose = None'
    )
    path.write_text(sample_notebook("print('never run')", parameters=parameters), "utf-8")
    assert list(parameters_of(path).values()) == [
        Parameter("report", "str", "河北", "报告 report # id"),
        Parameter("wide", "bool", False, ""),
        Parameter("years", "list[int]", [2015], "年"),
        Parameter("loose", "", None, ""),
    ]


@pytest.mark.parametrize(
    ("annotation", "good", "bad"),
    [
        ("str", ["", "3"], [3, None, ["a"]]),
        ("int", [3], ["3", 3.5, True]),
        ("float", [3, 3.5], ["3", True]),
        ("bool", [True], [1, "yes"]),
        ("list[str]", [[], ["a"]], ["a", [1]]),
        ("str | None", ["a", None], [1]),
        ("", [1, "a", None], []),
    ],
)
def test_a_parameter_takes_values_of_its_type_only(annotation: str, good: list, bad: list) -> None:
    parameter = Parameter("top", annotation, 3, "")
    for value in good:
        parameter.check(value)
    for value in bad:
        with pytest.raises(RunningError, match=r"Parameter 'top' cannot be .*it takes"):
            parameter.check(value)


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        ("int", "3", 3),
        ("float", "2.5", 2.5),
        ("bool", "true", True),
        ("bool", "No", False),
        ("str", "3", "3"),
        ("list[str]", "a, b", ["a", "b"]),
        ("list[int]", "[1, 2]", [1, 2]),
    ],
)
def test_typed_text_becomes_a_value_of_the_declared_type(annotation: str, text: str, value: object) -> None:
    assert Parameter("top", annotation, None, "").read(text) == value


def test_text_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(RunningError, match="'top' cannot be 'three': it takes int, for example 5"):
        Parameter("top", "int", 5, "").read("three")


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run("1_onyl", "hebei-2016", "zh"), "Unknown notebook '1_onyl'. Known: 1_only. Did you mean 1_only?"),
        (Run("1_only", "hebei-2061", "zh"), "Unknown report 'hebei-2061'.*Did you mean hebei-2016?"),
        (Run("1_only", "hebei-2016", "cn"), "Unknown language 'cn'. Known: zh, en."),
        (Run("1_only", "hebei-2016", "zh", {"tpo": 3}), "Unknown parameter of 1_only 'tpo'.*Did you mean top?"),
        (Run("1_only", "hebei-2016", "zh", {"top": "3"}), "Parameter 'top' cannot be '3': it takes int, for example 3"),
    ],
)
def test_a_run_that_cannot_succeed_is_refused_in_one_sentence(run: Run, words: str, samples: Path) -> None:
    with pytest.raises((UserError, RunningError), match=words.replace("?", r"\?")):
        check_runs([Run("1_only", "江苏-2017", "zh"), run], REPORTS)


def test_two_runs_for_one_page_are_refused(samples: Path) -> None:
    runs = [Run("1_only", "hebei-2016", "zh", {"top": top}) for top in (1, 2)]
    with pytest.raises(UserError, match="hebei-2016/zh/1_only is listed twice"):
        check_runs(runs, REPORTS)


def test_a_file_that_is_no_notebook_is_named(samples: Path) -> None:
    (samples / "2_broken.ipynb").write_text("{}", "utf-8")
    with pytest.raises(RunningError, match=r"2_broken.ipynb is not a notebook"):
        check_runs([Run("1_only", "hebei-2016", "zh")], REPORTS)


# --- running -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["xxgk", "kernel"])
def test_a_run_writes_a_notebook_and_a_page_and_nothing_else(engine: str, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    [outcome] = execute_runs([Run("1_only", "江苏-2017", "en", {"top": 9})], out, engine=engine, progress=False)
    assert (outcome.status, outcome.error) == ("done", "")
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"runs.json", "江苏-2017/en/1_only.html", "江苏-2017/en/1_only.ipynb"}
    executed = nbformat.read(outcome.notebook, as_version=4)
    assert executed.cells[2].source == '# Parameters\nreport = "江苏-2017"\nlang = "en"\ntop = 9\n'
    assert executed.cells[3].outputs[0].text == "江苏-2017\n"
    assert executed.metadata.papermill.input_path == "1_only.ipynb"
    assert '<html lang="en">' in outcome.page.read_text("utf-8")
    assert str(tmp_path) not in outcome.notebook.read_text("utf-8") + outcome.page.read_text("utf-8")


def test_a_notebook_without_a_kernel_name_runs(samples: Path, tmp_path: Path) -> None:
    content = json.loads((samples / "1_only.ipynb").read_text("utf-8")) | {"metadata": {}}
    (samples / "1_only.ipynb").write_text(json.dumps(content), "utf-8")
    [outcome] = execute_runs([Run("1_only", "hebei-2016", "zh")], tmp_path / "out", progress=False)
    assert outcome.status == "done"
    assert nbformat.read(outcome.notebook, as_version=4).metadata.kernelspec.name == "python3"


def test_nothing_that_one_notebook_does_is_seen_by_another(build: Build, tmp_path: Path) -> None:
    first = "import os, json; json.left = 1; os.environ['LEFT'] = '1'; open('left', 'w').close(); print(os.getcwd())"
    second = "import os, json; print(hasattr(json, 'left'), 'LEFT' in os.environ, sorted(os.listdir()))"
    outcomes = build({"jobs": 1}, first=first, second=second)
    executed = nbformat.read(outcomes["second"].notebook, as_version=4)
    assert executed.cells[3].outputs[0].text == "False False ['2_second.ipynb', 'log']\n"
    folder = nbformat.read(outcomes["first"].notebook, as_version=4).cells[3].outputs[0].text.strip()
    assert not Path(folder).exists()


def test_where_the_system_cannot_fork_a_new_interpreter_serves(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "context", multiprocessing.get_context("spawn"))
    outcomes = build(one="print(report)", two="import os; os._exit(3)")
    assert [outcome.status for outcome in outcomes.values()] == ["done", "failed"]


def test_notebooks_do_not_share_their_random_numbers(build: Build) -> None:
    source = "import random, numpy; print(random.random(), numpy.random.rand())"
    texts = {
        nbformat.read(outcome.notebook, as_version=4).cells[3].outputs[0].text
        for outcome in build(one=source, two=source).values()
    }
    assert len({number for text in texts for number in text.split()}) == 4


def test_pages_in_two_languages_lead_to_each_other(samples: Path, tmp_path: Path) -> None:
    runs = [Run("1_only", "hebei-2016", lang) for lang in ("zh", "en")]
    zh, en = execute_runs(runs, tmp_path / "out", progress=False)
    assert 'href="../en/1_only.html"' in zh.page.read_text("utf-8")
    assert 'href="../zh/1_only.html"' in en.page.read_text("utf-8")


# --- what goes wrong -----------------------------------------------------------------------------------------

FAULTS = {
    "error": ("1 / 0", "ZeroDivisionError: division by zero"),
    "segfault": ("import os; os.kill(os.getpid(), 11)", "the process was ended by SIGSEGV"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "the process was ended by SIGKILL, as when memory runs out"),
    "exit": ("import os; os._exit(7)", "the process ended with exit code 7"),
    "busy": ("while True: pass", "TimeLimitExceeded: the notebook did not end within 3 s"),
    "asleep": ("import asyncio; await asyncio.sleep(60)", "TimeLimitExceeded"),
    "stubborn": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "TimeLimitExceeded",
    ),
    "greedy": ("block = bytes(4 * 10**9)", "MemoryError"),
    "recursion": ("def f(): f()\nf()", "RecursionError"),
    "input": ("input()", "StdinNotImplementedError"),
}
SLOW = ("busy", "asleep", "stubborn")


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Outcome]]]:
    """Run a notebook for each fault, and one without, in two builds."""
    folder = tmp_path_factory.mktemp("faults")
    sources = {name: f"print('before')\n{source}" for name, (source, _) in FAULTS.items()}
    patch = pytest.MonkeyPatch()
    patch.setattr(plan, "NOTEBOOKS", write_samples(folder / "notebooks", **sources, sound="print('sound')"))
    runs = [Run(name, "hebei-2016", "zh") for name in notebooks()]
    slow = [run for run in runs if run.notebook.partition("_")[2] in SLOW]
    outcomes = execute_runs(slow, folder / "out", jobs=3, timeout=3, progress=False)
    outcomes += execute_runs([run for run in runs if run not in slow], folder / "out", memory=2 * 10**9, progress=False)
    yield folder / "out", {outcome.run.notebook.partition("_")[2]: outcome for outcome in outcomes}
    patch.undo()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_its_own_run_and_its_page_shows_where(name: str, faults: tuple[Path, dict]) -> None:
    out, outcomes = faults
    outcome = outcomes[name]
    words = FAULTS[name][1]
    assert outcome.status == "failed"
    assert words in outcome.error
    assert "\n" not in outcome.error
    assert "banner" in outcome.page.read_text("utf-8")
    assert words.partition(":")[0].removeprefix("the ") in outcome.page.read_text("utf-8")
    executed = nbformat.read(outcome.notebook, as_version=4)
    assert executed.metadata.papermill.exception is True
    [cell] = [
        cell for cell in executed.cells if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]
    assert cell.source.startswith("print('before')")
    assert entries(out)[outcome.run.key]["outcome"] == "failed"
    assert words in entries(out)[outcome.run.key]["error"]


def test_the_others_go_on(faults: tuple[Path, dict]) -> None:
    assert faults[1]["sound"].status == "done"


def test_a_crash_tells_the_line_that_was_running(faults: tuple[Path, dict]) -> None:
    assert "Segmentation fault" in faults[1]["segfault"].notebook.read_text("utf-8")


def test_a_page_that_does_not_fit_on_the_disk_fails_its_own_run(samples: Path, tmp_path: Path) -> None:
    write_samples(samples, small="1", large="print('x' * 300_000)")
    done = in_a_process(
        samples,
        """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for outcome in execute_runs([Run(name, "hebei-2016", "zh") for name in notebooks()], Path("out")):
    print(outcome.run.notebook, outcome.status, outcome.error)
""",
        tmp_path,
    )
    assert "1_small done" in done.stdout, done.stderr
    assert "2_large failed OSError: [Errno 27] File too large" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").rglob("*") if path.is_file()) == [
        "1_only.html",
        "1_only.ipynb",
        "1_small.html",
        "1_small.ipynb",
        "runs.json",
    ]


def test_a_folder_that_cannot_be_written_is_named_before_anything_runs(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(
        UserError, match=r"Cannot write to .*file/out: Not a directory. Choose another folder: --out DIR"
    ):
        execute_runs([Run("1_only", "hebei-2016", "zh")], tmp_path / "file" / "out")


def test_a_link_that_leads_nowhere_is_named(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(UserError, match=r"out: it is a link to a folder that is not there\. Choose"):
        execute_runs([Run("1_only", "hebei-2016", "zh")], tmp_path / "out")


@pytest.mark.parametrize("report", ["../astray", "a/b", "/etc", "..", ".hidden", "a\\b", "字" * 81])
def test_no_id_leads_out_of_the_output_folder(report: str, samples: Path) -> None:
    with pytest.raises(UserError, match="cannot be built: its id is the name of a folder"):
        check_runs([Run("1_only", report, "zh")], [report])


def test_a_failed_page_shows_no_path_of_the_machine(build: Build, tmp_path: Path) -> None:
    source = "import os, pandas, warnings\nwarnings.warn('old')\npandas.read_csv(os.environ['OWN'] + '/gone.csv')"
    outcome = build({"environment": {"OWN": str(tmp_path / "own")}}, only=source)["only"]
    text = outcome.notebook.read_text("utf-8") + outcome.page.read_text("utf-8")
    assert "own/gone.csv" in text
    assert "pandas/io/" in text
    assert not [path for path in (str(tmp_path), sys.prefix, str(Path.home()) + "/", "/tmp/") if path in text]


def test_a_full_temporary_folder_is_told_as_such(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(isolation, "TemporaryDirectory", full)
    assert build(only="1")["only"].error.startswith("the temporary folder is full. Free some space there")


def test_what_a_page_cannot_show_is_told(build: Build) -> None:
    outcome = build(only="from IPython.display import HTML\nHTML('<iframe src=\"https://a.example\"></iframe>')")[
        "only"
    ]
    assert [note[:40] for note in outcome.notes] == ["An output cannot be shown on the page, s"]


# --- interruptions -------------------------------------------------------------------------------------------

PROLOGUE = """
import os, sys
from pathlib import Path
from xxgk.publishing.builds import plan
from xxgk.publishing.builds.runs import Run, execute_runs, notebooks
if __name__ == "__main__":
    plan.NOTEBOOKS = Path(sys.argv[1])
"""


def in_a_process(
    samples: Path, script: str, folder: Path, wait: bool = True
) -> subprocess.CompletedProcess | subprocess.Popen:
    body = "".join(f"    {line}\n" for line in script.strip().splitlines())
    (folder / "script.py").write_text(PROLOGUE + body, "utf-8")
    command = [sys.executable, "script.py", str(samples)]
    environment = {**os.environ, "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir()
    options = {"cwd": folder, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.run(command, timeout=120, **options) if wait else subprocess.Popen(command, **options)


@pytest.fixture
def endless(samples: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen, list[psutil.Process]]]:
    """A build of one short notebook and two endless ones, once these are under way, with all its processes."""
    source = (
        "import subprocess, pathlib\nsubprocess.Popen(['sleep', '300'])\npathlib.Path({!r}).touch()\nwhile True: pass"
    )
    marks = [tmp_path / "mark1", tmp_path / "mark2"]
    write_samples(samples, only="1", one=source.format(str(marks[0])), two=source.format(str(marks[1])), three="1")
    script = """
outcomes = execute_runs([Run(name, "hebei-2016", "zh") for name in notebooks()], Path("out"), jobs=2)
print(*[outcome.status for outcome in outcomes])
"""
    process = in_a_process(samples, script, tmp_path, wait=False)
    deadline = time.monotonic() + 60
    while not all(mark.exists() for mark in marks):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "the notebooks did not start"
        time.sleep(0.1)
    family = psutil.Process(process.pid).children(recursive=True)
    assert sum(child.name() == "sleep" for child in family) == 2
    with process:
        yield process, family
        for child in [*family, process]:
            with suppress(psutil.NoSuchProcess):
                child.kill()


def assert_all_end(family: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(family, timeout=15)
    assert not [child for child in alive if child.status() != psutil.STATUS_ZOMBIE]


def test_ctrl_c_ends_all_keeps_what_is_finished_and_says_what_is_not(endless: tuple, tmp_path: Path) -> None:
    process, family = endless
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert output.split() == ["done", "cancelled", "cancelled", "cancelled"], errors
    assert_all_end(family)
    out = tmp_path / "out"
    assert sorted(path.name for path in out.rglob("*") if path.is_file()) == [
        "1_only.html",
        "1_only.ipynb",
        "runs.json",
    ]
    assert list(entries(out)) == ["hebei-2016/zh/1_only"]
    assert list((tmp_path / "tmp").glob("xxgk-*")) == []


def test_no_process_outlives_a_build_that_is_killed(endless: tuple, tmp_path: Path) -> None:
    process, family = endless
    process.kill()
    process.communicate(timeout=30)
    assert_all_end(family)
    assert not list((tmp_path / "out").rglob("*_one*"))


def test_a_build_leaves_no_process_and_no_file_behind(samples: Path, tmp_path: Path) -> None:
    write_samples(samples, only="import subprocess; subprocess.Popen(['sleep', '300'])")
    script = """
import psutil, time
execute_runs([Run(name, "hebei-2016", "zh") for name in notebooks()], Path("out"))
print(*[" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)], sep="\\n")
"""
    done = in_a_process(samples, script, tmp_path)
    # What is left helps the standard library to start processes, and ends with this one.
    helpers = ("multiprocessing.forkserver", "multiprocessing.resource_tracker")
    assert all(any(helper in line for helper in helpers) for line in done.stdout.split("\n") if line), done.stdout
    assert list((tmp_path / "tmp").glob("xxgk-*")) == []


def test_whatever_the_data_hold_the_process_that_others_are_forked_from_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    store.add_report({"id": "hebei-2016", "year": 2016, "form": "prose-2008"}, [], replace=True)
    subprocess.run([sys.executable, "-c", f"import {TOOLS.preload}"], check=True)


def test_a_process_that_starts_while_the_others_are_being_ended_is_ended_too() -> None:
    def start_late() -> None:
        time.sleep(0.5)
        isolation.call_isolated(time.sleep, 600, tools=TOOLS, environment={}, seconds=15)

    with isolation.threads(1, TOOLS) as pool:
        late = pool.submit(start_late)
        time.sleep(0.1)
    assert "SIGKILL" in str(late.exception())


# --- not twice -----------------------------------------------------------------------------------------------


def test_what_is_up_to_date_is_not_run_again(build: Build) -> None:
    source = "import time; print(time.time())"
    first = build(only=source)["only"]
    content = first.page.read_bytes()
    second = build(only=source)["only"]
    assert (second.status, second.page) == ("skipped", first.page)
    assert first.page.read_bytes() == content
    assert build({"engine": "kernel"}, only=source)["only"].status == "skipped"
    assert build({"force": True}, only=source)["only"].status == "done"
    assert first.page.read_bytes() != content


def test_only_what_changed_or_failed_or_is_gone_is_run_again(build: Build) -> None:
    build(same="1", changed="2", gone="3", failed="1 / 0")
    outcomes = build(same="1", changed="2 + 2", gone="3", failed="1 / 0")
    assert [outcome.status for outcome in outcomes.values()] == ["skipped", "done", "skipped", "failed"]
    outcomes["gone"].page.unlink()
    outcomes = build(same="1", changed="2 + 2", gone="3", failed="1")
    assert [outcome.status for outcome in outcomes.values()] == ["skipped", "skipped", "done", "done"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 0, "runs": {}}'])
def test_a_damaged_manifest_costs_time_only(content: str, build: Build, tmp_path: Path) -> None:
    build(only="1")
    (tmp_path / "out" / manifest.NAME).write_text(content)
    assert build(only="1")["only"].status == "done"
    assert build(only="1")["only"].status == "skipped"


def test_the_manifest_says_what_each_page_was_made_from(build: Build, tmp_path: Path) -> None:
    build(only="1")
    [(key, entry)] = entries(tmp_path / "out").items()
    assert key == "hebei-2016/zh/1_only"
    assert entry["parameters"] == {}
    assert entry["files"] == [f"{key}.html", f"{key}.ipynb"]
    assert entry["versions"]["python"].startswith("3.")
    assert set(entry) >= {"notebook", "report", "lang", "inputs", "seconds", "outcome", "error", "finished"}


def test_builds_that_share_a_folder_lose_no_entry_of_each_other(tmp_path: Path) -> None:
    first, second = manifest.Manifest(tmp_path), manifest.Manifest(tmp_path)
    for key, one in (("a", first), ("b", second), ("c", first)):
        one.record(key, manifest.Entry({"notebook": key}, "", {}, "done", 0.0, "", (), ""))
        one.write()
    assert list(entries(tmp_path)) == ["a", "b", "c"]
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


def test_a_page_leads_to_no_page_that_is_not_there(samples: Path, tmp_path: Path) -> None:
    source = "from IPython.display import Markdown\nMarkdown('[there](2_there.ipynb), [gone](3_gone.ipynb)')"
    write_samples(samples, only=source, there="1", gone="1")
    runs = [Run(name, "hebei-2016", "zh") for name in ("1_only", "2_there")]
    page = execute_runs(runs, tmp_path / "out", progress=False)[0].page.read_text("utf-8")
    assert 'href="2_there.html"' in page
    assert ">there</a>, gone" in page


def test_the_hash_tells_the_data_that_the_page_was_made_from(own_data: Path, samples: Path, tmp_path: Path) -> None:
    change = f"open({str(own_data / 'indicators.csv')!r}, 'w').write('id\\nx\\n')"
    write_samples(samples, only=change)
    runs = [Run("1_only", "a", "zh")]
    states = [execute_runs(runs, tmp_path / "out", force=force, progress=False)[0].status for force in (True, False)]
    assert states == ["done", "done"]


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the user's with two reports."""
    folder = tmp_path / "data"
    (folder / "facts").mkdir(parents=True)
    (folder / "reports.csv").write_text("id,organ\na,甲\nb,乙\n", "utf-8")
    for report in "ab":
        (folder / "facts" / f"{report}.csv").write_text("indicator\n", "utf-8")
    monkeypatch.setenv("XXGK_DATA", str(folder))
    return folder


@pytest.mark.parametrize(
    ("file", "content", "parameters", "changes"),
    [
        ("facts/a.csv", "indicator\nx\n", {}, True),
        ("facts/b.csv", "indicator\nx\n", {}, False),
        ("facts/b.csv", "indicator\nx\n", {"peers": "all"}, True),
        ("reports.csv", "id,organ\na,丙\nb,乙\n", {}, True),
        ("reports.csv", "id,organ\na,甲\nb,丙\n", {}, False),
        ("indicators.csv", "id\nx\n", {}, True),
        ("forms/own.toml", "", {}, True),
    ],
)
def test_a_page_depends_on_its_own_report_and_on_what_all_share(
    file: str, content: str, parameters: dict, changes: bool, own_data: Path, samples: Path
) -> None:
    def inputs() -> str:
        return Inputs().hash((samples / "1_only.ipynb").read_bytes(), "a", parameters, {})

    before = inputs()
    (own_data / file).parent.mkdir(exist_ok=True)
    (own_data / file).write_text(content, "utf-8")
    assert (inputs() != before) is changes


def test_a_list_of_reports_that_is_no_text_is_named(own_data: Path) -> None:
    (own_data / "reports.csv").write_bytes(b"id\n\xff\n")
    with pytest.raises(UserError, match=r"reports\.csv cannot be read: .* Save it again as a CSV file in UTF-8\."):
        plan.known_reports()


def test_a_relative_data_folder_is_found_from_where_notebooks_run(
    own_data: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_data.parent)
    monkeypatch.setenv("XXGK_DATA", "data")
    outcome = build(only="import os; print(os.environ['XXGK_DATA'])")["only"]
    assert nbformat.read(outcome.notebook, as_version=4).cells[3].outputs[0].text == f"{own_data}\n"


# --- elsewhere -----------------------------------------------------------------------------------------------


def test_any_executor_will_do(build: Build) -> None:
    with ThreadPoolExecutor(2) as executor:
        outcomes = build({"executor": executor}, one="1", two="1 / 0")
    assert [outcome.status for outcome in outcomes.values()] == ["done", "failed"]


class LostScheduler(ThreadPoolExecutor):
    """Takes one notebook and is lost: the others come back as Dask's do."""

    def submit(self, *arguments: object) -> Future:
        if not self._threads:
            return super().submit(*arguments)
        future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


class BrokenPool(ThreadPoolExecutor):
    """Breaks with its second notebook, as a pool of processes does when one is killed."""

    def submit(self, *arguments: object) -> Future:
        if self._threads:
            raise BrokenExecutor("a process was killed")
        return super().submit(*arguments)


@pytest.mark.parametrize(
    ("pool", "reason"),
    [
        (LostScheduler, "SchedulerLost: the scheduler was lost before this notebook had ended"),
        (BrokenPool, "BrokenExecutor: a process was killed"),
    ],
)
def test_what_an_executor_loses_fails_with_a_page_that_says_so(
    pool: type[ThreadPoolExecutor], reason: str, build: Build, tmp_path: Path
) -> None:
    with pool(1) as executor:
        outcomes = build({"executor": executor}, one="print('kept')", two="2", three="3")
    assert [outcome.status for outcome in outcomes.values()] == ["done", "failed", "failed"]
    for name in ("two", "three"):
        assert outcomes[name].error == reason
        assert reason in outcomes[name].page.read_text("utf-8")
    noted = entries(tmp_path / "out").values()
    assert sorted((entry["outcome"], entry["error"]) for entry in noted) == [("done", ""), *[("failed", reason)] * 2]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A Dask scheduler and a command that starts two workers, as on machines of their own."""
    pytest.importorskip("distributed")
    dask = [sys.executable, "-m", "dask"]
    address = f"tcp://127.0.0.1:{8700 + os.getpid() % 200}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    scheduler = subprocess.Popen([*dask, "scheduler", "--host", address, "--no-dashboard", "--no-show"], **quiet)
    options = ["--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    workers = subprocess.Popen([*dask, "worker", address, *options], **quiet)
    yield address
    family = [
        child for process in (workers, scheduler) for child in psutil.Process(process.pid).children(recursive=True)
    ]
    for process in (workers, scheduler):
        process.terminate()
        process.wait(30)
    assert_all_end(family)


def test_a_dask_cluster_runs_notebooks_and_sends_the_pages_home(cluster: str, build: Build) -> None:
    from distributed import Client

    with Client(cluster, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        outcomes = build(
            {"executor": client.get_executor()},
            one="print(report)",
            two="1 / 0",
            three="import os; os.kill(os.getpid(), 9)",
            four="import altair as alt, pandas as pd\nalt.Chart(pd.DataFrame({'a': [1]})).mark_bar().encode(x='a:Q')",
        )
    assert [outcome.status for outcome in outcomes.values()] == ["done", "failed", "failed", "done"]
    assert all(outcome.page.exists() for outcome in outcomes.values())
    assert "<svg" in outcomes["four"].page.read_text("utf-8")
