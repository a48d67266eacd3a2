"""PDF files: lines become paragraphs again, tables are whole again, page furniture is gone."""

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from documents_samples import REPORT, as_html
from make_pdf import box, make_pdf, rule, shade, table, text, upwards
from xxgk.reading.base.errors import UserError
from xxgk.reading.documents import Document, read_document


def read(folder: Path, *pages: str) -> Document:
    path = folder / "report.pdf"
    path.write_bytes(make_pdf(pages))
    return read_document(path)


def refusal(folder: Path, data: bytes) -> str:
    (folder / "report.pdf").write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_document(folder / "report.pdf")
    return str(caught.value)


def printed(*lines: str, top: float = 80, left: float = 70, step: float = 20) -> str:
    """Print lines one under the other; two blanks in front indent a line as Chinese paragraphs are."""
    return "\n".join(
        text(left + 24 * line.startswith("  "), top + step * i, line.strip()) for i, line in enumerate(lines) if line
    )


FULL = "本年度各项工作按照要求有序推进各有关单位按时完成任务没有发生问题"  # as wide as the page's text
GRID = (("项目", "数量"), ("规章", "3"))
DATA = [[("项目", 100), ("数量", 60)], [("规章", 100), ("3", 60)]]


# Paragraphs


def test_wrapped_lines_are_one_paragraph_without_blanks(tmp_path):
    page = printed("  " + FULL[:-2], FULL, "收到申请12件。", "  下一段。")
    assert read(tmp_path, page).text == f"{FULL[:-2]}{FULL}收到申请12件。\n下一段。"


def test_headings_stand_alone_even_without_indents_and_after_a_full_line(tmp_path):
    page = printed("一、概述", FULL[:-1] + "。", "（一）公开情况", FULL, "正文。")
    document = read(tmp_path, page)
    assert document.text.split("\n") == ["一、概述", FULL[:-1] + "。", "（一）公开情况", FULL + "正文。"]
    assert document.headings == {"一": "概述", "一/(一)": "公开情况"}


def test_a_wide_gap_ends_a_paragraph(tmp_path):
    page = printed(FULL, FULL) + "\n" + printed(FULL, top=160) + "\n" + printed(FULL, FULL, top=240)
    assert read(tmp_path, page).text.split("\n") == [FULL * 2, FULL, FULL * 2]


def test_a_paragraph_goes_on_over_a_page_break_and_its_page_numbers(tmp_path):
    first = text(70, 40, "某县年度报告") + "\n" + printed("  " + FULL[:-2], FULL, top=700)
    second = text(70, 40, "某县年度报告") + "\n" + printed("收到12件。", "  下一段。")
    third = text(70, 40, "某县年度报告") + "\n" + printed("  末段。")
    pages = [f"{page}\n{text(280, 800, f'— {n} —')}" for n, page in enumerate((first, second, third), start=1)]
    assert read(tmp_path, *pages).text == f"{FULL[:-2]}{FULL}收到12件。\n下一段。\n末段。"


@pytest.mark.parametrize("number", ["- {} -", "{}", "第 {} 页", "第{}页 共3页", "{} / 3", "·{}·"])
def test_page_numbers_in_every_dress_are_left_out(tmp_path, number):
    bodies = [f"{name}{FULL[:-3]}" for name in "甲乙丙"]
    pages = [
        f"{printed('  ' + body, '收到12件。')}\n{text(280, 800, number.format(page))}"
        for page, body in enumerate(bodies, start=1)
    ]
    assert read(tmp_path, *pages).text == "\n".join(f"{body}收到12件。" for body in bodies)


def test_blanks_are_kept_between_words_and_not_around_figures(tmp_path):
    words = [text(70, 80, "自"), text(86, 80, "2024"), text(114, 80, "年起"), text(70, 100, "open data")]
    page = "\n".join([*words, text(70, 120, FULL)])
    assert read(tmp_path, page).text.split("\n")[:2] == ["自2024年起", "open data"]


def test_radicals_that_stand_for_characters_are_characters(tmp_path):
    assert read(tmp_path, printed("⼀、⼈⺠政府⻔户⽹站", FULL)).text.split("\n")[0] == "一、人民政府门户网站"


def test_bold_type_made_by_printing_twice_is_read_once(tmp_path):
    page = text(70, 80, "收到12件") + text(70.4, 80, "收到12件") + "\n" + printed(FULL, top=140)
    assert read(tmp_path, page).text.split("\n")[0] == "收到12件"


def test_a_watermark_is_no_text(tmp_path):
    aslant = f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <{'草稿'.encode('utf-16-be').hex()}> Tj ET"
    assert read(tmp_path, printed(FULL) + "\n" + aslant).text == FULL


