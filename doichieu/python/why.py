"""Why the figures of an indicator have their status: as data, and in words of both languages."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from doichieu.base.contradictions import MOST_FIGURES
from doichieu.base.faults import NotFound
from doichieu.base.sql import with_values
from doichieu.inputs.spelling import Speller, folded
from doichieu.inputs.words import did_you_mean
from doichieu.python.words import Sentences, Words, say
from doichieu.report.findings import rows
from doichieu.site.questions import copy_rows, create_views, query
from doichieu.site.sentences import Names, Record, conflict_heading
from doichieu.site.words import LANGUAGES
from doichieu.site.words import say as say_of_site

# Checks that the words show; the data contain all.
MOST_CHECKS = 30
# Names of which an error lists all, and those that it lists of more.
MOST_NAMES, MOST_NEAR = 20, 5

REPORT = """
select report_id as id, territory_id as territory, period_id as period
from reference.reports
where report_id = $report and report_id in (select report_id from marts.figures)
"""

# The site's query about reports answers for the reports of this table.
ASKED = "create or replace temp table batch_reports as select $report as report_id, 1 as place"

NAMES = {
    "indicators": """
        select indicator_id as id, name_vi as vi, name_en as en
        from reference.indicators
        where indicator_id in (select unnest($ids))
    """,
    "units": "select unit_id as id, name_vi as vi, name_en as en from reference.units",
    "territories": """
        select territory_id as id, name_vi as vi, name_en as en
        from reference.territories
        where territory_id in (select unnest($ids))
    """,
    "periods": """
        select period_id as id, form
        from staging.stg_periods
        where period_id in (select unnest($ids))
    """,
}

REPORTS = """
select report_id as id, title as names
from reference.reports
where report_id in (select report_id from marts.figures)
"""
INDICATORS = """
select indicator_id as id, concat_ws('|', name_vi, name_en, aliases_vi, aliases_en) as names
from reference.indicators
where indicator_id in (select indicator_id from marts.figures where report_id = $report)
"""

NEAREST = """
select id
from ({known})
order by jaro_winkler_similarity(id, $value) desc, id
limit $most
"""

Interval = tuple[float | None, float | None]
"""Both ends of an interval; None for an open end."""


@dataclass(frozen=True)
class PrintedFigure:
    """A printed figure of the indicator, and its status.

    Attributes:
        status: confirmed, suspect, contradicted or unverifiable.
        half: the half interval, in the figure's unit.
        feasible: what all other figures leave this one, in its unit.
        words: the same in a sentence, by language.
    """

    figure_no: int
    territory_id: str
    period_id: str
    measure: str
    basis: str
    printed: str
    unit_id: str
    qualifier: str
    place: str | None
    status: str
    half: Interval
    feasible: Interval
    words: Words = field(repr=False)


@dataclass(frozen=True)
class Check:
    """A check that is about the indicator, or uses a figure of it.

    Attributes:
        verdict: consistent, suspect, contradiction or not_checkable.
        left, right: the two sides that must meet, as in the mart `reconciliation`.
        figures: the numbers of the figures that it compares.
        words: the same in a sentence, by language.
    """

    check_id: str
    kind: str
    indicator_id: str
    territory_id: str
    period_id: str
    basis: str
    quantity: str
    verdict: str
    left: Interval
    right: Interval
    gap: float | None
    severity: float | None
    figures: tuple[int, ...]
    words: Words = field(repr=False)


@dataclass(frozen=True)
class ImpliedFigure:
    """A figure of a conflict, and what the others imply for it, in its unit."""

    figure_no: int
    indicator_id: str
    printed: str
    unit_id: str
    implied: Interval
    words: Words = field(repr=False)


@dataclass(frozen=True)
class Conflict:
    """Figures that cannot all hold, at least one of them of the indicator.

    Attributes:
        is_mended: whether a single edit of one of them makes the report consistent.
    """

    figures: tuple[ImpliedFigure, ...]
    is_mended: bool


@dataclass(frozen=True)
class RepairCandidate:
    """A single edit of a figure of a conflict that makes the report consistent.

    Attributes:
        other_figure_no: the figure that this one is exchanged with; None for other edits.
        words: the same in a sentence, by language.
    """

    figure_no: int
    printed: str
    candidate: str
    candidate_measure: str
    other_figure_no: int | None
    edit: str
    words: Words = field(repr=False)


@dataclass(frozen=True, repr=False)
class Why:
    """Why the figures of an indicator in a report have their status; `str()` says it.

    Attributes:
        name: the name of the indicator, by language.
        checks: the contradictions first.
    """

    report_id: str
    indicator_id: str
    name: Words
    figures: tuple[PrintedFigure, ...]
    conflicts: tuple[Conflict, ...]
    repair_candidates: tuple[RepairCandidate, ...]
    checks: tuple[Check, ...]

    def in_words(self, language: str = "en") -> str:
        """All of it in one language, `en` or `vi`; of long lists the beginning."""
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is not a language here: write 'en' or 'vi'.")
        title = {"id": self.indicator_id, "report": self.report_id}
        lines = [say(language, "why.title", indicator=self.name[language], **title), ""]
        lines += [say(language, "why.figures"), *indented(self.figures, language)]
        if self.conflicts:
            lines += ["", say(language, "why.conflicts")]
            for conflict in self.conflicts:
                lines += conflict_lines(conflict, language)
        if self.repair_candidates:
            lines += ["", say_of_site(language, "audit.repairs")]
            lines += indented(self.repair_candidates, language)
        if self.checks:
            lines += ["", say(language, "why.checks")]
            lines += indented(self.checks[:MOST_CHECKS], language)
        if (more := len(self.checks) - MOST_CHECKS) > 0:
            lines.append("  " + say(language, "why.more_checks", count=str(more)))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.in_words()

    __repr__ = __str__


def indented(
    said: Iterable[PrintedFigure | Check | ImpliedFigure | RepairCandidate],
    language: str,
    by: str = "  ",
) -> list[str]:
    """The sentences of some findings, one a line."""
    return [by + one.words[language] for one in said]


def conflict_lines(conflict: Conflict, language: str) -> list[str]:
    """A conflict and its first figures, line by line."""
    size = len(conflict.figures)
    lines = ["  " + conflict_heading(language, size)]
    lines += indented(conflict.figures[:MOST_FIGURES], language, "    ")
    if size > MOST_FIGURES:
        count = str(size - MOST_FIGURES)
        lines.append("    " + say_of_site(language, "conflict.more_figures", count=count))
    if not conflict.is_mended:
        lines.append("    " + say_of_site(language, "conflict.unmended"))
    return lines


def why(
    connection: Any, report_id: str, indicator_id: str, territory: str | None, period: str | None
) -> Why:
    """Why the figures of an indicator in a report have their status.

    Raises NotFound, with the nearest names, where the report prints no such figures.
    """
    data = data_of(connection, report_id)
    own = [figure for figure in data["figures"] if figure["indicator"] == indicator_id]
    if not own:
        raise no_figures(connection, report_id, indicator_id)
    own = narrowed(own, "territory", territory)
    own = narrowed(own, "period", period)
    numbers = {figure["no"] for figure in own}
    wanted = {"indicator": indicator_id, "territory": territory, "period": period}
    about = {name: value for name, value in wanted.items() if value is not None}
    conflicts = [one for one in data["conflicts"] if numbers & numbers_of(one)]
    in_conflict = {number for one in conflicts for number in numbers_of(one)}
    sentences = sentences_of(connection, data)
    return Why(
        report_id,
        indicator_id,
        {
            language: str(names.indicators[indicator_id][language])
            for language, names in sentences.names.items()
        },
        tuple(printed_figure(sentences, figure) for figure in own),
        tuple(conflict_of(sentences, conflict) for conflict in conflicts),
        tuple(
            repair_candidate(sentences, repair)
            for repair in data["repairs"]
            if repair["no"] in in_conflict
        ),
        tuple(
            check_of(sentences, check)
            for check in data["checks"]
            if numbers.intersection(check["figures"]) or about.items() <= check.items()
        ),
    )


def data_of(connection: Any, report_id: str) -> Record:
    """What the site has about a report, with its key, territory and period as `report`."""
    found = rows(connection, REPORT, report=report_id)
    if not found:
        problem = f"There are no figures of a report {report_id!r}."
        raise NotFound(f"{problem} {nearest(connection, report_id, REPORTS)}")
    connection.execute(with_values(ASKED, {"report": report_id}))
    create_views(connection)
    copy_rows(connection, "batch_reports")
    ((_, answer),) = connection.execute(query("reports")).fetchall()
    data: Record = json.loads(answer)
    return data | {"report": found[0]}


def sentences_of(connection: Any, data: Record) -> Sentences:
    """The sentences about a report, with the names of all that it mentions."""
    report, mentioned = data["report"], [*data["figures"], *data["checks"]]
    ids = {
        "indicators": {row[key] for row in mentioned for key in ("indicator", "basis")},
        "units": {row["unit"] for row in mentioned},
        "territories": {row["territory"] for row in [report, *mentioned]},
        "periods": {row["period"] for row in [report, *mentioned]},
    }
    found = {
        table: {row["id"]: row for row in rows(connection, select, ids=sorted(ids[table]))}
        for table, select in NAMES.items()
    }
    return Sentences(
        {language: Names(language, **found) for language in LANGUAGES},
        report,
        {figure["no"]: figure for figure in data["figures"]},
    )


def printed_figure(sentences: Sentences, figure: Record) -> PrintedFigure:
    """A figure of the site's data."""
    return PrintedFigure(
        figure_no=figure["no"],
        territory_id=figure["territory"],
        period_id=figure["period"],
        measure=figure["measure"],
        basis=figure["basis"],
        printed=figure["printed"],
        unit_id=figure["unit"],
        qualifier=figure["qualifier"],
        place=figure["place"],
        status=figure["status"],
        half=ends(figure["half"]),
        feasible=ends(figure["feasibility"]),
        words=sentences.figure(figure),
    )


