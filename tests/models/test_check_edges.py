"""Reports just inside and just outside the limits of each check.

Each edge leaves one printed number of a check open and gives the numbers around it. `inside` is the
last that the half interval allows. The next that can be printed, `outside`, only the wide interval
allows: it is suspect. `beyond` is the first that neither allows, a contradiction. Exact fractions
prove the stated edges; the models must find the same edges, in both number formats.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import pytest
from oracle import HALF, LEVELS, WIDE, Check, Number, Oracle, parse
from support.random_collections import MASS_UNITS, Table, write_seeds, written
from support.small_collections import SmallCollection, relation_of
from support.tiers import LONG

from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

FORMATS = ("vi", "en")
# Positions of a number: `last` is the number before `beyond`, which the wide interval still allows.
WHERE = ("inside", "outside", "last", "beyond")


@dataclass(frozen=True)
class Edge:
    """A check of one quantity and the numbers around its edge.

    `says` are figures in short: indicator, measure and number, `?` for the open one. `relation` is
    the identity, or else `limit` a lower end, an upper end and a severity for the open number.
    """

    kind: str
    quantity: str
    why: str
    says: tuple[str, ...]
    inside: str
    outside: str
    beyond: str
    relation: tuple[str, ...] = ()
    limit: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} of {self.quantity}: {self.why}"

    @property
    def step(self) -> Fraction:
        """From one number that can be printed to the next, away from the allowed ones."""
        return parse(self.outside, "en").value - parse(self.inside, "en").value

    @property
    def last(self) -> str:
        number = parse(self.beyond, "en")
        places = len(str(number.unit.denominator)) - 1
        return written(int((number.value - self.step) / number.unit), places, "en", False)

    @property
    def is_warning(self) -> bool:
        return "warning" in self.limit

    @property
    def is_undecided(self) -> bool:
        """Whether a failure is suspect only: nothing says how large the rounded amounts are."""
        return self.why.startswith("undecided: ")

    @property
    def is_exact(self) -> bool:
        """Whether nothing is suspect: the first number that is not allowed is a contradiction."""
        return self.outside == self.beyond

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict at each place; a warning and an undecided check give no contradiction."""
        beyond = "suspect" if self.is_warning or self.is_undecided else "contradiction"
        if self.is_exact:
            return dict(zip(WHERE, ("consistent", beyond, "consistent", beyond), strict=True))
        return dict(zip(WHERE, ("consistent", "suspect", "suspect", beyond), strict=True))


def edges(text: str) -> list[Edge]:
    """Read edges: kind, quantity, the numbers, and identity or limit; why; the figures."""
    found = []
    blocks = re.findall(r"^    (\w.*)\n      # (.*)\n((?:      .*\n)+)", text, re.MULTILINE)
    assert len(blocks) == text.count("# ")
    for head, why, figures in blocks:
        check, numbers, relation = re.split("[:;] ", head)
        kind, quantity = check.split()
        is_limit = relation.startswith("limit ")
        words = relation.replace("*", "").split(" ")[1:]
        identity, limit = ((), tuple(words)) if is_limit else (relation_of(relation.strip("-")), ())
        says = tuple(" ".join(figures.split()).split("; "))
        found.append(Edge(kind, quantity, why, says, *numbers.split(), identity, limit))
    return found


