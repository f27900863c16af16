"""Each state told right, no expectation taken with another, Data Docs that need no network."""

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.paths import PROJECT
from doichieu.base.worker import Worker, WorkerDied

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


def expectation(kind: str, severity: str, description: str, **kwargs: Any) -> dict[str, Any]:
    """One expectation, as a suite's file holds it."""
    meta = {"guards": "A spoilt demo.", "who_acts": "The analyst"}
    return {
        "type": kind,
        "kwargs": kwargs,
        "severity": severity,
        "description": description,
        "meta": meta,
    }


def rows(severity: str, description: str, query: str) -> dict[str, Any]:
    """An expectation that a query finds no rows."""
    return expectation(_ROWS, severity, description, unexpected_rows_query=query)


def suite(name: str, table: str, *expectations: dict[str, Any]) -> dict[str, Any]:
    """One suite, as its file holds it."""
    return {"name": name, "meta": {"table": table}, "notes": "", "expectations": [*expectations]}


SUITES = [
    suite(
        "differences",
        "marts.differences",
        rows(
            "warning",
            "Tax is always ten.",
            "select d.month, d.tax, d.found_in from {batch} d join marts.figures f on true "
            "where f.total = 100.10 and d.tax <> 10 order by d.month",
        ),
        rows("critical", "No tax is missing.", "select * from {batch} where tax is null"),
    ),
    suite(
        "figures",
        "marts.figures",
        rows("critical", "No total is below zero.", "select * from {batch} where total < 0"),
        rows("critical", "Broken on purpose.", "select no_such_column from {batch}"),
        expectation(
            "expect_column_values_to_not_be_null", "critical", "All named.", column="figure"
        ),
    ),
    suite(
        "readings",
        "staging.readings",
        expectation(
            "expect_column_values_to_be_unique", "warning", "None twice.", column="reading_id"
        ),
        expectation("expect_table_row_count_to_be_between", "info", "Some.", min_value=1),
    ),
]


