"""Every plot function: it draws every report, states its finding, shows evidence, and survives what data can hold."""

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import altair as alt
import pandas as pd
import pytest
import vl_convert
from altair.utils.schemapi import SchemaBase, SchemaValidationError
from xxgk import load, reports
from xxgk.reading.audit import relate, relations_table
from xxgk.reading.base.records import Fact
from xxgk.reading.forms import load_form
from xxgk.show.axes import legend
from xxgk.show.labels import wrapped
from xxgk.show.renderer import NOTES, SVG, VEGALITE
from xxgk.show.sentences import Sentence
from xxgk.show.theme import theme
from xxgk.show.validation import validate
from xxgk.topics import breakdowns, comparison, disclosure, disputes, integrity, requests

TOPICS = (disclosure, requests, disputes, integrity, breakdowns, comparison)
PLOTS = {
    f"{topic.__name__.split('.')[-1]}.{name}": getattr(topic, name)
    for topic in TOPICS
    for name in dir(topic)
    if name.startswith("plot_")
}
LANGUAGES = ("zh", "en")
# Of a report without breakdowns, the answer of the page says so; each chart would only repeat it.
TOLD_BY_THE_ANSWER = {"breakdowns.plot_breakdowns", "disclosure.plot_kinds", "integrity.plot_contradicted_rates"}
REPORTS = reports()["id"].tolist()
# What a function takes besides tables and the language, and the values it is tried with.
OPTIONS = {"indicator": ("requests.received", "review.total")}
NAMES = ("name_zh", "name_en", "label", "part", "whole")
HOSTILE = "</script><script>alert(1)</script>\"'\u202e**x**" + "长" * 10_000


@cache
def loaded(name: str, report: str) -> pd.DataFrame:
    return load(name, report, evidence=True)


def tables_of(function, report: str) -> dict[str, pd.DataFrame]:
    """Load the tables that a function's documentation asks for, in the order of its parameters."""
    names = re.findall(r'load\("(\w+)"', inspect.getdoc(function))
    parameters = [name for name in inspect.signature(function).parameters if name not in ("lang", *OPTIONS)]
    assert len(names) >= len(parameters), "the documentation says which dataset each parameter is"
    tables = {parameter: loaded(name, report) for parameter, name in zip(parameters, names, strict=False)}
    return {**tables, **PREPARED.get(function, lambda _: {})(report)}


def _of_one_rate(report: str) -> dict[str, pd.DataFrame]:
    named = comparison.name_organs(loaded("rates", "all"), "en")
    return {"rates": comparison.side_by_side(named, "reviews_per_1000_requests", report, "en")}


def _of_what_was_published(report: str) -> dict[str, pd.DataFrame]:
    return {"table": loaded("breakdowns", report).assign(whole_indicator="disclosure.total", part_indicator="")}


# Functions that draw what another function of the topic has made, or what no embedded report prints.
PREPARED = {comparison.plot_rates: _of_one_rate, disclosure.plot_kinds: _of_what_was_published}


def drawn(function, tables: dict[str, pd.DataFrame], lang: str) -> Iterator[alt.TopLevelMixin | Sentence]:
    """Draw a chart once for each value of its options."""
    (option,) = [name for name in inspect.signature(function).parameters if name in OPTIONS] or [""]
    for choice in [{option: value} for value in OPTIONS[option]] if option else [{}]:
        yield function(**tables, lang=lang, **choice)


# No built-in report divides its items by kind; `test_breakdowns` draws one that does.
DRAWN = [name for name in PLOTS if name != "disclosure.plot_kinds"]


def spec_of(chart: alt.TopLevelMixin) -> dict:
    """Convert to a specification that JupyterLab's Vega-Lite draws too, and that Altair's own validator accepts."""
    spec = chart.to_dict()
    SchemaBase.validate.__func__(type(chart), spec)
    assert "<svg" in vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    return spec


def title_of(spec: dict) -> str:
    text = spec["title"]["text"]
    return " ".join(text) if isinstance(text, list) else text


def test_there_are_plot_functions():
    assert len(PLOTS) >= 15


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_states_a_finding_describes_itself_and_carries_its_data(name, lang):
    results = (one for report in REPORTS for one in drawn(PLOTS[name], tables_of(PLOTS[name], report), lang))
    chart = next(one for one in results if not isinstance(one, Sentence))
    spec = spec_of(chart)
    assert re.search(r"\d", title_of(spec))
    assert title_of(spec)[:10] in spec["description"]
    assert len(spec["description"]) > len(title_of(spec))
    assert '"tooltip"' in json.dumps(spec)
    notes = spec["usermeta"][NOTES]
    assert "table" not in notes or notes["table"]["rows"]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", PLOTS)
def test_every_report_gives_a_chart_or_a_sentence_that_says_why_not(name, report):
    for one in drawn(PLOTS[name], tables_of(PLOTS[name], report), "zh"):
        if isinstance(one, Sentence):
            assert one.endswith("。") or (one == "" and name in TOLD_BY_THE_ANSWER)
        else:
            assert one.title.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLOTS)
