"""How information was asked for, whether it was answered in time, what the answers were."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": [
            "plot_answer_details",
            "plot_applicants",
            "plot_channels",
            "plot_outcomes",
            "plot_refusals",
            "plot_timeliness",
        ],
        "statutory": ["answers_by_kind"],
        "summary": ["answer", "key_figures", "read_open"],
        "words": [
            "read_answer_details",
            "read_applicants",
            "read_channels",
            "read_outcomes",
            "read_refusals",
            "read_timeliness",
        ],
    },
)
