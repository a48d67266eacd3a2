"""Tables by their labels: every cell with what it counts, and what must add up."""

from collections import Counter
from dataclasses import replace

import pytest
from statutory import ANNEX, APPLICANTS, DISCLOSURES, DISPUTES, NOTE, applications, document, labels, numbers
from xxgk.reading.audit import audit
from xxgk.reading.documents import Cell, Table, read_document
from xxgk.reading.extract import extract, extract_facts, extract_report
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.extract.tables import match_tables, table_facts, table_notices
from xxgk.reading.extract.tables.gaps import table_unread
from xxgk.reading.extract.tables.values import read_value
from xxgk.reading.forms import load_form
from xxgk.reading.forms.layouts import plain

FORM = load_form("statutory-2021")


def facts_of(*tables, form=FORM, text=""):
    return table_facts(match_tables(document(text, *tables), form))


def values(facts):
    return {(fact.indicator, fact.applicant): fact.value for fact in facts}


def audited(report, form=FORM):
    return audit(extract(report, form)[0], form.identities)


def tally(checked, *severities):
    return dict(Counter(one.outcome for one in checked.relations if one.severity in severities))


# ---- the real reports


def test_every_cell_of_a_pdf_with_split_tables_is_read_and_all_40_definitions_hold(shared_reports):
    report = read_document(shared_reports / "hongze-2024.pdf")
    form, notices = choose_form(report)
    facts = extract_facts(report, form)
    cells = facts[facts["place"].str.startswith("t")].set_index(["indicator", "applicant"])["value"]
    assert form.id == "statutory-2021-23rows"
    assert [notice.code for notice in notices] == ["edition_of_other_year"]
    assert len(cells) == 10 + 161 + 15
    assert cells.notna().all()
    assert cells["requests.refused.prohibited_by_law", "total"] == 0  # its label lost two characters
    assert cells["requests.closed", "natural_person"] == 95
    assert cells["administrative_fees.amount", ""] == 75450000
    assert cells["lawsuit.after_review.other", ""] == 1
    assert tally(audited(report, form), "definition") == {"holds": 40}
    assert not audited(report, form).findings


def test_blank_totals_are_undecided_and_the_text_is_held_against_the_table(shared_reports):
    report = read_document(shared_reports / "shanghai-office-2019.html")
    form, notices = choose_form(report)
    facts = extract_facts(report, form)
    cells = facts[facts["place"].str.startswith("t")]
    checked = audited(report, form)
    assert (form.id, notices) == ("statutory-2019", ())
    assert (len(cells), cells["value"].notna().sum()) == (198, 63)
    totals = cells[(cells["applicant"] == "total") & cells["value"].isna()]
    assert len(totals) == 19
    assert tally(checked, "definition", "inequality").get("broken", 0) == 0
    (disclosed,) = [one for one in checked.findings if str(one.members[0]) == "requests.outcome.disclosed@all"]
    assert (disclosed.expected, disclosed.printed, disclosed.severity) == (275, 258, "warning")


def test_the_blank_form_is_undecided_throughout(shared_reports):
    report = read_document(shared_reports / "form-2021-blank.docx")
    form, _ = choose_form(report)
    facts, notices = extract(report, form)
    checked = audited(report, form)
    assert (form.id, len(facts), notices) == ("statutory-2021", 200, [])
    assert not any(fact.value or fact.printed for fact in facts)
    assert {one.outcome for one in checked.relations} == {"undecided"}
    assert tally(checked, "definition") == {"undecided": 42}


# ---- what adds up


def test_a_clean_report_satisfies_all_42_definitions():
    report = document("", DISCLOSURES, applications(), DISPUTES)
    assert tally(audited(report), "definition") == {"holds": 42}


LEAF, BALANCED, CLOSED = {"S21-R", "S21-C"}, {"S21-R", "S21-B"}, {"S21-R", "S21-B", "S21-C"}
BY_ROW = {0: BALANCED, 1: BALANCED, 2: LEAF, 12: LEAF, 22: LEAF, 23: CLOSED, 24: BALANCED}


