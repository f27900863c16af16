"""The SQL script cut into its tables, so that tools that build one model at a time get the same."""

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
    """Each table and its query, in which other tables are called what `name_of` makes of them."""
    for statement in statements():
        if made := re.search(r"create table (\w+) as\n(.*)", statement, re.DOTALL):
            yield made[1], TABLE.sub(lambda found: found[1] + name_of(found[2]), made[2])


def make_macros(database: Path) -> None:
    """Give a new database the script's macros, which its queries ask for."""
    with duckdb.connect(str(database)) as connection:
        for statement in statements():
            if "create macro" in statement:
                connection.execute(statement)


# A name after from or join that is no common table expression.
TABLE = re.compile(rf"\b((?:from|join) )({'|'.join((*INPUTS, *MODELS))})\b")