EDGES = edges(
    """
    sum level: 94 95 97; total = a + b
      # 41 + 52 end at 94, within half a unit of which 94 begins
      total level ?; a level 41; b level 52
    sum level: 92 91 89; total = a + b
      # 41 + 52 begin at 92, below which 91 ends
      total level ?; a level 41; b level 52
    sum level: 42 43 44; total = a
      # 41 alone ends at 41.5, where 42 begins: intervals that touch agree
      total level ?; a level 41
    sum level: 11 12 12; total-count = a-count + b-count
      # counts are exact
      total-count level ?; a-count level 6; b-count level 5
    sum level: 11 10 10; total-count = a-count + b-count
      # counts are exact, from below too
      total-count level ?; a-count level 6; b-count level 5
    sum prior_level: 15.4 15.5 15.7; total = a + b
      # a printed base, with levels of the earlier period
      total prior_level ?; a level 8.1 period_id=2020-H1; a increase_pct 2.0;
      b level 7.2 period_id=2020-H1; b increase_pct 3.0; total increase_pct 2.5
    sum implied_prior: 12.1 12.2 14.3; total = a
      # the base that a change implies: 51.5 less 12.05, with its rounding, and 40.45 with its own
      total level 51; total increase_by ?; a level 42; a increase_by 1.0
    sum plan_level: 15.4 15.5 15.7; total = a + b
      # printed plans add up like levels, here in tenths
      total plan_level ?; a plan_level 8.1; b plan_level 7.2
    sum prior_level: 15.2 15.1 14.9; total = a + b
      # printed levels of the year before add up too
      total prior_level ?; a prior_level 8.1; b prior_level 7.2
    sum implied_plan: 45 46 49; total = a + b
      # 93 at 45.5 % is at most 203.3; the parts' plans with their roundings begin at 202.8
      total level 93; total plan_pct ?; a level 41; a plan_pct 50; b level 52; b plan_pct 40
    sum implied_plan: 57.2 57.3 58.6; total = a
      # 51.5 over 57.15 % is a deficit of 90.1; the deficit of 91 with its rounding begins at 90
      total level -51; total plan_pct ?; a plan_level -91
    sum implied_prior: 6 7 12; total = a + b
      # the more the total grew, the smaller its base: at 6 % it still reaches those of the parts
      total level 93; total increase_pct ?; a level 41; a increase_pct 25; b level 52;
      b decrease_pct 10.0
    subset level: 42 43 44; total > a
      # a part may begin where its total ends
      total level 41; a level ?
    subset plan_level: 41.4 41.5 41.6; total > a
      # the same of plans, in tenths
      total plan_level 41.3; a plan_level ?
    subset prior_level: 41.4 41.5 41.6; total > a
      # the same of the year before
      total prior_level 41.3; a prior_level ?
    subset implied_plan: 67 68 70; total > a
      # the total's plan is 167.2 at the most, with two roundings 168.2; 67 at 40 % needs 166.0
      total level 83; total plan_pct 50.0; a level ?; a plan_pct 40.0
    subset implied_prior: 74.5 74.4 72.0; total > a
      # the lower the index of the part, the larger its base, until it exceeds that of its total
      total level 83; total index_pct 125.0; a level 51; a index_pct ?
    range completion: 50.1 50.2 50.3; total = a + b
      # the better part ends at 50.05 %, where 50.1 % begins
      total plan_pct ?; a plan_pct 40.0; b plan_pct 50.0
    range completion: 39.9 39.8 39.7; total = a + b
      # the worse part begins at 39.95 %, where 39.9 % ends
      total plan_pct ?; a plan_pct 40.0; b plan_pct 50.0
    range completion: 50.2 50.3 51.2; total = a + b
      # where levels are printed, the percentages may have been calculated from rounded ones
      total level 930; total plan_pct ?; a level 411; a plan_pct 40.0; b level 519;
      b plan_pct 50.0
    range growth: 3.2 3.3 3.4; total = a + b
      # the part that fell most ends at -3.15 %, where a fall of 3.2 % begins
      total decrease_pct ?; a increase_pct 4.0; b decrease_pct 3.1
    range growth: 7.5 7.6 8.2; total = a + b
      # where levels are printed, growth may have been calculated from rounded ones
      total level 931; total increase_pct ?; a level 411; a increase_pct 4.0; b level 519;
      b increase_pct 7.0
    range completion: 50.2 50.3 52.1; total = a + b
      # two parts without a level move the range by half a unit twice each, over a plan of 1849.2
      total level 930; total plan_pct ?; a plan_pct 40.0; b plan_pct 50.0
    range completion: 150.7 150.8 157.5; total = a + b
      # at 150 % the rounding of a plan counts one and a half times
      total level 930; total plan_pct ?; a plan_pct 40.0; b plan_pct 150.0
    range growth: 50.7 50.8 51.6; total = a + b
      # the same of growth, whose factor is 1.5
      total level 931; total increase_pct ?; a increase_pct 4.0; b increase_pct 50.0
    range growth: 4.5 4.6 5.1; total = a + b
      # and downwards, below the part that fell by 4 %
      total level 931; total decrease_pct ?; a decrease_pct 4.0; b increase_pct 50.0
    range completion: 50.7 50.8 51.5; total = a + b
      # a level that is not printed may be rounded like the coarsest that is
      total level 93.1; total plan_pct ?; a level 41; a plan_pct 40.0; b plan_pct 50.0
    range completion: 50.3 50.4 50.7; total = a + 3 b
      # three times, with a coefficient of 3
      total level 931; total plan_pct ?; a level 411; a plan_pct 40.0; b plan_pct 50.0
    range completion: 50.4 50.5 53.8; total = a + b
      # or like a plan that is printed
      total plan_level 930; total plan_pct ?; a plan_pct 40.0; b plan_pct 50.0
    range completion: 50.2 50.3 50.6; total = a + b
      # the total's plan is at least that of a part, 1024.4
      total plan_pct ?; a level 411; a plan_pct 40.0; b plan_pct 50.0
    range completion: 50.1 50.2 50.3; total = a + b
      # undecided: levels are printed elsewhere
      total plan_pct ?; a level 411 period_id=2020-H1; a plan_pct 40.0; b plan_pct 50.0
    range growth: 7.1 7.2 7.3; total = a + b
      # undecided: a change is printed
      total increase_pct ?; a increase_pct 4.0; b increase_by 11; b increase_pct 7.0
    points contribution: 9.0 9.1 9.3; total = a + b
      # undecided: a level is printed, and no base of the total
      total increase_pct ?; a contribution_pts 5.7; b level 52; b contribution_pts 3.2
    points contribution: 9.5 9.6 10.2; total = a + b
      # both contributions may be of levels and bases that are rounded as the total's are
      total level 931; total increase_pct ?; a contribution_pts 5.7; b contribution_pts 3.2
    points contribution: 9.0 9.1 9.3; total = a + b
      # 5.7 + 3.2 end at 9.0 points, within a half unit of which 9.0 % begins
      total increase_pct ?; a contribution_pts 5.7; b contribution_pts 3.2
    points contribution: 2.6 2.7 2.9; total = a + b
      # a contribution may be negative: -5.7 + 3.2 is a fall of 2.5 %
      total decrease_pct ?; a contribution_pts -5.7; b contribution_pts 3.2
    points contribution: 9.4 9.5 14.4; total = a + b
      # where levels are printed, the changes may have been calculated from rounded ones
      total level 1000; total increase_pct ?; a level 411; b level 589; a contribution_pts 5.7;
      b contribution_pts 3.2
    ratio completion: 52.3 52.4 53.2; -
      # 51 of 99 are 52.3 % at the most: 51.5 of 98.5
      a level 51; a plan_level 99; a plan_pct ?
    ratio growth: 6.2 6.3 8.5; -
      # from 49 to 51 is 6.2 % at the most: from 48.5 to 51.5
      a level 51; a prior_level 49; a increase_pct ?
    ratio growth: 44.8 44.9 45.8; -
      # from 91 to 51 is a fall of 44.8 % at the most: from 91.5 to 50.5
      a level 51; a prior_level 91; a decrease_pct ?
    ratio growth: 44.8 44.9 45.8; -
      # a deficit shrinks as a surplus does: the signs of the two levels cancel
      a level -51; a prior_level -91; a decrease_pct ?
    ratio growth: 44.8 44.9 45.8; -
      # from -91 to -51 is a rise of 44.8 % at the most of the absolute base: known practice
      a level -51; a prior_level -91; a increase_pct ?
    ratio growth: 6.2 6.3 8.5; -
      # the level of the same period last year is the base, though none is printed beside it
      a level 51; a level 49 period_id=2020-H1; a increase_pct ?
    ratio growth: 6.2 6.3 8.5; -
      # the level of the month before
      a level 51 period_id=2021-07; a level 49 period_id=2021-06;
      a increase_pct ? period_id=2021-07 basis=previous_month
    ratio growth: 6.2 6.3 8.5; -
      # the level of December of the year before
      a level 51 period_id=2021-07; a level 49 period_id=2020-12;
      a increase_pct ? period_id=2021-07 basis=previous_december
    ratio growth: 6.2 6.3 8.5; -
      # the level of the same period of a base year
      a level 51; a level 49 period_id=2019-H1; a increase_pct ? basis=base_2019
    ratio growth: 8.2 8.1 8.0; -
      # 53 of 49 counted are exactly 8.163 % more
      a-count level 53; a-count prior_level 49; a-count increase_pct ?
    ratio change: 3 4 6; -
      # from 49 to 51 are 3 at the most: from 48.5 to 51.5
      a level 51; a prior_level 49; a increase_by ?
    ratio change: 3 4 6; -
      # from 51 to 49 is a fall of 3 at the most
      a level 49; a prior_level 51; a decrease_by ?
    ratio change: 4 5 5; -
      # from 49 to 53 counted are exactly 4
      a-count level 53; a-count prior_level 49; a-count increase_by ?
    ratio change: 3 4 6; -
      # the level of the same period last year is the base
      a level 51; a level 49 period_id=2020-H1; a increase_by ?
    ratio change: 82.6 82.7 84.2; -
      # of 1003 after a rise of 8.8 %, 81.6 are the rise, and two roundings of a half more
      a level 1003; a increase_pct 8.8; a increase_by ?
    ratio share: 24.5 24.6 24.9; total > a
      # 51 of 211 are 24.5 % at the most: 51.5 of 210.5
      total level 211; a level 51; a share_pct ?
    repeat level: 41 42 42; -
      # one precision and another number
      a level 41; a level ?
    repeat level: 41.5 41.6 42.1; -
      # of another precision, 41 may be 41.5, but not more; at the wide interval it ends at 42
      a level 41; a level ?
    repeat level: 41 42 42; -
      # more than 41 ends where more than 42 begins: intervals that touch do not agree
      a level 41 over; a level ? over
    repeat level: 701 700 700; -
      # more than 700 counted, and exactly 700
      a-count level 700 over; a-count level ?
    repeat plan_level: 41.5 41.6 41.6; -
      # one precision and another number, in tenths
      a plan_level 41.5; a plan_level ?
    repeat prior_level: 41.5 41.6 42.1; -
      # 41 may be 41.5 where it is printed again with a decimal
      a prior_level 41; a prior_level ?
    repeat prior_level: 49.5 49.6 50.1; -
      # the level of the earlier period is the base of a growth too
      a prior_level ?; a level 49 period_id=2020-H1; a increase_pct 4.1
    repeat completion: 108.3 108.4 108.4; -
      # one precision and another percentage
      a plan_pct 108.3; a plan_pct ?
    repeat completion: 8.3 8.4 8.5; -
      # 108.3 % of the plan is 8.3 % over it, in other words: 8.4 is where one number may be cut off
      a plan_pct 108.3; a over_plan_pct ?
    repeat growth: 6.73 6.72 6.72; -
      # one precision and another rise
      a increase_pct 6.73; a increase_pct ?
    repeat growth: 91.7 91.8 91.9; -
      # a fall of 8.3 % leaves 91.7 %, in other words; of 8.29 % cut off, 91.71 %
      a decrease_pct 8.3; a index_pct ?
    repeat growth: 1.135 1.136 1.141; -
      # 13 % may be 1.135 times as much, in another unit; at the wide interval it ends at 1.14
      a increase_pct 13; a multiple ?
    repeat change: 5.1 5.2 5.2; -
      # one precision and another amount
      a increase_by 5.1; a increase_by ?
    repeat share: 8.5 8.6 9.1; -
      # 8 % may be 8.5 % where it is printed again with a decimal
      a share_pct 8; a share_pct ?
    repeat contribution: 8.3 8.2 8.2; -
      # one precision and other points
      a contribution_pts 8.3; a contribution_pts ?
    limit plan_pct: 80 81 82; limit 20 80 critical
      # 80 itself is allowed, and 81 may be 80 cut off
      a plan_pct ?
    limit plan_pct: 20 19 18; limit 20 80 critical
      # 20 itself is allowed, and 19 may be 20 cut off
      a plan_pct ?
    limit level: -3.5 -3.6 -3.7; limit -3.5 * critical
      # a limit of one side, below zero
      a level ?
    limit plan_pct: 80 81 8000001; limit 20 80 warning
      # a limit that is a warning never gives a contradiction
      a plan_pct ?
    """
)
LONG_EDGES = edges(
    """
    sum level: 3580246791355 3580246791356 3580246791358; total = a + b
      # thirteen digits
      total level ?; a level 1234567890121; b level 2345678901233
    sum level: 93580246791355 93580246791356 93580246791358; total = a + b
      # fourteen digits
      total level ?; a level 41234567890121; b level 52345678901233
    sum level: 358024679135.48 358024679135.49 358024679135.51; total = a + b
      # fourteen digits and more, two of them decimals
      total level ?; a level 123456789012.13; b level 234567890123.34
    sum plan_level: 12345678901.212 12345678901.211 12345678901.210; total = a
      # fourteen digits, three of them decimals, that touch
      total plan_level ?; a plan_level 12345678901.213
    sum implied_prior: 1234567891.359 1234567891.360 1234567892.597; total = a
      # a multiple of ten digits
      total level ?; total multiple 1.000000000; a level 1234567890.123; a multiple 1.000000000
    subset level: 41234567890122 41234567890123 41234567890124; total > a
      # fourteen digits that touch
      total level 41234567890121; a level ?
    subset implied_plan: 1234567890.149 1234567890.150 1234567890.176; total > a
      # a percentage of eleven digits
      total level 1234567890.123; total plan_pct 50.000000000; a level ?;
      a plan_pct 50.000000000
    range completion: 1450.000000004 1450.000000005 1450.000000006; total = a + b
      # thirteen digits, nine of them decimals, that touch
      total plan_pct ?; a plan_pct 1440.000000003; b plan_pct 1450.000000003
    range growth: 5.000000004 5.000000005 5.000000006; total = a + b
      # ten digits that touch
      total increase_pct ?; a increase_pct 4.000000003; b increase_pct 5.000000003
    points contribution: 8.246913579 8.246913580 8.246913582; total = a + b
      # ten digits
      total increase_pct ?; a contribution_pts 5.123456789; b contribution_pts 3.123456789
    ratio completion: 50.000000000 50.000000001 50.000000002; -
      # the quotient of thirteen digits, known to ten places of a percentage
      a level 1234567890123; a plan_level 2469135780246; a plan_pct ?
    ratio growth: 100.000000000 100.000000001 100.000000002; -
      # thirteen digits that did not change
      a level 1234567890123; a prior_level 1234567890123; a index_pct ?
    ratio share: 50.000000000 50.000000001 50.000000002; total > a
      # half of thirteen digits
      total level 2469135780246; a level 1234567890123; a share_pct ?
    repeat completion: 1012.345678901 1012.345678902 1012.345678903; -
      # thirteen digits in other words
      a plan_pct 1112.345678901; a over_plan_pct ?
    repeat growth: 1312.345678901 1312.345678902 1312.345678903; -
      # thirteen digits in other words
      a increase_pct 1212.345678901; a index_pct ?
    limit plan_pct: 80.000000000 80.000000001 80.000000002; limit 20 80 critical
      # eleven digits
      a plan_pct ?
    """
)
MOST = vocabulary().most_digits
LONG_PART, OTHER_PART = int("412345678901213"[:MOST]), int("523456789012334"[:MOST])
LONG_TOTAL = LONG_PART + OTHER_PART
# As many digits as are accepted.
LONGEST_EDGES = edges(
    f"""
    sum level: {LONG_TOTAL + 1} {LONG_TOTAL + 2} {LONG_TOTAL + 4}; total = a + b
      # the longest numbers that are accepted
      total level ?; a level {LONG_PART}; b level {OTHER_PART}
    subset prior_level: {LONG_PART + 1} {LONG_PART + 2} {LONG_PART + 3}; total > a
      # the longest numbers that are accepted, which touch
      total prior_level {LONG_PART}; a prior_level ?
    repeat level: {LONG_PART} {LONG_PART + 1} {LONG_PART + 1}; -
      # the longest numbers that are accepted
      a level {LONG_PART}; a level ?
    """
)
ALL_EDGES = [*EDGES, *LONG_EDGES, *LONGEST_EDGES]


