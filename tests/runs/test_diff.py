"""`diff`: every change between two releases is shown, and nothing else."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from support.random_collections import write_seeds
from support.running import call
from support.seeds_folder import FIGURES, append, copy_seeds, figure, line_of, read_lines
from support.small_collections import SmallCollection
from support.warehouses import warehouse_of

from doichieu.base.faults import NotFound
from doichieu.base.paths import WAREHOUSE
from doichieu.commands.diff import chosen
from doichieu.derive.compiled_models import CompiledModels
from doichieu.diff.compare import CATEGORIES, Change, Comparison, compare
from doichieu.diff.wording import contradiction_line, line
from doichieu.release.releases import Releases, changes_page
from doichieu.report.screen import LINES

EARLIER, LATER = "20260101T000000Z-aaaaaaaa", "20260102T000000Z-bbbbbbbb"
REPORT = "lang-son-2021-h1"
MANIFEST = json.dumps({"versions": {"duckdb": "1.5.6"}})


def describe(release: Path) -> Path:
    """Write the manifest of a release; returns its folder."""
    (release / "manifest.json").write_text(MANIFEST)
    return release


@pytest.fixture
def release(compiled_models: CompiledModels, shipped_warehouse: Path) -> Callable[..., Path]:
    """Writes a release folder with the warehouse that a run would derive from seeds."""

    def build(seeds: Path, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        warehouse_of(seeds, compiled_models, shipped_warehouse, folder / WAREHOUSE)
        return describe(folder)

    return build


@pytest.fixture
def releases(shipped_warehouse: Path, tmp_path: Path) -> Path:
    """A folder of two equal releases, the later is the current one; tests change the later.

    Its name contains a quote.
    """
    folder = tmp_path / "it's"
    for name in (EARLIER, LATER):
        (folder / name).mkdir(parents=True)
        shutil.copyfile(shipped_warehouse, folder / name / WAREHOUSE)
        describe(folder / name)
    (folder / "current").symlink_to(LATER)
    return folder


def plant(releases: Path, *statements: str, name: str = LATER) -> None:
    """Change a release's warehouse."""
    with duckdb.connect(str(releases / name / WAREHOUSE)) as connection:
        for statement in statements:
            connection.execute(statement)


def compared(releases: Path) -> Comparison:
    """The comparison of the earlier release with the later one."""
    return compare(releases / EARLIER, releases / LATER, 1000, 1000)


def changes(comparison: Comparison) -> list[tuple[str | None, Change]]:
    """Every change, with its report."""
    return [
        (section.report_id, change) for section in comparison.sections for change in section.changes
    ]


# ----- each kind of change -----------------------------------------------------------------


@dataclass(frozen=True)
class Planted:
    """A change of the later release, and the one line that should show it."""

    statement: str
    category: str
    line: str
    report: str | None = REPORT


