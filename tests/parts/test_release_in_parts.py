"""A release in parts reads as one build of the same inputs does: everything is compared."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.parts import InThisProcess, small_parts
from support.random_collections import Collection, write_seeds
from support.running import call, command, environment, once, tree
from support.shell_answers import SHELL

import doichieu
from doichieu.base.faults import NotFound
from doichieu.base.parts import PARTS, WRITABLE, files_by_table
from doichieu.base.paths import WAREHOUSE
from doichieu.base.sql import literal, quoted
from doichieu.base.warehouse import opened
from doichieu.commands.shell import welcome
from doichieu.derive.parts.spread import STORE
from doichieu.diff.compare import compare
from doichieu.diff.shape import side_by_side
from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.flat import FORMATS
from doichieu.release.releases import Releases, is_held_open, read_manifest
from doichieu.site.words import LANGUAGES

REPORTS = 6
MACROS = """
select distinct function_name from duckdb_functions()
where schema_name = 'marts' and function_type = 'table_macro'
"""
COLUMNS = """
select schema_name, table_name, column_name, data_type, comment
from duckdb_columns()
where not internal
order by schema_name, table_name, column_index
"""


@pytest.fixture(scope="session")
def releases(shared: Path) -> Path:
    """The folders of releases `one` and `parts`, of the same seeds. Read-only: change a copy."""

    def publish(folder: Path) -> None:
        tables = Collection(random.Random(5)).make(reports=REPORTS)
        seeds = write_seeds(folder / "seeds", tables)
        for name, more in (("one", []), ("parts", ["--cluster", "local"])):
            with small_parts(engine=InThisProcess()):
                run = call("--seeds", seeds, "--releases", folder / name, "--quarantine", *more)
            assert run.returncode == 0, run.stderr

    return once(shared / "in_parts", publish)


@pytest.fixture(scope="session")
def one(releases: Path) -> Path:
    """The release of one build."""
    return (releases / "one" / "current").resolve()


@pytest.fixture(scope="session")
def parts(releases: Path) -> Path:
    """The release in parts."""
    return (releases / "parts" / "current").resolve()


def copied(release: Path, folder: Path) -> Path:
    """A copy of a release, as the only and current one of a folder of releases."""
    shutil.copytree(release, folder / release.name)
    (folder / "current").symlink_to(release.name)
    return folder / release.name


def asked(release: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query to the warehouse of a release."""
    with opened(release / WAREHOUSE) as connection:
        return connection.execute(query).fetchall()


def test_the_collection_has_several_parts_and_rows_in_every_mart(parts: Path) -> None:
    assert len(list((parts / PARTS).glob("reports-*"))) > 2
    manifest = read_manifest(parts)
    assert manifest
    marts = {name: rows for name, rows in manifest["rows"].items() if name.startswith("marts.")}
    assert len(marts) == 7 and all(marts.values())


def test_manifests_differ_in_name_and_parts_only(one: Path, parts: Path) -> None:
    manifests = [read_manifest(release) or {} for release in (one, parts)]
    own = [{name: one.pop(name) for name in ("release", "parts")} for one in manifests]
    assert manifests[0] == manifests[1]
    assert own[0]["parts"] == {} and own[1]["parts"]["reports"]


def test_tables_have_the_same_columns_types_and_comments(one: Path, parts: Path) -> None:
    assert asked(one, COLUMNS) == asked(parts, COLUMNS)


# ----- the shell ---------------------------------------------------------------------------


def test_the_shell_lists_marts_with_their_rows_and_the_questions(one: Path, parts: Path) -> None:
    shown = welcome(parts)
    (figures,) = asked(parts, "select count(*) from marts.figures")[0]
    assert f"figures ({figures:,})" in shown and "behind_plan(period, territory, report)" in shown
    assert shown.replace(parts.name, one.name) == welcome(one)


