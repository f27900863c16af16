"""The audit by Great Expectations: every state of an outcome, every rule alone, pages without
network."""

import html
import json
import os
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import duckdb
import pytest

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.audit.rules import SuiteError, read_suites
from doichieu.audit.tables import make_table
from doichieu.base.child import ChildDied, ChildProcess
from doichieu.base.paths import EXPECTATIONS, PROJECT

_WAREHOUSE_SQL = """
create schema staging;
create schema marts;
create table staging.readings (reading_id integer, amount decimal(18, 2));
insert into staging.readings values (1, 100.10), (2, 100.10), (3, 250.25), (4, 249.25), (4, null);
create table marts.figures (figure varchar, month date, total decimal(18, 2));
insert into marts.figures values
    ('income', '2026-01-01', 100.10), ('income', '2026-02-01', 250.25),
    ('income', '2026-03-01', -5);
create table marts.differences (month date, tax decimal(18, 2), found_in interval);
insert into marts.differences
    select date '2026-01-01' + (i * interval 1 day), 10.10 + i, interval 1 hour
    from range(280) t(i);
"""
_ROWS = "unexpected_rows_expectation"


def rule(severity: str, description: str, **how: Any) -> dict[str, Any]:
    """One rule of a suite's file; a query under `sql` goes to a separate file."""
    return {
        "severity": severity,
        "description": description,
        "guards": "A spoilt demo.",
        "who_acts": "The analyst",
        **how,
    }


def suite(table: str, *rules: dict[str, Any]) -> dict[str, Any]:
    """One suite, as its file holds it."""
    return {"table": table, "about": "A demo.", "rules": [*rules]}


SUITES = {
    "differences": suite(
        "marts.differences",
        rule(
            "warning",
            "Tax is always ten.",
            sql="select d.month, d.tax, d.found_in from marts.differences d "
            "join marts.figures f on true where f.total = 100.10 and d.tax <> 10 order by d.month",
        ),
        rule(
            "critical",
            "No tax is missing.",
            sql="select * from marts.differences where tax is null",
        ),
    ),
    "figures": suite(
        "marts.figures",
        rule("critical", "No total is below zero.", sql="from marts.figures where total < 0"),
        rule("critical", "Broken on purpose.", sql="select no_such_column from marts.figures"),
        rule(
            "critical",
            "All named.",
            expectation="expect_column_values_to_not_be_null",
            kwargs={"column": "figure"},
        ),
    ),
    "pipeline.readings": suite(
        "staging.readings",
        rule(
            "warning",
            "None twice.",
            expectation="expect_column_values_to_be_unique",
            kwargs={"column": "reading_id"},
        ),
        rule(
            "info",
            "Some.",
            expectation="expect_table_row_count_to_be_between",
            kwargs={"min_value": 1},
        ),
    ),
}


def write_suites(folder: Path, suites: dict[str, Any]) -> Path:
    """Write a folder of suites, each query in a separate file."""
    for name, content in suites.items():
        own = folder.joinpath(*name.split("."))
        own.mkdir(parents=True)
        content = deepcopy(content)
        for number, one in enumerate(content["rules"] if isinstance(content, dict) else []):
            if "sql" in one:
                (own / f"{number}.sql").write_text(one["sql"], encoding="utf-8")
                one["sql"] = f"{number}.sql"
        (own / "suite.yml").write_text(json.dumps(content), encoding="utf-8")
    return folder


