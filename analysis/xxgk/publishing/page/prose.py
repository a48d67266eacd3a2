"""Markdown of a notebook as markup of a page, with its headings and citations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from re import Match
from typing import Any

import mistune

from xxgk.publishing.page.markup import clean_html, framed
from xxgk.publishing.page.tables import Cite

# What a sentence writes of a citation; see `xxgk.show.places.Citation`.
_CITATION = r"\[(?P<address>p\d+(?: r\d+ c\d+)?:\d+-\d+|t\d+ r\d+ c\d+)\]"
_ID = "s-"  # what the cleaning puts before an id


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the contents list."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Some Markdown as safe markup.

    Attributes
    ----------
    html
        The markup.
    headings
        The headings in it, in order.
    opens
        The level of the heading that it begins with; 0 without one.
    is_bare
        Whether it is that heading alone.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    opens: int = 0
    is_bare: bool = False


def read_markdown(source: str, label: str, cite: Cite, *, computed: bool = False, prefix: str = "") -> Prose:
    """Turn Markdown into safe markup.

    Parameters
    ----------
    source
        The Markdown text.
    label
        What a screen reader calls the frame of a table.
    cite
        What makes links of the citations.
    computed
        The text was made by code from data: raw HTML in it is data too, and is shown as it is written. Only such text
        cites figures.
    prefix
        Stands before the ids of headings, where several pages are in one file.
    """
    state = mistune.BlockState()
    state.env |= {"label": label, "cite": cite, "prefix": prefix}
    html, state = (_COMPUTED if computed else _AUTHOR).parse(source, state)
    said = [token for token in state.tokens if token["type"] != "blank_line"]
    opens = said[0]["attrs"]["level"] if said and said[0]["type"] == "heading" else 0
    return Prose(clean_html(str(html)), tuple(_headings(state.tokens, prefix)), opens, bool(opens) and len(said) == 1)


class _Renderer(mistune.HTMLRenderer):
    """Headings get an address, so that the contents list can lead to them; tables stand in a frame."""

    def render_token(self, token: dict[str, Any], state: mistune.BlockState) -> str:
        """Render a part of the text."""
        if token["type"] == "heading":
            token["attrs"]["id"] = state.env["prefix"] + _slug(_plain(token))
            _lead_to_itself(token)
        html = super().render_token(token, state)
        return framed(html, state.env["label"]) if token["type"] == "table" else html

    def citation(self, html: str) -> str:
        """Keep the link that was made while the text was read."""
        return html

    def block_code(self, code: str, info: str | None = None) -> str:
        """Write code that the keyboard can scroll."""
        return super().block_code(code, info).replace("<pre>", '<pre tabindex="0">', 1)


def _lead_to_itself(token: dict[str, Any]) -> None:
    """Make of a heading a link to itself, so that a reader can mail the address; not of one that leads elsewhere."""
    children = token.get("children", [])
    if token["attrs"]["level"] in (2, 3) and not any(child["type"] == "link" for child in children):
        address = {"url": f"#{_ID}{token['attrs']['id']}"}
        token["children"] = [{"type": "link", "attrs": address, "children": children}]


def _table_cell(_: mistune.HTMLRenderer, text: str, align: str | None = None, head: bool = False) -> str:
    kind = ' class="number"' if align == "right" else ""
    return f'<th scope="col"{kind}>{text}</th>' if head else f"<td{kind}>{text}</td>"


def _cited(_: mistune.InlineParser, match: Match[str], state: mistune.InlineState) -> int:
    state.append_token({"type": "citation", "raw": state.env["cite"](match["address"], "")})
    return match.end()


def _markdown(*, escape: bool) -> mistune.Markdown:
    made = mistune.create_markdown(renderer=_Renderer(escape=escape), plugins=["table", "strikethrough"])
    made.renderer.register("table_cell", _table_cell)
    if escape:
        made.inline.register("citation", _CITATION, _cited, before="link")
    return made


_AUTHOR, _COMPUTED = _markdown(escape=False), _markdown(escape=True)


def _headings(tokens: list[dict[str, Any]], prefix: str) -> Iterator[Heading]:
    for token in tokens:
        if token["type"] == "heading":
            text = _plain(token)
            yield Heading(token["attrs"]["level"], _ID + prefix + _slug(text), text.strip())


def _plain(token: Mapping[str, Any]) -> str:
    """Give the text of a part without what is markup in it."""
    if "children" in token:
        return "".join(_plain(child) for child in token["children"])
    return " " if token["type"].endswith("break") else token.get("raw", "") if token["type"] != "inline_html" else ""


def plain_text(prose: Prose) -> str:
    """Give the words of prose without its markup and its headings, in one line."""
    apart = re.sub(r"<h\d.*?</h\d>|</?(?:p|li|br|t[dhr])\b[^>]*>", " ", prose.html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", apart)).split())


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text).strip("-").lower()[:60]
