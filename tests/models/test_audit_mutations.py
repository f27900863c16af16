"""Tests of the rules themselves: change a warehouse in one place, and a rule must fail.

The warehouse is built once, from the shipped report and three invented ones; together they fill
every table. Each change is made in a transaction that is rolled back, and the rules' queries run on
the same connection. One test compares them with Great Expectations.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.audit_rules import RULES, SUITES, broken, query_of
from support.seeds_folder import append, copy_seeds

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.audit.rules import Rule, read_suites
from doichieu.base.paths import EXPECTATIONS
from doichieu.base.vocabulary import project_vars
from doichieu.derive.dbt import BuildPaths, build_command, transform
from doichieu.inputs import read_inputs

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

# figure_no indicator_id measure printed unit_id, then the other columns that are not blank.
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
        30 net_exports level -1.010 million_usd
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
        17 border_patrol_posts increase_by 10 patrol_post
        18 border_patrol_posts level 140 patrol_post period_id=2021-H1
        19 retail_sales increase_pct 7,5-8 percent
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
    "net_exports,Cán cân,Balance of trade,million_usd,flow,trade,neither,,",
    "crops,Cây trồng,Crops,million_usd,flow,agriculture,higher,,",
    "rice,Lúa,Rice,million_usd,flow,agriculture,higher,,",
    "maize,Ngô,Maize,million_usd,flow,agriculture,higher,,",
]

_IDENTITIES = [
    ("crops_by_kind", "sum", "crops", "rice", "1", ""),
    ("crops_by_kind", "sum", "crops", "maize", "1", ""),
    ("balance", "sum", "net_exports", "exports", "1", "invented-2021-9m"),
    ("balance", "sum", "net_exports", "imports", "-1", "invented-2021-9m"),
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


CRITICAL = [rule for rule in RULES if rule.severity == "critical"]
# Rules that check each table alone, and name it in `table_name`.
LOCAL = [rule for suite in SUITES if suite.name == "pipeline.values" for rule in suite.rules]

# Optional columns of the inputs: no other table repeats them, so no rule notices a lost value.
_ONLY_IN_THE_INPUTS = {
    "reference.indicators": {"aliases_vi", "aliases_en", "topic"},
    "reference.limits": {"lower", "upper"},
    "reference.reports": {"publisher", "author", "published", "url", "text_sha256"},
    "reference.territories": {
        *("name_vi", "name_en", "level", "parent_id"),
        *("valid_from", "valid_to", "successor_id", "official_code"),
        *("predecessor_id", "former_level", "level_from", "aliases", "source"),
    },
    "reference.units": {"name_vi", "name_en", "aliases"},
}

# Rows whose loss changes nothing: an interval without ends does not bound a figure.
_SAYS_NOTHING = {"intermediate.int_feasibility": "not isfinite(lower) and not isfinite(upper)"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the shipped and the invented reports; the contradictory one is in
    quarantine."""
    folder = tmp_path_factory.mktemp("staged")
    paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
    read_inputs(invented_seeds(folder)).write_snapshot(paths.inputs)
    assert transform(paths, [build_command(quarantine=True, with_tests=False)]) == []
    return paths.warehouse


@pytest.fixture(scope="module")
def outcomes(file: Path) -> list[ExpectationOutcome]:
    """The outcomes of Great Expectations for the unchanged warehouse."""
    from doichieu.audit.suites import run_suites

    return run_suites(file, EXPECTATIONS, None)


