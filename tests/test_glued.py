"""Tables that ran together in the text: read where one reading is lawful, left blank and said so where not."""

import random
import re
from itertools import pairwise

import pytest
from statutory import APPLICANTS, DISPUTES, NOTE, document, glued, labels, numbers
from xxgk.reading.audit import audit
from xxgk.reading.documents import read_document
from xxgk.reading.extract import account, extract, extract_facts, extract_report
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.extract.glued import decode, find_stretches
from xxgk.reading.forms import load_form

FORM = load_form("statutory-2021")
HEAD_OF_DECISIONS = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"


def read(path):
    report = read_document(path)
    form, _ = choose_form(report)
    return form, *extract(report, form)


def values(facts):
    return {(fact.indicator, fact.applicant): fact.value for fact in facts}


def row_of(facts, indicator):
    return [fact.value for fact in facts if fact.indicator == indicator and " c" in fact.place]


def statuses(text, form=FORM):
    report = document(text)
    return [
        (row.segment.label, row.status)
        for stretch in find_stretches(text, form)
        for row in decode(report, form, stretch)
    ]


# ---- the real excerpts, compared by eye


def test_rows_with_two_columns_are_told_apart_by_bounds_sums_and_the_text(shared_reports):
    form, facts, notices = read(shared_reports / "pingtan-2013-excerpt.txt")
    found = values([fact for fact in facts if " c" in fact.place])
    assert form.id == "fujian-2013"
    printed = {
        "disclosure.total": ("1853", "5395"),
        "disclosure.channel.website": ("1713", "5017"),
        "disclosure.channel.gazette": ("0", "7"),
        "requests.received": ("7", "28"),
        "requests.channel.in_person": ("0", "18"),
        "requests.channel.fax": ("0", "0"),
        "requests.channel.email": ("3", "6"),
        "requests.channel.online": ("4", "4"),
        "requests.channel.letter": ("0", "0"),
        "requests.channel.other": ("0", "0"),
        "requests.answered": ("3", "24"),
        "requests.outcome.granted": ("2", "19"),
        "requests.outcome.partial": ("1", "3"),
        "requests.outcome.refused": ("0", "2"),
        "review.total": ("0", "0"),
        "lawsuit.total": ("0", "0"),
        "appeals.total": ("0", "0"),
    }
    expected = {(name, ""): year for name, (year, _) in printed.items()}
    expected |= {(f"{name}.cumulative", ""): total for name, (_, total) in printed.items()}
    assert found == expected
    assert [notice.code for notice in notices] == ["glued_decoded"]


def test_the_text_that_contradicts_the_decoded_table_is_found(shared_reports):
    report = read_document(shared_reports / "pingtan-2013-excerpt.txt")
    form, _ = choose_form(report)
    found = audit(extract(report, form)[0], form.identities).findings
    assert [(one.code, one.expected, one.printed) for one in found] == [("F13-T1", 4, 3), ("F13-T1", 0, 4)]


def test_cells_set_apart_by_blanks_are_read_as_they_stand(shared_reports):
    form, facts, notices = read(shared_reports / "pingtan-2014-excerpt.txt")
    cells = [fact for fact in facts if " c" in fact.place]
    assert (form.id, len(cells)) == ("fujian-2014", 32)
    assert values(cells)["disclosure.total.cumulative", ""] == "78967"
    assert values(cells)["requests.channel.letter_fax", ""] == "1"
    assert {fact.unit for fact in cells} == {"条", "件", "元"}
    assert "glued_ambiguous" not in {notice.code for notice in notices}


def test_table_3_of_2019_is_decided_and_table_2_is_not(shared_reports):
    form, facts, notices = read(shared_reports / "pingtan-2019-excerpt.txt")
    assert form.id == "statutory-2019"
    assert row_of(facts, "requests.received") == ["23", "0", "0", "0", "0", "0", "23"]
    assert row_of(facts, "requests.closed") == ["23", "0", "0", "0", "0", "0", "23"]
    assert row_of(facts, "requests.not_processed.repeated") == ["3", "0", "0", "0", "0", "0", "3"]
    assert all(fact.value for fact in facts if fact.applicant)
    ambiguous = [notice for notice in notices if notice.code == "glued_ambiguous"]
    assert len(ambiguous) == 7
    assert {fact.value for fact in facts if fact.indicator.startswith(("licences", "procurement"))} == {""}
    assert row_of(facts, "regulations.public_stock") == ["0"]


