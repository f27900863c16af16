"""Options of the command line: the same before and after every command."""

import argparse
import errno
import os
import re
import shlex
from pathlib import Path

import pytest
from support.running import PROJECT, call, orchestrate

from doichieu import cli
from doichieu.base.exit_status import FAULT, UNREADABLE
from doichieu.base.help_texts import HELP_TEXTS
from doichieu.base.typed import nearby
from doichieu.cli import COMMANDS, HANDED_ON, OPTIONS, Option, build_parser, parse

# The words that a command cannot do without.
NEEDED = {
    "check": ["r.csv"],
    "draft": ["r.txt"],
    "verify": ["--report", "r", "--text", "t.txt"],
}
# Options with which a command does something else, and needs no words.
ALONE = {("draft", "--accept")}

# A value of each option, as it is typed and as it is read; options that are alone have none.
VALUES = {
    "--seeds": ("docs", Path("docs")),
    "--releases": ("elsewhere", Path("elsewhere")),
    "--drafts": ("drafts", Path("drafts")),
    "--accept": ("another", "another"),
    "--keep": ("3", 3),
    "--report": ("another", "another"),
    "--text": ("a.txt", Path("a.txt")),
    "--port": ("8000", 8000),
    "--release": ("2026", "2026"),
    "--html": ("page.html", Path("page.html")),
    "--store": ("/parts", "/parts"),
    "--cluster": ("local", "local"),
    "--spark": ("sc://host:15002", "sc://host:15002"),
}
TYPED = {flag: [flag, typed] for flag, (typed, _) in VALUES.items()}

PAIRS = [(command, option) for command in COMMANDS for option in OPTIONS]
TAKEN = [(command, option) for command, option in PAIRS if command in option.commands]
# The words after `shell` go to a shell that has an option --html of its own.
REFUSED = [
    (command, option, place)
    for command, option in PAIRS
    for place in ("before", "after")
    if command not in option.commands
    and not (place == "after" and option.flag in HANDED_ON.get(command, ()))
]


def words_of(command: str, option: Option) -> tuple[list[str], list[str]]:
    """An option as it is typed, and the other words that the command needs."""
    rest = [] if (command, option.flag) in ALONE else NEEDED.get(command, [])
    if option.flag in rest:
        at = rest.index(option.flag)
        rest = rest[:at] + rest[at + 2 :]
    return TYPED.get(option.flag, [option.flag]), rest


def name_of(value: object) -> str:
    return value.flag if isinstance(value, Option) else str(value)


@pytest.mark.parametrize(("command", "option"), TAKEN, ids=name_of)
def test_an_option_may_stand_before_and_after_the_command(command: str, option: Option) -> None:
    typed, rest = words_of(command, option)
    expected = VALUES[option.flag][1] if option.flag in VALUES else True
    places = [[*typed, command, *rest], [command, *typed, *rest], [command, *rest, *typed]]
    if command == "run":
        places.append(typed)
    read = [parse(words) for words in places]
    assert all(getattr(options, option.name) == expected for options in read)
    assert all(options.command == command for options in read)
    assert all(vars(options) == vars(read[0]) for options in read), "the others are as usual"
    if command not in option.required:
        words = [command, *NEEDED.get(command, [])]
        assert getattr(parse(words), option.name) == option.default


