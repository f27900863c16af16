"""The rules for the reference tables, and the registers that the rules for figures use."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from doichieu.base.faults import Fault
from doichieu.base.vocabulary import NumberFormat, vocabulary
from doichieu.inputs import values
from doichieu.inputs.periods import calendar_day, first_and_last_day, judge_period
from doichieu.inputs.read_table import Table
from doichieu.inputs.rules import Judge, Register, Rule, cycle_faults, faults_of
from doichieu.inputs.words import Lexicon, Problem, shown

ANY_INDICATOR = "*"
TOTAL_AND_PART = ("total_indicator_id", "part_indicator_id")

RELATIONS = ("sum", "subset")
DIRECTIONS = ("higher", "lower", "neither")
SEVERITIES = ("critical", "warning")


@dataclass(frozen=True)
class Reference:
    """The rows of the reference tables by id."""

    reports: Register
    indicators: Register
    units: Register
    territories: Register
    later: Mapping[str, list[str]]
    earlier: Mapping[str, list[str]]

    @property
    def registers(self) -> Mapping[str, Register]:
        """The registers by the noun for what they contain."""
        all_of_them = (self.reports, self.indicators, self.units, self.territories)
        return {register.what: register for register in all_of_them}

    def dimension(self, unit_id: str) -> str:
        """The dimension of a unit; blank if the unit is unknown."""
        return self.units.value(unit_id, "dimension")

    def unit_of(self, indicator_id: str) -> str:
        """The unit of an indicator; blank if it is unknown."""
        return self.indicators.value(indicator_id, "unit_id")

    def number_format(self, report_id: str, own: str = "") -> NumberFormat | None:
        """The number format of a figure: its own, or that of its report; None if unknown."""
        name = own or self.reports.value(report_id, "number_format")
        return vocabulary().number_formats.get(name)

    def judge_lifetime(self, territory_id: str, period_id: str) -> Problem | None:
        """Report a territory that did not exist in a period; None if either is unknown."""
        days = first_and_last_day(period_id)
        if days is None or territory_id not in self.territories.rows:
            return None
        first, last = days
        begin, end = self._lifetime(territory_id)
        if end and end < first:
            return Problem(
                f"Territory '{territory_id}' ended on {end}, before {period_id} began.",
                self._instead(territory_id, self.later, first, last),
            )
        if begin and begin > last:
            return Problem(
                f"Territory '{territory_id}' begins on {begin}, after {period_id} ended.",
                self._instead(territory_id, self.earlier, first, last),
            )
        return None

    def _lifetime(self, territory_id: str) -> tuple[date | None, date | None]:
        """The first and last day of a territory; None where it is open."""
        row = self.territories.rows[territory_id]
        return calendar_day(row["valid_from"]), calendar_day(row["valid_to"])

    def _instead(
        self, territory_id: str, next_to: Mapping[str, list[str]], first: date, last: date
    ) -> str:
        """What to write: the territories of the same ground that existed between two days."""
        found: list[str] = []
        seen = {territory_id}
        waiting = list(next_to.get(territory_id, []))
        while waiting:
            other = waiting.pop(0)
            if other in seen or other not in self.territories.rows:
                continue
            seen.add(other)
            begin, end = self._lifetime(other)
            if (end and end < first) or (begin and begin > last):
                waiting.extend(next_to.get(other, []))
            else:
                found.append(other)
        if not found:
            return f"Add a row for the territory of that time to {self.territories.home}."
        if len(found) == 1:
            return f"Write {found[0]}."
        return f"Write the one of the report: {', '.join(found[:-1])} or {found[-1]}."


def reference_of(tables: Mapping[str, Table]) -> Reference:
    """Build the registers from the reference tables, even from incomplete ones."""
    territories = Register("territory", tables["territories"])
    later, earlier = defaultdict(list), defaultdict(list)
    for territory_id, row in territories.rows.items():
        for before, after in (
            (territory_id, row["successor_id"]),
            (row["predecessor_id"], territory_id),
        ):
            if before and after:
                later[before].append(after)
                earlier[after].append(before)
    return Reference(
        reports=Register("report", tables["reports"]),
        indicators=Register("indicator", tables["indicators"]),
        units=Register("unit", tables["units"]),
        territories=territories,
        later=later,
        earlier=earlier,
    )


def reference_faults(tables: Mapping[str, Table], reference: Reference) -> Iterator[Fault]:
    """Every fault in the values of the reference tables, corrections apart."""
    for name, rules in _rules(reference).items():
        yield from faults_of(tables[name], rules)
    yield from _identity_faults(tables["identities"], reference)
    yield from cycle_faults(tables["identities"], *TOTAL_AND_PART, self_too=False)
    yield from cycle_faults(tables["territories"], "territory_id", "parent_id")
    yield from cycle_faults(tables["territories"], "territory_id", "successor_id")
    yield from cycle_faults(tables["territories"], "territory_id", "predecessor_id")


def _rules(reference: Reference) -> dict[str, list[Rule]]:
    words = vocabulary()
    indicators, units = reference.indicators.judge, reference.units.judge
    territories = reference.territories.judge
    return {
        "reports": [
            Rule("report_id", values.judge_slug),
            Rule("published", values.judge_partial_day),
            Rule("territory_id", territories),
            Rule("territory_id", reference.judge_lifetime, ("territory_id", "period_id")),
            Rule("period_id", judge_period),
            Rule("number_format", Lexicon("number_format", words.number_formats).judge),
            Rule("text_sha256", values.judge_sha256),
        ],
        "indicators": [
            Rule("indicator_id", values.judge_id),
            Rule("unit_id", units),
            Rule("kind", Lexicon("kind", words.kinds).judge),
            Rule("better", Lexicon("better", DIRECTIONS).judge),
        ],
        "identities": [
            Rule("identity_id", values.judge_id),
            Rule("relation", Lexicon("relation", RELATIONS).judge),
            Rule("total_indicator_id", indicators),
            Rule("part_indicator_id", indicators),
            Rule("part_indicator_id", _judge_parts(reference), TOTAL_AND_PART),
            Rule("coefficient", _judge_coefficient, ("relation", "coefficient")),
            Rule("report_id", reference.reports.judge),
        ],
        "units": [
            Rule("unit_id", values.judge_id),
            Rule("factor", _judge_factor),
        ],
        "territories": [
            Rule("territory_id", values.judge_id),
            Rule("parent_id", territories),
            Rule("valid_to", _judge_days, ("valid_from", "valid_to")),
            Rule("successor_id", territories),
            Rule("predecessor_id", territories),
            Rule("level_from", _judge_level_change, ("former_level", "level_from")),
            Rule("level_from", _judge_days_of_level, ("level_from", "valid_from", "valid_to")),
        ],
        "limits": [
            Rule("indicator_id", _or_any(indicators)),
            Rule("measure", Lexicon("measure", words.measures).judge),
            Rule("upper", _judge_bounds, ("lower", "upper")),
            Rule("severity", Lexicon("severity", SEVERITIES).judge),
        ],
    }


def _or_any(judge: Judge) -> Judge:
    return lambda value: None if value == ANY_INDICATOR else judge(value)


def _judge_parts(reference: Reference) -> Judge:
    def judge(total: str, part: str) -> Problem | None:
        if total == part:
            return Problem(f"{shown(part)} is both total and part.", "Name another part.")
        total_unit, part_unit = reference.unit_of(total), reference.unit_of(part)
        dimensions = reference.dimension(total_unit), reference.dimension(part_unit)
        if all(dimensions) and len(set(dimensions)) > 1:
            return Problem(
                f"{shown(part)} is measured in {part_unit}, its total {shown(total)} in "
                f"{total_unit}.",
                "Parts and total need units of one dimension.",
            )
        return None

    return judge


def _judge_coefficient(relation: str, coefficient: str) -> Problem | None:
    number = values.decimal_of(coefficient)
    if number is None:
        return None
    if number == 0:
        return Problem("A coefficient of 0 leaves the part out.", "Delete the row, or correct it.")
    if relation == "subset" and number != 1:
        return Problem(f"A subset has no coefficient such as {shown(coefficient)}.", "Write 1.")
    return None


def _judge_factor(factor: str) -> Problem | None:
    number = values.decimal_of(factor)
    if number is None or number > 0:
        return None
    return Problem(f"A unit cannot have the factor {shown(factor)}.", "Write a positive number.")


def _judge_days(valid_from: str, valid_to: str) -> Problem | None:
    if not valid_from or not valid_to or values.judge_day(valid_from) or values.judge_day(valid_to):
        return None
    if valid_from <= valid_to:
        return None
    return Problem(f"It ends on {valid_to}, before it begins on {valid_from}.", "Correct one.")


def _judge_level_change(former_level: str, level_from: str) -> Problem | None:
    if bool(former_level) == bool(level_from):
        return None
    return Problem(
        "Of former_level and level_from, only one is given.",
        "Write the level until then and the first day of the last one, or leave both blank.",
    )


def _judge_days_of_level(level_from: str, valid_from: str, valid_to: str) -> Problem | None:
    if any(values.judge_day(day) for day in (level_from, valid_from, valid_to) if day):
        return None
    if level_from and valid_from and level_from <= valid_from:
        return Problem(
            f"The level changes on {level_from}, but the territory only begins on {valid_from}.",
            "Correct one; a territory that began with its level has no former_level.",
        )
    if level_from and valid_to and level_from > valid_to:
        return Problem(
            f"The level changes on {level_from}, but the territory ended on {valid_to}.",
            "Correct one.",
        )
    return None


def _judge_bounds(lower: str, upper: str) -> Problem | None:
    if not lower and not upper:
        return Problem("Neither lower nor upper is given.", "Write one of them, or both.")
    least, most = values.decimal_of(lower), values.decimal_of(upper)
    if least is None or most is None or least <= most:
        return None
    return Problem(f"The upper limit {upper} is below the lower, {lower}.", "Correct one.")


def _identity_faults(table: Table, reference: Reference) -> Iterator[Fault]:
    """Report rows of an identity that differ in a column other than part and coefficient."""
    judges = {
        "relation": Lexicon("relation", RELATIONS).judge,
        "total_indicator_id": reference.indicators.judge,
        "report_id": lambda value: reference.reports.judge(value) if value else None,
    }
    identities = table.column("identity_id")
    for column, judge in judges.items():
        first: dict[str, tuple[str, int]] = {}
        rows = zip(table.lines, identities, table.column(column), strict=True)
        for line, identity, value in rows:
            # An unknown value is already reported: one fault is enough.
            if judge(value) is not None:
                continue
            agreed, first_line = first.setdefault(identity, (value, line))
            if value != agreed:
                yield table.fault(
                    line,
                    column,
                    f"Identity {shown(identity)} has {column} {shown(value)} here and "
                    f"{shown(agreed)} on {table.at(first_line)}.",
                    "Write the same in both, or give one of the two another identity_id.",
                )
