"""Apply rules to the rows of a table, one column at a time.

A rule judges each distinct value once, for all rows that contain it, so half a million rows take
seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from doichieu.base.faults import Fault
from doichieu.inputs.read_table import Table
from doichieu.inputs.spelling import Speller
from doichieu.inputs.spreadsheets import START_AGAIN, has_lost_letters, ungarbled
from doichieu.inputs.values import judge_day, judge_decimal, judge_whole_number
from doichieu.inputs.words import Problem, did_you_mean, judge_unseen, shown

# The beginnings of the columns that contain names.
NAMES = ("name_", "aliases", "title", "publisher", "author")

# What to do about a blank where the name of its column does not say it.
IF_BLANK = {
    "printed": "Type the number that the report prints, or leave the row out.",
    "expected_printed": "Type the number that the file of figures has.",
}

Judge = Callable[..., Problem | None]

# The rule for values that dbt casts to the type in the YAML of the column.
TYPES: Mapping[str, Judge] = {
    "integer": judge_whole_number,
    "double": judge_decimal,
    "date": judge_day,
}


@dataclass(frozen=True)
class Rule:
    """A condition that every row must satisfy.

    `judge` receives the values of `reads` (only of `column`, if empty) and returns the problem; the
    fault is shown at `column`. A single blank value is not judged: `Relation.filled` states which
    columns may be blank.
    """

    column: str
    judge: Judge
    reads: tuple[str, ...] = ()


class Register:
    """The rows of a reference table by their id; it judges the ids that other tables name.

    While its table has rows that could not be read, no id is called unknown.
    """

    def __init__(self, what: str, table: Table) -> None:
        """Take the ids from the first column; `what` is the noun for one of them in messages."""
        rows: dict[str, Mapping[str, str]] = {}
        for row in table.rows:
            # Keep the first of two rows with the same id; the second is reported elsewhere.
            rows.setdefault(row[0], dict(zip(table.relation.columns, row, strict=True)))
        self.what = what
        self.table = table
        self.rows = rows
        self._speller = Speller(
            rows, {row_id: _names(row) for row_id, row in rows.items()}, closed=False
        )

    @property
    def home(self) -> str:
        """The file in which a row can be added."""
        return self.table.file

    @property
    def complete(self) -> bool:
        """Whether every row of the table was read."""
        return self.table.complete

    def judge(self, value: str) -> Problem | None:
        """Report an id that no row has."""
        if value in self.rows or not self.complete:
            return None
        if problem := judge_unseen(self.what, value):
            return problem
        meant = self._speller.suggestions(value)
        if meant and self.has_name(value):
            remedy = f"{did_you_mean(meant)} Write the {self.table.relation.key[0]}, not the name."
        else:
            first = f"{did_you_mean(meant)} If not, add" if meant else "Correct it, or add"
            remedy = f"{first} it to {self.home}."
        return UnknownId(f"{self.what} {shown(value)} is not known.", remedy).named(
            self.what, value
        )

    def has_name(self, value: str) -> bool:
        """Whether a row has this name: such a row need not be added."""
        return bool(self._speller.named(value))

    def value(self, row_id: str, column: str) -> str:
        """Look up one value; blank where there is no such row."""
        return self.rows[row_id][column] if row_id in self.rows else ""


class UnknownId(Problem):
    """The problem of an id that no row of its reference table has; a fault of the whole input,
    reported once for all its uses."""

    unknown: tuple[str, str]

    def named(self, what: str, row_id: str) -> "UnknownId":
        """State the id, and the noun for what it identifies."""
        self.unknown = what, row_id
        return self


def _names(row: Mapping[str, str]) -> Iterator[str]:
    """The names of a row; aliases are divided by |."""
    for column, value in row.items():
        if column.startswith(("name_", "aliases")):
            yield from map(str.strip, value.split("|"))


def faults_of(table: Table, rules: Iterable[Rule]) -> Iterator[Fault]:
    """Every fault of a table's rows: blanks, wrong types, broken rules, repeated keys."""
    yield from _blanks(table)
    yield from _garbled(table)
    typed = [
        Rule(name, TYPES[kind]) for name, kind in table.relation.types.items() if kind in TYPES
    ]
    for rule in (*typed, *rules):
        yield from _breaches(table, rule)
    yield from _repeated_keys(table)


def _blanks(table: Table) -> Iterator[Fault]:
    for name in table.relation.filled:
        values = table.column(name)
        if "" in values:
            for line, value in zip(table.lines, values, strict=True):
                if not value:
                    remedy = IF_BLANK.get(name, f"Write the {name}.")
                    yield table.fault(line, name, "It is blank.", remedy)


def _garbled(table: Table) -> Iterator[Fault]:
    """One fault for all letters of a file that were read or saved in another encoding."""
    found: list[tuple[int, str, str]] = []
    for name in table.relation.columns:
        values = table.column(name)
        is_name = name.startswith(NAMES)
        wrong: dict[str, str] = {}
        for value in set(values):
            if letters := ungarbled(value):
                wrong[value] = f"Letters are garbled: {shown(value)} says {shown(letters)}"
            elif is_name and has_lost_letters(value):
                wrong[value] = f"Letters are lost: {shown(value)}"
        rows = zip(table.lines, values, strict=True) if wrong else ()
        found += [(line, name, wrong[value]) for line, value in rows if value in wrong]
    if found:
        line, name, problem = min(found)
        number = f" ({len(found)} such values in this file)" if len(found) > 1 else ""
        yield table.fault(line, name, f"{problem}{number}.", START_AGAIN)


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
            fault = table.fault(line, rule.column, *problem)
            is_unknown = isinstance(problem, UnknownId)
            yield replace(fault, unknown=problem.unknown) if is_unknown else fault


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
                f"{what} is on {table.at(first)} already.",
                "Delete one of the two, or correct it.",
            )


def cycle_faults(
    table: Table, column: str, next_column: str, *, self_too: bool = True
) -> Iterator[Fault]:
    """A fault for each cycle of rows that refer from `column` to `next_column`.

    Without `self_too`, another rule reports a row that refers to itself.
    """
    graph = defaultdict(list)
    lines: dict[tuple[str, str], int] = {}
    rows = zip(table.lines, table.column(column), table.column(next_column), strict=True)
    for line, node, following in rows:
        if following and (self_too or node != following):
            graph[node].append(following)
            lines.setdefault((node, following), line)
    for cycle in _cycles(graph):
        yield table.fault(
            lines[cycle[-1], cycle[0]],
            next_column,
            f"It leads in a circle: {' → '.join([*cycle, cycle[0]])}.",
            "Break it in one place.",
        )


def _cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Find cycles, each as the list of its nodes in order; none only if there are none.

    Not every cycle is listed, but breaking those that are listed breaks all.
    """
    done: set[str] = set()
    for start in graph:
        # A depth-first walk with its own stack: a long chain must not end in a recursion error.
        path: list[str] = []
        place: dict[str, int] = {}
        stack = [(start, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                path.pop()
                del place[node]
                done.add(node)
            elif node in place:
                yield path[place[node] :]
            elif node not in done:
                place[node] = len(path)
                path.append(node)
                stack.append((node, True))
                stack.extend((child, False) for child in graph.get(node, ()))
