"""Markup from notebooks: hostile text is only text, and tables come out as readers need them."""

import json
from itertools import permutations

import lxml.html
import pandas as pd
import pytest
from markupsafe import Markup
from xxgk.publishing.page.markup import clean_html, clean_svg, data_block, foreign_html, name_chinese
from xxgk.publishing.page.prose import Heading, Prose, read_markdown
from xxgk.publishing.page.tables import aligned, table_html
from xxgk.show.listing import table_data
from xxgk.show.places import Citation
from xxgk.show.places import cite as cite_all
from xxgk.show.sentences import write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9">{}</svg>'


def cite(address: str, words: str) -> Markup:
    """Cite as a page that has the figure does."""
    return Markup('<a href="#{}">{}</a>').format(address, words or "印出")


def read(source: str, *, computed: bool = False) -> Prose:
    return read_markdown(source, "数据表", cite, computed=computed)


HOSTILE_HTML = {
    "script": "<p>1</p><script>alert(1)</script>",
    "handler": "<p onclick='alert(1)'>1</p>",
    "javascript link": "<a href='javascript:alert(1)'>1</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>1</a>",
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe><p>1</p>",
    "style": "<style>@import url(http://example.org)</style><p style='background:url(http://example.org)'>1</p>",
    "remote image": "<img src='http://example.org/x.png' onerror='alert(1)'><p>1</p>",
    "svg in html": "<svg><script>alert(1)</script><a href='javascript:alert(1)'>x</a></svg><p>1</p>",
    "shouted data link": "<a href=' DATA:text/html,alert(1)'>1</a>",
    "unclosed": "<table><tr><td><img src=x onerror=alert(1)>1",
    "form": "<form action='http://example.org'><button>1</button></form>",
}


@pytest.mark.parametrize("html", HOSTILE_HTML.values(), ids=HOSTILE_HTML)
def test_what_could_run_or_load_is_taken_out_and_the_text_stays(html: str) -> None:
    clean = clean_html(html).lower()
    assert "1" in clean
    for danger in ("alert", "example.org", "javascript", "<script", "<iframe", "<form", "onerror", "onclick"):
        assert danger not in clean


def test_an_image_inside_the_notebook_stays() -> None:
    assert 'src="data:image/png;base64,AAAA"' in clean_html('<img src="data:image/png;base64,AAAA" alt="x">')


def test_raw_html_in_computed_markdown_is_shown_as_written() -> None:
    assert "&lt;b&gt;" in read("标签 <b>件</b> **1**", computed=True).html
    assert "<strong>1</strong>" in read("标签 <b>件</b> **1**", computed=True).html


def test_raw_html_of_the_author_is_markup() -> None:
    assert "<sub>2</sub>" in read("CO<sub>2</sub>").html


def test_headings_have_addresses_of_their_own() -> None:
    prose = read('## 渠道 & "*时限*"\n\n下文')
    assert (
        prose.html == '<h2 id="s-渠道-时限"><a href="#s-渠道-时限">渠道 &amp; "<em>时限</em>"</a></h2>\n<p>下文</p>\n'
    )
    assert prose.headings == (Heading(2, "s-渠道-时限", '渠道 & "时限"'),)
    assert (prose.opens, prose.is_bare) == (2, False)
    assert read("## 渠道\n").is_bare


HOSTILE_SVG = {
    "script": "<script>alert(1)</script>",
    "foreign object": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>alert</p></foreignObject>",
    "handler": "<rect onload='alert(1)'/>",
    "link": "<a xlink:href='javascript:alert(1)'><rect/></a>",
    "image": "<image href='http://example.org/x.png'/>",
    "remote paint": "<rect fill='url(http://example.org/#a)'/>",
    "style": "<style>* { fill: url(http://example.org) }</style><rect style='fill: url(http://example.org)'/>",
    "animation": "<set attributeName='href' to='javascript:alert(1)'/>",
}


@pytest.mark.parametrize("inner", HOSTILE_SVG.values(), ids=HOSTILE_SVG)
def test_a_drawing_keeps_only_shapes_and_text(inner: str) -> None:
    clean = clean_svg(SVG.format(inner + "<text>件</text>"), "图", "a").lower()
    assert "件" in clean
    for danger in ("alert", "example.org", "href", "style", "onload", "foreign"):
        assert danger not in clean


def test_a_drawing_is_named_and_its_references_are_its_own() -> None:
    shapes = '<defs><clipPath id="clip1"><rect/></clipPath></defs><g clip-path="url(#clip1)"/>'
    clean = clean_svg(SVG.format(shapes), 'a "b" <c>', "f1-")
    assert 'role="img" aria-label="a &quot;b&quot; &lt;c&gt;"' in clean
    assert 'id="f1-clip1"' in clean
    assert 'clip-path="url(#f1-clip1)"' in clean


def test_what_is_no_drawing_is_left_out() -> None:
    assert clean_svg("<svg", "", "") == ""
    assert clean_svg("<html/>", "", "") == ""


