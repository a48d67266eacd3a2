"""Editions: files that say what a report prints, borrow from each other, and are told by content."""

import re

import pytest
from statutory import ANNEX, DISCLOSURES, DISPUTES, applications, document, glued, numbers
from xxgk.reading.audit import audit
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.reading.extract import extract, extract_facts
from xxgk.reading.extract.editions import choose_form
from xxgk.reading.forms import KINDS, SEVERITIES, Form, forms, load_form

FORMS = list(forms().values())
IDS = [form.id for form in FORMS]
OWN = """
zh = "某市统计表"
en = "Statistics of a city"
kind = "annex"
since = 2010
[[table]]
id = "statistics"
since = 2010
zh = "统计表"
en = "Statistics"
anchor = "统计项目"
structure = ["统计项目"]
[[table.block]]
columns = [{ label = "数量", unit = "件" }]
rows = [
    { label = "收到申请", indicator = "requests.received" },
    { label = "办结申请", indicator = "requests.closed" },
    { label = "在办申请", indicator = "requests.carried_out" },
]
[[table.identity]]
code = "X-1"
kind = "sum"
severity = "definition"
total = "requests.received"
parts = ["requests.closed", "requests.carried_out"]
"""


@pytest.fixture
def own_forms(tmp_path, monkeypatch):
    """A user's own data folder; returns what writes an edition into it."""
    (tmp_path / "forms").mkdir()
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))

    def write(form_id: str, text: str) -> None:
        (tmp_path / "forms" / f"{form_id}.toml").write_text(text, "utf-8")

    return write


def indicators(form: Form) -> set[str]:
    cells = (block.indicators for table in form.tables for block in table.layout.blocks)
    return set().union(*cells)


# ---- the embedded editions


def test_every_edition_of_the_genre_is_there():
    assert {"prose-2008", "annex-2014", "statutory-2019", "statutory-2021", "fujian-2013"} <= set(IDS)


@pytest.mark.parametrize("form", FORMS, ids=IDS)
def test_every_cell_has_a_name_in_the_dictionary(form):
    assert indicators(form) <= set(store.read_indicators()["id"])


@pytest.mark.parametrize("form", FORMS, ids=IDS)
def test_every_identity_is_in_two_languages(form):
    for identity in form.identities:
        assert identity.kind in KINDS
        assert identity.severity in SEVERITIES
        assert identity.zh, identity.code
        assert identity.en, identity.code


def test_a_code_means_the_same_wherever_it_is_used():
    meanings = {}
    for form in FORMS:
        for one in form.identities:
            meanings.setdefault(one.code, set()).add((one.kind, one.severity, one.zh, one.en, one.across))
    assert {code: found for code, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("form_id", "rows", "cells", "definitions"),
    [
        ("statutory-2021", 25, [10, 175, 15], 42),
        ("statutory-2019", 23, [22, 161, 15], 40),
        ("statutory-2021-23rows", 23, [10, 161, 15], 40),
    ],
)
def test_the_statutory_tables_have_the_prescribed_size(form_id, rows, cells, definitions):
    form = load_form(form_id)
    sizes = {table.layout.id: table.layout.size for table in form.tables}
    assert [sizes[name] for name in ("disclosures", "applications", "disputes")] == cells
    table = applications(numbers(rows), form=form_id)
    facts, _ = extract(document("", DISCLOSURES, table, DISPUTES), form)
    checked = audit(facts, form.identities).relations
    assert [one.outcome for one in checked if one.severity == "definition"] == ["holds"] * definitions


# ---- told by content


@pytest.mark.parametrize(
    ("tables", "text", "chosen"),
    [
        ((DISCLOSURES, applications(), DISPUTES), "", "statutory-2021"),
        ((applications(numbers(23), "statutory-2019"),), "", "statutory-2021-23rows"),
        ((DISCLOSURES, applications(numbers(23), "statutory-2019"), DISPUTES), "", "statutory-2021-23rows"),
        ((ANNEX,), "", "annex-2014"),
        ((), glued(numbers()), "statutory-2021"),
        ((), "2016年，全省收到政府信息公开申请12件。", "prose-2008"),
        (([["项目", "数量"], ["热线", "3"]],), "", "prose-2008"),
    ],
    ids=[
        "form of 2021",
        "23 rows alone",
        "23 rows with the table of 2021",
        "annex",
        "run together",
        "prose",
        "any table",
    ],
)
def test_the_edition_is_told_by_what_is_printed(tables, text, chosen):
    form, _ = choose_form(document(text, *tables))
    assert form.id == chosen


@pytest.mark.parametrize(
    ("year", "codes"),
    [(2024, []), (2019, ["edition_of_other_year"] * 2), (2016, ["edition_of_other_year"] * 3)],
)
def test_a_year_that_disagrees_is_a_notice(year, codes):
    report = document(f"某县{year}年政府信息公开工作年度报告", DISCLOSURES, applications(), DISPUTES)
    form, notices = choose_form(report)
    assert form.id == "statutory-2021"
    assert [notice.code for notice in notices] == codes
    assert all(str(year) in notice.zh and str(year) in notice.en for notice in notices)


