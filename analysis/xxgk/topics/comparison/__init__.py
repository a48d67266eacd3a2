"""Several reports side by side: what can be compared, and where series break."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_audits", "plot_series"],
        "eras": ["series"],
        "words": [
            "answer",
            "choose_reports",
            "comparison_table",
            "key_figures",
            "name_organs",
            "read_breaks",
            "read_contradicting",
            "read_series",
            "sources",
        ],
    },
)
