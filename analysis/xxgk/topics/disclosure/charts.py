"""Proactive disclosure: how much was published, through which channels, by which level of government."""

import pandas as pd

from xxgk.reading.measures import FEW, share, shares
from xxgk.show.axes import share_axis
from xxgk.show.bars import evidence_rows, ranked_bars, stacked_bars
from xxgk.show.chart import Chart
from xxgk.show.evidence import evidence_table
from xxgk.show.figures import Figure, figure_of, whole_rows
from xxgk.show.figures import rate as rate_of
from xxgk.show.labels import not_printed
from xxgk.show.numbers import amount, between, in_brackets, percent
from xxgk.show.sentences import Sentence, write
from xxgk.show.theme import CONTEXT, FOCUS
from xxgk.show.words import inside, pick, term
from xxgk.topics.breakdowns.charts import plot_breakdowns
from xxgk.topics.breakdowns.lists import by_kind

HALF = 50.0
CHANNELS = ("按渠道的主动公开信息数", "items published by channel")


# What the names of decisions end in; the title and the axis say it once.
_DECISIONS = "：处理决定数量$|: decisions$"


def plot_channels(table: pd.DataFrame, facts: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the items published through each channel.

    Parameters
    ----------
    table
        `load("proactive_channels", report, evidence=True)`.
    facts
        `load("facts", report)`, for the printed total.
    lang
        ``zh`` or ``en``.
    """
    chosen = whole_rows(table)
    if chosen.empty:
        return not_printed(lang, *CHANNELS)
    total = figure_of(facts, "disclosure.total")
    if len(chosen) == 1 and not total:
        only = chosen.iloc[0][f"name_{lang}"]
        return write(lang, "报告只列出一个渠道：{name}。", "Only one channel is printed: {name}.", name=only)
    both = shares(chosen, printed_total=total.value)
    column = "share_of_printed_pct" if total else "share_of_parts_pct"
    top = both.loc[both["value"].idxmax()]
    denominator = total if total else Figure(float(both["value"].sum()))
    rate = rate_of(Figure(float(top["value"])), denominator, lang, 1)
    whole = (
        pick(lang, "主动公开总数", "all items published")
        if total
        else pick(lang, "各渠道之和", "the sum of the channels")
    )
    title = (
        pick(
            lang,
            f"{top['name_zh']}公开最多，占{whole}的 {rate}",
            f"Most items appeared through {inside(top['name_en'], lang)}: {rate} of {whole}"
            if top[column] > HALF
            else f"{top['name_en']}: {rate} of {whole}, more than any other channel",
        ),
        _overlap(both, total.value, lang) if total else "",
    )
    notes = [in_brackets(value, denominator.value, lang, 1) for value in both["value"]]
    return ranked_bars(both, lang, title=title, name="published-by-channel", notes=notes, focus=[top["indicator"]])


def _overlap(both: pd.DataFrame, total: float, lang: str) -> str:
    if total < FEW:
        return ""
    together = share(both["value"].sum(), total)
    of_total = percent(together, 1)
    if together <= 100:
        return pick(
            lang,
            f"百分比以主动公开总数为分母；列出的渠道合计为总数的 {of_total}",
            f"Shares of all items; the channels printed come to {of_total} of the total",
        )
    return pick(
        lang,
        f"百分比以主动公开总数为分母；同一信息可在几个渠道公开，各渠道合计为总数的 {of_total}",
        f"Shares of all items; an item may be in several channels, which together come to {of_total} of the total",
    )


def plot_kinds(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the kinds of information that the items published are divided into, where the text prints them.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    return plot_breakdowns(by_kind(table, "disclosure.total"), lang)


def plot_channel_levels(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw, for each channel, which share each level of government published.

    The denominator is the sum of the levels, since the total printed beside them may differ from it.

    Parameters
    ----------
    table
        `load("proactive_channels", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    split = table[(table["level"] != "all") & table["value"].notna()]
    split = split[split.groupby("channel")["level"].transform("nunique") > 1]
    if split.empty:
        return not_printed(lang, "各级行政机关在各渠道公开的信息数", "channels by level of government")
    both = shares(split, by="channel")
    levels = [*dict.fromkeys(both["level"])]
    least = both.groupby("level")["value"].sum().idxmin()
    rows_of_least = both[both["level"] == least].set_index("channel")
    of_least, many = rows_of_least["share_of_parts_pct"], rows_of_least["parts_total"] >= FEW
    both = both.sort_values("channel", key=lambda names: names.map(of_least), ascending=False, kind="stable")
    name, rates = term("level", least, lang), of_least[many]
    span = between(rates.min(), rates.max(), 1)
    title = (
        pick(
            lang,
            f"{name}公开的信息在各渠道中占 {span}",
            f"{name} published {span} of each channel's items",
        )
        if many.any()
        else pick(lang, "各级行政机关在各渠道公开的信息", "Items in each channel by level of government"),
        pick(lang, "各渠道内的占比，分母为各级之和", "Share of each channel; the denominator is the sum of the levels"),
    )
    rows = evidence_rows(both, lang).assign(
        part=[term("level", level, lang) for level in both["level"]],
        size=both["share_of_parts_pct"],
        text=[
            rate_of(Figure(part), Figure(whole), lang, 1)
            for part, whole in zip(both["value"], both["parts_total"], strict=True)
        ],
    )
    colours = {term("level", level, lang): FOCUS if level == least else CONTEXT for level in levels}
    table_read = evidence_table(both, lang).assign(**{pick(lang, "占比", "Share"): rows["text"].to_numpy()})
    return stacked_bars(
        rows,
        lang,
        x=share_axis(lang),
        colours=colours,
        title=title,
        name="published-by-level",
        table=table_read,
    )


def plot_posts(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the posts on each of the new media; `table` is `load("new_media", report, evidence=True)`."""
    chosen = table[(table["theme"] == "new_media") & (table["unit"] == "条") & table["value"].notna()]
    if chosen.empty:
        return not_printed(lang, "新媒体发布信息数", "posts on new media")
    top = chosen.loc[chosen["value"].idxmax()]
    figure = amount(top["value"], top["unit"], top["qualifier"], lang)
    title = (
        pick(lang, f"{top['name_zh']}最多：{figure}", f"{top['name_en']}: {figure}, the largest figure"),
        pick(
            lang,
            "帖子数，多为约数；不等于公开的政府信息数",
            "Posts, not items of government information; most figures are approximate",
        ),
    )
    return ranked_bars(chosen, lang, title=title, name="posts-on-new-media", focus=[top["indicator"]])


def plot_decisions(disclosures: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw licences, penalties and coercion; `disclosures`: `load("disclosures", report, evidence=True)`."""
    made = disclosures[disclosures["measure"].eq("decisions") & disclosures["value"].notna()]
    names = {name: made[name].str.replace(_DECISIONS, "", regex=True) for name in ("name_zh", "name_en")}
    made = made.assign(**names)
    if made.empty:
        return not_printed(lang, "行政许可、处罚、强制的决定数（2019年度起才列）", "decisions (printed from 2019 on)")
    if not made["value"].any():
        return write(lang, "报告列出的处理决定数都是0。", "All numbers of decisions that the report prints are 0.")
    top = made.loc[made["value"].idxmax()]
    most = amount(top["value"], top["unit"], top["qualifier"], lang)
    title = (
        pick(
            lang, f"{top['name_zh']}的决定最多：{most}", f"{top['name_en']}: {most} decisions, more than any other kind"
        ),
        pick(
            lang,
            "处理决定数量，据法定表格“主动公开”部分",
            "Decisions, from the statutory table on proactive disclosure",
        ),
    )
    return ranked_bars(made, lang, title=title, name="decisions", focus=[top["indicator"]])
