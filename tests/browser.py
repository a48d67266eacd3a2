"""A headless Chromium without a network, for the tests that look at pages."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Windows from a small phone to a wide screen.
WIDTHS = (320, 390, 768, 1100, 1280, 1600)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright  # only the tests that look at pages pay for it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def open_folds(page: "Page") -> None:
    """Open whatever is folded, the code as well."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    if page.locator("#show-code").count():
        page.locator("#show-code").check()


def is_as_wide_as_its_window(page: "Page", width: int) -> bool:
    """Tell whether a page fits a window: what is wider than it scrolls in a frame of its own."""
    page.set_viewport_size({"width": width, "height": 900})
    # Charts are laid out anew, which takes a moment; the page's policy lets no script of the tests wait in it.
    for _ in range(50):
        if page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            return True
        page.wait_for_timeout(100)
    return False


def hindrances(page: "Page") -> str:
    """Say what axe finds in a page with all folds open: on a light and a dark screen, on a small phone, in print."""
    from axe_playwright_python.sync_playwright import Axe

    open_folds(page)
    found = []
    for media, scheme, width in (
        ("screen", "light", 1280),
        ("screen", "dark", 1280),
        ("screen", "light", 320),
        ("print", "light", 1280),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media, color_scheme=scheme)
        results = Axe().run(page)
        found += [f"{media}, {scheme}, {width}: {results.generate_report()}"] * bool(results.violations_count)
    return "\n".join(found)


class Reader:
    """Opens pages offline and notes every request that is not the page itself, and whatever the browser complains of.

    Complaints are all words on the console and in the log, and the issues that the developer tools list: deprecated
    interfaces, quirks mode, violations of the policy and the like.
    """

    def __init__(self, browser: "Browser") -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, address: str, *, charts: bool = True, **context: object) -> "Page":
        """Open a page; wait until its charts are drawn unless told otherwise."""
        self.contexts.append(self.browser.new_context(offline=True, **context))
        page = self.contexts[-1].new_page()
        page.on("request", lambda request: request.url == address or self._note(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        tools = self.contexts[-1].new_cdp_session(page)
        tools.on("Log.entryAdded", lambda event: self.complaints.append(f"log: {event['entry']['text']}"))
        tools.on("Audits.issueAdded", lambda event: self.complaints.append(f"issue: {event['issue']['code']}"))
        tools.send("Log.enable")
        tools.send("Audits.enable")
        page.goto(address)
        if charts:
            page.wait_for_selector("html[data-charts=drawn]", state="attached", timeout=30_000)
        return page

    def _note(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.requests.append(url)


@pytest.fixture
def reader(chromium: "Browser") -> Iterator[Reader]:
    """A reader with an empty history; its windows close with the test."""
    reader = Reader(chromium)
    yield reader
    for context in reader.contexts:
        context.close()