@pytest.mark.parametrize("column", [0, 3, 6], ids=["natural_person", "charity", "total"])
@pytest.mark.parametrize("row", BY_ROW)
def test_one_wrong_cell_breaks_its_own_rules_and_is_found(row, column):
    table = numbers(seed=row)
    right = table[row][column]
    table[row][column] += 7
    checked = audited(document("", applications(table)))
    assert {one.code for one in checked.findings} - {"S21-W1"} == BY_ROW[row]
    (fault,) = checked.faults
    (((change,),),) = [fault.explanations]
    assert (fault.status, change.member.place, change.value) == ("unique", f"t0 r{row + 2} c{column + 2}", right)


def test_last_years_report_is_held_against_this_one():
    before = numbers(seed=3)
    now = numbers(seed=4)
    facts, previous = (extract(document("", applications(table)), FORM)[0] for table in (now, before))
    carried = [one for one in audit(facts, FORM.identities, previous).relations if one.code == "S21-X"]
    assert len({one.applicant for one in carried}) == 7
    assert [one.expected for one in carried] == before[24]


def test_a_negative_or_broken_count_is_an_error():
    report = document("", [*DISPUTES[:3], ["-1", "0", "4.5", "0", "3", *DISPUTES[3][5:]]])
    found = [one.statement for one in audited(report).findings if one.code == "S-I1"]
    assert found == ["-1 ≠ 0, 1, 2 …", "4.5 ≠ 0, 1, 2 …"]


# ---- labels


@pytest.mark.parametrize(
    "printed",
    [
        "3.危及“三安全一稳定”",
        "３．危及“三安全一稳定”",
        "3、危及 三安全 一稳定",
        '(3)危及"三安全一稳定"',
        "危及‘三安全\n一稳定’",
        "3.危及“三安全一稳定”（说明）",
    ],
)
def test_a_label_is_known_however_it_is_numbered_spaced_and_quoted(printed):
    assert plain(printed) == plain("3.危及“三安全一稳定”")


def test_labels_that_resemble_each_other_do_not_collide():
    table = numbers()
    found = values(facts_of(applications(table)))
    by_row = dict(zip(labels(FORM), table, strict=True))
    assert found["requests.carried_in", "total"] == str(by_row["二、上年结转政府信息公开申请数量"][6])
    assert found["requests.carried_out", "total"] == str(by_row["四、结转下年度继续办理"][6])
    assert found["requests.other.other", "other"] == str(by_row["3.其他"][5])
    assert found["requests.closed", "total"] == str(by_row["（七）总计"][6])
    assert len(found) == 175


