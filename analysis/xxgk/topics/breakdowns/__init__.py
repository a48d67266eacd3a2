"""What the totals of a report are made of, and the figures of its priority areas."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "areas": ["list_areas"],
        "charts": ["plot_breakdowns"],
        "lists": ["breakdowns_of", "leading", "list_breakdowns"],
        "words": ["answer", "key_figures", "read_breakdowns", "read_leading"],
    },
)
