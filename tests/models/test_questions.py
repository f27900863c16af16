"""The questions of analysts: analyses and the warehouse's table macros give the same answers."""

import json
import random
import re
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

from doichieu.base.formats import rounded, rounded_distance, rounded_ends, rounded_factor
from doichieu.base.warehouse import opened
from doichieu.derive.dbt import BuildPaths, build_command, transform
from doichieu.inputs import read_inputs
from doichieu.report.findings import Row, rows

QUESTIONS = {
    "behind_plan": ["period", "territory", "report"],
    "ahead_of_plan": ["period", "territory", "report"],
    "verdicts": ["report"],
    "unguarded": ["report"],
    "why": ["report", "indicator"],
    "drivers": ["report", "total"],
    "repairs": ["report"],
    "history": ["indicator"],
}
ASKED = {"period": "2021-Q1", "report": "r00", "indicator": "i03", "total": "i00"}
ASKED |= {"territory": "north"}
# Variables of the compiled analyses; the quotation mark must not end their strings.
COMPILED_WITH = {name: f"it's {name}" for name in ASKED}


@dataclass(frozen=True)
class Answers:
    """A warehouse, and the analyses as compiled with variables and without."""

    warehouse: Path
    compiled: dict[str, str]
    compiled_for_all: dict[str, str]

    def rows(self, query: str, **parameters: Any) -> list[Row]:
        """The rows of a query."""
        with opened(self.warehouse) as connection:
            return rows(connection, query, **parameters)

    def kept(self, question: str, *, of_all: bool = False) -> list[Row]:
        """The answer of the warehouse's own macro."""
        values = "" if of_all else ", ".join(f"'{ASKED[name]}'" for name in QUESTIONS[question])
        return self.rows(f"from marts.{question}({values})")

    def analysis(self, question: str, *, of_all: bool = False) -> list[Row]:
        """The answer of the analysis."""
        if of_all:
            return self.rows(self.compiled_for_all[question])
        query = self.compiled[question]
        for name in QUESTIONS[question]:
            assert f"it''s {name}" in query
            query = query.replace(f"it''s {name}", ASKED[name])
        return self.rows(query)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The answers for many reports with misprints: dbt builds the warehouse and stores the
    macros."""
    folder = tmp_path_factory.mktemp("many")
    tables = Collection(random.Random(133)).make(reports=12)
    paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
    read_inputs(write_seeds(folder / "seeds", tables)).write_snapshot(paths.inputs)
    commands = [build_command(quarantine=False, with_tests=False)]
    compiled = []
    for variables in (COMPILED_WITH, {}):
        target = folder / f"target-{len(compiled)}"
        compile_ = ["compile", "--select", "resource_type:analysis", "--target-path", str(target)]
        commands.append([*compile_, "--vars", json.dumps(variables)])
        compiled.append(target / "compiled" / "doichieu" / "analyses")
    assert transform(paths, commands) == []
    queries = ({path.stem: path.read_text("utf-8") for path in one.glob("*")} for one in compiled)
    return Answers(paths.warehouse, *queries)


def test_every_question_is_an_analysis_a_macro_and_described(many: Answers) -> None:
    assert set(many.compiled) == set(many.compiled_for_all) == set(QUESTIONS)
    described = yaml.safe_load((PROJECT / "analyses/questions.yml").read_text(encoding="utf-8"))
    meanings = {one["name"]: one["description"] for one in described["analyses"]}
    kept = many.rows(
        "select function_name as name, parameters, comment from duckdb_functions() "
        "where schema_name = 'marts' and function_type = 'table_macro'"
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
def test_analysis_and_macro_agree(many: Answers, question: str) -> None:
    for of_all in (False, True):
        assert many.analysis(question, of_all=of_all) == many.kept(question, of_all=of_all)
    everything = many.kept(question, of_all=True)
    assert everything
    assert len(many.kept(question)) < len(everything)


def shown_ends(row: Row, name: str) -> Row:
    """Both ends of an interval of a row, rounded outward as every view shows them."""
    lower, upper, _ = rounded_ends(row[f"{name}_lower"], row[f"{name}_upper"])
    return {f"{name}_lower": lower, f"{name}_upper": upper}


def test_questions_round_outward_and_the_marts_keep_every_digit(many: Answers) -> None:
    checks = {row["check_id"]: row for row in many.rows("from marts.reconciliation")}
    assert any(len(repr(row["gap"])) > 15 for row in checks.values())
    for row in many.kept("why", of_all=True):
        check = checks[row["check_id"]]
        for name in ("left", "right"):
            assert row.items() >= shown_ends(check, name).items()
        gap, severity = check["gap"], check["severity"]
        assert row["gap"] == (gap and rounded_distance(gap)[0])
        assert row["severity"] == (severity and rounded_factor(severity))
    plans = many.rows("from marts.plan_completion")
    found = many.kept("behind_plan", of_all=True) + many.kept("ahead_of_plan", of_all=True)
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    asked = {key: row for row in found for key in column([row], *keys)}
    for row in plans:
        (key,) = column([row], *keys)
        if key not in asked:
            continue
        for name in ("remaining", "required_ratio", "excess"):
            assert asked[key].items() >= shown_ends(row, name).items()
        for name in ("plan_pct", "pace_gap_pts"):
            assert asked[key][name] == (None if row[name] is None else rounded(row[name])[0])


def column(found: list[Row], *names: str) -> list[Any]:
    """Some columns of an answer, in its order."""
    return [tuple(row[name] for name in names) for row in found]


def test_behind_and_ahead_divide_the_plans_that_have_a_pace(many: Answers) -> None:
    plans = many.rows("select * from marts.plan_completion")
    found = many.kept("behind_plan", of_all=True) + many.kept("ahead_of_plan", of_all=True)
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    assert Counter(column(found, *keys, "status")) == Counter(
        row for row in column(plans, *keys, "status") if row[-1] not in (None, "on_pace")
    )
    for question in ("behind_plan", "ahead_of_plan"):
        period = many.kept(question, of_all=True)[0]["period_id"]
        found = many.rows(f"from marts.{question}('{period}')")
        assert found and {row["period_id"] for row in found} == {period}
        gaps = [abs(row["pace_gap_pts"]) for row in found if row["pace_gap_pts"] is not None]
        assert gaps == sorted(gaps, reverse=True)


def test_verdicts_and_unguarded_count_all(many: Answers) -> None:
    checks = many.rows("select report_id, kind, verdict from marts.reconciliation")
    found = many.kept("verdicts", of_all=True)
    assert Counter(column(checks, "report_id", "kind", "verdict")) == {
        key: row["checks"]
        for row, key in zip(found, column(found, "report_id", "kind", "verdict"), strict=True)
    }
    figures = many.rows("select * from marts.figures where check_status = 'unverifiable'")
    unguarded = column(many.kept("unguarded", of_all=True), "report_id", "figure_no")
    assert unguarded == sorted(column(figures, "report_id", "figure_no"))
    only = many.kept("unguarded")
    assert only and {row["report_id"] for row in only} == {ASKED["report"]}


def test_reasons_are_the_checks_that_touch_an_indicator(many: Answers) -> None:
    report, indicator = ASKED["report"], ASKED["indicator"]
    checks = many.rows(
        "select * from marts.reconciliation where report_id = $report", report=report
    )
    figures = {
        row["figure_no"]: row
        for row in many.rows("select * from marts.figures where report_id = $r", r=report)
    }
    taking_part: dict[str, list[Row]] = {}
    for row in many.rows(
        "select check_id, figure_no from intermediate.int_verdicts "
        "inner join intermediate.int_check_figures using (report_id, kind, check_no) "
        "where report_id = $r",
        r=report,
    ):
        taking_part.setdefault(row["check_id"], []).append(figures[row["figure_no"]])
    expected = {}
    for check in checks:
        parts = sorted(taking_part.get(check["check_id"], []), key=lambda row: row["figure_no"])
        if indicator in {check["indicator_id"], *(part["indicator_id"] for part in parts)}:
            figures_ = [f"{x['indicator_id']} {x['measure']} {x['printed']}" for x in parts]
            expected[check["check_id"]] = "; ".join(figures_) or None
    found = many.kept("why")
    assert {row["check_id"]: row["figures"] for row in found} == expected
    # Also the checks of others that it takes part in.
    pairs = many.rows(
        "select checks.indicator_id as checked, figures.indicator_id as part "
        "from intermediate.int_verdicts as checks "
        "inner join intermediate.int_check_figures as links using (report_id, kind, check_no) "
        "inner join marts.figures as figures "
        "on links.report_id = figures.report_id and links.figure_no = figures.figure_no "
        "where checks.indicator_id != figures.indicator_id limit 1"
    )
    (pair,) = pairs
    asked = many.rows("from marts.why(null, $part)", part=pair["part"])
    assert pair["checked"] in {row["indicator_id"] for row in asked}
    order = ["contradiction", "suspect", "not_checkable", "consistent"]
    ranks = [order.index(row["verdict"]) for row in many.kept("why", of_all=True)]
    assert ranks == sorted(ranks) and len(set(ranks)) == 4


def test_drivers_name_the_total_that_they_contribute_to(many: Answers) -> None:
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
    by_key = {key: row for row in found for key in column([row], *keys)}
    assert len(by_key) == len(found)
    contributions = {
        key for key, row in growth.items() if row["contribution_pts_lower"] is not None
    }
    assert contributions and contributions <= set(by_key)
    compared = 0
    for key in contributions:
        part, row = growth[key], by_key[key]
        total = growth[(*key[:3], row["total_indicator_id"], *key[4:])]
        ratio = part["factor"] / total["factor"]
        base = total["implied_prior_lower"], total["implied_prior_upper"]
        change = part["change_lower"], part["change_upper"]
        if None in base or None in change:
            continue
        compared += 1
        corners = [100 * ratio * c / b for c in change for b in base]
        lower, upper, decimals = rounded_ends(min(corners), max(corners))
        off = 1.1 * 10**-decimals  # the corner itself is calculated in another order
        assert row["contribution_pts_lower"] == pytest.approx(lower, rel=0, abs=off)
        assert row["contribution_pts_upper"] == pytest.approx(upper, rel=0, abs=off)
        growth_pct = total["growth_pct"]
        assert row["total_growth_pct"] == (growth_pct and rounded(growth_pct)[0])
    assert compared > 20


def test_drivers_have_the_contributions_of_the_mart_greatest_first(many: Answers) -> None:
    keys = ("report_id", "territory_id", "period_id", "indicator_id", "basis")
    ends = [
        f"{tight}contribution_pts_{end}" for tight in ("", "tight_") for end in ("lower", "upper")
    ]
    found = many.kept("drivers", of_all=True)
    mart = many.rows("select * from marts.growth")
    # Rounded outward, ends of other intervals may change places.
    exact = {key: dict(row) for row in mart for key in column([row], *keys)}
    for row in mart:
        for name in (ends[0].removesuffix("_lower"), ends[2].removesuffix("_lower")):
            row |= shown_ends(row, name)
    assert found and set(column(found, *keys, *ends)) <= set(column(mart, *keys, *ends))
    # Within each total by the tighter upper end, where there is one.
    places: dict[Any, list[float]] = {}
    for row in found:
        (key,) = column([row], *keys)
        tight, upper = (exact[key][ends[at]] for at in (3, 1))
        end = upper if tight is None else tight
        names = ("report_id", "territory_id", "period_id", "basis", "total_indicator_id")
        (place,) = column([row], *names)
        places.setdefault(place, []).append(-inf if end is None else end)
    assert all(uppers == sorted(uppers, reverse=True) for uppers in places.values())
    assert len(places) > 10 and max(map(len, places.values())) > 2


def test_repairs_and_history_are_complete_and_in_order(many: Answers) -> None:
    repairs = many.kept("repairs", of_all=True)
    mart = many.rows("select * from marts.repair_candidates")
    names = ("report_id", "figure_no", "candidate", "candidate_measure", "other_figure_no")
    assert Counter(column(repairs, *names)) == Counter(column(mart, *names))
    places = column(repairs, "report_id", "territory_id", "period_id", "rank")
    assert places == sorted(places)
    history = many.kept("history")
    printed = many.rows("select * from marts.figures where indicator_id = $i", i=ASKED["indicator"])
    names = ("report_id", "figure_no", "printed", "value")
    assert Counter(column(history, *names)) == Counter(column(printed, *names))
    ends = column(history, "territory_id", "end_date")
    assert ends == sorted(ends)


def test_questions_are_answered_under_any_name(many: Answers, tmp_path: Path) -> None:
    copy = tmp_path / "another name.duckdb"
    shutil.copyfile(many.warehouse, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        found = connection.execute("from marts.history('i03')").fetchall()
    assert len(found) == len(many.kept("history")) > 0


def test_behind_and_ahead_are_of_a_place_or_a_report(many: Answers) -> None:
    for question in ("behind_plan", "ahead_of_plan"):
        everything = many.kept(question, of_all=True)
        for name in ("period", "territory", "report"):
            value = everything[0][f"{name}_id"]
            found = many.rows(f"from marts.{question}({name} := '{value}')")
            assert found == [row for row in everything if row[f"{name}_id"] == value]
            assert len(found) < len(everything)
        key = {name: everything[0][f"{name}_id"] for name in ("period", "territory", "report")}
        found = many.rows(f"from marts.{question}({', '.join(map(repr, key.values()))})")
        assert everything[0] in found
        assert all(row[f"{name}_id"] == value for row in found for name, value in key.items())


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("asked", ["it's", "", "nothing like it"])
def test_a_name_that_is_not_there_is_an_error_of_a_macro(
    many: Answers, question: str, asked: str
) -> None:
    """Whatever other names stand beside it; the analyses have no rows."""
    if asked == "it's":
        assert many.rows(many.compiled[question]) == []
    for name in QUESTIONS[question]:
        values = {one: ASKED[one] for one in QUESTIONS[question]} | {name: asked}
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values.values())
        noun = "indicator" if name == "total" else name
        with pytest.raises(duckdb.InvalidInputException) as refused:
            many.rows(f"from marts.{question}({quoted})")
        assert f"There is no {noun} '{asked}' in this release. The nearest: " in str(refused.value)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("verdicts('R00')", "no report 'R00' in this release. The nearest: r00 (made up), r01 "),
        ("behind_plan('2021-q1')", "no period '2021-q1' in this release. The nearest: 2021-Q1, "),
        ("behind_plan(2020)", "no period '2020' in this release. The nearest: 2020-"),
        (
            "behind_plan(territory := 'Nórth')",
            "no territory 'Nórth' in this release. The nearest: n",
        ),
        ("history('i3')", "no indicator 'i3' in this release. The nearest: i03 (made up), "),
        ("why(null, 'I 03')", "no indicator 'I 03' in this release. The nearest: i03 (made up), "),
        ("drivers(total := 'i.00')", "no indicator 'i.00' in this release. The nearest: i00 (made"),
    ],
)
def test_an_error_has_the_three_nearest_names(many: Answers, question: str, message: str) -> None:
    said = set()
    for _ in range(3):
        with pytest.raises(duckdb.InvalidInputException) as refused:
            many.rows(f"from marts.{question}")
        said.add(str(refused.value))
    (one,) = said
    assert message in one and one.count(", ") == 2 and one.endswith(".")


def test_a_name_that_is_there_has_an_empty_answer_where_it_has_no_rows(many: Answers) -> None:
    unused = many.rows(
        "select report_id from reference.reports "
        "where report_id not in (select report_id from marts.repair_candidates)"
    )[0]["report_id"]
    assert many.rows(f"from marts.repairs('{unused}')") == []


def test_a_right_name_reads_only_its_rows(many: Answers) -> None:
    """As a literal does: the name is pushed down to the scan."""
    ((_, plan),) = [
        tuple(row.values()) for row in many.rows("explain analyze from marts.unguarded('r00')")
    ]
    assert re.search(r"Dynamic Filters:[\s│]*report_id='r00'", plan), plan
