"""Readers that are not ours find every figure in the standard formats, to its last digit."""

import csv
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from oracle import period_of
from support.cubes import Cell, Cube, read_json_stat, read_px
from support.provincial_reports import write_provincial_reports
from support.random_collections import Collection, write_seeds, write_table
from support.seeds_folder import SHIPPED, copy_seeds

from doichieu.base.paths import PROJECT
from doichieu.base.sql import literal
from doichieu.base.vocabulary import vocabulary
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports.standard import HOME, LEFT_OUT, write_standard_formats
from doichieu.exports.standard.cubes import part_names
from doichieu.exports.standard.sdmx import data
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
    territories.parent_id,
    print.number_format,
    print.read_as,
    printed_units.factor as printed_factor,
    own_units.factor as own_factor
from marts.figures as figures
inner join reference.reports as reports using (report_id)
inner join staging.stg_figures as print using (report_id, figure_no)
inner join reference.indicators as indicators on figures.indicator_id = indicators.indicator_id
inner join reference.territories as territories
    on figures.territory_id = territories.territory_id
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


@pytest.fixture(scope="module")
def many(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Random reports in every wording, with corrections."""
    folder = tmp_path_factory.mktemp("many")
    seeds = write_seeds(folder / "seeds", Collection(random.Random(16)).make(reports=8))
    return export(compiled_models, seeds, folder / "exports")


@pytest.fixture(
    scope="module",
    params=["shipped", "many", "provinces", pytest.param("investment", marks=pytest.mark.long)],
)
def exported(
    request: pytest.FixtureRequest,
    compiled_models: CompiledModels,
    tmp_path_factory: pytest.TempPathFactory,
) -> Exported:
    """A collection and its exports."""
    folder = tmp_path_factory.mktemp(request.param)
    match request.param:
        case "many":
            found: Exported = request.getfixturevalue("many")
            return found
        case "shipped":
            seeds = SHIPPED
        case "provinces":
            seeds = write_provincial_reports(folder / "seeds", 40, 3)
        case _:
            seeds = PROJECT / "examples" / "national-investment"
    return export(compiled_models, seeds, folder / "exports")


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


def test_the_random_collection_has_the_hard_cases(many: Exported) -> None:
    figures = many.figures
    assert {status(figure) for figure in figures} == set(words()["CL_OBS_STATUS"])
    assert {figure["measure"] for figure in figures} == set(vocabulary().measures)
    assert {figure["correction"] for figure in figures} > {None, "exclude", "override"}
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


@dataclass(frozen=True)
class Described:
    """What is special about a figure, and the columns of its observation that follow."""

    figure: Row
    expected: Row


USUAL = {
    "report_id": "r",
    "territory_id": "north",
    "period_id": "2021",
    "indicator_id": "rice",
    "measure": "level",
    "basis": "",
    "printed": "5,0",
    "unit_id": "tonne",
    "qualifier": "",
    "value": 5.0,
    **dict.fromkeys(INTERVALS, 5.0),
    **dict.fromkeys(FEASIBLE),
    "check_status": "confirmed",
    "correction": None,
    "place": None,
    "quantity": "level",
    "parts": 1000,
    "form": "year",
    "start_date": date(2021, 1, 1),
    "end_date": date(2021, 12, 31),
}


def of_period(period_id: str, form: str, freq: str, time: str) -> Described:
    """A figure of a period."""
    days = period_of(period_id)
    dates = {"start_date": days.first, "end_date": days.last}
    return Described(
        {"period_id": period_id, "form": form, **dates}, {"FREQ": freq, "TIME_PERIOD": time}
    )


@pytest.mark.parametrize(
    "described",
    [
        of_period("2021", "year", "A", "2021"),
        of_period("2021-H2", "half", "S", "2021-S2"),
        of_period("2021-Q3", "quarter", "Q", "2021-Q3"),
        of_period("2021-07", "month", "M", "2021-07"),
        of_period("2021-9M", "months", "_O", "2021-01-01/P9M"),
        of_period("2024-YTD-02-29", "to_date", "_O", "2024-01-01/P60D"),
        of_period("2022-09-30", "date", "_O", "2022-09-30"),
        of_period("2021..2025", "years", "_O", "2021-01-01/P5Y"),
        Described({"basis": "base_2019", "quantity": "growth"}, {"BASIS": "base_2019"}),
        Described({"quantity": "growth"}, {"BASIS": "_year"}),
        Described({"quantity": "completion"}, {"BASIS": "_plan"}),
        Described({"quantity": "share"}, {"BASIS": "_total"}),
        Described({}, {"BASIS": "_Z", "OBS_STATUS": "A", "DECIMALS": 1, "OBS_VALUE": "5"}),
        Described(
            {"value": None, "qualifier": "estimated"}, {"OBS_STATUS": "O", "OBS_VALUE": None}
        ),
        Described(
            {"qualifier": "estimated over", "check_status": "contradicted"},
            {"OBS_STATUS": "E", "CHECK_STATUS": "contradicted", "QUALIFIER": "estimated_over"},
        ),
        Described({"qualifier": "about"}, {"OBS_STATUS": "A", "QUALIFIER": "about"}),
        Described({"check_status": "contradicted"}, {"OBS_STATUS": "U"}),
        Described({"check_status": "suspect"}, {"OBS_STATUS": "U"}),
        Described({"check_status": "unverifiable"}, {"OBS_STATUS": "V"}),
        Described({"value": 123456789012345.0}, {"OBS_VALUE": "123456789012345"}),
        Described(
            {"value": 1e-9, "parts": 100 * 10**9}, {"OBS_VALUE": "0.000000001", "DECIMALS": 9}
        ),
        Described({"feasible_lower": -2.5e-7}, {"FEASIBLE_LOWER": "-0.00000025"}),
        Described({"feasible_upper": 1.25e17}, {"FEASIBLE_UPPER": "125000000000000000"}),
        Described({"feasible_lower": -math.inf}, {"FEASIBLE_LOWER": None}),
    ],
)
def test_an_observation_has_what_its_figure_says(described: Described) -> None:
    figure = USUAL | described.figure
    with duckdb.connect() as connection:
        connection.execute((HOME / "functions.sql").read_text(encoding="utf-8"))
        names = {
            "marts.figures": [*list(figure)[:-5], "figure_no"],
            "staging.stg_figures": ["report_id", "figure_no", "quantity", "parts"],
            "staging.stg_periods": ["period_id", "form", "start_date", "end_date"],
        }
        for table, columns in names.items():
            connection.execute(f"create schema if not exists {table.partition('.')[0]}")
            row = ", ".join(f"{sql(figure.get(name, 1), name)} as {name}" for name in columns)
            connection.execute(f"create table {table} as select {row}")
        [observation] = rows_of(connection, data())
    assert {name: observation[name] for name in described.expected} == described.expected


def sql(value: Any, name: str) -> str:
    """A value as an SQL literal."""
    if isinstance(value, float) or name in NUMBERS:
        return "null::double" if value is None else f"'{value!r}'::double"
    if isinstance(value, date):
        return f"date '{value}'"
    return "null::varchar" if value is None else literal(value)


# ----- cubes -------------------------------------------------------------------------------


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
        quantity, parent = vocabulary().measures[figure["measure"]].quantity, figure["parent_id"]
        cube = cubes.setdefault(f"{quantity}.{parent}" if parent else quantity, {})
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


def test_every_quantity_has_its_cubes(exported: Exported) -> None:
    expected = expected_cubes(exported)
    assert {path.stem for path in (exported.folder / "px").iterdir()} == set(expected)
    assert {path.name for path in (exported.folder / "json-stat").iterdir()} == {
        f"{name}.{language}.json" for name in expected for language in LANGUAGES
    }
    assert not (exported.folder / LEFT_OUT).exists()


def test_the_random_collection_has_every_cube(many: Exported) -> None:
    assert set(expected_cubes(many)) == set(words()["cube"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_pyaxis_finds_the_latest_figures(exported: Exported, language: str) -> None:
    for name, cube in expected_cubes(exported).items():
        assert_same(read_px(exported.folder / f"px/{name}.px", language), cube)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pyjstat_finds_the_latest_figures(exported: Exported, language: str) -> None:
    for name, cube in expected_cubes(exported).items():
        found = read_json_stat(exported.folder / f"json-stat/{name}.{language}.json")
        assert_same(found, cube)


# ----- what is left out, and words ---------------------------------------------------------


def test_a_cube_of_too_many_cells_is_named_and_not_written(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    with compiled_models.build(read_inputs(SHIPPED)) as connection:
        # Eleven levels, eight growths and six shares of plans, each of eight cells.
        write_standard_formats(connection, tmp_path, most_cells=64)
    assert {path.name for path in (tmp_path / "px").iterdir()} == {
        "growth.vn.px",
        "completion.vn.px",
    }
    names = {"growth", "completion"}
    assert {path.name.partition(".")[0] for path in (tmp_path / "json-stat").iterdir()} == names
    text = (tmp_path / LEFT_OUT).read_text(encoding="utf-8")
    assert text.endswith("level.vn: 88 cells\n") and "more than 64 cells" in text


HOSTILE = 'a "quoted"; name=1, <b>&amp;</b> [en] ("x") \u201cđ\u201d'


def test_names_with_every_mark_lead_to_the_same_figures(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    for table in ("indicators", "territories", "units"):
        path = seeds / f"reference/{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["name_vi"] = row["name_en"] = HOSTILE
        write_table(path, rows[0], rows)
    exported = export(compiled_models, seeds, tmp_path / "exports")
    test_sdmx1_finds_every_figure(exported)
    test_the_structure_is_valid_and_has_every_code(exported)
    for name, cube in expected_cubes(exported).items():
        for language in LANGUAGES:
            assert_same(read_px(exported.folder / f"px/{name}.px", language), cube)
            path = exported.folder / f"json-stat/{name}.{language}.json"
            assert_same(read_json_stat(path), cube)


def texts_of(given: Any) -> Iterator[dict[str, str]]:
    """The texts below a word."""
    if all(isinstance(one, str) for one in given.values()):
        yield given
    else:
        for one in given.values():
            yield from texts_of(one)


def test_every_word_of_the_vocabulary_has_its_names() -> None:
    known = vocabulary()
    assert set(words()["CL_MEASURE"]) == set(known.measures)
    assert set(words()["cube"]) == {measure.quantity for measure in known.measures.values()}
    assert set(words()["CL_QUALIFIER"]) == {one.replace(" ", "_") for one in known.qualifiers}
    bases = {one for one in words()["CL_BASIS"] if one[0] != "_"}
    assert bases == {*known.plan_bases, *known.growth_bases}
    parts = {one.partition("_")[0] if one[-1] in "12" else one for one in words()["part"]}
    assert parts == set(known.period_formats)
    for texts in texts_of(words()):
        assert set(texts) == set(LANGUAGES) and all(texts.values())
        braces = {language: set(re.findall("{.*?}", text)) for language, text in texts.items()}
        assert braces["vi"] == braces["en"], texts


@pytest.mark.parametrize(
    ("form", "part", "vi", "en"),
    [
        ("year", "Y", "Cả năm", "Whole year"),
        ("half", "H1", "6 tháng đầu năm", "First half"),
        ("half", "H2", "6 tháng cuối năm", "Second half"),
        ("quarter", "Q3", "Quý 3", "Quarter 3"),
        ("months", "10M", "Từ đầu năm đến hết tháng 10", "January to the end of month 10"),
        ("month", "07", "Tháng 7", "Month 7"),
        ("to_date", "YTD-06-15", "Từ đầu năm đến ngày 15/06", "1 January to 06-15"),
        ("date", "09-30", "Ngày 30/09", "On 09-30"),
        ("years", "..2025", "Đến năm 2025", "Up to 2025"),
    ],
)
def test_parts_of_the_year_have_names(form: str, part: str, vi: str, en: str) -> None:
    assert part_names(form, part) == {"vi": vi, "en": en}


def test_the_examples_of_the_documentation_work(
    compiled_models: CompiledModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(compiled_models, SHIPPED, tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    text = (PROJECT / "docs" / "exports.md").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    for example in examples:
        exec(example, found)
    assert len(examples) == 3
    assert len(found["data"].data[0].obs) == len(found["figures"].data) == 26
    assert (
        found["levels"].query("indicator == 'exports' and content == 'value'")["value"].item()
        == 690
    )
