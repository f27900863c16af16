"""Options of the command line: the same before and after the command."""

from pathlib import Path

import pytest

from doichieu.base.paths import RELEASES, SEEDS
from doichieu.cli import parse

NEEDED = {"check": ["r.csv"], "verify": ["--report", "r", "--text", "t.txt"]}
TAKES_SEEDS = ["check", "verify", "watch"]
TAKES_RELEASES = ["diff", "serve", "shell"]


@pytest.mark.parametrize(
    ("command", "option"),
    [(command, "seeds") for command in TAKES_SEEDS]
    + [(command, "releases") for command in TAKES_RELEASES],
)
def test_a_folder_may_stand_before_and_after_the_command(command: str, option: str) -> None:
    rest = NEEDED.get(command, [])
    chosen = [f"--{option}", "elsewhere"]
    for words in ([*chosen, command, *rest], [command, *chosen, *rest], [command, *rest, *chosen]):
        options = parse(words)
        assert (options.command, getattr(options, option)) == (command, Path("elsewhere")), words
    usual = {"seeds": SEEDS, "releases": RELEASES}[option]
    assert getattr(parse([command, *rest]), option) == usual


def test_without_a_command_a_run_takes_both() -> None:
    options = parse(["--seeds", "a", "--releases", "b"])
    assert (options.command, options.seeds, options.releases) == ("run", Path("a"), Path("b"))
    options = parse([])
    assert (options.command, options.seeds, options.releases) == ("run", SEEDS, RELEASES)


@pytest.mark.parametrize("command", ["test", "bench"])
def test_options_of_others_stand_after_their_command(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--releases", "b", command])
    assert ended.value.code == 2
    assert "give them after the word" in capsys.readouterr().err


def test_the_long_tests_are_asked_for_by_a_word_of_ours() -> None:
    options = parse(["test", "--all", "-k", "edges"])
    assert (options.is_long, options.pytest_arguments) == (True, ["-k", "edges"])
