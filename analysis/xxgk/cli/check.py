"""Audit reports: which figures contradict each other, where, by how much, and what would mend them.

Exit code 0: no contradiction; 1: contradictions that must not be (severity definition or inequality), or a prescribed
table that was not read or not wholly; 2: a report could not be read.
"""

import argparse
import sys
from pathlib import Path

from xxgk.cli.arguments import positive
from xxgk.cli.output import emit


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("targets", nargs="+", metavar="FILE-or-REPORT", help=".txt .md .html .docx .pdf, or the id of a report")
    add("--format", default="text", help="text (default), json, csv or html")
    add("--lang", default="zh", help="language of the sentences: zh (default) or en")
    add("--form", default="", metavar="ID", help="edition to read files as; by default their content decides")
    add("--out", type=Path, metavar="FILE", help="write there instead of to standard output")
    add("--account", action="store_true", help="list every figure, and every numeral that is none with the reason")
    add("--jobs", type=positive, metavar="N", help="reports at a time; by default one for each processor")


def run(arguments: argparse.Namespace) -> int:
    """Check each target; what cannot be read does not keep the others from being checked."""
    from xxgk.publishing.checks import Request, Unreadable, assemble, check_all, check_format
    from xxgk.show.words import check_language

    check_language(arguments.lang)
    check_format(arguments.format, arguments.account)
    request = Request(arguments.form, arguments.format, arguments.lang, arguments.account)
    parts = []
    for part in check_all(arguments.targets, request, arguments.jobs):
        if isinstance(part, Unreadable):
            print(f"xxgk: {part.error}", file=sys.stderr)
        parts.append(part)
    text = assemble(parts, arguments.format, arguments.lang)
    if text:
        emit(text, arguments.out)
    unread = any(isinstance(part, Unreadable) for part in parts)
    return 2 if unread else int(any(part.errors or part.gaps for part in parts))
