"""The embedded data: described for other programs, consistent, and made by the project's own extractor."""

from pathlib import Path

import pandas as pd
import pytest
from xxgk.cli import main
from xxgk.reading.base import store
from xxgk.reading.base.folders import term_ids
from xxgk.reading.base.paths import DATA
from xxgk.reading.base.records import COLUMNS
from xxgk.reading.documents import read_document
from xxgk.reading.extract import extract
from xxgk.reading.extract.editions import edition
from xxgk.reading.extract.prose.lexicon import load_lexicon
from xxgk.reading.forms import forms, load_form

REPORTS = pd.read_csv(DATA / "reports.csv", dtype="str", keep_default_na=False).to_dict("records")
IDS = [report["id"] for report in REPORTS]
QUALIFIERS = {"exact", "over", "nearly", "about", "at_least", "at_most", "none"}


def _facts(report: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "facts" / f"{report}.csv", dtype="str", keep_default_na=False)


def _source(report: dict[str, str], folder: Path) -> Path:
    path = folder / report["source_file"]
    if not path.is_file():
        pytest.skip(f"{path.name} is not among the real reports here")
    return path


def _arguments(report: dict[str, str]) -> list[str]:
    """Write the command line that made a report's data."""
    options = ("organ", "organ_en", "region_code", "level", "year", "title", "published", "form")
    return [text for name in options for text in (f"--{name.replace('_', '-')}", report[name])]


# The validator's own dependencies open files and use names that are going away; its verdict is what is tested.
@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid():
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_every_list_of_facts_belongs_to_a_report():
    assert {path.stem for path in (DATA / "facts").glob("*.csv")} == set(IDS)


@pytest.mark.parametrize("report", IDS)
def test_facts_speak_the_dictionaries_language(report):
    facts = _facts(report)
    indicators = set(store.read_indicators()["id"]) | {""}
    assert list(facts.columns) == list(COLUMNS)
    assert set(facts["indicator"]) <= indicators
    assert set(facts["level"]) <= {*term_ids("level"), ""}
    assert set(facts["applicant"]) <= {*term_ids("applicant"), ""}
    assert set(facts["qualifier"]) <= QUALIFIERS


@pytest.mark.parametrize("report", IDS)
def test_values_are_plain_decimals_and_blank_only_where_nothing_is_counted(report):
    facts = _facts(report)
    filled = facts["value"] != ""
    assert facts.loc[filled, "value"].str.fullmatch(r"-?\d+(\.\d+)?").all()
    # Where cells ran together in the text and could not be told apart, each is blank and quotes the whole run.
    run_together = facts["place"].str.fullmatch(r"p\d+ r\d+ c\d+")
    assert facts.loc[~filled & ~run_together, "printed"].str.fullmatch(r"[^\d]*").all()


def test_every_indicator_of_the_lexicon_is_in_the_dictionary():
    known = set(store.read_indicators()["id"])
    for form in forms().values():
        lexicon = load_lexicon(form.words, form.frames)
        assert {frame.indicator for frame in lexicon.grammar.frames} <= known, form.id


def test_every_indicator_has_a_name_in_both_languages_and_a_definition():
    indicators = store.read_indicators()
    assert indicators["id"].is_unique
    assert not indicators[["zh", "en", "theme", "definition"]].eq("").any(axis=None)


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
def test_facts_stand_where_they_say(report, shared_reports):
    document = read_document(_source(report, shared_reports))
    assert document.sha256 == report["source_sha256"]
    for fact in _facts(report["id"]).to_dict("records"):
        start, end = int(fact["start"]), int(fact["end"])
        if fact["place"].startswith("p"):
            line = document.paragraphs[int(fact["place"].split()[0][1:])]
            assert line.start <= start < end <= line.end
            assert document.text[start:end] == fact["printed"]
        else:
            table, row, column = (int(part[1:]) for part in fact["place"].split())
            assert document.tables[table].rows[row][column][start:end] == fact["printed"]


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
def test_facts_are_made_again_byte_for_byte(report, shared_reports, tmp_path, monkeypatch):
    monkeypatch.delenv("XXGK_DATA", raising=False)
    source = _source(report, shared_reports)
    arguments = ["add", str(source), "--id", report["id"], "--data", str(tmp_path), "--replace", *_arguments(report)]
    assert main(arguments) == 0
    name = f"facts/{report['id']}.csv"
    assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()
    made = pd.read_csv(tmp_path / "reports.csv", dtype="str", keep_default_na=False).to_dict("records")
    # A list may say in which folder of reports a file lies.
    assert made == [report | {"source_file": source.name}]


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
def test_the_edition_is_told_by_the_content(report, shared_reports):
    document = read_document(_source(report, shared_reports))
    chosen, _ = edition(document)
    assert chosen.id == report["form"]
    assert extract(document, chosen) == extract(document, load_form(report["form"]))
