"""Key figures as a band of tiles."""

from dataclasses import asdict, dataclass
from html import escape

TILES = "application/vnd.xxgk.tiles+json"

_BAND = '<div style="display:flex;flex-wrap:wrap;gap:1.5em">{}</div>'
_TILE = '<div><div>{label}</div><div style="font-size:1.8em">{value}<small> {unit}</small></div><div>{note}</div></div>'


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure: what it counts, the figure as readers see it, its unit, and a word on it.

    `alert` marks what is wrong, `lead` the two or three figures that answer the question: they are shown large.
    """

    label: str
    value: str
    unit: str = ""
    note: str = ""
    alert: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Tiles:
    """Some key figures, shown as a band by JupyterLab and, with the page's own look, by the page."""

    tiles: tuple[Tile, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        records = [asdict(tile) for tile in self.tiles]
        cells = ({key: escape(str(value)) for key, value in record.items()} for record in records)
        return {
            TILES: {"tiles": records},
            "text/html": _BAND.format("".join(_TILE.format_map(cell) for cell in cells)),
            "text/plain": "\n".join(
                f"{tile.label}: {tile.value}{tile.unit} {tile.note}".rstrip() for tile in self.tiles
            ),
        }


def band(*figures: Tile) -> Tiles:
    """Put key figures side by side; the last expression of a cell.

    Examples
    --------
    >>> band(Tile("收到申请", "14,127", "件"), Tile("复议", "466", "件", "同比增长 38.28%")).tiles[0].unit
    '件'
    """
    return Tiles(figures)
