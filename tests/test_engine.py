"""The engine `xxgk`: whatever a notebook does, it comes out as under an ordinary kernel, only sooner."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from notebook_samples import sample_notebook
from papermill.execute import remove_error_markers

# One entry for each thing that a kernel with two processes might do differently from one.
TORTURE = {
    "display_update": """
from IPython.display import display
handle = display("first", display_id="place")
handle.update("第二")
display("again", display_id="place")
""",
    "update_from_a_later_cell": 'handle.update({"text/plain": "从后面的单元格"}, raw=True)',
    "clear_output": """
from IPython.display import clear_output
print("gone"); clear_output(); print("stays")
display("waits"); clear_output(wait=True); display("replaces")
""",
    "stdout_and_stderr_in_order": """
import sys, time
for number in range(2):
    print("out", number); time.sleep(0.5); print("err", number, file=sys.stderr); time.sleep(0.5)
""",
    "writes_without_newline": 'sys.stdout.write("a"); sys.stdout.flush(); sys.stdout.write("b"); None',
    "shell": "!echo 你好; echo oops >&2\nlisting = !echo captured\nlisting",
    "shell_exit_code": "!exit 3\n_exit_code",
    "subprocess_to_inherited_output": 'import subprocess; subprocess.run(["echo", "直接"]); print("afterwards")',
    "file_descriptor": 'import os; os.write(1, "写到一号\\n".encode()); time.sleep(0.3)',
    "long_file_descriptor_output": 'os.write(1, b"x" * 300_000) and time.sleep(0.3)',
    "captured_subprocess": 'subprocess.run("echo out; echo err >&2", shell=True, capture_output=True, text=True)',
    "top_level_await": "import asyncio\nvalue = await asyncio.sleep(0.01, 'awaited')\nvalue",
    "gather": "await asyncio.gather(*(asyncio.sleep(0.01, n) for n in range(3)))",
    "task_that_outlives_its_cell": """
done = []
async def later():
    await asyncio.sleep(0.05); done.append("done")
task = asyncio.create_task(later())
""",
    "task_of_the_cell_before": "await task\ndone",
    "asyncio_run_is_refused": "try:\n    asyncio.run(later())\nexcept RuntimeError as error:\n    print(error)",
    "context_variable_set": "import contextvars\nkept = contextvars.ContextVar('kept', default='lost')\nkept.set(1);",
    "context_variable_read": "kept.get()",
    "capture_magic": "%%capture held\nprint('held'); display('shown'); 42",
    "captured_later": "held.stdout, [output.data for output in held.outputs]",
    "time_magic": "%%time\npass",
    "bash_magic": "%%bash\necho bash; echo err >&2",
    "unknown_magic": "%no_such_magic",
    "warning": "import warnings\nwarnings.warn('小心')",
    "deprecation": "warnings.warn('old', DeprecationWarning)",
    "logging": "import logging; logging.warning('日志'); logging.getLogger('x').error('%s', 1)",
    "thread": """
import threading
def work():
    print("from a thread"); display("shown by a thread")
thread = threading.Thread(target=work); thread.start(); thread.join()
""",
    "thread_error": """
def fail():
    raise ValueError("in a thread")
threading.excepthook = lambda args: print("caught", args.exc_value, file=sys.stderr)
thread = threading.Thread(target=fail); thread.start(); thread.join()
""",
    "pickle_a_class_of_the_notebook": """
import pickle
from dataclasses import dataclass
@dataclass
class Point:
    x: int
pickle.loads(pickle.dumps(Point(3))), Point.__module__
""",
    "multiprocessing_fork": """
import multiprocessing
def square(x):
    return x * x
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(square, range(4)))
""",
    "print_in_a_forked_child": """
process = multiprocessing.get_context("fork").Process(target=print, args=("from the child",))
process.start(); process.join(); time.sleep(0.5)
""",
    "start_method": "multiprocessing.get_start_method()",
    "names": "__name__, type(get_ipython()).__name__, sys.modules['__main__'] is __import__('__main__')",
    "main_holds_the_variables": "import __main__; __main__.value",
    "history": "In[-1], _i, Out[max(Out)]",
    "underscore": "_",
    "several_values": "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.ast_node_interactivity = 'all'\n1\n'二'",
    "only_the_last_value": "InteractiveShell.ast_node_interactivity = 'last_expr'\n1\n'二'",
    "semicolon": "1;",
    "rich_table": "import pandas as pd\npd.DataFrame({'渠道': ['网络', None], '件': [1.5, 2]})",
    "markdown_object": """
class Sentence:
    def _repr_markdown_(self):
        return "**五分之一**"
Sentence()
""",
    "images_and_bytes": "from IPython.display import HTML, Image\nImage(data=b'\\x89PNG0000', format='png')",
    "html": "HTML('<b>中文</b>')",
    "bad_repr": """
