"""Monthly reports of Vietnam's provinces with invented figures, as a seeds folder of any size.

The newest reports come first. Every province that existed then prints what it reached since
January, its share of the year's plan and its growth on the year before, and prints the two months
before once more, revised. One report in forty prints a level without its decimal mark, which a row
of corrections acknowledges.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from pathlib import Path

from support.random_collections import Table, write_seeds

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
NEWEST = 2026, 10
# Indicators by the mean of a province's year, in their own unit, and the decimals of a level.
FLOWS = {
    "retail_sales": (60000, 1),
    "budget_revenue": (12000, 0),
    "tourists": (4000, 1),
    "exports": (3000, 1),
    "imports": (2500, 1),
}
TOTAL = "trade"
RATES = ("grdp", "industrial_production_index")
# The indicator whose earlier periods are printed once more, and how many of them.
REVISED, VINTAGES = "retail_sales", 2
ONE_WRONG_IN = 40


@dataclass(frozen=True)
class Month:
    """The last month of what a report covers; it begins in January."""

    year: int
    month: int

    @property
    def period(self) -> str:
        """The period since January."""
        forms = {3: "-Q1", 6: "-H1", 9: "-9M", 12: ""}
        return f"{self.year}{forms.get(self.month, f'-{self.month}M')}"

    @property
    def first_day(self) -> str:
        """The first day of the month, as a text that sorts."""
        return f"{self.year}-{self.month:02}-01"

    def before(self, months: int) -> "Month":
        """The month so many months earlier."""
        year, month = divmod(12 * self.year + self.month - 1 - months, 12)
        return Month(year, month + 1)


@dataclass(frozen=True)
class Province:
    """A province with the levels of its years: by indicator, from one seed."""

    row: dict[str, str]

    @property
    def id(self) -> str:
        """Its territory."""
        return self.row["territory_id"]

    @property
    def code(self) -> str:
        """Its official code, which a province keeps when others join it."""
        return self.row["official_code"] or self.id

    def existed(self, month: Month) -> bool:
        """Whether it existed on the first day of a month."""
        day = month.first_day
        return self.row["valid_from"] <= day <= (self.row["valid_to"] or "9999")

    def level(self, indicator: str, month: Month) -> float:
        """What was reached since January."""
        mean, _ = FLOWS[indicator]
        size = random.Random(f"{self.code}/{indicator}").lognormvariate(0, 0.8)
        growth = random.Random(f"{self.code}/{indicator}/{month.year}").gauss(0, 0.06)
        pace = random.Random(f"{self.code}/{indicator}/{month.year}/{month.month}").gauss(0, 0.02)
        year = mean * size * 1.08 ** (month.year - 2020) * (1 + growth)
        return year * (month.month / 12) * (1 + pace * (12 - month.month) / 12)

    def plan(self, indicator: str, year: int) -> float:
        """The plan of a year."""
        missed = random.Random(f"{self.code}/{indicator}/{year}/plan").gauss(0, 0.08)
        return self.level(indicator, Month(year, 12)) * (1 + missed)


def provinces() -> list[Province]:
    """The provinces and centrally run cities of the shipped reference."""
    rows = read("territories")
    top = [row for row in rows if row["level"] in ("province", "municipality")]
    return [Province(row) for row in top if row["parent_id"] == "vn"]


@cache
def read(name: str) -> Table:
    """A table of the shipped reference."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def vi(value: float, decimals: int) -> str:
    """A number in the Vietnamese format."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def printed(province: Province, month: Month) -> Iterator[tuple[str, str, str, str]]:
    """Indicator, period (blank is the report's own), measure and print of every figure."""
    year_before = month.before(12)
    levels = {one: province.level(one, month) for one in FLOWS}
    priors = {one: province.level(one, year_before) for one in FLOWS}
    plans = {one: province.plan(one, month.year) for one in FLOWS}
    for known in (levels, priors, plans):
        known[TOTAL] = known["exports"] + known["imports"]
    for indicator, level in levels.items():
        decimals = FLOWS.get(indicator, (0, 1))[1]
        yield indicator, "", "level", vi(level, decimals)
        yield indicator, "", "plan_pct", vi(100 * level / plans[indicator], 2)
        change = 100 * (level / priors[indicator] - 1)
        yield indicator, "", "increase_pct" if change >= 0 else "decrease_pct", vi(abs(change), 2)
    for indicator in RATES:
        drawn = random.Random(f"{province.code}/{indicator}/{month.period}").uniform(2, 12)
        yield indicator, "", "increase_pct", vi(drawn, 2)
    for months in range(1, VINTAGES + 1):
        earlier = month.before(months)
        if earlier.year == month.year and province.existed(earlier):
            drawn = random.Random(f"{province.code}/{earlier.period}/{months}").gauss(0, 0.01)
            yield (
                REVISED,
                earlier.period,
                "level",
                vi(province.level(REVISED, earlier) * (1 + drawn), 1),
            )


def reports(every: int) -> Iterator[tuple[Province, Month]]:
    """The province and month of each report, the newest first; `every` so many months."""
    known = provinces()
    newest = Month(*NEWEST)
    for back in count():
        month = newest.before(back)
        if month.month % every == 0:
            yield from ((one, month) for one in known if one.existed(month))


def write_provincial_reports(folder: Path, number: int, every: int = 1) -> Path:
    """Write a seeds folder of so many reports, one for every `every` months of a province."""
    rows: dict[str, Table] = {"reports": [], "figures": [], "corrections": []}
    for place, (province, month) in enumerate(islice(reports(every), number), start=1):
        report = report_row(province, month)
        figures = figure_rows(report["report_id"], province, month)
        if place % ONE_WRONG_IN == 0:
            rows["corrections"].append(misprint(figures))
        rows["reports"].append(report)
        rows["figures"].extend(figures)
    return write_seeds(folder, reference() | rows)


def report_row(province: Province, month: Month) -> dict[str, str]:
    """The row of a report, published in the month after."""
    return {
        "report_id": f"{province.id}-{month.period.lower()}",
        "title": f"{province.row['name_vi']}: kinh tế - xã hội {month.period}",
        "publisher": f"Thống kê {province.row['name_vi']}",
        "published": month.before(-1).first_day[:7],
        "territory_id": province.id,
        "period_id": month.period,
        "number_format": "vi",
    }


def figure_rows(report_id: str, province: Province, month: Month) -> Table:
    """The rows of its figures."""
    units = {row["indicator_id"]: row["unit_id"] for row in read("indicators")}
    return [
        {
            "report_id": report_id,
            "figure_no": f"{number}",
            "indicator_id": indicator,
            "period_id": period,
            "measure": measure,
            "printed": text,
            "unit_id": units[indicator] if measure == "level" else "percent",
            "place": f"{number}",
        }
        for number, (indicator, period, measure, text) in enumerate(printed(province, month), 1)
    ]


def misprint(figures: Table) -> dict[str, str]:
    """Print the level of exports ten times too large; the row that acknowledges it."""
    (wrong,) = (
        row for row in figures if (row["indicator_id"], row["measure"]) == ("exports", "level")
    )
    wrong["printed"] = wrong["printed"].replace(".", "").replace(",", "")
    return {
        "report_id": wrong["report_id"],
        "figure_no": wrong["figure_no"],
        "action": "acknowledge",
        "expected_printed": wrong["printed"],
        "reason": "The decimal mark is missing",
        "evidence": "The collection is invented",
    }


def reference() -> dict[str, Table]:
    """The shipped reference, as far as the reports mention it."""
    known = {*FLOWS, TOTAL, *RATES}
    tables = {name: read(name) for name in ("indicators", "units", "territories", "limits")}
    for name in ("indicators", "limits"):
        tables[name] = [row for row in tables[name] if row["indicator_id"] in {*known, "*"}]
    total = {"identity_id": TOTAL, "relation": "sum", "total_indicator_id": TOTAL}
    parts = ({"part_indicator_id": part, "coefficient": "1"} for part in ("exports", "imports"))
    return tables | {"identities": [total | part for part in parts]}
