"""Where a command's result goes: standard output, or a file written in one step."""

import errno
import sys
from pathlib import Path

from xxgk.reading.base.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def emit(text: str, path: Path | None = None) -> None:
    """Write a result.

    Parameters
    ----------
    text
        All of it.
    path
        The file; without one, standard output.

    Raises
    ------
    UserError
        It cannot be written: the disk is full, the folder is missing or closed.
    """
    # The name of a file need not be text; what is not is written as it is escaped.
    text = text.encode("utf-8", "backslashreplace").decode()
    try:
        if path is None and sys.stdout is None:
            raise UserError(
                "Cannot write the output: standard output is closed. Open it, or send it to a file.",
                "无法输出：标准输出已关闭。请打开它，或输出到文件。",
            )
        if path is None:
            print(text)
            sys.stdout.flush()
        elif path.exists() and not path.is_file():
            # A device such as /dev/stdout is written to; a file of its name would take its place.
            path.write_text(f"{text}\n", "utf-8")
        else:
            from xxgk.reading.base.files import write_text

            path.parent.stat()  # a folder that is not there is a slip of the keyboard, and is not made
            write_text(path, f"{text}\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        where, where_zh = ("the output", "输出") if path is None else (str(path), f" {path}")
        advice, advice_zh = ("Free some space or choose", "腾出空间，或") if error.errno in _FULL else ("Choose", "")
        raise UserError(
            f"Cannot write {where}: {error.strerror}. {advice} another place.",
            f"无法写入{where_zh}：{error.strerror}。请{advice_zh}选择其他位置。",
        ) from error
