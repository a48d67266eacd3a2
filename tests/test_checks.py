"""Checks as text, JSON, CSV and HTML: each made from records, in parts that can come from another process."""

import csv
import io
import json
import pickle
from dataclasses import replace

import pytest
from statutory import applications
from xxgk.publishing.checks import FORMATS, Unreadable, assemble, check_format, findings, remedies, render, render_part
from xxgk.reading.audit.records import Audit, Member, Relation
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Fact
from xxgk.reading.forms import Identity, load_form
from xxgk.reading.report import AuditedReport, audit_file, audit_report

TEXT = """宁溪县2015年政府信息公开工作年度报告
一、申请
全年收到政府信息公开申请43件，其中当面申请11件，传真申请2件，网络申请20件，信函申请9件。
"""
# What a rule may be called: text that looks like the marks a line is made of.
TRAPS = ("a: b [c]: d (e)", "; x; ", "第1条：甲 [乙]: 丙", "=1+1", "p1:2-3: ")


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "a: [b] (c).txt"
    path.write_text(TEXT, "utf-8")
    return audit_file(path)


def test_a_finding_keeps_its_relation_and_says_it_for_editors_and_for_readers(draft):
    (finding,) = findings(draft, "en")
    assert finding.relation is draft.audit.findings[0]
    assert finding.line.startswith(f"{draft.name}:p2:")
    assert finding.line.endswith("expected 42, printed 43, 1 too high (43 = 11 + 2 + 20 + 9)")
    assert finding.headline.endswith("expected 42, printed 43, 1 too high (43 = 11 + 2 + 20 + 9)")
    assert draft.name not in finding.headline
    assert [one.quote.figure for one in finding.evidence] == ["43", "11", "2", "20", "9"]


def test_a_remedy_says_places_for_editors_and_for_readers(draft):
    (remedy,) = remedies(draft, "en")
    assert len(remedy.explanations) == 5
    assert "(p2:" in remedy.line
    assert "p2:" not in remedy.sentence
    assert "paragraph 3) 43 → 42" in remedy.sentence


@pytest.mark.parametrize("trap", TRAPS)
def test_a_headline_is_what_the_rule_says_whatever_it_says(trap, draft):
    broken = draft.audit.findings[0]
    named = replace(broken, identity=replace(broken.identity, en=trap, zh=trap))
    (finding,) = findings(replace(draft, audit=Audit((named,))), "en")
    comparison = "expected 42, printed 43, 1 too high"
    assert finding.headline == f"{' '.join(f'{trap}: {comparison}'.split())} (43 = 11 + 2 + 20 + 9)"


FOREIGN = [["项目", "预算", "决算"], ["人员", "120", "118"], ["印刷", "30", "31"], ["合计", "150", "149"]]
COUNTS = [["序号", "名称"], ["1", "指南"]]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ([], {}),
        ([applications()], {}),
        ([FOREIGN], {"t0": 6}),
        ([applications(), FOREIGN], {"t1": 6}),
        ([FOREIGN, applications(), COUNTS], {"t0": 6, "t2": 1}),
        ([[["联系人", "地址"], ["张某", "某街"]]], {}),
    ],
)
def test_the_tables_of_no_edition_are_told_with_the_number_of_their_figures(tables, expected, tmp_path):
    path = tmp_path / "tables.html"
    rows = ["".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in table) for table in tables]
    grids = "<p>文字</p>".join(f"<table>{one}</table>" for one in rows)
    path.write_text(f"<p>宁溪县2021年政府信息公开工作年度报告</p><p>收到申请6件。</p>{grids}", "utf-8")
    report = audit_file(path)
    assert report.other_tables == expected
    (entry,) = json.loads(render([report], "json"))["checks"]
    assert {one["place"]: one["figures"] for one in entry["other_tables"]} == expected
    for lang, words in (("zh", "未予核对"), ("en", "not checked")):
        lines = [line for line in render([report], "text", lang).splitlines() if words in line]
        assert len(lines) == bool(expected)
        assert all(place in line and str(figures) in line for line in lines for place, figures in expected.items())


@pytest.mark.parametrize("form", FORMATS)
def test_a_part_can_come_from_another_process(form, draft):
    parts = [render_part(draft, form), Unreadable("gone.txt", "gone.txt: no such file.")]
    assert parts[0].errors == 1
    sent = pickle.loads(pickle.dumps(parts))
    assert assemble(sent, form) == render([draft, parts[1]], form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_relation_of_figures_without_names_is_shown_in_every_format(form):
    facts = tuple(
        Fact("", "", "", value, "件", "exact", value, label, "二", "p7", at, at + 1)
        for at, (value, label) in enumerate({"9": "办件", "4": "甲类", "3": "乙类"}.items())
    )
    from xxgk.reading.audit.figures import Key

    members = tuple(Member(Key("", copy=number), fact) for number, fact in enumerate(facts))
    identity = Identity("T-1", "sum", "definition", zh="原文所列分项之和", en="the parts that the text states")
    relation = Relation(identity, "", "", "broken", "9 = 4 + 3", members, grade="sum")
    report = AuditedReport("r", load_form("prose-2008"), facts, Audit((relation,)))
    text = render([report], form)
    assert "T-1" in text
    assert "办件" in text


def test_json_names_members_as_they_were_read():
    entry = json.loads(render([audit_report("hebei-2016")], "json"))["checks"][0]
    member = entry["findings"][0]["members"][0]
    assert list(member) == ["indicator", "level", "applicant", "name", "printed", "place", "where", "label", "quote"]
    assert [len(one["members"]) == len(one["figures"]) for one in entry["undecided"]] == [True, True]


def test_csv_joins_what_is_several():
    rows = list(csv.DictReader(io.StringIO(render([audit_report("hebei-2016")], "csv"))))
    several = next(row for row in rows if row["statement"] == "466 = 285 + 81 + 105")
    assert several["members"].split("; ")[0] == "review.total@all"
    assert len(several["places"].split("; ")) == 4


def test_what_a_format_cannot_show_is_refused_before_anything_is_read():
    with pytest.raises(UserError, match="Unknown format 'pdf'"):
        check_format("pdf")
    with pytest.raises(UserError, match="--account goes with --format text or json, not html"):
        check_format("html", account=True)
