"""One small report in every format that can be read."""

from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import accumulate

import docx
import make_pdf as pdf


@dataclass(frozen=True)
class Sample:
    """A report: paragraphs before and after one table, whose cells are (text, row span, column span)."""

    before: tuple[str, ...]
    table: tuple[tuple[tuple[str, int, int], ...], ...]
    after: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> list[str]:
        return [*self.before, *self.after]

    @property
    def printed_cells(self) -> list[str]:
        return [text for row in self.table for text, _, _ in row]


REPORT = Sample(
    before=(
        "某县2024年政府信息公开工作年度报告",
        "一、总体情况",
        "2024年，全县主动公开政府信息1,234条，比上年增长12.5%，其中通过政府网站公开1000余条，通过政务新媒体公开200多条，"
        "收到申请35件，均在法定期限内办结。",
        "（一）主动公开。全年公开规范性文件3件。",
        "二、收到和处理申请情况",
    ),
    table=(
        (("勾稽关系", 2, 2), ("申请人", 1, 2), ("总计", 2, 1)),
        (("自然人", 1, 1), ("企业", 1, 1)),
        (("一、新收", 1, 2), ("30", 1, 1), ("5", 1, 1), ("35", 1, 1)),
        (("二、结果", 2, 1), ("予以公开", 1, 1), ("20", 1, 1), ("", 1, 1), ("20", 1, 1)),
        (("不予公开", 1, 1), ("10", 1, 1), ("5", 1, 1), ("/", 1, 1)),
    ),
    after=("三、其他事项", "没有其他需要报告的事项。"),
    grid=(
        ("勾稽关系", "勾稽关系", "申请人", "申请人", "总计"),
        ("勾稽关系", "勾稽关系", "自然人", "企业", "总计"),
        ("一、新收", "一、新收", "30", "5", "35"),
        ("二、结果", "予以公开", "20", "", "20"),
        ("二、结果", "不予公开", "10", "5", "/"),
    ),
)


def as_text(report: Sample) -> bytes:
    return "\n".join(report.lines).encode()


def as_markdown(report: Sample) -> bytes:
    header, *body = (f"| {' | '.join(row)} |" for row in report.grid)
    table = "\n".join([header, "|---" * len(report.grid[0]) + "|", *body])
    title, *paragraphs = report.before
    return "\n\n".join([f"# {title}", *paragraphs, table, *report.after]).encode()


def as_html(report: Sample) -> bytes:
    rows = "".join(f"<tr>{''.join(_html_cell(*cell) for cell in row)}</tr>" for row in report.table)
    before, after = ("".join(f"<p>{escape(line)}</p>" for line in part) for part in (report.before, report.after))
    return f"<!DOCTYPE html><html><body>{before}<table>{rows}</table>{after}</body></html>".encode()


def _html_cell(text: str, row_span: int, column_span: int) -> str:
    return f'<td rowspan="{row_span}" colspan="{column_span}"><p>{escape(text) or "&nbsp;"}</p></td>'


def as_docx(report: Sample) -> bytes:
    document = docx.Document()
    for line in report.before:
        document.add_paragraph(line)
    table = document.add_table(len(report.grid), len(report.grid[0]))
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(report.table):
        column = 0
        for text, row_span, column_span in cells:
            while (row, column) in taken:
                column += 1
            covered = {(row + i, column + j) for i in range(row_span) for j in range(column_span)}
            taken |= covered
            last = max(covered)
            table.cell(row, column).merge(table.cell(*last)).text = text
            column += column_span
    for line in report.after:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(report: Sample) -> bytes:
    """Print on two pages, with indented paragraphs, wrapped lines and page numbers; the table is cut."""
    top, drawn = 80.0, []
    for line in report.before:
        for position, part in enumerate(_wrapped(line)):
            indent = 24 if position == 0 else 0
            drawn.append(pdf.text(70 + indent, top, part))
            top += 20
    lefts = list(accumulate([110, 90, 60, 60, 60], initial=70))
    pages, bottoms = ["\n".join(drawn), ""], [0.0, 0.0]
    cut = 3  # rows on the first page
    for row, column, row_span, column_span, text in _placed(report):
        page = 0 if row < cut else 1
        y = top + 20 * row if page == 0 else 80 + 20 * (row - cut)
        x0, x1 = lefts[column], lefts[column + column_span]
        pages[page] += "\n" + pdf.box(x0, y, x1, y + 20 * row_span, text)
        bottoms[page] = max(bottoms[page], y + 20 * row_span)
    for position, line in enumerate(report.after):
        pages[1] += "\n" + pdf.text(94, bottoms[1] + 20 + 20 * position, line)
    numbered = [f"{page}\n{pdf.text(285, 800, f'- {number} -')}" for number, page in enumerate(pages, start=1)]
    return pdf.make_pdf(numbered)


def _wrapped(line: str, width: float = 38) -> list[str]:
    """Break a paragraph as a word processor does: two blanks first, figures whole."""
    parts, used = [""], 2.0
    for character in line:
        size = 0.5 if character.isascii() else 1.0
        if used + size > width and not character.isascii():
            parts.append("")
            used = 0.0
        parts[-1] += character
        used += size
    return parts


def _placed(report: Sample) -> list[tuple[int, int, int, int, str]]:
    placed, taken = [], set()
    for row, cells in enumerate(report.table):
        column = 0
        for text, row_span, column_span in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(row_span) for j in range(column_span)}
            placed.append((row, column, row_span, column_span, text))
            column += column_span
    return placed
