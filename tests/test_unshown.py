"""Kinds of output, and what a page makes of each: nothing vanishes without a word."""

import logging

import altair as alt
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import Config
from xxgk.publishing.page.blocks import Part, read_page
from xxgk.publishing.page.exporter import PageExporter
from xxgk.show.local_data import embedded
from xxgk.show.renderer import renderer

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
    assert "<td>5" in table.html
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
