"""Plan completion and growth as tables of a screen: one line a row, whatever its width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from doichieu.base.formats import interval, number, printed, signed
from doichieu.report.findings import Extremes, Row
from doichieu.report.screen import Item, Section, cut

COLOURS = {"ahead": "green", "met": "green", "behind": "red", "on pace": "yellow"}
GAP = 2
# Columns are left out, the last first, until the names have so much room.
ROOM_FOR_NAMES = 40
# What the first column of names leaves to the next.
FEW_LETTERS = 12


@dataclass(frozen=True)
class Columns:
    """The columns of a table: names, which may be cut, a status or none, and numbers."""

    names: tuple[str, ...]
    others: tuple[str, ...]

    def draw(self, items: Sequence[Item], width: int) -> list[Text]:
        """The headings, and one line for each item."""
        table = [(*self.names, *self.others), *(item.cells for item in items)]
        widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
        names, others = widths[: len(self.names)], widths[len(self.names) :]
        needed = min(ROOM_FOR_NAMES, sum(names))
        while others and room(others, names, width) < needed:
            others.pop()
        widths = [*shared(names, room(others, names, width)), *others]
        return [self.line(row, widths) for row in table]

    def line(self, row: Sequence[str], widths: Sequence[int]) -> Text:
        """One row: names and words begin at the left of their column, numbers end at its right."""
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=False)):
            if place < len(self.names):
                cell = cut(cell, width)
            space = " " * (width - cell_len(cell))
            is_number = place >= len(self.names) and self.others[place - len(self.names)] != STATUS
            padded = f"{space}{cell}" if is_number else f"{cell}{space}"
            cells.append(Text(padded, style=COLOURS.get(cell, "")))
        line = Text(" " * GAP).join(cells)
        line.rstrip()
        return line


STATUS = "status"
PLAN = (STATUS, "level", "% of plan", "pace, pts", "remaining ÷ achieved", "implied plan")
GROWTH = ("growth, %", "change", "points of its total's")


def room(others: Sequence[int], names: Sequence[int], width: int) -> int:
    """The room for the names beside the other columns."""
    return width - sum(others) - GAP * (len(others) + len(names) - 1)


def shared(needed: Sequence[int], total: int) -> list[int]:
    """The widths of columns that share some room: the first takes what it needs, as far as each of
    the others keeps a few letters."""
    widths: list[int] = []
    for place, width in enumerate(needed):
        others = sum(min(one, FEW_LETTERS) for one in needed[place + 1 :])
        widths.append(max(min(width, total - sum(widths) - others), GAP))
    return widths


def plan_table(found: Extremes, has_reports: bool, listing: str) -> Section:
    """The indicators ahead of and behind their plans, by pace."""
    return table_of("Plan completion", PLAN, found, has_reports, listing, plan_cells)


def growth_table(found: Extremes, has_reports: bool, listing: str) -> Section:
    """What grew and by how much, the fastest first."""
    return table_of("Growth", GROWTH, found, has_reports, listing, growth_cells)


def table_of(
    title: str,
    others: tuple[str, ...],
    found: Extremes,
    has_reports: bool,
    listing: str,
    cells: Callable[[Row], tuple[str, ...]],
) -> Section:
    """A section of rows of a mart, with their reports where there are several.

    Both ends are shown: the lowest first, since what is behind is graver, then the highest.
    """
    columns = Columns(("report", "indicator") if has_reports else ("indicator",), others)
    items = [
        Item(
            cells=((row["report_id"], *cells(row)) if has_reports else cells(row)),
            place=place,
        )
        for place, row in enumerate(found.rows)
    ]
    from_ends = [
        items[-1 - turn // 2] if turn % 2 == 0 else items[turn // 2] for turn in range(len(items))
    ]
    return Section(
        f"[bold]{title}[/]",
        from_ends,
        found.count,
        listing,
        order="the lowest and the highest",
        draw=columns.draw,
    )


def plan_cells(row: Row) -> tuple[str, ...]:
    """A row of plan completion."""
    basis = f", {row['basis']}" if row["basis"] else ""
    return (
        f"{row['name_en']}{basis}, {row['unit']}",
        (row["status"] or "–").replace("_", " "),
        printed(row["level"]),
        number(row["plan_pct"]),
        signed(row["pace_gap_pts"]),
        rest_of_plan(row),
        known_interval(row["implied_plan_lower"], row["implied_plan_upper"]),
    )


def rest_of_plan(row: Row) -> str:
    """What remains of a plan as a multiple of what is achieved; by how much one is exceeded."""
    plan_pct = row["plan_pct"]
    if plan_pct is not None and plan_pct >= 100:
        return f"exceeded by {number(plan_pct - 100)} %" if plan_pct > 100 else "none"
    return known_interval(row["required_ratio_lower"], row["required_ratio_upper"])


def growth_cells(row: Row) -> tuple[str, ...]:
    """A row of growth."""
    basis = f", on {row['basis'].removeprefix('base_').replace('_', ' ')}" if row["basis"] else ""
    return (
        f"{row['name_en']}{basis}, {row['unit']}",
        signed(row["growth_pct"]),
        known_interval(row["change_lower"], row["change_upper"]),
        known_interval(row["points_lower"], row["points_upper"]),
    )


def known_interval(lower: float | None, upper: float | None) -> str:
    """An interval, or an empty text when neither end is known."""
    return "" if lower is None and upper is None else interval(lower, upper)
