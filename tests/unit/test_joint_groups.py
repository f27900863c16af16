"""Problems of like structure, read as a group: their own numbers, and the same answers."""

import random

import duckdb
import pytest
from support.large_problems import one_sum, posed_of, rows_of, solutions_of, tree

from doichieu.joint.groups import MODELS, Structure

SHAPES = {
    "sum of 2": (one_sum(2), ()),
    "sum of 5": (one_sum(5), ()),
    "tree": (tree(3, 3), ()),
    "exact parts": (one_sum(3), ("p0", "p1")),
}
SIZE = 4


@pytest.mark.parametrize("name", SHAPES)
def test_a_group_is_solved_like_its_problems(name: str) -> None:
    rng = random.Random(name)
    reports = [rows_of(rng, *SHAPES[name]) for _ in range(SIZE)]
    assert solutions_of(*reports) == [solutions_of(one)[0] for one in reports]


def test_each_problem_has_its_numbers() -> None:
    """The half and the wide interval of each figure, and the boxes of each unknown."""
    reports = [rows_of(random.Random(seed), one_sum(2)) for seed in range(SIZE)]
    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, *reports)
    assert posed.places.tolist() == list(range(SIZE))
    for row, (figures, _, boxes) in enumerate(reports):
        problem = posed.problem(row)
        assert Structure(problem).signs.tolist() == posed.structure.signs.tolist()
        by_key = {(one[0], one[1], one[2]): one for one in figures}
        for ratio in problem.ratios:
            ends = (ratio.half.lower, ratio.half.upper, 1, ratio.wide.lower, ratio.wide.upper, 1)
            assert (*ends, ratio.last_place, ratio.reach) == by_key[ratio.key][6:]
        for unknown, column in posed.structure.columns.items():
            found = posed.group.boxes[row, :, :, column].tolist()
            name, quantity = unknown.indicator_id, unknown.quantity
            if quantity == "level":
                half, wide = by_key[name, "level", ""][6:8], by_key[name, "level", ""][9:11]
                assert found == [[list(half), list(wide)]] * len(MODELS)
            else:
                (box,) = (one for one in boxes if one[1:3] == (name, quantity))
                assert found[MODELS.index("decoupled")] == [list(box[4:6]), list(box[6:8])]
                assert str(found[MODELS.index("printed_base")]) == str([[float("nan")] * 2] * 2)
