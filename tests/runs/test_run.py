"""Whole runs, as a user starts them: what is published, what is refused, and in which words."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from support.running import (
    PROJECT,
    call,
    can_be_cut_off,
    copy_releases,
    manifest_of,
    once,
    orchestrate,
    tree,
)
from support.seeds_folder import FIGURES, REPORT, append, copy_seeds
from support.shell_answers import SHELL

from doichieu.cli import parse
from doichieu.derive.dbt import BuildPaths
from doichieu.release.releases import Releases, point


@pytest.fixture(scope="session")
def unusual(shared: Path) -> Path:
    """Releases of a run that has all at once what is rare: a path of odd characters, a second
    report, a contradiction of the first that is acknowledged, an old release beyond `--keep`.
    """
    folder = shared / "it's a [folder] with * và dấu"

    def publish(folder: Path) -> None:
        folder.mkdir()
        seeds, releases = copy_seeds(folder), folder / "releases"
        edit(seeds, FIGURES, "level,690,", "level,960,")
        append(CORRECTIONS, f"{REPORT},11,acknowledge,960,,Printed so,The print itself")(seeds)
        (seeds / "figures/cao-bang-2021-9m.csv").write_text(SECOND, encoding="utf-8")
        reports = "cao-bang-2021-9m,An invented report,,,2021-10,cao-bang,2021-9M,vi,,"
        append("reference/reports.csv", reports)(seeds)
        old = releases / OLD
        old.mkdir(parents=True)
        (old / "manifest.json").write_text("{}")
        run = orchestrate("--releases", releases, "--seeds", seeds, "--keep", "1")
        assert run.returncode == 0, run.stderr
        (folder / "printed.txt").write_text(run.stdout, encoding="utf-8")

    return once(folder, publish)


SECOND = """\
report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id,qualifier,basis,place,note
cao-bang-2021-9m,1,exports,,,level,1.250,million_usd,,,3,
cao-bang-2021-9m,2,exports,,,plan_pct,"83,3",percent,,,3,
cao-bang-2021-9m,3,exports,,,increase_pct,25,percent,,,3,
cao-bang-2021-9m,4,imports,,,level,750,million_usd,,,3,
cao-bang-2021-9m,5,trade,,,level,2.000,million_usd,,,3,
"""
CORRECTIONS = "reference/corrections.csv"
OLD = "20260101T000000Z-aaaaaaaa"


def edit(seeds: Path, file: str, old: str, new: str) -> None:
    """Change one place of a seeds file."""
    path = seeds / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_release_is_whole(published: Path) -> None:
    names = {path.name for path in (published / "current").iterdir()}
    assert names == {"warehouse.duckdb", "site", "exports", "manifest.json"}
    manifest = manifest_of(published)
    assert (published / "current").resolve().name == manifest["release"]
    assert manifest["release"].endswith(manifest["fingerprint"][:8])
    assert {"file", "sha256", "row_count", "relation"} == set(manifest["inputs"][0])
    assert manifest["rows"]["marts.figures"] == 26
    remarks = manifest["audit"]["not_met"]
    assert {remark["severity"] for remark in remarks} == {"info"}
    assert [remark["rows"] for remark in remarks] == [12, 1]  # what nothing can check, by report


def test_older_shells_open_the_warehouse(published: Path) -> None:
    """Since 1.3: a later form would shut them out for nothing."""
    with duckdb.connect(str(published / "current" / "warehouse.duckdb"), read_only=True) as opened:
        (form,) = opened.execute(
            "select tags['storage_version'] from duckdb_databases() "
            "where database_name = 'warehouse'"
        ).fetchone()
    assert form == "v1.3.0+"


def test_pages_need_no_network(published: Path) -> None:
    site = published / "current" / "site"
    for page in (site / "index.html", site / "docs" / "index.html", site / "validation/index.html"):
        assert page.stat().st_size > 1000
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "http://" not in front and "https://" not in front


def test_exports_hold_every_mart(published: Path) -> None:
    names = {path.stem for path in (published / "current/exports/csv").glob("*.csv")}
    assert {"figures", "plan_completion", "growth", "reconciliation", "revisions"} <= names
    assert {path.stem for path in (published / "current/exports/parquet").iterdir()} == names
    assert (published / "current/exports/doichieu.xlsx").exists()
    assert (published / "current/exports/datapackage.json").exists()


def test_the_same_inputs_are_not_built_twice(published: Path, tmp_path: Path) -> None:
    releases = copy_releases(published, tmp_path / "releases")
    (releases / "refused").mkdir()
    before = manifest_of(releases)
    run = call("--releases", releases)
    assert run.returncode == 0
    assert "Nothing to do" in run.stdout
    assert manifest_of(releases) == before
    # Nor is what was refused before kept, once there is nothing to refuse.
    assert {path.name for path in releases.iterdir()} == {
        ".lock",
        "current",
        (releases / "current").resolve().name,
    }


@pytest.mark.skipif(not can_be_cut_off(), reason="this system cannot take a network away (unshare)")
def test_a_run_without_a_network_publishes(published: Path) -> None:
    """The run that made these releases had none."""
    assert manifest_of(published)["rows"]["marts.figures"] == 26


def test_a_contradiction_is_refused_in_words(contradicted: Path) -> None:
    printed = (contradicted / "refused.txt").read_text(encoding="utf-8")
    assert "Trade through the province" in printed
    assert "2,009.5 – 2,010.5" in printed  # what is printed for the total
    assert "2,279 – 2,281" in printed  # what the parts add up to
    assert "268.5 million USD apart" in printed
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in printed
    assert "Traceback" not in printed
    refused = contradicted / "releases" / "refused"
    assert f"page {refused / 'site/validation/index.html'}" in printed
    assert f"SQL {refused / 'warehouse.duckdb'}" in printed
    assert [path.name for path in refused.parent.glob(".building*")] == []


def test_what_was_refused_can_be_looked_at(contradicted: Path) -> None:
    refused = contradicted / "releases" / "refused"
    assert {path.name for path in refused.iterdir()} == {"warehouse.duckdb", "site"}
    with duckdb.connect(str(refused / "warehouse.duckdb"), read_only=True) as warehouse:
        exports = "select printed from marts.figures where figure_no = 11"
        assert warehouse.sql(exports).fetchall() == [("960",)]
    index = (refused / "site/validation/index.html").read_text(encoding="utf-8")
    assert "The audit refused this build." in index
    assert "figure 11: 960" in index  # what was printed
    assert "2,009.5 – 2,010.5" in index  # what the total stands for
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


def test_a_misprint_is_refused_in_its_place(published: Path, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    edit(seeds, FIGURES, '"51,49"', '"51,4x"')
    before = tree(published / "current")
    run = call("--releases", published, "--seeds", seeds)
    assert run.returncode == 2
    assert "figures/lang-son-2021-h1.csv, line 13, column printed" in run.stderr.replace("\n", "")
    assert "51,4x" in run.stderr
    assert tree(published / "current") == before


def test_quarantine_publishes_all_but_the_contradicted_report(contradicted: Path) -> None:
    printed = (contradicted / "quarantined.txt").read_text(encoding="utf-8")
    assert "In quarantine" in printed and REPORT in printed
    releases = contradicted / "releases"
    assert manifest_of(releases)["quarantined"] == [REPORT]
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


def test_an_acknowledged_contradiction_goes_out_on_show(unusual: Path) -> None:
    assert "Contradictions on show" in (unusual / "printed.txt").read_text(encoding="utf-8")
    page = (unusual / "releases/current/site/index.html").read_text(encoding="utf-8")
    assert "Contradictions" in page and "2,279 – 2,281" in page and "2.279 – 2.281" in page


def test_a_stale_correction_is_refused(tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    with (seeds / "reference/corrections.csv").open("a", encoding="utf-8") as corrections:
        corrections.write("lang-son-2021-h1,11,override,691,690,Misprint,Other pages\n")
    run = call("--releases", tmp_path / "releases", "--seeds", seeds)
    assert run.returncode == 2
    assert "691" in run.stderr and "690" in run.stderr
    assert not (tmp_path / "releases" / "current").exists()


def test_a_second_report_needs_reference_rows_only(unusual: Path) -> None:
    releases = unusual / "releases"
    with duckdb.connect(str(releases / "current/warehouse.duckdb"), read_only=True) as warehouse:

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


def test_a_run_keeps_so_many_releases_as_it_is_asked(unusual: Path) -> None:
    releases = unusual / "releases"
    assert not (releases / OLD).exists()
    assert [release.name for release in Releases(releases).published()] == [
        (releases / "current").resolve().name
    ]


def test_a_file_is_checked_before_it_is_in_seeds(tmp_path: Path) -> None:
    good = PROJECT / "seeds" / FIGURES
    bad = tmp_path / good.name
    text = good.read_text(encoding="utf-8")
    bad.write_text(text.replace("level,690,", "level,960,"), encoding="utf-8")
    run = call("check", bad)
    assert run.returncode == 1
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in run.stdout
    bad.write_text(text.replace("51,49", "51,4x").replace("75,86", "75.86"), encoding="utf-8")
    run = call("check", bad)
    assert run.returncode == 2
    assert "line 13" in run.stderr and "line 16" in run.stderr


def test_a_file_without_a_contradiction_is_given_its_due(
    shipped_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `check` finds it in the warehouse that dbt would have built for it."""

    def built(paths: BuildPaths, *_: object) -> None:
        shutil.copyfile(shipped_warehouse, paths.warehouse)

    monkeypatch.setattr("doichieu.commands.check.transform", built)
    run = call("check", PROJECT / "seeds" / FIGURES)
    assert run.returncode == 0, run.stderr
    assert "No contradiction" in run.stdout and "nothing checks" in run.stdout


