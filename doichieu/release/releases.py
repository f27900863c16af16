"""Releases: a folder of published warehouses; the link `current` leads to the published one.

A release is written in a hidden folder, renamed when it is complete, and published by replacing
one link: a reader sees the old release or the new one, never a part of either.
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

from doichieu.base.faults import Fault, InputRefused, NotFound, Unfinished
from doichieu.base.paths import WAREHOUSE

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
        """Lock the folder for one run; calls `waiting()` when another run holds the lock.

        The operating system releases the lock of a process that dies.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".lock").touch()
        except OSError as error:
            problem = f"no release can be written there: {error.strerror or error}."
            remedy = "Name a writable folder with --releases."
            raise InputRefused([Fault(str(self.folder), None, None, problem, remedy)]) from error
        current = self.folder / CURRENT
        if current.exists() and not current.is_symlink():
            problem = "it is not a link created by a run, so it is not replaced."
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
        """The current release, or None before the first."""
        link = self.folder / CURRENT
        return link.resolve() if (link / MANIFEST).exists() else None

    def current_manifest(self) -> dict[str, Any] | None:
        """The manifest of the current release, or None."""
        current = self.current()
        return read_manifest(current) if current else None

    def in_force(self) -> Path:
        """The current release; raises NotFound before the first."""
        current = self.current()
        if current is None:
            raise NotFound(
                f"There is no release in {self.folder} yet. "
                "Publish one with `python orchestrate.py`, or name another folder with --releases."
            )
        return current

    def new_build(self) -> "Build":
        """Create a folder to build in, and delete what killed runs left behind.

        Only the holder of the lock may call this: no other run is then alive.
        """
        for pattern in (f"{BUILDING}*", f"{DISCARDED}*"):
            for leftover in self.folder.glob(pattern):
                shutil.rmtree(leftover, ignore_errors=True)
        for link in self.folder.glob(f"{LINKING}*"):
            link.unlink()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        build = Build(self.folder / f"{BUILDING}{stamp}-{os.getpid()}", stamp)
        build.folder.mkdir()
        return build

    def publish(self, build: "Build", name: str) -> Path:
        """Publish a finished build under a name and return its folder.

        What may fail comes first: a build without a link to it would count as published. Raises
        Unfinished where no link can be made.
        """
        release, current = self.folder / name, self.folder / CURRENT
        fresh = link_beside(current, name)
        build.folder.rename(release)
        put_in_place(fresh, current)
        self.forget_refused()
        return release

    def keep_refused(self, build: "Build") -> Path | None:
        """Keep a refused build for inspection, in place of the previous one; return its folder.

        It is not a release: nothing links to it, and the next successful run deletes it. None when
        the previous one cannot be moved, as on Windows while another process reads it.
        """
        self.forget_refused()
        place = self.folder / REFUSED
        if place.exists():
            return None
        build.leave_scratch()
        build.folder.rename(place)
        return place

    def forget_refused(self) -> None:
        """Delete the refused build, if there is one."""
        discarded = self.folder / f"{DISCARDED}{REFUSED}-{os.getpid()}"
        with contextlib.suppress(OSError):
            (self.folder / REFUSED).rename(discarded)
        shutil.rmtree(discarded, ignore_errors=True)

    def published(self) -> list[Path]:
        """Every complete release, oldest first."""
        return sorted(
            folder.parent
            for folder in self.folder.glob(f"[0-9]*/{MANIFEST}")
            if not folder.parent.is_symlink()
        )

    def named(self, name: str) -> Path:
        """The release that a user names: `current`, the beginning of a name, or a folder.

        Raises NotFound, which lists the releases, when it names none or several.
        """
        if name == CURRENT:
            return self.in_force()
        if (Path(name) / WAREHOUSE).is_file():
            return Path(name).resolve()
        there = self.published()
        meant = [release for release in there if name and release.name.startswith(name)]
        if len(meant) == 1:
            return meant[0]
        problem = "begins the names of several releases" if meant else "is not a release"
        listed = "".join(f"\n  {release.name}" for release in meant or there)
        raise NotFound(
            f"{name!r} {problem} in {self.folder}. There are:{listed}"
            if listed
            else f"{name!r} {problem}: {self.folder} contains none yet. "
            "Publish one with `python orchestrate.py`, or name another folder with --releases."
        )

    def opened_by(self, name: str) -> Path:
        """The release that a user names to look into it, or the last build that was refused.

        Raises NotFound where there is none.
        """
        if name != REFUSED:
            return self.named(name)
        build = self.folder / REFUSED
        if not (build / WAREHOUSE).is_file():
            raise NotFound(f"There is no refused build with tables in {self.folder}.")
        return build

    def before(self, release: Path) -> Path:
        """The previous release of this folder; raises NotFound for the oldest."""
        older = [one for one in self.published() if one.name < release.name]
        if not older:
            raise NotFound(
                f"There is no release before {release.name} in {self.folder} to compare it "
                "with. Name another release, or a folder."
            )
        return older[-1]

    def prune(self, keep: int) -> list[Path]:
        """Delete all but the `keep` newest releases; return those that were deleted.

        The current release stays, and so does one that a reader has open.
        """
        current = self.current()
        gone = []
        for release in self.published()[:-keep]:
            if release == current or is_held_open(release / WAREHOUSE):
                continue
            # First the page, which no run would delete without its release. Then rename the folder,
            # so that no incomplete release is ever visible.
            changes_page(release).unlink(missing_ok=True)
            discarded = self.folder / f"{DISCARDED}{release.name}"
            try:
                release.rename(discarded)
            except OSError:
                continue  # Windows refuses while a file in it is open: the next run tries again
            shutil.rmtree(discarded, ignore_errors=True)
            gone.append(release)
        return gone


