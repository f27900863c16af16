"""An invented report of an honest office, with what the shipped report does not print.

Exact counts, changes, the levels of the year before, two plans and three bases of growth, ranges,
multiples of a plan, signed growth.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.collection import draw_collection
from benchmarks.edits import Row
from benchmarks.exact import Tables
from benchmarks.offices import OFFICES
from benchmarks.shapes import SHAPES
from doichieu.inputs import read_inputs

OFFICE = OFFICES[0]
SEED = 2043
# One group of each.
PRINTED = ("counts", "earlier", "bases", "ranges", "wordings")


@cache
def invented_tables() -> Tables:
    """The tables of a collection of this report alone."""
    shapes = [replace(shape, weight=1) for shape in SHAPES if shape.name in PRINTED]
    with TemporaryDirectory() as folder:
        draw_collection(shapes, len(shapes) * len(OFFICES), SEED, Path(folder))
        tables = {name: list(rows) for name, rows in read_inputs(Path(folder)).tables.items()}
    [report] = [row for row in tables["reports"] if row["report_id"] == OFFICE.report_id]
    figures = [row for row in tables["figures"] if row["report_id"] == OFFICE.report_id]
    return {
        **tables,
        "reports": [report],
        "figures": [own(row, report) for row in figures],
        "territories": [
            row for row in tables["territories"] if row["territory_id"] == report["territory_id"]
        ],
    }


def own(figure: Row, report: Row) -> Row:
    """A figure without the territory and the period that it has from its report."""
    return {
        name: "" if name in ("territory_id", "period_id") and value == report[name] else value
        for name, value in figure.items()
    }