def test_what_goes_without_saying_is_said_where_a_group_says_otherwise() -> None:
    text = '<text font-size="12px" text-anchor="start">件</text>'
    alone = clean_svg(SVG.format(text), "", "")
    assert alone.count('font-size="12px"') == 1
    assert "text-anchor" not in alone
    below = clean_svg(SVG.format(f'<g font-size="20px" text-anchor="end">{text}<rect/></g>'), "", "")
    assert '<text font-size="12px" text-anchor="start">' in below


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!--", "\u2028", "]]>", "&lt;"])
def test_data_cannot_end_the_script_element_it_stands_in(text: str) -> None:
    block = data_block({"title": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"title": text}


def written(table: pd.DataFrame) -> str:
    """Write a table as the page does that gets it as data."""
    return table_html(*table_data(table).values(), "数据表", cite)


def test_a_table_gets_scoped_headings_and_a_labelled_frame() -> None:
    html = written(pd.DataFrame({"渠道": ["网络", "传真"], "件数": [7532, 12150]}))
    assert 'role="group" tabindex="0" aria-label="数据表"' in html
    assert '<th scope="col">渠道</th>' in html
    assert '<th scope="col" class="number">件数</th>' in html
    assert '<td class="number">12,150</td>' in html
    assert html.count("<tr>") == 3


def test_an_index_that_has_a_name_stays() -> None:
    assert ">2015<" in written(pd.DataFrame({"件": [1, 2]}, index=pd.Index([2015, 2016], name="年")))


def test_whole_numbers_beside_a_blank_are_printed_whole() -> None:
    html = written(pd.DataFrame({"件": [466.0, None], "率": [38.28, None]}))
    assert '<td class="number">466</td>' in html
    assert '<td class="number">38.28</td>' in html
    assert html.count("—") == 2


def test_text_that_looks_like_markup_stays_text_in_a_table() -> None:
    html = written(pd.DataFrame({"<i>": ["<img src=x onerror=alert(1)>", "[p4:1-2]"]}))
    assert "&lt;img" in html
    assert "&lt;i&gt;" in html
    assert "<a " not in html


def test_a_cell_that_cites_leads_there() -> None:
    html = written(pd.DataFrame({"出处": [Citation(("p4:1-2",), "第5段"), cite_all(("p4:1-2", "t3 r5 c2"))]}))
    assert '<td><a href="#p4:1-2">第5段</a></td>' in html
    assert '<a href="#p4:1-2">印出</a>; <a href="#t3 r5 c2">印出</a>' in html


def test_a_table_that_pandas_wrote_is_shown_in_a_frame_as_it_is() -> None:
    columns = pd.MultiIndex.from_tuples([("复议", "维持"), ("复议", "纠正")])
    html = foreign_html(pd.DataFrame([[285, 81]], columns=columns, index=["<b>"])._repr_html_(), "数据表")
    assert html.startswith('<div class="scroll plain" role="group" tabindex="0" aria-label="数据表">')
    assert '<th colspan="2">复议</th>' in html
    assert "&lt;b&gt;" in html
    assert "style" not in html


FIGURES = [3, -1.5, float("nan"), 12_000.0]
WORDS = ["网络", "<b>", "", "3 of 4"]


@pytest.mark.parametrize("index", [None, WORDS[:2] * 2])
@pytest.mark.parametrize("order", list(permutations([("a", FIGURES), ("b", WORDS), ("c", [1, 2, 3, 4])])))
def test_of_a_table_that_pandas_wrote_the_figures_alone_stand_to_the_right(order: tuple, index: list | None) -> None:
    table = pd.DataFrame(dict(order), index=index)
    page = lxml.html.fromstring(aligned(foreign_html(table._repr_html_(), "数据表")))
    names = [None, *table]
    for row in page.iter("tr"):
        figures = [names[at] for at, cell in enumerate(row) if cell.get("class") == "number"]
        assert figures == [*([None] if index is None else []), *(name for name in table if name != "b")]


def test_a_table_whose_cells_span_others_is_left_as_it_is() -> None:
    table = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")]))
    html = foreign_html(table._repr_html_(), "数据表")
    assert aligned(html) == html


def test_a_table_in_markdown_stands_in_a_frame_with_figures_to_the_right() -> None:
    html = read("| 渠道 | 件 |\n| --- | ---: |\n| 网络 | 3 |\n").html
    assert html.count('<div class="scroll" role="group" tabindex="0" aria-label="数据表">') == 1
    assert '<th scope="col" class="number">件</th>' in html
    assert '<td class="number">3</td>' in html


def test_computed_text_cites_and_what_data_holds_does_not() -> None:
    said = write("zh", "{name}：{figures}", "", name="甲[p4:1-2]", figures=cite_all(("p4:1-2", "p4:3-4")))
    assert read(said, computed=True).html == (
        '<p>甲[p4:1-2]：<a href="#p4:1-2">印出</a>、<a href="#p4:3-4">印出</a></p>\n'
    )
    assert "<a " not in read("[p4:1-2]").html


def test_chinese_on_an_english_page_says_that_it_is_chinese() -> None:
    chinese = '<span lang="zh-CN">{}</span>'.format
    named = name_chinese(Markup('<a title="附件<b>">75万余</a> of 9 items'), "en")
    assert named == f'<a title="附件<b>">{chinese("75万余")}</a> of 9 items'
    assert name_chinese("<b>报告", "en") == f"&lt;b&gt;{chinese('报告')}"
    assert name_chinese("<b>报告", "zh") == "&lt;b&gt;报告"
