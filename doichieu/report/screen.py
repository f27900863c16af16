"""One screen: everything where it fits, else the gravest of each section and how to list the rest.

Sections come in the order of their gravity. Where they do not fit, the section with the fewest
lines for its weight shows its next item, until no line is left. Its title counts all items and
names the command that lists them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.markup import escape
from rich.text import Text

# The lines of one screen, those before the sections included.
LINES = 60
# Of an item that is shown in brief: how many of its first and of its last lines.
BRIEF_LINES, BRIEF_LAST = 4, 1
INDENT = 2
CUT = " …"

# Words of a line that stay together; the two ends of an interval are one.
WORDS = re.compile(r"\s*(?:\S+ – \S+|\S+)")
OF_A_NUMBER = re.compile(r"[\d.,]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Draw = Callable[[Sequence["Item"], int], list[Text]]


@dataclass(frozen=True)
class Item:
    """Something that is shown with all its lines, or in brief.

    Attributes:
        lines: what it is, then its details, as markup; the first are shown in brief.
        last: further lines, of which the first are shown even in brief.
        noun: what its lines after the first are.
        omitted: how many of these are known and not among the lines.
        place: where it stands among the items shown; they are drawn in this order.
        folds: how many lines of the screen each of its lines may take in brief.
        row: a line after the others that is never folded or cut, since it is there to be copied.
        cells: the columns of a table's row, in place of lines.
    """

    lines: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    noun: str = "line"
    omitted: int = 0
    place: int = 0
    folds: int = 2
    row: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One part of a screen.

    Attributes:
        title: its first line, as markup; empty for none.
        items: the first of all, the gravest first.
        count: the number of all.
        listing: how to list all, a command or a file.
        order: what the order of the items is.
        is_detail: whether it is shown only where the other sections leave lines for its items.
        has_count: whether the title has the count already.
        weight: how many lines it is given for one line of a section of weight 1.
        draw: draws items as lines of a width; by default line by line.
        fixed: lines below the title that are never folded or cut, such as paths and commands.
        note: a sentence below these, which is always shown.
    """

    title: str = ""
    items: Sequence[Item] = ()
    count: int = 0
    listing: str = ""
    order: str = ""
    is_detail: bool = False
    has_count: bool = False
    weight: int = 1
    draw: Draw | None = None
    fixed: Sequence[str] = ()
    note: str = ""

    def heading(self, shown: int, width: int) -> list[Text]:
        """What stands above the items: the title, with what is not shown, and the fixed lines."""
        title = self.title
        if shown < self.count:
            title = title.removesuffix(".")
            if not self.has_count:
                title += f": {shown:,} of {self.count:,}" if shown else f": {self.count:,}"
            title += f", {self.order}" if shown and self.order else ""
            title += f"; all: {escape(self.listing)}" if self.listing else ""
        lines = [text_of(line) for line in (title, *self.fixed) if line]
        return [*lines, *folded(text_of(self.note), width)] if self.note else lines


def text_of(markup: str) -> Text:
    """A line of markup in one line: what would move the cursor is a space."""
    return Text.from_markup(CONTROLS.sub(" ", markup), emoji=False)


def print_screen(
    console: Console, sections: Sequence[Section], *, used: int = 0, full: bool = False
) -> None:
    """Print sections as one screen, of which `used` lines are taken; where `full`, all of them."""
    width = console.width
    lines = whole(sections, width) if full else on_screen(sections, width, LINES - used)
    for line in lines:
        # A terminal wraps what is longer, such as a command, and it can be copied as one line.
        console.print(line, soft_wrap=True)


def whole(sections: Sequence[Section], width: int, folds: int | None = None) -> Iterator[Text]:
    """All lines of the sections, none in more than `folds` lines of the screen."""
    for section in sections:
        yield from section.heading(len(section.items), width)
        if section.draw:
            yield from table(section, len(section.items), width)
        else:
            for item in section.items:
                yield from item_lines(item, width, None, folds)


def on_screen(sections: Sequence[Section], width: int, lines: int) -> list[Text]:
    """The lines of the sections: all of them if they fit, else the first items of each."""
    shown: list[Text] = []
    left = lines
    for line in whole(sections, width, lines + 1):
        shown.append(line)
        left -= height([line], width)
        if left < 0:
            return in_turns(sections, width, lines)
    return shown


def in_turns(sections: Sequence[Section], width: int, lines: int) -> list[Text]:
    """The heading of every section, and its first items in brief, as the module says. What is left
    goes to further lines of these items, the gravest first, and then to details."""
    parts = [Part(section, width) for section in sections]
    left = lines - sum(part.height for part in parts)

    def take(part: Part, larger: "Part | None") -> bool:
        """Enlarge a part where there is room."""
        nonlocal left
        if larger is None or larger.height - part.height > left:
            return False
        left -= larger.height - part.height
        part.sizes = larger.sizes
        return True

    def take_items(turns: list[Part]) -> None:
        while turns:
            part = min(turns, key=lambda one: one.item_lines / one.section.weight)
            if not take(part, part.with_item()):
                turns.remove(part)

    take_items([part for part in parts if not part.section.is_detail])
    for part in parts:
        for nth in range(len(part.sizes)):
            while take(part, part.with_line(nth)):
                pass
    take_items([part for part in parts if part.section.is_detail])
    return [line for part in parts for line in part.lines]


