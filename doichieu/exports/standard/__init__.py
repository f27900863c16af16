"""The figures in the standard formats of official statistics.

    sdmx/        data.csv (SDMX-CSV 2.0) with structure.xml (SDMX-ML 3.0): every figure
    px/          a cube a quantity for PC-Axis and PxWeb
    json-stat/   the same as JSON-stat 2.0, a file for each language

`docs/exports.md` says how to read each.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from doichieu.exports.standard.cubes import HOME, MOST_CELLS, Cube, make_cubes
from doichieu.exports.standard.json_stat import write_json_stat
from doichieu.exports.standard.px import write_px
from doichieu.exports.standard.sdmx import write_sdmx

LEFT_OUT = "cubes-left-out.txt"


def write_standard_formats(connection: Any, folder: Path, most_cells: int = MOST_CELLS) -> None:
    """Write the standard formats below a folder; `most_cells` is the most cells of a cube."""
    connection.execute((HOME / "functions.sql").read_text(encoding="utf-8"))
    write_sdmx(connection, folder / "sdmx")
    cubes = make_cubes(connection)
    for name in ("px", "json-stat"):
        (folder / name).mkdir()
    for cube in cubes:
        if cube.cells <= most_cells:
            write_px(connection, cube, folder / "px" / f"{cube.name}.px")
            write_json_stat(connection, cube, folder / "json-stat")
    if too_large := [cube for cube in cubes if cube.cells > most_cells]:
        (folder / LEFT_OUT).write_text(explained(too_large, most_cells), encoding="utf-8")


def explained(cubes: Sequence[Cube], most_cells: int) -> str:
    """Why cubes are not written, and where their figures are."""
    found = "".join(f"{cube.name}: {cube.cells:,} cells\n" for cube in cubes)
    return (
        f"These cubes are not in px and json-stat: they have more than {most_cells:,} cells, most "
        f"of them blank. Their figures are in sdmx/data.csv.\n{found}"
    )
