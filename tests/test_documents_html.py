"""Saved pages: the article's text and tables come out, the site's furniture does not."""

import pytest
from xxgk.reading.base.errors import UserError
from xxgk.reading.documents import Document, read_document

DATA = "<table><tr><td>项目</td><td>数量</td></tr><tr><td>规章</td><td>3</td></tr></table>"
GRID = (("项目", "数量"), ("规章", "3"))
PROSE = "<p>" + "本年度按规定做好各项公开工作，没有需要说明的情况。" * 20 + "</p>"


def read(folder, page: str | bytes) -> Document:
    path = folder / "page.html"
    body = page if isinstance(page, bytes) else f"<html><body>{page}</body></html>".encode()
    path.write_bytes(body)
    return read_document(path)


def grids(document: Document) -> list[tuple[tuple[str, ...], ...]]:
    return [table.rows for table in document.tables]


def test_blocks_and_breaks_are_lines_and_inline_elements_are_not(tmp_path):
    page = "<div>一、概述<br>共<b>1</b><span>2</span>件</div><ul><li>甲</li><li>乙</li></ul>丙<p>丁</p>"
    assert read(tmp_path, page).text == "一、概述\n共12件\n甲\n乙\n丙\n丁"


def test_source_line_breaks_are_no_line_breaks(tmp_path):
    assert read(tmp_path, "<p>政府\n   信息</p><p>open\ndata</p>").text == "政府信息\nopen data"
    assert read(tmp_path, "<pre>一、概述\n正文</pre>").text == "一、概述\n正文"


def test_word_processor_paste_is_plain_text(tmp_path):
    page = (
        "<p class=MsoNormal style='text-indent:28pt'><span lang=EN-US>&nbsp;&nbsp;<o:p></o:p></span>"
        "<!--[if !supportLists]--><span>一、</span><![endif]--><span style='mso-fareast'>概<span>述</span></span>"
        "<o:p>&nbsp;</o:p></p><xml><w:WordDocument>0</w:WordDocument></xml>"
    )
    document = read(tmp_path, page)
    assert document.text == "一、概述"
    assert document.headings == {"一": "概述"}


def test_numbers_that_a_browser_prints_before_list_items_are_kept(tmp_path):
    assert read(tmp_path, "<ol start=3><li>甲</li><li><p>乙</p></li></ol>").text.replace("\n", "") == "3.甲4.乙"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "utf-16", "hex"])
def test_a_false_charset_declaration_does_no_harm(tmp_path, declared):
    page = f'<html><head><meta charset="{declared}"></head><body>收到申请12件</body></html>'
    assert read(tmp_path, page.encode("utf-8")).text == "收到申请12件"
    assert read(tmp_path, page.encode("gb18030")).text == "收到申请12件"


def test_big5_is_read_where_it_is_declared(tmp_path):
    page = '<html><head><meta charset="big5"></head><body>收到申請12件，全年公開。</body></html>'
    assert read(tmp_path, page.encode("big5")).text == "收到申請12件，全年公開。"


# Tables


def test_spans_are_expanded_and_each_cell_is_kept_once(tmp_path):
    page = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr>"
        "<tr><td>1</td><td>2</td></tr><tr><td colspan=3>丙</td></tr></table>"
    )
    (table,) = read(tmp_path, page).tables
    assert table.rows == (("甲", "乙", "乙"), ("甲", "1", "2"), ("丙", "丙", "丙"))
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (2, 0, 1, 3, "丙"),
    ]


def test_rows_merged_differently_can_be_told_apart_by_their_cells(tmp_path):
    page = (
        "<table><tr><td>信息内容</td><td>上年</td><td colspan=2>增减</td></tr>"
        "<tr><td>行政处罚</td><td colspan=2>26</td><td>48</td></tr></table>"
    )
    (table,) = read(tmp_path, page).tables
    assert table.rows[1] == ("行政处罚", "26", "26", "48")
    assert [cell.text for cell in table.cells if cell.row == 1] == ["行政处罚", "26", "48"]


@pytest.mark.parametrize(
    "row", ["<td colspan=1000>题</td>", "<td colspan=9999999999999>题</td>", "<td colspan=-1>题</td><td></td>"]
)
def test_a_title_that_claims_more_columns_than_there_are_adds_none(tmp_path, row):
    (table,) = read(tmp_path, DATA.replace("<table>", f"<table><tr>{row}</tr>")).tables
    assert {len(cells) for cells in table.rows} == {2}


def test_short_rows_are_filled_with_blanks_and_long_spans_end_with_the_table(tmp_path):
    page = "<table><tr><td rowspan=99999>甲</td><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    assert grids(read(tmp_path, page)) == [(("甲", "1", "2"), ("甲", "3", ""))]


