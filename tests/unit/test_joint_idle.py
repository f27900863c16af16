"""Identities that can exclude nothing are left out of a joint problem; the others decide alike."""

from math import isclose

import pytest

from doichieu.joint.problems import Identity, Interval, Problem, Ratio, Unknown
from doichieu.joint.single_level import SingleLevel


def level(indicator: str, printed: float) -> Ratio:
    """A printed whole-number level."""
    half = Interval(printed - 0.5, printed + 0.5, 1)
    wide = Interval(printed - 1.0, printed + 1.0, 1)
    numerator = ((Unknown(indicator, "level"), 1.0),)
    return Ratio(indicator, "level", "", numerator, None, half, wide, 1.0, 1.0)


def identity(name: str, total: str, *parts: str, is_sum: bool = True) -> Identity:
    """A relation of levels."""
    terms = [(Unknown(total, "level"), 1.0), *((Unknown(part, "level"), -1.0) for part in parts)]
    return Identity(name, is_sum, Unknown(total, "level"), tuple(terms))


def plans(one: Identity) -> Identity:
    """The same relation of plans."""
    terms = tuple((unknown._replace(quantity="plan"), by) for unknown, by in one.terms)
    return Identity(f"{one.identity_id} planned", one.is_sum, terms[0][0], terms)


PARTS = [f"part-{number}" for number in range(60)]
REGIONS = identity("regions", "whole", "north", "south")
PROVINCES = identity("provinces", "north", "lake", "hill")
WITHIN = identity("within", "south", "coast", is_sum=False)

CASES = {
    "one of a list is printed": (["whole"], [identity("list", "whole", *PARTS)], []),
    "all are printed": (["whole", "north", "south"], [REGIONS], ["regions"]),
    "one is free": (["whole", "north"], [REGIONS], []),
    "a free one links two": (["whole", "north", "coast"], [REGIONS, WITHIN], ["regions", "within"]),
    "free, once the one below is left out": (["whole", "south"], [REGIONS, PROVINCES], []),
    "what is below holds by itself": (
        ["north", "lake", "hill"],
        [REGIONS, PROVINCES],
        ["provinces"],
    ),
    "no plan is printed": (["whole", "north", "south"], [REGIONS, plans(REGIONS)], ["regions"]),
}


@pytest.mark.parametrize(("printed", "identities", "kept"), CASES.values(), ids=CASES)
def test_identities_with_a_free_unknown_are_left_out(
    printed: list[str], identities: list[Identity], kept: list[str]
) -> None:
    problem = Problem("p", [level(one, 5) for one in printed], identities)
    assert [one.identity_id for one in problem.without_idle_identities().identities] == kept


def test_what_is_left_decides_as_the_whole_problem() -> None:
    """100 = 60 + 45 misses by five: the severity is that of the whole problem."""
    figures = [level("whole", 100), level("north", 60), level("south", 45), level("lake", 70)]
    problem = Problem("p", figures, [REGIONS, PROVINCES, WITHIN])
    pruned = problem.without_idle_identities()
    assert [one.identity_id for one in pruned.identities] == ["regions"]
    whole, least = (SingleLevel(one).severity() for one in (problem, pruned))
    assert isclose(whole, least, rel_tol=1e-6)
    assert isclose(least, 10 / 3, rel_tol=1e-6)