def run_suites(warehouse: Path, suites: Path, docs: Path | None) -> list[ExpectationOutcome]:
    """The function under test, imported when it is first used."""
    from doichieu.audit import suites as module

    return module.run_suites(warehouse, suites, docs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and its Data Docs after `outcomes` has run."""
    folder = tmp_path_factory.mktemp("demo")
    with duckdb.connect(str(folder / "demo.duckdb")) as connection:
        connection.execute(_WAREHOUSE_SQL)
    write_suites(folder / "suites", SUITES)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> list[ExpectationOutcome]:
    return run_suites(folder / "demo.duckdb", folder / "suites", folder / "docs")


def one(outcomes: list[ExpectationOutcome], description: str) -> ExpectationOutcome:
    """The outcome of this description."""
    [found] = [outcome for outcome in outcomes if outcome.description == description]
    return found


def test_every_rule_has_its_outcome_in_the_files_order(
    outcomes: list[ExpectationOutcome],
) -> None:
    expected = [
        (
            name,
            content["table"],
            one.get("expectation", _ROWS),
            one["severity"],
            {"guards": one["guards"], "who_acts": one["who_acts"]},
        )
        for name, content in SUITES.items()
        for one in content["rules"]
    ]
    assert expected == [
        (o.suite, o.table, o.expectation_type, o.severity, o.meta) for o in outcomes
    ]


def test_rows_of_a_failure_are_kept_in_json_form(
    outcomes: list[ExpectationOutcome],
) -> None:
    outcome = one(outcomes, "No total is below zero.")
    assert (outcome.state, outcome.unexpected_count, outcome.error) == ("failed", 1, "")
    assert outcome.rows == [{"figure": "income", "month": "2026-03-01", "total": "-5.00"}]


def test_all_rows_are_counted_and_only_some_are_kept(outcomes: list[ExpectationOutcome]) -> None:
    outcome = one(outcomes, "Tax is always ten.")
    assert (outcome.state, outcome.unexpected_count, len(outcome.rows)) == ("failed", 280, 50)
    assert outcome.rows[0] == {"month": "2026-01-01", "tax": "10.10", "found_in": "1:00:00"}


def test_a_query_runs_again_only_where_rows_were_dropped(
    folder: Path, outcomes: list[ExpectationOutcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    from great_expectations.execution_engine import SqlAlchemyExecutionEngine

    asked: list[str] = []
    execute = SqlAlchemyExecutionEngine.execute_query

    def listened(engine: SqlAlchemyExecutionEngine, query: Any) -> Any:
        asked.append(str(query))
        return execute(engine, query)

    monkeypatch.setattr(SqlAlchemyExecutionEngine, "execute_query", listened)
    run_suites(folder / "demo.duckdb", folder / "suites", None)
    times = {
        what: sum(what in query for query in asked)
        for what in ("total < 0", "tax is null", "d.tax <> 10")
    }
    assert times == {"total < 0": 1, "tax is null": 1, "d.tax <> 10": 2}


def test_a_columns_failure_keeps_the_values(outcomes: list[ExpectationOutcome]) -> None:
    outcome = one(outcomes, "None twice.")
    assert (outcome.state, outcome.unexpected_count) == ("failed", 2)
    assert outcome.rows == [{"reading_id": 4}, {"reading_id": 4}]


def test_passed_expectations(outcomes: list[ExpectationOutcome]) -> None:
    found, counted = one(outcomes, "No tax is missing."), one(outcomes, "Some.")
    assert (found.state, found.unexpected_count, found.rows) == ("passed", 0, [])
    assert (counted.state, counted.unexpected_count, counted.rows) == ("passed", None, [])


def test_a_broken_expectation_errs_alone(outcomes: list[ExpectationOutcome]) -> None:
    assert [o.state for o in outcomes if o.suite == "figures"] == ["failed", "errored", "passed"]
    broken = one(outcomes, "Broken on purpose.")
    assert 'Referenced column "no_such_column" not found' in broken.error
    assert (broken.unexpected_count, broken.rows) == (None, [])


def result_page(docs: Path, name: str) -> str:
    """The page of a suite's result."""
    [page] = docs.glob(f"validations/{name.replace('.', '/')}/*/*/*.html")
    return page.read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """The sections of a page, one an expectation, by its description; as text, tags left out."""
    found = re.findall(r'<section class="expectation.*?</section>', page, re.DOTALL)
    texts = [html.unescape(re.sub(r"<[^>]+>", " ", section)) for section in found]
    plain = [" ".join(text.split()) for text in texts]
    labels = r"^. (?:Not met: |With exceptions: |Could not be checked: )?| State "
    return {re.split(labels, text)[1]: text for text in plain}


def test_the_data_docs_state_who_acts_and_the_severity(
    outcomes: list[ExpectationOutcome], folder: Path
) -> None:
    words = {"critical": "stops a release", "warning": "look again", "info": "good to know"}
    assert {path.name for path in (folder / "docs").iterdir()} == {"index.html", "validations"}
    for name, content in SUITES.items():
        shown = sections(result_page(folder / "docs", name))
        assert list(shown) == [one["description"] for one in content["rules"]]
        for one in content["rules"]:
            text = shown[one["description"]]
            for said in ("Who acts The analyst", "Guards against A spoilt demo."):
                assert said in text
            assert words[one["severity"]] in text


def test_the_data_docs_show_each_state(outcomes: list[ExpectationOutcome], folder: Path) -> None:
    figures = sections(result_page(folder / "docs", "figures"))
    assert (
        "Not met: No total is below zero. State not met, 1 row "
        in figures["No total is below zero."]
    )
    assert "-5.00" in figures["No total is below zero."]
    assert "where total < 0" in figures["No total is below zero."]
    assert "State could not be checked " in figures["Broken on purpose."]
    assert "no_such_column" in figures["Broken on purpose."]
    assert "State met " in figures["All named."] and "column: figure" in figures["All named."]
    [many] = [sections(result_page(folder / "docs", "differences"))["Tax is always ten."]]
    assert "State not met, 280 rows" in many and "The first 50 of 280 rows" in many


def test_the_index_begins_with_what_stops_a_release(
    outcomes: list[ExpectationOutcome], folder: Path
) -> None:
    index = (folder / "docs" / "index.html").read_text(encoding="utf-8")
    assert "The audit refused this build." in index
    assert "Of 7 expectations 2 stop it." in index
    assert "../index.html" not in index  # a refused build has no front page
    # First the maintainers' group, which this demo has too, then each other group by name.
    assert re.findall("<h2>(.*?)</h2>", index) == ["Pipeline", "differences", "figures"]
    assert list(sections(index)) == [
        "None twice.",
        "Tax is always ten.",
        "No total is below zero.",
        "Broken on purpose.",
    ]
    for name, content in SUITES.items():
        [row] = re.findall(rf"<tr><td><a [^>]*>{name}</a>.*?</tr>", index)
        met = sum(o.suite == name and o.state == "passed" for o in outcomes)
        assert row.endswith(f"<td>{len(content['rules'])}</td><td>{met}</td></tr>")


def test_the_index_of_what_passed_leads_back_to_the_site(folder: Path, tmp_path: Path) -> None:
    some = SUITES["pipeline.readings"]["rules"][1]
    odd = rule("info", "Noted.", sql="select figure from marts.figures where total < 0")
    suites = write_suites(
        tmp_path / "suites",
        {
            "pipeline.all": suite("staging.readings", some),
            "reports.noted": suite("marts.figures", odd),
        },
    )
    run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    index = (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")
    assert "The audit passed this release." in index
    assert "Of 2 expectations 1 are met" in index
    assert 'href="../index.html"' in index and 'href="../docs/index.html"' in index
    assert "With exceptions: Noted. State noted, 1 row " in sections(index)["Noted."]
    assert re.findall("<h2>(.*?)</h2>", index) == ["What the reports say", "Pipeline"]


def test_the_data_docs_load_nothing_from_the_network(
    outcomes: list[ExpectationOutcome], folder: Path
) -> None:
    outside = re.compile(r"""(src|href)\s*=\s*["']?(https?:)?//|url\(|@import|fetch\(""")
    site = folder / "docs"
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not outside.search(text), page
        assert "Content-Security-Policy\" content=\"default-src 'none';" in text
        for link in re.findall(r'href="([^"#]+)"', text):
            target = (page.parent / link).resolve()
            if link != "data:," and target.is_relative_to(site.resolve()):
                assert target.is_file(), (page, link)
            elif link != "data:,":
                assert target == (folder / "docs/index.html").resolve(), (page, link)


def test_the_warehouse_and_the_suites_are_left_as_they_were(
    outcomes: list[ExpectationOutcome], folder: Path
) -> None:
    assert {path.name for path in folder.iterdir()} == {"demo.duckdb", "suites", "docs"}
    assert len(list((folder / "suites").iterdir())) == len(SUITES)
    with duckdb.connect(str(folder / "demo.duckdb")) as connection:
        connection.execute("create table staging.scratch as select 1 as x")
        connection.execute("drop table staging.scratch")


def test_a_second_run_replaces_the_first(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run_suites(folder / "demo.duckdb", folder / "suites", tmp_path / "docs")
    assert len(list((tmp_path / "docs").glob("validations/figures/**/*.html"))) == 1


def test_a_reader_in_this_process_does_not_block_the_audit(folder: Path) -> None:
    with duckdb.connect(str(folder / "demo.duckdb"), read_only=True):
        outcomes = run_suites(folder / "demo.duckdb", folder / "suites", None)
    assert sum(outcome.state == "errored" for outcome in outcomes) == 1


def test_a_missing_table_makes_its_suite_err(folder: Path, tmp_path: Path) -> None:
    named = SUITES["figures"]["rules"][2]
    suites = write_suites(
        tmp_path / "suites",
        {"odd": suite("marts.nothing", named), "readings": SUITES["pipeline.readings"]},
    )
    outcomes = run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    assert [outcome.state for outcome in outcomes] == ["errored", "failed", "passed"]
    assert "nothing" in outcomes[0].error
    assert (tmp_path / "docs" / "index.html").is_file()


def test_values_without_a_json_or_html_form(folder: Path, tmp_path: Path) -> None:
    query = (
        "select distinct 1::hugeint as n, [1.5, null] as l, "
        "struct_pack(a := date '2026-01-01') as s, "
        "'<b>$x</b>' as t, null as z, '\\xAA'::blob as b, 'nan'::double as f from marts.figures"
    )
    suites = write_suites(
        tmp_path / "suites", {"odd": suite("marts.figures", rule("info", "d", sql=query))}
    )
    [outcome] = run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    assert outcome.state == "failed", outcome.error
    assert json.loads(json.dumps(outcome.rows, allow_nan=False))[0]["n"] == 1
    for page in (tmp_path / "docs").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "&lt;b&gt;$x&lt;/b&gt;" in text
        assert "<b>" not in text


def test_rows_begin_with_the_columns_for_analysts(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "named.duckdb")) as connection:
        connection.execute(
            """
            create schema reference;
            create table reference.indicators as
                select 'exports' as indicator_id, 'Exports' as name_en,
                'Xuất khẩu <i>' as name_vi;
            create table reference.reports as select 'r' as report_id, 'The <i>title' as title;
            create table reference.checks as
                select 'a/b' as check_id, 9.5::double as left_lower,
                'infinity'::double as left_upper,
                null::double as right_lower, 3::double as right_upper, 6.5 as gap, '' as basis,
                7 as odd_number, 'exports' as indicator_id, 'figure 2: 10' as printed,
                'r' as report_id;
            """
        )
    suites = write_suites(
        tmp_path / "suites",
        {"odd": suite("reference.checks", rule("critical", "d", sql="from reference.checks"))},
    )
    run_suites(tmp_path / "named.duckdb", suites, tmp_path / "docs")
    index = (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")
    table = index[index.index("<thead>") : index.index("</table>")]
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == [
        "report", "indicator", "printed", "stands for", "the others imply", "apart by",
        "odd number", "check id",
    ]  # fmt: skip
    assert re.findall(r"<td[^>]*>(.*?)</td>", table) == [
        "r<br><small>The &lt;i&gt;title</small>",
        "exports<br><small>Exports, Xuất khẩu &lt;i&gt;</small>",
        "figure 2: 10", "at least 9.5", "at most 3", "6.5", "7", "a/b",
    ]  # fmt: skip


SHIPPED = read_suites(EXPECTATIONS)


def test_every_shipped_rule_states_what_it_guards_and_who_acts() -> None:
    rules = [one for content in SHIPPED for one in content.rules]
    assert {one.severity for one in rules} == {"critical", "warning", "info"}
    assert len({one.description for one in rules}) == len(rules) > 50
    maintainers = [one for one in rules if "maintainer" in one.who_acts]
    assert 0 < len(maintainers) <= 45 and len(rules) - len(maintainers) >= 21
    for content in SHIPPED:
        group = "maintainer" if content.name.startswith("pipeline.") else ""
        assert all(("maintainer" in one.who_acts) == bool(group) for one in content.rules)


def test_every_query_is_short_and_used() -> None:
    files = list(EXPECTATIONS.rglob("*.sql"))
    listed = "".join(path.read_text(encoding="utf-8") for path in EXPECTATIONS.rglob("suite.yml"))
    assert {path.name for path in files} == set(re.findall(r"sql: (\S+\.sql)", listed))
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in files}
    assert [
        path for path, own in lines.items() if len(own) > 60 or len(max(own, key=len)) > 120
    ] == []


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (
            {
                "expectation": "expect_column_pair_values_a_to_be_greater_than_b",
                "kwargs": {"column_A": "tax", "column_B": "least", "or_equal": True},
                "keys": ["month"],
            },
            [{"month": "2026-01-02", "tax": "1.00", "least": "2.00"}],
        ),
        (
            {
                "expectation": "expect_column_values_to_be_between",
                "kwargs": {"column": "tax", "min_value": 2},
                "keys": ["month"],
            },
            [{"month": "2026-01-02", "tax": "1.00"}],
        ),
        (
            {"expectation": "expect_table_row_count_to_equal", "kwargs": {"value": 3}},
            [{"observed_value": 2}],
        ),
    ],
)
def test_native_expectations_fail_when_they_should_and_show_their_rows(
    tmp_path: Path, one: dict[str, Any], shown: list[dict[str, Any]]
) -> None:
    with duckdb.connect(str(tmp_path / "native.duckdb")) as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.taxes as
                select date '2026-01-01' as month, 3.00 as tax, 2.00 as least
                union all select date '2026-01-02', 1, 2
            """
        )
    suites = write_suites(
        tmp_path / "suites", {"odd": suite("marts.taxes", rule("critical", "d", **one))}
    )
    [outcome] = run_suites(tmp_path / "native.duckdb", suites, None)
    assert (outcome.state, outcome.rows) == ("failed", shown)


def test_the_native_expectations_in_use_are_those_tried() -> None:
    used = {one.expectation for content in SHIPPED for one in content.rules if one.expectation}
    assert used == {"expect_column_values_to_be_between"}


def odd_suite(kind: str, severity: str, **kwargs: object) -> dict[str, Any]:
    """A suite with one invalid rule."""
    return suite("marts.figures", rule(severity, "d", expectation=kind, kwargs=kwargs))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (suite("nowhere", rule("info", "d", sql="select 1")), "must name the table"),
        (odd_suite("no_such", "info"), "no_such"),
        (odd_suite("expect_column_values_to_not_be_null", "info", colunm="x"), "colunm"),
        (odd_suite("expect_column_values_to_be_unique", "dire", column="x"), "severity"),
        (suite("marts.figures", rule("info", "d")), "needs an expectation or a sql file"),
        (suite("marts.figures", rule("info", "", sql="select 1")), "needs an expectation"),
        (suite("marts.figures", rule("info", "d", sql="select {{ no }}")), "'no' is undefined"),
        (
            suite("marts.figures", rule("info", "d", sql="select {{ var('no') }}")),
            "dbt_project.yml has no var 'no'",
        ),
        (suite("marts.figures", rule("info", "{{ no }}", sql="select 1")), "'no' is undefined"),
        ("neither", "not a suite"),
        (suite("marts.figures"), "lists no rules"),
        (suite("marts.figures", "a rule"), "is not a rule"),  # type: ignore[arg-type]
    ],
)
def test_a_mistyped_suite_is_refused_by_name(
    folder: Path, tmp_path: Path, content: object, complaint: str
) -> None:
    suites = write_suites(tmp_path / "suites", {"odd": content})
    with pytest.raises(SuiteError, match=complaint) as raised:
        run_suites(folder / "demo.duckdb", suites, None)
    assert "odd" in str(raised.value)


def asked(folder: Path, docs: Path | None) -> dict[str, str | None]:
    """A request to the audit's process."""
    return {
        "warehouse": str(folder / "demo.duckdb"),
        "suites": str(folder / "suites"),
        "docs": str(docs) if docs else None,
        "found": None,
    }


