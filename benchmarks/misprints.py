"""Every single edit in two reports: which are found, which could be, and by which methods.

One report is the shipped one, the other an invented one with what that does not print. Each edit
makes a copy of its report. Each copy has its own territory, so that no copies are
compared with each other. The copies are read as the command reads them, and built in a few
warehouses.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from oracle import parse
from support.random_collections import write_seeds

from benchmarks import PROJECT, results
from benchmarks.edits import OPERATORS, Edit, Row, edits
from benchmarks.exact import RIVALS, Exact, Tables, rivals
from benchmarks.invented import invented_tables
from benchmarks.warehouse import SETTINGS, CompiledModels, Step, build, compile_models
from doichieu.base.vocabulary import vocabulary
from doichieu.inputs import read_inputs
from doichieu.inputs.numbers import judge_printed

SEEDS = PROJECT / "seeds"
UNEDITED = "unedited"
# All figures of all copies may fail, and repairs are still searched for each.
COPIES = 140

# Limits are not arithmetic: a figure beyond a limit is flagged on its own.
FLAGGED = """
    with flagged as (
        select
            report_id,
            kind,
            identity_id,
            period_id,
            basis,
            indicator_id,
            quantity,
            verdict
        from marts.reconciliation
        where verdict in ('suspect', 'contradiction')
    ),

    before as (select * from flagged where report_id = 'unedited')

    select
        flagged.report_id,
        bool_or(flagged.kind != 'limit') as is_flagged,
        bool_or(flagged.kind != 'limit' and flagged.verdict = 'contradiction') as is_blocked,
        bool_or(flagged.kind = 'limit') as is_beyond_limit
    from flagged
    left join before
        on
            flagged.kind = before.kind
            and flagged.identity_id is not distinct from before.identity_id
            and flagged.period_id = before.period_id
            and flagged.basis = before.basis
            and flagged.indicator_id = before.indicator_id
            and flagged.quantity = before.quantity
            and flagged.verdict = before.verdict
    where before.report_id is null
    group by flagged.report_id
"""

GUARDED = """
    select figure_no from marts.figures
    where report_id = 'unedited' and check_status != 'unverifiable'
"""
CANDIDATES = """
    select report_id, figure_no, other_figure_no, candidate, candidate_measure, rank
    from marts.repair_candidates
    where report_id != 'unedited'
"""
CONFLICTS = """
    select report_id, rank, size, list(figure_no) as figure_nos
    from marts.conflicts
    where report_id != 'unedited'
    group by all
