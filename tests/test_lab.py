"""The notebooks where they are worked on: a real JupyterLab, plain papermill, plain nbconvert."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat
import psutil
import pytest
from browser import WIDTHS, Reader, hindrances, is_as_wide_as_its_window
from lab import CONTEXT, OPTIONS, PATIENCE, Lab, Window, descendants, own_folders, running, window
from nbformat import NotebookNode
from playwright.sync_api import Browser, BrowserContext
from xxgk.cli.lab import EXTENSION, FIRST, in_language, lab_arguments
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import NOTEBOOKS
from xxgk.running.parameters import parameters_of
from xxgk.show.renderer import SVG, VEGALITE
from xxgk.show.theme import PALETTE

BIN = Path(sys.executable).parent
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
DISPUTES = "4_reviews_and_lawsuits.ipynb"
MENU = "Offline page (for mailing)"
BESIDES = f"--LabApp.extra_labextensions_path={EXTENSION}"
START = f"--LabApp.default_url=/lab/tree/{FIRST}"


_PAPER = """(red) => [...document.querySelectorAll('.jp-RenderedVegaCommon5 canvas.marks')].every((canvas) =>
    canvas.width && canvas.getContext('2d').getImageData(2, 2, 1, 1).data[0] === red)"""


def outputs_of(path: Path) -> list[NotebookNode]:
    """Read the outputs of a saved notebook."""
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]


def charts_of(path: Path) -> int:
    """Count the charts in a saved notebook."""
    return sum(VEGALITE in output.get("data", {}) for output in outputs_of(path))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[Path]]]:
    """Each notebook as the ordinary papermill command leaves it, in English; made while other tests go on."""
    folder = tmp_path_factory.mktemp("executed")
    environment = own_folders(tmp_path_factory.mktemp("jupyter") / "papermill")

    def execute(name: str) -> Path:
        wanted = {"report": "hebei-2016", "lang": "en"}
        given = [text for key in parameters_of(NOTEBOOKS / name).keys() & wanted for text in ("-p", key, wanted[key])]
        command = [BIN / "papermill", "--no-progress-bar", NOTEBOOKS / name, folder / name, *given]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=PATIENCE)
        return folder / name

    with ThreadPoolExecutor(1) as background:
        yield {name: background.submit(execute, name) for name in sorted(NAMES, key=DISPUTES.__ne__)}


@pytest.fixture(scope="module")
def pages(executed: Mapping[str, Future[Path]]) -> Mapping[str, Path]:
    """The page that the nbconvert command makes of each of them."""
    paths = {name: done.result() for name, done in executed.items()}
    command = [BIN / "jupyter", "nbconvert", "--to", "xxgk", *paths.values()]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return {name: path.with_suffix(".html") for name, path in paths.items()}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name in NAMES:
        shutil.copyfile(NOTEBOOKS / name, folder / name)
    command = [sys.executable, "-m", "jupyterlab", *lab_arguments([*OPTIONS, str(folder)])]
    with running(command, tmp_path_factory.mktemp("jupyter") / "lab") as started:
        yield started


@pytest.fixture(scope="module")
def room(chromium: Browser) -> Iterator[BrowserContext]:
    """What all windows on JupyterLab share: it is loaded once."""
    context = chromium.new_context(**CONTEXT)
    yield context
    context.close()


@pytest.fixture
def desk(room: BrowserContext, lab: Lab) -> Iterator[Window]:
    """A window on JupyterLab that has opened nothing yet."""
    with window(room, lab) as opened:
        yield opened


@pytest.fixture
def untrusted(lab: Lab, executed: Mapping[str, Future[Path]]) -> Path:
    """An executed notebook that came from elsewhere, in the folder of JupyterLab."""
    return Path(shutil.copyfile(executed[DISPUTES].result(), lab.folder / "from_elsewhere.ipynb"))


# ---- JupyterLab


@pytest.mark.parametrize("name", NAMES)
def test_running_all_cells_shows_every_chart(name: str, executed: Mapping[str, Future[Path]], desk: Window) -> None:
    desk.open(name)
    desk.run_all()
    assert desk.errors == []
    desk.save()
    expected = charts_of(desk.lab.folder / name)
    assert expected == charts_of(executed[name].result()) > 0
    desk.wait_for_charts(expected)
    assert all(map(desk.is_drawn, desk.charts.all()))
    assert any(map(desk.tooltip, desk.charts.all()))
    assert desk.complaints == []
    assert desk.requests == []


def test_a_notebook_that_is_not_trusted_shows_its_charts_at_once(desk: Window, untrusted: Path) -> None:
    cells = json.loads(desk.lab.ask(f"api/contents/{untrusted.name}"))["content"]["cells"]
    assert {cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code"} == {False}
    desk.open(untrusted.name)
    desk.wait_for_charts(charts_of(untrusted))
    assert all(map(desk.is_drawn, desk.charts.all()))
    assert desk.complaints == []


def test_the_export_menu_gives_the_page(desk: Window, untrusted: Path, reader: Reader, tmp_path: Path) -> None:
    desk.open(untrusted.name)
    desk.export(MENU).save_as(tmp_path / "page.html")
    page = reader.open((tmp_path / "page.html").as_uri())
    assert page.locator("figure .vega-embed svg").count() == charts_of(untrusted)
    assert reader.requests == []


def test_a_chart_saved_from_its_own_menu_says_whose_figures_it_shows(
    desk: Window, untrusted: Path, tmp_path: Path
) -> None:
    desk.open(untrusted.name)
    desk.wait_for_charts(charts_of(untrusted))
    menu = desk.page.locator(".jp-RenderedVegaCommon5 details").first
    menu.scroll_into_view_if_needed()
    menu.locator("summary").click()
    with desk.page.expect_download() as download:
        menu.locator("a", has_text="SVG").click()
    assert download.value.suggested_filename == "hebei-2016-growth-of-disputes.svg"
    download.value.save_as(tmp_path / "chart.svg")
    drawing = (tmp_path / "chart.svg").read_text("utf-8")
    assert all(words in drawing for words in ("Hebei Provincial", "2016", "Source: ", f"xxgk {version('xxgk')}"))


def test_charts_follow_the_theme_and_the_notebook_keeps_them_as_they_were(desk: Window, untrusted: Path) -> None:
    specs = [output["data"].get(VEGALITE) for output in outputs_of(untrusted) if "data" in output]
    desk.open(untrusted.name)
    desk.wait_for_charts(charts_of(untrusted))
    desk.choose("Settings", "Theme", "JupyterLab Dark")
    try:
        desk.page.wait_for_function(_PAPER, arg=22)
        assert desk.complaints == []
        desk.save()
    finally:
        desk.choose("Settings", "Theme", "JupyterLab Light")
    desk.page.wait_for_function(_PAPER, arg=255)
    assert [output["data"].get(VEGALITE) for output in outputs_of(untrusted) if "data" in output] == specs


def test_the_dark_colours_are_those_of_the_pages() -> None:
    script = (Path(str(EXTENSION)) / "xxgk/static/remoteEntry.js").read_text("utf-8")
    assert dict(re.findall(r'"(#\w{6})": "(#\w{6})"', script)) == dict(PALETTE.values())


_LABELS = """async (code) => {
    const offer = (names) => ({"1.0": {get: async () => () => names}});
    window._JUPYTERLAB.xxgk.init({
        "@jupyterlab/rendermime": offer({IRenderMimeRegistry: 1}),
        "@jupyterlab/apputils": offer({IThemeManager: 2}),
        "@jupyterlab/translation": offer({ITranslator: 3}),
    });
    const plugin = (await window._JUPYTERLAB.xxgk.get())().default;
    const commands = {label: (id, options) => options.label};
    const themes = {themeChanged: {connect: () => {}}};
    plugin.activate({commands}, Object.create({createRenderer: () => ({})}), themes, {languageCode: code});
    return ["xxgk", "pdf"].map((format) => commands.label("notebook:export-to-format", {format, label: "as it was"}));
}"""


@pytest.mark.parametrize(("code", "name"), [("zh_CN", "离线网页（可邮寄）"), ("en", MENU), ("fr_FR", MENU)])
def test_the_export_is_named_in_the_language_of_jupyterlab(code: str, name: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_script_tag(path=Path(str(EXTENSION)) / "xxgk/static/remoteEntry.js")
    assert page.evaluate(_LABELS, code) == [name, "as it was"]
    page.close()


@pytest.mark.parametrize(("lang", "other"), [("zh", "en"), ("en", "zh")])
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_in_one_language_says_nothing_in_the_other(name: str, lang: str, other: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(in_language((NOTEBOOKS / name).read_text("utf-8"), lang), "utf-8")
    cells = nbformat.read(tmp_path / name, as_version=4).cells
    assert not [cell for cell in cells if other in cell.metadata.get("tags", ())]
    assert [cell for cell in cells if lang in cell.metadata.get("tags", ())]
    assert parameters_of(tmp_path / name)["lang"].default == lang


def test_the_server_exports_the_page_of_the_command(lab: Lab, untrusted: Path, pages: Mapping[str, Path]) -> None:
    exported = lab.ask(f"nbconvert/xxgk/{untrusted.name}").decode()
    # A page cites itself by the name of its file.
    assert exported.replace(untrusted.stem, Path(DISPUTES).stem) == pages[DISPUTES].read_text("utf-8")


# ---- Plain papermill, nbconvert and Altair


@pytest.mark.parametrize("name", NAMES)
def test_plain_papermill_and_nbconvert_give_the_page(name: str, pages: Mapping[str, Path], reader: Reader) -> None:
    notebook = pages[name].with_suffix(".ipynb")
    assert not [output for output in outputs_of(notebook) if output.output_type in ("error", "stream")]
    page = reader.open(pages[name].as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("figure .vega-embed svg").count() == charts_of(notebook)
    assert reader.requests == []


@pytest.mark.parametrize("name", NAMES)
def test_everyone_can_read_each_page_on_every_screen(name: str, pages: Mapping[str, Path], reader: Reader) -> None:
    page = reader.open(pages[name].as_uri())
    assert [width for width in WIDTHS if not is_as_wide_as_its_window(page, width)] == []
    assert hindrances(page) == ""


def test_altair_finds_the_renderer_in_a_python_that_knows_nothing_of_it() -> None:
    code = (
        "import altair as alt; alt.renderers.enable('xxgk');"
        "print(*alt.Chart(alt.Data(values=[{'a': 1}])).mark_point().encode(x='a:Q')._repr_mimebundle_())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [VEGALITE, SVG, "text/plain"]


# ---- The command that opens JupyterLab


def test_the_command_explains_itself() -> None:
    done = subprocess.run([BIN / "xxgk", "lab", "--help"], check=True, capture_output=True, text=True)
    assert "JupyterLab" in done.stdout
    assert "--no-browser" in done.stdout


def test_the_command_opens_the_notebooks_and_ends_on_control_c(tmp_path: Path) -> None:
    terminal, keyboard = pty.openpty()
    with running([BIN / "xxgk", "lab", *OPTIONS], tmp_path / "lab", stdin=keyboard, cwd=tmp_path) as lab:
        listed = json.loads(lab.ask("api/contents"))["content"]
        assert {entry["name"] for entry in listed} >= set(NAMES)
        with urllib.request.urlopen(lab.address("")) as answer:
            assert f"/lab/tree/{FIRST}" in answer.url
        family = descendants(lab.process)
        os.killpg(lab.process.pid, signal.SIGINT)
        os.write(terminal, b"y\n")  # JupyterLab asks whether it is meant
        assert lab.process.wait(PATIENCE) == 0
        assert not psutil.wait_procs(family, timeout=PATIENCE)[1]
    os.close(terminal)
    os.close(keyboard)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["--no-browser"], [str(NOTEBOOKS), "--no-browser", BESIDES, START]),
        (["--LabApp.default_url=/lab"], [str(NOTEBOOKS), "--LabApp.default_url=/lab", BESIDES]),
        (["--port", "8888"], [str(NOTEBOOKS), "--port", "8888", BESIDES, START]),
        (["--version"], ["--version"]),
        (["--ServerApp.root_dir=own"], ["--ServerApp.root_dir=own", BESIDES]),
        (["--notebook-dir", "own", "--port=8888"], ["--notebook-dir", "own", "--port=8888", BESIDES]),
        (["--no-browser", "own"], ["--no-browser", "own", BESIDES]),
    ],
)
def test_a_folder_that_is_named_takes_the_place_of_the_notebooks(
    given: list[str], wanted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    assert lab_arguments(given) == wanted
    copied = {path.name for path in tmp_path.rglob("*.ipynb")}
    assert copied == (set(NAMES) if "own" in "".join(given) and given[-1] != "own" else set())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["gone.ipynb"], "JupyterLab can open no 'gone.ipynb'"),
        (["--ServerApp.root_dir=gone"], "--ServerApp.root_dir is to name a folder that is there, not 'gone'"),
        (["--notebook-dir"], "--notebook-dir is to name a folder that is there, not ''"),
    ],
)
def test_a_folder_that_is_not_there_is_named(
    given: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=words):
        lab_arguments(given)
