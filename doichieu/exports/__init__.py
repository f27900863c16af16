"""Export the marts as files, for readers without SQL or DuckDB.

    csv/ and parquet/             a file a table, written by DuckDB
    datapackage.json              types, meaning, units and keys of the CSVs
                                  (Frictionless Data Package)
    doichieu-vi.xlsx, doichieu-en.xlsx
                                  the same for Excel in each language, a summary with charts first
    sdmx/, px/ and json-stat/     the figures in the formats of official statistics

Of a collection in parts there are no CSVs: a mart is a folder of Parquet files, one a part, which
`datapackage.json` describes. It has no formats of official statistics either.

The reference tables are exported with the marts, so that every key can be looked up. In a CSV and
on a sheet a blank is null, except in texts that are never null, where it is the empty text; the
data package and the dictionary state which columns these are.
"""

from pathlib import Path

from doichieu.base.warehouse import opened
from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.datapackage import write_datapackage
from doichieu.exports.flat import write_flat_files
from doichieu.exports.standard import write_standard_formats
from doichieu.exports.workbook import write_workbook


def write_exports(warehouse: Path, folder: Path) -> None:
    """Write every export of a warehouse into a new folder."""
    folder.mkdir()
    with opened(warehouse) as connection:
        tables = read_catalogue(connection)
        write_flat_files(connection, tables, folder)
        write_datapackage(tables, folder)
        write_workbook(connection, tables, folder / "doichieu.xlsx")
        if not any(table.parts for table in tables):
            write_standard_formats(connection, folder)
