"""Whole runs, as a user starts them: what is published, what is refused, and what is printed."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from support.running import PROJECT, command, environment, manifest_of, orchestrate, tree
from support.seeds_folder import FIGURES, copy_seeds
from support.shell_answers import SHELL

from doichieu.cli import parse
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.dbt import StructureFault
from doichieu.inputs import read_inputs
from doichieu.release.releases import Releases, point
from doichieu.report.console import print_structure


@pytest.fixture
def releases(published: Path, tmp_path: Path) -> Path:
    """A copy of the folder of releases in which the shipped seeds are published."""
    return Path(shutil.copytree(published, tmp_path / "releases", symlinks=True))


def edit(seeds: Path, file: str, old: str, new: str) -> None:
    """Replace a text that occurs once in a seeds file."""
    path = seeds / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_release_is_complete(published: Path) -> None:
    names = {path.name for path in (published / "current").iterdir()}
    assert names == {"warehouse.duckdb", "site", "exports", "manifest.json"}
    manifest = manifest_of(published)
    assert (published / "current").resolve().name == manifest["release"]
    assert manifest["release"].endswith(manifest["fingerprint"][:8])
    assert {"file", "sha256", "row_count", "relation"} == set(manifest["inputs"][0])
    assert manifest["rows"]["marts.figures"] == 26
    not_met = manifest["audit"]["not_met"]
    assert {outcome["severity"] for outcome in not_met} == {"info"}
    assert [outcome["rows"] for outcome in not_met] == [12, 1]  # unverifiable figures, reports


def test_older_shells_open_the_warehouse(published: Path) -> None:
    """DuckDB 1.3 and later: a newer storage version would exclude them for no benefit."""
    with duckdb.connect(str(published / "current" / "warehouse.duckdb"), read_only=True) as opened:
        (version,) = opened.execute(
            "select tags['storage_version'] from duckdb_databases() "
            "where database_name = 'warehouse'"
        ).fetchone()
    assert version == "v1.3.0+"


def test_pages_need_no_network(published: Path) -> None:
    site = published / "current" / "site"
    for page in (site / "index.html", site / "docs" / "index.html", site / "validation/index.html"):
        assert page.stat().st_size > 1000
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "http://" not in front and "https://" not in front


def test_a_contradiction_is_refused_and_kept_for_inspection(releases: Path, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    before = tree(releases / "current")
    edit(seeds, FIGURES, "level,690,", "level,960,")
    run = orchestrate("--releases", releases, "--seeds", seeds)
    assert run.returncode == 1
    assert "Trade through the province" in run.stderr
    assert "2,009.5 – 2,010.5" in run.stderr  # what is printed for the total
    assert "2,279 – 2,281" in run.stderr  # what the parts add up to
    assert "268.5 million USD apart" in run.stderr
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in run.stderr
    assert "Traceback" not in run.stderr
    refused = releases / "refused"
    assert f"page {refused / 'site/validation/index.html'}" in run.stderr
    assert f"database {refused / 'warehouse.duckdb'}" in run.stderr
    check_refused(refused, "960")

    edit(seeds, FIGURES, "level,960,", "level,69,")
    assert orchestrate("--releases", releases, "--seeds", seeds).returncode == 1
    check_refused(refused, "69")
    assert tree(releases / "current") == before

    edit(seeds, FIGURES, "level,69,", "level,690,")
    run = orchestrate("--releases", releases, "--seeds", seeds)
    assert run.returncode == 0 and "Nothing to do" in run.stdout
    assert tree(releases / "current") == before
    assert {path.name for path in releases.iterdir()} == {
        *(".lock", "current", manifest_of(releases)["release"])
    }


def check_refused(refused: Path, printed: str) -> None:
    """A refused build shows the printed number of figure 11 in its tables and on its pages."""
    assert {path.name for path in refused.iterdir()} == {"warehouse.duckdb", "site"}
    with duckdb.connect(str(refused / "warehouse.duckdb"), read_only=True) as warehouse:
        exports = "select printed from marts.figures where figure_no = 11"
        assert warehouse.sql(exports).fetchall() == [(printed,)]
    index = (refused / "site/validation/index.html").read_text(encoding="utf-8")
    assert "The audit refused this build." in index
    assert f"figure 11: {printed}" in index
    assert "2,009.5 – 2,010.5" in index  # the interval of the total
    links = re.findall(r'href="([^"#:]+\.html)"', index)
    assert links
    for link in links:
        assert (refused / "site/validation" / link).is_file(), link


def test_a_refusal_of_the_structure_keeps_the_tables(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    build = releases.new_build("0123456789")
    build.scratch.mkdir()
    build.warehouse.touch()
    assert releases.keep_refused(build) == tmp_path / "refused"
    assert [path.name for path in tmp_path.rglob("*")] == ["refused", "warehouse.duckdb"]
    assert releases.published() == []


def test_quarantine_publishes_all_but_the_contradicted_report(tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    edit(seeds, FIGURES, "level,690,", "level,960,")
    releases = tmp_path / "releases"
    (releases / "refused").mkdir(parents=True)
    run = orchestrate("--releases", releases, "--seeds", seeds, "--quarantine")
    assert run.returncode == 0, run.stderr
    assert not (releases / "refused").exists()
    assert "In quarantine" in run.stdout and "lang-son-2021-h1" in run.stdout
    assert manifest_of(releases)["quarantined"] == ["lang-son-2021-h1"]
    with duckdb.connect(str(releases / "current/warehouse.duckdb"), read_only=True) as warehouse:
        counts = warehouse.sql(
            "select (select count(*) from marts.plan_completion), "
            "(select count(*) from marts.growth), (select count(*) from marts.figures)"
        ).fetchone()
    assert counts == (0, 0, 26)
    site = releases / "current/site"
    assert '"quarantined":true' in (site / "data/index.js").read_text(encoding="utf-8")
    assert "This report is in quarantine" in (site / "index.html").read_text(encoding="utf-8")
    assert '"rows":[]' in (site / "data/indicators/1.js").read_text(encoding="utf-8")


def test_an_acknowledged_contradiction_is_published(tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    edit(seeds, FIGURES, "level,690,", "level,960,")
    with (seeds / "reference/corrections.csv").open("a", encoding="utf-8") as corrections:
        corrections.write("lang-son-2021-h1,11,acknowledge,960,,Printed so,The print itself\n")
    releases = tmp_path / "releases"
    run = orchestrate("--releases", releases, "--seeds", seeds)
    assert run.returncode == 0, run.stderr
    assert "Contradictions, acknowledged or in quarantine" in run.stdout
    page = (releases / "current/site/index.html").read_text(encoding="utf-8")
    assert "Contradictions" in page and "2,279 – 2,281" in page and "2.279 – 2.281" in page


def test_a_second_report_needs_reference_rows_only(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    header = (seeds / FIGURES).read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "cao-bang-2021-9m,1,exports,,,level,1.250,million_usd,,,3,",
        'cao-bang-2021-9m,2,exports,,,plan_pct,"83,3",percent,,,3,',
        "cao-bang-2021-9m,3,exports,,,increase_pct,25,percent,,,3,",
        "cao-bang-2021-9m,4,imports,,,level,750,million_usd,,,3,",
        "cao-bang-2021-9m,5,trade,,,level,2.000,million_usd,,,3,",
    ]
    figures = seeds / "figures/cao-bang-2021-9m.csv"
    figures.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    with (seeds / "reference/reports.csv").open("a", encoding="utf-8") as reports:
        reports.write("cao-bang-2021-9m,An invented report,,,2021-10,cao-bang,2021-9M,vi,,\n")
    with compiled_models.build(read_inputs(seeds)) as warehouse:

        def of_it(query: str) -> list[tuple[object, ...]]:
            return warehouse.execute(query, ["cao-bang-2021-9m"]).fetchall()

        assert of_it("select count(*) from marts.figures where report_id = ?") == [(5,)]
        plans = of_it(
            "select indicator_id, elapsed_pct, status, roundest_plan "
            "from marts.plan_completion where report_id = ?"
        )
        assert plans == [("exports", 75.0, "ahead", 1500.0)]
        growths = of_it("select indicator_id, growth_pct from marts.growth where report_id = ?")
        assert growths == [("exports", 25.0)]
        verdicts = of_it(
            "select verdict from marts.reconciliation "
            "where report_id = ? and kind = 'sum' and quantity = 'level'"
        )
        assert verdicts == [("consistent",)]


def test_a_file_is_checked_before_it_is_in_seeds(tmp_path: Path) -> None:
    good = PROJECT / "seeds" / FIGURES
    run = orchestrate("check", good)
    assert run.returncode == 0, run.stderr
    assert "No contradiction" in run.stdout and "cannot be cross-checked" in run.stdout
    bad = tmp_path / good.name
    text = good.read_text(encoding="utf-8")
    bad.write_text(text.replace("level,690,", "level,960,"), encoding="utf-8")
    run = orchestrate("check", bad)
    assert run.returncode == 1
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in run.stdout
    bad.write_text(text.replace("51,49", "51,4x").replace("75,86", "75.86"), encoding="utf-8")
    run = orchestrate("check", bad)
    assert run.returncode == 2
    assert "line 13" in run.stderr and "line 16" in run.stderr


def test_a_path_may_contain_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "it's a [folder] with * và dấu"
    folder.mkdir()
    seeds = copy_seeds(folder)
    run = orchestrate("--releases", folder / "releases", "--seeds", seeds)
    assert run.returncode == 0, run.stderr


def test_old_releases_are_deleted_unless_a_reader_has_them_open(releases: Path) -> None:
    first = (releases / "current").resolve()
    shell = subprocess.Popen(
        [SHELL, "-readonly", "-csv", "-noheader", first / "warehouse.duckdb"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert shell.stdin and shell.stdout

    def answer() -> str:
        shell.stdin.write("select count(*) from marts.figures;\n")
        shell.stdin.flush()
        return shell.stdout.readline().strip()

    assert answer() == "26"
    building = subprocess.Popen(
        command("--releases", releases, "--force", "--keep", "1"),
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    while building.poll() is None:
        assert answer() == "26"
        time.sleep(0.2)
    assert building.returncode == 0
    second = (releases / "current").resolve()
    assert second != first
    assert first.exists(), "a reader has it open"
    assert answer() == "26"
    shell.stdin.close()
    shell.wait()
    shell.stdout.close()
    assert orchestrate("--releases", releases, "--force", "--keep", "1").returncode == 0
    assert not first.exists() and not second.exists()


def test_help_imports_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", PROJECT / "orchestrate.py", "--help"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert run.returncode == 0 and "--seeds" in run.stdout
    imported = {line.split("|")[-1].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert not imported & {"rich", "duckdb", "dbt", "great_expectations", "yaml", "jinja2"}


def test_a_mistyped_option_is_reported_first(tmp_path: Path) -> None:
    run = orchestrate(f"--relases={tmp_path}")
    assert run.returncode == 2 and "--relases" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the link needs Developer Mode on Windows")
def test_current_is_swapped_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    link = tmp_path / "current"
    point(link, "a")
    for name in ("b", "a", "b"):
        point(link, name)
        assert link.resolve() == (tmp_path / name).resolve()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "current"]


def test_the_suite_takes_what_pytest_takes() -> None:
    words = ["-n0", "-k", "edges", "--ignore=tests/runs/test_killed_runs.py"]
    for is_long, options in (
        (False, parse(["test", *words])),
        (True, parse(["test", "--all", *words])),
    ):
        assert (options.command, options.is_long) == ("test", is_long)
        assert options.pytest_arguments == words


def test_a_folder_that_takes_no_release_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    run = orchestrate("--releases", tmp_path / "file")
    assert run.returncode == 2 and "--releases" in run.stderr
    (tmp_path / "releases/current").mkdir(parents=True)
    run = orchestrate("--releases", tmp_path / "releases")
    assert run.returncode == 2 and "Move it away" in run.stderr
    assert list((tmp_path / "releases/current").iterdir()) == []


def test_a_broken_structure_is_refused_with_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table reports as select 'north' as report_id")
    fault = StructureFault(
        "key", "A report is listed once.", "Got 1 result", "select * from reports"
    )
    print_structure(warehouse, [fault])
    printed = capsys.readouterr().err
    assert "Reports are listed once." in printed and "report_id north" in printed
    assert "Nothing was published" in printed


def test_an_audit_that_ends_early_says_why(tmp_path: Path) -> None:
    from doichieu.audit.auditor import AuditFailed, Auditor

    with (
        pytest.raises(AuditFailed, match=r"(?s)ended early.*There is no warehouse"),
        Auditor(tmp_path) as auditor,
    ):
        auditor.begin(tmp_path / "none.duckdb", tmp_path / "docs")
        auditor.outcomes()
