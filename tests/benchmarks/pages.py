"""How heavy pages are, and how long a reader waits for the first chart and for all.

    python -m tests.benchmarks.pages outputs/hebei-2016/zh OTHER/hebei-2016/zh --rounds 5

Each folder is one build; their pages take turns, so that whatever else the machine does falls on all. The table gives
medians, and the milliseconds run from asking for the page.
"""

import argparse
import statistics
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import ARGUMENTS, CHROMIUM

_WATCH = """
window.charts = [];
new MutationObserver(() => {
    const drawn = document.querySelectorAll('.vega-embed svg').length;
    while (window.charts.length < drawn) window.charts.push(performance.now());
}).observe(document, {childList: true, subtree: true});
"""
# Nothing has been drawn for so many milliseconds: all charts are there.
_SILENCE = 1500
_DRAWN = f"window.charts.length > 0 && performance.now() - window.charts.at(-1) > {_SILENCE}"
_PATIENCE = 300  # times a fifth of a second


def main() -> None:
    """Measure the pages of each folder and print a row for each as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    times = defaultdict(list)
    pages = [path for folder in arguments.folders for path in sorted(folder.glob("*.html"))]
    pages = sorted(pages, key=lambda path: path.name)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(arguments.rounds):
            for path in pages:
                times[path].append(_wait(browser, path))
        browser.close()
    print("| page | kB | charts | first chart, ms | all charts, ms |\n|---|--:|--:|--:|--:|")
    for path in pages:
        charts = times[path][0][0]
        first, last = (f"{statistics.median(one[at] for one in times[path]):.0f}" if charts else "" for at in (1, 2))
        print(f"| {path} | {path.stat().st_size / 1000:.0f} | {charts} | {first} | {last} |")


def _wait(browser: Browser, path: Path) -> tuple[int, float, float]:
    """Open a page; give the number of its charts, when the first of them was drawn, and when the last."""
    page = browser.new_page()
    page.add_init_script(_WATCH)
    page.goto(path.resolve().as_uri())
    for _ in range(_PATIENCE if page.locator("figure svg").count() else 0):
        if page.evaluate(_DRAWN):
            break
        page.wait_for_timeout(200)
    drawn = page.evaluate("window.charts")
    page.close()
    return len(drawn), *(drawn[:1] + drawn[-1:] or [0.0, 0.0])


if __name__ == "__main__":
    main()
