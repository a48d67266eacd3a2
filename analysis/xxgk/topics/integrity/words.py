"""The audit in words."""

from collections.abc import Sequence

import pandas as pd

from xxgk.reading.audit import explain_reason, faults, findings
from xxgk.reading.audit.figures import PREVIOUS, Key
from xxgk.reading.measures import TIMES
from xxgk.show.numbers import count
from xxgk.show.places import cite
from xxgk.show.sentences import Sentence, bullets, paragraph, quoted, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import counted, inside, join, pick, term
from xxgk.topics.integrity.names import NOT_AN_IDENTITY, name_figure, subject
from xxgk.topics.integrity.witnesses import read_witness

_MOST_EXAMPLES = 5
_LONGEST = 120
_MOST_MISSING = 3
_MOST_NAMES = 6
# Why relations cannot be checked; what a single one lacks stands with it.
_WHY = {
    "missing": ("报告没有列出其中的数字", "a figure is missing"),
    "blank": ("其中有空白", "a figure is left blank"),
    "too_large": ("数字过大，无法精确计算", "the figures are too large for exact arithmetic"),
    "unreadable": ("其中有数字无法识读", "a figure cannot be read"),
    "approximate": ("约数太粗", "the figures are too approximate"),
    "zero_whole": ("总数为0，比例没有意义", "a share of 0 has no meaning"),
    "several_bases": ("有多个整数与增长率相符", "several whole numbers fit the growth rate"),
    "units": ("单位不可比", "their units cannot be compared"),
}


def answer(audited: pd.DataFrame, lang: str) -> Sentence:
    """Answer whether the report's figures agree with one another."""
    checked = checked_relations(audited)
    if checked.empty:
        return write(lang, "报告的数字之间没有可以核对的关系。", "The report's figures have no relations to check.")
    broken, once = findings(audited), faults(audited)
    undecided = int((checked["outcome"] == "undecided").sum())
    if undecided == len(checked):
        return write(
            lang,
            "**{n}** 项关系都无法核对{reason}。",
            "Not one of the **{n}** relations between figures can be checked{reason}.",
            n=undecided,
            reason=pick(lang, "：所需的数字空白或没有列出", ": the figures that they need are blank or not printed")
            if checked["reason"].isin(("blank", "missing")).all()
            else "",
        )
    left = write(lang, "；{n} 项无法核对", "; {n} cannot be checked", n=undecided) if undecided else Sentence()
    if broken.empty:
        return write(
            lang,
            "核对了 **{checked}** 项关系，没有发现矛盾{left}。",
            "Of **{checked}** {relations} between figures, none fails{left}.",
            checked=len(checked),
            relations=counted(len(checked), "relation"),
            left=left,
        )
    told = write(
        lang,
        "核对了 {checked} 项关系，**{broken}** 项不成立{same}{left}。",
        "Of {checked} {relations} between figures, **{broken}** {do} not hold{same}{left}.",
        checked=len(checked),
        relations=counted(len(checked), "relation"),
        broken=len(broken),
        do=counted(len(broken), "does", "do"),
        same=_same(len(broken), len(once), lang),
        left=left,
    )
    return paragraph(lang, told, _where_broken(once, lang), _witnessed(once, lang))


def _same(broken: int, once: int, lang: str) -> Sentence:
    """Say how many faults there are where several rules state one."""
    if once == broken:
        return Sentence()
    return write(
        lang,
        "（共 {n} 处，有的不止一条规则指出）",
        " ({n} {faults}: some are found by more than one rule)",
        n=once,
        faults=counted(once, "fault"),
    )


