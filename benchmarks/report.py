"""The results as a page: docs/benchmarks/README.md and its plots, from the JSON files only."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from altair import TopLevelMixin

from benchmarks import drafted_texts, results
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
from benchmarks.wording import (
    CHECKS,
    CONTESTANTS,
    LINES_OF_TABLES,
    PRACTICES,
    ROUNDINGS,
    SHAPES,
    WAYS,
)
from doichieu.derive.parts.planning import PART_FIGURES
from doichieu.derive.parts.spread import PARTED_FIGURES

TABLES_SHOWN = 10
MEASURED_OF_WHOLE = ("peak_mib", "release_mib", "findable", "found", "false_alarms")


def run(folder: Path, docs: Path) -> int:
    """Write page and plots of the results that exist; return 1 if there are none.

    A result that an older version measured may lack values that the page shows. Its section is
    left out, and a message names what is missing.
    """
    docs.mkdir(parents=True, exist_ok=True)
    sections: list[str] = []
    for name, (section, plots) in PARTS.items():
        result = results.read(folder, name)
        if result is None:
            print(f"no result of {name}: python orchestrate.py bench {name}")
            continue
        try:
            text = "\n".join(section(result))
            drawn = {plot_name: plot(result) for plot_name, plot in plots.items()}
        except KeyError as missing:
            print(f"the result of {name} has no {missing}: python orchestrate.py bench {name}")
            continue
        sections.append(text)
        for plot_name, plot in drawn.items():
            save(plot, docs / f"{plot_name}.svg")
    if not sections:
        return 1
    page = docs / "README.md"
    page.write_text("\n\n".join([INTRODUCTION, *sections]) + "\n", encoding="utf-8")
    print(f"written: {page}")
    return 0


INTRODUCTION = """\
# Benchmarks

