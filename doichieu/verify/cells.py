"""Figures whose place is a cell: its text must display them."""

from collections.abc import Sequence

from doichieu.documents.document import Sheet
from doichieu.verify.outcome import Figure, FoundInCell
from doichieu.wording.numbers import numbers, plain
from doichieu.wording.units import UnitNames


class Cells:
    """The cells of a document's tables, and the figures that claim one.

    `why` says by figure_no why a figure whose place is a cell was not found there.
    """

    def __init__(self, sheets: Sequence[Sheet], units: UnitNames) -> None:
        self._names = [sheet.name for sheet in sheets]
        self._texts = {
            f"{sheet.name}!{cell.address}": cell.text
            for sheet in sheets
            for cell in sheet.cells.values()
        }
        self._units = units
        self._owners: dict[str, Figure] = {}
        self.found: list[FoundInCell] = []
        self.why: dict[int, str] = {}

    def claim(self, figure: Figure) -> None:
        """Find the figure in its cell, or say why it is not there; one with no cell is left."""
        place = figure.cell
        if not place:
            return
        owner = self._owners.get(place)
        text = self._texts.get(place, "")
        if not text:
            self.why[figure.figure_no] = self._nothing(place)
        elif not self._displays(text, figure.printed):
            self.why[figure.figure_no] = f"the cell {place} displays {text.strip()!r}"
        elif owner is not None:
            claimed = f"figure {owner.figure_no} has claimed its cell {place}"
            self.why[figure.figure_no] = claimed
        else:
            self._owners[place] = figure
            self.found.append(FoundInCell(figure, text))

    def _displays(self, text: str, printed: str) -> bool:
        if plain(text.strip()) == plain(printed):
            return True
        return any(plain(printed) in number.readings for number in numbers([text], self._units))

    def _nothing(self, place: str) -> str:
        if not self._names:
            return f"its place {place} is a cell, and the document has no tables"
        sheet = place.rpartition("!")[0]
        if sheet not in self._names:
            return f"its place is in the table {sheet!r}, and the document has none of this name"
        return f"the cell {place} displays nothing"
