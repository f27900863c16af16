"""The console's screen of a collection has sixty lines, with one report and with thousands."""

import tracemalloc
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.site_folders import BuiltSite

from doichieu.report.findings import MOST_SHOWN, Findings, find
from doichieu.report.screen import LINES, Section, height, on_screen
from doichieu.report.sections import finding_sections

COLLECTIONS = ["shipped", "misprinted", "many", "provinces", "large"]


@pytest.fixture(params=COLLECTIONS)
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """A collection of one report, of 25, of 200 and of 5,000."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def sections_of(findings: Findings) -> list[Section]:
    """The sections, each with a command as long as they are."""
    return finding_sections(findings, lambda query: f'python orchestrate.py shell -c "{query}"')


def test_a_collection_fits_one_screen_and_is_counted_completely(site: BuiltSite) -> None:
    findings = find(site.warehouse)
    for width in (40, 80, 120, 200):
        shown = on_screen(sections_of(findings), width, LINES)
        assert height(shown, width) <= LINES
        lines = [line.plain for line in shown]
        (title,) = [line for line in lines if line.startswith("Plan completion")]
        (counted,) = site.rows("select count(*) as plans from marts.plan_completion")
        if ";" in title:
            assert f"{counted['plans']:,}" in title and "; all: python" in title
            assert "the lowest and the highest" in title or width == 40
            assert height(shown, width) > LINES - 8, "the room is used"
    statuses = site.rows("select check_status, count(*) as n from marts.figures group by 1")
    assert findings.statuses == {row["check_status"]: row["n"] for row in statuses}


def test_of_each_kind_the_gravest_rows_are_found_and_all_are_counted(site: BuiltSite) -> None:
    findings = find(site.warehouse)
    where = {
        "suspects": "marts.reconciliation where verdict = 'suspect' "
        "and not (is_acknowledged or is_quarantined)",
        "revisions": "marts.revisions where not is_within_rounding",
    }
    for name, query in where.items():
        (row,) = site.rows(f"select count(*) as n from {query}")
        assert findings.counted[name] == row["n"]
        assert len(getattr(findings, name)) == min(row["n"], MOST_SHOWN)
    for name in ("conflicts", "settled_conflicts"):
        assert len(getattr(findings, name)) == min(findings.counted[name], MOST_SHOWN)
    together = findings.counted["conflicts"] + findings.counted["settled_conflicts"]
    (row,) = site.rows("select count(distinct conflict_id) as n from marts.conflicts")
    assert together == row["n"]
    largest = site.rows(
        "select abs(difference_pct) as size from marts.revisions where not is_within_rounding "
        f"order by size desc nulls last limit {MOST_SHOWN}"
    )
    assert [row["size"] for row in largest] == [
        row["difference_pct"] and abs(row["difference_pct"]) for row in findings.revisions
    ]
    severities = {
        row["conflict_id"]: row["severity"]
        for row in site.rows(
            "select conflict_id, max(coalesce(severity, 'infinity')) as severity "
            "from intermediate.int_conflict_checks "
            "inner join marts.reconciliation using (check_id) group by conflict_id"
        )
    }
    for conflicts in (findings.conflicts, findings.settled_conflicts):
        shown = [severities[conflict.figures[0]["conflict_id"]] for conflict in conflicts]
        assert shown == sorted(shown, reverse=True)


def test_one_report_is_shown_whole(shipped: BuiltSite, misprinted: BuiltSite) -> None:
    for site in (shipped, misprinted):
        lines = [line.plain for line in on_screen(sections_of(find(site.warehouse)), 200, LINES)]
        assert not [line for line in lines if "all: python" in line or "…" in line]
        assert "Plan completion" in lines and "Growth" in lines


def test_a_conflict_has_its_figures_and_the_likely_right_value(misprinted: BuiltSite) -> None:
    lines = [line.plain for line in on_screen(sections_of(find(misprinted.warehouse)), 200, LINES)]
    start = lines.index(
        "Conflicts: at least one figure of each is wrong, in print or as transcribed"
    )
    assert start == 2, "before everything but the counts"
    assert "printed 51,94 percent" in "".join(lines[start : start + 9])
    assert (
        "    one edit mends it: figure 12, Exports (exports): 51,49 for 51,94 (digits swapped)"
        in lines
    )


def test_a_table_of_many_reports_has_whole_numbers(provinces: BuiltSite) -> None:
    findings = find(provinces.warehouse)
    plans = {f"{row['plan_pct']:g}" for row in findings.plan_completion.rows}
    for width in (60, 80, 100, 140):
        lines = [line.plain for line in on_screen(sections_of(findings), width, LINES)]
        start = next(at for at, line in enumerate(lines) if line.startswith("report "))
        end = next(at for at, line in enumerate(lines) if line.startswith("Growth"))
        column = lines[start].find("% of plan")
        assert column > 0 or width < 80
        for line in lines[start + 1 : end]:
            assert cell_len(line) <= width
            assert column < 0 or line[column : column + 9].strip() in plans


def peak_of(warehouse: Path) -> int:
    """The most memory of Python while the findings of a warehouse are collected, in bytes."""
    find(warehouse)
    tracemalloc.start()
    find(warehouse)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_memory_does_not_depend_on_the_reports(provinces: BuiltSite, large: BuiltSite) -> None:
    # 25 times as many reports; both have more rows than a screen shows of almost every kind.
    assert peak_of(large.warehouse) < 2_000_000
    assert peak_of(large.warehouse) < 4 * peak_of(provinces.warehouse)
