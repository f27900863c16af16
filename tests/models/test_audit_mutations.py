"""Tests of the expectations themselves: spoil a warehouse in one place, and they must tell.

The warehouse is built once, from the shipped report and three invented ones that between them put
rows into every table; each test spoils a copy of it.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from support.seeds_folder import append, copy_seeds

from doichieu.audit.auditor import refusals
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.paths import EXPECTATIONS
from doichieu.derive.dbt import BuildPaths, build_command, transform
from doichieu.inputs import read_inputs

Audit = Callable[[Path, Path], list[ExpectationOutcome]]

_REPORTS = [
    {
        "report_id": report_id,
        "title": "Invented",
        "territory_id": territory_id,
        "period_id": period_id,
        "number_format": number_format,
        "published": published,
    }
    for report_id, territory_id, period_id, number_format, published in (
        ("invented-2021-9m", "lang-son", "2021-9M", "vi", "2021-10"),
        ("invented-2022-h1", "lang-son", "2022-H1", "vi", "2022-07"),
        ("at-odds-2021-q1", "cao-bang", "2021-Q1", "en", "2021-04"),
    )
]

# figure_no indicator_id measure printed unit_id, then what is not blank besides.
_FIGURES = {
    "invented-2021-9m": """
        1 trade level 3.030 million_usd
        2 exports level 1.010 million_usd
        3 imports level 2.020 million_usd
        4 trade plan_level 3.080 million_usd basis=council
        5 exports plan_level 1.340 million_usd basis=council
        6 imports plan_level 1.740 million_usd basis=council
        7 trade plan_pct 98,4 percent basis=council
        8 exports under_plan_pct 24,6 percent basis=council
        9 imports over_plan_pct 16,1 percent basis=council
        10 trade prior_level 2.000 million_usd
        11 exports prior_level 800 million_usd
        12 imports prior_level 1.200 million_usd
        13 trade increase_pct 51,5 percent
        14 exports index_pct 126,3 percent
        15 imports multiple 1,7 times
        16 exports share_pct 33,3 percent basis=trade
        17 exports contribution_pts 10,5 point
        18 imports contribution_pts 41,0 point
        19 local_exports level 1.500 million_usd
        20 tourists level 900 thousand_visits place=1
        21 tourists level 905 thousand_visits place=2
        22 tourists decrease_pct 12,5 percent
        23 retail_sales increase_times 2 times
        24 retail_sales level 16,2 trillion_vnd qualifier=over
        25 trade level 1.020 million_usd period_id=2021-Q3
        26 exports level 320 million_usd period_id=2021-Q3
        27 trade increase_pct 3,1 percent period_id=2021-Q3 basis=previous_quarter
        28 grdp increase_pct 6,1 percent
        29 grdp level 31 trillion_vnd
        30 trade_balance level -1.010 million_usd
        31 trade plan_level 3.000 million_usd basis=central
        32 exports plan_level 1.300 million_usd basis=central
        33 imports plan_level 1.700 million_usd basis=central
    """,
    "invented-2022-h1": """
        1 trade level 2.211 million_usd
        2 trade increase_pct 10,0 percent
        3 trade plan_pct 60,0 percent basis=council
        4 trade plan_pct 58,0 percent basis=central
        5 border_patrol_posts level 150 patrol_post
        6 crops level 100,0 million_usd
        7 rice level 60,2 million_usd
        8 maize level 39,8 million_usd
        9 crops plan_pct 50,0 percent
        10 rice plan_pct 52,0 percent
        11 maize plan_pct 47,3 percent
        12 crops increase_pct 10,0 percent
        13 rice increase_pct 8,0 percent
        14 maize increase_pct 13,2 percent
        15 rice level 30,0 million_usd period_id=2022-Q1
        16 rice level 30,2 million_usd period_id=2022-Q2
    """,
    "at-odds-2021-q1": """
        1 trade level 1,000.0 million_usd
        2 exports level 500.5 million_usd
        3 imports level 600 million_usd
        4 trade plan_pct 24.0 percent
        5 trade increase_pct 3.00 percent
    """,
}

_CORRECTIONS = [
    {"figure_no": "19", "action": "acknowledge", "expected_printed": "1.500"},
    {
        "figure_no": "28",
        "action": "override",
        "expected_printed": "6,1",
        "corrected_printed": "6,3",
    },
    {"figure_no": "29", "action": "exclude", "expected_printed": "31"},
]

_INDICATORS = [
    "trade_balance,Cán cân,Balance of trade,million_usd,flow,trade,neither,",
    "crops,Cây trồng,Crops,million_usd,flow,agriculture,higher,",
    "rice,Lúa,Rice,million_usd,flow,agriculture,higher,",
    "maize,Ngô,Maize,million_usd,flow,agriculture,higher,",
]

_IDENTITIES = [
    ("crops_by_kind", "sum", "crops", "rice", "1", ""),
    ("crops_by_kind", "sum", "crops", "maize", "1", ""),
    ("balance", "sum", "trade_balance", "exports", "1", "invented-2021-9m"),
    ("balance", "sum", "trade_balance", "imports", "-1", "invented-2021-9m"),
]


def invented_seeds(folder: Path) -> Path:
    """The shipped seeds, and three invented reports."""
    seeds = copy_seeds(folder)
    append("reference/reports.csv", *_REPORTS)(seeds)
    append("reference/indicators.csv", *_INDICATORS)(seeds)
    append("reference/identities.csv", *map(",".join, _IDENTITIES))(seeds)
    append(
        "reference/corrections.csv",
        *(
            {"report_id": "invented-2021-9m", "reason": "invented", "evidence": "invented", **row}
            for row in _CORRECTIONS
        ),
    )(seeds)
    header = (seeds / "figures" / "lang-son-2021-h1.csv").read_text("utf-8").split("\n")[0]
    for report_id, figures in _FIGURES.items():
        file = f"figures/{report_id}.csv"
        (seeds / file).write_text(f"{header}\n", encoding="utf-8")
        append(file, *(_figure(report_id, line) for line in figures.strip().split("\n")))(seeds)
    return seeds


def _figure(report_id: str, line: str) -> dict[str, str]:
    words = line.split()
    columns = ("figure_no", "indicator_id", "measure", "printed", "unit_id")
    given = dict(zip(columns, words[:5], strict=True))
    return {"report_id": report_id, **given, **dict(word.split("=") for word in words[5:])}


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the shipped and the invented reports, the one at odds in quarantine."""
    folder = tmp_path_factory.mktemp("staged")
    paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
    read_inputs(invented_seeds(folder)).write_snapshot(paths.inputs)
    assert transform(paths, [build_command(quarantine=True, with_tests=False)]) == []
    return paths.warehouse


