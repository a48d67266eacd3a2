"""The three tables of a report in any disorder that programs and people make of them, each with what a reader sees.

A variant is made from numbers that add up, one of the `WAYS` to print tables, and one of the `DISORDERS`; with a fault
injected, one printed figure is wrong, and just that figure is right to read.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from statutory import APPLICANTS, NOTE, numbers
from xxgk.reading.documents import read_document
from xxgk.reading.extract import extract_report
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.forms import load_form

FORM = load_form("statutory-2021")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
GROUPS = {
    2: ("三、本年度办理结果",),
    4: ("（三）不予公开",),
    12: ("（四）无法提供",),
    15: ("（五）不予处理",),
    20: ("（六）其他处理",),
}
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


@dataclass
class Variant:
    """A file and what a reader sees in it; what is blank there is no figure."""

    way: str
    disorder: str
    fault: bool
    suffix: str
    text: str
    printed: dict[Key, str]


def sheets(chance: random.Random, most: int) -> list[Sheet]:
    """Make the three tables of 2021."""
    two, three, four = (table.layout for table in FORM.tables)
    disclosures = Sheet("二、主动公开政府信息情况", [])
    for number, block in enumerate(two.blocks):
        articles = (
            ["第二十条第（一）项"] if number == 0 else ["第二十条第（五）项"] if number == 1 else ["第二十条第（八）项"]
        )
        money = "（单位：万元）" if number == 2 else ""
        disclosures.lines.append(Line(articles))
        disclosures.lines.append(Line(["信息内容", *(column.labels[0] + money for column in block.columns)]))
        for row in block.rows:
            keys = [(block.indicator(row, column), "") for column in block.columns]
            disclosures.lines.append(Line([row.labels[0]], [str(chance.randint(0, most)) for _ in keys], keys))
    head = [Line([NOTE, "申请人情况"]), Line(["自然人", "法人或其他组织", "总计"]), Line(list(APPLICANTS[1:6]))]
    requests = Sheet("三、收到和处理政府信息公开申请情况", head)
    block = three.blocks[0]
    for number, (row, values) in enumerate(zip(block.rows, numbers(seed=chance.random(), most=most), strict=True)):
        keys = [(block.indicator(row, column), column.applicant) for column in block.columns]
        requests.lines.append(Line([*GROUPS.get(number, ()), row.labels[0]], list(map(str, values)), keys))
    cases = [[chance.choice((0, 0, chance.randint(0, most // 4 + 1))) for _ in range(4)] for _ in range(3)]
    figures = [str(value) for parts in cases for value in (*parts, sum(parts))]
    (block,) = four.blocks
    head = [
        Line(["行政复议", "行政诉讼"]),
        Line([*RESULTS, "未经复议直接起诉", "复议后起诉"]),
        Line([*RESULTS, *RESULTS]),
    ]
    keys = [(column.indicator, "") for column in block.columns]
    disputes = Sheet("四、政府信息公开行政复议、行政诉讼情况", [*head, Line([], figures, keys)])
    return [disclosures, requests, disputes]


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


WAYS: dict[str, tuple[str, Callable[[Sheet], str]]] = {
    way.__name__: (suffix, way)
    for suffix, ways in {
        ".txt": (tabs, blanks, wide_blanks, commas, enumeration, bars, bars_with_rule, bars_alone, one_a_line),
        ".md": (bars, bars_alone, padded_markdown),
        ".html": (page, page_without_ends, page_by_groups),
    }.items()
    for way in ways
} | {way.__name__: (".txt", way) for way in (ran_together, rows_ran_together)}
WAYS["bars_in_text"] = (".txt", bars)
WAYS["bars_alone_in_text"] = (".txt", bars_alone)


# ---- disorders: each changes the tables before they are printed


def none(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    return tables


def other_order(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    return chance.sample(tables, len(tables))


def one_missing(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    tables.pop(chance.randrange(3))
    return tables


def row_missing(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    table = tables[chance.randrange(2)]
    table.lines.remove(chance.choice([line for line in table.lines if line.cells]))
    return tables


def blank_for_zero(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    for table in tables:
        for line in table.lines:
            line.cells = ["" if cell == "0" else cell for cell in line.cells]
    return tables


def thousands(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    for table in tables:
        for line in table.lines:
            line.cells = [f"{int(cell):,}" if cell.isdecimal() else cell for cell in line.cells]
    return tables


def full_width(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for table in tables:
        for line in table.lines:
            line.cells = [cell.translate(wide) for cell in line.cells]
    return tables


def invisible(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    for table in tables:
        for line in table.lines:
            line.cells = [f"\u202d{cell}\u202c" for cell in line.cells]
            line.heads = [head.replace("其他", "其它") for head in line.heads]
    return tables


def heads_repeated(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    lines = tables[1].lines
    at = chance.randrange(8, len(lines) - 2)
    tables[1].lines = [*lines[:at], *(replace(line) for line in lines[:3]), *lines[at:]]
    return tables


DISORDERS = (
    none,
    other_order,
    one_missing,
    row_missing,
    blank_for_zero,
    thousands,
    full_width,
    invisible,
    heads_repeated,
)


def make(seed: int) -> Variant:
    """Make a variant; the same seed makes the same one."""
    chance = random.Random(seed)
    way = chance.choice(sorted(WAYS))
    disorder = chance.choice(DISORDERS)
    suffix, write = WAYS[way]
    tables = sheets(chance, chance.choice((3, 30, 900, 20_000)))
    fault = chance.random() < 0.5
    if fault:
        _spoil(chance.choice([line for table in tables for line in table.lines if line.cells]), chance)
    tables = disorder(tables, chance)
    printed = {
        key: _plain(cell)
        for table in tables
        for line in table.lines
        for key, cell in zip(line.keys, line.cells, strict=True)
    }
    title = f"青禾县{chance.choice((2021, 2023, 2024))}年政府信息公开工作年度报告"
    mark = "<p>{}</p>" if suffix == ".html" else "{}"
    parts = [mark.format(title), mark.format("一、总体情况"), mark.format("全县做好各项公开工作。")]
    for table in tables:
        parts += [mark.format(table.name), write(table)]
    parts.append(mark.format("五、存在的主要问题及改进情况"))
    text = ("\n\n" if suffix == ".md" else "\n").join(parts)
    return Variant(way, disorder.__name__, fault, suffix, text, printed)


def _spoil(line: Line, chance: random.Random) -> None:
    """Print one figure wrong: another number, or its digits in another order."""
    at = chance.randrange(len(line.cells))
    value = line.cells[at]
    turned = value[::-1]
    line.cells[at] = turned if turned != value and turned[0] != "0" else str(int(value) + chance.randint(1, 60))


def _plain(cell: str) -> str:
    bare = "".join(character for character in cell if character.isdigit())
    return str(int(bare)) if bare else ""


def judge(variant: Variant, folder: Path) -> Counter:
    """Count the cells that are right, told as unread, wrong or missing without a word."""
    path = folder / f"made{variant.suffix}"
    path.write_text(variant.text, "utf-8")
    document = read_document(path)
    form, _ = choose_form(document)
    extract = extract_report(document, form)
    found: dict[Key, set[str]] = {}
    for fact in extract.facts:
        if fact.indicator and " c" in fact.place:
            found.setdefault((fact.indicator, fact.applicant), set()).add(fact.value)
    told = {one.table for one in extract.unread}
    counts: Counter = Counter()
    for table in FORM.tables:
        for block in table.layout.blocks:
            for row in block.rows or (None,):
                for column in block.columns:
                    name = block.indicator(row, column) if row else column.indicator
                    key = (name, column.applicant)
                    counts[_verdict(variant, found.get(key), key, table.layout.id in told)] += 1
    return counts


def _verdict(variant: Variant, found: set[str] | None, key: Key, told: bool) -> str:
    expected = variant.printed.get(key)
    read = (found or set()) - {""}
    if expected and key[0] == "administrative_fees.amount":
        expected = str(int(expected) * 10_000)
    if read - {expected}:
        return "wrong"
    if expected is None:
        return "told" if told else "silent"
    return "right" if read or (expected == "" and found) else "told" if told else "silent"
