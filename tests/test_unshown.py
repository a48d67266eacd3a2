"""Kinds of output, and what a page makes of each: nothing vanishes without a word."""

import logging
import re
import subprocess
import sys

import altair as alt
import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from notebook_samples import KERNELSPEC
from traitlets.config import Config
from xxgk.publishing.builds.tools import TOOLS
from xxgk.publishing.page.blocks import Part, read_page
from xxgk.publishing.page.exporter import PageExporter
from xxgk.running.isolation import crew, isolated
from xxgk.running.jobs import Job
from xxgk.show.local_data import embedded
from xxgk.show.renderer import renderer

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CHART = alt.Chart(alt.Data(values=[{"a": 1}]), title="T").mark_bar().encode(x="a:Q")


def altair_output(name: str) -> dict[str, object]:
    """What a renderer of Altair's own leaves in a notebook."""
    with alt.renderers.enable(name):
        bundle = CHART._repr_mimebundle_()
    data, *_ = bundle if isinstance(bundle, tuple) else (bundle,)
    # A notebook takes a mapping only under a name that ends in "+json".
    return {kind.replace(".json", "+json"): value for kind, value in data.items()}


def parts(bundle: dict[str, object], lang: str = "en") -> list[Part]:
    output: NotebookNode = new_output("display_data", bundle)
    metadata = {"papermill": {"parameters": {"lang": lang}}}
    page = read_page(new_notebook(cells=[new_code_cell("1", outputs=[output])], metadata=metadata))
    return [part for block in page.blocks for part in block.parts]


@pytest.mark.parametrize("name", ["default", "html", "mimetype"])
def test_a_chart_of_plain_altair_becomes_a_figure(name: str) -> None:
    [part] = parts(altair_output(name))
    assert part.kind == "figure"
    assert part.figure.title == "T"
    assert "<svg" in part.figure.svg


ACTIVE = {
    "script": ({"text/html": "<div id='x'></div><script>go()</script>"}, "text/html"),
    "frame": ({"text/html": '<iframe src="https://a.example/x?a=1&amp;b"></iframe>'}, "https://a.example/x?a=1&b"),
    "remote_picture": ({"text/html": "<img src=https://a.example/y.png>"}, "https://a.example/y.png"),
    "latex": ({"text/latex": "$x^2$", "text/plain": "<IPython.core.display.Latex object>"}, "$x^2$"),
    "json": ({"application/json": {"字": 1}, "text/plain": "<IPython.core.display.JSON object>"}, '"字": 1'),
    "javascript": ({"application/javascript": "go()", "text/plain": "<x.Javascript object>"}, "application/javascript"),
    "text_beside_a_script": ({"text/html": "<script>go()</script>", "text/plain": "Figure of 3"}, "Figure of 3"),
}


@pytest.mark.parametrize("name", ACTIVE)
@pytest.mark.parametrize(("lang", "sentence"), [("en", "An output cannot be shown"), ("zh", "此处有一项输出无法")])
def test_what_cannot_be_shown_is_shown_as_text_with_a_sentence(name: str, lang: str, sentence: str) -> None:
    bundle, text = ACTIVE[name]
    with pytest.warns(UserWarning, match="An output cannot be shown on the page"):
        [part] = parts(bundle, lang)
    assert part.kind == "text"
    assert part.text.startswith(sentence)
    assert text in part.text


def test_a_table_with_a_remote_picture_is_shown_and_what_is_left_out_is_said() -> None:
    with pytest.warns(UserWarning, match="cannot be shown"):
        table, note = parts({"text/html": "<table><tr><td>5<img src=http://a.example/y.png></td></tr></table>"})
    assert ">5<img>" in table.html
    assert note.text.startswith("Part of the output above")
    assert "http://a.example/y.png" in note.text


