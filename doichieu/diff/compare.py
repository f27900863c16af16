"""The comparison of two releases in SQL: one row for each figure, check or other row changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.diff.contradictions import Contradictions, compare_contradictions, unchanged
from doichieu.diff.shape import SIDES, Shape, require_one_shape, shape, side_by_side
from doichieu.exports.catalogue import PRIMARY_KEYS
from doichieu.report.findings import Row, rows

# The categories of changes in the order in which a report shows them: first the edits, then their
# consequences, the most severe first.
CATEGORIES = {
    "report": "reports added or removed",
    "print": "figures with another printed number",
    "correction": "figures with another correction",
    "figure": "figures added or removed",
    "wording": "figures with another measure, unit, qualifier, basis, territory or period",
    "reading": "figures with another value or interval",
    "verdict": "verdicts changed",
    "status": "figures with another status",
    "conflict": "figures of conflicts added, removed or changed",
    "check": "checks added or removed",
    "derived": "rows of plan completion and growth added, removed or changed",
    "revision": "revisions added, removed or changed",
    "repair": "repair candidates added, removed or ranked differently",
    "interval": "checks with the same verdict but other intervals or models",
    "feasibility": "figures with another feasibility interval",
    "note": "figures with another note or place",
    "reference": "rows of reference tables added, removed or changed",
}

# Of many reports, those that were added or removed or whose verdicts changed come first.
MOST_SEVERE = ("report", "verdict")
# What a reader asks first is counted first: verdicts and statuses, then what led to them.
COUNTED = tuple(dict.fromkeys((*MOST_SEVERE, "status", "conflict", *CATEGORIES)))
# Rows that differ only in how they are named or stored: they are no changes.
TECHNICAL = "technical"
TECHNICAL_COLUMNS = ["figure_no", "source_file"]
# Its checksums and counts change with the rows, which are compared themselves.
TECHNICAL_TABLE = "input_files"

# The columns that state the content of a figure: renumbering a report does not change them.
SUBJECT = ("territory_id", "period_id", "indicator_id", "measure", "basis")

PRINT = ("printed", "unit_id", "qualifier", "place", "note")
# How a figure of one release is found in the other, the most reliable way first: equal columns, and
# a further condition, such as the same position among figures that are equal in these columns.
PASSES = (
    ((*SUBJECT, *PRINT), "earlier_rest.nth = later_rest.nth"),
    (SUBJECT, "earlier_rest.figure_no = later_rest.figure_no"),
    (SUBJECT, "earlier_rest.nth = later_rest.nth"),
    (
        ("figure_no",),
        "(earlier_rest.indicator_id = later_rest.indicator_id "
        "or earlier_rest.printed = later_rest.printed)",
    ),
)

# The figures of one release that are not matched yet.
REST = """
{side}_rest as (
    select
        *,
        row_number() over (partition by report_id, {columns} order by figure_no) as nth
    from {side}.marts.figures
    where not exists (
        select 1 from matched
        where matched.report_id = figures.report_id and matched.{side}_no = figures.figure_no
    )
)
"""

CHANGES = """
create temp table changes (
    report_id varchar, category varchar, state varchar, weight integer, size double,
    subject varchar,
    columns struct(
        name varchar, before varchar, after varchar, is_number boolean, size double
    )[]
)
"""

# Reports with figures in one release only: shown in one line, not figure by figure.
WHOLE_REPORTS = """
create temp table whole_reports as
with figures as (
    select report_id, 'removed' as state from earlier.marts.figures
    union all
    select report_id, 'added' as state from later.marts.figures
)
select report_id, min(state) as state, count(*) as figures
from figures
group by report_id
having min(state) = max(state)
"""

NAMES = """
create temp table names as
select
    indicator_id,
    coalesce(later.name_en, earlier.name_en, indicator_id) || ' (' || indicator_id || ')' as name
from earlier.reference.indicators as earlier
full join later.reference.indicators as later using (indicator_id)
"""

# The id of a limit or repeat check contains figure numbers: replace them with the later numbers.
EARLIER_CHECKS = """
create temp view earlier_checks as
with checks as (
    select
        *,
        regexp_extract(check_id, '^(.*/)([0-9]+)-?([0-9]*)$', ['start', 'one', 'other']) as id
    from earlier.marts.reconciliation
)
select
    checks.check_id as own_id,
    checks.* exclude (id) replace (
        case
            when kind in ('limit', 'repeat') then id.start || concat_ws(
                '-', coalesce(one.later_no::varchar, id.one),
                coalesce(other.later_no::varchar, nullif(id.other, ''))
            )
            else check_id
        end as check_id
    )
from checks
left join matched as one
    on checks.report_id = one.report_id and try_cast(id.one as integer) = one.earlier_no
left join matched as other
    on checks.report_id = other.report_id and try_cast(id.other as integer) = other.earlier_no