class Build:
    """A release that is being built, hidden from readers, and the paths of its parts.

    `stamp` is the time at which the run began.
    """

    def __init__(self, folder: Path, stamp: str) -> None:
        self.folder = folder
        self.stamp = stamp
        self.warehouse = folder / WAREHOUSE
        self.inputs = folder / "inputs"  # their copy; `check` has them under the same name
        self.scratch = folder / "scratch"  # dbt's target, logs
        self.site = folder / "site"
        self.exports = folder / "exports"
        self.validation = self.site / "validation"
        self.dbt_page = self.site / "docs" / "index.html"

    def name(self, fingerprint: str) -> str:
        """The name of the release, once its fingerprint is known."""
        return f"{self.stamp}-{fingerprint[:8]}"

    def leave_scratch(self) -> None:
        """Delete what only the run needed."""
        for folder in (self.inputs, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)

    def discard(self) -> None:
        """Delete the build; the current release does not change."""
        shutil.rmtree(self.folder, ignore_errors=True)


def read_manifest(release: Path) -> dict[str, Any] | None:
    """The manifest of a release; None when it is missing or not a manifest."""
    try:
        manifest: Any = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def changes_page(release: Path) -> Path:
    """The page of changes up to a release: beside its folder, since a release never changes."""
    return release.with_name(f"{release.name}.changes.html")


def link_beside(link: Path, target: str) -> Path:
    """A link to a sibling `target` of `link`, which need not exist yet, under a name of its own.

    Raises Unfinished where no link can be made.
    """
    fresh = link.with_name(f"{LINKING}{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(target, target_is_directory=True)
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = (
            "Turn on Developer Mode of Windows, or run as administrator, then run again."
            if sys.platform == "win32"
            else "Let --releases name a folder on a disk that has room and symbolic links."
        )
        raise Unfinished(f"The link {link} could not be made: {reason}. {remedy}") from error
    return fresh


def put_in_place(fresh: Path, link: Path) -> None:
    """Replace an older link by a fresh one, in one step."""
    if sys.platform == "win32" and link.is_symlink():
        link.rmdir()  # Windows cannot replace a link to a folder: for a moment there is none
    fresh.replace(link)


def is_held_open(warehouse: Path) -> bool:
    """Whether another process reads this database: it cannot then be opened for writing."""
    import duckdb

    try:
        duckdb.connect(str(warehouse)).close()
    except duckdb.IOException:
        return True
    return False
