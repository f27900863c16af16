"""The questions that analysts ask: analyses and the warehouse's table macros give one answer."""

import json
import random
import shutil
from collections import Counter
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from support.random_collections import Collection, write_seeds
from support.running import PROJECT
from support.seeds_folder import SHIPPED, small_seeds

from doichieu.derive.dbt import BuildPaths, build_command, transform
from doichieu.inputs import read_inputs
from doichieu.report.findings import Row, opened, rows

QUESTIONS = {
    "behind_plan": ["period"],
    "ahead_of_plan": ["period"],
    "verdicts": ["report"],
    "unguarded": ["report"],
    "why": ["report", "indicator"],
    "drivers": ["report", "total"],
    "repairs": ["report"],
    "history": ["indicator"],
}
REPORT = "lang-son-2021-h1"
SHIPPED_ASKED = {"period": "2021-H1", "report": REPORT, "indicator": "exports", "total": "trade"}
MANY_ASKED = {"period": "2021-Q1", "report": "r06", "indicator": "i04", "total": "i00"}


@dataclass(frozen=True)
class Answers:
    """A warehouse, what is asked of it, and the compiled analyses: asked so, and of all."""

    warehouse: Path
    asked: dict[str, str]
    compiled: dict[bool, dict[str, str]]

    def rows(self, query: str, **parameters: Any) -> list[Row]:
        """The rows of a query."""
        with opened(self.warehouse) as connection:
            return rows(connection, query, **parameters)

    def kept(self, question: str, *, of_all: bool = False) -> list[Row]:
        """What the warehouse's own macro answers."""
        values = "" if of_all else ", ".join(f"'{self.asked[x]}'" for x in QUESTIONS[question])
        return self.rows(f"from marts.{question}({values})")

    def analysis(self, question: str, *, of_all: bool = False) -> list[Row]:
        """What the analysis answers."""
        return self.rows(self.compiled[of_all][question])


def answers(seeds: Path, folder: Path, asked: dict[str, str]) -> Answers:
    """Build a warehouse with its questions and compile the analyses."""
    paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
    read_inputs(seeds).write_snapshot(paths.inputs)
    compile_ = ["compile", "--vars"]
    compiled = {}
    for of_all in (False, True):
        commands = [[*compile_, json.dumps({} if of_all else asked)]]
        if not of_all:
            commands.insert(0, build_command(quarantine=False, with_tests=False))
        assert transform(paths, commands) == []
        folder_ = paths.target / "compiled" / "doichieu" / "analyses"
        compiled[of_all] = {path.stem: path.read_text("utf-8") for path in folder_.glob("*.sql")}
        shutil.rmtree(paths.target / "compiled")
    return Answers(paths.warehouse, asked, compiled)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What is answered of the shipped report."""
    return answers(SHIPPED, tmp_path_factory.mktemp("shipped"), SHIPPED_ASKED)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What is answered of many reports, with slips."""
    folder = tmp_path_factory.mktemp("many")
    tables = Collection(random.Random(7)).make(reports=12)
    return answers(write_seeds(folder / "made", tables), folder, MANY_ASKED)


def test_every_question_is_an_analysis_a_macro_and_described(shipped: Answers) -> None:
    assert set(shipped.compiled[True]) == set(QUESTIONS)
    described = yaml.safe_load((PROJECT / "analyses/questions.yml").read_text(encoding="utf-8"))
    meanings = {one["name"]: one["description"] for one in described["analyses"]}
    kept = shipped.rows(
        "select function_name as name, parameters, comment from duckdb_functions() "
        "where schema_name = 'marts'"
    )
    assert {row["name"]: row["parameters"] for row in kept} == QUESTIONS
    assert {row["name"]: row["comment"] for row in kept} == meanings
    for name, meaning in meanings.items():
        assert meaning.startswith(f"{name}({', '.join(QUESTIONS[name])}): ")
    macros = yaml.safe_load((PROJECT / "macros/questions.yml").read_text(encoding="utf-8"))[
        "macros"
    ]
    arguments = {one["name"]: [x["name"] for x in one.get("arguments", [])] for one in macros}
    assert {name: arguments[f"query_{name}"] for name in QUESTIONS} == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_analysis_and_macro_agree(shipped: Answers, many: Answers, question: str) -> None:
    for of in (shipped, many):
        for of_all in (False, True):
            assert of.analysis(question, of_all=of_all) == of.kept(question, of_all=of_all)
    everything = many.kept(question, of_all=True)
    assert everything
    assert len(many.kept(question)) < len(everything)


def column(found: list[Row], *names: str) -> list[Any]:
    """Some columns of an answer, in its order."""
    return [tuple(row[name] for name in names) for row in found]