def test_table_3_and_4_of_2021_are_decided_and_documents_in_force_are_not(shared_reports):
    form, facts, notices = read(shared_reports / "pingtan-2021-excerpt.txt")
    found = values(facts)
    assert form.id == "statutory-2021"
    assert row_of(facts, "requests.outcome.granted") == ["27", "0", "0", "2", "0", "1", "30"]
    assert row_of(facts, "requests.unavailable.not_held") == ["22", "0", "0", "0", "0", "3", "25"]
    assert row_of(facts, "requests.closed") == ["63", "0", "0", "2", "0", "4", "69"]
    assert (found["review.upheld", ""], found["review.total", ""]) == ("1", "3")
    assert (found["lawsuit.direct.upheld", ""], found["lawsuit.direct.total", ""]) == ("12", "12")
    assert (found["licences.decisions", ""], found["administrative_fees.amount", ""]) == ("2293", "242523110.82")
    assert [fact.printed for fact in facts if fact.indicator.startswith("normative")] == ["693665"] * 3
    assert {fact.value for fact in facts if fact.indicator.startswith("normative")} == {""}
    assert [notice.code for notice in notices].count("glued_ambiguous") == 1


@pytest.mark.parametrize("year", [2013, 2014, 2019, 2021])
def test_cells_stand_where_they_say_and_prose_keeps_off(shared_reports, year):
    report = read_document(shared_reports / f"pingtan-{year}-excerpt.txt")
    form, _ = choose_form(report)
    facts, _ = extract(report, form)
    stretches = find_stretches(report.text, form)
    for fact in facts:
        assert report.text[fact.start : fact.end] == fact.printed
        inside = any(stretch.start <= fact.start < stretch.end for stretch in stretches)
        assert inside == (" c" in fact.place)
    accounted = account(report, form)
    assert sum(numeral.kind == "glued_table" for numeral in accounted) == len(stretches)
    assert all(before.end <= after.start for before, after in pairwise(accounted))


# ---- sound: what is decided is right


@pytest.mark.parametrize("most", [3, 40, 900])
@pytest.mark.parametrize("seed", range(8))
def test_a_decided_cell_is_never_wrong(seed, most):
    table = numbers(seed=seed, most=most)
    facts, _ = extract(document(glued(table)), FORM)
    names = dict(zip((row.indicator for row in FORM.tables[1].layout.blocks[0].rows), table, strict=True))
    decided = 0
    for name, row in names.items():
        for read_as, printed in zip(row_of(facts, name), row, strict=True):
            assert read_as in ("", str(printed))
            decided += read_as != ""
    assert decided > 0.8 * 175


@pytest.mark.parametrize("seed", range(20))
def test_a_decided_cell_is_not_wrong_either_where_the_table_contradicts_itself(seed):
    chance = random.Random(seed)
    table = [list(row) for row in numbers(seed=seed, most=(3, 40, 900)[seed % 3])]
    for _ in range(1 + seed % 2):
        row, column = chance.randrange(25), chance.randrange(7)
        table[row][column] = max(0, table[row][column] + chance.choice((-6, -1, 1, 5, 10)))
    facts, _ = extract(document(glued(table)), FORM)
    names = dict(zip((row.indicator for row in FORM.tables[1].layout.blocks[0].rows), table, strict=True))
    for name, row in names.items():
        assert all(read_as in ("", str(printed)) for read_as, printed in zip(row_of(facts, name), row, strict=True))


def test_where_only_the_outcomes_contradict_the_total_the_balance_decides_it():
    table = [[0] * 7 for _ in range(25)]
    table[0] = table[23] = [30, 0, 0, 0, 0, 2, 32]
    table[2] = [6, 0, 0, 0, 0, 1, 7]  # fewer than were handled; a digit a cell, so that it is certain
    facts, _ = extract(document(glued(table)), FORM)
    assert row_of(facts, "requests.closed") == ["30", "0", "0", "0", "0", "2", "32"]
    assert {one.code for one in audit(facts, FORM.identities).findings} == {"S21-C"}


def test_what_the_text_states_again_decides_a_row_that_nothing_else_does():
    table = f"{HEAD_OF_DECISIONS}规章000行政规范性文件8144590"
    said = "全年制发规范性文件81件，现行有效规范性文件590件。\n"
    assert row_of(extract(document(table), FORM)[0], "normative.repealed") == [""]
    assert row_of(extract(document(said + table), FORM)[0], "normative.repealed") == ["44"]


def test_blanks_and_line_breaks_set_every_cell_apart():
    table = numbers(most=5000, seed=5)
    for between in (" ", "\n", "\t"):
        text = glued(table, between=between)
        assert [status for _, status in statuses(text)] == ["decided"] * 25


