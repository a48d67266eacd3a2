"""Why a cell that was found has no value, in words."""

from xxgk.reading.forms.layouts import plain

NO_NAME = "□"  # as a blank cell is written
_NOT_READ = "，未读，按空白处理"
_PROBLEMS = {
    "unreadable": ("cell_unreadable", "单元格“{}”无法读作数字，按空白处理", "cell {} is no number and counts as blank"),
    "dotted": (
        "cell_unreadable",
        "“{}”中的点可能是千分位也可能是小数点，不作推测，按空白处理",
        "the full stop in {} may part thousands or decimals; it is not guessed and counts as blank",
    ),
    "two_figures": (
        "cell_unreadable",
        f"单元格“{{}}”有两个数字，不作推测{_NOT_READ}",
        "cell {} holds two figures; neither is guessed and it counts as blank",
    ),
    "no_unit": (
        "amount_without_unit",
        "金额“{}”未标明单位（元、万元），不作推测，按空白处理",
        "amount {} has no unit (元 or 万元); it is not guessed and counts as blank",
    ),
    "merged": (
        "cell_merged",
        f"“{{}}”所在单元格跨多行或多列，不属于其中任何一个项目{_NOT_READ}",
        "the cell of {} is merged over several rows or columns; it is no single one's and was not read",
    ),
    "stacked": (
        "cell_unreadable",
        f"一行中并列多个项目，“{{}}”无法对应{_NOT_READ}",
        "several rows stand in one, and {} cannot be told apart; it was not read",
    ),
    "field": (
        "cell_content_unread",
        f"单元格为表单域“{{}}”{_NOT_READ}",
        "the cell is a form field {} and was not read",
    ),
    "picture": (
        "cell_content_unread",
        f"单元格“{{}}”中有图片{_NOT_READ}",
        "the cell {} shows a picture and was not read",
    ),
    "generated": (
        "cell_content_unread",
        f"单元格“{{}}”的内容由网页样式生成{_NOT_READ}",
        "the content of the cell {} is made by the page's style and was not read",
    ),
    "font": (
        "cell_content_unread",
        f"单元格“{{}}”的字体未说明所显示的字符{_NOT_READ}",
        "the font of the cell {} does not say which characters it shows; it was not read",
    ),
}


def name_of(label: str) -> str:
    """Give what a message calls a row or a column: its name or, if that is none, what is printed there."""
    return plain(label) or label.strip() or NO_NAME


def describe(problem: str, text: str) -> tuple[str, str, str]:
    """Give the code of a problem with a cell, and the sentences that say what it is."""
    code, zh, en = _PROBLEMS[problem]
    return code, zh.format(text), en.format(repr(text))
