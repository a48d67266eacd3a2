"""The file with all pages of a report, and a whole page, as a reader meets them: by keyboard alone, and by axe."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import WIDTHS, Reader, hindrances, is_as_wide_as_its_window
from playwright.sync_api import Page, expect
from xxgk.cli import main

REPORT = "hebei-2016"
# One language: axe takes half a minute for each way of showing so long a page.
LANG = "en"
# What a reader asks of the report, one page a question; what explains the tools stands last.
ORDER = ["1", "2", "3", "4", "5", "6", "7", "8", "0"]
MOST_TABS = 900


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages of the embedded report, made as a reader would have them made."""
    out = tmp_path_factory.mktemp("single")
    assert main(["build", REPORT, "--lang", LANG, "--single", "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def single(built: Path) -> Path:
    return built / f"{REPORT}-{LANG}.html"


def focused(page: Page) -> dict[str, object]:
    """Say where the keyboard is."""
    return page.evaluate(
        """() => {
            const one = document.activeElement;
            const box = one.getBoundingClientRect();
            return {
                tag: one.tagName, text: one.textContent.trim(), href: one.getAttribute("href") || "",
                kind: one.className, format: one.dataset.format || "",
                within: ["strip", "contents", "evidence"].filter((name) => one.closest("." + name)),
                seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
            };
        }"""
    )


def tabbed(page: Page, key: str = "Tab") -> Iterator[dict[str, object]]:
    """Go on from one thing to the next; each that takes the keyboard must be seen where it is."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        at = focused(page)
        assert at["seen"] or at["tag"] in ("BODY", "HTML"), at
        yield at


def reach(page: Page, **wanted: object) -> dict[str, object]:
    """Go on until the keyboard is at what is wanted."""
    for at in tabbed(page):
        if all(value in at[name] for name, value in wanted.items()):
            return at
    pytest.fail(f"The keyboard does not reach {wanted}.")


def test_the_report_comes_first_and_what_explains_the_tools_last(single: Path):
    html = single.read_text("utf-8")
    assert re.findall(r'<article id="page-(\d)_', html) == ORDER
    assert re.findall(r'<li class="level-2"><a href="#page-(\d)_', html) == ORDER
    assert html.index('class="contents"') < html.index("<article")


def test_no_link_leads_out_of_the_file(single: Path):
    html = single.read_text("utf-8")
    links = re.findall(r' href="([^"]*)"', html.split("<body")[1])
    ids = set(re.findall(r' id="([^"]*)"', html))
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_it_fits_every_window_and_hinders_nobody(single: Path, reader: Reader):
    page = reader.open(single.as_uri())
    assert hindrances(page) == ""
    page.emulate_media(media="screen", color_scheme="light")
    assert all(is_as_wide_as_its_window(page, width) for width in WIDTHS)
    assert (reader.requests, reader.complaints) == ([], [])


@pytest.mark.parametrize("name", [f"{REPORT}/{LANG}/5_integrity.html", f"{REPORT}-{LANG}.html"])
def test_a_reader_with_a_keyboard_alone_gets_from_the_strip_to_the_data_of_a_chart(
    built: Path, reader: Reader, name: str
):
    page = reader.open((built / name).as_uri(), viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    assert reach(page, text="Skip to the text")["href"] == "#main"
    reach(page, within="strip", tag="A")
    reach(page, within="strip", text="Theme")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

    heading = reach(page, within="contents", tag="A", href="#")["href"]
    page.keyboard.press("Enter")
    expect(page.locator(f'[id="{heading[1:]}"]')).to_be_in_viewport()

    cited = reach(page, href="#f-")["href"]
    page.keyboard.press("Enter")
    popover = page.locator("#popover")
    expect(popover).to_be_in_viewport()
    assert popover.inner_text().strip()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    assert focused(page)["href"] == cited

    reach(page, kind="sort")
    page.keyboard.press("Enter")
    head = page.locator("th:focus-within")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")

    reach(page, tag="SUMMARY", text="Save and cite")
    page.keyboard.press("Enter")
    reach(page, format="csv")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_text("utf-8-sig").count("\n") > 1
    assert reader.complaints == []
