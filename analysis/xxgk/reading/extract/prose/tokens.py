"""The running text as tokens: the longest known word at each place, figures, dates, names and marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from xxgk.reading.extract.prose.lexicon import Lexicon
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.quantities import Exclusion, Quantity

_MARKS = {
    "，": ",", ",": ",", "；": ";", ";": ";", "。": "。", "！": "。", "？": "。", "!": "。", "?": "。",
    "\n": "。", "：": ":", ":": ":", "】": ":",
    "（": "(", "(": "(", "）": ")", ")": ")", "﹙": "(", "﹚": ")",
    "[": "(", "]": ")", "［": "(", "］": ")", "〔": "(", "〕": ")",
}  # fmt: skip
_QUOTES = "“”‘’\"「」『』【'"
_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’，。；\n]{1,20})[”\"」』’]")
_TITLE = re.compile(r"《([^《》\n]{1,60})》")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\S+")
_SHORTEST_ORGAN = 3
_SPAN = re.compile(r"(?:19|20)[0-9]{2}年?(?:[至到]|[-—–－~～])")
_WITHIN_WORDS = ("filler", "whose", "direction")
_KINDS = "项类种"  # that a sum may be of; it may be of organs, too: 三部门合计
_SUMMING = "等的中里由从共"


def read_tokens(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    exclusions: Sequence[Exclusion],
    lexicon: Lexicon,
    organ: str = "",
) -> list[Token]:
    """Split a stretch of text into tokens; blanks and line breaks within words are passed over.

    Parameters
    ----------
    text
        The whole text, with its traditional characters folded.
    start, end
        The stretch, e.g. a paragraph.
    quantities, exclusions
        The figures of the whole text, and what looks like one and is none; both in order.
    lexicon
        The words.
    organ
        Name of the report's own organ, which is found before any word.

    Returns
    -------
    list of Token
        In order. The concept of a figure is its number in `quantities`; its unit is part of it.
    """
    return list(Words(text, quantities, exclusions, lexicon).read(start, end, organ))


class Words:
    """The running text of a document as tokens; a stretch that is asked for again is not read again.

    Attributes
    ----------
    text
        The whole text, with its traditional characters folded.
    quantities, exclusions, lexicon
        As for :func:`read_tokens`.
    """

    def __init__(
        self, text: str, quantities: Sequence[Quantity], exclusions: Sequence[Exclusion], lexicon: Lexicon
    ) -> None:
        self.text, self.quantities, self.exclusions, self.lexicon = text, quantities, exclusions, lexicon
        self._read: dict[tuple[int, int], Sequence[Token]] = {}

    def read(self, start: int, end: int, organ: str = "") -> Sequence[Token]:
        """Split a stretch into tokens, as :func:`read_tokens` does; an organ that it does not name changes nothing."""
        line = _Line(self.text, start, end)
        organs = _organs(line, organ, self.lexicon)
        if organs or (start, end) not in self._read:
            fixed = organs | _fixed(line, self.quantities, self.exclusions, self.lexicon)
            tokens = _mended(list(_tokens(line, fixed, self.lexicon)), self.text)
            if organs:
                return tokens
            self._read[start, end] = tokens
        return self._read[start, end]


def _mended(tokens: Sequence[Token], text: str) -> list[Token]:
    """Make one unknown word of an unknown one and the single characters right before it: 村|务, 统|计|数|据."""
    kept: list[Token] = []
    for at, token in reversed([*enumerate(tokens)]):
        following, before = kept[-1] if kept else None, tokens[at - 1] if at else None
        joins = following is not None and following.kind == "unknown" and token.end == following.start
        single = token.end - token.start == 1 and token.kind in _WITHIN_WORDS
        apart = text[token.start] in _SUMMING and not (text[token.start] == "中" and _is_of_a_word(token, before))
        if joins and ((single and not apart) or token.kind == "unknown"):
            kept[-1] = Token(token.start, following.end, "unknown", "")
        elif single and not apart and text[token.start] == "中":
            kept.append(Token(token.start, token.end, "unknown", ""))  # 初中58所
        else:
            kept.append(token)
    return kept[::-1]


def _is_of_a_word(token: Token, before: Token | None) -> bool:
    """Tell whether 中 is of a word (初中, 中型) and not "among": that stands right behind what there are parts of."""
    return before is None or before.end != token.start or before.kind in ("unknown", "mark", "join")


class _Line:
    """A stretch of text without its blanks, and where each of its characters stands in the document."""

    def __init__(self, text: str, start: int, end: int) -> None:
        words = [word.span() for word in _WORD.finditer(text, start, end)]
        self.at: Sequence[int] = range(*words[0]) if len(words) == 1 else [at for span in words for at in range(*span)]
        self.text = "".join([text[slice(*span)] for span in words]).replace("(", "（").replace(")", "）")
        self.end = end

    def index(self, offset: int) -> int:
        """Number of the first character at or behind an offset."""
        return bisect_left(self.at, offset)

    def token(self, first: int, last: int, kind: str, concept: str = "") -> Token:
        """Make a token of the characters from `first` up to `last`."""
        return Token(self.at[first], self.at[last - 1] + 1, kind, concept)


def _tokens(line: _Line, fixed: dict[int, tuple[int, str, str]], lexicon: Lexicon) -> Iterator[Token]:
    starts = sorted(fixed)
    size, at, unknown = len(line.text), 0, -1
    upcoming = 0
    while at < size:
        while upcoming < len(starts) and starts[upcoming] < at:
            upcoming += 1
        limit = starts[upcoming] if upcoming < len(starts) else size
        found = fixed.get(at) or _word(line, at, limit, lexicon)
        if found is None:
            unknown = at if unknown < 0 else unknown
            at += 1
            continue
        stop, kind, concept = found
        if kind == "filler" and stop - at == 1 and unknown >= 0 and _goes_on(line, stop, fixed, lexicon):
            at = stop  # a single character between two unknown ones is part of their word
            continue
        if unknown >= 0:
            yield line.token(unknown, at, "unknown")
            unknown = -1
        if kind != "quote":
            yield line.token(at, stop, kind, concept)
        at = stop
    if unknown >= 0:
        yield line.token(unknown, size, "unknown")


def _word(line: _Line, at: int, limit: int, lexicon: Lexicon) -> tuple[int, str, str] | None:
    word = lexicon.longest(line.text, at, limit)
    if word:
        kind, concept = lexicon.words[word]
        return at + len(word), kind, word if kind == "join" else concept
    character = line.text[at]
    if character in _MARKS:
        return at + 1, "mark", _MARKS[character]
    return (at + 1, "quote", "") if character in _QUOTES else None


def _goes_on(line: _Line, at: int, fixed: dict[int, tuple[int, str, str]], lexicon: Lexicon) -> bool:
    """Tell whether what follows is unknown, too."""
    return at < len(line.text) and at not in fixed and _word(line, at, len(line.text), lexicon) is None


def _fixed(
    line: _Line, quantities: Sequence[Quantity], exclusions: Sequence[Exclusion], lexicon: Lexicon
) -> dict[int, tuple[int, str, str]]:
    """Find what stands before any word: figures, dates, titles, quoted names."""
    fixed: dict[int, tuple[int, str, str]] = {}
    if not line.at:
        return fixed
    for number, quantity in _within(quantities, line):
        stop = line.index(quantity.end)
        stop += len(quantity.unit) if line.text.startswith(quantity.unit, stop) else 0
        fixed[line.index(quantity.start)] = (stop, "figure", str(number))
    for _, exclusion in _within(exclusions, line):
        first, stop = line.index(exclusion.start), line.index(exclusion.end)
        if exclusion.reason == "date":
            fixed[first] = (stop, "when", _time_of(exclusion.printed))
        elif exclusion.reason == "summands":
            fixed[first] = (stop, *(("filler", "") if exclusion.printed[-1] in _KINDS else ("unknown", "")))
        elif exclusion.reason in ("link", "phone", "document_number", "postcode", "address"):
            fixed[first] = (stop, "name", exclusion.reason)
    figures = sorted(first for first, found in fixed.items() if found[1] == "figure")
    for pattern in (_TITLE, _QUOTED):
        for match in pattern.finditer(line.text):
            if bisect_left(figures, match.start()) != bisect_left(figures, match.end()):
                continue  # no name, but a sentence with a figure in it
            if match[0] in lexicon.words:
                continue  # it may be the middle of a longer word: 不是《条例》所指政府信息
            if found := _name(match, lexicon):
                fixed[match.start()] = found
    return fixed


def _time_of(date: str) -> str:
    """Tell of which year a date is, that of a school (2013—2014年度) the later: ``years`` of several (2013—2015年).

    ``month`` where it names none.
    """
    years = _YEAR.findall(date)
    if not years:
        return "month"
    of_a_school = date.endswith(("年度", "学年")) and int(years[-1]) - int(years[0]) == 1
    return "years" if _SPAN.match(date) and len(set(years)) > 1 and not of_a_school else years[-1]


def _organs(line: _Line, organ: str, lexicon: Lexicon) -> dict[int, tuple[int, str, str]]:
    """Find the report's own organ where the text names it, a government also without that word: 梧亭乡人民政府."""
    name = organ.removesuffix("政府").removesuffix("人民")
    if len(name) < _SHORTEST_ORGAN or name in lexicon.words:
        return {}
    pattern = re.compile(re.escape(name) + r"(?:(?:人民)?政府(?!信息|网|门户|公报|规章|办)|人民(?=政府))?")
    return {match.start(): (match.end(), "whose", "self") for match in pattern.finditer(line.text)}


def _within(spans: Sequence[Quantity] | Sequence[Exclusion], line: _Line) -> Iterator[tuple[int, Quantity | Exclusion]]:
    first = bisect_left(spans, line.at[0], key=lambda span: span.start)
    for number in range(first, len(spans)):
        if spans[number].start >= line.end:
            return
        yield number, spans[number]


def _name(match: re.Match[str], lexicon: Lexicon) -> tuple[int, str, str] | None:
    """Tell what a title or a quoted phrase is: a name, or the word at its end that names its kind; None for words."""
    if known := lexicon.words.get(match[0]) or lexicon.words.get(match[1]):
        return match.end(), *known
    inner, at, kinds = match[1], 0, []
    while at < len(inner):
        word = lexicon.longest(inner, at, len(inner))
        kinds.append(lexicon.words[word] if word else ("unknown", ""))
        at += len(word) or 1
    if kinds[-1][0] == "by":
        return match.end(), *kinds[-1]
    if match[0][0] == "《":
        return match.end(), "name", ""
    if ("unknown", "") not in kinds:
        return None
    foreign = next((one for one in kinds if one[0] == "foreign"), None)  # “阳光信访”: the business it belongs to
    return match.end(), *(foreign or ("name", "quoted"))
