"""Plots of the results, as SVG."""

from pathlib import Path
from typing import Any

import altair as alt

from benchmarks.wording import CHECKS, CONTESTANTS, PRACTICES, ROUNDINGS, WAYS

BLUE, ORANGE, GREY, LIGHT = "#1f5a85", "#c8702a", "#7a7a7a", "#b9c6d0"
CONTEST_COLOURS = (GREY, "#4c9a5b", ORANGE, "#8a6fb0", "#6fa8d6", BLUE)
MOST_TABLES = 12


def honest_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """The share of honest groups that are suspected, by practice and rounding."""
    rows = [
        {
            "practice": PRACTICES[row["practice"]],
            "rounding": ROUNDINGS[row["rounding"]],
            "share": row["suspect"] / row["groups"],
        }
        for row in result["by_office"]
        if row["groups"]
    ]
    return (
        alt.Chart(alt.Data(values=rows), width=420, height=alt.Step(14))
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title="honest groups called suspect", axis=alt.Axis(format=".0%")),
            y=alt.Y(
                "practice:N",
                title=None,
                sort=list(PRACTICES.values()),
                axis=alt.Axis(labelLimit=260),
                scale=alt.Scale(paddingInner=0.25),
            ),
            yOffset=alt.YOffset("rounding:N", sort=list(ROUNDINGS.values())),
            color=colours("rounding", list(ROUNDINGS.values()), [BLUE, LIGHT, ORANGE]),
        )
    )


def misprints_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """The share of misprints that each method finds, by kind of edit."""
    rows = [
        {
            "operator": row["operator"],
            "check": words,
            "share": row[column] / row["judged"],
        }
        for row in result["by_operator"]
        for column, words in CHECKS.items()
        if row["judged"]
    ]
    return (
        alt.Chart(alt.Data(values=rows), width=420, height=alt.Step(9))
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title="misprints found", axis=alt.Axis(format=".0%")),
            y=alt.Y(
                "operator:N",
                title=None,
                sort=[row["operator"] for row in result["by_operator"]],
                scale=alt.Scale(paddingInner=0.25),
            ),
            yOffset=alt.YOffset("check:N", sort=list(CHECKS.values())),
            color=colours("check", list(CHECKS.values()), [BLUE, ORANGE, LIGHT, GREY]),
        )
    )


def scale_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """Seconds and memory of the models by number of groups."""
    return cost_plot(result["sizes"], "groups")


def whole_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """Seconds and memory of the complete command by number of figures."""
    return cost_plot([size for size in result["sizes"] if "seconds" in size], "figures")


def cost_plot(sizes: list[dict[str, Any]], counted: str) -> alt.TopLevelMixin:
    """Seconds and memory by size, on logarithmic axes."""
    rows = [
        {counted: size[counted], "seconds": size["seconds"], "peak_mib": size["peak_mib"]}
        for size in sizes
    ]
    base = alt.Chart(alt.Data(values=rows), width=260, height=220).encode(
        x=alt.X(f"{counted}:Q", scale=alt.Scale(type="log"), axis=alt.Axis(format="~s"))
    )
    return seconds_and_memory(base, color=BLUE)


def seconds_and_memory(base: alt.Chart, **line: str) -> alt.TopLevelMixin:
    """Seconds and peak memory side by side, on logarithmic axes."""
    axis = {"scale": alt.Scale(type="log"), "axis": alt.Axis(format="~s")}
    return alt.hconcat(
        *(
            base.mark_line(point=True, **line).encode(y=alt.Y(f"{column}:Q", title=title, **axis))
            for column, title in (("seconds", "seconds"), ("peak_mib", "peak of memory, MiB"))
        )
    )


def tables_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """The seconds of each table at the largest size."""
    steps = sorted(result["sizes"][-1]["steps"], key=lambda step: -step["seconds"])
    rows = [
        {"table": step["table"].partition(".")[2], "seconds": step["seconds"]}
        for step in steps[:MOST_TABLES]
    ]
    return (
        alt.Chart(alt.Data(values=rows), width=420, height=alt.Step(18))
        .mark_bar(color=BLUE)
        .encode(
            x=alt.X("seconds:Q"),
            y=alt.Y("table:N", title=None, sort="-x", axis=alt.Axis(labelLimit=220)),
        )
    )


def run_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """The median of each method, and the spread of the rounds."""
    medians = [
        {"way": words.replace("`", ""), "seconds": result["ways"][way]["seconds"]["median"]}
        for way, words in WAYS.items()
    ]
    spans = [
        {"way": words.replace("`", ""), **result["ways"][way]["seconds"]}
        for way, words in WAYS.items()
    ]
    y = alt.Y(
        "way:N",
        title=None,
        sort=[row["way"] for row in medians],
        axis=alt.Axis(labelLimit=260),
    )
    bars = (
        alt.Chart(alt.Data(values=medians), width=420, height=alt.Step(18))
        .mark_bar(color=BLUE)
        .encode(x=alt.X("seconds:Q", title="seconds, median; the line from least to most"), y=y)
    )
    lines = (
        alt.Chart(alt.Data(values=spans))
        .mark_rule(color=ORANGE, strokeWidth=2)
        .encode(x="min:Q", x2="max:Q", y=y)
    )
    return bars + lines


def rivals_plot(result: dict[str, Any]) -> alt.TopLevelMixin:
    """Seconds and memory of each contender by number of figures, on logarithmic axes."""
    rows = [
        {
            "contender": CONTESTANTS[one["name"]],
            "figures": size["figures"],
            "seconds": one["median"],
            "peak_mib": one["peak_mib"],
        }
        for size in result["sizes"]
        for one in size["contenders"]
        if "median" in one
    ]
    names = [words for words in CONTESTANTS.values() if words in {row["contender"] for row in rows}]
    colour = colours("contender", names, [*CONTEST_COLOURS[: len(names)]], columns=2)
    base = alt.Chart(alt.Data(values=rows), width=260, height=260).encode(
        x=alt.X("figures:Q", scale=alt.Scale(type="log"), axis=alt.Axis(format="~s")),
        color=colour,
    )
    return seconds_and_memory(base)


def colours(field: str, names: list[str], values: list[str], columns: int = 0) -> alt.Color:
    """A colour for each name, in their order; the legend in one line, or in `columns` columns."""
    return alt.Color(
        f"{field}:N",
        title=None,
        sort=names,
        scale=alt.Scale(domain=names, range=values),
        legend=alt.Legend(orient="bottom", labelLimit=360, columns=columns),
    )


def save(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a plot on a white background."""
    chart.properties(background="white").save(path)
