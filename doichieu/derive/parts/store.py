"""The store: a folder or a bucket that the run and all workers read and write.

An address is the path of a folder, or one of fsspec such as `s3://bucket/folder`. A file appears
under its name at once, complete: in a folder by renaming, in a bucket because an object is written
whole. No file is found by listing: a listing may be older than the files. It only gives sizes.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from doichieu.base.faults import Unfinished
from doichieu.base.parts import link_or_copy

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCRATCH = ".scratch"
SCRATCH_PREFIX = "doichieu-part-"
# No part takes a day: what has not changed for so long, a killed worker left behind.
SCRATCH_SECONDS = 24 * 60 * 60
# How often an object that should be new is written, where a server fails.
CREATIONS, SECONDS_BETWEEN_CREATIONS = 3, 1
# A bucket answers each request late, but many at once.
FETCHED_TOGETHER = 16
# Bytes that a bucket is asked for at least: by default 50 MB, where a few groups of rows are read.
BLOCK = 2**20
# What file systems need beside the address; the keys of a bucket come from the environment.
OPTIONS = {
    "s3": {
        "default_block_size": BLOCK,
        # Some servers answer for a part of an object with the checksum of the whole.
        "config_kwargs": {"response_checksum_validation": "when_required"},
    }
}


class StoreFailed(Unfinished):
    """The store could not be read or written; the message has the file, the reason and the
    remedy."""


class Store:
    """The files of a store, by names with slashes, relative to its address."""

    def __init__(self, address: str) -> None:
        """Open a store. Raises StoreFailed where no such address can be opened."""
        from fsspec.core import url_to_fs
        from fsspec.implementations.local import LocalFileSystem

        self.address = address
        self.folder = None if "://" in address else Path(address)
        """The folder, where the store is one on this machine."""
        with self._failing("opened"):
            if self.folder:
                # fsspec would read `::` in a path as the join of two addresses.
                self._files, self._root = LocalFileSystem(), str(self.folder)
            else:
                # No cache of listings, and no connection shared with another store.
                settings = OPTIONS.get(address.partition("://")[0], {})
                self._files, self._root = url_to_fs(
                    address, use_listings_cache=False, skip_instance_cache=True, **settings
                )

    def read(self, name: str) -> Any:
        """The content of a JSON file; None where there is none, or only a part of one."""
        with self._failing("read", name):
            try:
                return json.loads(self._files.cat_file(self._path(name)))
            except (FileNotFoundError, ValueError):
                return None

    def exists(self, name: str) -> bool:
        """Whether there is a file, be it whole or not."""
        with self._failing("read", name):
            return bool(self._files.exists(self._path(name)))

    def sizes(self, folder: str) -> dict[str, int]:
        """The sizes in bytes of the files in a folder, by name; the newest may be missing."""
        with self._failing("read", folder):
            try:
                found = self._files.ls(self._path(folder), detail=True)
            except FileNotFoundError:
                return {}
            return {f"{folder}/{last(file['name'])}": file["size"] for file in found}

    def are_changed(self, names: Iterable[str], marker: str) -> bool:
        """Whether files were written to after their marker. Objects of a bucket are not."""
        if not self.folder:
            return False
        with self._failing("read", marker):
            marked = (self.folder / marker).stat().st_mtime_ns
            return any((self.folder / name).stat().st_mtime_ns > marked for name in names)

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file of the store to a new file; within one file system it is linked."""
        with self._failing("read", name):
            if self.folder:
                link_or_copy(self.folder / name, target)
            else:
                self._files.get_file(self._path(name), str(target))

    def fetch_all(self, targets: Mapping[str, Path]) -> None:
        """Copy files, by name, to new files, some at a time."""
        with ThreadPoolExecutor(FETCHED_TOGETHER) as pool:
            for _ in pool.map(self.fetch, targets, targets.values()):
                pass

    def readable(self, name: str, connection: "DuckDBPyConnection") -> str:
        """The path or address under which DuckDB reads a file, of which it may need only a part."""
        if self.folder:
            return str(self.folder / name)
        with self._failing("read", name):
            if not connection.filesystem_is_registered(as_names(self._files.protocol)[0]):
                connection.register_filesystem(self._files)
        return str(self._files.unstrip_protocol(self._path(name)))

    def put(self, source: Path, name: str) -> None:
        """Move a file of a `scratch` folder into the store."""
        with self._failing("written", name):
            if self.folder:
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
            else:
                self._files.put_file(str(source), self._path(name))
                source.unlink()

    def write(self, name: str, content: Any) -> None:
        """Write a JSON file."""
        with self.scratch() as folder:
            file = folder / "content.json"
            with self._failing("written", name):
                file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            self.put(file, name)

    def create(self, name: str, content: Any) -> bool:
        """Write a JSON file, unless there is one; of several who try at once, one succeeds."""
        text = json.dumps(content, ensure_ascii=False).encode()
        with self._failing("written", name):
            try:
                if self.folder:
                    with self.scratch() as scratch:
                        create_file(self.folder / name, text, scratch)
                else:
                    self._create_object(name, text)
            except FileExistsError:
                return False
        return True

    def _create_object(self, name: str, content: bytes) -> None:
        """Write a new object of a bucket. Raises FileExistsError where there is one, OSError.

        A server may answer that it failed where another run is just writing the same.
        """
        for left in reversed(range(CREATIONS)):
            try:
                return self._files.pipe_file(self._path(name), content, mode="create")
            except FileExistsError:
                raise
            except OSError:
                if self.exists(name):
                    raise FileExistsError from None
                if not left:
                    raise
                sleep(SECONDS_BETWEEN_CREATIONS)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete what lies in a folder under other names than these."""
        with self._failing("cleared", folder):
            if not self._files.isdir(self._path(folder)):
                return
            for path in self._files.ls(self._path(folder), detail=False):
                if last(path) not in names:
                    self._files.rm(path, recursive=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of one's own, deleted at the end: in the file system of the store where that is
        a folder, so that a file need not be copied.

        Workers that were killed leave theirs behind; those of another day are deleted.
        """
        with self._failing("written", SCRATCH):
            parent = self.folder / SCRATCH if self.folder else Path(tempfile.gettempdir())
            parent.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX, dir=parent))
            # By the clock of the file system, which several machines may share.
            forget_unchanged(parent, folder.stat().st_mtime - SCRATCH_SECONDS)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def naming(self, done: str, name: str = "") -> Iterator[None]:
        """Raise as StoreFailed what others raise who read files here or write them to `scratch`."""
        import duckdb

        try:
            yield
        except (OSError, duckdb.Error) as error:
            raise self._failure(done, name, error) from error

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _failing(self, done: str, name: str = "") -> Iterator[None]:
        """Raise what a file system raises as StoreFailed. Each has its own exceptions."""
        try:
            yield
        except StoreFailed:  # a method of the store that another calls has said what is wrong
            raise
        except Exception as error:
            raise self._failure(done, name, error) from error

    def _failure(self, done: str, name: str, error: Exception) -> StoreFailed:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        place = f"{self.address} ({name})" if name else self.address
        return StoreFailed(
            f"The store {place} could not be {done}: {reason.rstrip('.')}. When it can be, the "
            "same command goes on from there. Where a file is damaged, add --force: it derives "
            "every part anew."
        )


def create_file(file: Path, content: bytes, scratch: Path) -> None:
    """Write a new file, which appears when it is whole: first in `scratch`, on the same disk.

    Raises FileExistsError where there is one, OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = scratch / file.name
    whole.write_bytes(content)
    try:
        os.link(whole, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with file.open("xb") as opened:
            try:
                opened.write(content)
                opened.flush()
            except OSError:  # half a file would be in the way of the next run
                file.unlink()
                raise


def as_names(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    """The names of a protocol, which fsspec gives as one text or as several."""
    return (protocol,) if isinstance(protocol, str) else protocol


def last(path: str) -> str:
    """The last name in a path of fsspec."""
    return path.rstrip("/").rpartition("/")[2]


def forget_unchanged(parent: Path, since: float) -> None:
    """Delete the scratch folders in which nothing was created or removed since a time."""
    for folder in parent.glob(f"{SCRATCH_PREFIX}*"):
        try:
            is_old = folder.stat().st_mtime < since
        except OSError:  # its owner has just deleted it
            continue
        if is_old:
            shutil.rmtree(folder, ignore_errors=True)
