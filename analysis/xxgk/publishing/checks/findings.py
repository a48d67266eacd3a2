"""The findings of a check in words: what is broken and where, what speaks for which side, what would mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

import pandas as pd

from xxgk.publishing.checks.check import ERRORS, Check
from xxgk.reading.audit import findings as broken_rows
from xxgk.reading.audit import format_finding
from xxgk.reading.audit.figures import PREVIOUS
from xxgk.reading.base import store
from xxgk.reading.documents import Document, Quote, quote
from xxgk.reading.quantities import decimal_text
from xxgk.show.places import where
from xxgk.show.words import join, pick, term

SEPARATOR = "; "
_NO_SIDE = {
    "neither": ("两者都不支持", "support{} neither"),
    "both": ("说法不一", "disagree"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One figure that takes part in a relation, as printed; `place` is blank where the report does not print it."""

    indicator: str
    level: str
    applicant: str
    name: str
    printed: str
    place: str
    where: str
    label: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken relation; the first of `members` is the figure that `line` speaks of."""

    code: str
    severity: str
    is_error: bool
    line: str
    statement: str
    expected: float
    printed: float
    difference: float
    members: tuple[Member, ...]
    witness: str
    witness_codes: tuple[str, ...]
    supports: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What would mend the relations in `codes`; each explanation is one way: figures and their new values."""

    problem: str
    status: str
    codes: tuple[str, ...]
    line: str
    explanations: tuple[tuple[tuple[Member, float], ...], ...]


def findings(check: Check, lang: str = "zh") -> list[Finding]:
    """Put the broken relations of a check into words, errors before warnings."""
    rows = _facts_by_place(check)
    return [_finding(check, row, rows, lang) for row in broken_rows(check.audited).to_dict("records")]


def undecided(check: Check, lang: str = "zh") -> list[tuple[dict[str, Any], tuple[Member, ...]]]:
    """List the relations of which nothing can be said, each with the figures that take part."""
    rows = _facts_by_place(check)
    entries = check.identities[check.identities["outcome"] == "undecided"].to_dict("records")
    return [(row, _members(check, row, rows, lang)) for row in entries]


def faults(check: Check, lang: str = "zh") -> list[Fault]:
    """Put into words which figures, set right, would mend the broken relations or fill the blanks."""
    rows = _facts_by_place(check)
    entries = check.located.to_dict("records")
    return [_fault(check, list(group), rows, lang) for _, group in groupby(entries, key=lambda row: row["fault"])]


def _finding(check: Check, row: Mapping[str, Any], rows: Mapping, lang: str) -> Finding:
    return Finding(
        code=row["code"],
        severity=row["severity"],
        is_error=row["severity"] in ERRORS,
        line=format_finding(row, check.name, lang),
        statement=row["statement"],
        expected=row["expected"],
        printed=row["printed"],
        difference=row["difference"],
        members=_members(check, row, rows, lang),
        witness=_witness(row, lang),
        witness_codes=tuple(filter(None, row["witness_code"].split(SEPARATOR))),
        supports=row["witness"],
    )


def _members(check: Check, row: Mapping[str, Any], rows: Mapping, lang: str) -> tuple[Member, ...]:
    keys = zip(row["members"].split(SEPARATOR), row["places"].split(SEPARATOR), strict=True)
    return tuple(_member(check, *_parse(key), place, rows, lang) for key, place in keys)


def _member(check: Check, indicator: str, level: str, applicant: str, place: str, rows: Mapping, lang: str) -> Member:
    fact = rows.get((indicator, place), {})
    is_previous = indicator.startswith(PREVIOUS)
    return Member(
        indicator=indicator,
        level=level,
        applicant=applicant,
        name=_name(indicator, level, applicant, lang),
        printed=fact.get("printed", ""),
        place=place,
        where=where(fact["section"], fact["place"], lang) if fact else "",
        label=fact.get("label", ""),
        quote=_quote(check.document, fact) if check.document and fact and not is_previous else None,
    )


def name_member(key: str, lang: str) -> str:
    """Name a member of a relation, written ``indicator@level/applicant``, for readers."""
    return _name(*_parse(key), lang)


def _name(indicator: str, level: str, applicant: str, lang: str) -> str:
    bare = indicator.removeprefix(PREVIOUS)
    year = pick(lang, "上年报告·", "last year's report, ") if bare != indicator else ""
    parts = [year + _names(lang).get(bare, bare)]
    parts += [term("level", level, lang)] if level not in ("", "all") else []
    parts += [term("applicant", applicant, lang)] if applicant else []
    return pick(lang, "·", ", ").join(parts)


