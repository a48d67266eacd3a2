"""Charts: what the renderer leaves in a notebook, what the theme promises, what goes round a figure."""

import importlib.metadata
import warnings

import altair as alt
import nbformat
import pandas as pd
import pytest
import vl_convert
from xxgk.show import drawing
from xxgk.show.chart import enable, figure
from xxgk.show.renderer import SVG, VEGALITE, describe, renderer, title_lines
from xxgk.show.theme import CATEGORIES, FONTS, PALETTE
from xxgk.show.tiles import TILES, Tile, band

TABLE = pd.DataFrame({"渠道": ["网络", "信函"], "件数": [7532, 2303]})


@pytest.fixture
def bars() -> alt.Chart:
    return alt.Chart(TABLE, title="网络最多").mark_bar().encode(x="件数:Q", y="渠道:N", tooltip=["渠道", "件数"])


@pytest.mark.usefixtures("plain_altair")
def test_once_enabled_a_chart_of_plain_altair_has_our_look_and_drawing(bars: alt.Chart) -> None:
    assert SVG not in str(bars._repr_mimebundle_())
    enable()
    assert set(bars._repr_mimebundle_()) == {VEGALITE, SVG, "text/plain"}
    assert bars.to_dict()["config"]["font"] == FONTS


@pytest.mark.usefixtures("plain_altair")
def test_whoever_enables_chooses_what_draws(bars: alt.Chart) -> None:
    enable(lambda _: "<svg/>")
    assert bars._repr_mimebundle_()[SVG] == "<svg/>"


def test_altair_finds_the_renderer_without_an_import_of_ours() -> None:
    found = importlib.metadata.entry_points(group="altair.vegalite.v6.renderer", name="xxgk")
    assert [entry.load() for entry in found] == [renderer]


def test_the_specification_is_one_that_jupyterlab_draws(bars: alt.Chart) -> None:
    spec = renderer(bars.to_dict())[VEGALITE]
    assert spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert "<svg" in vl_convert.vegalite_to_svg(spec, vl_version="5.8")


def test_the_bundle_is_valid_notebook_output(bars: alt.Chart) -> None:
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", renderer(bars.to_dict()))])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


def test_the_drawing_holds_the_labels_but_not_the_title(bars: alt.Chart) -> None:
    drawing = renderer(bars.to_dict())[SVG]
    assert ">网络<" in drawing
    assert "网络最多" not in drawing


def test_a_text_without_end_is_cut_in_the_drawing_alone() -> None:
    table = pd.DataFrame({"渠道": ["长" * 10_000, "短"], "件数": [1, 2]})
    bundle = renderer(alt.Chart(table).mark_text().encode(text="渠道:N", y="件数:O").to_dict())
    assert f">{'长' * 200}…<" in bundle[SVG]
    assert "长" * 10_000 in str(bundle[VEGALITE])


def test_the_title_of_layers_becomes_the_title_of_the_chart(bars: alt.Chart) -> None:
    bundle = renderer((bars + bars.mark_text().encode(text="件数:Q")).to_dict())
    assert title_lines(bundle[VEGALITE]) == ("网络最多", "")
    assert "网络最多" not in bundle[SVG]


def test_a_chart_is_described_in_its_author_s_words_or_by_title_and_fields(bars: alt.Chart) -> None:
    assert describe(bars.to_dict()) == "网络最多 (件数、渠道)"
    assert describe(figure(bars, description="网络远多于信函。").to_dict()) == "网络远多于信函。"
    assert renderer(bars.to_dict())["text/plain"] == "网络最多 (件数、渠道)"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["网络", "最多"], "网络最多"),
        (["most came", "online"], "most came online"),
        ("网络\n最多", "网络最多"),
        ("", ""),
    ],
)
def test_a_title_broken_into_lines_reads_as_one(lines: object, joined: str) -> None:
    assert title_lines({"title": {"text": lines}})[0] == joined


def test_notes_travel_inside_the_specification(bars: alt.Chart) -> None:
    noted = figure(bars, caption="第四部分", table=TABLE.assign(件数=[7532, None]))
    assert noted.to_dict()["usermeta"]["xxgk"] == {
        "caption": "第四部分",
        "table": {"columns": ["渠道", "件数"], "rows": [["网络", 7532.0], ["信函", None]]},
    }
    assert "usermeta" not in bars.to_dict()


def test_a_missing_chinese_font_is_told_once(bars: alt.Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_draws_chinese", lambda: False)
    drawing._warn_without_cjk_font.cache_clear()
    with pytest.warns(UserWarning, match="apt install fonts-noto-cjk"):
        renderer(bars.to_dict())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        renderer(bars.to_dict())
    drawing._warn_without_cjk_font.cache_clear()


def test_tiles_show_in_jupyterlab_as_text_whatever_they_hold() -> None:
    bundle = band(Tile("<script>", "466", "件", alert=True))._repr_mimebundle_()
    assert "<script>" not in bundle["text/html"]
    assert bundle[TILES]["tiles"][0]["label"] == "<script>"
    assert bundle["text/plain"] == "<script>: 466件"


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", sorted(PALETTE.keys() - {"paper", "grid"}))
def test_every_colour_stands_out_from_its_paper(name: str, side: int) -> None:
    least = 4.5 if name in ("ink", "muted", "focus", "alert", "green") else 3
    assert _contrast(PALETTE[name][side], PALETTE["paper"][side]) >= least


def test_the_palette_gives_each_light_colour_one_dark_twin() -> None:
    light = [pair[0] for pair in PALETTE.values()]
    assert len(set(light)) == len(light)
    assert set(CATEGORIES) <= set(light)
