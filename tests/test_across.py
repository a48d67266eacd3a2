"""Relations across documents: holds, broken, and left out where series break or another year is named."""

import csv
import json

import pytest
from organs import add
from xxgk import evidence, load
from xxgk.cli import main
from xxgk.reading.base.errors import UserError
from xxgk.reading.report import audit_report
from xxgk.topics import integrity


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "own"))


def outcomes(report: str) -> dict[str, str]:
    return {
        relation.code: relation.outcome
        for relation in audit_report(report).audit.relations
        if relation.code.startswith("X-")
    }


CASES = [
    ("X-1", {"appeals.total.cumulative": "70"}, {"appeals.total": "5", "appeals.total.cumulative": "75"},
     {"appeals.total.cumulative": "57"}),
    ("X-2", {"requests.carried_out": "4"}, {"requests.carried_in": "4"}, {"requests.carried_in": "6"}),
    ("X-2T", {"requests.carried_out/total": "4"}, {"requests.carried_in": "4"}, {"requests.carried_in": "6"}),
    ("X-3", {"normative.in_force": "30"},
     {"normative.in_force": "33", "normative.issued": "5", "normative.repealed": "2"}, {"normative.in_force": "41"}),
    ("X-4", {"regulations.public_stock": "9"},
     {"regulations.public_stock": "10", "regulations.published": "1"}, {"regulations.public_stock": "12"}),
    ("X-4N", {"normative.public_stock": "9"},
     {"normative.public_stock": "10", "disclosure.normative": "1"}, {"normative.public_stock": "12"}),
    ("X-5", {"requests.closed": "40"}, {"requests.closed": "50", "requests.closed.growth": "25%"},
     {"requests.closed.growth": "52%"}),
    ("X-5T", {"requests.closed/total": "40"}, {"requests.closed/total": "50", "requests.closed.growth": "25%"},
     {"requests.closed.growth": "52%"}),
    ("X-6", {"licences.prior_items": "9", "licences.change": "-2"}, {"licences.prior_items": "7"},
     {"licences.prior_items": "9"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "before", "now", "wrong"), CASES, ids=[case[0] for case in CASES])
def test_a_relation_holds_is_broken_or_is_not_there(code, before, now, wrong):
    add("宁溪县", 2015, before)
    assert outcomes(add("宁溪县", 2016, now))[code] == "holds"
    assert outcomes(add("宁溪县", 2016, now | wrong, report="again"))[code] == "broken"
    assert code not in outcomes(add("平安县", 2016, now))


def test_a_blank_of_last_year_leaves_it_undecided():
    add("宁溪县", 2015, {"requests.carried_out": ""})
    assert outcomes(add("宁溪县", 2016, {"requests.carried_in": "4"}))["X-2"] == "undecided"


def test_across_a_break_only_what_holds_in_any_form_is_asked():
    add("宁溪县", 2018, {"requests.received": "40", "requests.carried_out": "4"})
    now = {"requests.received": "50", "requests.received.growth": "20%", "requests.carried_in": "4"}
    assert outcomes(add("宁溪县", 2019, now)) == {"X-2": "holds"}


def test_what_an_edition_asks_already_is_told_once():
    add("宁溪县", 2015, {"disclosure.total.cumulative": "70"}, "fujian-2014")
    now = {"disclosure.total": "5", "disclosure.total.cumulative": "57"}
    found = audit_report(add("宁溪县", 2016, now, "fujian-2014")).audit.findings
    assert [one.code for one in found if one.kind == "carry"] == ["F14-K1"]


def test_a_finding_leads_to_the_figures_of_both_years():
    add("宁溪县", 2015, {"requests.carried_out": "4"})
    report = add("宁溪县", 2016, {"requests.carried_in": "6"})
    row = load("audit", report).query("code == 'X-2'").iloc[0]
    found = evidence(row)
    assert [(found.report, found.printed), *((one.report, one.printed) for one in found.others)] == [
        ("宁溪县-2016", "6"),
        ("宁溪县-2015", "4"),
    ]


@pytest.mark.parametrize(("copy", "lines"), [("4", 1), ("5", 2)])
def test_one_fault_by_last_years_text_and_table_is_told_once_and_kept_twice(copy, lines, capsys):
    add("宁溪县", 2015, {"requests.carried_out": "4", "requests.carried_out/total": copy})
    report = add("宁溪县", 2016, {"requests.carried_in": "6"})
    said = {form: main(["check", report, "--format", form, "--lang", "en"]) and capsys.readouterr().out
            for form in ("text", "json", "csv", "html")}  # fmt: skip
    assert [one["code"] for one in json.loads(said["json"])["checks"][0]["findings"]] == ["X-2", "X-2T"]
    assert [row["code"] for row in csv.DictReader(said["csv"].splitlines()) if row["outcome"] == "broken"] == [
        "X-2",
        "X-2T",
    ]
    assert len([line for line in said["text"].splitlines() if line.startswith(f"{report}:p")]) == lines
    assert ("X-2T finds the same fault" in said["text"]) == (lines == 1)
    assert said["html"].count("<article") == lines
    audited = load("audit", report)
    assert integrity.read_findings(audited, "en").count("\n- ") == lines - 1
    for told in (integrity.read_findings(audited, "zh"), integrity.list_findings(audited, "zh")):
        assert ("2 条规则（X-2和X-2T）说的是同一处" in told) == (lines == 1)
    assert ("1 fault:" in integrity.answer(audited, "en")) == (lines == 1)


def test_the_year_before_may_be_named(tmp_path, capsys):
    last, draft = tmp_path / "last.txt", tmp_path / "draft.txt"
    last.write_text("宁溪县2015年政府信息公开工作年度报告\n全县收到政府信息公开申请40件。\n", "utf-8")
    draft.write_text("宁溪县2016年政府信息公开工作年度报告\n全县收到政府信息公开申请50件，同比增长52%。\n", "utf-8")
    add("宁溪县", 2014, {"requests.received": "1"})
    assert main(["check", str(draft), "--previous", str(last), "--format", "csv"]) == 0
    assert "40 × (1 + 52%) = 50" in capsys.readouterr().out
    assert main(["check", str(draft), "--previous", "宁溪县-2014"]) == 2
    assert "is about 2014, and what is checked about 2016" in capsys.readouterr().err
    assert main(["check", str(draft), str(last), "--previous", str(last)]) == 2
    assert "Check one." in capsys.readouterr().err


def test_a_year_before_that_is_not_there_is_said():
    with pytest.raises(UserError, match="No file 'nowhere' here"):
        audit_report("hebei-2016", previous="nowhere")