def write_suites(folder: Path, *suites: Any) -> Path:
    """A folder of suites."""
    folder.mkdir()
    for content in suites:
        name = content["name"] if isinstance(content, dict) else "odd"
        path = folder / f"{'odd' if name == 'other' else name}.json"
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def run_suites(warehouse: Path, suites: Path, docs: Path | None) -> list[ExpectationOutcome]:
    """The function under test, imported when it is first wanted."""
    from doichieu.audit import suites as module

    return module.run_suites(warehouse, suites, docs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and its Data Docs once `outcomes` has run."""
    folder = tmp_path_factory.mktemp("demo")
    with duckdb.connect(str(folder / "demo.duckdb")) as connection:
        connection.execute(_WAREHOUSE_SQL)
    write_suites(folder / "suites", *SUITES)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> list[ExpectationOutcome]:
    return run_suites(folder / "demo.duckdb", folder / "suites", folder / "docs")


def one(outcomes: list[ExpectationOutcome], description: str) -> ExpectationOutcome:
    """The outcome of this description."""
    [found] = [outcome for outcome in outcomes if outcome.description == description]
    return found


def test_every_expectation_is_told_of_in_the_files_order(
    outcomes: list[ExpectationOutcome],
) -> None:
    expected = [
        (suite["name"], suite["meta"]["table"], e["type"], e["severity"], e["meta"])
        for suite in SUITES
        for e in suite["expectations"]
    ]
    assert expected == [
        (o.suite, o.table, o.expectation_type, o.severity, o.meta) for o in outcomes
    ]


def test_a_failure_keeps_its_rows_as_json_can_have_them(
    outcomes: list[ExpectationOutcome],
) -> None:
    outcome = one(outcomes, "No total is below zero.")
    assert (outcome.state, outcome.unexpected_count, outcome.error) == ("failed", 1, "")
    assert outcome.rows == [{"figure": "income", "month": "2026-03-01", "total": "-5.00"}]


def test_many_rows_are_counted_whole_and_kept_in_part(outcomes: list[ExpectationOutcome]) -> None:
    outcome = one(outcomes, "Tax is always ten.")
    assert (outcome.state, outcome.unexpected_count, len(outcome.rows)) == ("failed", 280, 50)
    assert outcome.rows[0] == {"month": "2026-01-01", "tax": "10.10", "found_in": "1:00:00"}


def test_a_query_is_asked_again_only_where_it_found_more_than_is_kept(
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


def test_what_passed(outcomes: list[ExpectationOutcome]) -> None:
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
    [page] = docs.glob(f"validations/{name}/*/*/*.html")
    return page.read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """The sections of a page, one an expectation, by its description; as text, tags left out."""
    found = re.findall(r'<section class="expectation.*?</section>', page, re.DOTALL)
    texts = [html.unescape(re.sub(r"<[^>]+>", " ", section)) for section in found]
    told = [" ".join(text.split()) for text in texts]
    return {re.split(r"^. | State ", text)[1]: text for text in told}


def test_the_data_docs_say_of_each_expectation_who_acts_and_how_bad_it_is(
    outcomes: list[ExpectationOutcome], folder: Path
) -> None:
    words = {"critical": "stops a release", "warning": "look again", "info": "good to know"}
    assert {path.name for path in (folder / "docs").iterdir()} == {"index.html", "validations"}
    for content in SUITES:
        told = sections(result_page(folder / "docs", content["name"]))
        assert list(told) == [e["description"] for e in content["expectations"]]
        for e in content["expectations"]:
            text = told[e["description"]]
            for said in ("Who acts The analyst", "Guards against A spoilt demo."):
                assert said in text
            assert words[e["severity"]] in text


def test_the_data_docs_tell_each_state(outcomes: list[ExpectationOutcome], folder: Path) -> None:
    figures = sections(result_page(folder / "docs", "figures"))
    assert "State not met, 1 row " in figures["No total is below zero."]
    assert "-5.00" in figures["No total is below zero."]
    assert "where total < 0" in figures["No total is below zero."]
    assert "State could not be asked " in figures["Broken on purpose."]
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
    assert list(sections(index)) == [
        "No total is below zero.",
        "Broken on purpose.",
        "Tax is always ten.",
        "None twice.",
    ]
    for content in SUITES:
        [row] = re.findall(rf"<tr><td><a [^>]*>{content['name']}</a>.*?</tr>", index)
        met = sum(o.suite == content["name"] and o.state == "passed" for o in outcomes)
        assert row.endswith(f"<td>{len(content['expectations'])}</td><td>{met}</td></tr>")


def test_the_index_of_what_passed_leads_back_to_the_site(folder: Path, tmp_path: Path) -> None:
    whole = [e for e in SUITES[2]["expectations"] if e["description"] == "Some."]
    odd = rows("info", "Noted.", "select figure from {batch} where total < 0")
    suites = write_suites(
        tmp_path / "suites",
        suite("all", "staging.readings", *whole),
        suite("noted", "marts.figures", odd),
    )
    run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    index = (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")
    assert "The audit passed this release." in index
    assert "Of 2 expectations 1 are met" in index
    assert 'href="../index.html"' in index and 'href="../docs/index.html"' in index
    assert "State noted, 1 row " in sections(index)["Noted."]


def test_the_data_docs_take_nothing_from_the_network(
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


def test_a_reader_in_this_process_is_no_hindrance(folder: Path) -> None:
    with duckdb.connect(str(folder / "demo.duckdb"), read_only=True):
        outcomes = run_suites(folder / "demo.duckdb", folder / "suites", None)
    assert sum(outcome.state == "errored" for outcome in outcomes) == 1


def test_a_table_that_is_not_there_makes_its_suite_err(folder: Path, tmp_path: Path) -> None:
    odd = suite("odd", "marts.nothing", *SUITES[1]["expectations"][:1])
    suites = write_suites(tmp_path / "suites", odd, SUITES[2])
    outcomes = run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    assert [outcome.state for outcome in outcomes] == ["errored", "failed", "passed"]
    assert "nothing" in outcomes[0].error
    assert (tmp_path / "docs" / "index.html").is_file()


def test_values_that_json_and_html_have_no_form_for(folder: Path, tmp_path: Path) -> None:
    query = (
        "select distinct 1::hugeint as n, [1.5, null] as l, {{'a': date '2026-01-01'}} as s, "
        "'<b>$x</b>' as t, null as z, '\\xAA'::blob as b, 'nan'::double as f from {batch}"
    )
    suites = write_suites(
        tmp_path / "suites", suite("odd", "marts.figures", rows("info", "d", query))
    )
    [outcome] = run_suites(folder / "demo.duckdb", suites, tmp_path / "docs")
    assert outcome.state == "failed", outcome.error
    assert json.loads(json.dumps(outcome.rows, allow_nan=False))[0]["n"] == 1
    for page in (tmp_path / "docs").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "&lt;b&gt;$x&lt;/b&gt;" in text
        assert "<b>" not in text


def test_rows_begin_with_what_an_analyst_searches_for(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "named.duckdb")) as connection:
        connection.execute(
            """
            create schema reference;
            create table reference.indicators as
                select 'exports' as indicator_id, 'Exports' as name_en,
                'Xuất khẩu <i>' as name_vi, null as aliases_vi;
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
        suite("odd", "reference.checks", rows("critical", "d", "select * from {batch}")),
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


def test_every_shipped_expectation_says_what_it_guards_and_who_acts() -> None:
    descriptions = []
    for path in sorted((PROJECT / "expectations").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["notes"]
        for one in content["expectations"]:
            assert one["severity"] in ("critical", "warning", "info")
            assert one["meta"].keys() == {"guards", "who_acts"} and all(one["meta"].values())
            descriptions.append(one["description"])
    assert len(set(descriptions)) == len(descriptions) > 100
    assert all(descriptions)


def odd_suite(kind: str, severity: str, **kwargs: object) -> dict[str, Any]:
    """A suite of one expectation that is wrong somehow."""
    return suite("odd", "marts.figures", expectation(kind, severity, "d", **kwargs))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (suite("other", "a.b"), "unlike the file's"),
        (suite("odd", ""), "must name the table"),
        (odd_suite("no_such", "info"), "no_such"),
        (odd_suite("expect_column_values_to_not_be_null", "info", colunm="x"), "colunm"),
        (odd_suite(_ROWS, "info"), "unexpected_rows_query"),
        (odd_suite("expect_column_values_to_be_unique", "dire", column="x"), "severity"),
        ("neither", "not a suite"),
    ],
)
def test_a_mistyped_suite_is_refused_by_name(
    folder: Path, tmp_path: Path, content: object, complaint: str
) -> None:
    from doichieu.audit.suites import SuiteError

    suites = write_suites(tmp_path / "suites", content)
    with pytest.raises(SuiteError, match=complaint) as raised:
        run_suites(folder / "demo.duckdb", suites, None)
    assert "odd.json" in str(raised.value)


