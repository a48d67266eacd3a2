"""The priority areas in words."""

import pandas as pd

from xxgk.show.evidence import evidence_table
from xxgk.show.numbers import amount, count, hedged, percent, short
from xxgk.show.sentences import Sentence, bullets, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import indicator_name, join, pick, term, unit_name
from xxgk.topics.breakdowns.groups import GROUPS, RATES, compositions, in_group


def answer(table: pd.DataFrame, lang: str) -> Sentence:
    """Answer on which priority areas the report gives figures, and on which most."""
    chosen = table[table["value"].notna()]
    if chosen.empty:
        return write(
            lang,
            "报告没有可识别的重点领域数字。",
            "The report prints no figures on priority areas that could be recognised.",
        )
    tally = chosen["theme"].value_counts()
    leading = [term("theme", theme, lang) for theme in tally.index[:3]]
    return write(
        lang,
        "报告就 **{themes}** 个领域列出 **{figures}** 个数字，最多的是{leading}（合计 {most} 个，占 {share}）；"
        "{rough}。",
        "The report prints **{figures}** figures on **{themes}** areas, the most on {leading} ({most} in all, or "
        "{share}); {rough}.",
        themes=len(tally),
        figures=len(chosen),
        leading=pick(lang, join(leading, lang), join(leading, lang).lower()),
        most=int(tally.iloc[:3].sum()),
        share=percent(100 * tally.iloc[:3].sum() / len(chosen), 1),
        rough=_approximate(int(chosen["qualifier"].ne("exact").sum()), lang),
    )


def _approximate(number: int, lang: str) -> str:
    if not number:
        return pick(lang, "没有约数", "none is approximate")
    return pick(lang, f"有 {number} 个是约数", f"{number} {'is' if number == 1 else 'are'} approximate")


def key_figures(table: pd.DataFrame, lang: str) -> Tiles:
    """Show the largest figure of each of the four themes with most figures."""
    counted = table[table["value"].notna() & ~table["unit"].isin(("%", "％"))]
    themes = counted["theme"].value_counts().index[:4]
    return band(*(_largest(counted[counted["theme"] == theme], lang) for theme in themes))


def _largest(group: pd.DataFrame, lang: str) -> Tile:
    row = group.loc[group["value"].idxmax()]
    value = hedged(short(row["value"], lang), row["qualifier"], lang)
    return Tile(row[f"name_{lang}"], value, unit_name(row["unit"], lang), term("theme", row["theme"], lang))


def read_magnitudes(table: pd.DataFrame, lang: str, group: str) -> Sentence:
    """Say which figures of a group are the largest; units differ, so only within a unit."""
    chosen = table[in_group(table["unit"], group) & table["value"].notna()]
    what = pick(lang, *GROUPS[group])
    if chosen.empty:
        return Sentence()
    tops = chosen.loc[chosen.groupby("unit", sort=False)["value"].idxmax()].nlargest(3, "value")
    named = [
        pick(lang, "{}（{}）", "{} ({})").format(
            row[f"name_{lang}"], amount(row["value"], row["unit"], row["qualifier"], lang)
        )
        for _, row in tops.iterrows()
    ]
    return write(
        lang,
        "{what}共 {n} 个数字；单位相同的数字中最大的是：{named}。",
        "There are {n} {what}; the largest, each within its unit: {named}.",
        what=what,
        n=len(chosen),
        named=join(named, lang),
    )


def read_compositions(table: pd.DataFrame, lang: str) -> Sentence:
    """Say what the wholes are made of, and whether the parts add up to the printed whole; one line each."""
    parts = compositions(table)
    if parts.empty:
        return Sentence()
    return bullets(*(_made_of(whole, group, table, lang) for whole, group in parts.groupby("whole", sort=False)))


def _made_of(whole: str, group: pd.DataFrame, table: pd.DataFrame, lang: str) -> Sentence:
    printed = table.loc[table["indicator"] == whole, "value"].iloc[0]
    summed = group["value"].sum()
    shares = [
        pick(lang, "{} {}（{}）", "{} {} ({})").format(
            row[f"name_{lang}"], count(row["value"], lang), percent(row["share_of_parts_pct"], 1)
        )
        for _, row in group.iterrows()
    ]
    return write(
        lang,
        "{name}：{shares}；{check}。",
        "{name}: {shares}; {check}.",
        name=indicator_name(whole, lang),
        shares=pick(lang, "、", ", ").join(shares),
        check=_check(summed, printed, lang),
    )


def _check(summed: float, printed: float, lang: str) -> Sentence:
    if summed == printed:
        return write(lang, "各部分之和等于总数 {n}", "the parts add up to the total of {n}", n=printed)
    return write(
        lang,
        "各部分之和 {parts}，总数印作 {n}",
        "the parts add up to {parts}, the printed total is {n}",
        parts=summed,
        n=printed,
    )


def list_rates(table: pd.DataFrame, lang: str) -> pd.DataFrame | Sentence:
    """List the rates with their evidence; there may be none."""
    rates = table[table["unit"].isin(RATES) & table["value"].notna()]
    return Sentence() if rates.empty else evidence_table(rates, lang)


def read_rates(table: pd.DataFrame, lang: str) -> Sentence:
    """Say which rates are printed, and that their denominators are not."""
    rates = table[table["unit"].isin(RATES) & table["value"].notna()]
    if rates.empty:
        return Sentence()
    named = [f"{row[f'name_{lang}']} {row['printed']}" for _, row in rates.iterrows()]
    return write(
        lang,
        "列出 {n} 个比例：{named}；分母没有列出，含义以原文为准。",
        "{n} {rates}: {named}. The denominators are not printed, so the wording of the report decides what they mean.",
        rates="rate is printed" if len(rates) == 1 else "rates are printed",
        n=len(rates),
        named=pick(lang, "；", "; ").join(named),
    )
