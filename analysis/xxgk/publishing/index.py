"""The pages that lead in: one for each built report and language, and one over all reports."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from xxgk.datasets import datasets, load, reports
from xxgk.publishing.builds.runs import INDEX
from xxgk.publishing.builds.tools import exporter
from xxgk.publishing.downloads import write_downloads
from xxgk.publishing.page.blocks import LANGUAGES, read_page
from xxgk.reading.audit import findings
from xxgk.reading.base.files import write_text
from xxgk.reading.base.store import read_report
from xxgk.reading.documents import Quotes
from xxgk.running.manifest import Manifest
from xxgk.show.figures import figure_of, lawsuits_of
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import pick
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
    built = [lang for lang in LANGUAGES if any((out / report / lang).glob("*.ipynb"))]
    pages = []
    for lang in built:
        folder = out / report / lang
        others = [other for other in built if other != lang]
        links = {"home": f"../../{_top(lang)}", **({"other": f"../{others[0]}/{INDEX}"} if others else {})}
        notebook = _report_notebook(report, lang, _executed(folder), [path.name for path in downloads])
        pages.append(_write(folder / INDEX, notebook, links, quotes))
    return pages


def write_top_index(out: Path) -> list[Path]:
    """Write the index over all reports that have been built: `index.html` in Chinese, `index.en.html` in English."""
    built = {
        lang: [report for report in reports().to_dict("records") if (out / report["id"] / lang / INDEX).is_file()]
        for lang in LANGUAGES
    }
    finished = Manifest(out).finished()
    return [
        _write(out / _top(lang), _top_notebook(lang, built[lang], finished), {"other": _top(other)})
        for lang, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True)
    ]


def _top(lang: str) -> str:
    return INDEX if lang == LANGUAGES[0] else f"index.{lang}.html"


def _write(path: Path, notebook: nbformat.NotebookNode, links: Mapping[str, str], quotes: Quotes | None = None) -> Path:
    html, _ = exporter().from_notebook_node(notebook, resources={"links": dict(links), "quotes": dict(quotes or {})})
    write_text(path, html)
    return path


def _executed(folder: Path) -> dict[str, nbformat.NotebookNode]:
    paths = sorted(folder.glob("*.ipynb"))
    return {path.stem: nbformat.reads(path.read_text("utf-8"), as_version=4) for path in paths}


def _report_notebook(
    report: str, lang: str, executed: Mapping[str, nbformat.NotebookNode], downloads: list[str]
) -> nbformat.NotebookNode:
    """Put the index of a report together as a notebook, so that it is exported like every other page."""
    source = read_report(report)
    finished = max((run.metadata.get("papermill", {}).get("end_time") or "" for run in executed.values()), default="")
    audited = load("audit", report)
    cells = [
        new_markdown_cell(
            write(
                lang,
                "# {title}",
                "# {organ}: disclosure report for {year}\n\n{title}",
                title=source["title"] or report,
                organ=source["organ_en"] or source["organ"],
                year=str(source["year"]),
            )
        ),
        _shown(overview.key_figures(load("facts", report), audited, lang)._repr_mimebundle_()),
        new_markdown_cell(pick(lang, "## 什么与什么矛盾", "## What contradicts what")),
        _shown({"text/markdown": integrity.answer(audited, lang)}, "answer"),
    ]
    if not findings(audited).empty:
        cells.append(_shown(integrity.plot_contradictions(audited, lang)._repr_mimebundle_()))
        cells.append(_shown({"text/markdown": integrity.read_findings(audited, lang)}))
    cells += [
        new_markdown_cell(pick(lang, "## 问题与回答", "## Questions and answers")),
        *_questions(executed),
        new_markdown_cell(pick(lang, "## 下载", "## Downloads")),
        new_markdown_cell(_download_list(downloads, lang)),
    ]
    return _notebook(cells, lang, report, finished)


def _questions(executed: Mapping[str, nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """Give each notebook's question, and below it the answer that its run computed."""
    link = "### [{title}]({name}.html)"
    for name, notebook in executed.items():
        page = read_page(notebook)
        heading = write(page.lang, link, link, title=page.title or name, name=Sentence(quote(name)))
        yield new_markdown_cell(heading)
        for cell in notebook.cells:
            if "answer" in cell.metadata.get("tags", []):
                yield new_code_cell(outputs=cell.get("outputs", []))


