"""The figures as cubes: one a quantity, by indicator, basis, territory, part of the year and year.

The territories of a cube have one parent: provinces are in another cube than their country. A cell
has the figure of the latest report that prints one, with both its intervals, what the other figures
allow, and its result of the checks. All wordings of a quantity are in one cube: a fall is negative
growth, and a multiple of a plan is a percentage of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

from doichieu.base.report_orders import REPORT_ORDERS
from doichieu.exports.standard.words import (
    LANGUAGES,
    Texts,
    basis_names,
    filled,
    named,
    words,
)
from doichieu.report.findings import rows

HOME = Path(__file__).parent

# What a cell has, in the order of the columns of PX; JSON-stat has the last as the status.
CONTENTS = ("value", "half_lower", "half_upper", "wide_lower", "wide_upper")
CONTENTS += ("feasible_lower", "feasible_upper", "check_status")
DIMENSIONS = ("indicator", "basis", "territory", "part", "year")
# A cube with more cells is not written: its file would have some 10 MB, most of it blanks.
MOST_CELLS = 2_000_000

CUBES = """
select distinct
    cube_name,
    quantity,
    cube_figures.parent_id,
    territories.name_vi,
    territories.name_en
from cube_figures
left join reference.territories as territories
    on cube_figures.parent_id = territories.territory_id
order by cube_name
"""
MEMBERS = """
select
    members.*,
    coalesce(indicators.name_vi, territories.name_vi) as name_vi,
    coalesce(indicators.name_en, territories.name_en) as name_en,
    indicators.kind,
    indicators.unit_id
from cube_members as members
left join reference.indicators as indicators
    on members.dimension in ('indicator', 'basis') and members.member = indicators.indicator_id
left join reference.territories as territories
    on members.dimension = 'territory' and members.member = territories.territory_id
order by cube_name, dimension, member_no
"""
UNITS = "select unit_id, name_vi, name_en from reference.units"
# The units of the quantities that have one for all indicators.
RATES = {"completion": "percent", "growth": "percent", "share": "percent", "contribution": "point"}


class Member(NamedTuple):
    """A member of a dimension; an indicator has a kind, and a unit with its names."""

    id: str
    names: Texts
    kind: str | None = None
    unit: Texts | None = None


@dataclass(frozen=True)
class Cube:
    """A cube: its name, the quantity of its figures, and the members of its dimensions.

    `within` has the names of the parent of its territories, if they have one.
    """

    name: str
    quantity: str
    within: Texts | None
    members: dict[str, list[Member]]

    @property
    def dimensions(self) -> list[str]:
        """Its dimensions: a level has no basis."""
        return [name for name in DIMENSIONS if name != "basis" or self.quantity != "level"]

    @property
    def rows(self) -> int:
        """How many rows it has: of all its dimensions but the year."""
        return prod(len(self.members[name]) for name in DIMENSIONS[:-1])

    @property
    def years(self) -> int:
        """How many years it has."""
        return len(self.members["year"])

    @property
    def cells(self) -> int:
        """How many cells it has, most of which may be blank."""
        return self.rows * self.years * len(CONTENTS)

    @property
    def row(self) -> str:
        """The number of a figure's row, in SQL."""
        number = "0"
        for name in DIMENSIONS[:-1]:
            number = f"({number} * {len(self.members[name])} + {name})"
        return number

    @property
    def title(self) -> Texts:
        """Its title."""
        titles = {}
        for language in LANGUAGES:
            cube = words()["cube"][self.quantity][language]
            names = [words()["dimension"][name][language].lower() for name in self.dimensions]
            title = words()["title"]["within" if self.within else "all"][language]
            within = self.within[language] if self.within else ""
            titles[language] = title.format(
                cube=cube, dimensions=", ".join(names), territory=within
            )
        return titles


def make_cubes(connection: Any) -> list[Cube]:
    """Put the figures of the cubes into temporary tables, and describe the cubes."""
    connection.execute(REPORT_ORDERS)
    connection.execute((HOME / "cubes.sql").read_text(encoding="utf-8"))
    units = {row["unit_id"]: named(row, row["unit_id"]) for row in rows(connection, UNITS)}
    cubes = {}
    for row in rows(connection, CUBES):
        within = named(row, row["parent_id"]) if row["parent_id"] else None
        members: dict[str, list[Member]] = {name: [] for name in DIMENSIONS}
        cubes[row["cube_name"]] = Cube(row["cube_name"], row["quantity"], within, members)
    for row in rows(connection, MEMBERS):
        cube = cubes[row["cube_name"]]
        cube.members[row["dimension"]].append(member(row, cube.quantity, units))
    for cube in cubes.values():
        for name, members in cube.members.items():
            cube.members[name] = distinguished(members)
    return list(cubes.values())


def member(row: dict[str, Any], quantity: str, units: dict[str, Texts]) -> Member:
    """The member in a row."""
    own = row["member"]
    match row["dimension"]:
        case "indicator":
            return Member(own, named(row, own), row["kind"], unit(quantity, row["unit_id"], units))
        case "basis":
            has_names = row["name_vi"] or row["name_en"]
            return Member(own, basis_names(own, named(row, own) if has_names else None))
        case "part":
            return Member(own, part_names(row["form"], own))
        case _:
            return Member(own, named(row, own))


def unit(quantity: str, unit_id: str, units: dict[str, Texts]) -> Texts:
    """The unit of an indicator in a cube: a change of a percentage is in points."""
    if quantity in RATES:
        return words()["unit"][RATES[quantity]]
    if quantity == "change" and unit_id == "percent":
        return words()["unit"]["point"]
    return units.get(unit_id, dict.fromkeys(LANGUAGES, unit_id))


def part_names(form: str, part: str) -> Texts:
    """The names of a part of the year: H1, 9M, 07, YTD-06-15 and so on."""
    name = f"half_{part[-1]}" if form == "half" else form
    number = part.strip("HQM").lstrip("0")
    day = ""
    if form in ("date", "to_date"):
        number, day = part.removeprefix("YTD-").split("-")
    return filled(words()["part"][name], number=number, day=day, last=part.strip("."))


def distinguished(members: Sequence[Member]) -> list[Member]:
    """The members, each with a name of its own: a name that several have is followed by the id."""
    uses = Counter(
        (language, member.names[language]) for member in members for language in LANGUAGES
    )
    return [
        member._replace(
            names={
                language: name if uses[language, name] == 1 else f"{name} ({member.id})"
                for language, name in member.names.items()
            }
        )
        for member in members
    ]


def texts(connection: Any, query: str) -> Iterator[str]:
    """The answers of a query for one text, some in memory at once."""
    result = connection.execute(query)
    while batch := result.fetchmany(1_000):
        yield from (text for (text,) in batch)
