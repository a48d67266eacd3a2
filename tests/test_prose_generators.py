"""What must hold of running text in any wording: sentences are generated, none is known beforehand."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from prose.generator import (
    consultations,
    foreign_sentences,
    listings,
    nones,
    nones_of_years,
    numerals,
    roles,
    sentences,
)
from prose.planting import Planted, planted
from prose.reader import load_cases, read, read_and_check
from prose.words import FRAMES, TITLE
from xxgk.reading.base.records import RATES
from xxgk.reading.quantities import find_quantities

CASES = sorted((Path(__file__).parent / "prose").glob("cases-*.json"))
SAMPLES = 30  # sentences for each frame
PARTS = 0.8  # of the parts planted wrongly, so many must be found; of the shares all
SHARES = 1.0


def frame_id(frame) -> str:
    return frame.indicator


@pytest.mark.parametrize("unit", ["件", "条", "名"])
def test_a_chinese_numeral_before_a_unit_is_one_figure(unit):
    written = [(n, way) for n in range(10_000) for way in numerals(n)]
    lines = [f"其中{way}{unit}，" for _, way in written]
    found, _ = find_quantities("\n".join(lines))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    by_start = defaultdict(list)
    for figure in found:
        by_start[figure.start].append(figure)
    wrong = [
        way
        for (n, way), start in zip(written, starts, strict=False)
        if [(f.printed, f.value, f.unit) for f in by_start[start + 2]] != [(way, Decimal(n), unit)]
    ]
    assert not wrong, f"{len(wrong)} of {len(written)}: {wrong[:20]}"
    assert len(found) == len(written)


@pytest.mark.parametrize("frame", FRAMES, ids=frame_id)
def test_order_synonyms_and_the_form_of_a_number_change_no_fact(frame):
    wrong = []
    for sentence in sentences(frame, SAMPLES):
        facts = [(f.indicator, f.level, Decimal(f.value)) for f in read(TITLE, sentence.text) if f.indicator]
        if facts != [*sentence.facts]:
            wrong.append(f"{sentence.text} {facts}")
    assert not wrong, report(wrong, SAMPLES)


def test_a_list_keeps_its_facts_and_its_sum_in_every_order_and_style():
    wrong, texts = [], list(listings())
    for sentence in texts:
        facts, checked = read_and_check(TITLE, sentence.text)
        named = Counter((f.indicator, Decimal(f.value)) for f in facts if f.indicator)
        numbers = {Decimal(value) for *_, value in sentence.facts}
        # One item may be published in several ways: there channels are no sum, even where they add up.
        summed = not sentence.facts[0][0].startswith("disclosure.")
        holds = not summed or any(one.outcome == "holds" and numbers <= one.numbers for one in checked)
        blamed = any(one.accuses for one in checked)
        if named != Counter((indicator, value) for indicator, _, value in sentence.facts) or not holds or blamed:
            wrong.append(f"{sentence.text} {dict(named)}{'' if holds else ' no sum'}{' blamed' if blamed else ''}")
    assert not wrong, report(wrong, len(texts))


def test_other_business_in_our_frames_has_no_name():
    texts = list(foreign_sentences())
    named = [(text, {f.indicator for f in read(TITLE, text) if f.indicator}) for text in texts]
    wrong = [f"{text} {names}" for text, names in named if names]
    assert not wrong, report(wrong, len(texts))


def test_enquiries_are_consultations_or_nothing():
    texts = list(consultations())
    named = [(text, {f.indicator for f in read(TITLE, text) if f.indicator}) for text in texts]
    wrong = [f"{text} {names}" for text, names in named if any(not n.startswith("consultations.") for n in names)]
    assert not wrong, report(wrong, len(texts))


@pytest.mark.parametrize("frame", FRAMES, ids=frame_id)
def test_only_the_value_of_the_year_carries_the_name_of_a_count(frame):
    wrong, texts = [], list(roles(frame))
    for text, values, others in texts:
        facts = read(TITLE, text)
        named = {Decimal(f.value) for f in facts if f.indicator == frame.indicator}
        counts = [f for f in facts if f.indicator and not f.indicator.endswith((*RATES, ".cumulative"))]
        taken = {Decimal(f.value) for f in counts} & {Decimal(n) for n in others}
        if named != {Decimal(n) for n in values} or taken:
            wrong.append(f"{text} {[(f.printed, f.indicator) for f in facts if f.indicator]}")
    assert not wrong, report(wrong, len(texts))


def test_a_none_is_a_zero_for_all_that_it_denies_and_for_nothing_else():
    wrong, texts = [], [*nones(), *nones_of_years()]
    for text, indicators in texts:
        named = {(f.indicator, Decimal(f.value)) for f in read(TITLE, text) if f.indicator}
        if named != {(indicator, Decimal(0)) for indicator in indicators}:
            wrong.append(f"{text} {sorted(named)}")
    assert not wrong, report(wrong, len(texts))


@pytest.mark.parametrize(
    ("time", "named"),
    [
        ("2012-2016年", False),
        ("2015—2016年", False),
        ("2013年至2016年", False),
        ("2015-2016年度", True),
        ("2016年", True),
    ],
)
@pytest.mark.parametrize("frame", FRAMES, ids=frame_id)
def test_figures_of_several_years_are_not_those_of_the_year(frame, time, named):
    texts = [one.text for one in sentences(frame, SAMPLES) if "年" not in one.text][:5]
    for text in texts:
        assert any(fact.indicator for fact in read(TITLE, f"{time}{text}")) is named, text


@pytest.fixture(scope="module")
def harvest():
    """Every planted error of the repository's cases with what the check says of it."""
    return reap(load_cases(*CASES))


