"""Run the notebooks on reports and write each as a page that can be mailed and opened offline."""

import argparse
from pathlib import Path

from analysis.cli.arguments import languages
from analysis.errors import UserError

DEFAULT_REPORT = "hebei-2016"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("reports", nargs="*", metavar="REPORT", help=f"ids of reports; by default {DEFAULT_REPORT}")
    add("--all", action="store_true", help="all reports")
    add("--lang", default=("zh",), type=languages, help="zh (default), en, or zh,en")
    add("--out", default=Path("outputs"), type=Path, metavar="DIR", help="where to write; by default outputs")


def run(arguments: argparse.Namespace) -> int:
    raise UserError("not yet")
