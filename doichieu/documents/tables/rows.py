"""The rows of a table: what each is called, what it is a part of, its unit and its territory."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.joined_names import below_joined_names, below_short_form
from doichieu.documents.tables.labels import Label
from doichieu.documents.tables.lines import Line, read_lines
from doichieu.documents.tables.nesting import nest
from doichieu.documents.tables.parts import Relation, groups, has_rates, relate, split
from doichieu.documents.tables.words import is_unit_words, joined
from doichieu.wording.territories import is_region

_NOTE_UNITS = re.compile(r"\(?(?P<mark>\*+)\)?\s*[.:]?\s*(?P<units>[^*]*)")
_AND = re.compile(r"(?i)\s*[;,]\s*|\s+(?:và|and)\s+")


@dataclass(frozen=True)
class Row:
    """A row of a table; one without figures is a heading.

    `above` are the rows that it belongs to, from the outermost; `columns` those in which it has
    figures; `relation` says how it belongs to the nearest row above with figures. `unit` is what
    its own words, its unit column or a row above say, "" where none does; `units_over` are those
    that a heading prints over some columns; `note_units` those that a note below the table gives
    to rows with its mark. `territory_id` is that of the row or of a row above, "" where neither
    names one; `region` the part of the country, likewise. `names_place` says that the row's own
    label is that of its territory or region: it is what the row above it is, of that place.
    """

    row: int
    label: Label
    above: tuple["Row", ...] = ()
    columns: frozenset[int] = frozenset()
    relation: Relation = Relation.TOTAL
    unit: str = ""
    units_over: Mapping[int, str] = field(default_factory=dict)
    note_units: tuple[str, ...] = ()
    territory_id: str = ""
    region: str = ""
    names_place: bool = False

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The labels from the outermost row to this one, headings too."""
        return tuple(row.label.text for row in (*self.above, self))

    @cached_property
    def headed(self) -> str:
        """Its own words behind those of the headings over it."""
        headings = (row.label.text for row in self.above if not row.columns)
        return joined([*headings, self.label.text])

    @cached_property
    def dimension(self) -> str:
        """The heading that says by what the rows are broken down; "" where none does."""
        headings = (row.label.text for row in reversed(self.above) if not row.columns)
        return next(headings, "")

    def whole_in(self, column: int) -> "Row | None":
        """The nearest row above with a figure in the column."""
        return next((row for row in reversed(self.above) if column in row.columns), None)

    def parent_in(self, column: int) -> str:
        """What a figure of the row is a part of: a label with figures, else the heading's."""
        whole = self.whole_in(column)
        if whole is not None:
            return whole.label.text
        named = [row.label.text for row in self.above if not row.label.opens]
        return named[-1] if named and not self.label.is_total else ""

    def relation_in(self, column: int) -> Relation:
        """How a figure of the row belongs to `parent_in`."""
        whole = self.whole_in(column)
        if whole is None:
            return Relation.NONE if self.parent_in(column) else Relation.TOTAL
        nearest = next(row for row in reversed(self.above) if row.columns)
        return self.relation if whole is nearest else Relation.OF_WHICH

    def unit_over(self, column: int) -> str:
        """The unit that a heading prints over the column or left of it; "" where none does."""
        left = [printed for printed in self.units_over if printed <= column]
        return self.units_over[max(left)] if left else ""


def read_rows(
    blocks: Sequence[Block], territory_of: Callable[[str], str] = lambda _: ""
) -> list[list[Row]]:
    """The rows with figures of each table, in the order of the tables.

    A table that continues the one before it ("Tiếp theo") goes on with its headings.
    `territory_of` gives the id of the territory that a label names, "" where it names none.
    """
    found: list[list[Row]] = []
    for table in _tables(blocks):
        found.extend(_read(table, territory_of))
    return found


