"""Tables as readers need them: headings with a scope, figures in line, a frame that scrolls by keyboard."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# A figure with its sign, grouping, decimals, percent or unit; dashes and blanks keep a column numeric.
_FIGURE = re.compile(r"[-+−–±]?\d[\d,]*(\.\d+)?\s?(%|万|亿|个百分点|[条件次元倍人])*")
# A cell that is wider than this, in Latin letters, is broken into lines.
_LINE = 18
_BLANK = {"", "-", "–", "—", "/", "NaN", "None", "<NA>", "NaT", "..."}


@dataclass(slots=True)
class _Cell:
    tag: str
    span: str
    html: str = ""

    @property
    def text(self) -> str:
        return re.sub(r"<[^>]+>", "", self.html).strip()


@dataclass(slots=True)
class _Table:
    caption: str = ""
    head: list[list[_Cell]] = field(default_factory=list)
    body: list[list[_Cell]] = field(default_factory=list)


def restyle_tables(html: str, label: str) -> str:
    """Write every table of some clean HTML anew: scoped headings, right-aligned figures, a labelled scrolling frame."""
    reader = _Reader(label)
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


def table_html(columns: Sequence[str], rows: Sequence[Sequence[str]], label: str) -> str:
    """Write a table of plain texts in the same form."""
    head = [[_Cell("th", "", escape(name)) for name in columns]]
    body = [[_Cell("td", "", escape(text)) for text in row] for row in rows]
    return _table_html(_Table("", head, body), label)


class _Reader(HTMLParser):
    """Copies HTML and puts each table, once it is complete, in its new form; tables within cells stay as they are."""

    def __init__(self, label: str) -> None:
        super().__init__(convert_charrefs=False)
        self.label = label
        self.out: list[str] = []
        self.depth = 0
        self.table = _Table()
        self.rows: list[list[_Cell]] = []
        self.cell: _Cell | None = None
        self.in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.table, self.cell = _Table(), None
                self.rows = self.table.body
                return
        if self.depth != 1:
            self._write(self.get_starttag_text() or "")
        elif tag in ("thead", "tbody", "tfoot"):
            self.rows = self.table.head if tag == "thead" else self.table.body
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            span = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name.endswith("span"))
            self.cell = _Cell(tag, span)
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self.cell)
        elif tag == "caption":
            self.in_caption = True
        else:
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth == 1:
            self.depth, self.cell = 0, None
            self.out.append(_table_html(self.table, self.label))
            return
        if tag == "table":
            self.depth -= 1
        if self.depth == 1 and tag in ("td", "th"):
            self.cell = None
        elif self.depth == 1 and tag == "caption":
            self.in_caption = False
        elif self.depth != 1 or tag not in ("thead", "tbody", "tfoot", "tr"):
            self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def _write(self, text: str) -> None:
        if self.depth == 0:
            self.out.append(text)
        elif self.in_caption:
            self.table.caption += text
        elif self.cell is not None:
            self.cell.html += text


def _table_html(table: _Table, label: str) -> str:
    _drop_counter(table)
    columns = {index for row in table.body for index in range(len(row))}
    figures = {index for index in columns if _is_numeric([row[index].text for row in table.body if index < len(row)])}
    whole = {index for index in figures if _is_whole([row[index].text for row in table.body if index < len(row)])}
    for row in table.body:
        for index, cell in enumerate(row):
            if index in whole:
                cell.html = cell.html.strip().removesuffix(".0")
            if cell.text in ("NaN", "None", "NaT", "&lt;NA&gt;"):
                cell.html = "—"
    head = "".join(_row_html(row, "col", figures if len(table.head) == 1 else set()) for row in table.head)
    body = "".join(_row_html(row, "row", figures) for row in table.body)
    caption = f"<caption>{table.caption.strip()}</caption>" if table.caption.strip() else ""
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(label)}">'
        f"<table>{caption}{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table></div>"
    )


def _row_html(row: list[_Cell], scope: str, figures: set[int]) -> str:
    return f"<tr>{''.join(_cell_html(cell, scope, index in figures) for index, cell in enumerate(row))}</tr>"


def _cell_html(cell: _Cell, scope: str, figure: bool) -> str:
    kind = ' class="number"' if figure else ' class="long"' if _width(cell.text) > _LINE else ""
    if cell.tag == "td" or not cell.text:
        return f"<td{cell.span}{kind}>{cell.html}</td>"
    wide = "group" if ("rowspan" if scope == "row" else "colspan") in cell.span else ""
    return f'<th scope="{scope}{wide}"{cell.span}{kind}>{cell.html}</th>'


def _width(text: str) -> int:
    """Measure a text in Latin letters; a Chinese character takes the room of two."""
    return sum(2 if character > "\u2e80" else 1 for character in text)


def _is_numeric(texts: list[str]) -> bool:
    filled = [text for text in texts if text not in _BLANK and text != "&lt;NA&gt;"]
    return bool(filled) and all(_FIGURE.fullmatch(text) for text in filled)


def _is_whole(texts: list[str]) -> bool:
    """Tell a column of whole numbers that pandas prints as ``12.0`` because one of them is missing."""
    filled = [text for text in texts if text not in _BLANK]
    return bool(filled) and all(text.endswith(".0") for text in filled)


def _drop_counter(table: _Table) -> None:
    """Leave out the row numbers that pandas prints in front of a table without an index of its own."""
    rows = table.head + table.body
    if len(table.head) != 1 or not table.body or not all(rows) or any(cell.span for row in rows for cell in row):
        return
    first = [row[0] for row in table.body]
    counter = all(cell.tag == "th" and cell.text == str(number) for number, cell in enumerate(first))
    if counter and not table.head[0][0].text:
        for row in rows:
            del row[0]