def asked(folder: Path, docs: Path | None) -> dict[str, str | None]:
    """What the audit's process is asked."""
    return {
        "warehouse": str(folder / "demo.duckdb"),
        "suites": str(folder / "suites"),
        "docs": str(docs) if docs else None,
    }


def test_the_worker_answers_again_and_again_and_is_silent(
    outcomes: list[ExpectationOutcome], folder: Path, tmp_path: Path
) -> None:
    log = tmp_path / "audit.log"
    with Worker("doichieu.audit", log) as worker:
        for docs in (tmp_path / "docs", None):
            worker.ask(asked(folder, docs))
            ending = worker.ended()
            assert [ExpectationOutcome(**one) for one in ending["outcomes"]] == outcomes
    assert log.read_text(encoding="utf-8") == ""
    assert {path.name for path in tmp_path.iterdir()} == {"docs", "audit.log"}


def test_the_worker_leaves_quietly_when_it_is_not_wanted(tmp_path: Path) -> None:
    with Worker("doichieu.audit", tmp_path / "audit.log"):
        pass
    assert (tmp_path / "audit.log").read_text(encoding="utf-8") == ""


def test_the_worker_tells_a_fault_of_the_program(tmp_path: Path) -> None:
    with (
        Worker("doichieu.audit", tmp_path / "audit.log") as worker,
        pytest.raises(WorkerDied, match="There is no warehouse at"),
    ):
        worker.ask(asked(tmp_path, None))
        worker.ended()


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
