"""``runs.json``: what every page of an output folder was made from, and what came of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.files import write_whole

NAME = "runs.json"
_FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One run of the manifest.

    Attributes
    ----------
    notebook, report, lang, parameters
        What was run.
    inputs
        Hash over everything that the page depends on, see `xxgk.publishing.builds.inputs`.
    versions
        What it was run with.
    outcome
        ``done`` or ``failed``.
    seconds
        How long it took.
    error
        Why it failed; blank otherwise.
    files
        What it wrote, relative to the folder of the manifest.
    finished
        When, in UTC.
    """

    notebook: str
    report: str
    lang: str
    parameters: Mapping[str, object]
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

    def is_current(self, key: str, inputs: str) -> bool:
        """Say whether a page was made from these inputs, without an error, and is still there."""
        entry = self._entries.get(key)
        if entry is None or entry["outcome"] != "done" or entry["inputs"] != inputs:
            return False
        return all((self._folder / name).is_file() for name in entry["files"])

    def record(self, key: str, entry: Entry) -> None:
        """Note what came of a run."""
        self._entries[key] = asdict(entry)

    def finished(self) -> str:
        """Say when the last run ended; blank without one."""
        return max((entry["finished"] for entry in self._entries.values()), default="")

    def write(self) -> None:
        """Write the manifest."""
        runs = dict(sorted(self._entries.items()))
        text = json.dumps({"format": _FORMAT, "runs": runs}, ensure_ascii=False, indent=1)
        try:
            write_whole(self._folder / NAME, text.encode())
        except OSError as error:
            raise UserError(f"Cannot write {self._folder / NAME}: {error.strerror}. Choose another folder.") from error

    def _read(self) -> dict[str, dict]:
        try:
            content = json.loads((self._folder / NAME).read_text("utf-8"))
            return content["runs"] if content["format"] == _FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            # Without a readable manifest every page counts as out of date, which costs time and nothing else.
            return {}
