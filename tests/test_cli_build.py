"""`xxgk build` as a user meets it; what happens inside is for `test_runs.py`."""

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from xxgk.cli import main
from xxgk.publishing.builds import plan

PARAMETERS = """\
report: str = "hebei-2016"  # 报告 report id
lang: str = "zh"  # 语言 zh or en
top: int = 5  # 行数 rows"""
# The notebooks of the test in place of the package's, as the fixture does it for this process.
SCRIPT = """\
import sys
from pathlib import Path
from xxgk.cli import main
from xxgk.publishing.builds import plan

if __name__ == "__main__":
    plan.NOTEBOOKS = Path(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
"""


def _notebook(folder: Path, name: str, code: str) -> None:
    cells = [
        new_markdown_cell(f"# {name}?"),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell(code),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / f"{name}.ipynb")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two notebooks: one that works, one that does not."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    _notebook(notebooks, "1_good", 'f"{report} {lang} {top * 2}"')
    _notebook(notebooks, "2_bad", "1 / 0")
    monkeypatch.setattr(plan, "NOTEBOOKS", notebooks)
    monkeypatch.setenv("XXGK_DATA", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_with_nothing_to_do_imports_no_library_for_data(folder):
    build = ["notebooks", "build", "hebei-2016", "--notebook", "1_good", "--lang", "zh"]
    assert subprocess.run([sys.executable, "-c", SCRIPT, *build], check=False).returncode == 0
    asked = SCRIPT.replace("sys.exit(main(sys.argv[2:]))", "main(sys.argv[2:]); sys.exit('pandas' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", asked, *build], check=False).returncode == 0


def test_a_notebook_that_holds_more_than_is_allowed_fails_alone(folder, capsys):
    _notebook(folder / "notebooks", "2_bad", "held = bytearray(2 * 10**9)")
    assert main(["build", "--lang", "en", "--out", "pages", "--memory", "1500"]) == 1
    done, failed, _ = capsys.readouterr().out.splitlines()
    assert done.startswith("done")
    assert failed.startswith("failed")
    assert "MemoryError" in failed


def test_a_failed_notebook_fails_the_build_and_leaves_the_others_alone(folder, capsys):
    assert main(["build", "--lang", "en", "--out", "pages"]) == 1
    done, failed, total = capsys.readouterr().out.splitlines()
    assert done.startswith("done")
    assert done.endswith("pages/hebei-2016/en/1_good.html")
    assert "2_bad.html  ZeroDivisionError: division by zero" in failed
    assert total == "2 pages: 1 done, 1 failed"
    assert (folder / "pages/index.html").is_file()
    assert (folder / "pages/hebei-2016/en/index.html").is_file()


def test_what_is_up_to_date_is_not_run_again_unless_forced(folder, capsys):
    arguments = ["build", "--lang", "zh", "--notebook", "1_good"]
    totals = []
    for more in ([], [], ["--force"]):
        assert main([*arguments, *more]) == 0
        totals.append(capsys.readouterr().out.splitlines()[-1])
    assert totals == ["1 page: 1 done", "1 page: 1 up to date", "1 page: 1 done"]


