"""The marts as files, for those who read neither SQL nor a DuckDB file.

    csv/ and parquet/   a file a table, written by DuckDB
    datapackage.json    what the CSVs hold: types, meaning, units, keys (Frictionless Data Package)
    doichieu.xlsx       the same for Excel, a summary with charts first

Beside the marts go the reference tables that they name: a key can be looked up where it is met.
In every text file and sheet a blank is null, but for the columns that are never null, where it is
the empty text: `catalogue.Column.is_nullable` tells them apart, and so does the data package.
"""

from pathlib import Path

from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.datapackage import write_datapackage
from doichieu.exports.flat import write_flat_files
from doichieu.exports.workbook import write_workbook
from doichieu.report.findings import opened


def write_exports(warehouse: Path, folder: Path) -> None:
    """Write every export of a warehouse into a folder that is not there yet."""
    folder.mkdir()
    with opened(warehouse) as connection:
        tables = read_catalogue(connection)
        write_flat_files(connection, tables, folder)
        write_datapackage(tables, folder)
        write_workbook(connection, tables, folder / "doichieu.xlsx")
