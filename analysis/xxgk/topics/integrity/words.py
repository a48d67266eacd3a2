"""The audit in words."""

from collections.abc import Sequence

import pandas as pd

from xxgk.reading.audit import explain_reason, findings
from xxgk.reading.audit.figures import PREVIOUS, Key
from xxgk.reading.measures import TIMES
from xxgk.show.numbers import count
from xxgk.show.places import cite
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import pick, term
from xxgk.topics.integrity.names import NOT_AN_IDENTITY, name_figure, subject

_MOST_EXAMPLES = 5
_LONGEST = 120
_MOST_MISSING = 3
_WITNESSES = {
    "total": (
        "旁证支持**{first}**：{total_holds}，{parts_fail}。",
        "A witness supports **{first}**: {total_holds}, {parts_fail}.",
    ),
    "parts": (
        "旁证支持**{second}**：{parts_hold}，{total_fails}。",
        "A witness supports **{second}**: {parts_hold}, {total_fails}.",
    ),
    "neither": (
        "旁证两边都不支持：{total_fails}，{parts_fail}。",
        "A witness supports neither: {total_fails}, {parts_fail}.",
    ),
    "both": ("旁证说法不一，无法判断哪一边可信。", "Witnesses disagree, so neither side can be trusted."),
}


def answer(audited: pd.DataFrame, lang: str) -> Sentence:
    """Answer whether the report's figures agree with one another."""
    checked = checked_relations(audited)
    if checked.empty:
        return write(
            lang, "报告的数字之间没有可以核对的关系。", "The report's figures have no relations that could be checked."
        )
    broken = findings(audited)
    undecided = int((checked["outcome"] == "undecided").sum())
    if undecided == len(checked):
        return write(
            lang,
            "**{n}** 项关系都无法判定{reason}。",
            "None of the **{n}** relations could be decided{reason}.",
            n=undecided,
            reason=pick(lang, "：所需的数字空白或没有列出", ": figures that they need are blank or not printed")
            if checked["reason"].isin(("blank", "missing")).all()
            else "",
        )
    if broken.empty and not undecided:
        return write(
            lang, "核对 **{n}** 项关系，全部成立。", "All of the **{n}** relations checked hold.", n=len(checked)
        )
    if broken.empty:
        return write(
            lang,
            "核对 **{checked}** 项关系，没有不成立的；{undecided} 项无法判定，其余成立。",
            "Of **{checked}** relations checked, none is broken; {undecided} stay undecided, the others hold.",
            checked=len(checked),
            undecided=undecided,
        )
    told = write(
        lang,
        "核对 {checked} 项关系，**{broken}** 项不成立，{undecided} 项无法判定，其余成立。",
        "Of {checked} relations checked, **{broken}** {verb} broken and {undecided} undecided; the others hold.",
        checked=len(checked),
        broken=len(broken),
        verb="is" if len(broken) == 1 else "are",
        undecided=undecided,
    )
    return paragraph(lang, told, _where_broken(broken, lang), _witnessed(broken, lang))


