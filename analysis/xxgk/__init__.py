"""Tidy, audited data from Chinese government-information disclosure reports (政府信息公开工作年度报告).

`catalog` and `reports` list what there is, `load` gives a tidy table of it, `read` reads and audits a report that is a
file, and `evidence` leads a row of any table back to where its figure was printed.
"""

from typing import TYPE_CHECKING

# Each name with the module that it comes from: imported when asked for, so that the command starts without pandas.
_HOMES = {
    "catalog": "xxgk.datasets",
    "evidence": "xxgk.reading.evidence",
    "load": "xxgk.datasets",
    "read": "xxgk.datasets.report",
    "reports": "xxgk.datasets",
}

__all__ = ["catalog", "evidence", "load", "read", "reports"]

if TYPE_CHECKING:
    from xxgk.datasets import catalog, load, reports
    from xxgk.datasets.report import read
    from xxgk.reading.evidence import evidence


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
