"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from browser import chromium, reader  # noqa: F401 - fixtures for the tests that look at pages

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports beside the checkout; published reports are not part of the repository."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip(f"no real reports at {folder}")
    return folder