def in_format(number: str, number_format: str) -> str:
    """A number as reports of a format print it, with group marks."""
    places = len(number.partition(".")[2])
    return written(int(Fraction(number) * 10**places), places, number_format, True)


def report_id(where: str, index: int, number_format: str) -> str:
    """Each number at each edge has its own report."""
    return f"{where}-{index}-{number_format}"


def all_tables() -> dict[str, Table]:
    """One collection of all edges: each has its own indicators, identity and limit."""
    collection = SmallCollection()
    for index, edge in enumerate(ALL_EDGES):
        if edge.relation:
            relation, *indicators = edge.relation
            own = [f"{indicator}-{index}" for indicator in indicators]
            for indicator in own:  # a part may have its coefficient before it
                name = indicator.split()[-1]
                collection.indicator(name, kind=kind_of(name))
            collection.identity(f"edge-{index}", relation, *own)
        if edge.limit:
            collection.limit(f"a-{index}", edge.quantity, *edge.limit)
        for indicator, *_ in map(str.split, edge.says):
            name = f"{indicator}-{index}"
            collection.indicator(name, kind=kind_of(name))
        for where in WHERE:
            for number_format in FORMATS:
                collection.report(
                    report_id(where, index, number_format),
                    figures_of(edge, index, getattr(edge, where), number_format),
                    number_format=number_format,
                )
    return collection.tables


