"""Figures in memory, checked as a run checks those of a file."""

import shutil
import tempfile
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.paths import SEEDS
from doichieu.derive.compiled_models import compile_models, describe
from doichieu.inputs.frames import Frame, read_frames
from doichieu.python.warehouse import Warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Checked(Warehouse):
    """Figures that were checked: the marts of a release with them alone, in memory."""

    def __init__(
        self, connection: "DuckDBPyConnection", folder: tempfile.TemporaryDirectory[str]
    ) -> None:
        """Take a warehouse in memory, and the folder for what exceeds the memory."""
        super().__init__(connection)
        self._folder = folder

    def close(self) -> None:
        """Forget the figures; relations of them end."""
        super().close()
        self._folder.cleanup()

    @property
    def holds(self) -> bool:
        """Whether no figures contradict each other, but for what a correction acknowledges.

        That confirms nothing: `statuses` says how many figures no check covers.
        """
        return self.contradictions["open"] == 0

    def __bool__(self) -> bool:
        raise TypeError(
            "Checked figures are neither true nor false. Ask `holds` whether they contradict each "
            "other, and `statuses` how many are confirmed."
        )


def check(
    figures: Frame,
    *,
    seeds: str | PathLike[str] = SEEDS,
    reports: Frame | None = None,
    indicators: Frame | None = None,
    identities: Frame | None = None,
    units: Frame | None = None,
    territories: Frame | None = None,
    limits: Frame | None = None,
    corrections: Frame | None = None,
) -> Checked:
    """Check figures that are in memory; nothing is published, and no file is left.

    Args:
        figures: a frame of pandas or polars, a table of Arrow, a relation of DuckDB, or
            dictionaries, with the columns of a file of figures (docs/transcribing.md). `printed` is
            text, exactly as printed. Columns that may be blank may be missing.
        seeds: the folder whose reference tables hold; those of the project by default.
        reports, indicators, identities, units, territories, limits, corrections: rows of the
            reference tables, in place of those with the same key or beside them.

    Raises InputRefused, with every fault: the frame, the row (0 for the first), the column, what is
    wrong and what to do.
    """
    reference = {
        "reports": reports,
        "indicators": indicators,
        "identities": identities,
        "units": units,
        "territories": territories,
        "limits": limits,
        "corrections": corrections,
    }
    inputs = read_frames(figures, reference, Path(seeds))
    folder = tempfile.TemporaryDirectory(prefix="doichieu-check-")
    models = compile_models(Path(folder.name))
    connection = models.build(inputs)
    shutil.rmtree(models.inputs)
    for seed in models.seeds:
        describe(seed, "table", connection)
    for model in models.models:
        describe(model, model.kind, connection)
    return Checked(connection, folder)
