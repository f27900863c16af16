"""A published release, opened for reading."""

import re
from datetime import UTC, datetime
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

from doichieu import __version__
from doichieu.base.faults import NotFound
from doichieu.base.parts import file_search_path
from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.python.warehouse import Warehouse
from doichieu.release.releases import CURRENT, Releases, read_manifest

STAMP = re.compile(r"\d{8}T\d{6}Z")


class Release(Warehouse):
    """A published release: read-only, and the same for as long as it is open.

    What is published meanwhile is another release: open `releases/current` again.
    """

    def __init__(self, path: Path) -> None:
        """Open the release in a folder; `open_release` finds the folder."""
        super().__init__(opened(path / WAREHOUSE), [file_search_path(path)])
        self.path = path

    @property
    def name(self) -> str:
        """The name of the release: when it was begun, and a part of its fingerprint."""
        return self.path.name

    @property
    def published(self) -> datetime | None:
        """When its run began, in UTC; None for a database outside of a release."""
        if not (stamp := STAMP.match(self.name)):
            return None
        return datetime.strptime(stamp[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The inputs, the versions that built it, the contents; empty where there is none."""
        return read_manifest(self.path) or {}

    def _summary(self) -> dict[str, str]:
        begun = {"published": f"{self.published:%Y-%m-%d %H:%M} UTC"} if self.published else {}
        return {"release": self.name, **begun, **super()._summary()}


def open_release(path: str | PathLike[str]) -> Release:
    """Open a release for reading.

    `path` is the folder of a release (`releases/current`), the folder of all releases, of which the
    current one is opened, or a `warehouse.duckdb`. Close it with `close()`, or use it in a `with`
    statement. Raises NotFound where there is no release, or one that this version cannot read.
    """
    import duckdb

    release = folder_of(Path(path))
    refuse_newer(release)
    try:
        return Release(release)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise NotFound(
            f"{release / WAREHOUSE} cannot be opened: {reason} Close the program that writes to "
            "it; or publish it again with `python orchestrate.py`."
        ) from error


def folder_of(path: Path) -> Path:
    """The folder of the release that a path means; raises NotFound."""
    folder = path.parent if path.name == WAREHOUSE else path
    for found in (folder, folder / CURRENT):
        if (found / WAREHOUSE).is_file():
            return found.resolve()
    there = Releases(folder).published() or Releases(folder.parent).published()
    listed = "".join(f"\n  {release}" for release in there)
    raise NotFound(
        f"There is no release in {path}. Name its folder, as releases/current"
        + (f". There are:{listed}" if there else "; `python orchestrate.py` publishes one.")
    )


def refuse_newer(release: Path) -> None:
    """Raise NotFound for a release that a newer version of the program published."""
    built_by = (read_manifest(release) or {}).get("versions", {}).get("doichieu", __version__)
    if numbers(built_by) > numbers(__version__):
        raise NotFound(
            f"Release {release.name} was published by version {built_by} of Đối chiếu; this is "
            f"{__version__}. Open it with that version."
        )


def numbers(version: str) -> list[int]:
    """The numbers of a version, to compare it with another."""
    return [int(number) for number in re.findall(r"\d+", version)]