def test_a_label_that_lost_characters_is_still_known():
    grid = [
        [cell.replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开") for cell in row] for row in applications()
    ]
    assert values(facts_of(grid)) == values(facts_of(applications()))


def test_a_row_that_the_edition_does_not_have_keeps_its_figures_and_is_reported():
    grid = [*applications(), ["五、另行统计", "五、另行统计", *["4"] * 7]]
    matches = match_tables(document("", grid), FORM)
    strange = [fact for fact in table_facts(matches) if not fact.indicator]
    assert [fact.value for fact in strange] == ["4"] * 7
    assert [notice.code for notice in table_notices(matches)] == ["row_unknown"]


NOTHING_PRINTED = ["/", "—", "——", "―――", "-", "---", "－", "/ ", "\\", "──"]


@pytest.mark.parametrize("sign", NOTHING_PRINTED)
@pytest.mark.parametrize("form", ["annex-2014", "statutory-2021"])
def test_a_row_of_strokes_is_no_row_that_was_lost(form, sign):
    """By hand: a group's heading with a stroke for its unit and one for its figure has nothing to be read."""
    printed = ANNEX if form == "annex-2014" else applications()
    width, at = len(printed[0]), 1 if form == "annex-2014" else 2
    rows = [["甲类事项", *[sign] * (width - 1)], [sign] * width, ["乙类事项", *[""] * (width - 2), sign]]
    grid = [row for place, own in enumerate(printed) for row in ([*rows, own] if place >= at else [own])]
    plainly, among = (extract_report(document("", one), load_form(form)) for one in (printed, grid))
    assert among.unread == plainly.unread
    assert [one.code for one in among.notices] == [one.code for one in plainly.notices]
    assert values([fact for fact in among.facts if fact.indicator]) == values(plainly.facts)


@pytest.mark.parametrize("sign", NOTHING_PRINTED)
def test_a_stroke_in_the_column_of_units_is_no_name_and_hides_no_figure(sign):
    grid = [*ANNEX, ["甲类事项", sign, "41"], [sign, sign, "43"]]
    matches = match_tables(document("", grid), load_form("annex-2014"))
    said = [one.zh for one in [*table_unread(matches), *table_notices(matches)]]
    assert any("“甲类事项”这一行：41" in one for one in said)
    assert any(f"“{sign.strip()}”这一行：43" in one for one in said)
    assert not any("“”" in one for one in said)


@pytest.mark.parametrize("sign", NOTHING_PRINTED)
def test_a_column_of_strokes_is_no_column_that_was_lost(sign):
    grid = [[*row, "备注" if at < 2 else sign] for at, row in enumerate(applications())]
    matches = match_tables(document("", grid), FORM)
    assert [*table_unread(matches), *table_notices(matches)] == []


@pytest.mark.parametrize("sign", ["", *NOTHING_PRINTED])
def test_a_column_without_a_heading_is_not_called_by_an_empty_name(sign):
    grid = [[*row, sign if at < 2 else "3"] for at, row in enumerate(applications())]
    matches = match_tables(document("", grid), FORM)
    said = [one.zh + one.en for one in [*table_unread(matches), *table_notices(matches)]]
    assert said
    assert not any("“”" in one or "''" in one for one in said)


def test_a_table_of_another_kind_keeps_its_figures_without_a_meaning():
    facts = facts_of([["项目", "数量"], ["办事指南", "12"], ["热线", "约300件"]])
    assert [(fact.indicator, fact.value, fact.qualifier, fact.label) for fact in facts] == [
        ("", "12", "exact", "办事指南"),
        ("", "300", "about", "热线"),
    ]


def test_the_last_row_of_headings_decides_and_the_one_above_where_it_must():
    found = values(facts_of(DISPUTES))
    assert found["review.other", ""] == "2"
    assert found["lawsuit.direct.upheld", ""] == "12"
    assert found["lawsuit.after_review.upheld", ""] == "0"


def test_a_page_break_leaves_the_headings_behind():
    grid = applications()
    found = facts_of(grid[:12], grid[12:])
    assert values(found) == values(facts_of(grid))
    assert {fact.place.split()[0] for fact in found} == {"t0", "t1"}


def test_headings_in_disorder_are_trusted_only_as_to_their_number():
    grid = applications()
    grid[1] = [NOTE, NOTE, *"？" * 7]
    assert values(facts_of(grid)) == values(facts_of(applications()))
    swapped = applications()
    swapped[0][2:], swapped[1][2:4] = ["申请人情况"] * 7, ["商业企业", "自然人"]
    moved = values(facts_of(swapped))
    assert (
        moved["requests.received", "business"]
        == values(facts_of(applications()))["requests.received", "natural_person"]
    )


def test_a_cell_merged_over_two_columns_is_one_figure():
    cells = (
        Cell(0, 0, 1, 1, "信息内容"),
        Cell(0, 1, 1, 1, "本年制发件数"),
        Cell(0, 2, 1, 2, "本年废止件数"),
        Cell(0, 4, 1, 1, "现行有效件数"),
        Cell(1, 0, 1, 1, "规章"),
        Cell(1, 1, 1, 2, "3"),
        Cell(1, 3, 1, 1, "1"),
        Cell(1, 4, 1, 1, "8"),
    )
    rows = (("信息内容", "本年制发件数", "本年废止件数", "本年废止件数", "现行有效件数"), ("规章", "3", "3", "1", "8"))
    report = replace(document(""), tables=(Table(0, rows, "二", cells),))
    found = table_facts(match_tables(report, FORM))
    assert [(fact.indicator, fact.value, fact.place) for fact in found] == [
        ("regulations.issued", "3", "t0 r1 c1"),
        ("regulations.repealed", "1", "t0 r1 c3"),
        ("regulations.in_force", "8", "t0 r1 c4"),
    ]


def test_each_figure_stands_where_it_says():
    report = document("", DISCLOSURES, applications(), DISPUTES)
    for fact in table_facts(match_tables(report, FORM)):
        table, row, column = (int(part[1:]) for part in fact.place.split())
        assert report.tables[table].rows[row][column][fact.start : fact.end] == fact.printed


# ---- a table printed more than once


def printed_twice(*captions):
    """A table of requests under each caption, with other numbers each time."""
    tables = tuple(
        Table(seed, tuple(map(tuple, applications(numbers(seed=seed)))), "三", paragraph=seed)
        for seed in range(len(captions))
    )
    return replace(document("\n".join(captions)), tables=tables)


@pytest.mark.parametrize(
    ("captions", "levels"),
    [
        (("全县汇总：", "县政府本级："), ["all", "own"]),
        (("（一）本级", "（二）汇总"), ["own", "all"]),
        (("申请情况", "其中：县政府办公室"), ["all", "own"]),
        (("申请情况", "申请情况"), ["all", "unstated"]),
        (("本级申请情况",), ["all"]),
    ],
)
def test_a_table_printed_again_is_of_the_scope_that_its_caption_names(captions, levels):
    report = printed_twice(*captions)
    matches = match_tables(report, FORM)
    assert [match.level for match in matches] == levels
    assert {one.outcome for one in audited(report).relations} == {"holds"}
    codes = [notice.code for notice in table_notices(matches)]
    assert codes == (["table_scope_unstated"] if "unstated" in levels else [])


# ---- cells


@pytest.mark.parametrize("printed", ["", " ", "/", "-", "—", "不适用", "无"])
def test_nothing_to_count_is_not_zero(printed):
    value = read_value(printed, "count", "件")
    assert (value.value, value.printed, value.problem) == ("", printed.strip(), "")


@pytest.mark.parametrize(
    ("printed", "kind", "unit", "value", "of_unit"),
    [
        ("0", "count", "件", "0", "件"),
        ("1,234", "count", "件", "1234", "件"),
        ("１２３", "count", "件", "123", "件"),
        ("1 234", "count", "件", "1234", "件"),
        (" 12 件", "count", "件", "12", "件"),
        ("-5", "signed", "项", "-5", "项"),
        ("减5", "signed", "项", "-5", "项"),
        ("增加3", "signed", "项", "3", "项"),
        ("251000元", "amount", "", "251000", "元"),
        ("25.1万元", "amount", "", "251000", "元"),
        ("7545（万元）", "amount", "", "75450000", "元"),
        ("24252.311082", "amount", "本年收费金额（单位：万元）", "242523110.82", "元"),
        ("75元", "amount", "本年收费金额（单位：万元）", "75", "元"),
        ("约25万元", "amount", "", "250000", "元"),
    ],
)
def test_a_cell_is_read_with_the_unit_that_is_printed(printed, kind, unit, value, of_unit):
    read = read_value(printed, kind, unit)
    assert (read.value, read.unit, printed[read.start : read.end]) == (value, of_unit, read.printed)


@pytest.mark.parametrize(
    ("printed", "problem"), [("251000", "no_unit"), ("3/1", "unreadable"), ("12 34", "unreadable")]
)
def test_what_cannot_be_read_is_blank_and_said_so(printed, problem):
    read = read_value(printed, "amount", "")
    assert (read.value, read.printed, read.problem) == ("", printed, problem)


def test_an_amount_without_a_unit_is_a_notice():
    grid = [["信息内容", "采购项目数量", "采购总金额"], ["政府集中采购", "6", "251000"]]
    matches = match_tables(document("", grid), load_form("statutory-2019"))
    assert values(table_facts(matches)) == {("procurement.items", ""): "6", ("procurement.amount", ""): ""}
    assert [(notice.code, notice.place) for notice in table_notices(matches)] == [("amount_without_unit", "t0 r1 c2")]


def test_a_worded_cell_is_no_label():
    grid = applications()
    grid[2][2] = "约九十五件"
    found = values(facts_of(grid))
    assert len(found) == 175
    assert found["requests.received", "natural_person"] == "95"


# ---- the annexed table


def test_rows_with_one_label_are_told_apart_by_their_order():
    form = load_form("annex-2014")
    found = values(facts_of(ANNEX, form=form))
    assert [found[f"{case}.other", ""] for case in ("review", "lawsuit")] == ["2", "3"]
    assert [found[f"{case}.corrected", ""] for case in ("review", "lawsuit")] == ["1", "0"]
    assert tally(audited(document("", ANNEX), form), "definition") == {"holds": 2}


def test_money_takes_its_unit_from_the_column_of_units():
    (fee,) = (fact for fact in facts_of(ANNEX, form=load_form("annex-2014")) if fact.indicator == "fees.collected")
    assert (fee.value, fee.unit, fee.printed) == ("12000", "元", "1.2")


def test_all_seven_kinds_of_applicant_have_a_name():
    (layout,) = (entry.layout for entry in FORM.tables if entry.layout.id == "applications")
    assert tuple(column.labels[0] for column in layout.blocks[0].columns) == APPLICANTS


# ---- the text beside the tables


def told(sentence, table=None, organ="某区"):
    """What the audit says of a sentence beside a clean table of requests."""
    report = document(f"{organ}2021年政府信息公开工作年度报告\n{sentence}", applications(table), DISPUTES)
    checked = audited(report).relations
    return sorted((one.code, one.outcome) for one in checked if one.code.startswith(("S-N", "S-G")))


TABLE = numbers(seed=11)
RECEIVED, CARRIED_IN, CLOSED_, CARRIED_OUT = (TABLE[row][6] for row in (0, 1, 23, 24))
REFUSED, DISCLOSED = sum(row[6] for row in TABLE[4:12]), TABLE[2][6] + TABLE[3][6]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"全区新收政府信息公开申请{RECEIVED}件。", [("S-N1", "holds")]),
        (f"共收到{RECEIVED}件申请，办结{CLOSED_}件，{CARRIED_OUT}件结转下年度继续办理。", [("S-N1", "holds")] * 3),
        (f"全区新收政府信息公开申请{RECEIVED + 2}件。", [("S-N1", "broken")]),
        (f"答复政府信息公开申请{CLOSED_}件，其中不予公开{REFUSED}件。", [("S-N2", "holds"), ("S-N4", "holds")]),
        (f"予以公开及部分公开{DISCLOSED}件，不予公开{REFUSED + 1}件。", [("S-N3", "holds"), ("S-N4", "broken")]),
        ("信息公开类行政复议3件，行政诉讼13件。", [("S-N7", "holds"), ("S-N8", "holds")]),
        ("信息公开类行政复议4件。", [("S-N8", "broken")]),
        ("全区新收政府信息公开申请66件，同比增长10%。", [("S-G1", "holds"), ("S-N1", "broken")]),
        (f"其中区政府办公室收到政府信息公开申请{RECEIVED + 9}件。", []),
        ("作出行政许可决定2293件。", []),
    ],
)
def test_the_text_is_held_against_the_table_at_its_own_scope(sentence, expected):
    assert told(sentence, TABLE) == expected


def test_no_contradiction_of_text_and_table_is_an_error():
    report = document("全区新收政府信息公开申请1件。", applications(TABLE))
    assert [(one.code, one.severity) for one in audited(report).findings] == [("S-N1", "warning")]


def test_shares_in_the_text_are_of_the_requests_handled():
    share = f"{100 * REFUSED / CLOSED_:.1f}%"
    assert ("S-G2", "holds") in told(f"不予公开{REFUSED}件，占{share}。", TABLE)
    assert ("S-G2", "broken") in told(f"不予公开{REFUSED}件，占99.9%。", TABLE)
