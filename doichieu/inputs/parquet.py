"""Split the bytes of a Parquet file into its columns and its records."""

import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from doichieu.inputs.delimited import Record
from doichieu.inputs.files import Unreadable, disguise


def read_parquet(content: bytes, _expected: Collection[str]) -> tuple[list[str], Iterator[Record]]:
    """Read every value as text (null as blank); raise `Unreadable` for a broken file.

    A row gets the line number that it would have in a CSV file. A column `printed` of a number type
    is refused: it cannot distinguish 2.010 from 2.01.
    """
    # Few inputs are Parquet: the others need not wait for this import.
    import duckdb

    if not content.startswith(b"PAR1"):
        kind = disguise(content)
        really = f"is really {kind}" if kind else "is not one"
        raise Unreadable(f"It is named .parquet but {really}.", "Write it again.")
    # Read a copy: its bytes are exactly those that were hashed, and no part of the author's path
    # can be read as a pattern.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "input.parquet")
        copy.write_bytes(content)
        try:
            with duckdb.connect() as connection:
                relation = connection.read_parquet(str(copy))
                names, types = relation.columns, [str(kind) for kind in relation.types]
                values = ", ".join(
                    f"""coalesce(cast("{name.replace('"', '""')}" as varchar), '')"""
                    for name in names
                )
                rows = relation.project(values).fetchall()
        except (duckdb.Error, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0].replace(str(copy), "the file")
            raise Unreadable(f"It is a broken Parquet file: {reason}.", "Write it again.") from None
    printed = dict(zip(names, types, strict=True)).get("printed", "VARCHAR")
    if printed != "VARCHAR":
        problem = f"Column printed is of type {printed}: a number does not keep how it was printed."
        raise Unreadable(problem, "Write the column as text.", column="printed")
    return names, _records(rows)


def _records(rows: list[tuple[str, ...]]) -> Iterator[Record]:
    for line, values in enumerate(rows, start=2):
        yield line, [unicodedata.normalize("NFC", value) for value in values], True
