"""Whose figures a chart shows, and what drew it: the line that a chart carries wherever it goes."""

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.store import read_report
from xxgk.show.words import LANGUAGES, pick

PROGRAM = "xxgk"


def version_of(package: str) -> str:
    """Name the installed version of a package; a question mark where there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def credit(source: Mapping[str, object], lang: str) -> str:
    """Write the line that a saved chart carries: organ, year, source, program.

    Parameters
    ----------
    source
        The report's row of ``reports.csv``; empty for several reports.
    lang
        ``zh`` or ``en``.
    """
    program = f"{PROGRAM} {version_of(PROGRAM)}"
    if not source:
        return pick(lang, f"绘制：{program}", f"Chart: {program}")
    title = pick(lang, f"《{source['title']}》", str(source["title"])) if source["title"] else str(source["id"])
    return pick(
        lang,
        f"{organ_of(source, lang)}，{source['year']}年。来源：{title}。绘制：{program}",
        f"{organ_of(source, lang)}, {source['year']}. Source: {title}. Chart: {program}",
    )


def organ_of(source: Mapping[str, object], lang: str) -> str:
    """Name the organ of a report in the reader's language, where the list of reports has a name in it."""
    return str(pick(lang, str(source["organ"]), str(source["organ_en"] or source["organ"])))


def notebook_credit() -> tuple[str, str]:
    """Say of the notebook that runs which report it is about, and the line its charts carry; blank outside of one.

    A notebook names its report and language in its parameters, `report` (or `baseline`) and `lang`.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    names = shell.user_ns if shell else {}
    lang, report = names.get("lang"), names.get("report") or names.get("baseline")
    if lang not in LANGUAGES or not isinstance(report, str):
        return "", ""
    try:
        source = read_report(report) if names.get("report") else {}
    except UserError:
        return "", ""
    return report, credit(source, lang)