def test_without_rows_there_is_a_sentence_and_no_error(name, lang):
    empty = {key: table.iloc[:0] for key, table in tables_of(PLOTS[name], "hebei-2016").items()}
    found = drawn(PLOTS[name], empty, lang)
    assert all(isinstance(one, Sentence) and (one or name in TOLD_BY_THE_ANSWER) for one in found)


@pytest.mark.parametrize("name", PLOTS)
def test_one_row_is_enough_or_is_explained(name):
    for report in ("hebei-2016", "hongze-2024"):
        tables = {key: table.iloc[:1] for key, table in tables_of(PLOTS[name], report).items()}
        for one in drawn(PLOTS[name], tables, "en"):
            assert isinstance(one, Sentence) or one.to_dict(validate=False)


@pytest.mark.parametrize("name", PLOTS)
def test_blank_values_are_left_out_and_raise_nothing(name):
    for report in ("hebei-2016", "hongze-2024"):
        tables = {
            key: table.assign(value=float("nan")) if "value" in table else table
            for key, table in tables_of(PLOTS[name], report).items()
        }
        for one in drawn(PLOTS[name], tables, "zh"):
            assert isinstance(one, Sentence) or one.to_dict(validate=False)


@pytest.mark.parametrize("name", PLOTS)
def test_hostile_and_endless_names_are_drawn_as_text(name):
    for report in ("hebei-2016", "hongze-2024"):
        tables = {
            key: table.assign(**{column: HOSTILE for column in NAMES if column in table})
            for key, table in tables_of(PLOTS[name], report).items()
        }
        for one in drawn(PLOTS[name], tables, "zh"):
            assert isinstance(one, Sentence) or len(json.dumps(spec_of(one)["datasets"], ensure_ascii=False)) < 100_000


def test_a_title_follows_the_values():
    table = load("request_channels", evidence=True).copy()
    before = title_of(requests.plot_channels(table, "en").to_dict())
    table.loc[table["channel"].isin(("fax", "letter")), "value"] = 2792.0, 57.0
    after = title_of(requests.plot_channels(table, "en").to_dict())
    assert "by letter" in before
    assert "by fax" in after


def test_rows_that_tie_are_not_called_the_most():
    table = load("request_channels", evidence=True).assign(value=10.0, total=40.0)
    assert "4 tie" in title_of(requests.plot_channels(table, "en").to_dict())


def test_shares_of_channels_name_both_the_total_and_the_overlap():
    chart = disclosure.plot_channels(load("proactive_channels", evidence=True), load("facts"), "zh").to_dict()
    assert "主动公开总数" in title_of(chart)
    assert "132.5%" in str(chart["title"]["subtitle"])


def test_the_results_chart_marks_the_printed_total_beside_the_sum_of_results():
    spec = disputes.plot_results(load("dispute_outcomes", evidence=True), "en").to_dict()
    assert "471" in title_of(spec)
    assert "466" in title_of(spec)
    assert "printed total 466" in json.dumps(spec)


def test_the_growth_chart_tells_what_is_printed_from_what_is_implied():
    spec = json.dumps(disputes.plot_growth(load("dispute_growth", evidence=True), "en").to_dict())
    assert '"printed"' in spec
    assert "implied: the only whole number between" in spec


def test_contradictions_are_drawn_by_how_far_the_printed_figure_is_off():
    audited = load("audit")
    rows = json.dumps(integrity.plot_contradictions(audited, "en").to_dict())
    assert rows.count('"deviation": ') == 4
    clean = audited.assign(outcome="holds")
    assert isinstance(integrity.plot_contradictions(clean, "en"), Sentence)


def test_a_contradiction_with_nothing_expected_is_drawn_too():
    audited = load("audit")
    spec_of(integrity.plot_contradictions(audited.assign(expected=0.0), "zh"))


def test_a_difference_from_nothing_is_no_percentage():
    audited = load("audit", "pingtan-county-2013")
    rows = spec_of(integrity.plot_contradictions(audited, "zh"))["datasets"].values()
    (letters,) = (row for table in rows for row in table if row.get("expected") == "0")
    assert (letters["gap"], letters["deviation"]) == ("+4", None)


def test_channels_that_overlap_have_no_most_used_one():
    channels = load("request_channels", "pingtan-county-2013", evidence=True)
    title = title_of(requests.plot_channels(channels, "zh").to_dict())
    assert title == "各项合计超过总数，不能说哪一项最多"


def test_one_channel_and_decisions_of_0_are_told_not_drawn():
    one = disclosure.plot_channels(
        load("proactive_channels", "hongze-2024", evidence=True), load("facts", "hongze-2024"), "zh"
    )
    none = disclosure.plot_decisions(load("disclosures", "shanghai-office-2019", evidence=True), "zh")
    assert (one, none) == ("报告只列出一个渠道：政府网站。", "报告列出的处理决定数都是0。")


@pytest.mark.parametrize(("names", "columns"), [(["确数", "约数"], 2), (["Received, not among those closed"] * 3, 1)])
def test_a_legend_has_as_many_columns_as_a_phone_has_room_for(names, columns):
    assert legend(names).to_dict()["columns"] == columns


