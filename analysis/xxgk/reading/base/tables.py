"""Facts as tables for pandas, and tables as facts: the edge between records and people's dataframes."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any, Literal

import pandas as pd

from xxgk.reading.base.records import COLUMNS, NO_OFFSET, OFFSETS, Fact

# A table has values as floats: 15 digits are what a float is sure to keep of what was printed.
_DIGITS = 15
_NUMBERS: dict[str, Literal["float64", "Int64"]] = {"value": "float64", "start": "Int64", "end": "Int64"}


def facts_table(facts: Iterable[Fact]) -> pd.DataFrame:
    """Put facts into a table: text, float values (NaN where blank), integer offsets (NA where not known)."""
    table = typed(pd.DataFrame([astuple(fact) for fact in facts], columns=list(COLUMNS)))
    return table.assign(**{name: table[name].mask(table[name] == NO_OFFSET) for name in OFFSETS})


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table of facts its column types: text, float values, integer offsets."""
    numeric = {name: pd.to_numeric(table[name], errors="coerce").astype(kind) for name, kind in _NUMBERS.items()}
    return table.astype({name: "str" for name in COLUMNS if name not in _NUMBERS}).assign(**numeric)


def table_facts(table: pd.DataFrame) -> list[Fact]:
    """Make facts of a table of them; columns that are absent, and cells that cannot be read, count as blank."""
    return [_fact(dict(zip(table.columns, cells, strict=True))) for cells in table.itertuples(index=False, name=None)]


def _fact(row: Mapping[str, Any]) -> Fact:
    cells: dict[str, Any] = {name: _text(row.get(name)) for name in COLUMNS if name not in _NUMBERS}
    cells |= {name: _offset(row.get(name)) for name in OFFSETS}
    return Fact(**cells, value=_value(row.get("value")))


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)


def _value(cell: Any) -> str:
    number = pd.to_numeric(cell, errors="coerce")
    return "" if pd.isna(number) else f"{float(number):.{_DIGITS}g}"


def _offset(cell: Any) -> int:
    number = pd.to_numeric(cell, errors="coerce")
    return NO_OFFSET if pd.isna(number) else int(number)
