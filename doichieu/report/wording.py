"""Checks, repairs and corrections in words."""

from doichieu.base.formats import distance as apart
from doichieu.base.formats import factor, interval, readable
from doichieu.report.findings import Row
from doichieu.report.screen import cut

# Few names are longer; what is said of an indicator stands behind its name.
LONGEST_NAME = 100
QUANTITIES = {
    "level": "level",
    "plan_level": "printed plan",
    "prior_level": "printed level of the period compared with",
    "implied_plan": "implied plan",
    "implied_prior": "implied level of the period compared with",
    "completion": "share of the plan",
    "growth": "growth",
    "share": "share of its total",
    "contribution": "contribution to growth",
    "all": "all its figures and those linked to it by identities",
}


def heading(row: Row) -> str:
    """The subject of a check: report, period, indicator, quantity."""
    quantity = QUANTITIES.get(row["quantity"], row["quantity"])
    basis = f" ({row['basis']})" if row["basis"] else ""
    place = f"{row['report_id']}, {row['territory_id']} {row['period_id']}"
    return f"{place}: {named(row['name_en'], row['indicator_id'])}, {quantity}{basis}"


def finding(row: Row) -> str:
    """The two intervals of a check, and the relation that should hold between them."""
    if row["kind"] == "joint":
        return joint_finding(row)
    left = interval(row["left_lower"], row["left_upper"])
    right = interval(row["right_lower"], row["right_upper"])
    unit = row["unit"]
    sentences = {
        "sum": f"the total is {left} {unit}, its parts add up to {right}",
        "subset": f"the part is {left} {unit}, the total allows {right}",
        "range": f"the total, {left} {unit}, lies outside what its parts allow, {right}",
        "ratio": f"printed as {left} {unit}, but the other figures give {right}",
        "repeat": f"printed twice in one report: {left} {unit} and {right}",
        "points": f"it grew by {left} {unit}, the printed contributions add up to {right} points",
        "limit": f"{left} {unit} is outside the limit, {right}. {row['reason']}",
    }
    return sentences[row["kind"]]


UNSOLVED = {
    "too_large": "too many figures to check all at once; each identity is still checked alone",
    "out_of_memory": "memory does not suffice to check all its figures at once",
    "undecided": "the precision of doubles does not decide on all its figures at once",
}
"""Why a joint check has no verdict, by its `unsolved_reason`."""


def joint_finding(row: Row) -> str:
    """Why figures that identities link are inconsistent together, and the severity.

    Without a severity no rounding reconciles them: exact counts have none.
    """
    theta = row["severity"]
    times = "; no rounding errors, however large, would make them consistent"
    if theta is not None:
        times = f"; inconsistent unless rounding errors were {factor(theta)} times as large"
    return (
        "these figures cannot all be true as printed: rounding explains them neither as "
        "percentages of one true level for each indicator nor as percentages of the printed levels"
        f"{times}"
    )


def distance(row: Row) -> str:
    """The distance between the two intervals; of two figures that only touch, that they do."""
    if row["kind"] == "repeat":
        lower = max(row["left_lower"], row["right_lower"])
        upper = min(row["left_upper"], row["right_upper"])
        if lower - upper < row["gap"] / 2:
            return "They only touch."
    return f"They are {apart(row['gap'])} {row['gap_unit']} apart."


def figure_line(figure: Row) -> str:
    """One printed figure of a check."""
    qualifier = f" ({figure['qualifier']})" if figure["qualifier"] else ""
    return (
        f"figure {figure['figure_no']}: {named(figure['name_en'], figure['indicator_id'])}, "
        f"{figure['measure']}, {as_printed(figure)} {figure['unit']}{qualifier}"
    )


def named(name: str, indicator_id: str) -> str:
    """An indicator by its name, which may be cut, and its id."""
    return f"{cut(name, LONGEST_NAME)} ({indicator_id})"


def conflict_heading(figures: list[Row]) -> str:
    """The report of a conflict, and how many figures cannot all hold."""
    report_id, size = figures[0]["report_id"], figures[0]["size"]
    if size == 1:
        return f"{report_id}: this figure cannot hold"
    return f"{report_id}: these {size:,} figures cannot all hold"


def conflict_line(figure: Row) -> str:
    """One figure of a conflict: where it is printed, and what the others imply for it."""
    place = f", {placed(figure['place'])}" if figure["place"] else ""
    lower, upper = figure["implied_lower"], figure["implied_upper"]
    where = ", ".join(figure[key] for key in ("territory_id", "period_id"))
    line = f"{figure_line(figure)}, {where}{place}"
    if figure["size"] == 1:
        return line
    if lower is None and upper is None:
        return f"{line}; nothing follows for it from the others"
    return f"{line}; the others imply {interval(lower, upper)}"


def gone_line(row: Row) -> str:
    """A conflict that there is no more."""
    numbers = row["figure_nos"]
    if len(numbers) == 1:
        return f"{row['report_id']}: figure {numbers[0]}"
    return f"{row['report_id']}: figures {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def placed(place: str) -> str:
    """A place of a report: a paragraph by its number, or a cell."""
    return f"paragraph {place}" if place.isdigit() else f"cell {place}"


def as_printed(figure: Row) -> str:
    """The printed number, and the number that a correction puts in its place."""
    if figure["read_as"] == figure["printed"]:
        return f"printed {figure['printed']}"
    return f"printed {figure['printed']}, corrected to {figure['read_as']}"


def repair_line(row: Row) -> str:
    """One edit that would make its report consistent."""
    figure = named_figure(row["figure_no"], row["name_en"], row["indicator_id"], row["place"])
    if row["other_figure_no"] is not None:
        other = named_figure(
            row["other_figure_no"],
            row["other_name_en"],
            row["other_indicator_id"],
            row["other_place"],
        )
        return (
            f"{figure}: printed {row['printed']}, and {other}: printed {row['other_printed']}, "
            "exchanged"
        )
    other_measure = row["candidate_measure"] != row["measure"]
    measures = f", {row['candidate_measure']} for {row['measure']}" if other_measure else ""
    return f"{figure}: {row['candidate']} for {row['printed']}{measures} ({row['edit']})"


def named_figure(number: int, name: str, indicator_id: str, place: str) -> str:
    """A figure by number and indicator, with territory and period unless they are the report's."""
    figure = f"figure {number}, {named(name, indicator_id)}"
    return f"{figure}, {place}" if place else figure


def correction_line(row: Row) -> str:
    """A correction; an acknowledgement without a contradiction is marked."""
    line = f"{row['correction']}: {row['report_id']} figure {row['figure_no']}"
    if row["correction"] == "acknowledge" and row["check_status"] != "contradicted":
        return f"{line}, which no check contradicts"
    return line


def revision_line(row: Row) -> str:
    """One quantity in two reports."""
    return (
        f"{row['name_en']} {row['period_id']}, {row['quantity']}: "
        f"{interval(row['earlier_lower'], row['earlier_upper'])} in {row['earlier_report_id']}, "
        f"{interval(row['later_lower'], row['later_upper'])} in {row['later_report_id']} "
        f"({row['unit']})"
    )


def row_text(row: Row) -> str:
    """A row of any table: column names and values."""
    return ", ".join(f"{name} {text}" for name, text in readable(row).items() if text != "–")


def count(number: int, noun: str) -> str:
    """A count with its noun, singular or plural."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
