"""The audit refuses a report for what it says, never for how the models read it."""

import random
from pathlib import Path

import pytest
from support.audit_rules import RULES, broken
from support.random_collections import Collection, write_seeds

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs


@pytest.mark.parametrize("seed", range(5))
def test_only_contradictions_are_refused(
    compiled_models: CompiledModels, tmp_path: Path, seed: int
) -> None:
    """Reports at random, most of them full of errors: only those who print them are called on."""
    tables = Collection(random.Random(seed)).make(reports=25)
    with compiled_models.build(read_inputs(write_seeds(tmp_path, tables))) as connection:
        failed = broken(connection, [rule for rule in RULES if rule.severity == "critical"])
    assert failed, "reports like these contradict themselves"
    maintainers = [one for one in failed if "maintainer" in one[0].who_acts]
    assert [(rule.description, rows[:3]) for rule, rows in maintainers] == []
