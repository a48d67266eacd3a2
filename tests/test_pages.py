"""Pages: what the exporter makes of a notebook, and how it behaves in a browser without a network."""

import csv
import gzip
import json
import random
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WIDTHS, Reader, is_as_wide_as_its_window, open_folds
from markupsafe import escape
from nbclient import NotebookClient
from nbconvert.exporters import get_export_names
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument
from sample_notebook import sample_notebook
from xxgk.publishing.page.exporter import TEMPLATES, PageExporter
from xxgk.publishing.page.vega import pack
from xxgk.show import Tile, band, figure
from xxgk.show.labels import not_printed
from xxgk.show.renderer import renderer
from xxgk.show.sentences import Absence

LANGS = ("zh", "en")
PHONE = {"viewport": {"width": 390, "height": 844}}
LIMIT = 525_000


@pytest.fixture(scope="session")
def notebooks() -> dict[str, NotebookNode]:
    """The sample, run by a real kernel, in both languages, and once more with a cell that failed."""
    made = {lang: sample_notebook(lang) for lang in LANGS}
    for notebook in made.values():
        NotebookClient(notebook).execute()
    failed = deepcopy(made["en"])
    trace = ["\x1b[31mValueError\x1b[39m  Traceback (most recent call last)", "ValueError: 缺少 <b>数据</b>"]
    error = new_output("error", ename="ValueError", evalue="缺少 <b>数据</b>", traceback=trace)
    failed.cells.append(new_code_cell("raise ValueError(...)", outputs=[error]))
    return {**made, "failed": failed}


