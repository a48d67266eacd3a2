"""One build: what waits, what is under way, what came of the rest, and the files that it writes."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from xxgk.publishing.builds.contents import read_chapter
from xxgk.publishing.builds.inputs import Inputs
from xxgk.publishing.builds.plan import LANGUAGES, Outcome, Run, notebooks
from xxgk.publishing.builds.tools import TOOLS
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.files import write_whole
from xxgk.reading.base.paths import DATA_VARIABLE
from xxgk.running.isolation import explained, isolated
from xxgk.running.jobs import Failure, Job, Product
from xxgk.running.manifest import Entry, Manifest
from xxgk.running.parameters import parameters_of

if TYPE_CHECKING:
    from xxgk.reading.documents import Quotes

# The manifest is written at least this often, so that a killed build loses little.
_SECONDS_BETWEEN_WRITES = 2.0


class Build:
    """One call of `execute_runs`: what waits, what is under way, what came of the rest."""

    def __init__(
        self,
        runs: Sequence[Run],
        out: Path,
        engine: str,
        timeout: float,
        memory: int | None,
        environment: Mapping[str, str],
        quotes: "Quotes",
    ) -> None:
        self._out, self._engine, self._timeout, self._memory = out, engine, timeout, memory
        self._environment = {**data_environment(), **environment}
        self._quotes = quotes
        self._paths = notebooks()
        self._contents = {name: self._paths[name].read_bytes() for name in {run.notebook for run in runs}}
        self._sources = Inputs()
        self._keys = {run.key for run in runs}
        self._hashes: dict[str, str] = {}
        self._failures: dict[str, Failure] = {}
        self.waiting = list(runs)
        self.lost: list[Run] = []
        self.outcomes: dict[str, Outcome] = {}
        self._written = monotonic()
        self._chapters = {name: read_chapter(path) for name, path in self._paths.items()}
        self._is_silent = cache(lambda name, report: self._chapters[name].is_silent(report))

    @cached_property
    def _manifest(self) -> Manifest:
        try:
            self._out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            astray = self._out.is_symlink() and not self._out.exists()
            why = "it is a link to a folder that is not there" if astray else error.strerror
            why_zh = "它是指向不存在的文件夹的链接" if astray else error.strerror
            raise UserError(
                f"Cannot write to {self._out}: {why}. Choose another folder: --out DIR.",
                f"无法写入 {self._out}：{why_zh}。请选择其他文件夹：--out DIR。",
            ) from error
        return Manifest(self._out)

    def skip_silent(self) -> None:
        """Set aside the runs that would make a page without a figure of its subject, and note them."""
        for run in [run for run in self.waiting if self._is_silent(run.notebook, run.report)]:
            self.waiting.remove(run)
            self.outcomes[run.key] = Outcome(run, "empty")
            self._hashes[run.key] = self._inputs(run)
            if not self._manifest.is_current(run.key, self._hashes[run.key], "empty"):
                for path in self._files(run):
                    path.unlink(missing_ok=True)
                self._record(self.outcomes[run.key])
                self._manifest.write()

    def skip_current(self, force: bool) -> None:
        """Set aside the runs whose pages are up to date."""
        if force:
            return
        for run in list(self.waiting):
            if self._manifest.is_current(run.key, self._inputs(run)):
                page, notebook = self._files(run)
                self.outcomes[run.key] = Outcome(run, "skipped", page=page, notebook=notebook)
                self.waiting.remove(run)

    def run_all(self, pool: Executor, limit: int, progress: bool) -> None:
        """Run what waits, so many at a time; what the pool loses is set aside, to be explained by another one."""
        under_way: dict[Future[Product], Run] = {}
        with self._kept(), _bar(len(self.waiting), progress) as advance:
            try:
                while self.waiting or under_way:
                    while self.waiting and len(under_way) < limit:
                        run = self.waiting.pop(0)
                        under_way[self._submitted(pool, run)] = run
                    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                        run = under_way.pop(future)
                        if not self._set_aside(run, future):
                            advance(self._finish(run, future))
            except KeyboardInterrupt:
                for future in under_way:
                    future.cancel()
                for run in (*under_way.values(), *self.waiting, *self.lost):
                    self.outcomes[run.key] = Outcome(run, "cancelled")
                self.waiting, self.lost = [], []

    def explain_lost(self, pool: Executor, limit: int, progress: bool) -> None:
        """Make the pages of what another pool lost; they say why."""
        self.waiting, self.lost = self.lost, []
        self.run_all(pool, limit, progress)

    def _submitted(self, pool: Executor, run: Run) -> Future[Product]:
        # Before it runs: what changes from now on need not be in the page.
        self._hashes[run.key] = self._inputs(run)
        failure = self._failures.get(run.key)
        try:
            return pool.submit(explained, self._job(run), failure) if failure else pool.submit(isolated, self._job(run))
        except RuntimeError as error:  # the pool is broken or closed
            future: Future[Product] = Future()
            future.set_exception(error)
            return future

    def _set_aside(self, run: Run, future: Future[Product]) -> bool:
        """Set aside a run that a pool lost, which is not one that failed; a lost scheduler loses all that wait, too."""
        if run.key in self._failures:
            return False
        try:
            if not (problem := future.exception()):
                return False
            lost, failure = [run], Failure(0, type(problem).__name__, str(problem))
        except CancelledError:
            lost, self.waiting = [run, *self.waiting], []
            failure = Failure(0, "SchedulerLost", "the scheduler was lost before this notebook had ended")
        self.lost += lost
        self._failures |= {one.key: failure for one in lost}
        return True

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._written = monotonic()
        try:
            yield
        finally:
            self._manifest.write()

    def _job(self, run: Run) -> Job:
        return Job(
            self._paths[run.notebook].name,
            self._contents[run.notebook].decode(),
            self._parameters(run),
            TOOLS,
            self._engine,
            self._timeout,
            self._memory,
            self._environment,
            self._about(run),
        )

    def _finish(self, run: Run, future: Future[Product]) -> Outcome:
        """Write what a run produced and note it."""
        page, notebook = self._files(run)
        written: set[Path] = set()
        try:
            product = future.result()
            seconds, error, notes = product.seconds, product.error, product.notes
            for path, content in ((notebook, product.notebook), (page, product.page)):
                if content is not None:
                    write_whole(path, content)
                    written.add(path)
        except Exception as problem:  # a full disk, a lost cluster: this run's failure, whatever it is
            seconds, notes, error = 0.0, (), f"{type(problem).__name__}: {problem}"
        page, notebook = (path if path in written else None for path in (page, notebook))
        outcome = Outcome(run, "failed" if error else "done", seconds, page, notebook, error, notes)
        self.outcomes[run.key] = outcome
        self._record(outcome)
        return outcome

    def _record(self, outcome: Outcome) -> None:
        run = outcome.run
        self._manifest.record(
            run.key,
            Entry(
                {"notebook": run.notebook, "report": run.report, "lang": run.lang, "parameters": dict(run.parameters)},
                self._hashes[run.key],
                self._sources.versions,
                outcome.status,
                outcome.seconds,
                outcome.error,
                tuple(path.relative_to(self._out).as_posix() for path in (outcome.page, outcome.notebook) if path),
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        if monotonic() - self._written > _SECONDS_BETWEEN_WRITES:
            self._manifest.write()
            self._written = monotonic()

    def _inputs(self, run: Run) -> str:
        declared = parameters_of(self._paths[run.notebook])
        parameters = {**{name: one.default for name, one in declared.items()}, **self._parameters(run)}
        return self._sources.hash(self._contents[run.notebook], run.report, parameters, self._about(run))

    def _parameters(self, run: Run) -> dict[str, object]:
        # What a notebook compares others with is the report whose pages are built.
        own = {"baseline": run.report} if "baseline" in parameters_of(self._paths[run.notebook]) else {}
        return {"report": run.report, "lang": run.lang, **own, **run.parameters}

    def _files(self, run: Run) -> tuple[Path, Path]:
        return self._out / f"{run.key}.html", self._out / f"{run.key}.ipynb"

    def _about(self, run: Run) -> dict[str, object]:
        """Tell a page where it may lead: to the index, and to what is there or will be after this build."""
        links = {"home": "index.html", "notebook": f"{run.notebook}.ipynb", "tables": "../tables/"}
        for lang in LANGUAGES:
            if lang != run.lang and self._is_made(run.report, lang, run.notebook):
                links["other"] = f"../{lang}/{run.notebook}.html"
        made = {name: self._is_made(run.report, run.lang, name) for name in self._paths}
        return {
            "links": links,
            "quotes": dict(self._quotes),
            "unmade": [name for name in made if not made[name]],
            "pages": [self._chapters[name].page(run.lang) for name in made if made[name]],
        }

    def _is_made(self, report: str, lang: str, name: str) -> bool:
        key = f"{report}/{lang}/{name}"
        return not self._is_silent(name, report) and (key in self._keys or (self._out / f"{key}.html").exists())


def data_environment() -> dict[str, str]:
    """Name the user's data folder for processes that stand elsewhere, where a relative path would lead nowhere."""
    own = os.environ.get(DATA_VARIABLE)
    return {DATA_VARIABLE: str(Path(own).expanduser().resolve()) if own else ""}


@contextmanager
def _bar(total: int, progress: bool) -> Iterator[Callable[[Outcome], None]]:
    """Show on a terminal how many pages are done, at what rate, and how long the rest will take."""
    from tqdm import tqdm

    # None: only on a terminal.
    with tqdm(total=total, unit="page", desc="xxgk build", disable=None if progress else True, leave=False) as bar:

        def advance(outcome: Outcome) -> None:
            bar.set_postfix_str(outcome.run.key, refresh=False)
            bar.update()

        yield advance