def test_blank_totals_of_the_statutory_table_count_as_lower_bounds():
    report = "shanghai-office-2019"
    kinds = requests.answers_by_kind(
        load("request_outcomes", report, evidence=True), load("applications", report, evidence=True)
    )
    assert (kinds["qualifier"] == "at_least").any()
    assert list(kinds.columns) == list(load("request_outcomes", report, evidence=True).columns)


def test_blank_totals_are_not_said_to_be_absent():
    reasons = load("refusal_reasons", "shanghai-office-2019", evidence=True)
    assert requests.plot_refusals(reasons, "en") == "The report leaves the totals of reasons for refusal blank."
    assert requests.plot_refusals(reasons.head(0), "en") == "The report does not print reasons for refusal."
    provincial = load("request_channels", evidence=True).assign(level="provincial")
    assert requests.plot_channels(provincial, "en") == "The report does not print requests by channel."


def test_a_growth_in_times_is_off_by_times():
    facts = [
        Fact("lawsuit.total", "all", "", "5", "件", "exact", "5", "诉讼", "四", "p1", 0, 1),
        Fact("lawsuit.total.growth", "all", "", "3", "倍", "exact", "3", "增长", "四", "p1", 4, 5),
    ]
    audited = relations_table(relate(facts, load_form("prose-2008").identities))
    assert audited.loc[audited["outcome"] == "broken", "statement"].tolist() == ["? × (1 + 3倍) = 5"]
    assert '"−1倍"' in json.dumps(integrity.plot_contradicted_rates(audited, "zh").to_dict(), ensure_ascii=False)


def test_answers_of_a_prose_report_stay_as_they_are():
    outcomes = load("request_outcomes", evidence=True)
    assert requests.answers_by_kind(outcomes, load("applications", evidence=True)) is outcomes


def test_answers_by_kind_add_up_to_the_requests_closed():
    kinds = requests.answers_by_kind(
        load("request_outcomes", "hongze-2024", evidence=True), load("applications", "hongze-2024", evidence=True)
    )
    assert kinds["value"].sum() == kinds["total"].iloc[0]


@pytest.mark.parametrize(
    ("name", "lang", "lines"),
    [
        ("短名", "zh", ["短名"]),
        ("危及国家安全、公共安全、经济安全和社会稳定", "zh", ["危及国家安全、公共安全、经济", "安全和社会稳定"]),
        ("Referred to another procedure by law", "en", ["Referred to another", "procedure by law"]),
        ("hongze-2024 2024", "zh", ["hongze-2024 2024"]),
    ],
)
def test_long_names_break_into_lines(name, lang, lines):
    assert wrapped(name, lang).split("\n") == lines


def test_endless_names_are_cut():
    assert len(wrapped("长" * 10_000, "zh")) < 50


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda bars: alt.Chart(mark="pie"), "'pie' is an invalid value for `type`"),
        (lambda bars: alt.layer(bars, bars, width="wide"), "'wide' is an invalid value for `width`"),
        (
            lambda bars: bars.encode(x=alt.X("a:Q", scale=alt.Scale(tpye="log"))),
            "`Scale` has no parameter named 'tpye'",
        ),
    ],
)
def test_what_the_compiled_validator_refuses_altair_explains(make, words, monkeypatch):
    monkeypatch.setattr(alt.VegaLiteSchema, "validate", classmethod(validate))
    with pytest.raises(SchemaValidationError, match=words):
        make(alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")).to_dict()


def test_a_chart_brings_its_look_and_drawing_along_and_altair_stays_as_it_is():
    before = alt.renderers.active, alt.theme.active
    chart = requests.plot_channels(load("request_channels", evidence=True), "en")
    assert chart.to_dict()["config"]["font"] == theme()["config"]["font"]
    assert set(chart.properties(width=300)._repr_mimebundle_()) == {VEGALITE, SVG, "text/plain"}
    assert (alt.renderers.active, alt.theme.active) == before
    other = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")
    assert "font" not in other.to_dict()["config"]


def test_a_chart_keeps_its_look_within_another_theme_and_after_it():
    chart = requests.plot_channels(load("request_channels", evidence=True), "en")
    with alt.theme.enable("dark"):
        within = chart.to_dict()
        assert alt.theme.active == "dark"
    assert within["config"] == chart.to_dict()["config"] == theme()["config"]


IMPORTS = """
import altair as alt
state = lambda: (alt.renderers.active, alt.theme.active, alt.VegaLiteSchema.validate, alt.renderers.options)
before = state()
import pkgutil, importlib, xxgk
names = [module.name for module in pkgutil.walk_packages(xxgk.__path__, "xxgk.")]
# This one is what is imported to make a process ready for pages.
[importlib.import_module(name) for name in names if name != "xxgk.publishing.builds.preload"]
assert "xxgk.topics.disputes.charts" in names
assert state() == before, (before, state())
from xxgk.show import enable
enable()
assert (alt.renderers.active, alt.theme.active) == ("xxgk", "xxgk") and state() != before
"""


def test_no_import_changes_a_user_s_own_altair_and_enable_does():
    subprocess.run([sys.executable, "-c", IMPORTS], check=True, timeout=120)