def test_the_shipped_answers(shipped: Answers) -> None:
    behind = column(shipped.kept("behind_plan"), "indicator_id", "pace_gap_pts", "status")
    assert behind == [
        ("tourists", -16.7, "behind"),
        ("local_exports", -3.1, "behind"),
        ("retail_sales", -1.3, "behind"),
    ]
    ahead = column(shipped.kept("ahead_of_plan"), "indicator_id", "plan_pct", "status")
    assert ahead == [
        ("imports", 75.86, "ahead"),
        ("trade", 65.26, "ahead"),
        ("exports", 51.49, "ahead"),
    ]
    verdicts = column(shipped.kept("verdicts"), "kind", "verdict", "checks")
    assert verdicts == [
        ("joint", "consistent", 1),
        ("limit", "consistent", 41),
        ("range", "consistent", 2),
        ("repeat", "consistent", 1),
        ("subset", "consistent", 3),
        ("sum", "consistent", 3),
    ]
    unguarded = column(shipped.kept("unguarded"), "figure_no", "printed")
    assert unguarded == [
        (1, "5"),
        (2, "156"),
        (3, "100"),
        (6, "5"),
        (7, "13"),
        (20, "5,43"),
        (21, "10.857"),
        (22, "48,7"),
        (23, "8,8"),
        (24, "1.091,9"),
        (25, "33,3"),
        (26, "73,2"),
    ]
    drivers = column(shipped.kept("drivers"), "indicator_id", "total_growth_pct", "growth_pct")
    assert drivers == [("imports", 44.6, 69.2), ("exports", 44.6, 13.1)]
    assert shipped.kept("repairs") == []
    history = column(shipped.kept("history"), "figure_no", "measure", "printed", "check_status")
    assert history == [
        (11, "level", "690", "confirmed"),
        (12, "plan_pct", "51,49", "confirmed"),
        (13, "increase_pct", "13,1", "confirmed"),
    ]


def test_the_shipped_reasons(shipped: Answers) -> None:
    found = shipped.kept("why")
    assert {row["verdict"] for row in found} == {"consistent"}
    kinds = Counter(row["kind"] for row in found)
    assert kinds == {"limit": 5, "sum": 3, "subset": 3, "range": 2, "joint": 1}
    (level,) = [row for row in found if (row["kind"], row["quantity"]) == ("sum", "level")]
    assert level["figures"] == "trade level 2.010; exports level 690; imports level 1.320"
    ends = ("left_lower", "left_upper", "right_lower", "right_upper")
    assert [level[end] for end in ends] == [2009.5, 2010.5, 2009.0, 2011.0]


def test_behind_and_ahead_part_what_has_a_pace(many: Answers) -> None:
    plans = many.rows("select * from marts.plan_completion")
    told = many.kept("behind_plan", of_all=True) + many.kept("ahead_of_plan", of_all=True)
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    assert Counter(column(told, *keys, "status")) == Counter(
        row for row in column(plans, *keys, "status") if row[-1] not in (None, "on_pace")
    )
    for question in ("behind_plan", "ahead_of_plan"):
        found = many.kept(question)
        assert found and {row["period_id"] for row in found} == {many.asked["period"]}
        gaps = [abs(row["pace_gap_pts"]) for row in found if row["pace_gap_pts"] is not None]
        assert gaps == sorted(gaps, reverse=True)


def test_verdicts_and_unguarded_count_all(many: Answers) -> None:
    checks = many.rows("select report_id, kind, verdict from marts.reconciliation")
    told = many.kept("verdicts", of_all=True)
    assert Counter(column(checks, "report_id", "kind", "verdict")) == {
        key: row["checks"]
        for row, key in zip(told, column(told, "report_id", "kind", "verdict"), strict=True)
    }
    figures = many.rows("select * from marts.figures where check_status = 'unverifiable'")
    unguarded = column(many.kept("unguarded", of_all=True), "report_id", "figure_no")
    assert unguarded == sorted(column(figures, "report_id", "figure_no"))
    only = many.kept("unguarded")
    assert only and {row["report_id"] for row in only} == {many.asked["report"]}


def test_reasons_are_the_checks_that_touch_an_indicator(many: Answers) -> None:
    report, indicator = many.asked["report"], many.asked["indicator"]
    checks = many.rows(
        "select * from marts.reconciliation where report_id = $report", report=report
    )
    figures = {
        row["figure_no"]: row
        for row in many.rows("select * from marts.figures where report_id = $r", r=report)
    }
    taking_part: dict[str, list[Row]] = {}
    for row in many.rows(
        "select * from intermediate.int_check_figures where report_id = $r", r=report
    ):
        taking_part.setdefault(row["check_id"], []).append(figures[row["figure_no"]])
    expected = {}
    for check in checks:
        parts = sorted(taking_part.get(check["check_id"], []), key=lambda row: row["figure_no"])
        if indicator in {check["indicator_id"], *(part["indicator_id"] for part in parts)}:
            told = [f"{x['indicator_id']} {x['measure']} {x['printed']}" for x in parts]
            expected[check["check_id"]] = "; ".join(told) or None
    found = many.kept("why")
    assert {row["check_id"]: row["figures"] for row in found} == expected
    assert any(row["indicator_id"] != indicator for row in found), "of others it is a part"
    order = ["contradiction", "suspect", "not_checkable", "consistent"]
    ranks = [order.index(row["verdict"]) for row in many.kept("why", of_all=True)]
    assert ranks == sorted(ranks) and len(set(ranks)) == 4


