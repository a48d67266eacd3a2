"""Where data and notebooks lie: the embedded ones, and a user's own data folder."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]
# A wheel carries both folders inside the package; a checkout has them beside it.
_ROOT = _PACKAGE if (_PACKAGE / "data").is_dir() else _PACKAGE.parents[1]

DATA = _ROOT / "data"
NOTEBOOKS = _ROOT / "notebooks"
DATA_VARIABLE = "XXGK_DATA"
ALL = "all"  # in place of a report's id: every report


def data_folders() -> list[Path]:
    """List the data folders in the order they are read: the embedded one, then the user's.

    Returns
    -------
    list of Path
        The user's folder is the one that the environment variable ``XXGK_DATA`` (or ``xxgk --data``) names.
        What it holds is added to the embedded data; a report or form of the same id takes its place.
    """
    own = os.environ.get(DATA_VARIABLE, "")
    return [DATA, *([Path(own).expanduser()] if own else [])]
