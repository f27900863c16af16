"""Checks told in words: what was printed, what the others imply, by how much."""

from collections.abc import Callable

from doichieu.findings import Check, Row
from doichieu.formats import decimals_for, interval, outward, plain
from doichieu.likely import likely_prints
from doichieu.vocabulary import vocabulary

QUANTITIES = {
    "level": "level",
    "plan_level": "printed plan",
    "prior_level": "printed level of last year",
    "implied_plan": "implied plan",
    "implied_prior": "implied level of the period compared with",
    "completion": "share of the plan",
    "growth": "growth",
    "share": "share of its total",
    "contribution": "contribution to growth",
}


def heading(row: Row) -> str:
    """Where a check stands: report, period, indicator, quantity."""
    quantity = QUANTITIES.get(row["quantity"], row["quantity"])
    basis = f" ({row['basis']})" if row["basis"] else ""
    place = f"{row['report_id']}, {row['territory_id']} {row['period_id']}"
    return f"{place}: {row['name_en']} ({row['indicator_id']}), {quantity}{basis}"


def finding(row: Row) -> str:
    """The two intervals of a check and what they should have been to each other."""
    left = interval(row["left_lower"], row["left_upper"])
    right = interval(row["right_lower"], row["right_upper"])
    unit = row["unit"]
    sentences = {
        "sum": f"the total stands for {left} {unit}, its parts add up to {right}",
        "subset": f"the part stands for {left} {unit}, the total leaves it {right}",
        "hull": f"the total's {left} {unit} lies outside its parts' {right}",
        "ratio": f"printed as {left} {unit}, but the printed levels give {right}",
        "repeat": f"printed twice in one report: once {left} {unit}, once {right}",
        "points": f"it grew by {left} {unit}, the printed contributions add up to {right} points",
        "limit": f"{left} {unit} is outside the limit, {right}. {row['reason']}",
    }
    return sentences[row["kind"]]


def distance(row: Row) -> str:
    """By how much the intervals miss each other."""
    decimals = decimals_for(0, row["gap"]) + 2
    return f"They are {plain(outward(row['gap'], decimals, False), decimals)} apart."


def figure_line(figure: Row) -> str:
    """One printed figure of a check."""
    qualifier = f" ({figure['qualifier']})" if figure["qualifier"] else ""
    return (
        f"figure {figure['figure_no']}: {figure['name_en']} ({figure['indicator_id']}), "
        f"{figure['measure']}, {as_printed(figure)} {figure['unit']}{qualifier}"
    )


def as_printed(figure: Row) -> str:
    """What was printed and, where a correction reads it otherwise, as what it is read."""
    if figure["read_as"] == figure["printed"]:
        return f"printed {figure['printed']}"
    return f"printed {figure['printed']}, corrected to {figure['read_as']}"


def reader(number_format: str) -> Callable[[str], float | None]:
    """How a print of one number format is read, None where it is no number of it."""
    words = vocabulary().number_formats[number_format]

    def read(printed: str) -> float | None:
        if not words.pattern.fullmatch(printed):
            return None
        plain = printed.replace(words.group, "").replace(words.decimal, ".").replace("−", "-")
        return float(plain)

    return read


def likely_line(figure: Row) -> str | None:
    """What a contradicted figure likely was, where all the others agree on it."""
    lower, upper = figure["protection_lower"], figure["protection_upper"]
    if lower is None or upper is None or lower <= figure["value"] <= upper:
        return None
    line = (
        f"Likely figure {figure['figure_no']}, {figure['name_en']}: {as_printed(figure)}, "
        f"where the others leave {interval(lower, upper)} {figure['unit']}"
    )
    candidates = likely_prints(figure["read_as"], reader(figure["number_format"]), lower, upper)
    if candidates:
        print_, slip = candidates[0]
        line += f"; {slip} gives {print_}"
    return line + "."


def figure_keys(check: Check) -> set[tuple[str, int]]:
    """The figures of a check, by report and number."""
    return {(figure["report_id"], figure["figure_no"]) for figure in check.figures}


def entangled(checks: list[Check]) -> list[list[Check]]:
    """Checks in groups that have no figure in common with one another."""
    groups: list[list[Check]] = []
    for check in checks:
        touching = [g for g in groups if any(figure_keys(check) & figure_keys(one) for one in g)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(one for group in touching for one in group), check])
    return groups


def likely_lines(checks: list[Check]) -> list[str]:
    """The figures that alone may be behind contradictions.

    One slip explains a group of entangled contradictions only if it is in each of them.
    """
    lines = []
    for group in entangled(checks):
        common = set.intersection(*map(figure_keys, group))
        lines += [
            line
            for figure in group[0].figures
            if (figure["report_id"], figure["figure_no"]) in common
            and (line := likely_line(figure)) is not None
        ]
    return lines
