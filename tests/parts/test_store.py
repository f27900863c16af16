"""The store of parts, in a folder and in a bucket: its files, its faults, what is used again."""

import errno
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from rich.console import Console
from support.parts import (
    InThisProcess,
    TwoProcesses,
    build_in_parts,
    differences,
    several_reports,
    small_parts,
)
from support.random_collections import write_seeds
from support.running import call, environment, manifest_of
from support.s3 import BUCKET, SECRET, Server, free_port, serving
from support.seeds_folder import SMALL

from doichieu.base.faults import InputRefused, Unfinished
from doichieu.base.paths import PROJECT, WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.cli import parse
from doichieu.commands import run as running
from doichieu.derive.compiled_models import CompiledModels, as_json
from doichieu.derive.parts import building
from doichieu.derive.parts.derivation import CLAIMS, RANKED
from doichieu.derive.parts.spread import LOCAL, Keys, Spread
from doichieu.derive.parts.store import SCRATCH, SCRATCH_PREFIX, SCRATCH_SECONDS, Store, StoreFailed
from doichieu.derive.parts.task import KINDS
from doichieu.inputs import Inputs, read_inputs
from doichieu.release.releases import Releases

KINDS_OF_STORE = ("folder", "bucket")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An S3 server, which every client in this process and its children finds."""
    with serving(tmp_path / "s3") as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(building, "SECONDS_TO_SETTLE", 0.3)
        yield server


@pytest.fixture(params=KINDS_OF_STORE)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, in a folder and in a bucket."""
    if request.param == "folder":
        return str(tmp_path / "store")
    request.getfixturevalue("server")
    return f"s3://{BUCKET}/some/folder"


@pytest.fixture
def engine() -> Iterator[InThisProcess]:
    """The engine of every run of the test: each report is a part."""
    engine = InThisProcess()
    with small_parts(1, engine):
        yield engine


@dataclass
class Runs:
    """Derivations for one folder of releases: what a run does before the audit."""

    folder: Path
    store: str
    made: int = 0
    keys: Keys = field(default_factory=dict)

    def derive(self, inputs: Inputs, *, anew: bool = False) -> Path:
        """The warehouse of these inputs; `keys` are then those of its parts."""
        self.made += 1
        release = self.folder / f"{self.made}"
        building.prepare(Store(self.store), self.folder, anew=anew)
        self.keys = build_in_parts(inputs, release, Spread(self.store, LOCAL))
        return release / WAREHOUSE


def figures_of(warehouse: Path) -> int:
    """The number of figures in a warehouse."""
    with opened(warehouse) as connection:
        (count,) = connection.execute("select count(*) from marts.figures").fetchone() or (0,)
    return int(count)


def parts_in(store: str) -> set[str]:
    """The keys of the parts in a store."""
    files = Store(store)
    return {Path(name).name for kind in KINDS for name in files.sizes(kind)}


# ----- addresses -----------------------------------------------------------------------------