"""

# Repairs with the figure numbers of the later release.
REPAIRS = """
create temp view {side}_repairs as
select
    repairs.* replace (
        coalesce(own.later_no, repairs.figure_no) as figure_no,
        coalesce(other.later_no, repairs.other_figure_no) as other_figure_no
    ),
    figures.indicator_id
from {side}.marts.repair_candidates as repairs
inner join {side}.marts.figures using (report_id, figure_no)
left join matched as own
    on repairs.report_id = own.report_id and repairs.figure_no = own.{side}_no
left join matched as other
    on repairs.report_id = other.report_id and repairs.other_figure_no = other.{side}_no
"""

# Conflicts with the figure numbers of the later release. A conflict is its set of figures, and its
# check is named by the kind: ids of conflicts and of some checks contain figure numbers.
CONFLICTS = """
create temp view {side}_conflicts as
with numbered as (
    select
        conflicts.* replace (
            coalesce(matched.later_no, conflicts.figure_no) as figure_no,
            coalesce(checks.kind, conflicts.check_id) as check_id
        ),
        figures.indicator_id
    from {side}.marts.conflicts
    inner join {side}.marts.figures using (report_id, figure_no)
    left join {side}.marts.reconciliation as checks using (check_id)
    left join matched
        on conflicts.report_id = matched.report_id and conflicts.figure_no = matched.{side}_no
)
select
    numbered.* replace (
        list_sort(list(figure_no) over (partition by report_id, conflict_id))::varchar
            as conflict_id
    )
from numbered
"""

# match_no is the number in the later release; for a removed figure it is its number, negated.
EARLIER_FIGURES = """
create temp view earlier_figures as
select figures.*, coalesce(matched.later_no, -figures.figure_no) as match_no
from earlier.marts.figures
left join matched
    on figures.report_id = matched.report_id and figures.figure_no = matched.earlier_no
"""
LATER_FIGURES = (
    "create temp view later_figures as select *, figure_no as match_no from later.marts.figures"
)

CHANGED = "list_has_any(names_changed, {names})"
FIGURE_CATEGORY = f"""
case
    when state != 'changed' then 'figure'
    when {CHANGED.format(names="['printed']")} then 'print'
    when {CHANGED.format(names="['correction']")} then 'correction'
    when {CHANGED.format(names=[*SUBJECT, "unit_id", "qualifier"])} then 'wording'
    when {CHANGED.format(names=["value", "half_lower", "half_upper", "wide_lower", "wide_upper"])}
        then 'reading'
    when {CHANGED.format(names=["check_status"])} then 'status'
    when {CHANGED.format(names=["feasible_lower", "feasible_upper"])} then 'feasibility'
    when len(list_filter(names_changed, lambda one: one not in {TECHNICAL_COLUMNS})) = 0
        then '{TECHNICAL}'
    else 'note'
end
"""
CHECK_CATEGORY = f"""
case
    when state != 'changed' then 'check'
    when {CHANGED.format(names=["verdict"])} then 'verdict'
    else 'interval'
