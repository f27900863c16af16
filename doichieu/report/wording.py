"""Checks told in words: what was printed, what the others imply, by how much."""

from doichieu.base.formats import distance as apart
from doichieu.base.formats import factor, interval
from doichieu.report.findings import Row

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
    "all": "all its figures and those bound to it",
}


def heading(row: Row) -> str:
    """Where a check stands: report, period, indicator, quantity."""
    quantity = QUANTITIES.get(row["quantity"], row["quantity"])
    basis = f" ({row['basis']})" if row["basis"] else ""
    place = f"{row['report_id']}, {row['territory_id']} {row['period_id']}"
    return f"{place}: {row['name_en']} ({row['indicator_id']}), {quantity}{basis}"


def finding(row: Row) -> str:
    """The two intervals of a check and what they should have been to each other."""
    if row["kind"] == "joint":
        return joint_finding(row)
    left = interval(row["left_lower"], row["left_upper"])
    right = interval(row["right_lower"], row["right_upper"])
    unit = row["unit"]
    sentences = {
        "sum": f"the total stands for {left} {unit}, its parts add up to {right}",
        "subset": f"the part stands for {left} {unit}, the total leaves it {right}",
        "range": f"the total's {left} {unit} lies outside its parts' {right}",
        "ratio": f"printed as {left} {unit}, but the printed levels give {right}",
        "repeat": f"printed twice in one report: once {left} {unit}, once {right}",
        "points": f"it grew by {left} {unit}, the printed contributions add up to {right} points",
        "limit": f"{left} {unit} is outside the limit, {right}. {row['reason']}",
    }
    return sentences[row["kind"]]


def joint_finding(row: Row) -> str:
    """What no check by itself can tell."""
    how_far = row["severity"]
    grown = f"; all would have to reach {factor(how_far)} times as far" if how_far else ""
    return (
        "these figures cannot all be true at once as printed: neither one level behind each "
        "indicator nor, where levels are printed, percentages of those explain them by "
        f"rounding{grown}"
    )


def distance(row: Row) -> str:
    """By how much the intervals miss each other."""
    return f"They are {apart(row['gap'])} {row['gap_unit']} apart."


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


def repair_line(row: Row) -> str:
    """One single edit that would make a report hold together."""
    figure = named_figure(row["figure_no"], row["name_en"], row["indicator_id"], row["place"])
    if row["other_figure_no"] is not None:
        other = named_figure(
            row["other_figure_no"],
            row["other_name_en"],
            row["other_indicator_id"],
            row["other_place"],
        )
        return (
            f"{row['report_id']} {figure}: printed {row['printed']}, and {other}: "
            f"printed {row['other_printed']}, in each other's place"
        )
    turned = row["candidate_measure"] != row["measure"]
    word = f", {row['candidate_measure']} for {row['measure']}" if turned else ""
    return (
        f"{row['report_id']} {figure}: {row['candidate']} for {row['printed']}{word} "
        f"({row['edit']})"
    )


def named_figure(number: int, name: str, indicator_id: str, place: str) -> str:
    """A figure by its number and indicator, and by its place where that is not its report's."""
    told = f"figure {number}, {name} ({indicator_id})"
    return f"{told}, {place}" if place else told


def correction_line(row: Row) -> str:
    """A correction that was declared, and whether one that keeps a contradiction keeps any."""
    told = f"{row['correction']}: {row['report_id']} figure {row['figure_no']}"
    if row["correction"] == "acknowledge" and row["check_status"] != "contradicted":
        return f"{told}, which no check contradicts"
    return told
