"""Imported once, by the process that all others are forked from: it pays for the imports of all."""

import gc
import sys
from importlib import import_module

from analysis.publish.jobs import exporter

_GRAMMAR = "rfc3987_syntax"
_MODULES = (
    "analysis.charts",
    "analysis.datasets",
    "analysis.publish.child",
    "analysis.publish.execution",
    "analysis.publish.kernel",
)


def _without_grammar() -> None:
    """Import jsonschema without a format checker that takes a second to build its grammar and that nobody here uses."""
    if "jsonschema" not in sys.modules and _GRAMMAR not in sys.modules:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
        import_module("jsonschema")
        del sys.modules[_GRAMMAR]


_without_grammar()
for _name in _MODULES:
    import_module(_name)
exporter()
# What is alive now is alive for good; a collection would only touch memory that the forks share.
gc.freeze()
