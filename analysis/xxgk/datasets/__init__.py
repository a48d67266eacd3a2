"""Tidy tables for pandas: the datasets of reports, and a file of one's own."""

from typing import TYPE_CHECKING

import lazy_loader

# What the datasets are is known without pandas; what makes them is imported when asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "description": ["Dataset", "datasets"],
        "report": ["Report", "read"],
        "tables": ["EVIDENCE", "catalog", "load", "reports"],
    },
)

if TYPE_CHECKING:
    from xxgk.datasets.description import Dataset as Dataset
    from xxgk.datasets.description import datasets as datasets
    from xxgk.datasets.report import Report as Report
    from xxgk.datasets.report import read as read
    from xxgk.datasets.tables import EVIDENCE as EVIDENCE
    from xxgk.datasets.tables import catalog as catalog
    from xxgk.datasets.tables import load as load
    from xxgk.datasets.tables import reports as reports
