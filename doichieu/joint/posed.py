"""Joint problems as the warehouse poses them: groups of like structure, their numbers as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.groups import MODELS, NO_COLUMN, READINGS, Group, Structure
from doichieu.joint.problems import (
    FIGURE_COLUMNS,
    IDENTITY_COLUMNS,
    Interval,
    Problem,
    read_problems,
)
from doichieu.joint.sparse_rows import Array

# Figures that are read at once; with boxes and solutions some 100 MB. No problem is divided.
BATCH_FIGURES = 200_000

# Problems in the order of their structures, each with its place in that order.
PLACES = """
create or replace temp table joint_places as
select
    report_id, problem_no, component_id, structure,
    row_number() over in_order - 1 as place,
    (sum(figures) over (in_order rows unbounded preceding) - 1) // {figures} as batch
from joint_problems
window in_order as (order by structure, report_id, problem_no)
"""
# The problems of a batch. The first of a structure stands for all of it.
BATCH = """
create or replace temp table joint_batch as
select
    *,
    dense_rank() over (order by structure) - 1 as structure_no,
    row_number() over (partition by structure order by place) = 1 as is_first
from joint_places where batch = {batch}
"""
IN_ORDER = "indicator_id, quantity, figure_basis"
FIRST_FIGURES = f"""
select structure_no, {FIGURE_COLUMNS}
from joint_batch inner join joint_figures using (report_id, problem_no)
where is_first order by structure_no, {IN_ORDER}
"""
FIRST_IDENTITIES = f"""
select structure_no, {IDENTITY_COLUMNS}
from joint_batch inner join joint_identities using (report_id, component_id)
where is_first order by structure_no, identity_id, total_indicator_id, part_indicator_id
"""
PROBLEMS = """
select structure_no, count(*) as problems, min(place) as first
from joint_batch group by structure_no order by structure_no
"""
FIGURES = f"""
select half_lower, half_upper, last_place, wide_lower, wide_upper, wide_width
from joint_batch inner join joint_figures using (report_id, problem_no) order by place, {IN_ORDER}
"""
# An unknown lies in all boxes of a model.
BOXES = f"""
select
    place, list_position({list(MODELS)}, model_id) - 1 as model, column_no,
    max(half_lower) as half_lower, min(half_upper) as half_upper,
    max(wide_lower) as wide_lower, min(wide_upper) as wide_upper
from joint_batch
inner join joint_boxes using (report_id, problem_no)
inner join (select * from joint_items where subject = 'bound' and identity_id = '')
    using (structure_no, indicator_id, quantity)