class Part:
    """What a screen shows of a section: its heading, and so many lines of each of its first
    items."""

    def __init__(self, section: Section, width: int, sizes: tuple[int, ...] = ()) -> None:
        self.section = section
        self.width = width
        self.sizes = sizes

    @property
    def lines(self) -> list[Text]:
        """Its lines."""
        if self.section.is_detail and not self.sizes:
            return []
        return [*self.section.heading(len(self.sizes), self.width), *self.body]

    @property
    def body(self) -> list[Text]:
        """The lines of its items."""
        if self.section.draw:
            return table(self.section, len(self.sizes), self.width)
        items = zip(self.section.items, self.sizes, strict=False)
        return [
            line for item, size in items for line in item_lines(item, self.width, size, item.folds)
        ]

    @property
    def height(self) -> int:
        """How many lines of the screen it takes."""
        return height(self.lines, self.width)

    @property
    def item_lines(self) -> int:
        """How many of these its items take."""
        return height(self.body, self.width)

    def with_item(self) -> "Part | None":
        """The same with its next item in brief; None after the last."""
        if len(self.sizes) == len(self.section.items):
            return None
        return Part(self.section, self.width, (*self.sizes, BRIEF_LINES))

    def with_line(self, nth: int) -> "Part | None":
        """The same with one more line of an item; None where it has no more."""
        if self.sizes[nth] >= len(self.section.items[nth].lines):
            return None
        sizes = (*self.sizes[:nth], self.sizes[nth] + 1, *self.sizes[nth + 1 :])
        return Part(self.section, self.width, sizes)


def table(section: Section, number: int, width: int) -> list[Text]:
    """The first items of a section as it draws them, each in its place."""
    items = sorted(section.items[:number], key=lambda item: item.place)
    return section.draw(items, width) if section.draw and items else []


def item_lines(item: Item, width: int, size: int | None, folds: int | None) -> list[Text]:
    """The lines of an item; in brief, so many of its first, and the most important of its last."""
    first = item.lines[:size]
    omitted = item.omitted + len(item.lines) - len(first)
    lines = list(first)
    if omitted:
        indent = len(first[-1]) - len(first[-1].lstrip(" "))
        lines.append(f"{' ' * indent}… {omitted:,} more {item.noun}{'' if omitted == 1 else 's'}.")
    lines += item.last if size is None else item.last[:BRIEF_LAST]
    pieces = [piece for line in lines for piece in folded(text_of(line), width, folds)]
    return [*pieces, Text(CONTROLS.sub(" ", item.row))] if item.row else pieces


def height(lines: Sequence[Text], width: int) -> int:
    """How many lines of a terminal these take."""
    return sum(max(1, -(-cell_len(line.plain) // width)) for line in lines)


def folded(line: Text, width: int, most: int | None = None) -> list[Text]:
    """A line in pieces of a width, later ones indented; what needs more than `most` is cut."""
    plain = line.plain
    indent = len(plain) - len(plain.lstrip(" ")) + INDENT
    pieces: list[Text] = []
    start, room = 0, width
    while (end := start + fitting(plain, start, room)) < len(plain):
        if len(pieces) + 1 == most:
            end = break_of(plain, start, start + fitting(plain, start, room - len(CUT)))
            kept = line[start:end]
            kept.rstrip()
            return [*pieces, indented(kept.append(CUT), indent if pieces else 0)]
        end = break_of(plain, start, end) if break_of(plain, start, end) > start else end
        end = max(end, start + 1)
        pieces.append(indented(line[start:end], indent if pieces else 0))
        start = end + len(plain[end:]) - len(plain[end:].lstrip(" "))
        room = max(width - indent, 1)
    return [*pieces, indented(line[start:], indent if pieces else 0)]


def indented(piece: Text, indent: int) -> Text:
    """A piece of a line behind so many spaces."""
    return Text.assemble(" " * indent, piece) if indent else piece


def break_of(plain: str, start: int, end: int) -> int:
    """Where a piece of a text ends that has room until `end`: after a word; within a word too long
    for it, but not within a number. `start` where nothing fits."""
    place = start
    for word in WORDS.finditer(plain, start):
        if word.end() > end:
            break
        place = word.end()
    if plain[start:place].strip():
        return place
    while end > start and is_within_number(plain, end):
        end -= 1
    return end if plain[start:end].strip() else start


def is_within_number(plain: str, place: int) -> bool:
    """Whether a number goes on at a place of a text."""
    return all(OF_A_NUMBER.match(plain, at) for at in (place - 1, place))


def fitting(plain: str, start: int, room: int) -> int:
    """How many letters of a text have room, from a place on."""
    end = start
    while end < len(plain) and (room := room - get_character_cell_size(plain[end])) >= 0:
        end += 1
    return end - start


def cut(text: str, room: int) -> str:
    """A text in one line, or its beginning with an ellipsis."""
    return folded(Text(CONTROLS.sub(" ", text)), max(room, len(CUT)), 1)[0].plain.lstrip(" ")
