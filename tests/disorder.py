"""The three tables of a report in any disorder that programs and people make of them, each with what a reader sees.

A variant is made from numbers that add up, one of the `WAYS` to print tables, and one of the `DISORDERS`, alone or
amid what a content system puts around a report, of one scope or of two; with a fault injected, one printed figure is
wrong, and just that figure is right to read.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from disorder_ways import RESULTS, WAYS, Key, Line, Sheet
from statutory import APPLICANTS, NOTE, numbers
from xxgk.reading.documents import read_document
from xxgk.reading.extract import extract_report
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.extract.tables.scopes import UNSTATED
from xxgk.reading.forms import load_form
from xxgk.reading.forms.layouts import Row

FORM = load_form("statutory-2021")
SIZE = sum(table.layout.size for table in FORM.tables)
NOTE_MARK, STRUCK = "\ue000", "\ue001"  # behind a figure, before one; printed as each kind of file has them
GROUPS = {
    2: ("三、本年度办理结果",),
    4: ("（三）不予公开",),
    12: ("（四）无法提供",),
    15: ("（五）不予处理",),
    20: ("（六）其他处理",),
}


@dataclass
class Variant:
    """A file and what a reader sees in it, by level; what is blank there is no figure."""

    way: str
    disorder: str
    frame: str
    fault: bool
    suffix: str
    text: str
    printed: dict[str, dict[Key, str]]

    @property
    def cells(self) -> int:
        """Number of cells that are judged: those of the edition, and those of a second scope."""
        return SIZE + len(self.printed.get("own", ()))


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


def marked(tables: list[Sheet], chance: random.Random) -> list[Sheet]:
    """Put the mark of a note behind some figures, and figures that were struck out before others."""
    for table in tables:
        for line in table.lines:
            marks = [(chance.choice(("", "", STRUCK)), chance.choice(("", "", NOTE_MARK))) for _ in line.cells]
            line.cells = [before + cell + behind for cell, (before, behind) in zip(line.cells, marks, strict=True)]
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
    marked,
)

# ---- what stands around a report


def alone(text: str, suffix: str) -> str:
    return text


def amid_a_site(text: str, suffix: str) -> str:
    """Put a report where content systems put it: below a menu, beside lists, above a footer."""
    if suffix != ".html":
        head = "首页 > 政务公开 > 年度报告\n发布日期：2025-01-20 来源：县府办 浏览次数：1834 字体：[大 中 小]"
        return f"{head}\n\n{text}\n\n【打印】【关闭】\n主办：青禾县人民政府办公室 网站标识码：1234567890"
    menu = "".join(f"<li><a href=/{number}>{name} {number}</a></li>" for number, name in enumerate(("首页", "公开")))
    lists = "<table><tr><td>热门</td><td>点击</td></tr><tr><td>办事指南</td><td>77</td></tr></table>"
    scripts = "<script>var total=999;</script><style>.a{color:red}</style>"
    page = f"<table><tr><td><ul>{menu}</ul></td><td>{text}</td><td>{lists}</td></tr></table>"
    return f"<html><head><title>年报</title>{scripts}</head><body>{page}<p>浏览次数：1834</p></body></html>"


FRAMES = (alone, amid_a_site)


def make(seed: int) -> Variant:
    """Make a variant; the same seed makes the same one."""
    chance = random.Random(seed)
    way = chance.choice(sorted(WAYS))
    disorder, frame = chance.choice(DISORDERS), chance.choice(FRAMES)
    suffix, write = WAYS[way]
    most = chance.choice((3, 30, 900, 20_000))
    scopes = {"all": sheets(chance, most)}
    if chance.random() < 0.2:
        scopes["own"] = sheets(chance, most)
    fault = chance.random() < 0.5
    if fault:
        tables = chance.choice(list(scopes.values()))
        _spoil(chance.choice([line for table in tables for line in table.lines if line.cells]), chance)
    scopes = {level: disorder(tables, chance) for level, tables in scopes.items()}
    printed = {level: _printed(tables) for level, tables in scopes.items()}
    title = f"青禾县{chance.choice((2021, 2023, 2024))}年政府信息公开工作年度报告"
    lines = [title, "一、总体情况", "全县做好各项公开工作。"]
    parts = [_paragraph(line, suffix) for line in lines]
    for level, tables in scopes.items():
        for table in tables:
            captions = [table.name] + ([SCOPES[level]] if len(scopes) > 1 else [])
            parts += [*(_paragraph(line, suffix) for line in captions), write(table)]
    parts.append(_paragraph("五、存在的主要问题及改进情况", suffix))
    text = _with_marks(("\n\n" if suffix == ".md" else "\n").join(parts), suffix)
    return Variant(way, disorder.__name__, frame.__name__, fault, suffix, frame(text, suffix), printed)


SCOPES = {"all": "全县汇总", "own": "县政府本级"}


def _paragraph(line: str, suffix: str) -> str:
    return f"<p>{line}</p>" if suffix == ".html" else line


def _printed(tables: list[Sheet]) -> dict[Key, str]:
    lines = [line for table in tables for line in table.lines]
    return {key: _plain(cell) for line in lines for key, cell in zip(line.keys, line.cells, strict=True)}


def _with_marks(text: str, suffix: str) -> str:
    """Write the marks as a kind of file has them; text has none for what is struck out."""
    page = suffix == ".html"
    return text.replace(NOTE_MARK, "<sup>1</sup>" if page else "①").replace(STRUCK, "<del>86</del>" if page else "")


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
    found: dict[tuple[str, Key], set[str]] = {}
    for fact in extract.facts:
        if fact.indicator and " c" in fact.place:
            found.setdefault((fact.level, (fact.indicator, fact.applicant)), set()).add(fact.value)
    told = {one.table for one in extract.unread}
    if any(notice.code == "table_scope_unstated" for notice in extract.notices):
        told |= {KEYS[key] for level, key in found if level == UNSTATED}
    counts: Counter = Counter()
    whole, own = variant.printed["all"], variant.printed.get("own", {})
    for key, table in KEYS.items():
        verdict = _verdict(whole.get(key), found.get(("all", key)), key, table in told)
        # What is printed for the organ alone is not missing for the whole.
        counts["right" if verdict == "silent" and key in own and key not in whole else verdict] += 1
    for key, cell in own.items():
        counts[_verdict(cell, found.get(("own", key)), key, KEYS[key] in told)] += 1
    return counts


KEYS: dict[Key, str] = {
    (block.indicator(row, column), column.applicant): table.layout.id
    for table in FORM.tables
    for block in table.layout.blocks
    for row in block.rows or (Row(()),)
    for column in block.columns
}


def _verdict(expected: str | None, found: set[str] | None, key: Key, told: bool) -> str:
    read = (found or set()) - {""}
    if expected and key[0] == "administrative_fees.amount":
        expected = str(int(expected) * 10_000)
    if read - {expected}:
        return "wrong"
    if expected is None:
        return "told" if told else "silent"
    return "right" if read or (expected == "" and found) else "told" if told else "silent"
