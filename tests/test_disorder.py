"""Tables in disorder: every cell right, or unread and told; never another value."""

import pytest
from disorder import DISORDERS, WAYS, judge, make
from statutory import DISCLOSURES, DISPUTES, applications, document, glued, labels, numbers
from xxgk.reading.base.errors import UserError
from xxgk.reading.documents import read_document
from xxgk.reading.extract import extract_report
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.extract.tables.values import read_value
from xxgk.reading.forms import load_form
from xxgk.reading.report import audit_report

FORM = load_form("statutory-2021")
SEEDS = range(40)


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    report = read_document(path)
    form, notices = choose_form(report)
    return form, extract_report(report, form), notices


def values(extract):
    return {(fact.indicator, fact.applicant): fact.value for fact in extract.facts if fact.indicator}


def page(*tables):
    drawn = "".join(
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
        for rows in tables
    )
    return f"<!DOCTYPE html><h1>青禾县2024年政府信息公开工作年度报告</h1>{drawn}"


# ---- the generator


def test_the_seeds_cover_the_ways_and_the_disorders():
    made = [make(seed) for seed in range(400)]
    assert {variant.way for variant in made} == set(WAYS)
    assert {variant.disorder for variant in made} == {disorder.__name__ for disorder in DISORDERS}
    assert {variant.fault for variant in made} == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_is_wrong_and_none_is_missing_without_a_word(seed, tmp_path):
    counts = judge(make(seed), tmp_path)
    assert counts["wrong"] == counts["silent"] == 0
    assert counts["right"] + counts["told"] == 200


# ---- every table is accounted for


def test_a_table_that_is_not_there_is_told_by_name():
    report = document("", DISCLOSURES, DISPUTES)
    unread = extract_report(report, FORM).unread
    (gap,) = (one for one in unread if not one.row and not one.column)
    assert (gap.table, gap.why, gap.is_gap) == ("applications", "missing", True)
    assert FORM.tables[1].layout.zh in gap.zh


def test_a_row_and_a_column_that_are_not_there_are_told():
    grid = [row[:4] + row[5:] for row in applications()]
    del grid[6]
    unread = extract_report(document("", DISCLOSURES, grid, DISPUTES), FORM).unread
    gaps = [(one.row, one.column) for one in unread if one.table == "applications" and one.is_gap]
    assert ("", "科研机构") in gaps
    assert ("属于国家秘密", "") in gaps


def test_a_picture_in_place_of_a_table_is_named(tmp_path):
    head = "<p>三、收到和处理政府信息公开申请情况</p><p><img src=t.png></p><p>四、其他</p>"
    _, found, _ = read(tmp_path, "a.html", page(DISCLOSURES).replace("</h1>", f"</h1>{head}"))
    assert "picture" in {one.why for one in found.unread if one.table == "applications"}


def test_a_report_without_any_of_the_tables_has_no_gaps():
    assert extract_report(document("全县收到申请35件。"), FORM).unread == []


def test_a_report_with_a_table_missing_is_not_clean(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page(DISCLOSURES, DISPUTES), "utf-8")
    report = audit_report(str(path))
    assert "applications" in {one.table for one in report.unread if not one.row and not one.column}
    assert report.gaps > 0
    assert "table_unread" in {notice.code for notice in report.notices}