@pytest.mark.parametrize(("command", "option", "place"), REFUSED, ids=name_of)
def test_an_option_of_another_command_is_refused_in_both_places(
    command: str, option: Option, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, rest = words_of(command, option)
    with pytest.raises(SystemExit) as ended:
        parse([*typed, command, *rest] if place == "before" else [command, *rest, *typed])
    assert ended.value.code == UNREADABLE
    said = capsys.readouterr().err
    assert f"{command} does not take {option.flag}" in said


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize(
    "command", [command for command, option in TAKEN if option.name == "seeds"]
)
def test_a_folder_of_seeds_that_does_not_exist_is_refused(
    command: str, place: str, tmp_path: Path
) -> None:
    """Nothing is judged or written: neither these seeds, nor the shipped ones in their stead."""
    (tmp_path / "file").touch()
    needed = NEEDED.get(command, [])
    for name, words in (("none", "is no folder"), ("file", "is a file, not a folder")):
        typed = ["--seeds", str(tmp_path / name)]
        if command == "run":
            typed += ["--releases", str(tmp_path / "releases")]
        run = call(
            *([*typed, command, *needed] if place == "before" else [command, *needed, *typed])
        )
        assert (run.returncode, run.stdout) == (UNREADABLE, "")
        assert f"'{tmp_path / name}' {words}" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("typed", ["seeds/figures", "seeds/reference", "."])
def test_a_folder_beside_the_seeds_is_refused_with_their_name(
    typed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One of the two folders, or the folder above: the advice is not to create another."""
    monkeypatch.chdir(tmp_path)
    for part in ("figures", "reference"):
        (tmp_path / "seeds" / part).mkdir(parents=True)
    with pytest.raises(SystemExit) as ended:
        parse(["--seeds", typed])
    assert ended.value.code == UNREADABLE
    said = " ".join(capsys.readouterr().err.split())
    assert f"'{typed}' has no folders figures and reference; did you mean 'seeds'" in said
    assert parse(["--seeds", "seeds"]).seeds == Path("seeds")


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("command", ["diff", "serve", "shell"])
def test_a_folder_of_releases_that_does_not_exist_is_refused(
    command: str, place: str, tmp_path: Path
) -> None:
    typed = ["--releases", str(tmp_path / "none")]
    run = call(*([*typed, command] if place == "before" else [command, *typed]))
    assert (run.returncode, run.stdout) == (UNREADABLE, "")
    assert f"There is no release in {tmp_path / 'none'} yet." in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--report", "--text"])
def test_what_a_command_needs_is_named(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["verify", "--report", "r", "--text", "t.txt"]
    at = words.index(option)
    with pytest.raises(SystemExit) as ended:
        parse(words[:at] + words[at + 2 :])
    assert ended.value.code == UNREADABLE
    assert f"verify needs {option}" in capsys.readouterr().err


def test_an_option_has_one_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The beginning of a name would mean --report after `verify` and --releases before it."""
    for words in (["--rel", "x", "serve"], ["serve", "--rel", "x"], ["--see", "docs"]):
        with pytest.raises(SystemExit) as ended:
            parse(words)
        assert ended.value.code == UNREADABLE
        assert words[0 if words[0] != "serve" else 1] in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "1", "serve", "--port", "2"],
        ["serve", "--port", "1", "--port", "2"],
        ["--port", "1", "--port", "2", "serve"],
    ],
)
def test_two_values_of_an_option_are_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """None of the two is taken in silence; the same value twice is one value."""
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == UNREADABLE
    assert "--port is given as '1' and '2'; write it once" in capsys.readouterr().err
    assert parse(["1" if word == "2" else word for word in words]).port == 1


@pytest.mark.parametrize(
    "words",
    [["check", "none.csv"], ["verify", "--report", "none", "--text", "none.txt"]],
    ids=lambda words: words[0],
)
def test_a_command_that_never_publishes_does_not_speak_of_it(words: list[str]) -> None:
    run = call(*words)
    assert run.returncode == UNREADABLE
    assert "1 fault." in run.stderr and "published" not in run.stderr


def test_two_clusters_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--cluster", "local", "--spark", "sc://host"])
    assert ended.value.code == 2
    assert "run takes --cluster or --spark, not both" in capsys.readouterr().err


def test_the_words_of_other_programs_are_handed_on_unchanged() -> None:
    words = [
        "-n0",
        "-k",
        "edges",
        "--ignore=tests/runs/test_killed_runs.py",
        "tests/unit",
        "--help",
    ]
    for typed, is_long in ((["test", *words], False), (["test", "--all", *words], True)):
        options = parse(typed)
        assert (options.all, options.handed_on) == (is_long, words)
    words = ["honest", "--groups", "1e3", "--results", "elsewhere"]
    assert parse(["bench", *words]).handed_on == words
    words = ["drafts", "--corpus", "texts", "--seeds", "seeds"]
    assert parse(["bench", *words]).handed_on == words
    assert parse(["shell", "--html", "-c", "from figures"]).handed_on[0] == "--html"


