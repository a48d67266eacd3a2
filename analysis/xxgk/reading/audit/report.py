"""The audit of one report as a table, and its findings as lines."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any

import pandas as pd

from xxgk.reading.audit.figures import Figures, Key, index_figures
from xxgk.reading.audit.rules import Rule, apply_identities
from xxgk.reading.audit.verdicts import Verdict, judge
from xxgk.reading.audit.witnesses import Testimony, hear_witnesses, rules_by_key
from xxgk.reading.forms.identities import Identity
from xxgk.reading.quantities import decimal_text

# Holds the exact sum and product of any figures the audit accepts, whatever the caller's own context.
PRECISION = 60
SEPARATOR = "; "
ERRORS = ("definition", "inequality")
COLUMNS = {
    "code": "str",
    "kind": "str",
    "severity": "str",
    "outcome": "str",
    "level": "str",
    "applicant": "str",
    "indicator": "str",
    "statement": "str",
    "expected": "float64",
    "printed": "float64",
    "difference": "float64",
    "members": "str",
    "places": "str",
    "reason": "str",
    "missing": "str",
    "witness": "str",
    "witness_code": "str",
    "witness_statement": "str",
    "zh": "str",
    "en": "str",
}
REASONS = {
    "missing": ("报告未列出", "the report does not print"),
    "blank": ("空白", "left blank:"),
    "too_large": ("数字过大，无法精确核算", "too large for exact arithmetic:"),
    "unreadable": ("数字无法识读", "cannot be read:"),
    "approximate": ("约数太粗，不足以判断", "the figures are too approximate to tell"),
    "zero_whole": ("总数为0，比例无意义", "a share of 0 has no meaning"),
    "several_bases": ("有多个整数基数与增长率相符", "several whole-number bases fit the growth rate"),
    "units": ("单位不可比", "the units cannot be compared"),
}


def audit(facts: pd.DataFrame, identities: Sequence[Identity], previous: pd.DataFrame | None = None) -> pd.DataFrame:
    """Check a report's figures against identities.

    Parameters
    ----------
    facts
        The facts of one report. Anything that cannot be read in them leaves rules undecided; nothing raises.
    identities
        The identities of its edition.
    previous
        The facts of the same organ's report for the year before, which identities of kind ``carry`` need.

    Returns
    -------
    DataFrame
        One row for each identity, level and applicant of which the report prints two members or more, in the
        order of the identities. Key: `code`, `level`, `applicant`, `members`.

        ``outcome``
            ``holds``, ``broken`` or ``undecided``; an undecided rule names its `reason` (a key of `REASONS`)
            and the `missing` members.
        ``indicator``
            The indicator of the figure that `printed` quotes.
        ``statement``
            The relation in figures as printed, ``466 = 285 + 81 + 105``; ``?`` is what is not printed.
        ``expected``, ``printed``, ``difference``
            What the other members ask for, what is printed, and printed minus expected (positive: too high).
            Of a bound, `expected` is the greatest that is allowed; of a share or growth, the rate computed
            again.
        ``members``, ``places``
            Keys ``indicator@level/applicant`` and places ``p43:120-124`` or ``t3 r5 c2``, in the same order,
            joined by "; ". The first is the figure that `printed` quotes.
        ``witness``, ``witness_code``, ``witness_statement``
            Of a broken sum or restatement: which side other relations support (`Testimony`), which they are,
            and what they say for either side.
    """
    with localcontext(prec=PRECISION):
        figures = index_figures(facts, previous)
        if previous is None:
            identities = [identity for identity in identities if identity.kind != "carry"]
        rules = apply_identities(identities, figures)
        witnesses = rules_by_key(rules)
        rows = []
        for rule in rules:
            verdict = judge(rule, figures)
            broken = verdict.outcome == "broken"
            testimony = hear_witnesses(rule, figures, witnesses) if broken else Testimony()
            rows.append(_row(rule, verdict, testimony, figures))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def findings(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep what a reader must look at: broken rules, errors before warnings.

    Returns
    -------
    DataFrame
        Broken rows of `audited`, without those that are no identity.
    """
    broken = audited[(audited["outcome"] == "broken") & (audited["severity"] != "not_an_identity")]
    is_warning = ~broken["severity"].isin(ERRORS)
    return broken.loc[is_warning.sort_values(kind="stable").index]


def format_finding(
    row: Mapping[str, Any], report: str, lang: str = "zh", names: Mapping[str, str] | None = None
) -> str:
    """Write one row of the audit as a line that an editor can open.

    Parameters
    ----------
    row
        A row of the audit's table.
    report
        The report's id or file name.
    lang
        ``zh`` or ``en``.
    names
        Names of indicators for readers, by id; an indicator without one goes by its id.

    Returns
    -------
    str
        ``report:place: code: what [figure]: expected, printed, difference and its direction (the relation)``.
    """
    place, figure = (row[column].split(SEPARATOR)[0] for column in ("places", "members"))
    name = (names or {}).get(row["indicator"], row["indicator"])
    figure = figure.replace(row["indicator"], name, 1)
    what = f"{row['code']}: {row[lang]} [{figure}]"
    return " ".join(f"{report}:{place}: {what}: {_comparison(row, lang)} ({row['statement']})".split())


def explain_reason(row: Mapping[str, Any], lang: str = "zh") -> str:
    """Say in words why a row is undecided; blank for a row that is decided."""
    if not row["reason"]:
        return ""
    zh, en = REASONS[row["reason"]]
    missing = row["missing"].replace(SEPARATOR, "、" if lang == "zh" else ", ")
    words = zh if lang == "zh" else en
    return f"{words}{'：' if lang == 'zh' else ' '}{missing}" if missing else words


def _row(rule: Rule, verdict: Verdict, testimony: Testimony, figures: Figures) -> tuple:
    identity = rule.identity
    members = sorted(rule.keys, key=lambda key: key != verdict.subject)
    places = (figures[key].place if key in figures else "" for key in members)
    return (
        identity.code,
        identity.kind,
        identity.severity,
        verdict.outcome,
        rule.level,
        rule.applicant,
        verdict.subject.indicator if verdict.subject else "",
        verdict.statement,
        _number(verdict.expected),
        _number(verdict.printed),
        _difference(verdict),
        _join(members),
        SEPARATOR.join(places),
        verdict.reason,
        _join(verdict.missing),
        testimony.supports,
        SEPARATOR.join(testimony.codes),
        SEPARATOR.join(testimony.statements),
        identity.zh,
        identity.en,
    )


def _join(keys: Sequence[Key]) -> str:
    return SEPARATOR.join(str(key) for key in keys)


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _difference(verdict: Verdict) -> float:
    if verdict.expected is None or verdict.printed is None:
        return float("nan")
    return float(verdict.printed - verdict.expected)


def _comparison(row: Mapping[str, Any], lang: str) -> str:
    expected, printed, difference = (
        _figure(row["expected"]),
        _figure(row["printed"]),
        _figure(abs(row["difference"])),
    )
    most = row["kind"] == "bound"
    if lang == "zh":
        direction = f"，{'多' if row['difference'] > 0 else '少'} {difference}" if difference != "?" else ""
        return f"应{'不超过' if most else '为'} {expected}，印作 {printed}{direction}"
    direction = f", {difference} too {'high' if row['difference'] > 0 else 'low'}" if difference != "?" else ""
    return f"expected {'at most ' if most else ''}{expected}, printed {printed}{direction}"


def _figure(value: float) -> str:
    """Write a number for a line of text; ``?`` is one that is not known."""
    return "?" if pd.isna(value) else decimal_text(Decimal(repr(round(float(value), 4))))
