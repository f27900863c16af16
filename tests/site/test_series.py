"""Series over time: what their data files, lines, marks, downloads and embedded charts contain."""

import math
from typing import Any

import pytest
from support.site_folders import BuiltSite

NUMBERS = ("level", "plan_pct", "growth_pct")
# From the worst, as a number has the status of the worst of its figures.
STATUSES = ["contradicted", "suspect", "unverifiable", "confirmed"]
# What the warehouse has for each row of a data file.
OBSERVATIONS = """
select
    observations.report_id, observations.territory_id, observations.period_id,
    observations.indicator_id, observations.basis, plans.status,
    observations.level, observations.level_half_lower, observations.level_half_upper,
    plans.plan_pct, 100 * completion_half_lower as plan_pct_half_lower,
    100 * completion_half_upper as plan_pct_half_upper,
    growth.growth_pct, 100 * growth_half_lower - 100 as growth_pct_half_lower,
    100 * growth_half_upper - 100 as growth_pct_half_upper
from intermediate.int_observations as observations
left join marts.plan_completion as plans
    using (report_id, territory_id, period_id, indicator_id, basis)
left join marts.growth using (report_id, territory_id, period_id, indicator_id, basis)
"""
KEYS = ("report_id", "territory_id", "period_id", "indicator_id", "basis")


def unpacked(site: BuiltSite) -> dict[tuple[str, ...], dict[str, Any]]:
    """The rows of every file of an indicator, by their keys."""
    reports = [report["id"] for report in site.data("index")["reports"]]
    rows = {}
    for place, _ in enumerate(site.data("index")["indicators"], start=1):
        data = site.data(f"indicators/{place}")
        for row, report in enumerate(data["report"]):
            key = (
                reports[report - 1],
                data["territories"][data["territory"][row]],
                data["periods"][data["period"][row]],
                data["id"],
                data["bases"][data["basis"][row]],
            )
            assert key not in rows
            pace = data["pace"][row]
            rows[key] = {"status": None if pace is None else data["paces"][pace]}
            for name in NUMBERS:
                rows[key][name] = {column: found[row] for column, found in data[name].items()}
    return rows


@pytest.mark.parametrize("name", ["shipped", "many", "provinces"])
def test_a_data_file_has_the_numbers_of_the_warehouse(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    rows = unpacked(site)
    figures = {
        (row["report_id"], row["figure_no"]): row
        for row in site.rows("select * from marts.figures")
    }
    expected = site.rows(OBSERVATIONS)
    assert len(expected) == len(rows)
    for observation in expected:
        row = rows[tuple(observation[key] for key in KEYS)]
        assert row["status"] == observation["status"]
        for number in NUMBERS:
            found = row[number]
            assert found["value"] == observation[number]
            for end in ("lower", "upper"):
                interval = observation[f"{number}_half_{end}"]
                assert (found[end] is None) == (interval is None)
                assert interval is None or math.isclose(found[end], interval, abs_tol=1e-11)
            if found["value"] is None:
                continue
            sources = [figures[observation["report_id"], no] for no in found["figures"]]
            assert sources
            assert [source["printed"] for source in sources] == found["printed"]
            worst = min(STATUSES.index(source["check_status"]) for source in sources)
            assert found["status"] == worst
