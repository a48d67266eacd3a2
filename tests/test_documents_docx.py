"""Word documents: printed order, merged cells, automatic numbers; what is not printed stays out."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from xxgk.reading.base.errors import UserError
from xxgk.reading.documents import Document, read_document


def read(folder: Path, document: WordDocument) -> Document:
    document.save(folder / "report.docx")
    return read_document(folder / "report.docx")


def with_body(xml: str) -> WordDocument:
    """Make a document of these paragraphs and tables, given as WordprocessingML."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return document


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


DATA = table(row(cell("项目"), cell("数量")), row(cell("规章"), cell("3")))
GRID = (("项目", "数量"), ("规章", "3"))


def test_paragraphs_and_tables_stand_in_printed_order(tmp_path):
    body = paragraph(run("一、概述")) + DATA + paragraph(run("二、情况")) + paragraph("") + DATA
    document = read(tmp_path, with_body(body))
    assert document.text == "一、概述\n二、情况"
    assert [(table.rows, table.section) for table in document.tables] == [(GRID, "一"), (GRID, "二")]


def test_runs_make_one_line_and_breaks_make_two(tmp_path):
    body = paragraph(run("共1") + run("2件") + "<w:r><w:br/><w:t>其中</w:t><w:tab/><w:t>网站</w:t></w:r>")
    assert read(tmp_path, with_body(body)).text == "共12件\n其中 网站"


@pytest.mark.parametrize(
    "hidden",
    [
        "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>99</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>",
        "<w:r><w:instrText>PAGE 99</w:instrText></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>99</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ],
    ids=["deleted", "moved_away", "hidden", "field_code", "text_box"],
)
def test_what_is_not_printed_in_the_line_is_not_in_the_text(tmp_path, hidden):
    assert read(tmp_path, with_body(paragraph(run("收到") + hidden + run("12件")))).text == "收到12件"


@pytest.mark.parametrize("wrapper", ["ins", "hyperlink", "smartTag", "sdt"])
def test_inserted_linked_and_controlled_text_is_text(tmp_path, wrapper):
    inner = f"<w:sdtContent>{run('12')}</w:sdtContent>" if wrapper == "sdt" else run("12")
    document = with_body(paragraph(run("收到") + f"<w:{wrapper}>{inner}</w:{wrapper}>" + run("件")))
    assert read(tmp_path, document).text == "收到12件"


def test_blocks_in_content_controls_are_read(tmp_path):
    body = f"<w:sdt><w:sdtContent>{paragraph(run('一、概述'))}{DATA}</w:sdtContent></w:sdt>"
    document = read(tmp_path, with_body(body))
    assert (document.text, document.tables[0].rows) == ("一、概述", GRID)


def test_merged_cells_are_repeated_and_kept_once(tmp_path):
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("甲", restart), cell("乙", '<w:gridSpan w:val="2"/>')),
        row(cell("", goes_on), cell("1"), cell("2")),
        row(cell("3"), cell("4"), properties='<w:gridBefore w:val="1"/>'),
    )
    (merged,) = read(tmp_path, with_body(body)).tables
    assert merged.rows == (("甲", "乙", "乙"), ("甲", "1", "2"), ("", "3", "4"))
    assert [c.text for c in merged.cells] == ["甲", "乙", "1", "2", "3", "4"]
    assert (merged.cells[0].row_span, merged.cells[1].column_span) == (2, 2)


def test_columns_split_by_a_hair_count_once(tmp_path):
    wide = '<w:gridSpan w:val="3"/>'
    body = table(row(cell("项目", wide), cell("数量")), row(cell("规章", wide), cell("3")))
    assert read(tmp_path, with_body(body)).tables[0].rows == GRID


def test_lines_in_a_cell_are_joined(tmp_path):
    parts = f"<w:tc>{paragraph(run('本年新收'))}{paragraph(run('申请数量'))}</w:tc>"
    body = table(row(parts, cell("1")))
    assert read(tmp_path, with_body(body)).tables[0].rows == (("本年新收申请数量", "1"),)


def test_a_table_that_arranges_the_page_is_text(tmp_path):
    inner = f"<w:tc>{paragraph(run('一、概述'))}{DATA}{paragraph(run('正文'))}</w:tc>"
    document = read(tmp_path, with_body(table(row(inner, cell("旁注")))))
    assert document.text == "一、概述\n正文\n旁注"
    assert [table.rows for table in document.tables] == [GRID]


NUMBERING = """<w:numbering {}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride>
</w:num></w:numbering>"""


