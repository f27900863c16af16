"""`watch`: every save has its verdict, in the words of a run, and nothing is left when it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support.running import call, command, environment
from support.seeds_folder import FIGURES, copy_seeds

from doichieu.base.paths import PROJECT
from doichieu.commands import watch
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

WAITING = "Waiting for a save"
needs_signals = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are counted by /proc"
)


class Watching:
    """A `watch` under way, in a session of its own, with a folder for what it leaves."""

    def __init__(self, seeds: Path, scratch: Path) -> None:
        self.scratch = scratch
        scratch.mkdir()
        self.process = subprocess.Popen(
            command("watch", "--seeds", seeds),
            env=environment() | {"TMPDIR": str(scratch)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def told(self) -> str:
        """All that is said up to the next wait."""
        assert self.process.stdout
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if WAITING in line:
                return "".join(lines)
        raise AssertionError("it ended: " + "".join(lines))

    def others(self) -> list[int]:
        """The processes of its session that run, itself aside."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                after_name = stat.read_text(encoding="utf-8").rpartition(") ")[2]
            except OSError:
                continue  # it ended meanwhile
            state, _, _, session = after_name.split()[:4]
            process = int(stat.parent.name)
            if int(session) == self.process.pid != process and state != "Z":
                found.append(process)
        return found

    def end(self, number: int) -> str:
        """Send a signal to the whole session, as a terminal does, or a kill to the first alone."""
        assert self.process.stdout
        if number == signal.SIGKILL:
            self.process.kill()
        else:
            os.killpg(self.process.pid, number)
        rest = self.process.stdout.read()
        self.process.wait()
        return rest


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return copy_seeds(tmp_path)


@pytest.fixture
def watching(seeds: Path, tmp_path: Path) -> Iterator[Watching]:
    under_way = Watching(seeds, tmp_path / "scratch")
    yield under_way
    if under_way.process.poll() is None:
        under_way.process.kill()
        under_way.process.communicate()


def save(seeds: Path, old: str, new: str) -> None:
    """Save the report as many editors do: another file is written and takes the name."""
    path = seeds / FIGURES
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


@needs_signals
def test_every_save_has_its_verdict(watching: Watching, seeds: Path) -> None:
    first = watching.told()
    assert "A run would publish this" in first
    assert "of 26 figures, 14 confirmed, 0 suspect, 0 contradicted" in first

    save(seeds, "level,690,", "level,960,")
    told = watching.told()
    assert f"{FIGURES}" in told.splitlines()[0]
    assert "2,009.5 – 2,010.5" in told and "2,279 – 2,281" in told
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in told
    assert "The audit refused this release." in told and "Nothing was published" in told

    save(seeds, '"51,49"', '"51,4x"')
    told = watching.told()
    assert f"{FIGURES}, line 13, column printed" in told and "51,4x" in told

    (seeds / FIGURES).write_bytes(b"\xff\xfe\x00")
    told = watching.told()
    assert "The input could not be read" in told and "Traceback" not in told

    (seeds / FIGURES).write_bytes((PROJECT / "seeds" / FIGURES).read_bytes())
    assert "A run would publish this" in watching.told()

    with (seeds / "reference/corrections.csv").open("a", encoding="utf-8") as corrections:
        corrections.write("lang-son-2021-h1,11,override,690,960,Misprint,Other pages\n")
    told = watching.told()
    assert "reference/corrections.csv" in told.splitlines()[0]
    assert "2,279 – 2,281" in told

    rest = watching.end(signal.SIGINT)
    assert watching.process.returncode == 0
    assert "No longer watching. Nothing was published." in rest and "Traceback" not in rest
    assert watching.others() == []
    assert list(watching.scratch.iterdir()) == []


@needs_signals
@pytest.mark.parametrize("is_warm", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_process_outlives_a_watch_that_is_killed(watching: Watching, is_warm: bool) -> None:
    if is_warm:
        watching.told()
    else:
        # The auditor, the deriver, and dbt, which compiles for it.
        wait_until(lambda: len(watching.others()) == 3)
    assert watching.others()
    watching.end(signal.SIGKILL)
    wait_until(lambda: not watching.others())


def wait_until(is_so: object) -> None:
    """Wait for what must come to be; a test that hangs is told after two minutes."""
    assert callable(is_so)
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = call("watch", "--seeds", tmp_path / "none")
    assert run.returncode == 2
    assert "to watch" in run.stderr and "Traceback" not in run.stderr


# ----- what is looked at -------------------------------------------------------------------


def test_only_what_a_run_reads_is_looked_at(seeds: Path) -> None:
    before = watch.state_of(seeds)
    assert (
        set(before) == {path.relative_to(seeds).as_posix() for path in seeds.rglob("*.csv")}
        and len(before) == 8
    )
    for name in ("figures/.x.csv", "figures/x.csv~", "figures/4913", "x.csv"):
        (seeds / name).write_text("", encoding="utf-8")
    assert watch.state_of(seeds) == before
    save(seeds, "level,690,", "level,960,")  # of the same length
    assert {path for path, is_now in watch.state_of(seeds).items() if is_now != before[path]} == {
        FIGURES
    }
    assert watch.state_of(seeds / "none") == {}


def test_a_change_is_told_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def looks(*found: watch.State) -> Sequence[watch.State]:
        rest = list(found)
        monkeypatch.setattr(watch, "state_of", lambda _: rest.pop(0))
        monkeypatch.setattr(watch.time, "sleep", lambda _: None)
        return rest

    old, half, new = ({"a": (number, 1, 1)} for number in range(3))
    rest = looks(old, old, half, {}, new, new, {"never": (0, 0, 0)})
    assert watch.settled(Path(), old) == new
    assert rest == [{"never": (0, 0, 0)}]
    # What is changed and changed back was no change.
    looks(old, half, old, old, new, new)
    assert watch.settled(Path(), old) == new


# ----- dbt's tests without dbt -------------------------------------------------------------


def test_a_broken_structure_is_found_as_dbt_finds_it(compiled_models: CompiledModels) -> None:
    asked = [test for tests in compiled_models.tests.values() for test in tests]
    assert len(asked) == len({test.name for test in asked}) > 50
    with compiled_models.build(read_inputs(PROJECT / "seeds")) as connection:
        assert [
            one
            for name in compiled_models.tests
            for one in compiled_models.broken(name, connection)
        ] == []
        connection.execute("insert into reference.reports select * from reference.reports")
        (fault,) = compiled_models.broken("reports", connection)
        assert fault.name.startswith("reports_key")
        assert fault.message == "Got 1 result, configured to fail if != 0"
        assert len(connection.execute(fault.query).fetchall()) == 1


def test_nothing_is_built_on_what_is_broken(compiled_models: CompiledModels) -> None:
    import duckdb

    compiled_models.build(read_inputs(PROJECT / "seeds")).close()
    reports = compiled_models.inputs / "reference/reports.csv"
    with reports.open("a", encoding="utf-8") as file:
        file.write(reports.read_text(encoding="utf-8").splitlines()[1] + "\n")
    with duckdb.connect() as connection:
        connection.execute(f"set file_search_path = '{compiled_models.inputs.parent}'")
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        faults = compiled_models.fill(connection, ask=True)
        assert [fault.name[:11] for fault in faults] == ["reports_key"]
        built = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts'"
        )
        assert built.fetchone() == (0,)
