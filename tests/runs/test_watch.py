"""`watch`: every save gets the verdict that a run would print, and no process or file remains."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from support.running import command, environment
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
    """A running `watch`, in a session of its own, with a folder for its temporary files."""

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

    def output(self) -> str:
        """All that it prints until it waits for the next save."""
        assert self.process.stdout
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if WAITING in line:
                return "".join(lines)
        raise AssertionError("it ended: " + "".join(lines))

    def others(self) -> list[int]:
        """The other running processes of its session."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                after_name = stat.read_text(encoding="utf-8").rpartition(") ")[2]
            except OSError:
                continue  # it has ended
            state, _, _, session = after_name.split()[:4]
            process = int(stat.parent.name)
            if int(session) == self.process.pid != process and state != "Z":
                found.append(process)
        return found

    def end(self, number: int) -> str:
        """Send a signal to the whole session, as a terminal does; kill only the first process."""
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
    running = Watching(seeds, tmp_path / "scratch")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.communicate()


def save(seeds: Path, old: str, new: str) -> None:
    """Save the report as many editors do: write another file, then rename it."""
    path = seeds / FIGURES
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


@needs_signals
def test_every_save_has_its_verdict(watching: Watching, seeds: Path) -> None:
    first = watching.output()
    assert "A run would publish this" in first
    assert "of 26 figures, 14 confirmed, 0 suspect, 0 contradicted" in first

    save(seeds, "level,690,", "level,960,")
    output = watching.output()
    assert f"{FIGURES}" in output.splitlines()[0]
    assert "New conflicts" in output and "the others imply 689.00 – 690.75" in output
    assert "one edit mends it: figure 11, Exports (exports): 690 for 960 (digits swapped)" in output
    assert "printed 960 million USD: confirmed → contradicted" in output
    assert "Contradictions: 4 (4 open)" in output
    assert "A run would be refused." in output and "Nothing was published" in output
    assert "Plan completion" not in output and "Growth" not in output, "only what changed"

    (seeds / FIGURES).touch()
    assert re.fullmatch(
        r"\S+ figures/.*\n"
        r"No change: of 26 figures, 11 confirmed, 0 suspect, 3 contradicted, 12 unverifiable.\n"
        r"A run would be refused. Nothing was published.\n"
        r"\(.* s\) Waiting for a save; Ctrl-C ends.\n",
        watching.output(),
    )

    save(seeds, '"51,49"', '"51,4x"')
    output = watching.output()
    assert f"{FIGURES}, line 13, column printed" in output and "51,4x" in output

    save(seeds, '"75,86"', '"75,8x"')
    output = watching.output()
    assert "1 fault as before, 0 mended, 1 new." in output and "New: 1 fault." in output
    assert "75,8x" in output and "51,4x" not in output

    (seeds / FIGURES).write_bytes(b"\xff\xfe\x00")
    output = watching.output()
    assert "The input could not be read" in output and "Traceback" not in output

    (seeds / FIGURES).write_bytes((PROJECT / "seeds" / FIGURES).read_bytes())
    output = watching.output()
    assert "The input can be read again" in output and "A run would publish this" in output
    assert "Conflicts that are gone" in output and "figures 8, 11 and 14" in output
    assert "printed 690 million USD: contradicted → confirmed" in output

    with (seeds / "reference/corrections.csv").open("a", encoding="utf-8") as corrections:
        corrections.write("lang-son-2021-h1,11,override,690,960,Misprint,Other pages\n")
    output = watching.output()
    assert "reference/corrections.csv" in output.splitlines()[0]
    assert "printed 690, corrected to 960" in output

    rest = watching.end(signal.SIGINT)
    assert watching.process.returncode == 0
    assert "Stopped watching. Nothing was published." in rest and "Traceback" not in rest
    assert watching.others() == []
    assert list(watching.scratch.iterdir()) == []


@needs_signals
@pytest.mark.parametrize("is_warm", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_process_outlives_a_watch_that_is_killed(watching: Watching, is_warm: bool) -> None:
    if is_warm:
        watching.output()
    else:
        # The auditor, the deriver, and dbt where it compiles for it.
        wait_until(lambda: len(watching.others()) >= 2)
    assert watching.others()
    watching.end(signal.SIGKILL)
    wait_until(lambda: not watching.others())


def wait_until(is_so: object) -> None:
    """Wait until a condition holds, at most two minutes."""
    assert callable(is_so)
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("the condition never held")


# ----- the files that are watched ----------------------------------------------------------


def test_only_files_that_a_run_reads_are_watched(seeds: Path) -> None:
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


def test_a_change_is_reported_when_it_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def looks(*found: watch.State) -> Sequence[watch.State]:
        rest = list(found)
        monkeypatch.setattr(watch, "state_of", lambda _: rest.pop(0))
        monkeypatch.setattr(watch.time, "sleep", lambda _: None)
        return rest

    old, half, new = ({"a": (number, 1, 1)} for number in range(3))
    rest = looks(old, old, half, {}, new, new, {"never": (0, 0, 0)})
    assert watch.settled(Path(), old) == new
    assert rest == [{"never": (0, 0, 0)}]
    # A change that is undone is no change.
    looks(old, half, old, old, new, new)
    assert watch.settled(Path(), old) == new


# ----- dbt's tests without dbt -------------------------------------------------------------


def test_nothing_is_built_after_a_failed_test(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    models = replace(compiled_models, inputs=tmp_path / "it's" / "inputs")
    tests = [test for some in models.tests.values() for test in some]
    assert len(tests) == len({test.name for test in tests}) > 50
    with models.build(read_inputs(PROJECT / "seeds")) as connection:
        assert [
            fault for name in models.tests for fault in models.faults_of(name, connection)
        ] == []
    reports = models.inputs / "reference/reports.csv"
    with reports.open("a", encoding="utf-8") as file:
        file.write(reports.read_text(encoding="utf-8").splitlines()[1] + "\n")
    with duckdb.connect() as connection:
        connection.execute("set file_search_path = ?", [str(models.inputs.parent)])
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        (fault,) = models.fill(connection, with_tests=True)
        assert fault.name.startswith("reports_key")
        assert fault.message == "Got 1 result, configured to fail if != 0"
        assert len(connection.execute(fault.query).fetchall()) == 1
        built = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts'"
        )
        assert built.fetchone() == (0,)
