"""The benchmarks on a few hundred groups: their counts are right; no time is asserted."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from math import floor, log10
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from support.tiers import LONG

from benchmarks import (
    against,
    contest,
    engines,
    honest,
    mart_differences,
    misprints,
    panel,
    process,
    report,
    results,
    scale,
    small_run,
    whole,
    workers,
)
from benchmarks.collection import draw_collection
from benchmarks.edits import MARKS, OPERATORS, PRINT_EDITS, Row, edits
from benchmarks.exact import Exact, rivals
from benchmarks.offices import BASES, MEASURES, OFFICES
from benchmarks.rivals import by_hand
from benchmarks.rounding import ROUNDINGS, quotient
from benchmarks.shapes import PAIR, SHAPES
from benchmarks.truth import GRAINS, QUARTERS, draw, quantities_of
from benchmarks.warehouse import build, parts_of
from doichieu.base.paths import PROJECT
from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.parts.planning import plan
from doichieu.inputs import read_inputs
from doichieu.release.fingerprint import hash_inputs

GROUPS = 240
RANGE = re.compile("[0-9][-–]")
EVERY = 10 if LONG else 30  # of the edits


@pytest.fixture(scope="module")
def measured(
    compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Every benchmark's result, small."""
    folder = tmp_path_factory.mktemp("benchmarks")
    honest_result, contradicted = honest.measure(compiled_models, GROUPS, 1, folder)
    misprints_result, wrong = misprints.measure(compiled_models, folder, EVERY, 4 * EVERY)
    assert not contradicted + wrong, "\n".join(contradicted + wrong)
    with pytest.MonkeyPatch.context() as patch:
        if not LONG:  # a separate process for each size is for the long tests
            patch.setattr(scale, "in_own_process", lambda job, *arguments: job(*arguments))
        sizes = [scale.measure(compiled_models, groups, 1, folder) for groups in (100, 200)]
    return {
        "honest": honest_result,
        "misprints": misprints_result,
        "scale": {"seed": 1, "sizes": sizes, "growth": scale.growth(sizes)},
    }


@pytest.fixture
def shipped() -> tuple[list[Row], Exact]:
    """The figures of the shipped report, and an exact judge of them."""
    tables = read_inputs(PROJECT / "seeds").tables
    return list(tables["figures"]), Exact(tables, "vi")


# ----- honest offices ----------------------------------------------------------------------


def test_no_honest_group_is_contradicted_and_no_half_rule_suspected(
    measured: dict[str, dict[str, Any]],
) -> None:
    result = measured["honest"]
    assert result["groups"] == GROUPS
    assert result["contradicted"] == 0
    for part in ("by_office", "by_shape"):
        for column in ("groups", "checked", "suspect", "contradicted"):
            assert sum(row[column] for row in result[part]) == result[column], (part, column)
    assert result["checked"] > 0.9 * GROUPS
    for row in result["by_office"]:
        if row["practice"] != "true_over_rounded" and row["rounding"] != "truncate":
            assert row["suspect"] == 0, row
    assert {row["shape"] for row in result["by_shape"] if row["groups"]} == {
        shape.name for shape in SHAPES
    }


