"""What is derived in shards, or taken from an earlier release, is what one build derives."""

import json
import random
import shutil
from dataclasses import asdict, replace
from itertools import cycle, pairwise
from pathlib import Path

import duckdb
import pytest
from support.random_collections import Collection, Table, write_seeds

from benchmarks import RATE
from benchmarks.panel import write_panel
from benchmarks.rivals.ours import needed
from benchmarks.warehouse import build
from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels, ModelFailed
from doichieu.derive.dbt import BuildPaths, TransformFailed
from doichieu.derive.shards import REUSED_FIGURES, ReusedReports, derive, plan, split
from doichieu.inputs import Inputs, read_inputs
from doichieu.release.fingerprint import hash_inputs
from doichieu.release.releases import hashes_of

CHOICES = {"quarantine": False}
TABLES = "select schema_name, table_name from duckdb_tables() where database_name = 'one'"
COLUMNS = """
    select schema_name, table_name, column_name, data_type, is_nullable, comment
    from duckdb_columns()
    where database_name = 'one' and not internal
    order by all
"""
# The last digit of what is added up depends on which thread comes first.
SUMS = frozenset(["slack", "magnitude", "right_lower", "right_upper", "gap"])
# What a report may be called, and what a CSV, or who guesses its form, might make of it.
TITLES = ["'in single quotes'", 'a "quoted" word, and a comma', "null", "Lúa – #1; \\n", "plain"]


def several_reports() -> dict[str, Table]:
    """Reports with identities of their own, corrections, slips, and claims about each other."""
    tables = Collection(random.Random(7)).make(reports=6)
    for report, title in zip(tables["reports"], cycle(TITLES)):
        report["title"] = title
    return tables


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    return read_inputs(write_seeds(tmp_path_factory.mktemp("seeds"), several_reports()))


def derived(
    inputs: Inputs,
    folder: Path,
    shards: list[list[str]],
    reused: ReusedReports | None = None,
    choices: dict[str, bool] = CHOICES,
) -> Path:
    """The warehouse that is derived of some inputs, which is all that stands in its folder."""
    folder.mkdir()
    paths = BuildPaths(folder / "work" / "inputs", folder / WAREHOUSE, folder / "work")
    inputs.write_snapshot(paths.inputs)
    assert derive(paths, shards, choices, lambda done, of: None, reused) == []
    assert {path.name for path in folder.iterdir()} == {WAREHOUSE, "work"}
    return paths.warehouse


