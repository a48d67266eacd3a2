"""From a file or a stored report to audited facts, in records."""

import pytest
from xxgk.publishing.checks import findings
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Fact
from xxgk.reading.report import audit_file, audit_report, audit_stored, is_stored

TEXT = """宁溪县2015年政府信息公开工作年度报告
一、申请
全年收到政府信息公开申请43件，其中当面申请11件，传真申请2件，网络申请20件，信函申请9件。
"""
INDICATORS = "id,zh,en,unit,theme,definition,since,until,comparability\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A data folder with reports of one organ for two years."""
    folder = tmp_path / "own"
    monkeypatch.setenv("XXGK_DATA", str(folder))
    for year, indicator, value in ((2021, "requests.carried_out", "7"), (2022, "requests.carried_in", "9")):
        fact = Fact(indicator, "all", "total", value, "件", "exact", value, "结转", "三", "t1 r2 c9", 0, 1)
        row = {"id": f"ningxi-{year}", "organ": "宁溪县", "year": year, "form": "statutory-2021"}
        store.add_report(row, [fact])
    return folder


def test_a_file_is_read_and_audited(draft):
    report = audit_file(draft)
    (relation,) = report.audit.findings
    assert (report.name, report.form.id, report.blanks) == (str(draft), "prose-2008", 0)
    assert report.figures == len(report.facts) == 5
    assert (relation.statement, relation.difference) == ("43 = 11 + 2 + 20 + 9", 1)
    member = relation.members[0]
    assert member.fact in report.facts
    assert (member.key.indicator, member.printed, member.value) == ("requests.received", "43", "43")
    assert report.document.text[member.fact.start : member.fact.end] == "43"
    assert report.quote(member.fact).figure == "43"


def test_every_numeral_of_a_file_is_accounted_for_and_none_of_a_stored_report(draft):
    kinds = [(numeral.printed, numeral.kind) for numeral in audit_file(draft).account()]
    assert ("43", "figure") in kinds
    with pytest.raises(UserError, match="Name its file"):
        audit_stored("hebei-2016").account()


def test_a_stored_report_gives_the_facts_that_were_stored():
    report = audit_report("hebei-2016")
    assert is_stored("hebei-2016")
    assert report.document is None
    assert len(report.sha256) == 64
    assert report.audit.outcomes == {"holds": 25, "broken": 4, "undecided": 2}


def test_a_report_is_held_against_the_year_before(own):
    report = audit_report("ningxi-2022")
    assert [fact.indicator for fact in report.previous.facts] == ["requests.carried_out"]
    (carried,) = report.audit.findings
    assert [str(member) for member in carried.members] == [
        "requests.carried_in@all/total",
        "previous:requests.carried_out@all/total",
    ]
    assert carried.members[1].printed == "7"
    assert audit_report("ningxi-2021").previous is None


def test_what_is_neither_is_said():
    with pytest.raises(UserError, match=r"No file 'hebei-2061' here\. Unknown report .*Did you mean hebei-2016\?"):
        audit_report("hebei-2061")


def test_names_follow_the_data_folder_of_the_moment(own, tmp_path, monkeypatch):
    (own / "indicators.csv").write_text(
        f"{INDICATORS}requests.carried_in,上年剩下的,Left over,件,requests,,,,\n", "utf-8"
    )
    report = audit_report("ningxi-2022")
    assert findings(report)[0].evidence[0].name == "上年剩下的·总计"
    other = tmp_path / "other"
    own.rename(other)
    (other / "indicators.csv").unlink()
    monkeypatch.setenv("XXGK_DATA", str(other))
    assert "上年剩下的" not in findings(audit_report("ningxi-2022"))[0].evidence[0].name
