"""Several reports side by side, in words."""

import pandas as pd

from xxgk.datasets import reports
from xxgk.reading.audit import findings
from xxgk.show.figures import figure_of, lawsuits_of
from xxgk.show.listing import Listing
from xxgk.show.numbers import amount, count
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import indicator_name, pick
from xxgk.topics.comparison.eras import BREAKS, series

COMPARED = (
    "disclosure.total",
    "requests.received",
    "requests.closed",
    "requests.outcome.granted",
    "review.total",
    "lawsuit.total",
)


def choose_reports(reports: str) -> str | list[str]:
    """Read a list of report ids as a parameter holds it: ``all``, or ids with commas between them."""
    ids = [one.strip() for one in reports.split(",") if one.strip()]
    return "all" if ids in ([], ["all"]) else ids


def name_organs(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Name the organs in the reader's language, where the list of reports has a name in it."""
    listed = reports().set_index("id")
    names = listed[pick(lang, "organ", "organ_en")]
    return table.assign(organ=table["report"].map(names.where(names != "", listed["organ"])))


def answer(facts: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Sentence:
    """Answer what the reports have in common, and which of them hold contradictions."""
    if facts.empty:
        return write(lang, "没有可以比较的报告。", "There are no reports to compare.")
    received = series(facts, "requests.received", lang)
    told = write(
        lang,
        "比较 {organs} 个机关的 **{reports}** 份报告（{first}—{last}年度）；{received}收到的申请数，"
        "**{broken}** 份有互相矛盾的数字。",
        "Compared are **{reports}** reports of {organs} organs ({first} to {last}); {received} the requests "
        "received, **{broken}** hold contradictions.",
        organs=facts["organ"].nunique(),
        reports=facts["report"].nunique(),
        first=str(facts["year"].min()),
        last=str(facts["year"].max()),
        received=pick(lang, "每份都列出", "all print")
        if len(received) == facts["report"].nunique()
        else pick(lang, f"{len(received)} 份列出", f"{len(received)} print"),
        broken=findings(audited)["report"].nunique(),
    )
    return paragraph(lang, told, read_breaks(facts, lang))


def key_figures(facts: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Tiles:
    """Show how many reports are compared, of how many organs, and how many figures they print."""
    broken = findings(audited)["report"].nunique()
    return band(
        Tile(pick(lang, "报告", "Reports"), count(facts["report"].nunique(), lang), pick(lang, "份", "")),
        Tile(pick(lang, "机关", "Organs"), count(facts["organ"].nunique(), lang), pick(lang, "个", "")),
        Tile(
            pick(lang, "印出的数字", "Printed figures"),
            count(int(facts["printed"].ne("").sum()), lang),
            pick(lang, "个", ""),
        ),
        Tile(
            pick(lang, "有矛盾的报告", "With contradictions"),
            count(broken, lang),
            pick(lang, "份", ""),
            alert=broken > 0,
        ),
    )


def read_breaks(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say which changes of the form the reports span: series must not be chained across them."""
    crossed = [last for last in BREAKS if facts["year"].min() <= last < facts["year"].max()]
    if not crossed:
        return write(lang, "所比年度之间版式没有改变。", "The form did not change between these years.")
    spans = pick(lang, "、", ", ").join(f"{last}→{last + 1}" for last in crossed)
    return write(
        lang,
        "版式在 {spans} 改变，图中的线在那里断开，两侧的数字不可相连。",
        "The form changed {spans}: lines break there, and figures must not be chained across.",
        spans=spans,
    )


def read_series(facts: pd.DataFrame, indicator: str, lang: str) -> Sentence:
    """Say where an indicator is largest and smallest, and which reports do not print it."""
    rows = series(facts, indicator, lang)
    if rows.empty:
        return Sentence()
    top, least = rows.loc[rows["value"].idxmax()], rows.loc[rows["value"].idxmin()]
    told = write(
        lang,
        "{name}从 {least}（{least_at}）到 {top}（{top_at}）。",
        "{name}: from {least} ({least_at}) to {top} ({top_at}).",
        name=indicator_name(indicator, lang),
        least=least["figure"],
        least_at=least["name"],
        top=top["figure"],
        top_at=top["name"],
    )
    missing = facts["report"].nunique() - len(rows)
    if not missing:
        return told
    return paragraph(lang, told, write(lang, "{n} 份报告没有列出。", "{n} reports do not print it.", n=missing))


def comparison_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Put the figures that every edition can print side by side: one row a report, one column an indicator."""
    rows = []
    for (organ, year), printed in facts.groupby(["organ", "year"], sort=True):
        figures = {indicator: figure_of(printed, indicator) for indicator in COMPARED}
        figures["lawsuit.total"] = lawsuits_of(printed)
        written = {
            indicator_name(indicator, lang): amount(figure.value, figure.unit, figure.qualifier, lang)
            for indicator, figure in figures.items()
        }
        rows.append({pick(lang, "报告", "Report"): f"{organ} {year}", **written})
    return Listing(rows)


def read_contradicting(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say for each report how many relations are broken; reports without any are counted together."""
    broken = findings(audited).groupby(["organ", "year"], sort=True).size()
    lines = [
        write(
            lang,
            "{organ} {year}年度：{n} 项不成立",
            "{organ} {year}: {n} broken",
            organ=organ,
            year=str(year),
            n=int(n),
        )
        for (organ, year), n in broken.items()
    ]
    clean = audited["report"].nunique() - len(broken)
    rest = write(lang, "其余 {n} 份没有发现矛盾。", "No contradiction was found in the other {n}.", n=clean)
    return bullets(*lines, rest)


def sources(facts: pd.DataFrame, lang: str) -> Sentence:
    """Name the reports that are compared."""
    chosen = reports().set_index("id").loc[[*facts["report"].drop_duplicates()]]
    if chosen.empty:
        return write(lang, "没有数字。", "There are no figures.")
    named = [
        write(
            lang,
            "{title}（{report}，SHA-256：{sha}）",
            "{title} ({report}, SHA-256: {sha})",
            title=row.title,
            report=row.Index,
            sha=row.source_sha256,
        )
        for row in chosen.itertuples()
    ]
    return Sentence(f"{pick(lang, '数字取自：', 'Figures are from:')}\n\n{bullets(*named)}")
