"""A report at a glance, and where it comes from."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "words": ["answer", "colophon", "introduce", "key_figures", "read_inventory"],
    },
)
