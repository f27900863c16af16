"""The results as a page: docs/benchmarks/README.md and its plots, from the JSON files only."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from altair import TopLevelMixin

from benchmarks import results
from benchmarks.plots import (
    honest_plot,
    misprints_plot,
    rivals_plot,
    run_plot,
    save,
    scale_plot,
    tables_plot,
    whole_plot,
)
from benchmarks.rivals import DUCKDB_MEMORY
from benchmarks.wording import CHECKS, CONTESTANTS, PRACTICES, ROUNDINGS, SHAPES, WAYS

TABLES_SHOWN = 10
MEASURED_OF_WHOLE = ("peak_mib", "release_mib", "findable", "found", "false_alarms")


def run(folder: Path, docs: Path) -> int:
    """Write page and plots of the results that exist; return 1 if there are none."""
    docs.mkdir(parents=True, exist_ok=True)
    sections: list[str] = []
    for name, (section, plots) in PARTS.items():
        result = results.read(folder, name)
        if result is None:
            print(f"no result of {name}: python orchestrate.py bench {name}")
            continue
        sections.append("\n".join(section(result)))
        for plot_name, plot in plots.items():
            save(plot(result), docs / f"{plot_name}.svg")
    if not sections:
        return 1
    page = docs / "README.md"
    page.write_text("\n\n".join([INTRODUCTION, *sections]) + "\n", encoding="utf-8")
    print(f"written: {page}")
    return 0


INTRODUCTION = """\
# Benchmarks

Everything on this page is written by `python orchestrate.py bench report` from
`benchmarks/results/*.json`, which the commands below write. They measure; no test asserts a time.
But for `run`, `whole` and `rivals`, what is measured are the models, each run on DuckDB as dbt
compiles it. The inputs of `honest` and `scale` are written in the form in which a run hands them
to dbt: the reading that checks every row is no part of it, nor are dbt's own seconds, audit and
site."""


def ran_on(result: dict[str, Any]) -> str:
    """The machine, for the last line of a section."""
    machine, settings = result["machine"], result.get("duckdb_settings")
    # The sections of runs and rivals list their own versions.
    of_models = (
        f" ({settings['threads']} threads, memory limit {settings['memory_limit']})"
        if settings
        else ""
    )
    return (
        f"{result['date']}, {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}, "
        f"DuckDB {machine['duckdb']}{of_models}, HiGHS {machine['highspy']}."
    )


def measured_on(result: dict[str, Any]) -> str:
    """The dates and the commits at which the sizes were measured."""
    commits = sorted({(size["date"], size["commit"]) for size in result["sizes"]})
    return f"Measured on {', '.join(f'{date} ({commit})' for date, commit in commits)}."


def bounded(result: dict[str, Any]) -> str:
    """How complete commands were measured, for the last line of a section."""
    bounds = result["bounds"]
    return (
        "Memory is that of all its processes, sampled. A run is stopped after "
        f"{bounds['minutes']:g} minutes or at {bounds['gib']:g} GiB. {ran_on(result)}"
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A Markdown table; all columns except the first are numbers."""
    columns = list(columns)
    return [
        f"| {' | '.join(columns)} |",
        "|---|" + "---:|" * (len(columns) - 1),
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
    ]


