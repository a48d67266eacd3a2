"""The pages that lead in: one for each built report and language, and one over all reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from xxgk.datasets import datasets, load, reports
from xxgk.publishing.builds.contents import Chapter, read_chapter
from xxgk.publishing.builds.plan import INDEX, notebooks
from xxgk.publishing.builds.tools import exporter
from xxgk.publishing.downloads import write_downloads
from xxgk.publishing.overview import Record, read_records, write_record
from xxgk.publishing.page.blocks import LANGUAGES, read_page
from xxgk.reading.audit import faults
from xxgk.reading.audit.records import ERRORS, NOT_AN_IDENTITY
from xxgk.reading.base.files import write_text
from xxgk.reading.base.store import read_report
from xxgk.reading.documents import Quotes
from xxgk.running.manifest import Manifest
from xxgk.show.chart import Chart
from xxgk.show.figures import Figure, figure_of, lawsuits_of
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import inside, join, pick, term
from xxgk.topics import integrity, overview

TABLES = "tables"


def write_report_index(out: Path, report: str, quotes: Quotes | None = None) -> list[Path]:
    """Write the index pages and the downloads of a report whose notebooks have been run.

    Parameters
    ----------
    out
        The folder that holds ``<report>/<lang>/<notebook>.ipynb``.
    report
        Id of the report.
    quotes
        What its figures stand in.

    Returns
    -------
    list of Path
        The index pages, one for each language that was built.
    """
    downloads = write_downloads(report, out / report / TABLES)
    write_record(make_record(report), out / report)
    built = [lang for lang in LANGUAGES if any((out / report / lang).glob("*.ipynb"))]
    pages = []
    for lang in built:
        folder = out / report / lang
        others = [other for other in built if other != lang]
        links = {"home": f"../../{_top(lang)}", **({"other": f"../{others[0]}/{INDEX}"} if others else {})}
        index = _Index(report, lang, folder, [path.name for path in downloads])
        pages.append(_write(folder / INDEX, index.notebook(), index.resources(links, quotes)))
    return pages


def write_top_index(out: Path) -> list[Path]:
    """Write the index over all reports that have been built: `index.html` in Chinese, `index.en.html` in English.

    Over one report it is the index of that report.
    """
    built = {
        lang: [report for report in reports().to_dict("records") if (out / report["id"] / lang / INDEX).is_file()]
        for lang in LANGUAGES
    }
    finished = Manifest(out).finished()
    records = read_records(out)
    for report in {report["id"] for of_lang in built.values() for report in of_lang} - records.keys():
        records[report] = make_record(report)  # pages of an earlier version have none
    written = []
    for lang, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        links = {"other": _top(other)}
        if len(built[lang]) == 1:
            report = built[lang][0]["id"]
            downloads = [path.name for path in sorted((out / report / TABLES).iterdir())]
            index = _Index(report, lang, out / report / lang, downloads, f"{quote(report)}/{lang}/")
            home = {"home": f"{index.base}{INDEX}"}
            written.append(_write(out / _top(lang), index.notebook(finished), index.resources({**links, **home})))
        else:
            notebook = _top_notebook(lang, built[lang], finished, records)
            written.append(_write(out / _top(lang), notebook, {"links": links, "search": True}))
    return written


def _top(lang: str) -> str:
    return INDEX if lang == LANGUAGES[0] else f"index.{lang}.html"


def _write(path: Path, notebook: nbformat.NotebookNode, resources: Mapping[str, object]) -> Path:
    html, _ = exporter().from_notebook_node(notebook, {"metadata": {"name": path.stem}, **resources})
    write_text(path, html)
    return path


def _executed(folder: Path) -> dict[str, nbformat.NotebookNode]:
    paths = sorted(folder.glob("*.ipynb"))
    return {path.stem: nbformat.reads(path.read_text("utf-8"), as_version=4) for path in paths}


@dataclass(frozen=True)
class _Index:
    """The index of one report in one language, put together as a notebook, so that it is exported like every page.

    `base` stands before each address, where the index lies elsewhere than its pages.
    """

    report: str
    lang: str
    folder: Path
    downloads: Sequence[str]
    base: str = ""

    @cached_property
    def executed(self) -> dict[str, nbformat.NotebookNode]:
        return _executed(self.folder)

    def notebook(self, finished: str = "") -> nbformat.NotebookNode:
        """Make the index, as old as the latest run that it leads to."""
        source, lang = read_report(self.report), self.lang
        ends = (run.metadata.get("papermill", {}).get("end_time") or "" for run in self.executed.values())
        audited, facts = load("audit", self.report), load("facts", self.report)
        title = write(
            lang,
            "# {title}",
            "# {organ}: disclosure report for {year}\n\n{title}",
            title=source["title"] or self.report,
            organ=source["organ_en"] or source["organ"],
            year=str(source["year"]),
        )
        cells = [
            new_markdown_cell(title),
            _shown(overview.key_figures(facts, audited, lang)._repr_mimebundle_(), "tiles"),
            new_markdown_cell(pick(lang, "## 相互矛盾的数字", "## Figures that contradict each other")),
            *self._contradictions(audited),
            new_markdown_cell(pick(lang, "## 问题与回答", "## Questions and answers")),
            *_questions(self.executed, self.base),
            *([new_markdown_cell(silent)] if (silent := self._silent()) else []),
            new_markdown_cell(pick(lang, "## 下载", "## Downloads")),
            new_markdown_cell(_download_list(self.downloads, lang, f"{self.base}../{TABLES}/")),
        ]
        return _notebook(cells, lang, self.report, finished or max(ends, default=""))

    def _contradictions(self, audited: pd.DataFrame) -> Iterator[nbformat.NotebookNode]:
        if faults(audited).empty:
            yield _drawn(integrity.plot_contradictions(audited, self.lang))
        else:
            plots = (integrity.plot_contradictions, integrity.plot_contradicted_rates)
            yield from (_drawn(drawn) for plot in plots if (drawn := plot(audited, self.lang)))
            yield _shown({"text/markdown": integrity.list_findings(audited, self.lang)})

    def _silent(self) -> str:
        """Say of which questions the report says nothing."""
        absent = [chapter for chapter in _chapters() if chapter.is_silent(self.report)]
        shorts = [inside(chapter.page(self.lang)["short"], self.lang) for chapter in absent]
        if not shorts:
            return ""
        return write(
            self.lang,
            "这份报告没有关于{shorts}的数字，所以没有相应的页面。",
            "The report gives no figures on {shorts}, so there is no page on them.",
            shorts=join(shorts, self.lang),
        )

    def resources(self, links: Mapping[str, str], quotes: Quotes | None = None) -> dict[str, object]:
        """Tell the page where it may lead."""
        pages = [chapter.page(self.lang) for chapter in _chapters() if chapter.name in self.executed]
        return {
            "links": {**links, "tables": f"{self.base}../{TABLES}/"},
            "pages": [{**page, "href": f"{self.base}{page['href']}"} for page in pages],
            "quotes": dict(quotes or {}),
        }


def _chapters() -> list[Chapter]:
    return [read_chapter(path) for path in notebooks().values()]


def _questions(executed: Mapping[str, nbformat.NotebookNode], base: str) -> Iterator[nbformat.NotebookNode]:
    """Give each notebook's question, and below it the answer that its run computed; what two answer alike, once."""
    link = f"### [{{title}}]({base}{{name}}.html)"
    answers = {name: _answers(notebook) for name, notebook in executed.items()}
    for name, notebook in executed.items():
        page = read_page(notebook)
        heading = write(page.lang, link, link, title=page.title or name, name=Sentence(quote(name)))
        yield new_markdown_cell(heading)
        given = answers.pop(name)
        for outputs in given:
            if not any(_says(outputs, other) for others in answers.values() for other in others):
                yield new_code_cell(outputs=outputs)