group by all order by place
"""


@dataclass(frozen=True)
class Posed:
    """Problems of one structure: one row a problem, one column a figure.

    `places` are those of the problems in the session's table joint_batch, `first_item` is the first
    of the structure in joint_items. The wide ends and the greatest distance of each figure from its
    printed number are in the indicator's unit, or plain ratios.
    """

    places: NDArray[np.int64]
    first_item: int
    structure: Structure
    group: Group
    wide_lower: Array
    wide_upper: Array
    wide_width: Array

    def __len__(self) -> int:
        return len(self.group)

    def part(self, rows: slice | NDArray[np.int64]) -> "Posed":
        """Some of the problems, by their rows, which may occur more than once."""
        return replace(
            self,
            places=self.places[rows],
            group=Group(*(array[rows] for array in vars(self.group).values())),
            wide_lower=self.wide_lower[rows],
            wide_upper=self.wide_upper[rows],
            wide_width=self.wide_width[rows],
        )

    def problem(self, row: int) -> Problem:
        """One of the problems, with both intervals of each figure."""
        problem = self.group.problem(self.structure, row)
        own = (one[row].tolist() for one in (self.wide_lower, self.wide_upper, self.wide_width))
        ratios = [
            replace(ratio, wide=Interval(lower, upper, ratio.wide.sign), reach=reach)
            for ratio, lower, upper, reach in zip(problem.ratios, *own, strict=True)
        ]
        return replace(problem, ratios=ratios)


def read_posed(
    session: Any,
    joint_problems: Any,
    joint_figures: Any,
    joint_identities: Any,
    joint_boxes: Any,
) -> Iterator[list[Posed]]:
    """The problems of relations like int_joint_problems and so on, in batches of groups.

    DuckDB finds the relations by the names of the parameters: `session.sql` looks for them where it
    is called. The problems of a batch are those of the session's table joint_batch; joint_items
    names their unknowns, contributions and figures.
    """
    session.sql(PLACES.format(figures=BATCH_FIGURES))
    numbers = session.sql("select distinct batch from joint_places order by batch").fetchall()
    for (batch,) in numbers:
        session.sql(BATCH.format(batch=batch))
        rows = session.sql(FIRST_FIGURES).fetchall(), session.sql(FIRST_IDENTITIES).fetchall()
        structures = [Structure(problem) for problem in read_problems(*rows)]
        first_items = write_items(session, structures)
        intervals = list(session.sql(FIGURES).fetchnumpy().values())
        implied = session.sql(BOXES).fetchnumpy()
        posed, row = [], 0
        for number, size, first in session.sql(PROBLEMS).fetchall():
            structure = structures[number]
            shape = size, len(structure.problem.ratios)
            end = row + shape[0] * shape[1]
            lower, upper, last_place, *wide = (one[row:end].reshape(shape) for one in intervals)
            row = end
            ends = np.stack((lower, upper, *wide[:2]), axis=-1).reshape(*shape, len(READINGS), 2)
            own = slice(*np.searchsorted(implied["place"], (first, first + size)))
            own_boxes = {name: column[own] for name, column in implied.items()}
            own_boxes["place"] = own_boxes["place"] - first
            group = Group(lower, upper, last_place, boxes_of(structure, ends, own_boxes))
            places = first + np.arange(size)
            posed.append(Posed(places, first_items[number], structure, group, *wide))
        yield posed


def boxes_of(structure: Structure, ends: Array, implied: dict[str, NDArray[Any]]) -> Array:
    """The boxes of a group: those of printed levels, plans and bases, and the implied ones.

    `ends` are those of the figures, [problem, figure, reading, end]. A printed plan or base is a
    box of model B only.
    """
    size = len(ends), len(MODELS), len(READINGS), len(structure.unknowns), 2
    boxes = np.full(size, np.nan)
    for row, ratio in enumerate(structure.problem.ratios):
        if ratio.is_unknown:
            models = MODELS if ratio.quantity == "level" else MODELS[:1]
            column = structure.columns[ratio.numerator[0][0]]
            boxes[:, : len(models), :, column] = ends[:, None, row]
    at = implied["place"], implied["model"], slice(None), implied["column_no"]
    found = boxes[at]
    for reading, name in enumerate(READINGS):
        lower, upper = implied[f"{name}_lower"], implied[f"{name}_upper"]
        found[:, reading, 0] = np.fmax(found[:, reading, 0], lower)
        found[:, reading, 1] = np.fmin(found[:, reading, 1], upper)
    boxes[at] = found
    return boxes


# Results of a problem as a whole: what each model needs at the half interval, and where that is too
# much at the wide one; and why it has no verdict.
RESULTS = (
    "single_level",
    "single_level_wide",
    "printed_base",
    "printed_base_wide",
    "decoupled",
    "decoupled_wide",
)
REASONS = ("too_large", "out_of_memory", "undecided")


class Item(NamedTuple):
    """What a result belongs to, as in int_joint_solutions. A text is blank where there is none.

    `column_no` counts the unknowns, the contributions and the figures of a structure.
    """

    subject: str
    column_no: int = 0
    indicator_id: str = ""
    identity_id: str = ""
    quantity: str = ""
    figure_basis: str = ""


def items_of(structure: Structure) -> list[Item]:
    """Its unknowns, contributions and figures, in this order."""
    unknowns = [
        Item("bound", number, one.indicator_id, "", one.quantity)
        for number, one in enumerate(structure.unknowns)
    ]
    contributions = [
        Item("bound", number, one.part.indicator_id, one.identity.identity_id, "contribution")
        for number, one in enumerate(structure.contributions)
    ]
    figures = [
        Item("feasibility", number, ratio.indicator_id, "", ratio.quantity, ratio.basis)
        for number, ratio in enumerate(structure.problem.ratios)
    ]
    return [*unknowns, *contributions, *figures]


def write_items(session: Any, structures: list[Structure]) -> list[int]:
    """Write the items of all structures to the session's table joint_items; the first of each.

    Those of RESULTS and REASONS come first: they belong to any structure.
    """
    rows = [(NO_COLUMN, *Item(result)) for result in RESULTS]
    rows += [(NO_COLUMN, *Item("unsolved", quantity=reason)) for reason in REASONS]
    firsts = []
    for number, structure in enumerate(structures):
        firsts.append(len(rows))
        rows += [(number, *item) for item in items_of(structure)]
    names = ("structure_no", *Item._fields)
    columns = {  # noqa: F841 (DuckDB finds it by name)
        name: np.array(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)
    }
    session.sql(
        "create or replace temp table joint_items as "
        "select row_number() over () - 1 as item, * from columns"
    )
    return firsts
