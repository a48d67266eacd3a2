"""What a site puts round an article: menus, link lists, footers, hidden text."""

import re

from lxml import etree

LARGEST_SHARE = 0.2  # of the page's text: what holds more is the article, whatever its class says
LINK_SHARE = 0.7  # of a block's text: from here on it is a list of links
FEWEST_LINKS = 3

_Counts = dict[etree._Element, int]
_NAVIGATION = ("nav", "footer", "aside")
_CONTAINERS = (*_NAVIGATION, "div", "ul", "ol", "dl", "section", "header", "table", "tr", "td", "p", "span", "center")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])")
_NAMES = re.compile(
    r"nav|navigation|navbar|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|share|toolbar|copyright|pagination|"
    r"pager|related|recommend|banner|login|search",
    re.I,
)
_IMPRINT = re.compile(r"ICP备|ICP证|公网安备|网站标识码")
_LONGEST_IMPRINT = 400


def find_furniture(root: etree._Element) -> list[etree._Element]:
    """List the elements that are not part of the article, outermost first."""
    lengths, linked, links = _measure(root)
    most = LARGEST_SHARE * lengths[root]
    found = []
    walker = etree.iterwalk(root, events=("start",), tag=_CONTAINERS)
    for _, element in walker:
        if lengths[element] <= most and (
            _is_marked(element)
            or _is_imprint(element, lengths[element])
            or (links[element] >= FEWEST_LINKS and linked[element] >= LINK_SHARE * lengths[element])
        ):
            found.append(element)
            walker.skip_subtree()
    return found


def _measure(root: etree._Element) -> tuple[_Counts, _Counts, _Counts]:
    """Count for each element the characters of its text, those within links, and its links."""
    lengths: _Counts = {}
    linked: _Counts = {}
    links: _Counts = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        children = list(element)
        own = _length(element.text) + sum(_length(child.tail) for child in children)
        lengths[element] = own + sum(lengths[child] for child in children)
        is_link = element.tag == "a" and element.get("href") is not None
        linked[element] = lengths[element] if is_link else sum(linked[child] for child in children)
        links[element] = 1 if is_link else sum(links[child] for child in children)
    return lengths, linked, links


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _is_marked(element: etree._Element) -> bool:
    """Return whether the page itself says so: hidden, or a menu by its element or its name."""
    if element.tag in _NAVIGATION:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return any(_NAMES.fullmatch(word) for word in _WORDS.findall(names))


def _is_imprint(element: etree._Element, length: int) -> bool:
    """Return whether this is the block with the site's licence numbers."""
    return length <= _LONGEST_IMPRINT and _IMPRINT.search("".join(element.itertext())) is not None
