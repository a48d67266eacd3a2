"""The page of a check in a browser: nothing is asked of any host, everyone can read it, hostile text is only text."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WIDTHS, Reader, hindrances, is_as_wide_as_its_window
from xxgk.publishing.checks import Unreadable, render
from xxgk.reading.report import audit_report

PROSE = """安河县2017年政府信息公开工作年度报告
一、复议和诉讼
全年因政府信息公开引起行政复议10件，其中维持具体行政行为4件，被依法纠错3件，其他情形2件{more}。
"""
HOSTILE = (
    "<script>document.title='run'</script>",
    '"><img src=x onerror="document.title=\'run\'">',
    "\u202e\u2066",
    "长" * 10_000,
)


def _page(folder: Path, more: str, lang: str) -> Path:
    report = folder / "contradictory.txt"
    report.write_text(PROSE.format(more=more), "utf-8")
    page = folder / "check.html"
    results = [
        audit_report(str(report)),
        audit_report("hebei-2016"),
        Unreadable("gone.txt", "gone.txt: no such file <b>."),
    ]
    page.write_text(render(results, "html", lang), "utf-8")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everyone_can_read_the_page_and_it_asks_for_nothing(tmp_path, reader: Reader, lang, scheme):
    page = reader.open(_page(tmp_path, "", lang).as_uri(), charts=False, color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.locator("mark").first.inner_text() == "10"
    assert not reader.requests
    assert not reader.complaints


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_every_window_and_hinders_nobody(tmp_path, reader: Reader, lang):
    page = reader.open(_page(tmp_path, "", lang).as_uri(), charts=False)
    assert [width for width in WIDTHS if not is_as_wide_as_its_window(page, width)] == []
    assert hindrances(page) == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_names_figures_and_places_in_words(tmp_path, lang):
    text = _page(tmp_path, "", lang).read_text("utf-8")
    assert "P-006" in text
    assert not re.search(r"@all|\bp\d+:\d+-\d+|review\.total", text)
    assert str(tmp_path) not in text


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "attribute", "bidi", "endless"])
def test_hostile_text_is_only_text(tmp_path, reader: Reader, text):
    viewport = {"width": 390, "height": 844}
    page = reader.open(_page(tmp_path, text, "zh").as_uri(), charts=False, viewport=viewport)
    assert page.title() == "信息公开年度报告核对结果"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not reader.requests
