"""How much was published, through which channels, by which level of government."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_channel_levels", "plot_channels", "plot_decisions", "plot_kinds", "plot_posts"],
        "summary": ["answer", "key_figures"],
        "words": [
            "list_figures",
            "read_channel_levels",
            "read_channels",
            "read_decisions",
            "read_figures",
            "read_normative",
        ],
    },
)