def numbered(text: str, number: int, depth: int = 0) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_printed_and_open_sections(tmp_path):
    body = "".join(
        [
            numbered("概述", 3),
            numbered("公开", 3, 1),
            numbered("申请", 3, 1),
            numbered("要点", 3, 2),
            numbered("情况", 3),
            numbered("网站", 3, 1),
            numbered("附则", 4),
        ]
    )
    document = with_body(body)
    element = parse_xml(NUMBERING.format(nsdecls("w")))
    document.part.numbering_part._element[:] = element[:]
    read_back = read(tmp_path, document)
    assert read_back.text.split("\n") == [
        "一、概述",
        "（一）公开",
        "（二）申请",
        "要点",
        "二、情况",
        "（一）网站",
        "十一、附则",
    ]
    assert [p.section for p in read_back.paragraphs] == ["一", "一/(一)", "一/(二)", "一/(二)", "二", "二/(一)", "十一"]


def test_headings_by_style_are_headings(tmp_path):
    document = docx.Document()
    document.add_heading("概述", 1)
    document.add_paragraph("正文")
    assert [p.heading for p in read(tmp_path, document).paragraphs] == [True, False]


# Hostile and damaged files


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unpacked() -> dict[str, bytes]:
    stream = BytesIO()
    with_body(paragraph(run("正文"))).save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refusal(folder: Path, data: bytes) -> str:
    (folder / "report.docx").write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_document(folder / "report.docx")
    return str(caught.value)


def test_a_zip_bomb_is_refused_before_it_expands(tmp_path):
    parts = unpacked() | {"word/media/image1.png": b"\0" * 310_000_000}
    assert "expands to more than" in refusal(tmp_path, packed(parts))
    parts = unpacked() | {"word/document.xml": b" " * 31_000_000}
    assert "expands to more than" in refusal(tmp_path, packed(parts))


def test_an_entity_bomb_does_not_expand(tmp_path):
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "99">{entities}]>'.encode()
    content = unpacked()["word/document.xml"]
    content = bomb + content[content.index(b"?>") + 2 :].replace("正文".encode(), b"&e9;")
    message = refusal(tmp_path, packed(unpacked() | {"word/document.xml": content}))
    assert "no text and no table" in message or "damaged" in message


def test_an_external_entity_is_not_fetched(tmp_path):
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    content = unpacked()["word/document.xml"]
    external = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    content = external.encode() + content[content.index(b"?>") + 2 :].replace("正文".encode(), "正文&e;".encode())
    (tmp_path / "report.docx").write_bytes(packed(unpacked() | {"word/document.xml": content}))
    assert read_document(tmp_path / "report.docx").text == "正文"


def test_other_archives_and_damaged_parts_are_named(tmp_path):
    assert "is an Excel workbook" in refusal(tmp_path, packed({"xl/workbook.xml": b"<x/>"}))
    assert "damaged Word file" in refusal(tmp_path, packed({"word/document.xml": b"<x/>"}))
    assert "damaged Word file" in refusal(tmp_path, packed(unpacked() | {"word/document.xml": b"<w:doc"}))
    whole = packed(unpacked())
    assert "damaged Word file" in refusal(tmp_path, whole[: len(whole) // 2])


def test_attributes_that_are_no_numbers_are_damage(tmp_path):
    content = unpacked()["word/document.xml"]
    bad = table(row(cell("甲", '<w:gridSpan w:val="much"/>'), cell("1"))).encode()
    content = content.replace(b"<w:sectPr", bad + b"<w:sectPr", 1)
    assert "damaged Word file" in refusal(tmp_path, packed(unpacked() | {"word/document.xml": content}))


def test_deep_nesting_is_refused(tmp_path):
    body = "<w:sdt><w:sdtContent>" * 120 + paragraph(run("正文")) + "</w:sdtContent></w:sdt>" * 120
    assert "nests more than" in refusal(tmp_path, packed_body(body))


def test_a_long_vertical_merge_is_no_burden(tmp_path):
    rows = [row(cell("甲", '<w:vMerge w:val="restart"/>'), cell("0"))]
    rows += [row(cell("", "<w:vMerge/>"), cell(str(i))) for i in range(1, 3000)]
    (tmp_path / "report.docx").write_bytes(packed_body(table(*rows)))
    (merged,) = read_document(tmp_path / "report.docx").tables
    assert merged.rows[-1] == ("甲", "2999")


def packed_body(body: str) -> bytes:
    stream = BytesIO()
    with_body(body).save(stream)
    return stream.getvalue()