@pytest.fixture(scope="module")
def whole(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of one build."""
    return derived(inputs, tmp_path_factory.mktemp("whole") / "build", [list("whatever")])


def differences(one: Path, other: Path, without: frozenset[str] = frozenset()) -> dict[str, int]:
    """For each table how many rows only one of two warehouses has; nothing where all are equal.

    `without` are columns that are not looked at.
    """
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        tables = connection.execute(TABLES).fetchall()
        assert sorted(tables) == sorted(
            connection.execute(TABLES.replace("one", "other")).fetchall()
        )
        columns = connection.execute(COLUMNS).fetchall()
        assert columns == connection.execute(COLUMNS.replace("one", "other")).fetchall()
        found = {}
        for schema, table in tables:
            name = f'"{schema}"."{table}"'
            told = ", ".join(
                column
                for at, of, column, *_ in columns
                if (at, of) == (schema, table) and column not in without
            )
            here, there = (f"select {told} from {place}.{name}" for place in ("one", "other"))
            (rows,) = connection.execute(
                f"select (select count(*) from ({here} except all {there}))"
                f" + (select count(*) from ({there} except all {here}))"
            ).fetchone() or (0,)
            if rows:
                found[name] = rows
        return found


def test_reports_go_into_shards_by_the_number_of_their_figures(inputs: Inputs) -> None:
    figures = [file for file in inputs.files if file.relation == "figures"]
    rows = {file.report_id: file.row_count for file in figures}
    most = max(rows.values())
    shards = split(figures, most)
    assert [report for shard in shards for report in shard] == list(rows)
    assert len(shards) > 1
    for shard, following in pairwise(shards):
        assert sum(rows[report] for report in shard) <= most
        assert sum(rows[report] for report in [*shard, following[0]]) > most
    assert split(figures, 10 * sum(rows.values())) == [list(rows)]
    assert split([]) == [[]]


def test_shards_make_what_one_build_makes(inputs: Inputs, whole: Path, tmp_path: Path) -> None:
    figures = [file for file in inputs.files if file.relation == "figures"]
    shards = split(figures, 2 * max(file.row_count for file in figures))
    assert len(shards) > 1
    assert differences(whole, derived(inputs, tmp_path / "sharded", shards)) == {}


def test_what_was_chosen_holds_in_every_shard(inputs: Inputs, tmp_path: Path) -> None:
    choices = {"quarantine": True}
    reports = [file.report_id for file in inputs.files if file.relation == "figures"]
    whole = derived(inputs, tmp_path / "whole", [reports], choices=choices)
    shards = [[report] for report in reversed(reports)]
    assert differences(whole, derived(inputs, tmp_path / "many", shards, choices=choices)) == {}


def test_what_a_shard_breaks_on_is_told_with_the_table(inputs: Inputs, tmp_path: Path) -> None:
    reports = [file.report_id for file in inputs.files if file.relation == "figures"]
    paths = BuildPaths(tmp_path / "work" / "inputs", tmp_path / WAREHOUSE, tmp_path / "work")
    inputs.write_snapshot(paths.inputs)
    path = paths.inputs / "figures" / f"{reports[-1]}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1,", ",one,", 1), encoding="utf-8")
    with pytest.raises(TransformFailed, match=r"^staging\.stg_figures: .*'one'") as failed:
        derive(paths, [reports[:-1], reports[-1:]], CHOICES, lambda done, of: None)
    assert "Traceback" not in str(failed.value)
    assert "Traceback" in str(failed.value.__cause__)


def test_a_fault_of_a_python_model_is_told_with_its_kind(compiled_models: CompiledModels) -> None:
    model = next(one for one in compiled_models.models if one.language == "python")
    broken = replace(model, code="def model(dbt, session):\n    return {}['p7']")
    with duckdb.connect() as connection, pytest.raises(ModelFailed) as failed:
        compiled_models.build_model(broken, connection)
    assert str(failed.value) == f"{model.table}: KeyError: 'p7'"


def test_further_shards_are_added_to_what_was_taken(
    inputs: Inputs, whole: Path, tmp_path: Path
) -> None:
    reports = [file.report_id for file in inputs.files if file.relation == "figures"]
    shards, kept = [[reports[0]], [reports[1]], [reports[2]]], frozenset(reports[3:])
    taken = derived(inputs, tmp_path / "taken", shards, ReusedReports(whole, kept))
    assert differences(whole, taken) == {}


def test_shards_of_many_rows_make_what_one_does(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """More rows than DuckDB keeps in one group, which several threads write at once."""
    write_panel(300_000, 1, RATE, "csv", tmp_path / "panel")
    inputs = tmp_path / "inputs"
    read_inputs(tmp_path / "panel").write_snapshot(inputs)
    built = []
    for most in (150_000, 400_000):
        folder = tmp_path / f"{most}"
        folder.mkdir()
        build(needed(compiled_models), inputs, folder, most)
        built.append(folder / WAREHOUSE)
    assert differences(*built, without=SUMS) == {}


def test_a_difference_would_be_found(whole: Path, tmp_path: Path) -> None:
    other = tmp_path / WAREHOUSE
    shutil.copyfile(whole, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute("update marts.figures set value = value + 1 where figure_no = 1")
    assert list(differences(whole, other)) == ['"marts"."figures"']


@pytest.fixture(scope="module")
def release(inputs: Inputs, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a release has that is looked at: its warehouse and its prints."""
    folder = tmp_path_factory.mktemp("release")
    shutil.copyfile(whole, folder / WAREHOUSE)
    described = {"input_hashes": asdict(hash_inputs(inputs, CHOICES))}
    (folder / "manifest.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def planned(
    inputs: Inputs,
    release: Path,
    choices: dict[str, bool] = CHOICES,
    least_figures: int = REUSED_FIGURES,
) -> tuple[list[list[str]], ReusedReports | None]:
    """The plan of a run on these inputs where a release is current."""
    hashes = hash_inputs(inputs, choices)
    return plan(inputs.files, hashes, release, hashes_of(release), least_figures)


def changed(tmp_path: Path, change: str) -> Inputs:
    """The same inputs but for one change."""
    tables = several_reports()
    if change == "a figure":
        tables["figures"][0]["printed"] = "7"
    if change == "a report's row":
        tables["reports"][-1]["published"] = "2023-03"
    if change == "a report less":
        gone = tables["reports"].pop()["report_id"]
        for name in ("figures", "corrections", "identities"):
            tables[name] = [row for row in tables[name] if row.get("report_id") != gone]
    if change == "an indicator":
        tables["indicators"][0]["better"] = (
            "higher" if tables["indicators"][0]["better"] == "lower" else "lower"
        )
    return read_inputs(write_seeds(tmp_path / "changed", tables))


@pytest.mark.parametrize("change", ["a figure", "a report's row", "a report less"])
def test_what_did_not_change_is_taken_from_the_release(
    inputs: Inputs, release: Path, tmp_path: Path, change: str
) -> None:
    new = changed(tmp_path, change)
    shards, kept = planned(new, release, least_figures=1)
    reports = {file.report_id for file in new.files if file.relation == "figures"}
    assert kept is not None and len(shards) == 1 and len(shards[0]) == 1
    assert kept.report_ids == reports - set(shards[0])
    taken = derived(new, tmp_path / "taken", shards, kept)
    assert differences(derived(new, tmp_path / "full", [sorted(reports)]), taken) == {}


def test_nothing_is_taken_where_something_common_changed(release: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "an indicator")
    assert planned(new, release, least_figures=1)[1] is None


def test_nothing_is_taken_under_other_options(inputs: Inputs, release: Path) -> None:
    assert planned(inputs, release, choices={"quarantine": True}, least_figures=1)[1] is None


def test_inputs_without_figures_have_one_shard(inputs: Inputs, release: Path) -> None:
    without = Inputs(tuple(one for one in inputs.sources if one.relation.name != "figures"))
    assert planned(without, release, least_figures=1) == ([[]], None)


def test_nothing_is_taken_from_a_release_that_does_not_say(inputs: Inputs, tmp_path: Path) -> None:
    """One that an earlier version of the project made."""
    (tmp_path / WAREHOUSE).touch()
    (tmp_path / "manifest.json").write_text('{"release": "earlier"}', encoding="utf-8")
    assert planned(inputs, tmp_path, least_figures=1)[1] is None


def test_nothing_is_taken_from_a_release_without_a_warehouse(
    inputs: Inputs, release: Path, tmp_path: Path
) -> None:
    shutil.copyfile(release / "manifest.json", tmp_path / "manifest.json")
    assert planned(inputs, tmp_path, least_figures=1)[1] is None


def test_few_figures_are_derived_again(inputs: Inputs, release: Path) -> None:
    assert planned(inputs, release)[1] is None
