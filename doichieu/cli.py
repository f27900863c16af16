"""The command line: the commands, their options, and their exit statuses.

Nothing heavy is imported before a command needs it.
"""

import argparse
import errno
import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from textwrap import fill
from typing import Any

from doichieu.base.exit_status import FAULT, STOPPED, UNREADABLE
from doichieu.base.help_texts import EXIT_STATUS, HELP_TEXTS, MAIN
from doichieu.base.paths import DRAFTS, RELEASES, SEEDS
from doichieu.base.typed import command as typed_command
from doichieu.base.typed import nearby

# The function of each command, in the module of doichieu.commands with the command's name.
COMMANDS = {
    "bench": "run_benchmarks",
    "check": "check_files",
    "diff": "show_diff",
    "draft": "draft",
    "run": "run",
    "serve": "serve",
    "shell": "open_shell",
    "test": "run_tests",
    "verify": "verify_text",
    "watch": "watch",
}


def whole_number(text: str) -> int:
    """A count of one or more, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of one or more")
    return int(text)


def named_path(text: str) -> Path:
    """A path, for argparse; an empty one would be the folder that the command runs in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def store_address(text: str) -> str:
    """The address of a store, for argparse: the whole path of a folder, as every process reads it,
    or an address of fsspec that several processes may share."""
    protocol, separator, rest = text.partition("://")
    if not (rest if separator else text).strip(" /"):
        raise argparse.ArgumentTypeError("the name is empty")
    if not separator:
        return str(Path(text).expanduser().absolute())
    if protocol in ("file", "local"):
        return str(Path(rest).absolute())
    if re.match(r"[^/]*:.*@", rest):  # a secret may contain slashes
        raise argparse.ArgumentTypeError(
            "a key may stand before the '@', and an address is written down and printed: name a "
            "place without '@', and give the keys of a bucket by AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY"
        )
    if protocol == "memory" or "::" in text:
        raise argparse.ArgumentTypeError(
            f"other processes cannot see {text!r}; name a folder or a bucket, s3://bucket/folder"
        )
    return text.rstrip("/")


def port_number(text: str) -> int:
    """The number of a port, for argparse."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number, 1 to 65535")
    return int(text)


# The errors of a disk without room, and of a user whose share of it is used up.
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


def disk_full(error: OSError) -> str:
    """What is wrong on a full disk, and what to do."""
    place = f" at {error.filename}" if error.filename else ""
    reason = error.strerror or "no space left"
    return f"The disk is full{place}: {reason}. Free some space, then run the same command again."


# What a command that was stopped leaves, besides the releases.
_KEPT = {
    "draft": "Every draft that has its name is complete; an acceptance is done, or has not begun."
}

HELP_WIDTH = 98

# Before and after the word of the command.
PLACES = ("before", "after")


@dataclass(frozen=True)
class Option:
    """An option, the commands that take it, and those that need it.

    It may stand before and after the command. `helps` are its helps where a command has its own.
    """

    flag: str
    commands: tuple[str, ...]
    settings: Mapping[str, Any]
    default: Any = None
    required: tuple[str, ...] = ()
    helps: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The attribute that holds its value."""
        return self.flag.removeprefix("--")

    def add_to(self, parser: argparse._ActionsContainer, place: str, command: str = "") -> None:
        """Let a parser read it, in one of the PLACES; where it is absent, it sets nothing."""
        settings = {"action": "append", "default": argparse.SUPPRESS, **self.settings}
        if command in self.helps:
            settings["help"] = self.helps[command]
        parser.add_argument(self.flag, dest=f"{self.name} {place}", **settings)

    def take_from(self, options: argparse.Namespace) -> list[Any]:
        """Take the different values that it was given, in both places."""
        given = [vars(options).pop(f"{self.name} {place}", []) for place in PLACES]
        values = chain.from_iterable(one if isinstance(one, list) else [one] for one in given)
        return list(dict.fromkeys(values))


