"""A table as people and spreadsheets save it: each cell is read as its column says, or refused with its place."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_type_hints

import msgspec

from xxgk.reading.base.cells import bare
from xxgk.reading.base.errors import UserError

T = TypeVar("T")
_SEPARATORS = {
    ";": "semicolons",
    "\t": "tabs",
    "|": "upright strokes",
    "；": "full-width semicolons",
    "，": "full-width commas",
}
_SPOILT = re.compile(r"#{2,}|#(?:REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?")
_PLACE = re.compile(r" - at `\$\.(\w+)`")


class Column(NamedTuple):
    """A column of a table: how its cells are read, what they hold, and what is said of one that does not."""

    read: Callable[[str], str | None]
    title: str
    needed: bool
    type: str = "string"
    description: str = ""
    fits: Callable[[str], bool] = lambda _: True


class Row(NamedTuple):
    """A row with the number that a spreadsheet gives it; the heading is row 1."""

    number: int
    cells: list[str]


def columns_of(model: type) -> Mapping[str, Column]:
    """List the columns of a table, in order, as the record of its rows declares them.

    Parameters
    ----------
    model
        A frozen dataclass or a TypedDict whose fields are annotated with the kinds of `xxgk.reading.base.cells`. A
        field with a default is a column that a table may lack.
    """
    return _columns(model)


@cache
def _columns(model: type) -> Mapping[str, Column]:
    given = [field.name for field in fields(model) if field.default is not MISSING] if is_dataclass(model) else []
    found = {}
    for name, hint in get_type_hints(model, include_extras=True).items():
        said: dict[str, Any] = {"needed": name not in given}
        for meta in hint.__metadata__:
            said |= {key: value for key in ("title", "description") if (value := getattr(meta, key))}
            said |= meta.extra or {}
        found[name] = Column(**said)
    return found


def read_sheet(
    path: Path, model: type[T], again: str, key: str = "", check: Callable[[T], str] = lambda _: ""
) -> list[T]:
    """Read a CSV file into records.

    Parameters
    ----------
    path
        The file.
    model
        The record of a row (`columns_of`). Further columns are passed over.
    again
        The way out where the file is damaged as a whole.
    key
        A column whose values tell the rows apart.
    check
        Says in a sentence what is wrong with a row as a whole; nothing where nothing is.

    Returns
    -------
    list
        One record a row, in the order of the file; rows that are empty throughout are none.

    Raises
    ------
    UserError
        The file cannot be read, is no such table, or a cell, a row or the heading is not what it has to be; the
        sentence names the file, the row as spreadsheets number it, the column and the value, and the way out.
    """
    header, rows = _parse(path, again)
    columns = columns_of(model)
    _check_header(path, header, columns, again)
    found: list[T] = []
    whole: dict[tuple[str, ...], int] = {}
    keys: dict[object, int] = {}
    for number, cells in rows:
        where = f"{path}, row {number}"
        _check_row(where, cells, header)
        row = {name: cell for name, cell in zip(header, cells, strict=True) if name in columns}
        if (first := whole.setdefault(tuple(cells), number)) != number:
            raise UserError(f"{where}: is row {first} again. Remove one of the two.")
        record = _record(where, model, row)
        if key and (first := keys.setdefault(columns[key].read(row[key]), number)) != number:
            raise UserError(f"{where}, column {key!r}: {row[key]!r} stands in row {first}, too. Remove one of the two.")
        if problem := check(record):
            raise UserError(f"{where}{problem}")
        found.append(record)
    return found


def _parse(path: Path, again: str) -> tuple[list[str], Iterator[Row]]:
    try:
        # Python's reader takes a quotation mark that is never closed for the end of the file's last cell.
        rows = [Row(*row) for row in enumerate(csv.reader(io.StringIO(_text(path), newline=""), strict=True), 1)]
    except csv.Error as error:
        raise UserError(f"{path} is not a table: {error}. {again}") from error
    filled = (row for row in rows if any(map(bare, row.cells)))
    heading = next(filled, None)
    if heading is None:
        raise UserError(f"{path} is empty. {again}")
    return [bare(name) for name in heading.cells], filled


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. Ask for read permission, or copy it.") from error
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8. Save it again as UTF-8.") from None


def _check_header(path: Path, header: Sequence[str], columns: Mapping[str, Column], again: str) -> None:
    for mark, name in _SEPARATORS.items():
        if len(header) == 1 and mark in header[0]:
            raise UserError(f"{path}: its cells are separated by {name} ({mark!r}). Save it as CSV with commas.")
    missing = [name for name, column in columns.items() if column.needed and name not in header]
    if missing:
        raise UserError(f"{path} lacks the column {missing[0]!r}; it may be half-written. {again}")
    twice = [name for name in columns if header.count(name) > 1]
    if twice:
        raise UserError(f"{path}: has the column {twice[0]!r} twice. Remove one of the two.")


def _check_row(where: str, cells: list[str], header: Sequence[str]) -> None:
    if [bare(cell) for cell in cells] == [*header]:
        raise UserError(f"{where}: is the heading again. Remove the row.")
    while len(cells) > len(header) and not bare(cells[-1]):
        cells.pop()
    if len(cells) != len(header):
        hint = "Put a cell that holds a comma in quotation marks" if len(cells) > len(header) else "Complete it"
        raise UserError(f"{where}: has {len(cells)} cells below {len(header)} columns. {hint}.")
    for name, cell in zip(header, cells, strict=True):
        if _SPOILT.fullmatch(bare(cell)):
            raise UserError(
                f"{where}, column {name!r}: {cell!r} is what a spreadsheet shows in place of a value. "
                "Correct it there (widen the column, mend the formula) and save the file again."
            )


def _record(where: str, model: type[T], cells: Mapping[str, str]) -> T:
    columns = columns_of(model)
    read = {name: columns[name].read(cell) for name, cell in cells.items()}
    wrong = next((name for name, text in read.items() if text is not None and not columns[name].fits(text)), "")
    if not wrong:
        try:
            return msgspec.convert(read, model, strict=False)
        except msgspec.ValidationError as error:
            wrong = _PLACE.findall(str(error))[0]
    raise UserError(
        f"{where}, column {wrong!r}: {cells[wrong]!r} is not {columns[wrong].title}. "
        "Correct the cell; in a spreadsheet, format the column as text first."
    )
