"""Tables as readers need them: headings with a scope, figures in line, a frame that scrolls by keyboard."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from xxgk.publishing.page.markup import framed
from xxgk.reading.base.text import columns_of

Cell = str | float | Mapping[str, object] | None
# Writes a citation, given its address and the words that stand for it.
Cite = Callable[[str, str], Markup]
# A figure with its sign, grouping, decimals, percent or unit, and a mark; dashes and blanks keep a column numeric.
_FIGURE = re.compile(r"[-+−–±]?\d[\d,]*(\.\d+)?(e[-+]\d+)?\s?(%|万|亿|个百分点|[条件次元倍人])*\*?")
# A cell that is wider than this, in Latin letters, is broken into lines.
_LINE = 18
# The last of them are those of pandas, and of its tables that are cut.
_BLANK = {"", "-", "–", "—", "/", "NaN", "<NA>", "NaT", "None", "..."}
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])( scope=\"\w+\")?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell: its text, by which the column is laid out, and the markup that shows it."""

    text: str
    html: Markup


def table_html(columns: Sequence[str], rows: Sequence[Sequence[Cell]], label: str, cite: Cite) -> str:
    """Write a table of a display, see `xxgk.show.listing.table_data`.

    Parameters
    ----------
    columns, rows
        As there.
    label
        What a screen reader calls the frame.
    cite
        What makes links of the citations.
    """
    body = [[_shown(cell, cite) for cell in row] for row in rows]
    figures = [_is_numeric([row[index].text for row in body]) for index in range(len(columns))]
    head = "".join(
        f'<th scope="col"{_kind(name, figure)}>{escape(name)}</th>' if name else "<td></td>"
        for name, figure in zip(columns, figures, strict=True)
    )
    lines = "".join(f"<tr>{_cells_html(row, figures)}</tr>" for row in body)
    return framed(f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>", label)


def aligned(foreign: str) -> str:
    """Put the figures of tables that others wrote in line, as those of the page's own are; safe markup."""
    return _TABLE.sub(lambda table: _aligned(table[0]), foreign)


def _aligned(table: str) -> str:
    """Mark the cells of its numeric columns; a table whose cells span others has no plain columns."""
    rows = [
        [_TAG.sub("", cell[3]) for cell in _CELL.finditer(row)] for row in _ROW.findall(table.partition("<tbody>")[2])
    ]
    width = len(rows[0]) if rows else 0
    if "span=" in table or table.count("<table") > 1 or any(len(row) != width for row in rows):
        return table
    figures = [_is_numeric([html.unescape(text).strip() for text in column]) for column in zip(*rows, strict=True)]
    return _ROW.sub(lambda row: _marked(row[0], figures), table)


def _marked(row: str, figures: Sequence[bool]) -> str:
    if len(_CELL.findall(row)) != len(figures):
        return row
    column = iter(figures)
    return _CELL.sub(lambda cell: cell[0].replace(">", ' class="number">', 1) if next(column) else cell[0], row)


def _cells_html(row: Sequence[_Shown], figures: Sequence[bool]) -> str:
    cells = zip(row, figures, strict=True)
    return "".join(f"<td{_kind(cell.text, figure)}>{cell.html}</td>" for cell, figure in cells)


def _shown(cell: Cell, cite: Cite) -> _Shown:
    if not isinstance(cell, Mapping):
        text = plain_text(cell)
        return _Shown(text, escape(text))
    words = str(cell["text"])
    addresses = [str(address) for address in cell["cite"]]
    links = Markup("; ").join(cite(address, words) for address in addresses) if addresses else escape(words)
    return _Shown(words or "; ".join(addresses), links)


def plain_text(value: object) -> str:
    """Write a value as the page shows it; what is not known is a dash."""
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:,.10g}" if abs(value) >= 10_000 else f"{value:.10g}"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


def _kind(text: str, figure: bool) -> str:
    return ' class="number"' if figure else ' class="long"' if columns_of(text) > _LINE else ""


def _is_numeric(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text not in _BLANK]
    return bool(filled) and all(_FIGURE.fullmatch(text) for text in filled)