def check_of(sentences: Sentences, check: Record) -> Check:
    """A check of the site's data."""
    return Check(
        check_id=check["id"],
        kind=check["kind"],
        indicator_id=check["indicator"],
        territory_id=check["territory"],
        period_id=check["period"],
        basis=check["basis"],
        quantity=check["quantity"],
        verdict=check["verdict"],
        left=ends(check["left"]),
        right=ends(check["right"]),
        gap=check["gap"],
        severity=check["severity"],
        figures=tuple(check["figures"]),
        words=sentences.check(check),
    )


def conflict_of(sentences: Sentences, conflict: Record) -> Conflict:
    """A conflict of the site's data."""
    size = len(conflict["figures"])
    figures = [
        sentences.figures[one["no"]] | {"implied": one["implied"], "size": size}
        for one in conflict["figures"]
    ]
    return Conflict(
        tuple(
            ImpliedFigure(
                figure_no=figure["no"],
                indicator_id=figure["indicator"],
                printed=figure["printed"],
                unit_id=figure["unit"],
                implied=ends(figure["implied"]),
                words=sentences.implied(figure),
            )
            for figure in figures
        ),
        conflict["mended"],
    )


def repair_candidate(sentences: Sentences, repair: Record) -> RepairCandidate:
    """A repair candidate of the site's data."""
    return RepairCandidate(
        figure_no=repair["no"],
        printed=repair["printed"],
        candidate=repair["candidate"],
        candidate_measure=repair["measure"],
        other_figure_no=repair["other"],
        edit=repair["edit"],
        words=sentences.repair(repair),
    )