def _download_list(names: list[str], lang: str) -> str:
    described = {f"{name}.csv": entry.row_zh if lang == "zh" else entry.row_en for name, entry in datasets().items()}
    described["datapackage.json"] = pick(lang, "以上表格的说明（Data Package）", "Description of these tables.")
    workbook = pick(lang, "Excel 工作簿，含以下全部表格", "Excel workbook with all of the tables below.")
    wanted = [name for name in names if not name.endswith(".xlsx") or f".{lang}." in name]
    colon = pick(lang, "：", ": ")
    return "\n".join(f"- [{name}](../{TABLES}/{quote(name)}){colon}{described.get(name, workbook)}" for name in wanted)


def _top_notebook(lang: str, built: list[dict], finished: str) -> nbformat.NotebookNode:
    title = pick(lang, "政府信息公开工作年度报告", "Government-information disclosure reports")
    cells = [new_markdown_cell(f"# {title}")]
    if not built:
        cells.append(new_markdown_cell(pick(lang, "还没有生成中文报告页。", "No report has been built in English.")))
        return _notebook(cells, lang, "", finished)
    lead = write(
        lang,
        "共 {n} 份报告；每份有一页总览，由此可到各个问题的页面和数据下载。“—”表示报告没有印出。",
        "{n} reports. Each has a page that leads to its questions and downloads. A dash: not printed in the report.",
        n=len(built),
    )
    rows = [_entry(lang, report) for report in sorted(built, key=lambda entry: (entry["organ"], entry["year"]))]
    cells += [new_markdown_cell(lead), new_markdown_cell("\n".join([*_head(lang), *rows]))]
    return _notebook(cells, lang, "", finished)


def _head(lang: str) -> tuple[str, str]:
    """Write the head of the table of reports, figures to the right."""
    names = (
        pick(lang, "报告", "Report"),
        pick(lang, "收到申请", "Requests received"),
        pick(lang, "行政复议", "Reviews"),
        pick(lang, "行政诉讼", "Lawsuits"),
        pick(lang, "互相矛盾的数字", "Contradictions"),
    )
    return f"| {' | '.join(names)} |", "| --- | ---: | ---: | ---: | ---: |"


def _entry(lang: str, report: Mapping[str, object]) -> str:
    """Write a row of the table of reports."""
    facts = load("facts", str(report["id"]))
    figures = (figure_of(facts, "requests.received"), figure_of(facts, "review.total"), lawsuits_of(facts))
    return write(
        lang,
        *["| [{organ} {year}]({address}) | {received} | {reviews} | {lawsuits} | {contradictions} |"] * 2,
        organ=_in_cell(report["organ"] if lang == "zh" else report["organ_en"] or report["organ"]),
        year=str(report["year"]),
        address=Sentence(f"{quote(str(report['id']))}/{lang}/{INDEX}"),
        contradictions=len(findings(load("audit", str(report["id"])))),
        **dict(zip(("received", "reviews", "lawsuits"), figures, strict=True)),
    )


def _in_cell(name: object) -> str:
    """Keep a name of data from ending its cell of the table."""
    return str(name).replace("|", "／")


def _shown(bundle: Mapping[str, object], tag: str = "") -> nbformat.NotebookNode:
    output = new_output("display_data", data=dict(bundle))
    return new_code_cell(outputs=[output], metadata={"tags": [tag] if tag else []})


def _notebook(cells: list[nbformat.NotebookNode], lang: str, report: str, finished: str) -> nbformat.NotebookNode:
    """Make a notebook of cells, as old as the latest run that it leads to: the same runs give the same page."""
    parameters = {"lang": lang, **({"report": report} if report else {})}
    return new_notebook(cells=cells, metadata={"papermill": {"parameters": parameters, "end_time": finished}})
