"""The running text of a report as facts: words, tree, slots, names, stated nones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from xxgk.reading.base.folders import indicator_years
from xxgk.reading.base.records import Fact, address
from xxgk.reading.documents import Document, Paragraph
from xxgk.reading.extract.prose.clauses import read_clauses
from xxgk.reading.extract.prose.columns import name_rates, tie_columns
from xxgk.reading.extract.prose.frames import Grammar, Slots
from xxgk.reading.extract.prose.governors import Reader
from xxgk.reading.extract.prose.labels import label_of, with_label
from xxgk.reading.extract.prose.levels import level_of, rank_of
from xxgk.reading.extract.prose.lexicon import Lexicon
from xxgk.reading.extract.prose.model import Node, Structure, Token
from xxgk.reading.extract.prose.names import Dictionary, give_names
from xxgk.reading.extract.prose.nones import None_, find_nones
from xxgk.reading.extract.prose.phrases import read_phrase
from xxgk.reading.extract.prose.readings import Reading
from xxgk.reading.extract.prose.tokens import Words, read_tokens
from xxgk.reading.quantities import Quantity, decimal_text
from xxgk.reading.quantities.script import fold

_ALWAYS_KINDS = ("大项", "小项", "大类", "小类", "子项")
KIND_UNITS = ("种", "类", "大类", "方面")
_MAY_DENY = re.compile("[无未没零不]")  # without one of these a paragraph states no none
# The printed number of a heading or item that runs on in a paragraph: 二、 （一） （1） 7、 ②
_NUMBER = re.compile(
    r"[。；;\s>](?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d)|[①-⑳])|(?<!第)[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
)


def name_figures(document: Document, words: Words, structure: Structure, organ: str, year: int | None) -> list[Fact]:
    """Make a fact of each figure of the running text and of each stated none.

    Parameters
    ----------
    document
        The document.
    words
        Its text with what was found in it, and the lexicon with the indicators.
    structure
        How the figures hang together.
    organ, year
        The report's own organ, by which levels are told, and its year.
    """
    text, lexicon, grammar = words.text, words.lexicon, words.lexicon.grammar
    rank = rank_of(organ)
    nodes = {node.index: node for node in structure.nodes}
    kinds = [number for number, quantity in enumerate(words.quantities) if _is_of_kinds(quantity, text, lexicon)]
    headings = _headings(document, lexicon, text)
    reader = Reader(text, grammar, rank, headings, year)
    readings: list[Reading] = []
    nones: list[tuple[Paragraph, None_]] = []
    with_figures = {node.paragraph for node in structure.nodes}
    for paragraph in document.paragraphs:
        if paragraph.index not in with_figures and not _MAY_DENY.search(text, paragraph.start, paragraph.end):
            continue
        tokens = words.read(paragraph.start, paragraph.end, fold(organ))
        tokens = [_of_organ(token, text, organ) for token in tokens]
        clauses = [clause for clause in read_clauses(tokens, paragraph.index, kinds) if clause.figure in nodes]
        heading = headings.get(paragraph.section, Slots())
        opening = Slots() if paragraph.heading else _opening(tokens, text, grammar)
        governed = [nodes[clause.figure] for clause in clauses]
        readings += reader.read(clauses, governed, paragraph.section, opening, _reach(paragraph, tokens, text))
        nones += [(paragraph, none) for none in find_nones(tokens, text, grammar, heading, year)]
    plans = {section for section, title in document.headings.items() if _is_of_plans(fold(title), lexicon)}
    for reading in readings:
        if document.paragraphs[reading.clause.paragraph].section in plans:
            reading.slots = structs.replace(reading.slots, foreign=True)
    give_names(readings, grammar, Dictionary(indicator_years()), year)
    read = {reading.node.index for reading in readings}
    ties = tie_columns(structure)
    facts = [fact for reading in readings for fact in _facts(document, reading, ties)]
    facts = [with_label(fact, earlier) for fact, earlier in zip(facts, [None, *facts], strict=False)]
    facts += [_plain(document, node, ties) for node in structure.nodes if node.index not in read]
    facts = name_rates(facts)
    for paragraph, none in nones:
        facts += _none_facts(document, paragraph, none, rank)
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def _of_organ(token: Token, text: str, organ: str) -> Token:
    """Pass over the organ's own field: a bureau's information on its field is its information."""
    if token.kind != "unknown" or token.end - token.start == 1 or text[token.start : token.end] not in organ:
        return token
    return structs.replace(token, kind="filler")


def _is_of_plans(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a heading says that what follows is still to come."""
    tokens = read_tokens(title, 0, len(title), (), (), lexicon)
    return any(token.kind == "role" and token.concept == "plan" for token in tokens)