def _answers(notebook: nbformat.NotebookNode) -> list[list[nbformat.NotebookNode]]:
    return [cell.get("outputs", []) for cell in notebook.cells if "answer" in cell.metadata.get("tags", [])]


def _says(outputs: Sequence[nbformat.NotebookNode], others: Sequence[nbformat.NotebookNode]) -> bool:
    """Tell whether two cells show the same."""
    return [output.get("data") for output in outputs] == [output.get("data") for output in others]


def _download_list(names: Sequence[str], lang: str, folder: str) -> str:
    described = {f"{name}.csv": entry.row_zh if lang == "zh" else entry.row_en for name, entry in datasets().items()}
    described["datapackage.json"] = pick(lang, "以上表格的说明（Data Package）", "Description of these tables.")
    workbook = pick(lang, "Excel 工作簿，含以下全部表格", "Excel workbook with all of the tables below.")
    wanted = [name for name in names if not name.endswith(".xlsx") or f".{lang}." in name]
    colon = pick(lang, "：", ": ")
    return "\n".join(f"- [{name}]({folder}{quote(name)}){colon}{described.get(name, workbook)}" for name in wanted)


def _top_notebook(lang: str, built: list[dict], finished: str, records: Mapping[str, Record]) -> nbformat.NotebookNode:
    title = pick(lang, "政府信息公开工作年度报告", "Government-information disclosure reports")
    cells = [new_markdown_cell(f"# {title}")]
    if not built:
        cells.append(new_markdown_cell(pick(lang, "还没有生成中文报告页。", "No report has been built in English.")))
        return _notebook(cells, lang, "", finished)
    lead = write(
        lang,
        "共 {n} 份报告，最新的在前；点报告名可看各个问题的页面和下载数据。“—”表示报告没有列出。",
        "{n} reports, newest first. Each leads to its pages by question and its data. A dash means that the report "
        "does not print the figure.",
        n=len(built),
    )
    rows = [_entry(lang, report, records[report["id"]]) for report in sorted(built, key=_newest_first)]
    cells += [new_markdown_cell(lead), new_markdown_cell("\n".join([*_head(lang), *rows]))]
    overview = pick(lang, "[各机关历年一览](overview.html)", "[All organs by year](overview.en.html)")
    cells.append(new_markdown_cell(overview))
    return _notebook(cells, lang, "", finished)


