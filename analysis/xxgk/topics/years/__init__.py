"""The years of one organ: series with their breaks, growth as printed and as computed, what does not fit."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_growth_parts", "plot_growths", "plot_series"],
        "rows": ["between_years", "organ_of", "years_of"],
        "words": [
            "answer",
            "key_figures",
            "read_added",
            "read_bases",
            "read_breaks",
            "read_carried",
            "read_contradictions",
            "read_growth_parts",
            "read_series",
            "sources",
            "years_table",
        ],
    },
)