@pytest.mark.parametrize(("kind", "aim"), [("share", SHARES), ("higher", PARTS), ("lower", PARTS)])
def test_a_planted_error_is_found(harvest, kind, aim):
    errors = [error for error, *_ in harvest if error.kind == kind]
    missed = [f"{error.case}: {error.text}" for error, found, _ in harvest if error.kind == kind and not found]
    assert errors
    assert len(errors) - len(missed) >= aim * len(errors), report(missed, len(errors))


def test_a_planted_error_blames_nothing_else(harvest):
    blamed = [f"{error.case}: {error.number} {others}" for error, _, others in harvest if others]
    assert not blamed, report(blamed, len(harvest))


def test_errors_planted_into_the_shared_corpus_are_found_and_alone_blamed(shared_reports):
    folder = shared_reports.parent / "prose"
    yields = reap(load_cases(folder / "cases.json", folder / "wild.json"))
    blamed = [f"{error.case}: {error.number} {others}" for error, _, others in yields if others]
    assert not blamed, report(blamed, len(yields))
    for kind, aim in (("share", SHARES), ("higher", PARTS), ("lower", PARTS)):
        results = [found for error, found, _ in yields if error.kind == kind]
        assert sum(results) >= aim * len(results), f"{kind}: {sum(results)} of {len(results)}"


def reap(cases) -> list[tuple[Planted, bool, list[list[str]]]]:
    """Plant every error of some cases; tell of each whether it was found, and what else was blamed."""
    result = []
    for case in cases:
        errors = list(planted(case))
        before = (
            {one.numbers for one in read_and_check(case["title"], case["text"])[1] if one.accuses} if errors else ()
        )
        for error in errors:
            checked = read_and_check(error.title, error.text)[1]
            found = any(one.outcome == "broken" and error.members <= one.numbers for one in checked)
            new = [one.numbers for one in checked if one.accuses and one.numbers not in before]
            others = [sorted(map(str, numbers)) for numbers in new if error.number not in numbers]
            result.append((error, found, others))
    return result


def report(wrong: list[str], count: int) -> str:
    """Say how many of how many went wrong, and the first ones."""
    return "\n".join([f"{len(wrong)} of {count}:", *wrong[:8]])