def test_a_false_figure_is_reported_with_its_group(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = draw_collection([PAIR], 24, 1, tmp_path / "inputs")
    path = tmp_path / "inputs" / "figures" / f"{OFFICES[0].report_id}.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    cells = first.split(",level,")
    false = f'{cells[0]},level,"999.999.999.999",piece,,,,,'
    path.write_text("\n".join([header, false, *rest]) + "\n", encoding="utf-8")
    build(compiled_models, tmp_path / "inputs", tmp_path)
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as warehouse:
        counts = honest.count(collection, warehouse)
        (shown,) = honest.contradictions(collection, warehouse, 5)
    assert counts[OFFICES[0].report_id, "pair", "contradicted"] == 1
    assert "pair_0_t, level, 999.999.999.999, piece" in shown
    assert "true t level" in shown
    assert "contradiction" in shown


def test_drawn_figures_can_be_read_and_contain_the_truth(tmp_path: Path) -> None:
    collection = draw_collection(SHAPES, GROUPS, 2, tmp_path)
    figures = read_inputs(tmp_path).tables["figures"]
    assert len({row["report_id"] for row in figures}) == len(OFFICES)
    number_format = {office.report_id: office.number_format for office in OFFICES}
    rounding = {office.report_id: office.rounding for office in OFFICES}
    levels = [
        row
        for row in figures
        if row["measure"] == "level"
        and int(row["period_id"][:4]) % 2  # earlier levels are the bases of growth
        and not RANGE.search(row["printed"])
    ]
    for row in levels[::7]:
        shape, copy, member = row["indicator_id"].split("_")
        shown = collection.truth_of(
            row["report_id"], row["territory_id"], row["period_id"], f"{shape}_{copy}"
        )
        (true,) = [
            float(line.rpartition(": ")[2])
            for line in shown.splitlines()
            if line.startswith(f"  true {member} level:")
        ]
        marks = MARKS[number_format[row["report_id"]]]
        whole, decimals = marks.plain(row["printed"].removeprefix("-"))
        printed = float(f"{whole}.{decimals or 0}")
        printed *= 1000 if row["unit_id"] == "thousand" else 1
        place = 10.0 ** -len(decimals) * (1000 if row["unit_id"] == "thousand" else 1)
        most = place if rounding[row["report_id"]] == "truncate" else place / 2
        assert abs(abs(true) - printed) <= most * (1 + 1e-6) + 1e-11 * printed, (row, shown)


def test_drawn_figures_are_of_all_kinds(tmp_path: Path) -> None:
    """Every measure, basis, period and form of a number that the shapes name is printed."""
    draw_collection(SHAPES, 10 * GROUPS, 3, tmp_path)
    tables = read_inputs(tmp_path).tables
    figures = tables["figures"]
    assert {row["measure"] for row in figures} == set(MEASURES)
    assert {row["basis"] for row in figures} == set(BASES)
    assert {row["period_id"][4:] for row in figures} == {"-H1", "-12"}
    earlier = [row for row in figures if int(row["period_id"][:4]) % 2 == 0]
    assert {row["measure"] for row in earlier} == {"level"} and len(earlier) > 50
    ranges = [row for row in figures if RANGE.search(row["printed"])]
    assert len({row["measure"] for row in ranges}) > 5
    assert {row["indicator_id"].split("_")[0] for row in ranges} == {"ranges", "everything"}
    signs = {row["measure"] for row in figures if row["printed"][0] in "+-"}
    assert signs == {"increase_pct", "level"}
    counted = {row["indicator_id"] for row in tables["indicators"] if row["kind"] == "count"}
    exact = [row for row in figures if row["indicator_id"] in counted and row["measure"] == "level"]
    assert "0" in {row["printed"] for row in exact}
    # A deficit that shrank or grew: growth on a negative base.
    negative = {
        (row["territory_id"], row["period_id"])
        for row in figures
        if row["indicator_id"] == "deficit_0_t" and row["printed"].startswith("-")
    }
    growths = [row for row in figures if row["indicator_id"] == "deficit_0_t"]
    assert any(
        (row["territory_id"], row["period_id"]) in negative
        for row in growths
        if row["measure"] in ("increase_pct", "decrease_pct")
    )


def test_true_tables_add_up_and_are_not_out_of_range() -> None:
    for shape in SHAPES:
        truth = draw(shape, 500, np.random.default_rng(3))
        for total, parts in shape.sums:
            for quantity in quantities_of(shape):
                added = sum(c * truth.table[part, quantity] for part, c in parts)
                assert (truth.table[total, quantity] == added).all()
        # A percentage with two decimals, and a multiple with three, stay whole numbers of 64 bits.
        assert max(np.abs(values).max() for values in truth.table.values()) < 2**63 // 10**4
        least = 0 if shape.counts else GRAINS
        assert all((truth.table[leaf, "level"] >= least).all() for leaf in shape.leaves)
        if shape.counts:
            assert all((values % GRAINS == 0).all() for values in truth.table.values())


def test_rounding_is_exact_at_ties() -> None:
    def exactly(value: Fraction, rule: str) -> int:
        size = abs(value)
        whole, rest = floor(size), size - floor(size)
        half = Fraction(1, 2)
        is_up = rest > half or (rest == half and (rule == "half_up" or whole % 2 == 1))
        return (whole + (is_up and rule != "truncate")) * (-1 if value < 0 else 1)

    rng = np.random.default_rng(4)
    denominator = rng.integers(1, 50, 3000) * 10 ** rng.integers(0, 14, 3000)
    halves = rng.integers(-(10**4), 10**4, 3000)
    for numerator in (halves * denominator // 2, rng.integers(-(10**18), 10**18, 3000)):
        for number, rule in enumerate(ROUNDINGS):
            found = quotient(numerator, denominator, np.full(3000, number, np.int8))
            assert [*map(int, found)] == [
                exactly(Fraction(int(n), int(d)), rule)
                for n, d in zip(numerator, denominator, strict=True)
            ]


# ----- misprints ---------------------------------------------------------------------------


def test_every_impossible_misprint_is_flagged_and_no_other(
    measured: dict[str, dict[str, Any]],
) -> None:
    result = measured["misprints"]
    for one in (result, result["invented"]):
        check_misprints(one)


def check_misprints(result: dict[str, Any]) -> None:
    """No misprint is missed, none flagged wrongly, and the first conflict names it."""
    total = result["in_all"]
    assert total["flaggable"] > 10
    assert total["flagged"] == total["flaggable"]
    assert total["missed"] == total["false_alarms"] == 0
    assert total["edits"] == total["same"] + total["refused"] + total["judged"]
    assert total["blocked"] <= total["flagged"] <= total["guarded"] <= total["judged"]
    repairs = result["repairs"][-1]
    assert repairs["blocked"] == total["blocked"]
    assert repairs["blocked"] >= repairs["listed"] >= repairs["first_three"] >= repairs["first"] > 0
    conflicts = result["conflicts"][-1]
    assert conflicts["blocked"] == conflicts["with_conflict"] == total["blocked"]
    assert conflicts["in_any"] == conflicts["in_first"] == total["blocked"]
    assert 1 <= conflicts["median_size"] <= conflicts["largest"]
    for column, number in total.items():
        assert sum(row[column] for row in result["by_operator"]) >= number, column


@pytest.mark.parametrize(
    ("operator", "printed", "made"),
    [
        ("digit replaced", "5", {*"012346789"}),
        ("neighbours swapped", "65,26", {"56,26", "62,56", "65,62"}),
        ("digit lost", "2.010", {"010", "210", "200", "201"}),
        ("digit lost", "33,3", {"3,3", "33"}),
        ("digit doubled", "690", {"6.690", "6.990", "6.900"}),
        ("digit doubled", "6,72", {"66,72", "6,772", "6,722"}),
        ("mark moved or lost", "6,72", {"672", "67,2"}),
        ("mark moved or lost", "1.320", {"1320", "13.20", "132.0"}),
        ("ten or a thousand times", "51,49", {"514,9", "51.490"}),
        ("ten or a thousand times", "690", {"6.900", "690.000"}),
    ],
)
def test_edits_of_a_printed_number(operator: str, printed: str, made: set[str]) -> None:
    assert {*PRINT_EDITS[operator](printed, MARKS["vi"])} - {printed} == made


def test_edits_of_words_and_places() -> None:
    figures = [
        {"figure_no": "1", "indicator_id": "a", "measure": "level", "printed": "7"},
        {"figure_no": "2", "indicator_id": "a", "measure": "increase_pct", "printed": "8"},
        {"figure_no": "3", "indicator_id": "b", "measure": "level", "printed": "9"},
    ]
    found = {edit.operator: edit for edit in edits(figures, "vi")}
    assert found["wrong direction"].key == (("2", "decrease_pct", "8"),)
    assert found["columns swapped"].key == (
        ("1", "level", "8"),
        ("2", "increase_pct", "7"),
    )
    assert found["rows swapped"].key == (("1", "level", "9"), ("3", "level", "7"))
    applied = found["rows swapped"].applied(figures)
    assert [row["printed"] for row in applied] == ["9", "8", "7"]


@pytest.mark.parametrize(
    ("figure_no", "printed", "is_flaggable", "objecting"),
    [
        ("11", "690", False, set()),
        ("11", "691", False, {"levels_add_up"}),  # 690.5 + 1320 is 2010.5
        ("11", "700", True, {"levels_add_up"}),
        ("12", "51,94", True, set()),
        ("12", "15,49", True, {"tolerance_1_pct", "tolerance_5_pct"}),
        ("14", "1.350", True, {"tolerance_1_pct", "levels_add_up"}),
        ("5", "6,74", True, set()),  # printed twice
        ("24", "1.901,9", False, set()),  # nothing checks it
    ],
)
def test_the_exact_judge_and_the_rivals(
    shipped: tuple[list[Row], Exact],
    figure_no: str,
    printed: str,
    is_flaggable: bool,
    objecting: set[str],
) -> None:
    figures, exact = shipped
    edited = [
        {**row, "printed": printed} if row["figure_no"] == figure_no else row for row in figures
    ]
    assert exact.is_flaggable(edited) is is_flaggable
    found = rivals(exact.reports(edited))
    assert {name for name, objects in found.items() if objects} == objecting


# ----- scale, results and the page ---------------------------------------------------------


def test_every_size_goes_through_all_models(
    measured: dict[str, dict[str, Any]], compiled_models: CompiledModels
) -> None:
    small, large = measured["scale"]["sizes"]
    tables = [step["table"] for step in large["steps"]]
    assert [step["table"] for step in small["steps"]] == tables
    assert len(tables) == len(compiled_models.seeds) + len(compiled_models.models)
    assert small["groups"] * 2 == large["groups"] == 200
    assert large["figures"] == 9 * large["groups"]
    problems = next(
        step for step in large["steps"] if step["table"] == "intermediate.int_joint_problems"
    )
    assert problems["rows"] == large["groups"]
    assert large["peak_mib"] > 0


def test_a_large_size_is_built_in_the_parts_of_a_run(
    compiled_models: CompiledModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_collection([PAIR], 72, 1, tmp_path / "inputs")
    inputs = read_inputs(tmp_path / "inputs")
    figures = sum(file.row_count for file in inputs.files if file.relation == "figures")
    part_figures = figures // 4
    monkeypatch.setattr("benchmarks.warehouse.PART_FIGURES", part_figures)
    for name, parted_figures in (("one", figures + 1), ("parts", figures)):
        monkeypatch.setattr("benchmarks.warehouse.PARTED_FIGURES", parted_figures)
        (tmp_path / name).mkdir()
        parts = parts_of(tmp_path / "inputs")
        build(compiled_models, tmp_path / "inputs", tmp_path / name)
        assert bool(parts) == (name == "parts")
    of_a_run = plan(inputs.files, hash_inputs(inputs, {}), {}, part_figures)
    assert [tuple(sorted(reports)) for reports in parts] == [part.reports for part in of_a_run]
    assert len(parts) >= 4
    built = [tmp_path / name / "warehouse.duckdb" for name in ("one", "parts")]
    assert mart_differences.differences(*built) == []


def test_growth_is_the_exponent_of_the_size() -> None:
    sizes = [
        {"groups": groups, "seconds": seconds, "steps": [{"table": "a", "seconds": seconds}]}
        for groups, seconds in ((10, 1.0), (100, 10.0), (1000, 1000.0))
    ]
    assert [(one["exponent"], one["by_table"]["a"]) for one in scale.growth(sizes)] == [
        (1.0, 1.0),
        (2.0, 2.0),
    ]


def a_round(run: float, dbt: float, audit: float) -> dict[str, dict[str, float]]:
    """The costs of the methods in an invented round."""
    ways = {
        "run": run,
        "nothing_to_do": 0.3,
        "dbt_build": dbt,
        "dbt_docs": 1.0,
        "audit": audit,
        "dbt_build_without_unit_tests": dbt / 2,
    }
    taken = {way: {"seconds": seconds, "cpu_seconds": 2 * seconds} for way, seconds in ways.items()}
    return {**taken, "save_to_verdict": {"seconds": 2.0}}


def test_a_run_is_compared_with_its_parts_round_by_round() -> None:
    result = small_run.summary([a_round(6, 9, 2), a_round(12, 19, 4), a_round(8, 3, 12)])
    assert result["ways"]["plain"]["seconds"] == {"min": 12, "median": 16, "max": 24}
    assert result["ways"]["plain"]["cpu_seconds"]["max"] == 48
    assert result["ways"]["plain_without_unit_tests"]["seconds"]["min"] == 7.5
    assert result["ways"]["longer_alone"]["seconds"] == {"min": 10, "median": 12, "max": 20}
    assert result["ratios"]["run_to_plain"] == {"min": 0.5, "median": 0.5, "max": 0.5}
    assert result["ratios"]["run_to_longer_alone"] == {"min": 0.6, "median": 0.6, "max": 0.667}
    assert result["ways"]["save_to_verdict"] == {"seconds": {"min": 2.0, "median": 2.0, "max": 2.0}}


def test_a_command_is_timed_with_the_cpu_of_its_own_commands() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    taken = small_run.timed([sys.executable, "-c", inner])
    assert taken["cpu_seconds"] >= 0.3
    with pytest.raises(subprocess.CalledProcessError):
        small_run.timed([sys.executable, "-c", "raise SystemExit(3)"])


WHOLE = {
    "bounds": {"minutes": 3, "gib": 8},
    "sizes": [
        {"figures": 100, "reports": 1, "date": "2021-01-01", "commit": "aaaaaaa"}
        | {"seconds": 1.0, "peak_mib": 800.0, "release_mib": 9.0}
        | {"stages": {"Read the inputs": 0.1, "Derive the marts": 0.8}}
        | {"findable": 0, "found": 0, "false_alarms": 0},
        {"figures": 1000, "reports": 4, "date": "2021-01-02", "commit": "bbbbbbb"}
        | {"seconds": 20.0, "peak_mib": 900.0, "release_mib": 12.0}
        | {"stages": {"Read the inputs": 1.5, "Derive the marts": 16.0}}
        | {"findable": 9, "found": 8, "false_alarms": 1},
        {"figures": 10_000, "reports": 44, "date": "2021-01-02", "commit": "bbbbbbb"}
        | {"stopped": "took more than 8 GiB"},
    ],
    "growth": [{"from": 100, "to": 1000, "exponent": 1.3}],
}


def test_growth_of_the_complete_command_is_the_exponent_of_the_figures() -> None:
    sizes = [{"figures": 10, "seconds": 3.0}, {"figures": 1000, "seconds": 300.0}]
    assert whole.growth(sizes) == [{"from": 10, "to": 1000, "exponent": 1.0}]
    assert whole.growth([sizes[0], sizes[0]]) == []
    steps = whole.growth([{"figures": 1, "seconds": 3.0}, *sizes])
    assert [(one["from"], one["to"]) for one in steps] == [(1, 10), (10, 1000), (1, 1000)]


@pytest.mark.parametrize(
    ("size", "is_wrong"),
    [
        ({"findable": 2, "found": 2, "false_alarms": 0}, False),
        ({"findable": 2, "found": 1, "false_alarms": 0}, True),
        ({"findable": 2, "found": 2, "false_alarms": 1}, True),
        ({"stopped": "was too slow"}, False),
    ],
)
def test_a_missed_misprint_or_a_false_alarm_fails_the_benchmark(
    size: dict[str, Any], is_wrong: bool
) -> None:
    assert whole.is_wrong(size) is is_wrong


def test_stages_are_read_from_the_output_of_a_run() -> None:
    said = "Audit …\n✓ Audit: 120 expectations (31.5 s)\n✓ Publish (0.6 s)\nPublished: x (y)\n"
    assert whole.stages(said) == {"Audit": 31.5, "Publish": 0.6}


@pytest.mark.long
def test_the_complete_command_is_measured_up_to_its_release(tmp_path: Path) -> None:
    size = whole.measure(1_500, seed=7, minutes=10, gib=8, scratch=tmp_path)
    assert size["figures"] > 1000
    assert size["reports"] >= 1
    assert list(size["stages"]) == ["Read the inputs", "Derive the marts", "Audit", "Publish"]
    assert sum(size["stages"].values()) < size["seconds"]
    assert size["peak_mib"] > 0
    assert size["release_mib"] > 1
    assert size["found"] == size["findable"]
    assert size["false_alarms"] == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_a_complete_command_that_exceeds_its_limits_is_reported(tmp_path: Path) -> None:
    size = whole.measure(1_500, seed=7, minutes=0.01, gib=8, scratch=tmp_path)
    assert size["stopped"] == "did not finish within 0.01 minutes"
    assert "seconds" not in size


def test_the_page_is_written_from_the_results(
    measured: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    measured = {**measured, "run": small_run.summary([a_round(6, 9, 2)]), "whole": WHOLE}
    for name, result in measured.items():
        results.write(tmp_path / "results", name, result)
    assert report.run(tmp_path / "results", tmp_path / "docs") == 0
    page = (tmp_path / "docs" / "README.md").read_text(encoding="utf-8")
    assert f"{GROUPS:,} groups of figures" in page
    for name in ("honest", "misprints", "scale", "tables", "run", "whole"):
        assert f"({name}.svg)" in page
        assert (tmp_path / "docs" / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
    for name in measured:
        assert f"bench {name}`" in page
    assert "| 1,000 | 4 | 20.0 | 1.30 | 1.5 | 16.0 | 900 | 12 | 9 | 8 | 1 |" in page
    assert "Measured on 2021-01-01 (aaaaaaa), 2021-01-02 (bbbbbbb). Memory is" in page
    assert "| 10,000 | 44 | took more than 8 GiB | – | – | – | – | – | – | – | – |" in page
    assert results.read(tmp_path / "results", "honest")["machine"]["cores"] >= 1


# ----- the national panel ------------------------------------------------------------------


@pytest.fixture(scope="module")
def misprinted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[panel.Misprint]]:
    """A small panel with an edit in one of a hundred figures, and its key."""
    folder = tmp_path_factory.mktemp("panel") / "misprinted"
    return folder, panel.write_panel(2500, 7, 0.01, "csv", folder)[1]


def figures_of(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Measure and print of each figure of a seeds folder."""
    return {
        (row["report_id"], row["figure_no"]): (row["measure"], row["printed"])
        for row in read_inputs(folder).tables["figures"]
    }


def built_panel(models: CompiledModels, seeds: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """The warehouse of a panel, open."""
    folder.mkdir()
    read_inputs(seeds).write_snapshot(folder / "inputs")
    build(models, folder / "inputs", folder)
    return duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True)


def comparisons(seeds: Path) -> int:
    """How many figures of a panel have an earlier report to be compared with.

    The plan of a year is implied by each of its reports that prints a level and its completion:
    each is compared with the one before. A base that a growth implies is compared with the level
    that the report of the year before prints.
    """
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in read_inputs(seeds).tables["figures"]:
        quantity = vocabulary().measures[row["measure"]].quantity
        printed[row["report_id"], row["indicator_id"]].add(quantity)
    plans: Counter[tuple[str, str, str]] = Counter()
    bases = 0
    for (report_id, indicator), quantities in printed.items():
        place, year, period = re.split("-([0-9]{4})", report_id)
        before = f"{place}-{int(year) - 1}{period}", indicator
        plans[place, year, indicator] += quantities >= {"level", "completion"}
        bases += quantities >= {"level", "growth"} and "level" in printed.get(before, set())
    return sum(count - 1 for count in plans.values() if count) + bases


@pytest.mark.long
def test_the_honest_panel_is_honest(compiled_models: CompiledModels, tmp_path: Path) -> None:
    # There are enough years for reports to share bases and plans.
    extent = panel.Extent(reports=16, territories=2, years=2)
    panel.write_extent(extent, 5, 0, "csv", tmp_path / "seeds")
    with built_panel(compiled_models, tmp_path / "seeds", tmp_path / "honest") as warehouse:
        verdicts = dict(
            warehouse.execute(
                "select verdict, count(*) from marts.reconciliation group by verdict"
            ).fetchall()
        )
        revisions = warehouse.execute(
            "select count(*), count(*) filter (where is_within_rounding) from marts.revisions"
        ).fetchone()
        statuses = warehouse.execute(
            "select count(*) from marts.figures where check_status = 'confirmed'"
        ).fetchone()
    assert set(verdicts) == {"consistent", "not_checkable"}
    assert verdicts["consistent"] > 16 * 20 * 3
    assert statuses[0] > 0.9 * 16 * panel.figures_a_report()
    assert revisions == (comparisons(tmp_path / "seeds"),) * 2


def test_the_key_lists_every_edit_and_nothing_else(
    misprinted: tuple[Path, list[panel.Misprint]], tmp_path: Path
) -> None:
    folder, key = misprinted
    panel.write_panel(2500, 7, 0, "csv", tmp_path / "honest")
    true, false = figures_of(tmp_path / "honest"), figures_of(folder)
    assert true.keys() == false.keys()
    shown = {
        (one.report_id, str(one.figure_no)): (
            (one.measure, one.printed),
            (one.misprinted_measure, one.misprinted),
        )
        for one in key
    }
    assert len(shown) == len(key) > 10
    assert {
        place: (true[place], false[place]) for place in true if true[place] != false[place]
    } == {place: change for place, change in shown.items() if change[0] != change[1]}
    assert {one.edit for one in key} <= set(OPERATORS)
    with (folder / panel.KEY).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["misprinted"], row["is_findable"]) for row in rows] == [
        (one.misprinted, str(one.is_findable).lower()) for one in key
    ]


def test_exactly_the_findable_edits_of_a_panel_are_flagged(
    compiled_models: CompiledModels,
    misprinted: tuple[Path, list[panel.Misprint]],
    tmp_path: Path,
) -> None:
    folder, key = misprinted
    with built_panel(compiled_models, folder, tmp_path / "built") as warehouse:
        flagged = set(
            warehouse.execute(
                "select distinct report_id, regexp_extract(indicator_id, '[a-z]+_[0-9]+') "
                "from marts.reconciliation where verdict in ('suspect', 'contradiction')"
            ).fetchall()
        )
    findable = {(one.report_id, one.component) for one in key if one.is_findable}
    assert 5 < len(findable) < len({one.misprint_no for one in key})
    assert flagged == findable


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_equal_seeds_give_equal_bytes_and_other_seeds_do_not(
    misprinted: tuple[Path, list[panel.Misprint]], tmp_path: Path, form: str
) -> None:
    def content(seed: int, name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        panel.write_panel(2500, seed, 0.01, form, folder)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    first = content(7, "first")
    assert content(7, "again") == first
    assert content(8, "other") != first
    # The two forms hold the same figures.
    assert figures_of(tmp_path / "first") == figures_of(misprinted[0])


def test_a_panel_has_about_the_requested_number_of_figures() -> None:
    for figures in (10_000, 100_000, 1_000_000, 10_000_000):
        extent = panel.Extent.holding(figures)
        assert abs(extent.reports * panel.figures_a_report() / figures - 1) < 0.02
        assert extent.territories >= min(extent.reports, panel.PROVINCES)
        assert extent.reports <= extent.territories * extent.years * QUARTERS
        assert extent.years <= panel.MOST_YEARS


def test_a_panel_does_not_overwrite_files(
    misprinted: tuple[Path, list[panel.Misprint]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = misprinted
    assert panel.run(2500, 7, 0.01, "csv", folder) == 2
    assert "Name a new folder" in capsys.readouterr().out


# ----- rivals ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contested(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[str]]:
    """A contest on a small panel of all contenders that need neither network nor a complete run."""
    folder = tmp_path_factory.mktemp("contest")
    contenders, absent = contest.gather(folder, ["by_pandas", "by_dbt", "our_models"])
    assert not absent
    first, second = contest.measure(contenders, 5000, 3, contest.Bounds(2, 1, 5, 8), folder)
    assert [len(one["seconds"]) for one in first[0]["contenders"]] == [1, 1, 1, 1]
    return second


@pytest.mark.long
def test_rivals_and_our_models_answer_alike(contested: tuple[dict[str, Any], list[str]]) -> None:
    size, apart = contested
    assert not apart, "\n".join(apart)
    by_name = {one["name"]: one for one in size["contenders"]}
    assert list(by_name) == ["by_hand", "by_pandas", "by_dbt", "our_models"]
    assert by_name["by_hand"]["ratio"] == 1
    assert [len(one["seconds"]) for one in by_name.values()] == [2, 1, 1, 2]
    assert all(one["peak_mib"] > 0 for one in by_name.values())
    for name in ("by_hand", "by_pandas", "by_dbt"):
        one = by_name[name]
        assert one["planted"] >= one["findable"] >= one["found"] > 0
        assert one["false_alarms"] == one["found_though_possible"] == 0


# 101 % less may be 100 % less at the wide reading: a base is of one kind at both.
@pytest.mark.long
@pytest.mark.parametrize("below", ["130", "101"])
def test_no_contender_takes_rates_over_negative_bases_as_means(
    below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_panel(figures: int, seed: int, rate: float, form: str, seeds: Path) -> Any:
        written = panel.write_panel(figures, seed, rate, form, seeds)
        left = dict.fromkeys(("decrease_pct", "under_plan_pct"), below)
        for path in sorted((seeds / "figures").iterdir()):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            for row in rows:
                row["printed"] = left.pop(row["measure"], row["printed"])
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(rows)
        assert not left
        return written

    monkeypatch.setattr(contest, "write_panel", write_panel)
    contenders, _ = contest.gather(tmp_path, ["by_pandas", "our_models"])
    ((_, apart),) = contest.measure(contenders, 2500, 3, contest.Bounds(1, 1, 5, 8), tmp_path)
    assert not apart, "\n".join(apart)
    with duckdb.connect(str(tmp_path / "floor" / "answers.duckdb"), read_only=True) as floor:
        unchecked = floor.execute(
            "select quantity, count(*) filter (half_verdict = 'not_checkable'), "
            "count(*) filter (wide_verdict = 'not_checkable') from reconciled group by all"
        ).fetchall()
    assert {quantity for quantity, half, _ in unchecked if half} >= {"implied_prior", "growth"}
    assert all(half == wide for _, half, wide in unchecked)


def test_a_contender_with_other_answers_is_reported(
    tmp_path: Path, misprinted: tuple[Path, list[panel.Misprint]]
) -> None:
    for name in ("floor", "other"):
        (tmp_path / name).mkdir()
        by_hand.main(misprinted[0], tmp_path / name / "answers.duckdb")
    paths = [tmp_path / name / "answers.duckdb" for name in ("other", "floor")]
    floor = contest.rival("by_hand")
    assert not list(contest.differences(floor, *paths, 2500))
    with duckdb.connect(str(paths[0])) as connection:
        # The next double.
        connection.execute(
            "update implied set wide_plan_lower = wide_plan_lower + 1.2e-16 * wide_plan_lower "
            "where rowid = (select min(rowid) from implied where wide_plan_lower > 0)"
        )
        connection.execute("delete from reconciled where rowid = 1")
    shown = list(contest.differences(floor, *paths, 2500))
    # Both values of the changed row, and the missing row at both intervals.
    assert len(shown) == 4
    assert "by_hand and the floor differ at 2,500 figures, implied" in shown[0]


def test_a_floor_that_exceeds_its_limits_ends_the_contest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bounds = contest.Bounds(1, 1, 5, 0.001)
    assert contest.run([2500], 3, bounds, ["by_pandas"], tmp_path) == 1
    shown = capsys.readouterr().out
    assert shown.endswith("There is no floor to compare with: it took more than 0.001 GiB.\n")
    assert not list(tmp_path.iterdir())


def test_only_sizes_of_the_same_conditions_are_kept(tmp_path: Path) -> None:
    conditions = {"seed": 1, "bounds": {"gib": 8}}
    assert results.sizes_like(tmp_path, "whole", conditions) == []
    sizes = [{"figures": 10}]
    path = results.write(tmp_path, "whole", {**conditions, "sizes": sizes})
    assert results.sizes_like(tmp_path, "whole", conditions) == sizes
    assert results.sizes_like(tmp_path, "whole", {**conditions, "seed": 2}) == []
    # On another machine.
    path.write_text(path.read_text(encoding="utf-8").replace('"cores": ', '"cores": 9'))
    assert results.sizes_like(tmp_path, "whole", conditions) == []


def test_results_have_a_line_for_each_measurement(tmp_path: Path) -> None:
    sizes = [{"figures": n, "stages": {"Audit": 1.0}, "runs": [1, 2]} for n in (10, 20)]
    path = results.write(tmp_path, "whole", {"sizes": sizes})
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "{" and lines[1] == ' "benchmark": "whole",'
    assert lines[-4:] == [
        '  {"figures": 10, "stages": {"Audit": 1.0}, "runs": [1, 2]},',
        '  {"figures": 20, "stages": {"Audit": 1.0}, "runs": [1, 2]}',
        " ]",
        "}",
    ]
    assert results.read(tmp_path, "whole")["sizes"] == sizes


@pytest.mark.parametrize("name", ["whole", "rivals"])
def test_a_size_is_measured_again_and_the_others_are_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = iter([3.0, 30.0, 4.0, 400.0])

    def size(figures: int) -> dict[str, Any]:
        return {"figures": figures, "seconds": next(taken)}

    def measured(*sizes: int) -> list[tuple[int, float]]:
        if name == "whole":
            assert whole.run(sizes, 1, 5, 8, tmp_path) == 0
        else:
            assert contest.run(sizes, 1, contest.Bounds(1, 1, 5, 8), [], tmp_path) == 0
        return [(one["figures"], one["seconds"]) for one in results.read(tmp_path, name)["sizes"]]

    monkeypatch.setattr(whole, "measure", lambda figures, *_: size(figures) | {"peak_mib": 1.0})
    monkeypatch.setattr(contest, "measure", lambda _, figures, *__: [(size(figures), [])])
    assert measured(100, 10, 10) == [(10, 3.0), (100, 30.0)]
    assert measured(10) == [(10, 4.0), (100, 30.0)]
    if name == "whole":
        (step,) = results.read(tmp_path, name)["growth"]
        assert step["exponent"] == pytest.approx(log10(30 / 4), abs=0.01)
    assert measured(1000) == [(10, 4.0), (100, 30.0), (1000, 400.0)]


def test_results_of_other_sizes_are_kept() -> None:
    known = [{"figures": 10, "date": "2021-01-01"}, {"figures": 20, "date": "2021-01-01"}]
    measured = [{"figures": 20, "date": "2022-01-01"}, {"figures": 5, "date": "2022-01-01"}]
    assert [tuple(size.values()) for size in results.together(known, measured)] == [
        (5, "2022-01-01"),
        (10, "2021-01-01"),
        (20, "2022-01-01"),
    ]


def test_a_run_that_exceeds_its_limits_is_stopped_with_its_children(tmp_path: Path) -> None:
    def ended(script: str, minutes: float, gib: float) -> process.Run:
        return process.run_measured(
            [sys.executable, "-c", script], tmp_path, dict(os.environ), minutes, gib
        )

    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', {script!r}])"
    greedy = child.format(script="held = b'x' * (200 << 20); import time; time.sleep(60)")
    assert ended(greedy, 5, 0.1).stopped == "took more than 0.1 GiB"
    slow = ended(child.format(script="import time; time.sleep(60)"), 0.01, 8)
    assert slow.stopped == "did not finish within 0.01 minutes"
    done = ended("raise SystemExit(1)", 5, 8)
    assert (done.status, done.stopped) == (1, "")


def test_the_table_of_rivals_says_who_did_not_finish_and_who_was_left_out(tmp_path: Path) -> None:
    def contender(name: str, *runs: process.Run) -> dict[str, Any]:
        return {"name": name, **contest.summary(runs, 2.0)}

    counts = {"planted": 9, "findable": 8, "found": 8, "found_though_possible": 0}
    size = {"figures": 5000, "date": "2021-01-01", "commit": "aaaaaaa"} | {
        "contenders": [
            contender("by_hand", process.Run(2, 4, 90, 0), process.Run(3, 5, 80, 0))
            | {**counts, "false_alarms": 0},
            contender("our_models", process.Run(7, 9, 400, 0)),
            contender("ours", process.Run(9, 9, 9, -9, "was too slow")),
        ],
        "absent": {"by_sqlmesh": "no network"},
    }
    result = {
        "seed": 3,
        "rate": contest.RATE,
        "bounds": {"minutes": 5, "gib": 8},
        "sizes": [size],
    }
    results.write(tmp_path / "results", "rivals", result)
    assert report.run(tmp_path / "results", tmp_path / "docs") == 0
    page = (tmp_path / "docs" / "README.md").read_text(encoding="utf-8")
    assert "| SQL by hand, on DuckDB | 5,000 | 2 | 2.5 | 1.2 | 1.0 – 1.5 | 90 |" in page
    assert "| SQL by hand, on DuckDB | 5,000 | 9 | 8 | 8 | 0 | 0 |" in page
    assert "| – | was too slow | – | – | – |" in page
    assert "SQLMesh on DuckDB is left out at 5,000 figures: no network" in page
    assert (tmp_path / "docs" / "rivals.svg").read_text(encoding="utf-8").startswith("<svg")


# ----- worker processes --------------------------------------------------------------------


def test_tasks_are_shared_by_workers_round_by_round() -> None:
    tasks = {"reports": [4.0, 4.0, 8.0], "revisions": [1.0], "repairs": [3.0]}
    assert workers.in_tasks(tasks, 1) == 20
    assert workers.in_tasks(tasks, 2) == 8 + 3
    assert workers.in_tasks(tasks, 64) == 8 + 3


@pytest.mark.long
def test_a_run_with_two_workers_is_held_against_the_model(tmp_path: Path) -> None:
    assert workers.run(2_000, [1, 2], 1, 10, 8, tmp_path) == 0
    found = results.read(tmp_path, "workers")
    assert found and [one["workers"] for one in found["runs"]] == [1, 2]
    assert [one["workers"] for one in found["supposed"]] == [*workers.SUPPOSED]
    assert "| 64 " in "\n".join(report.workers_section(found))


# ----- against another commit --------------------------------------------------------------

INFINITE = float("inf")


def warehouse(path: Path, lower: float, upper: float, verdict: str, rows: int = 2) -> Path:
    """A warehouse with one mart of checks; the values are those of its first row."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.reconciliation as select 'a' as check_id, $verdict as verdict, "
            "cast($lower as double) as left_lower, cast($upper as double) as left_upper",
            {"verdict": verdict, "lower": lower, "upper": upper},
        )
        for number in range(rows - 1):
            connection.execute(
                f"insert into marts.reconciliation values ('b{number}', 'suspect', null, 1)"
            )
    return path


def test_the_same_marts_do_not_differ(tmp_path: Path) -> None:
    one = warehouse(tmp_path / "one.duckdb", 10.0, 12.0, "suspect")
    # The half-width is 1: an end may lie a billionth away.
    other = warehouse(tmp_path / "other.duckdb", 10.0, 12.0 + 0.9e-9, "suspect")
    assert mart_differences.differences(one, other) == []


@pytest.mark.parametrize(
    ("lower", "upper", "verdict", "rows", "found"),
    [
        (10.0, 12.0 + 1.1e-9, "suspect", 2, ["reconciliation: left_upper: 1 of 2"]),
        (9.9, 12.0, "suspect", 2, ["reconciliation: left_lower: 1 of 2"]),
        (10.0, 12.0, "consistent", 2, ["reconciliation: verdict: 1 of 2"]),
        (10.0, 12.0, "suspect", 3, ["reconciliation: 3 rows in other, of which 2 are in both"]),
    ],
)
def test_a_difference_of_marts_is_found(
    tmp_path: Path, lower: float, upper: float, verdict: str, rows: int, found: list[str]
) -> None:
    one = warehouse(tmp_path / "one.duckdb", 10.0, 12.0, "suspect")
    other = warehouse(tmp_path / "other.duckdb", lower, upper, verdict, rows)
    assert mart_differences.differences(one, other) == found


@pytest.mark.parametrize(
    ("ends", "others", "found"),
    [
        ((-INFINITE, INFINITE), (-INFINITE, INFINITE), []),
        ((-INFINITE, INFINITE), (10.0, INFINITE), ["left_lower"]),
        ((-INFINITE, INFINITE), (-INFINITE, 12.0), ["left_upper"]),
        ((-INFINITE, INFINITE), (INFINITE, -INFINITE), ["left_lower", "left_upper"]),
        ((10.0, 12.0), (-INFINITE, 12.0), ["left_lower"]),
        ((10.0, 12.0), (10.0, INFINITE), ["left_upper"]),
        # An interval without an end has no half-width that allows its other end anything.
        ((10.0, INFINITE), (10.0, INFINITE), []),
        ((10.0, INFINITE), (10.0001, INFINITE), ["left_lower"]),
    ],
)
def test_an_infinite_end_is_like_itself_alone(
    tmp_path: Path, ends: tuple[float, float], others: tuple[float, float], found: list[str]
) -> None:
    one = warehouse(tmp_path / "one.duckdb", *ends, "suspect")
    other = warehouse(tmp_path / "other.duckdb", *others, "suspect")
    assert mart_differences.differences(one, other) == [
        f"reconciliation: {end}: 1 of 2" for end in found
    ]
    assert engines.differences(one, other) == ["marts.reconciliation: 1 of 2 rows"] * bool(found)


def test_a_missing_mart_and_another_column_are_differences(tmp_path: Path) -> None:
    one = warehouse(tmp_path / "one.duckdb", 1, 2, "suspect")
    other = warehouse(tmp_path / "other.duckdb", 1, 2, "suspect")
    with duckdb.connect(str(other)) as connection:
        connection.execute("create table marts.growth as select 1 as level")
        connection.execute("alter table marts.reconciliation alter left_upper type float")
    assert mart_differences.differences(one, other) == [
        "growth: only in one of them",
        "reconciliation: columns [('left_upper', 'DOUBLE'), ('left_upper', 'FLOAT')]",
    ]


# ----- a release in parts against one build --------------------------------------------------


@pytest.mark.parametrize(
    ("upper", "verdict", "rows", "found"),
    [
        (12.0 * (1 + 9e-13), "suspect", 2, []),
        (12.0 * (1 + 1.1e-12), "suspect", 2, ["marts.reconciliation: 1 of 2 rows"]),
        (12.0, "consistent", 2, ["marts.reconciliation: 1 of 2 rows"]),
        (12.0, "suspect", 3, ["marts.reconciliation: 1 of 3 rows"]),
    ],
)
def test_engines_are_compared_row_by_row(
    tmp_path: Path, upper: float, verdict: str, rows: int, found: list[str]
) -> None:
    one = warehouse(tmp_path / "one.duckdb", 10.0, 12.0, "suspect")
    other = warehouse(tmp_path / "other.duckdb", 10.0, upper, verdict, rows)
    assert engines.differences(one, other) == found


def test_a_table_that_one_build_lacks_is_a_difference(tmp_path: Path) -> None:
    one = warehouse(tmp_path / "one.duckdb", 10.0, 12.0, "suspect")
    other = warehouse(tmp_path / "other.duckdb", 10.0, 12.0, "suspect")
    with duckdb.connect(str(other)) as connection:
        connection.execute("create view marts.growth as select 1 as level")
    assert engines.differences(one, other) == [
        "marts.growth: columns None and [('level', 'INTEGER')]"
    ]


@pytest.mark.long
def test_each_engine_makes_what_one_build_makes(tmp_path: Path) -> None:
    assert engines.run(2000, 2021, 30, 8, tmp_path) == 0
    result = json.loads((tmp_path / "engines.json").read_text(encoding="utf-8"))
    assert [one["engine"] for one in result["runs"]] == ["one build", "dask", "spark"]


def test_a_ratio_compares_the_runs_of_one_round() -> None:
    def taken(*seconds: float) -> list[dict[str, float]]:
        return [{"seconds": one, "cpu_seconds": 0.0} for one in seconds]

    found = against.summary({"then": taken(10, 40, 20), "now": taken(5, 10, 20)})
    assert found["then"]["seconds"] == {"min": 10, "median": 20, "max": 40}
    assert found["ratio"] == {"seconds": {"min": 0.25, "median": 0.5, "max": 1.0}}


def test_the_joint_problems_are_the_tables_of_either_commit() -> None:
    def one(seconds: float) -> dict[str, float]:
        return {"seconds": seconds, "cpu_seconds": seconds / 2}

    tables = {
        "intermediate.int_joint_solutions": one(8),
        "intermediate.int_pair_bounds": one(4),
        "intermediate.int_repair_swaps": one(2),
        "intermediate.int_repairs": one(100),
    }
    assert against.of_joint(tables) == {"seconds": 14, "cpu_seconds": 7}


def test_a_commit_that_does_not_exist_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = against.Limits(1, 1)
    assert against.run("no-such-commit", [1], 1, ["run"], 1, limits, tmp_path / "results") == 2
    assert "'no-such-commit' is no commit of this repository" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_a_commit_has_one_name_however_git_shortens_it(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    names = []
    for digits in ("7", "12"):
        git("clone", "--quiet", str(PROJECT), digits)
        git("-C", digits, "config", "core.abbrev", digits)
        names.append(against.commit_in(tmp_path / digits))
    assert names[0] == names[1]
    assert len(results.shown(names[0])) == 7


def test_a_changed_commit_is_shown_as_changed() -> None:
    assert results.shown("20e099c1e2e5562a62df9c363e8183820956efcc-dirty") == "20e099c-dirty"
    assert results.shown("") == ""


def test_earlier_ways_of_the_same_commits_are_kept() -> None:
    commits = {"then": "a", "now": "b"}
    earlier = {
        "machine": against.machine(),
        "commits": commits,
        "seed": 1,
        "ways": {"run": 1, "check": 1},
        "differences": {"10": []},
    }
    found = {"commits": commits, "seed": 1, "ways": {"run": 2}, "differences": {}, "lines": 3}
    kept = against.with_earlier(found, earlier)
    assert kept["ways"] == {"run": 2, "check": 1} and kept["differences"] == {"10": []}
    assert kept["lines"] == 3
    for other in ({"commits": {"then": "a", "now": "c"}}, {"seed": 2}, {"machine": {}}):
        assert against.with_earlier(found, earlier | other) == found
    assert against.with_earlier(found, {}) == found


@pytest.mark.long
def test_a_commit_against_itself_has_the_same_marts(tmp_path: Path) -> None:
    limits = against.Limits(20, 8)
    assert against.run("HEAD", [2_000], 1, ["derive", "whole"], 1, limits, tmp_path) == 0
    found = results.read(tmp_path, "against")
    assert found
    assert found["commits"]["then"] == found["commits"]["now"]
    assert found["lines"]["then"] == found["lines"]["now"] > 1_000
    (figures,) = found["differences"]
    assert found["differences"][figures] == []
    assert set(found["ways"]) == {f"{way} {figures}" for way in ("derive", "whole", "workbook")} | {
        f"joint problems of {figures}"
    }
    assert "| derive" in "\n".join(report.against_section(found))