class Bad:
    def _repr_html_(self):
        raise RuntimeError("no html")
Bad.__repr__ = lambda self: "bad"
Bad()
""",
    "multi_line_text": "'a\\nb\\n' * 3",
    "not_ascii": "print('é 中文 🙂 \\x1b[31mred\\x1b[0m')",
    "carriage_return": "print('50%\\r100%')",
    "progress_bar": """
from tqdm import tqdm
for _ in tqdm(range(2), bar_format="{desc}{n}", mininterval=0):
    pass
""",
    "input": "input('name? ')",
    "error": "def outer():\n    return 1 / 0\nouter()",
    "chained_error": "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('二') from error",
    "syntax_error": "for",
    "error_with_output_before": "print('before')\nraise RuntimeError('之后')",
    "system_exit": "import sys; sys.exit(3)",
    "keyboard_interrupt": "raise KeyboardInterrupt('stop')",
    "custom_exception_group": "raise ExceptionGroup('多个', [ValueError(1), TypeError(2)])",
    "after_errors": "print('still running'); display(1); 2",
    "environment": "os.environ['TERM'], os.environ.get('MPLBACKEND'), os.environ['PAGER']",
    "chart": "import altair as alt\nfrom xxgk.show import enable\nenable()\n"
    "table = pd.DataFrame({'渠道': ['网络', '信函'], '件': [3, 1]})\n"
    "alt.Chart(table, title='网络最多').mark_bar().encode(x='件:Q', y='渠道:N')",
}


SCRIPT = """
import sys
from pathlib import Path
from xxgk.publishing.builds.tools import TOOLS
from xxgk.running.isolation import crew, isolated
from xxgk.running.jobs import Job
with crew():
    for engine in ("xxgk", "kernel"):
        source = Path("torture.ipynb").read_text("utf-8")
        product = isolated(Job("torture.ipynb", source, {"report": "江苏"}, TOOLS, engine))
        Path(engine).write_bytes(product.notebook)
"""


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[nbformat.NotebookNode]]:
    """Run the same notebook under both engines: its cells, by engine."""
    folder = tmp_path_factory.mktemp("torture")
    (folder / "torture.ipynb").write_text(sample_notebook(*TORTURE.values(), tags=["raises-exception"]), "utf-8")
    # An ordinary kernel that sees this variable does not watch the file descriptors.
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, env=environment, check=True)
    executed = {engine: nbformat.read(folder / engine, as_version=4) for engine in ("xxgk", "kernel")}
    return {engine: remove_error_markers(notebook).cells[-len(TORTURE) :] for engine, notebook in executed.items()}


@pytest.mark.parametrize("name", TORTURE)
def test_both_engines_give_the_same_outputs(name: str, torture: dict[str, list[nbformat.NotebookNode]]) -> None:
    number = list(TORTURE).index(name)
    fast, slow = (normal(torture[engine][number]) for engine in ("xxgk", "kernel"))
    assert fast == slow
    assert slow["execution_count"] is not None


def normal(cell: nbformat.NotebookNode) -> dict:
    """Leave out what differs from run to run: process numbers, addresses, times, where a stream was cut in two."""
    outputs: list[dict] = []
    for output in cell.outputs:
        text = output.get("text")
        if text is not None and outputs and outputs[-1].get("name") == output.name:
            outputs[-1]["text"] += text
        else:
            outputs.append(dict(output))
    words = re.sub(r"ipykernel_\d+/\d+", "ipykernel", repr(outputs))
    words = re.sub(r"0x[0-9a-f]+|[\d.]+(?:e[+-]?\d+)? [µμnm]?s\b", "#", words)
    return {"outputs": words, "execution_count": cell.execution_count}


def test_the_papermill_command_takes_the_engine_and_writes_chinese_as_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "in.ipynb").write_text(sample_notebook("print(report, top)"), "utf-8")
    command = [sys.executable, "-m", "papermill", "--engine", "xxgk", "in.ipynb", "out.ipynb"]
    done = subprocess.run([*command, "-p", "report", "江苏“省”\\n"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert 'report = "江苏“省”' in executed.cells[2].source
    assert executed.cells[3].outputs[0].text == "江苏“省”\\n 3\n"
    assert executed.metadata.kernelspec.name == "python3"
    assert executed.metadata.language_info.mimetype == "text/x-python"
    assert executed.metadata.papermill.exception is None
    assert "Traceback" not in done.stderr


def test_a_failing_cell_is_marked_as_papermill_marks_it(tmp_path: Path) -> None:
    (tmp_path / "in.ipynb").write_text(sample_notebook("1 / 0", "print('never')"), "utf-8")
    command = [sys.executable, "-m", "papermill", "--engine", "xxgk", "in.ipynb", "out.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    statuses = [cell.metadata.papermill.status for cell in executed.cells if "papermill" in cell.metadata]
    assert statuses == ["completed", "completed", "failed", "pending"]
    assert "An Exception was encountered" in executed.cells[0].source


@pytest.mark.parametrize("engine", ["xxgk", "xxgk-kernel"])
def test_a_cell_that_takes_too_long_is_marked_failed_and_the_rest_pending(engine: str, tmp_path: Path) -> None:
    source = sample_notebook("import time", "time.sleep(60)", "print('never')")
    (tmp_path / "in.ipynb").write_text(source, "utf-8")
    script = f"""
