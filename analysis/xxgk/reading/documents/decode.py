"""Bytes to characters: byte-order mark, declared charset, UTF-8, GB18030, then a guess."""

import codecs
import re

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.whitespace import visible

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*(big5[\w-]*)""", re.I)
_DECLARED_WITHIN = 4096  # bytes; the HTML standard asks for 1024, content systems need more
_GUESS_WITHIN = 1_000_000  # bytes shown to the guesser, which is slow

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01  # share of all characters; a text has none, but some exports leave a few
_MOST_DAMAGE = 0.02  # share of damaged places up to which a text is called damaged UTF-8


def decode(data: bytes) -> str:
    """Decode a text file; line breaks become ``\\n`` and a byte-order mark is left out.

    Raises
    ------
    UserError
        Where no encoding fits, or what comes out is no text.
    """
    text = _decode(data).removeprefix("\ufeff")
    _refuse_binary(text)
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    # A declaration is believed only where it can be told apart: pages say gb2312 or iso-8859-1 and are UTF-8.
    big5 = ["big5hkscs"] if _DECLARED.search(data[:_DECLARED_WITHIN]) else []
    for encoding in ["utf-8", *big5, "gb18030"]:
        text = _attempt(data, encoding)
        if text is not None:
            return text
        _refuse_damaged(data, encoding)
    return _guess(data)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _strictly(data: bytes, encoding: str) -> str:
    text = _attempt(data, encoding)
    if text is None:
        raise UserError(
            f"says that it is {encoding.upper()} but is damaged. Save it again as UTF-8.",
            f"标明为 {encoding.upper()} 编码但已损坏。请重新保存为 UTF-8。",
        )
    return text


def _refuse_binary(text: str) -> None:
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise UserError(
            "is no Word file, no PDF and no text, whatever its name says: it holds other binary data, or is damaged. "
            "Get it anew, or save the report as .docx, .pdf, .html, .md or .txt.",
            "不是 Word、PDF 或文本文件，内容是其他二进制数据或已损坏。"
            "请重新获取，或将报告另存为 .docx、.pdf、.html、.md 或 .txt。",
        )


def _refuse_damaged(data: bytes, encoding: str) -> None:
    """Refuse a text with a few bad bytes: the next encoding might read it without complaint, as nonsense."""
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    if damaged <= _MOST_DAMAGE * beyond_ascii:
        _refuse_binary(text)
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise UserError(
            f"is {encoding.upper()} with damaged bytes, the first in line {line}. Save it again as UTF-8.",
            f"是 {encoding.upper()} 编码，但有损坏的字节，首个在第 {line} 行。请重新保存为 UTF-8。",
        )


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_WITHIN]).best()
    text = _attempt(data, best.encoding) if best else None
    if text is None:
        _refuse_binary(data.decode("latin-1"))
        raise UserError(
            "is in no encoding that could be recognised. Save it again as UTF-8.",
            "编码无法识别。请重新保存为 UTF-8。",
        )
    return text
