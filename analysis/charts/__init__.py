"""Charts: table in, figure out. Importing this package turns on the project's theme and renderer in Altair."""

import altair as alt

from analysis.charts.figure import figure
from analysis.charts.renderer import renderer
from analysis.charts.theme import CATEGORIES, COUNT_LABELS, PALETTE
from analysis.charts.tiles import Tile, Tiles, tiles

__all__ = ["CATEGORIES", "COUNT_LABELS", "PALETTE", "Tile", "Tiles", "figure", "renderer", "tiles"]

alt.renderers.register("xxgk", renderer)
alt.renderers.enable("xxgk")
