"""Rows of Python as a relation of DuckDB."""

from collections.abc import Mapping, Sequence
from typing import Any


def table_of(session: Any, types: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> Any:
    """A relation with these columns and their types, of these rows, in their order.

    Lists are handed over, and not arrays: of an array of objects DuckDB guesses the type by some
    of them, and stops where these are all missing.
    """
    columns = ", ".join(
        f"unnest(cast(${name} as {kind}[])) as {name}" for name, kind in types.items()
    )
    lists = zip(*rows, strict=True) if rows else ([] for _ in types)
    parameters = {name: list(values) for name, values in zip(types, lists, strict=True)}
    return session.query(f"select {columns}", params=parameters)
