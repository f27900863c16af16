"""Releases: a folder of published warehouses, of which `current` is the one in force.

Written in a folder of its own, renamed when it is whole, and put in force by replacing one
link: whoever reads sees the old release or the new one, never part of either.
"""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from doichieu.base.faults import Fault, InputRefused, NotFound
from doichieu.base.paths import WAREHOUSE
from doichieu.inputs.hashes import InputHashes

BUILDING = ".building-"
DISCARDED = ".discarded-"
LINKING = ".current-"
CURRENT = "current"
REFUSED = "refused"
MANIFEST = "manifest.json"


class Releases:
    """The folder that releases are published to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @contextlib.contextmanager
    def lock(self, waiting: Any) -> Iterator[None]:
        """Hold the folder for one run; `waiting()` is called where another run holds it.

        The operating system takes the lock back from a process that dies.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".lock").touch()
        except OSError as error:
            problem = f"no release can be written there: {error.strerror or error}."
            remedy = "Name a folder that may be written to with --releases."
            raise InputRefused([Fault(str(self.folder), None, None, problem, remedy)]) from error
        current = self.folder / CURRENT
        if current.exists() and not current.is_symlink():
            problem = "it is no link that a run made, so it is not replaced."
            raise InputRefused([Fault(str(current), None, None, problem, "Move it away.")])
        lock = FileLock(self.folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def current(self) -> Path | None:
        """The release in force, or None before the first."""
        link = self.folder / CURRENT
        return link.resolve() if (link / MANIFEST).exists() else None

    def current_manifest(self) -> dict[str, Any] | None:
        """What the release in force says of itself."""
        current = self.current()
        return read_manifest(current) if current else None

    def in_force(self) -> Path:
        """The release in force; raises NotFound before the first."""
        current = self.current()
        if current is None:
            raise NotFound(
                f"There is no release in {self.folder} yet. Make one with `python orchestrate.py`, "
                "or name another folder with --releases."
            )
        return current

    def new_build(self, fingerprint: str) -> "Build":
        """A fresh folder to build in. What killed runs left behind is taken away first.

        Only the holder of the lock may call this: then no leftover belongs to a living run.
        """
        for pattern in (f"{BUILDING}*", f"{DISCARDED}*"):
            for leftover in self.folder.glob(pattern):
                shutil.rmtree(leftover, ignore_errors=True)
        for link in self.folder.glob(f"{LINKING}*"):
            link.unlink()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        name = f"{stamp}-{fingerprint[:8]}"
        build = Build(self.folder / f"{BUILDING}{name}-{os.getpid()}", name)
        build.folder.mkdir()
        return build

    def publish(self, build: "Build") -> Path:
        """Put a finished build in force and return its place."""
        release = self.folder / build.name
        build.folder.rename(release)
        point(self.folder / CURRENT, build.name)
        self.forget_refused()
        return release

    def keep_refused(self, build: "Build") -> Path | None:
        """Lay a refused build aside, in place of the one refused before, and return its place.

        It is no release: nothing leads to it, and the next run that has nothing to refuse takes it
        away. None where the one before cannot be moved, as on Windows while somebody reads it.
        """
        self.forget_refused()
        place = self.folder / REFUSED
        if place.exists():
            return None
        shutil.rmtree(build.scratch, ignore_errors=True)
        build.folder.rename(place)
        return place

    def forget_refused(self) -> None:
        """Take away the build that was refused last, if there is one."""
        discarded = self.folder / f"{DISCARDED}{REFUSED}-{os.getpid()}"
        with contextlib.suppress(OSError):
            (self.folder / REFUSED).rename(discarded)
        shutil.rmtree(discarded, ignore_errors=True)

    def published(self) -> list[Path]:
        """Every whole release, oldest first."""
        return sorted(
            folder.parent
            for folder in self.folder.glob(f"[0-9]*/{MANIFEST}")
            if not folder.parent.is_symlink()
        )

    def named(self, name: str) -> Path:
        """The release that a person names: `current`, the beginning of a name, or a folder.

        Raises NotFound, with the releases that there are, where it is none or more than one.
        """
        if name == CURRENT:
            return self.in_force()
        if (Path(name) / WAREHOUSE).is_file():
            return Path(name).resolve()
        there = self.published()
        meant = [release for release in there if name and release.name.startswith(name)]
        if len(meant) == 1:
            return meant[0]
        problem = "begins the names of several releases" if meant else "is no release"
        listed = "".join(f"\n  {release.name}" for release in meant or there)
        raise NotFound(
            f"{name!r} {problem} in {self.folder}. There are:{listed}"
            if listed
            else f"{name!r} {problem}, for {self.folder} holds none yet. "
            "Make one with `python orchestrate.py`, or name another folder with --releases."
        )

    def before(self, release: Path) -> Path:
        """The release before another of this folder; raises NotFound where it is the oldest."""
        older = [one for one in self.published() if one.name < release.name]
        if not older:
            raise NotFound(
                f"There is no release before {release.name} in {self.folder}: "
                "nothing to compare it with. Name another release, or a folder."
            )
        return older[-1]

    def prune(self, keep: int) -> list[Path]:
        """Take away all but the `keep` newest releases; return those that went.

        The release in force stays, and so does one that a reader holds open.
        """
        current = self.current()
        gone = []
        for release in self.published()[:-keep]:
            if release == current or is_held_open(release / WAREHOUSE):
                continue
            # The page first: without its release nothing would take it away.
            changes_page(release).unlink(missing_ok=True)
            # Renamed first: at no moment does a release stand there with parts missing.
            discarded = self.folder / f"{DISCARDED}{release.name}"
            try:
                release.rename(discarded)
            except OSError:
                continue  # Windows refuses while any file in it is open: it stays until next time
            shutil.rmtree(discarded, ignore_errors=True)
            gone.append(release)
        return gone


class Build:
    """A release in the making, out of sight of readers."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name

    @property
    def warehouse(self) -> Path:
        """The database that is being built."""
        return self.folder / WAREHOUSE

    @property
    def scratch(self) -> Path:
        """What only the making needs: the inputs' copy, dbt's target and logs."""
        return self.folder / "scratch"

    @property
    def site(self) -> Path:
        """The pages."""
        return self.folder / "site"

    @property
    def exports(self) -> Path:
        """The marts as files."""
        return self.folder / "exports"

    @property
    def validation(self) -> Path:
        """The pages of the audit."""
        return self.site / "validation"

    @property
    def dbt_page(self) -> Path:
        """dbt's own page."""
        return self.site / "docs" / "index.html"

    def discard(self) -> None:
        """Take the build away; the release in force is untouched."""
        shutil.rmtree(self.folder, ignore_errors=True)


def read_manifest(release: Path) -> dict[str, Any] | None:
    """What a release says of itself; None where nothing can be read, or somebody wrote over it."""
    try:
        manifest: Any = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def hashes_of(release: Path) -> InputHashes | None:
    """What a release was made from; None where nothing can be reused from it."""
    if not (release / WAREHOUSE).is_file():
        return None
    hashes = (read_manifest(release) or {}).get("input_hashes")
    return InputHashes(**hashes) if hashes else None


def changes_page(release: Path) -> Path:
    """Where the page of what changed up to a release goes: beside it, for a release is finished."""
    return release.with_name(f"{release.name}.changes.html")


def point(link: Path, target: str) -> None:
    """Make `link` lead to its sibling `target`, replacing an older link in one step."""
    fresh = link.with_name(f"{LINKING}{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(target, target_is_directory=True)
    except OSError as error:
        if sys.platform != "win32":
            raise
        raise RuntimeError(
            "Windows did not allow the link releases/current. "
            "Turn on Developer Mode, or run as administrator, then run again."
        ) from error
    if sys.platform == "win32" and link.is_symlink():
        link.rmdir()  # Windows replaces no link to a folder: for a moment there is none
    fresh.replace(link)


def is_held_open(warehouse: Path) -> bool:
    """True where another process reads this database: it cannot then be opened for writing."""
    import duckdb

    try:
        duckdb.connect(str(warehouse)).close()
    except duckdb.IOException:
        return True
    return False