import papermill
from xxgk.running.execution import register_engines
register_engines()
papermill.execute_notebook("in.ipynb", "out.ipynb", engine_name={engine!r}, execution_timeout=2, progress_bar=False)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert "PapermillExecutionError" in done.stderr
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    statuses = [cell.metadata.papermill.status for cell in executed.cells if "papermill" in cell.metadata]
    assert statuses == ["completed", "completed", "completed", "failed", "pending"]
    # An ordinary kernel then tells, besides, where its interruption at shut-down met it.
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    error = next(output for output in outputs if output.output_type == "error")
    assert (error.ename, error.evalue) == ("TimeLimitExceeded", "the cell did not end within 2 s")


def test_an_interrupted_papermill_command_does_not_call_the_notebook_completed(tmp_path: Path) -> None:
    source = sample_notebook("open('started', 'w').close()\nwhile True: pass", "print('never')")
    (tmp_path / "in.ipynb").write_text(source, "utf-8")
    command = [sys.executable, "-m", "papermill", "--engine", "xxgk", "in.ipynb", "out.ipynb"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        while not (tmp_path / "started").exists():
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) != 0
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    statuses = [cell.metadata.papermill.status for cell in executed.cells if "papermill" in cell.metadata]
    assert statuses == ["completed", "completed", "failed", "pending"]
    assert executed.metadata.papermill.exception is True


def test_a_second_notebook_in_the_same_process_sees_nothing_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "first.ipynb").write_text(sample_notebook("left = 1\nimport json; json.left = 1"), "utf-8")
    (tmp_path / "second.ipynb").write_text(
        sample_notebook("import json; 'left' in dir(), hasattr(json, 'left')"), "utf-8"
    )
    script = """
import papermill
for name in ("first", "second"):
    done = papermill.execute_notebook(f"{name}.ipynb", None, engine_name="xxgk", progress_bar=False)
print(done.cells[-1].outputs[0].data["text/plain"])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "(False, False)", done.stderr


def test_importing_papermill_does_not_import_the_engine() -> None:
    script = "import sys, papermill; print('xxgk.running.execution' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.strip() == "False"


ENDS = {
    "sys_exit": ("import sys\nsys.exit()", "SystemExit", "the notebook ended itself here"),
    "exit_with_a_code": ("raise SystemExit(3)", "SystemExit", "3"),
    "exit_of_ipython": ("exit()", "SystemExit", "the notebook ended itself here"),
    "exit_of_the_process": ("import os\nos._exit(0)", "ProcessEnded", "the process ended with exit code 0"),
    "crash": ("import os\nos.kill(os.getpid(), 11)", "ProcessEnded", "the process was ended by SIGSEGV"),
    "unknown_magic": ("%nosuchmagic", "UsageError", "Line magic function `%nosuchmagic` not found."),
}


@pytest.mark.parametrize("name", ENDS)
def test_every_end_is_a_failure_with_its_reason_at_its_step(name: str, tmp_path: Path) -> None:
    source, ename, evalue = ENDS[name]
    (tmp_path / "in.ipynb").write_text(sample_notebook("print('before')", source, "print('never')"), "utf-8")
    command = [sys.executable, "-m", "papermill", "--engine", "xxgk", "in.ipynb", "out.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    cells = [cell for cell in executed.cells if "papermill" in cell.metadata]
    assert [cell.metadata.papermill.status for cell in cells] == ["completed"] * 3 + ["failed", "pending"]
    [error] = [output for output in cells[3].outputs if output.output_type == "error"]
    assert (error.ename, error.evalue) == (ename, evalue)
    assert executed.metadata.papermill.exception is True


def test_what_a_notebook_leaves_running_ends_with_it(tmp_path: Path) -> None:
    source = (
        "import subprocess\nfor apart in (False, True):\n    subprocess.Popen(['sleep', {!r}], start_new_session=apart)"
    )
    seconds = str(300 + os.getpid() / 10**7)  # tells these from the processes of other tests
    (tmp_path / "in.ipynb").write_text(sample_notebook(source.format(seconds)), "utf-8")
    command = [sys.executable, "-m", "papermill", "--engine", "xxgk", "in.ipynb", "out.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert not [one for one in psutil.process_iter(["cmdline"]) if seconds in (one.info["cmdline"] or ())]
