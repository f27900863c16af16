"""The command line: the commands, their options, and their exit statuses.

Nothing heavy is imported before a command needs it.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from doichieu.base.exit_status import FAULT, STOPPED, UNREADABLE
from doichieu.base.paths import RELEASES, SEEDS

# The function of each command, in the module of doichieu.commands with the command's name.
COMMANDS = {
    "bench": "run_benchmarks",
    "check": "check_files",
    "diff": "show_diff",
    "run": "run",
    "serve": "serve",
    "shell": "open_shell",
    "test": "run_tests",
    "verify": "verify_text",
    "watch": "watch",
}

EPILOG = """\
exit status: 0 published, or nothing to do; 1 the audit refused, nothing published;
2 the input could not be read, nothing published; 3 a fault of the program."""

SHELL_HELP = """\
All other arguments go to the DuckDB shell unchanged; `shell -help` shows its own help.
  shell                                   a prompt, with the marts in the search path
  shell -c "from behind_plan('2021-H1')"  one question
  shell -csv -c "from figures"            the answer in another form: -csv, -json, -markdown …
  shell < questions.sql                   a file of questions
exit status: that of the DuckDB shell; 2 if there is no release."""

DIFF_HELP = """\
A and B are names of releases, beginnings of names, or folders. B defaults to the current
release, A to the release before B.
exit status: 0, changed or not; 2 if a release is not found or has other columns."""


def whole_number(text: str) -> int:
    """A count of one or more, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of one or more")
    return int(text)


def port_number(text: str) -> int:
    """The number of a port, for argparse."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number, 1 to 65535")
    return int(text)


def build_parser() -> argparse.ArgumentParser:
    """Every command and option, with its help."""
    seeds = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    seeds.add_argument(
        "--seeds", type=Path, metavar="DIR", help="folder of figures/ and reference/ (seeds)"
    )
    releases = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    releases.add_argument(
        "--releases", type=Path, metavar="DIR", help="folder of the releases (releases)"
    )
    parser = argparse.ArgumentParser(
        prog="orchestrate.py",
        description="Load printed figures, derive the marts, audit them and publish a release.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Options that a command has too: `parents` would share their defaults, and lose what was given.
    parser.add_argument(
        "--seeds",
        type=Path,
        metavar="DIR",
        default=SEEDS,
        help="folder of figures/ and reference/ (seeds)",
    )
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        default=RELEASES,
        help="folder to publish releases to (releases)",
    )
    parser.add_argument(
        "--keep",
        type=whole_number,
        metavar="N",
        default=5,
        help="releases to keep, the new one included (5)",
    )
    parser.add_argument(
        "--quarantine",
        action="store_true",
        help="publish without the observations of reports that contradict themselves",
    )
    parser.add_argument(
        "--force", action="store_true", help="build again although nothing has changed"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="other commands")
    parser.set_defaults(command="run")

    check = commands.add_parser(
        "check", parents=[seeds], help="verdict on transcriptions that are not in seeds yet"
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")

    commands.add_parser(
        "watch",
        parents=[seeds],
        help="verdict on the seeds after every save; publishes nothing, Ctrl-C ends it",
    )

    verify = commands.add_parser(
        "verify", parents=[seeds], help="compare a transcription with the text of its report"
    )
    verify.add_argument("--report", required=True, metavar="ID")
    verify.add_argument("--text", required=True, type=Path, metavar="FILE")

    serve = commands.add_parser(
        "serve", parents=[releases], help="serve the site of the release to this machine only"
    )
    serve.add_argument(
        "--port", type=port_number, default=0, metavar="N", help="port to serve on (a free one)"
    )

    shell = commands.add_parser(
        "shell",
        parents=[releases],
        add_help=False,  # -h is an option of the DuckDB shell, and the beginning of its -header
        allow_abbrev=False,
        usage="orchestrate.py shell [--releases DIR] [DuckDB arguments]",
        help="query the current release in the DuckDB shell, read-only",
        epilog=SHELL_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shell.add_argument("--help", action="help", help="show this help message and exit")

    diff = commands.add_parser(
        "diff",
        parents=[releases],
        help="what changed from one release to another",
        epilog=DIFF_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("named", nargs="*", metavar="RELEASE", help="A and B, or A alone")
    diff.add_argument(
        "--html", type=Path, metavar="FILE", help="file of the page (beside the later release)"
    )

    commands.add_parser(
        "test", help="run the test suite (--all: the long tests too); takes the options of pytest"
    )
    commands.add_parser("bench", help="measure the checks and the run; see `bench --help`")
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; exits with a usage message when it is mistyped."""
    # pytest and the benchmarks have their own options, which argparse would refuse.
    if arguments[:1] == ["test"]:
        rest = [argument for argument in arguments[1:] if argument != "--all"]
        is_long = "--all" in arguments
        return argparse.Namespace(command="test", pytest_arguments=rest, is_long=is_long)
    if arguments[:1] == ["bench"]:
        return argparse.Namespace(command="bench", bench_arguments=list(arguments[1:]))
    parser = build_parser()
    options, rest = parser.parse_known_args(arguments)
    if options.command in ("test", "bench"):
        parser.error(f"{options.command} has options of its own: give them after the word")
    if options.command == "shell":
        options.shell_arguments = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.command == "diff" and len(options.named) > 2:
        parser.error("diff takes two releases at most")
    return options


def dispatch(options: argparse.Namespace) -> int:
    """Import the command's module, run the command and return its exit status."""
    module = import_module(f"doichieu.commands.{options.command}")
    return int(getattr(module, COMMANDS[options.command])(options))


def main(arguments: Sequence[str]) -> int:
    """Run one command line; errors are printed as messages, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # for letters that the terminal cannot show
    options = parse(arguments)
    from doichieu.base.faults import InputRefused, NotFound

    try:
        return dispatch(options)
    except InputRefused as refusal:
        from doichieu.report.console import print_faults

        print_faults(refusal.faults)
        return UNREADABLE
    except NotFound as absence:
        print(absence, file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        print("\nStopped. The published releases are complete.", file=sys.stderr)
        return STOPPED
    except Exception as error:
        from doichieu.report.console import print_program_fault

        print_program_fault(error)
        return FAULT
