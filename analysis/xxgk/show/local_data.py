"""Data that a chart names instead of holding them: read from the file, never asked for from an address."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TEXT_FORMATS = ("csv", "tsv", "dsv")
# What holds data already; they are not looked through, however many they are.
_HELD = ("values", "datasets")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)


def embedded(spec: Any) -> Any:
    """Put the files that a chart names into its specification.

    Parameters
    ----------
    spec
        A Vega-Lite specification, or a part of one.

    Returns
    -------
    Any
        The specification; the same one where it names nothing.

    Raises
    ------
    ValueError
        The data lie at an address, or in a file that cannot be read; the message is a sentence.
    """
    if isinstance(spec, list):
        return [embedded(entry) for entry in spec]
    if not isinstance(spec, Mapping):
        return spec
    return {key: value if key in _HELD else _embedded(key, value) for key, value in spec.items()}


def _embedded(key: str, value: Any) -> Any:
    return _values(value) if key == "data" and isinstance(value, Mapping) and "url" in value else embedded(value)


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    url, form = str(data["url"]), dict(data.get("format") or {})
    kind = str(form.get("type") or Path(url).suffix.lstrip(".").lower() or "json")
    if _ADDRESS.match(url):
        raise ValueError(
            f"A chart takes its data from {url}, and no address is asked while a page is made. "
            "Read them into a table first: alt.Chart(table)."
        )
    try:
        text = Path(url).read_text("utf-8-sig")
        values = text if kind in _TEXT_FORMATS else json.loads(text)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not JSON"
        raise ValueError(
            f"A chart takes its data from the file {url}, which cannot be read: {why}. "
            "Read them into a table first: alt.Chart(table)."
        ) from error
    rest = {key: value for key, value in data.items() if key != "url"}
    return {**rest, "values": values, "format": {**form, "type": kind}}
