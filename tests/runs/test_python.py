"""`import doichieu`, as an analyst calls it from Python: releases, figures in memory, reasons."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import duckdb
import pandas
import polars
import pytest
from support.running import (
    CUT_OFF,
    PROJECT,
    can_be_cut_off,
    copy_releases,
    environment,
    manifest_of,
)
from support.seeds_folder import copy_seeds, figure

import doichieu
from doichieu.base.paths import SEEDS, WAREHOUSE
from doichieu.base.yaml_files import read_yaml
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.python import why as reasons

REPORT = "lang-son-2021-h1"
MARTS = (
    *("conflicts", "figures", "growth", "plan_completion", "reconciliation"),
    *("repair_candidates", "revisions"),
)


@pytest.fixture(scope="module")
def release(published: Path) -> Iterator[doichieu.Release]:
    """The shipped release."""
    with doichieu.open(published / "current") as release:
        yield release


@pytest.fixture(scope="module")
def figures(release: doichieu.Release) -> pandas.DataFrame:
    """The shipped figures, as `check` takes them."""
    return release.transcription.df()


@pytest.fixture(scope="module")
def misprinted(figures: pandas.DataFrame) -> Iterator[doichieu.Checked]:
    """The shipped figures, checked with 51,94 in place of 51,49."""
    with doichieu.check(with_misprint(figures)) as checked:
        yield checked


def with_misprint(figures: pandas.DataFrame) -> pandas.DataFrame:
    """The shipped figures with two digits of one exchanged."""
    return figures.assign(printed=figures["printed"].where(figures["figure_no"] != 12, "51,94"))


def in_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )


# ----- import -------------------------------------------------------------------------------


def test_the_import_alone_loads_nothing() -> None:
    run = in_python(
        "import sys; before = set(sys.modules); import doichieu; doichieu.__version__;"
        "loaded = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(*sorted(loaded - set(sys.stdlib_module_names)));"
        "print(*sorted(name for name in sys.modules if name.startswith('doichieu')))"
    )
    assert run.stdout.split("\n")[:2] == ["doichieu", "doichieu"], run.stderr


def test_the_command_line_loads_nothing_of_it() -> None:
    run = in_python(
        "import sys; from doichieu.cli import parse; parse(['run']);"
        "print([name for name in sys.modules if name.startswith('doichieu.python')])"
    )
    assert run.stdout == "[]\n", run.stderr


def test_every_name_is_there_and_no_other() -> None:
    assert set(doichieu.__all__) <= set(dir(doichieu))
    assert all(getattr(doichieu, name).__doc__ for name in doichieu.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'read'"):
        doichieu.read  # noqa: B018


# ----- a release ----------------------------------------------------------------------------


def test_marts_are_those_of_the_warehouse(published: Path, release: doichieu.Release) -> None:
    with duckdb.connect(str(published / "current" / WAREHOUSE), read_only=True) as warehouse:
        for mart in MARTS:
            found = warehouse.table(f"marts.{mart}")
            asked: duckdb.DuckDBPyRelation = getattr(release, mart)
            assert (asked.columns, asked.types) == (found.columns, found.types)
            assert sorted(map(repr, asked.fetchall())) == sorted(map(repr, found.fetchall()))
        described = warehouse.sql(
            "select table_name, comment from duckdb_tables() where schema_name = 'marts' order by 1"
        )
        assert release.marts.fetchall() == described.fetchall()
    assert [name for name, _ in release.marts.fetchall()] == [*MARTS]


def test_a_mart_becomes_a_frame(release: doichieu.Release) -> None:
    plans = release.plan_completion.filter("status = 'behind'").order("plan_pct").df()
    assert plans["indicator_id"].tolist() == ["tourists", "local_exports", "retail_sales"]
    assert plans["plan_pct"].tolist() == [33.3, 46.9, 48.7]


def test_a_mart_becomes_a_frame_of_polars(release: doichieu.Release) -> None:
    growth = release.growth.order("indicator_id").pl()
    assert isinstance(growth, polars.DataFrame)
    assert (
        growth["growth_pct"].to_list()
        == release.growth.order("indicator_id").df()["growth_pct"].tolist()
    )


def test_sql_finds_marts_other_tables_questions_and_the_callers_frames(
    release: doichieu.Release,
) -> None:
    assert release.sql("select count(*) from figures").fetchall() == [(26,)]
    assert release.sql("select title from reports").fetchone() is not None
    behind = release.sql("select indicator_id, plan_pct from behind_plan('2021-H1')").fetchall()
    assert behind == [("tourists", 33.3), ("local_exports", 46.9), ("retail_sales", 48.7)]
    mine = pandas.DataFrame({"figure_no": [11, 12], "seen": ["690", "51,50"]})
    differing = release.sql(
        "select printed, seen from figures natural join mine where printed != seen"
    )
    assert differing.fetchall() == [("51,49", "51,50")]
    assert len(mine) == 2


def test_nothing_can_be_written(release: doichieu.Release) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        release.sql("drop table marts.growth")


def test_it_says_what_it_contains(published: Path, release: doichieu.Release) -> None:
    name = manifest_of(published)["release"]
    assert release.name == name and release.path == (published / "current").resolve()
    assert release.published and f"{release.published:%Y%m%dT%H%M%SZ}" == name[:16]
    assert release.manifest == manifest_of(published)
    assert release.statuses == {"confirmed": 14, "unverifiable": 12}
    assert release.counts == {"reports": 1, "figures": 26, "indicators": 13, "checks": 51}
    assert repr(release).splitlines() == [
        f"release        {name}",
        f"published      {release.published:%Y-%m-%d %H:%M} UTC",
        "reports        1",
        "figures        26: 14 confirmed, 12 unverifiable",
        "indicators     13",
        "checks         51",
        "contradictions 0",
    ]
    assert "<td style='text-align: left'>26: 14 confirmed, 12 unverifiable</td>" in (
        release._repr_html_()
    )


@pytest.mark.parametrize("path", ["", "current", f"current/{WAREHOUSE}"])
def test_a_release_is_found_by_its_folder_that_of_all_or_its_database(
    published: Path, path: str
) -> None:
    with doichieu.open(str(published / path)) as found:
        assert found.path == (published / "current").resolve()


def test_a_refused_build_can_be_opened(contradicted: Path) -> None:
    with doichieu.open(contradicted / "releases" / "refused") as refused:
        assert refused.contradictions["open"] > 0 and refused.published is None
        assert refused.why(REPORT, "exports").conflicts


def test_no_release_says_what_to_name(published: Path, tmp_path: Path) -> None:
    with pytest.raises(doichieu.NotFound, match=r"`python orchestrate.py` publishes one\.$"):
        doichieu.open(tmp_path)
    with pytest.raises(doichieu.NotFound) as missing:
        doichieu.open(published / "20200101")
    assert str((published / "current").resolve()) in str(missing.value)


def test_a_release_of_a_newer_version_is_refused(published: Path, tmp_path: Path) -> None:
    releases = copy_releases(published, tmp_path / "releases")
    manifest = releases / "current" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for version, is_newer in (("0.1.0", False), ("0.0.9", False), ("0.10.0", True), ("1.0", True)):
        manifest.write_text(text.replace('"doichieu": "0.1.0"', f'"doichieu": "{version}"'))
        if is_newer:
            with pytest.raises(doichieu.NotFound, match=f"version {version} .* this is 0.1.0"):
                doichieu.open(releases)
        else:
            doichieu.open(releases).close()


def test_a_file_that_is_no_database_is_refused(published: Path, tmp_path: Path) -> None:
    releases = copy_releases(published, tmp_path / "releases")
    (releases / "current" / WAREHOUSE).write_bytes(b"not a database, but long enough" * 500)
    with pytest.raises(doichieu.NotFound, match="cannot be opened: "):
        doichieu.open(releases)


def test_it_stays_the_same_while_another_is_published(published: Path, tmp_path: Path) -> None:
    releases = copy_releases(published, tmp_path / "releases")
    with doichieu.open(releases / "current") as old:
        shutil.copytree(old.path, releases / "29990101T000000Z-00000000")
        (releases / "current").unlink()
        (releases / "current").symlink_to("29990101T000000Z-00000000")
        with doichieu.open(releases) as new:
            assert new.name == "29990101T000000Z-00000000" != old.name
            assert new.figures.fetchall() and old.figures.fetchall()
        assert old.growth.fetchall()


def test_a_closed_release_answers_nothing(published: Path) -> None:
    release = doichieu.open(published)
    relation = release.figures
    release.close()
    release.close()
    assert repr(release) == release._repr_html_() == "Release, closed"
    for ask in (
        lambda: release.figures,
        lambda: relation.fetchall(),
        lambda: release.sql("select 1"),
    ):
        with pytest.raises(duckdb.ConnectionException, match="closed"):
            ask()


def test_several_are_open_and_threads_share_one(published: Path, release: doichieu.Release) -> None:
    def work(number: int) -> tuple[int, str]:
        relation = release.figures.filter(f"figure_no <= {number}")
        return len(relation.fetchall()), str(release.why(REPORT, "exports"))

    with doichieu.open(published) as another, ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, range(1, 27)))
        assert another.figures.join(another.growth, "indicator_id").fetchall()
    assert [count for count, _ in found] == [*range(1, 27)]
    assert len({words for _, words in found}) == 1


# ----- why ----------------------------------------------------------------------------------


@pytest.mark.parametrize("indicator", ["exports", "trade", "tourists"])
def test_why_names_the_checks_of_the_question_of_the_shell(
    release: doichieu.Release, indicator: str
) -> None:
    why = release.why(REPORT, indicator)
    asked = release.sql(f"select check_id, verdict from why('{REPORT}', '{indicator}')")
    assert sorted((one.check_id, one.verdict) for one in why.checks) == sorted(asked.fetchall())
    own = release.figures.filter(f"indicator_id = '{indicator}'")
    assert [(one.figure_no, one.printed, one.status) for one in why.figures] == sorted(
        own.select("figure_no, printed, check_status").fetchall()
    )
    assert why.conflicts == why.repair_candidates == ()


def test_why_has_the_numbers_of_the_marts(misprinted: doichieu.Checked) -> None:
    why = misprinted.why(REPORT, "exports")
    (conflict,) = why.conflicts
    rows = misprinted.sql(
        "select figure_no, implied_lower, implied_upper from conflicts order by figure_no"
    )
    assert [(one.figure_no, *one.implied) for one in conflict.figures] == rows.fetchall()
    assert conflict.is_mended
    edits = misprinted.sql("select figure_no, candidate, edit from repair_candidates order by rank")
    assert [(one.figure_no, one.candidate, one.edit) for one in why.repair_candidates] == (
        edits.fetchall()
    )
    sides = misprinted.sql(
        "select check_id, left_lower, left_upper, right_lower, right_upper, gap "
        "from reconciliation where kind = 'sum' order by check_id"
    )
    sums = sorted((one for one in why.checks if one.kind == "sum"), key=lambda one: one.check_id)
    assert [(one.check_id, *one.left, *one.right, one.gap) for one in sums] == sides.fetchall()
    feasible = misprinted.sql(
        "select feasible_lower, feasible_upper from figures "
        "where indicator_id = 'exports' order by figure_no"
    )
    assert [one.feasible for one in why.figures] == feasible.fetchall()


ENGLISH = [
    "Exports (exports) in report lang-son-2021-h1",
    "Figures",
    "  Figure 12, Exports (… % of the plan): printed 51,94 percent (Paragraph 15); contradicted: "
    "it is in a conflict, of which at least one figure is wrong; the other figures allow "
    "51.4693 – 51.5203.",
    "  These 6 figures cannot all hold:",
    "    Figure 15, Imports (… % of the plan): printed 75,86 percent (Paragraph 15); the others "
    "imply 75.3341 – 75.3912.",
    "  Figure 12, Exports: 51,49 instead of 51,94 (two digits swapped)",
    "  suspect: Trade through the province, implied plan: total 3,078.98 – 3,080.99 million USD; "
    "sum of parts 3,065.13 – 3,071.87 million USD; 7.1178 million USD apart.",
]
VIETNAMESE = [
    "Kim ngạch xuất khẩu (exports) trong báo cáo lang-son-2021-h1",
    "Số liệu",
    "  Số 12, Kim ngạch xuất khẩu (đạt … % kế hoạch): in 51,94 % (Đoạn 15); mâu thuẫn: số này "
    "thuộc một nhóm số liệu mâu thuẫn, trong đó ít nhất một số sai; các số khác cho phép "
    "51,4693 – 51,5203.",
    "  6 số này không thể cùng đúng:",
    "  Số 12, Kim ngạch xuất khẩu: 51,49 thay cho 51,94 (hai chữ số đổi chỗ)",
]


def test_why_is_said_in_both_languages(misprinted: doichieu.Checked) -> None:
    why = misprinted.why(REPORT, "exports")
    assert str(why) == repr(why) == why.in_words("en")
    assert [line for line in ENGLISH if line not in str(why).splitlines()] == []
    assert [line for line in VIETNAMESE if line not in why.in_words("vi").splitlines()] == []
    with pytest.raises(ValueError, match="write 'en' or 'vi'"):
        why.in_words("fr")


def test_every_word_is_in_both_languages() -> None:
    words = read_yaml(PROJECT / "doichieu" / "python" / "words.yml")
    phrases = [phrase for group in words.values() for phrase in group.values()]
    assert phrases and all(phrase.keys() == {"vi", "en"} for phrase in phrases)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("lang-sn-2021-h1", "exports"), "Did you mean 'lang-son-2021-h1'?"),
        (("Lang Son 2021 H1", "exports"), "Did you mean 'lang-son-2021-h1'?"),
        (("hanoi", "exports"), "There are: lang-son-2021-h1."),
        ((REPORT, "exprts"), "Did you mean 'exports'?"),
        ((REPORT, "Kim ngạch xuất khẩu"), "Did you mean 'exports'?"),
        ((REPORT, "gold"), "There are: agricultural_value_chains, border_gate_checkpoints,"),
        ((REPORT, "exports", "hanoi"), "of territory 'hanoi'. There are: lang-son."),
        ((REPORT, "exports", None, "2021"), "of period '2021'. There are: 2021-H1."),
    ],
)
def test_a_mistyped_name_has_the_nearest_ones(
    release: doichieu.Release, names: tuple[str, ...], message: str
) -> None:
    with pytest.raises(doichieu.NotFound) as mistyped:
        release.why(*names)
    assert message in str(mistyped.value)


def test_of_many_names_the_nearest_are_listed() -> None:
    known = "select 'lang-son-' || year as id, 'The year ' || year as names from range({}) of(year)"
    with duckdb.connect() as connection:
        few, many = known.format("2000, 2020"), known.format("2000, 2040")
        listed = reasons.nearest(connection, "lang-son-1", few)
        assert listed.startswith("There are: lang-son-2000, lang-son-2001,")
        near = reasons.nearest(connection, "lạng sơn 20211", many)
        assert near.startswith("Of 40 these are nearest: ")
        assert "lang-son-2021" in near and near.count("lang-son") == 5
        assert reasons.nearest(connection, "The year 2021", many) == "Did you mean 'lang-son-2021'?"


def test_why_of_one_territory_and_period() -> None:
    frame = [
        {
            "report_id": REPORT,
            "figure_no": number,
            "indicator_id": "exports",
            "period_id": period,
            "measure": "level",
            "printed": printed,
            "unit_id": "million_usd",
        }
        for number, (period, printed) in enumerate(
            [("2021-H1", "690"), ("2021-06", "120"), ("2021-06", "121")], 1
        )
    ]
    with doichieu.check(frame) as checked:
        june = checked.why(REPORT, "exports", period="2021-06")
        assert [one.figure_no for one in june.figures] == [2, 3]
        assert {one.period_id for one in june.checks} == {"2021-06"}
        half = checked.why(REPORT, "exports", "lang-son", "2021-H1")
        assert [one.figure_no for one in half.figures] == [1] and half.conflicts == ()
        assert {one.kind for one in june.checks} == {"limit", "repeat"}
        assert [one.status for one in june.figures] == ["contradicted", "contradicted"]
        assert june.conflicts and not checked.holds


# ----- figures in memory --------------------------------------------------------------------


def test_figures_in_memory_give_the_marts_of_their_file(
    compiled_models: CompiledModels, misprinted: doichieu.Checked, tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    figure(12, printed="51,94")(seeds)
    with compiled_models.build(read_inputs(seeds)) as warehouse:
        for mart in MARTS:
            query = f"select * from marts.{mart}"
            wanted, found = warehouse.sql(query), misprinted.sql(query)
            assert (found.columns, found.types) == (wanted.columns, wanted.types)
            assert sorted(map(repr, found.fetchall())) == sorted(map(repr, wanted.fetchall())), mart


def test_a_contradiction_does_not_hold(
    figures: pandas.DataFrame, misprinted: doichieu.Checked
) -> None:
    assert not misprinted.holds
    assert misprinted.statuses == {"confirmed": 8, "contradicted": 6, "unverifiable": 12}
    assert "contradictions 1 (1 open)" in repr(misprinted)
    with doichieu.check(figures) as checked:
        assert checked.holds and checked.statuses == {"confirmed": 14, "unverifiable": 12}
    with pytest.raises(TypeError, match="Ask `holds`"):
        bool(misprinted)


def test_an_acknowledged_contradiction_holds(figures: pandas.DataFrame) -> None:
    acknowledgement = {
        "report_id": REPORT,
        "figure_no": 12,
        "action": "acknowledge",
        "expected_printed": "51,94",
        "reason": "The office confirmed it",
        "evidence": "A letter",
    }
    with doichieu.check(with_misprint(figures), corrections=[acknowledgement]) as checked:
        assert checked.contradictions["acknowledged"] == 1 and checked.holds
        assert "contradiction (acknowledged, published nevertheless): " in str(
            checked.why(REPORT, "exports")
        )


def test_other_seeds_are_read(tmp_path: Path, figures: pandas.DataFrame) -> None:
    seeds = copy_seeds(tmp_path)
    identities = seeds / "reference" / "identities.csv"
    header = identities.read_text(encoding="utf-8").splitlines()[0]
    identities.write_text(f"{header}\n", encoding="utf-8")
    with doichieu.check(with_misprint(figures), seeds=seeds) as checked:
        assert checked.holds
        assert checked.sql("select count(*) from identities").fetchall() == [(0,)]


def test_tables_and_columns_have_their_comments(misprinted: doichieu.Checked) -> None:
    described = misprinted.sql(
        "select table_name, comment from duckdb_tables() where database_name = 'warehouse' "
        "union all select table_name || '.' || column_name, comment from duckdb_columns() "
        "where database_name = 'warehouse' and not internal"
    ).fetchall()
    assert len(described) > 100
    assert [name for name, comment in described if not comment] == []


def test_bad_figures_are_refused_before_anything_is_derived(figures: pandas.DataFrame) -> None:
    with pytest.raises(doichieu.InputRefused) as refusal:
        doichieu.check(figures.assign(unit_id="parsec", measure="leve1"))
    places = {(fault.file, fault.column) for fault in refusal.value.faults}
    assert places == {("the figures", "unit_id"), ("the figures", "measure")}


CHECK = """
import os, doichieu
rows = {rows!r}
with doichieu.check(rows) as checked:
    assert checked.holds