def test_tables_that_should_be_there_and_are_not_are_a_notice():
    form, (notice,) = choose_form(document("某县2022年政府信息公开工作年度报告\n收到政府信息公开申请12件。"))
    assert (form.id, notice.code) == ("prose-2008", "tables_missing")


def test_an_office_that_reports_for_itself_is_held_against_its_table():
    words = "本机关新收政府信息公开申请5件。"
    for organ, levels in (("某县教育局", ["all"]), ("某县人民政府", ["own"])):
        report = document(f"{organ}2021年政府信息公开工作年度报告\n{words}")
        facts = extract_facts(report, load_form("statutory-2021"))
        assert facts.loc[facts["printed"] == "5", "level"].tolist() == levels


# ---- a user's own edition


def test_an_edition_of_ones_own_is_chosen_read_and_audited(own_forms):
    own_forms("city-2010", OWN)
    report = document("", [["统计项目", "数量"], ["1.收到申请", "9"], ["2.办结申请", "7"], ["3.在办申请", "1"]])
    form, _ = choose_form(report)
    facts, _ = extract(report, form)
    assert form.id == "city-2010"
    assert [fact.value for fact in facts] == ["9", "7", "1"]
    assert [(one.code, one.outcome) for one in audit(facts, form.identities).relations] == [("X-1", "broken")]


def test_a_file_that_changes_is_read_again(own_forms):
    own_forms("city-2010", OWN)
    assert load_form("city-2010").en == "Statistics of a city"
    own_forms("city-2010", OWN.replace("Statistics of a city", "Something longer than before"))
    assert load_form("city-2010").en == "Something longer than before"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zh = ", "cannot be used"),
        ('zh = "x"', "lacks the key 'en'"),
        (OWN.replace('"sum"', '"total"'), "kind 'total'; allowed are sum"),
        (OWN.replace('"definition"', '"grave"'), "severity 'grave'; allowed are definition"),
        (OWN.replace('unit = "件"', 'kind = "money"'), "kind 'money' is not known; allowed are count"),
        (OWN.replace('anchor = "统计项目"', ""), "lacks the key 'anchor'"),
        ('relations_of = "prose-2028"\n' + OWN, "Unknown form 'prose-2028'"),
        ('tables_of = ["statutory-2021.reviews"]\n' + OWN, "'statutory-2021.reviews'; statutory-2021 has"),
        ('relations_of = "city-2010"\n' + OWN, "borrows from itself"),
        (OWN + '[[table.identity]]\ncode = "X-2"\nkind = "share"\nseverity = "warning"\n', "lacks the key 'whole'"),
        ('identities = "all"\n' + OWN, "the key 'identities' is not known; allowed are authority"),
        (OWN.replace('kind = "annex"', 'kind = "anex"', 1), "kind 'anex' is not known; allowed are prose"),
        (
            OWN + '[[item]]\nindicator = "requests.received"\nlabel = "来件#"\n',
            "has the key 'item' of the wordings, which",
        ),
        ('wording = "prose-2008"\n' + OWN, "words of your own are written as [words.CLASS], indicators as frames"),
        (
            'frames = "requests.recieved | request | | | | | doc"\n' + OWN,
            "names the indicator 'requests.recieved', which",
        ),
    ],
    ids=[
        "toml",
        "name",
        "kind",
        "severity",
        "cell",
        "anchor",
        "lender",
        "table",
        "itself",
        "member",
        "key",
        "edition",
        "old item",
        "old wording",
        "frame",
    ],
)
def test_a_bad_file_is_one_clear_sentence(own_forms, text, message):
    own_forms("city-2010", text)
    with pytest.raises(UserError, match=re.escape(message)):
        load_form("city-2010")


def test_an_unknown_edition_names_those_that_exist():
    with pytest.raises(UserError, match=r"Unknown form 'statutory-2012'.*Did you mean statutory-20"):
        load_form("statutory-2012")