def _fault(check: Check, entries: list[dict], rows: Mapping, lang: str) -> Fault:
    first = entries[0]
    named = [entry for entry in entries if entry["indicator"]]
    explanations = tuple(
        tuple(
            (_member(check, e["indicator"], e["level"], e["applicant"], e["place"], rows, lang), e["proposed"])
            for e in group
        )
        for _, group in groupby(named, key=lambda entry: entry["explanation"])
    )
    codes = tuple(first["codes"].split(SEPARATOR))
    words = _fault_words(first["problem"], first["status"], codes, explanations, lang)
    place = explanations[0][0][0].place if explanations else ""
    return Fault(first["problem"], first["status"], codes, f"{check.name}:{place}: {words}", explanations)


def _fault_words(problem: str, status: str, codes: tuple[str, ...], explanations: tuple, lang: str) -> str:
    rules = join(codes, lang)
    if status == "unexplained":
        return pick(
            lang, f"改动任何一两处数字都不能使 {rules} 成立", f"no change of one or two figures makes {rules} hold"
        )
    ways = pick(lang, "；或 ", "; or ").join(
        join([_change(member, value, lang) for member, value in changes], lang) for changes in explanations
    )
    if problem == "blank":
        lead = pick(lang, f"空白处可由 {rules} 推出", f"the blank follows from {rules}")
    elif status == "unique":
        lead = pick(lang, f"可能的错处，改后 {rules} 成立", f"likely fault; mended, {rules} holds")
    else:
        lead = pick(
            lang, f"可能的错处不止一种，改任一种 {rules} 即成立", f"ambiguous; any one of these makes {rules} hold"
        )
    return f"{lead}{pick(lang, '：', ': ')}{ways}"


def _change(member: Member, value: float, lang: str) -> str:
    old = member.printed or pick(lang, "空白", "blank")
    return f"{member.name} ({member.place}) {old} → {decimal_text(Decimal(repr(value)))}"


def _witness(row: Mapping[str, Any], lang: str) -> str:
    """Say which of two figures other relations support; each statement is given for the total, then for the parts."""
    supports = row["witness"]
    if not supports:
        return ""
    # Of a restatement, the total is the more exact printing, which the other is expected to agree with.
    names = ("expected", "printed") if row["kind"] == "restatement" else ("printed", "expected")
    total, parts = (decimal_text(Decimal(repr(row[name]))) for name in names)
    codes = [code for code in row["witness_code"].split(SEPARATOR) if code]
    one = "s" if len(codes) == 1 else ""
    winner = {"total": total, "parts": parts}.get(supports)
    verdict = (
        pick(lang, f"支持 {winner}", f"support{one} {winner}")
        if winner
        else pick(lang, *_NO_SIDE[supports]).format(one)
    )
    statements = row["witness_statement"].split(SEPARATOR)
    told = pick(lang, "；", "; ").join(
        pick(lang, f"取 {total}，{first}；取 {parts}，{second}", f"with {total}, {first}; with {parts}, {second}")
        for first, second in zip(statements[::2], statements[1::2], strict=True)
    )
    gap = pick(lang, "（? 处没有相符的整数）", " (no whole number fits at ?)") if "? ×" in told else ""
    return f"{join(codes, lang)} {verdict}{pick(lang, '：', ': ')}{told}{gap}"


def _quote(document: Document, fact: Mapping[str, Any]) -> Quote | None:
    """Quote the sentence of a figure; a table cell has none."""
    return quote(document, fact["place"], fact["start"], fact["end"]) if fact["place"].startswith("p") else None


def _facts_by_place(check: Check) -> dict[tuple[str, str], dict[str, Any]]:
    before = () if check.previous is None else _placed(check.previous, PREVIOUS)
    return {**dict(_placed(check.facts)), **dict(before)}


def _placed(facts: pd.DataFrame, prefix: str = "") -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for fact in facts.to_dict("records"):
        place = fact["place"]
        if place.startswith("p"):
            place = f"{place}:{fact['start']}-{fact['end']}"
        yield (prefix + fact["indicator"], place), fact


def _parse(key: str) -> tuple[str, str, str]:
    rest, _, applicant = key.partition("/")
    indicator, _, level = rest.partition("@")
    return indicator, level, applicant


@cache
def _names(lang: str) -> dict[str, str]:
    table = store.read_indicators()
    return dict(zip(table["id"], table[lang], strict=True))
