"""What would hold and what would break if blank cells meant 0; and the one cell that a figure of the text fits."""

import json

import pytest
from organs import add
from xxgk.cli import main
from xxgk.publishing.checks import findings
from xxgk.reading.blanks import suppose_zeros
from xxgk.reading.report import audit_report

FORM = "statutory-2019"
APPLICANTS = ("natural_person", "business", "research", "charity", "legal_service", "other", "total")


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "own"))


def row(name: str, *numbers: str) -> dict[str, str]:
    return {f"requests.{name}/{applicant}": number for applicant, number in zip(APPLICANTS, numbers, strict=True)}


def test_the_embedded_report_with_blank_totals_is_decided():
    found = suppose_zeros(audit_report("shanghai-office-2019"))
    assert (found.undecided, len(found.holds), len(found.broken)) == (44, 31, 12)


@pytest.mark.parametrize(("total", "outcome"), [("7", "holds"), ("9", "broken"), ("", "broken")])
def test_a_row_with_blanks_holds_or_breaks(total, outcome):
    report = audit_report(add("宁溪县", 2019, row("received", "4", "", "", "3", "", "", total), FORM))
    found = suppose_zeros(report)
    assert "S19-R" in [one.code for one in getattr(found, outcome)]
    assert "S19-R" in [one.code for one in report.audit.undecided]


def test_what_could_not_be_read_is_no_blank():
    report = audit_report(add("宁溪县", 2019, row("received", "4", "", "", "3", "", "", "7"), FORM))
    first, *rest = report.facts
    unread = type(report)("made", report.form, (type(first)(**{**_fields(first), "value": ""}), *rest), report.audit)
    assert unread.facts[0].printed == "4"
    assert "S19-R" not in [one.code for one in suppose_zeros(unread).holds]


def _fields(fact):
    return {name: getattr(fact, name) for name in fact.__slots__}


def test_a_report_without_blanks_has_nothing_to_suppose(capsys):
    report = add("宁溪县", 2019, row("received", "4", "0", "0", "3", "0", "0", "7"), FORM)
    main(["check", report])
    assert "--blanks-as-zero" not in capsys.readouterr().out


def test_the_check_offers_it_and_says_it_when_asked(capsys):
    report = add("宁溪县", 2019, row("received", "4", "", "", "3", "", "", "9"), FORM)
    main(["check", report, "--lang", "en"])
    assert "--blanks-as-zero says what would hold" in capsys.readouterr().out
    main(["check", report, "--lang", "en", "--blanks-as-zero"])
    said = capsys.readouterr().out
    assert "if blank meant 0, " in said
    assert "expected 7, printed 9" in said
    main(["check", report, "--format", "json", "--blanks-as-zero"])
    (entry,) = json.loads(capsys.readouterr().out)["checks"]
    assert [one["statement"] for one in entry["blanks_as_zero"]["broken"]] == ["9 = 4 + 0 + 0 + 3 + 0 + 0"]
    main(["check", report, "--format", "html", "--blanks-as-zero"])
    assert "若空白为0" in capsys.readouterr().out
    assert main(["check", report, "--format", "csv", "--blanks-as-zero"]) == 2


# ---- The one cell that a figure of the text fits


def clue(figures: dict[str, str]) -> list[str]:
    report = audit_report(add("宁溪县", 2019, figures, FORM))
    return [found.hint for found in findings(report, "en") if found.relation.code in ("S-N3", "S-G2") and found.hint]


GRANTED = row("outcome.granted", "48", "2", "0", "0", "0", "0", "50") | row(
    "outcome.partial", "0", "0", "0", "0", "0", "0", "0"
)


def test_a_figure_that_only_one_cell_fits_is_told_which():
    (hint,) = clue(GRANTED | {"requests.outcome.disclosed": "48"})
    assert hint.startswith("48 fits one cell only: ")
    assert "Natural persons" in hint


@pytest.mark.parametrize("printed", ["47", "50", "0"])
def test_a_figure_that_fits_no_cell_the_total_or_every_blank_gives_no_clue(printed):
    assert not clue(GRANTED | {"requests.outcome.disclosed": printed})


def test_a_figure_that_two_cells_fit_gives_no_clue():
    twice = GRANTED | row("outcome.granted", "48", "48", "0", "0", "0", "0", "96")
    assert not clue(twice | {"requests.outcome.disclosed": "48"})


def test_a_share_of_one_column_is_told_of_which():
    closed = row("closed", "120", "80", "0", "0", "0", "0", "200")
    (hint,) = clue(closed | {"requests.outcome.disclosed": "48", "requests.outcome.disclosed.share": "40.00%"})
    assert hint.startswith("40.00% fits one cell only, as a share of ")
    assert "Natural persons 120" in hint
