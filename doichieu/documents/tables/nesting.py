"""Which line of a table each other one belongs to, from how the lines are set off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doichieu.documents.tables.labels import BULLETS, says_rates
from doichieu.documents.tables.lines import Line


@dataclass
class _Open:
    """A line that later ones may belong to."""

    index: int
    line: Line
    kind: str
    has_parts: bool = False

    @property
    def is_heading(self) -> bool:
        return not self.line.is_leaf

    @property
    def is_whole(self) -> bool:
        """Whether all that follows is a part of it: "Tổng số" with its figures."""
        return self.line.label.is_total and self.line.is_leaf


def nest(lines: Sequence[Line], kind_of: Callable[[str], str]) -> list[int | None]:
    """For each line the index of the one that it belongs to; None for the outermost.

    `kind_of` gives the kind of thing that a label names where all things of that kind stand side
    by side ("province", "region"), else "".
    """
    nested = _Nesting()
    for index, line in enumerate(lines):
        follows = lines[index + 1] if index + 1 < len(lines) else None
        if nested.repeats(line) or _is_gap(nested, line, follows):
            nested.beside()
        else:
            if _heads_anew(line, follows):
                nested.close()
            nested.place(index, line, kind_of(line.label.text))
    return _below_last_total(lines, nested.parents)


def _below_last_total(lines: Sequence[Line], parents: Sequence[int | None]) -> list[int | None]:
    """The parents, where rows above a total that ends them belong to it: "Tổng cộng" comes last."""
    found = list(parents)
    below: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        below.setdefault(parent, []).append(index)
    for beside in below.values():
        *others, last = beside
        ends = lines[last].label.is_total and lines[last].is_leaf and last not in below
        leaves = all(lines[i].is_leaf and not lines[i].label.is_total for i in others)
        if ends and leaves and len(others) > 1:
            for i in others:
                found[i] = last
    return found


def _is_gap(nested: "_Nesting", line: Line, follows: Line | None) -> bool:
    """Whether a line without figures heads nothing: it looks as those before and after it."""
    if (
        line.is_leaf
        or line.is_banner
        or line.units_over
        or line.label.is_breakdown
        or says_rates(line.label.text)
        or follows is None
    ):
        return False
    last = nested.last
    return (
        last is not None
        and last.line.is_leaf
        and _looks(last.line) == _looks(line) == _looks(follows)
    )


def _heads_anew(line: Line, follows: Line | None) -> bool:
    """Whether a heading announces rates of all that stands above it: a total follows again."""
    total = follows is not None and follows.label.is_total and follows.is_leaf
    return total and not line.is_leaf and says_rates(line.label.text)


def _looks(line: Line) -> tuple[object, ...]:
    return line.place, line.weight, line.label.numbering, line.label.of_which


class _Nesting:
    """The lines that are still open, from the outermost, and what each line belongs to."""

    def __init__(self) -> None:
        self.parents: list[int | None] = []
        self._open: list[_Open] = []

    @property
    def last(self) -> _Open | None:
        return self._open[-1] if self._open else None

    def repeats(self, line: Line) -> bool:
        """Whether a banner says on a new page what an open one says."""
        first = self._open[0].line if self._open else None
        return (
            line.is_banner
            and first is not None
            and first.is_banner
            and first.label == line.label
            and first.units_over == line.units_over
        )

    def close(self) -> None:
        """Let nothing that follows belong to what is open."""
        self._open.clear()

    def beside(self) -> None:
        """Let a line that heads nothing stand beside the last one."""
        self.parents.append(self.parents[self._open[-1].index])

    def place(self, index: int, line: Line, kind: str) -> None:
        """Close what the line does not belong to, and open the line."""
        depth = self._depth(line, kind)
        while depth and _is_apart(line, self._open[depth - 1]):
            depth -= 1
        del self._open[depth:]
        parent = self._open[-1] if self._open else None
        if parent is not None:
            parent.has_parts = True
        self.parents.append(parent.index if parent else None)
        self._open.append(_Open(index, line, kind))

    def _depth(self, line: Line, kind: str) -> int:
        """How many of the open lines the line belongs to."""
        if line.is_banner:
            return 0
        if line.label.of_which:
            return self._depth_of_which(line)
        if self.last is not None and _announces(self.last, line):
            return len(self._open)
        for depth in range(len(self._open) - 1, -1, -1):
            beside = self._open[depth]
            if self._is_beside(beside, line, kind):
                return depth + 1 if self._takes(beside, line) else depth
        depth = len(self._open)
        while depth and not _is_deeper(line, self._open[depth - 1]):
            depth -= 1
        return depth

    def _depth_of_which(self, line: Line) -> int:
        """ "Trong đó" belongs to the last line that begins no further right, and is none itself."""
        depth = len(self._open)
        while depth:
            above = self._open[depth - 1]
            same = above.line.label.of_which and not (above.line.label.opens and above.is_heading)
            if not same and above.line.anchor <= line.anchor:
                return depth
            depth -= 1
        return min(1, len(self._open))

    def _is_beside(self, above: _Open, line: Line, kind: str) -> bool:
        """Whether an open line and this one are of one kind."""
        if kind and kind == above.kind:
            return True
        label = above.line.label
        if above.is_heading and (label.opens or (line.is_leaf and says_rates(label.text))):
            return False
        numbering = line.label.numbering
        if numbering != above.line.label.numbering:
            return False
        if numbering and numbering not in BULLETS:
            return line.place[0] <= above.line.place[0]
        if above.line.label.of_which:
            return above.line.anchor < line.place
        return above.line.place == line.place and above.line.weight == line.weight

    def _takes(self, above: _Open, line: Line) -> bool:
        """Whether a line that looks as an open one is yet a part of it."""
        if line.label.is_total and line.is_leaf:
            return above.is_heading and not above.has_parts
        if above.is_whole:
            return not line.label.numbering or (line.label.is_breakdown and not line.is_leaf)
        return above.is_heading and line.is_leaf and not above.has_parts


def _announces(heading: _Open, line: Line) -> bool:
    """Whether a line is the first part of a heading whose words say that parts follow."""
    label = heading.line.label
    beside = bool(line.label.numbering) and line.label.numbering == label.numbering
    return (
        heading.is_heading
        and not heading.has_parts
        and (label.is_breakdown or says_rates(label.text))
        and line.is_leaf
        and not beside
    )


def _is_deeper(line: Line, above: _Open) -> bool:
    """Whether a line is set off as a part of an open one."""
    heads_anew = not line.is_leaf and not line.label.is_breakdown
    if heads_anew and not above.is_heading and line.weight > above.line.weight:
        return False
    if above.is_whole:
        return not (line.label.is_total and line.is_leaf)
    if above.line.is_banner:
        return True
    if above.line.label.of_which and not above.is_heading:
        return False
    place = above.line.anchor if above.line.label.opens else above.line.place
    if line.place != place:
        return line.place > place
    if line.weight != above.line.weight:
        return line.weight < above.line.weight
    if line.label.is_total and line.is_leaf and above.line.is_leaf:
        return False
    theirs, ours = above.line.label.numbering, line.label.numbering
    if theirs != ours:
        return ours in BULLETS or (bool(theirs) and theirs not in BULLETS) or not theirs
    return above.is_heading and line.is_leaf and not above.has_parts


def _is_apart(line: Line, above: _Open) -> bool:
    """Whether a line that is not set off counts in a unit of its own."""
    if above.line.label.numbering and not line.label.numbering and line.weight < above.line.weight:
        return False
    ours, theirs = line.unit.casefold(), above.line.unit.casefold()
    differs = above.line.is_leaf and bool(ours) and bool(theirs) and ours != theirs
    return differs and line.place <= above.line.place and not line.label.of_which
