"""``runs.json``: what every page of an output folder was made from, and what came of it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from xxgk.running import RunningError

NAME = "runs.json"
_FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One run of the manifest.

    Attributes
    ----------
    run
        What was run, in the words of whoever had it run; they stand first in the entry.
    inputs
        Hash over everything that the page depends on.
    versions
        What it was run with.
    outcome
        ``done``, ``failed``, or a word of whoever had it run for what needs no page.
    seconds
        How long it took.
    error
        Why it failed; blank otherwise.
    files
        What it wrote, relative to the folder of the manifest.
    finished
        When, in UTC.
    """

    run: Mapping[str, object]
    inputs: str
    versions: Mapping[str, str]
    outcome: str
    seconds: float
    error: str
    files: tuple[str, ...]
    finished: str


class Manifest:
    """The entries of one output folder, by the path of the page without its suffix."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = self._read()
        self._recorded: dict[str, dict] = {}

    def is_current(self, key: str, inputs: str, outcome: str = "done") -> bool:
        """Say whether a run of these inputs came out so, without an error, and what it wrote is still there."""
        entry = self._entries.get(key)
        if entry is None or entry["outcome"] != outcome or entry["inputs"] != inputs:
            return False
        return all((self._folder / name).is_file() for name in entry["files"])

    def record(self, key: str, entry: Entry) -> None:
        """Note what came of a run."""
        values = dict(vars(entry))
        self._recorded[key] = {**values.pop("run"), **values}

    def finished(self) -> str:
        """Say when the last run ended; blank without one."""
        return max((entry["finished"] for entry in self._entries.values()), default="")

    def write(self) -> None:
        """Add what was recorded to the entries that are in the folder by now: others may write there, too."""
        path = self._folder / NAME
        part = path.with_name(f".{NAME}.{os.getpid()}.part")
        try:
            with locked(self._folder):
                self._entries = {**self._read(), **self._recorded}
                runs = dict(sorted(self._entries.items()))
                text = json.dumps({"format": _FORMAT, "runs": runs}, ensure_ascii=False, indent=1)
                part.write_bytes(text.encode())
                part.replace(path)
        except OSError as error:
            raise RunningError(
                f"Cannot write {path}: {error.strerror}. Choose another folder.",
                f"无法写入 {path}：{error.strerror}。请选择其他文件夹。",
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict]:
        try:
            content = json.loads((self._folder / NAME).read_text("utf-8"))
            return content["runs"] if content["format"] == _FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            # Without a readable manifest every page counts as out of date, which costs time and nothing else.
            return {}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others who ask for it out of a folder, as long as the context lasts; where the system can, which most can.

    The lock is on the folder itself, so no file is left behind, and it ends with the process that holds it.
    """
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):  # Windows has none
        yield
        return
    try:
        with suppress(OSError):  # nor have some network drives
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
