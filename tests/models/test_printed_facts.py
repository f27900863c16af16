"""What reports print, and the verdicts on it: the examples of docs/checks.md and of method.md.

One collection of small reports, each with its own indicators. Indicators called `-count` are
counts. A check that is not named is consistent or cannot be made.
"""

import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from oracle import Oracle
from support.audit_rules import RULES, broken
from support.random_collections import write_seeds
from support.small_collections import SmallCollection, relation_of

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import Inputs, read_inputs

# Name; identities with `and` between them, or `-`; figures; the checks that fail, with the figures
# that they use.
FACTS = """
an index printed twice; -; grdp increase_pct 6.73; grdp increase_pct 6.72
  repeat growth contradiction 1 2
two levels; -; firms level 748; firms level 749
  repeat level contradiction 1 2
a total printed twice; total = a + b; total level 100; total level 101; a level 60; b level 40
  repeat level contradiction 1 2
a level printed again with a decimal; -; firms level 748; firms level 748.3
  none
groups that rose; -; rose-count level 6; rose-count level 7
  repeat level contradiction 1 2
groups that add up; all-count = a-count + b-count + c-count; all-count level 11; a-count level 6; \
b-count level 3; c-count level 2
  none
groups that do not; all-count = a-count + b-count + c-count; all-count level 11; a-count level 7; \
b-count level 3; c-count level 2
  sum level contradiction 1 2 3 4; joint all contradiction 1 2 3 4
a count and a range that ends with it; -; projects-count level 6-7; projects-count level 7
  none
a count beyond a range; -; projects-count level 6-7; projects-count level 8
  repeat level contradiction 1 2
a count and more than it; -; projects-count level 7 qualifier=over; projects-count level 7
  repeat level contradiction 1 2
a count after more than one less; -; projects-count level 6 qualifier=over; projects-count level 7
  none
a flow of one day is no base; -; cases level 5 period_id=2020-06-30; \
cases level 90 period_id=2021-H1; cases increase_pct 5 period_id=2021-H1
  none
a stock filed under its year; -; loans level 120 period_id=2021-06-30; \
loans level 100 period_id=2020; \
loans increase_pct 12 period_id=2021-06-30 basis=previous_december
  ratio growth contradiction 1 2 3
its own earlier level; -; output level 100 period_id=2018; output level 150 period_id=2019; \
output increase_pct 5 period_id=2019
  ratio growth contradiction 1 2 3
its own earlier level, confirmed; -; output level 100 period_id=2018; \
output level 105 period_id=2019; output increase_pct 5 period_id=2019
  none
a stock since December; -; loans level 120 period_id=2021-06-30; \
loans level 100 period_id=2020-12-31; \
loans increase_pct 12 period_id=2021-06-30 basis=previous_december
  ratio growth contradiction 1 2 3
an earlier level and a printed base; -; a level 100 period_id=2020-H1; a prior_level 110; \
a increase_pct 3
  repeat prior_level contradiction 1 2
a sum of earlier levels is checked once; total = a + b; total level 100 period_id=2020-H1; \
a level 70 period_id=2020-H1; b level 40 period_id=2020-H1; total increase_pct 5; \
a increase_pct 5; b increase_pct 5
  sum level contradiction 1 2 3; joint all contradiction 1 2 3; joint all contradiction 1 2 3 4 5 6
level, change and growth; -; revenue level 19303; revenue increase_by 1475; revenue increase_pct 8.3
  none
level, change and another growth; -; revenue level 19303; revenue increase_by 1475; \
revenue increase_pct 9.3
  ratio change contradiction 1 2 3
a change in round numbers; -; revenue level 11492; revenue prior_level 10000.0; \
revenue increase_by 1500
  ratio change suspect 1 2 3
a change of points; -; rate level 2.31; rate prior_level 2.43; rate decrease_by 0.21
  ratio change contradiction 1 2 3
a negative contribution; total = a + b; total increase_pct 2.0; a contribution_pts 2.3; \
b contribution_pts -0.3
  none
a multiple of the plan; -; a level 120; a plan_level 100; a plan_multiple 1.2
  none
another multiple of the plan; -; a level 120; a plan_level 100; a plan_multiple 1.4
  ratio completion contradiction 1 2 3
a loss by the base; -; balance level -51; balance prior_level -102; balance decrease_pct 50
  none
a loss by the absolute base; -; balance level -51; balance prior_level -102; balance increase_pct 50
  none
a loss by neither; -; balance level -51; balance prior_level -102; balance increase_pct 70
  ratio growth contradiction 1 2 3
a sum of a loss; total = a + b; total level 49; total prior_level -2; total increase_pct 2550; \
a level -51; a prior_level -102; a increase_pct 50; b level 100; b prior_level 100; b increase_pct 0
  none
changes of a sum; total = a + b; total level 31; total increase_by 5; a level 20; a increase_by 2; \
b level 11; b increase_by 3
  none
changes that do not add up; total = a + b; total level 31; total increase_by 25; a level 20; \
a increase_by 2; b level 11; b increase_by 3
  sum implied_prior contradiction 1 2 3 4 5 6; joint all contradiction 1 2 3 4 5 6
a sum; total = a + b; total level 2050; a level 690; b level 1320
  sum level contradiction 1 2 3; joint all contradiction 1 2 3
a part; total > a; total level 690; a level 710
  subset level contradiction 1 2; joint all contradiction 1 2
plans that are not printed may be rounded too; total = a + b and a = p + q; total level 26; \
total plan_pct 50.59; a level 12; a plan_pct 62.00; b level 13; b plan_pct 44.67; \
p plan_pct 74.60; q plan_pct 74.60
  joint all suspect 1 2 3 4 5 6 7 8
plans that are not printed, by more than that; total = a + b and a = p + q; total level 26; \
total plan_pct 50.59; a level 12; a plan_pct 62.00; b level 13; b plan_pct 44.67; \
p plan_pct 74.70; q plan_pct 74.70
  joint all contradiction 1 2 3 4 5 6 7 8
fifteen digits; total = a + b; total level 150000000000001; a level 75000000000000; \
b level 74999999999999
  sum level suspect 1 2 3; joint all suspect 1 2 3
"""
Failing = list[tuple[str, str, str, tuple[int, ...]]]


