"""Python rows as a DuckDB relation, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

# Rows per transfer.
BATCH_SIZE = 20_000


def table_of(session: Any, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Any:
    """A relation of these rows; `types` maps its columns to their DuckDB types.

    Columns are passed as lists: of an array of objects DuckDB guesses the type from a sample, and
    fails where all of the sample is null. Doubles are passed as text: DuckDB reads NaN as null.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
    session.execute(f"create or replace temp table rows_of_python ({columns})")
    lists = ", ".join(f"unnest(cast(${name} as {kind}[]))" for name, kind in types.items())
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH_SIZE)):
        parameters = {
            name: list(map(as_text, column)) if kind == "double" else list(column)
            for (name, kind), column in zip(types.items(), zip(*batch, strict=True), strict=True)
        }
        session.execute(f"insert into rows_of_python select {lists}", parameters)
    return session.table("rows_of_python")


def as_text(value: float | None) -> str | None:
    """A double as text that DuckDB reads to the last bit."""
    return None if value is None else repr(float(value))


def rows_of(relation: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a relation, fetched in batches: DuckDB holds the others, in less memory."""
    relation.execute()
    while batch := relation.fetchmany(BATCH_SIZE):
        yield from batch
