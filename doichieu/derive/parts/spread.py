"""Whether a collection is derived in parts, where these are stored, and who derives them.

It imports no engine: most runs need none.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs.snapshot import InputFile

if TYPE_CHECKING:
    from doichieu.derive.parts.engines import Engine

# Deriving fewer figures takes less time in one build.
PARTED_FIGURES = 1_000_000
# The folder of the store beside the releases, where no other is named.
STORE = "parts"
# The address for workers on this machine.
LOCAL = "local"
# DuckDB reads these characters of a path as a pattern, as the end of a path, or as `column=value`
# of every row below.
MISREAD = {
    ",": "a comma",
    "*": "an asterisk",
    "?": "a question mark",
    "[": "a bracket",
    "=": "an equals sign",
}

Keys = dict[str, list[str]]
"""The keys of the parts of a release, by kind."""


@dataclass(frozen=True)
class Spread:
    """Where the parts are stored, and who derives them.

    Attributes:
        store: the address of the store.
        cluster: the address of a Dask scheduler, or LOCAL.
        spark: the address of a Spark cluster, in place of Dask.
    """

    store: str
    cluster: str
    spark: str | None = None

    @contextmanager
    def engine(self, scratch: Path) -> Iterator["Engine"]:
        """The engine that was asked for; what it needs of the disk goes to a scratch folder."""
        if self.spark:
            from doichieu.derive.parts.engines import spark

            with spark.opened(self.spark) as engine:
                yield engine
        else:
            from doichieu.derive.parts.engines import dask

            with dask.opened(self.cluster, scratch) as engine:
                yield engine


def spread_of(
    options: argparse.Namespace, inputs: Sequence[InputFile], releases: Path
) -> Spread | None:
    """How to derive these inputs in parts; None where one build does.

    Raises InputRefused where DuckDB would misread the paths of such a release or store.
    """
    figures = sum(file.row_count for file in inputs if file.relation == "figures")
    if figures < PARTED_FIGURES and not (options.store or options.cluster or options.spark):
        return None
    store = options.store or str(releases / STORE)
    for option, place in (("--releases", str(releases)), ("--store", store)):
        if found := [name for mark, name in MISREAD.items() if mark in place]:
            problem = (
                f"files of parts cannot lie in a folder with {' and '.join(found)} in its path: "
                "DuckDB would misread it."
            )
            remedy = f"Name another folder with {option}."
            raise InputRefused([Fault(place, None, None, problem, remedy)])
    return Spread(store, options.cluster or LOCAL, options.spark)
