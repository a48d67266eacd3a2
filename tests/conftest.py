"""Fixtures that every test may use."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import altair as alt
import pytest
from browser import chromium, reader  # noqa: F401 - fixtures for the tests that look at pages
from hypothesis import settings
from xxgk.show import enable

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no fault of the code: no test asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def plain_altair(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Altair as it is when imported, and again when the test is over."""
    monkeypatch.setattr(alt.VegaLiteSchema, "validate", classmethod(alt.VegaLiteSchema.validate.__func__))
    with alt.renderers.enable("default"), alt.theme.enable("default"):
        yield


@pytest.fixture
def enabled_altair(plain_altair: None) -> None:
    """Altair as it is where pages are made."""
    enable()


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports beside the checkout; published reports are not part of the repository."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip(f"no real reports at {folder}")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say under which Python each command was tried in each environment."""
    from test_machine import INTERPRETERS

    tried = [one for one in terminalreporter.getreports("passed") if one.nodeid.startswith("tests/test_machine.py")]
    if any(one.when == "call" for one in tried):
        ask = "import platform; print(platform.python_version())"
        versions = [subprocess.check_output([path, "-c", ask], text=True).strip() for path in INTERPRETERS]
        count = sum(one.when == "call" for one in tried)
        seconds = sum(one.duration for one in tried)
        terminalreporter.write_line(
            f"{count} times a command in an environment of its own, {seconds:.0f} s, under Python {', '.join(versions)}"
        )
