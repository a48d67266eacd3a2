"""How long it takes to run notebooks and export them: this package against other ways, and against the processor.

    python -m tests.benchmarks.build --runs 6 --rounds 5
    python -m tests.benchmarks.build --runs 200 --rounds 3 --ways xxgk dask limit
    python -m tests.benchmarks.build --small

Every way runs the same notebooks to executed notebooks and pages, in a process of its own. The ways take turns, so
that whatever else the machine does falls on all of them; the table gives medians. Processor time counts all
processes that a way started.
"""

import argparse
import asyncio
import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# A notebook of the smallest useful size, in the place of the package's own.
SMALL = """
import altair as alt
import pandas as pd
from xxgk.topics import charts

table = pd.DataFrame({"渠道": ["当面", "传真", "网络", "信函"], "件数": [1523, 12, 3210, 485]})
---
table.assign(占比=table["件数"] / table["件数"].sum() * 100)
---
bars = alt.Chart(table, title="网络申请最多").mark_bar()
bars.encode(x="件数", y=alt.Y("渠道", sort="-x"), tooltip=["渠道", "件数"])
---
years = pd.DataFrame({"年": range(2008, 2018), "件": [n * n for n in range(10)]})
alt.Chart(years, title="逐年增加").mark_line(point=True).encode(x="年:O", y="件")
---
print(report, lang, table["件数"].sum())
"""
# These print how long they took themselves.
OWN_TIME = ("dask", "limit")
PARAMETERS = {"report": "hebei-2016", "lang": "zh"}
JOBS = len(os.sched_getaffinity(0))
_SUBREAPER = 36  # prctl: orphans become children of this process, so that their time is counted