def test_shaded_and_boxed_lines_are_text(tmp_path):
    shaded = "\n".join(shade(70, 80 + 20 * i, 480, 100 + 20 * i) for i in range(3))
    page = f"{shaded}\n{printed('  ' + FULL[:-2], FULL, '收到12件。')}\n{box(70, 200, 480, 220, '文本框中的文字')}"
    document = read(tmp_path, page)
    assert document.text == f"{FULL[:-2]}{FULL}收到12件。\n文本框中的文字"
    assert document.tables == ()


# Tables on one page


def test_a_ruled_table_is_a_grid_and_not_text(tmp_path):
    page = printed("一、概述", FULL) + "\n" + table(70, 160, DATA) + "\n" + printed("二、其他", top=260)
    document = read(tmp_path, page)
    assert document.text.split("\n") == ["一、概述", FULL, "二、其他"]
    assert [(t.rows, t.section) for t in document.tables] == [(GRID, "一")]


def test_merged_cells_are_repeated_and_kept_once(tmp_path):
    page = "\n".join(
        [
            printed(FULL),
            box(70, 120, 130, 160, "甲"),
            box(130, 120, 250, 140, "乙"),
            box(130, 140, 190, 160, "1"),
            box(190, 140, 250, 160, "2"),
        ]
    )
    (merged,) = read(tmp_path, page).tables
    assert merged.rows == (("甲", "乙", "乙"), ("甲", "1", "2"))
    assert [cell.text for cell in merged.cells] == ["甲", "乙", "1", "2"]


@pytest.mark.parametrize("label", ["本年\n新收\n申请", "三\n、\n本\n年", "社会公\n益组织"])
def test_labels_set_in_lines_or_downwards_are_joined(tmp_path, label):
    page = printed(FULL) + "\n" + box(70, 120, 124, 190, label) + "\n" + box(124, 120, 200, 190, "1")
    assert read(tmp_path, page).tables[0].rows == ((label.replace("\n", ""), "1"),)


def test_a_label_turned_on_its_side_is_read(tmp_path):
    cells = box(70, 120, 90, 220) + "\n" + box(90, 120, 200, 220, "1")
    assert read(tmp_path, f"{printed(FULL)}\n{cells}\n{upwards(74, 210, '本年新收')}").tables[0].rows == (
        ("本年新收", "1"),
    )


def test_a_figure_too_wide_for_its_cell_is_one_figure(tmp_path):
    page = printed(FULL) + "\n" + box(70, 120, 130, 150, "数量") + "\n" + box(130, 120, 164, 150, "12345\n.67", 11)
    assert read(tmp_path, page).tables[0].rows == (("数量", "12345.67"),)


def test_two_figures_in_a_wide_cell_stay_two(tmp_path):
    page = printed(FULL) + "\n" + box(70, 120, 130, 150, "数量") + "\n" + box(130, 120, 264, 150, "12\n34")
    assert read(tmp_path, page).tables[0].rows == (("数量", "12 34"),)


# Tables over page breaks. Columns: group, item, two figures.

LEFT, BOTTOM = 70, 760
HEADER = [("类别", 90), ("项", 110), ("甲", 60), ("乙", 60)]


def broken(folder: Path, above: list, below: list) -> tuple[tuple[str, ...], ...]:
    """Read one table of which `above` ends the first page and `below` begins the second."""
    first = printed(FULL) + "\n" + table(LEFT, BOTTOM - 20 * len(above), above) + "\n" + text(280, 800, "- 1 -")
    second = table(LEFT + 0.8, 60, below) + "\n" + printed(FULL, top=400) + "\n" + text(280, 800, "- 2 -")
    (whole,) = read(folder, first, second).tables
    return whole.rows


def line(group: str, item: str, *figures: str) -> list[tuple[str, float]]:
    return [(group, 90), (item, 110), *((figure, 60) for figure in figures)]


def test_a_table_cut_between_rows_is_one_table(tmp_path):
    rows = broken(tmp_path, [HEADER, line("（一）公开", "1.全部", "3", "4")], [line("（二）不予", "1.秘密", "5", "6")])
    assert rows == (("类别", "项", "甲", "乙"), ("（一）公开", "1.全部", "3", "4"), ("（二）不予", "1.秘密", "5", "6"))


def test_parts_with_other_columns_fit_together(tmp_path):
    above = [[("第一项", 320)], [("规章", 90), ("1", 110), ("2", 60), ("3", 60)]]
    below = [[("第二项", 320)], [("许可", 90), ("4", 230)]]
    assert broken(tmp_path, above, below) == (
        ("第一项",) * 4,
        ("规章", "1", "2", "3"),
        ("第二项",) * 4,
        ("许可", "4", "4", "4"),
    )


