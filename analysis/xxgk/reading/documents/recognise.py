"""Tell a file's format from its first bytes, and from its name only where those leave it open."""

import re

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Notice

_TEXT_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html"}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams by which old files can be told apart.
_OLD = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("WordDocument", "an old Word or WPS file"),
        ("Workbook", "an old Excel file"),
        ("PowerPoint Document", "an old PowerPoint file"),
    )
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream that a document with a password is kept in
_WORD_XML = b'<?mso-application progid="Word.Document"?>'
_WORD_XML_WITHIN = 1024

# What reports also come as, and what to do about it.
_REFUSED = (
    (_OLE, "an old Word, WPS or Excel file"),
    (b"{\\rtf", "a rich-text file"),
    (b"MIME-Version:", "a web archive"),  # Word's "single file web page", whatever its suffix
    (b"From: <Saved by ", "a web archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
)
_WAY_OUT = {
    "a picture": "Read the text from it first, and give that.",
    "an archive": "Unpack it and give the report in it.",
    "an old Excel file": "Give the report as .docx or .pdf.",
    "an old PowerPoint file": "Give the report as .docx or .pdf.",
}
_SAVE_AS_DOCX = "Open it in a word processor and save it as .docx."
_ZH = {
    "an old Word, WPS or Excel file": "旧版 Word、WPS 或 Excel 文件",
    "an old Word or WPS file": "旧版 Word 或 WPS 文件",
    "an old Excel file": "旧版 Excel 文件",
    "an old PowerPoint file": "旧版 PowerPoint 文件",
    "a rich-text file": " RTF 文件",
    "a web archive": "网页存档文件",
    "a picture": "图片",
    "an archive": "压缩包",
    _SAVE_AS_DOCX: "请用文字处理软件打开后另存为 .docx。",
    _WAY_OUT["a picture"]: "请先识别出其中的文字再提供。",
    _WAY_OUT["an archive"]: "请解压后提供其中的报告。",
    _WAY_OUT["an old Excel file"]: "请提供 .docx 或 .pdf 格式的报告。",
}

MISNAMED = "format_misnamed"  # code of the notice
_FORMS = {
    "txt": ("纯文本", "plain text"),
    "md": ("纯文本", "plain text"),
    "html": ("网页（HTML）", "a web page (HTML)"),
    "docx": (" Word 文件（.docx）", "a Word file (.docx)"),
    "pdf": (" PDF 文件", "a PDF file"),
}
# What a name may end in for a format; text may hold marks of Markdown and of HTML.
_TEXTS = ("txt", "md", "html")
_NAMED = {
    **dict.fromkeys((".txt", *_TEXT_SUFFIXES), _TEXTS),
    **dict.fromkeys((".doc", ".docx", ".wps"), ("docx",)),
    ".pdf": ("pdf",),
}

_PDF_WITHIN = 1024  # bytes; some servers send a few bytes before the header
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b",
    re.I | re.S,
)
_HTML_WITHIN = 8192
# Programs that turn pages into text leave tables in it as they were; Markdown is text with such tables.
_HTML_TABLE = re.compile(rb"<table\b[^<>]*>\s*<(?:tr|thead|tbody|caption|colgroup|th|td)\b", re.I)


def recognise(data: bytes, suffix: str) -> str:
    """Name the format: ``txt``, ``md``, ``html``, ``docx`` or ``pdf``.

    Raises
    ------
    UserError
        For a format that cannot be read, with the way to one that can.
    """
    if data.startswith(_OLE) and _LOCKED in data:
        raise UserError("is locked with a password. Save it without one.", "设有密码。请另存为不设密码的文件。")
    if _WORD_XML in data[:_WORD_XML_WITHIN]:
        raise UserError(
            f"is a Word XML file, which cannot be read. {_SAVE_AS_DOCX}",
            f"是 Word XML 文件，无法读取。{_ZH[_SAVE_AS_DOCX]}",
        )
    for magic, kind in _REFUSED:
        if data.startswith(magic):
            kind = _older(data) if magic == _OLE else kind
            way_out = _WAY_OUT.get(kind, _SAVE_AS_DOCX)
            raise UserError(f"is {kind}, which cannot be read. {way_out}", f"是{_ZH[kind]}，无法读取。{_ZH[way_out]}")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:_HTML_WITHIN]):
        return "html"
    form = _TEXT_SUFFIXES.get(suffix.lower(), "txt")
    return "md" if form == "txt" and _HTML_TABLE.search(data) else form


def _older(data: bytes) -> str:
    return next((kind for stream, kind in _OLD if stream in data), dict(_REFUSED)[_OLE])


def misnamed(form: str, suffix: str) -> Notice | None:
    """Say what a file is whose name says something else; None where the name is right, or says nothing."""
    said = _NAMED.get(suffix.lower())
    if said is None or form in said:
        return None
    zh, en = _FORMS[form]
    return Notice(
        MISNAMED,
        "",
        f"文件名以 {suffix} 结尾，实际是{zh}，已按此读取",
        f"the name ends in {suffix}, but the file is {en}; it was read as such",
    )
