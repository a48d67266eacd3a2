"""Reviews and lawsuits: how they grew, how they ended, how often the organ was corrected."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_correction_rates", "plot_growth", "plot_results"],
        "corrections": ["correction_rates"],
        "summary": ["answer", "key_figures"],
        "words": ["read_complaints", "read_correction_rates", "read_growth", "read_load", "read_ratio", "read_results"],
    },
)
