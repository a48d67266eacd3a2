"""The command `xxgk`: what is typed, turned into calls of the package; what goes wrong, turned into one sentence.

One file a command, each with `declare` (its arguments) and `run`. Libraries are imported by `run`, so that
``xxgk list``, ``xxgk check`` and ``--help`` start at once.
"""

import os
import sys
from collections.abc import Sequence

from xxgk.cli.arguments import read_arguments, typed_language
from xxgk.reading.base.errors import UserError
from xxgk.running import RunningError
from xxgk.running.streams import open_closed

UNUSABLE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv
        Arguments; by default those of the process.

    Returns
    -------
    int
        The exit code: 0 done; 1 ``check`` has findings or a page of ``build`` failed; 2 the user can mend it;
        130 interrupted; 141 the reader of the output went away.
    """
    open_closed()
    _speak_utf8()
    argv = sys.argv[1:] if argv is None else argv
    lang = typed_language(argv) or "en"
    try:
        arguments = read_arguments(argv)
        code = arguments.run(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except (UserError, RunningError) as error:
        return _fail(error.sentence(lang), UNUSABLE)
    except KeyboardInterrupt:
        kept = "已中断；完成的部分已保留。" if lang == "zh" else "Interrupted; what was finished is kept."
        return _fail(kept, INTERRUPTED)
    except BrokenPipeError:
        # Python flushes standard output once more when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:  # a name that no system allows, a disk that fails: nothing that this package can mend
        hint, hint_zh = (" Check the names that were given.", "请检查所给的名称。") if error.filename else ("", "")
        refusal = UserError(f"The system refuses: {error}.{hint}", f"系统拒绝：{error}。{hint_zh}")
        return _fail(refusal.sentence(lang), UNUSABLE)


def _fail(sentence: str, code: int) -> int:
    print(f"xxgk: {sentence}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Write Chinese whatever the locale says, unless Python's own variable names an encoding.

    What the encoding lacks, a lone surrogate in a file's name for one, is written as it is escaped.
    """
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            own = errors if errors != "strict" else ""
            stream.reconfigure(encoding=None if encoding else "utf-8", errors=own or "backslashreplace")
