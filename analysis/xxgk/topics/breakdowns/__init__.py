"""The priority areas: figures of unlike units by what they count, and totals by their parts."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_areas", "plot_compositions", "plot_magnitudes"],
        "groups": ["compositions"],
        "words": ["answer", "key_figures", "list_rates", "read_compositions", "read_magnitudes", "read_rates"],
    },
)