@pytest.fixture(scope="module")
def warehouse(
    file: Path, outcomes: list[ExpectationOutcome]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse, opened after Great Expectations has closed its own."""
    with duckdb.connect(str(file)) as connection:
        # A contract would refuse nulls; this test is about the audit alone.
        for table, column in connection.execute(
            """select schema_name || '.' || table_name, column_name from duckdb_columns()
            where not is_nullable and schema_name = 'marts' and not internal"""
        ).fetchall():
            connection.execute(f"alter table {table} alter column {column} drop not null")
        yield connection


def tables(warehouse: duckdb.DuckDBPyConnection) -> list[str]:
    """Every table of every schema."""
    rows = warehouse.execute(
        "select schema_name || '.' || table_name from duckdb_tables() order by all"
    ).fetchall()
    return [name for (name,) in rows]


def about(table: str) -> list[Rule]:
    """The critical rules that read a table, without those in LOCAL."""
    read = re.compile(rf"\b{re.escape(table)}\b")
    return [
        rule
        for rule in CRITICAL
        if rule not in LOCAL and (rule.table == table or read.search(query_of(rule)))
    ]


def is_named(table: str, failed: list[tuple[Rule, list[dict[str, Any]]]], *texts: str) -> bool:
    """Whether a failed rule names the table, or one of the texts, in words or in a row."""
    return any(
        name in f"{rule.description} {rows}"
        for rule, rows in failed
        for name in (table.split(".")[1], *texts)
    )


@contextmanager
def changed(warehouse: duckdb.DuckDBPyConnection, statement: str, rows: int = 1) -> Iterator[None]:
    """Run a statement, which must change a given number of rows, and undo it at the end."""
    warehouse.execute("begin")
    try:
        assert warehouse.execute(statement).fetchone() == (rows,), statement
        yield
    finally:
        warehouse.execute("rollback")


def some_rows(warehouse: duckdb.DuckDBPyConnection, table: str, where: str) -> list[int]:
    """The row ids of the first, a middle and the last row of a table that meet a condition."""
    ids = [
        i
        for (i,) in warehouse.execute(
            f"select rowid from {table} where {where} order by 1"
        ).fetchall()
    ]
    return sorted({ids[0], ids[len(ids) // 2], ids[-1]}) if ids else []


def test_the_warehouse_passes(warehouse: duckdb.DuckDBPyConnection) -> None:
    failed = broken(warehouse, RULES)
    # Warnings and notes report intended contents of the invented reports.
    assert {rule.severity for rule, _ in failed} == {"warning", "info"}, [
        (rule.description, rows[:3]) for rule, rows in failed if rule.severity == "critical"
    ]


def test_great_expectations_finds_the_same(
    outcomes: list[ExpectationOutcome], warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert [outcome.error for outcome in outcomes if outcome.state == "errored"] == []
    failed = [outcome.description for outcome in outcomes if outcome.state == "failed"]
    assert failed == [rule.description for rule, _ in broken(warehouse, RULES)]
    assert len(outcomes) == len(RULES)


def test_every_table_has_rows(warehouse: duckdb.DuckDBPyConnection) -> None:
    empty = [table for table in tables(warehouse) if not some_rows(warehouse, table, "true")]
    assert empty == []


@pytest.mark.parametrize("schema", ["reference", "staging", "intermediate", "marts"])
def test_a_deleted_row_is_reported_by_name(
    schema: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    own = [table for table in tables(warehouse) if table.startswith(f"{schema}.")]
    assert own
    unnoticed = []
    for table in own:
        rules = about(table)
        for row in some_rows(warehouse, table, f"not ({_SAYS_NOTHING.get(table, 'false')})"):
            file = warehouse.execute(f"select * from {table} where rowid = {row}").fetchone()
            with changed(warehouse, f"delete from {table} where rowid = {row}"):
                if not is_named(table, broken(warehouse, rules), *_file_of(table, file)):
                    unnoticed.append((table, file))
    assert unnoticed == [], unnoticed


def _file_of(table: str, row: tuple[Any, ...] | None) -> tuple[str, ...]:
    """A lost row of the list of files is reported by the file's name."""
    return (str(row[1]),) if row and table == "reference.input_files" else ()


def places(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """Every column of every table, and the last row that has a value there."""
    found = [
        (
            table,
            column,
            warehouse.execute(
                f"select max(rowid) from {table} where {column} is not null"
            ).fetchone(),
        )
        for table in tables(warehouse)
        for column in warehouse.table(table).columns
    ]
    return [(table, column, row[0]) for table, column, row in found if row and row[0] is not None]


def missed_at_once(
    warehouse: duckdb.DuckDBPyConnection, lost: list[tuple[str, str, int]]
) -> set[str]:
    """The tables that LOCAL rules name when each of them has lost one value."""
    warehouse.execute("begin")
    try:
        for table, column, row in lost:
            warehouse.execute(f"update {table} set {column} = null where rowid = {row}")
        return {row["table_name"] for _, rows in broken(warehouse, LOCAL) for row in rows}
    finally:
        warehouse.execute("rollback")


def test_a_lost_value_is_noticed_by_name(warehouse: duckdb.DuckDBPyConnection) -> None:
    left = [
        (table, column, row)
        for table, column, row in places(warehouse)
        if column not in _ONLY_IN_THE_INPUTS.get(table, ())
    ]
    by_table = {table: [one for one in left if one[0] == table] for table, _, _ in left}
    assert len(left) > 500
    for together in zip_longest(*by_table.values()):
        lost = [one for one in together if one]
        missed = missed_at_once(warehouse, lost)
        left = [one for one in left if one not in lost or one[0] not in missed]
    unnoticed = []
    for table, column, row in left:
        with changed(warehouse, f"update {table} set {column} = null where rowid = {row}"):
            if not is_named(table, broken(warehouse, about(table))):
                unnoticed.append((table, column, row))
    assert unnoticed == [], unnoticed


def test_the_exempt_inputs_exist(warehouse: duckdb.DuckDBPyConnection) -> None:
    for table, names in _ONLY_IN_THE_INPUTS.items():
        assert names <= set(warehouse.table(table).columns)


_CHECK = (
    "report_id = 'lang-son-2021-h1' and indicator_id = 'trade' and kind = 'sum' "
    "and quantity = 'level'"
)
_FIGURE = "report_id = 'lang-son-2021-h1' and figure_no = 8"
_RANGE = "report_id = 'invented-2022-h1' and figure_no = 19"


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("staging.stg_figures", f"printed = '2.011' where {_FIGURE}"),
        ("staging.stg_figures", f"read_as = '2.011' where {_FIGURE}"),
        ("staging.stg_figures", f"number_parts = number_parts + 1000 * parts where {_FIGURE}"),
        ("staging.stg_figures", f"upper_number_parts = upper_number_parts + parts where {_RANGE}"),
        ("staging.stg_figures", f"upper_number_parts = null where {_RANGE}"),
        ("staging.stg_figures", f"half_lower_parts = half_upper_parts + 1000 where {_FIGURE}"),
        ("staging.stg_figures", f"wide_upper_parts = half_upper_parts - 1000 where {_FIGURE}"),
        ("marts.figures", f"printed = '2.011' where {_FIGURE}"),
        ("marts.figures", f"value = value + 1000 where {_FIGURE}"),
        ("marts.figures", f"half_lower = wide_lower - 1 where {_FIGURE}"),
        ("marts.figures", f"half_upper = wide_upper + 1 where {_FIGURE}"),
        ("marts.figures", f"check_status = 'suspect' where {_FIGURE}"),
        ("marts.figures", f"feasible_lower = feasible_lower + 1000 where {_FIGURE}"),
        ("marts.reconciliation", f"verdict = 'suspect' where {_CHECK}"),
        ("marts.reconciliation", f"decoupled = 'suspect' where {_CHECK}"),
        ("marts.reconciliation", f"left_lower = left_lower + 1000 where {_CHECK}"),
        ("marts.reconciliation", f"gap = -1 where {_CHECK}"),
        ("intermediate.int_verdicts", f"single_level = 'suspect' where {_CHECK}"),
        (
            "intermediate.int_joint_verdicts",
            "severity = severity + 1000 where component_id = 'trade' and basis = '' "
            "and report_id = 'lang-son-2021-h1'",
        ),
        ("staging.stg_periods", "elapsed_pct = 150 where period_id = '2021-H1'"),
    ],
)
def test_a_changed_value_is_noticed(
    table: str, change: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    with changed(warehouse, f"update {table} set {change}"):
        assert broken(warehouse, about(table) + LOCAL)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.expectation])