def _newest_first(report: Mapping[str, object]) -> tuple[int, str]:
    return -int(report["year"] or 0) if report["year"] == report["year"] else 0, str(report["organ"])


def _head(lang: str) -> tuple[str, str]:
    """Write the head of the table of reports, figures to the right."""
    names = (
        pick(lang, "机关", "Organ"),
        pick(lang, "年度", "Year"),
        pick(lang, "级别", "Level"),
        pick(lang, "收到申请", "Requests received"),
        pick(lang, "行政复议", "Reviews"),
        pick(lang, "行政诉讼", "Lawsuits"),
        pick(lang, "相互矛盾", "Contradictions"),
    )
    return f"| {' | '.join(names)} |", "| --- | ---: | --- | ---: | ---: | ---: | ---: |"


def make_record(report: str) -> Record:
    """Gather what the pages over all reports say of one."""
    facts, audited = load("facts", report), load("audit", report)
    broken = faults(audited)
    errors = int(broken["severity"].isin(ERRORS).sum())
    figures = (figure_of(facts, "requests.received"), figure_of(facts, "review.total"), lawsuits_of(facts))
    return Record(
        report,
        int(facts["printed"].ne("").sum()),
        errors,
        len(broken) - errors,
        int((audited["outcome"].eq("undecided") & audited["severity"].ne(NOT_AN_IDENTITY)).sum()),
        *((float(figure.value), figure.qualifier) if figure else None for figure in figures),
    )


def _entry(lang: str, report: Mapping[str, object], record: Record) -> str:
    """Write a row of the table of reports."""
    kept = (record.received, record.reviews, record.lawsuits)
    figures = [Figure(one[0], qualifier=one[1]) if one else Figure() for one in kept]
    return write(
        lang,
        *["| [{organ}]({address}) | {year} | {level} | {received} | {reviews} | {lawsuits} | {contradictions} |"] * 2,
        organ=_in_cell(report["organ"] if lang == "zh" else report["organ_en"] or report["organ"]),
        year=str(report["year"]),
        level=term("level", str(report["level"]), lang),
        address=Sentence(f"{quote(str(report['id']))}/{lang}/{INDEX}"),
        contradictions=record.errors + record.warnings,
        **dict(zip(("received", "reviews", "lawsuits"), figures, strict=True)),
    )


def _in_cell(name: object) -> str:
    """Keep a name of data from ending its cell of the table."""
    return str(name).replace("|", "／")


def _shown(bundle: Mapping[str, object], tag: str = "") -> nbformat.NotebookNode:
    output = new_output("display_data", data=dict(bundle))
    return new_code_cell(outputs=[output], metadata={"tags": [tag] if tag else []})


def _drawn(chart: Chart | Sentence) -> nbformat.NotebookNode:
    """Show a chart or, where there is nothing to draw, the sentence that says so."""
    return _shown({"text/markdown": chart} if isinstance(chart, Sentence) else chart._repr_mimebundle_())


def _notebook(cells: list[nbformat.NotebookNode], lang: str, report: str, finished: str) -> nbformat.NotebookNode:
    """Make a notebook of cells, as old as the latest run that it leads to: the same runs give the same page."""
    parameters = {"lang": lang, **({"report": report} if report else {})}
    return new_notebook(cells=cells, metadata={"papermill": {"parameters": parameters, "end_time": finished}})
