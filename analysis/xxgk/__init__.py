"""Tidy, audited data from Chinese government-information disclosure reports (政府信息公开工作年度报告).

`catalog` and `reports` list what there is, `load` gives a tidy table of it, `read` reads and audits a report that is a
file, and `evidence` leads a row of any table back to where its figure was printed.
"""

from typing import TYPE_CHECKING

import lazy_loader

# Imported when asked for, so that the command starts without pandas.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "datasets": ["catalog", "load", "read", "reports"],
        "reading.evidence": ["evidence"],
    },
)

if TYPE_CHECKING:
    from xxgk.datasets import catalog as catalog
    from xxgk.datasets import load as load
    from xxgk.datasets import read as read
    from xxgk.datasets import reports as reports
    from xxgk.reading.evidence import evidence as evidence
