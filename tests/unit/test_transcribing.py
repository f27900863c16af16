"""The page on transcribing describes every column of every input, with rows that are accepted."""

import csv
import re

import pytest
from support.running import PROJECT
from support.seeds_folder import SHIPPED

from doichieu.inputs.schema import FIGURES, REFERENCE, Relation

PAGE = (PROJECT / "docs" / "transcribing.md").read_text(encoding="utf-8")


def part_of(relation: Relation) -> str:
    """The part of the page about a table: that of its heading, or the first."""
    if relation is FIGURES:
        return PAGE.partition("\n## ")[0]
    (found,) = re.findall(
        rf"^### {relation.name}\.csv: .*?(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE
    )
    return str(found)


def described(part: str) -> dict[str, str]:
    """The columns in the first table of a part, and what the page says of each."""
    table = part[part.index("| column |") :].partition("\n\n")[0]
    cells = (line.strip("| ").split(" | ") for line in table.splitlines()[2:])
    return {name: meaning for name, meaning, *_ in cells}


@pytest.mark.parametrize("relation", [FIGURES, *REFERENCE], ids=lambda one: one.name)
def test_every_column_is_described_with_an_example(relation: Relation) -> None:
    part = part_of(relation)
    found = described(part)
    assert list(found) == list(relation.columns)
    if relation is FIGURES:
        return
    optional = {name for name in found if found[name].startswith("*optional*")}
    assert optional == set(relation.optional)
    for line in part[part.index("| column |") :].partition("\n\n")[0].splitlines()[2:]:
        assert re.search(r"\| `[^`]+` \|$", line), line


@pytest.mark.parametrize("relation", REFERENCE, ids=lambda one: one.name)
def test_the_rows_of_the_page_are_rows_of_the_table(relation: Relation) -> None:
    block = part_of(relation).split("```")[1].strip().splitlines()
    rows = list(csv.reader(block))
    assert tuple(rows[0]) == relation.columns
    assert len(rows) > 1 and all(len(row) == len(relation.columns) for row in rows)
    # No figure of the shipped report is corrected: its row is only an example.
    if relation.name != "corrections":
        shipped = (SHIPPED / "reference" / f"{relation.name}.csv").read_text(encoding="utf-8")
        assert set(block) <= set(shipped.splitlines())
