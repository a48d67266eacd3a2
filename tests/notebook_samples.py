"""Small notebooks written for the tests, by what they hold."""

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
PARAMETERS = (
    'report: str = "hebei-2016"  # 报告 report id\nlang: str = "zh"  # 语言 zh or en\ntop: int = 3  # 前几名 how many'
)


def sample_notebook(*sources: str, tags: Sequence[str] = (), parameters: str = PARAMETERS) -> str:
    """Give a notebook as JSON: a title, parameters, then a cell for each source, all of these with the same tags."""
    cells = [
        new_markdown_cell("# 标题"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *(new_code_cell(source, metadata={"tags": list(tags)}) for source in sources),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return nbformat.writes(new_notebook(cells=cells, metadata=metadata))


def write_samples(folder: Path, **sources: str) -> Path:
    """Write notebooks ``1_<name>.ipynb``, ``2_<name>.ipynb``, ... with one code cell each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, source) in enumerate(sources.items(), 1):
        (folder / f"{number}_{name}.ipynb").write_text(sample_notebook(source), "utf-8")
    return folder
