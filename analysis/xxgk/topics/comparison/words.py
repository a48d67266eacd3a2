"""Several reports side by side, in words."""

import pandas as pd

from xxgk.datasets import reports
from xxgk.reading.audit import findings
from xxgk.reading.breaks import breaks
from xxgk.show.cells import bar
from xxgk.show.listing import Listing
from xxgk.show.numbers import UNKNOWN, count
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import counted, join, pick
from xxgk.topics.comparison.peers import side_by_side

MEASURES = ("reviews_per_1000_requests", "lawsuits_per_1000_requests", "granted_or_partial", "refused")


def answer(rates: pd.DataFrame, baseline: str, lang: str) -> Sentence:
    """Answer how one's own report stands among its peers, rate by rate."""
    if rates.empty:
        return write(lang, "没有可以比较的比率。", "There are no rates to compare.")
    told = write(
        lang,
        "比较 {organs} 个机关的 **{reports}** 份报告（{first}—{last}年度）。",
        "Reports compared: **{reports}**, by {organs} {word} ({first} to {last}).",
        organs=rates["organ"].nunique(),
        word=counted(rates["organ"].nunique(), "organ"),
        reports=rates["report"].nunique(),
        first=str(rates["year"].min()),
        last=str(rates["year"].max()),
    )
    found = (side_by_side(rates, measure, baseline, lang) for measure in MEASURES)
    return paragraph(lang, told, *(_standing(rows, lang) for rows in found))


def _standing(rows: pd.DataFrame, lang: str) -> Sentence:
    """Say in short how one's own rate stands."""
    mine = rows[rows["mine"]]
    if mine.empty:
        return Sentence()
    own, others = mine.iloc[0], rows[rows["compares"] & ~rows["mine"] & ~rows["few"]]
    if own["few"]:
        return write(
            lang,
            "{what}：{figure}，案件太少，不作比较。",
            "{what}: {figure}, too few to compare.",
            what=rows.attrs["title"],
            figure=own["figure"],
        )
    if others.empty:
        return write(
            lang,
            "{what}：**{figure}**，没有可比的报告。",
            "{what}: **{figure}**; no other report is comparable.",
            what=rows.attrs["title"],
            figure=own["figure"],
        )
    return write(
        lang,
        "{what}：**{figure}**；{n} 份可比报告中，{differ} 份与它的差别超出偶然。",
        "{what}: **{figure}**; {differ} of {n} comparable reports {differ_word} by more than chance.",
        what=rows.attrs["title"],
        figure=own["figure"],
        n=len(others),
        differ=int(others["differs"].sum()),
        differ_word=counted(int(others["differs"].sum()), "differs", "differ"),
    )


def key_figures(rates: pd.DataFrame, audited: pd.DataFrame, baseline: str, lang: str) -> Tiles:
    """Show how many reports are compared, and the rates of one's own."""
    broken = findings(audited)["report"].nunique()
    tiles = [Tile(pick(lang, "报告", "Reports"), count(audited["report"].nunique(), lang), pick(lang, "份", ""))]
    for measure in MEASURES:
        rows = side_by_side(rates, measure, baseline, lang)
        tiles += [
            Tile(rows.attrs["title"], row.figure, "", "" if row.few else row.span)
            for row in rows[rows["mine"]].itertuples()
        ]
    label = pick(lang, "有矛盾的报告", "With contradictions")
    return band(*tiles, Tile(label, count(broken, lang), pick(lang, "份", ""), alert=broken > 0))


