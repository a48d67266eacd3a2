"""Charts: table in, figure out. Importing this package turns on the project's theme and renderer in Altair."""

import altair as alt

from analysis.charts.disclosure import plot_channel_levels, plot_channels, plot_posts
from analysis.charts.disputes import plot_correction_rates, plot_growth, plot_results
from analysis.charts.figure import figure
from analysis.charts.integrity import plot_contradictions, plot_relations
from analysis.charts.priority import plot_areas, plot_compositions, plot_magnitudes
from analysis.charts.renderer import renderer
from analysis.charts.requests import plot_outcomes, plot_refusals, plot_request_channels, plot_timeliness
from analysis.charts.theme import CATEGORIES, COUNT_LABELS, PALETTE
from analysis.charts.tiles import Tile, Tiles, tiles

__all__ = [
    "CATEGORIES",
    "COUNT_LABELS",
    "PALETTE",
    "Tile",
    "Tiles",
    "figure",
    "plot_areas",
    "plot_channel_levels",
    "plot_channels",
    "plot_compositions",
    "plot_contradictions",
    "plot_correction_rates",
    "plot_growth",
    "plot_magnitudes",
    "plot_outcomes",
    "plot_posts",
    "plot_refusals",
    "plot_relations",
    "plot_request_channels",
    "plot_results",
    "plot_timeliness",
    "renderer",
    "tiles",
]

alt.renderers.register("xxgk", renderer)
alt.renderers.enable("xxgk")
