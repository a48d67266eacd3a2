"""Statutory tables made up for the tests: numbers that add up, printed as a grid or run together."""

import random

from xxgk.reading.documents import Document, Paragraph, Table
from xxgk.reading.forms import Form, load_form

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
Numbers = list[list[int]]


def document(text: str = "", *tables: list[list[str]]) -> Document:
    """Make a document of lines of text and of grids."""
    paragraphs, start = [], 0
    for index, line in enumerate(text.split("\n")):
        paragraphs.append(Paragraph(index, start, start + len(line), "", False))
        start += len(line) + 1
    grids = tuple(Table(index, tuple(map(tuple, rows)), "三") for index, rows in enumerate(tables))
    return Document("made.txt", "txt", text, tuple(paragraphs), grids, "0" * 64)


def labels(form: Form, table: str = "applications") -> list[str]:
    """List the official labels of the rows of a table."""
    (layout,) = (entry.layout for entry in form.tables if entry.layout.id == table)
    return [row.labels[0] for row in layout.blocks[0].rows]


def numbers(rows: int = 25, seed: int = 1, most: int = 30) -> Numbers:
    """Make a table of requests in which everything adds up: all rows, the total in the last column."""
    chance = random.Random(seed)
    leaves = [[chance.choice((0, 0, chance.randint(0, most))) for _ in range(6)] for _ in range(rows - 4)]
    closed = [sum(column) for column in zip(*leaves, strict=True)]
    carried_out = [chance.randint(0, 3) for _ in range(6)]
    carried_in = [chance.randint(0, total + out) for total, out in zip(closed, carried_out, strict=True)]
    received = [c + out - into for c, out, into in zip(closed, carried_out, carried_in, strict=True)]
    table = [received, carried_in, *leaves, closed, carried_out]
    return [[*row, sum(row)] for row in table]


def applications(table: Numbers | None = None, form: str = "statutory-2021") -> list[list[str]]:
    """Print a table of requests as a grid with its two rows of headings."""
    names = labels(load_form(form))
    table = table or numbers(len(names))
    head = [[NOTE, NOTE, "自然人", *["法人或其他组织"] * 5, "总计"], [NOTE, NOTE, *APPLICANTS]]
    body = [["三、本年度办理结果", name, *map(str, row)] for name, row in zip(names, table, strict=True)]
    return [*head, *body]


def glued(table: Numbers, form: str = "statutory-2021", between: str = "") -> str:
    """Print a table of requests run together, as content systems export it."""
    head = f"{NOTE}申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
    rows = zip(labels(load_form(form)), table, strict=True)
    return head + "".join(name + between.join(map(str, row)) for name, row in rows)


DISPUTES = [
    ["行政复议"] * 5 + ["行政诉讼"] * 10,
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5,
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3,
    ["1", "0", "2", "0", "3", "12", "0", "0", "1", "13", "0", "0", "0", "0", "0"],
]
DISCLOSURES = [
    ["第二十条第（一）项"] * 4,
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "6", "9", "36"],
    ["第二十条第（五）项"] * 4,
    ["信息内容"] + ["本年处理决定数量"] * 3,
    ["行政许可", "2293", "2293", "2293"],
    ["第二十条第（八）项"] * 4,
    ["信息内容"] + ["本年收费金额（单位：万元）"] * 3,
    ["行政事业性收费", "75.5", "75.5", "75.5"],
]
ANNEX = [
    ["统计指标", "单位", "统计数"],
    ["四、行政复议数量", "件", "6"],
    ["（一）维持具体行政行为数", "件", "3"],
    ["（二）被依法纠错数", "件", "1"],
    ["（三）其他情形数", "件", "2"],
    ["五、行政诉讼数量", "件", "4"],
    ["（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "1"],
    ["（二）被依法纠错数", "件", "0"],
    ["（三）其他情形数", "件", "3"],
    ["七、依申请公开信息收取的费用", "万元", "1.2"],
    ["（三）接受培训人员数", "人次", "80"],
]
