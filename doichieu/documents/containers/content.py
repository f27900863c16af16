"""What a container gives: lines, tables, remarks."""

from dataclasses import dataclass

from doichieu.documents.document import Sheet


@dataclass(frozen=True)
class Content:
    """The lines, the tables and the remarks of a Document, before it is known by its path."""

    lines: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[str, ...] = ()
