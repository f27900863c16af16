"""A report with more figures than dense arrays can hold, through the whole command."""

import random
from pathlib import Path

import duckdb
import pytest
from support.random_collections import write_seeds
from support.running import orchestrate
from support.small_collections import SmallCollection

from doichieu.base.paths import WAREHOUSE

PARTS = 300


def says() -> list[str]:
    """A total of many parts, each with level, completion and growth."""
    rng = random.Random(PARTS)
    plans = [rng.randint(10_000, 99_999) for _ in range(PARTS)]
    levels = [round(plan * rng.uniform(0.3, 1.1)) for plan in plans]
    priors = [round(level / rng.uniform(0.8, 1.5)) for level in levels]
    found = []
    names = ["total", *(f"part-{number}" for number in range(PARTS))]
    for name, level, plan, prior in zip(
        names,
        [sum(levels), *levels],
        [sum(plans), *plans],
        [sum(priors), *priors],
        strict=True,
    ):
        found += [
            f"{name} level {level}",
            f"{name} plan_pct {100 * level / plan:.2f}",
            f"{name} multiple {level / prior:.3f}",
        ]
    return found


@pytest.mark.long
def test_a_total_of_300_parts_is_judged_beside_other_reports(tmp_path: Path) -> None:
    """Some ten seconds of the solver."""
    collection = SmallCollection()
    parts = [f"part-{number}" for number in range(PARTS)]
    collection.identity("all-parts", "sum", "total", *parts)
    collection.identity("small", "sum", "t", "x", "y", "z")
    collection.report("honest", says())
    collection.report("small", ["t level 10", "x level 5", "y level 3", "z level 2"])
    seeds = write_seeds(tmp_path / "seeds", collection.tables)
    releases = tmp_path / "releases"
    ended = orchestrate("--seeds", seeds, "--releases", releases)
    assert ended.returncode == 0, ended.stderr
    with duckdb.connect(str(releases / "current" / WAREHOUSE), read_only=True) as warehouse:
        found = warehouse.execute(
            "select report_id, verdict, unsolved_reason from marts.reconciliation "
            "where kind = 'joint' order by report_id"
        ).fetchall()
    assert found == [
        ("honest", "consistent", None),
        ("small", "consistent", None),
    ]
