"""The DuckDB shell on a release, as an analyst opens it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from support.running import PROJECT, call, command, copy_releases, environment, orchestrate
from support.shell_answers import SHELL

import doichieu
from doichieu.cli import parse
from doichieu.commands.shell import welcome
from doichieu.derive.compiled_models import SCHEMAS
from doichieu.release.releases import Releases

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
    assert run.returncode == 0 and "behind_plan()" in run.stdout


def test_a_mistyped_name_is_an_error_with_the_nearest(releases: Path) -> None:
    for question, nearest in (
        ("behind_plan('2021-h1')", "2021-H1."),
        ("verdicts('lang son')", "lang-son-2021-h1 (Lạng Sơn: socio"),
        ("history('Xuất khẩu')", "local_exports (Exports of local goods), exports (Exports), "),
        ("behind_plan(territory := 'Lạng Sơn')", "lang-son (Lang Son), lang-son-2025 (Lang Son), "),
    ):
        run = orchestrate("shell", "--releases", releases, "-c", f"from {question}")
        assert run.returncode == 1 and run.stdout == ""
        assert f"in this release. The nearest: {nearest}" in run.stderr


def test_the_plain_shell_refuses_mistyped_names_too(releases: Path) -> None:
    run = subprocess.run(
        [
            SHELL,
            "-readonly",
            releases / "current/warehouse.duckdb",
            "-c",
            "from marts.why('x', 'y')",
        ],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1 and "There is no " in run.stderr


def test_an_answer_without_a_prompt_has_every_row(releases: Path) -> None:
    question = "select range as nth from range(1000)"
    run = orchestrate("shell", "--releases", releases, "-c", question)
    assert len(re.findall(r"^│ +\d+ │$", run.stdout, re.MULTILINE)) == 1000


@pytest.mark.parametrize("name", ["", "current", "{whole}", "{beginning}", "{folder}"])
def test_another_release_can_be_opened(releases: Path, name: str) -> None:
    whole = (releases / "current").resolve()
    known = {"whole": whole.name, "beginning": whole.name[:12], "folder": str(whole)}
    words = ["--release", name.format(**known)] if name else []
    run = orchestrate(
        "shell", "--releases", releases, *words, "-csv", "-c", "select count(*) from figures"
    )
    assert run.stdout.split() == ["count_star()", "26"]


def test_a_release_that_does_not_exist_is_refused(releases: Path) -> None:
    for name, said in (("1999", "is not a release"), ("refused", "no refused build")):
        run = call("shell", "--releases", releases, "--release", name, "-c", BEHIND)
        assert run.returncode == 2 and said in run.stderr


@pytest.mark.parametrize("marts", [(), ("figures",)])
def test_a_build_whose_structure_was_refused_can_be_opened(
    marts: tuple[str, ...], tmp_path: Path
) -> None:
    """dbt stops at a test that finds rows: what it would have built after that is missing."""
    (tmp_path / "refused").mkdir()
    with duckdb.connect(str(tmp_path / "refused/warehouse.duckdb")) as connection:
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for name in marts:
            connection.execute(f"create table marts.{name} (report_id varchar)")
    build = Releases(tmp_path).opened_by("refused")
    shown = welcome(build)
    assert "read-only" in shown and ("none was built" in shown) is not bool(marts)
    assert all(f"  {name}" in shown for name in marts)
    with doichieu.open(build) as opened:
        assert repr(opened).endswith(f"marts          {', '.join(marts) or 'none was built'}")
    words = ("--release", "refused", "-csv", "-c", "select 1 as one")
    assert orchestrate("shell", "--releases", tmp_path, *words).returncode == 0


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
    assert "the number read from it" in printed, "what a mart is"
    assert printed.index("Marts:") < printed.index("Questions")
    assert "from behind_plan('2021-H1');" in printed
    for question in (
        "behind_plan(period, territory",
        "why(report, indicator)",
        "history(indicator)",
    ):
        assert question in printed