PLANTED = {
    "verdict": Planted(
        "update marts.reconciliation set verdict = 'suspect', severity = 3 "
        "where kind = 'sum' and quantity = 'level'",
        "verdict",
        "sum check of Trade through the province (trade), level, 2021-H1: "
        "verdict consistent → suspect; severity 0.15959 → 3",
    ),
    "print": Planted(
        "update marts.figures set printed = '51,94', value = 51.94 where figure_no = 12",
        "print",
        "figure 12, Exports (exports), plan_pct: printed 51,49 → 51,94; value 51.49 → 51.94",
    ),
    "last zero of a print": Planted(
        "update marts.figures set printed = '46.90' where figure_no = 18",
        "print",
        "figure 18, Exports of local goods (local_exports), plan_pct: printed 46,9 → 46.90",
    ),
    "correction": Planted(
        "update marts.figures set correction = 'acknowledge' where figure_no = 8",
        "correction",
        "figure 8, Trade through the province (trade), level: correction none → acknowledge",
    ),
    "figure removed": Planted(
        "delete from marts.figures where figure_no = 26",
        "figure",
        "figure 26, Tourist visits (tourists), increase_pct: removed, printed 73,2, "
        "check status unverifiable",
    ),
    "figure added": Planted(
        "insert into marts.figures select * replace (27 as figure_no, 'council' as basis) "
        "from marts.figures where figure_no = 25",
        "figure",
        "figure 27, Tourist visits (tourists), plan_pct, council: added, printed 33,3, "
        "check status unverifiable",
    ),
    "wording": Planted(
        "update marts.figures set measure = 'decrease_pct' where figure_no = 26",
        "wording",
        "figure 26, Tourist visits (tourists), decrease_pct: measure increase_pct → decrease_pct",
    ),
    "qualifier": Planted(
        "update marts.figures set qualifier = 'about' where figure_no = 26",
        "wording",
        "figure 26, Tourist visits (tourists), increase_pct: qualifier blank → about",
    ),
    "reading": Planted(
        "update marts.figures set half_lower = 51.485000000000007 where figure_no = 12",
        "reading",
        "figure 12, Exports (exports), plan_pct: half lower 51.485 → 51.48500000000001",
    ),
    "status": Planted(
        "update marts.figures set check_status = 'suspect' where figure_no = 12",
        "status",
        "figure 12, Exports (exports), plan_pct: check status confirmed → suspect",
    ),
    "feasibility": Planted(
        "update marts.figures set feasible_upper = null where figure_no = 4",
        "feasibility",
        "figure 4, Gross regional domestic product (grdp), increase_pct: "
        "feasible upper 6.725 → none",
    ),
    "note": Planted(
        "update marts.figures set note = 'seen twice' where figure_no = 4",
        "note",
        "figure 4, Gross regional domestic product (grdp), increase_pct: "
        "note in the heading → seen twice",
    ),
    "check removed": Planted(
        "delete from marts.reconciliation where kind = 'repeat'",
        "check",
        "repeat check of Gross regional domestic product (grdp), growth, 2021-H1: removed, "
        "verdict consistent",
    ),
    "check added": Planted(
        "insert into marts.reconciliation select * replace (check_id || '/x' as check_id) "
        "from marts.reconciliation where kind = 'joint'",
        "check",
        "joint check of Trade through the province (trade), all, 2021-H1: added, "
        "verdict consistent",
    ),
    "interval": Planted(
        "update marts.reconciliation set right_upper = 2011.5 "
        "where kind = 'sum' and quantity = 'level'",
        "interval",
        "sum check of Trade through the province (trade), level, 2021-H1: "
        "right upper 2,011 → 2,011.5",
    ),
    "plan": Planted(
        "update marts.plan_completion set roundest_plan = 1341 where indicator_id = 'exports'",
        "derived",
        "plan of Exports (exports), 2021-H1: roundest plan 1,340 → 1,341",
    ),
    "plan of a basis": Planted(
        "insert into marts.plan_completion select * replace ('council' as basis) "
        "from marts.plan_completion where indicator_id = 'exports'",
        "derived",
        "plan of Exports (exports), 2021-H1, council: added, level 690, plan pct 51.49",
    ),
    "growth": Planted(
        "delete from marts.growth where indicator_id = 'grdp'",
        "derived",
        "growth of Gross regional domestic product (grdp), 2021-H1: removed, growth pct 6.72",
    ),
    "revision": Planted(
        "insert into marts.revisions values ('lang-son', '2021', 'exports', '', 'million_usd', "
        f"'plan', 'another', '{REPORT}', 1, 2, 3, 4, 100, false)",
        "revision",
        f"plan of Exports (exports), 2021: another and {REPORT}: added",
    ),
    "conflict": Planted(
        f"insert into marts.conflicts values ('c', '{REPORT}', 12, 2, 51.5, 51.9, "
        "'sum/x', true, 1)",
        "conflict",
        "figure 12, Exports (exports), in a conflict of 2 figures: added, rank 1",
    ),
    "repair": Planted(
        f"insert into marts.repair_candidates values ('{REPORT}', 12, '51,49', '51,94', "
        "'plan_pct', null, 'digits swapped', 'single_level', 1)",
        "repair",
        "repair of figure 12, Exports (exports): 51,94 for 51,49: added, printed 51,49, rank 1",
    ),
    "reference": Planted(
        "update reference.limits set upper = 300 "
        "where indicator_id = '*' and measure = 'plan_pct' and severity = 'warning'",
        "reference",
        "limits: * / plan_pct / warning: upper 200 → 300",
        None,
    ),
    "reference column": Planted(
        "alter table reference.units add column remark varchar; "
        "update reference.units set remark = 'new' where unit_id = 'usd'",
        "reference",
        "units: usd: remark none → new",
        None,
    ),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_change_is_shown_and_nothing_else(releases: Path, planted: Planted) -> None:
    plant(releases, planted.statement)
    comparison = compared(releases)
    ((report, change),) = changes(comparison)
    assert (report, change.category) == (planted.report, planted.category)
    assert line(change) == planted.line
    assert comparison.counts == {planted.category: 1}


def test_every_category_is_planted() -> None:
    assert {planted.category for planted in PLANTED.values()} == set(CATEGORIES) - {"report"}


def test_the_reverse_comparison_shows_the_reverse_change(releases: Path) -> None:
    plant(releases, PLANTED["figure removed"].statement)
    back = compare(releases / LATER, releases / EARLIER, 1000, 1000)
    ((_, change),) = changes(back)
    assert (change.category, change.state) == ("figure", "added")


def test_an_added_or_removed_report_is_one_line(releases: Path) -> None:
    tables = ("figures", "reconciliation", "plan_completion", "growth")
    copies = [
        f"insert into marts.{table} select * replace ('new' as report_id"
        + (", 'new/' || check_id as check_id" if table == "reconciliation" else "")
        + f") from marts.{table}"
        for table in tables
    ]
    plant(
        releases,
        *copies,
        "insert into reference.reports select * replace ('new' as report_id) "
        "from reference.reports",
    )
    ((report, change),) = changes(compared(releases))
    assert (report, line(change)) == ("new", "26 figures: added")
    back = compare(releases / LATER, releases / EARLIER, 1000, 1000)
    ((report, change),) = changes(back)
    assert (report, line(change)) == ("new", "26 figures: removed")


def test_equal_releases_have_no_changes(releases: Path) -> None:
    run = call("diff", "--releases", releases)
    assert run.returncode == 0
    first, second, third = run.stdout.splitlines()
    assert first == f"{EARLIER} → {LATER}" and third.startswith("Nothing changed")
    assert second == "Contradictions: 0 new, 0 gone, 0 in both"
    assert not changes_page(releases / LATER).exists()
    run = call("diff", "--releases", releases, LATER, "current")
    assert run.returncode == 0 and "Nothing changed" in run.stdout


# ----- figures are matched by their content, not by their number ---------------------------


def test_a_removed_figure_renumbers_the_others_and_changes_nothing_else(
    releases: Path, release: Callable[..., Path], tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    header, *rows = read_lines(seeds / FIGURES)
    del rows[1]
    renumbered = [
        re.sub(r"^([^,]*),\d+,", rf"\g<1>,{number},", row) for number, row in enumerate(rows, 1)
    ]
    (seeds / FIGURES).write_text("\n".join([header, *renumbered]) + "\n", encoding="utf-8")
    release(seeds, releases / LATER)
    # A conflict is the same one where its figures are.
    for name, numbers in ((EARLIER, (12, 13)), (LATER, (11, 12))):
        conflict = f"conflict/{numbers}"
        plant(
            releases,
            *(
                f"insert into marts.conflicts values "
                f"('{conflict}', '{REPORT}', {number}, 2, 51.5, 51.9, 'sum/x', true, 1)"
                for number in numbers
            ),
            name=name,
        )
    comparison = compared(releases)
    assert comparison.counts == {"figure": 1, "check": 1}
    lines = [line(change) for _, change in changes(comparison)]
    assert lines[0].startswith("figure 2, Patrol huts") and ": removed" in lines[0]
    assert len(lines) == 2
    # The numbers of 24 figures, and the checksum of their file.
    assert comparison.technical == 25
    run = call("diff", "--releases", releases, "--html", tmp_path / "page.html")
    words = "Not counted: 25 rows with another figure number, file name or checksum"
    assert words in run.stdout and words in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_an_edit_is_shown_with_its_consequences(
    releases: Path, release: Callable[..., Path], tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    figure(12, printed="51,94")(seeds)
    append(
        "reference/corrections.csv",
        line_of([REPORT, "8", "acknowledge", "2.010", "", "Printed so", "The print"]),
    )(seeds)
    comparison = compare(releases / EARLIER, release(seeds, releases / LATER), 1000, 1000)
    lines = [line(change) for _, change in changes(comparison)]
    # The edits come before their consequences.
    assert lines[0].startswith("figure 12, Exports (exports), plan_pct: printed 51,49 → 51,94")
    assert lines[1].startswith("figure 8, Trade through the province (trade), level: correction ")
    assert lines[2].endswith(
        "verdict consistent → contradiction; decoupled consistent → suspect; "
        "single level consistent → contradiction; and 3 more"
    )
    expected = {"verdict", "print", "correction", "derived", "repair", "status", "conflict"}
    assert expected <= set(comparison.counts)
    ranks = [list(CATEGORIES).index(change.category) for _, change in changes(comparison)]
    assert ranks == sorted(ranks), "causes first, then the most severe"
    assert any(one.startswith(f"corrections: {REPORT} / 8: added") for one in lines)


# ----- on the screen and as a page ---------------------------------------------------------


def test_a_long_list_is_cut_and_counted(releases: Path) -> None:
    plant(
        releases,
        "update marts.figures set check_status = 'suspect'",
        "update marts.growth set level = level + 1 where level is not null",
        "update marts.reconciliation set verdict = 'suspect'",
    )
    changed = 26 + 6 + 51
    run = call("diff", "--releases", releases)
    assert run.returncode == 0
    lines = run.stdout.splitlines()
    assert f"{REPORT}: {changed} changes" in lines and len(lines) == LINES
    (rest,) = [line for line in lines if "more changes." in line]
    first, end = lines.index(f"{REPORT}: {changed} changes"), lines.index(rest)
    assert rest == f"  … {changed - (end - first - 1)} more changes."
    page = changes_page(releases / LATER)
    assert "As a page:" in lines[-1] and page.name in run.stdout.replace("\n", "")
    text = page.read_text(encoding="utf-8")
    assert text.count("<li") == changed
    whole = call("diff", "--releases", releases, "--full").stdout.splitlines()
    assert len(whole) == len(lines) + changed - (end - first - 1) - 1
    assert "more changes" not in "".join(whole)


def test_many_reports_are_cut_and_counted(releases: Path, tmp_path: Path) -> None:
    number = LINES
    more = f"from marts.figures, range({number}) as copies(n) where figure_no = 1"
    for name in (EARLIER, LATER):
        plant(
            releases,
            f"insert into marts.figures select figures.* replace ('r' || n as report_id) {more}",
            name=name,
        )
    plant(releases, "update marts.figures set note = 'new' where report_id like 'r%'")
    run = call("diff", "--releases", releases, "--html", tmp_path / "page.html")
    lines = run.stdout.splitlines()
    assert len(lines) <= LINES
    (title,) = [line for line in lines if line.startswith("Reports: ")]
    shown = sum(line.startswith("r") and line.endswith(": 1 change") for line in lines)
    assert f"Reports: {shown} of {number}, the most severe first; all: python" in title
    assert shown > 20 and "--full" in title and f'"{releases}"' in title
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<h2>") == number
    assert not changes_page(releases / LATER).exists()


def test_a_report_with_a_changed_verdict_comes_before_one_with_other_numbers(
    releases: Path,
) -> None:
    copied = (
        "insert into marts.{table} select * replace ('another' as report_id{more}) "
        "from marts.{table}"
    )
    for name in (EARLIER, LATER):
        plant(
            releases,
            copied.format(table="figures", more=""),
            copied.format(table="reconciliation", more=", 'another/' || check_id as check_id"),
            name=name,
        )
    plant(
        releases,
        "update marts.figures set printed = '51,5' where figure_no < 20 and report_id = 'another'",
        f"update marts.reconciliation set verdict = 'suspect' "
        f"where kind = 'joint' and report_id = '{REPORT}'",
    )
    comparison = compared(releases)
    assert [section.report_id for section in comparison.sections] == [REPORT, "another"]
    assert list(comparison.counts) == ["verdict", "print"]


class Reader(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href"} & {name for name, _ in attrs}, "it needs no other file"

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_needs_no_other_file_and_escapes_data(releases: Path, tmp_path: Path) -> None:
    plant(releases, "update marts.figures set note = '<script>1</script>' where figure_no = 4")
    manifest = {"versions": {"duckdb": "1.5.7"}, "options": {"quarantine": True}}
    (releases / LATER / "manifest.json").write_text(json.dumps(manifest))
    run = call("diff", EARLIER, LATER, "--releases", releases, "--html", tmp_path / "x.html")
    assert run.returncode == 0
    assert "  version duckdb: 1.5.6 → 1.5.7" in run.stdout.splitlines()
    assert "  option quarantine: none → True" in run.stdout.splitlines()
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(text)
    assert "script" not in reader.tags and "<script>1</script>" in reader.text
    assert "prefers-color-scheme: dark" in text and "1.5.6 → 1.5.7" in text


def test_a_page_that_cannot_be_written_is_reported(releases: Path, tmp_path: Path) -> None:
    plant(releases, PLANTED["note"].statement)
    run = call("diff", "--releases", releases, "--html", tmp_path / "none" / "x.html")
    assert run.returncode == 2 and "--html" in run.stderr and "Traceback" not in run.stderr


def test_the_page_is_deleted_with_its_release(releases: Path) -> None:
    page = changes_page(releases / EARLIER)
    page.touch()
    changes_page(releases / LATER).touch()
    assert Releases(releases).prune(1) == [(releases / EARLIER).resolve()]
    assert not page.exists() and changes_page(releases / LATER).exists()


# ----- which releases ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [
        [],
        [EARLIER],
        [EARLIER[:10]],
        ["20260101T000000Z", "20260102"],
        [EARLIER, "current"],
        ["FOLDER", LATER],
    ],
)
def test_releases_can_be_named_in_many_ways(releases: Path, named: list[str]) -> None:
    words = [str(releases / EARLIER) if word == "FOLDER" else word for word in named]
    assert chosen(Releases(releases), words) == (releases / EARLIER, releases / LATER)


@pytest.mark.parametrize("named", [["2025"], ["2026"], ["nowhere", LATER], ["", LATER]])
def test_a_wrong_name_lists_the_releases(releases: Path, named: list[str]) -> None:
    with pytest.raises(NotFound) as absence:
        chosen(Releases(releases), named)
    assert all(name in str(absence.value) for name in (EARLIER, LATER, repr(named[0])))


def test_missing_releases_are_reported(releases: Path, tmp_path: Path) -> None:
    run = call("diff", "--releases", tmp_path / "none")
    assert run.returncode == 2 and "There is no release" in run.stderr
    run = call("diff", "x", "y", "--releases", tmp_path / "none")
    assert run.returncode == 2 and "contains none yet" in run.stderr
    shutil.rmtree(releases / EARLIER)
    run = call("diff", "--releases", releases)
    assert run.returncode == 2 and "no release before" in run.stderr
    assert call("diff", "a", "b", "c").returncode == 2


@pytest.mark.parametrize(
    ("statement", "lacking"),
    [
        ("alter table marts.figures drop column note", "the column figures.note (VARCHAR)"),
        ("drop table marts.repair_candidates", "the mart repair_candidates"),
        ("drop table reference.limits", "the reference table limits"),
        ("alter table marts.figures alter place type integer", "figures.place (VARCHAR)"),
    ],
)
def test_releases_with_other_columns_are_refused(
    releases: Path, statement: str, lacking: str
) -> None:
    plant(releases, statement, name=EARLIER)
    with pytest.raises(NotFound, match=re.escape(lacking)) as refused:
        compared(releases)
    assert str(refused.value).startswith(f"{EARLIER} cannot be compared with {LATER}")
    run = call("diff", "--releases", releases)
    assert run.returncode == 2 and "it lacks" in run.stderr and run.stdout == ""


def test_a_file_that_is_not_a_warehouse_is_reported(releases: Path) -> None:
    (releases / EARLIER / WAREHOUSE).write_text("not a database")
    with pytest.raises(NotFound, match="cannot be read"):
        compared(releases)
    (releases / EARLIER / WAREHOUSE).unlink()
    duckdb.connect(str(releases / EARLIER / WAREHOUSE)).close()
    with pytest.raises(NotFound, match="contains no marts"):
        compared(releases)


def test_a_collection_that_grows_is_compared(release: Callable[..., Path], tmp_path: Path) -> None:
    collection = SmallCollection()
    collection.report("one", ["rice level 8.4", "rice plan_pct 50"])
    one = release(write_seeds(tmp_path / "a", collection.tables), tmp_path / EARLIER)
    collection.report("two", ["rice level 9.4"], period="2022-H1")
    two = release(write_seeds(tmp_path / "b", collection.tables), tmp_path / LATER)
    comparison = compare(one, two, 9, 9)
    assert [(report, line(change)) for report, change in changes(comparison)] == [
        ("two", "1 figure: added")
    ]
    assert comparison.technical > 0


# ----- contradictions come first -----------------------------------------------------------


def test_new_and_gone_contradictions_are_named_first(
    releases: Path, release: Callable[..., Path], tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    figure(12, printed="51,94")(seeds)
    release(seeds, releases / LATER)
    comparison = compared(releases)
    assert comparison.contradictions.counts == {"new": 1, "gone": 0, "in both": 0}
    expected = (
        f"new: {REPORT}: joint check of Trade through the province (trade), all, 2021-H1: "
        "figure 8 (2.010), figure 9 (65,26), figure 11 (690), figure 12 (51,94), "
        "figure 14 (1.320), figure 15 (75,86)"
    )
    run = call("diff", "--releases", releases, "--html", tmp_path / "page.html")
    lines = run.stdout.splitlines()
    assert lines[:4] == [
        f"{EARLIER} → {LATER}",
        "Contradictions: 1 new, 0 gone, 0 in both",
        "Contradictions that are new",
        f"  {expected}",
    ]
    # Then what the checks say, before the numbers that changed.
    assert lines[4].endswith("verdicts changed")
    assert expected in (tmp_path / "page.html").read_text(encoding="utf-8")
    back = compare(releases / LATER, releases / EARLIER, 1000, 1000)
    assert back.contradictions.counts == {"new": 0, "gone": 1, "in both": 0}
    assert contradiction_line(back.contradictions.changes[0]) == expected.replace("new", "gone", 1)
    same = compare(releases / LATER, releases / LATER, 1000, 1000)
    assert same.contradictions.counts == {"new": 0, "gone": 0, "in both": 1}


def test_the_contradictions_of_an_added_report_are_new(
    release: Callable[..., Path], tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report("one", ["rice level 8.4", "rice plan_pct 50"])
    one = release(write_seeds(tmp_path / "a", collection.tables), tmp_path / EARLIER)
    collection.report("two", ["rice level 9.4", "rice level 9.7"], period="2022-H1")
    two = release(write_seeds(tmp_path / "b", collection.tables), tmp_path / LATER)
    ((row),) = compare(one, two, 9, 9).contradictions.changes
    assert contradiction_line(row) == (
        "new: two: repeat check of made up (rice), level, 2022-H1: figure 1 (9.4), figure 2 (9.7)"
    )


def test_many_contradictions_are_cut_and_counted(releases: Path) -> None:
    number = 70
    for name, verdict in ((EARLIER, "consistent"), (LATER, "contradiction")):
        plant(
            releases,
            "insert into marts.reconciliation select reconciliation.* replace ("
            f"check_id || '/' || n as check_id, '{verdict}' as verdict, n as severity, "
            "n = 1 as is_acknowledged) "
            f"from marts.reconciliation, range(1, {number + 1}) as copies(n) where kind = 'joint'",
            name=name,
        )
    lines = call("diff", "--releases", releases).stdout.splitlines()
    assert lines[1] == f"Contradictions: {number} new, 0 gone, 0 in both"
    shown = [text for text in lines if text.startswith("  new: ")]
    assert len(lines) <= LINES
    assert 20 < len(shown) < number
    assert lines[2].startswith(f"Contradictions that are new: {len(shown)} of {number}, ")
    full = call("diff", "--releases", releases, "--full").stdout.splitlines()
    assert sum(text.startswith("  new: ") for text in full) == number
    found = compared(releases).contradictions.changes
    assert len(found) == number
    # The gravest first, those that a correction acknowledges last.
    assert contradiction_line(found[-1]).endswith("(acknowledged)")