def test_a_folder_is_named_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers have other current folders."""
    monkeypatch.chdir(tmp_path)
    for typed in ("store", "./store", f"file://{tmp_path}/store", str(tmp_path / "store")):
        assert parse(["--store", typed]).store == str(tmp_path / "store")
    for typed in ("s3://bucket/folder/", "s3://bucket/a@b:c/", "hdfs://user@host:8020/folder/"):
        assert parse(["--store", typed]).store == typed.rstrip("/")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("memory://parts", "other processes cannot see"),
        ("simplecache::s3://bucket/parts", "other processes cannot see"),
        ("s3://key:secret@bucket/parts", "AWS_SECRET_ACCESS_KEY"),
        ("s3://key:secret/with/slashes@bucket/parts", "AWS_SECRET_ACCESS_KEY"),
        ("s3://key:/secret@bucket", "AWS_SECRET_ACCESS_KEY"),
        ("simplecache::s3://key:secret@bucket/parts", "AWS_SECRET_ACCESS_KEY"),
        ("hdfs://key@host:secret@bucket/parts", "AWS_SECRET_ACCESS_KEY"),
        (" ", "empty"),
        ("s3://", "empty"),
    ],
)
def test_what_processes_cannot_share_is_refused(typed: str, reason: str) -> None:
    run = call("--store", typed)
    assert run.returncode == 2 and reason in run.stderr
    assert "secret" not in run.stderr


@pytest.mark.parametrize("name", ["a,b", "year=2021", "a*"])
def test_a_folder_that_duckdb_would_misread_is_refused(name: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / name
    for releases, store, option in ((good, bad, "--store"), (bad, good, "--releases")):
        run = call("--store", store, "--releases", releases)
        assert run.returncode == 2 and f"Name another folder with {option}" in run.stderr


# ----- files ---------------------------------------------------------------------------------


def test_what_is_stored_is_read_back(address: str, tmp_path: Path) -> None:
    store = Store(address)
    assert store.read("a/b.json") is None and store.sizes("a") == {}
    store.write("a/b.json", {"số": 1})
    with store.scratch() as scratch:
        (scratch / "c").write_bytes(b"12345")
        store.put(scratch / "c", "a/c")
    other = Store(address)
    assert other.read("a/b.json") == {"số": 1}
    assert other.sizes("a") == {"a/b.json": 11, "a/c": 5}
    other.fetch("a/c", tmp_path / "one")
    other.fetch_all({"a/b.json": tmp_path / "two", "a/c": tmp_path / "three"})
    assert [(tmp_path / name).stat().st_size for name in ("one", "two", "three")] == [5, 11, 5]
    other.keep_only("a", ["c"])
    other.keep_only("nothing", [])
    assert Store(address).sizes("a") == {"a/c": 5}


def test_a_file_that_is_not_there_is_named(address: str, tmp_path: Path) -> None:
    Store(address).write("a.json", 1)
    with pytest.raises(StoreFailed, match=r"reports/x\.parquet"):
        Store(address).fetch("reports/x.parquet", tmp_path / "target")
    with pytest.raises(StoreFailed, match=r"reports/x\.parquet"):
        Store(address).fetch_all({"reports/x.parquet": tmp_path / "target"})


def test_a_file_of_a_folder_is_seen_whole_or_not_at_all(tmp_path: Path) -> None:
    """Of a bucket the server answers for this."""
    contents = [[number] * 200_000 for number in range(2)]
    seen: list[object] = []
    is_done = threading.Event()

    def look() -> None:
        store = Store(str(tmp_path))
        while not is_done.is_set():
            seen.append(store.read("a.json"))

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(20):
        for content in contents:
            Store(str(tmp_path)).write("a.json", content)
    is_done.set()
    looking.join()
    assert sum(one is not None for one in seen) > 1
    # A file that is cut off is read as none: once there is one, there is always one.
    first = next(number for number, one in enumerate(seen) if one is not None)
    assert all(one in contents for one in seen[first:])


def test_a_release_keeps_its_files_when_the_store_replaces_them(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.write("a.json", "old")
    store.fetch("a.json", tmp_path / "a.json")
    store.write("a.json", "new")
    assert (tmp_path / "a.json").read_text() == '"old"' and store.read("a.json") == "new"


@pytest.mark.parametrize("kind", KINDS_OF_STORE)
def test_scratch_of_another_day_is_deleted(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Workers that were killed left it behind; what is younger may be in use, also elsewhere."""
    if kind == "folder":
        address, parent = str(tmp_path / "store"), tmp_path / "store" / SCRATCH
    else:
        request.getfixturevalue("server")
        address, parent = f"s3://{BUCKET}/parts", tmp_path / "temporary"
        monkeypatch.setattr("tempfile.tempdir", str(parent))
    now = time.time()
    for name, age in (("left", SCRATCH_SECONDS + 60), ("used", SCRATCH_SECONDS - 60)):
        (parent / f"{SCRATCH_PREFIX}{name}").mkdir(parents=True)
        (parent / f"{SCRATCH_PREFIX}{name}/rows").touch()
        os.utime(parent / f"{SCRATCH_PREFIX}{name}", (now - age, now - age))
    with Store(address).scratch() as own:
        there = {path.name for path in parent.iterdir()}
    assert there == {own.name, f"{SCRATCH_PREFIX}used"} and not own.exists()