OPTIONS = (
    Option(
        "--seeds",
        ("run", "check", "draft", "verify", "watch"),
        {
            "type": Path,
            "metavar": "DIR",
            "help": "folder of the inputs, with the folders figures and reference (default: seeds)",
        },
        default=SEEDS,
    ),
    Option(
        "--drafts",
        ("draft", "verify"),
        {"type": Path, "metavar": "DIR", "help": "folder of the drafts (default: drafts)"},
        default=DRAFTS,
    ),
    Option(
        "--releases",
        ("run", "diff", "serve", "shell"),
        {"type": Path, "metavar": "DIR", "help": "folder of the releases (default: releases)"},
        default=RELEASES,
    ),
    Option(
        "--keep",
        ("run",),
        {
            "type": whole_number,
            "metavar": "N",
            "help": "how many releases to keep, the new one included; older ones are deleted "
            "(default: 5)",
        },
        default=5,
    ),
    Option(
        "--quarantine",
        ("run",),
        {
            "action": "store_true",
            "help": "publish although figures contradict each other, without all observations that "
            "identities bind to them",
        },
        default=False,
    ),
    Option(
        "--force",
        ("run", "draft"),
        {
            "action": "store_true",
            "help": "build again although nothing has changed; draft again over rows that you "
            "edited",
        },
        default=False,
        helps={
            "run": "build again although nothing has changed, of a large collection every part",
            "draft": "draft again over rows that you edited; the edits are lost",
        },
    ),
    Option(
        "--store",
        ("run",),
        {
            "type": store_address,
            "metavar": "ADDRESS",
            "help": "derive a large collection in parts, and keep them in this folder or bucket "
            "(default: parts, beside the releases)",
        },
    ),
    Option(
        "--cluster",
        ("run",),
        {
            "metavar": "ADDRESS",
            "help": "derive in parts on this Dask cluster: tls://host:port, or local:4 for four "
            "workers here",
        },
    ),
    Option(
        "--spark",
        ("run",),
        {
            "metavar": "ADDRESS",
            "help": "derive in parts on this Spark cluster: sc://host:port, or a master",
        },
    ),
    Option(
        "--report",
        ("draft", "verify"),
        {"metavar": "ID", "help": "id of the report"},
        required=("verify",),
        helps={
            "draft": "id of the report of one document (default: from its words or its file name)",
            "verify": "id of the report, as in its figures (required)",
        },
    ),
    Option(
        "--accept",
        ("draft",),
        {"metavar": "ID", "help": "move the draft of this report into the seeds"},
    ),
    Option(
        "--text",
        ("verify",),
        {
            "type": Path,
            "metavar": "FILE",
            "help": "document of the report: a text, web page, Word file, PDF or workbook",
        },
        required=("verify",),
        helps={
            "verify": "document of the report: a text, web page, Word file, PDF or workbook "
            "(required)"
        },
    ),
    Option(
        "--release",
        ("shell",),
        {
            "metavar": "NAME",
            "help": "release to open: its name or the beginning of it, a folder, or refused, the "
            "last build that the audit refused (default: current)",
        },
        default="current",
    ),
    Option(
        "--port",
        ("serve",),
        {"type": port_number, "metavar": "N", "help": "port of the address (default: a free one)"},
        default=0,
    ),
    Option(
        "--html",
        ("diff",),
        {
            "type": Path,
            "metavar": "FILE",
            "help": "file of the page of changes (default: beside the later release)",
        },
    ),
    Option(
        "--all",
        ("test",),
        {"action": "store_true", "help": "run the long tests too"},
        default=False,
    ),
    Option(
        "--full",
        ("run", "check", "diff", "draft", "verify", "watch"),
        {"action": "store_true", "help": "print everything, and not what fits one screen"},
        default=False,
    ),
)

# What a folder of seeds contains.
IN_SEEDS = ("figures", "reference")

# Commands that hand all other words on to a program with options of its own, which may have these
# names too.
HANDED_ON = {"bench": ("--seeds",), "shell": ("--html",), "test": ()}


