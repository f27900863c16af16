"""Which relations between indicators a report uses.

An identity of that report alone is used. One of every report is used if its total and one of its
parts are linked to figures: an indicator with a figure of its own, the total that a share or a
contribution is about, and an indicator that another relation with one of these contains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """A total and its parts: a sum or not, with positive coefficients alone or not."""

    total: str
    parts: tuple[str, ...]
    is_own: bool
    is_sum: bool
    is_mean: bool

    @property
    def members(self) -> set[str]:
        return {self.total, *self.parts}


def used(relations: Sequence[Relation], figures: Iterable[tuple[str, str, str]]) -> list[bool]:
    """For each relation, whether figures use it; a figure is its indicator, quantity and basis."""
    stated = set(figures)
    mentioned = {indicator for indicator, *_ in stated}
    for relation in relations:
        for indicator, quantity, basis in stated:
            if relation.is_mean and indicator in relation.parts:
                is_share = quantity == "share" and basis in ("", relation.total)
                if is_share or (quantity == "contribution" and relation.is_sum):
                    mentioned.add(relation.total)

    def is_linked(indicator: str, relation: Relation) -> bool:
        return indicator in mentioned or any(
            indicator in other.members and other.members & mentioned
            for other in relations
            if other is not relation
        )

    return [
        relation.is_own
        or (
            is_linked(relation.total, relation)
            and any(is_linked(part, relation) for part in relation.parts)
        )
        for relation in relations
    ]
