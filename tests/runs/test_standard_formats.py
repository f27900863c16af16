"""Readers that are not ours find every figure in the standard formats, to its last digit."""

import csv
import json
import math
import random
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from oracle import period_of
from support.provincial_reports import write_provincial_reports
from support.random_collections import Collection, write_seeds
from support.seeds_folder import SHIPPED

from doichieu.base.paths import PROJECT
from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports.standard import HOME, LEFT_OUT, write_standard_formats
from doichieu.exports.standard.cubes import part_names
from doichieu.exports.standard.words import LANGUAGES, words
from doichieu.inputs import read_inputs

INTERVALS = ("half_lower", "half_upper", "wide_lower", "wide_upper")
FEASIBLE = ("feasible_lower", "feasible_upper")
NUMBERS = ("value", *INTERVALS, *FEASIBLE)

FIGURES = """
select
    figures.*,
    reports.published,
    reports.period_id as report_period,
    print.number_format,
    print.read_as,
    printed_units.factor as printed_factor,
    own_units.factor as own_factor
from marts.figures as figures
inner join reference.reports as reports using (report_id)
inner join staging.stg_figures as print using (report_id, figure_no)
inner join reference.indicators as indicators on figures.indicator_id = indicators.indicator_id
inner join reference.units as printed_units on figures.unit_id = printed_units.unit_id
inner join reference.units as own_units on indicators.unit_id = own_units.unit_id
"""
QUARANTINED = "select * from intermediate.int_quarantined_observations"
OBSERVATION = ("report_id", "territory_id", "period_id", "indicator_id")

Row = dict[str, Any]


@dataclass(frozen=True)
class Exported:
    """The figures of a warehouse, and the folder that they were exported to."""

    figures: list[Row]
    in_quarantine: set[tuple[str, ...]]
    folder: Path


def rows_of(connection: Any, query: str) -> list[Row]:
    """The rows of a query, by column."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def many_reports(folder: Path) -> Path:
    """Seeds of random reports in every wording and period, with corrections."""
    return write_seeds(folder, Collection(random.Random(7)).make(reports=25))


def export(models: CompiledModels, seeds: Path, folder: Path) -> Exported:
    """Export the warehouse of seeds."""
    with models.build(read_inputs(seeds)) as connection:
        folder.mkdir()
        write_standard_formats(connection, folder)
        return Exported(
            rows_of(connection, FIGURES),
            set(connection.execute(QUARANTINED).fetchall()),
            folder,
        )


COLLECTIONS = {
    "shipped": lambda folder: SHIPPED,
    "many": lambda folder: many_reports(folder / "seeds"),
    "provinces": lambda folder: write_provincial_reports(folder / "seeds", 40, 3),
    "investment": lambda folder: PROJECT / "examples" / "national-investment",
}


@pytest.fixture(
    scope="module",
    params=[
        "shipped",
        "many",
        "provinces",
        pytest.param("investment", marks=pytest.mark.long),
    ],
)
def exported(
    request: pytest.FixtureRequest,
    compiled_models: CompiledModels,
    tmp_path_factory: pytest.TempPathFactory,
) -> Exported:
    """A collection and its exports."""
    folder = tmp_path_factory.mktemp(request.param)
    return export(compiled_models, COLLECTIONS[request.param](folder), folder / "exports")


def decimal(number: float | None) -> Decimal | None:
    """The shortest decimal that is read as a double; none for one that is not finite."""
    return None if number is None or not math.isfinite(number) else Decimal(repr(number))


# ----- SDMX --------------------------------------------------------------------------------


def time_period(period: str) -> tuple[str, str]:
    """The frequency and the SDMX period of a period, by hand."""
    year, _, rest = period.partition("-")
    if ".." in period:
        first, last = map(int, period.split(".."))
        return "_O", f"{first}-01-01/P{last - first + 1}Y"
    if not rest:
        return "A", year
    if rest[0] == "H":
        return "S", f"{year}-S{rest[1]}"
    if rest[0] == "Q":
        return "Q", period
    if rest.endswith("M"):
        return "_O", f"{year}-01-01/P{rest}"
    if rest.startswith("YTD"):
        last = date.fromisoformat(f"{year}-{rest[4:]}")
        return "_O", f"{year}-01-01/P{(last - date(int(year), 1, 1)).days + 1}D"
    return ("M" if len(rest) == 2 else "_O"), period


def status(figure: Row) -> str:
    """The observation status of a figure, by the hierarchy of SDMX's guideline."""
    if figure["value"] is None:
        return "O"
    if figure["qualifier"].startswith("estimated"):
        return "E"
    checks = {"contradicted": "U", "suspect": "U", "unverifiable": "V", "confirmed": "A"}
    return checks[figure["check_status"]]


