"""Imports that leave out what nobody needs here and what takes long to load."""

import sys
from importlib import import_module


def import_kernel() -> None:
    """Import ipykernel without its debugger: nobody attaches one to a build, and loading it takes as long as a run."""
    import_without("ipykernel.debugger", "debugpy")


def import_without(module: str, absent: str) -> None:
    """Import a module as it is where one of its optional dependencies is not installed.

    Parameters
    ----------
    module
        The module; nothing happens where it has been imported already.
    absent
        The dependency that it shall do without. Others can import it afterwards.
    """
    if module in sys.modules or absent in sys.modules:
        return
    sys.modules[absent] = None  # type: ignore[assignment]
    try:
        import_module(module)
    finally:
        del sys.modules[absent]
