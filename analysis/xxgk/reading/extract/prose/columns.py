"""How a figure hangs together with others, written as columns of its fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xxgk.reading.base.records import Fact, address
from xxgk.reading.extract.prose.model import Group, Node, Structure


def tie_columns(structure: Structure) -> dict[int, dict[str, str]]:
    """Write the ties of all figures as columns.

    Parameters
    ----------
    structure
        The figures of a document and their lists.

    Returns
    -------
    dict
        For the index of each figure the columns ``period``, ``of``, ``relation``, ``about`` and ``tie`` of its fact.
    """
    places = {node.index: _place(node) for node in structure.nodes}
    groups = {member: (number, group) for number, group in enumerate(structure.groups) for member in group.members}
    return {
        node.index: {
            "period": node.period,
            "of": _joined(places, node.of),
            "relation": node.relation,
            "about": places.get(node.about, ""),
            "tie": " ".join([*_list_words(*groups.get(node.index, (-1, None))), *_arithmetic(node, groups)]),
        }
        for node in structure.nodes
    }


def name_rates(facts: Iterable[Fact]) -> list[Fact]:
    """Give shares, rates of growth, changes and multiples the label of the count that they speak of."""
    facts = list(facts)
    labels = {fact.address: fact.label for fact in facts}
    return [replace(fact, label=labels[fact.about]) if labels.get(fact.about) else fact for fact in facts]


def _place(node: Node) -> str:
    return address(f"p{node.paragraph}", node.quantity.start, node.quantity.end)


def _joined(places: Mapping[int, str], indices: Iterable[int]) -> str:
    return " ".join(places[index] for index in indices)


def _list_words(number: int, group: Group | None) -> list[str]:
    if group is None:
        return []
    words = [f"list:{number}", f"opener:{group.opener}"]
    if group.whole:
        words.append(f"whole:{group.whole}")
    return [*words, "overlap"] if group.overlapping else words


def _arithmetic(node: Node, groups: Mapping[int, tuple[int, Group]]) -> list[str]:
    decided = groups[node.index][1].by_arithmetic if node.index in groups else node.by_arithmetic
    return ["arithmetic"] if decided else []
