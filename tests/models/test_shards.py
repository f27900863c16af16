"""Shards, and rows reused from an earlier release, give the same tables as one build.

One case uses dbt, as a run does; the others build the compiled models in this process.
"""

import json
import random
import shutil
from dataclasses import asdict, replace
from itertools import cycle, pairwise
from pathlib import Path

import duckdb
import pytest
from doichieu.derive.shard_worker import by_report
from doichieu.derive.shards import (
    REUSED_FIGURES,
    ReusedReports,
    add_shards,
    copy_reports,
    copy_reused,
    derived,
    plan,
    split,
)
from support.random_collections import Collection, Table, write_seeds
from support.tiers import LONG

from benchmarks import RATE
from benchmarks.panel import write_panel
from benchmarks.rivals.ours import needed
from benchmarks.warehouse import build, extended, made, made_of_all, opened
from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import SCHEMAS, CompiledModels, ModelFailed
from doichieu.derive.dbt import (
    BuildPaths,
    TransformFailed,
    compile_command,
    transform,
    unseen,
)
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
# Titles that a CSV reader which guesses the form of a file might misread.
TITLES = ["'in single quotes'", 'a "quoted" word, and a comma', "null", "Lúa – #1; \\n", "plain"]


def several_reports() -> dict[str, Table]:
    """Reports with their own identities, corrections and misprints, and their revisions."""
    tables = Collection(random.Random(7)).make(reports=6)
    for report, title in zip(tables["reports"], cycle(TITLES)):
        report["title"] = title
    return tables


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    return read_inputs(write_seeds(tmp_path_factory.mktemp("seeds"), several_reports()))


def reports_of(inputs: Inputs) -> list[str]:
    """The reports that have figures."""
    return [file.report_id for file in inputs.files if file.relation == "figures"]


def built(
    models: CompiledModels,
    inputs: Inputs,
    folder: Path,
    shards: list[list[str]],
    reused: ReusedReports | None = None,
) -> Path:
    """The warehouse that the compiled models derive of some inputs, in the order of a run."""
    every, copy = folder / "every" / "inputs", folder / "shard" / "inputs"
    inputs.write_snapshot(every)
    whole = folder / WAREHOUSE
    models = replace(models, inputs=copy)
    in_shards = by_report(models)
    elsewhere = {report for reports in shards[1:] for report in reports}
    elsewhere |= reused.report_ids if reused else frozenset()
    copy_reports(every, copy, lambda report_id: report_id not in elsewhere)
    with opened(str(whole), copy, folder) as connection:
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for name, types in models.seeds:
            models.load_seed(name, types, connection)
        made(models, connection, in_shards.__contains__)
    if reused:
        copy_reused(whole, reused)
    for reports in shards[1:]:
        copy_reports(every, copy, set(reports).__contains__)
        extended(models, whole, folder)
    with opened(str(whole), every, folder) as connection:
        made_of_all(models, connection)
    return whole


def in_one_build(models: CompiledModels, inputs: Inputs, folder: Path) -> Path:
    """The warehouse of one build."""
    warehouse = folder / WAREHOUSE
    with models.build(inputs) as connection:
        connection.execute(f"attach '{warehouse}' as file")
        connection.execute("copy from database warehouse to file")
    return warehouse


