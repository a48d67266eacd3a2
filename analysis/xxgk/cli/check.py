"""Audit reports: which figures contradict each other, where, by how much, and what would mend them.

Exit code 0: no contradiction; 1: contradictions that must not be (severity definition or inequality), or a prescribed
table that was not read or not wholly; 2: a report could not be read.
"""

import argparse
import sys
from pathlib import Path

from xxgk.cli.arguments import positive
from xxgk.cli.output import emit
from xxgk.reading.base.errors import UserError

DEFAULT_LANGUAGE = "zh"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("targets", nargs="+", metavar="FILE-or-REPORT", help=".txt .md .html .docx .pdf, or the id of a report")
    add("--format", default="text", help="text (default), json, csv or html")
    add("--lang", help="language of the sentences: zh (default) or en")
    add("--form", default="", metavar="ID", help="edition to read files as; by default their content decides")
    add("--previous", default="", metavar="FILE-or-REPORT",
        help="the same organ's report for the year before; by default the one of the data folder")  # fmt: skip
    add("--blanks-as-zero", action="store_true", help="say what would hold and what would break if blank cells meant 0")
    add("--out", type=Path, metavar="FILE", help="write there instead of to standard output")
    add("--account", action="store_true", help="list every figure, and every numeral that is none with the reason")
    add("--jobs", type=positive, metavar="N", help="reports at a time; by default one for each processor")


def run(arguments: argparse.Namespace) -> int:
    """Check each target; what cannot be read does not keep the others from being checked."""
    from xxgk.publishing.checks import Request, Unreadable, assemble, check_all, check_format
    from xxgk.show.words import check_language

    lang = arguments.lang or DEFAULT_LANGUAGE
    check_language(lang)
    check_format(arguments.format, arguments.account, arguments.blanks_as_zero)
    if arguments.previous and len(arguments.targets) > 1:
        raise UserError(
            "--previous names the year before of one report, but several are to be checked. Check one.",
            "--previous 指一份报告的上年报告，而要核对的不止一份。请只核对一份。",
        )
    request = Request(
        arguments.form,
        arguments.format,
        lang,
        arguments.account,
        arguments.previous,
        arguments.blanks_as_zero,
        lang if arguments.lang else "en",
    )
    parts = []
    for part in check_all(arguments.targets, request, arguments.jobs):
        if isinstance(part, Unreadable):
            print(f"xxgk: {part.error}", file=sys.stderr)
        parts.append(part)
    text = assemble(parts, arguments.format, lang)
    if text:
        emit(text, arguments.out)
    unread = any(isinstance(part, Unreadable) for part in parts)
    return 2 if unread else int(any(part.errors or part.gaps for part in parts))
