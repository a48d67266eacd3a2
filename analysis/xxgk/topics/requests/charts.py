"""Disclosure on request: how requests came in, whether they were answered in time, what the answers were."""

import pandas as pd

from xxgk.reading.measures import shares
from xxgk.show.axes import count_axis
from xxgk.show.bars import evidence_rows, ranked_bars, stacked_bars
from xxgk.show.chart import Chart
from xxgk.show.evidence import evidence_table
from xxgk.show.figures import Figure, figure_of, whole_rows
from xxgk.show.figures import rate as rate_of
from xxgk.show.labels import not_printed
from xxgk.show.numbers import amount, combined, count, hedged, in_brackets
from xxgk.show.sentences import Sentence, quoted, write
from xxgk.show.theme import CONTEXT, FOCUS, MUTED
from xxgk.show.words import pick, term
from xxgk.topics.requests.parts import GIVEN, came, name_reasons
from xxgk.topics.requests.statutory import TOTAL, is_tabular, row_totals

HALF = 50.0


def plot_channels(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the requests by channel; `table` is `load("request_channels", report, evidence=True)`."""
    what = ("按渠道的申请数", "requests by channel")
    whole = pick(lang, "收到申请总数", "requests received")
    return _ranked(table, lang, what, whole, ("", ""), "requests-by-channel")


def plot_outcomes(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the kinds of answer; `table` is `load("request_outcomes", report, evidence=True)`."""
    chosen = whole_rows(table)
    if chosen.empty:
        return not_printed(lang, "按结果的答复数", "answers by kind")
    both, column, scope = _with_shares(chosen, lang, pick(lang, "办结申请总数", "requests closed"))
    given = both[both["indicator"].isin(GIVEN)]
    told = _rate(given["value"].sum(), both, column, lang)
    rate = hedged(told, combined(given["qualifier"]), lang)
    title = pick(
        lang,
        f"{rate} 的答复公开了信息或指明已公开",
        f"{rate[:1].upper()}{rate[1:]} of answers gave the information or said where it is published",
    )
    if chosen["total"].isna().all():
        title = pick(lang, "列出的答复中 ", "Of the answers printed, ") + pick(
            lang, f"{rate} 公开了信息或指明已公开", f"{rate} gave the information or said where it is published"
        )
    return _bars(both, column, lang, (title, scope), focus=given["indicator"], name="answers-by-kind")


def plot_refusals(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the reasons for refusing disclosure; `table` is `load("refusal_reasons", report, evidence=True)`."""
    what = ("不予公开的理由", "reasons for refusal")
    whole = pick(lang, "不予公开总数", "requests refused")
    words = ("为最常见的不予公开理由", "was the most common reason for refusal")
    return _ranked(name_reasons(table), lang, what, whole, words, "reasons-for-refusal")


def plot_timeliness(table: pd.DataFrame, facts: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the requests received as one bar: closed on time, closed after an extension, not accounted for.

    Parameters
    ----------
    table
        `load("request_timeliness", report, evidence=True)`.
    facts
        `load("facts", report)`, for the requests received.
    lang
        ``zh`` or ``en``.
    """
    chosen = whole_rows(table)
    if chosen.empty:
        return not_printed(lang, "按时与延期办结数", "requests closed on time or late")
    whole = pick(lang, "办结申请总数", "requests closed")
    both, column, scope = _with_shares(chosen, lang, whole)
    on_time = both.loc[both["timeliness"] == "on_time", "value"].sum()
    rate = _rate(on_time, both, column, lang)
    title = pick(
        lang,
        f"办结的申请中 {rate} 按时办结",
        f"{rate[:1].upper()}{rate[1:]} of the requests closed were closed on time",
    )
    received = figure_of(facts, "requests.received")
    open_count = received.value - both["value"].sum()
    rows = evidence_rows(both, lang)
    rows["text"] = [count(value, lang) for value in both["value"]]
    rows = rows.assign(part=rows["name"] + " " + rows["text"], size=both["value"])
    colours = dict(zip(rows["part"], (CONTEXT, FOCUS, MUTED), strict=False))
    if open_count > 0:
        rows, colours = _with_open(rows, colours, open_count, lang)
    rows["label"] = pick(lang, "申请", "Requests")
    return stacked_bars(
        rows,
        lang,
        x=count_axis(lang, _unit(both), "start").axis(None),  # the parts' names hold their figures
        colours=colours,
        title=(title, scope),
        name="requests-by-time-limit",
        table=evidence_table(both, lang),
    )


def _with_open(
    rows: pd.DataFrame, colours: dict[str, str], open_count: float, lang: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    name = pick(lang, "收到但未办结或未说明", "Received but not reported as closed")
    derived = pick(lang, "推算：收到数减办结数", "derived: received less closed")
    number = count(open_count, lang)
    part = f"{name} {number}"
    row = {
        "name": name,
        "part": part,
        "value": open_count,
        "size": open_count,
        "text": number,
        "figure": number,
        "hedge": derived,
    }
    filled = pd.DataFrame([row]).reindex(columns=rows.columns, fill_value="")
    return pd.concat([rows, filled], ignore_index=True), {**colours, part: MUTED}


def _ranked(
    table: pd.DataFrame, lang: str, what: tuple[str, str], whole: str, words: tuple[str, str], name: str
) -> Chart | Sentence:
    """Draw parts of a whole with the greatest in colour, and say which it is, or which tie."""
    chosen = whole_rows(table)
    if chosen.empty:
        return not_printed(lang, *what, blank=len(table) > 0 and table["value"].isna().all())
    both, column, scope = _with_shares(chosen, lang, whole)
    tops = both[both["value"] == both["value"].max()]
    rate = _rate(tops["value"].iloc[0], both, column, lang)
    if both["value"].sum() > both["printed_total"].iloc[0]:
        title = pick(
            lang,
            "各项合计超过总数，不能说哪一项最多",
            "The parts add up to more than the total, so none can be called the largest",
        )
    elif len(tops) > 1:
        title = pick(lang, f"{len(tops)} 项并列最多，各占 {rate}", f"{len(tops)} tie for the most: {rate} each")
    else:
        top = tops.iloc[0]
        title = _leading(top[f"name_{lang}"], rate, float(top[column]) > HALF, words, lang)
    return _bars(both, column, lang, (title, scope), focus=tops["indicator"], name=name)


def _whole(both: pd.DataFrame, column: str) -> float:
    """Give the denominator of a column of shares."""
    return float(both["printed_total"].iloc[0] if column == "share_of_printed_pct" else both["value"].sum())


def _rate(part: float, both: pd.DataFrame, column: str, lang: str) -> str:
    return rate_of(Figure(float(part)), Figure(_whole(both, column)), lang, 1)


def _leading(name: str, rate: str, is_most: bool, words: tuple[str, str], lang: str) -> str:
    """Say which part is the greatest; a channel without further words may have carried most of the requests."""
    if not words[1] and not is_most:
        return pick(lang, f"{name}最多，占 {rate}", f"The largest share came {came(name, lang)}: {rate}")
    if words[1]:
        return pick(lang, f"{quoted(name, lang)}{words[0]}，占 {rate}", f"{quoted(name, lang)} {words[1]}: {rate}")
    return pick(lang, f"{name}最多，占 {rate}", f"Most requests came {came(name, lang)}: {rate}")


def _bars(both: pd.DataFrame, column: str, lang: str, title: tuple[str, str], focus: object, name: str) -> Chart:
    whole = _whole(both, column)
    notes = [in_brackets(value, whole, lang) for value in both["value"]]
    return ranked_bars(both, lang, title=title, name=name, notes=notes, focus=focus)


def _with_shares(chosen: pd.DataFrame, lang: str, whole: str) -> tuple[pd.DataFrame, str, str]:
    """Add shares of the printed total or, where none is printed, of the parts; say which and of how many."""
    total = chosen["total"].iloc[0]
    both = shares(chosen, printed_total=total)
    parts = both["value"].sum()
    if pd.isna(total):
        return (
            both,
            "share_of_parts_pct",
            pick(lang, f"占各项之和 {count(parts)} 件", f"Share of the sum of the parts, n = {count(parts)}"),
        )
    scope = pick(lang, f"百分比以{whole}为分母，共 {count(total)} 件", f"Share of all {whole}, n = {count(total)}")
    if parts != total:
        scope += pick(lang, f"；各项合计 {count(parts)} 件", f"; the parts add up to {count(parts)}")
    return both, "share_of_printed_pct", scope


def _unit(table: pd.DataFrame) -> str:
    return table["unit"].iloc[0]


def plot_applicants(applications: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the requests by kind of applicant; `applications`: `load("applications", report, evidence=True)`."""
    received = applications[applications["indicator"].eq("requests.received") & applications["value"].notna()]
    by_whom = received[~received["applicant"].isin(("", TOTAL)) & received["level"].eq("all")]
    if by_whom.empty:
        return not_printed(lang, "申请人的类别（2019年度起才列）", "who asked (printed from 2019 on)")
    names = {f"name_{code}": [term("applicant", kind, code) for kind in by_whom["applicant"]] for code in ("zh", "en")}
    both = shares(by_whom.assign(**names, indicator=by_whom["applicant"]))
    top = both.loc[both["value"].idxmax()]
    whole = float(both["value"].sum())
    notes = [in_brackets(value, whole, lang, 1) for value in both["value"]]
    total = count(whole, lang)
    most = _rate(top["value"], both, "share_of_parts_pct", lang)
    title = (
        pick(
            lang,
            f"{top['name_zh']}提出的申请占 {most}",
            f"{top['name_en']} made {most} of the requests",
        ),
        pick(lang, f"百分比以各类申请人之和为分母，共 {total} 件", f"Share of all applicants together, n = {total}"),
    )
    return ranked_bars(both, lang, title=title, name="applicants", notes=notes, focus=[top["indicator"]])


def plot_answer_details(applications: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the rows on answers that are not 0; `applications`: `load("applications", report, evidence=True)`."""
    if not is_tabular(applications):
        return not_printed(lang, "答复的细目（2019年度起才列）", "answers in detail (printed from 2019 on)")
    rows = row_totals(applications)
    given = rows[rows["group"].ne("") & rows["value"].gt(0)]
    if given.empty:
        return write(lang, "答复的各个细目都是0或空白。", "Every row on answers is 0 or blank.")
    top = given.loc[given["value"].idxmax()]
    name, most = quoted(top[f"name_{lang}"], lang), amount(top["value"], top["unit"], top["qualifier"], lang)
    figures = len(given)
    title = (
        pick(lang, f"{name}最多：{most}", f"Most common: {name}, {most}"),
        pick(lang, f"法定表格中不为0的 {figures} 个细目", f"The {figures} rows of the statutory table that are not 0"),
    )
    return ranked_bars(given, lang, title=title, name="answers-in-detail", focus=[top["indicator"]])
