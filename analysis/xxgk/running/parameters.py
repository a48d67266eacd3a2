"""The parameters that a notebook declares, read from its tagged cell without running it."""

import ast
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xxgk.running import RunningError

# What may stand after the colon in a parameters cell. JSON and YAML know no more types than these.
_TYPES: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "list": list,
    "dict": dict,
    "None": type(None),
}
_WORDS = {"true": True, "false": False, "yes": True, "no": False}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Attributes
    ----------
    name
        The variable that the value is assigned to.
    type
        Its annotation, e.g. ``"str"`` or ``"list[str]"``; blank when it has none.
    default
        The value it has when none is given.
    help
        The comment behind it.
    """

    name: str
    type: str
    default: object
    help: str

    def check(self, value: object) -> None:
        """Raise `RunningError` unless a value is of the declared type."""
        if self.type and not any(_fits(value, part.strip()) for part in self.type.split("|")):
            raise RunningError(
                f"Parameter {self.name!r} cannot be {value!r}: it takes {self.type}, "
                f"for example {self.default!r}. {self.help}".rstrip(),
                f"参数 {self.name!r} 不能是 {value!r}：应为 {self.type}，例如 {self.default!r}。{self.help}",
            )

    def read(self, text: str) -> object:
        """Turn what was typed on a command line or into a CSV cell into a value of the declared type."""
        if "str" in self.type or not self.type:
            return [part.strip() for part in text.split(",")] if self.type.startswith("list") else text
        try:
            value = _WORDS[text.lower()] if "bool" in self.type else json.loads(text)
        except (KeyError, ValueError):
            value = text
        self.check(value)
        return value


def _fits(value: object, annotation: str) -> bool:
    outer, _, inner = annotation.rstrip("]").partition("[")
    if outer not in _TYPES or (isinstance(value, bool) and outer != "bool"):
        return outer not in _TYPES
    if outer == "list" and isinstance(value, list) and inner:
        return all(_fits(item, inner) for item in value)
    return isinstance(value, _TYPES[outer])


def parameters_of(notebook: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook.

    Parameters
    ----------
    notebook
        The notebook's file.

    Returns
    -------
    dict
        Parameters by name, in the order of the cell tagged ``parameters``; empty without such a cell.
    """
    return _parse(_parameters_cell(notebook.read_bytes(), notebook.name))


def _parameters_cell(content: bytes, name: str) -> str:
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError):
        raise RunningError(
            f"{name} is not a notebook: a Jupyter notebook of format 4 is expected.",
            f"{name} 不是笔记本：应为第 4 版格式的 Jupyter 笔记本。",
        ) from None
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", ()):
            return "".join(cell["source"])
    return ""


@cache
def _parse(source: str) -> dict[str, Parameter]:
    lines = source.splitlines()
    found = {}
    for statement in ast.parse(source).body:
        target: ast.expr
        if isinstance(statement, ast.AnnAssign):
            target, annotation = statement.target, ast.unparse(statement.annotation)
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, annotation = statement.targets[0], ""
        else:
            continue
        if isinstance(target, ast.Name) and statement.value is not None:
            comment = re.search(r"#\s*(.*)$", _behind(lines, statement))
            found[target.id] = Parameter(
                target.id, annotation, ast.literal_eval(statement.value), comment[1] if comment else ""
            )
    return found


def _behind(lines: list[str], statement: ast.stmt) -> str:
    """Return what follows a statement on its last line; `ast` gives the end in bytes."""
    line = lines[(statement.end_lineno or statement.lineno) - 1]
    return line.encode()[statement.end_col_offset :].decode()
