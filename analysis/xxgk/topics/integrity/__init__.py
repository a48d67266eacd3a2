"""Whether the figures of a report agree with one another."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "charts": ["plot_contradictions", "plot_relations"],
        "relations": ["all_relations", "non_identities", "printed_shares", "read_printed_shares"],
        "words": [
            "answer",
            "key_figures",
            "list_findings",
            "read_findings",
            "read_non_identities",
            "read_tally",
            "read_undecided",
            "read_witnesses",
        ],
    },
)
