"""What a save changed: conflicts and suspect checks that are new or gone, and figures with another
status."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from doichieu.base.contradictions import IS_OPEN
from doichieu.base.sql import quoted
from doichieu.base.warehouse import opened
from doichieu.report.findings import (
    EXPLAINED,
    MOST_SHOWN,
    NAMED_FIGURES,
    Check,
    Conflict,
    Row,
    checks_of,
    conflicts_of,
    rows,
)
from doichieu.report.screen import Item, Section
from doichieu.report.sections import (
    OPEN_CONFLICTS,
    Listing,
    checks_section,
    conflicts_section,
    section,
)
from doichieu.report.wording import figure_line, gone_line

# What is compared after the next save: conflicts and suspect checks that are open, and statuses.
STATES = {
    "conflicts": f"""
        select conflict_id, report_id, list(figure_no order by figure_no) as figure_nos
        from marts.conflicts
        inner join (from ({EXPLAINED}) where is_open) using (conflict_id)
        group by conflict_id, report_id
    """,
    "suspects": f"""
        select check_id, report_id from marts.reconciliation
        where verdict = 'suspect' and {IS_OPEN}
    """,
    "statuses": "select report_id, figure_no, check_status from marts.figures",
}

NEW = "select {key} from now_{table} where {key} not in (select {key} from seen.{table})"
GONE = f"""
select *, count(*) over () as counted
from seen.conflicts
where conflict_id not in (select conflict_id from now_conflicts)
order by report_id, conflict_id
limit {MOST_SHOWN}
"""

# A figure that one of the two states lacks has no status there.
RESTATED = f"""
select
    figures.*,
    seen.check_status as status_before,
    staged.read_as,
    count(*) over () as counted
from now_statuses as now
inner join seen.statuses as seen using (report_id, figure_no)
inner join ({NAMED_FIGURES}) as figures using (report_id, figure_no)
inner join staging.stg_figures as staged using (report_id, figure_no)
where now.check_status != seen.check_status
order by
    list_position(['contradicted', 'suspect', 'unverifiable', 'confirmed'], now.check_status),
    report_id,
    figure_no
limit $most
"""


@dataclass(frozen=True)
class Changes:
    """What a save changed, of each kind the gravest, and how many there are of each."""

    conflicts: list[Conflict]
    gone: list[Row]
    suspects: list[Check]
    restated: list[Row]
    counted: dict[str, int]


def changes_since(seen: Path, warehouse: Path, most: int) -> Changes | None:
    """What has changed since the state in the database `seen`, which is then that of the warehouse.

    None at the first time.
    """
    is_first = not seen.exists()
    with opened(warehouse) as connection:
        connection.execute(f"attach {quoted(seen)} as seen (read_write)")
        for name, query in STATES.items():
            connection.execute(f"create temp table now_{name} as {query}")
        changes = None if is_first else compared(connection, most)
        for name in STATES:
            connection.execute(f"create or replace table seen.{name} as from now_{name}")
        connection.execute("detach seen")
    return changes


def compared(connection: Any, most: int) -> Changes:
    """The changes from the state that was seen to the state now."""
    new_conflicts = NEW.format(table="conflicts", key="conflict_id")
    new_suspects = NEW.format(table="suspects", key="check_id")
    gone = rows(connection, GONE)
    restated = rows(connection, RESTATED, most=most)
    return Changes(
        conflicts_of(connection, True, most, among=new_conflicts),
        gone,
        checks_of(connection, "suspect", most=most, among=new_suspects),
        restated,
        {
            "conflicts": counted(connection, new_conflicts),
            "gone": gone[0]["counted"] if gone else 0,
            "suspects": counted(connection, new_suspects),
            "restated": restated[0]["counted"] if restated else 0,
        },
    )


def counted(connection: Any, query: str) -> int:
    """How many rows a query has."""
    return int(rows(connection, f"select count(*) as counted from ({query})")[0]["counted"])


def change_sections(changes: Changes, listing: Listing) -> list[Section]:
    """The changes as sections of a screen; none where there is no change."""
    number = changes.counted
    everything = listing("")
    return [
        conflicts_section(
            "New conflicts: at least one figure of each is wrong, in print or as transcribed",
            changes.conflicts,
            number["conflicts"],
            everything,
            weight=OPEN_CONFLICTS,
        ),
        section(
            "Conflicts that are gone",
            [Item((f"  {escape(gone_line(row))}",)) for row in changes.gone],
            number["gone"],
            everything,
        ),
        checks_section("New suspects", changes.suspects, number["suspects"], everything),
        section(
            "Figures with another status",
            [Item((f"  {escape(restated_line(row))}",)) for row in changes.restated],
            number["restated"],
            everything,
        ),
    ]


def restated_line(row: Row) -> str:
    """A figure with its status before and now."""
    line = f"{row['report_id']} {figure_line(row)}"
    return f"{line}: {row['status_before']} → {row['check_status']}"
