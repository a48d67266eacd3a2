"""Reading reports: the same text and tables whatever the format, every piece with its place."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from documents_samples import REPORT, as_docx, as_html, as_markdown, as_pdf, as_text
from xxgk.reading.base.errors import UserError
from xxgk.reading.documents import Document, read_document
from xxgk.reading.documents.apart import run_apart
from xxgk.reading.documents.assemble import Line, assemble

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(name: str) -> bytes:
    """A zip archive with one file in it."""
    content = BytesIO()
    with ZipFile(content, "w") as file:
        file.writestr(name, "<a/>")
    return content.getvalue()


def lines(document: Document) -> list[str]:
    return [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]


def read(folder: Path, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


def refusal(folder: Path, name: str, content: str | bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(folder, name, content)
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    return message


# Plain text


def test_text_is_the_files_own_and_every_line_a_paragraph(tmp_path):
    text = "第一行\n\n  第三行有12件。\n"
    document = read(tmp_path, "a.txt", text)
    assert document.text == text
    assert lines(document) == ["第一行", "", "  第三行有12件。", ""]
    assert [paragraph.index for paragraph in document.paragraphs] == [0, 1, 2, 3]
    assert (document.name, document.format, document.tables) == ("a.txt", "txt", ())
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_line_breaks_of_every_system_count_one(tmp_path, line_break):
    assert read(tmp_path, "a.txt", f"甲{line_break}乙").text == "甲\n乙"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_are_recognised_without_being_told(tmp_path, encoding):
    text = "一、概述\n全年公开信息12条，收到申请3件。"
    assert read(tmp_path, "a.txt", text.encode(encoding)).text == text


def test_a_rare_character_of_gb18030_is_read(tmp_path):
    assert read(tmp_path, "a.txt", "𠮷县公开12条".encode("gb18030")).text == "𠮷县公开12条"


SECTIONS = """前言
第一部分 概述
总述。
一、主动公开情况
（一）公开渠道。
一是网站公开3条。二、三级目录不是标题，因为它在句中出现。
(二)公开数量
1.网站
正文。
二、依申请公开
正文。"""


def test_sections_follow_the_printed_numbers(tmp_path):
    document = read(tmp_path, "a.txt", SECTIONS)
    assert [paragraph.section for paragraph in document.paragraphs] == [
        "",
        "第一部分",
        "第一部分",
        "第一部分/一",
        "第一部分/一/(一)",
        "第一部分/一/(一)",
        "第一部分/一/(二)",
        "第一部分/一/(二)/1",
        "第一部分/一/(二)/1",
        "第一部分/二",
        "第一部分/二",
    ]
    assert [p.index for p in document.paragraphs if p.heading] == [1, 3, 4, 6, 7, 9]
    assert document.headings["第一部分/一/(二)"] == "公开数量"
    assert document.headings["第一部分/一/(一)"] == "公开渠道"


@pytest.mark.parametrize(
    ("line", "section", "heading"),
    [
        ("一、概述", "一", True),
        ("　　一、概述", "一", True),
        ("一．概述", "一", True),
        ("十二、其他需要报告的事项", "十二", True),
        ("（ 一 ）主动公开", "(一)", True),
        ("(一)加强领导,健全机制,全面推进公开。", "(一)", True),
        ("（一）主动公开情况。2016年公开信息12条，其中网站10条。", "(一)", False),
        ("一、总体情况 2016年公开信息12条。其中网站10条。", "一", False),
        ("一、概述……………3", "一", True),
        ("一是加强领导。", "", False),
        ("1.5万件申请已经办结", "", False),
        ("2016年收到申请12件。", "", False),
        ("（一）公开信息12条；", "", False),
        ("一、本年新收政府信息公开申请数量", "", False),
        ("四、结转下年度继续办理 0 0 0", "", False),
        ("（一）予以公开\t3\t0\t3", "", False),
        ("一、" + "很长的一句话，" * 20, "", False),
    ],
)
def test_what_looks_like_a_heading_and_what_does_not(tmp_path, line, section, heading):
    (paragraph,) = read(tmp_path, "a.txt", line).paragraphs
    assert (paragraph.section, paragraph.heading) == (section, heading)


def test_the_title_in_a_list_of_contents_loses_dots_and_page(tmp_path):
    assert read(tmp_path, "a.txt", "一、概述 ........ 3").headings == {"一": "概述"}


def test_plain_text_imports_no_format_library(tmp_path):
    (tmp_path / "a.txt").write_text("一、概述", encoding="utf-8")
    code = (
        "import sys; from xxgk.reading.documents import read_document; read_document(sys.argv[1]);"
        "print({'lxml', 'docx', 'pypdfium2', 'selectolax', 'charset_normalizer', 'mistune'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


# Every format

FORMATS = {"txt": as_text, "md": as_markdown, "html": as_html, "docx": as_docx, "pdf": as_pdf}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_text_in_every_format(tmp_path, form):
    document = read(tmp_path, f"report.{form}", FORMATS[form](REPORT))
    assert document.format == form
    assert lines(document) == REPORT.lines
    plain = read(tmp_path, "plain.txt", as_text(REPORT))
    assert document.paragraphs[1:] == plain.paragraphs[1:]
    assert document.headings == plain.headings


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_the_same_report_gives_the_same_tables_in_every_format(tmp_path, form):
    tables = read(tmp_path, f"report.{form}", FORMATS[form](REPORT)).tables
    assert [table.rows for table in tables] == [REPORT.grid]
    assert [table.section for table in tables] == ["二"]
    assert [cell.text for cell in tables[0].cells] == REPORT.printed_cells


def test_markdown_repeats_what_it_cannot_merge(tmp_path):
    (table,) = read(tmp_path, "report.md", as_markdown(REPORT)).tables
    assert table.rows == REPORT.grid


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["report", "report.txt", "report.doc"])
def test_the_content_decides_where_the_name_says_nothing_or_lies(tmp_path, form, name):
    document = read(tmp_path, name, FORMATS[form](REPORT))
    assert document.format == ("txt" if form == "md" else form)


@pytest.mark.parametrize("form", FORMATS)
def test_reading_never_touches_the_network(tmp_path, form, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    document = read(tmp_path, f"report.{form}", FORMATS[form](REPORT))
    assert document.text


# The user's mistakes


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UserError, match=r"none\.txt: no such file\. Check the name"):
        read_document(tmp_path / "none.txt")


def test_a_folder_is_no_report(tmp_path):
    with pytest.raises(UserError, match="is a folder"):
        read_document(tmp_path)


def test_a_name_no_system_allows_is_refused():
    with pytest.raises(UserError, match="cannot be read"):
        read_document("a\0b.txt")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blanks.txt", b" \n \n", "is empty"),
        ("nothing.html", b"<html><body><script>1</script></body></html>", "no text and no table"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("zeros.txt", b"\0" * 500, "binary"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + b"1" * 50, "a picture"),
        ("random.pdf", Random(0).randbytes(5_000), "is no Word file, no PDF and no text"),
        ("random.docx", Random(1).randbytes(40), "is no Word file, no PDF and no text"),
        ("random.doc", Random(2).randbytes(5_000), "is no Word file, no PDF and no text"),
        ("other.xlsx", archive("xl/workbook.xml"), "is an Excel workbook, which cannot be read"),
        ("other.ofd", archive("OFD.xml"), "is an OFD file"),
        ("other.docx", archive("a.txt"), "is an archive without a Word document in it"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
        ("saved.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n12", "is a web archive"),
        (
            "old_xml.doc",
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><a>12</a>',
            "is a Word XML file",
        ),
        ("old.doc", OLE + b"1" * 600, "save it as .docx"),
        (
            "word.docx",
            OLE + b"1" * 600 + "WordDocument".encode("utf-16-le"),
            "is an old Word or WPS file, which cannot",
        ),
        ("table.docx", OLE + b"1" * 600 + "Workbook".encode("utf-16-le"), "is an old Excel file, which cannot be read"),
        ("slides.docx", archive("ppt/presentation.xml"), "is a PowerPoint presentation, which cannot be read"),
        ("nothing.docx", b"<html><body></body></html>", "the file is a web page (HTML)"),
        ("rich.doc", b"{\\rtf1 text}", "save it as .docx"),
        ("packed.rar", b"Rar!\x1a\x07\x00" + b"1" * 50, "Unpack it"),
        ("damaged.docx", b"PK\x03\x04" + b"1" * 400, "damaged Word file"),
        ("damaged.pdf", b"%PDF-1.4\n" + b"1 0 obj << /Type" * 20, "damaged PDF"),
    ],
)
def test_what_is_no_report_is_refused_with_the_way_out(tmp_path, name, content, words):
    assert words in refusal(tmp_path, name, content)


SENTENCES = "安河县2017年政府信息公开工作年度报告\n全年收到申请12件。\n"
PAGE = f"<html><body><p>{SENTENCES}</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", PAGE, "ends in .docx, but the file is a web page (HTML)"),
        ("a.pdf", PAGE, "ends in .pdf, but the file is a web page (HTML)"),
        ("a.docx", SENTENCES, "ends in .docx, but the file is plain text"),
        ("a.txt", SENTENCES, ""),
        ("a.md", SENTENCES, ""),
        ("a.txt", PAGE, ""),
        ("a.html", PAGE, ""),
        ("a", PAGE, ""),
        ("a.report", SENTENCES, ""),
    ],
)
def test_a_name_that_is_not_what_the_file_is_is_told(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    document = read_document(path)
    assert "申请12件" in document.text
    assert [words in notice.en for notice in document.notices] == ([True] if words else [])


@pytest.mark.parametrize(("suffix", "words"), [(".docx", "a Word file"), (".pdf", "a PDF file")])
def test_a_word_file_and_a_pdf_are_named_under_the_name_of_a_text(suffix, words, tmp_path, shared_reports):
    (path,) = (one for one in shared_reports.iterdir() if one.suffix == suffix)
    renamed = tmp_path / "a.txt"
    renamed.write_bytes(path.read_bytes())
    (notice,) = (one for one in read_document(renamed).notices if one.code == "format_misnamed")
    assert words in notice.en


def test_damaged_utf8_is_not_read_as_another_encoding(tmp_path):
    damaged = ("全年公开信息12条。\n" * 50).encode()
    assert "UTF-8 with damaged bytes, the first in line 1" in refusal(tmp_path, "a.txt", damaged[:9] + damaged[10:])


def test_damaged_gb18030_is_not_guessed_at(tmp_path):
    damaged = ("全年公开信息12条。\n" * 50).encode("gb18030")
    message = refusal(tmp_path, "a.txt", damaged[:16] + b"\xff" + damaged[16:])
    assert "GB18030 with damaged bytes" in message


def test_a_file_beyond_all_measure_is_refused_unread(tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(UserError, match="larger than 50 MB"):
        read_document(tmp_path / "large.txt")


@pytest.mark.parametrize("content", ["1" * 5_000_001, "\n" * 200_001 + "一"])
def test_a_text_beyond_all_measure_is_refused(tmp_path, content):
    assert "holds more than" in refusal(tmp_path, "long.txt", content)


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=r"a\.txt: may not be read"):
        read_document(tmp_path / "a.txt")


def test_a_reader_that_never_ends_is_stopped(tmp_path, monkeypatch):
    def endless(_data):
        while True:
            pass

    monkeypatch.setattr("xxgk.reading.documents.SECONDS", 0.1)
    monkeypatch.setattr("xxgk.reading.documents._reader", lambda _form: endless)
    assert "takes more than" in refusal(tmp_path, "a.txt", "一")


LIMITS = (UserError("too long"), UserError("too much"), UserError("broken"))


def _fill_and_abort():
    """Do as a library in C that gets no more memory."""
    kept = bytearray(b"1" * 300_000_000)
    os.abort()
    return kept


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize(
    ("task", "which"),
    [
        (lambda: time.sleep(3600), "long"),
        (lambda: bytearray(3 * 10**9), "much"),
        (_fill_and_abort, "much"),
        (os.abort, "broken"),
    ],
)
def test_work_in_a_process_of_its_own_is_ended_whatever_it_does(task, which):
    with pytest.raises(UserError, match=which):
        run_apart(task, 0.5, *LIMITS)


def test_work_in_a_process_of_its_own_hands_over_its_result_and_its_errors():
    assert run_apart(lambda: "一" * 10**6, 10, *LIMITS) == "一" * 10**6

    def refuse():
        raise UserError("no", "不")

    with pytest.raises(UserError, match="no") as caught:
        run_apart(refuse, 10, *LIMITS)
    assert caught.value.sentence("zh") == "不"


def test_an_error_is_handed_over_without_what_led_to_it():
    """Dask registers a way to send an error with its cause, which may be of a kind that cannot be sent."""
    pickling = pytest.importorskip("tblib.pickling_support")

    class Cause(Exception):
        lock = threading.Lock()

    def refuse():
        raise UserError("no") from Cause(threading.Lock())

    pickling.install()
    with pytest.raises(UserError, match="no"):
        run_apart(refuse, 10, *LIMITS)


# Real reports

STATUTORY = {
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
}


@pytest.mark.parametrize(
    ("name", "sizes", "cells"),
    [
        ("form-2021-blank.docx", [(14, 4), (28, 10), (4, 15)], [30, 215, 34]),
        ("shanghai-office-2019.html", [(18, 5), (26, 10), (4, 15)], [53, 198, 34]),
        ("hongze-2024.pdf", [(14, 4), (26, 10), (4, 15)], [30, 200, 35]),
    ],
)
def test_the_statutory_tables_of_real_reports_are_whole(shared_reports, name, sizes, cells):
    document = read_document(shared_reports / name)
    assert [(len(table.rows), len(table.rows[0])) for table in document.tables] == sizes
    assert [len(table.cells) for table in document.tables] == cells
    assert [table.section for table in document.tables] == list(STATUTORY)
    assert {section: document.headings[section] for section in STATUTORY} == STATUTORY


def test_figures_on_both_sides_of_page_breaks_keep_their_rows(shared_reports):
    disclosed, requests, disputes = (table.rows for table in read_document(shared_reports / "hongze-2024.pdf").tables)
    assert [row[1] for row in disclosed if row[0].startswith("行政")] == ["3", "9487", "2776", "84", "7545"]
    assert [row[0] for row in requests[5:25]] == ["三、本年度办理结果"] * 20
    assert [row[1:4] for row in requests if row[1] == "（四）无法提供"] == [
        ("（四）无法提供", "1.本机关不掌握相关政府信息", "31"),
        ("（四）无法提供", "2.没有现成信息需要另行制作", "1"),
        ("（四）无法提供", "3.补正后申请内容仍不明确", "0"),
    ]
    assert [row[3] for row in requests[3:]] == [row[-1] for row in requests[3:]]
    assert disputes[-1] == tuple("110021000120103")


def test_hebei_is_read_as_it_stands(shared_reports):
    path = shared_reports / "hebei-2016.txt"
    document = read_document(path)
    assert document.text == path.read_text("utf-8")
    assert [section for section in document.headings if "/" not in section] == list("一二三四五六七")
    assert [section for section in document.headings if section.startswith("二/")] == [
        "二/(一)",
        "二/(二)",
        "二/(三)",
        "二/(四)",
    ]


def test_a_number_given_to_two_headings_has_the_words_of_neither():
    lines = ("一、公开", "1.预算。", "1.预算。", "2.网站。公开3条。", "2.微博。公开4条。")
    document = assemble("a.txt", "txt", "", [Line(line) for line in lines])
    assert document.headings == {"一": "公开", "一/1": "预算", "一/2": ""}
