"""The store: a folder or a bucket that the run and all workers read and write.

An address is any of fsspec: a path, or `s3://bucket/folder` and the like. A file appears under its
name at once, complete: in a folder by renaming, in a bucket because an object is written whole. No
file is found by listing: a listing may be older than the files.
"""

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doichieu.base.faults import Unfinished

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCRATCH = ".scratch"


class StoreFailed(Unfinished):
    """The store could not be read or written; the message names it and the reason."""


class Store:
    """The files of a store, by names with slashes, relative to its address."""

    def __init__(self, address: str) -> None:
        """Open a store. Raises StoreFailed where no such address can be opened."""
        self.address = address
        with self._failing("opened"):
            from fsspec.core import url_to_fs

            # No cache of listings, and no connection shared with another store.
            self._files, self._root = url_to_fs(
                address, use_listings_cache=False, skip_instance_cache=True
            )
        self.folder = Path(self._root) if "file" in as_names(self._files.protocol) else None
        """The folder, where the store is one on this machine."""

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        with self._failing("read"):
            return bool(self._files.isfile(self._path(name)))

    def read(self, name: str) -> Any:
        """The content of a JSON file; None where there is none."""
        with self._failing("read"):
            try:
                return json.loads(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file of the store to a new file; within one file system it is linked."""
        with self._failing("read"):
            if self.folder:
                link_or_copy(self.folder / name, target)
            else:
                self._files.get_file(self._path(name), str(target))

    def readable(self, name: str, scratch: Path, connection: "DuckDBPyConnection") -> str:
        """The path or address under which DuckDB reads a file, of which it may need only a part.

        In a folder the file is linked into `scratch`, under a name that no path above can spoil.
        """
        if self.folder:
            link = scratch / f"{uuid.uuid4().hex}.parquet"
            self.fetch(name, link)
            return link.name
        with self._failing("read"):
            if not connection.filesystem_is_registered(as_names(self._files.protocol)[0]):
                connection.register_filesystem(self._files)
        return str(self._files.unstrip_protocol(self._path(name)))

    def put(self, source: Path, name: str) -> None:
        """Move a file into the store."""
        with self._failing("written"):
            if self.folder:
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
                try:
                    shutil.move(source, beside)
                    beside.replace(target)
                finally:
                    beside.unlink(missing_ok=True)
            else:
                self._files.put_file(str(source), self._path(name))
                source.unlink()

    def write(self, name: str, content: Any) -> None:
        """Write a JSON file."""
        with self.scratch() as folder:
            file = folder / "content.json"
            with self._failing("written"):
                file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            self.put(file, name)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete what lies in a folder under other names than these."""
        with self._failing("written"):
            if not self._files.isdir(self._path(folder)):
                return
            for path in self._files.ls(self._path(folder), detail=False):
                if path.rstrip("/").rpartition("/")[2] not in names:
                    self._files.rm(path, recursive=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of one's own, deleted at the end: in the file system of the store where that is
        a folder, so that a file need not be copied."""
        parent = None
        with self._failing("written"):
            if self.folder:
                parent = self.folder / SCRATCH
                parent.mkdir(parents=True, exist_ok=True)
            folder = tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=parent)
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _failing(self, done: str) -> Iterator[None]:
        """Raise what a file system raises as StoreFailed. Each has its own exceptions."""
        try:
            yield
        except StoreFailed:
            raise
        except Exception as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise StoreFailed(f"The store {self.address} could not be {done}: {reason}") from error


def as_names(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    """The names of a protocol, which fsspec gives as one text or as several."""
    return (protocol,) if isinstance(protocol, str) else protocol


def link_or_copy(source: Path, target: Path) -> None:
    """Link a file under another name, which takes no space; copy it to another file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