@pytest.fixture(scope="session")
def pages(notebooks: dict[str, NotebookNode], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page for each of them."""
    folder = tmp_path_factory.mktemp("pages")
    exporter = PageExporter()
    for name, notebook in notebooks.items():
        (folder / f"{name}.html").write_text(exporter.from_notebook_node(notebook)[0], "utf-8")
    return {name: folder / f"{name}.html" for name in notebooks}


def page_of(*cells: NotebookNode, **parameters: object) -> str:
    """Export cells that need no kernel."""
    notebook = new_notebook(cells=list(cells), metadata={"papermill": {"parameters": parameters}})
    return PageExporter().from_notebook_node(notebook)[0]


def chart_cell(chart: alt.TopLevelMixin) -> NotebookNode:
    """Give a cell as it is after it has shown a chart."""
    return new_code_cell("chart", outputs=[new_output("execute_result", renderer(chart.to_dict()), execution_count=1)])


# What the exporter writes


def test_a_heading_that_nothing_follows_is_left_out_and_its_code_kept() -> None:
    silent, said = new_code_cell("nothing()"), new_markdown_cell("有话。")
    html = page_of(new_markdown_cell("# 问？"), new_markdown_cell("## 空"), silent, new_markdown_cell("## 实"), said)
    assert re.findall(r"<h2 [^>]*>(.*?)</h2>", html.split("<footer")[0]) == ['<a href="#s-实">实</a>']
    assert html.count("nothing") == 1
    assert ">空</a>" not in html


def test_the_page_speaks_the_language_of_the_parameters(pages: dict[str, Path]) -> None:
    zh, en = (pages[lang].read_text("utf-8") for lang in LANGS)
    assert '<html lang="zh-CN">' in zh
    assert '<html lang="en">' in en
    assert "看渠道与增长。" in zh
    assert "Channels and growth." not in zh
    assert "看渠道与增长。" not in en


def test_a_notebook_without_a_run_speaks_the_language_of_its_parameters_cell() -> None:
    cell = new_code_cell('lang: str = "en"  # language', metadata={"tags": ["parameters"]})
    assert '<html lang="en">' in page_of(cell)


def test_the_page_s_own_words_are_words(pages: dict[str, Path]) -> None:
    """A template's ``{{ words.copy }}`` is a method of the dictionary, not what stands in it."""
    for page in pages.values():
        assert not re.search(r"(method|object|function)\b.* at 0x", page.read_text("utf-8"))


def test_the_title_is_the_question(pages: dict[str, Path]) -> None:
    assert "<title>申请办得怎样？</title>" in pages["zh"].read_text("utf-8")


def test_the_code_stands_before_what_it_shows(pages: dict[str, Path]) -> None:
    html = pages["zh"].read_text("utf-8")
    main = html.split("<main")[1].split("</main>")[0]
    assert main.index('<span class="kn">import</span>') < main.index("网络占")


def test_what_a_report_does_not_print_is_said_once_and_its_section_left_out() -> None:
    absent = new_code_cell(outputs=[new_output("display_data", data=bundle_of(not_printed("zh", "某数", "a figure")))])
    intro = new_markdown_cell("## 某节\n\n作者的话。")
    html = page_of(new_markdown_cell("# 题"), intro, absent, new_markdown_cell("## 实"), new_markdown_cell("有话。"))
    assert "某节" not in html
    assert html.count("报告没有列出：某数。") == 1


def test_what_is_absent_beside_other_content_leaves_its_section() -> None:
    outputs = [new_output("display_data", data=bundle_of(not_printed("zh", "某数", "a figure")))]
    said = new_code_cell(outputs=[new_output("display_data", data={"text/markdown": "算出的话。"})])
    html = page_of(new_markdown_cell("# 题"), new_markdown_cell("## 某节"), new_code_cell(outputs=outputs), said)
    main = html.split("<main")[1]
    assert main.index("某节") < main.index("算出的话。") < main.index("报告没有列出：某数。")


def bundle_of(absence: Absence) -> dict[str, object]:
    return {**absence._repr_mimebundle_(), "text/markdown": absence._repr_markdown_()}


def test_a_notebook_that_was_not_run_says_so(caplog: pytest.LogCaptureFixture) -> None:
    html = page_of(new_markdown_cell("# 题"), new_code_cell("1 + 1"))
    assert "这个笔记本还没有运行" in html
    assert "has not been run" in caplog.text


def test_the_strip_leads_to_the_other_pages_and_marks_the_current_one() -> None:
    pages = [{"name": n, "title": f"问题{n}？", "short": n, "href": f"{n}.html"} for n in "甲乙丙"]
    notebook = new_notebook(cells=[new_markdown_cell("# a")])
    resources = {"metadata": {"name": "乙"}, "pages": pages, "links": {"home": "index.html", "notebook": "乙.ipynb"}}
    html, _ = PageExporter().from_notebook_node(notebook, resources)
    strip, end = html.split('<header class="strip">')[1].split("</header>")[0], html.split('class="turn"')[1]
    assert re.findall(r'href="([^"]+)" aria-current="page"', strip) == ["乙.html"]
    assert re.findall(r'rel="(?:prev|next)" href="([^"]+)"', strip) == ["甲.html", "丙.html"]
    assert "问题甲？" in end
    assert "问题丙？" in end
    assert 'href="乙.ipynb" download' in strip


def test_several_notebooks_make_one_file_whose_ids_are_unique(notebooks: dict[str, NotebookNode]) -> None:
    first, second = notebooks["zh"], deepcopy(notebooks["zh"])
    resources = {"metadata": {"name": "1_a"}, "more": {"2_b": second}, "address": "r-zh.html"}
    html, _ = PageExporter().from_notebook_node(first, resources)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"page-1_a", "page-2_b"} <= set(ids)
    assert html.count('id="vega"') == html.count("<style>") == 1
    assert html.count("<figure") == 4
    known = {f"#{one}" for one in ids}
    assert not [link for link in re.findall(r'href="(#[^"]+)"', html) if link not in known]


def test_a_page_describes_itself_for_programs(pages: dict[str, Path]) -> None:
    html = pages["en"].read_text("utf-8")
    about = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (about["@type"], about["name"], about["inLanguage"]) == ("Dataset", "How were requests handled?", "en")
    assert about["temporalCoverage"] == "2016"
    assert about["isBasedOn"]["identifier"].startswith("sha256:")
    assert about["license"].startswith("https://")
    assert '<meta name="description" content="Online has 66.46%.">' in html


def test_a_chart_can_be_cited_and_has_an_address(pages: dict[str, Path]) -> None:
    html = pages["en"].read_text("utf-8")
    figure_html = html.split("<figure")[1].split("</figure>")[0]
    address = figure_html.split('id="')[1].split('"')[0]
    assert f'href="#{address}"' in figure_html
    assert "@misc{hebei-2016-" in figure_html
    assert "Hebei Provincial People&#39;s Government, 2016. Source:" in figure_html