def checked_relations(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep the relations that have to hold."""
    return audited[audited["severity"] != NOT_AN_IDENTITY]


def _where_broken(broken: pd.DataFrame, lang: str) -> Sentence:
    if broken.empty:
        return Sentence()
    names = dict.fromkeys(subject(row, lang) for row in broken.itertuples())
    return write(
        lang, "不成立的涉及：{names}。", "Broken: {names}.", names=pick(lang, "；", "; ").join(list(names)[:8])
    )


def _witnessed(broken: pd.DataFrame, lang: str) -> Sentence:
    known = broken[broken["witness"].isin(("total", "parts"))]
    if known.empty:
        return Sentence()
    return write(
        lang,
        "其中 {known} 项可由报告的其他数字判断哪一边可信。",
        "For {known} of them other figures of the report tell which side to trust.",
        known=len(known),
    )


def key_figures(audited: pd.DataFrame, lang: str) -> Tiles:
    """Show how many relations were checked and what came out."""
    checked = checked_relations(audited)
    tally = checked["outcome"].value_counts()
    labels = {"holds": ("成立", "Hold"), "broken": ("不成立", "Broken"), "undecided": ("无法判定", "Undecided")}
    outcomes = [
        Tile(pick(lang, *words), count(int(tally.get(name, 0)), lang), alert=name == "broken" and name in tally)
        for name, words in labels.items()
    ]
    return band(Tile(pick(lang, "核对的关系", "Relations checked"), count(len(checked), lang)), *outcomes)


def read_findings(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say each contradiction in a sentence, with what the rest of the report says about it."""
    broken = findings(audited)
    if broken.empty:
        return Sentence()
    return bullets(*(read_finding(row, lang) for row in broken.itertuples()))


def read_finding(row: object, lang: str) -> Sentence:
    """Say one broken row of the audit in words."""
    told = write(
        lang,
        "**{name}**：{relation} 不成立。{comparison}",
        "**{name}**: {relation} does not hold. {comparison}",
        name=subject(row, lang),
        relation=_brief(row.statement),
        comparison=_comparison(row, lang),
    )
    return paragraph(lang, told, read_witness(row, lang), _cited(row.places, lang))


def _cited(places: Sequence[str], lang: str) -> Sentence:
    """Say where the figures of a relation were printed."""
    return write(
        lang,
        "出处：{figures}。",
        "Printed: {figures}.",
        figures=cite(places),
    )


def _comparison(row: object, lang: str) -> Sentence:
    """Say what was expected and how far off the printed figure is."""
    if pd.isna(row.difference):
        return Sentence()
    values = {"expected": row.expected, "printed": row.printed, "gap": abs(row.difference)}
    if row.kind == "bound":
        return write(lang, "{printed} 超过 {expected}。", "{printed} exceeds {expected}.", **values)
    if row.kind in ("share", "growth"):
        return write(
            lang,
            "按其他数字应为 {expected}{unit}，印作 {printed}{unit}。",
            "From the other figures it is {expected}{unit}, printed {printed}{unit}.",
            expected=round(row.expected, 2),
            printed=row.printed,
            unit=TIMES if TIMES in row.statement else "%",
        )
    if row.kind == "restatement":
        return write(lang, "两处印的数相差 {gap}。", "The two printings are {gap} apart.", **values)
    return write(
        lang,
        "其他数字得出 {expected}，印作 {printed}，{direction} {gap}。",
        "The other figures make {expected}; the printed figure, {printed}, is {gap} too {direction}.",
        direction=pick(lang, "多", "high") if row.difference > 0 else pick(lang, "少", "low"),
        **values,
    )


def read_witness(row: object, lang: str) -> Sentence:
    """Say which side of a contradiction the other relations support."""
    if not row.witness:
        return write(
            lang, "报告中没有其他数字能判断哪一边可信。", "Nothing else in the report tells which side to trust."
        )
    total, parts = row.witness_statement[::2], row.witness_statement[1::2]
    values = {
        "total_holds": _hold(total, lang),
        "total_fails": _fail(total, lang),
        "parts_hold": _hold(parts, lang),
        "parts_fail": _fail(parts, lang),
        "first": count(row.expected) if row.kind == "restatement" else pick(lang, "总数", "the total"),
        "second": count(row.printed) if row.kind == "restatement" else pick(lang, "分项", "the parts"),
    }
    return write(lang, *_WITNESSES[row.witness], **values)


def _hold(statements: Sequence[str], lang: str) -> str:
    return pick(lang, "；", "; ").join(statements) + pick(lang, " 成立", " holds")


def _fail(statements: Sequence[str], lang: str) -> str:
    """Say that statements are wrong; a growth rate asks for a whole number, and there may be none."""
    return pick(lang, "；", "; ").join(
        statement.replace("? ×", pick(lang, "没有整数 ×", "no whole number ×"))
        if statement.startswith("? ×")
        else statement + pick(lang, " 不成立", " does not hold")
        for statement in statements
    )


def read_witnesses(audited: pd.DataFrame, indicators: str, lang: str) -> Sentence:
    """Say for the broken sums of some indicators which side is supported.

    Parameters
    ----------
    audited
        `load("audit", report)`.
    indicators
        Regular expression over ids.
    lang
        ``zh`` or ``en``.
    """
    broken = findings(audited)
    chosen = broken[broken["indicator"].str.match(indicators)]
    if chosen.empty:
        return write(lang, "这些数字没有互相矛盾。", "These figures do not contradict each other.")
    return bullets(*(read_finding(row, lang) for row in chosen.itertuples()))


def read_undecided(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say how many relations stay undecided and why; the first of each reason in detail."""
    checked = checked_relations(audited)
    undecided = checked[checked["outcome"] == "undecided"]
    if undecided.empty:
        return write(lang, "每一项都能判定。", "Every one could be decided.")
    parts = []
    for reason, group in undecided.groupby("reason", sort=False):
        words = explain_reason(reason, lang=lang).rstrip(":： ")
        lead = write(lang, "{n} 项，原因是{reason}", "{n} for this reason: {reason}", n=len(group), reason=words)
        more = write(lang, "（列出前 {m} 项）", " (the first {m})", m=_MOST_EXAMPLES)
        rows = group.head(_MOST_EXAMPLES).itertuples()
        head = Sentence(f"{lead}{more if len(group) > _MOST_EXAMPLES else ''}{pick(lang, '：', ':')}")
        parts.append(f"{head}\n\n{bullets(*(_undecided(row, lang) for row in rows))}")
    return Sentence("\n\n".join(parts))


def _undecided(row: object, lang: str) -> Sentence:
    name, rule = subject(row, lang), getattr(row, lang)
    ruled = write(lang, "（{rule}）", " ({rule})", rule=rule) if rule != name else Sentence()
    return write(
        lang,
        "**{name}**{ruled}：{relation}；{reason}。",
        "**{name}**{ruled}: {relation}; {reason}.",
        name=name,
        ruled=ruled,
        relation=_brief(row.statement),
        reason=_reason(row, lang),
    )


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _reason(row: object, lang: str) -> str:
    """Say why a row is undecided, with names for what is missing."""
    missing = [_member_name(key, lang) for key in row.missing]
    if len(missing) > _MOST_MISSING:
        more = pick(lang, f"等 {len(missing)} 个数字", f" and {len(missing) - _MOST_MISSING} more")
        missing = [*missing[: _MOST_MISSING - 1], missing[_MOST_MISSING - 1] + more]
    return explain_reason(row.reason, missing, lang)


def _member_name(key: Key, lang: str) -> str:
    """Name a member of a relation."""
    last_year = pick(lang, "上年报告的", "last year's report: ") if key.is_previous else ""
    return last_year + name_figure(key.indicator.removeprefix(PREVIOUS), key.level, key.applicant, lang)


def read_tally(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say which kinds of relation were checked, and in which of them something is broken."""
    checked = checked_relations(audited)
    if checked.empty:
        return Sentence()
    kinds = [f"{term('relation', kind, lang)} {n}" for kind, n in checked["kind"].value_counts(sort=False).items()]
    broken = dict.fromkeys(term("relation", kind, lang) for kind in findings(audited)["kind"])
    return write(
        lang,
        "核对的种类：{kinds}{broken}。",
        "Kinds checked: {kinds}{broken}.",
        kinds=pick(lang, "、", ", ").join(kinds),
        broken=pick(lang, "；不成立的属于：", "; the broken ones are of these kinds: ")
        + pick(lang, "、", ", ").join(broken)
        if broken
        else "",
    )


def read_non_identities(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say how many pairs of figures look as if they had to agree, and that none of them is an error."""
    rows = audited[(audited["severity"] == NOT_AN_IDENTITY) & (audited["outcome"] != "undecided")]
    if rows.empty:
        return write(lang, "这份报告没有印出这样的数字。", "This report prints no such figures.")
    apart = int((rows["outcome"] == "broken").sum())
    return write(
        lang,
        "登记在册的貌似关系 {n} 项，其中 {apart} 项并不相等；都不计为错误。",
        "{n} relations of this sort are on record, {apart} of them not equal; none counts as an error.",
        n=len(rows),
        apart=apart,
    )
