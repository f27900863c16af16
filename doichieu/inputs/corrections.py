"""The rules for corrections: each must fit its figure."""

from collections.abc import Iterator, Mapping, Sequence

from doichieu.base.faults import Fault
from doichieu.inputs.numbers import judge_printed
from doichieu.inputs.read_table import Table
from doichieu.inputs.reference import Reference
from doichieu.inputs.rules import Rule, faults_of
from doichieu.inputs.values import judge_whole_number
from doichieu.inputs.words import Lexicon, Problem, shown

ACTIONS = ("override", "exclude", "acknowledge")


def correction_faults(
    corrections: Table,
    tables: Sequence[Table],
    reference: Reference,
    every_report: bool,
) -> Iterator[Fault]:
    """Every fault in the corrections; `tables` are the tables of figures.

    Without `every_report`, corrections of reports that were not read are not judged.
    """
    figures = _by_report(tables)
    printed = _values(corrections, figures, "printed")
    formats = _values(corrections, figures, "number_format")

    def judge_report(report_id: str) -> Problem | None:
        if report_id not in reference.reports.rows:
            return reference.reports.judge(report_id)
        if not every_report or report_id in figures:
            return None
        return Problem(f"No figures of report '{report_id}' were read.", "Delete the correction.")

    def judge_figure(report_id: str, figure_no: str) -> Problem | None:
        read = figures.get(report_id)
        if not read or not all(table.complete for table in read):
            return None
        if judge_whole_number(figure_no) or (report_id, figure_no) in printed:
            return None
        return Problem(
            f"Report '{report_id}' has no figure {figure_no}.",
            f"Correct the number, or delete the correction; see {read[0].file}.",
        )

    def judge_expected(report_id: str, figure_no: str, expected: str) -> Problem | None:
        held = printed.get((report_id, figure_no), expected)
        if not expected or held == expected:
            return None
        return Problem(
            f"The correction expects {shown(expected)}, but figure {figure_no} of '{report_id}' "
            f"holds {shown(held)}: it was written for another number.",
            f"Look at the report; then correct expected_printed, or the figure in "
            f"{figures[report_id][0].file}, or delete the correction.",
        )

    def judge_corrected(
        report_id: str, figure_no: str, action: str, corrected: str
    ) -> Problem | None:
        if action not in ACTIONS:
            return None
        if action != "override":
            if not corrected:
                return None
            return Problem(
                f"Action {action} changes no figure, but {shown(corrected)} is written here.",
                "Leave it blank, or write override.",
            )
        if not corrected:
            return Problem("An override without a number.", "Write the correct figure.")
        own = formats.get((report_id, figure_no), "")
        form = reference.number_format(report_id, own)
        return judge_printed(corrected, form) if form else None

    rules = [
        Rule("report_id", judge_report),
        Rule("figure_no", judge_figure, ("report_id", "figure_no")),
        Rule("action", Lexicon("action", ACTIONS).judge),
        Rule("expected_printed", judge_expected, ("report_id", "figure_no", "expected_printed")),
        Rule(
            "corrected_printed",
            judge_corrected,
            ("report_id", "figure_no", "action", "corrected_printed"),
        ),
    ]
    yield from faults_of(corrections, rules)


def _by_report(tables: Sequence[Table]) -> dict[str, list[Table]]:
    """The tables of figures of each report, by the report that their names or their rows state."""
    reports: dict[str, list[Table]] = {}
    for table in tables:
        for report_id in {table.report_id, *table.column("report_id")}:
            reports.setdefault(report_id, []).append(table)
    return reports


def _values(
    corrections: Table, figures: Mapping[str, list[Table]], column: str
) -> dict[tuple[str, str], str]:
    """One column of the figures, for the reports that have corrections."""
    values: dict[tuple[str, str], str] = {}
    for report_id in set(corrections.column("report_id")):
        for table in figures.get(report_id, []):
            columns = [table.column(name) for name in ("report_id", "figure_no", column)]
            for report, figure_no, value in zip(*columns, strict=True):
                values.setdefault((report, figure_no), value)
    return values