def test_a_table_without_rules_is_read_though_its_headings_ran_into_each_other_and_a_label_is_cut():
    table = numbers()
    rows = [f"{name} {' '.join(map(str, row))}" for name, row in zip(labels(FORM), table, strict=True)]
    cut = rows[19].replace("已获取信息", "已获") + "取信息"
    text = "\n".join(["申请人情况 自然人 商业企 科研机", "业 构 总计", *rows[:19], cut, *rows[20:]])
    facts = extract_facts(document(text), FORM)
    read = facts[facts["indicator"].str.startswith("requests.")]
    assert read["value"].tolist() == [float(cell) for row in table for cell in row]


def test_prose_that_names_the_rows_of_a_table_stays_prose():
    text = "本年新收政府信息公开申请数量43件，上年结转政府信息公开申请数量2件，结转下年度继续办理3件。"
    assert find_stretches(text, FORM) == []


def test_signs_for_nothing_are_cells_without_a_value():
    text = f"{HEAD_OF_DECISIONS}规章///行政规范性文件3 1 8"
    facts, _ = extract(document(text), FORM)
    assert [(fact.printed, fact.value) for fact in facts] == [("/", "")] * 3 + [("3", "3"), ("1", "1"), ("8", "8")]


def test_a_row_without_cells_is_blank():
    table = numbers()
    text = glued(table).replace("1.属于国家秘密" + "".join(map(str, table[4])), "1.属于国家秘密")
    facts, _ = extract(document(text), FORM)
    assert row_of(facts, "requests.refused.state_secret") == [""] * 7
    assert {fact.printed for fact in facts if fact.indicator == "requests.refused.state_secret"} == {""}


# ---- lists of running text and tables without their heading


NUMBERED = re.compile(r"(?:其中：|[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d[.、])+")
EDITIONS = ("annex-2014", "fujian-2014", "fujian-2013", "statutory-2019", "statutory-2021")


def some_rows(form, chance, most):
    """Choose rows of an edition, in its order or in any, with a figure for each."""
    rows = [row for table in form.tables for block in table.layout.blocks for row in block.rows]
    count, at = chance.randint(3, 7), chance.randrange(len(rows) - 7)
    chosen = chance.sample(rows, count) if chance.random() < 0.5 else rows[at : at + count]
    return [(row, str(chance.randint(0, most))) for row in chosen]


LEADING = ("、", " 、", "，", "；", "。", "和", "条、", "件，", "条\n、", "，\n", "；\n", "、其中")


@pytest.mark.parametrize("mark", LEADING)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_list_of_running_text_is_no_table(edition, mark):
    chance, form = random.Random(mark), load_form(edition)
    for _ in range(20):
        parts = [NUMBERED.sub("", chance.choice(row.labels)) + figure for row, figure in some_rows(form, chance, 2_000)]
        text = f"全县的有：{mark.join(parts[:-1])}{chance.choice((mark, '和', '以及'))}{parts[-1]}件。"
        assert find_stretches(text, form) == [], text


@pytest.mark.parametrize("between", ["", " ", "\n", "\t", "，", "、", " | "])
@pytest.mark.parametrize("unit", ["件", ""])
@pytest.mark.parametrize("most", [9, 2_000])
def test_an_annexed_table_without_its_heading_is_found(between, unit, most):
    chance, form = random.Random(between), load_form("annex-2014")
    rows = [(row, str(chance.randint(0, most))) for row in form.tables[0].layout.blocks[0].rows]
    end = "" if between in ("", " ") else "\n"  # cells that a mark parts stand on a line of their own
    text = end.join(
        between.join([row.labels[0], *([unit] if unit else []), figure]) + between * (not end) for row, figure in rows
    )
    (stretch,) = find_stretches(text, form)
    assert len(stretch.segments) > len(rows) * 0.9


def test_rows_numbered_as_the_edition_numbers_them_are_a_table_though_no_unit_is_printed():
    text = "主动公开文件数7491、政府网站公开数6032、政府公报公开数146受理依申请公开信息总数91、当面申请数4"
    (stretch,) = find_stretches(text, load_form("fujian-2014"))
    assert [text[one.start : one.end] for one in stretch.segments] == ["749", "603", "146", "9", "4"]


COMMAS = ("，", ",", "、", "， ", ", ", "、 ", " ， ", "，\t", "\n，", "，\n")