`python orchestrate.py bench report` writes this page from `benchmarks/results/*.json`, which the
commands below write. They measure; no test asserts a time. `honest`, `misprints` and `scale` run
the models on DuckDB as dbt compiles them, and write their inputs in the form in which a run passes
them to dbt: their times include neither the checks of the inputs nor dbt itself, audit and site.
`against` measures complete commands, and the models alone as its `derive`. `drafts` and `tables`
draft documents within one process. All others measure complete programs."""


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
    commits = sorted({(size["date"], results.shown(size["commit"])) for size in result["sizes"]})
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
        f"all checks except limits. **Contradicted: {result['contradicted']:,}.** A single "
        "contradiction fails the command. Some groups print exact counts, changes in the unit of "
        "the level, ranges, the levels of the year before, a second plan and further bases of "
        "growth, multiples of a plan, and signed growth. The checks suspect offices that truncate, "
        "or that divide unrounded levels by rounded plans. Levels are from 1 to 1,000,000,000 with "
        "up to three decimals; all values are multiples of a fortieth of the last printed place: "
        "rounding of ties is exact."
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
    """The edits that are found, in the shipped report and in the invented one."""
    invented = result["invented"]
    yield "## Misprints: `python orchestrate.py bench misprints`"
    yield ""
    yield (
        f"All single edits of the {result['figures']} figures of the shipped report, and of the "
        f"{invented['figures']} figures of an invented one, which prints what the shipped one does "
        "not: exact counts, changes, the levels of the year before, two plans and three bases of "
        "growth, ranges, multiples of a plan, signed growth. An edit is **impossible** if no "
        "honest office, whether it works from true values or from printed ones, could have printed "
        "the edited report, by an oracle in exact fractions; or if two figures of one quantity "
        "exclude each other. If an impossible edit is missed, or another is flagged, the command "
        "fails."
    )
    yield ""
    columns = ("edits", "refused", "same", "judged", "guarded", "flaggable", "flagged", "missed")
    columns += ("false_alarms", "blocked")
    heads = (
        "other reports",
        "invalid numbers",
        "same value",
        "judged",
        "checked by another figure",
    )
    heads += ("impossible", "flagged", "missed", "flagged though possible", "contradicted")
    yield from table(
        ("report", "figures", *heads),
        (
            (name, one["figures"], *(f"{one['in_all'][column]:,}" for column in columns))
            for name, one in (("shipped", result), ("invented", invented))
        ),
    )
    yield ""
    yield (
        "A contradiction blocks a release; a suspect check is only reported. A contradicted report "
        "names its conflicts, the smallest first: sets of figures that cannot all hold. How often "
        "the misprinted figure is in the first of them, and how many figures that has:"
    )
    yield ""
    yield from conflicts(result, invented)
    yield ""
    yield "![Found shares](misprints.svg)"
    yield ""
    yield "Of the shipped report:"
    yield ""
    yield from found_edits(result)
    yield ""
    yield "Of the invented report:"
    yield ""
    yield from found_edits(invented)
    yield ""
    total = result["in_all"]
    yield (
        "The three rivals treat printed figures as exact. Two check the identities of levels, "
        "implied plans and implied priors, within 1 % and within 5 % of the total; one checks only "
        "the sums of levels. An honest office could have printed "
        f"{total['tolerance_1_pct_possible']:,}, {total['tolerance_5_pct_possible']:,} and "
        f"{total['levels_add_up_possible']:,} of the edits of the shipped report that they flag. "
        "Not all levels of the invented report add up exactly, as rounding leaves them: the last "
        f"one flags {invented['in_all']['levels_add_up']:,} of its "
        f"{invented['in_all']['judged']:,} edits."
    )
    yield ""
    yield (
        "How often the true figure is among `marts.repair_candidates` of a contradicted report, "
        "and at which rank:"
    )
    yield ""
    yield from repairs(result, invented)
    yield ""
    seconds = result["seconds"] + invented["seconds"]
    yield f"The models took {seconds:,.0f} s. {ran_on(result)}"


def found_edits(result: dict[str, Any]) -> list[str]:
    """The table of what is found of each kind of edit."""
    names = [words for column, words in CHECKS.items() if column != "flagged"]
    columns = ("judged", "flaggable", "flagged", "blocked")
    columns += tuple(column for column in CHECKS if column != "flagged")
    return table(
        ("edit", "judged", "impossible", "flagged", "contradicted", *names, "beyond a limit only"),
        (
            (
                row.get("operator", "in all, each report once"),
                *(f"{row[column]:,}" for column in (*columns, "beyond_limit_only")),
            )
            for row in [*result["by_operator"], result["in_all"]]
        ),
    )


def conflicts(*of_reports: dict[str, Any]) -> list[str]:
    """The table of conflicts: whether the first one has the misprint, and its size."""
    return table(
        ("report", "contradicted", "in the first", "share", "in any", "median size", "largest"),
        (
            (
                name,
                f"{row['blocked']:,}",
                f"{row['in_first']:,}",
                percent(row["in_first"], row["blocked"]),
                f"{row['in_any']:,}",
                f"{row['median_size']:g}",
                row["largest"],
            )
            for name, row in in_all("conflicts", of_reports)
        ),
    )


def repairs(*of_reports: dict[str, Any]) -> list[str]:
    """The table of repair candidates that restore the true figure."""
    return table(
        ("report", "contradicted", "true figure listed", "ranked first", "among the first three"),
        (
            (
                name,
                *(f"{row[column]:,}" for column in ("blocked", "listed", "first", "first_three")),
            )
            for name, row in in_all("repairs", of_reports)
        ),
    )


def in_all(part: str, of_reports: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The last row, of all kinds of edits, for the shipped and for the invented report."""
    for name, result in zip(("shipped", "invented"), of_reports, strict=True):
        yield name, result[part][-1]


# ----- scale -------------------------------------------------------------------------------


