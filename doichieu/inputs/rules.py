"""How rules are laid against the rows of a table, a column at a time.

A rule judges values, not rows: one verdict serves every row that holds the same values, which
keeps half a million rows a matter of seconds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from doichieu.base.faults import Fault
from doichieu.inputs.tables import Table
from doichieu.inputs.words import Lexicon, Problem, shown


@dataclass(frozen=True)
class Rule:
    """One thing that must hold in every row.

    `judge` is given the values of `reads` (of `column` alone, if empty) and tells what is
    wrong; the fault is laid at `column`. A blank that is read alone is not judged: whether a
    column may be blank is said by `Relation.filled`.
    """

    column: str
    judge: Callable[..., Problem | None]
    reads: tuple[str, ...] = ()


def faults_of(table: Table, rules: Iterable[Rule]) -> Iterator[Fault]:
    """Every fault of a table's rows: blanks, breaches of the rules, keys that come twice."""
    yield from _blanks(table)
    for rule in rules:
        yield from _breaches(table, rule)
    yield from _repeated_keys(table)


def _blanks(table: Table) -> Iterator[Fault]:
    for name in table.relation.filled:
        values = table.column(name)
        if "" in values:
            for line, value in zip(table.lines, values, strict=True):
                if not value:
                    yield table.fault(line, name, "It is blank.", f"Write the {name}.")


def _breaches(table: Table, rule: Rule) -> Iterator[Fault]:
    columns = [table.column(name) for name in rule.reads or (rule.column,)]
    problems = {
        values: problem
        for values in dict.fromkeys(zip(*columns, strict=True))
        if values != ("",) and (problem := rule.judge(*values))
    }
    if not problems:
        return
    for line, values in zip(table.lines, zip(*columns, strict=True), strict=True):
        if problem := problems.get(values):
            yield table.fault(line, rule.column, *problem)


def _repeated_keys(table: Table) -> Iterator[Fault]:
    key = table.relation.key
    first_lines: dict[tuple[str, ...], int] = {}
    columns = [table.column(name) for name in key]
    for line, values in zip(table.lines, zip(*columns, strict=True), strict=True):
        first = first_lines.setdefault(values, line)
        if first != line and all(values):
            what = " with ".join(
                f"{name} {shown(value)}" for name, value in zip(key, values, strict=True)
            )
            yield table.fault(
                line,
                key[-1],
                f"{what} stands on line {first} already.",
                "Delete one of the two, or correct it.",
            )


class Register(Lexicon):
    """The rows of a reference table by their id; it judges the ids that others name.

    While its table has rows that could not be read, no id is called unknown.
    """

    def __init__(self, what: str, table: Table) -> None:
        """Take the ids from the first column; `what` is what a message calls one."""
        rows: dict[str, Mapping[str, str]] = {}
        for row in table.rows:
            # The first of two rows with one id; the second is a fault of its own.
            rows.setdefault(row[0], dict(zip(table.relation.columns, row, strict=True)))
        super().__init__(what, rows, home=table.file)
        self.rows = rows
        self.whole = table.whole

    def judge(self, value: str) -> Problem | None:
        """Tell what is wrong with an id that no row has."""
        return super().judge(value) if self.whole else None

    def value(self, row_id: str, column: str) -> str:
        """Look up one value; blank where there is no such row."""
        return self.rows[row_id][column] if row_id in self.rows else ""
