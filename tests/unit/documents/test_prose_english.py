"""Sentences of English reports: measures, units and comparisons in their wordings."""

import pytest

from doichieu.base.paths import SEEDS
from doichieu.documents.known import Known
from doichieu.documents.prose.drafting import draft_prose

KNOWN = Known.read(SEEDS)


def rows(text: str) -> list[str]:
    """Printed number, measure and unit of the figures of a text on the first half of 2023."""
    report = {"territory_id": "lang-son", "period_id": "2023-H1", "number_format": "en"}
    drafted = draft_prose(text.split("\n"), KNOWN, report)
    return [f"{one.printed} {one.measure} {one.unit_id}" for one in drafted.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt output tumbled 12%.", ["12 decrease_pct percent"]),
        ("Farming grew 3%, whereas fishing sank 4%.", ["3 increase_pct", "4 decrease_pct"]),
        (
            "Freight leapt 14% and passenger numbers plummeted 9%.",
            ["14 increase_pct", "9 decrease"],
        ),
        ("Cement output bounced back 14%, but tile sales shed 5%.", ["14 inc", "5 dec"]),
        ("The fishery sector saw negative growth of 3.1%.", ["-3.1 increase_pct percent"]),
        ("The index rose 5%, bringing the ten-month increase to 6.2%.", ["5 inc", "6.2 inc"]),
        ("The port cleared 900 vessels, 40 fewer than last year.", ["900 level", "40 decrease_by"]),
        ("The orchard area is 8% larger.", ["8 increase_pct percent"]),
        ("Tea acreage expanded by 240 hectares.", ["240 increase_by hectare"]),
        ("Growth was 6%, up from 5% in 2021.", ["6 increase_pct", "5 increase_pct"]),
        ("The services sector grew at a rate of 6.4%.", ["6.4 increase_pct percent"]),
        ("Trade contracted at an annual pace of 2%.", ["2 decrease_pct percent"]),
        ("Receipts outperformed the estimate by 7%.", ["7 over_plan_pct percent"]),
    ],
)
def test_verbs_of_change(text: str, expected: list[str]) -> None:
    found = rows(text)
    assert len(found) == len(expected)
    assert all(one.startswith(each) for one, each in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Exports were US$90 million, or 104% of that in the first half of 2022.",
            ["90 level million_usd", "104 index_pct percent"],
        ),
        (
            "Spending was VND300 billion, 48% of the estimate and 97% of last year's figure.",
            ["300 level billion_vnd", "48 plan_pct percent", "97 index_pct percent"],
        ),
        ("Revenue was only 83% of the 2021 level.", ["83 index_pct percent"]),
        (
            "Capital was US$30 million, equivalent to 94 percent of 2022.",
            ["30 level million_usd", "94 index_pct percent"],
        ),
        (
            "It licensed 8 projects, compared with just 3 projects in the same period last year.",
            ["8 level project", "3 prior_level project"],
        ),
        (
            "Rubber sales slid to US$20 million from US$26 million.",
            ["20 level million_usd", "26 prior_level million_usd"],
        ),
        (
            "Salt output was 2,100 tonnes, 87% of last year.",
            ["2,100 level tonne", "87 index_pct percent"],
        ),
        (
            "The surplus was US$30 million, far above the US$22 million recorded last year.",
            ["30 level million_usd", "22 prior_level million_usd"],
        ),
        (
            "Forest cover was up 0.3 percentage points at 47.5%.",
            ["0.3 increase_by point", "47.5 level percent"],
        ),
        (
            "It spent 40% of the plan and 6 percentage points more than the country's average.",
            ["40 plan_pct percent", "6 increase_by point"],
        ),
        ("Output was 88% of the amount recorded a year ago.", ["88 index_pct percent"]),
        (
            "FDI was US$60 million, or 71% of the same period last year: 4 projects were new.",
            ["60 level million_usd", "71 index_pct percent", "4 level project"],
        ),
        (
            "Tax receipts were up VND30 billion year on year, or 9.5%.",
            ["30 increase_by billion_vnd", "9.5 increase_pct percent"],
        ),
        (
            "The poverty rate was cut from 9.4 percent in 2021 to 7.8 percent.",
            ["9.4 level percent", "7.8 level percent"],
        ),
        (
            "GRDP rose 7%, outpacing the national rate of 5.5%.",
            ["7 increase_pct percent", "5.5 increase_pct percent"],
        ),
        (
            "Farming led economic expansion with 5.4%, 1.1 percentage points higher than the"
            " growth of last year (4.3%).",
            ["5.4 increase_pct percent", "1.1 increase_by point", "4.3 increase_pct percent"],
        ),
        (
            "The jobless rate eased to 2.4% in June from 2.9% in March.",
            ["2.4 level percent", "2.9 level percent"],
        ),
    ],
)
def test_levels_of_an_earlier_period(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "GRDP grew 6.1%, falling short of the 8% target.",
            ["6.1 increase_pct percent", "8 level percent"],
        ),
        (
            "It collected 71% of the State's estimate and 66% of that set by the province.",
            ["71 plan_pct percent", "66 plan_pct percent"],
        ),
        (
            "The province plans for exports of US$50 million and growth of 7%.",
            ["50 plan_level million_usd", "7 level percent"],
        ),
        (
            "It spent 50% of the plan, or VND4 trillion of VND8 trillion.",
            ["50 plan_pct percent", "4 level trillion_vnd", "8 plan_level trillion_vnd"],
        ),
        ("The province is eyeing growth of 9%.", ["9 level percent"]),
        (
            "It wants to raise the rate of trained workers to 54%.",
            ["54 plan_level percent"],
        ),
        (
            "Arrivals saw a twofold increase against 2021 and 112% of the yearly goal.",
            ["112 plan_pct percent"],
        ),
        ("It seeks to earn US$70 million from exports.", ["70 plan_level million_usd"]),
    ],
)
def test_targets(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of the growth, 0.4 percentage points came from farming and 3.2 points from trade.",
            ["0.4 contribution_pts point", "3.2 contribution_pts point"],
        ),
        (
            "Schooling took up 33% of the expenditure, compared with 31% in 2021.",
            ["33 share_pct percent", "31 share_pct percent"],
        ),
        (
            "The province has 840 cooperatives, of which 61% work well.",
            ["840 level cooperative", "61 share_pct percent"],
        ),
        (
            "Farmers planted 900 hectares and have weeded 45% of the area.",
            ["900 level hectare", "45 share_pct percent"],
        ),
    ],
)
def test_parts_of_a_whole(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It drew 1.2 million visitors, of whom foreigners numbered 45,000, making up 3.8%.",
            ["1.2 level million_visits", "45,000 level visit", "3.8 share_pct percent"],
        ),
        (
            "It had 310 cooperatives, 26 more than in 2022.",
            ["310 level cooperative", "26 increase_by cooperative"],
        ),
        (
            "It licensed 9 domestic and 5 foreign projects.",
            ["9 level project", "5 level project"],
        ),
        (
            "Enterprises that were dissolved fell by 4%, to 85.",
            ["4 decrease_pct percent", "85 level enterprise"],
        ),
        (
            "Some 80 firms were set up (up 5%), 30 closed (down 2%) and 9 were dissolved.",
            [
                *("80 level enterprise", "5 increase_pct percent", "30 level enterprise"),
                *("2 decrease_pct percent", "9 level enterprise"),
            ],
        ),
        (
            "It licensed 14 projects, 6 of them foreign.",
            ["14 level project", "6 level project"],
        ),
        (
            "Some 31 firms registered, as against 12 that closed.",
            ["31 level enterprise", "12 level enterprise"],
        ),
        (
            "GRDP per person was VND61 million, VND4.2 million higher than in 2022.",
            ["61 level million_vnd_per_person", "4.2 increase_by million_vnd_per_person"],
        ),
        (
            "Pepper sold at VND70,000 per kilogram, up VND2,000.",
            ["70,000 level vnd_per_kilogram", "2,000 increase_by vnd_per_kilogram"],
        ),
        (
            "The yield was 61.2 quintals per hectare, down 0.4 quintals.",
            ["61.2 level quintals_per_hectare", "0.4 decrease_by quintals_per_hectare"],
        ),
        ("Some 7 more communes were recognised.", ["7 level commune"]),
        (
            "Paddy cost VND7,100-7,600 per kilo.",
            ["7,100-7,600 level vnd_per_kilogram"],
        ),
        (
            "Prices ranged from VND7,100 to VND7,600 per kg.",
            ["7,100-7,600 level vnd_per_kilogram"],
        ),
        (
            "Workers earned VND8.3 million a month, and the port VND9 billion a month.",
            ["8.3 level million_vnd_per_month", "9 level billion_vnd"],
        ),
        (
            "There were 60 accidents, down 8 cases, 3 deaths and 11 injuries.",
            [
                "60 level case",
                "8 decrease_by case",
                "3 decrease_by person",
                "11 decrease_by person",
            ],
        ),
    ],
)
def test_units_that_are_left_out(text: str, expected: list[str]) -> None:
    assert rows(text) == expected