end
"""
REFERENCE_KEYS = PRIMARY_KEYS | {TECHNICAL_TABLE: ("file",)}
BASIS = "case when basis = '' then '' else ', ' || basis end"
VERDICTS = ("contradiction", "suspect", "not_checkable", "consistent")
CHECK = f"kind || ' check of ' || name || ', ' || quantity || ', ' || period_id || {BASIS}"


@dataclass(frozen=True)
class Compared:
    """A table of both releases, and how its changes are described.

    `earlier` and `later` are relations with the same columns, by default the marts themselves;
    `weight` orders the changes of a category.
    """

    table: str
    key: tuple[str, ...]
    category: str
    subject: str
    report: str = "report_id"
    earlier: str = ""
    later: str = ""
    weight: str = "0"


MARTS = (
    Compared(
        "figures",
        ("report_id", "match_no"),
        FIGURE_CATEGORY,
        f"'figure ' || figure_no || ', ' || name || ', ' || measure || {BASIS}",
        earlier="earlier_figures",
        later="later_figures",
    ),
    Compared(
        "reconciliation",
        ("check_id",),
        CHECK_CATEGORY,
        CHECK,
        earlier="earlier_checks",
        weight=f"list_position({list(VERDICTS)}, verdict)",
    ),
    Compared(
        "conflicts",
        ("report_id", "conflict_id", "figure_no", "indicator_id"),
        "'conflict'",
        "'figure ' || figure_no || ', ' || name || ', in a conflict of ' || size "
        "|| case size when 1 then ' figure' else ' figures' end",
        earlier="earlier_conflicts",
        later="later_conflicts",
        weight="rank",
    ),
    Compared(
        "plan_completion",
        PRIMARY_KEYS["plan_completion"],
        "'derived'",
        f"'plan of ' || name || ', ' || period_id || {BASIS}",
    ),
    Compared(
        "growth",
        PRIMARY_KEYS["growth"],
        "'derived'",
        f"'growth of ' || name || ', ' || period_id || {BASIS}",
    ),
    Compared(
        "revisions",
        PRIMARY_KEYS["revisions"],
        "'revision'",
        f"quantity || ' of ' || name || ', ' || period_id || {BASIS} || ': ' "
        "|| earlier_report_id || ' and ' || later_report_id",
        report="later_report_id",
    ),
    Compared(
        "repair_candidates",
        (
            "report_id",
            "figure_no",
            "candidate",
            "candidate_measure",
            "other_figure_no",
            "indicator_id",
        ),
        "'repair'",
        "'repair of figure ' || figure_no || ', ' || name || ': ' "
        "|| candidate || ' for ' || printed",
        earlier="earlier_repairs",
        later="later_repairs",
        weight="rank",
    ),
)


@dataclass(frozen=True)
class Change:
    """One change; each column has a name, before and after (text or None), and is_number."""

    category: str
    state: str
    subject: str
    columns: list[Row]


@dataclass(frozen=True)
class Section:
    """The most severe changes of one report or of the reference tables, and the count of all."""

    report_id: str | None
    changes: list[Change]
    count: int


@dataclass(frozen=True)
class Comparison:
    """The changes from one release to another: contradictions, counts by category, and sections.

    `technical` counts rows that differ only in how they are named or stored, which are no changes;
    `reports` counts the reports with changes; the sections contain the most severe of them.
    """

    earlier: Path
    later: Path
    contradictions: Contradictions
    counts: dict[str, int]
    technical: int
    reports: int
    sections: list[Section]

    @property
    def count(self) -> int:
        """The number of changes."""
        return sum(self.counts.values())


def compare(earlier: Path, later: Path, most_reports: int, most: int) -> Comparison:
    """Compare two releases; return at most `most` changes of at most `most_reports` reports.

    Raises NotFound when one of them cannot be read or has other columns.
    """
    if earlier.resolve() == later.resolve():
        return Comparison(earlier, later, unchanged(earlier), {}, 0, 0, [])
    with side_by_side(earlier, later) as connection:
        marts = require_one_shape(connection, (earlier, later))
        prepare(connection)
        for compared in MARTS:
            add_changes(connection, compared, marts[compared.table])
        add_reference_changes(connection)
        counts = rows(
            connection, "select category, count(*) as changes from changes group by category"
        )
        by_category = {row["category"]: row["changes"] for row in counts}
        technical = by_category.get(TECHNICAL, 0)
        connection.execute(f"delete from changes where category = '{TECHNICAL}'")
        return Comparison(
            earlier,
            later,
            compare_contradictions(connection, CHECK, most_reports),
            {name: by_category[name] for name in COUNTED if name in by_category},
            technical,
            rows(connection, "select count(distinct report_id) as reports from changes")[0][
                "reports"
            ],
            sections(connection, most_reports, most),
        )


def prepare(connection: Any) -> None:
    """Match the figures of both releases, and create the tables and views to compare."""
    connection.execute(CHANGES)
    connection.execute(WHOLE_REPORTS)
    connection.execute(NAMES)
    connection.execute(
        "create temp table matched (report_id varchar, earlier_no integer, later_no integer)"
    )
    for columns, further in PASSES:
        rest = ",".join(REST.format(side=side, columns=", ".join(columns)) for side in SIDES)
        same = same_values("earlier_rest", "later_rest", ("report_id", *columns))
        connection.execute(
            f"insert into matched with {rest} "
            "select earlier_rest.report_id, earlier_rest.figure_no, later_rest.figure_no "
            f"from earlier_rest inner join later_rest on {same} and {further}"
        )
    views = (view.format(side=side) for view in (REPAIRS, CONFLICTS) for side in SIDES)
    for view in (EARLIER_CHECKS, *views, EARLIER_FIGURES, LATER_FIGURES):
        connection.execute(view)
    connection.execute(
        "insert into changes select report_id, 'report', state, 0, figures, "
        "figures || case figures when 1 then ' figure' else ' figures' end, [] from whole_reports"
    )


def same_values(one: str, other: str, columns: Sequence[str]) -> str:
    """The condition that two relations have the same values, null included, in some columns."""
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in columns)


def add_changes(connection: Any, compared: Compared, columns: dict[str, str]) -> None:
    """Add the changes of one mart, without the rows of reports that were added or removed."""
    earlier = compared.earlier or f"earlier.marts.{compared.table}"
    later = compared.later or f"later.marts.{compared.table}"
    connection.execute(
        f"""
        insert into changes
        with rows_changed as ({joined(earlier, later, compared.key, columns)}),
        named as (
            select rows_changed.*, coalesce(name, indicator_id) as name
            from rows_changed
            left join names using (indicator_id)
        )
        select
            {compared.report},
            {compared.category},
            state,
            {compared.weight},
            size,
            {compared.subject},
            changed
        from named
        where {compared.report} not in (select report_id from whole_reports)
        """
    )


def joined(earlier: str, later: str, key: Sequence[str], columns: dict[str, str]) -> str:
    """The rows that differ between two relations, as they are (or were), and what changed."""
    compared = ", ".join(
        compared_column(name, kind) for name, kind in columns.items() if name not in key
    )
    now = ", ".join(
        f"case when later.is_there then later.{name} else earlier.{name} end as {name}"
        for name in dict.fromkeys([*columns, *key])
    )
    return f"""
        select
            {now},
            case
                when earlier.is_there is null then 'added'
                when later.is_there is null then 'removed'
                else 'changed'
            end as state,
            list_filter([{compared}], lambda one: one.before is distinct from one.after)
                as changed,
            [one.name for one in changed] as names_changed,
            list_max([one.size for one in changed]) as size
        from (select *, true as is_there from {earlier}) as earlier
        full join (select *, true as is_there from {later}) as later
            on {same_values("earlier", "later", key)}
        where state != 'changed' or len(changed) > 0
    """


def compared_column(name: str, kind: str) -> str:
    """One column before and after, as text, and the relative change of a number."""
    size = "1.0"
    if kind == "DOUBLE":
        size = (
            f"coalesce(abs(later.{name} - earlier.{name}) "
            f"/ nullif(greatest(abs(later.{name}), abs(earlier.{name})), 0), 1.0)"
        )
    return (
        f"{{'name': '{name}', 'before': cast(earlier.{name} as varchar), "
        f"'after': cast(later.{name} as varchar), 'is_number': {kind == 'DOUBLE'}, 'size': {size}}}"
    )


def add_reference_changes(connection: Any) -> None:
    """Add the changes of the reference tables; a column that one release lacks is null there."""
    shapes: list[Shape] = [shape(connection, side, "reference") for side in SIDES]
    for table in sorted(shapes[0].keys() & shapes[1].keys()):
        kinds = {name: kind for one in shapes for name, kind in one[table].items()}
        columns = dict.fromkeys(kinds, "VARCHAR")
        # A number with its own digits: 200, not 200.0.
        texts = ", ".join(
            f"printf('%.15g', {name}) as {name}"
            if kind == "DOUBLE"
            else f"{name}::varchar as {name}"
            for name, kind in kinds.items()
        )
        relations = [
            f"(select {texts} from (from {side}.reference.{table} "
            f"union all by name from {other}.reference.{table} where false))"
            for side, other in (SIDES, SIDES[::-1])
        ]
        key = REFERENCE_KEYS.get(table, tuple(columns))
        # Reports that were added or removed are shown with their figures.
        condition = (
            "where report_id not in (select report_id from whole_reports)"
            if table == "reports"
            else ""
        )
        subject = " || ' / ' || ".join(f"coalesce({name}, '')" for name in key)
        category = TECHNICAL if table == TECHNICAL_TABLE else "reference"
        connection.execute(
            f"""
            insert into changes
            with joined as ({joined(*relations, key, columns)})
            select null, '{category}', state, 0, size, '{table}: ' || {subject}, changed
            from joined {condition}
            """
        )


def sections(connection: Any, most_reports: int, most: int) -> list[Section]:
    """The changes report by report, the most severe reports first, the reference tables last.

    Within a report the causes come before their consequences.
    """
    rank = f"list_position({list(CATEGORIES)}, category)"
    severity = f"list_position({list(dict.fromkeys([*MOST_SEVERE, *CATEGORIES]))}, category)"
    found: list[Row] = rows(
        connection,
        f"""
        with reports as (
            select report_id, min({severity}) as severest, count(*) as changes_of_report
            from changes
            group by report_id
            order by report_id is null desc, severest, changes_of_report desc, report_id
            limit {most_reports + 1}
        ),
        ordered as (
            select
                changes.*,
                severest,
                changes_of_report,
                row_number() over (
                    partition by changes.report_id
                    order by {rank}, weight, size desc, subject, state
                ) as position
            from changes
            inner join reports on changes.report_id is not distinct from reports.report_id
        )
        select * from ordered
        where position <= {most}
        order by report_id is null, severest, changes_of_report desc, report_id, position
        """,
    )
    by_report: dict[str | None, Section] = {}
    for row in found:
        report_id = row["report_id"]
        section = by_report.setdefault(report_id, Section(report_id, [], row["changes_of_report"]))
        section.changes.append(
            Change(row["category"], row["state"], row["subject"], row["columns"])
        )
    return list(by_report.values())