def run_xxgk(folder: Path) -> None:
    """Run them with this package; prints by how many megabytes the parent grew while it did."""
    from xxgk.publishing.builds import plan
    from xxgk.publishing.builds.runs import Run, execute_runs, notebooks

    plan.NOTEBOOKS = folder / "notebooks"
    runs = [Run(name, **PARAMETERS) for name in notebooks()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = execute_runs(runs, folder / "out", progress=False)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    assert all(outcome.status == "done" for outcome in outcomes), outcomes


def run_dask(folder: Path) -> None:
    """Run them with this package on a Dask cluster on this machine.

    Prints the seconds that they took after the first ones, which make the workers ready.
    """
    from distributed import Client, LocalCluster
    from xxgk.publishing.builds import plan
    from xxgk.publishing.builds.runs import Run, execute_runs, notebooks

    plan.NOTEBOOKS = folder / "notebooks"
    runs = [Run(name, **PARAMETERS) for name in notebooks()]
    with (
        LocalCluster(n_workers=JOBS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        execute_runs(runs[:JOBS], folder / "out", executor=client.get_executor(), progress=False)
        started = time.perf_counter()
        outcomes = execute_runs(runs, folder / "out", executor=client.get_executor(), progress=False, force=True)
        print(time.perf_counter() - started)
    assert all(outcome.status == "done" for outcome in outcomes), outcomes


def run_commands(folder: Path) -> None:
    """Call the `papermill` command and then `jupyter nbconvert`, one notebook after another."""
    values = [word for name, value in PARAMETERS.items() for word in ("-p", name, value)]
    scripts = Path(sys.executable).parent
    for path in _notebooks(folder):
        executed = folder / "out" / path.name
        papermill = [scripts / "papermill", "--no-progress-bar", path, executed, *values]
        subprocess.run(papermill, check=True, stderr=subprocess.DEVNULL)
        convert = [scripts / "jupyter", "nbconvert", "--to", "html", executed]
        subprocess.run(convert, check=True, stderr=subprocess.DEVNULL)


def run_papermill(folder: Path) -> None:
    """Call papermill's and nbconvert's functions in as many processes as there are processors."""
    with ProcessPoolExecutor(JOBS) as pool:
        list(pool.map(_papermill_one, _notebooks(folder), [folder / "out"] * len(_notebooks(folder))))


def _papermill_one(path: Path, out: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    notebook = papermill.execute_notebook(path, out / path.name, PARAMETERS, progress_bar=False)
    (out / f"{path.stem}.html").write_text(HTMLExporter().from_notebook_node(notebook)[0], "utf-8")


def run_nbclient(folder: Path) -> None:
    """Run the cells with nbclient's asynchronous client, as many kernels at a time as there are processors."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    exporter = HTMLExporter()

    async def run_one(path: Path, free: asyncio.Semaphore) -> None:
        async with free:
            notebook = parameterize_notebook(load_notebook_node(str(path)), PARAMETERS)
            await NotebookClient(notebook).async_execute()
        nbformat.write(notebook, folder / "out" / path.name)
        (folder / "out" / f"{path.stem}.html").write_text(exporter.from_notebook_node(notebook)[0], "utf-8")

    async def run_all() -> None:
        free = asyncio.Semaphore(JOBS)
        await asyncio.gather(*(run_one(path, free) for path in _notebooks(folder)))

    asyncio.run(run_all())


def run_limit(folder: Path) -> None:
    """Run the cells as plain code and export what they show, all in one process that has imported everything.

    Prints the processor time of that alone, spread over the processors: nothing that runs these cells and makes these
    pages with these libraries can be faster.
    """
    import nbformat
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from xxgk.publishing.builds import preload as preload  # imports and rehearses what every notebook needs
    from xxgk.publishing.builds.tools import exporter

    def run_one(path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        shell = InteractiveShell()
        shell.user_ns.update(PARAMETERS)
        with capture_output():
            for cell in notebook.cells:
                if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                    shell.run_cell(cell.source).raise_error()
        executed = nbformat.read(folder / "executed" / path.name, as_version=4)
        exporter().from_notebook_node(executed)

    run_one(_notebooks(folder)[0])
    before = time.process_time()
    for path in _notebooks(folder):
        run_one(path)
    print((time.process_time() - before) / JOBS)


WAYS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "commands": ("`papermill`, then `jupyter nbconvert --to html`, one by one", run_commands),
    "papermill": (f"`papermill.execute_notebook` and `HTMLExporter` in {JOBS} processes", run_papermill),
    "nbclient": (f"nbclient, asynchronous, {JOBS} kernels, and `HTMLExporter`", run_nbclient),
    "xxgk": ("`xxgk build`", run_xxgk),
    "dask": (f"`xxgk build` on a Dask cluster of {JOBS} workers, its first runs apart", run_dask),
    "limit": (f"processor time of cells and export alone, over {JOBS} processors", run_limit),
}


def measure(way: str, folder: Path) -> tuple[float, float, float]:
    """Run one way in a process of its own: seconds, processor seconds, and the number it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", __spec__.name, "--way", way, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, float(done.stdout.split()[-1] if done.stdout.strip() else 0)


def prepare(folder: Path, runs: int, small: bool) -> None:
    """Copy notebooks under as many names as there are runs, and run each once: caches and the limit need it."""
    from xxgk.reading.base.paths import NOTEBOOKS

    originals = [path.read_text("utf-8") for path in sorted(NOTEBOOKS.glob("[1-6]_*.ipynb"))]
    if small:
        originals = [small_notebook()]
    for name in ("notebooks", "executed"):
        (folder / name).mkdir()
    for number in range(runs):
        path = folder / "notebooks" / f"{number + 1:03}_notebook.ipynb"
        path.write_text(originals[number % len(originals)], "utf-8")
    measure("xxgk", folder)
    for path in (folder / "out").rglob("*.ipynb"):
        path.rename(folder / "executed" / path.name)


def small_notebook() -> str:
    """Write `SMALL` as a notebook."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    declared = "\n".join(f"{name}: str = {value!r}" for name, value in PARAMETERS.items())
    cells = [new_markdown_cell("# 渠道"), new_code_cell(declared, metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source.strip()) for source in SMALL.split("---")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel}))


def table(results: dict[str, list[tuple[float, float, float]]], runs: int) -> str:
    """Write medians and ratios as a Markdown table."""
    wall = {way: statistics.median(r[2 if way in OWN_TIME else 0] for r in rows) for way, rows in results.items()}
    lines = [
        f"| way | {runs} runs, s | of the commands | of nbclient | processor, s | runs a second |",
        "|---|---|---|---|---|---|",
    ]
    for way, rows in results.items():
        ratios = [f"{wall[way] / wall[other]:.3f}" if other in wall else "" for other in ("commands", "nbclient")]
        cpu = f"{statistics.median(row[1] for row in rows):.1f}" if way != "limit" else f"{wall[way] * JOBS:.1f}"
        lines.append(f"| {WAYS[way][0]} | {wall[way]:.2f} | {' | '.join(ratios)} | {cpu} | {runs / wall[way]:.2f} |")
    if {"xxgk", "dask"} <= results.keys():
        lines.append(f"\nDask takes {1000 * (wall['dask'] - wall['xxgk']) / runs:.0f} ms more a run.")
    if "xxgk" in results:
        growth = statistics.median(row[2] for row in results["xxgk"])
        lines.append(f"\nThe parent process of `xxgk build` grew by {growth:.1f} MB.")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--small", action="store_true", help="small notebooks in the place of the package's")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.way:
        WAYS[options.way][1](options.folder)
        return
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    results: dict[str, list[tuple[float, float, float]]] = {way: [] for way in options.ways}
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name), options.runs, options.small)
        for number in range(options.rounds):
            for way in options.ways:
                subprocess.run(["rm", "-rf", str(Path(name) / "out")], check=True)
                (Path(name) / "out").mkdir()
                results[way].append(measure(way, Path(name)))
                print(json.dumps([number, way, *results[way][-1]]), file=sys.stderr)
    print(table(results, options.runs))


def _notebooks(folder: Path) -> list[Path]:
    return sorted((folder / "notebooks").glob("*.ipynb"))


if __name__ == "__main__":
    main()
