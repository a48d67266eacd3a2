"""Imported by the process that notebooks are forked from, and by no other: importing it makes that process ready."""

import json
from contextlib import chdir, suppress
from tempfile import TemporaryDirectory

from xxgk.publishing.builds.tools import TOOLS
from xxgk.running.child import warm_up
from xxgk.running.jobs import Failure, Job, explain

# What notebooks import.
_MODULES = (
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
    "sqlite3",
)


def rehearse() -> None:
    """Draw, load and render once what notebooks draw, load and render."""
    import altair
    import pandas

    from xxgk.datasets import load
    from xxgk.reading.forms import forms
    from xxgk.show import enable
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
        explain(Job("rehearsal.ipynb", json.dumps(notebook), {"lang": "zh"}, TOOLS), Failure(1, "Rehearsal", ""))


warm_up(_MODULES, rehearse)
