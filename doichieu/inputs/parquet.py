"""From the bytes of a Parquet file to its columns and rows of text."""

import tempfile
from pathlib import Path

from doichieu.inputs.files import disguise, refuse


def text_rows(path: Path, content: bytes) -> tuple[list[str], list[tuple[str, ...]]]:
    """Read every value as text (null as blank); raise `UnreadableError` for a broken file.

    Also refused is a column `printed` of a number type: 2.010 and 2.01 are then one, and
    what was printed is lost.
    """
    # Few inputs are Parquet, and the others should not wait for this.
    import duckdb

    if not content.startswith(b"PAR1"):
        kind = disguise(content)
        really = f"is really {kind}" if kind else "is not one"
        raise refuse(path, f"It is named .parquet but {really}.", "Write it again.")
    # A copy, so that what is read is what was hashed, and no part of the author's path is
    # taken for a pattern.
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
            reason = str(error).splitlines()[0].replace(str(copy), path.name)
            raise refuse(
                path, f"It is a broken Parquet file: {reason}.", "Write it again."
            ) from None
    printed = dict(zip(names, types, strict=True)).get("printed", "VARCHAR")
    if printed != "VARCHAR":
        raise refuse(
            path,
            f"Column printed is of type {printed}: a number forgets how it was printed.",
            "Write the column as text.",
            column="printed",
        )
    return names, rows