another = doichieu.check(rows)
print(os.listdir("."), os.listdir(os.environ["TMPDIR"]) != [])
"""


@pytest.mark.usefixtures("compiled_models")  # they are kept, and dbt is not needed again
def test_no_file_is_left_and_no_network_is_asked(figures: pandas.DataFrame, tmp_path: Path) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    code = CHECK.format(rows=figures.astype(object).where(figures.notna(), None).to_dict("records"))
    run = subprocess.run(
        [*(CUT_OFF if can_be_cut_off() else []), sys.executable, "-c", code],
        cwd=here,
        env=environment() | {"TMPDIR": str(temporary)},
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.stdout, run.stderr) == ("[] True\n", "")
    assert [*here.iterdir(), *temporary.iterdir()] == []


def test_several_threads_check(figures: pandas.DataFrame) -> None:
    def work(printed: str) -> bool:
        frame = figures.assign(
            printed=figures["printed"].where(figures["figure_no"] != 12, printed)
        )
        with doichieu.check(frame) as checked:
            return checked.holds

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(work, ["51,49", "51,94", "51,49"])) == [True, False, True]


# ----- what the documents say ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("README.md", ["Exports (exports) in report lang-son-2021-h1\n", "\nTrue\n"]),
        (
            "docs/python.md",
            [
                "figures        26: 14 confirmed, 12 unverifiable\n",
                "Kim ngạch xuất khẩu (exports) trong báo cáo lang-son-2021-h1\n",
                "\nFalse {'confirmed': 8, 'contradicted': 6, 'unverifiable': 12}\n",
                "lang-son-2022-h1",
            ],
        ),
    ],
)
def test_the_examples_of_a_document_run(
    document: str,
    said: list[str],
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "releases").symlink_to(published, target_is_directory=True)
    (tmp_path / "seeds").symlink_to(SEEDS, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    text = (PROJECT / document).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.M | re.S):
        exec(compile(block, document, "exec"), names)
    out = capsys.readouterr().out
    assert [words for words in said if words not in out] == []


def test_the_document_names_everything_that_a_release_has() -> None:
    text = (PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
    offered = [name for name in dir(doichieu.Release) if not name.startswith("_")]
    assert [name for name in offered if f"`{name}" not in text] == []
    parts = (
        *(reasons.PrintedFigure, reasons.Check, reasons.Conflict),
        *(reasons.ImpliedFigure, reasons.RepairCandidate),
    )
    named = [field.name for part in parts for field in fields(part)]
    assert [name for name in named if f"`{name}`" not in text] == []


def test_what_is_exported_is_typed() -> None:
    assert (PROJECT / "doichieu" / "py.typed").exists()
    assert doichieu.open.__annotations__["return"] is doichieu.Release
    assert doichieu.check.__annotations__["return"] is doichieu.Checked
