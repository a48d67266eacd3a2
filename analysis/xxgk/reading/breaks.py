"""Where the years of one organ stop being one series: `data/breaks.toml` as records."""

import tomllib
from fnmatch import fnmatchcase
from functools import cache

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.model import Entry, read_as
from xxgk.reading.base.paths import DATA


class Break(Entry, frozen=True):
    """A change after which figures of the same name count something else.

    `first` is the first year after it; it concerns the `indicators` that its patterns name and, where it names editions
    in `forms`, only later reports that were read as one of these.
    """

    first: int
    zh: str
    en: str
    authority: str = ""
    indicators: tuple[str, ...] = ("*",)
    forms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The two years that it lies between, ``2018/19``."""
        return f"{self.first - 1}/{self.first % 100:02}"

    def concerns(self, indicator: str, form: str) -> bool:
        """Tell whether it cuts the series of an indicator whose later report was read as an edition."""
        of_form = not self.forms or form in self.forms
        return of_form and any(fnmatchcase(indicator, pattern) for pattern in self.indicators)


class _File(Entry, frozen=True):
    """The file of all breaks."""

    breaks: tuple[Break, ...]


# The breaks are the package's own and do not change while it runs.
@cache
def breaks() -> tuple[Break, ...]:
    """Read all breaks, the earliest first."""
    path = DATA / "breaks.toml"
    try:
        found = read_as({"breaks": tomllib.loads(path.read_text("utf-8"))["break"]}, _File).breaks
    except (KeyError, ValueError) as error:
        raise UserError(f"{path} cannot be used: {error}.") from error
    return tuple(sorted(found, key=lambda one: one.first))


def breaks_between(earlier: int, later: int, indicator: str, form: str) -> tuple[Break, ...]:
    """List the breaks between two years of an indicator.

    Parameters
    ----------
    earlier, later
        The years.
    indicator
        Id of the indicator.
    form
        Edition of the later report.

    Examples
    --------
    >>> [one.name for one in breaks_between(2016, 2022, "review.total", "statutory-2021")]
    ['2018/19', '2020/21']
    """
    return tuple(one for one in breaks() if earlier < one.first <= later and one.concerns(indicator, form))