def test_the_query_of_a_native_expectation_reads_its_table(
    rule: Rule, warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert warehouse.execute(query_of(rule)).fetchall() == []


def test_edits_of_as_few_figures_as_the_project_says_are_no_fault(
    warehouse: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def about_edits() -> list[Rule]:
        found = [rule for suite in read_suites(EXPECTATIONS) for rule in suite.rules]
        texts = ("intermediate.int_repaired_figures", "kinds of edit")
        return [rule for rule in found if any(text in rule.sql for text in texts)]

    figures = "intermediate.int_repaired_figures"
    [(count,)] = warehouse.execute(f"select count(*) from {figures}").fetchall()
    others = f"delete from {figures} where rowid != (select min(rowid) from {figures})"
    with changed(warehouse, others, rows=count - 1):
        warehouse.execute(
            "delete from intermediate.int_repair_trials where row(report_id, figure_no) "
            f"not in (select row(report_id, figure_no) from {figures})"
        )
        assert len(broken(warehouse, about_edits())) == 2
        monkeypatch.setitem(project_vars(), "most_repaired_figures", 1)
        assert broken(warehouse, about_edits()) == []


def test_a_total_lost_everywhere_cannot_pass(warehouse: duckdb.DuckDBPyConnection) -> None:
    # As if the models had lost it: the check is not checkable in all tables.
    changes = "verdict = 'not_checkable', decoupled = 'not_checkable', "
    sides = ("left_lower", "left_upper", "right_lower", "right_upper", "gap")
    lost = changes + ", ".join(f"half_{side} = null" for side in sides)
    with changed(warehouse, f"update intermediate.int_verdicts set {lost} where {_CHECK}"):
        lost = changes + ", ".join(f"{side} = null" for side in sides)
        warehouse.execute(f"update marts.reconciliation set {lost} where {_CHECK}")
        refused = {rule.description.split(":")[0] for rule, _ in broken(warehouse, CRITICAL)}
    assert "Coverage of sums" in refused


def test_contradictions_stop_a_release(warehouse: duckdb.DuckDBPyConnection) -> None:
    marks = "is_quarantined = false, is_acknowledged = false"
    [(checks,)] = warehouse.execute("select count(*) from marts.reconciliation").fetchall()
    with changed(warehouse, f"update marts.reconciliation set {marks}", rows=checks):
        failed = {rule.description.split(":")[0] for rule, _ in broken(warehouse, CRITICAL)}
    assert {"Totals reconcile", "Every part is at most its total."} <= failed
    assert "The figures of every report can all hold" in failed


@pytest.mark.parametrize(
    "change",
    [
        "delete from marts.revisions where {one}",
        "insert into marts.revisions from marts.revisions where {one}",
        "update marts.revisions set later_upper = null where {one}",
        "update marts.revisions set earlier_lower = earlier_lower + 1 where {one}",
        "update marts.revisions set earlier_report_id = later_report_id where {one}",
    ],
)
def test_a_comparison_of_reports_that_is_lost_or_not_with_what_they_give_is_refused(
    change: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    (rule,) = (rule for rule in CRITICAL if rule.description.startswith("Every report that gives"))
    (row,) = some_rows(warehouse, "marts.revisions", "quantity = 'level'")[:1]
    with changed(warehouse, change.format(one=f"rowid = {row}")):
        assert broken(warehouse, [rule])


def test_a_period_that_is_not_compared_with_its_halves_is_named() -> None:
    """Though another year is compared with four equal parts, which no two periods fill."""
    (rule,) = (rule for rule in CRITICAL if rule.description.startswith("Every period of a flow"))
    with duckdb.connect() as connection:
        connection.execute("""
            create schema intermediate;
            create schema marts;
            create schema reference;
            create table reference.indicators as select 'exports' as indicator_id, 'flow' as kind;
            create table intermediate.int_claims as
            select
                't' as territory_id, 't' as comparable_id, 'exports' as indicator_id,
                'level' as quantity, true as is_printed, *
            from (values
                ('2021-H1', date '2021-01-01', date '2021-06-30'),
                ('2021-H2', date '2021-07-01', date '2021-12-31'),
                ('2021', date '2021-01-01', date '2021-12-31'),
                ('2023', date '2023-01-01', date '2023-12-31')
            ) as periods (period_id, start_date, end_date);
            create table marts.revisions as
            select 't' as territory_id, 'exports' as indicator_id, 'parts_of_period' as quantity,
            unnest(['2021', '2023']) as period_id
        """)
        assert not broken(connection, [rule])
        connection.execute("delete from marts.revisions where period_id = '2021'")
        ((_, (row,)),) = broken(connection, [rule])
        assert row["period_id"] == "2021"
