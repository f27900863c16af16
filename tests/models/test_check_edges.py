"""Fixtures just inside and just outside what each check allows.

Each edge leaves one printed number of a check open and names the numbers around it. `inside` is
the last that the half reading allows. The next that can be printed, `outside`, only the wide
reading allows: it is suspect. `beyond` is the first that neither allows, a contradiction. Exact
fractions prove that the edges are where they are said to be, and then the models must see them
there, in either number format.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from oracle import HALF, LEVELS, WIDE, Check, Number, Oracle, Sides, parse
from support.random_collections import MASS_UNITS, Table, as_read, write_seeds
from support.small_collections import SmallCollection

from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

FORMATS = ("vi", "en")
SUM_OF_TWO = ("sum", "total", "a", "b")
SUM_OF_ONE = ("sum", "total", "a")
PART = ("subset", "total", "a")
ALONE = ()


@dataclass(frozen=True)
class Edge:
    """A check of one quantity and the numbers around the edge of what it allows.

    `says` are figures in short: indicator, measure and number, `?` for the one left open.
    `limit` is a lower end, an upper end and a severity, for the indicator of the open number.
    """

    kind: str
    quantity: str
    why: str
    relation: tuple[str, ...]
    says: tuple[str, ...]
    inside: str
    outside: str
    beyond: str
    limit: tuple[str, str, str] | None = None

    def __str__(self) -> str:
        return f"{self.kind} of {self.quantity}: {self.why}"

    @property
    def step(self) -> Fraction:
        """From one number that can be printed to the next, away from what is allowed."""
        return parse(self.outside, "en").value - parse(self.inside, "en").value

    @property
    def last(self) -> str:
        """The number before `beyond`, the last that the wide reading allows."""
        number = parse(self.beyond, "en")
        places = len(str(number.unit.denominator)) - 1
        scaled = (number.value - self.step) / number.unit
        digits = f"{abs(int(scaled)):0{places + 1}d}"
        sign = "-" if scaled < 0 else ""
        whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
        return f"{sign}{whole}.{decimals}" if places else f"{sign}{whole}"

    @property
    def is_warning(self) -> bool:
        return self.limit is not None and self.limit[2] == "warning"

    @property
    def verdicts(self) -> dict[str, tuple[str, str]]:
        """For each place at the edge the number and its verdict; a warning never condemns."""
        return {
            "inside": (self.inside, "consistent"),
            "outside": (self.outside, "suspect"),
            "last": (self.last, "suspect"),
            "beyond": (self.beyond, "suspect" if self.is_warning else "contradiction"),
        }


EDGES = [
    Edge(
        "sum",
        "level",
        "41 + 52 end at 94, within half a unit of which 94 begins",
        SUM_OF_TWO,
        ("total level ?", "a level 41", "b level 52"),
        inside="94",
        outside="95",
        beyond="97",
    ),
    Edge(
        "sum",
        "level",
        "41 + 52 begin at 92, below which 91 ends",
        SUM_OF_TWO,
        ("total level ?", "a level 41", "b level 52"),
        inside="92",
        outside="91",
        beyond="89",
    ),
    Edge(
        "sum",
        "level",
        "41 alone ends at 41.5, where 42 begins: to touch is to agree",
        SUM_OF_ONE,
        ("total level ?", "a level 41"),
        inside="42",
        outside="43",
        beyond="44",
    ),
    Edge(
        "sum",
        "plan_level",
        "printed plans add up like levels, here in tenths",
        SUM_OF_TWO,
        ("total plan_level ?", "a plan_level 8.1", "b plan_level 7.2"),
        inside="15.4",
        outside="15.5",
        beyond="15.7",
    ),
    Edge(
        "sum",
        "prior_level",
        "so do printed levels of the year before",
        SUM_OF_TWO,
        ("total prior_level ?", "a prior_level 8.1", "b prior_level 7.2"),
        inside="15.2",
        outside="15.1",
        beyond="14.9",
    ),
    Edge(
        "sum",
        "implied_plan",
        "93 at 45.5 % is 203.3 at the most, and the parts' plans with their roundings need 202.8; "
        "one point more and it is too little",
        SUM_OF_TWO,
        (
            "total level 93",
            "total plan_pct ?",
            "a level 41",
            "a plan_pct 50",
            "b level 52",
            "b plan_pct 40",
        ),
        inside="45",
        outside="46",
        beyond="49",
    ),
    Edge(
        "sum",
        "implied_plan",
        "a deficit of 51.5 at 57.15 % is of one of 90.1; that of 91 with a rounding begins at 90",
        SUM_OF_ONE,
        ("total level -51", "total plan_pct ?", "a plan_level -91"),
        inside="57.2",
        outside="57.3",
        beyond="58.6",
    ),
    Edge(
        "sum",
        "implied_prior",
        "the more the total grew, the less it was: at 6 % it was still what the parts were",
        SUM_OF_TWO,
        (
            "total level 93",
            "total increase_pct ?",
            "a level 41",
            "a increase_pct 25",
            "b level 52",
            "b decrease_pct 10.0",
        ),
        inside="6",
        outside="7",
        beyond="12",
    ),
    Edge(
        "subset",
        "level",
        "a part that begins where its total ends is still a part",
        PART,
        ("total level 41", "a level ?"),
        inside="42",
        outside="43",
        beyond="44",
    ),
    Edge(
        "subset",
        "plan_level",
        "the same of plans, in tenths",
        PART,
        ("total plan_level 41.3", "a plan_level ?"),
        inside="41.4",
        outside="41.5",
        beyond="41.6",
    ),
    Edge(
        "subset",
        "prior_level",
        "the same of the year before",
        PART,
        ("total prior_level 41.3", "a prior_level ?"),
        inside="41.4",
        outside="41.5",
        beyond="41.6",
    ),
    Edge(
        "subset",
        "implied_plan",
        "the total's plan is 167.2 at the most, with two roundings 168.2; 67 at 40 % needs 166.0",
        PART,
        ("total level 83", "total plan_pct 50.0", "a level ?", "a plan_pct 40.0"),
        inside="67",
        outside="68",
        beyond="70",
    ),
    Edge(
        "subset",
        "implied_prior",
        "the less is left of the part, the more it was before, at last more than its total",
        PART,
        ("total level 83", "total index_pct 125.0", "a level 51", "a index_pct ?"),
        inside="74.5",
        outside="74.4",
        beyond="72.0",
    ),
    Edge(
        "range",
        "completion",
        "the better part ends at 50.05 %, where 50.1 % begins",
        SUM_OF_TWO,
        ("total plan_pct ?", "a plan_pct 40.0", "b plan_pct 50.0"),
        inside="50.1",
        outside="50.2",
        beyond="50.3",
    ),
    Edge(
        "range",
        "completion",
        "the worse part begins at 39.95 %, where 39.9 % ends",
        SUM_OF_TWO,
        ("total plan_pct ?", "a plan_pct 40.0", "b plan_pct 50.0"),
        inside="39.9",
        outside="39.8",
        beyond="39.7",
    ),
    Edge(
        "range",
        "completion",
        "where levels are printed, the percentages may have been taken of rounded ones",
        SUM_OF_TWO,
        (
            "total level 930",
            "total plan_pct ?",
            "a level 411",
            "a plan_pct 40.0",
            "b level 519",
            "b plan_pct 50.0",
        ),
        inside="50.2",
        outside="50.3",
        beyond="51.2",
    ),
    Edge(
        "range",
        "growth",
        "the part that fell most ends at -3.15 %, where a fall of 3.2 % begins",
        SUM_OF_TWO,
        ("total decrease_pct ?", "a increase_pct 4.0", "b decrease_pct 3.1"),
        inside="3.2",
        outside="3.3",
        beyond="3.4",
    ),
    Edge(
        "range",
        "growth",
        "where levels are printed, growth may have been taken of rounded ones",
        SUM_OF_TWO,
        (
            "total level 931",
            "total increase_pct ?",
            "a level 411",
            "a increase_pct 4.0",
            "b level 519",
            "b increase_pct 7.0",
        ),
        inside="7.5",
        outside="7.6",
        beyond="8.2",
    ),
    Edge(
        "points",
        "contribution",
        "5.7 + 3.2 end at 9.0 points, within a half unit of which 9.0 % begins",
        SUM_OF_TWO,
        ("total increase_pct ?", "a contribution_pts 5.7", "b contribution_pts 3.2"),
        inside="9.0",
        outside="9.1",
        beyond="9.3",
    ),
    Edge(
        "points",
        "contribution",
        "a contribution below nothing counts as such: -5.7 + 3.2 is a fall of 2.5 %",
        SUM_OF_TWO,
        ("total decrease_pct ?", "a contribution_pts -5.7", "b contribution_pts 3.2"),
        inside="2.6",
        outside="2.7",
        beyond="2.9",
    ),
    Edge(
        "points",
        "contribution",
        "where levels are printed, the changes may have been taken of rounded ones",
        SUM_OF_TWO,
        (
            "total level 1000",
            "total increase_pct ?",
            "a level 411",
            "b level 589",
            "a contribution_pts 5.7",
            "b contribution_pts 3.2",
        ),
        inside="9.4",
        outside="9.5",
        beyond="14.4",
    ),
    Edge(
        "ratio",
        "completion",
        "51 of 99 are 52.3 % at the most: 51.5 of 98.5",
        ALONE,
        ("a level 51", "a plan_level 99", "a plan_pct ?"),
        inside="52.3",
        outside="52.4",
        beyond="53.2",
    ),
    Edge(
        "ratio",
        "growth",
        "from 49 to 51 is 6.2 % at the most: from 48.5 to 51.5",
        ALONE,
        ("a level 51", "a prior_level 49", "a increase_pct ?"),
        inside="6.2",
        outside="6.3",
        beyond="8.5",
    ),
    Edge(
        "ratio",
        "growth",
        "from 91 to 51 is a fall of 44.8 % at the most: from 91.5 to 50.5",
        ALONE,
        ("a level 51", "a prior_level 91", "a decrease_pct ?"),
        inside="44.8",
        outside="44.9",
        beyond="45.8",
    ),
    Edge(
        "ratio",
        "growth",
        "a deficit shrinks as a surplus does: the signs of both levels cancel",
        ALONE,
        ("a level -51", "a prior_level -91", "a decrease_pct ?"),
        inside="44.8",
        outside="44.9",
        beyond="45.8",
    ),
    Edge(
        "ratio",
        "share",
        "51 of 211 are 24.5 % at the most: 51.5 of 210.5",
        PART,
        ("total level 211", "a level 51", "a share_pct ?"),
        inside="24.5",
        outside="24.6",
        beyond="24.9",
    ),
    Edge(
        "repeat",
        "level",
        "41 ends at 41.5, where 42 begins",
        ALONE,
        ("a level 41", "a level ?"),
        inside="42",
        outside="43",
        beyond="44",
    ),
    Edge(
        "repeat",
        "plan_level",
        "41.5 ends where 41.6 begins",
        ALONE,
        ("a plan_level 41.5", "a plan_level ?"),
        inside="41.6",
        outside="41.7",
        beyond="41.8",
    ),
    Edge(
        "repeat",
        "prior_level",
        "41 may be 41.5 when it is printed once more, and more precisely",
        ALONE,
        ("a prior_level 41", "a prior_level ?"),
        inside="41.5",
        outside="41.6",
        beyond="42.2",
    ),
    Edge(
        "repeat",
        "completion",
        "108.3 % of the plan is 8.3 % over it, in other words",
        ALONE,
        ("a plan_pct 108.3", "a over_plan_pct ?"),
        inside="8.4",
        outside="8.5",
        beyond="8.6",
    ),
    Edge(
        "repeat",
        "growth",
        "a fall of 8.3 % leaves 91.7 %, in other words",
        ALONE,
        ("a decrease_pct 8.3", "a index_pct ?"),
        inside="91.8",
        outside="91.9",
        beyond="92.0",
    ),
    Edge(
        "repeat",
        "share",
        "8 % may be 8.5 % when it is printed once more, and more precisely",
        ALONE,
        ("a share_pct 8", "a share_pct ?"),
        inside="8.5",
        outside="8.6",
        beyond="9.2",
    ),
    Edge(
        "repeat",
        "contribution",
        "8.3 points begin where 8.2 end",
        ALONE,
        ("a contribution_pts 8.3", "a contribution_pts ?"),
        inside="8.2",
        outside="8.1",
        beyond="8.0",
    ),
    Edge(
        "limit",
        "plan_pct",
        "80 itself is allowed, and 81 may be 80 cut off",
        ALONE,
        ("a plan_pct ?",),
        inside="80",
        outside="81",
        beyond="82",
        limit=("20", "80", "critical"),
    ),
    Edge(
        "limit",
        "plan_pct",
        "20 itself is allowed, and 19 may be 20 cut off",
        ALONE,
        ("a plan_pct ?",),
        inside="20",
        outside="19",
        beyond="18",
        limit=("20", "80", "critical"),
    ),
    Edge(
        "limit",
        "level",
        "a limit of one side, below nothing",
        ALONE,
        ("a level ?",),
        inside="-3.5",
        outside="-3.6",
        beyond="-3.7",
        limit=("-3.5", "", "critical"),
    ),
    Edge(
        "limit",
        "plan_pct",
        "what a warning finds odd is never impossible, however far out",
        ALONE,
        ("a plan_pct ?",),
        inside="80",
        outside="81",
        beyond="8000001",
        limit=("20", "80", "warning"),
    ),
]

LONG_EDGES = [
    Edge(
        "sum",
        "level",
        "thirteen digits",
        SUM_OF_TWO,
        ("total level ?", "a level 1234567890121", "b level 2345678901233"),
        inside="3580246791355",
        outside="3580246791356",
        beyond="3580246791358",
    ),
    Edge(
        "sum",
        "level",
        "fourteen digits",
        SUM_OF_TWO,
        ("total level ?", "a level 41234567890121", "b level 52345678901233"),
        inside="93580246791355",
        outside="93580246791356",
        beyond="93580246791358",
    ),
    Edge(
        "sum",
        "level",
        "fourteen digits and more, two of them decimals",
        SUM_OF_TWO,
        ("total level ?", "a level 123456789012.13", "b level 234567890123.34"),
        inside="358024679135.48",
        outside="358024679135.49",
        beyond="358024679135.51",
    ),
    Edge(
        "sum",
        "plan_level",
        "fourteen digits, three of them decimals, that touch",
        SUM_OF_ONE,
        ("total plan_level ?", "a plan_level 12345678901.213"),
        inside="12345678901.212",
        outside="12345678901.211",
        beyond="12345678901.210",
    ),
    Edge(
        "sum",
        "implied_prior",
        "a multiple of ten digits",
        SUM_OF_ONE,
        (
            "total level ?",
            "total multiple 1.000000000",
            "a level 1234567890.123",
            "a multiple 1.000000000",
        ),
        inside="1234567891.359",
        outside="1234567891.360",
        beyond="1234567892.597",
    ),
    Edge(
        "subset",
        "level",
        "fourteen digits that touch",
        PART,
        ("total level 41234567890121", "a level ?"),
        inside="41234567890122",
        outside="41234567890123",
        beyond="41234567890124",
    ),
    Edge(
        "subset",
        "implied_plan",
        "a percentage of eleven digits",
        PART,
        (
            "total level 1234567890.123",
            "total plan_pct 50.000000000",
            "a level ?",
            "a plan_pct 50.000000000",
        ),
        inside="1234567890.149",
        outside="1234567890.150",
        beyond="1234567890.176",
    ),
    Edge(
        "range",
        "completion",
        "thirteen digits, nine of them decimals, that touch",
        SUM_OF_TWO,
        ("total plan_pct ?", "a plan_pct 1440.000000003", "b plan_pct 1450.000000003"),
        inside="1450.000000004",
        outside="1450.000000005",
        beyond="1450.000000006",
    ),
    Edge(
        "range",
        "growth",
        "ten digits that touch",
        SUM_OF_TWO,
        ("total increase_pct ?", "a increase_pct 4.000000003", "b increase_pct 5.000000003"),
        inside="5.000000004",
        outside="5.000000005",
        beyond="5.000000006",
    ),
    Edge(
        "points",
        "contribution",
        "ten digits",
        SUM_OF_TWO,
        (
            "total increase_pct ?",
            "a contribution_pts 5.123456789",
            "b contribution_pts 3.123456789",
        ),
        inside="8.246913579",
        outside="8.246913580",
        beyond="8.246913582",
    ),
    Edge(
        "ratio",
        "completion",
        "the quotient of thirteen digits, known to ten places of a percentage",
        ALONE,
        ("a level 1234567890123", "a plan_level 2469135780246", "a plan_pct ?"),
        inside="50.000000000",
        outside="50.000000001",
        beyond="50.000000002",
    ),
    Edge(
        "ratio",
        "growth",
        "thirteen digits that did not change",
        ALONE,
        ("a level 1234567890123", "a prior_level 1234567890123", "a index_pct ?"),
        inside="100.000000000",
        outside="100.000000001",
        beyond="100.000000002",
    ),
    Edge(
        "ratio",
        "share",
        "half of thirteen digits",
        PART,
        ("total level 2469135780246", "a level 1234567890123", "a share_pct ?"),
        inside="50.000000000",
        outside="50.000000001",
        beyond="50.000000002",
    ),
    Edge(
        "repeat",
        "completion",
        "thirteen digits in other words",
        ALONE,
        ("a plan_pct 1112.345678901", "a over_plan_pct ?"),
        inside="1012.345678902",
        outside="1012.345678903",
        beyond="1012.345678904",
    ),
    Edge(
        "repeat",
        "growth",
        "thirteen digits in other words",
        ALONE,
        ("a increase_pct 1212.345678901", "a index_pct ?"),
        inside="1312.345678902",
        outside="1312.345678903",
        beyond="1312.345678904",
    ),
    Edge(
        "limit",
        "plan_pct",
        "eleven digits",
        ALONE,
        ("a plan_pct ?",),
        inside="80.000000000",
        outside="80.000000001",
        beyond="80.000000002",
        limit=("20", "80", "critical"),
    ),
]
MOST = vocabulary().most_digits
LONG_PART, OTHER_PART = int("412345678901213"[:MOST]), int("523456789012334"[:MOST])
LONG_TOTAL = LONG_PART + OTHER_PART
# Prints of as many digits as are let in.
LONGEST_EDGES = [
    Edge(
        "sum",
        "level",
        "the longest numbers that are let in",
        SUM_OF_TWO,
        ("total level ?", f"a level {LONG_PART}", f"b level {OTHER_PART}"),
        inside=str(LONG_TOTAL + 1),
        outside=str(LONG_TOTAL + 2),
        beyond=str(LONG_TOTAL + 4),
    ),
    Edge(
        "subset",
        "prior_level",
        "the longest numbers that are let in, which touch",
        PART,
        (f"total prior_level {LONG_PART}", "a prior_level ?"),
        inside=str(LONG_PART + 1),
        outside=str(LONG_PART + 2),
        beyond=str(LONG_PART + 3),
    ),
    Edge(
        "repeat",
        "level",
        "the longest numbers that are let in, which touch",
        ALONE,
        (f"a level {LONG_PART}", "a level ?"),
        inside=str(LONG_PART + 1),
        outside=str(LONG_PART + 2),
        beyond=str(LONG_PART + 3),
    ),
]


def in_format(number: str, number_format: str) -> str:
    """A number as reports of a format print it, its groups marked."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, decimals = digits.partition(".")
    marks = {"en": (",", "."), "vi": (".", ",")}[number_format]
    grouped = f"{int(whole):,}".replace(",", marks[0])
    return sign + grouped + (marks[1] + decimals if decimals else "")