def answers(releases: Path, queries: Sequence[str], folder: Path) -> str:
    """What the shell answers where it is started in a folder."""
    run = subprocess.run(
        [*command("shell", "--releases", releases, "-csv"), "-c", "; ".join(queries)],
        env=environment(),
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_shell_answers_every_question_from_any_folder(
    releases: Path, one: Path, tmp_path: Path
) -> None:
    questions = sorted(name for (name,) in asked(one, MACROS))
    assert "behind_plan" in questions
    queries = ["select * from figures order by all"]
    queries += [f"select * from {name}() order by all" for name in questions]
    in_parts = answers(releases / "parts", queries, tmp_path)
    assert len(in_parts.splitlines()) > 100
    assert in_parts == answers(releases / "one", queries, tmp_path)


def test_a_users_own_shell_answers_in_the_folder_of_the_release(parts: Path) -> None:
    query = "select count(*) > 0 from marts.figures"
    run = subprocess.run(
        [SHELL, "-readonly", "-noheader", "-list", WAREHOUSE, "-c", query],
        cwd=parts,
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.stdout.strip(), run.stderr) == ("true", "")


# ----- comparing releases ------------------------------------------------------------------


def test_the_same_inputs_have_no_differences(one: Path, parts: Path) -> None:
    for earlier, later in ((one, parts), (parts, one)):
        assert compare(earlier, later, most_reports=10, most=10).counts == {}


def test_a_part_that_two_releases_share_is_read_once(parts: Path, tmp_path: Path) -> None:
    copy = copied(parts, tmp_path)
    assert compare(parts, copy, most_reports=10, most=10).counts == {}
    rows = (read_manifest(parts) or {})["rows"]
    with side_by_side(parts, copy) as connection:
        for side in ("earlier", "later"):
            for table in ("marts.figures", "marts.revisions"):
                found = connection.execute(f"select count(*) from {side}.{table}").fetchone()
                assert found == (rows[table],)


def test_a_release_without_its_parts_says_what_it_needs(
    one: Path, parts: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(parts / WAREHOUSE, alone)
    run = call("diff", one, alone)
    assert run.returncode == 2 and "parts/reports-" in run.stderr
    assert f"the whole folder is needed, not its {WAREHOUSE} alone" in run.stderr


def test_a_change_is_found_between_one_build_and_parts(
    one: Path, parts: Path, tmp_path: Path
) -> None:
    copy = copied(one, tmp_path)
    with duckdb.connect(str(copy / WAREHOUSE)) as connection:
        connection.execute(
            "update marts.figures set printed = 'changed' where (report_id, figure_no) = "
            "(select min((report_id, figure_no)) from marts.figures)"
        )
    assert compare(copy, parts, most_reports=10, most=10).counts == {"print": 1}


# ----- exports -----------------------------------------------------------------------------


def package_of(release: Path) -> dict[str, Any]:
    """The data package of a release, with its resources by name."""
    package = json.loads((release / "exports/datapackage.json").read_text(encoding="utf-8"))
    return package | {"resources": {one["name"]: one for one in package["resources"]}}


def paths_of(resource: dict[str, Any]) -> list[str]:
    """The files of a resource."""
    path = resource["path"]
    return path if isinstance(path, list) else [path]


def without_format(resource: dict[str, Any]) -> dict[str, Any]:
    """What a resource says of its table, whatever the format of its files."""
    formatted = ("path", "format", "mediatype", "encoding", "schema")
    schema = {name: part for name, part in resource["schema"].items() if name != "missingValues"}
    fields = [
        {name: part for name, part in field.items() if name != "missingValues"}
        for field in schema.pop("fields")
    ]
    own = {name: part for name, part in resource.items() if name not in formatted}
    return own | schema | {"fields": fields}


def test_data_packages_describe_the_same_tables(one: Path, parts: Path) -> None:
    described = [
        {
            name: without_format(resource)
            for name, resource in package_of(release)["resources"].items()
        }
        for release in (one, parts)
    ]
    assert described[0] == described[1]
    required = [
        field["name"] for field in described[1]["figures"]["fields"] if "constraints" in field
    ]
    assert {"report_id", "figure_no", "printed", "basis"} <= set(required)


def test_a_mart_is_exported_as_links_to_its_parts(parts: Path) -> None:
    with opened(parts / WAREHOUSE) as connection:
        files = files_by_table(connection)
    marts = [name for name in files if name.startswith("marts.")]
    assert len(marts) == 7
    resources = package_of(parts)["resources"]
    for mart in marts:
        paths = resources[mart.removeprefix("marts.")]["path"]
        for source, path in zip(files[mart], paths, strict=True):
            assert (parts / "exports" / path).samefile(source)


@pytest.mark.skipif(sys.platform == "win32", reason="there the files are copied")
def test_nobody_writes_to_a_file_that_the_store_has_too(releases: Path, parts: Path) -> None:
    folders = parts / "exports" / "parquet", parts / PARTS, releases / "parts" / STORE
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    linked = [file for file in files if file.stat().st_nlink > 1]
    assert {file.suffix for file in linked} == {".parquet"}
    assert len({file.stat().st_ino for file in linked}) > 7
    for file in linked:
        assert not file.stat().st_mode & WRITABLE, file
    alone = [file for file in folders[0].rglob("*.parquet") if file.stat().st_nlink == 1]
    assert all(os.access(file, os.W_OK) for file in alone)


def test_exported_files_have_the_rows_of_one_build_and_no_others(one: Path, parts: Path) -> None:
    resources = package_of(parts)["resources"]
    named = set()
    for name, resource in resources.items():
        paths = paths_of(resource)
        named |= set(paths)
        with duckdb.connect() as connection:
            found = [
                connection.read_parquet(list(map(str, files))).order("all")
                for files in (
                    [parts / "exports" / path for path in paths],
                    [one / "exports" / "parquet" / f"{name}.parquet"],
                )
            ]
            assert found[0].columns == found[1].columns
            assert found[0].types == found[1].types
            assert found[0].fetchall() == found[1].fetchall(), name
    others = {"datapackage.json", "doichieu-en.xlsx", "doichieu-vi.xlsx"}
    assert tree(parts / "exports").keys() == named | others


def test_frictionless_finds_the_rows_as_the_data_package_describes_them(
    parts: Path, tmp_path: Path
) -> None:
    """It is given the rows as CSVs: it reads the first of several Parquet files only, and a null
    among integers as NaN."""
    from frictionless import Package, validate

    package = json.loads((parts / "exports/datapackage.json").read_text(encoding="utf-8"))
    assert Package.validate_descriptor(package).valid
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        with duckdb.connect() as connection:
            files = [str(parts / "exports" / path) for path in paths_of(resource)]
            rows = f"from read_parquet({literal(files)})"
            target = quoted(tmp_path / f"{name}.csv")
            connection.execute(f"copy ({rows}) to {target} ({FORMATS['csv']})")
        resource |= {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv"}
        schema["missingValues"] = [""]
        for field in schema["fields"]:
            if "constraints" in field:
                field["missingValues"] = []
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbooks_are_the_same(one: Path, parts: Path, language: str) -> None:
    books = []
    for release in (one, parts):
        with zipfile.ZipFile(release / f"exports/doichieu-{language}.xlsx") as book:
            files = {name: book.read(name) for name in book.namelist()}
        del files["docProps/core.xml"]  # the time
        books.append(files)
    texts = [book.pop("xl/sharedStrings.xml").decode() for book in books]
    assert books[0] == books[1]
    # The sheet of contents says which file has all rows of a table.
    assert " csv/figures.csv" in texts[0] and " parquet/figures/<" in texts[1]
    named = [re.sub(r" (?:csv|parquet)/(\w+)(?:\.csv|\.parquet|/)", r" \1", one) for one in texts]
    assert named[0] == named[1]


# ----- pages -------------------------------------------------------------------------------


def test_sites_have_the_same_data(one: Path, parts: Path) -> None:
    data = [tree(release / "site" / "data") for release in (one, parts)]
    assert len([name for name in data[0] if name.startswith("reports/")]) == REPORTS
    assert data[0] == data[1]


def catalogue_of(release: Path) -> dict[str, Any]:
    """The tables on dbt's page, with the type and the comment of each column."""
    text = (release / "site/docs/index.html").read_text(encoding="utf-8")
    before = ",catalog:"
    catalogue, _ = json.JSONDecoder().raw_decode(text, text.index(before) + len(before))
    return {
        name: (
            node["metadata"]["comment"],
            [
                (column["name"], column["type"], column["comment"])
                for column in node["columns"].values()
            ],
        )
        for name, node in catalogue["nodes"].items()
    }


def test_dbts_page_describes_the_same_tables_and_columns(one: Path, parts: Path) -> None:
    found = catalogue_of(parts)
    comment, columns = found["model.doichieu.figures"]
    assert comment.startswith("Printed figures") and all(meaning for _, _, meaning in columns)
    assert found == catalogue_of(one)


# ----- the folder of the releases ----------------------------------------------------------


def test_a_copied_release_answers_in_its_new_folder(parts: Path, tmp_path: Path) -> None:
    copy = copied(parts, tmp_path / "report_id=it's [a] copy")
    query = "select count(*), sum(figure_no), count(distinct printed) from marts.figures"
    assert asked(copy, query) == asked(parts, query)
    with opened(copy / WAREHOUSE) as connection:
        assert {file.parents[2] for file in files_by_table(connection)["marts.figures"]} == {copy}
        assert any(table.parts for table in read_catalogue(connection))


def test_a_comma_in_the_path_is_refused_before_anything_is_derived(
    releases: Path, tmp_path: Path
) -> None:
    where = tmp_path / "a, b"
    run = call("--seeds", releases / "seeds", "--releases", where, "--cluster", "local")
    assert run.returncode == 2
    assert str(where) in run.stderr
    assert "files of parts cannot lie in a folder with a comma in its path" in run.stderr
    assert "Name another folder with --releases." in run.stderr
    assert not [path for path in where.iterdir() if not path.name.startswith(".")]


def test_a_release_moved_to_a_path_with_a_comma_says_what_to_do(
    parts: Path, tmp_path: Path
) -> None:
    copy = copied(parts, tmp_path / "a, b")
    with pytest.raises(NotFound, match=r"a, b/.* is a release in parts.* Move it to a folder"):
        opened(copy / WAREHOUSE)
    run = call("shell", "--releases", tmp_path / "a, b", "-c", "from figures")
    assert run.returncode == 2 and "comma" in run.stderr


def test_the_store_beside_the_releases_is_none(releases: Path, parts: Path) -> None:
    folder = Releases(releases / "parts")
    assert (folder.folder / STORE).is_dir()
    assert folder.published() == [parts]
    with pytest.raises(NotFound, match="is not a release"):
        folder.named(STORE)


def test_old_releases_in_parts_are_deleted_unless_a_shell_reads_them(
    parts: Path, tmp_path: Path
) -> None:
    current = copied(parts, tmp_path)
    old = Path(shutil.copytree(parts, tmp_path / "20200101T000000Z-0"))
    store = tmp_path / STORE / "reports"
    store.mkdir(parents=True)
    with subprocess.Popen(
        [SHELL, "-readonly", "-csv", "-noheader", WAREHOUSE],
        cwd=old,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as shell:
        assert shell.stdin and shell.stdout
        shell.stdin.write("select count(*) from marts.plan_completion;\n")
        shell.stdin.flush()
        answer = shell.stdout.readline()
        assert is_held_open(old / WAREHOUSE) and Releases(tmp_path).prune(keep=1) == []
        shell.stdin.close()
    assert int(answer) == asked(parts, "select count(*) from marts.plan_completion")[0][0]
    assert Releases(tmp_path).prune(keep=1) == [old]
    assert Releases(tmp_path).published() == [current] and store.is_dir()


def test_python_reads_both_alike(one: Path, parts: Path, tmp_path: Path) -> None:
    moved = copied(parts, tmp_path)
    with doichieu.open(one) as whole, doichieu.open(tmp_path / "current") as release:
        assert release.path == moved
        assert sorted(whole.marts.fetchall()) == sorted(release.marts.fetchall())
        assert whole.counts == release.counts and whole.statuses == release.statuses
        for mart, _ in whole.marts.fetchall():
            query = f"select count(*) from {mart}"
            assert whole.sql(query).fetchall() == release.sql(query).fetchall()
        contradicted = "select distinct report_id, indicator_id from figures where check_status = "
        asked = whole.sql(f"{contradicted} 'contradicted' order by all limit 5").fetchall()
        assert asked
        for report_id, indicator_id in asked:
            wanted, found = (str(one.why(report_id, indicator_id)) for one in (whole, release))
            assert found == wanted
        with ThreadPoolExecutor(2) as pool:  # each thread finds the files of the parts
            counted = pool.map(lambda _: release.figures.count("*").fetchone(), range(4))
            assert {found for (found,) in counted} == {whole.counts["figures"]}
