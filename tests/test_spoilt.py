"""Reports that programs and people spoilt, kept beside the checkout: each is read right, or told as unread."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from xxgk.reading.base.errors import UserError
from xxgk.reading.report import audit_report

FAULTS = ROOT.parent / "shared" / "faults"
PAGES = [path.name for path in sorted((FAULTS / "pages").glob("*.*")) if path.suffix not in (".md", ".json")]
HOSTILE = [path.name for path in sorted((FAULTS / "hostile").glob("*.*")) if path.name != "README.md"]
UNREADABLE = {
    "html-question-marks.html": "nothing of an annual report",
    "pdf-linearized-cut-called-scan.pdf": "incomplete",
}
XXGK = Path(sys.executable).parent / "xxgk"
SECONDS, MEMORY = 10, 1_000_000_000  # of processor time, bytes
pytestmark = pytest.mark.skipif(not FAULTS.is_dir(), reason=f"no spoilt reports at {FAULTS}")


def cells(report):
    return {(one.indicator, one.applicant): one.value for one in report.facts if one.indicator and " c" in one.place}


# ---- pages: every cell as a reader of the page sees it


@pytest.mark.parametrize("name", PAGES)
def test_every_cell_of_a_page_is_right_or_told(name):
    path = FAULTS / "pages" / name
    if name in UNREADABLE:
        with pytest.raises(UserError, match=UNREADABLE[name]):
            audit_report(str(path))
        return
    truth = json.loads((FAULTS / "pages" / "truth.json").read_text("utf-8"))
    report = audit_report(str(path))
    found, told = cells(report), {one.table for one in report.unread}
    for key, value in (truth["all"] | truth["differs"].get(path.stem, truth["differs"].get(name, {}))).items():
        indicator, _, applicant = key.partition("/")
        read = found.get((indicator, applicant), "")
        if read:
            scale = 10_000 if indicator == "administrative_fees.amount" else 1
            assert value is not None, key
            assert float(read) == float(value) * scale, key
        else:
            assert told, key


# ---- tables: what each file is about


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("h_script_in_cell.html", {"licences.decisions": "11398889", "normative.in_force": "4185"}),
        ("script-body.html", {"licences.decisions": "11398889", "normative.in_force": "4185"}),
        ("min-sup.html", {"licences.decisions": "550"}),
        ("del-table2.html", {"licences.decisions": "560"}),
        ("docx_strike.docx", {"licences.decisions": "11398889"}),
        ("glued-min2.txt", {"licences.decisions": "550", "licences.prior_items": None}),
        ("min-blank-tab.txt", {"requests.carried_in/natural_person": "118", "requests.carried_in/total": "121"}),
        ("blank_tab.txt", {"requests.carried_in/natural_person": "118", "requests.carried_in/research": ""}),
        ("image_t3.html", {"requests.received/total": None}),
        ("min-t4-labelcol.html", {"review.total": "9", "review.upheld": "1"}),
        ("min-header-swapped.html", {"requests.received/charity": None}),
        ("header_repeat_inside.html", {"review.upheld": "376", "requests.received/total": "14069"}),
        ("other_table_stats.html", {"licences.decisions": "11398889"}),
        ("min-other-table.html", {"licences.decisions": "550"}),
        ("thousands_dot.html", {"normative.in_force": "", "administrative_fees.amount": ""}),
        ("title-spaces.html", {"requests.received/natural_person": "13612"}),
        ("borderless.pdf", {"licences.decisions": "11398889", "normative.in_force": "4185"}),
        ("hongze2023-page3.pdf", {"requests.unavailable.not_ready_made/total": "3"}),
    ],
)
def test_a_spoilt_table_is_read_as_it_is_printed(name, expected):
    found = cells(audit_report(str(FAULTS / "tables" / name)))
    assert {key: found.get(tuple((key + "/").split("/")[:2])) for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("image_t3.html", "picture"),
        ("min-header-swapped.html", "unknown_column"),
        ("h_percent_t2.html", "unreadable"),
        ("h_merged_org_consistent.html", "merged"),
        ("thousands_dot.html", "dotted"),
        ("glued-hidden-min.txt", "ambiguous"),
        ("glued-fault-hidden.txt", "ambiguous"),
        ("borderless.pdf", "missing"),
    ],
)
def test_what_is_not_read_of_a_spoilt_table_is_told(name, why):
    assert why in {one.why for one in audit_report(str(FAULTS / "tables" / name)).unread}


@pytest.mark.parametrize("name", ["title-spaces.html", "title1.txt", "title2.txt"])
def test_the_head_of_a_spoilt_report_says_its_year(name):
    assert audit_report(str(FAULTS / "tables" / name)).year == 2024


# ---- hostile files: seconds, memory, an exit code and a sentence


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_and_gets_a_sentence(name):
    resource = pytest.importorskip("resource")
    command = [XXGK, "check", str(FAULTS / "hostile" / name), "--lang", "en"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1, 2)
    assert (done.stderr if done.returncode == 2 else done.stdout).count(name) > 0
    assert "Traceback" not in done.stderr
    assert not any(ord(one) < 32 and one not in "\n\t" for one in done.stdout + done.stderr)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert after.ru_maxrss * 1_024 < MEMORY


def test_the_samples_are_there():
    assert (len(PAGES), len(HOSTILE)) == (27, 7)
