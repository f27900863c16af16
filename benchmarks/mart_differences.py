"""How the marts of two warehouses differ: columns, rows, texts exactly, doubles to their last
digits.

A double is the same where it lies within a billionth of its interval's half-width, or is equal to
thirteen digits. An infinite one is like itself alone.
"""

from pathlib import Path

import duckdb

from doichieu.base.parts import PARTS, file_search_path
from doichieu.base.sql import quoted

# The columns that name a row. Of the other marts: the columns of `keys_of` that they have.
KEYS = {
    "figures": ("report_id", "figure_no"),
    "reconciliation": ("check_id",),
    "conflicts": ("report_id", "conflict_id", "figure_no"),
    "repair_candidates": ("report_id", "figure_no", "candidate", "edit", "other_figure_no"),
}
COMMON_KEY = ("report_id", "earlier_report_id", "later_report_id", "territory_id", "period_id")
COMMON_KEY += ("indicator_id", "basis", "quantity", "start_date", "end_date")
OF_HALF_WIDTH, OF_VALUE = 1e-9, 1e-13

TABLES = "select table_name from duckdb_tables() where database_name = $d and schema_name = 'marts'"
VIEWS = "select view_name from duckdb_views() where database_name = $d and schema_name = 'marts'"


def differences(one: Path, other: Path) -> list[str]:
    """A line for each way in which the marts differ; none where they are the same.

    At most one of the warehouses is that of a release in parts.
    """
    with duckdb.connect() as connection:
        parted = other if (other.parent / PARTS).is_dir() else one
        connection.execute(file_search_path(parted.parent))
        connection.execute(f"attach {quoted(one)} as one (read_only)")
        connection.execute(f"attach {quoted(other)} as other (read_only)")
        marts = [
            {
                name
                for (name,) in connection.execute(f"{TABLES} union {VIEWS}", {"d": side}).fetchall()
            }
            for side in ("one", "other")
        ]
        found = [f"{name}: only in one of them" for name in sorted(marts[0] ^ marts[1])]
        for mart in sorted(marts[0] & marts[1]):
            found += (f"{mart}: {line}" for line in differences_of(connection, mart))
    return found


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Type by column."""
    described = connection.execute(f"describe {table}").fetchall()
    return {name: kind for name, kind, *_ in described}


def differences_of(connection: duckdb.DuckDBPyConnection, mart: str) -> list[str]:
    """The differences of one mart."""
    columns, others = (columns_of(connection, f"{side}.marts.{mart}") for side in ("one", "other"))
    if columns != others:
        return [f"columns {sorted(columns.items() ^ others.items())}"]
    key = [name for name in KEYS.get(mart, COMMON_KEY) if name in columns]
    same_key = " and ".join(f"one.{name} is not distinct from other.{name}" for name in key)
    counts = [f"count(*) filter ({changed(name, columns)})" for name in columns]
    matched, *changes = connection.execute(
        f"select count(*), {', '.join(counts)} from one.marts.{mart} as one "
        f"inner join other.marts.{mart} as other on {same_key}"
    ).fetchone() or (0,)
    found = [
        f"{name}: {count} of {matched}"
        for name, count in zip(columns, changes, strict=True)
        if count
    ]
    for side in ("one", "other"):
        (rows,) = connection.execute(f"select count(*) from {side}.marts.{mart}").fetchone() or (0,)
        if rows != matched:
            found.append(f"{rows} rows in {side}, of which {matched} are in both")
    return found


def changed(name: str, columns: dict[str, str]) -> str:
    """The condition that a column is not the same in both."""
    one, other = f"one.{name}", f"other.{name}"
    if columns[name] != "DOUBLE":
        return f"{one} is distinct from {other}"
    pair = name.replace("lower", "upper") if "lower" in name else name.replace("upper", "lower")
    width = f"abs({one} - one.{pair})" if pair != name and pair in columns else "0.0"
    half = f"case when isfinite({width}) then {width} / 2 else 0 end"
    return unlike(one, other, f"greatest({OF_HALF_WIDTH} * {half}, {OF_VALUE} * abs({one}))")


def unlike(one: str, other: str, allowed: str) -> str:
    """The condition that two doubles differ by more than what is allowed.

    An infinite one is like itself alone, whatever is allowed.
    """
    near = f"isfinite({one}) and isfinite({other}) and abs({one} - {other}) <= {allowed}"
    return f"({one} is distinct from {other} and not coalesce({near}, false))"
