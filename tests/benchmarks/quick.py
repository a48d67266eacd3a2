"""How long the quick things take: starting, extracting, checking each format, loading each dataset.

    python -m tests.benchmarks.quick --rounds 9

Commands are timed as whole processes and take turns, so that whatever else the machine does falls on all; the tables
give medians. Reports are taken from the folder of real reports beside the checkout, where there is one.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORTS = ROOT.parent / "shared" / "reports"
PROSE = REPORTS / "hebei-2016.txt"
MANY = 200
SAMPLE = """安河县2017年政府信息公开工作年度报告
一、依申请公开
全年共收到政府信息公开申请{received}件，其中当面申请20件，传真申请5件，网络申请25件，信函申请10件。
"""
XXGK = Path(sys.executable).parent / "xxgk"
TEXT_ALONE = (
    "import pypdfium2, sys\n"
    "print(sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(sys.argv[1])))"
)


def main() -> None:
    """Measure what was asked for and print it as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    python = sys.executable
    commands = {
        "python -c 'import pandas'": [python, "-c", "import pandas"],
        "xxgk --help": [XXGK, "--help"],
        "xxgk list": [XXGK, "list"],
        "xxgk check hebei-2016": [XXGK, "check", "hebei-2016"],
    }
    with tempfile.TemporaryDirectory() as folder:
        nothing = [XXGK, "build", "hebei-2016", "--out", folder]
        subprocess.run([str(part) for part in nothing], check=True, capture_output=True)
        commands["xxgk build hebei-2016, all up to date"] = nothing
        _print("whole process", _processes(commands, rounds), base="python -c 'import pandas'")
        _print("check of many files", _rates(_many(Path(folder))), unit="files a second")
    if REPORTS.is_dir():
        files = {f"xxgk check {path.name}": [XXGK, "check", path] for path in sorted(REPORTS.iterdir())}
        alone = {
            f"pypdfium2, text of {path.name} alone": [python, "-c", TEXT_ALONE, path]
            for path in sorted(REPORTS.glob("*.pdf"))
        }
        _print("check of a file", _processes(files | alone, rounds))
        _print("extraction, imports apart", _calls(_extractions(), rounds))
    _print("load, imports apart", _calls(_loads(), rounds))
    _print("hostile text, in two lengths", _calls(_repetitions(), rounds))


def _many(folder: Path) -> dict[str, list[object]]:
    """Give commands that check many small files, one after another and on all processors."""
    files = []
    for number in range(MANY):
        files.append(folder / f"report-{number}.txt")
        files[-1].write_text(SAMPLE.format(received=60 + number), "utf-8")
    check = [XXGK, "check", *files]
    return {f"xxgk check, {MANY} files, --jobs 1": [*check, "--jobs", "1"], f"xxgk check, {MANY} files": check}


def _rates(commands: Mapping[str, list[object]]) -> dict[str, float]:
    """Tell how many files a second each command checks, starting included."""
    return {name: MANY / seconds for name, seconds in _processes(commands, 3).items()}


def _extractions() -> dict[str, Callable[[], object]]:
    from xxgk.reading.documents import read_document
    from xxgk.reading.extract import extract_facts
    from xxgk.reading.forms import load_form

    form = load_form("prose-2008")
    text = PROSE.read_text("utf-8")
    folder = Path(tempfile.mkdtemp(prefix="xxgk-"))
    calls = {}
    for times in (1, 10):
        path = folder / f"{times}.txt"
        path.write_text(text * times, "utf-8")
        name = f"read and extract {len(text) * times:,} characters"
        calls[name] = lambda path=path: extract_facts(read_document(path), form)
    return calls


def _loads() -> dict[str, Callable[[], object]]:
    from xxgk import catalog, load

    return {f"load({name!r})": lambda name=name: load(name, "hebei-2016") for name in catalog()["name"]}


def _repetitions() -> dict[str, Callable[[], object]]:
    """Find figures in what repeats itself: a rule that looks back or ahead without end takes far longer."""
    from xxgk.reading.quantities import find_quantities

    calls = {}
    for pattern in ("一", "1,", "“1", "《一", "1-", "信息内容1", "三百二十一亿"):
        for length in (5_000, 50_000):
            text = (pattern * length)[:length]
            calls[f"{length:,} characters of {pattern}"] = lambda text=text: find_quantities(text)
    return calls


def _processes(commands: Mapping[str, list[object]], rounds: int) -> dict[str, float]:
    def start(command: list[object]) -> Callable[[], object]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return lambda: subprocess.run([str(part) for part in command], check=False, env=environment, **quiet)

    # As users have it: Python keeps what it has compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return _calls({name: start(command) for name, command in commands.items()}, rounds)


def _calls(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Call each in turn, once to warm up and then so many rounds; give the medians in seconds."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            started = time.perf_counter()
            call()
            if number:
                taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _print(title: str, values: Mapping[str, float], base: str = "", unit: str = "ms") -> None:
    """Print seconds, as milliseconds, or rates as a table; with a base, how many times it each is."""
    print(f"\n| {title} | {unit} |{' ratio |' if base else ''}\n|---|---:|{'---:|' if base else ''}")
    for name, value in values.items():
        ratio = f" {value / values[base]:.2f} |" if base else ""
        print(f"| `{name}` | {1000 * value if unit == 'ms' else value:.1f} |{ratio}")


if __name__ == "__main__":
    main()