def test_the_process_answers_many_requests_and_prints_nothing(
    outcomes: list[ExpectationOutcome], folder: Path, tmp_path: Path
) -> None:
    log = tmp_path / "audit.log"
    with ChildProcess("doichieu.audit", log) as child:
        for docs in (tmp_path / "docs", None):
            child.ask(asked(folder, docs))
            ending = child.ended()
            assert [ExpectationOutcome(**one) for one in ending["outcomes"]] == outcomes
    assert log.read_text(encoding="utf-8") == ""
    assert {path.name for path in tmp_path.iterdir()} == {"docs", "audit.log"}


def test_the_process_ends_silently_without_requests(tmp_path: Path) -> None:
    with ChildProcess("doichieu.audit", tmp_path / "audit.log"):
        pass
    assert (tmp_path / "audit.log").read_text(encoding="utf-8") == ""


def test_the_process_reports_a_fault_of_the_program(tmp_path: Path) -> None:
    with (
        ChildProcess("doichieu.audit", tmp_path / "audit.log") as child,
        pytest.raises(ChildDied, match="There is no warehouse at"),
    ):
        child.ask(asked(tmp_path, None))
        child.ended()


def test_a_check_without_sides_stands_in_one_table_with_others() -> None:
    """A joint check has no two intervals to compare; the checks of its identity have."""
    ends = {"left_lower": 9.5, "left_upper": 10.5, "right_lower": 11.0, "right_upper": None}
    table = make_table([dict.fromkeys(ends) | {"kind": "joint"}, ends | {"kind": "sum"}], {})
    assert table.headings == ["stands for", "the others imply", "kind"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["–", "–", "joint"],
        ["9.5 – 10.5", "at least 11", "sum"],
    ]


def test_outcomes_are_read_without_great_expectations() -> None:
    program = (
        "import sys, doichieu.audit.auditor, doichieu.audit.outcome; "
        "sys.exit('great_expectations' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        check=True,
    )