def basis(figure: Row) -> str:
    """The code of a figure's basis."""
    blank = {"none": "_Z", "plan": "_plan", "growth": "_year", "parent": "_total"}
    return figure["basis"] or blank[vocabulary().measures[figure["measure"]].basis]


def decimals(figure: Row) -> int:
    """The decimals of the number that was read; of a range the finer one's."""
    mark = vocabulary().number_formats[figure["number_format"]].decimal
    numbers = re.findall("[0-9.,]+", figure["read_as"])
    return max(len(number.partition(mark)[2]) for number in numbers)


def expected_observations(figures: list[Row]) -> dict[tuple[str, int], Row]:
    """What the SDMX data have, by report and number of a figure: numbers as decimals."""
    found: dict[tuple[str, int], Row] = {}
    printed: dict[tuple[Any, ...], int] = {}
    for figure in sorted(figures, key=lambda one: (one["report_id"], one["figure_no"])):
        freq, period = time_period(figure["period_id"])
        key = {
            "FREQ": freq,
            "REF_AREA": figure["territory_id"],
            "INDICATOR": figure["indicator_id"],
            "MEASURE": figure["measure"],
            "BASIS": basis(figure),
            "REPORT": figure["report_id"],
            "TIME_PERIOD": period,
        }
        times = printed[tuple(key.values())] = printed.get(tuple(key.values()), 0) + 1
        found[figure["report_id"], figure["figure_no"]] = {
            **key,
            **{name.upper(): decimal(figure[name]) for name in (*INTERVALS, *FEASIBLE)},
            "OCCURRENCE": times,
            "OBS_VALUE": decimal(figure["value"]),
            "UNIT_MEASURE": figure["unit_id"],
            "DECIMALS": decimals(figure),
            "OBS_STATUS": status(figure),
            "CONF_STATUS": "F",
            "CHECK_STATUS": figure["check_status"],
            "QUALIFIER": figure["qualifier"].replace(" ", "_") or None,
            "PRINTED": figure["printed"],
            "CORRECTION": figure["correction"],
            "FIGURE_NO": figure["figure_no"],
            "PLACE": figure["place"],
        }
    return found


WHOLE = {"OCCURRENCE", "DECIMALS", "FIGURE_NO"}
DECIMAL = {"OBS_VALUE", *(name.upper() for name in (*INTERVALS, *FEASIBLE))}


def by_figure(observations: list[Row]) -> dict[tuple[str, int], Row]:
    """Observations of texts as `expected_observations` has them."""
    found = {}
    for observation in observations:
        row = {
            name: None
            if text in ("", None)
            else int(text)
            if name in WHOLE
            else Decimal(str(text))
            if name in DECIMAL
            else text
            for name, text in observation.items()
        }
        found[row["REPORT"], row["FIGURE_NO"]] = row
    assert len(found) == len(observations)
    return found


def test_the_collections_have_the_hard_cases(exported: Exported) -> None:
    if "many" not in str(exported.folder):
        return
    figures = exported.figures
    assert {status(figure) for figure in figures} == set(words()["CL_OBS_STATUS"])
    assert {figure["measure"] for figure in figures} == set(vocabulary().measures)
    assert {figure["correction"] for figure in figures} > {None, "exclude", "override"}
    assert {time_period(figure["period_id"])[0] for figure in figures} == set(words()["CL_FREQ"])
    assert any(row["OCCURRENCE"] > 1 for row in expected_observations(figures).values())
    assert any(figure["printed_factor"] != figure["own_factor"] for figure in figures)


