"""Changes in words, for the console and the page."""

from pathlib import Path

from doichieu.base.formats import distinguished, number
from doichieu.diff.compare import Change
from doichieu.diff.contradictions import Contradictions
from doichieu.release.releases import read_manifest
from doichieu.report.findings import Row
from doichieu.report.wording import count

MOST_COLUMNS = 3
# The columns that are shown first, in this order.
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
# The columns that identify an added or removed row.
IDENTIFYING = ("printed", "check_status", "verdict", "level", "plan_pct", "growth_pct", "rank")
LONGEST = 60


def line(change: Change) -> str:
    """A change in one line: its subject, before and after."""
    text = details(change)
    return f"{change.subject}: {text}" if text else change.subject


def contradictions_line(contradictions: Contradictions) -> str:
    """How many contradictions are new, gone and in both releases."""
    counts = (f"{number:,} {state}" for state, number in contradictions.counts.items())
    return f"Contradictions: {', '.join(counts)}"


def contradiction_line(row: Row) -> str:
    """A contradiction that is new or gone: its report, its check, and the figures in conflict."""
    more = [f"and {row['more_figures']:,} more"] if row["more_figures"] else []
    figures = ", ".join([*(row["figures"] or []), *more])
    states = {"is_acknowledged": "acknowledged", "is_quarantined": "in quarantine"}
    excused = ", ".join(words for column, words in states.items() if row[column])
    text = f"{row['state']}: {row['report_id']}: {row['subject']}"
    return text + (f": {figures}" if figures else "") + (f" ({excused})" if excused else "")


def technical_line(number: int) -> str:
    """How many rows differ in what is no change."""
    return (
        f"Not counted: {count(number, 'row')} with another figure number, file name or checksum "
        "and the same content."
    )


def details(change: Change) -> str:
    """The columns of a row before and after, and how many more changed."""
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
            if column["name"] in IDENTIFYING
        ]
        return ", ".join([change.state, *known])
    texts = [f"{spelled(column['name'])} {changed(column)}" for column in columns[:MOST_COLUMNS]]
    if len(columns) > MOST_COLUMNS:
        texts.append(f"and {len(columns) - MOST_COLUMNS} more")
    return "; ".join(texts)


def changed(column: Row) -> str:
    """A column before and after; numbers have as many digits as it takes to distinguish them."""
    before, after, is_number = column["before"], column["after"], column["is_number"]
    if is_number and before is not None and after is not None:
        up = {"lower": False, "upper": True}.get(column["name"].rpartition("_")[2])
        return " → ".join(distinguished(float(before), float(after), up))
    return f"{shown(before, is_number)} → {shown(after, is_number)}"


def shown(value: str | None, is_number: bool) -> str:
    """One value as text."""
    if value is None or not is_number:
        return short(value)
    return number(float(value))


def spelled(name: str) -> str:
    """The name of a column as words."""
    return name.replace("_", " ")


def short(value: str | None) -> str:
    """A value as text, cut when it is long."""
    if value is None:
        return "none"
    if value == "":
        return "blank"
    value = " ".join(value.split())
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def build_changes(earlier: Path, later: Path) -> list[str]:
    """How the builds of two releases differ: options, and versions of the tools."""
    before, after = (read_manifest(release) or {} for release in (earlier, later))
    changes = []
    for part in ("options", "versions"):
        was, now = before.get(part, {}), after.get(part, {})
        for name in sorted(was.keys() | now.keys()):
            if was.get(name) != now.get(name):
                values = (None if x.get(name) is None else str(x[name]) for x in (was, now))
                changes.append(f"{part.removesuffix('s')} {name}: {' → '.join(map(short, values))}")
    return changes
