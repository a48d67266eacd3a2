"""One or several checks as a text for a terminal, as JSON or CSV for programs, as a page for colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from xxgk.publishing.checks.check import Check

FORMATS = ("text", "json", "csv", "html")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A report that could not be read, and the sentence that says why."""

    name: str
    error: str


def render(checks: Sequence[Check | Unreadable], form: str, lang: str = "zh", account: bool = False) -> str:
    """Render checks.

    Parameters
    ----------
    checks
        In the order in which they were asked for.
    form
        One of `FORMATS`.
    lang
        Language of the sentences, ``zh`` or ``en``; the names of fields stay English.
    account
        List every figure and every numeral that is none as well (text and JSON).

    Returns
    -------
    str
        Without a line break at its end.
    """
    return import_module(f"xxgk.publishing.checks.as_{form}").render(checks, lang, account)
