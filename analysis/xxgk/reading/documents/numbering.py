"""Numbers that Word prints before a paragraph without storing them in its text: 一、, (一), 1."""

from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"))
_DECIMAL = frozenset(("decimal", "decimalFullWidth", "decimalEnclosedCircleChinese"))
_DEEPEST_STYLE = 10  # styles based on one another; a damaged file may have them in a circle


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list prints its number, and which lists count together."""

    start: int
    form: str
    text: str
    counter: str


class Numbering:
    """The automatic numbers of one document, counted as its paragraphs are read in order."""

    def __init__(self, document: WordDocument) -> None:
        styles = document.styles.element.iterchildren(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in styles}
        self._levels = _read_levels(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Return whether the paragraph or its style has an outline level above body text."""
        return 0 <= _value(self._property(paragraph, "outlineLvl"), -1) < 9

    def prefix(self, paragraph: etree._Element) -> str:
        """Count the paragraph and return the number printed before it; ``""`` for none or a bullet."""
        properties = self._property(paragraph, "numPr")
        if properties is None:
            return ""
        number = _value(properties.find(qn("w:numId")), 0)
        depth = _value(properties.find(qn("w:ilvl")), 0)
        level = self._levels.get((number, depth))
        if level is None:
            return ""
        counts = self._counts[level.counter]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._print(number, level.text, counts)

    def _print(self, number: int, text: str, counts: dict[int, int]) -> str:
        """Fill the counts into a pattern like ``（%1）``."""
        for depth in range(9):
            mark = f"%{depth + 1}"
            level = self._levels.get((number, depth))
            if mark not in text:
                continue
            if level is None or level.form not in _CHINESE | _DECIMAL:
                return ""
            count = counts.get(depth, level.start)
            text = text.replace(mark, _chinese(count) if level.form in _CHINESE else str(count))
        return text if counts and any(character.isalnum() for character in text) else ""

    def _property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """Return a property of the paragraph, else of its style or the styles that one is based on."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        for _ in range(_DEEPEST_STYLE):
            if found is not None or style is None:
                break
            definition = self._styles.get(style.get(qn("w:val")))
            if definition is None:
                break
            found = definition.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}")
            style = definition.find(qn("w:basedOn"))
        return found


def _read_levels(document: WordDocument) -> dict[tuple[int, int], _Level]:
    """Read the lists' levels, keyed by list number and depth."""
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return {}
    if not isinstance(part, XmlPart):
        return {}
    root = part.element
    patterns = {_value(item, -1, "abstractNumId"): item for item in root.iterchildren(qn("w:abstractNum"))}
    levels = {}
    for item in root.iterchildren(qn("w:num")):
        number, pattern = _value(item, -1, "numId"), _value(item.find(qn("w:abstractNumId")), -1)
        restarts = {
            _value(override, 0, "ilvl"): _value(override.find(qn("w:startOverride")), 1)
            for override in item.iterchildren(qn("w:lvlOverride"))
        }
        counter = f"list {number}" if restarts else f"pattern {pattern}"
        for level in patterns[pattern].iterchildren(qn("w:lvl")) if pattern in patterns else ():
            depth = _value(level, 0, "ilvl")
            start = restarts.get(depth, _value(level.find(qn("w:start")), 1))
            form, text = (_text(level.find(qn(f"w:{name}"))) for name in ("numFmt", "lvlText"))
            levels[number, depth] = _Level(start, form, text, counter)
    return levels


def _text(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


def _value(element: etree._Element | None, default: int, name: str = "val") -> int:
    """Return a whole-number attribute; what is missing or no number counts as the default."""
    value = "" if element is None else element.get(qn(f"w:{name}"), "")
    return int(value) if value.isdecimal() and len(value) < 7 else default


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