def read_rates(rows: pd.DataFrame, lang: str) -> Sentence:
    """Say which reports differ from one's own by more than chance, which do not, and which are not compared and why."""
    if rows.empty:
        return Sentence()
    others = rows[~rows["mine"]]
    compared = others[others["compares"] & ~others["few"]]
    lines = []
    if rows["mine"].any() and not rows.loc[rows["mine"], "few"].iloc[0]:
        more = compared.loc[compared["differs"], "name"]
        same = compared.loc[~compared["differs"], "name"]
        if len(more):
            lines.append(
                write(
                    lang,
                    "与本报告的差别超出偶然的：{names}。",
                    "Differ from this report by more than chance: {names}.",
                    names=join(more, lang),
                )
            )
        if len(same):
            lines.append(
                write(
                    lang,
                    "差别在偶然范围之内、分不出高低的：{names}。",
                    "Within the range of chance, so neither higher nor lower: {names}.",
                    names=join(same, lang),
                )
            )
    few = others[others["few"] & others["compares"]]
    if len(few):
        named = join(
            [pick(lang, "{}（{}）", "{} ({})").format(row.name, row.figure) for row in few.itertuples(index=False)],
            lang,
        )
        lines.append(
            write(
                lang,
                "基数不足10、只写件数的：{names}。",
                "On a base below ten, so the cases stand in place of a rate: {names}.",
                names=named,
            )
        )
    if len(apart := others[~others["compares"]]):
        lines.append(
            write(
                lang,
                "口径不同、不在图中的：{names}（{why}）。",
                "Not in the chart, because the definition differs: {names} ({why}).",
                names=join(apart["name"], lang),
                why=rows.attrs["why"],
            )
        )
    return bullets(*lines)


def rates_table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Put a rate of every report into a table: a bar within the cell, the interval, the figures and their places."""
    most = float(rows["value"].max()) if rows["value"].notna().any() else 0.0
    unsure = [_verdict(row, lang) for row in rows.itertuples(index=False)]
    return Listing(
        {
            pick(lang, "报告", "Report"): [f"{'▶ ' if row.mine else ''}{row.name}" for row in rows.itertuples()],
            rows.attrs["title"]: [
                f"{bar(row.value, most)} {row.figure}".strip() for row in rows.itertuples(index=False)
            ],
            pick(lang, "95%区间", "95% interval"): [span or UNKNOWN for span in rows["span"]],
            pick(lang, "件数 / 基数", "Cases / base"): [*rows["cases"]],
            pick(lang, "与本报告相比", "Compared with this report"): unsure,
            pick(lang, "出处", "Where"): [*rows["where"]],
        }
    )


def _verdict(row: object, lang: str) -> str:
    if row.mine:
        return pick(lang, "本报告", "this report")
    if not row.compares:
        return pick(lang, "不可比", "not comparable")
    if row.few:
        return pick(lang, "件数太少", "too few cases")
    return pick(lang, "超出偶然", "beyond chance") if row.differs else pick(lang, "偶然之内", "within chance")


def read_breaks(table: pd.DataFrame, lang: str) -> Sentence:
    """Say which changes of the form the reports span."""
    if table.empty:
        return Sentence()
    first, last = table["year"].min(), table["year"].max()
    crossed = [one for one in breaks() if first < one.first <= last and one.indicators == ("*",)]
    if not crossed:
        return write(lang, "所比年度之间版式没有改变。", "The form did not change between these years.")
    return bullets(
        *(write(lang, "{why}。", "{why}.", why=pick(lang, one.zh, one.en[:1].upper() + one.en[1:])) for one in crossed)
    )


def read_contradicting(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say for each report how many relations are broken; reports without any are counted together."""
    broken = findings(audited).groupby(["organ", "year"], sort=True).size()
    lines = [
        write(
            lang,
            "{organ}{year}年度：{n} 项不成立",
            "{organ}, {year}: {n} {do} not hold",
            organ=organ,
            year=str(year),
            n=int(n),
            do=counted(int(n), "does", "do"),
        )
        for (organ, year), n in broken.items()
    ]
    clean = audited["report"].nunique() - len(broken)
    none = write(lang, "另有 {n} 份没有发现矛盾。", "Reports without a contradiction: {n}.", n=clean)
    rest = none if clean else Sentence()
    return bullets(*lines, rest)


def sources(rates: pd.DataFrame, lang: str) -> Sentence:
    """Name the reports that are compared."""
    chosen = reports().set_index("id").loc[[*rates["report"].drop_duplicates()]]
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
