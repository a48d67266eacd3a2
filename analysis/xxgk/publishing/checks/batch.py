"""Checks of many reports, several at a time."""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial

from xxgk.publishing.checks.rendering import Part, Unreadable, render_part
from xxgk.reading.base.errors import UserError
from xxgk.reading.report import audit_report, is_stored


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of each report: the edition to read it as, how to show it (`render`), the year before.

    What cannot be read is said in `lang`, what was mistyped in `lang_of_mistakes`.
    """

    edition: str = ""
    form: str = "text"
    lang: str = "zh"
    account: bool = False
    previous: str = ""
    blanks_as_zero: bool = False
    lang_of_mistakes: str = "en"


def check_all(targets: Sequence[str], request: Request, jobs: int | None = None) -> Iterator[Part | Unreadable]:
    """Check reports; what cannot be read does not keep the others from being checked.

    Parameters
    ----------
    targets
        Ids of reports in the data folder, or paths of files.
    request
        What is asked of each.
    jobs
        How many to check at a time; by default one for each processor.

    Yields
    ------
    Part or Unreadable
        One for each target, in their order, as soon as it and those before it are done.
    """
    check = partial(_check, request=request)
    if len(targets) == 1 or jobs == 1:
        yield from map(check, targets)
        return
    from xxgk.reading.base.parallel import map_in_order, processors

    _make_ready(targets)
    with closing(map_in_order(check, targets, jobs or processors())) as parts:
        yield from parts


def _make_ready(targets: Sequence[str]) -> None:
    """Import what reads files, where there are any: processes that are forked from this one then have it."""
    with suppress(UserError):
        if all(map(is_stored, targets)):
            return
    import xxgk.reading.extract.editions  # noqa: F401


def _check(target: str, request: Request) -> Part | Unreadable:
    try:
        report = audit_report(target, request.edition, request.previous)
        return render_part(report, request.form, request.lang, request.account, request.blanks_as_zero)
    except UserError as error:
        lang = request.lang_of_mistakes if error.mistyped else request.lang
        return Unreadable(target, error.sentence(lang))
