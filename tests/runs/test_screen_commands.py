"""A screen that shows a part names the command that lists all, and the command does."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.random_collections import write_seeds
from support.running import PROJECT, call
from support.small_collections import SmallCollection
from support.warehouses import warehouse_of

from doichieu.base.paths import WAREHOUSE
from doichieu.base.typed import shell_command
from doichieu.derive.compiled_models import CompiledModels
from doichieu.release.releases import REFUSED
from doichieu.report.findings import MOST_SHOWN, find
from doichieu.report.screen import LINES, height, on_screen
from doichieu.report.sections import finding_sections

NAME = "20260101T000000Z-aaaaaaaa"


def collection() -> SmallCollection:
    """Several reports with something of every kind that a screen lists, acknowledged and open."""
    made = SmallCollection()
    made.identity("sum", "sum", "total", "a", "b")
    made.identity("incomplete", "sum", "g", "h", "k")
    for nth in range(1, 5):
        says = ["total level 100", "a level 40", "b level 70", "total increase_pct 10"]
        says += ["a increase_pct 30.0", "b increase_pct 20.0", "c level 748", "c level 790"]
        says += ["e level 100", "e plan_level 200", "e plan_pct 80.0", f"lone level {nth}00"]
        says += ["f level 1000", "f plan_level 2000", "f plan_pct 49.9"]
        says += ["g level 10", "h level 4"]
        made.report(f"r{nth}", says, period=f"202{nth}")
        made.correction(f"r{nth}", 7, "acknowledge")
    made.report("r5", ["lone level 900", "a level 500", "total level 900"], period="2021")
    return made


@pytest.fixture(scope="module")
def releases(
    compiled_models: CompiledModels,
    shipped_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Releases and a refused build of this collection, in a folder with spaces and a quote."""
    folder = tmp_path_factory.mktemp("commands") / "it's a [folder] with dấu"
    seeds = write_seeds(folder / "seeds", collection().tables)
    for name in (NAME, REFUSED):
        (folder / "releases" / name).mkdir(parents=True)
        warehouse = folder / "releases" / name / WAREHOUSE
        warehouse_of(seeds, compiled_models, shipped_warehouse, warehouse)
        (warehouse.parent / "manifest.json").write_text("{}")
    (folder / "releases" / "current").symlink_to(NAME)
    return folder / "releases"


def run(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a shell as a user would, in the project's folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        shell=True,
        executable="/bin/bash",
        cwd=PROJECT,
        env=os.environ | {"PATH": path},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the commands of another shell")
@pytest.mark.parametrize("is_refused", [False, True], ids=["published", "refused"])
def test_every_command_works_as_printed_and_lists_all(
    releases: Path, is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    findings = find(releases / "current" / WAREHOUSE)
    sections = finding_sections(
        findings, lambda query: shell_command(releases, query, is_refused=is_refused)
    )
    # As if no item had room.
    shown = [line.plain for section in sections for line in section.heading(0, 80)]
    commands = {}
    for line in shown:
        if found := re.match(r"(.*?)(?:: (?:\d+ of )?(\d+))?(?:, [^;]*)?; all: (python .*)", line):
            commands[found[1]] = found[2], found[3]
    assert {title.split(",")[0].split(":")[0] for title in commands} >= {
        *("Conflicts", "Contradictions", "Plan completion", "Growth", "Corrections"),
        *("Not checkable", "Revised", "Suspect"),
    }
    for title, (number, command) in commands.items():
        printed = run(command)
        assert (printed.returncode, printed.stderr) == (0, ""), command
        listed = run(command.replace(" shell ", " shell -csv ", 1))
        rows = list(csv.DictReader(io.StringIO(listed.stdout)))
        if title.startswith("Conflicts"):
            rows = list({row["conflict_id"]: row for row in rows}.values())
            number = str(findings.counted["conflicts"] + findings.counted["settled_conflicts"])
        if number is not None:
            assert len(rows) == int(number), title
        assert rows, title


def refused_rows(file: Path) -> Path:
    """Write a file of figures with a thousand rows that are refused."""
    columns = "report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id"
    rows = [f"lang-son-2021-h1,{nth},exports,,,level,{nth}x,million_usd" for nth in range(1, 1001)]
    lines = [f"{columns},qualifier,basis,place,note", *(f"{row},,,," for row in rows)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_screen_of_a_check_names_the_command_that_prints_everything(tmp_path: Path) -> None:
    """Refused rows too: a thousand of them are one screen, and listed by the same command."""
    file = refused_rows(tmp_path / "a report.csv")
    refused = call("check", file)
    assert refused.returncode == 2
    lines = refused.stderr.splitlines()
    assert len(lines) < LINES
    assert lines[0].startswith("The input could not be read: 1,001 faults; all: python")
    assert lines[0].endswith(f'check "{file}" --full')
    assert "line 2, column printed" in lines[1]
    everything = call("check", file, "--full").stderr
    assert everything.count("column printed") == 1000 and len(everything.splitlines()) > 2000


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another shell")
def test_a_reader_that_leaves_changes_no_exit_status(tmp_path: Path) -> None:
    """`check … | head` is no refusal and no fault of the program."""
    file = refused_rows(tmp_path / "faults.csv")
    ended = run(f'python -m doichieu check --full "{file}" 2>&1 | head -1; exit ${{PIPESTATUS[0]}}')
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout == "Read the inputs …\n"


def test_one_report_of_thousands_of_indicators_and_conflicts(
    compiled_models: CompiledModels, shipped_warehouse: Path, tmp_path: Path
) -> None:
    made = SmallCollection()
    says = [f"i{nth} level {nth + 1}.5" for nth in range(4000)]
    says += [f"i{nth} level {nth + 3}.5" for nth in range(1000)]
    says += [f"i{nth} increase_pct 1{nth}.5" for nth in range(3000)]
    made.report("report", says)
    for row in made.tables["indicators"]:
        row["name_vi"] = row["name_en"] = f"{row['indicator_id']} " + "rất dài và 1.234,5 " * 40
    seeds = write_seeds(tmp_path / "seeds", made.tables)
    warehouse = warehouse_of(seeds, compiled_models, shipped_warehouse, tmp_path / WAREHOUSE)
    findings = find(warehouse)
    assert findings.counted["conflicts"] >= 1000 and len(findings.conflicts) == MOST_SHOWN
    for width in (40, 80, 200):
        shown = on_screen(finding_sections(findings, lambda query: "list"), width, LINES)
        assert height(shown, width) <= LINES
        (title,) = [line.plain for line in shown if line.plain.startswith("Conflicts")]
        assert f" of {findings.counted['conflicts']:,}, the gravest first; all: list" in title
        assert sum("cannot" in line.plain for line in shown) > 2, [line.plain for line in shown]
