"""The truths of the cases agree with their texts, and the scorer counts what it says it counts."""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from prose import score as scorer
from prose.generator import numerals
from prose.reader import Relation, load_cases
from xxgk.reading.base.records import Fact

ROOT = Path(__file__).resolve().parent.parent
# In cases-first-sight.json some relations and names are still missed.
CASES = load_cases(*sorted((ROOT / "tests" / "prose").glob("*.json")))
LEVELS = {"*", "all", "provincial", "municipal_county", "municipal", "county", "township", "own"}
SIZES = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
_ROUND = re.compile(r"[约近]?(-?\d+(?:\.\d+)?)([万萬亿]?)[余多]?[%％]?")


def known(indicator: str) -> bool:
    with (ROOT / "data" / "indicators.csv").open(encoding="utf-8-sig") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    return indicator in ids or indicator.startswith(scorer.LATER)


def value(printed: str, stated: Decimal) -> Decimal | None:
    """The value of a printed figure; Chinese numerals are held against every way to write the stated value."""
    plain = printed.translate(str.maketrans("０１２３４５６７８９，", "0123456789,")).replace(",", "")
    if found := _ROUND.fullmatch(plain):
        return Decimal(found[1]) * SIZES.get(found[2], 1)
    whole = stated == stated.to_integral_value() and 0 <= stated < 10_000
    return stated if whole and printed.replace("百分之", "") in numerals(int(stated)) else None


def outcome(kind: str, members: list[str]) -> str:
    """What the arithmetic of a stated relation gives."""
    whole, *rest = numbers = [Decimal(member) for member in members]
    last = members[-1]
    if kind == "sum":
        holds = whole == sum(rest)
    elif kind == "bound":
        holds = whole >= sum(rest)
    elif kind == "share":
        holds = rounded(rest[0] / whole * 100, last) == rest[1]
    elif kind == "sum100":
        holds = sum(numbers) == 100
    elif kind == "difference":
        holds = abs(whole - rest[0]) == rest[1]
    elif kind == "ratio":
        holds = rounded(whole / rest[0], last) == rest[1]
    elif kind == "same":
        holds = whole == rest[0]
    elif len(rest) == 2:  # growth against a base, or with the change itself
        bases = {rest[0], whole - rest[0], whole + rest[0]} - {0}
        holds = any(rounded(abs(whole - base) / base * 100, last) == rest[1] for base in bases)
    else:  # growth alone: one whole number fits as its base
        fits = [b for b in range(1, int(whole)) if rounded((whole - b) / Decimal(b) * 100, last) == rest[0]]
        holds = len(fits) == 1
    return "holds" if holds else "broken"


def rounded(number: Decimal, like: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-len(like.partition(".")[2])), ROUND_HALF_UP)


def test_every_case_has_an_id_of_its_own_and_a_text_of_its_own():
    assert len({case["id"] for case in CASES}) == len({case["text"] for case in CASES}) == len(CASES) >= 160


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_truths_of_a_case_agree_with_its_text(case):
    named = {(printed, indicator) for printed, _, indicator, _ in case["core"]}
    for printed, stated, indicators, level in (*case["core"], *case.get("either", [])):
        indicators = [indicators] if isinstance(indicators, str) else indicators
        assert printed in case["text"]
        assert Decimal(stated) == 0 or abs(value(printed, abs(Decimal(stated)))) == abs(Decimal(stated))
        assert all(map(known, indicators)), indicators
        assert level in LEVELS
    for printed, indicator in case.get("never", []):
        assert printed in case["text"]
        assert known(indicator), indicator
        assert (printed, indicator) not in named
    for kind, stated, members in case["relations"]:
        assert outcome(kind, members) == stated, (kind, members)


FACTS = [
    ("120", "requests.received", "all"),
    ("50", "requests.received", "all"),
    ("7", "review.total", "own"),
    ("9", "", ""),
]
TRUTHS = {
    "title": "",
    "text": "",
    "core": [
        ["120", "120", "requests.received", "*"],
        ["7", "7", "review.total", "all"],
        ["9", "9", "lawsuit.total", "*"],
    ],
    "never": [["50", "requests.received"]],
    "relations": [["sum", "holds", ["120", "50", "70"]], ["share", "holds", ["120", "60", "50"]]],
    "complete": True,
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "core 1/4 found, 2 wrong, 1 missed, 0 extra; 33.3% of names right; relations 1/2; false alarms 1"),
        (
            {"never": []},
            "core 1/3 found, 1 wrong, 1 missed, 1 extra; 33.3% of names right; relations 1/2; false alarms 1",
        ),
        (
            {"never": [], "either": [["50", "50", ["requests.closed"], "*"]]},
            "core 1/4 found, 2 wrong, 1 missed, 0 extra; 33.3% of names right; relations 1/2; false alarms 1",
        ),
        (
            {"relations": [["sum", "broken", ["120", "50", "80"]]]},
            "core 1/4 found, 2 wrong, 1 missed, 0 extra; 33.3% of names right; relations 1/1; false alarms 0",
        ),
    ],
    ids=["as it is", "a name too many", "one of several names", "a broken sum"],
)
def test_the_scorer_tells_found_from_wrong_missed_and_extra(monkeypatch, change, expected):
    facts = [Fact(name, level, "", printed, "", "", printed, "", "", "", 0, 0) for printed, name, level in FACTS]
    checked = [
        Relation("holds", "definition", frozenset(map(Decimal, (120, 50, 70)))),
        Relation("broken", "definition", frozenset(map(Decimal, (120, 50, 80)))),
        Relation("broken", "warning", frozenset(map(Decimal, (5, 6)))),
    ]
    monkeypatch.setattr(scorer, "read_and_check", lambda title, text: (facts, checked))
    assert str(scorer.score(TRUTHS | change)) == expected


def test_a_text_without_a_figure_misses_all_that_it_should_hold(monkeypatch):
    monkeypatch.setattr(scorer, "read_and_check", lambda title, text: ([], []))
    assert (scorer.score(TRUTHS).missed, scorer.score(TRUTHS).relations) == (3, 0)
