"""The command as a user meets it: what it prints, how it ends, what it leaves behind."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import psutil
import pytest
from statutory import applications, numbers
from xxgk.cli import main
from xxgk.cli.lab import copy_notebooks
from xxgk.reading.base.paths import DATA_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
XXGK = Path(sys.executable).parent / "xxgk"
# A county's prose, all of it consistent save for the reviews: 4 + 3 + 2 are not 10.
PROSE = """安河县2017年政府信息公开工作年度报告
一、依申请公开
全年共收到政府信息公开申请60件，其中当面申请20件，传真申请5件，网络申请25件，信函申请10件。
二、复议和诉讼
全年因政府信息公开引起行政复议{reviews}件，其中维持具体行政行为4件，被依法纠错3件，其他情形2件。
"""


@pytest.fixture(autouse=True)
def _embedded_data_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A report that agrees with itself."""
    return _write(tmp_path / "clean.txt", PROSE.format(reviews=9))


@pytest.fixture
def contradictory(tmp_path: Path) -> Path:
    """A report whose results of reviews do not add up."""
    return _write(tmp_path / "reviews_do_not_add_up.txt", PROSE.format(reviews=10))


def _write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _run(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([XXGK, *map(str, arguments)], capture_output=True, timeout=120, check=False, **options)


def _refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a command that must be refused, and return the sentence."""
    assert main([str(argument) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("xxgk: ")
    assert err.count("\n") == 1
    return err


# ---- Misspelt


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "Did you mean check?"),
        (["check", "hebei-2061"], "Did you mean hebei-2016?"),
        (["check", "hebei-2016", "--formt", "json"], "Did you mean --format?"),
        (["check", "hebei-2016", "--format", "jsn"], "Did you mean json?"),
        (["check", "hebei-2016", "--lang", "cn"], "Known: zh, en."),
        (["check"], "FILE-or-REPORT"),
        (["list", "all"], "Unknown argument of xxgk list 'all'"),
        (["check", ""], "Unknown report ''"),
        (["check", "a" * 300], "Unknown report 'aaa"),
        (["list", "--data", "a" * 300], "File name too long"),
        (["-p"], "Unrecognized arguments: -p. See: xxgk --help."),
        (["add", "x.txt"], "--id"),
    ],
)
def test_a_mistake_is_answered_with_what_is_allowed(arguments, words, capsys):
    assert words in _refusal(capsys, *arguments)


# For each command what may be mistyped; {report} is a file that can be read, {folder} a folder that is there.
MISTAKES = [
    "chek",
    "check hebei-2061",
    "check",
    "check {folder}/nosuch.docx",
    "check {folder}",
    "check {report} --formt json",
    "check {report} --format jsn",
    "check {report} --format",
    "check {report} --jobs 0",
    "check {report} --jobs many",
    "check {report} --form prose",
    "check {report} --previous nosuch",
    "check {report} --previous pingtan-zone-2013",
    "check {report} {report} --previous {report}",
    "check {report} --account --format csv",
    "check {report} --blanks-as-zero --format csv",
    "check hebei-2016 --account",
    "check hebei-2016 --data {folder}/nosuch",
    "check hebei-2016 --data {report}",
    "check {report} --out {folder}/nosuch/check.txt",
    "add {report}",
    "add {folder}/nosuch.docx --id anhe",
    "add {report} --id ../anhe",
    "add {report} --id all",
    "add {report} --id hebei-2016",
    "add {report} --id anhe --year 17",
    "add {report} --id anhe --year 3017",
    "add {report} --id anhe --region-code 13",
    "add {report} --id anhe --published yesterday",
    "add {report} --id anhe --level provinciall",
    "add {report} --id anhe --form prose",
    "add {report} --id anhe --data {report}",
    "list all",
    "list --data {folder}/nosuch",
    "build hebei-2061",
    "build pingtan-2013",
    "build hebei-2016 --all",
    "build hebei-2016 --notebook 1_overviw",
    "build hebei-2016 -p tops 5",
    "build hebei-2016 -p lang zh",
    "build hebei-2016 -p reports all",
    "build hebei-2016 -p top",
    "build hebei-2016 -p peers nosuch",
    "build hebei-2016 -p peers hebei-2016,nosuch",
    "build hebei-2016 --engine fast",
    "build hebei-2016 --source {report}",
    "build hebei-2016 --out {report}",
    "build hebei-2016 --timeout -1",
    "build --runs {report}",
    "build --runs {folder}/nosuch.yaml",
    "lab {folder}/nosuch",
    "lab --ServerApp.root_dir={folder}/nosuch",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_answered_in_the_language_that_was_typed(mistake, lang, clean, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    given = [word.format(report=clean, folder=tmp_path) for word in mistake.split(" ")]
    # What --runs lists has its languages in it.
    alone = "--runs" in given or given[0] == "chek"
    sentence = _refusal(capsys, *(["--lang", lang] if alone else []), *given, *([] if alone else ["--lang", lang]))
    assert bool(re.search("[一-鿿]", sentence)) == (lang == "zh")
    assert not (lang == "zh" and re.search(r"Unknown|Known|cannot|Choose|Name|Did you", sentence))
    assert sorted(tmp_path.rglob("*")) == before


def test_no_command_shows_the_help(capsys):
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 0
    assert "check" in capsys.readouterr().out


# ---- check


def test_names_may_stand_before_and_behind_options(clean, contradictory, capsys):
    assert main(["check", str(clean), "--format", "json", str(contradictory)]) == 1
    assert [entry["name"] for entry in json.loads(capsys.readouterr().out)["checks"]] == [
        str(clean),
        str(contradictory),
    ]


def test_check_of_a_consistent_report_exits_0(clean, capsys):
    assert main(["check", str(clean)]) == 0
    assert "不成立 0" in capsys.readouterr().out


def test_check_names_place_rule_figures_and_direction_in_one_line(contradictory, capsys):
    assert main(["check", str(contradictory), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if "P-006" in line and "expected" in line]
    assert line.startswith(f"{contradictory}:p4:")
    assert "expected 9, printed 10, 1 too high (10 ≠ 4 + 3 + 2)" in line
    assert "行政复议【10】件" in out


def test_check_lists_every_figure_that_could_be_the_wrong_one(contradictory, capsys):
    main(["check", str(contradictory), "--lang", "en", "--format", "json"])
    (fault,) = json.loads(capsys.readouterr().out)["checks"][0]["faults"]
    assert fault["status"] == "ambiguous"
    proposals = {(change["printed"], change["proposed"]) for (change,) in fault["explanations"]}
    assert proposals == {("10", 9), ("4", 5), ("3", 4), ("2", 3)}


def test_check_of_the_stored_report_says_which_side_the_growth_supports(capsys):
    assert main(["check", "hebei-2016", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "337 × (1 + 38.28%) = 466" in out
    assert "P-201 supports 466" in out


def test_check_goes_on_after_an_unreadable_file_and_ends_with_one_summary(clean, contradictory, tmp_path, capsys):
    assert main(["check", str(clean), str(tmp_path / "gone.txt"), str(contradictory), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert "gone.txt: no such file" in err
    assert out.splitlines()[-1] == "3 reports: 1 without errors, 1 with errors, 1 could not be read"


def test_check_json_keeps_its_documented_fields(contradictory, tmp_path, capsys):
    main(["check", str(contradictory), str(tmp_path / "gone.txt"), "--format", "json", "--lang", "en"])
    whole = json.loads(capsys.readouterr().out)
    assert whole["schema"] == "xxgk-check/1"
    entry, unread = whole["checks"]
    fields = "name error sha256 form notices figures blanks identities findings faults undecided"
    assert set(fields.split()) <= set(entry)
    assert "no such file" in unread["error"]
    (finding,) = entry["findings"]
    assert (finding["code"], finding["expected"], finding["printed"], finding["difference"]) == ("P-006", 9, 10, 1)
    fields = "indicator level applicant name printed place where label quote"
    assert set(fields.split()) <= set(finding["members"][0])


def test_check_json_prints_the_figures_of_the_year_before(tmp_path, capsys):
    for year, seed in ((2022, 1), (2023, 2)):
        rows = "".join(
            f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in applications(numbers(seed=seed))
        )
        page = f"<h1>安河县{year}年政府信息公开工作年度报告</h1><table>{rows}</table>"
        _write(tmp_path / f"{year}.html", page)
    data = str(tmp_path / "data")
    assert main(["--data", data, "add", str(tmp_path / "2022.html"), "--id", "anhe-2022"]) == 0
    capsys.readouterr()
    assert main(["--data", data, "check", str(tmp_path / "2023.html"), "--format", "json"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)["checks"]
    carried = next(finding for finding in entry["findings"] if finding["code"] == "S21-X")
    before = carried["members"][1]
    assert before["name"].startswith("上年报告·结转下年度")
    assert before["printed"].isdigit()
    assert before["where"]


def test_check_csv_has_a_row_for_each_relation_and_no_formulas(contradictory, tmp_path):
    hostile = contradictory.rename(tmp_path / "=1+1.txt")
    out = tmp_path / "check.csv"
    assert main(["check", f"{hostile}", "--format", "csv", "--out", str(out)]) == 1
    table = pd.read_csv(out)
    assert set(table["outcome"]) <= {"holds", "broken", "undecided"}
    assert table.loc[table["code"] == "P-006", "difference"].tolist() == [1]
    os.chdir(tmp_path)
    assert b"\n'=1+1.txt," in _run("check", "=1+1.txt", "--format", "csv").stdout


def test_check_html_shows_the_sentence_and_lets_nothing_run(tmp_path, capsys):
    text = PROSE.format(reviews=10).replace("其他情形2件", "其他情形2件<script>alert(1)</script>")
    main(["check", str(_write(tmp_path / "script.txt", text)), "--format", "html"])
    page = capsys.readouterr().out
    assert "<mark>2</mark>件&lt;script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_several_at_a_time_give_what_one_after_another_gives(form, clean, contradictory, tmp_path):
    empty = _write(tmp_path / "empty.txt", "")
    targets = [contradictory, "hebei-2016", empty, clean, "nowhere-1999", contradictory]
    one, three = (_run("check", *targets, "--format", form, "--jobs", jobs) for jobs in (1, 3))
    assert three.stdout == one.stdout
    assert three.stderr == one.stderr
    assert (one.returncode, three.returncode) == (2, 2)
    assert one.stderr.count(b"xxgk: ") == 2


def test_an_interrupted_check_of_many_says_so_and_leaves_no_process(clean):
    command = [XXGK, "check", *[str(clean)] * 3000, "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (started := psutil.Process(process.pid).children(recursive=True)):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == (b"", 130)
    assert err == b"xxgk: Interrupted; what was finished is kept.\n"
    assert not psutil.wait_procs(started, timeout=10)[1]


def test_account_lists_what_is_a_figure_and_what_is_none(clean, capsys):
    main(["check", str(clean), "--account", "--format", "json"])
    account = json.loads(capsys.readouterr().out)["checks"][0]["account"]
    kinds = {(entry["printed"], entry["kind"]) for entry in account}
    assert ("60", "figure") in kinds
    assert any(kind == "date" and printed.startswith("2017") for printed, kind in kinds)


def test_account_of_a_stored_report_is_refused_for_its_text_is_not_kept(capsys):
    assert "Name its file" in _refusal(capsys, "check", "hebei-2016", "--account")


def test_a_stored_report_says_the_hash_of_its_file(clean, tmp_path, capsys):
    own = str(tmp_path / "own")
    main(["add", str(clean), "--id", "anhe-2017", "--data", own])
    capsys.readouterr()
    main(["check", str(clean), "anhe-2017", "--data", own, "--format", "json"])
    of_file, of_id = (entry["sha256"] for entry in json.loads(capsys.readouterr().out)["checks"])
    assert of_file == of_id


def test_one_of_a_kind_is_counted_in_the_singular(contradictory, capsys):
    main(["check", str(contradictory), "--lang", "en"])
    assert "(1 error, 0 warnings)" in capsys.readouterr().out


def test_a_result_without_a_folder_is_refused_without_talk_of_space(clean, tmp_path, capsys):
    words = _refusal(capsys, "check", clean, "--out", tmp_path / "gone" / "check.txt")
    assert words.endswith("No such file or directory. Choose another place.\n")


def test_account_does_not_go_with_csv(clean, capsys):
    assert "--format text or json" in _refusal(capsys, "check", clean, "--account", "--format", "csv")


# ---- add and list


def test_add_takes_title_year_and_organ_from_the_head_and_says_so(clean, tmp_path, capsys):
    assert main(["add", str(clean), "--id", "anhe-2017", "--data", str(tmp_path / "own")]) == 0
    out = capsys.readouterr().out
    assert "year taken from the text: 2017" in out
    assert "organ taken from the text: 安河县" in out
    assert main(["list", "--data", str(tmp_path / "own")]) == 0
    listed = capsys.readouterr().out
    assert "anhe-2017" in listed
    assert "hebei-2016" in listed


def test_add_counts_facts_and_exclusions(clean, tmp_path, capsys):
    main(["add", str(clean), "--id", "anhe-2017", "--data", str(tmp_path / "own")])
    out = capsys.readouterr().out
    facts = pd.read_csv(tmp_path / "own" / "facts" / "anhe-2017.csv")
    assert f"figures: {len(facts)}, of them {facts['indicator'].notna().sum()} with an indicator" in out
    assert "blank cells: 0\n" in out
    assert "ordinal" in out


def test_add_counts_no_blank_cell_as_a_figure(tmp_path, capsys):
    table = applications()
    table[2][2] = ""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
    page = _write(tmp_path / "page.html", f"<h1>安河县2022年政府信息公开工作年度报告</h1><table>{rows}</table>")
    assert main(["add", str(page), "--id", "anhe", "--data", str(tmp_path / "own")]) == 0
    assert "figures: 174, of them 174 with an indicator and 0 without\nblank cells: 1\n" in capsys.readouterr().out


def test_add_refuses_to_overwrite_without_replace(clean, tmp_path, capsys):
    own = str(tmp_path / "own")
    main(["add", str(clean), "--id", "anhe-2017", "--data", own])
    capsys.readouterr()
    assert "--replace" in _refusal(capsys, "add", clean, "--id", "anhe-2017", "--data", own)
    assert main(["add", str(clean), "--id", "anhe-2017", "--data", own, "--replace"]) == 0


def test_add_keeps_what_was_given_when_the_same_years_report_is_made_again(clean, contradictory, tmp_path, capsys):
    own = tmp_path / "own"
    main(["add", str(clean), "--id", "anhe", "--data", str(own), "--organ-en", "Anhe", "--published", "2018-03-01"])
    assert main(["add", str(contradictory), "--id", "anhe", "--data", str(own), "--replace"]) == 0
    assert "kept from the report that this one replaces: 安河县" in capsys.readouterr().out
    assert "anhe,安河县,Anhe,,,2017," in (own / "reports.csv").read_text("utf-8")


def test_add_keeps_nothing_of_another_years_report(clean, tmp_path):
    own = tmp_path / "own"
    main(["add", str(clean), "--id", "anhe", "--data", str(own), "--organ-en", "Anhe", "--published", "2018-03-01"])
    later = _write(tmp_path / "later.txt", PROSE.format(reviews=9).replace("2017", "2018"))
    assert main(["add", str(later), "--id", "anhe", "--data", str(own), "--replace"]) == 0
    row = pd.read_csv(own / "reports.csv", dtype="str", keep_default_na=False).loc[0]
    assert row[["organ_en", "year", "title", "published"]].tolist() == [
        "",
        "2018",
        "安河县2018年政府信息公开工作年度报告",
        "",
    ]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--published", "yesterday", "e.g. --published 2017-03-28"),
        ("--region-code", "13", "e.g. --region-code 130000"),
        ("--published", "20170328", "e.g. --published 2017-03-28"),
        ("--published", "2117-03-28", "up to today are expected"),
        ("--year", "17", "e.g. --year 2016"),
        ("--year", "2050", "Year '2050' cannot be used. Four digits from 2003 to 20"),
        ("--year", "２０１６", "e.g. --year 2016"),
        ("--level", "provinciall", "Unknown level 'provinciall'. Known: national, provincial"),
    ],
)
def test_what_describes_a_report_must_be_what_it_says(option, value, words, clean, tmp_path, capsys):
    own = tmp_path / "own"
    assert words in _refusal(capsys, "add", clean, "--id", "anhe", "--data", own, option, value)
    assert not own.exists()


def test_what_describes_a_report_is_written_on_one_line_and_as_text(clean, tmp_path):
    name = clean.with_name(os.fsdecode(b"a\xff.txt"))
    clean.rename(name)
    given = ["--organ", " 安河县\n办公室 ", "--title", "\udcff"]
    assert main(["add", str(name), "--id", "anhe", "--data", str(tmp_path / "own"), *given]) == 0
    listed = (tmp_path / "own/reports.csv").read_text("utf-8")
    assert "anhe,安河县 办公室,,,,2017,prose-2008,\\udcff,,a\\udcff.txt," in listed


def test_a_text_that_does_not_say_its_year_is_not_added_without_one(tmp_path, capsys):
    report = _write(tmp_path / "no_year.txt", "收到申请6件。\n")
    assert "does not say the year" in _refusal(capsys, "add", report, "--id", "anhe", "--data", tmp_path / "own")


def test_add_twice_gives_the_same_bytes(clean, tmp_path):
    contents = []
    for own in (tmp_path / "one", tmp_path / "two"):
        main(["add", str(clean), "--id", "anhe-2017", "--data", str(own)])
        contents.append({p.relative_to(own): p.read_bytes() for p in own.rglob("*") if p.is_file()})
    assert contents[0] == contents[1]


def test_the_readmes_own_edition_reads_a_wording_and_checks_a_relation_of_its_own(tmp_path, capsys):
    toml, *_ = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "editions.md").read_text("utf-8"), re.DOTALL)
    own = tmp_path / "mydata"
    (own / "forms").mkdir(parents=True)
    _write(own / "forms" / "anhe.toml", toml)
    text = "安河县2017年政府信息公开工作年度报告\n全年群众来件40件，办结申请41件。\n"
    report = _write(tmp_path / "closed_exceeds_received.txt", text)
    arguments = ["check", str(report), "--form", "anhe", "--data", str(own), "--lang", "en"]
    assert main(arguments) == 1
    assert "ANHE-001: No more requests closed than received" in capsys.readouterr().out


# ---- lab


def test_lab_opens_the_notebooks_and_passes_arguments_on(monkeypatch):
    started = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append(arguments) or sys.exit(0))
    with pytest.raises(SystemExit):
        main(["lab", "--no-browser", "--port=9999"])
    [[*command, extension, start]] = started
    assert command == [sys.executable, "-P", "-m", "jupyterlab", str(ROOT / "notebooks"), "--no-browser", "--port=9999"]
    assert extension.startswith("--LabApp.extra_labextensions_path=")
    assert start == "--LabApp.default_url=/lab/tree/0_start.ipynb"


def test_lab_of_an_installed_package_works_on_copies_and_keeps_what_the_user_changed(tmp_path):
    source, own = tmp_path / "package", tmp_path / "notebooks"
    source.mkdir()
    for name in ("1_a.ipynb", "2_b.ipynb"):
        _write(source / name, "new")
    own.mkdir()
    _write(own / "1_a.ipynb", "changed")
    assert copy_notebooks(source, own) == own
    assert {path.name: path.read_text("utf-8") for path in own.iterdir()} == {
        "1_a.ipynb": "changed",
        "2_b.ipynb": "new",
    }


# ---- Bad input


def _nothing(path: Path) -> None:
    """Leave the path free."""


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_nothing, "no such file"),
        (Path.mkdir, "is a folder"),
        (Path.touch, "is empty"),
        (lambda path: path.write_bytes(b"abc\0\1" * 50), "binary"),
        (lambda path: path.write_bytes(b"\x81\xff\xfe" * 100), "encoding"),
        (lambda path: path.write_text("本年度没有数字。", "utf-8"), "holds no figure"),
    ],
    ids=["missing", "folder", "empty", "binary", "encoding", "no_figures"],
)
@pytest.mark.parametrize("command", ["check", "add"])
def test_what_cannot_be_a_report_is_refused_and_nothing_is_written(command, make, words, tmp_path, capsys):
    make(tmp_path / "report.txt")
    given = ["--id", "x-2017", "--year", "2017", "--organ", "某县", "--data", tmp_path / "own"]
    more = given if command == "add" else ["--lang", "en"]
    assert words in _refusal(capsys, command, tmp_path / "report.txt", *more)
    assert not (tmp_path / "own").exists()


def test_a_figure_with_40_digits_is_kept_digit_for_digit(tmp_path):
    figure = "1234567890" * 4
    report = _write(
        tmp_path / "forty_digits.txt", f"安河县2017年政府信息公开工作年度报告\n收到政府信息公开申请{figure}件。\n"
    )
    assert main(["add", str(report), "--id", "long", "--data", str(tmp_path / "own")]) == 0
    assert f",{figure}," in (tmp_path / "own" / "facts" / "long.csv").read_text("utf-8")
    assert main(["check", str(report)]) == 0


@pytest.mark.parametrize("report", ["../evil", "a/b", "..", "", ".hidden", "x" * 81, "all"])
def test_an_id_that_is_no_plain_name_is_refused(report, clean, tmp_path, capsys):
    assert "cannot be used" in _refusal(capsys, "add", clean, "--id", report, "--data", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_file_in_place_of_the_data_folder_is_named(clean, tmp_path, capsys):
    own = _write(tmp_path / "own", "")
    assert "Choose another one: --data" in _refusal(capsys, "add", clean, "--id", "x", "--data", own)
    assert "is a file, not a data folder" in _refusal(capsys, "list", "--data", own)


def test_a_half_written_data_folder_is_named_and_can_be_mended(clean, tmp_path, capsys):
    own = tmp_path / "own"
    main(["add", str(clean), "--id", "anhe-2017", "--data", str(own)])
    _write(own / "reports.csv", "id,organ\nanhe-20")
    capsys.readouterr()
    assert "Remove it and add its reports again" in _refusal(capsys, "list", "--data", own)
    (own / "reports.csv").unlink()
    assert main(["add", str(clean), "--id", "anhe-2017", "--data", str(own), "--replace"]) == 0


def test_a_full_disk_leaves_the_data_folder_as_it_was(clean, tmp_path):
    own = tmp_path / "own"
    main(["add", str(clean), "--id", "anhe-2017", "--data", str(own)])
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    arguments = ("add", clean, "--id", "anhe-2017", "--data", own, "--replace")
    done = _run(*arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)))
    assert done.returncode == 2
    assert done.stderr.startswith(b"xxgk: Cannot write to the data folder")
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(
    "arguments", [["list"], ["check", "hebei-2016"], ["check", "hebei-2016", "--out", "/dev/full"]]
)
def test_a_full_disk_on_output_is_one_sentence(arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([XXGK, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


# ---- The terminal


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen([XXGK, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_chinese_is_written_as_utf_8_in_any_locale():
    plain = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "河北省" in _run("list", env=plain).stdout.decode("utf-8")


def test_a_file_name_that_is_no_text_is_written_escaped(clean, tmp_path):
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    clean.rename(odd)
    for form in ("text", "json", "html"):
        out = tmp_path / f"check.{form}"
        assert main(["check", odd, "--format", form, "--out", str(out)]) == 0
        assert "\\udcff.txt" in out.read_text("utf-8")


def test_ctrl_c_exits_130_without_a_traceback(tmp_path):
    """A pipe opens for writing when the command has opened it for reading; there it waits until it is interrupted."""
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    with subprocess.Popen([XXGK, "check", pipe], stderr=subprocess.PIPE) as process, pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().startswith("xxgk: Interrupted")


# ---- Start-up

HEAVY = (
    "altair",
    "vl_convert",
    "papermill",
    "nbconvert",
    "nbclient",
    "IPython",
    "ipykernel",
    "jupyterlab",
    "pypdfium2",
    "docx",
)


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["check", "hebei-2016"], ["check", "--help"]])
def test_quick_commands_import_no_notebook_or_chart_library(arguments):
    code = (
        "import sys\nfrom xxgk.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.strip() == "[]"
