"""A small notebook in two languages with everything a page has to show."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

DATA = """\
zh = lang == "zh"
words = ["当面", "传真", "网络", "信函"] if zh else ["In person", "Fax", "Online", "Letter"]
table = pd.DataFrame({"channel": words, "value": [1284.0, 215, 7532, 2303], "place": ["p61", "p61", "p61", "p62"]})
"""

TILES = """\
band(
    Tile("收到申请" if zh else "Requests", "11,334", "件" if zh else ""),
    Tile("行政复议" if zh else "Reviews", "466", note="三种结果相加为 471" if zh else "parts: 471", alert=True),
)
"""

BARS = """\
title = alt.Title("网络申请占三分之二" if zh else "Two thirds came online", subtitle="n = 11,334")
bars = alt.Chart(table, title=title).mark_bar().encode(
    x=alt.X("value:Q", title="件" if zh else "requests"),
    y=alt.Y("channel:N", sort=None, title=None),
    tooltip=[
        alt.Tooltip("channel:N", title="渠道" if zh else "Channel"),
        alt.Tooltip("value:Q", title="件数" if zh else "Number", format=",d"),
        alt.Tooltip("place:N", title="出处" if zh else "Place"),
    ],
)
figure(
    bars + bars.mark_text(align="left", dx=5).encode(text=alt.Text("value:Q", format=",d")),
    caption="出处：第四部分。" if zh else "Source: section 4.",
    description="四种渠道的申请件数，网络最多。" if zh else "Requests by channel; online leads.",
)
"""

LINE = """\
growth = pd.DataFrame({"year": ["2015", "2016"], "cases": [150, 366]})
alt.Chart(growth, title="诉讼增长" if zh else "Growth").mark_line(point=True).encode(
    x=alt.X("year:O", title="年" if zh else "year"), y=alt.Y("cases:Q", title="件" if zh else "cases")
)
"""


def sample_notebook(lang: str) -> NotebookNode:
    """Build the notebook as papermill would leave it before its cells run."""
    cells = [
        _only("zh", "# 申请办得怎样？\n\n看渠道与增长。"),
        _only("en", "# How were requests handled?\n\nChannels and growth."),
        new_code_cell("import altair as alt\nimport pandas as pd\nfrom IPython.display import Markdown"),
        new_code_cell("from xxgk.show import Tile, band, enable, figure\n\nenable()"),
        _tagged("parameters", 'report: str = "hebei-2016"  # 报告 report id\nlang: str = "zh"  # 语言 zh or en'),
        _tagged("injected-parameters", f'lang = "{lang}"'),
        new_code_cell(DATA),
        _tagged("answer", 'Markdown(f"网络占 **{7532 / 11334:.2%}**。" if zh else "Online has **66.46%**.")'),
        _tagged("tiles", TILES),
        _only("zh", "## 渠道"),
        _only("en", "## Channels"),
        new_code_cell(BARS),
        new_code_cell("table"),
        _only("zh", "## 增长"),
        _only("en", "## Growth"),
        new_code_cell(LINE),
        _only("zh", "### 局限\n\n上年数由区间推出。", "caveat"),
        _only("en", "### Limits\n\nThe base is derived from an interval.", "caveat"),
        _tagged("colophon", 'Markdown("数据按原样引用。" if zh else "Data as printed.")'),
    ]
    parameters = {"report": "hebei-2016", "lang": lang}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    papermill = {"parameters": parameters, "end_time": "2026-11-22T15:00:00.123456"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "papermill": papermill})


def _only(lang: str, source: str, *tags: str) -> NotebookNode:
    return new_markdown_cell(source, metadata={"tags": [lang, *tags]})


def _tagged(tag: str, source: str) -> NotebookNode:
    return new_code_cell(source, metadata={"tags": [tag]})
