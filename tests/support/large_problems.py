"""Joint problems of any size: honest reports with level, completion and growth."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from doichieu.joint.posed import Posed, read_posed
from doichieu.joint.problems import FIGURE_COLUMNS, IDENTITY_COLUMNS
from doichieu.joint.solutions import write_solutions

Row = tuple[object, ...]
Rows = tuple[list[Row], list[Row], list[Row]]
"""Figures, identities and boxes: rows of the three tables of joint problems, without their keys."""
BASES = ("plan", "prior")
BOX_COLUMNS = (
    "model_id, indicator_id, quantity, rests_on, half_lower, half_upper, wide_lower, wide_upper"
)


class Found(NamedTuple):
    """A row of int_joint_solutions, without its keys."""

    subject: str
    indicator_id: str | None
    identity_id: str | None
    quantity: str | None
    figure_basis: str | None
    lower: float
    upper: float


def posed_of(
    session: duckdb.DuckDBPyConnection, *reports: Rows, alike: bool = True
) -> Iterator[list[Posed]]:
    """The problems of some reports, read from tables in batches, in their order."""
    structure = "'same'" if alike else "report_id"
    for name, columns, place in (
        ("figures", f"problem_no, {FIGURE_COLUMNS}", 0),
        ("identities", f"component_id, {IDENTITY_COLUMNS}", 1),
        ("boxes", f"problem_no, {BOX_COLUMNS}", 2),
    ):
        key = "t" if name == "identities" else 1
        rows = [
            (f"{number:03}", key, *row)
            for number, report in enumerate(reports)
            for row in report[place]
        ]
        names = ["report_id", *columns.split(", ")]
        session.execute(f"create or replace temp table {name}_of_reports as {listed(names, rows)}")
    session.execute(
        "create or replace temp table problems_of_reports as select report_id, problem_no, "
        f"'t' as component_id, {structure} as structure, count(*) as figures "
        "from figures_of_reports group by all"
    )
    names = ("problems", "figures", "identities", "boxes")
    return read_posed(session, *(session.table(f"{name}_of_reports") for name in names))


def listed(names: Sequence[str], rows: Sequence[Row]) -> str:
    """A query of rows with these columns."""
    values = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    return f"select * from (values {values}) as listed ({', '.join(names)})"


def literal(value: object) -> str:
    """A value in SQL; every digit of a double is kept."""
    if value is None:
        return "cast(null as varchar)"
    return f"'{value}'" if isinstance(value, str) else f"cast('{value!r}' as double)"


def solutions_of(*reports: Rows, alike: bool = True) -> list[list[Found]]:
    """All solutions of the problems of some reports, in the order of their columns."""
    with duckdb.connect() as session:
        write_solutions(session, posed_of(session, *reports, alike=alike))
        rows = session.sql(
            f"select report_id, {', '.join(Found._fields)} from joint_solutions order by all"
        ).fetchall()
    found: list[list[Found]] = [[] for _ in reports]
    for report, *row in rows:
        found[int(report)].append(Found(*row))
    return found


def rows_of(rng: random.Random, groups: dict[str, list[str]], counts: tuple[str, ...] = ()) -> Rows:
    """An honest report in which every indicator has a level, a completion and a growth.

    `groups` are totals and their parts, the parts of a total first; `counts` are exact levels.
    """
    true: dict[str, tuple[float, float, float]] = {}
    for total, parts in groups.items():
        for part in parts:
            level = float(rng.randint(10, 5000)) if part in counts else rng.uniform(10, 5000)
            values = (level, level / rng.uniform(0.3, 1.1), level / rng.uniform(0.8, 1.5))
            true.setdefault(part, values)
        true[total] = tuple(map(sum, zip(*(true[part] for part in parts), strict=True)))
    figures, boxes = [], []
    for name, (level, plan, prior) in true.items():
        half = 0.0 if name in counts else 0.05
        printed = level if name in counts else round(level, 1)
        rates = {"completion": (round(level / plan, 4), 5e-5), "growth": (level / prior, 5e-4)}
        figures.append(figure(name, "level", None, printed, half, 0.05))
        for (quantity, (rate, width)), base in zip(rates.items(), BASES, strict=True):
            rate = round(rate, 4 if base == "plan" else 3)
            figures.append(figure(name, quantity, base, rate, width, width))
            ends = (printed - 0.05) / (rate + width), (printed + 0.05) / (rate - width)
            boxes.append(("decoupled", name, base, "implied", *ends, *ends))
    identities = [
        (f"sum of {total}", "sum", total, part, 1.0, 1.0, 1.0)
        for total, parts in groups.items()
        for part in parts
    ]
    return figures, identities, boxes


def figure(
    name: str, quantity: str, base: str | None, middle: float, half: float, place: float
) -> Row:
    """A printed figure, twice as wide at the wide interval."""
    near, far = (middle - half, middle + half, 1), (middle - 2 * half, middle + 2 * half, 1)
    return (name, quantity, "", name, base, 1.0, *near, *far, 2 * place, 2 * half)


def one_sum(parts: int) -> dict[str, list[str]]:
    return {"t": [f"p{number}" for number in range(parts)]}


def tree(*parts: int) -> dict[str, list[str]]:
    """A total of so many parts, each of so many, and so on."""
    levels = [["t"]]
    groups: dict[str, list[str]] = {}
    for number in parts:
        levels.append([])
        for name in levels[-2]:
            groups[name] = [f"{name}.{part}" for part in range(number)]
            levels[-1] += groups[name]
    return dict(reversed(groups.items()))