def facts() -> Iterator[tuple[str, str, list[str], Failing]]:
    """Name, identities, figures and failing checks of each report."""
    text = FACTS.strip().replace("\\\n", "")
    for block in re.split(r"\n(?=\S)", text):
        says, fails = block.split("\n  ")
        name, identity, *figures = says.split("; ")
        failing = [
            (kind, quantity, verdict, tuple(map(int, numbers)))
            for kind, quantity, verdict, *numbers in (
                one.split() for one in fails.split("; ") if one != "none"
            )
        ]
        yield name, identity.strip("-"), figures, failing


ALL_FACTS = list(facts())


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """One report a case."""
    collection = SmallCollection()
    for index, (_, identity, figures, _) in enumerate(ALL_FACTS):
        named = [f"{index}-{figure}" for figure in figures]
        for figure in named:
            indicator = figure.split()[0]
            kind = "count" if indicator.endswith("-count") else "flow"
            collection.indicator(indicator, kind="stock" if "loans" in indicator else kind)
        for number, one in enumerate(identity.split(" and ") if identity else []):
            relation, *members = relation_of(one)
            collection.identity(f"x{index}_{number}", relation, *(f"{index}-{x}" for x in members))
        collection.report(f"r{index}", named)
    return read_inputs(write_seeds(tmp_path_factory.mktemp("facts"), collection.tables))


@pytest.fixture(scope="module")
def warehouse(
    compiled_models: CompiledModels, inputs: Inputs
) -> Iterator[duckdb.DuckDBPyConnection]:
    with compiled_models.build(inputs) as connection:
        yield connection


FAILING = """
select
    checks.kind,
    checks.quantity,
    checks.verdict,
    (
        select list(figure_no order by figure_no)
        from intermediate.int_verdicts as verdicts
        inner join intermediate.int_check_figures using (report_id, kind, check_no)
        where verdicts.check_id = checks.check_id
    ) as figures
from marts.reconciliation as checks
where checks.report_id = $report and checks.verdict in ('contradiction', 'suspect')
"""


@pytest.mark.parametrize("index", range(len(ALL_FACTS)), ids=[name for name, *_ in ALL_FACTS])
def test_what_fails(warehouse: duckdb.DuckDBPyConnection, index: int) -> None:
    *_, failing = ALL_FACTS[index]
    rows = warehouse.execute(FAILING, {"report": f"r{index}"}).fetchall()
    found = sorted((*row[:3], tuple(row[3])) for row in rows)
    assert found == sorted(failing)


def test_the_oracle_finds_the_same(inputs: Inputs) -> None:
    checks = Oracle(inputs.tables).checks.values()
    for index, (name, *_, failing) in enumerate(ALL_FACTS):
        found: Any = sorted(
            (one.kind, one.quantity, one.verdict, tuple(sorted(no for _, no in one.figures)))
            for one in checks
            if one.key.report == f"r{index}" and one.verdict in ("contradiction", "suspect")
        )
        assert found == sorted(one for one in failing if one[0] != "joint"), name


def test_no_rule_of_the_maintainers_refuses_them(warehouse: duckdb.DuckDBPyConnection) -> None:
    """What is accepted can be published, once its contradictions are acknowledged."""
    failed = broken(warehouse, [rule for rule in RULES if rule.severity == "critical"])
    maintainers = [one for one in failed if "maintainer" in one[0].who_acts]
    assert [(rule.description, rows[:3]) for rule, rows in maintainers] == []