@pytest.fixture(scope="module")
def whole(
    compiled_models: CompiledModels, inputs: Inputs, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return in_one_build(compiled_models, inputs, tmp_path_factory.mktemp("whole"))


def differences(one: Path, other: Path) -> dict[str, int]:
    """For each table how many rows only one of two warehouses has; empty where all are equal."""
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        tables = connection.execute(TABLES).fetchall()
        assert len(tables) > 15
        assert sorted(tables) == sorted(
            connection.execute(TABLES.replace("one", "other")).fetchall()
        )
        columns = connection.execute(COLUMNS).fetchall()
        assert columns == connection.execute(COLUMNS.replace("one", "other")).fetchall()
        found = {}
        for schema, table in tables:
            name = f'"{schema}"."{table}"'
            here, there = (f"from {place}.{name}" for place in ("one", "other"))
            (rows,) = connection.execute(
                f"select (select count(*) from ({here} except all {there}))"
                f" + (select count(*) from ({there} except all {here}))"
            ).fetchone() or (0,)
            if rows:
                found[name] = rows
        return found


def test_a_difference_would_be_found(whole: Path, tmp_path: Path) -> None:
    other = tmp_path / WAREHOUSE
    shutil.copyfile(whole, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute("update marts.figures set value = value + 1 where figure_no = 1")
    assert list(differences(whole, other)) == ['"marts"."figures"']


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


# ----- in shards, and with reused reports --------------------------------------------------


def test_dbt_derives_the_same_in_shards_and_with_reused_reports(
    inputs: Inputs, tmp_path: Path
) -> None:
    """Options of the run, here the quarantine, apply in every shard."""

    def built_by_dbt(
        name: str, shards: list[list[str]], reused: ReusedReports | None = None
    ) -> Path:
        folder = tmp_path / name
        paths = BuildPaths(folder / "work" / "inputs", folder / WAREHOUSE, folder / "work")
        inputs.write_snapshot(paths.inputs)
        with derived(paths, shards, {"quarantine": True}, unseen, reused) as (faults, _):
            assert faults == []
            # dbt waits, and others may read.
            duckdb.connect(str(paths.warehouse), read_only=True).close()
        assert {path.name for path in folder.iterdir()} == {WAREHOUSE, "work"}
        return paths.warehouse

    reports = reports_of(inputs)
    one = built_by_dbt("one", [reports])
    shards = [[report] for report in reports[2::-1]]
    other = built_by_dbt("other", shards, ReusedReports(one, frozenset(reports[3:])))
    assert differences(one, other) == {}
    with duckdb.connect(str(one), read_only=True) as connection:
        held_back = connection.execute("from marts.reconciliation where is_quarantined").fetchall()
    assert held_back


def test_further_shards_are_added_to_reused_reports(
    compiled_models: CompiledModels, inputs: Inputs, whole: Path, tmp_path: Path
) -> None:
    *others, second, first = reports_of(inputs)
    reused = ReusedReports(whole, frozenset(others))
    shards = [[first], [second]]
    assert differences(whole, built(compiled_models, inputs, tmp_path, shards, reused)) == {}


def test_shards_of_many_rows_make_what_one_does(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """In the long suite more rows than DuckDB keeps in one group, written by several threads."""
    figures = 300_000 if LONG else 2_000
    write_panel(figures, 1, RATE, "csv", tmp_path / "panel")
    inputs = read_inputs(tmp_path / "panel")
    inputs.write_snapshot(tmp_path / "inputs")
    warehouses = []
    for most, is_split in ((figures // 2, True), (2 * figures, False)):
        folder = tmp_path / f"{most}"
        folder.mkdir()
        files = [file for file in inputs.files if file.relation == "figures"]
        assert (len(split(files, most)) > 1) == is_split
        build(needed(compiled_models), tmp_path / "inputs", folder, most)
        warehouses.append(folder / WAREHOUSE)
    assert differences(*warehouses) == {}


# ----- faults ------------------------------------------------------------------------------


@pytest.mark.usefixtures("compiled_models")
def test_a_fault_in_a_shard_names_the_table(inputs: Inputs, whole: Path, tmp_path: Path) -> None:
    shard = BuildPaths.inside(tmp_path / "shard")
    inputs.write_snapshot(shard.inputs)
    assert transform(shard, [compile_command(quarantine=False)]) == []
    shutil.copyfile(whole, shard.warehouse)
    every = tmp_path / "inputs"
    inputs.write_snapshot(every)
    last = reports_of(inputs)[-1]
    path = every / "figures" / f"{last}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1,", ",one,", 1), encoding="utf-8")
    with pytest.raises(TransformFailed, match=r"^staging\.stg_figures: .*'one'") as failed:
        add_shards(every, shard, [[last]], lambda done, of: None)
    assert "Traceback" not in str(failed.value)
    assert "Traceback" in str(failed.value.__cause__)


def test_a_fault_of_a_python_model_names_the_table_and_its_kind(
    compiled_models: CompiledModels,
) -> None:
    model = next(one for one in compiled_models.models if one.language == "python")
    broken = replace(model, code="def model(dbt, session):\n    return {}['p7']")
    with duckdb.connect() as connection, pytest.raises(ModelFailed) as failed:
        compiled_models.build_model(broken, connection)
    assert str(failed.value) == f"{model.table}: KeyError: 'p7'"


# ----- which reports are reused ------------------------------------------------------------


@pytest.fixture(scope="module")
def release(inputs: Inputs, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts of a release that planning reads: its warehouse and the hashes of its inputs."""
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


CHANGES = ("a figure", "a report less", "a report's row")


def changed(tmp_path: Path, *changes: str) -> Inputs:
    """The inputs with these changes, each in a different report."""
    tables = several_reports()
    if "a figure" in changes:
        tables["figures"][0]["printed"] = "7"
    if "a report less" in changes:
        gone = tables["reports"].pop()["report_id"]
        for name in ("figures", "corrections", "identities"):
            tables[name] = [row for row in tables[name] if row.get("report_id") != gone]
    if "a report's row" in changes:
        tables["reports"][-1]["published"] = "2023-03"
    if "an indicator" in changes:
        better = tables["indicators"][0]["better"]
        tables["indicators"][0]["better"] = "higher" if better == "lower" else "lower"
    return read_inputs(write_seeds(tmp_path / "changed", tables))


@pytest.mark.parametrize("change", CHANGES)
def test_reports_that_did_not_change_are_reused(release: Path, tmp_path: Path, change: str) -> None:
    new = changed(tmp_path, change)
    shards, reused = planned(new, release, least_figures=1)
    assert reused is not None and len(shards) == 1 and len(shards[0]) == 1
    assert reused.report_ids == set(reports_of(new)) - set(shards[0])


def test_reused_reports_are_what_one_build_makes(
    compiled_models: CompiledModels, release: Path, tmp_path: Path
) -> None:
    new = changed(tmp_path, *CHANGES)
    shards, reused = planned(new, release, least_figures=1)
    assert reused is not None and [len(reports) for reports in shards] == [2]
    other = built(compiled_models, new, tmp_path, shards, reused)
    assert differences(in_one_build(compiled_models, new, tmp_path / "changed"), other) == {}


def test_nothing_is_reused_where_something_common_changed(release: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "an indicator")
    assert planned(new, release, least_figures=1)[1] is None


def test_nothing_is_reused_under_other_options(inputs: Inputs, release: Path) -> None:
    assert planned(inputs, release, choices={"quarantine": True}, least_figures=1)[1] is None


def test_inputs_without_figures_have_one_shard(inputs: Inputs, release: Path) -> None:
    without = Inputs(tuple(one for one in inputs.sources if one.relation.name != "figures"))
    assert planned(without, release, least_figures=1) == ([[]], None)


def test_nothing_is_reused_from_a_release_without_hashes(inputs: Inputs, tmp_path: Path) -> None:
    """An earlier version of the project wrote it."""
    (tmp_path / WAREHOUSE).touch()
    (tmp_path / "manifest.json").write_text('{"release": "earlier"}', encoding="utf-8")
    assert planned(inputs, tmp_path, least_figures=1)[1] is None


def test_nothing_is_reused_from_a_release_without_a_warehouse(
    inputs: Inputs, release: Path, tmp_path: Path
) -> None:
    shutil.copyfile(release / "manifest.json", tmp_path / "manifest.json")
    assert planned(inputs, tmp_path, least_figures=1)[1] is None


def test_few_figures_are_not_worth_reusing(inputs: Inputs, release: Path) -> None:
    assert planned(inputs, release)[1] is None
