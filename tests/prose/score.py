"""Score the reader on cases: what it finds, names wrongly, misses and adds.

    python -m tests.prose.score FILE... [--all] [--without-own-words]

``--all`` says for each case what went wrong. ``--without-own-words`` takes out of the lexicon, for each text, the words
that no other text of the files has: what is found then is found by other texts' words and by position. The exit code
is 1 below the aims at the head of the module.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from xxgk.reading.base.records import Fact

from .reader import Relation, lexicon_without, load_cases, own_words_of, read_and_check

# The aims for texts that nobody had read: core figures found, names right, relations found.
FOUND, RIGHT, RELATIONS = 0.90, 0.98, 0.95

# Names that not every truth knows: a figure that carries one is never counted as extra or as wrong.
LATER = (
    "consultations.",
    "proposals.",
    "gazette.",
    "website.visits",
    "requests.handled",
    "requests.withdrawn",
    "new_media.video",
    "organisation.acceptance_points",
    "disclosure.full_text_electronic",
)
_HEDGES = re.compile("[%％余多约近左右来逾]")

Case = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one case or of many, and what there is to say of them."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0
    relations_found: int = 0
    relations: int = 0
    alarms: int = 0
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __str__(self) -> str:
        return (
            f"core {self.found}/{self.core} found, {self.wrong} wrong, {self.missed} missed, {self.extra} extra; "
            f"{self.right:.1%} of names right; relations {self.relations_found}/{self.relations}; "
            f"false alarms {self.alarms}"
        )

    @property
    def core(self) -> int:
        """Number of figures asked for."""
        return self.found + self.wrong + self.missed

    @property
    def right(self) -> float:
        """Share of the names given that are right."""
        return self.found / max(1, self.found + self.wrong + self.extra)

    @property
    def reaches_the_aims(self) -> bool:
        """Whether all aims are reached."""
        return (
            not self.alarms
            and self.found >= FOUND * self.core
            and self.right >= RIGHT
            and self.relations_found >= RELATIONS * self.relations
        )


def score(case: Case) -> Score:
    """Hold what is read in a case's text against its truths."""
    facts, checked = read_and_check(case["title"], case["text"])
    if not facts:  # such a file is refused
        return Score(missed=len(case["core"]), notes=["no figure read"])
    result = Score()
    _score_core(case, facts, result)
    _score_either(case, facts, result)
    if case.get("complete"):
        _score_extra(case, facts, result)
    _score_relations(case, checked, result)
    return result


def bare(printed: str) -> str:
    """Strip a printed figure of hedges and per cent signs."""
    return _HEDGES.sub("", printed)


def _score_core(case: Case, facts: list[Fact], result: Score) -> None:
    blamed = set()
    for printed, value, indicator, level in case["core"]:
        same = [f for f in facts if _prints(f, printed, Decimal(value))]
        if any(f.indicator == indicator and level in ("*", f.level) for f in same):
            result.found += 1
        elif any(f.indicator for f in same if bare(f.printed) == bare(printed)):
            result.wrong += 1
            blamed.add(bare(printed))
            others = [(f.indicator, f.level) for f in same if f.indicator]
            result.notes.append(f"wrong {printed} {indicator}@{level}: {others}")
        else:
            result.missed += 1
            result.notes.append(f"missed {printed} {indicator}@{level}")
    for printed, indicator in case.get("never", []):
        if any(bare(f.printed) == bare(printed) and f.indicator == indicator for f in facts):
            result.wrong += bare(printed) not in blamed
            result.notes.append(f"wrong {printed} taken for {indicator}")


def _prints(fact: Fact, printed: str, value: Decimal) -> bool:
    """Tell whether a fact is a figure as printed; of a stated none only the value counts."""
    same = bool(fact.value) and Decimal(fact.value) == value
    return same and (value == 0 or bare(fact.printed) == bare(printed))


def _score_either(case: Case, facts: list[Fact], result: Score) -> None:
    for printed, _, indicators, _ in case.get("either", []):
        if not re.search(r"\d", printed):  # the words of a none: any zero may carry them
            continue
        core = {name for text, _, name, _ in case["core"] if bare(text) == bare(printed)}
        names = [f.indicator for f in facts if f.indicator and bare(f.printed) == bare(printed)]
        if any(name not in core and name not in indicators and not name.startswith(LATER) for name in names):
            result.wrong += 1
            result.notes.append(f"wrong {printed}, one of {indicators}: {names}")


def _score_extra(case: Case, facts: list[Fact], result: Score) -> None:
    core, either = case["core"], case.get("either", [])
    loose = {bare(printed) for printed, *_ in (*core, *either)}
    zeros = {indicator for _, value, indicator, _ in core if Decimal(value) == 0}
    never = {(bare(printed), indicator) for printed, indicator in case.get("never", [])}
    for fact in facts:
        known = fact.indicator.startswith(LATER) or fact.indicator in zeros
        known = known or bare(fact.printed) in loose or (bare(fact.printed), fact.indicator) in never
        if fact.indicator and not known:
            result.extra += 1
            result.notes.append(f"extra {fact.printed} {fact.indicator}@{fact.level}")


def _score_relations(case: Case, checked: list[Relation], result: Score) -> None:
    truths = [(kind, outcome, _members(members)) for kind, outcome, members in case["relations"]]
    for (kind, outcome, wanted), (*_, printed) in zip(truths, case["relations"], strict=True):
        result.relations += 1
        if any(one.outcome == outcome and wanted <= one.numbers for one in checked):
            result.relations_found += 1
        else:
            result.notes.append(f"relation not {outcome}: {kind} {printed}")
    broken = [members for _, outcome, members in truths if outcome == "broken"]
    for one in checked:
        if one.accuses and not any(_alike(truth, one.numbers) for truth in broken):
            result.alarms += 1
            result.notes.append(f"false alarm: {sorted(map(str, one.numbers))}")


def _members(printed: list[str]) -> frozenset[Decimal]:
    return frozenset(abs(Decimal(member.replace(",", ""))) for member in printed)


def _alike(truth: frozenset[Decimal], found: frozenset[Decimal]) -> bool:
    """Tell whether two relations are one, though not all their members may be told in both."""
    return truth <= found or found <= truth or (len(truth & found) > 1 and len(truth ^ found) < 3)


def _cases(paths: list[Path], *, own_words: bool) -> Iterator[tuple[Case, Score]]:
    cases = load_cases(*paths)
    if own_words:
        yield from ((case, score(case)) for case in cases)
        return
    for case, rare in zip(cases, own_words_of([case["text"] for case in cases]), strict=True):
        with lexicon_without(rare):
            yield case, score(case)


def main(arguments: list[str] | None = None) -> int:
    """Print the score of some files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="cases as JSON")
    parser.add_argument("--all", action="store_true", help="say for each case what went wrong")
    parser.add_argument("--without-own-words", action="store_true", help="as if each text's own words were unknown")
    options = parser.parse_args(arguments)
    total = Score()
    for case, result in _cases(options.files, own_words=not options.without_own_words):
        total += result
        if options.all and result.notes:
            print(case["id"], *(f"   {note}" for note in result.notes), sep="\n")
    print(total)
    return int(not total.reaches_the_aims)


if __name__ == "__main__":
    sys.exit(main())
