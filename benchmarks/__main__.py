"""The command line: `python orchestrate.py bench …`, or `python -m benchmarks …`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import DOCS, RESULTS


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
        description="Measure the joint checks and the run. Nothing here asserts a time.",
    )
    names = parser.add_subparsers(dest="name", required=True, metavar="BENCHMARK")

    honest = names.add_parser(
        "honest", parents=[drawn], help="honest offices: suspected how often, contradicted never"
    )
    honest.add_argument("--groups", type=int, default=200_000, metavar="N")

    names.add_parser(
        "misprints", parents=[places], help="every single slip in the shipped report: found or not"
    )

    scale = names.add_parser("scale", parents=[drawn], help="seconds and memory by size")
    scale.add_argument(
        "--groups", type=int, nargs="+", default=[10_000, 30_000, 100_000], metavar="N"
    )

    small = names.add_parser(
        "run", parents=[places], help="seconds of a whole run beside the plain sequence"
    )
    small.add_argument("--rounds", type=int, default=5, metavar="N")

    report = names.add_parser("report", parents=[places], help="tables and plots of the results")
    report.add_argument("--docs", type=Path, default=DOCS, metavar="DIR")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run one benchmark; exit status 1 where what must hold does not."""
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
    if options.name == "run":
        from benchmarks import small_run

        return small_run.run(options.rounds, options.results)
    from benchmarks import report

    return report.run(options.results, options.docs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
