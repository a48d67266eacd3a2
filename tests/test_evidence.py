"""Evidence: from a figure on a page to where it was printed, and to the sentence when the report is at hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Reader
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect
from xxgk import load
from xxgk.cli import main
from xxgk.publishing.page.exporter import PageExporter
from xxgk.publishing.source import read_quotes
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import DATA_VARIABLE
from xxgk.reading.documents import Cell, Document, Quote, Quotes, Table, quote
from xxgk.show.evidence import evidence_table, reader_columns
from xxgk.show.listing import Listing
from xxgk.show.places import cite, where
from xxgk.show.sentences import write
from xxgk.topics import integrity, requests

REPORT = "anhe-2016"
HOSTILE = "<script>window.hit = 1</script>"
TEXT = f"""\
安河县2016年政府信息公开工作年度报告
一、主动公开情况
全县主动公开政府信息3100余条,其中{HOSTILE}通过政府网站公开2600条。
四、依申请公开情况
全年共收到政府信息公开申请120件,其中当面申请80件,占申请总数的66.67%;网络申请50件,占申请总数的33.33%。
"""
IN_PERSON, RECEIVED, WEBSITE = "f-p4-129-131", "f-p4-118-121", "f-p2-88-92"


@pytest.fixture(scope="module", autouse=True)
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small report whose channels do not add up, in a data folder of its own."""
    folder = tmp_path_factory.mktemp("evidence")
    path = folder / "anhe-2016.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(folder / "data"))
        assert main(["add", str(path), "--id", REPORT]) == 0
        yield path


@pytest.fixture(scope="module")
def quotes(source: Path) -> Quotes:
    return read_quotes(source, REPORT)


def shown(value: object) -> NotebookNode:
    """Give a cell as it is after it has shown a table, a sentence or a chart."""
    bundle = {"text/markdown": value} if isinstance(value, str) else value._repr_mimebundle_()
    return new_code_cell(outputs=[new_output("display_data", bundle)])


def page_of(*values: object, quotes: Quotes | None = None, lang: str = "zh", report: str = REPORT) -> str:
    """Export what cells have shown."""
    parameters = {"papermill": {"parameters": {"report": report, "lang": lang}}}
    notebook = new_notebook(cells=[new_markdown_cell("# 安河"), *map(shown, values)], metadata=parameters)
    return PageExporter().from_notebook_node(notebook, {"quotes": quotes or {}})[0]


def channels(lang: str = "zh") -> Listing:
    return evidence_table(load("request_channels", REPORT, evidence=True), lang)


@pytest.fixture
def written(tmp_path: Path, quotes: Quotes) -> Path:
    """A page with a table, a chart and a sentence, and the sentences of the report."""
    facts = load("facts", REPORT)
    chart = requests.plot_channels(load("request_channels", REPORT, evidence=True), "zh")
    values = (evidence_table(facts, "zh"), chart, integrity.read_findings(load("audit", REPORT), "zh"))
    path = tmp_path / "page.html"
    path.write_text(page_of(*values, quotes=quotes), "utf-8")
    return path


# From a figure to its place


def test_a_table_for_reading_names_the_place_and_cites_the_figure():
    assert channels("en")["Where"].map(str).tolist() == [
        "section 4, paragraph 5 [p4:129-131]",
        "section 4, paragraph 5 [p4:150-152]",
    ]


@pytest.mark.parametrize(
    ("section", "place", "zh", "en"),
    [
        ("四", "p43", "第四部分，第44段", "section 4, paragraph 44"),
        ("二/(一)", "p21", "第二部分(一)，第22段", "section 2 (1), paragraph 22"),
        ("", "t3 r5 c2", "表4第6行第3列", "table 4, row 6, column 3"),
        ("十一", "p2 r0 c1", "第十一部分，第3段第1行第2列", "section 十一, paragraph 3, row 1, column 2"),
    ],
)
def test_a_place_is_named_as_people_count(section, place, zh, en):
    assert (where(section, place, "zh"), where(section, place, "en")) == (zh, en)


