"""A JupyterLab of the tests' own: a server with its own folders, and windows on it that reach nothing else."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page, Request, expect

OPTIONS = ("--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root")
PATIENCE = 120  # seconds, for a machine with much else to do
# Windows that share their cache, and whose way to any other host leads nowhere.
CONTEXT = {
    "viewport": {"width": 1280, "height": 900},
    "locale": "en-US",
    "proxy": {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"},
}
# Vega-Lite says this of every chart with layers in facets, whether or not their rows agree.
HARMLESS = "WARN Detected faceted independent scales that union domain of the same fields"

_RUN = """() => {
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')];
    const ran = (cell) => /^\\[\\d+\\]:$/.test(cell.querySelector('.jp-InputArea-prompt').textContent.trim());
    return document.querySelector('[data-mime-type="application/vnd.jupyter.stderr"]') || cells.every(ran);
}"""
_DRAWN = """(canvas) => {
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(new Uint32Array(pixels.buffer)).size > 3;
}"""


def own_folders(home: Path) -> dict[str, str]:
    """Give an environment in which Jupyter reads and writes nothing outside one folder, and asks for no news."""
    news = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false"}')
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return {**os.environ, **{name: str(home / folder) for name, folder in folders.items()}}


@dataclass(frozen=True)
class Lab:
    """A running server: where it is, what opens it, and its process."""

    url: str
    token: str
    folder: Path
    process: subprocess.Popen[bytes]

    def address(self, path: str) -> str:
        """Give the address of a path, with what opens it."""
        return f"{self.url}{path}{'&' if '?' in path else '?'}token={self.token}"

    def ask(self, path: str, method: str = "GET") -> bytes:
        """Ask the server for something."""
        with urllib.request.urlopen(
            urllib.request.Request(self.address(path), method=method), timeout=PATIENCE
        ) as answer:
            return answer.read()


@contextmanager
def running(command: Sequence[str], home: Path, **options: object) -> Iterator[Lab]:
    """Start a server in a session of its own; end it and whatever it started."""
    with (home.parent / f"{home.name}.log").open("w+b") as log:
        process = subprocess.Popen(
            command, env=own_folders(home), stdout=log, stderr=log, start_new_session=True, **options
        )
        try:
            yield _started(process, home / "runtime" / f"jpserver-{process.pid}.json", Path(log.name))
        finally:
            family = descendants(process)
            process.send_signal(signal.SIGTERM)
            _, left = psutil.wait_procs(family, timeout=30)
            for survivor in left:
                survivor.kill()
            process.wait()


def descendants(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """List a process and all that it started; nothing when it has ended."""
    try:
        root = psutil.Process(process.pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _started(process: subprocess.Popen[bytes], card: Path, log: Path) -> Lab:
    """Wait for the file in which a server says where it is."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        # The file may be there before all of it is written, and before anybody listens.
        with suppress(OSError, ValueError):
            told = json.loads(card.read_text())
            lab = Lab(told["url"], told["token"], Path(told["root_dir"]), process)
            lab.ask("api/status")
            return lab
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


@dataclass
class Window:
    """One notebook open in JupyterLab; notes what it says on the console and what it would have fetched elsewhere."""

    page: Page
    lab: Lab
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def charts(self) -> Locator:
        """The drawings of all charts."""
        return self.page.locator(".jp-RenderedVegaCommon5 canvas.marks")

    @property
    def errors(self) -> list[str]:
        """What cells wrote to standard error, errors included."""
        return self.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts()

    def open(self, name: str) -> None:
        """Open a notebook and wait for its kernel."""
        self.page.goto(self.lab.address(f"lab/tree/{name}?reset"))
        self.page.get_by_text("| Idle").wait_for()

    def choose(self, *names: str) -> None:
        """Choose an entry of the menus."""
        for name in names:
            labels = self.page.locator(".lm-MenuBar-itemLabel, .lm-Menu-itemLabel")
            labels.filter(has_text=re.compile(f"^{re.escape(name)}$")).click()

    def run_all(self) -> None:
        """Run all cells and wait until each has run, or one has failed."""
        self.choose("Run", "Run All Cells")
        self.page.wait_for_function(_RUN)

    def save(self) -> None:
        """Save the notebook and wait until it is saved."""
        with self.page.expect_response(lambda answer: answer.request.method == "PUT" and "/contents/" in answer.url):
            self.choose("File", "Save Notebook")

    def wait_for_charts(self, number: int) -> None:
        """Wait until so many charts are there."""
        expect(self.charts).to_have_count(number, timeout=PATIENCE * 1000)

    def export(self, format_name: str) -> Download:
        """Save the notebook in another format through the menus."""
        with self.page.context.expect_event("download") as download:
            self.choose("File", "Save and Export Notebook As", format_name)
        return download.value

    def is_drawn(self, chart: Locator) -> bool:
        """Tell whether a reader who scrolls to a chart sees more than an empty frame."""
        chart.scroll_into_view_if_needed()
        return chart.is_visible() and chart.evaluate(_DRAWN)

    def tooltip(self, chart: Locator) -> str:
        """Move over a chart until it says something about a mark; "" if it never does."""
        chart.scroll_into_view_if_needed()
        box, shown = chart.bounding_box(), self.page.locator("#vg-tooltip-element.visible")
        for down in range(10, int(box["height"]), 8):
            for right in (0.3, 0.45, 0.6, 0.75):
                self.page.mouse.move(box["x"] + right * box["width"], box["y"] + down)
                if shown.count():
                    return shown.inner_text()
        return ""


@contextmanager
def window(context: BrowserContext, lab: Lab) -> Iterator[Window]:
    """Open a window on JupyterLab; the kernels that run when it is closed end with it."""
    context.set_default_timeout(PATIENCE * 1000)
    opened = Window(context.new_page(), lab)

    def note_request(request: Request) -> None:
        if not request.url.startswith((lab.url, "data:", "blob:")):
            opened.requests.append(request.url)

    def note_complaint(said: ConsoleMessage) -> None:
        # JupyterLab itself warns of plug-ins that are slow to start; Vega's warnings are about our charts.
        if said.type == "error" or (said.text.startswith("WARN") and not said.text.startswith(HARMLESS)):
            opened.complaints.append(said.text)

    opened.page.on("request", note_request)
    opened.page.on("console", note_complaint)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    opened.page.close()
    for kernel in json.loads(lab.ask("api/kernels")):
        lab.ask(f"api/kernels/{kernel['id']}", "DELETE")