@pytest.mark.parametrize("mark", COMMAS)
@pytest.mark.parametrize("most", [9, 99, 4_000])
@pytest.mark.parametrize("edition", ["statutory-2019", "statutory-2021"])
def test_commas_part_the_headings_and_the_cells_of_a_row_without_a_label(edition, most, mark):
    """Every heading is one, and no cell: one row is read, right throughout, or told once to be unread."""
    chance, form = random.Random(f"{mark}{most}"), load_form(edition)
    for end in ("\n", f"{mark}\n"):
        row = [str(chance.randint(0, most)) for _ in range(15)]
        text = end.join(mark.join(line) for line in [*DISPUTES[:3], row])
        found = extract_report(document(text), form)
        cells = [fact for fact in found.facts if fact.place.split(" ")[1:]]
        assert [fact.value for fact in cells] in (row, [""] * 15)
        assert all(fact.value for fact in cells) or most > 99
        told = [one for one in found.unread if one.table == "disputes"]
        assert len(told) == (0 if cells[0].value else 1)


@pytest.mark.parametrize("mark", COMMAS)
@pytest.mark.parametrize("blank", range(15))
def test_a_blank_cell_between_commas_is_never_filled_from_beside_it(blank, mark):
    """A tab beside the commas shows which cell is blank; commas alone do not, and the row is told once to be unread."""
    row = [*DISPUTES[-1][:blank], "", *DISPUTES[-1][blank + 1 :]]
    found = extract_report(document("\n".join(mark.join(line) for line in [*DISPUTES[:3], row, ["说明"]])), FORM)
    is_told = "\t" in mark
    assert [fact.value for fact in found.facts if " c" in fact.place] == (row if is_told else [""] * 15)
    assert [one.why for one in found.unread if one.table == "disputes"] == ([] if is_told else ["count"])
    assert not any("“”" in one.zh for one in found.unread)


@pytest.mark.parametrize("between", ["\t", " | ", "|", "  ", "　　", " \t ", "\n"])
@pytest.mark.parametrize("unit", ["件", "项", "件次", "个", ""])
@pytest.mark.parametrize("most", [9, 4_000])
@pytest.mark.parametrize("edition", ["statutory-2019", "statutory-2021"])
def test_a_unit_behind_each_number_is_no_end_of_the_row(edition, most, unit, between):
    """Cells with a mark between them are read with their units as they are without."""
    form, chance = load_form(edition), random.Random(f"{unit}{most}")
    names = labels(form)
    table = numbers(len(names), seed=most, most=most)
    disputes = [chance.randint(0, most) for _ in range(15)]
    head = [NOTE, "申请人情况", "自然人法人或其他组织总计", between.join(APPLICANTS)]
    rows = [between.join([name, *(f"{one}{unit}" for one in row)]) for name, row in zip(names, table, strict=True)]
    last = [*map(between.join, DISPUTES[:3]), between.join(f"{one}{unit}" for one in disputes)]
    lines = [f"| {line} |" if "|" in between else line for line in [*head, *rows, "四、复议诉讼", *last]]
    found = extract_report(document("\n".join([*lines, "五、说明"])), form)
    got = [fact.value for fact in found.facts if " c" in fact.place]
    assert got == [str(one) for row in [*table, disputes] for one in row]
    assert [one for one in found.unread if one.table != "disclosures"] == []


@pytest.mark.parametrize("between", ["\t", " | "])
@pytest.mark.parametrize("blank", range(7))
def test_a_blank_cell_between_cells_with_units_stays_blank(blank, between):
    table = [[str(one) for one in row] for row in numbers(seed=blank, most=80)]
    table[4][blank] = ""
    rows = [
        between.join([name, *(f"{one}件" if one else "" for one in row), ""])
        for name, row in zip(labels(FORM), table, strict=True)
    ]
    facts, _ = extract(document("\n".join(["申请人情况", between.join(APPLICANTS), *rows, "五、说明"])), FORM)
    assert [fact.value for fact in facts if " c" in fact.place] == [one for row in table for one in row]


