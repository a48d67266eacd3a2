"""How things are written and drawn: words and numbers, which need no Altair, and charts.

For notebooks of one's own: `band` and `Tile`, `figure`, and `enable`, which gives every chart the project's look.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"chart": ["enable", "figure"], "tiles": ["Tile", "band"]}
)
