"""Read a report, whatever its format, into text and tables with positions.

A reader is a function from bytes to blocks (lines and grids in reading order); its libraries are imported
when it is called. Nothing here touches the network.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.apart import MEMORY, run_apart
from xxgk.reading.documents.assemble import Block, assemble
from xxgk.reading.documents.deadline import deadline
from xxgk.reading.documents.model import Cell, Document, Paragraph, Table
from xxgk.reading.documents.quotes import Quote, Quotes, quote
from xxgk.reading.documents.recognise import misnamed, recognise

__all__ = ["Cell", "Document", "Paragraph", "Quote", "Quotes", "Table", "quote", "read_document"]

SECONDS = 5  # of processor time; the slowest report at hand, a PDF, takes half of one
LARGEST_FILE = 50_000_000  # bytes; annual reports rarely reach 5 MB

_READERS = {
    "txt": ("text", "read_text"),
    "md": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
}


def read_document(path: str | Path) -> Document:
    """Read a report from a .txt, .md, .html, .docx or .pdf file.

    Parameters
    ----------
    path
        The file. Its content decides the format where the name says something else or nothing.

    Returns
    -------
    Document
        Text, paragraphs and tables in reading order.

    Raises
    ------
    UserError
        Where the file cannot be read as a report: one sentence that names it and the way out.
    """
    path = Path(path)
    data = _read_bytes(path)
    try:
        form = recognise(data, path.suffix)
        document = _read(path.name, form, data)
    except UserError as error:
        raise UserError(f"{path}: {error}", f"{path}：{error.zh}" if error.zh else "") from error
    notice = misnamed(form, path.suffix)
    if not document.text.strip() and not document.tables:
        what, what_zh = (f" ({notice.en})", f"（{notice.zh}）") if notice else ("", "")
        raise UserError(
            f"{path}: holds no text and no table{what}. Check that it is the report.",
            f"{path}：没有文字也没有表格{what_zh}。请确认是报告正文。",
        )
    return replace(document, notices=(notice, *document.notices)) if notice else document


def _read(name: str, form: str, data: bytes) -> Document:
    """Read a file within the limits that hold for every file; what only Python reads needs no process of its own."""
    reader, sha256 = _reader(form), hashlib.sha256(data).hexdigest()
    too_long = UserError(
        f"takes more than {SECONDS} s to read. Save it anew, or as .docx or .txt.",
        f"读取需要超过 {SECONDS} 秒。请重新保存，或另存为 .docx 或 .txt。",
    )
    too_much = UserError(
        f"takes more than {MEMORY // 1_000_000} MB of memory to read, which no annual report does. "
        "Save it anew, or as .docx or .txt.",
        f"读取需要超过 {MEMORY // 1_000_000} MB 内存，年度报告不会如此。请重新保存，或另存为 .docx 或 .txt。",
    )
    broken = UserError(
        "makes the library that reads it give up: it is damaged, or asks at once for more memory than any annual "
        "report needs. Get it anew, or save it as .docx or .txt.",
        "使读取程序中止：文件已损坏，或一次所需内存超过任何年度报告。请重新获取，或另存为 .docx 或 .txt。",
    )
    if form == "txt":
        with deadline(SECONDS, too_long):
            return assemble(name, form, sha256, reader(data))
    return run_apart(lambda: assemble(name, form, sha256, reader(data)), SECONDS, too_long, too_much, broken)


def _reader(form: str) -> Callable[[bytes], Iterator[Block]]:
    module, function = _READERS[form]
    return getattr(import_module(f"xxgk.reading.documents.{module}"), function)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(
                f"{path}: is a folder. Name the report's file in it.", f"{path}：是文件夹。请指明其中的报告文件。"
            )
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise UserError(
                f"{path}: is larger than {LARGEST_FILE // 1_000_000} MB, which no annual report is. "
                "Take the pictures out or save it as text.",
                f"{path}：超过 {LARGEST_FILE // 1_000_000} MB，年度报告不会如此。请去掉图片或另存为文本。",
            )
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise UserError(
            f"{path}: no such file. Check the name and the folder.", f"{path}：没有此文件。请检查文件名和文件夹。"
        ) from None
    except PermissionError:
        raise UserError(
            f"{path}: may not be read. Ask for read permission, or copy it.",
            f"{path}：没有读取权限。请取得权限，或复制后再试。",
        ) from None
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path}: cannot be read ({error}). Copy it to another place and try again.",
            f"{path}：无法读取（{error}）。请复制到别处再试。",
        ) from None
    if not data.strip():
        raise UserError(
            f"{path}: is empty. Check that it was saved or downloaded completely.",
            f"{path}：是空文件。请确认已完整保存或下载。",
        )
    return data
