"""Charts: table in, figure out. Importing this package turns on the project's theme and renderer in Altair."""

import altair as alt

from xxgk.show.figure import figure
from xxgk.show.renderer import renderer
from xxgk.show.theme import CATEGORIES, COUNT_LABELS, PALETTE
from xxgk.show.tiles import Tile, Tiles, tiles
from xxgk.show.validation import validate
from xxgk.topics.applications.charts import answers_by_kind, plot_answer_details, plot_applicants, plot_decisions
from xxgk.topics.breakdowns.charts import plot_areas, plot_compositions, plot_magnitudes
from xxgk.topics.comparison.charts import plot_audits, plot_series
from xxgk.topics.disclosure.charts import plot_channel_levels, plot_channels, plot_posts
from xxgk.topics.disputes.charts import plot_correction_rates, plot_growth, plot_results
from xxgk.topics.integrity.charts import plot_contradictions, plot_relations
from xxgk.topics.requests.charts import plot_outcomes, plot_refusals, plot_request_channels, plot_timeliness

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
