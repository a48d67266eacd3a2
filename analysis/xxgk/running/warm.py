"""Imported once, by the process that all others are forked from: it pays for what all of them need.

It starts no thread, for a fork takes only one along.
"""

import gc
import json
import signal
from contextlib import chdir, suppress
from importlib import import_module
from tempfile import TemporaryDirectory

from xxgk.running.imports import import_without
from xxgk.running.jobs import Failure, Job, explain

# What notebooks import, what runs them, and what IPython imports as late as when it runs a cell.
_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "xxgk.datasets",
    "xxgk.topics.breakdowns.charts",
    "xxgk.topics.breakdowns.words",
    "xxgk.topics.comparison.charts",
    "xxgk.topics.comparison.words",
    "xxgk.topics.disclosure.charts",
    "xxgk.topics.disclosure.words",
    "xxgk.topics.disputes.charts",
    "xxgk.topics.disputes.words",
    "xxgk.topics.integrity.charts",
    "xxgk.topics.overview.words",
    "xxgk.topics.requests.charts",
    "xxgk.topics.requests.words",
    "xxgk.running.child",
    "xxgk.running.kernel",
    "sqlite3",
    "tornado.platform.asyncio",
)


def _rehearse() -> None:
    """Do once what is done for every notebook; what is compiled and cached on the way is then there for all."""
    import altair
    import pandas

    from xxgk.datasets import load
    from xxgk.reading.forms import forms
    from xxgk.show.chart import enable
    from xxgk.topics import disclosure, integrity

    enable()
    table = pandas.DataFrame({"a": ["x"], "b": [1.5]})
    bars = altair.Chart(table, title="a").mark_bar().encode(x=altair.X("b", title="b"), y="a", tooltip=["a", "b"])
    bars.to_dict()
    # What is read is kept by the files' names and times, so a fork reads anew what has changed by then. Whatever is
    # wrong with the data is said by the notebooks that meet it; not every report has all that is drawn here.
    with suppress(Exception):
        forms()
        disclosure.plot_channels(load("proactive_channels", evidence=True), load("facts"), "zh").to_dict()
        integrity.plot_relations(load("audit"), "zh").to_dict()
    markdown = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# a\n\n- *b*\n\n" + table.to_html()}
    code = {"cell_type": "code", "id": "c", "source": 'lang: str = "zh"', "outputs": [], "execution_count": None}
    code["metadata"] = {"tags": ["parameters"]}
    notebook = {"cells": [markdown, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    with TemporaryDirectory() as folder, chdir(folder):
        explain(Job("rehearsal.ipynb", json.dumps(notebook), {"lang": "zh"}), Failure(1, "Rehearsal", ""))


# A terminal's Ctrl-C reaches this process, too; the one that asked for it ends it. Forks shall have what was there.
_on_interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
# While modules are imported there is nothing to collect, and looking for it takes a tenth of the time.
gc.disable()
# A checker of formats that no notebook uses takes a second to build its grammar.
import_without("jsonschema", "rfc3987_syntax")
for _name in _MODULES:
    import_module(_name)
_rehearse()
# What is alive now is alive for good; a collection would only touch memory that the forks share.
gc.freeze()
gc.enable()
signal.signal(signal.SIGINT, _on_interrupt)
