"""A run that dies at any step of publishing leaves a complete release, and the next run cleans
up."""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from support.running import command, environment, manifest_of, orchestrate
from support.seeds_folder import small_seeds

from doichieu.base import cache
from doichieu.base.faults import Unfinished
from doichieu.commands import run as running
from doichieu.derive.dbt import BuildPaths
from doichieu.inputs import read_inputs
from doichieu.inputs.hashes import InputHashes
from doichieu.release.releases import Releases, changes_page

STEPS = ("mkdir", "rename", "replace", "symlink", "unlink", "rmdir")
Run = Callable[[str], int]


class Killed(BaseException):
    """The process is dead: none of its own clean-up code runs."""


@contextmanager
def dying(after: int) -> Iterator[list[str]]:
    """Allow only a number of folder changes, including each step of `rmtree`; yields those made."""
    done: list[str] = []

    def stopping(name: str, change: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            if len(done) == after:
                raise Killed
            result = change(*arguments, **options)
            done.append(name)
            return result

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, stopping(name, getattr(os, name)))
        yield done


def fake_release(releases: Path, name: str, content: str) -> None:
    """A release of few files, with a page of changes beside it."""
    (releases / name / "site").mkdir(parents=True)
    (releases / name / "site/index.html").write_text(content)
    (releases / name / "warehouse.duckdb").write_text(content)
    manifest = json.dumps({"release": name, "fingerprint": content})
    (releases / name / "manifest.json").write_text(manifest)
    changes_page(releases / name).touch()


