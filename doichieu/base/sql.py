"""Values inside SQL statements.

DuckDB's client loads pandas, which takes half a second, to bind the first parameter. What a small
command executes has its values in the text.
"""

import re


def quoted(value: object) -> str:
    """A value as an SQL string, with its quotes doubled."""
    return "'" + str(value).replace("'", "''") + "'"


def literal(value: object) -> str:
    """A truth value, whole number, text or list of these in SQL; raises TypeError for others."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    raise TypeError(f"{value!r} has no form in SQL here")


def with_values(query: str, values: dict[str, object]) -> str:
    """A query with values in place of its parameters `$name`."""
    return re.sub(r"\$([a-z_]+)", lambda found: literal(values[found[1]]), query)