def kind_of(indicator: str) -> str:
    """Indicators called `-count` are counts."""
    return "count" if "-count" in indicator else "flow"


def figures_of(edge: Edge, index: int, open_number: str, number_format: str) -> Iterator[str]:
    """The figures of an edge, its open number filled in."""
    for indicator, measure, number, *more in map(str.split, edge.says):
        printed = in_format(open_number if number == "?" else number, number_format)
        yield " ".join((f"{indicator}-{index}", measure, printed, *more))


class Judged(NamedTuple):
    """The oracle's checks and the models' verdicts, by report, kind and quantity."""

    checks: dict[tuple[str, str, str], Check]
    verdicts: dict[tuple[str, str, str], str]


@pytest.fixture(scope="module")
def judged(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All edges in one warehouse."""
    inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("edges"), all_tables()))
    with compiled_models.build(inputs) as warehouse:
        rows = warehouse.execute(
            "select report_id, kind, quantity, decoupled from marts.reconciliation"
        ).fetchall()
    checks = Oracle(inputs.tables).checks.values()
    return Judged(
        {(check.key.report, check.kind, check.quantity): check for check in checks},
        {(report, kind, quantity): verdict for report, kind, quantity, verdict in rows},
    )


def distance(check: Check, reading: str) -> Number:
    """How far the two sides are apart; below zero where they overlap."""
    sides = check.sides[reading]
    assert sides is not None
    return sides.distance


def gap(check: Check, reading: str) -> Number:
    """How far the two sides are apart; zero where they agree."""
    sides = check.sides[reading]
    assert sides is not None
    return sides.gap


EACH_EDGE = pytest.mark.parametrize(
    ("index", "edge"),
    [pytest.param(index, edge, id=str(edge)) for index, edge in enumerate(ALL_EDGES)],
)


@EACH_EDGE
def test_the_edge_is_where_fractions_put_it(judged: Judged, index: int, edge: Edge) -> None:
    assert abs(edge.step) == parse(edge.outside, "en").unit
    for number_format in FORMATS:
        checks = {
            where: judged.checks[report_id(where, index, number_format), edge.kind, edge.quantity]
            for where in WHERE
        }
        half = {where: gap(check, HALF) for where, check in checks.items()}
        wide = {where: gap(check, WIDE) for where, check in checks.items()}
        assert half["inside"] == 0 < half["outside"]
        assert wide["beyond"] > 0
        assert (wide["outside"] == 0) != edge.is_exact
        assert wide["last"] == 0 or edge.is_warning


@EACH_EDGE
def test_the_models_put_it_there_too(judged: Judged, index: int, edge: Edge) -> None:
    for number_format in FORMATS:
        verdicts = {
            where: judged.verdicts[report_id(where, index, number_format), edge.kind, edge.quantity]
            for where in WHERE
        }
        assert verdicts == edge.verdicts


def touching_sums(count: int) -> dict[str, Table]:
    """Totals that begin exactly where their two parts end, each figure in some unit of mass."""
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
        if is_accepted(beginning):
            says.append(f"{total} level {beginning} thousand_tonnes")
            report = f"touch-{index}"
            collection.identity(report, "sum", total, *parts, only_in=report)
            collection.report(report, says)
    return collection.tables


def total_beginning_at(end: Fraction) -> str:
    """The shortest number whose half interval begins here; blank where none does."""
    for places in range(1, 16):
        value = end + Fraction(1, 2 * 10**places)
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}"
    return ""


def is_accepted(number: str) -> bool:
    """Whether a number is not too long."""
    decimals = number.partition(".")[2]
    is_short = len(number.replace(".", "").lstrip("0")) <= MOST
    return bool(number) and is_short and len(decimals) <= vocabulary().most_decimals


def test_intervals_that_touch_agree_in_any_units(
    compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Doubles convert the units, and that must not part intervals that touch."""
    count = 800 if LONG else 200
    inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("touching"), touching_sums(count)))
    checks = Oracle(inputs.tables).checks
    assert len(checks) > 3 * count / 8
    assert {distance(check, HALF) for check in checks.values()} == {0}
    with compiled_models.build(inputs) as warehouse:
        parted = warehouse.execute(
            "select check_id, gap from marts.reconciliation "
            "where kind = 'sum' and decoupled != 'consistent'"
        ).fetchall()
    assert parted == []


def test_every_kind_and_quantity_has_its_edges() -> None:
    tried = {(edge.kind, edge.quantity) for edge in EDGES}
    levels = (*LEVELS, "implied_plan", "implied_prior")
    repeated = (*LEVELS, "completion", "growth", "change", "share", "contribution")
    assert tried >= {(kind, quantity) for kind in ("sum", "subset") for quantity in levels}
    assert tried >= {("range", "completion"), ("range", "growth"), ("points", "contribution")}
    assert tried >= {("ratio", rate) for rate in ("completion", "growth", "change", "share")}
    assert tried >= {("repeat", quantity) for quantity in repeated}
    assert {edge.limit[2] for edge in EDGES if edge.limit} == {"critical", "warning"}