def build_parser() -> argparse.ArgumentParser:
    """Every command and option, with its help."""
    parser = argparse.ArgumentParser(
        prog="orchestrate.py",
        description=MAIN,
        epilog=EXIT_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # what is short for one option here is short for another after a word
    )
    others = parser.add_argument_group("options of other commands, also after their word")
    for option in OPTIONS:
        option.add_to(parser if "run" in option.commands else others, "before")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    parser.set_defaults(command="run")

    def add(name: str, **settings: Any) -> argparse.ArgumentParser:
        texts = HELP_TEXTS[name]
        command: argparse.ArgumentParser = commands.add_parser(
            name,
            allow_abbrev=False,
            help=texts.line,
            description=fill(texts.about, HELP_WIDTH),
            epilog=texts.below,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **settings,
        )
        for option in OPTIONS:
            if name in option.commands:
                option.add_to(command, "after", name)
        return command

    add("run")
    check = add("check")
    check.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a file of figures (.csv, .parquet, .xlsx), or the folder of a draft",
    )
    draft = add("draft")
    draft.add_argument(
        "documents",
        nargs="*",
        type=named_path,
        metavar="DOCUMENT",
        help="a document, or a folder of documents",
    )
    add("watch")
    add("verify")
    add("serve")
    shell = add(
        "shell",
        add_help=False,  # -h is an option of the DuckDB shell, and the beginning of its -header
        usage="orchestrate.py shell [--releases DIR] [--release NAME] [DuckDB arguments]",
    )
    shell.add_argument("--help", action="help", help="show this help message and exit")
    diff = add("diff")
    diff.add_argument(
        "named",
        nargs="*",
        metavar="RELEASE",
        help="A and B, or A alone: names of releases, beginnings of names, or folders",
    )
    add("test", add_help=False)
    add("bench", add_help=False)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; exits with a usage message when it is mistyped.

    An option has the same meaning before and after the command, and is refused in both places by a
    command that does not take it.
    """
    parser = build_parser()
    options, rest = parser.parse_known_args(arguments)
    command = options.command
    foreign = {word.partition("=")[0] for word in rest}.difference(HANDED_ON.get(command, ()))
    for option in OPTIONS:
        given = option.take_from(options)
        if command not in option.commands:
            if given or option.flag in foreign:
                parser.error(f"{command} does not take {option.flag}")
            continue
        if len(given) > 1:
            values = " and ".join(f"'{value}'" for value in given)
            parser.error(f"{option.flag} is given as {values}; write it once")
        if command in option.required and not given:
            parser.error(f"{command} needs {option.flag} {option.settings['metavar']}")
        setattr(options, option.name, given[0] if given else option.default)
    options.again = retyped(options)
    if command in HANDED_ON:
        options.handed_on = rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if command == "run" and options.cluster and options.spark:
        parser.error("run takes --cluster or --spark, not both")
    if command == "diff" and len(options.named) > 2:
        parser.error("diff takes two releases at most")
    if command == "draft":
        _judge_draft(parser, options)
    seeds = getattr(options, "seeds", SEEDS)
    if not seeds.is_dir():
        is_file = "is a file, not a folder" if seeds.exists() else "is no folder"
        parser.error(f"argument --seeds: '{seeds}' {is_file}; name the folder of the seeds")
    if not _is_seeds(seeds):
        for near in (seeds.absolute().parent, seeds / "seeds"):
            if _is_seeds(near):
                parser.error(
                    f"argument --seeds: '{seeds}' has no folders {' and '.join(IN_SEEDS)}; did you "
                    f"mean '{nearby(near)}', which has both?"
                )
    return options


def retyped(options: argparse.Namespace) -> str:
    """The command line that prints in full what these options print on one screen."""
    words: list[object] = [] if options.command == "run" else [options.command]
    for name in ("files", "documents", "named"):
        words += getattr(options, name, [])
    for option in OPTIONS:
        value = True if option.flag == "--full" else getattr(options, option.name, None)
        if options.command in option.commands and value != option.default:
            words += [option.flag] if value is True else [option.flag, value]
    return typed_command(*words)


def _judge_draft(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse a mixture of the two things that the command does: draft documents, accept a draft."""
    if options.accept:
        if options.documents or options.report or options.force:
            parser.error("draft --accept takes neither documents nor --report nor --force")
    elif not options.documents:
        parser.error("draft needs a DOCUMENT, or --accept ID")
    elif options.report and (len(options.documents) > 1 or options.documents[0].is_dir()):
        parser.error("draft takes --report with one document only")


def _is_seeds(folder: Path) -> bool:
    """Whether a folder has the two folders of inputs."""
    return all((folder / part).is_dir() for part in IN_SEEDS)


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
    from doichieu.base.faults import InputRefused, NotFound, Unfinished

    try:
        return dispatch(options)
    except InputRefused as refusal:
        from doichieu.report.console import print_faults

        print_faults(
            refusal.faults,
            publishes=options.command == "run",
            again=options.again,
            full=getattr(options, "full", True),
        )
        return UNREADABLE
    except NotFound as absence:
        print(absence, file=sys.stderr)
        return UNREADABLE
    except Unfinished as failure:
        from doichieu.report.console import print_unfinished

        print_unfinished(failure)
        return FAULT
    except KeyboardInterrupt:
        kept = _KEPT.get(options.command, "The published releases are complete.")
        print(f"\nStopped. {kept}", file=sys.stderr)
        return STOPPED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            print(disk_full(error), file=sys.stderr)
            return FAULT
        from doichieu.report.console import print_program_fault

        print_program_fault(error)
        return FAULT
