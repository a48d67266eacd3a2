"""Show the reports, datasets and notebooks there are."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from xxgk.cli.output import emit
from xxgk.reading.base.paths import NOTEBOOKS
from xxgk.show.words import LANGUAGES, pick


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the one argument: the list is short enough to be shown whole."""
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="language of the descriptions: zh or en (default)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the three lists."""
    from xxgk.datasets import datasets
    from xxgk.reading.base.folders import report_rows

    lang = arguments.lang
    sections = (
        (pick(lang, "报告", "Reports"), ((report, row["title"]) for report, row in report_rows().items())),
        (
            pick(lang, "数据集", "Datasets"),
            ((entry.name, pick(lang, entry.row_zh, entry.row_en)) for entry in datasets().values()),
        ),
        (
            pick(lang, "笔记本", "Notebooks"),
            ((path.stem, notebook_title(path)) for path in sorted(NOTEBOOKS.glob("*.ipynb"))),
        ),
    )
    none = pick(lang, "无", "none")
    emit("\n\n".join(_section(title, rows, none) for title, rows in sections))
    return 0


def notebook_title(path: Path) -> str:
    """Read a notebook's title: the first heading of its first text cells, in each language it has one.

    The file is read as JSON, for nbformat would take longer than all the rest of the command.
    """
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (ValueError, KeyError, TypeError):
        return "(not a notebook)"
    headings = [text.lstrip("# ").splitlines()[0] for text in texts if text.startswith("# ")]
    return " / ".join(headings)


def _section(title: str, rows: Iterable[tuple[str, str]], none: str) -> str:
    rows = list(rows)
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join([title, *(f"  {name:<{width}}  {text}".rstrip() for name, text in rows or [(none, "")])])