def _tables(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks that make up each table, over pages and sheets."""
    tables: list[list[Block]] = []
    for block in blocks:
        if tables and block.continues and not _repeats(tables[-1][0], block):
            tables[-1].append(block)
        else:
            tables.append([block])
    return tables


def _repeats(first: Block, block: Block) -> bool:
    """Whether a continuation begins as its table does: it adds columns, not rows."""
    return _first_label(first) == _first_label(block)


def _first_label(block: Block) -> str:
    labels = (block.labels(row) for row in block.body_rows)
    return next((joined(cell.text for cell in cells).casefold() for cells in labels if cells), "")


def _read(table: Sequence[Block], territory_of: Callable[[str], str]) -> list[list[Row]]:
    parts = read_lines(table)
    lines = [line for part in parts for line in part]

    def kind_of(label: str) -> str:
        return "province" if territory_of(label) else "region" if is_region(label) else ""

    parents = below_short_form(lines, below_joined_names(lines, nest(lines, kind_of)))
    rates = has_rates(table[0].title_text)
    relations = _relations(lines, parents, rates)
    notes = _note_units(table)
    built: dict[int, Row] = {}

    def row_of(index: int) -> Row:
        """The row of a line, after the rows that it belongs to."""
        if index not in built:
            line, parent = lines[index], parents[index]
            above = row_of(parent) if parent is not None else None
            own = _row(line, notes, territory_of)
            if above is not None and parent is not None:
                own = _below(own, above, lines[parent])
            built[index] = replace(own, relation=relations.get(index, Relation.TOTAL))
        return built[index]

    found = []
    start = 0
    for part in parts:
        rows = [row_of(index) for index in range(start, start + len(part))]
        found.append([row for row in rows if row.columns])
        start += len(part)
    return found


def _row(
    line: Line, notes: Mapping[str, tuple[str, ...]], territory_of: Callable[[str], str]
) -> Row:
    """The row that a line is by itself."""
    territory_id = territory_of(line.label.text)
    region = line.label.bare if is_region(line.label.text) else ""
    return Row(
        row=line.row,
        label=line.label,
        columns=frozenset(cell.column for cell in line.figures),
        unit=line.unit,
        units_over=line.units_over,
        note_units=notes.get(line.label.mark, ()),
        territory_id=territory_id,
        region=region,
        names_place=bool(territory_id or region),
    )


def _below(row: Row, above: Row, line: Line) -> Row:
    """The row as one below another, whose line is given: what it does not say is that one's.

    A banner that is a unit gives its unit, and is no row above.
    """
    unit_only = line.is_banner and is_unit_words(above.label.text)
    return replace(
        row,
        above=above.above if unit_only else (*above.above, above),
        unit=row.unit or above.unit,
        units_over=row.units_over or above.units_over,
        note_units=row.note_units or above.note_units,
        territory_id=row.territory_id if row.names_place else above.territory_id,
        region=row.region if row.names_place else above.region,
    )


def _relations(
    lines: Sequence[Line], parents: Sequence[int | None], rates: bool
) -> dict[int, Relation]:
    """How each line belongs to the nearest one above it with figures."""
    found: dict[int, Relation] = {}
    grouped = groups(lines, parents)
    for group, members in grouped:
        others = [
            line
            for other, _ in grouped
            if other is not group and other.whole is group.whole and other.adds_to(group)
            for line in other.rows
        ]
        for part in split(group):
            relation = relate(part, others, rates)
            rows = set(map(id, part.rows))
            found.update((index, relation) for index in members if id(lines[index]) in rows)
    return found


def _note_units(table: Sequence[Block]) -> dict[str, tuple[str, ...]]:
    """The units that notes give to marked rows: "(*) Nghìn chiếc, triệu USD"."""
    found: dict[str, tuple[str, ...]] = {}
    for block in table:
        for cell in block.notes:
            match = _NOTE_UNITS.match(joined([cell.text]))
            if match and is_unit_words(match.group("units")):
                units = _AND.split(match.group("units").strip(" ."))
                found[match.group("mark")] = tuple(unit for unit in units if unit)
    return found
