"""Several reports side by side: rates that compare, with what chance leaves open, and where forms do not compare."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_audits", "plot_rates"],
        "peers": ["choose_reports", "era", "name_organs", "side_by_side"],
        "words": [
            "answer",
            "key_figures",
            "rates_table",
            "read_breaks",
            "read_contradicting",
            "read_rates",
            "sources",
        ],
    },
)
