"""Charts: table in, figure out. Importing this package turns on the project's theme and renderer in Altair."""

import altair as alt

from analysis.charts.applications import answers_by_kind, plot_answer_details, plot_applicants, plot_decisions
from analysis.charts.comparison import plot_audits, plot_series
from analysis.charts.disclosure import plot_channel_levels, plot_channels, plot_posts
from analysis.charts.disputes import plot_correction_rates, plot_growth, plot_results
from analysis.charts.figure import figure
from analysis.charts.integrity import plot_contradictions, plot_relations
from analysis.charts.priority import plot_areas, plot_compositions, plot_magnitudes
from analysis.charts.renderer import renderer
from analysis.charts.requests import plot_outcomes, plot_refusals, plot_request_channels, plot_timeliness
from analysis.charts.theme import CATEGORIES, COUNT_LABELS, PALETTE
from analysis.charts.tiles import Tile, Tiles, tiles
from analysis.charts.validation import validate

__all__ = [
    "CATEGORIES",
    "COUNT_LABELS",
    "PALETTE",
    "Tile",
    "Tiles",
    "answers_by_kind",
    "figure",
    "plot_answer_details",
    "plot_applicants",
    "plot_areas",
    "plot_audits",
    "plot_channel_levels",
    "plot_channels",
    "plot_compositions",
    "plot_contradictions",
    "plot_correction_rates",
    "plot_decisions",
    "plot_growth",
    "plot_magnitudes",
    "plot_outcomes",
    "plot_posts",
    "plot_refusals",
    "plot_relations",
    "plot_request_channels",
    "plot_results",
    "plot_series",
    "plot_timeliness",
    "renderer",
    "tiles",
]

alt.VegaLiteSchema.validate = classmethod(validate)
alt.renderers.register("xxgk", renderer)
alt.renderers.enable("xxgk")