@pytest.fixture(scope="session")
def audit() -> Audit:
    """The audit without Data Docs; Great Expectations is imported when the first test wants it."""
    from doichieu.audit.suites import run_suites

    return lambda warehouse, suites: run_suites(warehouse, suites, None)


def tables(warehouse: Path) -> list[str]:
    """Every table of every schema."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables order by all"
        ).fetchall()
    return [name for (name,) in rows]


def suites_about(table: str, folder: Path) -> Path:
    """The critical expectations that read a table: no other can tell of it and stop a release."""
    folder.mkdir()
    read = re.compile(rf"\b{re.escape(table)}\b")
    for path in EXPECTATIONS.glob("*.json"):
        suite = json.loads(path.read_text(encoding="utf-8"))
        suite["expectations"] = [
            expectation
            for expectation in suite["expectations"]
            if expectation["severity"] == "critical"
            and (suite["meta"]["table"] == table or read.search(str(expectation["kwargs"])))
        ]
        if suite["expectations"]:
            (folder / path.name).write_text(json.dumps(suite), encoding="utf-8")
    return folder


def spoil(warehouse: Path, *statements: str) -> None:
    """Carry out statements; the last must touch exactly one row."""
    with duckdb.connect(str(warehouse)) as connection:
        for statement in statements:
            result = connection.execute(statement).fetchone()
    assert result == (1,), statements


# Rows that nobody could miss: an interval without ends leaves a figure as free as none does.
_SAYS_NOTHING = {"intermediate.int_feasibility": "not isfinite(lower) and not isfinite(upper)"}


def rows_to_delete(warehouse: Path, table: str) -> list[tuple[int, dict[str, object]]]:
    """The first, a middle and the last row of a table: row id and values."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        where = f"where not ({_SAYS_NOTHING[table]})" if table in _SAYS_NOTHING else ""
        rows = connection.execute(f"select rowid from {table} {where} order by 1").fetchall()
        ids = [i for (i,) in rows]
        chosen = sorted({ids[0], ids[len(ids) // 2], ids[-1]}) if ids else []
        found = []
        for row_id in chosen:
            cursor = connection.execute(f"select * from {table} where rowid = {row_id}")
            names = [column[0] for column in cursor.description]
            found.append((row_id, dict(zip(names, cursor.fetchone() or (), strict=True))))
    return found


def names(outcome: ExpectationOutcome, table: str, row: dict[str, object]) -> bool:
    """Whether an outcome says what is missing: the table, or a file by its name."""
    told = f"{outcome.description} {outcome.rows}"
    return table.split(".")[1] in told or str(row.get("file")) in told


def test_the_warehouse_passes(warehouse: Path, audit: Audit) -> None:
    outcomes = audit(warehouse, EXPECTATIONS)
    assert refusals(outcomes) == []
    # Warnings and notes are about what the invented reports have in them on purpose.
    assert {outcome.severity for outcome in outcomes if outcome.state == "failed"} == {
        "warning",
        "info",
    }


def test_every_table_has_rows(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        empty = [
            table
            for table in tables(warehouse)
            if connection.execute(f"select count(*) from {table}").fetchone() == (0,)
        ]
    assert empty == []


@pytest.mark.parametrize("schema", ["reference", "staging", "intermediate", "marts"])
def test_a_deleted_row_is_missed_by_name(
    schema: str, warehouse: Path, audit: Audit, tmp_path: Path
) -> None:
    unnoticed = []
    for table in tables(warehouse):
        if not table.startswith(f"{schema}."):
            continue
        suites = suites_about(table, tmp_path / f"suites-{table}")
        for row_id, row in rows_to_delete(warehouse, table):
            copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
            spoil(copy, f"delete from {table} where rowid = {row_id}")
            outcomes = audit(copy, suites)
            assert [outcome.error for outcome in outcomes if outcome.error] == []
            if not any(names(outcome, table, row) for outcome in refusals(outcomes)):
                unnoticed.append((table, row))
    assert unnoticed == []


_TRADE = "report_id = 'lang-son-2021-h1' and indicator_id = 'trade'"
_HALF = f"{_TRADE} and reading = 'half'"
_CHECK = f"{_TRADE} and kind = 'sum' and quantity = 'level'"
_FIGURE = "report_id = 'lang-son-2021-h1' and figure_no = 8"
_STATUSES = ("verdict", "check_status", "decoupled", "single_level", "printed_base")
_JOINT = "report_id = 'lang-son-2021-h1' and kind = 'joint'"
_PROBLEM = "problem_id = 'joint//lang-son-2021-h1/lang-son/2021-H1//trade/'"
_RATE = f"{_PROBLEM} and indicator_id = 'exports' and quantity = 'completion'"
_PLAN = f"{_PROBLEM} and indicator_id = 'exports' and quantity = 'implied_plan'"
_BOX = f"{_PROBLEM} and indicator_id = 'exports' and quantity = 'plan' and reading = 'half'"
_ANSWER = f"{_PROBLEM} and reading = 'half' and subject"
_PAIR = "problem_id = 'joint//invented-2022-h1/lang-son/2022-H1//crops/'"
_MISPRINT = "report_id = 'at-odds-2021-q1' and figure_no = 3"
_RICE = "report_id = 'invented-2022-h1' and indicator_id = 'rice'"
_PLACES = [
    ("staging.stg_figures", "printed", _FIGURE),
    ("staging.stg_figures", "read_as", _FIGURE),
    ("staging.stg_printed_numbers", "value", _FIGURE),
    ("staging.stg_readings", "lower", f"{_FIGURE} and reading = 'half'"),
    ("staging.stg_readings", "upper", f"{_FIGURE} and reading = 'wide'"),
    ("intermediate.int_quantities", "value", f"{_FIGURE} and reading = 'half'"),
    ("intermediate.int_quantities", "lower", f"{_FIGURE} and reading = 'wide'"),
    ("intermediate.int_observed", "value", f"{_HALF} and quantity = 'level'"),
    ("intermediate.int_observed", "upper", f"{_HALF} and quantity = 'level'"),
    ("intermediate.int_observations", "level", _HALF),
    ("intermediate.int_observations", "level_lower", _HALF),
    ("intermediate.int_implied", "plan_lower", _HALF),
    ("intermediate.int_implied", "prior_upper", _HALF),
    ("intermediate.int_terms", "lower", f"{_HALF} and quantity = 'level'"),
    (
        "intermediate.int_identity_checks",
        "left_lower",
        f"{_HALF} and quantity = 'level' and kind = 'sum'",
    ),
    ("intermediate.int_checks", "right_upper", f"{_HALF} and quantity = 'level' and kind = 'sum'"),
    ("intermediate.int_verdicts", "gap", _CHECK),
    ("intermediate.int_verdicts", "verdict", _CHECK),
    ("marts.reconciliation", "left_lower", _CHECK),
    ("marts.reconciliation", "left_upper", _CHECK),
    ("marts.reconciliation", "right_lower", _CHECK),
    ("marts.reconciliation", "right_upper", _CHECK),
    ("marts.reconciliation", "gap", _CHECK),
    ("marts.reconciliation", "verdict", _CHECK),
    ("marts.figures", "value", _FIGURE),
    ("marts.figures", "printed", _FIGURE),
    ("marts.figures", "half_lower", _FIGURE),
    ("marts.figures", "wide_upper", _FIGURE),
    ("marts.figures", "check_status", _FIGURE),
    ("marts.plan_completion", "level", _TRADE),
    ("marts.plan_completion", "plan_pct", _TRADE),
    ("marts.plan_completion", "implied_plan_lower", _TRADE),
    ("marts.plan_completion", "elapsed_pct", _TRADE),
    ("marts.plan_completion", "remaining_upper", _TRADE),
    ("marts.growth", "level", _TRADE),
    ("marts.growth", "growth_pct", _TRADE),
    ("marts.growth", "implied_prior_upper", _TRADE),
    ("marts.growth", "change_lower", _TRADE),
    ("marts.reconciliation", "decoupled", _CHECK),
    ("marts.reconciliation", "single_level", _CHECK),
    ("marts.reconciliation", "printed_base", _CHECK),
    ("marts.reconciliation", "severity", _CHECK),
    ("marts.reconciliation", "verdict", _JOINT),
    ("marts.reconciliation", "decoupled", _JOINT),
    ("marts.reconciliation", "single_level", _JOINT),
    ("marts.reconciliation", "printed_base", _JOINT),
    ("marts.reconciliation", "severity", _JOINT),
    ("marts.reconciliation", "quantity", _JOINT),
    ("marts.figures", "feasible_lower", _FIGURE),
    ("marts.figures", "feasible_upper", _FIGURE),
    ("marts.plan_completion", "tight_plan_lower", _TRADE),
    ("marts.plan_completion", "tight_plan_upper", _TRADE),
    ("marts.growth", "tight_prior_lower", _TRADE),
    ("marts.growth", "tight_prior_upper", _TRADE),
    ("marts.growth", "tight_contribution_pts_lower", _RICE),
    ("marts.growth", "tight_contribution_pts_upper", _RICE),
    ("intermediate.int_verdicts", "decoupled", _JOINT),
    ("intermediate.int_verdicts", "single_level", _CHECK),
    ("intermediate.int_verdicts", "printed_base", _CHECK),
    ("intermediate.int_verdicts", "joint_severity", _CHECK),
    ("intermediate.int_feasibility", "upper", _FIGURE),
    ("intermediate.int_components", "component_id", _TRADE),
    ("intermediate.int_wholes", "whole_indicator_id", _RICE),
    ("intermediate.int_wholes", "coefficient", _RICE),
    ("intermediate.int_joint_problems", "figures", _PROBLEM),
    ("intermediate.int_joint_problems", "is_pair", _PROBLEM),
    ("intermediate.int_joint_problems", "is_pair", _PAIR),
    ("intermediate.int_joint_figures", "value", f"{_RATE} and reading = 'half'"),
    ("intermediate.int_joint_figures", "lower", f"{_RATE} and reading = 'half'"),
    ("intermediate.int_joint_figures", "upper", f"{_RATE} and reading = 'wide'"),
    ("intermediate.int_joint_figures", "over_quantity", f"{_RATE} and reading = 'half'"),
    ("intermediate.int_joint_figures", "over_indicator_id", f"{_RATE} and reading = 'half'"),
    ("intermediate.int_joint_figures", "coefficient", f"{_RATE} and reading = 'half'"),
    ("intermediate.int_joint_figures", "sign", f"{_RATE} and reading = 'half'"),
    (
        "intermediate.int_joint_identities",
        "coefficient",
        f"{_PROBLEM} and part_indicator_id = 'imports'",
    ),
    ("intermediate.int_joint_boxes", "lower", f"{_BOX} and model_id = 'decoupled'"),
    ("intermediate.int_joint_boxes", "upper", f"{_BOX} and model_id = 'decoupled'"),
    ("intermediate.int_joint_boxes", "lower", f"{_BOX} and model_id = 'printed_base'"),
    ("intermediate.int_joint_boxes", "upper", f"{_BOX} and model_id = 'printed_base'"),
    ("intermediate.int_joint_solutions", "lower", f"{_ANSWER} = 'single_level'"),
    ("intermediate.int_joint_solutions", "lower", f"{_ANSWER} = 'printed_base'"),
    ("intermediate.int_joint_solutions", "lower", f"{_ANSWER} = 'decoupled'"),
    ("intermediate.int_joint_verdicts", "severity", _PROBLEM),
    ("intermediate.int_joint_verdicts", "single_level", _PROBLEM),
    ("intermediate.int_joint_verdicts", "printed_base", _PROBLEM),
    ("intermediate.int_joint_verdicts", "decoupled", _PROBLEM),
    ("intermediate.int_joint_verdicts", "severity", _PAIR),
    ("intermediate.int_joint_verdicts", "printed_base", _PAIR),
    ("intermediate.int_joint_bounds", "lower", _PLAN),
    ("intermediate.int_joint_bounds", "upper", _PLAN),
    ("intermediate.int_joint_feasibility", "lower", _RATE),
    ("intermediate.int_joint_feasibility", "upper", _RATE),
    ("intermediate.int_pairs", "level_total_lower", f"{_PAIR} and reading = 'half'"),
    ("intermediate.int_pairs", "completion_1_upper", f"{_PAIR} and reading = 'half'"),
    ("intermediate.int_pairs", "growth_2_lower", f"{_PAIR} and reading = 'wide'"),
    ("intermediate.int_pairs", "part_2_scale", f"{_PAIR} and reading = 'half'"),
    ("intermediate.int_pairs", "is_rearranged", f"{_PAIR} and reading = 'half'"),
    ("intermediate.int_pair_severities", "severity", _PAIR),
    ("intermediate.int_pair_severities", "is_half_held", _PAIR),
    ("intermediate.int_pair_severities", "is_wide_held", _PAIR),
    ("intermediate.int_pair_splits", "split_lower", _PAIR),
    ("intermediate.int_pair_splits", "split_upper", _PAIR),
    (
        "intermediate.int_pair_bounds",
        "upper",
        f"{_PAIR} and indicator_id = 'rice' and quantity = 'level'",
    ),
    ("intermediate.int_pair_contributions", "lower", f"{_PAIR} and indicator_id = 'rice'"),
    (
        "intermediate.int_pair_feasibility",
        "lower",
        f"{_PAIR} and indicator_id = 'rice' and quantity = 'growth'",
    ),
    ("intermediate.int_failing_figures", "severity", _MISPRINT),
    ("intermediate.int_failing_figures", "is_contradicted", _MISPRINT),
    ("intermediate.int_repair_edits", "read_as", f"{_MISPRINT} and trial_no = 7"),
    ("intermediate.int_repair_edits", "alternatives", f"{_MISPRINT} and trial_no = 7"),
    ("intermediate.int_repair_trials", "value", f"{_MISPRINT} and trial_no = 7"),
    ("intermediate.int_repair_trials", "lower", f"{_MISPRINT} and trial_no = 7"),
    ("intermediate.int_repair_trials", "upper", f"{_MISPRINT} and trial_no = 7"),
    ("marts.repair_candidates", "candidate", f"{_MISPRINT} and rank = 1"),
    ("marts.repair_candidates", "edit", f"{_MISPRINT} and rank = 1"),
    ("marts.repair_candidates", "rank", f"{_MISPRINT} and rank = 1"),
]


@pytest.mark.parametrize(("table", "column", "where"), _PLACES)
def test_a_lost_or_changed_value_is_noticed(
    table: str, column: str, where: str, warehouse: Path, audit: Audit, tmp_path: Path
) -> None:
    suites = suites_about(table, tmp_path / "suites")
    for value in ("null", _other(warehouse, table, column)):
        copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
        # A contract would refuse the null: what is tested here is what the audit sees.
        spoil(
            copy,
            f"alter table {table} alter column {column} drop not null",
            f"update {table} set {column} = {value} where {where}",
        )
        outcomes = audit(copy, suites)
        assert [outcome.error for outcome in outcomes if outcome.error] == []
        assert refusals(outcomes), f"{table}.{column} = {value}"


def test_prints_of_one_quantity_that_were_not_merged_are_noticed(
    warehouse: Path, audit: Audit, tmp_path: Path
) -> None:
    table, twice = "intermediate.int_observed", "indicator_id = 'tourists' and quantity = 'level'"
    copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        columns = connection.table(table).columns
        printed = connection.table("intermediate.int_quantities").columns
        both = ", ".join(column for column in columns if column in printed)
        connection.execute(f"delete from {table} where {twice}")
        connection.execute(
            f"insert into {table} by name "
            f"select {both} from intermediate.int_quantities where {twice}"
        )
    refused = refusals(audit(copy, suites_about(table, tmp_path / "suites")))
    assert any(
        row.get("fault") == "not what is printed" and row["indicator_id"] == "tourists"
        for outcome in refused
        for row in outcome.rows
    )


def _other(warehouse: Path, table: str, column: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        kind = connection.table(table).select(column).types[0]
    if kind == "VARCHAR":
        return "'suspect'" if column in _STATUSES else "'2.011'"
    return f"not {column}" if kind == "BOOLEAN" else f"{column} + 1000"


def test_a_total_lost_everywhere_cannot_pass(warehouse: Path, audit: Audit, tmp_path: Path) -> None:
    # As if the models themselves had lost it: the check calls itself not checkable throughout.
    copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
    changes = "verdict = 'not_checkable', decoupled = 'not_checkable', gap = null"
    changes += ", left_lower = null, left_upper = null, right_lower = null, right_upper = null"
    for table in ("intermediate.int_verdicts", "marts.reconciliation"):
        spoil(copy, f"update {table} set {changes} where {_CHECK}")
    refused = {outcome.description.split(":")[0] for outcome in refusals(audit(copy, EXPECTATIONS))}
    assert "Coverage of sums" in refused


def test_contradictions_stop_a_release(warehouse: Path, audit: Audit, tmp_path: Path) -> None:
    copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        for table in (
            "intermediate.int_quarantined_reports",
            "intermediate.int_acknowledged_checks",
        ):
            connection.execute(f"delete from {table}")
        connection.execute(
            "update marts.reconciliation set is_quarantined = false, is_acknowledged = false"
        )
    told = [
        outcome.description.split(",")[0]
        for outcome in refusals(audit(copy, EXPECTATIONS))
        if "contradict" in outcome.description or "more than the whole" in outcome.description
    ]
    assert "Totals reconcile: no total contradicts the sum of its parts" in told
    assert any(text.startswith("No part is more than the whole") for text in told)