def scale_section(result: dict[str, Any]) -> Iterator[str]:
    """Seconds and memory by size."""
    yield "## Scale: `python orchestrate.py bench scale`"
    yield ""
    yield (
        "Groups of a total and two parts, each with level, completion and growth, through all "
        "models, one after the other, each size in a separate process. From "
        f"{PARTED_FIGURES:,} figures on the reports are built in the parts of a run, one after the "
        f"other: each has at most {PART_FIGURES:,} figures, or is one report. Revisions and "
        "repairs are then built once, of all rows, where a run has tasks for them. The exponent "
        "states how the time grows with the number of groups: 1 is proportional."
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


# ----- a complete run ----------------------------------------------------------------------


def run_section(result: dict[str, Any]) -> Iterator[str]:
    """The time of a run, compared with its parts in sequence."""
    ways, ratios = result["ways"], result["ratios"]
    yield "## A complete run: `python orchestrate.py bench run`"
    yield ""
    yield (
        "The shipped report, every command as a user starts it, in separate processes and empty "
        f"folders; {len(result['rounds'])} rounds, each of which measures every method once. "
        "The plain sequence is `dbt build`, `dbt docs generate --static`, and a script that "
        "imports Great Expectations, validates the same suites and builds its Data Docs; it writes "
        "neither site nor exports. A run omits dbt's unit tests, because they check the models, "
        "not the data; the plain sequence is measured with and without them."
    )
    yield ""
    yield "![Seconds of each way](run.svg)"
    yield ""
    yield from table(
        ("", "seconds, median", "minimum", "maximum", "CPU seconds, median"),
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
        ("a run, as a share of", "median", "minimum", "maximum"),
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


# ----- the complete command by size ---------------------------------------------------------


def whole_section(result: dict[str, Any]) -> Iterator[str]:
    """Time and memory of the complete command on panels of several sizes."""
    yield "## The complete command by size: `python orchestrate.py bench whole`"
    yield ""
    yield (
        "National panels (`bench panel`), from their CSV files to a published release with its "
        "page, dbt docs and exports, as a user starts the command; contradictory reports go into "
        "quarantine. Reading checks every row; deriving runs all models with their tests, in parts "
        f"from {PARTED_FIGURES:,} figures on. The exponent states how the seconds grow with the "
        "number of figures. Misprints are planted as for the rivals: the command fails if the "
        "checks miss one that a sound check can find, or flag a correct figure."
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
            f"From {overall['from']:,} to {overall['to']:,} figures the exponent of the seconds is "
            f"{overall['exponent']:.2f}."
        )
        yield ""
    yield f"Each run in a separate process. {measured_on(result)} {bounded(result)}"


# ----- worker processes --------------------------------------------------------------------


def workers_section(result: dict[str, Any]) -> Iterator[str]:
    """The complete command by number of worker processes."""
    tasks = ", ".join(f"{number} of {kind}" for kind, number in result["tasks"].items())
    yield "## Workers: `python orchestrate.py bench workers`"
    yield ""
    yield (
        f"The complete command on {result['figures']:,} figures, in {tasks}. The model takes the "
        f"run with the fewest workers: {result['serial_seconds']:,.1f} s are serial, what is in "
        "tasks is divided among workers. Rows without seconds are the model's alone."
    )
    yield ""
    shown = ("seconds", "model", "cpu_seconds", "peak_mib")
    yield from table(
        ("workers", "s", "model, s", "CPU, s", "peak, MiB"),
        (
            (
                f"{one['workers']}",
                *(f"{one[name]:,.1f}" if name in one else "–" for name in shown),
            )
            for one in [*result["runs"], *result["supposed"]]
        ),
    )
    yield ""
    yield f"Memory is that of all its processes, sampled. {ran_on(result)}"


# ----- engines ------------------------------------------------------------------------------


def engines_section(result: dict[str, Any]) -> Iterator[str]:
    """Releases in parts on each engine, compared with one build."""
    one_build, *runs = result["runs"]
    yield "## Engines: `python orchestrate.py bench engines`"
    yield ""
    yield (
        f"{result['figures']:,} figures by the complete command, on each engine with two workers. "
        f"Each of the {one_build['tables']} tables of a release is compared with that of one "
        "build, row by row: doubles to twelve digits, everything else exactly."
    )
    yield ""
    yield from table(
        ("engine", "s", "tables that differ"),
        (
            (one["engine"], f"{one['seconds']:,.1f}", f"{len(one.get('different', []))}")
            for one in (one_build, *runs)
        ),
    )
    yield ""
    yield ran_on(result)


# ----- against another commit ---------------------------------------------------------------


def against_section(result: dict[str, Any]) -> Iterator[str]:
    """This commit against another one."""
    then, now = (results.shown(result["commits"][side]) for side in ("then", "now"))
    yield "## Against another commit: `python orchestrate.py bench against COMMIT`"
    yield ""
    yield (
        f"{now} against {then}, each in a clone and an environment of its own, in turn. "
        "Medians; a ratio compares the two runs of one round. "
        "`first_use` installs the environment and publishes the shipped report, `run` publishes "
        "it once more, `check` is the second call; `derive` runs the models on a panel, `whole` "
        "is the complete command on it, `workbook` that export alone."
    )
    yield ""
    kinds = {"seconds": "s", "cpu_seconds": "CPU, s", "peak_mib": "peak, MiB"}
    yield from table(
        (
            *("", "rounds"),
            *(f"{words} {name}" for words in kinds.values() for name in (then, now, "ratio")),
        ),
        (
            (
                way,
                f"{taken['rounds']}",
                *(
                    f"{taken[side][kind]['median']:,.2f}" if kind in taken[side] else "–"
                    for kind in kinds
                    for side in ("then", "now", "ratio")
                ),
            )
            for way, taken in result["ways"].items()
        ),
    )
    yield ""
    lines = result["lines"]
    differing = [line for found in result["differences"].values() for line in found]
    yield (
        f"Lines of models, macros and the joint problem: {lines['then']:,} and {lines['now']:,}, "
        f"{lines['now'] / lines['then']:.2f} times. "
        + (
            f"The marts of the panels differ: {'; '.join(differing)}."
            if differing
            else "The marts of the panels are the same: texts and verdicts exactly, doubles within "
            "a billionth of a half-width."
        )
    )
    yield ""
    yield f"Memory is that of all its processes, sampled. {ran_on(result)}"


# ----- rivals ------------------------------------------------------------------------------


def rivals_section(result: dict[str, Any]) -> Iterator[str]:
    """Time and memory of the contenders for the same question, and the misprints they find."""
    yield "## Rivals: `python orchestrate.py bench rivals`"
    yield ""
    yield (
        "One question on one national panel (`bench panel`), from its CSV files: the plan and the "
        "base that each indicator implies; whether each total can be the sum of its parts within "
        "rounding, for levels, implied plans and implied bases; and whether its completion and its "
        "growth can be means of its parts', at the half and at the wide interval. **All that "
        "finish give the same answers, to the last bit of every interval and in every verdict**: a "
        "difference fails the command. The rivals support only what the panel prints: one unit an "
        "indicator, no qualifiers, no corrections, no figure printed twice; none checks its "
        "input. dbt, SQLMesh and the floor run the same SQL."
    )
    yield ""
    yield (
        "The complete command of Đối chiếu does more: it checks every row that it reads, solves "
        "the linear programmes of the joint check, searches for repairs, compares reports with "
        "each other, and audits its tables. Its row ends with the refusal, because a panel with "
        "misprints is not published; `bench whole` measures larger panels. Another row measures "
        "only the models that the question needs, on inputs that are already read."
    )
    yield ""
    yield "![Seconds and memory of each](rivals.svg)"
    yield ""
    yield from table(
        ("", "figures", "runs", "seconds, median", "times the floor", "min. – max.", "peak, MiB"),
        (
            (CONTESTANTS[one["name"]], f"{size['figures']:,}", *cost(one))
            for size in result["sizes"]
            for one in size["contenders"]
        ),
    )
    yield ""
    yield (
        f"Misprints: {100 * result['rate']:g} % of all figures have an edit of the kinds above. "
        "A misprint is findable if, by the oracle, no honest office could have printed it, and "
        "found if a contender flags its group."
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
        f"Each run in a separate process, in turns; in the rivals DuckDB may use {DUCKDB_MEMORY}. "
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
# ----- tables ------------------------------------------------------------------------------


def drafted_tables_section(result: dict[str, Any]) -> Iterator[str]:
    """How much of official workbooks is drafted right."""
    cells, right = result["cells"], result["right"]
    yield "## Tables of workbooks: `python orchestrate.py bench tables`"
    yield ""
    yield (
        f"{result['workbooks']} official workbooks, .xls and .xlsx, drafted in one process: "
        f"{result['figures']:,} figures, {percent(result['unsure'], result['figures'])} of them "
        f"marked as unsure, and {result['left_out']:,} numbers left out with a reason. Of "
        f"{result['sheets']} sheets every cell was read by hand; the rules were written with these "
        "sheets in view. Neither is shipped: `--material` names their folder. The basis that a "
        "draft gives a share, its total, is blank in the tables read by hand."
    )
    yield ""
    yield from table(
        ("of the cells read by hand", "cells", "share"),
        (
            ("drafted (recall)", f"{cells['matched']:,}", percent(cells["matched"], cells["gold"])),
            (
                "of those drafted: in the table (precision)",
                f"{cells['matched']:,}",
                percent(cells["matched"], cells["drafted"]),
            ),
            *(
                (LINES_OF_TABLES[name], f"{right[name]:,}", percent(right[name], cells["matched"]))
                for name in right
            ),
        ),
    )
    yield ""
    yield (
        f"Sheets with every cell right: {result['whole_sheets']} of {result['sheets']}. All "
        f"workbooks took {result['seconds']:g} s of one core, the slowest {result['slowest']:g} s. "
        f"{ran_on(result)}"
    )


# ----- drafts ------------------------------------------------------------------------------


def drafts_section(result: dict[str, Any]) -> Iterator[str]:
    """How well texts are drafted."""
    yield "## Drafts of texts: `python orchestrate.py bench drafts`"
    yield ""
    yield (
        "Every number of a text as a row, compared with rows that people checked. A row is right "
        "where its number, place, measure and unit are; whole where period, basis, qualifier, "
        "territory and indicator are too. An indicator, and the total of a share, is compared "
        "where the catalogue has it; a base that the vocabulary lacks is not compared. All texts "
        "are invented, in the register of real reports: the own ones (`benchmarks/corpus`), more "
        "own ones (`benchmarks/drafts`), and others of another author, which are not shipped. The "
        "rules were written with all of them in view. Texts that no rule has seen have words that "
        "no rule knows."
    )
    yield ""
    yield from table(
        (
            *("texts", "number", "rows", "precision", "recall"),
            *("whole, of the right ones", "right, of the unmarked", "marked"),
        ),
        drafted_texts.counted(result),
    )
    yield ""
    yield f"{result['date']}."


# ----- drafting ----------------------------------------------------------------------------


def drafting_section(result: dict[str, Any]) -> Iterator[str]:
    """How long drafting takes."""
    ways, figures = result["ways"], result["figures"]
    names = {
        "article": f"an article of the web, {figures['article']:,} figures",
        "workbook": f"a workbook of {result['sheets']} sheets, {figures['workbook']:,} figures",
        "folder": f"a folder of {result['workbooks']} such workbooks",
    }
    yield "## Drafting: `python orchestrate.py bench drafting`"
    yield ""
    yield (
        "The whole command as a user starts it, from the document to the page and the workbook of "
        "its draft. The article is one of the own texts; the workbooks are invented. A folder is "
        "drafted on all cores."
    )
    yield ""
    yield from table(
        ("", "seconds, median", "minimum", "maximum", "CPU seconds, median", "minimum"),
        (
            (
                names[name],
                *(f"{one['seconds'][kind]:.2f}" for kind in ("median", "min", "max")),
                *(f"{one['cpu_seconds'][kind]:.2f}" for kind in ("median", "min")),
            )
            for name, one in ways.items()
        ),
    )
    yield ""
    yield ran_on(result)


Section = Callable[[Result], Iterator[str]]
Plots = dict[str, Callable[[Result], TopLevelMixin]]

PARTS: dict[str, tuple[Section, Plots]] = {
    "honest": (honest_section, {"honest": honest_plot}),
    "misprints": (misprints_section, {"misprints": misprints_plot}),
    "rivals": (rivals_section, {"rivals": rivals_plot}),
    "scale": (scale_section, {"scale": scale_plot, "tables": tables_plot}),
    "run": (run_section, {"run": run_plot}),
    "whole": (whole_section, {"whole": whole_plot}),
    "workers": (workers_section, {}),
    "engines": (engines_section, {}),
    "against": (against_section, {}),
    "drafts": (drafts_section, {}),
    "tables": (drafted_tables_section, {}),
    "drafting": (drafting_section, {}),
}
