"""Ways in which programs and people print the three tables of a report: as text, as Markdown, as pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from statutory import APPLICANTS, NOTE

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
LONG_LABEL = 8  # characters; what is longer has a second line in a narrow column
Key = tuple[str, str]


@dataclass
class Line:
    """A row as printed: what stands before its figures, its figures, what each of them counts."""

    heads: list[str]
    cells: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


@dataclass
class Sheet:
    """A table: its name, its rows; headings are rows without figures."""

    name: str
    lines: list[Line]


# ---- ways to print a table


def tabs(sheet: Sheet) -> str:
    return "\n".join("\t".join([*line.heads, *line.cells]) for line in sheet.lines)


def blanks(sheet: Sheet) -> str:
    return "\n".join(" ".join([*line.heads, *line.cells]) for line in sheet.lines)


def wide_blanks(sheet: Sheet) -> str:
    return "\n".join("\u3000\u3000".join([*line.heads, *line.cells]) for line in sheet.lines)


def commas(sheet: Sheet) -> str:
    return "\n".join("，".join([*line.heads, *line.cells]) for line in sheet.lines)


def enumeration(sheet: Sheet) -> str:
    return "\n".join("、".join([*line.heads, *line.cells]) for line in sheet.lines)


def bars(sheet: Sheet) -> str:
    return "\n".join("| " + " | ".join([*line.heads, *line.cells]) + " |" for line in sheet.lines)


def bars_with_rule(sheet: Sheet) -> str:
    first, *rest = bars(sheet).split("\n")
    return "\n".join([first, "|---" * first.count("|") + "|", *rest])


def bars_alone(sheet: Sheet) -> str:
    return "\n".join("|\n" + "\n|\n".join([*line.heads, *line.cells]) + "\n|" for line in sheet.lines)


def one_a_line(sheet: Sheet) -> str:
    return "\n".join("\n".join([*line.heads, *line.cells]) for line in sheet.lines)


def ran_together(sheet: Sheet) -> str:
    return "".join("".join([*line.heads, *line.cells]) for line in sheet.lines)


def rows_ran_together(sheet: Sheet) -> str:
    return "\n".join("".join([*line.heads, *line.cells]) for line in sheet.lines)


def padded_markdown(sheet: Sheet) -> str:
    """Print as Markdown does: as many cells in each row, headings above their columns."""
    rows = _grid(sheet)
    drawn = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([drawn[0], "|---" * len(rows[0]) + "|", *drawn[1:]])


def page(sheet: Sheet) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in _html_rows(sheet)) + "</table>"


def page_without_ends(sheet: Sheet) -> str:
    return page(sheet).replace("</td>", "").replace("</tr>", "")


def page_by_groups(sheet: Sheet) -> str:
    head, *rest = _html_rows(sheet)
    rows = "".join(f"<tr>{row}</tr>" for row in rest)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def text_order(sheet: Sheet) -> str:
    """Print as text is taken from a PDF: the figures of a row before the second line of its label."""
    return "\n".join(map(_in_text_order, sheet.lines))


def _in_text_order(line: Line) -> str:
    label = line.heads[-1] if line.heads else ""
    if not line.cells or len(label) <= LONG_LABEL:
        return " ".join([*line.heads, *line.cells])
    half = len(label) // 2
    return " ".join([*line.heads[:-1], label[:half], *line.cells]) + "\n" + label[half:]


def over_pages(sheet: Sheet) -> str:
    """Print with the number of a page among the rows."""
    half = len(sheet.lines) // 2
    first, second = (blanks(Sheet(sheet.name, lines)) for lines in (sheet.lines[:half], sheet.lines[half:]))
    return "\n".join(filter(None, (first, "- 3 -", second)))


def page_over_pages(sheet: Sheet) -> str:
    """Print as two tables, the second without a heading, as a browser or a converter breaks them."""
    rows = _html_rows(sheet)
    half = len(rows) // 2 + 1
    if not sheet.name.startswith("三"):
        half = len(rows)
    parts = filter(None, (rows[:half], rows[half:]))
    return "<p>- 3 -</p>".join("<table>" + "".join(f"<tr>{row}</tr>" for row in part) + "</table>" for part in parts)


def page_with_spans(sheet: Sheet) -> str:
    """Print with cells over several columns and rows, as the official form is drawn."""
    width = max(len(line.cells) for line in sheet.lines)
    drawn = []
    for row in _grid(sheet):
        cells: list[list] = []
        for cell in row:
            if cells and cell == cells[-1][0] and not cell[:1].isdigit() and cell:
                cells[-1][1] += 1
            else:
                cells.append([cell, 1])
        if sheet.name.startswith("二") and len([cell for cell in row if cell]) == 2:
            cells = [[row[0], 1], [row[1], width]]
        drawn.append("".join(f'<td colspan="{span}">{escape(cell)}</td>' for cell, span in cells))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in drawn) + "</table>"


def _grid(sheet: Sheet) -> list[list[str]]:
    """Lay a table out with one heading above each column; merged labels repeated."""
    width = max(len(line.cells) for line in sheet.lines)
    if sheet.name.startswith("二"):
        return [
            [*line.heads, *line.cells, *[""] * (width + 1 - len(line.heads) - len(line.cells))] for line in sheet.lines
        ]
    body = [[(line.heads or [""])[-1], *line.cells] for line in sheet.lines if line.cells]
    if sheet.name.startswith("三"):
        return [[NOTE, *["申请人情况"] * 7], ["", *APPLICANTS], *body]
    head = [["", *["行政复议"] * 5, *["行政诉讼"] * 10], ["", *RESULTS, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5]]
    return [*head, ["", *RESULTS * 3], *body]


def _html_rows(sheet: Sheet) -> list[str]:
    return ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in _grid(sheet)]


LINES = (tabs, blanks, wide_blanks, commas, enumeration, bars, bars_with_rule, bars_alone, one_a_line)
LINES = (*LINES, text_order, over_pages)
WAYS: dict[str, tuple[str, Callable[[Sheet], str]]] = {
    way.__name__: (suffix, way)
    for suffix, ways in {
        ".txt": (*LINES, ran_together, rows_ran_together),
        ".md": (bars, bars_alone, padded_markdown),
        ".html": (page, page_without_ends, page_by_groups, page_over_pages, page_with_spans),
    }.items()
    for way in ways
}
WAYS["bars_in_text"] = (".txt", bars)
WAYS["bars_alone_in_text"] = (".txt", bars_alone)