def report_id(where: str, index: int, number_format: str) -> str:
    """Each number at each edge has a report of its own."""
    return f"{where}-{index}-{number_format}"


def tables(edges: list[Edge]) -> dict[str, Table]:
    """One collection of many edges: indicators are their own, so are identities and limits."""
    collection = SmallCollection()
    for index, edge in enumerate(edges):
        if edge.relation:
            relation, *indicators = edge.relation
            own = [f"{indicator}-{index}" for indicator in indicators]
            collection.identity(f"edge-{index}", relation, *own)
        if edge.limit is not None:
            collection.limit(f"a-{index}", edge.quantity, *edge.limit)
        for where, (open_number, _) in edge.verdicts.items():
            for number_format in FORMATS:
                collection.report(
                    report_id(where, index, number_format),
                    figures_of(edge, index, open_number, number_format),
                    number_format=number_format,
                )
    return collection.tables


def figures_of(edge: Edge, index: int, open_number: str, number_format: str) -> Iterator[str]:
    """What an edge says, its open number filled in."""
    for indicator, measure, number in map(str.split, edge.says):
        printed = in_format(open_number if number == "?" else number, number_format)
        yield f"{indicator}-{index} {measure} {printed}"


@dataclass(frozen=True)
class Told:
    """What the oracle and the models say of the check of an edge, by report."""

    edge: Edge
    index: int
    checks: dict[tuple[str, str, str], Check]
    models: dict[tuple[str, str, str], str]

    def exact(self, number_format: str) -> dict[str, Check]:
        return {where: self.checks[self.name(where, number_format)] for where in self.edge.verdicts}

    def verdicts(self, number_format: str) -> dict[str, str]:
        return {where: self.models[self.name(where, number_format)] for where in self.edge.verdicts}

    def name(self, where: str, number_format: str) -> tuple[str, str, str]:
        report = report_id(where, self.index, number_format)
        return report, self.edge.kind, self.edge.quantity


