"""The description of the CSVs, or of the Parquet files of a collection in parts.

It is a Frictionless Data Package, version 2.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from doichieu.exports.catalogue import Column, ForeignKey, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
}

# What a reader must know about the cells, and how the files of a table are described, by format.
CELLS = {
    "csv": (
        "A blank cell is null, except in a required column of texts, where it is the empty text "
        "(a required column has no missingValues). In the CSVs the empty text is quoted, null is "
        "not."
    ),
    "parquet": "A table whose path lists several files has its rows in all of them.",
}
FILES = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


def write_datapackage(tables: Sequence[Table], folder: Path) -> None:
    """Write `datapackage.json` beside the folders of the files."""
    package = {
        "$schema": PROFILE,
        "name": "doichieu",
        "title": "Đối chiếu: published figures, what they imply, and whether they are consistent",
        "description": (
            f"{CELLS[tables[0].formats[0]]} Texts are exactly as printed, also those that a "
            "spreadsheet would read as formulas (=, +, -, @): import them as text, or open "
            "doichieu-en.xlsx."
        ),
        "resources": [resource(table) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def resource(table: Table) -> dict[str, Any]:
    """One table's files and schema."""
    schema: dict[str, Any] = {
        "fields": [field(table, column) for column in table.columns],
        # Parquet has nulls, and no text stands for one.
        "missingValues": [""] if table.formats[0] == "csv" else [],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if keys := table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(key.columns), "reference": reference(table, key)} for key in keys
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": table.files if table.parts else table.exported,
        **FILES[table.formats[0]],
        "description": table.meaning,
        "schema": schema,
    }


def reference(table: Table, key: ForeignKey) -> dict[str, Any]:
    """The table and columns of a key; a key within its own table names no table."""
    listed = {"fields": list(key.listed)}
    return listed if key.table == table.name else {"resource": key.table} | listed


def field(table: Table, column: Column) -> dict[str, Any]:
    """One column: type, meaning, and the unit, or which column of the row names it."""
    described: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "description": column.meaning,
    }
    unit = table.unit(column)
    if unit:
        described["unit" if unit == column.fixed_unit else "unitField"] = unit
    if not column.is_nullable:
        described["missingValues"] = []
        described["constraints"] = {"required": True}
    return described
