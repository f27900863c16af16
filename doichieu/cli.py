"""The command line: what may be asked, and the exit status of each answer.

Nothing heavy is imported before a command needs it.
"""

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from doichieu.base.exit_status import FAULT, STOPPED, UNREADABLE
from doichieu.base.paths import PROJECT, RELEASES, SEEDS

EPILOG = """\
exit status: 0 published, or nothing to do; 1 the audit refused, nothing published;
2 the input could not be read, nothing published; 3 a fault of the program."""

SHELL_HELP = """\
Every other word goes to the DuckDB shell as it stands; `shell -help` is its own help.
  shell                                   a prompt, with the marts in the search path
  shell -c "from behind_plan('2021-H1')"  one question
  shell -csv -c "from figures"            the answer in another form: -csv, -json, -markdown …
  shell < questions.sql                   a file of them
exit status: the DuckDB shell's own; 2 where there is no release."""

DIFF_HELP = """\
A and B are names of releases, their beginnings, or folders. Without B it is the release in
force; without A the one before B.
exit status: 0, changed or not; 2 where a release is not found or is of an older shape."""


def whole_number(text: str) -> int:
    """A count of one or more, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of one or more")
    return int(text)


def port_number(text: str) -> int:
    """A port that a program may ask for, for argparse."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number, 1 to 65535")
    return int(text)


def build_parser() -> argparse.ArgumentParser:
    """Every command and option, with the words that --help shows."""
    places = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    places.add_argument(
        "--seeds", type=Path, metavar="DIR", help="folder of figures/ and reference/ (seeds)"
    )
    published = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    published.add_argument(
        "--releases", type=Path, metavar="DIR", help="folder that releases stand in (releases)"
    )
    parser = argparse.ArgumentParser(
        prog="orchestrate.py",
        parents=[places],
        description="Load printed figures, derive the marts, audit them and publish a release.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command="run", seeds=SEEDS)
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        default=RELEASES,
        help="folder that releases are published to (releases)",
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
        "--force", action="store_true", help="build again though nothing has changed"
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="other commands")

    check = commands.add_parser(
        "check", parents=[places], help="verdict on transcriptions that are not in seeds yet"
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")
    check.set_defaults(command="check")

    watch = commands.add_parser(
        "watch",
        parents=[places],
        help="the verdict on the seeds whenever one is saved; publishes nothing, Ctrl-C ends it",
    )
    watch.set_defaults(command="watch")

    verify = commands.add_parser(
        "verify", parents=[places], help="hold a transcription against the report's own text"
    )
    verify.add_argument("--report", required=True, metavar="ID")
    verify.add_argument("--text", required=True, type=Path, metavar="FILE")
    verify.set_defaults(command="verify")

    serve = commands.add_parser(
        "serve",
        parents=[published],
        help="show the site of the release to this machine alone",
    )
    serve.add_argument(
        "--port", type=port_number, default=0, metavar="N", help="port to serve it on (a free one)"
    )
    serve.set_defaults(command="serve")

    shell = commands.add_parser(
        "shell",
        parents=[published],
        add_help=False,  # -h is the DuckDB shell's, and the beginning of its -header
        allow_abbrev=False,
        usage="orchestrate.py shell [--releases DIR] [DuckDB arguments]",
        help="ask the release in force in the DuckDB shell, read-only",
        epilog=SHELL_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shell.add_argument("--help", action="help", help="show this help message and exit")
    shell.set_defaults(command="shell")

    diff = commands.add_parser(
        "diff",
        parents=[published],
        help="what changed from one release to another",
        epilog=DIFF_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("named", nargs="*", metavar="RELEASE", help="A and B, or A alone")
    diff.add_argument(
        "--html", type=Path, metavar="FILE", help="where the page goes (beside the later release)"
    )
    diff.set_defaults(command="diff")

    commands.add_parser(
        "test", help="run the test suite (--all: the long tests too); takes what pytest takes"
    )
    commands.add_parser("bench", help="measure the checks and the run; `bench --help` tells how")
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; exits with a usage message where it is mistyped."""
    if arguments[:1] == ["test"]:
        # pytest has options of its own, which argparse would take for mistyped ones of ours.
        rest = [argument for argument in arguments[1:] if argument != "--all"]
        is_long = "--all" in arguments
        return argparse.Namespace(command="test", pytest_arguments=rest, is_long=is_long)
    if arguments[:1] == ["bench"]:
        return argparse.Namespace(command="bench", bench_arguments=list(arguments[1:]))
    parser = build_parser()
    options, rest = parser.parse_known_args(arguments)
    if options.command == "shell":
        options.shell_arguments = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.command == "diff" and len(options.named) > 2:
        parser.error("diff takes two releases at most")
    return options


def dispatch(options: argparse.Namespace) -> int:
    """Run one command and return its exit status."""
    if options.command == "test":
        import pytest

        os.chdir(PROJECT)
        if options.is_long:
            os.environ["DOICHIEU_LONG_TESTS"] = "1"
        return int(pytest.main(options.pytest_arguments))
    if options.command == "bench":
        command = [sys.executable, "-m", "benchmarks", *options.bench_arguments]
        return subprocess.run(command).returncode
    if options.command == "shell":
        from doichieu.commands.shell import open_shell

        return open_shell(options)
    if options.command == "diff":
        from doichieu.commands.diff import show_diff

        return show_diff(options)
    if options.command == "watch":
        from doichieu.commands.watch import watch

        return watch(options)
    if options.command == "verify":
        from doichieu.commands.verify import verify_text

        return verify_text(options)
    if options.command == "check":
        from doichieu.commands.check import check_files

        return check_files(options)
    if options.command == "serve":
        from doichieu.commands.serve import serve

        return serve(options)
    from doichieu.commands.run import run

    return run(options)


def main(arguments: Sequence[str]) -> int:
    """Answer one command line. A refusal is told in words; no traceback reaches the reader."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a letter that the terminal lacks is no fault
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
        print("\nStopped. What is published is whole.", file=sys.stderr)
        return STOPPED
    except Exception as error:
        from doichieu.report.console import print_program_fault

        print_program_fault(error)
        return FAULT