class FakeAuditor:
    """Writes its page and reports no outcomes."""

    def __init__(self, _: Path) -> None: ...

    def __enter__(self) -> "FakeAuditor":
        return self

    def __exit__(self, *_: object) -> None: ...

    def begin(self, _: Path, docs: Path, found: Path | None) -> None:
        write(docs)

    def outcomes(self) -> list[object]:
        return []


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("a page")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A run on `tmp_path`/releases with a given content; each of its stages writes a file.

    Its audit refuses a content that begins with `refused`, and dbt's tests one that begins with
    `broken`; it keeps two releases.
    """
    inputs = read_inputs(small_seeds(tmp_path))
    content = ""

    @contextmanager
    def dbt(paths: BuildPaths) -> Iterator[SimpleNamespace]:
        def build(*_: object) -> list[object]:
            paths.warehouse.write_text(content)
            return ["a dbt test that found rows"] * content.startswith("broken")

        yield SimpleNamespace(run=build, ask=lambda _: None, finish=lambda: None)

    def write_page(site: Path, *_: object) -> None:
        (site / "index.html").write_text(content)

    silent = ("findings", "refusal", "refused_build", "structure")
    stubs = {
        "read_inputs": lambda *_, **__: inputs,
        "fingerprint": lambda *_: content,
        "hash_inputs": lambda *_: InputHashes("", {}),
        "Dbt": dbt,
        "spread_of": lambda *_: None,
        "Auditor": FakeAuditor,
        "lay_out": write,
        "write_dbt_page": lambda _, page: write(page.parent),
        "find": lambda *_: SimpleNamespace(),
        "write_exports": lambda _, folder: write(folder),
        "write_answers": lambda *_: None,
        "write_page": write_page,
        "manifest": lambda name, origin, *_: {"release": name, "fingerprint": origin.fingerprint},
        "refusals": lambda _: [content] * content.startswith("refused"),
        "lead_to_validation": lambda _: None,
    } | {f"print_{what}": lambda *_, **__: None for what in silent}
    for name, stub in stubs.items():
        monkeypatch.setattr(running, name, stub)
    # The fake warehouses are no databases.
    monkeypatch.setattr("doichieu.release.releases.is_held_open", lambda _: False)

    def start(new_content: str) -> int:
        nonlocal content
        content = new_content
        options = {"seeds": tmp_path, "releases": tmp_path / "releases", "keep": 2, "again": ""}
        options |= dict.fromkeys(("quarantine", "force", "full"), False)
        return running.run(argparse.Namespace(**options))

    return start


def assert_whole(releases: Path, *allowed: str) -> str:
    """Every published release is complete; return the current one, whose content must be
    allowed."""
    published = Releases(releases).published()
    assert published
    for release in published:
        content = (release / "warehouse.duckdb").read_text()
        manifest = json.loads((release / "manifest.json").read_text())
        assert manifest == {"release": release.name, "fingerprint": content}
        assert (release / "site/index.html").read_text() == content
    in_force = (releases / "current/warehouse.duckdb").read_text()
    assert in_force in allowed
    return in_force


def assert_clean(releases: Path, kept: int) -> None:
    """Only the lock, the link, the expected releases and their pages of changes remain."""
    found = {release.name for release in Releases(releases).published()}
    assert len(found) == kept
    pages = {f"{name}.changes.html" for name in found}
    assert {path.name for path in releases.iterdir()} - pages == {".lock", "current"} | found


@pytest.mark.parametrize("ends", ["published", "refused", "broken"])
def test_a_run_may_die_at_any_step(ends: str, run: Run, tmp_path: Path) -> None:
    before, releases = tmp_path / "before", tmp_path / "releases"
    for number, content in enumerate(("first", "second", "third"), start=1):
        fake_release(before, f"2026010{number}T000000Z-aaaaaaaa", content)
    (before / "current").symlink_to("20260103T000000Z-aaaaaaaa")
    write(before / "refused" / "site")  # an earlier refusal, to be taken away
    in_force = set()
    for steps in range(1000):
        shutil.rmtree(releases, ignore_errors=True)
        shutil.copytree(before, releases, symlinks=True)
        try:
            with dying(after=steps) as done:
                status = run(f"{ends} build")
            break
        except Killed:
            in_force.add(assert_whole(releases, "third", "published build"))
            assert run("the next run") == 0
            assert_whole(releases, "the next run")
            assert_clean(releases, kept=2)
    assert status == (0 if ends == "published" else 1)
    assert steps > 20 and {"mkdir", "rename", "unlink", "rmdir"} <= set(done)
    assert in_force == ({"third", "published build"} if ends == "published" else {"third"})
    assert_whole(releases, "published build" if ends == "published" else "third")
    if ends != "published":  # in place of the one refused before
        assert (releases / "refused/warehouse.duckdb").read_text() == f"{ends} build"
    else:
        assert not (releases / "refused").exists()


@pytest.mark.parametrize(("steps", "is_in_force"), [(0, False), (1, False), (2, False), (3, True)])
def test_the_first_release_is_current_and_complete_or_absent(
    steps: int, is_in_force: bool, run: Run, tmp_path: Path
) -> None:
    """`publish` makes a link, renames the build and replaces `current` by the link."""
    releases = Releases(tmp_path / "releases")
    releases.folder.mkdir()
    build = releases.new_build()
    build.folder.rmdir()
    name = build.name("fresh")
    fake_release(tmp_path, name, "fresh")
    (tmp_path / name).rename(build.folder)
    with pytest.raises(Killed), dying(after=steps):
        releases.publish(build, name)
    assert (releases.current() is not None) is is_in_force
    if is_in_force:
        assert_whole(releases.folder, "fresh")
    assert run("the next run") == 0
    assert_whole(releases.folder, "the next run")


@pytest.mark.parametrize("stage", ["read_inputs", "write_exports"])
def test_a_project_that_changes_during_a_run_is_not_published(
    stage: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The processes of a run import the project one after the other: some have the old one."""
    assert run("before") == 0
    usual, stages = getattr(running, stage), []

    def save_a_model(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(cache, "project_hash", lambda: "another")
        return usual(*arguments, **options)

    monkeypatch.setattr(running, stage, save_a_model)
    monkeypatch.setattr(running, "find", lambda *_: stages.append("audit"))
    with pytest.raises(Unfinished, match="changed during the run"):
        run("after")
    assert stages == (["audit"] if stage == "write_exports" else [])
    assert_whole(tmp_path / "releases", "before")
    assert_clean(tmp_path / "releases", kept=1)


# ----- real runs, really killed --------------------------------------------------------------


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", ["building", "publishing"])
def test_a_real_run_that_is_killed_breaks_nothing(
    moment: str, published: Path, tmp_path: Path
) -> None:
    releases = Path(shutil.copytree(published, tmp_path / "releases", symlinks=True))
    run = subprocess.Popen(
        command("--releases", releases, "--force"),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if moment == "building":
        time.sleep(random.uniform(1, 6))
    # Publishing begins when the site is moved to its place in the release.
    while moment == "publishing" and run.poll() is None:
        if list(releases.glob(".building-*/site")):
            break
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    assert_readable(releases)
    run_after = orchestrate("--releases", releases, "--force")
    assert run_after.returncode == 0, run_after.stderr
    assert_readable(releases)
    assert [path.name for path in releases.iterdir() if path.name.startswith(".")] == [".lock"]


def assert_readable(releases: Path) -> None:
    """The current release can be read, and its manifest describes it."""
    current = (releases / "current").resolve()
    assert manifest_of(releases)["release"] == current.name
    with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as warehouse:
        assert warehouse.sql("select count(*) from marts.figures").fetchall() == [(26,)]
    assert (current / "site/index.html").exists() and (current / "exports/csv/growth.csv").exists()
