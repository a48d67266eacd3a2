"""Every example of a docstring does what it shows."""

import doctest
import importlib
from pathlib import Path

import pytest
import xxgk

PACKAGE = Path(xxgk.__file__).parent
FRONT = ("catalog", "evidence", "load", "read", "reports")


def _modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        # Most modules have no example; importing them all would cost more than all the examples.
        if ">>> " in path.read_text("utf-8"):
            yield ".".join(("xxgk", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def _examples(module):
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for test in finder.find(importlib.import_module(module)) if test.examples]


EXAMPLES = [test for module in _modules() for test in _examples(module)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_shows_what_happens(example, monkeypatch):
    monkeypatch.delenv("XXGK_DATA", raising=False)
    said = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(example, out=said.append, clear_globs=False)
    assert not runner.failures, "".join(said)


@pytest.mark.parametrize("name", FRONT)
def test_every_name_of_the_front_door_has_an_example(name):
    home = getattr(xxgk, name)
    assert f"{home.__module__}.{home.__qualname__}" in {example.name for example in EXAMPLES}
