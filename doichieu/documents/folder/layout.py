"""The files of a draft's folder, and the columns of its tables."""

from functools import cache

from doichieu.inputs.schema import FIGURES, REFERENCE

# The copy of the tables as they were drafted, beside those that the analyst edits.
AS_DRAFTED = "as_drafted"
WORKBOOK = "draft.xlsx"
PAGE = "index.html"
# The beginning of the name of a folder that is being written.
WRITING = ".writing-"
# What a draft's figures have besides the columns of a figures file.
ADDED = ("label", "parent_label", "relation", "wording")
# The reference tables to which a draft adds rows; no row refers to a table after its own.
EXTENDED = ("territories", "units", "indicators", "reports", "identities")
TABLES = ("figures", "left_out", *EXTENDED)
LEFT_OUT = ("place", "printed", "reason")
# The mark of an unsure row: its note begins with it.
UNSURE = "?"


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of one table of a draft, in the order of its file."""
    if table == "left_out":
        return LEFT_OUT
    if table == "figures":
        return (*FIGURES.columns, *ADDED)
    [relation] = [relation for relation in REFERENCE if relation.name == table]
    return relation.columns