@pytest.mark.parametrize("text", ["全县完成投资30亿元，同比增长5%。", "????12件???，??3条。"])
def test_what_nothing_was_recognised_of_is_refused(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with pytest.raises(UserError, match="nothing of an annual report") as refusal:
        audit_report(str(tmp_path / "a.txt"))
    assert "年度报告" in refusal.value.sentence("zh")


# ---- marks between cells


HEAD = "申请人情况\n自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"


def test_blank_cells_between_tabs_are_cells():
    rows = "本年新收政府信息公开申请数量\t40\t7\t\t1\t6\t3\t57\n上年结转政府信息公开申请数量\t18\t3\t\t\t\t\t21"
    found = extract_report(document(HEAD + rows), FORM)
    carried = [fact.value for fact in found.facts if fact.indicator == "requests.carried_in"]
    assert carried == ["18", "3", "", "", "", "", "21"]
    assert not any("glued" in notice.code for notice in found.notices)


def test_a_blank_row_before_a_numbered_group_is_blank():
    rows = (
        "本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n重复申请\t\t\t\t\t\t\t\n"
        "（六）其他处理\t3.其他\t4\t0\t0\t0\t0\t0\t4"
    )
    found = extract_report(document(HEAD + rows), FORM)
    assert [fact.printed for fact in found.facts if fact.indicator == "requests.not_processed.repeated"] == [""] * 7
    assert not any(one.row == "重复申请" for one in found.unread)


def test_a_row_with_fewer_figures_than_columns_is_told_and_not_read():
    rows = "本年新收政府信息公开申请数量 40 7 0 1 6 3 57\n上年结转政府信息公开申请数量 18 3 21\n重复申请 1 0 0 0 0 0 1"
    found = extract_report(document(HEAD + rows), FORM)
    assert {fact.value for fact in found.facts if fact.indicator == "requests.carried_in"} == {""}
    assert ("上年结转政府信息公开申请数量", "count") in {(one.row, one.why) for one in found.unread}


def test_figures_before_the_lower_half_of_their_label_are_of_that_row():
    cut = "上年结转政府信 18 3 0 0 0 0 21\n息公开申请数量"
    rows = f"本年新收政府信息公开申请数量 40 7 0 1 6 3 57\n{cut}\n重复申请 1 0 0 0 0 0 1"
    found = extract_report(document(HEAD + rows), FORM)
    carried = [fact.value for fact in found.facts if fact.indicator == "requests.carried_in"]
    assert carried == ["18", "3", "0", "0", "0", "0", "21"]


def test_a_comma_parts_thousands_unless_cells_are_too_few():
    rows = "规章,1,0,15\n行政规范性文件,1,234,5,6,789\n"
    head = "信息内容,本年制发件数,本年废止件数,现行有效件数\n"
    found = values(extract_report(document(head + rows), FORM))
    assert [found[f"regulations.{one}", ""] for one in ("issued", "repealed", "in_force")] == ["1", "0", "15"]
    assert [found[f"normative.{one}", ""] for one in ("issued", "repealed", "in_force")] == ["1234", "5", "6789"]


# ---- decoding hides no fault


@pytest.mark.parametrize("most", [9, 30, 200])
@pytest.mark.parametrize("seed", range(4))
def test_a_slip_in_a_table_that_ran_together_is_never_decoded_away(seed, most):
    table = numbers(seed=seed, most=most)
    table[16][0] += 35
    found = extract_report(document(glued(table)), FORM)
    names = [row.indicator for row in FORM.tables[1].layout.blocks[0].rows]
    for name, row in zip(names, table, strict=True):
        read = [fact.value for fact in found.facts if fact.indicator == name]
        assert all(one in ("", str(printed)) for one, printed in zip(read, row, strict=True))


def test_a_reading_that_only_its_own_sum_supports_is_listed_and_not_taken():
    found = extract_report(document("申请人情况自然人总计重复申请621000027"), FORM)
    assert {fact.value for fact in found.facts} == {""}
    (notice,) = (one for one in found.notices if one.code == "glued_ambiguous")
    assert "6 21 0 0 0 0 27" in notice.en
    assert "if the row adds up" in notice.en


# ---- which edition


def test_each_table_is_of_the_edition_that_its_own_labels_tell():
    disclosures = [
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "100", "+36", "4743"],
        ["其他对外管理服务事项", "12", "-8", "165"],
    ]
    report = document("青禾县2023年政府信息公开工作年度报告", disclosures, applications(), DISPUTES)
    form, notices = choose_form(report)
    found = values(extract_report(report, form))
    assert found["licences.prior_items", ""] == "100"
    assert ("requests.other.fee_not_paid", "total") in found
    assert "edition_mixed" in {notice.code for notice in notices}


def test_decisions_under_their_own_heading_are_decisions():
    text = "青禾县2023年政府信息公开工作年度报告\n信息内容 本年处理决定数量\n行政许可 550\n行政处罚 41\n行政强制 19"
    report = document(text)
    form, _ = choose_form(report)
    found = values(extract_report(report, form))
    assert found["licences.decisions", ""] == "550"
    assert ("licences.prior_items", "") not in found


def test_a_table_that_shares_a_label_does_not_take_the_place_of_the_form():
    report = document("", [["渠道", "数量"], ["行政许可", "77"]], DISCLOSURES, applications(), DISPUTES)
    found = extract_report(report, FORM)
    assert {fact.value for fact in found.facts if fact.indicator == "licences.decisions"} == {"2293"}
    assert [fact.indicator for fact in found.facts if fact.value == "77"] == [""]


# ---- labels and cells


def test_a_column_that_the_form_lacks_is_told_and_the_others_keep_their_names():
    grid = [[cell.replace("社会公益组织", "社会团体") for cell in row] for row in applications()]
    found = extract_report(document("", grid), FORM)
    table = numbers()
    assert values(found)["requests.received", "legal_service"] == str(table[0][4])
    assert ("requests.received", "charity") not in values(found)
    assert ("社会团体", "unknown_column") in {(one.column, one.why) for one in found.unread}


def test_a_table_on_its_side_is_read():
    table = numbers(seed=5)
    names = labels(FORM)
    turned = [
        ["申请人情况", *names],
        *(
            [head, *map(str, column)]
            for head, column in zip(applications()[1][2:], zip(*table, strict=True), strict=True)
        ),
    ]
    found = values(extract_report(document("", turned), FORM))
    assert found["requests.closed", "total"] == str(table[23][6])
    assert len(found) == 175


