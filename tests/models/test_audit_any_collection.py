"""The audit refuses a report for what it says, never for what the models made of it."""

import random
from pathlib import Path

import pytest
from support.random_collections import Collection, write_seeds

from doichieu.audit.auditor import refusals
from doichieu.audit.suites import run_suites
from doichieu.base.paths import EXPECTATIONS
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs


@pytest.mark.parametrize("seed", range(5))
def test_only_contradictions_are_refused(
    compiled_models: CompiledModels, tmp_path: Path, seed: int
) -> None:
    """Reports at random, most of them full of errors: only those who print them are called on."""
    tables = Collection(random.Random(seed)).make(reports=25)
    inputs = read_inputs(write_seeds(tmp_path, tables))
    warehouse = tmp_path / "warehouse.duckdb"
    with compiled_models.build(inputs) as connection:
        connection.execute(f"attach '{warehouse}' as file")
        connection.execute("copy from database warehouse to file")
        connection.execute("detach file")
    refused = refusals(run_suites(warehouse, EXPECTATIONS, None))
    assert refused, "reports like these contradict themselves"
    maintainers = [one for one in refused if "maintainer" in one.meta["who_acts"]]
    assert [(one.description, one.error, one.rows[:3]) for one in maintainers] == []
