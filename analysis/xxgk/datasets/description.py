"""What the datasets are: `data/datasets.toml` as records."""

import tomllib
from functools import cache

import msgspec

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.model import Entry, read_as
from xxgk.reading.base.paths import DATA


class Dataset(Entry, frozen=True):
    """One tidy table that `load` gives, as `data/datasets.toml` describes it."""

    title_zh: str
    title_en: str
    row_zh: str
    row_en: str
    key: tuple[str, ...]
    caveats_zh: str
    caveats_en: str
    name: str = ""
    indicators: str = ""
    headings: str = ""
    total: str = ""
    units: str = "as printed (column unit)"
    by_applicant: bool = False


# The descriptions are the package's own and do not change while it runs.
@cache
def datasets() -> dict[str, Dataset]:
    """Read the descriptions of the datasets, by name."""
    path = DATA / "datasets.toml"
    try:
        found = {name: read_as(entry, Dataset) for name, entry in tomllib.loads(path.read_text("utf-8")).items()}
    except KeyError as error:
        raise UserError(f"{path} lacks the key {error.args[0]!r}.") from error
    except ValueError as error:
        raise UserError(f"{path} cannot be used: {error}.") from error
    return {name: msgspec.structs.replace(entry, name=name) for name, entry in found.items()}