def test_a_test_that_does_not_exist_is_refused() -> None:
    assert call("test", "-n0", "-p", "no:cacheprovider", "nowhere").returncode == UNREADABLE


# ----- the help ----------------------------------------------------------------------------

HELPED = [command for command in COMMANDS if command not in ("bench", "test")]


@pytest.mark.parametrize("command", HELPED)
def test_the_help_of_a_command_says_what_it_does_and_when_one_uses_it(command: str) -> None:
    run = call(command, "--help")
    said = " ".join(run.stdout.split())
    about, below = HELP_TEXTS[command].about, HELP_TEXTS[command].below
    assert run.returncode == 0 and about in said
    assert re.match(r"[A-Z][a-z]+s ", about), "a sentence: the command does something"
    assert "Use it " in about and about.endswith(".")
    assert f"python orchestrate.py {command}" in below and "exit status: " in below
    assert all(len(line) <= 100 for line in run.stdout.splitlines())
    # Every word that it takes has an explanation.
    parser = subparsers()[command]
    unexplained = [
        action.option_strings or action.dest for action in parser._actions if not action.help
    ]
    assert unexplained == []
    for option in OPTIONS:
        assert (f"  {option.flag} " in run.stdout) == (command in option.commands)


def subparsers() -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands, by their words."""
    (action,) = [
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(action.choices)


def test_every_command_is_in_the_help_of_all() -> None:
    run = call("--help")
    said = " ".join(run.stdout.split())
    assert set(HELP_TEXTS) == set(COMMANDS) == set(subparsers())
    for command, texts in HELP_TEXTS.items():
        assert f" {command} {texts.line}" in said
    for option in OPTIONS:
        assert f" {option.flag}" in run.stdout


@pytest.mark.parametrize("command", ["test", "bench"])
def test_a_command_that_hands_its_help_on_says_the_same(command: str) -> None:
    run = orchestrate(command, "--help")
    assert run.returncode == 0 and "Use it after a change to" in " ".join(run.stdout.split())


@pytest.mark.parametrize("command", HELPED)
def test_an_example_of_the_help_is_a_command_line(command: str, tmp_path: Path) -> None:
    for line in HELP_TEXTS[command].below.splitlines():
        if not line.startswith("  python orchestrate.py"):
            continue
        words = shlex.split(re.split(r"  +|<", line.strip())[0])[2:]
        words = ["docs" if word == "collection" else word for word in words]
        assert parse(words).command == command, line


# ----- the same command once more ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ([], "--full"),
        (["--quarantine", "run", "--keep", "3"], "--keep 3 --quarantine --full"),
        (["--seeds", "docs", "check", "a b.csv"], 'check "a b.csv" --seeds docs --full'),
        (["verify", "--report", "r", "--text", "t.txt", "--full"], None),
        (["draft", "--accept", "r"], "draft --accept r --full"),
        (["diff", "2026", "--html", "it's.html"], 'diff 2026 --html "it\'s.html" --full'),
    ],
)
def test_a_command_that_shows_a_part_names_the_command_that_shows_all(
    words: list[str], again: str | None
) -> None:
    options = parse(words)
    if again is not None:
        assert options.again == f"python {nearby(PROJECT / 'orchestrate.py')} {again}"
    typed = shlex.split(options.again)[2:]
    once_more = parse(typed)
    assert once_more.full and once_more.again == options.again
    assert vars(once_more) | {"full": False} == vars(options) | {"full": False}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_no_fault_of_the_program(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise OSError(number, os.strerror(number), "releases/file")

    monkeypatch.setattr(cli, "dispatch", fail)
    assert cli.main([]) == FAULT
    said = capsys.readouterr().err
    assert said.startswith("The disk is full at releases/file: ") and "Free some space" in said


def test_a_fault_is_printed_where_its_details_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise LookupError("the fault itself")

    monkeypatch.setattr(cli, "dispatch", fail)
    monkeypatch.setattr("tempfile.tempdir", str(PROJECT / "no such folder"))
    assert cli.main([]) == FAULT
    said = capsys.readouterr().err
    assert "LookupError: the fault itself" in said
    assert "could not be kept: No such file or directory" in said
