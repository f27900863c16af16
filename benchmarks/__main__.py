"""The command line: `python orchestrate.py bench …`, or `python -m benchmarks …`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import AGAINST, CONTENDERS, CORPUS, DOCS, RATE, RESULTS


def count(text: str) -> int:
    """A whole number of one or more; 1e5 is allowed."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if number < 1 or number != int(number):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of one or more")
    return int(number)


def share(text: str) -> float:
    """A share from 0 to 0.01: a group has at most one edit."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 0.01:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 0.01")
    return number


def positive(text: str) -> float:
    """A number above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def bounded(minutes: float) -> argparse.ArgumentParser:
    """Options of runs on panels: the sizes, and the limits of one run."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--figures", type=count, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N"
    )
    parser.add_argument(
        "--minutes",
        type=positive,
        default=minutes,
        metavar="N",
        help=f"time limit of one run ({minutes:g})",
    )
    parser.add_argument(
        "--gib", type=positive, default=8, metavar="N", help="memory limit of one run (8)"
    )
    return parser


def build_parser() -> argparse.ArgumentParser:
    """Every benchmark and its options."""
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument(
        "--results", type=Path, default=RESULTS, metavar="DIR", help="folder of the results (JSON)"
    )
    drawn = argparse.ArgumentParser(add_help=False, parents=[places])
    drawn.add_argument("--seed", type=int, default=2021, help="seed of what is drawn (2021)")
    parser = argparse.ArgumentParser(
        prog="orchestrate.py bench",
        description="Measure the joint checks, the run and drafts. Use it after a change to one of "
        "them, before and after. Nothing here asserts a time.",
    )
    names = parser.add_subparsers(dest="name", required=True, metavar="BENCHMARK")

    honest = names.add_parser(
        "honest", parents=[drawn], help="honest offices: how often suspected, never contradicted"
    )
    honest.add_argument("--groups", type=int, default=200_000, metavar="N")

    names.add_parser(
        "misprints",
        parents=[places],
        help="every single edit of the shipped report and of an invented one: found or not",
    )

    scale = names.add_parser("scale", parents=[drawn], help="seconds and memory by size")
    scale.add_argument(
        "--groups", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N"
    )

    joint = names.add_parser("joint", help="seconds and memory of large joint problems")
    joint.add_argument("--seed", type=int, default=2021, help="seed of what is drawn (2021)")
    joint.add_argument(
        "--figures", type=count, default=4_000, metavar="N", help="at most so many figures (4000)"
    )

    small = names.add_parser(
        "run", parents=[places], help="seconds of a complete run and of its parts in sequence"
    )
    small.add_argument("--rounds", type=int, default=5, metavar="N")
    panel = names.add_parser(
        "panel", help="a national panel with planted misprints, as a seeds folder with a key"
    )
    panel.add_argument(
        "--figures", type=count, default=100_000, metavar="N", help="about this many"
    )
    panel.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    panel.add_argument("--format", choices=("csv", "parquet"), default="csv")
    panel.add_argument("--seed", type=int, default=2021, help="seed of what is drawn (2021)")
    panel.add_argument(
        "--rate", type=share, default=RATE, help=f"share of figures that get an edit ({RATE:g})"
    )

    rivals = names.add_parser(
        "rivals",
        parents=[drawn, bounded(minutes=30)],
        help="comparison with SQL by hand, pandas, dbt with Great Expectations, and SQLMesh",
        description="The same question on the same panel, in separate processes. SQLMesh gets "
        "its own environment from the package index when it is first used.",
    )
    rivals.add_argument("--runs", type=count, default=5, metavar="N", help="runs of each (5)")
    rivals.add_argument(
        "--runs-of-others",
        type=count,
        metavar="N",
        help="runs of all except by_hand and our_models (as many)",
    )
    rivals.add_argument(
        "--only",
        nargs="+",
        metavar="NAME",
        help="by_hand (always), by_pandas, by_dbt, by_sqlmesh, our_models, ours",
        choices=CONTENDERS,
    )

    names.add_parser(
        "whole",
        parents=[drawn, bounded(minutes=180)],
        help="seconds and memory of the complete command by size",
    )

    workers = names.add_parser(
        "workers",
        parents=[drawn, bounded(minutes=180)],
        help="seconds of the complete command by number of worker processes",
    )
    workers.add_argument("--workers", type=count, nargs="+", default=[1, 2], metavar="N")

    names.add_parser(
        "engines",
        parents=[drawn, bounded(minutes=180)],
        help="a release in parts on each engine, equal to one build in every table",
    )

    against = names.add_parser(
        "against",
        parents=[drawn, bounded(minutes=180)],
        help="this commit against another: seconds, CPU, memory, lines, and the same marts",
        description="Clones both commits, installs their environments from the package index, and "
        "lets them take turns. What is not committed is not measured.",
    )
    against.add_argument("commit", metavar="COMMIT", help="any commit, branch or tag")
    against.add_argument("--rounds", type=count, default=3, metavar="N", help="of each (3)")
    against.add_argument(
        "--only",
        nargs="+",
        choices=AGAINST,
        default=AGAINST,
        metavar="WAY",
        help=f"{', '.join(AGAINST)}; the last two on a panel of each size",
    )

    drafts = names.add_parser(
        "drafts", parents=[places], help="drafts of texts, compared with rows that were checked"
    )
    drafts.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR", help="texts and rows")
    drafts.add_argument("--seeds", type=Path, metavar="DIR", help="the rows that a draft may read")
    drafts.add_argument("--title", default="own texts", help="name of the corpus in the table")
    tables = names.add_parser(
        "tables", parents=[places], help="official workbooks drafted, against tables read by hand"
    )
    tables.add_argument(
        "--material",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder with workbooks, gold and score_tables.py (none is shipped)",
    )

    drafting = names.add_parser(
        "drafting", parents=[places], help="seconds of drafting an article and workbooks"
    )
    drafting.add_argument("--rounds", type=count, default=5, metavar="N")
    drafting.add_argument(
        "--workbooks", type=count, default=40, metavar="N", help="workbooks of the folder (40)"
    )

    site = names.add_parser(
        "site", help="seconds and bytes until the front page of a collection is ready"
    )
    site.add_argument("--rounds", type=count, default=5, metavar="N")
    site.add_argument(
        "--reports", type=count, nargs="+", default=[200, 5_000], metavar="N", help="(200 5000)"
    )

    report = names.add_parser("report", parents=[places], help="tables and plots of the results")
    report.add_argument("--docs", type=Path, default=DOCS, metavar="DIR")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run one benchmark; exit status 1 when a required result is missing."""
    options = build_parser().parse_args(arguments)
    if options.name == "honest":
        from benchmarks import honest

        return honest.run(options.groups, options.seed, options.results)
    if options.name == "misprints":
        from benchmarks import misprints

        return misprints.run(options.results)
    if options.name == "scale":
        from benchmarks import scale

        return scale.run(options.groups, options.seed, options.results)
    if options.name == "joint":
        from benchmarks import joint

        return joint.run(options.seed, options.figures)
    if options.name == "run":
        from benchmarks import small_run

        return small_run.run(options.rounds, options.results)
    if options.name == "panel":
        from benchmarks import panel

        return panel.run(options.figures, options.seed, options.rate, options.format, options.out)
    if options.name == "rivals":
        from benchmarks import contest

        bounds = contest.Bounds(
            options.runs, options.runs_of_others or options.runs, options.minutes, options.gib
        )
        return contest.run(options.figures, options.seed, bounds, options.only, options.results)
    if options.name == "whole":
        from benchmarks import whole

        return whole.run(
            options.figures, options.seed, options.minutes, options.gib, options.results
        )
    if options.name == "workers":
        from benchmarks import workers

        return workers.run(
            max(options.figures),
            options.workers,
            options.seed,
            options.minutes,
            options.gib,
            options.results,
        )
    if options.name == "engines":
        from benchmarks import engines

        return engines.run(
            max(options.figures), options.seed, options.minutes, options.gib, options.results
        )
    if options.name == "against":
        from benchmarks import against

        return against.run(
            options.commit,
            options.figures,
            options.rounds,
            options.only,
            options.seed,
            against.Limits(options.minutes, options.gib),
            options.results,
        )
    if options.name == "site":
        from benchmarks import site

        return site.run(options.reports, options.rounds)
    if options.name == "drafts":
        from benchmarks import drafted_texts

        return drafted_texts.run(options.title, options.corpus, options.seeds, options.results)
    if options.name == "tables":
        from benchmarks import tables

        return tables.run(options.material, options.results)
    if options.name == "drafting":
        from benchmarks import drafting

        return drafting.run(options.rounds, options.workbooks, options.results)
    from benchmarks import report

    return report.run(options.results, options.docs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