def percent(part: int, whole: int) -> str:
    """A share in percent, to one decimal."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


# ----- honest ------------------------------------------------------------------------------


def honest_section(result: dict[str, Any]) -> Iterator[str]:
    """How often honest offices are suspected."""
    yield "## Honest offices: `python orchestrate.py bench honest`"
    yield ""
    yield (
        f"{result['groups']:,} groups of figures, printed by offices that make no mistake, through "
        f"all checks but the limits. **Contradicted: {result['contradicted']:,}.** A single one "
        "fails the command. Suspected are offices that do not round half up or half to even, "
        "or that divide what they did not print by what they rounded. Levels are of 1 to a "
        "thousand million with up to three decimals; all values are drawn in whole fortieths of "
        "the last printed place, so that no tie of a rounding is decided by a double."
    )
    yield ""
    yield "![Suspected shares](honest.svg)"
    yield ""
    yield from table(
        ("percentages from", "rounding", "groups", "suspect", "share", "contradicted"),
        (
            (
                PRACTICES[row["practice"]],
                ROUNDINGS[row["rounding"]],
                f"{row['groups']:,}",
                f"{row['suspect']:,}",
                percent(row["suspect"], row["groups"]),
                f"{row['contradicted']:,}",
            )
            for row in result["by_office"]
        ),
    )
    yield ""
    yield from table(
        ("shape", "groups", "checked", "suspect", "share", "contradicted"),
        (
            (
                SHAPES[row["shape"]],
                f"{row['groups']:,}",
                f"{row['checked']:,}",
                f"{row['suspect']:,}",
                percent(row["suspect"], row["groups"]),
                f"{row['contradicted']:,}",
            )
            for row in result["by_shape"]
        ),
    )
    yield ""
    yield f"The models took {result['seconds']:,.0f} s. {ran_on(result)}"


# ----- misprints ---------------------------------------------------------------------------


def misprints_section(result: dict[str, Any]) -> Iterator[str]:
    """The edits that are found."""
    total = result["in_all"]
    yield "## Misprints: `python orchestrate.py bench misprints`"
    yield ""
    yield (
        f"Every single edit in the {result['figures']} figures of the shipped report makes "
        f"{total['edits']:,} other reports: {total['refused']:,} hold no number and are refused "
        f"when they are read, {total['same']:,} print the same value, "
        f"{total['judged']:,} are judged, "
        f"{total['guarded']:,} of these by an edit in a figure that another one checks. "
        f"**Impossible** are {total['flaggable']:,}, by an oracle in exact fractions: no true "
        "table could have been printed so, neither by an office that works from true values nor "
        "by one that works from printed ones; or one quantity is printed twice and differently. "
        f"**Flagged: {total['flagged']:,}; missed: {total['missed']:,}; flagged though possible: "
        f"{total['false_alarms']:,}.** Anything but zero in the last two fails the command."
    )
    yield ""
    yield "![Found shares](misprints.svg)"
    yield ""
    names = [words for column, words in CHECKS.items() if column != "flagged"]
    yield from table(
        ("edit", "judged", "impossible", "flagged", "contradicted", *names, "odd by a limit alone"),
        (
            (
                row.get("operator", "in all, each report once"),
                *(
                    f"{row[column]:,}"
                    for column in (
                        "judged",
                        "flaggable",
                        "flagged",
                        "blocked",
                        *(column for column in CHECKS if column != "flagged"),
                        "beyond_limit_only",
                    )
                ),
            )
            for row in [*result["by_operator"], total]
        ),
    )
    yield ""
    yield (
        "A contradiction blocks a release; what is only suspect is shown. The three rivals take "
        "every print for exact: the identities on levels, implied plans and implied priors within "
        "1 % and within 5 % of the total, and the sums of levels alone. "
        f"Of what they object to, {total['tolerance_1_pct_possible']:,}, "
        f"{total['tolerance_5_pct_possible']:,} and {total['levels_add_up_possible']:,} reports "
        "are ones that an honest office could have printed."
    )
    yield from repairs(result)
    yield ""
    yield f"The models took {result['seconds']:,.0f} s. {ran_on(result)}"


def repairs(result: dict[str, Any]) -> Iterator[str]:
    """How often the true figure is among the candidates for repair."""
    yield ""
    yield "How often the true figure is among `marts.repair_candidates`, and at which rank:"
    yield ""
    yield from table(
        ("edit", "flagged", "true figure listed", "ranked first", "among the first three"),
        (
            (
                row["operator"],
                f"{row['flagged']:,}",
                f"{row['listed']:,}",
                f"{row['first']:,}",
                f"{row['first_three']:,}",
            )
            for row in result["repairs"]
        ),
    )


# ----- scale -------------------------------------------------------------------------------


def scale_section(result: dict[str, Any]) -> Iterator[str]:
    """Seconds and memory by size."""
    yield "## Scale: `python orchestrate.py bench scale`"
    yield ""
    yield (
        "Groups of a total and two parts, each with level, share of the plan and growth, through "
        "all models, one after the other, each size in a process of its own; beyond a million "
        "figures in shards of reports, as a run derives them. The exponent is the power of the "
        "number of groups that the time grows by: 1 is as much more time as there are more groups."
    )
    yield ""
    yield "![Seconds and memory](scale.svg)"
    yield ""
    exponents = {one["to"]: one["exponent"] for one in result["growth"]}
    yield from table(
        ("groups", "figures", "input, MiB", "database, MiB", "seconds", "peak, MiB", "exponent"),
        (
            (
                f"{size['groups']:,}",
                f"{size['figures']:,}",
                f"{size['input_mib']:,.0f}",
                f"{size['database_mib']:,.0f}",
                f"{size['seconds']:,.1f}",
                f"{size['peak_mib']:,.0f}",
                exponents.get(size["groups"], "–"),
            )
            for size in result["sizes"]
        ),
    )
    yield ""
    yield "![Seconds by table](tables.svg)"
    yield ""
    largest = result["sizes"][-1]
    steps = sorted(largest["steps"], key=lambda step: -step["seconds"])[:TABLES_SHOWN]
    by_table = result["growth"][-1]["by_table"] if result["growth"] else {}
    yield f"The slowest tables at {largest['groups']:,} groups:"
    yield ""
    yield from table(
        ("table", "rows", "seconds", "share", "peak, MiB", "exponent"),
        (
            (
                f"`{step['table']}`",
                f"{step['rows']:,}",
                f"{step['seconds']:,.1f}",
                f"{100 * step['seconds'] / largest['seconds']:.1f} %",
                f"{step['peak_mib']:,.0f}",
                by_table.get(step["table"], "–"),
            )
            for step in steps
        ),
    )
    yield ""
    yield ran_on(result)


# ----- a whole run -------------------------------------------------------------------------


def run_section(result: dict[str, Any]) -> Iterator[str]:
    """The time of a run, compared with its parts in sequence."""
    ways, ratios = result["ways"], result["ratios"]
    yield "## A whole run: `python orchestrate.py bench run`"
    yield ""
    yield (
        "The shipped report, everything as its user starts it, in processes of their own and in "
        f"empty folders; {len(result['rounds'])} rounds, in each of which every way is measured "
        "once. The plain sequence is `dbt build`, `dbt docs generate --static`, and a script that "
        "imports Great Expectations, validates the same suites and builds its Data Docs; it makes "
        "neither site nor exports. A run leaves out dbt's unit tests, for they check the models, "
        "not the data: the plain sequence stands here with them, as it is typed, and without."
    )
    yield ""
    yield "![Seconds of each way](run.svg)"
    yield ""
    yield from table(
        ("", "seconds, median", "least", "most", "CPU seconds, median"),
        (
            (
                words,
                *(f"{ways[way]['seconds'][which]:.2f}" for which in ("median", "min", "max")),
                f"{ways[way]['cpu_seconds']['median']:.1f}" if "cpu_seconds" in ways[way] else "–",
            )
            for way, words in WAYS.items()
        ),
    )
    yield ""
    yield from table(
        ("a run, as a share of", "median", "least", "most"),
        (
            (
                WAYS[way],
                *(f"{ratios[f'run_to_{way}'][which]:.2f}" for which in ("median", "min", "max")),
            )
            for way in ("plain", "plain_without_unit_tests", "longer_alone")
        ),
    )
    yield ""
    yield ran_on(result)


# ----- the whole command by size ------------------------------------------------------------


def whole_section(result: dict[str, Any]) -> Iterator[str]:
    """Time and memory of the complete command on panels of several sizes."""
    yield "## The whole command by size: `python orchestrate.py bench whole`"
    yield ""
    yield (
        "National panels (`bench panel`), from their CSV files to a published release with its "
        "page, dbt docs and exports, every stage as its user starts it; reports with misprints go "
        "into quarantine. Reading checks every row; deriving is all models with their tests, "
        "beyond a million figures in shards. The exponent is the power of the number of figures "
        "that the seconds grow by. Misprints are as for the rivals: where one that a sound check "
        "can find is not found, or anything else objected to, the command fails."
    )
    yield ""
    yield "![Seconds and memory](whole.svg)"
    yield ""
    # The first exponent of each size compares it with the neighbouring size.
    exponents = {one["to"]: f"{one['exponent']:.2f}" for one in reversed(result["growth"])}
    stages = list(
        dict.fromkeys(name for size in result["sizes"] for name in size.get("stages", {}))
    )
    yield from table(
        (
            *("figures", "reports", "seconds", "exponent"),
            *(f"{name}, s" for name in stages),
            *("peak, MiB", "release, MiB", "findable", "found", "false alarms"),
        ),
        (
            (
                f"{size['figures']:,}",
                f"{size['reports']:,}",
                *(
                    (
                        f"{size['seconds']:,.1f}",
                        exponents.get(size["figures"], "–"),
                        *(f"{size['stages'][name]:,.1f}" for name in stages),
                        *(f"{size[column]:,.0f}" for column in MEASURED_OF_WHOLE),
                    )
                    if "seconds" in size
                    else (
                        size["stopped"],
                        *("–" for _ in range(1 + len(stages) + len(MEASURED_OF_WHOLE))),
                    )
                ),
            )
            for size in result["sizes"]
        ),
    )
    yield ""
    if len(result["growth"]) > 1:
        overall = result["growth"][-1]
        yield (
            f"From {overall['from']:,} to {overall['to']:,} figures the seconds grow by the power "
            f"{overall['exponent']:.2f}."
        )
        yield ""
    yield f"Each run in a process of its own. {measured_on(result)} {bounded(result)}"


# ----- rivals ------------------------------------------------------------------------------


def rivals_section(result: dict[str, Any]) -> Iterator[str]:
    """Time and memory of the contenders for the same question, and the misprints they find."""
    yield "## Rivals: `python orchestrate.py bench rivals`"
    yield ""
    yield (
        "One question that all can answer, on one national panel (`bench panel`), from its CSV "
        "files: the plan and the base that each indicator implies; whether each total can be the "
        "sum of its parts within rounding, for levels, implied plans and implied bases; and "
        "whether its share of the plan and its growth can be means of its parts'. All of it at the "
        "half and at the wide reading. **All that finish answer alike, to the last bit of every "
        "interval and in every verdict**: a difference fails the command. The rivals know what the "
        "panel prints and no more: one unit an indicator, no qualifiers, no corrections, nothing "
        "printed twice; none checks its input. dbt, SQLMesh and the floor run the same SQL."
    )
    yield ""
    yield (
        "The whole path of Đối chiếu does more for its seconds: it checks every row that it reads, "
        "solves the linear programmes of the joint check, searches for repairs, compares reports "
        "with each other, and audits itself. Its row is of the command up to the refusal, for a "
        "panel with misprints is not published; larger panels are measured by `bench whole`. "
        "Between the two: only the models that the question needs, on inputs that are read already."
    )
    yield ""
    yield "![Seconds and memory of each](rivals.svg)"
    yield ""
    yield from table(
        ("", "figures", "runs", "seconds, median", "times the floor", "least – most", "peak, MiB"),
        (
            (CONTESTANTS[one["name"]], f"{size['figures']:,}", *cost(one))
            for size in result["sizes"]
            for one in size["contenders"]
        ),
    )
    yield ""
    yield (
        f"Misprints: an edit in {100 * result['rate']:g} % of all figures, of the kinds above. "
        "Findable are those that no honest office could have printed, by the oracle; found are "
        "those of whose group something is objected to."
    )
    yield ""
    yield from table(
        ("", "figures", "planted", "findable", "found", "found though possible", "false alarms"),
        (
            (
                CONTESTANTS[one["name"]],
                f"{size['figures']:,}",
                *(
                    f"{one[column]:,}"
                    for column in (
                        "planted",
                        "findable",
                        "found",
                        "found_though_possible",
                        "false_alarms",
                    )
                ),
            )
            for size in result["sizes"]
            for one in size["contenders"]
            if "planted" in one
        ),
    )
    for size in result["sizes"]:
        for name, reason in size["absent"].items():
            yield ""
            yield f"{CONTESTANTS[name]} is left out at {size['figures']:,} figures: {reason}"
    yield ""
    yield (
        f"Each run in a process of its own, in turns; the rivals let DuckDB take {DUCKDB_MEMORY}. "
        f"{measured_on(result)} {bounded(result)}"
    )


def cost(one: dict[str, Any]) -> tuple[str, ...]:
    """Runs, median, ratio to the floor, its spread, and memory; or the reason why they are
    missing."""
    if "stopped" in one:
        return "–", one["stopped"], "–", "–", "–"
    return (
        f"{len(one['seconds'])}",
        f"{one['median']:,.1f}",
        f"{one['ratio']:,.1f}",
        f"{one['ratio_least']:,.1f} – {one['ratio_most']:,.1f}",
        f"{one['peak_mib']:,.0f}",
    )


Result = dict[str, Any]
Section = Callable[[Result], Iterator[str]]
Plots = dict[str, Callable[[Result], TopLevelMixin]]
PARTS: dict[str, tuple[Section, Plots]] = {
    "honest": (honest_section, {"honest": honest_plot}),
    "misprints": (misprints_section, {"misprints": misprints_plot}),
    "rivals": (rivals_section, {"rivals": rivals_plot}),
    "scale": (scale_section, {"scale": scale_plot, "tables": tables_plot}),
    "run": (run_section, {"run": run_plot}),
    "whole": (whole_section, {"whole": whole_plot}),
}
