"""What is on a sheet of the workbook besides its rows, and the sheets of the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doichieu.exports.catalogue import Table
from doichieu.exports.names import Text, counted, heading, say, title_of_sheet, words_or
from doichieu.exports.sheet_rows import KEPT_FIRST, SheetRows, gather_table


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes:
        name: at most 31 characters.
        about: what it contains.
        headings: of its columns, from the left.
        are_numbers: whether the columns have numbers.
        above: the lines above the headings, the first of which is its title.
        keys: what stands above single headings, by column.
        frozen: how many columns stay where the others are moved.
        left_out: what of its table is not on it, and the file that has all.
    """

    name: Text
    about: Text
    rows: SheetRows
    headings: Sequence[Text]
    are_numbers: Sequence[bool]
    above: Sequence[Text] = ()
    keys: Sequence[str | None] = ()
    frozen: int = 0
    left_out: Text | None = None


def sheet_of(connection: Any, table: Table, most: int) -> Sheet:
    """The sheet of a table, with at most so many rows."""
    rows = gather_table(connection, table, most)
    return Sheet(
        title_of_sheet(table.name),
        words_or("about", table.name),
        rows,
        headings_of(rows),
        [one.is_of_numbers for one in rows.shown],
        left_out=left_out(rows, table),
    )


def headings_of(rows: SheetRows) -> list[Text]:
    """The headings of the columns of a table on its sheet."""
    return [heading(rows.table, one.column, of_name=bool(one.names)) for one in rows.shown]


def left_out(rows: SheetRows, table: Table, more: Sequence[Text] = ()) -> Text | None:
    """What of a table is not on its sheet, and the file that has all of it; None if nothing."""
    missing = list(more)
    if rows.all > rows.used:
        missing.append(say("contents.unused", count=counted(rows.all - rows.used)))
    if rows.used > rows.count:
        count = counted(rows.used - rows.count)
        if rows.table.name in KEPT_FIRST:
            kept = say(f"kept.{rows.table.name}")
            missing.append(say("contents.beyond_first", count=count, kept=kept))
        else:
            missing.append(say("contents.beyond", count=count))
    if rows.cut:
        missing.append(say("contents.cut", count=counted(rows.cut)))
    if not missing:
        return None
    all_ = {language: "; ".join(one[language] for one in missing) for language in missing[0]}
    return say("contents.complete", missing=all_, file=table.exported)