def checked_relations(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep the relations that have to hold."""
    return audited[audited["severity"] != NOT_AN_IDENTITY]


def _where_broken(broken: pd.DataFrame, lang: str) -> Sentence:
    names = [*dict.fromkeys(_listed(subject(row, lang), lang) for row in broken.itertuples())]
    more = len(names) - _MOST_NAMES
    listed = join(names[:_MOST_NAMES], lang) if more < 1 else pick(lang, "、", ", ").join(names[:_MOST_NAMES])
    return write(
        lang,
        "涉及{names}{more}。",
        "They concern {names}{more}.",
        names=listed,
        more=pick(lang, f"等 {len(names)} 项", f" and {more} more") if more > 0 else "",
    )


def _listed(name: str, lang: str) -> str:
    """Write a name in an enumeration; one that enumerates itself is put in quotation marks."""
    return quoted(name, lang) if "、" in name else inside(name, lang)


def _witnessed(broken: pd.DataFrame, lang: str) -> Sentence:
    known = broken[broken["witness"].isin(("total", "parts"))]
    if known.empty:
        return Sentence()
    return write(
        lang,
        "其中 {known} 项可由报告的其他数字判断哪一边可信。",
        "For {known} of them, other figures in the report show which side to trust.",
        known=len(known),
    )


def key_figures(audited: pd.DataFrame, lang: str) -> Tiles:
    """Show how many relations were checked and what came out."""
    checked = checked_relations(audited)
    tally = checked["outcome"].value_counts()
    return band(
        _tile(lang, "不成立", "Do not hold", int(tally.get("broken", 0)), lead=True, alert="broken" in tally),
        _tile(lang, "核对的关系", "Relations checked", len(checked), lead=True),
        _tile(lang, "成立", "Hold", int(tally.get("holds", 0))),
        _tile(lang, "无法核对", "Cannot be checked", int(tally.get("undecided", 0))),
    )


def _tile(lang: str, zh: str, en: str, number: int, *, lead: bool = False, alert: bool = False) -> Tile:
    return Tile(pick(lang, zh, en), count(number, lang), pick(lang, "项", ""), alert=alert, lead=lead)


def read_findings(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say each contradiction in a sentence, with what the rest of the report says about it."""
    broken = faults(audited)
    if broken.empty:
        return Sentence()
    return bullets(*(read_finding(row, lang) for row in broken.itertuples()))


def list_findings(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say each contradiction in short, a line each; the reasons stand on the page about them."""
    told = ((_contradiction(row, lang), _ruled(row.codes, lang)) for row in faults(audited).itertuples())
    return bullets(*(paragraph(lang, *said) for said in told))


def read_finding(row: object, lang: str) -> Sentence:
    """Say one broken row of the audit in words."""
    said = _contradiction(row, lang), read_witness(row, lang), _ruled(row.codes, lang), _cited(row.places, lang)
    return paragraph(lang, *said)


def _ruled(codes: Sequence[str], lang: str) -> Sentence:
    """Name the rules where several say the same."""
    if len(codes) < 2:
        return Sentence()
    return write(
        lang,
        "{n} 条规则（{codes}）说的是同一处。",
        "{n} rules say so: {codes}.",
        n=len(codes),
        codes=join(codes, lang),
    )


def _contradiction(row: object, lang: str) -> Sentence:
    """Say what does not hold, and how far off the printed figure is."""
    return write(
        lang,
        "**{name}**（{grade}）：{relation} 不成立{comparison}。",
        "**{name}** ({grade}): {relation} does not hold{comparison}.",
        name=subject(row, lang),
        grade=term("grade", row.grade, lang),
        relation=_brief(row.statement),
        comparison=_comparison(row, lang),
    )


def _cited(places: Sequence[str], lang: str) -> Sentence:
    """Say where the figures of a relation were printed."""
    return write(lang, "出处：{figures}。", "Printed: {figures}.", figures=cite(places))


def _comparison(row: object, lang: str) -> Sentence:
    """Say what was expected and how far off the printed figure is."""
    if pd.isna(row.difference):
        return Sentence()
    values = {"expected": row.expected, "printed": row.printed, "gap": abs(row.difference)}
    values["direction"] = pick(lang, "多", "more") if row.difference > 0 else pick(lang, "少", "less")
    if row.kind == "bound":
        return write(lang, "：{printed} 超过 {expected}", ": {printed} exceeds {expected}", **values)
    if row.kind in ("share", "growth"):
        return write(
            lang,
            "：按其他数字应为 {expected}{unit}，印作 {printed}{unit}",
            ": the other figures give {expected}{unit}, the report prints {printed}{unit}",
            expected=round(row.expected, 2),
            printed=row.printed,
            unit=TIMES if TIMES in row.statement else "%",
        )
    if row.kind == "restatement":
        return write(lang, "：前后两处相差 {gap}", ": the two figures are {gap} apart", **values)
    if row.kind == "sum":
        return write(
            lang,
            "：各项合计 {expected}，总数印作 {printed}，{direction} {gap}",
            ": the parts add up to {expected}, but the printed total is {printed}, {gap} {direction}",
            **values,
        )
    return write(
        lang,
        "：按其他数字应为 {expected}，印作 {printed}，{direction} {gap}",
        ": the other figures give {expected}, but {printed} is printed, {gap} {direction}",
        **values,
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
    broken = faults(audited)
    chosen = broken[broken["indicator"].str.match(indicators)]
    if chosen.empty:
        return write(lang, "这些数字没有相互矛盾。", "These figures do not contradict one another.")
    return bullets(*(read_finding(row, lang) for row in chosen.itertuples()))


def read_undecided(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say how many relations stay undecided and why; the first of each reason in detail."""
    checked = checked_relations(audited)
    undecided = checked[checked["outcome"] == "undecided"]
    if undecided.empty:
        return write(lang, "每一项都能核对。", "Every relation can be checked.")
    parts = []
    for reason, group in undecided.groupby("reason", sort=False):
        lead = write(
            lang,
            "{n} 项无法核对，因为{reason}",
            "{n} cannot be checked because {reason}",
            n=len(group),
            reason=pick(lang, *_WHY[reason]),
        )
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
    missing = [quoted(_member_name(key, lang), lang) for key in row.missing]
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
    tally = checked["kind"].value_counts(sort=False)
    kinds = [f"{inside(term('relation', kind, lang), lang)} {n}" for kind, n in tally.items()]
    broken = [*dict.fromkeys(inside(term("relation", kind, lang), lang) for kind in findings(audited)["kind"])]
    told = write(lang, "按种类：{kinds}。", "By kind: {kinds}.", kinds=pick(lang, "、", ", ").join(kinds))
    if not broken:
        return told
    wrong = write(lang, "不成立的是{broken}关系。", "Those that do not hold: {broken}.", broken=join(broken, lang))
    return paragraph(lang, told, wrong)


def read_non_identities(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say how many pairs of figures look as if they had to agree, and that none of them is an error."""
    rows = audited[(audited["severity"] == NOT_AN_IDENTITY) & (audited["outcome"] != "undecided")]
    if rows.empty:
        return Sentence()
    apart = int((rows["outcome"] == "broken").sum())
    return write(
        lang,
        "有 {n} 组数字看上去应当相等，其实不必相等；其中 {apart} 组并不相等，都不是错误。",
        "{n} {groups} of figures look as if they had to agree but need not; {apart} {differ}. That is no error.",
        n=len(rows),
        groups=counted(len(rows), "group"),
        apart=apart,
        differ=counted(apart, "differs", "differ"),
    )