# ----- DuckDB reads in place -----------------------------------------------------------------


def many_rows(store: Store, name: str) -> int:
    """Store a Parquet file of 100 groups of rows; returns its size."""
    with store.scratch() as scratch, duckdb.connect() as connection:
        connection.execute(
            "copy (select i, i // 10000 as slice, hash(i) as h, hash(i + 1) as g, hash(i + 2) as f "
            "from range(1000000) as t(i)) "
            f"to '{scratch}/rows' (format parquet, row_group_size 10000)"
        )
        size = (scratch / "rows").stat().st_size
        store.put(scratch / "rows", name)
    return size


def test_duckdb_reads_few_groups_of_rows_of_a_bucket(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from s3fs import S3File

    store = Store(f"s3://{BUCKET}/parts")
    size, taken = many_rows(store, "a/claims.parquet"), 0
    fetch = S3File._fetch_range

    def counting(file: S3File, start: int, end: int) -> bytes:
        nonlocal taken
        content = fetch(file, start, end)
        taken += len(content)
        return content

    monkeypatch.setattr(S3File, "_fetch_range", counting)
    with duckdb.connect() as connection:
        file = store.readable("a/claims.parquet", connection)
        query = f"select count(*), sum(i) from read_parquet('{file}') where slice = 3"
        assert connection.execute(query).fetchone() == (10_000, sum(range(30_000, 40_000)))
    assert 0 < taken < size / 3


def test_threads_of_duckdb_read_a_bucket_together(server: Server) -> None:
    store = Store(f"s3://{BUCKET}/parts")
    many_rows(store, "a/one.parquet")
    many_rows(store, "a/two.parquet")
    with duckdb.connect(config={"threads": 4}) as connection:
        files = [store.readable(f"a/{name}.parquet", connection) for name in ("one", "two")]
        query = f"select count(*), sum(i), count(distinct h) from read_parquet({files})"
        expected = (2_000_000, 2 * sum(range(1_000_000)), 1_000_000)
        assert connection.execute(query).fetchone() == expected


# ----- a collection --------------------------------------------------------------------------


def test_two_processes_derive_in_a_bucket_what_one_build_does(
    whole: duckdb.DuckDBPyConnection, inputs: Inputs, server: Server, tmp_path: Path
) -> None:
    engine = TwoProcesses()
    with small_parts(1, engine):
        warehouse = Runs(tmp_path, f"s3://{BUCKET}/parts").derive(inputs)
    assert {task.kind for task in engine.sent} == set(KINDS)
    assert SECRET not in json.dumps([vars(task) for task in engine.sent])
    assert len(engine.reports()) == len(several_reports()["reports"])
    server.kill()  # the release has all files of its own
    assert differences(warehouse.parent, whole) == {}


@pytest.fixture(scope="module")
def filled(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one release, `1`, and its store. Read-only: change a copy."""
    folder = tmp_path_factory.mktemp("filled")
    with small_parts(1, InThisProcess()):
        Runs(folder, str(folder / "store")).derive(inputs)
    return folder


@pytest.fixture(params=KINDS_OF_STORE)
def runs(
    request: pytest.FixtureRequest, filled: Path, tmp_path: Path, engine: InThisProcess
) -> Runs:
    """Runs on a copy of the filled folder, whose store is a folder or a bucket."""
    folder = Path(shutil.copytree(filled, tmp_path / "releases"))
    if request.param == "folder":
        return Runs(folder, str(folder / "store"), made=1)
    server: Server = request.getfixturevalue("server")
    (folder / "store").rename(server.folder / BUCKET / "parts")
    return Runs(folder, f"s3://{BUCKET}/parts", made=1)


in_a_folder = pytest.mark.parametrize("runs", ["folder"], indirect=True)


def changed(folder: Path) -> Inputs:
    """The same collection with one other figure."""
    tables = several_reports()
    tables["figures"][0]["printed"] = "7"
    return read_inputs(write_seeds(folder / "changed", tables))


def test_only_what_changed_is_derived_again(
    runs: Runs, inputs: Inputs, engine: InThisProcess, tmp_path: Path
) -> None:
    runs.derive(inputs)
    assert engine.sent == []
    old = runs.keys
    warehouse = runs.derive(changed(tmp_path))
    assert engine.reports() == [[several_reports()["figures"][0]["report_id"]]]
    building.collect_garbage(Store(runs.store), [old, runs.keys])
    assert parts_in(runs.store) == {key for keys in (old, runs.keys) for key in all_of(keys)}
    building.collect_garbage(Store(runs.store), [runs.keys])
    assert parts_in(runs.store) == set(all_of(runs.keys))
    assert not Store(runs.store).sizes("inputs") and not Store(runs.store).sizes("models")
    assert figures_of(warehouse) == figures_of(runs.folder / "1" / WAREHOUSE) > 0


def all_of(keys: Keys) -> list[str]:
    """The keys of all kinds."""
    return [key for some in keys.values() for key in some]


@in_a_folder
def test_reference_tables_of_the_current_folder_are_not_read(
    runs: Runs,
    inputs: Inputs,
    compiled_models: CompiledModels,
    whole: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A part, the database over all and a build in memory read the inputs that they are given."""
    inputs.write_snapshot(tmp_path / "inputs")
    for file in (tmp_path / "inputs/reference").iterdir():
        header, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text(header + "".join(rows[:1]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    wanted = {name: len(rows) for name, rows in inputs.tables.items() if name != "figures"}
    with compiled_models.build(inputs) as warehouse:
        assert counted(warehouse, wanted) == wanted
    with opened(runs.derive(inputs, anew=True)) as warehouse:
        assert counted(warehouse, wanted) == wanted
    assert differences(runs.folder / f"{runs.made}", whole) == {}, "what its parts are derived from"


def counted(warehouse: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, int]:
    """The number of rows of each of these reference tables."""
    return {name: len(warehouse.query(f"from reference.{name}").fetchall()) for name in tables}


@in_a_folder
def test_every_part_is_derived_anew_where_that_is_asked(
    runs: Runs, inputs: Inputs, engine: InThisProcess
) -> None:
    runs.derive(inputs, anew=True)
    assert [task.key for task in engine.sent] == all_of(runs.keys)


@in_a_folder
def test_nothing_is_derived_from_a_project_that_changes_during_the_run(
    runs: Runs, inputs: Inputs, engine: InThisProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building.cache, "project_hash", lambda: "another")
    with pytest.raises(Unfinished, match="changed during the run"):
        runs.derive(inputs, anew=True)
    assert engine.sent == []


def test_another_folder_of_releases_is_refused(address: str, tmp_path: Path) -> None:
    for name in ("mine", "yours"):
        (tmp_path / name).mkdir()
    building.prepare(Store(address), tmp_path / "mine", anew=False)
    with pytest.raises(InputRefused, match=f"{tmp_path}/mine.*--store"):
        building.prepare(Store(address), tmp_path / "yours", anew=True)
    (tmp_path / "mine").rename(tmp_path / "moved")
    building.prepare(Store(address), tmp_path / "moved", anew=False)


def test_of_two_first_runs_one_takes_the_store(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has seen that nobody has it."""
    both_have_seen = threading.Barrier(2)
    refuse = building.refuse_files_of_others

    def wait(store: Store) -> None:
        refuse(store)
        both_have_seen.wait(60)

    monkeypatch.setattr(building, "refuse_files_of_others", wait)
    monkeypatch.setattr(building, "SECONDS_TO_SETTLE", 5)

    def take(name: str) -> str:
        (tmp_path / name).mkdir()
        try:
            building.prepare(Store(address), tmp_path / name, anew=False)
        except InputRefused as refused:
            return str(refused)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = dict(zip(("mine", "yours"), pool.map(take, ("mine", "yours")), strict=True))
    (winner,) = (name for name, text in said.items() if not text)
    (loser,) = said.keys() - {winner}
    assert f"has the parts of the releases in {tmp_path}/{winner}. Name another" in said[loser]
    building.prepare(Store(address), tmp_path / winner, anew=False)


def test_a_name_that_is_half_written_is_no_owner(tmp_path: Path) -> None:
    """The message has what belongs into the file; with it, the parts of the store are used."""
    part = tmp_path / "store" / "reports" / "key" / "done.json"
    part.parent.mkdir(parents=True)
    part.write_text("{}", encoding="utf-8")
    owner = tmp_path / "store" / building.OWNER
    owner.write_text('{"identity": "a', encoding="utf-8")
    with pytest.raises(InputRefused, match="is incomplete") as refused:
        building.prepare(Store(str(tmp_path / "store")), tmp_path, anew=False)
    (written,) = re.findall(r"into that file: (\{.*?\})\.", str(refused.value))
    owner.write_text(written, encoding="utf-8")
    building.prepare(Store(str(tmp_path / "store")), tmp_path, anew=False)
    assert part.exists()


def test_a_file_system_without_links_has_one_owner_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("doichieu.derive.parts.store.os.link", refuse)
    store = Store(str(tmp_path))
    assert store.create("name.json", [1]) and not store.create("name.json", [2])
    assert store.read("name.json") == [1]


def test_a_store_that_cannot_be_written_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(str(tmp_path / "file/store"))
    for write in (store.create, store.write):
        with pytest.raises(StoreFailed) as failed:
            write("name.json", [1])
        assert str(failed.value).count("could not be written") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_folder_of_releases_has_a_whole_identity_or_none(tmp_path: Path) -> None:
    """Two folders with an empty one would delete each other's parts."""
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))  # as on a full disk
    try:
        with pytest.raises(OSError, match="File too large"):
            building.identity(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list(tmp_path.iterdir()) == []
    assert len(building.identity(tmp_path)) == 32
    assert building.identity(tmp_path) == (tmp_path / building.IDENTITY).read_text()


def test_a_server_that_fails_while_another_run_writes_has_one_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked again where nobody has written, three times in all."""
    monkeypatch.setattr("doichieu.derive.parts.store.SECONDS_BETWEEN_CREATIONS", 0)
    store = Store("memory://creations")
    tries: list[str] = []

    def fail(*_: object, **__: object) -> None:
        tries.append("")
        raise OSError(errno.EREMOTEIO, "Internal Error")

    with monkeypatch.context() as failing:
        failing.setattr(store._files, "pipe_file", fail)
        with pytest.raises(StoreFailed, match="Internal Error"):
            store.create("name.json", [1])
    assert len(tries) == 3
    store.write("name.json", [1])
    monkeypatch.setattr(store._files, "pipe_file", fail)
    assert not store.create("name.json", [2])
    assert store.read("name.json") == [1]


@pytest.mark.parametrize("folder", ["reports", "models"])
def test_files_of_others_are_refused_and_stay(address: str, folder: str, tmp_path: Path) -> None:
    store, mine = Store(address), tmp_path / "mine.pdf"
    mine.write_text("a report", encoding="utf-8")
    store.put(mine, f"{folder}/mine.pdf")
    (tmp_path / "releases").mkdir()
    for anew in (False, True):
        with pytest.raises(InputRefused, match=f"{folder}.*--store"):
            building.prepare(store, tmp_path / "releases", anew=anew)
    assert list(store.sizes(folder)) == [f"{folder}/mine.pdf"]


# ----- damage --------------------------------------------------------------------------------


def replace(path: Path, content: bytes) -> None:
    """Replace a file, which may be read-only and have links, by one of the same age."""
    age = path.stat().st_mtime_ns
    path.unlink()
    path.write_bytes(content)
    os.utime(path, ns=(age, age))


def cut(path: Path) -> None:
    replace(path, path.read_bytes()[:-5])


def write_to(path: Path) -> None:
    """Change a byte of a file as root may do it, whatever its mode."""
    mode = path.stat().st_mode
    path.chmod(mode | stat.S_IWUSR)
    with path.open("r+b") as opened:
        opened.seek(5)
        opened.write(b"x")
    path.chmod(mode)


@in_a_folder
@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("done.json", cut),
        ("done.json", Path.unlink),
        ("marts.figures.parquet", cut),
        ("marts.figures.parquet", Path.unlink),
        ("marts.figures.parquet", write_to),
    ],
)
def test_a_part_with_a_damaged_file_is_derived_again(
    runs: Runs, file: str, damage: Callable[[Path], None], inputs: Inputs, engine: InThisProcess
) -> None:
    damaged = sorted((runs.folder / "store/reports").glob(f"*/{file}"))[0]
    damage(damaged)
    warehouse = runs.derive(inputs)
    assert [task.key for task in engine.sent] == [damaged.parent.name]
    assert figures_of(warehouse) == figures_of(runs.folder / "1" / WAREHOUSE)


@in_a_folder
def test_inputs_that_an_earlier_run_left_are_not_used(
    runs: Runs, inputs: Inputs, engine: InThisProcess
) -> None:
    """They may be cut off, and nothing would say so."""
    store = runs.folder / "store"
    for path in [*store.glob("inputs/*"), *store.glob("models/*")]:
        cut(path)
    for marker in [*store.glob("reports/*/done.json")][:2]:
        marker.unlink()
    runs.derive(inputs)
    assert len(engine.reports()) == 2


@in_a_folder
@pytest.mark.parametrize("table", [RANKED, CLAIMS])
def test_a_damage_that_no_size_shows_is_named(table: str, runs: Runs, inputs: Inputs) -> None:
    damaged = sorted((runs.folder / "store/reports").glob(f"*/{table}.parquet"))[0]
    replace(damaged, bytes(damaged.stat().st_size))
    for marker in (runs.folder / "store/revisions").glob("*/done.json"):
        marker.unlink()
    with pytest.raises(Exception, match=r"--force") as failed:
        runs.derive(inputs)
    assert str(damaged) in str(failed.value)


# ----- complete runs -------------------------------------------------------------------------


def some_reports(folder: Path, years: range = range(2019, 2023)) -> Path:
    """Reports of several years that contradict nothing."""
    for name, text in SMALL.items():
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        header, *rows = text.splitlines(keepends=True)
        if "2022" in name or "2022" in text:
            for year in years:
                written = [row.replace("2022", str(year)) for row in rows]
                if "2022" in name:
                    own = path.with_name(path.name.replace("2022", str(year)))
                    own.write_text("".join([header, *written]), encoding="utf-8")
            rows = [row.replace("2022", str(year)) for year in years for row in rows]
        if "2022" not in name:
            path.write_text("".join([header, *rows]), encoding="utf-8")
    return folder / "seeds"


def run(tmp_path: Path, store: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """A run on the seeds of the test."""
    seeds, releases = tmp_path / "seeds", tmp_path / "releases"
    return call("--seeds", seeds, "--releases", releases, "--store", store, *options)


def test_a_store_that_is_lost_ends_the_run_and_the_next_goes_on(
    server: Server, engine: InThisProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_reports(tmp_path)
    store = f"s3://{BUCKET}/parts"

    def kill(number: int) -> None:
        if number == 2:
            server.kill()

    monkeypatch.setattr(engine, "before", kill)
    ended = run(tmp_path, store)
    assert ended.returncode == 3
    assert store in ended.stderr and "goes on from there" in ended.stderr
    assert "Traceback" not in ended.stderr and SECRET not in ended.stderr
    assert Releases(tmp_path / "releases").published() == []
    assert len(engine.reports()) == 4
    server.start()
    monkeypatch.setattr(engine, "before", lambda _: None)
    ended = run(tmp_path, store)
    assert ended.returncode == 0, ended.stderr
    assert len(engine.reports()) == 2
    assert SECRET not in str(manifest_of(tmp_path / "releases"))


def test_a_store_out_of_reach_ends_the_run(
    engine: InThisProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_reports(tmp_path)
    for name, value in Server(tmp_path, free_port()).environment.items():
        monkeypatch.setenv(name, value)
    ended = run(tmp_path, f"s3://{BUCKET}/parts")
    assert ended.returncode == 3 and "could not be read" in ended.stderr
    assert Releases(tmp_path / "releases").published() == [] and engine.sent == []


def test_a_store_that_cannot_be_written_ends_the_run(engine: InThisProcess, tmp_path: Path) -> None:
    some_reports(tmp_path)
    (tmp_path / "file").touch()
    ended = run(tmp_path, str(tmp_path / "file/parts"))
    assert ended.returncode == 3 and f"{tmp_path}/file/parts" in ended.stderr
    assert "Nothing was published" in ended.stderr and "Traceback" not in ended.stderr
    assert Releases(tmp_path / "releases").published() == [] and engine.sent == []


def test_old_parts_go_with_their_releases(engine: InThisProcess, tmp_path: Path) -> None:
    seeds, store = some_reports(tmp_path), tmp_path / "store"
    assert run(tmp_path, str(store), "--keep", "1").returncode == 0
    assert len(engine.reports()) == 4
    first = parts_in(str(store))
    path = seeds / "figures/north-2020.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("48", "49"), encoding="utf-8")
    ended = run(tmp_path, str(store), "--keep", "1")
    assert ended.returncode == 0, ended.stderr
    assert engine.reports() == [["north-2020"]]
    second = parts_in(str(store))
    assert len(first - second) >= 1 and len(first & second) >= 3
    kept = manifest_of(tmp_path / "releases")["parts"]
    assert second == {key for keys in kept.values() for key in keys}
    assert figures_of((tmp_path / "releases/current").resolve() / "warehouse.duckdb") == 8
    ended = run(tmp_path, str(store), "--force")
    assert ended.returncode == 0 and len(engine.reports()) == 4


def test_old_parts_that_cannot_be_deleted_do_not_fail_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release is published by then."""

    def fail(*_: object) -> None:
        raise StoreFailed("The store is out of reach.")

    monkeypatch.setattr(building, "collect_garbage", fail)
    printed = io.StringIO()
    job = SimpleNamespace(
        options=parse(["--store", str(tmp_path / "store")]),
        origin=SimpleNamespace(inputs=[]),
        releases=Releases(tmp_path / "releases"),
        progress=SimpleNamespace(console=Console(file=printed)),
    )
    running.collect_garbage(job)
    assert "The store is out of reach." in printed.getvalue()


# ----- a full disk ---------------------------------------------------------------------------

# Two runs of the seeds in a folder, the second argument: its store is a disk of its own, too small
# at first and larger then.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=$1 none "$2/store" || exit 99
"$3" -c "$4" --seeds "$2/seeds" --releases "$2/releases" --store "$2/store"
echo "ended $?, with $(ls -A "$2/releases" | grep -c "^2") published"
mount -o remount,size=200m "$2/store"
"$3" -c "$4" --seeds "$2/seeds" --releases "$2/releases" --store "$2/store"
echo "ended $?, with $(ls -A "$2/releases" | grep -c "^2") published"
"""
# The command, each report a part; prints how many of them were derived.
RUNS = """
import sys
from doichieu.cli import main
from support.parts import InThisProcess, small_parts
engine = InThisProcess()
with small_parts(1, engine):
    status = main(sys.argv[1:])
print("sent", len(engine.reports()))
sys.exit(status)
"""
# Bytes; a part of two figures takes 160,000.
ROOM_FOR_PARTS = 500_000
AS_ROOT = ["unshare", "--map-root-user", "--mount"]


def can_mount() -> bool:
    """Whether a user of this system may mount a disk that no other process sees."""
    try:
        command = [*AS_ROOT, "sh", "-c", "mount -t tmpfs none /mnt"]
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="this system lets no user mount a disk")
def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """There is room for the models and some parts."""
    some_reports(tmp_path)
    (tmp_path / "store").mkdir()
    room = len(as_json(compiled_models).encode()) + ROOM_FOR_PARTS
    ended = subprocess.run(
        [*AS_ROOT, "sh", "-c", ON_A_SMALL_DISK, "sh", str(room), tmp_path, sys.executable, RUNS],
        env=environment() | {"PYTHONPATH": f"{PROJECT}:{PROJECT}/tests"},
        capture_output=True,
        encoding="utf-8",
    )
    assert "ended 3, with 0 published" in ended.stdout, ended.stdout + ended.stderr
    assert "ended 0, with 1 published" in ended.stdout, ended.stdout + ended.stderr
    assert "No space left on device" in ended.stderr and str(tmp_path / "store") in ended.stderr
    first, second = (int(line.split()[1]) for line in ended.stdout.splitlines() if "sent " in line)
    assert first == 4 and 0 < second < 4
