"""Data folders made up for the tests: reports of some organs, each a few figures at places of their own."""

from collections.abc import Mapping

from xxgk.reading.base import store
from xxgk.reading.base.records import Fact


def fact(place: int, indicator: str, printed: str, unit: str = "件") -> Fact:
    """Make a fact of ``indicator[@level][/applicant]`` and of a figure as printed; a decline has its sign."""
    name, _, applicant = indicator.partition("/")
    name, _, level = name.partition("@")
    hedged = printed.startswith("约")
    number = printed.removeprefix("约").rstrip("%倍")
    unit = "%" if printed.endswith("%") else "倍" if printed.endswith("倍") else unit
    qualifier = "about" if hedged else "exact"
    spot = f"t9 r{place} c1" if applicant else f"p{place}"
    return Fact(name, level or "all", applicant, number, unit, qualifier, printed.rstrip("倍"), "", "", spot, 0, 1)


def add(organ: str, year: int, figures: Mapping[str, str], form: str = "prose-2008", report: str = "") -> str:
    """Add a report to the folder that XXGK_DATA names; give its id."""
    report = report or f"{organ}-{year}"
    facts = [fact(place, name, printed) for place, (name, printed) in enumerate(figures.items())]
    row = {"id": report, "organ": organ, "year": year, "form": form, "source_sha256": f"{year:064}"}
    store.add_report(row, facts)
    return report
