"""Which side of a contradiction the rest of the report supports, in words."""

from collections.abc import Sequence

from xxgk.show.numbers import count
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import pick, without_base

_WITNESSES = {
    "total": (
        "{witness}与**{first}**相符：{total_holds}；{parts_fail}。",
        "{witness} **{first}**: {total_holds}, while {parts_fail}.",
    ),
    "parts": (
        "{witness}与**{second}**相符：{parts_hold}；{total_fails}。",
        "{witness} **{second}**: {parts_hold}, while {total_fails}.",
    ),
    "neither": (
        "报告的其他数字与两边都不符：{total_fails}；{parts_fail}。",
        "Other figures of the report fit neither side: {total_fails}, and {parts_fail}.",
    ),
    "both": (
        "报告的其他数字说法不一，无法判断哪一边可信。",
        "Other figures of the report disagree as well, so neither side can be preferred.",
    ),
}
_GROWTH = "× (1 + "


def read_witness(row: object, lang: str) -> Sentence:
    """Say which side of a contradiction the other relations support."""
    if not row.witness:
        return write(
            lang, "报告中没有其他数字能判断哪一边可信。", "Nothing else in the report shows which side is right."
        )
    total, parts = row.witness_statement[::2], row.witness_statement[1::2]
    is_growth = all(_GROWTH in statement for statement in row.witness_statement)
    values = {
        "witness": pick(lang, "印出的增长率", "The printed growth rate fits")
        if is_growth
        else pick(lang, "报告的其他数字", "Other figures of the report fit"),
        "total_holds": _together(total, lang),
        "total_fails": _fail(total, lang),
        "parts_hold": _together(parts, lang),
        "parts_fail": _fail(parts, lang),
        "first": count(row.expected) if row.kind == "restatement" else pick(lang, "总数", "the total"),
        "second": count(row.printed) if row.kind == "restatement" else pick(lang, "分项之和", "the sum of the parts"),
    }
    return write(lang, *_WITNESSES[row.witness], **values)


def _together(statements: Sequence[str], lang: str) -> str:
    return pick(lang, "；", "; ").join(statements)


def _fail(statements: Sequence[str], lang: str) -> str:
    """Say that statements are wrong; a growth rate asks for a whole number, and there may be none."""
    return pick(lang, "；", "; ").join(_fails(statement, lang) for statement in statements)


def _fails(statement: str, lang: str) -> str:
    if (told := without_base(statement, lang)) != statement:
        figure = statement.rpartition(" = ")[2]
        return pick(lang, f"若为{figure}，则{told}", told)
    return statement + pick(lang, " 不成立", " does not hold")
