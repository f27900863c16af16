"""The collections in examples/: what the checks find in them."""

from pathlib import Path

import duckdb
import pytest
from support.running import orchestrate

from doichieu.base.paths import PROJECT, WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

INVESTMENT = PROJECT / "examples" / "national-investment"
# The levels and shares of the plan of all budgets and of the provincial ones.
CONFLICT = [
    ("11.VDT!E9", "495926"),
    ("11.VDT!F9", "64,3"),
    ("11.VDT!E23", "274040"),
    ("11.VDT!F23", "8,3"),
]
FOUND = """
    select figures.place, figures.printed
    from marts.conflicts
    inner join marts.figures using (report_id, figure_no)
    order by figures.report_id, figures.figure_no
"""


def test_one_table_has_exactly_the_known_misprint(compiled_models: CompiledModels) -> None:
    """October 2024 alone: 8,3 % of the plan, where the other budgets leave 60,0."""
    table = INVESTMENT / "figures" / "national-investment-2024-10.csv"
    with compiled_models.build(read_inputs(INVESTMENT, [table])) as warehouse:
        assert warehouse.sql(FOUND).fetchall() == CONFLICT
        implied = warehouse.sql(
            "select implied_lower, implied_upper from marts.conflicts "
            "inner join marts.figures using (report_id, figure_no) where printed = '8,3'"
        ).fetchone()
    assert implied == pytest.approx((59.9, 60.1), abs=0.02)


@pytest.mark.long
def test_a_collection_is_published_with_its_misprint(tmp_path: Path) -> None:
    """It is acknowledged, so it stops no release; no other table contradicts itself."""
    releases = tmp_path / "releases"
    run = orchestrate("--seeds", INVESTMENT, "--releases", releases)
    assert run.returncode == 0, run.stderr
    with duckdb.connect(str(releases / "current" / WAREHOUSE), read_only=True) as warehouse:
        assert warehouse.sql(FOUND).fetchall() == CONFLICT