def test_line_breaks_in_a_cell_join_characters_and_keep_figures_apart(tmp_path):
    page = (
        "<table><tr><td>本年新<br>制作数量</td><td><p>本年新</p><p>公开数量</p></td></tr>"
        "<tr><td>12<br>34</td><td>&nbsp;</td></tr></table>"
    )
    assert grids(read(tmp_path, page)) == [(("本年新制作数量", "本年新公开数量"), ("12 34", ""))]


def test_blank_zero_slash_and_dash_stay_what_they_are(tmp_path):
    page = "<table><tr><td>甲</td><td></td><td>0</td><td>/</td><td>-</td><td>不适用</td></tr></table>"
    assert grids(read(tmp_path, page)) == [(("甲", "", "0", "/", "-", "不适用"),)]


def test_the_table_is_not_in_the_text_and_knows_its_section(tmp_path):
    document = read(tmp_path, f"<p>一、概述</p><p>二、情况</p>{DATA}<p>三、其他</p>{DATA}")
    assert document.text == "一、概述\n二、情况\n三、其他"
    assert [(table.index, table.section) for table in document.tables] == [(0, "二"), (1, "三")]


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td>菜单</td><td><p>一、概述</p>{DATA}<p>正文</p></td></tr></table>",
        f"<table><tr><td><table><tr><td>一、概述{DATA}</td></tr></table>正文</td></tr></table>",
        f"<table><tr><td>一、概述</td></tr><tr><td>{DATA}</td></tr><tr><td>正文</td></tr></table>",
        f"<table><tr><td>一、概述</td><td>{PROSE}</td></tr></table>{DATA}",
    ],
    ids=["beside_a_menu", "table_in_table_in_table", "one_column", "prose_in_a_cell"],
)
def test_tables_that_arrange_the_page_are_text(tmp_path, page):
    document = read(tmp_path, page)
    assert grids(document) == [GRID]
    assert "一、概述" in document.text.split("\n")


def test_a_frame_within_a_cell_leaves_the_table_a_table(tmp_path):
    page = DATA.replace("<td>3</td>", "<td><table><tr><td>3</td></tr></table></td>")
    assert grids(read(tmp_path, page)) == [GRID]


# Furniture


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>var n = 123;</script>",
        "<style>p{width:123px}</style>",
        "<!-- 123 -->",
        "<nav><p>阅读123次</p></nav>",
        "<div class='top-nav'>首页 123</div>",
        "<div id='pageFooter'>网站地图 123</div>",
        "<div style='display: none'>123</div>",
        "<div hidden>123</div>",
        "<div>主办单位：某县 某ICP备123号</div>",
        "<ul><li><a href=a>新闻123</a></li><li><a href=b>公告</a></li><li><a href=c>政策</a></li></ul>",
        "<select><option>123</option></select>",
    ],
)
def test_what_the_site_puts_round_the_article_is_left_out(tmp_path, furniture):
    document = read(tmp_path, f"{furniture}<div>{PROSE}{DATA}</div>{furniture}")
    assert "123" not in document.text
    assert grids(document) == [GRID]


@pytest.mark.parametrize(
    "shell", ["<div class='menu'>{}</div>", "<div style='display:none'>{}</div>", "<form>{}</form>"]
)
def test_an_article_is_kept_whatever_its_container_is_called(tmp_path, shell):
    assert "没有需要说明的情况" in read(tmp_path, shell.format(PROSE)).text


def test_a_link_to_an_attachment_is_text(tmp_path):
    assert "附件：统计表" in read(tmp_path, f"{PROSE}<p>附件：<a href='a.docx'>统计表</a></p>").text


# Hostile pages


def test_deep_nesting_is_refused_not_cut_off(tmp_path):
    for depth in (600, 100_000):
        with pytest.raises(UserError, match="nests more than"):
            read(tmp_path, "<div>" * depth + "正文" + "</div>" * depth)


def test_a_page_of_countless_elements_is_refused(tmp_path):
    with pytest.raises(UserError, match="holds more than 300,000 elements"):
        read(tmp_path, "<p>1</p>" * 300_001)


def test_a_table_beyond_all_measure_is_refused(tmp_path):
    row = "<tr>" + "<td rowspan=65534 colspan=1000>1</td>" * 50 + "</tr>"
    with pytest.raises(UserError, match="more than 200000 cells"):
        read(tmp_path, f"<table>{row * 500}</table>")


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 150 + "1" + "</td></tr></table>" * 150,
        "<table><tr><td>a</td><td>" * 150 + "1" + "</td></tr></table>" * 150,
        "<p>" + "(" * 200_000,
        "<p>" + "一、" * 100_000,
        "<p>" + " \n" * 200_000 + "正文",
        "<a href=x>" * 400 + "正文",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;正文</p>",
    ],
    ids=["frames", "layout", "brackets", "numbers", "blanks", "links", "entities"],
)
def test_hostile_pages_are_read_to_their_end(tmp_path, page):
    assert read(tmp_path, page.encode() if page.startswith("<!DOCTYPE") else page).text.strip()
