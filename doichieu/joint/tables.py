"""Rows of Python as a relation of DuckDB, and the other way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

# So many rows are handed over at a time.
AT_A_TIME = 20_000


def table_of(session: Any, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Any:
    """A relation with these columns and their types, of these rows.

    Lists are handed over, and not arrays: of an array of objects DuckDB guesses the type by some
    of them, and stops where these are all missing. Doubles are handed over in words: one that is no
    number would be taken for a missing one.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
    session.execute(f"create or replace temp table rows_of_python ({columns})")
    lists = ", ".join(f"unnest(cast(${name} as {kind}[]))" for name, kind in types.items())
    waiting = iter(rows)
    while some := list(islice(waiting, AT_A_TIME)):
        parameters = {
            name: list(map(in_words, column)) if kind == "double" else list(column)
            for (name, kind), column in zip(types.items(), zip(*some, strict=True), strict=True)
        }
        session.execute(f"insert into rows_of_python select {lists}", parameters)
    return session.table("rows_of_python")


def in_words(value: float | None) -> str | None:
    """A double as DuckDB reads it, to the last bit."""
    return None if value is None else repr(float(value))


def rows_of(relation: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a relation, some at a time; those that wait are DuckDB's, and smaller there."""
    relation.execute()
    while some := relation.fetchmany(AT_A_TIME):
        yield from some
