"""Make one fault of all uses of an id that no reference table has, with the row to add."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from doichieu.base.faults import Fault
from doichieu.base.vocabulary import vocabulary
from doichieu.inputs.delimited import joined
from doichieu.inputs.read_table import Table
from doichieu.inputs.reference import DIRECTIONS, Reference
from doichieu.inputs.rules import Register
from doichieu.inputs.spelling import words_of
from doichieu.inputs.values import judge_id, judge_slug
from doichieu.inputs.words import either, every

MOST_LINES = 10
MOST_FILES = 5


def one_for_each_unknown(
    faults: Iterable[Fault], figures: Sequence[Table], reference: Reference
) -> list[Fault]:
    """Put the uses of each unknown id together: the first is the fault, and names the others."""
    uses: dict[tuple[str, str] | None, list[Fault]] = defaultdict(list)
    for fault in faults:
        uses[fault.unknown].append(fault)
    gathered = uses.pop(None, [])
    if not uses:
        return gathered
    hints = _Hints(figures, reference)
    for (what, row_id), found in uses.items():
        register = reference.registers[what]
        found.sort(key=Fault.by_place)
        row = {register.table.relation.key[0]: row_id, **hints.known(what, row_id)}
        gathered.append(_with_row(found, register, row))
    return gathered


def _with_row(uses: Sequence[Fault], register: Register, row: Mapping[str, str]) -> Fault:
    """The first use of an unknown id, with the lines of the others and the row to add."""
    first = uses[0]
    problem = first.problem
    if len(uses) > 1:
        problem = f"{problem.removesuffix('.')}; it is used {_places(uses)}."
    relation = register.table.relation
    [key] = relation.key
    steps = []
    row_id = valid_id(register.what, row[key])
    if row_id in register.rows or register.has_name(row[key]):
        return replace(first, problem=problem)  # only the id was written in another way
    if row_id != row[key]:
        row = {**row, key: row_id}
        steps.append(f"write '{row_id}' for it")
    blank = [
        f"{column} ({either(words)})" if (words := _allowed(column)) else column
        for column in relation.filled
        if not row.get(column)
    ]
    if blank:
        steps.append(f"fill in {every(blank)}")
    remedy = "; ".join([first.remedy.removesuffix("."), *steps])
    columns = register.table.header or relation.columns
    line = joined(row.get(column, "") for column in columns)
    return replace(first, problem=problem, remedy=f"{remedy}:", row=line)


def valid_id(what: str, written: str) -> str:
    """What was written, where it may be an id; else an id of its words."""
    judge = judge_slug if what == "report" else judge_id
    if judge(written) is None:
        return written
    mark = "_" if what in ("indicator", "unit") else "-"
    return mark.join(words_of(written)) or "x"


def _places(uses: Sequence[Fault]) -> str:
    """The lines of each file in which an id is used."""
    lines: dict[tuple[str, str], list[int]] = {}
    for use in uses:
        numbers = lines.setdefault((use.file, use.counted), [])
        if use.line is not None and use.line not in numbers:
            numbers.append(use.line)
    listed = []
    for (file, counted), numbers in list(lines.items())[:MOST_FILES]:
        shown = ", ".join(map(str, numbers[:MOST_LINES]))
        more = f" and {len(numbers) - MOST_LINES} more" if len(numbers) > MOST_LINES else ""
        plural = "s" if len(numbers) > 1 else ""
        listed.append(f"on {counted}{plural} {shown}{more} of {file}")
    if len(lines) > MOST_FILES:
        listed.append(f"in {len(lines) - MOST_FILES} more files")
    return ", ".join(listed)


def _allowed(column: str) -> Sequence[str]:
    """The words that a column of a reference table takes; none where it is free."""
    words = vocabulary()
    return {
        "kind": words.kinds,
        "better": DIRECTIONS,
        "number_format": list(words.number_formats),
    }.get(column, ())


class _Hints:
    """What the figures show of the ids that they name."""

    def __init__(self, figures: Sequence[Table], reference: Reference) -> None:
        """Count the units in which the levels of each indicator are printed."""
        measures = vocabulary().measures
        self._reference = reference
        self._units: dict[str, Counter[str]] = defaultdict(Counter)
        self._indicators: dict[str, Counter[str]] = defaultdict(Counter)
        for table in figures:
            columns = [table.column(name) for name in ("measure", "indicator_id", "unit_id")]
            for measure, indicator, unit in zip(*columns, strict=True):
                if measure in measures and measures[measure].unit == "indicator":
                    self._units[indicator][unit] += 1
                    self._indicators[unit][indicator] += 1

    def known(self, what: str, row_id: str) -> dict[str, str]:
        """Values of the row to add: the unit of an indicator, the dimension of a unit."""
        if what == "indicator" and (units := self._units[row_id]):
            [(unit, _)] = units.most_common(1)
            return {"unit_id": unit if unit in self._reference.units.rows else ""}
        if what == "unit":
            for indicator, _ in self._indicators[row_id].most_common():
                usual = self._reference.unit_of(indicator)
                if dimension := self._reference.dimension(usual):
                    return {"dimension": dimension}
        return {}