def ends(interval: Sequence[float | None]) -> Interval:
    """Both ends of an interval of the site's data."""
    lower, upper = interval
    return lower, upper


def numbers_of(conflict: Record) -> set[int]:
    """The numbers of the figures of a conflict."""
    return {figure["no"] for figure in conflict["figures"]}


def narrowed(figures: list[Record], key: str, value: str | None) -> list[Record]:
    """The figures of one territory or period; raises NotFound where there are none."""
    found = [figure for figure in figures if value in (None, figure[key])]
    if not found:
        there = dict.fromkeys(figure[key] for figure in figures)
        raise NotFound(
            f"The report prints no such figure of {key} {value!r}. There are: {', '.join(there)}."
        )
    return found


def no_figures(connection: Any, report_id: str, indicator_id: str) -> NotFound:
    """The refusal of an indicator of which a report prints no figure."""
    problem = f"Report {report_id!r} prints no figure of indicator {indicator_id!r}."
    known = with_values(INDICATORS, {"report": report_id})
    return NotFound(f"{problem} {nearest(connection, indicator_id, known)}")


def nearest(connection: Any, value: str, known: str) -> str:
    """The ids that a mistyped one, or a name, may be meant for; else those that look most like it.

    `known` is the query for the ids and their names.
    """
    names = {row["id"]: row["names"].split("|") for row in rows(connection, known)}
    if meant := Speller(names, names, closed=True).suggestions(value):
        return did_you_mean(meant)
    if len(names) <= MOST_NAMES:
        return f"There are: {', '.join(sorted(names))}."
    near = rows(connection, NEAREST.format(known=known), value=folded(value), most=MOST_NEAR)
    return f"Of {len(names):,} these are nearest: {', '.join(row['id'] for row in near)}."