def test_sdmx1_finds_every_figure(exported: Exported) -> None:
    import sdmx

    structure = sdmx.read_sdmx(exported.folder / "sdmx/structure.xml")
    data = sdmx.read_sdmx(
        exported.folder / "sdmx/data.csv", structure=structure.dataflow["FIGURES"]
    )
    [dataset] = data.data
    found = [
        {
            **{key: value.value for key, value in one.dimension.values.items()},
            **{key: value.value for key, value in one.attached_attribute.items()},
            "OBS_VALUE": one.value,
        }
        for one in dataset.obs
    ]
    assert by_figure(found) == expected_observations(exported.figures)


def test_pysdmx_finds_every_figure(exported: Exported) -> None:
    """It guesses the type of a column of numbers, before it reads that they are texts."""
    from pysdmx.io import get_datasets

    [dataset] = get_datasets(
        exported.folder / "sdmx/data.csv", exported.folder / "sdmx/structure.xml"
    )
    frame = dataset.data.astype(object)
    found = by_figure(frame.where(frame.notna(), None).to_dict("records"))
    expected = expected_observations(exported.figures)
    for row in (*found.values(), *expected.values()):
        del row["PRINTED"], row["PLACE"]
    assert found == expected


def test_the_structure_is_valid_and_has_every_code(exported: Exported) -> None:
    """pysdmx holds it against the schemas of SDMX-ML 3.0."""
    from pysdmx.io import read_sdmx

    message = read_sdmx(exported.folder / "sdmx/structure.xml", validate=True)
    [structure] = message.get_data_structure_definitions()
    with (exported.folder / "sdmx/data.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    components = {component.id: component for component in structure.components}
    assert list(found[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert set(found[0]) == {"STRUCTURE", "STRUCTURE_ID", "ACTION", *components}
    coded = 0
    for name, component in components.items():
        values = {row[name] for row in found}
        if component.required and name != "OBS_VALUE":
            assert "" not in values, name
        if codes := component.local_codes:
            coded += 1
            assert values - {""} <= {code.id for code in codes}, name
            assert all(code.name for code in codes)
    assert coded == 12
    key = [dimension.id for dimension in structure.components.dimensions]
    assert len({tuple(row[name] for name in key) for row in found}) == len(found)


def test_codes_have_names_in_both_languages_and_what_else_is_known(exported: Exported) -> None:
    import sdmx

    lists = sdmx.read_sdmx(exported.folder / "sdmx/structure.xml").codelist
    for name in words()["structure"].keys() & lists.keys():
        for code in lists[name]:
            assert set(code.name.localizations) == set(LANGUAGES), code
    if "lang-son" in lists["CL_AREA"]:
        code = lists["CL_AREA"]["lang-son"]
        assert code.name.localizations == {"vi": "Lạng Sơn", "en": "Lang Son"}
        assert code.parent.id == "vn"
        assert {one.id: str(one.title) for one in code.annotations}["OFFICIAL_CODE"] == "20"


# ----- cubes -------------------------------------------------------------------------------

Cell = tuple[str, ...]
Cube = dict[Cell, dict[str, Any]]


def stated(figure: Row, name: str) -> Fraction | None:
    """A number of a figure as its quantity: in the indicator's unit, in percent or in points."""
    measure = vocabulary().measures[figure["measure"]]
    stem, _, end = name.partition("_")
    if measure.sign < 0 and end:
        name = f"{stem}_{'upper' if end == 'lower' else 'lower'}"
    number = decimal(figure[name])
    if number is None or (name == "value" and measure.spread):
        return None
    number = Fraction(number)
    if (end == "upper" and stem != "feasible") or (end == "lower" and stem == "feasible"):
        number += measure.spread
    ratio = (measure.base + measure.sign * number) / measure.divisor
    if measure.unit in ("indicator", "difference"):
        factors = (Fraction(Decimal(repr(figure[f"{one}_factor"]))) for one in ("printed", "own"))
        return ratio * next(factors) / next(factors)
    return 100 * ratio - (100 if measure.quantity == "growth" else 0)


def cell(figure: Row) -> Cell:
    """The place of a figure in the cube of its quantity."""
    period, level = figure["period_id"], figure["measure"] == "level"
    part = period[4:].lstrip("-") or "Y"
    bases = () if level else (basis(figure),)
    return (figure["indicator_id"], *bases, figure["territory_id"], part, period[:4])


def expected_cubes(exported: Exported) -> dict[str, Cube]:
    """The cubes, with what their cells have: of the latest report its finest, then first figure."""

    def order(figure: Row) -> tuple[Any, ...]:
        published = figure["published"]
        return (
            period_of(figure["report_period"]).last,
            not published,
            published,
            figure["report_id"],
            figure["half_lower"] - figure["half_upper"],
            -figure["figure_no"],
        )

    cubes: dict[str, Cube] = {}
    for figure in sorted(exported.figures, key=order):
        observation = tuple(figure[name] for name in OBSERVATION)
        if figure["correction"] == "exclude" or observation in exported.in_quarantine:
            continue
        numbers = {name: stated(figure, name) for name in NUMBERS}
        cube = cubes.setdefault(vocabulary().measures[figure["measure"]].quantity, {})
        cube[cell(figure)] = {
            "check_status": figure["check_status"],
            **{name: number for name, number in numbers.items() if number is not None},
        }
    return cubes


def assert_same(found: Cube, expected: Cube) -> None:
    """The same cells, with the same numbers; of a feasibility interval to the last double."""
    assert found.keys() == expected.keys()
    for place, numbers in expected.items():
        assert found[place].keys() == numbers.keys(), place
        for name, number in numbers.items():
            read = found[place][name]
            if name in FEASIBLE:
                assert float(read) == pytest.approx(float(number), rel=1e-15, abs=1e-15)
            else:
                assert read == number, (place, name, str(read), str(number))


def codes_of(metadata: dict[str, list[str]], language: str) -> dict[str, dict[str, str]]:
    """The codes of a PX file by variable and value, as its keywords list them."""
    return {
        variable: dict(
            zip(metadata[f"VALUES({variable})"], metadata[f"CODES({variable})"], strict=True)
        )
        for variable in (*metadata["STUB"], *metadata["HEADING"])
    }


def read_px(path: Path, language: str) -> Cube:
    """The cells of a PX file that have a figure, by their codes."""
    from pyaxis import pyaxis

    px = pyaxis.parse(str(path), encoding="utf-8", lang=language)
    frame, codes = px["DATA"], codes_of(px["METADATA"], language)
    assert list(frame.columns[:-1]) == list(codes)
    found: Cube = {}
    for *labels, text in frame.itertuples(index=False):
        if text == text:  # not a blank
            *place, content = (
                codes[name][label] for name, label in zip(codes, labels, strict=True)
            )
            found.setdefault(tuple(place), {})[content] = text
    checks = ("confirmed", "suspect", "contradicted", "unverifiable")
    return {
        place: {
            name: checks[int(text) - 1] if name == "check_status" else Fraction(text)
            for name, text in contents.items()
        }
        for place, contents in found.items()
    }


def read_json_stat(path: Path) -> Cube:
    """The cells of a JSON-stat file that have a figure, by their codes."""
    from pyjstat import pyjstat

    with path.open(encoding="utf-8") as file:
        dataset = pyjstat.Dataset.read(file)
    frame = dataset.write("dataframe", naming="id")
    found: Cube = {}
    for number, (*place, content, value) in enumerate(frame.itertuples(index=False)):
        if value == value:
            found.setdefault(tuple(place), {})[content] = Fraction(repr(float(value)))
        if check := dataset["status"].get(str(number)):
            found.setdefault(tuple(place), {})["check_status"] = check
            assert content == "value" and check in dataset["extension"]["status"]["label"]
    return found


def test_every_quantity_has_its_cubes(exported: Exported) -> None:
    expected = expected_cubes(exported)
    assert {path.stem for path in (exported.folder / "px").iterdir()} == set(expected)
    assert {path.name for path in (exported.folder / "json-stat").iterdir()} == {
        f"{quantity}.{language}.json" for quantity in expected for language in LANGUAGES
    }
    assert not (exported.folder / LEFT_OUT).exists()
    if "many" in str(exported.folder):
        assert len(expected) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_pyaxis_finds_the_latest_figures(exported: Exported, language: str) -> None:
    for quantity, cube in expected_cubes(exported).items():
        assert_same(read_px(exported.folder / f"px/{quantity}.px", language), cube)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pyjstat_finds_the_latest_figures(exported: Exported, language: str) -> None:
    for quantity, cube in expected_cubes(exported).items():
        found = read_json_stat(exported.folder / f"json-stat/{quantity}.{language}.json")
        assert_same(found, cube)
