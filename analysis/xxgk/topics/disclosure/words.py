"""Proactive disclosure in words."""

import pandas as pd

from xxgk.reading.measures import implied_whole
from xxgk.show.evidence import evidence_table
from xxgk.show.figures import Figure, figure_of, rate, whole_rows
from xxgk.show.labels import not_printed
from xxgk.show.numbers import amount
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.words import counted, inside, pick

# Of fewer figures in one unit it goes without saying which is the largest.
_COMPARABLE = 3
# Why the channels make more than the total, or less.
_SEVERAL = (
    "同一信息在几个渠道公开，总数只计一条，两者本不必相等",
    "an item published in several channels counts once in the total, so the two need not agree",
)
_OTHERS = ("可能有没有列出的渠道", "there may be channels that are not printed")


def read_channels(table: pd.DataFrame, facts: pd.DataFrame, lang: str) -> Sentence:
    """Say what each denominator makes of the main channel, and why the channels do not add up to the total."""
    chosen = whole_rows(table).sort_values("value", ascending=False)
    if chosen.empty:
        return Sentence()
    top, parts = chosen.iloc[0], float(chosen["value"].sum())
    total = figure_of(facts, "disclosure.total")
    if len(chosen) == 1 and not total:
        return Sentence()
    of_parts = write(
        lang,
        "{name}占各渠道之和（{parts} 条）的 {share}。",
        "{name}: {share} of the sum of the channels ({parts}).",
        name=top[f"name_{lang}"],
        parts=parts,
        share=rate(Figure(top["value"]), Figure(parts), lang),
    )
    if not total:
        return of_parts
    of_total = write(
        lang,
        "以总数 {total} 条为分母则占 {share}。各渠道合计 {parts} 条：{why}。",
        "Of the printed total of {total} it is {share}. The channels together come to {parts}: {why}.",
        total=total,
        share=rate(Figure(top["value"], qualifier=top["qualifier"]), total, lang),
        parts=parts,
        why=pick(lang, *(_SEVERAL if parts > total.value else _OTHERS)),
    )
    return paragraph(lang, of_parts, of_total)


def read_channel_levels(table: pd.DataFrame, lang: str) -> Sentence:
    """Say for each channel whether its levels add up to its total."""
    sums = table[table["level"] != "all"].groupby("channel", sort=False)["value"].sum(min_count=2)
    totals = table[table["level"] == "all"].set_index("channel")
    both = pd.DataFrame({"parts": sums, "total": totals["value"], "name": totals[f"name_{lang}"]}).dropna()
    if both.empty:
        return Sentence()
    wrong = both[both["parts"] != both["total"]]
    if wrong.empty:
        return write(lang, "各渠道的分级数之和都与该渠道总数相等。", "In every channel the levels add up to its total.")
    told = write(
        lang,
        "{agreeing} 个渠道的分级数之和与该渠道总数相等，{wrong} 个不等。",
        "Channels in which the levels add up to the total: {agreeing}; in which they do not: {wrong}.",
        agreeing=len(both) - len(wrong),
        wrong=len(wrong),
    )
    lines = [
        write(
            lang,
            "{name}：各级合计 {parts} 条，总数印作 {total} 条，相差 {gap} 条。",
            "{name}: the levels add up to {parts}, but the printed total is {total}, a difference of {gap}.",
            name=row.name,
            parts=row.parts,
            total=row.total,
            gap=abs(row.parts - row.total),
        )
        for row in wrong.itertuples(index=False)
    ]
    return Sentence(f"{told}\n\n{bullets(*lines)}")


def read_normative(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many normative documents were issued, if the printed share implies it."""
    published, printed = figure_of(facts, "disclosure.normative"), figure_of(facts, "disclosure.normative.share")
    issued = figure_of(facts, "normative.issued")
    if not published:
        return not_printed(lang, "公开的规范性文件数", "how many normative documents were published")
    said = {"n": published, "unit": published.unit}
    told = write(lang, "公开规范性文件 {n} {unit}。", "Normative documents published: {n}.", **said)
    if issued:
        return paragraph(lang, told, _of_issued(published, issued, lang))
    if not printed:
        return told
    base = implied_whole(published.value, printed.value, printed.printed, printed.qualifier)
    implied = write(
        lang,
        "报告没有列出制发总数；由印出的比例 {share} 推算，在 {low} 至 {high} {unit}之间。",
        "The report does not print how many were issued; the printed share, {share}, implies {low} to {high}.",
        unit=published.unit,
        share=printed.printed,
        low=base.candidates[0] if base.candidates else base.low,
        high=base.candidates[-1] if base.candidates else base.high,
    )
    return paragraph(lang, told, implied)


def _of_issued(published: Figure, issued: Figure, lang: str) -> Sentence:
    return write(
        lang,
        "占制发总数 {issued} {unit}的 {share}。",
        "That is {share} of the {issued} issued.",
        issued=issued,
        unit=issued.unit,
        share=rate(published, issued, lang),
    )


def read_figures(table: pd.DataFrame, lang: str) -> Sentence:
    """Say how many figures a table has, how many are approximate, and which is the largest of the commonest unit."""
    chosen = table[table["value"].notna()]
    if chosen.empty:
        return Sentence()
    rough = int(chosen["qualifier"].ne("exact").sum())
    told = write(
        lang,
        "共 {n} 个数字{rough}。",
        "{n} {figures} in all{rough}.",
        n=len(chosen),
        figures=counted(len(chosen), "figure"),
        rough=_approximate(rough, len(chosen), lang),
    )
    unit = chosen["unit"].mode().iloc[0]
    same = chosen[chosen["unit"] == unit]
    if len(same) < _COMPARABLE:
        return told if rough else Sentence()
    top = same.loc[same["value"].idxmax()]
    most = write(
        lang,
        "以“{unit}”计的 {n} 个数字中，最大的是{name}：{figure}。",
        "Of the {n} in the same unit, the largest is {name}: {figure}.",
        n=len(same),
        unit=unit,
        name=inside(top[f"name_{lang}"], lang),
        figure=amount(top["value"], unit, top["qualifier"], lang),
    )
    return paragraph(lang, told, most)


def _approximate(rough: int, number: int, lang: str) -> str:
    if not rough:
        return ""
    if rough == number:
        return pick(
            lang, "，都是约数" if number > 1 else "，是约数", ", all approximate" if number > 1 else ", approximate"
        )
    return pick(lang, f"，其中 {rough} 个是约数", f", {rough} of them approximate")


def read_decisions(disclosures: pd.DataFrame, lang: str) -> Sentence:
    """Say what the statutory table prints on decisions and on normative documents."""
    made = disclosures[disclosures["measure"].isin(("decisions", "issued", "in_force")) & disclosures["value"].gt(0)]
    if made.empty:
        return Sentence()
    named = [
        f"{row[f'name_{lang}']} {amount(row['value'], row['unit'], row['qualifier'], lang)}"
        for _, row in made.iterrows()
    ]
    return write(lang, "{named}。", "{named}.", named=pick(lang, "；", "; ").join(named))


def list_figures(table: pd.DataFrame, lang: str) -> pd.DataFrame | Sentence:
    """Show each figure of a table with its evidence, or say that the report prints none."""
    if table.empty:
        title, title_zh = (str(table.attrs.get(name, "")) for name in ("title", "title_zh"))
        return not_printed(lang, f"{title_zh}的数字", f"figures on {inside(title, lang)}".strip())
    return evidence_table(table, lang)