def test_braces_stand_for_several_members_and_each_for_several_identities(own_forms):
    own_forms(
        "city-2010",
        OWN.replace('total = "requests.received"', 'total = "<>.total"\neach = ["review", "lawsuit.direct"]').replace(
            '["requests.closed", "requests.carried_out"]', '["<>.{upheld,other}/{total,business}", "-requests.closed"]'
        ),
    )
    first, second = load_form("city-2010").identities
    assert (first.code, first.total, second.total) == ("X-1", ("review.total",), ("lawsuit.direct.total",))
    assert first.parts == (
        "review.upheld/total",
        "review.upheld/business",
        "review.other/total",
        "review.other/business",
        "-requests.closed",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'total = "requests.received"',
            'total = "requests.recieved@all"',
            "Form file city-2010.toml cannot be used: identity X-1 names the indicator 'requests.recieved', which "
            "nobody has. Did you mean requests.received",
        ),
        ('"requests.closed", ', '"2*previous:requests.close?", ', "names the indicator 'requests.close', which nobody"),
        ('"requests.closed", ', '"requests.closed?@all", ', "has the member 'requests.closed?@all'; a member is"),
        ('"requests.closed", ', '"requests.closed@provinciall", ', "names the level 'provinciall', which nobody has."),
        ('"requests.closed", ', '"requests.closed/busines", ', "names the applicant 'busines', which nobody has."),
        ('code = "X-1"', 'code = "X-1"\nindicators = ["request.*"]', "names the indicator 'request.*', which nobody"),
        ('code = "X-1"', 'code = "X-1"\nacross = "organ"\nindicators = ["*"]', "across 'organ'; allowed are level"),
        ('code = "X-1"', 'code = "X-1"\nacross = "level"', "lacks the key 'indicators'"),
        ('code = "X-1"', 'code = "X-1"\nlesser_ = "x"', "the key 'lesser_' of 'identity' is not known; allowed are"),
        ('structure = [', 'anchors = "x"\nstructure = [', "the key 'anchors' of 'table' is not known; allowed are"),
        ('unit = "件" }', 'units = "件" }', "the key 'units' of 'columns' is not known; allowed are applicant"),
        ('since = 2010', 'since = "2010"', "'2010' is not a year; write it without quotes"),
        ('code = "X-1"', 'code = 1', "'code' of 'identity' is 1, which is not text; put it in quotes"),
        ('anchor = "统计项目"', 'anchor = 3', "'anchor' of 'table' is 3, which is not text"),
        ('label = "数量"', 'label = [3]', "'label' of 'columns' is [3], which is not text"),
        ('since = 2010', 'tables_of = "x"\nsince = 2010', "'tables_of' is 'x'; write a list of texts"),
        ('["requests.closed", "requests.carried_out"]', '[]', "identity X-1 has figures at one place only"),
        ('[[table.block]]', '[table.block]', "'block' is to hold entries, each below a line [[block]]"),
    ],
)  # fmt: skip
def test_what_nobody_has_or_reads_is_refused(own_forms, old, new, message):
    own_forms("city-2010", OWN.replace(old, new, 1))
    with pytest.raises(UserError, match=re.escape(message)):
        load_form("city-2010")


def test_an_edition_adds_words_and_frames_to_the_lexicon(own_forms, tmp_path):
    columns = ",".join(store.read_indicators().columns)
    (tmp_path / "indicators.csv").write_text(f"{columns}\nlakes.inspected{',' * 8}\n", "utf-8")
    frame = "lakes.inspected | lake | patrol | | | | time"
    own_forms(
        "lakes",
        f'{OWN}[words.object]\nlake = "湖泊"\n[words.act]\npatrol = "巡查"\n'.replace(
            "[[table]]", f'frames = "{frame}"\n[[table]]', 1
        ),
    )
    facts, _ = extract(document("全年巡查湖泊33次，收到政府信息公开申请4件。"), load_form("lakes"))
    assert [(fact.indicator, fact.value) for fact in facts] == [("lakes.inspected", "33"), ("requests.received", "4")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('[words.noun]\nlake = "湖泊"', "Unknown class of words 'noun'"),
        ("[words.object]\nlake = 3", "'words' is to hold names, each with a text in quotes"),
    ],
)
def test_words_are_of_a_class_that_somebody_reads(own_forms, words, message):
    own_forms("lakes", f"{OWN}{words}\n")
    with pytest.raises(UserError, match=re.escape(message)):
        extract(document("收到申请4件。"), load_form("lakes"))


def test_a_code_stands_for_one_identity(own_forms):
    again = OWN[OWN.index("[[table.identity]]") :]
    own_forms("city-2010", OWN + again)
    with pytest.raises(UserError, match=r"city-2010\.toml cannot be used: the code 'X-1' stands for two identities"):
        load_form("city-2010")


def test_an_edition_that_borrows_from_none_is_named(own_forms):
    own_forms("city-2010", 'relations_of = "prose-208"\n' + OWN)
    with pytest.raises(UserError, match=r"city-2010\.toml borrows from no edition\. Unknown form 'prose-208'"):
        load_form("city-2010")


def test_a_name_may_be_the_editions_own_or_in_the_users_dictionary(own_forms, tmp_path):
    own = OWN.replace('"requests.carried_out"', '"requests.in_the_drawer"')
    own_forms("city-2010", own)
    assert load_form("city-2010").identities[0].parts[1] == "requests.in_the_drawer"
    own_forms("city-2010", own.replace('indicator = "requests.in_the_drawer" }', 'indicator = "requests.elsewhere" }'))
    with pytest.raises(UserError, match=r"describe it in the indicators\.csv of your data folder"):
        load_form("city-2010")
    columns = ",".join(store.read_indicators().columns)
    (tmp_path / "indicators.csv").write_text(f"{columns}\nrequests.in_the_drawer{',' * 8}\n", "utf-8")
    assert load_form("city-2010").identities[0].parts[1] == "requests.in_the_drawer"