def test_header_rows_repeated_on_the_next_page_count_once(tmp_path):
    rows = broken(tmp_path, [HEADER, line("公开", "全部", "3", "4")], [HEADER, line("不予", "秘密", "5", "6")])
    assert [row[0] for row in rows] == ["类别", "公开", "不予"]


def test_a_group_label_on_one_side_of_the_break_is_the_group_of_both(tmp_path):
    above = [HEADER, line("（四）无法提供", "1.不掌握", "3", "4")]
    assert broken(tmp_path, above, [line("", "2.需制作", "5", "6")])[-1] == ("（四）无法提供", "2.需制作", "5", "6")
    above = [HEADER, line("", "1.不掌握", "3", "4")]
    rows = broken(tmp_path, above, [line("（四）无法提供", "2.需制作", "5", "6")])
    assert rows[-2:] == (("（四）无法提供", "1.不掌握", "3", "4"), ("（四）无法提供", "2.需制作", "5", "6"))


def test_a_group_label_cut_by_the_break_is_joined(tmp_path):
    above = [HEADER, line("（四）本机关无", "1.不掌握", "3", "4")]
    rows = broken(tmp_path, above, [line("法提供", "2.需制作", "5", "6"), line("（五）不予", "1.信访", "7", "8")])
    assert rows[1:] == (
        ("（四）本机关无法提供", "1.不掌握", "3", "4"),
        ("（四）本机关无法提供", "2.需制作", "5", "6"),
        ("（五）不予", "1.信访", "7", "8"),
    )


def test_a_row_cut_by_the_break_is_one_row(tmp_path):
    above = [HEADER, line("（三）不予", "2.其他法律法规禁", "3", "4")]
    assert broken(tmp_path, above, [line("", "止公开", "", "")])[1:] == (
        ("（三）不予", "2.其他法律法规禁止公开", "3", "4"),
    )
    above = [HEADER, line("（三）不予", "2.其他法律法规禁", "", "")]
    assert broken(tmp_path, above, [line("", "止公开", "3", "4")])[1:] == (
        ("（三）不予", "2.其他法律法规禁止公开", "3", "4"),
    )


def test_a_row_of_blanks_after_the_break_is_a_row_of_its_own(tmp_path):
    rows = broken(tmp_path, [HEADER, line("处罚", "本年", "3", "4")], [line("强制", "本年", "", "")])
    assert rows[1:] == (("处罚", "本年", "3", "4"), ("强制", "本年", "", ""))
    rows = broken(tmp_path, [HEADER, line("（三）", "2.其他法律法规禁", "3", "4")], [line("", "3.危及三安全", "", "")])
    assert rows[1:] == (("（三）", "2.其他法律法规禁", "3", "4"), ("（三）", "3.危及三安全", "", ""))


def test_a_table_of_three_pages_is_one_table(tmp_path):
    rows = [line("（一）", f"{n}.项", str(n), "0") for n in range(1, 100)]
    pages = [
        printed(FULL) + "\n" + table(LEFT, 120, [HEADER, *rows[:31]]),
        table(LEFT, 60, rows[31:66]),
        table(LEFT, 60, rows[66:]),
    ]
    (whole,) = read(tmp_path, *pages).tables
    assert [row[2] for row in whole.rows] == ["甲", *map(str, range(1, 100))]


def test_tables_with_a_heading_between_stay_apart(tmp_path):
    first = printed("一、概述", FULL) + "\n" + table(LEFT, 720, DATA)
    second = printed("二、情况", top=60) + "\n" + table(LEFT, 100, DATA)
    document = read(tmp_path, first, second)
    assert [(t.rows, t.section) for t in document.tables] == [(GRID, "一"), (GRID, "二")]


def test_tables_with_other_edges_stay_apart(tmp_path):
    first = printed(FULL) + "\n" + table(LEFT, 720, DATA)
    assert len(read(tmp_path, first, table(LEFT + 60, 60, DATA)).tables) == 2


# Printed by a browser


def test_a_page_printed_by_a_browser_reads_like_the_page(tmp_path):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium to print with")
    style = b"<style>table{border-collapse:collapse}td{border:1px solid;padding:3px}p{margin:8px 0}</style><table>"
    page = as_html(REPORT).replace(b"<table>", style)
    (tmp_path / "page.html").write_bytes(page)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    output = f"--print-to-pdf={tmp_path / 'page.pdf'}"
    subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", output, (tmp_path / "page.html").as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_document(tmp_path / "page.pdf")
    assert document.text.split("\n") == REPORT.lines
    assert [t.rows for t in document.tables] == [REPORT.grid]


# What cannot be read


def test_a_scan_says_so(tmp_path):
    assert "a scan" in refusal(tmp_path, make_pdf([rule(10, 10, 100, 100)]))