@pytest.mark.parametrize("unit", ["件", "条", "次"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_list_with_units_stays_running_text(edition, unit):
    chance, form = random.Random(unit), load_form(edition)
    for mark in ("，", "、", "；", "， "):
        parts = [NUMBERED.sub("", row.labels[0]) + figure + unit for row, figure in some_rows(form, chance, 2_000)]
        assert find_stretches(f"全县的有：{mark.join(parts)}。", form) == []


# ---- ambiguous, contradictory, nothing at all


def test_several_readings_are_ambiguous_and_none_is_chosen():
    assert statuses(f"{HEAD_OF_DECISIONS}规章000行政规范性文件693665") == [
        ("规章", "decided"),
        ("行政规范性文件", "ambiguous"),
    ]


def test_a_cell_on_which_all_readings_agree_is_read():
    text = f"{HEAD_OF_DECISIONS}规章0 345行政规范性文件000"
    facts, _ = extract(document(text), FORM)
    assert [fact.value for fact in facts if fact.indicator.startswith("regulations")] == ["0", "", ""]


@pytest.mark.parametrize("seed", range(6))
def test_where_a_row_shows_that_cells_are_left_blank_no_run_of_digits_is_cut(seed):
    table = numbers(seed=seed, most=400)
    text = "".join(
        name + "".join(str(value or "") for value in row) for name, row in zip(labels(FORM), table, strict=True)
    )
    facts, _ = extract(document(f"申请人情况自然人总计{text}"), FORM)
    assert {fact.value for fact in facts if fact.applicant} == {""}


def test_digits_that_no_reading_makes_lawful_are_contradictory():
    table = numbers()
    label = labels(FORM)[0]
    text = glued(table).replace(label + "".join(map(str, table[0])), f"{label}4000000999")
    facts, notices = extract(document(text), FORM)
    assert row_of(facts, "requests.received") == [""] * 7
    assert [notice.code for notice in notices].count("glued_contradictory") == 1


def test_a_row_with_one_digit_a_cell_is_read_even_where_its_sum_is_wrong():
    table = [[0] * 7 for _ in range(25)]
    table[2] = [1, 0, 0, 0, 0, 0, 2]
    facts, _ = extract(document(glued(table)), FORM)
    assert {one.code for one in audit(facts, FORM.identities).findings} == {"S21-R", "S21-C"}


@pytest.mark.parametrize(
    "text",
    [
        "本年作出行政许可2293件，行政处罚1282件。",
        "信息内容",
        "申请人情况良好，本年新收政府信息公开申请数量64件。",
        "",
    ],
)
def test_sentences_are_no_tables(text):
    assert find_stretches(text, FORM) == []


# ---- bounded on hostile input


@pytest.mark.parametrize(
    "cells",
    ["1" * 390, "12" * 100, "1" * 40, "/" * 60, "1," * 60, "0" * 390, "1 " * 60, "-1" * 60, "1.1" * 60],
    ids=lambda cells: cells[:3] + f"x{len(cells)}",
)
def test_hostile_runs_of_digits_are_read_to_their_end(cells):
    names = labels(FORM)
    text = "申请人情况自然人总计" + "".join(name + cells for name in names)
    facts, _ = extract(document(text), FORM)
    assert all(fact.value == "" or len(fact.value) < 400 for fact in facts)


def test_of_a_table_of_ambiguous_rows_none_is_guessed():
    chance = random.Random(1)
    table = [[chance.randint(1, 99999) for _ in range(7)] for _ in range(25)]
    assert "decided" not in {status for _, status in statuses(glued(table))}


def test_a_row_repeated_without_end_is_read_only_so_often():
    facts, _ = extract(document("申请人情况自然人总计" + "重复申请1000001" * 20000), FORM)
    assert len(facts) < 10_000


def test_many_headings_without_tables_are_passed():
    text = "申请人情况自然人信息内容结果维持" * 5000
    assert find_stretches(text, FORM) == []


@pytest.mark.parametrize(
    ("captions", "levels"),
    [
        (("（一）全县汇总\n", "\n（二）县政府本级\n"), ["all", "own"]),
        (("（一）本级：", "（二）汇总："), ["own", "all"]),
        (("", "\n"), ["all", "unstated"]),
    ],
)
def test_a_table_that_runs_on_twice_is_of_the_scope_that_its_caption_names(captions, levels):
    tables = [numbers(seed=seed) for seed in (3, 4)]
    text = "".join(caption + glued(table) for caption, table in zip(captions, tables, strict=True))
    facts, notices = extract(document(text), FORM)
    totals = [(fact.level, fact.value) for fact in facts if fact.indicator == "requests.received" and fact.value]
    assert totals[6::7] == [(level, str(table[0][-1])) for level, table in zip(levels, tables, strict=True)]
    assert len(facts) == 350
    assert [one.code for one in notices].count("table_scope_unstated") == levels.count("unstated")


def test_a_second_printing_without_the_note_above_it_is_a_table_of_its_own():
    tables = [numbers(seed=seed) for seed in (3, 4)]
    text = "本级\n".join(glued(table).removeprefix(NOTE) for table in tables)
    assert [len(stretch.segments) for stretch in find_stretches(text, FORM)] == [25, 25]
