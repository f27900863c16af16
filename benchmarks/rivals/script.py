"""The SQL script split into its tables, for tools that build one model at a time."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from benchmarks.rivals.by_hand import SCRIPT

INPUTS = ("figures", "reports", "identities")
MODELS = ("readings", "implied", "reconciled")


def statements() -> list[str]:
    """The script's statements, in order."""
    return SCRIPT.read_text(encoding="utf-8").split(";\n")


def tables(name_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Each table and its query, with the names of other tables replaced by `name_of`."""
    for statement in statements():
        if made := re.search(r"create table (\w+) as\n(.*)", statement, re.DOTALL):
            yield made[1], TABLE.sub(lambda found: found[1] + name_of(found[2]), made[2])


def make_macros(database: Path) -> None:
    """Create the script's macros, which its queries use, in a new database."""
    with duckdb.connect(str(database)) as connection:
        for statement in statements():
            if "create macro" in statement:
                connection.execute(statement)


# A name after `from` or `join` that is no common table expression.
TABLE = re.compile(rf"\b((?:from|join) )({'|'.join((*INPUTS, *MODELS))})\b")