def test_the_bundle_is_there_once_and_only_where_charts_are(pages: dict[str, Path]) -> None:
    assert pages["zh"].read_text("utf-8").count('id="vega"') == 1
    plain = page_of(new_markdown_cell("# 无图"))
    assert 'id="vega"' not in plain
    assert len(plain) < 30_000


def test_what_is_packed_is_what_the_page_unpacks_and_needs_no_escape(chromium: Browser) -> None:
    script = (TEMPLATES / "xxgk" / "page.js").read_text("utf-8")
    decoder = script[script.index("const digits") : script.index("async function unpack")]
    page = chromium.new_page()
    lengths = set()
    for size in range(40):
        content = random.Random(size).randbytes(size)
        packed = pack(content)
        lengths.add(len(packed) % 5)
        assert escape(packed) == packed
        read = page.evaluate(f"(text) => {{ {decoder} return [...bytesOf(text)]; }}", packed)
        assert gzip.decompress(bytes(read)) == content
    page.close()
    assert len(lengths) == 4  # a number of four bytes is cut short in each way there is


def test_pages_are_small(pages: dict[str, Path]) -> None:
    assert all(path.stat().st_size <= LIMIT for path in pages.values())


def test_no_page_allows_eval_or_inline_scripts(pages: dict[str, Path]) -> None:
    html = pages["zh"].read_text("utf-8")
    policy = html.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy


def test_a_figure_carries_caption_description_and_data(pages: dict[str, Path]) -> None:
    html = pages["zh"].read_text("utf-8")
    assert "出处：第四部分。" in html
    assert "四种渠道的申请件数，网络最多。" in html
    assert '<th scope="col" class="number">件数</th>' in html
    assert '<td class="number">7,532</td>' in html


def test_the_colophon_names_parameters_run_and_versions(pages: dict[str, Path]) -> None:
    footer = pages["zh"].read_text("utf-8").split("<footer")[1]
    for part in ("数据按原样引用。", "lang = zh", "2026-11-22 15:00 UTC", "pandas "):
        assert part in footer


def test_without_a_colophon_of_its_own_a_page_names_its_source() -> None:
    footer = page_of(new_markdown_cell("# 题"), report="hebei-2016", lang="zh").split("<footer")[1]
    assert "河北省2016年政府信息公开工作年度报告" in footer
    assert re.search("SHA-256 <code>[0-9a-f]{64}</code>", footer)


def test_an_error_is_announced_and_leads_to_the_cell(pages: dict[str, Path]) -> None:
    html = pages["failed"].read_text("utf-8")
    target = html.split('class="banner"')[1].split('href="#')[1].split('"')[0]
    assert "\x1b" not in html
    assert "ValueError: 缺少 &lt;b&gt;数据&lt;/b&gt;" in html.split(f'id="{target}"')[1]
    assert 'class="banner"' not in pages["en"].read_text("utf-8")


def test_a_run_that_stopped_without_an_error_is_announced() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# a")], metadata={"papermill": {"exception": True}})
    assert "本页不完整" in PageExporter().from_notebook_node(notebook)[0]


def test_papermill_s_own_banners_are_left_out() -> None:
    banner = new_markdown_cell("An Exception", metadata={"tags": ["papermill-error-cell-tag"]})
    assert "An Exception" not in page_of(banner)


def test_links_to_index_and_other_language_come_from_the_caller() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# a")])
    links = {"home": "../index.html", "other": "../en/1_overview.html"}
    html, _ = PageExporter().from_notebook_node(notebook, {"links": links})
    assert 'href="../index.html"' in html
    assert 'href="../en/1_overview.html" lang="en"' in html


