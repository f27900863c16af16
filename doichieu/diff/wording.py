"""Changes told in words, for the console and the page alike."""

from doichieu.diff.compare import Change
from doichieu.report.findings import Row

MOST_COLUMNS = 3
# What a reader wants to know first of a row, whatever the order of its columns.
FIRST = (
    "printed",
    "verdict",
    "correction",
    "measure",
    "check_status",
    "status",
    "value",
    "level",
    "plan_pct",
    "growth_pct",
    "decoupled",
    "single_level",
    "printed_base",
    "severity",
)
# What a row that came or went is known by.
REPORTING = ("printed", "check_status", "verdict", "level", "plan_pct", "growth_pct", "rank")
LONGEST = 60
SURE_DIGITS = 6


def line(change: Change) -> str:
    """A change in one line: what it is about, and what it was and is."""
    told = details(change)
    return f"{change.subject}: {told}" if told else change.subject


def details(change: Change) -> str:
    """What a row was and is, the telling columns first, and how many more there are."""
    if change.category == "report":
        return change.state
    columns = sorted(
        change.columns,
        key=lambda column: FIRST.index(column["name"]) if column["name"] in FIRST else len(FIRST),
    )
    if change.state != "changed":
        side = "after" if change.state == "added" else "before"
        known = [
            f"{spelled(column['name'])} {shown(column[side], column['is_number'])}"
            for column in columns
            if column["name"] in REPORTING
        ]
        return ", ".join([change.state, *known])
    told = [f"{spelled(column['name'])} {moved(column)}" for column in columns[:MOST_COLUMNS]]
    if len(columns) > MOST_COLUMNS:
        told.append(f"and {len(columns) - MOST_COLUMNS} more")
    return "; ".join(told)


def moved(column: Row) -> str:
    """What a column was and is; of two numbers no more digits than tell them apart."""
    before, after, is_number = column["before"], column["after"], column["is_number"]
    if is_number and before is not None and after is not None:
        for digits in range(SURE_DIGITS, 18):
            told = [f"{float(value):,.{digits}g}" for value in (before, after)]
            if told[0] != told[1] and "e" not in "".join(told):
                return " → ".join(told)
        return f"{before} → {after}"
    return f"{shown(before, is_number)} → {shown(after, is_number)}"


def shown(value: str | None, is_number: bool) -> str:
    """A value by itself."""
    if value is None or not is_number:
        return short(value)
    told = f"{float(value):,.{SURE_DIGITS}g}"
    return value if "e" in told else told


def spelled(name: str) -> str:
    """A column's name as words."""
    return name.replace("_", " ")


def short(value: str | None) -> str:
    """A value as text; of a long one the beginning."""
    if value is None:
        return "none"
    if value == "":
        return "blank"
    value = " ".join(value.split())
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
