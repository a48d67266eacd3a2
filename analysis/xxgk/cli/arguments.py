"""What may be typed after `xxgk`, and what is said when something else is."""

import argparse
import os
import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import DATA_VARIABLE
from xxgk.show.words import LANGUAGES

COMMANDS = {
    "build": "run the notebooks on reports and write HTML pages",
    "check": "audit a report: which figures contradict each other, where, by how much",
    "add": "extract the figures of a report into the data folder",
    "list": "show the reports, datasets and notebooks there are",
    "lab": "open the notebooks in JupyterLab",
}
_DATA_HELP = "folder with data of your own, added to the built-in data (also: environment variable XXGK_DATA)"

# The complaints of argparse, and the same in Chinese.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"无法识别的参数：\1"),
    (r"argument (.*?): expected (?:one|at least one) argument", r"\1 后面应有一个值"),
    (r"argument (.*?): expected (\d+) arguments", r"\1 后面应有 \2 个值"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带值，而给出了 \2"),
    (
        r"argument (.*?): ('.*') is not a whole number above 0 and up to (.*), e\.g\. 2",
        r"\1：\2 不是 1 至 \3 的整数，例如 2",
    ),
)
_DIGITS = 6  # a million seconds are eleven days, a million megabytes a terabyte


class Parser(argparse.ArgumentParser):
    """argparse, whose complaints are the project's: one sentence, with what was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print together with its usage."""
        zh = (re.sub(english, chinese, message) for english, chinese in _COMPLAINTS if re.fullmatch(english, message))
        raise UserError(
            f"{message[0].upper()}{message[1:]}. See: {self.prog} --help.",
            f"{next(zh, message)}。参见：{self.prog} --help。",
        )

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            raise unknown(str(action.metavar or action.dest).lower(), value, action.choices)

    def take_names(self, arguments: argparse.Namespace, extra: Sequence[str]) -> Sequence[str]:
        """Add the names that stand behind an option to those before it, which are all that argparse takes.

        Returns
        -------
        sequence of str
            What is still unknown.
        """
        several = next((action for action in self._get_positional_actions() if action.nargs in ("*", "+")), None)
        if several is None or any(argument.startswith("-") for argument in extra):
            return extra
        setattr(arguments, several.dest, [*getattr(arguments, several.dest), *extra])
        return ()


def typed_language(argv: Sequence[str]) -> str:
    """Find the language that a command line asks for, whether or not the rest of it can be understood.

    Parameters
    ----------
    argv
        The arguments, without the program's name.

    Returns
    -------
    str
        ``zh`` or ``en``; blank where neither alone was typed.
    """
    # A blank before and behind, for what may be missing there.
    words = ["", *argv, ""]
    typed = [word for before, word in pairwise(words) if before == "--lang"]
    typed += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return typed[-1] if typed and typed[-1] in LANGUAGES else ""


def read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line.

    Parameters
    ----------
    argv
        The arguments, without the program's name.

    Returns
    -------
    Namespace
        The command's arguments; ``run`` is the function that carries it out.

    Raises
    ------
    UserError
        Something is unknown, missing or malformed.
    """
    parser, commands = _parsers()
    arguments, extra = parser.parse_known_args(argv)
    if arguments.command is None:
        parser.parse_args(extra or ["--help"])
    if arguments.command == "lab":
        arguments.rest = [argument for argument in extra if argument != "--"]
    elif extra := commands[arguments.command].take_names(arguments, extra):
        options = re.findall(r"--[a-z][\w-]*", commands[arguments.command].format_help())
        kind = f"{'option' if extra[0].startswith('-') else 'argument'} of xxgk {arguments.command}"
        raise unknown(kind, extra[0].partition("=")[0], dict.fromkeys(options))
    if arguments.data is not None:
        # The environment reaches the processes that run notebooks as well.
        os.environ[DATA_VARIABLE] = str(Path(arguments.data).expanduser().absolute())
    return arguments


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    parser = Parser(
        prog="xxgk",
        description="Tidy, audited data and notebook pages from Chinese government-information disclosure reports.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    parser.add_argument("--data", metavar="DIR", help=_DATA_HELP)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    commands = {}
    for name, summary in COMMANDS.items():
        command = import_module(f"xxgk.cli.{name}")
        commands[name] = subparsers.add_parser(name, help=summary, description=command.__doc__, allow_abbrev=False)
        # Suppressed, or its absence here would undo a --data given before the command.
        commands[name].add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=_DATA_HELP)
        command.declare(commands[name])
        commands[name].set_defaults(run=command.run)
    return parser, commands


class _Version(argparse.Action):
    """Look the version up only when it is asked for: the search takes longer than reading the arguments."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"xxgk {version('xxgk')}")
        parser.exit()


def listed(text: str) -> tuple[str, ...]:
    """Read names separated by commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",")))


def positive(text: str) -> int:
    """Read a whole number above 0, and no greater than a system can wait or count."""
    if not text.isdecimal() or not 0 < int(text.lstrip("0")[: _DIGITS + 1] or 0) <= 10**_DIGITS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0 and up to {10**_DIGITS:,}, e.g. 2")
    return int(text)
