"""Audit reports: which figures contradict each other, where, by how much, and what would mend them.

Exit code 0: no contradiction; 1: contradictions that must not be (severity definition or inequality); 2: a report could
not be read.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.cli.output import emit
from xxgk.reading.base.errors import UserError, unknown

if TYPE_CHECKING:
    from xxgk.publishing.checks import Check


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("targets", nargs="+", metavar="FILE-or-REPORT", help=".txt .md .html .docx .pdf, or the id of a report")
    add("--format", default="text", help="text (default), json, csv or html")
    add("--lang", default="zh", help="language of the sentences: zh (default) or en")
    add("--form", default="", metavar="ID", help="edition to read files as; by default their content decides")
    add("--out", type=Path, metavar="FILE", help="write there instead of to standard output")
    add("--account", action="store_true", help="list every figure, and every numeral that is none with the reason")


def run(arguments: argparse.Namespace) -> int:
    """Check each target; what cannot be read does not keep the others from being checked."""
    from xxgk.publishing.checks import FORMATS, Unreadable, render
    from xxgk.show.words import check_language

    check_language(arguments.lang)
    if arguments.format not in FORMATS:
        raise unknown("format", arguments.format, FORMATS)
    results = []
    for target in arguments.targets:
        try:
            results.append(_checked(target, arguments.form, arguments.account))
        except UserError as error:
            print(f"xxgk: {error}", file=sys.stderr)
            results.append(Unreadable(target, str(error)))
    text = render(results, arguments.format, arguments.lang, arguments.account)
    if text:
        emit(text, arguments.out)
    unread = any(isinstance(result, Unreadable) for result in results)
    return 2 if unread else int(any(result.errors for result in results))


def _checked(target: str, form: str, account: bool) -> "Check":
    from xxgk.publishing.checks import check

    result = check(target, form)
    if account and result.document is None:
        raise UserError(
            f"--account lists the numerals of a text, and the data folder keeps none of {target!r}. Name its file."
        )
    return result