def test_drivers_name_the_total_that_they_are_measured_on(many: Answers) -> None:
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    growth = {
        key: row
        for row in many.rows(
            "select growth.*, units.factor from marts.growth "
            "inner join reference.units using (unit_id)"
        )
        for key in column([row], *keys)
    }
    found = many.kept("drivers", of_all=True)
    told = {key: row for row in found for key in column([row], *keys)}
    assert len(told) == len(found)
    contributions = {
        key for key, row in growth.items() if row["contribution_pts_lower"] is not None
    }
    assert contributions and contributions <= set(told)
    for key in contributions:
        part, row = growth[key], told[key]
        total = growth[(*key[:3], row["total_indicator_id"], *key[4:])]
        ratio = part["factor"] / total["factor"]
        base = total["implied_prior_lower"], total["implied_prior_upper"]
        change = part["change_lower"], part["change_upper"]
        if None in base or None in change:
            continue
        corners = [100 * ratio * c / b for c in change for b in base]
        assert row["contribution_pts_lower"] == pytest.approx(min(corners), rel=1e-9, abs=1e-9)
        assert row["contribution_pts_upper"] == pytest.approx(max(corners), rel=1e-9, abs=1e-9)
        assert row["total_growth_pct"] == total["growth_pct"]


def test_drivers_tell_what_all_figures_leave_as_the_mart_does(
    shipped: Answers, many: Answers
) -> None:
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    ends = [
        f"{tight}contribution_pts_{end}" for tight in ("", "tight_") for end in ("lower", "upper")
    ]
    for of in (shipped, many):
        found = of.kept("drivers", of_all=True)
        mart = set(column(of.rows("select * from marts.growth"), *keys, *ends))
        assert found and set(column(found, *keys, *ends)) <= mart
        # The greatest first, by what all figures leave where that is told, within each total.
        placed: dict[Any, list[float]] = {}
        for row in found:
            told = row["tight_contribution_pts_upper"]
            told = row["contribution_pts_upper"] if told is None else told
            names = ("report_id", "territory_id", "period_id", "basis", "total_indicator_id")
            (place,) = column([row], *names)
            placed.setdefault(place, []).append(-inf if told is None else told)
        assert all(told == sorted(told, reverse=True) for told in placed.values())
    tight = [
        (round(row[ends[2]], 3), round(row[ends[3]], 3))
        for row in shipped.kept("drivers")
        if row["tight_contribution_pts_upper"] < row["contribution_pts_upper"]
    ]
    assert tight == [(38.793, 38.882), (5.724, 5.774)]


def test_repairs_and_history_are_whole_and_in_order(many: Answers) -> None:
    repairs = many.kept("repairs", of_all=True)
    mart = many.rows("select * from marts.repair_candidates")
    names = ("report_id", "figure_no", "candidate", "candidate_measure", "other_figure_no")
    assert Counter(column(repairs, *names)) == Counter(column(mart, *names))
    places = column(repairs, "report_id", "territory_id", "period_id", "rank")
    assert places == sorted(places)
    history = many.kept("history")
    printed = many.rows(
        "select * from marts.figures where indicator_id = $i", i=many.asked["indicator"]
    )
    names = ("report_id", "figure_no", "printed", "value")
    assert Counter(column(history, *names)) == Counter(column(printed, *names))
    ends = column(history, "territory_id", "end_date")
    assert ends == sorted(ends)


def test_questions_are_answered_under_any_name(shipped: Answers, tmp_path: Path) -> None:
    copy = tmp_path / "another name.duckdb"
    shutil.copyfile(shipped.warehouse, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert len(connection.execute("from marts.behind_plan('2021-H1')").fetchall()) == 3


def test_a_quote_in_what_is_asked_ends_nothing(shipped: Answers) -> None:
    assert shipped.rows("from marts.history('it''s')") == []


def test_no_rows_are_no_fault(tmp_path: Path) -> None:
    asked = dict.fromkeys(SHIPPED_ASKED, "it's")
    empty = answers(small_seeds(tmp_path / "made"), tmp_path, asked)
    for question in QUESTIONS:
        assert empty.analysis(question) == []

    assert len(empty.kept("unguarded", of_all=True)) == len(empty.kept("history", of_all=True)) == 2
