"""Extract the figures of a report into the data folder: your own one with --data, else the built-in one."""

import argparse
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from xxgk.cli.output import emit
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import data_folders
from xxgk.show.words import LANGUAGES, pick

if TYPE_CHECKING:
    from xxgk.reading.documents import Document

_TITLE = "年政府信息公开工作年度报告"
LEVELS = ("national", "provincial", "municipal", "county", "township")
FIRST_YEAR = 2003  # Guangzhou's rules, the first on disclosure
_ZH = {"organ": "机关", "year": "年份", "title": "标题"}
_COLUMNS = ("organ", "organ_en", "region_code", "level", "published")


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("file", metavar="FILE", help="the report: .txt .md .html .docx .pdf")
    add("--id", required=True, help="name for it: letters, digits, hyphens, underscores, e.g. hebei-2016")
    add("--organ", default="", help="organ that published it; by default as its title says")
    add("--organ-en", default="", help="the organ's name in English")
    add("--region-code", default="", help="administrative division code (GB/T 2260), e.g. 130000")
    add("--level", default="", choices=LEVELS, help="level of the organ")
    add("--year", default="", help="year reported on; by default as its title says")
    add("--title", default="", help="title; by default as printed at its head")
    add("--published", default="", help="day of publication, e.g. 2017-03-28")
    add("--form", default="", metavar="ID", help="edition to read it as; by default its content decides")
    add("--lang", choices=LANGUAGES, default="en", help="language of what is said: zh or en (default)")
    add("--replace", action="store_true", help="take the place of a report of the same id")


def run(arguments: argparse.Namespace) -> int:
    """Extract, write, and say what came out."""
    from xxgk.reading.base import store
    from xxgk.reading.documents import read_document
    from xxgk.reading.extract import account, extract
    from xxgk.reading.extract.editions import edition

    store.check_report_id(arguments.id)
    document = read_document(arguments.file)
    form, notices = edition(document, arguments.form)
    facts, unread = extract(document, form)
    if not facts:
        raise UserError(
            f"{arguments.file}: holds no figure, so nothing was added. Check that it is the report.",
            f"{arguments.file}：没有数字，未添加。请确认是报告正文。",
        )
    row, notes = _row(arguments, document, form.id)
    path = store.add_report(row, facts, arguments.replace)
    figures = [fact for fact in facts if fact.printed]
    meant = sum(bool(fact.indicator) for fact in figures)
    counts = Counter(
        numeral.kind for numeral in account(document, form) if numeral.kind not in ("figure", "unexplained")
    )
    kinds = ", ".join(f"{kind} {n}" for kind, n in counts.most_common())
    notes += [pick(arguments.lang, notice.zh, notice.en) for notice in (*notices, *unread)]
    without, blanks = len(figures) - meant, len(facts) - len(figures)
    said = (
        (f"版本：{form.id}（{form.zh}）", f"edition: {form.id} ({form.zh})"),
        (
            f"数字：{len(figures)} 个，其中 {meant} 个有指标，{without} 个没有",
            f"figures: {len(figures)}, of them {meant} with an indicator and {without} without",
        ),
        (f"空格：{blanks} 个", f"blank cells: {blanks}"),
        (f"不是数据的数字：{kinds or '无'}", f"no figures: {kinds or 'none'}"),
        (f"已写入：{path}", f"written: {path}"),
    )
    lead = pick(arguments.lang, "说明：", "note: ")
    emit("\n".join([*(lead + note for note in notes), *(pick(arguments.lang, zh, en) for zh, en in said)]))
    return 0


def _row(arguments: argparse.Namespace, document: "Document", form: str) -> tuple[dict[str, object], list[str]]:
    """Fill the report's row of `reports.csv` with what is given, else known, else said by its head; and say so."""
    from xxgk.reading.extract.cover import read_cover

    cover = read_cover(document)
    known = _known(arguments, document.sha256, cover.year)
    given = {name: " ".join(getattr(arguments, name).split()) for name in (*_COLUMNS, "year", "title")}
    row: dict[str, object] = {name: given[name] or known.get(name, "") for name in _COLUMNS}
    lang = arguments.lang
    kept = f"{known['organ']}, {known['title']}" if known else ""
    notes = (
        [pick(lang, f"沿用被替换的报告：{kept}", f"kept from the report that this one replaces: {kept}")]
        if known
        else []
    )
    for name, fallback in (("organ", arguments.id), ("year", ""), ("title", None)):
        row[name] = given[name] or known.get(name) or ""
        if row[name]:
            continue
        row[name] = getattr(cover, name)
        if row[name]:
            notes.append(pick(lang, f"{_ZH[name]}取自正文：{row[name]}", f"{name} taken from the text: {row[name]}"))
            continue
        gap = " " if str(row["organ"]).isascii() else ""
        row[name] = f"{row['organ']}{gap}{row['year']}{_TITLE}" if fallback is None else fallback
        notes.append(
            pick(
                lang,
                f"正文开头没有写明{_ZH[name]}，以 {row[name]!r} 代之。请给出：--{name} ...",
                f"the text's head does not say the {name}; {row[name]!r} stands for it. Give it: --{name} ...",
            )
        )
    _check(row)
    source = {"source_file": document.name, "source_sha256": document.sha256}
    return row | {"id": arguments.id, "form": form} | source, notes


def _known(arguments: argparse.Namespace, sha256: str, year: int | None) -> dict[str, object]:
    """Find what is known of a report that is made again; nothing where another year's takes its place."""
    from xxgk.reading.base.folders import report_rows

    if not data_folders()[-1].is_dir():
        return {}
    known = report_rows().get(arguments.id)
    if known is None:
        return {}
    year = arguments.year or year
    same = sha256 == known["source_sha256"] or not year or str(year) == str(known["year"])
    return dict(known) if same else {}


def _check(row: Mapping[str, object]) -> None:
    """Refuse a year, a day or a code that is none or is yet to come."""
    today = date.today()
    if not row["year"]:
        raise UserError(
            "The text's head does not say the year. Give it, e.g. --year 2016.",
            "正文开头没有写明年份。请给出，例如 --year 2016。",
        )
    if not re.fullmatch(r"[0-9]{4}", str(row["year"])) or not FIRST_YEAR <= int(row["year"]) <= today.year:
        raise UserError(
            f"Year {str(row['year'])!r} cannot be used. "
            f"Four digits from {FIRST_YEAR} to {today.year} are expected, e.g. --year 2016.",
            f"年份 {str(row['year'])!r} 不能用。应为 {FIRST_YEAR} 至 {today.year} 的四位数字，例如 --year 2016。",
        )
    if row["region_code"] and not re.fullmatch(r"[0-9]{6}", str(row["region_code"])):
        raise UserError(
            f"Region code {row['region_code']!r} cannot be used. Six digits are expected, e.g. --region-code 130000.",
            f"区划代码 {row['region_code']!r} 不能用。应为六位数字，例如 --region-code 130000。",
        )
    if row["published"] and not _is_past_day(str(row["published"]), today):
        raise UserError(
            f"Day {row['published']!r} cannot be used. "
            "Year, month and day up to today are expected, e.g. --published 2017-03-28.",
            f"日期 {row['published']!r} 不能用。应为不晚于今天的年月日，例如 --published 2017-03-28。",
        )


def _is_past_day(text: str, today: date) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day <= today