Tell = Callable[[list[Edge], int], Told]


@pytest.fixture(scope="module")
def tell(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Tell of one edge of a list; the edges of a list share a warehouse."""

    @cache
    def build(which: int) -> tuple[dict[Any, Check], dict[Any, str]]:
        inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("edges"), tables(LISTS[which])))
        with compiled_models.build(inputs) as warehouse:
            rows = warehouse.execute(
                "select report_id, kind, quantity, decoupled from marts.reconciliation"
            ).fetchall()
        checks = Oracle(inputs.tables).checks.values()
        return (
            {(check.key.report, check.kind, check.quantity): check for check in checks},
            {tuple(names): verdict for *names, verdict in rows},
        )

    def told(edges: list[Edge], index: int) -> Told:
        return Told(edges[index], index, *build(LISTS.index(edges)))

    return told


LISTS = [EDGES, LONG_EDGES, LONGEST_EDGES]
PLACES = pytest.mark.parametrize(
    ("edges", "index"),
    [
        pytest.param(edges, index, id=str(edge))
        for edges in LISTS
        for index, edge in enumerate(edges)
    ],
)
IN_EACH_FORMAT = pytest.mark.parametrize("number_format", FORMATS)


def distance(sides: Sides | None) -> Number:
    """How far the two sides are apart; below zero where they overlap."""
    assert sides is not None
    return sides.distance


@PLACES
def test_the_edge_is_where_fractions_put_it(edges: list[Edge], index: int) -> None:
    edge = edges[index]
    checks = {
        (check.key.report, check.kind, check.quantity): check
        for check in Oracle(as_read(tables(edges[index : index + 1]))).checks.values()
    }
    told = Told(edge, 0, checks, {})
    for number_format in FORMATS:
        exact = told.exact(number_format)
        half = {where: distance(check.sides[HALF]) for where, check in exact.items()}
        wide = {where: distance(check.sides[WIDE]) for where, check in exact.items()}
        assert abs(edge.step) == parse(edge.outside, "en").unit
        assert half["inside"] <= 0 < half["outside"]
        assert wide["outside"] <= 0 < wide["beyond"]
        assert wide["last"] <= 0 or edge.is_warning


@PLACES
@IN_EACH_FORMAT
def test_the_models_see_the_edge(
    tell: Tell, edges: list[Edge], index: int, number_format: str
) -> None:
    wanted = {where: verdict for where, (_, verdict) in edges[index].verdicts.items()}
    assert tell(edges, index).verdicts(number_format) == wanted


def touching_sums(count: int) -> dict[str, Table]:
    """Totals that begin exactly where their two parts end, each print in some unit of mass."""
    rng = random.Random(2021)
    collection = SmallCollection()
    for index in range(count):
        total, *parts = (f"{name}-{index}" for name in ("total", "a", "b"))
        for indicator in (total, *parts):
            collection.indicator(indicator, rng.choice(list(MASS_UNITS)))
        says: list[str] = []
        end = Fraction(0)
        for part in parts:
            unit, places = rng.choice(list(MASS_UNITS)), rng.randint(0, 3)
            value = Fraction(rng.randint(1, 10 ** rng.randint(1, 9)), 10**places)
            end += (value + Fraction(1, 2 * 10**places)) * Fraction(MASS_UNITS[unit])
            says.append(f"{part} level {float(value):.{places}f} {unit}")
        beginning = total_beginning_at(end / 1000)
        if beginning:
            says.append(f"{total} level {beginning} thousand_tonnes")
            report = f"touch-{index}"
            collection.identity(report, "sum", total, *parts, only_in=report)
            collection.report(report, says)
    return collection.tables


def total_beginning_at(end: Fraction) -> str:
    """The shortest number whose half reading begins here; blank where none does."""
    for places in range(1, 16):
        value = end + Fraction(1, 2 * 10**places)
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}"
    return ""


def test_what_touches_agrees_in_whatever_units(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """Units are changed by doubles, and that must not part what touches."""
    sums = touching_sums(800)
    too_long = {
        row["report_id"]
        for row in sums["figures"]
        if len(row["printed"].replace(".", "").lstrip("0")) > MOST
        or len(row["printed"].partition(".")[2]) > vocabulary().most_decimals
    }
    sums |= {
        name: [row for row in sums[name] if row["report_id"] not in too_long]
        for name in ("figures", "reports", "identities")
    }
    inputs = read_inputs(write_seeds(tmp_path, sums))
    checks = Oracle(inputs.tables).checks
    assert len(checks) > 300
    assert {distance(check.sides[HALF]) for check in checks.values()} == {0}
    with compiled_models.build(inputs) as warehouse:
        parted = warehouse.execute(
            "select check_id, gap from marts.reconciliation "
            "where kind = 'sum' and decoupled != 'consistent'"
        ).fetchall()
    assert parted == []


def test_every_kind_and_quantity_has_its_edges() -> None:
    tried = {(edge.kind, edge.quantity) for edge in EDGES}
    levels = (*LEVELS, "implied_plan", "implied_prior")
    repeated = (*LEVELS, "completion", "growth", "share", "contribution")
    assert tried >= {(kind, quantity) for kind in ("sum", "subset") for quantity in levels}
    assert tried >= {("range", "completion"), ("range", "growth"), ("points", "contribution")}
    assert tried >= {("ratio", rate) for rate in ("completion", "growth", "share")}
    assert tried >= {("repeat", quantity) for quantity in repeated}
    assert {edge.limit[2] for edge in EDGES if edge.limit} == {"critical", "warning"}