"""


@dataclass
class Misprint:
    """A report after an edit, and its judgements.

    `fate` is judged, refused (no number) or same (no change). An edit is guarded if another figure
    checks the edited one. `rank` is the rank of the true figure among the repair candidates.
    `conflicts` are the sizes of the conflicts, the first one first; `in_first` and `in_any` say
    whether an edited figure is in the first of them, and in any.
    """

    edit: Edit
    fate: str
    operators: list[str] = field(default_factory=list)
    is_guarded: bool = False
    is_flaggable: bool = False
    is_flagged: bool = False
    is_blocked: bool = False
    is_beyond_limit: bool = False
    objections: dict[str, bool] = field(default_factory=dict)
    rank: int | None = None
    conflicts: list[int] = field(default_factory=list)
    in_first: bool = False
    in_any: bool = False

    @property
    def words(self) -> str:
        """The edit in words."""
        rows = ", ".join(
            f"figure {row['figure_no']} ({row['indicator_id']}, {row['measure']}) {row['printed']}"
            for row in self.edit.rows
        )
        return f"{self.operators[0]}: {rows}"


def run(folder: Path) -> int:
    """Judge every edit and write the result; return 1 where checks and oracle disagree."""
    with TemporaryDirectory() as scratch:
        models = compile_models(Path(scratch) / "compiled")
        result, wrong = measure(models, Path(scratch))
    results.write(folder, "misprints", {"duckdb_settings": SETTINGS, **result})
    for one in wrong:
        print(one)
    for one in (result, result["invented"]):
        total, named = one["in_all"], one["conflicts"][-1]
        print(
            f"{one['report_id']}: {total['judged']:,} misprints, {total['flaggable']:,} of them "
            f"impossible, {total['flagged']:,} flagged, {total['missed']} missed, "
            f"{total['false_alarms']} flagged though possible; {named['blocked']:,} contradicted, "
            f"in {named['in_first']:,} the misprint is in the first conflict, of "
            f"{named['median_size']:g} figures in the median"
        )
    return 1 if wrong else 0


def measure(
    models: CompiledModels, scratch: Path, every: int = 1, of_invented: int = 1
) -> tuple[dict[str, Any], list[str]]:
    """The result, and in words what was missed or wrongly flagged.

    Only every `every`-th edit of the shipped report is judged, and every `of_invented`-th of the
    invented one.
    """
    shipped, wrong = measure_report(models, read_inputs(SEEDS).tables, scratch / "shipped", every)
    invented, more = measure_report(models, invented_tables(), scratch / "invented", of_invented)
    return {**shipped, "invented": invented}, wrong + more


def measure_report(
    models: CompiledModels, tables: Tables, scratch: Path, every: int
) -> tuple[dict[str, Any], list[str]]:
    """The result of the first report of a collection."""
    report = tables["reports"][0]
    report_id = report["report_id"]
    figures = [row for row in tables["figures"] if row["report_id"] == report_id]
    misprints = find(figures, report["number_format"])[::every]
    judged = [one for one in misprints if one.fate == "judged"]
    seconds = 0.0
    for start in range(0, len(judged), COPIES):
        some, folder = judged[start : start + COPIES], scratch / f"misprints-{start}"
        steps = build_copies(models, tables, report, figures, some, folder)
        seconds += sum(step.seconds for step in steps)
        with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as warehouse:
            record_flags(some, warehouse)
            record_guarded(some, warehouse)
            record_ranks(some, figures, report["number_format"], warehouse)
            record_conflicts(some, warehouse)
        shutil.rmtree(folder)
    exact = Exact(tables, report["number_format"])
    for one in judged:
        edited = one.edit.applied(figures)
        one.is_flaggable = exact.is_flaggable(edited)
        one.objections = rivals(exact.reports(edited))
    wrong = [f"missed: {one.words}" for one in judged if one.is_flaggable and not one.is_flagged]
    wrong += [
        f"flagged though possible: {one.words}"
        for one in judged
        if one.is_flagged and not one.is_flaggable
    ]
    return summary(report_id, len(figures), misprints, seconds), wrong


def find(figures: Sequence[Row], number_format: str) -> list[Misprint]:
    """Every report that differs by one edit, once, with all operators that lead to it."""
    found: dict[tuple[tuple[str, str, str], ...], Misprint] = {}
    original = {row["figure_no"]: row for row in figures}
    for edit in edits(figures, number_format):
        misprint = found.get(edit.key)
        if misprint is None:
            misprint = Misprint(edit, fate_of(edit, original, number_format))
            found[edit.key] = misprint
        misprint.operators.append(edit.operator)
    return list(found.values())


def fate_of(edit: Edit, original: dict[str, Row], number_format: str) -> str:
    """Whether an edit leaves valid numbers, and changes any."""
    form = vocabulary().number_formats[number_format]
    if any(not row["printed"] or judge_printed(row["printed"], form) for row in edit.rows):
        return "refused"
    is_same = all(
        row["measure"] == original[row["figure_no"]]["measure"]
        and parse(row["printed"], number_format)
        == parse(original[row["figure_no"]]["printed"], number_format)
        for row in edit.rows
    )
    return "same" if is_same else "judged"


def build_copies(
    models: CompiledModels,
    tables: Tables,
    report: Row,
    figures: Sequence[Row],
    judged: Sequence[Misprint],
    folder: Path,
) -> list[Step]:
    """Build a warehouse of the report and of its copies, each with one misprint."""
    copies = {UNEDITED: list(figures)}
    copies |= {name_of(place): one.edit.applied(figures) for place, one in enumerate(judged)}
    territory = next(
        row for row in tables["territories"] if row["territory_id"] == report["territory_id"]
    )
    places = {
        "reports": [{**report, "report_id": name, "territory_id": name} for name in copies],
        "territories": [
            *tables["territories"],
            *({**territory, "territory_id": name, "successor_id": ""} for name in copies),
        ],
        "identities": [
            {**row, "report_id": ""}
            for row in tables["identities"]
            if row["report_id"] in ("", report["report_id"])
        ],
        "figures": [{**row, "report_id": name} for name, rows in copies.items() for row in rows],
        "corrections": [],
    }
    seeds = write_seeds(folder / "seeds", {**tables, **places})
    read_inputs(seeds).write_snapshot(folder / "inputs")
    return build(models, folder / "inputs", folder)


def name_of(place: int) -> str:
    """The report of a misprint."""
    return f"misprint-{place:05}"


def record_flags(judged: Sequence[Misprint], warehouse: duckdb.DuckDBPyConnection) -> None:
    """Record what the checks report on each misprint but not on the unedited report."""
    by_name = {name_of(place): one for place, one in enumerate(judged)}
    for name, is_flagged, is_blocked, is_beyond_limit in warehouse.execute(FLAGGED).fetchall():
        one = by_name[name]
        one.is_flagged, one.is_blocked, one.is_beyond_limit = (
            is_flagged,
            is_blocked,
            is_beyond_limit,
        )


def record_guarded(judged: Sequence[Misprint], warehouse: duckdb.DuckDBPyConnection) -> None:
    """Record which edits change a figure that a check confirms in the unedited report."""
    rows = warehouse.execute(GUARDED).fetchall()
    guarded = {str(figure_no) for (figure_no,) in rows}
    for one in judged:
        one.is_guarded = any(row["figure_no"] in guarded for row in one.edit.rows)


def record_ranks(
    judged: Sequence[Misprint],
    figures: Sequence[Row],
    number_format: str,
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Record the rank of the number before the edit among the repair candidates."""
    by_name = {name_of(place): one for place, one in enumerate(judged)}
    original = {
        row["figure_no"]: (numbers(row["printed"], number_format), row["measure"])
        for row in figures
    }
    for name, *figure_nos, candidate, measure, rank in warehouse.execute(CANDIDATES).fetchall():
        one = by_name[name]
        figure_no = str(figure_nos[0])
        changed = {str(figure_no) for figure_no in figure_nos if figure_no is not None}
        is_true = (
            changed == {row["figure_no"] for row in one.edit.rows}
            and (numbers(candidate, number_format), measure) == original[figure_no]
        )
        if is_true:
            one.rank = min(rank, one.rank or rank)