def test_a_release_stays_while_somebody_reads_it(published: Path, tmp_path: Path) -> None:
    releases = Releases(copy_releases(published, tmp_path / "releases"))
    first = releases.in_force()
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
    build = releases.new_build("0123456789")
    shutil.copytree(first, build.folder, dirs_exist_ok=True)
    second = releases.publish(build)
    assert answer() == "26"
    assert releases.prune(1) == [] and first.exists() and answer() == "26"
    shell.stdin.close()
    shell.wait()
    shell.stdout.close()
    assert releases.prune(1) == [first] and not first.exists()
    assert releases.published() == [releases.in_force()] == [second]


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


def test_a_mistyped_option_is_told_before_anything_is_made(tmp_path: Path) -> None:
    run = call(f"--relases={tmp_path}")
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
    for options, is_long in ((words, False), (["--all", *words], True)):
        parsed = parse(["test", *options])
        assert parsed.command == "test" and parsed.pytest_arguments == words
        assert parsed.is_long is is_long


def test_a_place_that_takes_no_release_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    run = call("--releases", tmp_path / "file")
    assert run.returncode == 2 and "--releases" in run.stderr
    (tmp_path / "releases/current").mkdir(parents=True)
    run = call("--releases", tmp_path / "releases")
    assert run.returncode == 2 and "Move it away" in run.stderr
    assert list((tmp_path / "releases/current").iterdir()) == []


def test_a_broken_structure_is_refused_with_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from doichieu.derive.dbt import StructureFault
    from doichieu.report.console import print_structure

    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table reports as select 'north' as report_id")
    fault = StructureFault("key", "A report stands once.", "Got 1 result", "select * from reports")
    print_structure(warehouse, [fault])
    told = capsys.readouterr().err
    assert "A report stands once." in told and "report_id north" in told
    assert "Nothing was published" in told


def test_an_audit_that_ends_early_says_why(tmp_path: Path) -> None:
    from doichieu.audit.auditor import AuditFailed, Auditor

    with (
        pytest.raises(AuditFailed, match=r"(?s)ended early.*There is no warehouse"),
        Auditor(tmp_path) as auditor,
    ):
        auditor.begin(tmp_path / "none.duckdb", tmp_path / "docs")
        auditor.outcomes()
