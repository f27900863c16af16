"""The workbooks of a warehouse, written with the code of whichever commit is imported.

Run as `python -P written_workbook.py WAREHOUSE WORKBOOK`.
"""

import sys
from pathlib import Path

from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.workbook import write_workbook
from doichieu.report.findings import opened


def main(warehouse: Path, workbook: Path) -> None:
    """Write the workbooks; the name of the path is that of both."""
    with opened(warehouse) as connection:
        write_workbook(connection, read_catalogue(connection), workbook)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
