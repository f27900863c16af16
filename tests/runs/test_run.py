"""Complete runs, as a user starts them: what they publish, refuse and print."""

import errno
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
    command,
    copy_releases,
    environment,
    manifest_of,
    once,
    orchestrate,
)
from support.seeds_folder import FIGURES, REPORT, append, copy_seeds
from support.shell_answers import SHELL

from doichieu.base.faults import Unfinished
from doichieu.release.releases import Releases, link_beside, put_in_place
from doichieu.report.screen import LINES


@pytest.fixture(scope="session")
def unusual(shared: Path) -> Path:
    """Releases of a run with all rare cases at once: a path with special characters, a second
    report, an acknowledged contradiction of the first, an old release beyond `--keep`.
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
    """Replace a text that occurs once in a seeds file."""
    path = seeds / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_release_is_complete(published: Path) -> None:
    names = {path.name for path in (published / "current").iterdir()}
    assert names == {"warehouse.duckdb", "site", "exports", "manifest.json"}
    for page in ("index.html", "docs/index.html", "validation/index.html"):
        assert (published / "current" / "site" / page).stat().st_size > 1000
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


def test_the_same_inputs_are_not_built_twice(published: Path, tmp_path: Path) -> None:
    releases = copy_releases(published, tmp_path / "releases")
    (releases / "refused").mkdir()
    before = manifest_of(releases)
    run = call("--releases", releases)
    assert run.returncode == 0
    assert "Nothing to do" in run.stdout
    assert manifest_of(releases) == before
    # A refused build is deleted too.
    assert {path.name for path in releases.iterdir()} == {
        ".lock",
        "current",
        (releases / "current").resolve().name,
    }


@pytest.mark.skipif(not can_be_cut_off(), reason="no unshare without root")
def test_a_run_without_a_network_publishes(published: Path) -> None:
    """The run that published these releases had none."""
    assert manifest_of(published)["rows"]["marts.figures"] == 26


def test_a_contradiction_is_refused_with_its_figures(contradicted: Path) -> None:
    printed = (contradicted / "refused.txt").read_text(encoding="utf-8")
    assert "Trade through the province" in printed
    assert "2,009.5 – 2,010.5" in printed  # the interval of the total
    assert "2,279 – 2,281" in printed  # the sum of the parts
    assert "268.5 million USD apart" in printed
    assert "figure 11, Exports (exports): 690 for 960 (digits swapped)" in printed
    assert "Traceback" not in printed
    refused = contradicted / "releases" / "refused"
    assert f"page {refused / 'site/validation/index.html'}" in printed
    assert f"database {refused / 'warehouse.duckdb'}" in printed
    assert len(printed.splitlines()) <= LINES
    assert [path.name for path in refused.parent.glob(".building*")] == []


def test_a_refused_build_can_be_inspected(contradicted: Path) -> None:
    refused = contradicted / "releases" / "refused"
    assert {path.name for path in refused.iterdir()} == {"warehouse.duckdb", "site"}
    with duckdb.connect(str(refused / "warehouse.duckdb"), read_only=True) as warehouse:
        exports = "select printed from marts.figures where figure_no = 11"
        assert warehouse.sql(exports).fetchall() == [("960",)]
    index = (refused / "site/validation/index.html").read_text(encoding="utf-8")
    assert "The audit refused this build." in index
    assert "figure 11: 960" in index
    assert "2,009.5 – 2,010.5" in index  # the interval of the total
    links = re.findall(r'href="([^"#:]+\.html)"', index)
    assert links
    for link in links:
        assert (refused / "site/validation" / link).is_file(), link


def test_quarantine_publishes_all_but_the_contradicted_component(contradicted: Path) -> None:
    printed = (contradicted / "quarantined.txt").read_text(encoding="utf-8")
    assert "In quarantine" in printed and REPORT in printed
    releases = contradicted / "releases"
    assert manifest_of(releases)["quarantined"] == [REPORT]
    with duckdb.connect(str(releases / "current/warehouse.duckdb"), read_only=True) as warehouse:
        counts = warehouse.sql(
            "select (select count(*) from marts.plan_completion), "
            "(select count(*) from marts.growth), (select count(*) from marts.figures)"
        ).fetchone()
    # Retail sales and tourists have plans, and with two indices growth; trade is left out.
    assert counts == (2, 4, 26)
    site = releases / "current/site"
    assert '"quarantined":true' in (site / "data/index.js").read_text(encoding="utf-8")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "Some figures of this report are in quarantine" in page
    answers = [path.read_text(encoding="utf-8") for path in (site / "data/indicators").iterdir()]
    without_rows = [text for text in answers if '"report":[]' in text]
    for indicator, is_left_out in (("trade", True), ("exports", True), ("retail_sales", False)):
        assert any(f'"id":"{indicator}"' in text for text in without_rows) is is_left_out


def test_an_acknowledged_contradiction_is_published(unusual: Path) -> None:
    printed = (unusual / "printed.txt").read_text(encoding="utf-8")
    assert "Conflicts, acknowledged or in quarantine" in printed
    assert "Contradictions: 4 (4 acknowledged)" in printed
    page = (unusual / "releases/current/site/index.html").read_text(encoding="utf-8")
    assert "Contradictions" in page and "2,279 – 2,281" in page and "2.279 – 2.281" in page


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


def test_a_run_deletes_old_releases(unusual: Path) -> None:
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


def test_a_file_without_a_contradiction_passes() -> None:
    run = call("check", PROJECT / "seeds" / FIGURES)
    assert run.returncode == 0, run.stderr
    assert "No contradiction" in run.stdout and "Cannot be cross-checked" in run.stdout


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
    build = releases.new_build()
    shutil.copytree(first, build.folder, dirs_exist_ok=True)
    second = releases.publish(build, build.name("0123456789"))
    assert answer() == "26"
    assert releases.prune(1) == [] and first.exists() and answer() == "26"
    shell.stdin.close()
    shell.wait()
    shell.stdout.close()
    assert releases.prune(1) == [first] and not first.exists()
    assert releases.published() == [releases.in_force()] == [second]


def test_a_release_stays_while_it_is_served(published: Path, tmp_path: Path) -> None:
    releases = Releases(copy_releases(published, tmp_path / "releases"))
    first = releases.in_force()
    serving = subprocess.Popen(
        command("serve", "--releases", releases.folder),
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert serving.stdout and first.name in serving.stdout.readline()
    build = releases.new_build()
    shutil.copytree(first, build.folder, dirs_exist_ok=True)
    releases.publish(build, build.name("0123456789"))
    assert releases.prune(1) == [] and first.exists()
    serving.kill()
    serving.wait()
    serving.stdout.close()
    assert releases.prune(1) == [first]


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
    run = call(f"--relases={tmp_path}")
    assert run.returncode == 2 and "--relases" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the link needs Developer Mode on Windows")
def test_current_is_swapped_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    link = tmp_path / "current"
    for name in ("a", "b", "a", "b"):
        put_in_place(link_beside(link, name), link)
        assert link.resolve() == (tmp_path / name).resolve()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "current"]


def test_a_build_that_cannot_be_published_is_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without symbolic links, and on Windows without the right to make them."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    releases = Releases(tmp_path)
    build = releases.new_build()
    (build.folder / "manifest.json").write_text("{}")
    with pytest.raises(Unfinished, match="could not be made: Operation not permitted"):
        releases.publish(build, build.name("0123456789"))
    assert releases.published() == [] and build.folder.exists()


def test_a_folder_that_takes_no_release_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    run = call("--releases", tmp_path / "file")
    assert run.returncode == 2 and "--releases" in run.stderr
    (tmp_path / "releases/current").mkdir(parents=True)
    run = call("--releases", tmp_path / "releases")
    assert run.returncode == 2 and "Move it away" in run.stderr
    assert list((tmp_path / "releases/current").iterdir()) == []


def test_a_broken_structure_is_refused_with_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    from doichieu.derive.dbt import StructureFault
    from doichieu.report.console import print_structure

    with duckdb.connect() as connection:
        connection.execute("create table reports as select 'north' as report_id")
        fault = StructureFault("key", "Reports are listed once.", "Got 1", "select * from reports")
        print_structure([fault.seen_in(connection)], again="again", full=False)
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