def _is_of_kinds(quantity: Quantity, text: str, lexicon: Lexicon) -> bool:
    """Tell whether a figure only says how many kinds or places of publication there are: 三种方式, 四个平台."""
    behind = quantity.end + len(quantity.unit)
    if quantity.unit in _ALWAYS_KINDS:
        return True
    if quantity.unit in KIND_UNITS:
        return behind < len(text) and text[behind].isalpha()
    word = lexicon.longest(text, behind, min(len(text), behind + 8)) if behind < len(text) else ""
    return quantity.unit == "个" and lexicon.words.get(word) == ("by", "platform")


def _headings(document: Document, lexicon: Lexicon, text: str) -> Mapping[str, Slots]:
    """Read what each heading says; an inner one without an object takes that of the heading around it."""
    slots: dict[str, Slots] = {}
    for section, title in document.headings.items():
        folded = fold(title)
        own = read_phrase(
            [token for token in read_tokens(folded, 0, len(folded), (), (), lexicon) if token.kind != "mark"],
            folded,
            lexicon.grammar,
        )
        outer = slots.get(section.rpartition("/")[0], Slots())
        own = structs.replace(own, unknown=False)
        slots[section] = own if own.object or own.foreign else own.filled(outer, ("object", "act", "by"))
    return slots


def _opening(tokens: Sequence[Token], text: str, grammar: Grammar) -> Slots:
    """Read the first sentence of a paragraph where it holds no figure: it governs what follows."""
    first: list[Token] = []
    for token in tokens:
        if token.kind == "figure":
            return Slots()
        if token.kind == "mark" and token.concept == "。":
            return read_phrase(first[-60:], text, grammar)
        if token.kind != "mark":
            first.append(token)
    return Slots()


def _reach(paragraph: Paragraph, tokens: Sequence[Token], text: str) -> int:
    """Find where the first sentence of a paragraph ceases to govern: at the next number of a heading within it."""
    first = next((token.end for token in tokens if token.kind == "mark" and token.concept == "。"), paragraph.end)
    number = _NUMBER.search(text, first - 1, paragraph.end)
    return number.start() if number else paragraph.end


def _facts(document: Document, reading: Reading, ties: Mapping[int, Mapping[str, str]]) -> Iterator[Fact]:
    fact = _fact(document, reading, ties)
    yield fact
    for name in reading.also:
        yield replace(fact, indicator=name)


def _fact(document: Document, reading: Reading, ties: Mapping[int, Mapping[str, str]]) -> Fact:
    label = label_of(reading, document.text)
    fact = _plain(document, reading.node, ties, reading.indicator, reading.level, label)
    if reading.rival and not fact.relation:
        quantity, paragraph = reading.rival.node.quantity, reading.rival.node.paragraph
        return replace(fact, relation="same", of=address(f"p{paragraph}", quantity.start, quantity.end))
    return fact


def _plain(
    document: Document,
    node: Node,
    ties: Mapping[int, Mapping[str, str]],
    indicator: str = "",
    level: str = "all",
    label: str = "",
) -> Fact:
    """Make a fact of a figure as it is printed; so are those that only say how many kinds there are."""
    quantity, paragraph = node.quantity, document.paragraphs[node.paragraph]
    value = decimal_text(quantity.value)
    return Fact(
        indicator=indicator,
        level=level,
        applicant="",
        value="-" + value.lstrip("-") if node.declines else value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        printed=document.text[quantity.start : quantity.end],
        label=label,
        section=paragraph.section,
        place=f"p{paragraph.index}",
        start=quantity.start,
        end=quantity.end,
        **ties[node.index],
    )


def _none_facts(document: Document, paragraph: Paragraph, none: None_, rank: str) -> Iterator[Fact]:
    for name in none.names:
        yield Fact(
            indicator=name,
            level=level_of(none.whose, rank) or "all",
            applicant="",
            value="0",
            unit="",
            qualifier="none",
            printed=document.text[none.start : none.end],
            label="",
            section=paragraph.section,
            place=f"p{paragraph.index}",
            start=none.start,
            end=none.end,
        )
