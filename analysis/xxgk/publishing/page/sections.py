"""What a page shows, cell by cell, and which sections have anything to show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xxgk.publishing.page.figures import PageFigure
from xxgk.publishing.page.prose import Prose


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to show: `html` is safe markup, `prose` too; `text` is plain, the others speak for themselves."""

    kind: str  # html, prose (the author's), said (computed), absence, figure, tiles, image, text, log, error
    html: str = ""
    text: str = ""
    figure: PageFigure | None = None
    tiles: Sequence[Mapping[str, object]] = ()
    prose: Prose | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What one cell shows, its part in the page, and the code that led to it."""

    id: str
    role: str
    parts: tuple[Part, ...] = ()
    code: tuple[str, ...] = ()


def filled(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Leave out sections without content: a heading that nothing follows, or only that something is not printed.

    The code of what is left out goes with the next block, so that it stays in order.

    Parameters
    ----------
    blocks
        All blocks of a page.

    Returns
    -------
    tuple of Block
        Those that show something.
    tuple of str
        What the report does not print; a page says it once, at its end.
    """
    kept: list[Block] = []
    absent: list[str] = []
    code: tuple[str, ...] = ()
    for section in _sections(blocks):
        absent += [part.text for block in section for part in block.parts if part.kind == "absence"]
        is_silent = _is_silent(section)
        for block in section:
            parts = () if is_silent else tuple(part for part in block.parts if part.kind != "absence")
            code += block.code
            if parts:
                kept.append(replace(block, parts=parts, code=code))
                code = ()
            elif not block.parts and not is_silent:
                kept.append(replace(block, code=code))
                code = ()
    if code:
        kept.append(Block("code", "", code=code))
    return tuple(kept), tuple(dict.fromkeys(absent))


def _sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Part the blocks at the headings of the second level, and at what has a part of its own in the page."""
    section: list[Block] = []
    for block in blocks:
        if section and (_opens(block) or block.role):
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _opens(block: Block) -> bool:
    return bool(block.parts) and block.parts[0].prose is not None and block.parts[0].prose.opens in (1, 2)


def _is_silent(section: Sequence[Block]) -> bool:
    """Tell a section that shows nothing: its heading alone, or the author's words on what is not printed."""
    parts = [part for block in section for part in block.parts]
    if not parts or parts[0].prose is None or parts[0].prose.opens != 2:
        return False
    if any(part.kind == "absence" for part in parts):
        return all(part.kind in ("prose", "absence") for part in parts)
    return len(parts) == 1 and parts[0].prose.is_bare
