"""The search for smallest conflicts, on sets that are known to conflict; no linear programme."""

import random
from collections.abc import Callable, Iterable
from itertools import combinations

import pytest

from doichieu.joint import conflicts
from doichieu.joint.conflicts import (
    by_programme,
    minimum_hitting_set,
    reduced,
    smallest_conflicts,
)
from doichieu.joint.holding import Figures


class Known:
    """Sets of figures hold unless they contain one of these conflicts."""

    def __init__(self, *found: Iterable[int]) -> None:
        self.conflicts = [frozenset(one) for one in found]
        self.tests = 0

    def holds(self, figures: Figures, is_sure: bool = True) -> bool:
        self.tests += 1
        return not any(one <= figures for one in self.conflicts)

    def grown(self, figures: Figures, within: Figures) -> tuple[Figures, bool]:
        return figures, False

    def core(self, figures: Figures) -> Figures:
        return figures


def found_among(known: Known, figures: int) -> tuple[list[Figures], bool]:
    found, is_smallest = smallest_conflicts(known, frozenset(range(figures)))
    return sorted(found, key=sorted), is_smallest


def test_all_of_the_smallest_size_are_found() -> None:
    known = Known((1, 2, 3), (2, 5, 6), (3, 4, 5, 6), (7, 8, 9, 0))
    assert found_among(known, 10) == ([frozenset((1, 2, 3)), frozenset((2, 5, 6))], True)


def test_where_all_hold_nothing_is_found() -> None:
    assert found_among(Known(), 5) == ([], True)


def test_what_holds_without_any_figure_is_no_conflict() -> None:
    """Identities and signs that exclude each other blame no figure."""
    assert found_among(Known(()), 5) == ([], True)


@pytest.mark.parametrize("seed", range(20))
def test_no_smaller_set_conflicts(seed: int) -> None:
    rng = random.Random(seed)
    known = Known(*(rng.sample(range(12), rng.randint(2, 6)) for _ in range(rng.randint(1, 6))))
    found, is_smallest = found_among(known, 12)
    size = min(map(len, known.conflicts))
    assert is_smallest
    assert found == sorted({one for one in known.conflicts if len(one) == size}, key=sorted)


def test_at_most_so_many_of_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "SET_LIMIT", 3)
    found, is_smallest = found_among(Known(*combinations(range(6), 2)), 6)
    assert (len(found), {len(one) for one in found}, is_smallest) == (3, {2}, True)


@pytest.mark.parametrize("limit", [1, 5, 20])
def test_beyond_the_limit_a_set_that_conflicts_is_found(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not known to be a smallest one, and the number of tests is bounded."""
    monkeypatch.setattr(conflicts, "TEST_LIMIT", limit)
    known = Known(range(0, 20, 2), range(1, 20, 2))
    (figures,), is_smallest = found_among(known, 20)
    assert not is_smallest
    # Two before the search, one that confirms each result.
    assert known.tests <= 2 * limit + 4
    assert not Known(*known.conflicts).holds(figures)


def test_with_enough_tests_every_figure_is_needed() -> None:
    known = Known((3, 8, 11, 15), (2, 3, 5))
    figures = reduced(known, list(range(16)))
    assert not known.holds(figures)
    assert all(known.holds(figures - {one}) for one in figures)
    # Of several, one of the first figures.
    assert figures == {2, 3, 5}


def test_a_minimum_hitting_set() -> None:
    sets = [frozenset(one) for one in ((1, 2), (2, 3), (4, 5), (5, 6, 1))]
    (first, second) = sorted(minimum_hitting_set(sets, []) or ())
    assert (first, second) in {(2, 5)}
    assert minimum_hitting_set(sets, [frozenset((2, 5))]) not in (None, {2, 5})
    assert minimum_hitting_set([], []) == frozenset()
    assert minimum_hitting_set([frozenset((1,))], [frozenset((1,))]) is None


@pytest.mark.parametrize("find", [minimum_hitting_set, by_programme])
@pytest.mark.parametrize("seed", range(20))
def test_no_smaller_set_hits_all(
    find: Callable[..., Figures | None], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By branching alone, and as an integer programme."""
    rng = random.Random(seed)
    monkeypatch.setattr(conflicts, "by_programme", None if find is minimum_hitting_set else find)
    sets = [frozenset(rng.sample(range(8), rng.randint(1, 4))) for _ in range(rng.randint(1, 7))]
    named = sorted(frozenset().union(*sets))
    excluded = [frozenset(rng.sample(named, min(2, len(named)))) for _ in range(rng.randint(0, 3))]
    hitting = (
        frozenset(one)
        for size in range(len(sets) + 1)
        for one in combinations(named, size)
        if all(set(one) & members for members in sets)
        and not any(members <= set(one) for members in excluded)
    )
    smallest, found = next(hitting, None), find(sets, excluded)
    assert (found is None) == (smallest is None)
    if found is not None and smallest is not None:
        assert len(found) == len(smallest)
        assert all(found & members for members in sets)
        assert not any(members <= found for members in excluded)