def test_a_parameter_reaches_the_notebooks_that_have_it_with_its_type(folder):
    assert main(["build", "--notebook", "1_good", "--lang", "en", "-p", "top", "21"]) == 0
    assert "hebei-2016 en 42" in (folder / "outputs/hebei-2016/en/1_good.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hebei-2061"], "Did you mean hebei-2016?"),
        (["--notebook", "1_god"], "Did you mean 1_good?"),
        (["-p", "tpo", "3"], "Unknown parameter 'tpo'. Known: top."),
        (["-p", "top", "three"], "it takes int"),
        (["-p", "lang", "en"], "is given as --lang"),
        (["--lang", "zh,fr"], "Known: zh, en."),
        (["--engine", "kernl"], "Did you mean kernel?"),
        (["--jobs", "0"], "Argument --jobs: '0' is not a whole number above 0"),
        (["--timeout", "9" * 5_000], "is not a whole number above 0 and up to 1,000,000"),
        (["--runs", "gone.yaml"], "cannot be read: No such file or directory."),
        (["all"], "To build every report: xxgk build --all."),
        (["--all", "hebei-2016"], "hebei-2016 cannot be named"),
        (["--runs", "runs.yaml", "--lang", "en", "hebei-2016"], "REPORT, --lang cannot stand beside it"),
        (["--runs", "runs.txt"], "ends in .yaml, .yml, .csv"),
        (["--engine", "kernl", "--scheduler", "tcp://127.0.0.1:9"], "Did you mean kernel?"),
        (["--scheduler", "nowhere"], "No Dask scheduler answers"),
    ],
)
def test_a_mistake_is_found_before_anything_runs(folder, arguments, words, capsys):
    if words.startswith("No Dask"):
        pytest.importorskip("distributed")
    assert main(["build", *arguments]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.startswith("xxgk: ")
    assert not (folder / "outputs").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("runs.yaml", "- {notebook: 1_good, report: hebei-2016, lang: [zh, en], parameters: {top: 4}}\n"),
        ("runs.csv", "notebook,report,lang,top\n1_good,hebei-2016,zh,4\n1_good,hebei-2016,en,4\n"),
        ("runs.csv", 'notebook, report, lang, top\n1_good, hebei-2016, "zh,en", 4\n'),
    ],
)
def test_a_file_of_runs_says_the_same_in_yaml_and_in_csv(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    assert main(["build", "--runs", name]) == 0
    for lang in ("zh", "en"):
        assert f"hebei-2016 {lang} 8" in (folder / f"outputs/hebei-2016/{lang}/1_good.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "lists no run"),
        ("report: hebei-2016", "a list of runs is expected"),
        ("- 1_good", "run 1: an entry needs a report"),
        ("- {report: hebei-2016}\n- {report: hebei-2016, notebok: x}", "run 2: Unknown key 'notebok'"),
        ("- {report: hebei-2016, notebook: 1_good, parameters: {top: x}}", "it takes int"),
        ("- {report: hebei-2061}", "runs.yaml: run 1: Unknown report 'hebei-2061'"),
        ("- {reprt: hebei-2016}", "Did you mean report?"),
        ("- report:", "run 1: an entry needs a report"),
        ("- [", "is not YAML"),
        ("[" * 10_000, "nests too deep"),
        ("- {report: hebei-2016, parameters: {report: hongze-2024}}", "run 1: parameter 'report' stands beside"),
        ("- {report: on}", "run 1: Unknown report 'on'"),
        ("- {report: 007}", "run 1: Unknown report '007'"),
        ("- {report: 2016-01-01}", "run 1: Unknown report '2016-01-01'"),
        ("- {report: hebei-2016, report: hongze-2024}", "the entry in line 1 has the key 'report' twice"),
        ("- report: hebei-2016\n  parameters: {top: 1, top: 2}", "the entry in line 2 has the key 'top' twice"),
        ("- {report: {a: b}}", "run 1: 'report' is {'a': 'b'}, which is not text"),
        ("- {report: hebei-2016, parameters: [1]}", "run 1: parameters are names with values"),
    ],
)
def test_a_bad_file_of_runs_is_named_with_the_entry(folder, text, words, capsys):
    (folder / "runs.yaml").write_text(text, "utf-8")
    assert main(["build", "--runs", "runs.yaml"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "lists no run. One looks like: notebook,report,lang"),
        ("notebook;report\n1_good;hebei-2016\n", "with commas between"),
        ("report,lang,lang\nhebei-2016,zh,en\n", "each column once"),
        ("report,lang\nhebei-2016,zh,en\n", "run 1: has 3 cells below 2 columns"),
        ("report\n\xff", "is not UTF-8"),
        ("report\n" + "x" * 200_000, "is not CSV: field larger than field limit"),
    ],
)
def test_a_bad_table_of_runs_is_named_with_the_entry(folder, text, words, capsys):
    csv.field_size_limit(131_072)  # Python's own; a library that another test loads raises it
    (folder / "runs.csv").write_text(text, "latin-1")
    assert main(["build", "--runs", "runs.csv"]) == 2
    assert words in capsys.readouterr().err


def test_a_file_in_place_of_the_output_folder_is_named(folder, capsys):
    (folder / "pages").touch()
    assert main(["build", "--out", "pages"]) == 2
    assert "--out DIR" in capsys.readouterr().err


def test_an_index_that_cannot_be_written_is_said_below_what_became_of_the_pages(folder, capsys):
    (folder / "pages/index.html").mkdir(parents=True)
    assert main(["build", "--notebook", "1_good", "--lang", "zh", "--out", "pages"]) == 2
    out, err = capsys.readouterr()
    assert out.endswith("1 page: 1 done\n")
    assert err.startswith("xxgk: 无法在 pages 写入索引页")


def test_a_cluster_without_workers_is_waited_for_and_said(folder, capsys):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as cluster:
        threading.Timer(1, cluster.scale, [1]).start()
        arguments = ["build", "--notebook", "1_good", "--lang", "zh", "--scheduler", cluster.scheduler_address]
        assert main(arguments) == 0
    assert (
        f"No worker yet, so the build waits for one: dask worker {cluster.scheduler_address}" in capsys.readouterr().err
    )


def test_ctrl_c_exits_130_keeps_what_is_finished_and_leaves_nothing_half_written(folder):
    _notebook(folder / "notebooks", "2_bad", 'open("started", "w").close(); import time; time.sleep(600)')
    (folder / "build.py").write_text(SCRIPT, "utf-8")
    command = [sys.executable, "build.py", "notebooks", "build", "--lang", "zh", "--jobs", "1"]
    out = folder / "outputs"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, start_new_session=True, **pipes) as process:
        deadline = time.monotonic() + 120
        while not (out / "hebei-2016/zh/1_good.html").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        # As a terminal does it: to all processes of the group.
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {"hebei-2016/zh/1_good.html", "hebei-2016/zh/1_good.ipynb", "runs.json"}
    assert json.loads((out / "runs.json").read_text("utf-8"))["runs"].keys() == {"hebei-2016/zh/1_good"}