def test_a_figure_of_a_table_leads_to_its_entry(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    row = page.locator("main .prose tr", has_text="当面申请").first
    link = row.get_by_role("link", name="第四部分，第5段")
    link.focus()
    page.keyboard.press("Enter")
    popover = page.locator("#popover")
    expect(popover).to_be_in_viewport()
    for part in ("当面申请", "80件", "第四部分，第5段"):
        assert part in popover.text_content()
    assert popover.locator(".on").text_content() == "80"
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    expect(link).to_be_focused()


def test_without_scripts_a_citation_is_a_link_to_its_sentence_and_back(written: Path, reader: Reader):
    page = reader.open(written.as_uri(), charts=False, java_script_enabled=False)
    page.locator("main .prose tr", has_text="当面申请").first.get_by_role("link").click()
    assert page.url.endswith(f"#{IN_PERSON}")
    entry = page.locator(".evidence li", has=page.locator(f"#{IN_PERSON}"))
    expect(entry).to_be_in_viewport()
    for part in ("当面申请", "80件", "第四部分，第5段"):
        assert part in entry.text_content()
    entry.get_by_role("link", name="回到正文").click()
    expect(page.locator("main tr", has_text="当面申请").first).to_be_in_viewport()


def test_an_entry_quotes_what_is_printed_only_where_the_figure_does_not_show_it():
    entries = dict(
        re.findall(r'<span id="(f-[^"]+)">(.*?)</span>', page_of(evidence_table(load("facts", REPORT), "zh")), re.S)
    )
    assert "<q>" not in entries[IN_PERSON]
    (rough,) = (entry for entry in entries.values() if "超过3,100" in entry)
    assert "<q>3100余</q>" in rough


def test_a_result_says_what_it_is_a_result_of_and_what_could_not_be_read_is_not_called_exact():
    facts = load("facts", "hebei-2016")
    corrected = facts[facts["indicator"].isin(("review.corrected", "lawsuit.corrected"))]
    assert reader_columns(corrected, "zh")["name"].tolist() == ["行政复议：被依法纠错", "行政诉讼：被依法纠错"]
    assert reader_columns(corrected.assign(value=float("nan")), "zh")["hedge"].unique().tolist() == ["—"]


def test_the_data_table_of_a_chart_leads_there_as_well(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    page.get_by_text("数据表", exact=True).click()
    page.locator("figure tr", has_text="当面申请").get_by_role("link").click()
    assert page.locator("#popover .on").text_content() == "80"


def test_a_mark_of_a_chart_leads_there_as_well(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    page.locator("figure .mark-rect path").first.click()
    page.locator("#popover .on", has_text="80").wait_for()


def test_a_tooltip_names_the_place_in_words_alone(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    page.locator("figure .mark-rect path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert page.locator("#vg-tooltip-element").inner_text().split()[-2:] == ["出处", "第四部分，第5段"]


def test_figures_of_several_applicants_are_told_apart():
    cells = load("applications", "pingtan-zone-2021", evidence=True)
    cells = cells[cells["indicator"] == "requests.received"]
    html = page_of(evidence_table(cells, "en"), report="pingtan-zone-2021", lang="en")
    named = re.findall("Requests received( · [A-Z][a-z ]+)? <b>", html.split('id="evidence"')[1])
    assert len(named) == len(set(named)) == len(cells)


def test_a_finding_leads_to_each_of_its_figures():
    html = page_of(integrity.read_findings(load("audit", REPORT), "zh"))
    told = html.split("<main")[1].split("出处：")[1].split("。")[0]
    assert told == (
        f'<a href="#{RECEIVED}">120</a>、<a href="#{IN_PERSON}">80</a>、<a href="#f-p4-150-152">50</a>'
    )  # fmt: skip


def test_each_figure_stands_once_in_the_order_of_the_report():
    facts = load("facts", REPORT)
    html = page_of(channels(), evidence_table(facts.iloc[::-1], "zh"), channels())
    ids = [part.split('"')[0] for part in html.split('<span id="')[1:]]
    assert len(ids) == len(facts) == len(set(ids))
    assert ids == sorted(ids, key=lambda name: int(name.split("-")[2]))


def test_only_what_a_page_cites_is_listed():
    html = page_of(channels())
    assert html.count('<span id="f-') == 2
    assert html.count("<li><p") == 1
    assert WEBSITE not in html


def test_the_contents_list_leads_to_the_evidence_where_there_is_any():
    assert '<a href="#evidence">数字的出处</a>' in page_of(channels())
    assert 'id="evidence"' not in page_of("没有引用。")


def test_a_citation_of_nothing_stays_as_it_is():
    html = page_of(channels(), "原文 [p4:1-2] 和 [x]")
    assert "原文 [p4:1-2] 和 [x]" in html


def test_what_data_says_is_no_citation():
    html = page_of(write("zh", "{name}", "", name="甲[p4:129-131]"), Listing({"名": ["乙[p4:129-131]"]}))
    assert "甲[p4:129-131]" in html
    assert "乙[p4:129-131]" in html
    assert 'id="evidence"' not in html


def test_a_report_that_is_not_known_has_no_entries():
    assert "[p4:129-131]" in page_of(channels(), report="gone")


def test_rows_of_several_reports_cite_nothing():
    table = load("request_channels", [REPORT, "hebei-2016"], evidence=True)
    assert not evidence_table(table, "zh")["出处"].map(str).str.contains(r"\[").any()


def test_a_blank_cell_is_called_blank_and_two_figures_of_a_cell_share_an_entry(monkeypatch: pytest.MonkeyPatch):
    facts = load("facts", REPORT).head(3).assign(place=["t0 r1 c1", "t0 r1 c2", "t0 r1 c2"], printed=["", "3", "4"])
    monkeypatch.setattr("xxgk.publishing.page.evidence.read_facts", lambda _: facts)
    html = page_of(write("zh", "{figures}", "", figures=cite(("t0 r1 c1", "t0 r1 c2"))))
    assert '<a href="#f-t0-r1-c1">空白</a>' in html
    assert '<a href="#f-t0-r1-c2">3、4</a>' in html


def test_a_table_for_reading_is_shown_whole():
    html = Listing({"a": ["长" * 500, *map(str, range(99))]})._repr_html_()
    assert "长" * 500 in html
    assert html.count("<tr>") == 100
    assert "..." not in html


# The report at hand


def test_without_the_report_no_running_text_is_on_the_page():
    html = page_of(evidence_table(load("facts", REPORT), "zh"))
    assert "<mark>" not in html
    assert "全年共收到" not in html


def test_with_the_report_the_sentence_is_there_and_the_figure_marked(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    entry = page.locator(".evidence li", has=page.locator(f"#{IN_PERSON}"))
    assert entry.locator("blockquote").text_content() == TEXT.splitlines()[4].split(";")[0]
    assert entry.locator("mark").all_text_contents() == ["120", "80", "66.67%"]


def test_hostile_text_of_the_report_is_only_text(written: Path, reader: Reader):
    page = reader.open(written.as_uri())
    assert HOSTILE in page.locator("blockquote", has=page.locator(f"#{WEBSITE}")).text_content()
    assert page.evaluate("window.hit") is None
    assert reader.requests == []
    assert reader.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(written: Path, reader: Reader, scheme: str):
    page = reader.open(written.as_uri(), color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_another_file_is_refused_with_both_hashes(tmp_path: Path):
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("120", "121"), "utf-8")
    with pytest.raises(UserError, match=r"is not the file that anhe-2016 was read from: its SHA-256 is \w{64}"):
        read_quotes(other, REPORT)


def test_a_file_that_is_not_there_and_a_report_that_is_not_known_are_named(source: Path):
    with pytest.raises(UserError, match="no such file"):
        read_quotes(source.with_name("gone.txt"), REPORT)
    with pytest.raises(UserError, match="Did you mean anhe-2016"):
        read_quotes(source, "anhe-2061")


def test_a_figure_that_does_not_stand_where_its_fact_says_is_not_quoted(source: Path, monkeypatch: pytest.MonkeyPatch):
    facts = load("facts", REPORT)
    moved = facts.assign(start=facts["start"] + 1)
    monkeypatch.setattr("xxgk.publishing.source.read_facts", lambda _: moved)
    assert read_quotes(source, REPORT) == {}


def test_the_source_goes_with_one_report(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture):
    out = tmp_path / "out"
    assert main(["build", REPORT, "hebei-2016", "--source", str(source), "--out", str(out)]) == 2
    assert "2 are to be built: anhe-2016, hebei-2016. Build its report alone." in capsys.readouterr().err
    assert not out.exists()


def test_a_build_quotes_the_source_on_the_page_and_nowhere_else(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture
):
    command = ["build", REPORT, "--lang", "zh", "--notebook", "3_requests", "--out", str(tmp_path)]
    page = tmp_path / REPORT / "zh" / "3_requests.html"
    for more, quoted, total in (
        (["--source", str(source)], True, "1 page: 1 done"),
        (["--source", str(source)], True, "1 page: 1 up to date"),
        ([], False, "1 page: 1 done"),
    ):
        assert main([*command, *more]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == total
        for path in (page, page.with_name("index.html")):
            assert ("全年共收到" in path.read_text("utf-8")) == quoted
        assert "全年共收到" not in page.with_suffix(".ipynb").read_text("utf-8")


# What a figure stands in

DOCUMENT = Document(
    "x.txt",
    "txt",
    "前一句。共办结5件！后一句",
    (),
    (
        Table(
            2,
            (("项目", "全县", "全县"), ("新收", "12", "3"), ("新收", "4", "")),
            "",
            (
                Cell(0, 0, 1, 1, "项目"), Cell(0, 1, 1, 2, "全县"), Cell(1, 0, 2, 1, "新收"), Cell(1, 1, 1, 1, "12"),
                Cell(1, 2, 1, 1, "3"), Cell(2, 1, 1, 1, "4"), Cell(2, 2, 1, 1, ""),
            ),
        ),
    ),
    "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "start", "end", "expected"),
    [
        ("p0", 7, 8, ("共办结", "5", "件")),
        ("t2 r1 c1", 0, 2, ("新收 | ", "12", " | 3")),
        ("t2 r2 c1", 0, 1, ("新收 | ", "4", " | ")),
        ("t2 r0 c2", 0, 1, ("项目 | ", "全", "县")),
        ("t9 r0 c0", 0, 1, ("", "", "")),
    ],
    ids=["sentence", "row", "row under a merged cell", "merged cell", "no such table"],
)
def test_a_quote_is_the_sentence_or_the_row(place, start, end, expected):
    assert quote(DOCUMENT, place, start, end) == Quote(*expected)


def test_a_long_quote_is_cut_on_both_sides():
    document = Document("x.txt", "txt", "甲" * 10_000 + "7" + "乙" * 10_000, (), (), "")
    assert quote(document, "p0", 10_000, 10_001, 5) == Quote("…甲甲甲甲甲", "7", "乙乙乙乙乙…")