def test_a_truncated_file_says_so(tmp_path):
    data = make_pdf([printed(FULL)])
    assert "damaged PDF" in refusal(tmp_path, data[:200])


def test_a_locked_file_says_so(tmp_path):
    lock = (
        b"9 0 obj\n<< /Filter /Standard /V 1 /R 2 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> /P -4 >>\nendobj\n"
    )
    data = make_pdf([printed(FULL)]).replace(b"xref\n", lock + b"xref\n", 1)
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R /ID [<00> <00>]")
    assert "locked with a password" in refusal(tmp_path, data)


def test_too_many_pages_are_refused(tmp_path):
    assert "pages, more than" in refusal(tmp_path, make_pdf(["0 0 m"] * 401))


def test_a_stream_that_expands_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("xxgk.reading.documents.pdf.LARGEST_EXPANDED", 1_000_000)
    bomb = zlib.compress(b" " * 5_000_000)
    data = make_pdf([printed(FULL)]) + b"10 0 obj << /Filter /FlateDecode >>\nstream\n" + bomb + b"\nendstream endobj"
    assert "expands to more than" in refusal(tmp_path, data)


def test_a_drawing_of_many_lines_is_not_searched_for_tables(tmp_path):
    drawing = "\n".join(rule(10 + i % 500, 200 + i / 20, 12 + i % 500, 201 + i / 20) for i in range(6000))
    assert read(tmp_path, printed(FULL) + "\n" + drawing).text == FULL


# What a page shows


ROWS = [
    [("信息内容", 90), ("数量", 60), ("总数", 60)],
    [("规章", 90), ("3", 60), ("15", 60)],
    [("文件", 90), ("7", 60), ("42", 60)],
]


def cells(folder, *pages):
    return [row for one in read(folder, *pages).tables for row in one.rows]


def test_text_that_is_not_painted_is_left_out_and_told(tmp_path):
    clean = table(70, 80, ROWS)
    invisible = "3 Tr\n" + text(175, 103, "9") + "\n0 Tr"
    white = "1 1 1 rg\n" + text(175, 123, "8") + "\n0 0 0 rg"
    document = read(tmp_path, printed(FULL, top=300) + "\n" + "\n".join([clean, invisible, white]))
    assert document.tables[0].rows[1:] == (("规章", "3", "15"), ("文件", "7", "42"))
    assert "unseen_text" in {notice.code for notice in document.notices}


def test_a_figure_that_something_covers_is_not_read(tmp_path):
    covered = table(70, 80, ROWS) + "\n" + shade(161, 101, 219, 119) + "\n" + text(162, 103, "4")
    assert cells(tmp_path, printed(FULL, top=300) + "\n" + covered)[1] == ("规章", "4", "15")


def test_a_figure_wider_than_its_cell_is_of_the_cell_where_it_begins(tmp_path):
    wide = table(70, 80, ROWS) + "\n" + box(70, 140, 160, 160, "合计") + box(160, 140, 220, 160, "123456789012")
    wide += box(220, 140, 280, 160)
    assert cells(tmp_path, printed(FULL, top=300) + "\n" + wide)[3] == ("合计", "123456789012", "")


@pytest.mark.parametrize("missing", ["left", "right", "both"])
def test_a_table_without_outer_rules_is_closed_by_the_ends_of_the_others(tmp_path, missing):
    across = [rule(70, y, 280, y) for y in (80, 100, 120, 140)]
    down = [rule(x, 80, x, 140) for x in (70, 160, 220, 280)]
    down = down[missing != "right" :] if missing == "left" else down[:-1] if missing == "right" else down[1:-1]
    words = [
        text(x + 2, 83 + 20 * row, cell)
        for row, cells_ in enumerate(ROWS)
        for x, (cell, _) in zip((70, 160, 220), cells_, strict=True)
    ]
    assert cells(tmp_path, printed(FULL, top=300) + "\n" + "\n".join([*across, *down, *words])) == [
        tuple(cell for cell, _ in row) for row in ROWS
    ]


def test_a_page_that_is_stored_upside_down_is_read(tmp_path):
    data = make_pdf([printed(FULL, FULL) + "\n" + table(70, 300, ROWS)])
    (tmp_path / "report.pdf").write_bytes(data.replace(b"/MediaBox", b"/Rotate 180 /MediaBox"))
    assert read_document(tmp_path / "report.pdf").tables[0].rows[1] == ("规章", "3", "15")


def test_a_download_that_was_cut_off_is_told_apart_from_a_scan(tmp_path):
    data = make_pdf([printed(FULL, FULL)])
    assert "incomplete" in refusal(tmp_path, data[: len(data) // 3])
