"""A collection that is audited in parts has the outcomes of the whole.

Every rule is either asked in parts or of the release. Both ways are compared on collections with
contradictions and suspects, and on tables into which faults were put in some parts.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.audit_rules import RULES
from support.parts import InThisProcess, build_in_parts, small_parts
from support.running import environment, orchestrate
from support.seeds_folder import copy_seeds, figure

from doichieu.audit.auditor import refusals
from doichieu.audit.in_parts import Found, kind_of, shipped_queries, tables_of
from doichieu.audit.outcome import MAX_ROWS, ExpectationOutcome
from doichieu.audit.rules import Rule
from doichieu.base.paths import EXPECTATIONS, PROJECT, WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.parts import audit, derivation
from doichieu.derive.parts.spread import LOCAL, Keys, Spread
from doichieu.derive.parts.task import REPAIRS, REPORTS, REVISIONS, Task
from doichieu.inputs import read_inputs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECOND = PROJECT / "examples" / "national-investment"

# The rules that are asked of the release, and why.
OF_THE_RELEASE = {
    "Each reference table, and each file": "the rows of all files are counted",
    "The share of the plan year": "several parts have the same periods",
    "Every measure and every period": "several parts have the same periods",
    "Every figure about growth has the period": "several parts have the same periods",
    "Every figure of a conflict is tried": "edits are tried of the gravest figures of all parts",
    "Every edit that is tried is kept": "edits are tried in some parts only",
    "Every two figures that may have": "edits are tried in some parts only",
    "Every column that must have a value has one, in every row of the reference": "as the first",
    "A column of corrections, periods,": "as the first",
    "Every interval of an edit": "edits are tried in some parts only",
    "The figures of every report can all hold": "its rows say whether an edit mends a conflict",
    "Every report is consistent as printed;": "edits are tried in some parts only",
}


Spoil = Callable[[Task, "DuckDBPyConnection"], None]
"""What changes the tables of a task before they are audited and stored."""


@dataclass(frozen=True)
class InParts:
    """A release that was derived in parts by this process, its keys, and how many tasks it took."""

    release: Path
    keys: Keys
    tasks: int

    @property
    def found(self) -> Found:
        """What rules found in the parts."""
        return Found(self.release / "scratch" / audit.FOUND, self.release)

    def audited(self, docs: Path | None = None) -> list[ExpectationOutcome]:
        """The outcomes with what was found in the parts."""
        from doichieu.audit.suites import run_suites

        return run_suites(self.release / WAREHOUSE, EXPECTATIONS, docs, self.found)

    def audited_whole(self, docs: Path | None = None) -> list[ExpectationOutcome]:
        """The outcomes of every rule on the views of the whole warehouse."""
        from doichieu.audit.suites import run_suites

        return run_suites(self.release / WAREHOUSE, EXPECTATIONS, docs)


def derive_in_parts(
    seeds: Path, release: Path, store: Path, most_figures: int = 1, spoil: Spoil | None = None
) -> InParts:
    """Derive seeds in parts of at most so many figures, or of one report."""
    engine = InThisProcess()
    with pytest.MonkeyPatch.context() as patch, small_parts(most_figures, engine):
        if spoil:
            patch.setattr(derivation, "audit", spoiled(spoil))
        spread = Spread(str(store), LOCAL)
        keys = build_in_parts(read_inputs(seeds), release, spread, shipped_queries)
    return InParts(release, keys, len(engine.sent))


def spoiled(spoil: Spoil) -> Callable[..., dict[str, int]]:
    """The audit of a part, of tables that are changed before."""
    ask = derivation.audit

    def changed(
        task: Task, store: Any, archive: Path, connection: "DuckDBPyConnection"
    ) -> dict[str, int]:
        spoil(task, connection)
        return ask(task, store, archive, connection)

    return changed


def by_name(outcomes: list[ExpectationOutcome]) -> dict[str, ExpectationOutcome]:
    """The outcomes by the name of the rule; rows in no fixed order are sorted."""
    assert len(outcomes) == len(RULES)
    return {
        rule.name: outcome
        if "order by" in rule.sql.rpartition("final as ")[2]
        else replace(outcome, rows=sorted(outcome.rows, key=repr))
        for rule, outcome in zip(RULES, outcomes, strict=True)
    }


def assert_same(collection: InParts) -> list[ExpectationOutcome]:
    """Compare the outcomes in parts with those of the whole; returns the former."""
    outcomes = collection.audited()
    parts, whole = by_name(outcomes), by_name(collection.audited_whole())
    assert len(collection.keys[REPORTS]) >= 3
    for name, outcome in whole.items():
        if (outcome.unexpected_count or 0) > MAX_ROWS and parts[name].rows != outcome.rows:
            # Of rows in no order other ones may be the first.
            assert len(parts[name].rows) == len(outcome.rows) == MAX_ROWS
            assert "order by" not in {rule.name: rule.sql for rule in RULES}[name]
            outcome = replace(outcome, rows=parts[name].rows)
        assert parts[name] == outcome
    return outcomes


def failed(outcomes: list[ExpectationOutcome]) -> set[str]:
    """The names of the rules that failed."""
    names = zip(RULES, outcomes, strict=True)
    return {rule.name for rule, outcome in names if outcome.state == "failed"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the collection that no test spoils."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def collection(seeds: Path, store: Path, tmp_path_factory: pytest.TempPathFactory) -> InParts:
    return derive_in_parts(seeds, tmp_path_factory.mktemp("release"), store)


# ----- which rules are asked where ----------------------------------------------------------


def test_every_rule_is_asked_in_parts_or_for_a_reason_of_the_release(
    compiled_models: CompiledModels,
) -> None:
    of_the_release = [rule.description for rule in RULES if not kind_of(rule, compiled_models)]
    for text in OF_THE_RELEASE:
        assert sum(description.startswith(text) for description in of_the_release) == 1, text
    assert len(of_the_release) == len(OF_THE_RELEASE)
    kinds = [query.kind for query in shipped_queries(compiled_models)]
    assert len(kinds) == len(RULES) - len(of_the_release)
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        REPORTS: len(kinds) - 3,
        REVISIONS: 3,
    }


def test_the_names_of_rules_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.counts], ids=lambda one: one.name)
def test_a_rule_that_compares_numbers_reads_tables_only_to_count(rule: Rule) -> None:
    assert tables_of(rule.compare("select * from parts.counted")) == {"parts.counted"}
    assert tables_of(rule.counts) == tables_of(rule.sql)


# ----- the same outcomes --------------------------------------------------------------------


def test_contradictions_and_suspects_have_the_outcomes_of_the_whole(collection: InParts) -> None:
    outcomes = assert_same(collection)
    assert {outcome.severity for outcome in refusals(outcomes)} == {"critical"}
    found = {outcome.description[:20] for outcome in outcomes if outcome.state == "failed"}
    assert {"The figures of every", "Every check holds wi", "Every check has all "} <= found
    asked = [rule.name for rule in RULES if rule.name in collection.found.numbers]
    assert len(asked) == len(RULES) - len(OF_THE_RELEASE)


def test_the_second_collection_has_the_outcomes_of_the_whole(tmp_path: Path) -> None:
    outcomes = assert_same(
        derive_in_parts(SECOND, tmp_path / "release", tmp_path / "store", most_figures=2_500)
    )
    # Of each part only the first rows are kept, and all are counted.
    assert any((outcome.unexpected_count or 0) > 5 * MAX_ROWS for outcome in outcomes)


def tables(connection: "DuckDBPyConnection") -> list[str]:
    """The tables of a part with rows of reports.

    The whole has of any other table what all parts have: a row that one of them lost is not lost.
    """
    found = connection.execute(
        """
        select distinct schema_name || '.' || table_name
        from duckdb_columns() semi join duckdb_tables() using (schema_name, table_name)
        where schema_name in ('staging', 'intermediate', 'marts') and column_name = 'report_id'
        order by all
        """
    )
    return [name for (name,) in found.fetchall()]


def lose_rows(connection: "DuckDBPyConnection") -> None:
    """Delete a third of the rows of each of these tables."""
    for table in tables(connection):
        connection.execute(f"delete from {table} where rowid % 3 = 1")


def lose_values(connection: "DuckDBPyConnection") -> None:
    """Remove the numbers of a seventh of the rows of every mart."""
    for table in tables(connection):
        columns = connection.table(table)
        for name, kind in zip(columns.columns, columns.types, strict=True):
            if table.startswith("marts.") and str(kind) == "DOUBLE":
                connection.execute(f"update {table} set {name} = null where rowid % 7 = 0")


def exchange(connection: "DuckDBPyConnection") -> None:
    """Change numbers, texts and verdicts."""
    connection.execute(
        """
        update staging.stg_figures set printed = '7' where rowid % 5 = 0;
        update staging.stg_figures set half_lower_parts = wide_upper_parts + 1 where rowid % 3 = 0;
        update marts.figures set half_lower = wide_upper + 1, check_status = 'confirmed';
        update marts.reconciliation set left_lower = left_lower + 1000 where left_lower is not null;
        update marts.reconciliation set is_acknowledged = not is_acknowledged;
        """
    )


def test_faults_in_the_tables_of_parts_have_the_outcomes_of_the_whole(
    seeds: Path, tmp_path: Path
) -> None:
    """Each of three parts, which are reports, has another kind of fault."""
    kinds = {"r00": exchange, "r01": lose_rows, "r02": lose_values}

    def spoil(task: Task, connection: "DuckDBPyConnection") -> None:
        if task.kind == REPORTS and task.reports[0] in kinds:
            kinds[task.reports[0]](connection)

    spoiled = derive_in_parts(seeds, tmp_path / "release", tmp_path / "store", spoil=spoil)
    of_parts = failed(assert_same(spoiled)) & spoiled.found.numbers.keys()
    assert len(of_parts) > 30
    assert sum(bool(rule.counts) for rule in RULES if rule.name in of_parts) > 10


def test_a_rule_that_one_part_breaks_stops_the_release(
    seeds: Path, collection: InParts, tmp_path: Path
) -> None:
    first = collection.keys[REPORTS][0]
    altered: list[str] = []

    def alter_a_figure(task: Task, connection: "DuckDBPyConnection") -> None:
        if task.key == first:
            connection.execute("update marts.figures set printed = 'none' where rowid = 0")
            altered.extend(task.reports)

    spoiled = derive_in_parts(seeds, tmp_path / "release", tmp_path / "store", spoil=alter_a_figure)
    before = {outcome.description for outcome in refusals(collection.audited())}
    [refused] = [one for one in refusals(spoiled.audited()) if one.description not in before]
    assert refused.table == "marts.figures" and refused.unexpected_count == 1
    assert refused.rows[0]["published"] == "none" and refused.rows[0]["report_id"] in altered


def test_repairs_are_asked_of_the_release_whatever_parts_they_are_tried_in(
    compiled_models: CompiledModels,
) -> None:
    repairs = {one.table for one in compiled_models.models if derivation.belongs(one, REPAIRS)}
    asked = [rule for rule in RULES if rule.sql and tables_of(rule.sql) & repairs]
    assert len(asked) > 5
    assert [rule.name for rule in asked if kind_of(rule, compiled_models)] == []


# ----- once, and where it fails -------------------------------------------------------------


def test_nothing_is_audited_twice(
    seeds: Path, store: Path, collection: InParts, tmp_path: Path
) -> None:
    again = derive_in_parts(seeds, tmp_path / "release", store)
    assert again.tasks == 0 < collection.tasks
    assert (again.found.numbers, again.keys) == (collection.found.numbers, collection.keys)


def test_a_query_that_fails_in_a_part_is_asked_of_the_release(
    seeds: Path, collection: InParts, tmp_path: Path
) -> None:
    [rule] = [rule for rule in RULES if rule.description == "Every part is at most its total."]
    first = sorted(collection.keys[REPORTS])[0]

    def break_one(task: Task, connection: "DuckDBPyConnection") -> None:
        if task.key == first:
            connection.execute("alter table marts.reconciliation rename column kind to sort")

    # The tables that are stored have the column again, as if only the query had failed.
    write = derivation.write_rows

    def mended(table: str, connection: "DuckDBPyConnection", file: Path) -> int:
        columns = connection.table(table).columns
        if table == "marts.reconciliation" and "sort" in columns:
            connection.execute("alter table marts.reconciliation rename column sort to kind")
        return write(table, connection, file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derivation, "write_rows", mended)
        broken = derive_in_parts(seeds, tmp_path / "release", tmp_path / "store", spoil=break_one)
    assert rule.name not in broken.found.numbers
    assert by_name(broken.audited()) == by_name(collection.audited())


def test_a_worker_does_not_load_great_expectations() -> None:
    program = (
        "import sys, doichieu.derive.parts.derivation, doichieu.derive.parts.audit; "
        "sys.exit('great_expectations' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], env=environment(), check=True)


# ----- pages and the command ----------------------------------------------------------------


def test_the_pages_are_those_of_the_whole(collection: InParts, tmp_path: Path) -> None:
    collection.audited(tmp_path / "parts")
    collection.audited_whole(tmp_path / "whole")
    parts, whole = (pages(tmp_path / name) for name in ("parts", "whole"))
    assert list(parts) == list(whole) and len(parts) == 8
    # The query of a rule is its own, not that of what was found.
    assert not any("read_parquet" in text for text in parts.values())


def pages(docs: Path) -> dict[str, str]:
    """The pages by suite."""
    return {
        "/".join(path.relative_to(docs).parts[:4]): path.read_text("utf-8")
        for path in sorted(docs.rglob("*.html"))
    }


def test_a_run_in_parts_is_refused_as_one_without(contradicted: Path, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    figure(11, printed="960")(seeds)
    run = orchestrate("--seeds", seeds, "--releases", tmp_path / "r", "--cluster", "local")
    assert run.returncode == 1, run.stderr
    expected = (contradicted / "refused.txt").read_text(encoding="utf-8")
    assert said(run.stderr) == said(expected)


def said(text: str) -> list[str]:
    """The lines about what the audit refused."""
    lines = text.splitlines()
    first = lines.index("The audit refused this release.")
    return [line for line in lines[first:] if "releases" not in line and "/" not in line]
