"""Every sentence that pages, checks and commands can say, side by side in both languages, to be read as a whole.

    python -m tests.sentences            what stands in code, notebooks, templates and data
    python -m tests.sentences FOLDER     what the pages of a build say, each once, figures left out

A sentence that is put together from values stands with its names in braces.
"""

import ast
import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import lxml.html

ROOT = Path(__file__).resolve().parent.parent
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UNSEEN = "//script | //style | //svg | //template | //pre | //*[@hidden]"
_SENTENCES = "//*[self::p or self::li or self::h1 or self::h2 or self::h3 or self::th or self::td or self::dt" \
    " or self::dd or self::figcaption or self::summary or self::a or self::button]"  # fmt: skip


def written() -> Iterator[tuple[str, str, str]]:
    """List the sentences of the source as place, Chinese, English."""
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        yield from ((f"{path.relative_to(ROOT)}:{line}", zh, en) for line, zh, en in _pairs(path))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        yield from ((path.name, *said) for said in _cells(path))
    for path in sorted((ROOT / "data").rglob("*.toml")):
        yield from ((path.name, *said) for said in _entries(tomllib.loads(path.read_text(encoding="utf-8"))))
    for name in ("indicators.csv", "terms.csv"):
        with (ROOT / "data" / name).open(encoding="utf-8") as file:
            yield from ((name, row["zh"], row["en"]) for row in csv.DictReader(file))


def _pairs(path: Path) -> Iterator[tuple[int, str, str]]:
    """Find two texts side by side, the first of them Chinese: in a call, a tuple, or a table of words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            beside = node.args
        elif isinstance(node, ast.Tuple):
            beside = node.elts
        elif isinstance(node, ast.Dict) and {"zh", "en"} == {getattr(key, "value", "") for key in node.keys}:
            yield from _table(node)
            continue
        else:
            continue
        texts = [_text(one) for one in beside]
        for one, zh, en in zip(beside, texts, texts[1:], strict=False):
            if zh and en and _CHINESE.search(zh) and not _CHINESE.search(en):
                yield one.lineno, zh, en


def _table(node: ast.Dict) -> Iterator[tuple[int, str, str]]:
    """Put the two halves of a table of words side by side."""
    halves = {key.value: value for key, value in zip(node.keys, node.values, strict=True)}
    if not all(isinstance(half, ast.Dict) for half in halves.values()):
        return
    zh, en = ({key.value: _text(value) for key, value in zip(half.keys, half.values, strict=True)}
              for half in (halves["zh"], halves["en"]))  # fmt: skip
    yield from ((node.lineno, zh[key], en.get(key, "")) for key in zh)


def _text(node: ast.expr) -> str:
    """Write a text of the source; what is filled in stands in braces."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            value.value if isinstance(value, ast.Constant) else f"{{{ast.unparse(value.value)}}}"
            for value in node.values
        )
    return ""


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    """Pair the cells of text that stand in one language each."""
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "markdown"]
    texts = {
        lang: ["".join(cell["source"]) for cell in cells if lang in cell["metadata"].get("tags", ())]
        for lang in ("zh", "en")
    }
    yield from zip(texts["zh"], texts["en"], strict=True)


def _entries(entry: object) -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        for zh, en in (("zh", "en"), ("why_zh", "why_en"), ("title_zh", "title")):
            if isinstance(entry.get(zh), str) and isinstance(entry.get(en), str):
                yield entry[zh], entry[en]
    for below in entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ():
        yield from _entries(below)


def produced(folder: Path) -> Iterator[tuple[str, str]]:
    """List what the pages of a folder say, as page and sentence; those alike but for their figures once."""
    seen = set()
    for path in sorted(folder.rglob("*.html")):
        for said in sentences(path):
            if (alike := re.sub(r"[\d,.]+", "0", said)) not in seen:
                seen.add(alike)
                yield str(path.relative_to(folder)), said


def sentences(path: Path) -> Iterator[str]:
    """Give the text of each block of a page that readers see."""
    page = lxml.html.fromstring(path.read_text(encoding="utf-8"))
    for unseen in page.xpath(_UNSEEN):
        unseen.drop_tree()
    for block in page.xpath(_SENTENCES):
        if not block.xpath(f".{_SENTENCES}") and (said := " ".join(block.text_content().split())):
            yield said


if __name__ == "__main__":
    rows = produced(Path(sys.argv[1])) if sys.argv[1:] else written()
    print("\n".join("\t".join(one.replace("\n", " ") for one in row) for row in rows))
