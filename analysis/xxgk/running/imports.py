"""Imports without what they would bring along for nothing."""

import sys
from importlib import import_module


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