def numbers(printed: str, number_format: str) -> tuple[Fraction, Fraction]:
    """The lower and the upper number of a range; a single number twice."""
    number = parse(printed, number_format)
    return number.value, number.last.value


def record_conflicts(judged: Sequence[Misprint], warehouse: duckdb.DuckDBPyConnection) -> None:
    """Record the conflicts of each misprint, and whether they have a figure that was edited."""
    by_name = {name_of(place): one for place, one in enumerate(judged)}
    for name, rank, size, figure_nos in sorted(warehouse.execute(CONFLICTS).fetchall()):
        one = by_name[name]
        edited = {int(row["figure_no"]) for row in one.edit.rows}
        one.conflicts.append(size)
        has_edited = not edited.isdisjoint(figure_nos)
        one.in_first |= has_edited and rank == 1
        one.in_any |= has_edited


def counted(misprints: Iterable[Misprint]) -> dict[str, int]:
    """The number of misprints by fate and judgement."""
    found: Counter[str] = Counter()
    for one in misprints:
        found["edits"] += 1
        found[one.fate] += 1
        found["guarded"] += one.is_guarded
        found["flaggable"] += one.is_flaggable
        found["flagged"] += one.is_flagged
        found["missed"] += one.is_flaggable and not one.is_flagged
        found["false_alarms"] += one.is_flagged and not one.is_flaggable
        found["blocked"] += one.is_blocked
        found["beyond_limit_only"] += one.is_beyond_limit and not one.is_flagged
        for rival in RIVALS:
            objects = one.objections.get(rival, False)
            found[rival] += objects
            found[f"{rival}_possible"] += objects and not one.is_flaggable
    columns = ("edits", "same", "refused", "judged", "guarded", "flaggable", "flagged", "missed")
    columns += ("false_alarms", "blocked", "beyond_limit_only", *RIVALS)
    columns += tuple(f"{rival}_possible" for rival in RIVALS)
    return {column: found[column] for column in columns}


def by_operator(misprints: Sequence[Misprint]) -> Iterator[dict[str, Any]]:
    """The counts of each operator; a misprint that two operators produce counts for both."""
    for operator in OPERATORS:
        found = [one for one in misprints if operator in one.operators]
        yield {"operator": operator, **counted(found)}


def repairs_by_operator(misprints: Sequence[Misprint]) -> Iterator[dict[str, Any]]:
    """How often a candidate restores the true figure, among the contradicted misprints of each
    operator."""
    blocked = [one for one in misprints if one.is_blocked]
    for operator in (*OPERATORS, "in all"):
        found = [one for one in blocked if operator in (*one.operators, "in all")]
        ranks = [one.rank for one in found if one.rank is not None]
        yield {
            "operator": operator,
            "blocked": len(found),
            "listed": len(ranks),
            "first": sum(rank == 1 for rank in ranks),
            "first_three": sum(rank <= 3 for rank in ranks),
        }


def conflicts_by_operator(misprints: Sequence[Misprint]) -> Iterator[dict[str, Any]]:
    """How often the misprint is in the first conflict, and how large that is, among the
    contradicted misprints of each operator."""
    blocked = [one for one in misprints if one.is_blocked]
    for operator in (*OPERATORS, "in all"):
        found = [one for one in blocked if operator in (*one.operators, "in all")]
        first = [one.conflicts[0] for one in found if one.conflicts]
        yield {
            "operator": operator,
            "blocked": len(found),
            "with_conflict": len(first),
            "in_first": sum(one.in_first for one in found),
            "in_any": sum(one.in_any for one in found),
            "median_size": median(first) if first else 0,
            "largest": max(first, default=0),
        }


def summary(
    report_id: str, figures: int, misprints: Sequence[Misprint], seconds: float
) -> dict[str, Any]:
    """The result by operator, and in total, where each misprint counts once."""
    return {
        "report_id": report_id,
        "figures": figures,
        "in_all": counted(misprints),
        "by_operator": list(by_operator(misprints)),
        "repairs": list(repairs_by_operator(misprints)),
        "conflicts": list(conflicts_by_operator(misprints)),
        "seconds": round(seconds, 1),
    }
