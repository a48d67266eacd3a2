"""A web page as a browser builds and shows it: the tree of the HTML standard, without what nobody sees.

The tree is built by lexbor, which follows the standard (a left-out ``<tr>``, text within a table), and handed to lxml
to be walked: for the reports at hand that costs a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from xxgk.reading.base.errors import UserError

MOST_ELEMENTS = 300_000  # the three statutory tables as pasted from a word processor have about 5,000
DEEPEST = 500  # elements inside one another; pasted word-processor text reaches about 40
MOST_OPEN = 3_000  # elements that are opened and not closed, by a rough count
LARGEST_HIDDEN = 0.2  # of the page's text

_NEVER_TEXT = "script style noscript template head title xml button iframe object audio video canvas"
_TAG = re.compile(r"<[a-zA-Z]")
# A tag with thousands of attributes takes the parsers minutes; what stands in quotes counts as one.
_ENDLESS_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*'){20000}")
_NESTING = re.compile(r"<(/?)(?:div|span|font|table|section|article|ul|ol|b|i|u|em|strong|center|blockquote)\b", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:^|[\s>+~])(?P<tag>[a-zA-Z][\w-]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?$")
_GONE = re.compile(r"display\s*:\s*none", re.I)
_UNSEEN = re.compile(r"visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$)", re.I)
_STRUCK = re.compile(r"line-through", re.I)
_GENERATED = re.compile(r"::?(?:before|after)\s*$")
_CONTENT = re.compile(r"content\s*:\s*(?!none|normal|''|\"\")", re.I)
_FIELD_FIGURE = re.compile(r"[\s\d.,%/+-]*")
GENERATED = "data-xxgk-generated"  # put on elements whose content the style sheet makes


def parse_page(page: str) -> etree._Element:
    """Parse a page and leave out what is never text or never seen: scripts, styles, hidden elements.

    Raises
    ------
    UserError
        The page is larger or deeper than any page.
    """
    if _ENDLESS_TAG.search(page) or sum(1 for _ in _TAG.finditer(page)) > MOST_ELEMENTS or _is_abyss(page):
        raise _too_large()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    built = LexborHTMLParser(page).html or ""
    root = etree.fromstring(built.encode("utf-8", "replace"), parser) if built else None
    if root is None:
        return etree.Element("html")
    _check_size(root)
    most = LARGEST_HIDDEN * sum(map(len, root.itertext()))
    for element, style in list(_styled(root)):
        if sum(map(len, element.itertext())) > most:
            continue  # the article itself, which a script of the page shows
        if _GONE.search(style) or element.get("hidden") is not None:
            _remove(element)
        elif _UNSEEN.search(style):
            element.clear(keep_tail=True)
    for element in list(root.iter(*_NEVER_TEXT.split())):
        element.clear(keep_tail=True)
    for element in list(root.iter("sup")):
        _drop_note_mark(element)
    _show_fields(root)
    return root


def _is_abyss(page: str) -> bool:
    """Tell a page that opens thousands of elements within one another, on which the parser would spend minutes."""
    depth = 0
    for tag in _NESTING.finditer(page):
        depth += -1 if tag[1] else 1
        if depth > MOST_OPEN:
            return True
    return False


def struck_texts(root: etree._Element) -> list[str]:
    """Take struck-out text out of a page, and list it."""
    found = []
    for element in list(root.iter()):
        style = element.get("style") or ""
        if element.tag in ("del", "s", "strike") or _STRUCK.search(style):
            text = " ".join("".join(element.itertext()).split())
            if text:
                found.append(text)
                element.clear(keep_tail=True)
    return found


def _styled(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each element that is styled itself or by a simple rule of the page, with its style."""
    by_name: dict[tuple[str, str, str], list[tuple[str, bool]]] = {}
    for sheet in root.iter("style"):
        for selectors, style in _RULE.findall(sheet.text or ""):
            for selector in selectors.split(","):
                bare = _GENERATED.sub("", selector.strip())
                match = _SELECTOR.search(bare)
                if match and (match["name"] or match["tag"]):
                    key = (match["tag"] or "", match["kind"] or "", match["name"] or "")
                    by_name.setdefault(key, []).append((style, bare != selector.strip()))
    for element in root.iter(etree.Element):
        styles = [element.get("style") or ""]
        names = [
            ("", ""),
            *((".", name) for name in (element.get("class") or "").split()),
            ("#", element.get("id") or ""),
        ]
        for kind, name in names if by_name else ():
            for tag in {"", element.tag}:
                for style, generated in by_name.get((tag, kind, name), ()):
                    if not generated:
                        styles.append(style)
                    elif _CONTENT.search(style):
                        element.set(GENERATED, "")
        style = ";".join(filter(None, styles))
        if style or element.get("hidden") is not None:
            yield element, style


def _remove(element: etree._Element) -> None:
    """Remove an element; a hidden cell leaves no gap in its row."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _drop_note_mark(sup: etree._Element) -> None:
    """Drop a raised mark behind a figure or a character; a raised digit behind a letter is an exponent (m²)."""
    parent = sup.getparent()
    before = (sup.getprevious().tail if sup.getprevious() is not None else parent.text) if parent is not None else ""
    if not (before or "").rstrip()[-1:].isascii() or (before or "").rstrip()[-1:].isdigit():
        sup.clear(keep_tail=True)


def _show_fields(root: etree._Element) -> None:
    """Put into a field of a form the figure that a browser shows in it; other fields are no text."""
    for element in list(root.iter("input", "textarea", "select")):
        shown = "".join(element.itertext())
        if element.tag == "input":
            hidden = (element.get("type") or "text").lower() not in ("text", "number", "tel")
            shown = "" if hidden else element.get("value") or ""
        elif element.tag == "select":
            options = [one for one in element.iter("option") if one.get("selected") is not None]
            shown = "".join((options or list(element.iter("option"))[:1] or [element])[0].itertext())
        in_cell = next(element.iterancestors("td", "th"), None) is not None
        element.clear(keep_tail=True)
        if in_cell and _FIELD_FIGURE.fullmatch(shown):
            element.text = shown


def _check_size(root: etree._Element) -> None:
    """Refuse a page that is larger or deeper than any page, before it is walked through again and again."""
    depth = 0
    for tag, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if element.tag != "tbody":  # which the standard puts into every table
            depth += 1 if event == "start" else -1
        if depth > DEEPEST or tag > 2 * MOST_ELEMENTS:
            raise _too_large()


def _too_large() -> UserError:
    return UserError(
        f"holds more than {MOST_ELEMENTS:,} elements or nests more than {DEEPEST} in one another, "
        "which no saved page does. Save the page again, or give its text as .txt.",
        f"元素超过 {MOST_ELEMENTS:,} 个或嵌套超过 {DEEPEST} 层，网页不会如此。请重新保存网页，或提供其文字（.txt）。",
    )
