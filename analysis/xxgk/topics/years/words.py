"""The years of one organ in words."""

import pandas as pd

from xxgk.reading.audit import faults
from xxgk.reading.base.folders import report_row
from xxgk.reading.breaks import breaks
from xxgk.reading.measures import FEW
from xxgk.show.listing import Listing
from xxgk.show.numbers import UNKNOWN, count, percent, points
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import counted, indicator_name, inside, join, pick
from xxgk.topics.years.rows import ADDED, between_years, broken_years, figures_by_year, years_of

CORE = ("disclosure.total", "requests.received", "requests.closed", "review.total", "lawsuit.total")
_MOST = 12  # lines of a list; more are counted


def answer(series: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Sentence:
    """Answer which years there are, how requests grew within them, and how much of it contradicts itself."""
    years = sorted({int(year) for year in series["year"].dropna()})
    if not years:
        return write(lang, "没有数字。", "There are no figures.")
    told = write(
        lang,
        "共 **{n}** 个年度（{years}）。",
        "Reports for **{n}** {word} ({years}).",
        n=len(years),
        years=_spans(years, lang),
        word=counted(len(years), "year"),
    )
    broken = faults(between_years(audited))
    cut = broken_years(series)
    return paragraph(lang, told, _breaks(cut, lang), _contradicted(len(broken), len(years), lang))


def _spans(years: list[int], lang: str) -> str:
    """Write years as spans, so that gaps are seen: 2011–2016, 2018."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    texts = [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]
    return pick(lang, "、", ", ").join(texts)


def _breaks(cut: dict[str, str], lang: str) -> Sentence:
    if not cut:
        return Sentence()
    return write(
        lang,
        "序列从 {years} 年度起断开，断点前后不计算增长。",
        "The series breaks from {years} on; no growth is computed across a break.",
        years=join(cut.values(), lang),
    )


def _contradicted(broken: int, years: int, lang: str) -> Sentence:
    if years < 2:
        return write(
            lang,
            "只有一个年度，没有可以对照的上年报告。",
            "There is one year only, so no report of the year before to compare it with.",
        )
    if not broken:
        return write(lang, "各年报告之间没有发现矛盾。", "No contradiction between the years was found.")
    return write(
        lang,
        "有 **{n}** 处与上年的报告不符。",
        "**{n}** {word} the report for the year before.",
        n=broken,
        word=counted(broken, "figure contradicts", "figures contradict"),
    )


def key_figures(series: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Tiles:
    """Show how many years there are, the latest figures, and how much does not fit between the years."""
    tiles = [Tile(pick(lang, "年度", "Years"), count(series["year"].nunique(), lang), pick(lang, "个", ""))]
    for indicator in CORE[:4]:
        rows = years_of(series, indicator, lang)
        if len(rows):
            tiles.append(Tile(indicator_name(indicator, lang), rows["figure"].iloc[-1], "", str(rows["year"].iloc[-1])))
    broken = len(faults(between_years(audited)))
    label = pick(lang, "年度之间的矛盾", "Contradictions between years")
    return band(*tiles, Tile(label, count(broken, lang), pick(lang, "处", ""), alert=broken > 0))


def read_series(series: pd.DataFrame, indicator: str, lang: str) -> Sentence:
    """Say how an indicator changed within each stretch of years that is one series."""
    rows = years_of(series, indicator, lang)
    torn = [_contradiction(row, lang) for row in rows[rows["printed_also"] != ""].itertuples(index=False)]
    return bullets(*(_stretch(part, lang) for _, part in rows.groupby("stretch", sort=False)), *torn)


def _contradiction(row: object, lang: str) -> Sentence:
    """Say that a report prints another figure of the same year."""
    return write(
        lang,
        "{year}年的报告另印作 {also}，图中用 {figure}。",
        "The report for {year} also prints {also}; drawn is {figure}.",
        year=str(row.year),
        also=row.printed_also,
        figure=row.figure,
    )


def _stretch(part: pd.DataFrame, lang: str) -> Sentence:
    first, last = part.iloc[0], part.iloc[-1]
    values = {
        "from_year": str(first["year"]),
        "to_year": str(last["year"]),
        "before": first["figure"],
        "now": last["figure"],
    }
    if len(part) == 1:
        return write(lang, "{to_year}年：{now}。", "{to_year}: {now}.", **values)
    told = write(
        lang,
        "{from_year}—{to_year}年：从 {before} 到 {now}",
        "{from_year} to {to_year}: from {before} to {now}",
        **values,
    )
    # Of few cases, of hedged ones and of those that the report contradicts, no percentage is written.
    hedged = {"exact"} != {first["qualifier"], last["qualifier"]}
    if first["value"] < FEW or hedged or first["printed_also"] or last["printed_also"]:
        return Sentence(told + pick(lang, "。", "."))
    change = 100 * (last["value"] - first["value"]) / first["value"]
    rate = ("+" if change > 0 else "") + percent(change, 1)
    return Sentence(told + pick(lang, f"（{rate}）。", f" ({rate})."))


def read_bases(series: pd.DataFrame, lang: str) -> Sentence:
    """Say where what this year's report says of the year before is not what last year's report said."""
    off = series[series["bases_agree"].eq(False).fillna(False)]
    if off.empty:
        return write(
            lang,
            "各年报告所称的上年数与上年的报告没有不符。",
            "No report disagrees with the one before on the year before.",
        )
    lines = [_base(row, lang) for row in off.head(_MOST).itertuples(index=False)]
    rest = len(off) - len(lines)
    more = write(lang, "另有 {n} 处。", "{n} more.", n=rest) if rest else Sentence()
    return bullets(*lines, more)


def _base(row: object, lang: str) -> Sentence:
    said = row.base_printed if pd.notna(row.base_printed) else row.base_implied
    between = f"{row.base_implied_low:,.1f}–{row.base_implied_high:,.1f}"
    return write(
        lang,
        "{year}年{name}：上年的报告为 {last}，本年报告所称或推算的上年数为 {said}。",
        "{name}, {year}: the report for the year before says {last}; this one says or implies {said}.",
        year=str(row.year),
        name=row.name_zh if lang == "zh" else row.name_en,
        last=count(row.base_previous, lang) if pd.notna(row.base_previous) else UNKNOWN,
        said=count(said, lang) if pd.notna(said) else between,
    )


def read_growth_parts(parts: pd.DataFrame, lang: str) -> Sentence:
    """Say what each growth is made of, pair of years by pair of years, and how sure that is."""
    groups = parts.groupby(["year", "whole", "level"], sort=False)
    lines = [_decomposed(group, lang) for _, group in groups]
    if not lines:
        return write(
            lang,
            "没有哪个总数连续两年都列出各部分，增长的构成无从计算。",
            "No total has all its parts printed in two consecutive years, so growth cannot be broken down.",
        )
    return bullets(*lines)


def _decomposed(group: pd.DataFrame, lang: str) -> Sentence:
    whole = group.iloc[0]
    top = group.loc[group["change"].abs().idxmax()]
    values = {
        "year": str(whole["year"]),
        "whole": whole[f"whole_{lang}"],
        "before": whole["whole_before"],
        "now": whole["whole_now"],
        "change": _signed(whole["whole_change"], lang),
        "part": inside(top[f"name_{lang}"], lang),
        "given": _signed(top["change"], lang),
    }
    told = write(
        lang,
        "{year}年{whole}：从 {before} 到 {now} 件，{change}，其中{part} {given}",
        "{whole}, {year}: from {before} to {now} ({change}), of which {part} {given}",
        **values,
    )
    if pd.isna(whole["whole_growth_pct"]):
        return Sentence(told + pick(lang, "。", "."))
    rate = ("+" if whole["whole_growth_pct"] > 0 else "") + percent(whole["whole_growth_pct"], 1)
    said = write(
        lang,
        "{told}；合计增长 {rate}，{part}贡献 {points}{sure}。",
        "{told}; of the {rate} growth, {part} contributed {points}{sure}.",
        told=told,
        rate=rate,
        part=values["part"],
        points=points(top["points"], lang, 1).lstrip("+"),
        sure=Sentence(_sensitivity(whole, top, lang)),
    )
    return said


def _sensitivity(whole: pd.Series, part: pd.Series, lang: str) -> str:
    """Say between what bounds it lies where the report contradicts itself."""
    if whole["whole_change_low"] == whole["whole_change_high"]:
        return ""
    span = f"{_signed(whole['whole_change_low'], lang)}–{_signed(whole['whole_change_high'], lang).lstrip('+')}"
    low, high = (points(part[name], lang, 1).lstrip("+") for name in ("points_low", "points_high"))
    return pick(
        lang,
        f"（合计与各项结果互相矛盾：无论取哪一个，变化在 {span} 件之间，贡献在 {low}至{high}之间）",
        f" (totals and results contradict each other: whichever is right, the change is {span}, the contribution "
        f"{low} to {high})",
    )


def _signed(value: float, lang: str) -> str:
    return ("+" if value > 0 else "") + count(value, lang)


def read_carried(series: pd.DataFrame, lang: str) -> Sentence:
    """Say what was carried over into each year, beside what the year before had left open."""
    into, out = (years_of(series, f"requests.carried_{way}", lang) for way in ("in", "out"))
    if into.empty and out.empty:
        return write(lang, "没有一年的报告列出结转数。", "No report says what was carried over.")
    left = {int(row.year): row.figure for row in out.itertuples(index=False)}
    lines = [
        write(
            lang,
            "{year}年：上年结转 {into}；上年的报告列出的结转下年度为 {left}。",
            "{year}: {into} carried over from the year before, whose report says {left}.",
            year=str(row.year),
            into=row.figure,
            left=left.get(int(row.year) - 1, UNKNOWN),
        )
        for row in into.itertuples(index=False)
    ]
    return bullets(*lines)


def read_breaks(series: pd.DataFrame, lang: str) -> Sentence:
    """Say why the series break where they do."""
    cut = [name for names in series["break_before"] for name in names.split(", ") if name]
    known = [one for one in breaks() if one.name in cut]
    if not known:
        return write(lang, "这些年度之间没有断点。", "There is no break between these years.")
    return bullets(
        *(write(lang, "{why}。", "{why}.", why=pick(lang, one.zh, one.en[:1].upper() + one.en[1:])) for one in known)
    )


def read_contradictions(audited: pd.DataFrame, lang: str) -> Sentence:
    """Say which figures of a year do not fit those of the year before."""
    broken = faults(between_years(audited))
    if broken.empty:
        return write(lang, "没有发现年度之间的矛盾。", "No contradiction between the years was found.")
    lines = [
        write(
            lang,
            "{year}年{name}：{rule}；应为 {expected}，印作 {printed}（{statement}）。",
            "{name}, {year}: {rule}; expected {expected}, printed {printed} ({statement}).",
            year=str(row.year),
            name=indicator_name(row.indicator, lang),
            rule=row.zh if lang == "zh" else row.en,
            expected=count(round(row.expected, 2), lang) if pd.notna(row.expected) else UNKNOWN,
            printed=count(row.printed, lang),
            statement=row.statement,
        )
        for row in broken.sort_values("year", kind="stable").itertuples(index=False)
    ]
    return bullets(*lines)


def years_table(series: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Put the years below one another: one row for each, one column for each core indicator."""
    columns = {
        indicator_name(indicator, lang): figures
        for indicator in CORE
        if (figures := figures_by_year(series, indicator, lang))
    }
    firsts = [int(first) for first in broken_years(series).values()]
    years = sorted({int(year) for year in series["year"].dropna()})
    table = pd.DataFrame({name: [of.get(year, UNKNOWN) for year in years] for name, of in columns.items()})
    table.insert(0, pick(lang, "年度", "Year"), [str(year) for year in years])
    crossed = [pick(lang, "、", ", ").join(str(first) for first in firsts if before < first <= year)
               for before, year in zip([years[0] if years else 0, *years], years, strict=False)]  # fmt: skip
    table.insert(1, pick(lang, "新口径始于", "New definitions from"), crossed)
    return Listing(table)


def read_added(series: pd.DataFrame, lang: str) -> Sentence:
    """Say of the figures that the table adds up what they are the sum of; nothing where it adds up none."""
    if not any(figure.endswith(ADDED) for figure in figures_by_year(series, "lawsuit.total", lang).values()):
        return Sentence()
    return write(
        lang,
        "带“{mark}”的行政诉讼数：那一年的报告只分列两类，此处为直接起诉与复议后起诉之和。",
        "Lawsuits marked {mark}: the report of that year prints two kinds only, brought directly and after a review; "
        "this is their sum.",
        mark=ADDED,
    )


def sources(series: pd.DataFrame, lang: str) -> Sentence:
    """Name the reports that the years come from."""
    rows = [report_row(report) for report in series["report"].drop_duplicates()]
    named = [
        write(
            lang,
            "{title}（{id}，SHA-256：{sha}）",
            "{title} ({id}, SHA-256: {sha})",
            title=row["title"],
            id=row["id"],
            sha=row["source_sha256"],
        )
        for row in rows
    ]
    return Sentence(f"{pick(lang, '数字取自：', 'Figures are from:')}\n\n{bullets(*named)}")