def test_figures_of_several_organs_in_one_table_are_several_scopes():
    head = [["单位", *row] for row in DISPUTES[:3]]
    rows = [["全县", *DISPUTES[3]], ["本级", *["0"] * 15]]
    found = extract_report(document("", [*head, *rows]), FORM)
    assert {(fact.level, fact.value) for fact in found.facts if fact.indicator == "review.total"} == {
        ("all", "3"),
        ("own", "0"),
    }


@pytest.mark.parametrize(
    ("printed", "lines", "problem"),
    [("12%", 1, "unreadable"), ("4.185", 1, "dotted"), ("1O", 1, "unreadable"), ("12 345", 2, "two_figures")],
)
def test_what_may_be_something_else_is_doubtful(printed, lines, problem):
    assert (read_value(printed, "count", "件", lines).value, read_value(printed, "count", "件", lines).problem) == (
        "",
        problem,
    )


def test_where_full_stops_part_thousands_an_amount_is_doubtful_too():
    grid = [[cell.replace("2293", "2.293").replace("75.5", "75.500") for cell in row] for row in DISCLOSURES]
    found = extract_report(document("", grid, applications(), DISPUTES), FORM)
    assert values(found)["administrative_fees.amount", ""] == ""
    assert {one.printed for one in found.unread if one.why == "dotted"} == {"2.293", "75.500"}


@pytest.mark.parametrize("printed", ["550[1]", "550①", "550*", "550（注2）"])
def test_the_mark_of_a_note_is_no_digit(printed):
    assert read_value(printed, "count", "件").value == "550"


# ---- pages


def decisions(cell, style=""):
    rows = [["信息内容", "本年处理决定数量"], ["行政许可", cell], ["行政处罚", "41"], ["行政强制", "19"]]
    return page(rows).replace("<h1>", f"<style>{style}</style><h1>")


@pytest.mark.parametrize(
    "cell",
    [
        "550<sup>1</sup>",
        "<del>540</del>550",
        "<script>var a=5;</script>550",
        '<span style="display:none">9</span>550',
        '<b class="gone">9</b>550',
        "\u202d550\u202c",
        '<input type="text" value="550">',
        "550<!-- 9 -->",
    ],
)
def test_a_cell_is_read_as_a_browser_shows_it(tmp_path, cell):
    _, found, _ = read(tmp_path, "a.html", decisions(cell, ".gone{display:none}"))
    assert values(found)["licences.decisions", ""] == "550"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("<img src=a.png>", "picture"),
        ("<select><option>请选择</option></select>", "field"),
        ('<span class="made"></span>', "generated"),
    ],
)
def test_content_that_is_no_text_is_never_blank(tmp_path, cell, why):
    _, found, _ = read(tmp_path, "a.html", decisions(cell, ".made::before{content:attr(data-v)}"))
    assert why in {one.why for one in found.unread if one.row == "行政许可"}


def test_rows_of_the_form_in_one_row_are_taken_apart(tmp_path):
    rows = [["信息内容", "本年处理决定数量"], ["行政许可", "550"], ["行政处罚<br>行政强制", "41<br>19"]]
    _, found, _ = read(tmp_path, "a.html", page(rows))
    assert (values(found)["penalties.decisions", ""], values(found)["coercion.decisions", ""]) == ("41", "19")


def test_a_cell_reaches_no_further_than_its_row_group(tmp_path):
    table = (
        "<table><thead><tr><td rowspan=9>信息内容<td>本年处理决定数量</thead>"
        "<tbody><tr><td>行政许可<td>550<tr><td>行政处罚<td>41<tr><td>行政强制<td>19</tbody></table>"
    )
    _, found, _ = read(tmp_path, "a.html", page() + table)
    assert values(found)["penalties.decisions", ""] == "41"


# ---- the head of a report


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("青禾县 2024 年政府信息公开工作年度报告", "青禾县"),
        ("青禾县人民政府\n2024 年政府信息公开工作年度报告", "青禾县人民政府"),
        ("青禾县人民政府\n2024年政府信息公开\n工作年度报告", "青禾县人民政府"),
    ],
)
def test_a_title_is_known_over_lines_and_with_blanks(text, organ):
    cover = read_cover(document(f"{text}\n一、总体情况"))
    assert (cover.year, cover.organ) == (2024, organ)


# ---- hostile


@pytest.mark.parametrize("digits", [28, 31, 120])
def test_figures_of_any_length_are_reckoned_with(digits):
    text = f"收到{'9' * digits}件申请结果维持结果纠正其他结果尚未审结总计1"
    extract_report(document(text), FORM)


def test_what_a_terminal_would_obey_is_dropped(tmp_path):
    _, found, _ = read(tmp_path, "a.html", decisions("550&#27;[2J"))
    assert not any("\x1b" in text for fact in found.facts for text in (fact.printed, fact.label))