def test_the_exporter_is_on_the_menu_and_works_from_the_command_line(
    notebooks: dict[str, NotebookNode], tmp_path: Path
) -> None:
    assert "xxgk" in get_export_names()
    nbformat.write(notebooks["zh"], tmp_path / "n.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "xxgk", str(tmp_path / "n.ipynb")]
    subprocess.run(command, check=True, capture_output=True)
    assert '<html lang="zh-CN">' in (tmp_path / "n.html").read_text("utf-8")


# What a reader meets


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_comes_alive_without_a_request_or_a_complaint(
    pages: dict[str, Path], reader: Reader, lang: str
) -> None:
    page = reader.open(pages[lang].as_uri())
    assert page.locator("figure").count() == 2
    assert page.locator("figure .vega-embed svg").count() == 2
    assert reader.requests == []
    assert reader.complaints == []


def test_a_complaint_of_the_browser_is_heard(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("<p>no doctype", "utf-8")
    reader.open((tmp_path / "old.html").as_uri(), charts=False)
    assert reader.complaints == ["issue: QuirksModeIssue"]


def test_the_tooltip_shows_the_figure_and_its_evidence(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri())
    page.locator("figure .mark-rect path").nth(2).hover()
    tooltip = page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert tooltip.inner_text().split() == ["渠道", "网络", "件数", "7,532", "出处", "p61"]


def test_without_scripts_charts_stand_still_and_folds_still_open(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri(), charts=False, java_script_enabled=False)
    drawing = page.get_by_role("img", name="四种渠道的申请件数，网络最多。")
    assert drawing.is_visible()
    assert "网络" in drawing.inner_html()
    page.get_by_label("代码").check()
    assert page.get_by_text("import altair as alt").is_visible()
    assert not page.locator("button:visible").count()


def test_code_unfolds_at_once(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["en"].as_uri())
    switch = page.get_by_label("Code")
    switch.check()
    assert page.locator("main pre.code:visible").count() == page.locator("main pre.code").count() > 5
    switch.uncheck()
    assert page.locator("pre.code:visible").count() == 0


def test_the_theme_turns_and_charts_turn_with_it(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri(), color_scheme="light")
    bar = page.locator("figure .mark-rect path").first
    colour = "element => getComputedStyle(element).fill"
    light = bar.evaluate(colour)
    page.get_by_role("button", name="深色／浅色").click()
    assert page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(22, 25, 29)"
    assert bar.evaluate(colour) != light


def test_a_chart_can_be_saved_with_its_title(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri())
    page.get_by_text("保存与引用").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").first.click()
    drawing = Path(download.value.path()).read_text("utf-8")
    assert "网络申请占三分之二" in drawing
    assert "河北省人民政府，2016年。来源：《河北省2016年政府信息公开工作年度报告》。绘制：xxgk " in drawing
    assert re.fullmatch(r"hebei-2016-[\w-]+\.svg", download.value.suggested_filename)


def test_the_data_of_a_chart_can_be_saved_as_csv(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri())
    page.get_by_text("保存与引用").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["渠道", "件数", "出处"]
    assert ["网络", "7,532", "p61"] in rows


def test_a_table_is_sorted_by_the_head_of_a_column(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["zh"].as_uri())
    page.get_by_text("数据表", exact=True).first.click()
    table = page.locator("figure table").first
    head = table.get_by_role("button", name="件数")
    head.focus()
    page.keyboard.press("Enter")
    assert table.locator("tbody td:nth-child(2)").all_inner_texts() == ["7,532", "2,303", "1,284", "215"]
    page.keyboard.press("Enter")
    assert table.locator("tbody td:nth-child(2)").all_inner_texts()[0] == "215"


@pytest.mark.parametrize("lang", LANGS)
def test_a_phone_shows_everything_without_scrolling_sideways(pages: dict[str, Path], reader: Reader, lang: str) -> None:
    page = reader.open(pages[lang].as_uri(), **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    frames = page.locator("figure > .scroll")
    assert frames.evaluate_all("all => all.every(frame => frame.scrollWidth <= frame.clientWidth)")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_no_window_scrolls_the_page_sideways(pages: dict[str, Path], reader: Reader, lang: str, width: int) -> None:
    page = reader.open(pages[lang].as_uri(), viewport={"width": width, "height": 900})
    assert is_as_wide_as_its_window(page, width)
    open_folds(page)
    assert is_as_wide_as_its_window(page, width)


def test_without_scripts_everything_can_be_read(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["en"].as_uri(), charts=False, java_script_enabled=False)
    assert page.locator("figure svg").count() == 2
    assert all(drawing.is_visible() for drawing in page.locator("figure svg").all())
    page.locator("summary", has_text="Data table").first.click()
    assert page.locator("figure table").first.is_visible()
    page.locator("#show-code").check()
    assert page.locator(".code").first.is_visible()


def test_the_keyboard_reaches_everything(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["en"].as_uri())
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = "document.activeElement.textContent.trim().slice(0, 20) || document.activeElement.tagName"
        reached.add(page.evaluate(focus))
    assert {"Skip to the text", "INPUT", "Theme", "Channels", "Data table", "Save and cite"} <= reached


def test_the_contents_list_follows_the_reader(pages: dict[str, Path], reader: Reader) -> None:
    page = reader.open(pages["en"].as_uri(), viewport={"width": 1280, "height": 500})
    current = page.locator(".contents a[aria-current]")
    assert current.inner_text() == "Channels"
    page.locator(".contents").get_by_role("link", name="Growth").click()
    page.locator(".contents a[aria-current]", has_text="Growth").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["zh", "en", "failed"])
def test_axe_finds_nothing(pages: dict[str, Path], reader: Reader, name: str, scheme: str) -> None:
    page = reader.open(pages[name].as_uri(), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.locator("#show-code").check()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_page_prints_on_a4_with_its_charts_whole(pages: dict[str, Path], reader: Reader, tmp_path: Path) -> None:
    page = reader.open(pages["zh"].as_uri(), color_scheme="dark")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with PdfDocument(tmp_path / "page.pdf") as printed:
        texts = [sheet.get_textpage().get_text_range() for sheet in printed]
        assert [round(side) for side in printed[0].get_size()] == [595, 842]
    assert 1 < len(texts) <= 3
    chart = next(text for text in texts if "网络申请占三分之二" in text)
    for label in ("当面", "信函", "7,532", "8,000"):
        assert label in chart
    assert "目录" not in "".join(texts)


# Hostile text is only text

HOSTILE = {
    "script": "<script>window.hit = 1</script>",
    "end of script": "</script><script>window.hit = 1</script>",
    "image": "<img src=x onerror='window.hit = 1'>",
    "link": "[x](javascript:window.hit=1)",
    "quotes": "\"'`'\" onmouseover='window.hit=1' x=\"",
    "right to left": "\u202e\u2066件数",
    "long": "长" * 10_000,
    "template": "{{ 7 * 7 }}{% raw %}",
}


@pytest.fixture
def hostile_page(request: pytest.FixtureRequest, tmp_path: Path, enabled_altair: None) -> tuple[str, Path]:
    """A page with the same hostile text wherever a text can come from data."""
    text = HOSTILE[request.param]
    table = pd.DataFrame({"name": [text, "b"], "value": [2, 1]})
    chart = (
        alt.Chart(table, title=alt.Title(text, subtitle=text))
        .mark_bar()
        .encode(x=alt.X("value:Q", title=text), y="name:N", tooltip=[alt.Tooltip("name:N", title=text), "value:Q"])
    )
    outputs = [
        new_output("execute_result", {"text/html": table._repr_html_()}, execution_count=1),
        new_output("display_data", {"text/markdown": text}),
        new_output("display_data", band(Tile(text, text, text, text))._repr_mimebundle_()),
        new_output("stream", name="stdout", text=text),
        new_output("error", ename="ValueError", evalue=text, traceback=[text]),
    ]
    cells = (
        new_markdown_cell("# 敌意"),
        new_code_cell("x", outputs=outputs),
        chart_cell(figure(chart, caption=text, description=text)),
    )
    path = tmp_path / "hostile.html"
    path.write_text(page_of(*cells, report=text, lang="zh"), "utf-8")
    return text, path


@pytest.mark.filterwarnings("ignore:An output cannot be shown:UserWarning")
@pytest.mark.parametrize("hostile_page", HOSTILE, indirect=True)
def test_hostile_text_neither_runs_nor_breaks_the_page(hostile_page: tuple[str, Path], reader: Reader) -> None:
    text, path = hostile_page
    page = reader.open(path.as_uri(), **PHONE)
    page.locator("figure .mark-rect path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert page.evaluate("window.hit") is None
    assert page.locator(".figure-title").text_content() == text
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("footer").is_visible()
    assert reader.requests == []
    assert reader.complaints == []


def test_every_chart_of_the_sample_is_drawn_by_jupyterlab_s_version(notebooks: dict[str, NotebookNode]) -> None:
    import vl_convert

    kind = "application/vnd.vegalite.v5+json"
    outputs = [output for cell in notebooks["zh"].cells for output in cell.get("outputs", [])]
    specs = [output.data[kind] for output in outputs if kind in output.get("data", {})]
    assert len(specs) == 2
    for spec in specs:
        assert "<svg" in vl_convert.vegalite_to_svg(spec, vl_version="5.8")
