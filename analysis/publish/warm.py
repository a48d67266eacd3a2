"""Imported once, by the process that all others are forked from: it pays for what all of them need.

It starts no thread, for a fork takes only one along.
"""

import gc
import json
from contextlib import chdir
from importlib import import_module
from tempfile import TemporaryDirectory

from analysis.publish.imports import import_without
from analysis.publish.jobs import Failure, Job, explain

_MODULES = ("analysis.charts", "analysis.datasets", "analysis.publish.child", "analysis.publish.kernel")


def _rehearse() -> None:
    """Do once what is done for every notebook; what is compiled and cached on the way is then there for all."""
    import altair
    import pandas

    table = pandas.DataFrame({"a": ["x"], "b": [1.5]})
    altair.Chart(table).mark_bar().encode(x="b", y="a", tooltip=["a", "b"]).to_dict()
    markdown = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# a\n\n- *b*\n\n" + table.to_html()}
    code = {"cell_type": "code", "id": "c", "source": 'lang: str = "zh"', "outputs": [], "execution_count": None}
    code["metadata"] = {"tags": ["parameters"]}
    notebook = {"cells": [markdown, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    with TemporaryDirectory() as folder, chdir(folder):
        explain(Job("rehearsal.ipynb", json.dumps(notebook), {"lang": "zh"}), Failure(1, "Rehearsal", ""))


# A checker of formats that no notebook uses takes a second to build its grammar.
import_without("jsonschema", "rfc3987_syntax")
for _name in _MODULES:
    import_module(_name)
_rehearse()
# What is alive now is alive for good; a collection would only touch memory that the forks share.
gc.freeze()
