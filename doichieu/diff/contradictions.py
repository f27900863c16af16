"""The contradictions of two releases: which are new, which are gone, and how many are in both."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.contradictions import COUNTS, IS_OPEN, MOST_FIGURES
from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.report.findings import Row, rows

# The figures of a contradiction are those of its conflict. Needs the views of `compare.prepare`.
CONTRADICTIONS = f"""
create temp view contradictions as
with {{sides}},
named as (
    select
        case
            when earlier.check_id is null then 'new'
            when later.check_id is null then 'gone'
            else 'in both'
        end as state,
        unnest(case when later.check_id is null then earlier else later end)
    from earlier
    full join later on earlier.check_id = later.check_id
)
select named.*, coalesce(names.name, indicator_id) as name, {IS_OPEN} as is_open
from named
left join names using (indicator_id)
"""

SIDE = """
{side}_figures as (
    select
        check_id as own_id,
        list('figure ' || figure_no || ' (' || printed || ')' order by figure_no) as figures
    from (select distinct check_id, report_id, figure_no from {side}.marts.conflicts)
    inner join {side}.marts.figures using (report_id, figure_no)
    group by check_id
),
{side} as (
    select
        check_id, kind, report_id, indicator_id, quantity, period_id, basis, severity,
        is_acknowledged, is_quarantined, figures
    from {checks}
    left join {side}_figures using (own_id)
    where verdict = 'contradiction'
)
"""
STATES = ("new", "gone", "in both")
CHECKS = {
    "earlier": "earlier_checks",
    "later": "(select *, check_id as own_id from later.marts.reconciliation)",
}


@dataclass(frozen=True)
class Contradictions:
    """How many contradictions are `new`, `gone` or `in both`, and the gravest of the first two."""

    counts: dict[str, int]
    changes: list[Row]


def unchanged(release: Path) -> Contradictions:
    """The contradictions of a release that is compared with itself."""
    with opened(release / WAREHOUSE) as connection:
        (found,) = rows(connection, COUNTS)
    return Contradictions(dict.fromkeys(STATES, 0) | {"in both": found["found"]}, [])


def compare_contradictions(connection: Any, subject: str, most: int) -> Contradictions:
    """Compare the contradictions of two releases; `subject` describes a check in SQL.

    At most `most` are returned that are new, and as many that are gone: the open ones first, then
    by severity.
    """
    sides = ",".join(SIDE.format(side=side, checks=checks) for side, checks in CHECKS.items())
    connection.execute(CONTRADICTIONS.format(sides=sides))
    counts = rows(connection, "select state, count(*) as found from contradictions group by state")
    found = {row["state"]: row["found"] for row in counts}
    changes = rows(
        connection,
        f"""
        select
            state,
            report_id,
            {subject} as subject,
            figures[:{MOST_FIGURES}] as figures,
            greatest(0, coalesce(len(figures), 0) - {MOST_FIGURES}) as more_figures,
            is_acknowledged,
            is_quarantined
        from contradictions
        where state != 'in both'
        qualify
            row_number() over (
                partition by state
                order by is_open desc, severity desc nulls last, report_id, check_id
            ) <= {most}
        order by state desc, is_open desc, severity desc nulls last, report_id, check_id
        """,
    )
    return Contradictions({state: found.get(state, 0) for state in STATES}, changes)
