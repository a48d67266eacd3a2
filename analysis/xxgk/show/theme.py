"""How every chart looks: colours that colour-blind readers tell apart, fonts with Chinese, sizes, spacing."""

from typing import Any

# Each colour on white paper and on a dark screen. The page swaps the first for the second, so a chart that uses
# only these colours reads well on both; text colours have a contrast of at least 4.5, marks of at least 3.
PALETTE: dict[str, tuple[str, str]] = {
    "ink": ("#1c2127", "#e8eaed"),
    "muted": ("#57606a", "#a3acb6"),
    "grid": ("#e4e7eb", "#2f363d"),
    "paper": ("#ffffff", "#16191d"),
    "context": ("#8a939d", "#626c76"),
    "focus": ("#0b63a8", "#62b0f0"),
    "alert": ("#c0460b", "#ff9a5c"),
    "green": ("#00785a", "#3fc79a"),
    "purple": ("#8d4a83", "#d59acb"),
    "gold": ("#9a6b00", "#e0b04a"),
    "sky": ("#3d8fc4", "#9fd3f5"),
}
INK, MUTED, GRID, PAPER, CONTEXT, FOCUS, ALERT = (PALETTE[name][0] for name in list(PALETTE)[:7])
CATEGORIES = [PALETTE[name][0] for name in ("focus", "alert", "green", "purple", "gold", "sky", "context")]

FONTS = (
    "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, Microsoft YaHei, "
    "WenQuanYi Micro Hei, sans-serif"
)

# Axis labels for counts: Chinese readers count in 万 and 亿, English readers group by thousands.
COUNT_LABELS = {
    "zh": "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',~g') + '亿' : "
    "abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',~g') + '万' : format(datum.value, ',~g')",
    "en": "format(datum.value, ',~f')",
}


def theme() -> dict[str, Any]:
    """Give the look of the project's charts: grey and one hue, the title on the left, few lines."""
    return {
        "config": {
            "font": FONTS,
            "background": PAPER,
            "padding": 4,
            "title": {
                "anchor": "start",
                "frame": "group",
                "color": INK,
                "fontSize": 15,
                "subtitleColor": MUTED,
                "subtitleFontSize": 12,
                "subtitlePadding": 5,
                "offset": 14,
            },
            "axis": {
                "labelColor": MUTED,
                "titleColor": MUTED,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titlePadding": 10,
                "labelPadding": 6,
                "titleLimit": 300,
                "labelLimit": 240,
                "labelOverlap": True,
                "gridColor": GRID,
                "domain": False,
                "ticks": False,
            },
            "axisQuantitative": {"tickCount": 5},
            "axisTemporal": {"tickCount": 6},
            "axisBand": {"grid": False, "labelColor": INK},
            "header": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12, "titleFontSize": 12},
            "legend": {
                "orient": "top",
                "direction": "horizontal",
                "titleOrient": "left",
                "labelColor": INK,
                "titleColor": MUTED,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titleLimit": 300,
                "labelLimit": 240,
                "symbolType": "square",
                "offset": 8,
            },
            "view": {
                "stroke": None,
                "continuousWidth": 560,
                "continuousHeight": 280,
                "discreteWidth": {"step": 64},
                "discreteHeight": {"step": 30},
            },
            "range": {"category": CATEGORIES, "ramp": {"scheme": "blues"}},
            "mark": {"color": FOCUS},
            "line": {"strokeWidth": 2.5},
            "point": {"size": 60, "filled": True},
            "rule": {"color": MUTED},
            "text": {"color": INK, "fontSize": 12},
        }
    }