@pytest.mark.parametrize(
    "bundle",
    [
        {"text/plain": "5"},
        {"text/plain": "<own.Thing object at 0x7f>"},
        {"text/html": "<style>td {color: red}</style><table><tr><td>5</td></tr></table>"},
        {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure size 1x1>"},
        {"text/html": "<img src='data:image/png;base64,iVBORw0KGgo='>"},
        {"text/markdown": "**5**", "text/plain": "<IPython.core.display.Markdown object>"},
    ],
)
def test_what_can_be_shown_is_shown_without_a_word(bundle: dict, recwarn: pytest.WarningsRecorder) -> None:
    assert len(parts(bundle)) == 1
    assert not recwarn.list


# --- the three ways to a page

# For each kind: what a cell does, what its part of the page holds, and whether something is told to be missing.
KINDS = {
    "chart": (
        "import altair as alt\nfrom IPython.display import *\n"
        "chart = alt.Chart(alt.Data(values=[{'a': 1}]), title='T').mark_bar().encode(x='a:Q')\nchart",
        "<svg",
        False,
    ),
    **{
        f"chart_{name}": (f"with alt.renderers.enable('{name}'):\n    display(chart)", "<svg", False)
        for name in ("html", "mimetype", "json", "olli")
    },
    "script": ("HTML('<div id=x></div><script>go()</script>')", "text/html, text/plain", True),
    "figure_with_text": (
        "display({'application/vnd.plotly.v1+json': {'data': [1]}, 'text/plain': 'Figure of 3'}, raw=True)",
        "Figure of 3",
        True,
    ),
    "figure_with_picture": (
        f"display({{'application/vnd.plotly.v1+json': {{}}, 'image/png': '{PIXEL}'}}, raw=True)",
        "data:image/png",
        False,
    ),
    "not_a_notebooks_name": ("display({'application/x.own': {'a': 1}, 'text/plain': 'Own'}, raw=True)", "Own", True),
    "latex": ("Latex('$x^2$')", "$x^2$", True),
    "json": ("JSON({'a': [7]})", "7", True),
    "video": ("Video('https://a.example/v.mp4')", "https://a.example/v.mp4", True),
    "frame": ("IFrame('https://a.example/f', 300, 200)", "https://a.example/f", True),
    "remote_picture": ("Image(url='https://a.example/p.png')", "https://a.example/p.png", True),
    "remote_picture_in_markdown": ("Markdown('![p](https://a.example/m.png)')", "https://a.example/m.png", True),
    "svg": (
        'drawing = \'<svg xmlns="http://www.w3.org/2000/svg" width="5"><rect width="5"/></svg>\'\nSVG(drawing)',
        "<rect",
        False,
    ),
    "svg_as_html": ("HTML(drawing)", "<rect", False),
    "svg_that_is_none": ("display({'image/svg+xml': '<svg', 'text/plain': 'Drawn'}, raw=True)", "Drawn", True),
    "formula": ("HTML('<math><mi>x</mi></math>')", "text/html, text/plain", True),
    "png": (f"display({{'image/png': '{PIXEL}'}}, raw=True)", "data:image/png", False),
    "widget": (
        "display({'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}, 'text/plain': 'IntSlider(value=0)'}, "
        "raw=True)",
        "IntSlider(value=0)",
        True,
    ),
    "markdown": ("Markdown('**fünf**')", "<strong>fünf</strong>", False),
    "table": ("import pandas as pd\npd.DataFrame({'a': [17]})", "<td", False),
    "error": ("1 / 0", "division by zero", False),
    "stream": ("print('printed')", "printed", False),
    "stderr": ("import sys\nprint('warned', file=sys.stderr)", "warned", False),
    "updated_later": ("handle = display('before', display_id=True)", "after", False),
    "update": ("handle.update('after')\nprint('updated')", "updated", False),
}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, str], str]]:
    """What a page shows of each kind, and what is told on the terminal, by the way to the page."""
    folder = tmp_path_factory.mktemp("kinds")
    cells = [new_code_cell('lang = "en"', metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source, metadata={"tags": ["raises-exception"]}) for source, *_ in KINDS.values()]
    cells.append(new_code_cell("'end'"))
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    (folder / "hand").mkdir()
    source = nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC}))
    (folder / "kinds.ipynb").write_text(source, "utf-8")
    with crew():
        made = {way: isolated(Job("kinds.ipynb", source, {"lang": "en"}, TOOLS, way)) for way in ("xxgk", "kernel")}
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--engine",
        "xxgk",
        "kinds.ipynb",
        "hand/kinds.ipynb",
        "-p",
        "lang",
        "en",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "division by zero" in done.stderr
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "xxgk", "hand/kinds.ipynb"]
    told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stderr
    pages = {way: ((product.page or b"").decode(), "\n".join(product.notes)) for way, product in made.items()}
    pages["hand"] = ((folder / "hand/kinds.html").read_text("utf-8"), told)
    return {way: (_shown(page), told) for way, (page, told) in pages.items()}


