"""The DuckDB shell on a release, as an analyst opens it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.running import PROJECT, call, command, copy_releases, environment, orchestrate

from doichieu.cli import parse

BEHIND = "select indicator_id, plan_pct from behind_plan('2021-H1')"


@pytest.fixture(scope="module")
def releases(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release of the shipped seeds, with a quote and a space in its name."""
    return copy_releases(published, tmp_path_factory.mktemp("it's") / "it's published")


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_question_is_answered(releases: Path, place: str) -> None:
    words = ["--releases", releases, "shell"] if place == "before" else ["shell"]
    words += [] if place == "before" else ["--releases", releases]
    run = orchestrate(*words, "-csv", "-c", BEHIND)
    assert run.returncode == 0
    answer = ["indicator_id,plan_pct", "tourists,33.3", "local_exports,46.9", "retail_sales,48.7"]
    assert run.stdout.splitlines() == answer


def asked(releases: Path, questions: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Ask questions over standard input."""
    return subprocess.run(
        command("shell", "--releases", releases, "-list", "-noheader"),
        input=questions,
        env=environment() | variables,
        capture_output=True,
        encoding="utf-8",
    )


def test_marts_come_first_and_all_tables_are_found(releases: Path) -> None:
    run = asked(
        releases,
        "select count(*) from figures; select count(*) > 13 from indicators;"
        "select count(*) > 0 from int_observations; select count(*) > 0 from stg_measures;"
        "select count(*) from marts.figures; select count(*) from verdicts();",
    )
    assert run.stdout.split() == ["26", "true", "true", "true", "26", "6"]
    assert run.returncode == 0 and run.stderr == ""


def test_nothing_can_be_written(releases: Path) -> None:
    run = orchestrate("shell", "--releases", releases, "-c", "drop table marts.growth")
    assert run.returncode == 1 and "read-only" in run.stderr
    assert asked(releases, "select count(*) from growth;").stdout.strip() == "8"


def test_no_start_up_file_of_the_user_is_read(releases: Path, tmp_path: Path) -> None:
    (tmp_path / ".duckdbrc").write_text(".mode json\nthis is no SQL;\n.quit\n")
    run = asked(releases, "select count(*) from figures;", HOME=str(tmp_path))
    assert (run.stdout.strip(), run.stderr, run.returncode) == ("26", "", 0)


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    run = call("shell", "--releases", tmp_path / "none", "-c", BEHIND)
    assert run.returncode == 2
    assert str(tmp_path / "none") in run.stderr and "python orchestrate.py" in run.stderr
    assert run.stdout == "" and not (tmp_path / "none").exists()


def test_all_other_arguments_go_to_the_shell() -> None:
    options = parse(["shell", "-header", "-c", "-- a note\nfrom figures", "--releases", "x", "-s"])
    assert options.command == "shell" and options.releases == Path("x")
    assert options.handed_on == ["-header", "-c", "-- a note\nfrom figures", "-s"]
    options = parse(["--releases", "y", "shell", "-help", "-nullvalue", "", "select 1"])
    assert options.releases == Path("y")
    assert options.handed_on == ["-help", "-nullvalue", "", "select 1"]
    assert parse(["shell"]).handed_on == []


def test_help_shows_how_to_ask() -> None:
    run = call("shell", "--help")
    assert run.returncode == 0 and "behind_plan('2021-H1')" in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_the_prompt_begins_with_the_marts_and_questions(releases: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        command("shell", "--releases", releases),
        env=environment() | {"TERM": "dumb", "COLUMNS": "100"},
        cwd=PROJECT,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    os.write(ours, b"select 'asked ' || count(*) from figures;\n.quit\n")
    try:
        printed, _ = shell.communicate(timeout=60)
    finally:
        os.close(theirs)
        os.close(ours)
    assert shell.returncode == 0
    assert "read-only" in printed and "figures (26)" in printed and "asked 26" in printed
    for question in ("behind_plan(period)", "why(report, indicator)", "history(indicator)"):
        assert question in printed
