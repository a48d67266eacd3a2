"""Make the README's pictures from a real build: ``python -m tests.pictures``."""

import sys
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS, CHROMIUM

FOLDER = Path(__file__).resolve().parent
# Name of the picture, page, width and height in CSS pixels, colour scheme.
PICTURES = (
    ("index.jpg", "zh/index.html", 1180, 820, "light"),
    ("reviews_and_lawsuits.jpg", "en/4_reviews_and_lawsuits.html", 1180, 820, "light"),
    ("phone.jpg", "zh/5_integrity.html", 390, 820, "dark"),
)


def main() -> None:
    """Build the embedded report in both languages and photograph its pages."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        run([Path(sys.executable).with_name("xxgk"), "build", "hebei-2016", "--out", folder], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, address, width, height, scheme in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto((Path(folder) / "hebei-2016" / address).as_uri())
            page.wait_for_selector("html[data-charts=drawn]", state="attached")
            page.screenshot(path=FOLDER / name, type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main()