def _shown(page: str) -> dict[str, str]:
    """Cut a page into what it shows of each cell, without its code; the parameters are in the first two."""
    page = re.sub(r'<pre class="code".*?</pre>', "", page, flags=re.DOTALL)
    pieces = re.split(r'(?=<(?:div|section|article|figure)\b[^>]*\bid="cell-\d+")', page)
    found = {}
    for piece in pieces[1:]:
        number = int(re.search(r'id="cell-(\d+)', piece)[1])
        found[number] = found.get(number, "") + piece
    return {name: found.get(number, "") for number, name in enumerate(KINDS, 3)}


@pytest.mark.parametrize("name", KINDS)
def test_the_three_ways_to_a_page_show_the_same(name: str, ways: dict) -> None:
    _, words, told = KINDS[name]
    texts = {way: shown[name] for way, (shown, _) in ways.items()}
    for text in texts.values():
        assert words in text
        assert ("cannot be shown on this page" in text) is told
    assert len(set(texts.values())) == 1


def test_the_three_ways_to_a_page_tell_the_same_on_the_terminal(ways: dict) -> None:
    sentences = [sorted(set(re.findall(r"An output cannot be shown[^\n]*", told))) for _, told in ways.values()]
    assert sentences[0] == sentences[1] == sentences[2]
    assert len(sentences[0]) >= len({kind for kind in KINDS if KINDS[kind][2]}) / 2


# --- data that a chart names


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("t.csv", "a\n1\n", "csv"), ("t.json", '[{"a": 1}]', "json"), ("t.tsv", "a\tb\n1\t2\n", "tsv")],
)
def test_a_file_that_a_chart_names_is_embedded(
    name: str, text: str, kind: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    spec = alt.Chart(name).mark_bar().encode(x="a:Q").to_dict()
    data = embedded(spec)["data"]
    assert "url" not in data
    assert data["format"]["type"] == kind
    assert "<path" in renderer(spec)["image/svg+xml"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://a.example/x.csv", "no address is asked"),
        ("//a.example/x.csv", "no address is asked"),
        ("data/gone.csv", "cannot be read: No such file or directory"),
    ],
)
def test_data_that_are_not_at_hand_are_refused_in_a_sentence(url: str, words: str) -> None:
    bundle = renderer(alt.Chart(url).mark_bar().encode(x="a:Q").to_dict())
    assert list(bundle) == ["text/plain"]
    assert words in bundle["text/plain"]
    assert "alt.Chart(table)" in bundle["text/plain"]


# --- the template


def test_a_template_chosen_for_other_exporters_is_not_used(caplog: pytest.LogCaptureFixture) -> None:
    config = Config({"TemplateExporter": {"template_name": "classic"}})
    exporter = PageExporter(config=config, log=logging.getLogger("pages"))
    html, _ = exporter.from_notebook_node(new_notebook(cells=[new_code_cell("1")]))
    assert "Content-Security-Policy" in html
    assert "so 'classic' is not used" in caplog.text
