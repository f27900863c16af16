"""Small collections written by hand, with figures in short.

A figure is a line such as `a level 8.4`: indicator, measure and number. A qualifier (`about`), a
unit other than the usual (`quintal`) and any other column (`basis=central`) may follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from oracle.wordings import IN_UNITS

from support.random_collections import MASS_UNITS, PRINT_UNITS, TERRITORIES, UNITS, Table


@dataclass
class SmallCollection:
    """A collection while it is written; indicators are in tonnes unless stated otherwise."""

    tables: dict[str, Table] = field(
        default_factory=lambda: {
            "figures": [],
            "reports": [],
            "indicators": [],
            "identities": [],
            "units": UNITS,
            "territories": TERRITORIES,
            "limits": [],
            "corrections": [],
        }
    )
    indicators: set[str] = field(default_factory=set)

    def indicator(
        self, name: str, unit: str = "tonne", kind: str = "flow", better: str = "higher"
    ) -> None:
        """Add an indicator, unless it is there."""
        if name not in self.indicators:
            self.indicators.add(name)
            self.tables["indicators"].append(
                {"indicator_id": name, "unit_id": unit, "kind": kind, "better": better}
            )

    def identity(
        self, name: str, relation: str, total: str, *parts: str, only_in: str = ""
    ) -> None:
        """Add an identity of every report or of one; `-1 a` is a part with its coefficient."""
        self.indicator(total)
        for words in map(str.split, parts):
            part = words[-1]
            self.indicator(part)
            self.tables["identities"].append(
                {
                    "identity_id": name,
                    "relation": relation,
                    "total_indicator_id": total,
                    "part_indicator_id": part,
                    "coefficient": words[0] if len(words) > 1 else "1",
                    "report_id": only_in,
                }
            )

    def limit(self, indicator: str, measure: str, lower: str, upper: str, severity: str) -> None:
        """Add a limit."""
        self.tables["limits"].append(
            {
                "indicator_id": indicator,
                "measure": measure,
                "lower": lower,
                "upper": upper,
                "severity": severity,
            }
        )

    def correction(self, report: str, figure_no: int, action: str, corrected: str = "") -> None:
        """Add a correction of a figure that is in the collection."""
        name = {"report_id": report, "figure_no": str(figure_no)}
        (figure,) = (row for row in self.tables["figures"] if name.items() <= row.items())
        what = {"expected_printed": figure["printed"], "corrected_printed": corrected}
        self.tables["corrections"].append({**name, "action": action, **what})

    def report(
        self,
        name: str,
        figures: Iterable[str],
        *,
        number_format: str = "en",
        period: str = "2021-H1",
        territory: str = "north",
        published: str = "",
    ) -> None:
        """Add a report and its figures, numbered from one."""
        self.tables["reports"].append(
            {
                "report_id": name,
                "published": published,
                "territory_id": territory,
                "period_id": period,
                "number_format": number_format,
            }
        )
        for number, text in enumerate(figures, start=1):
            figure = figure_of(text)
            self.indicator(figure["indicator_id"])
            place = {"report_id": name, "figure_no": str(number), "place": str(number)}
            self.tables["figures"].append(place | figure)


def large_conflict() -> SmallCollection:
    """A total of 200.0 whose fifteen parts of 10.0 add up to 150.0: a conflict of 16 figures."""
    collection = SmallCollection()
    parts = [f"part{number:02}" for number in range(1, 16)]
    collection.identity("all", "sum", "total", *parts)
    collection.report("report", ["total level 200.0", *(f"{part} level 10.0" for part in parts)])
    return collection


def figure_of(text: str) -> dict[str, str]:
    """A figure given in short."""
    indicator, measure, printed, *more = text.split()
    usual = "tonne" if measure in IN_UNITS else PRINT_UNITS.get(measure, "percent")
    columns = dict(word.split("=") for word in more if "=" in word)
    words = [word for word in more if "=" not in word]
    return {
        "indicator_id": indicator,
        "measure": measure,
        "printed": printed,
        "unit_id": next((word for word in words if word in MASS_UNITS), usual),
        "qualifier": " ".join(word for word in words if word not in MASS_UNITS),
        **columns,
    }


def relation_of(text: str) -> tuple[str, ...]:
    """An identity in short: `total = a + -2 b` is a sum, `total > a` a subset, blank is none."""
    if not text:
        return ()
    total, sign, parts = text.split(" ", 2)
    return ({"=": "sum", ">": "subset"}[sign], total, *parts.split(" + "))


def one_report(
    identity: tuple[str, ...], figures: Iterable[str], period: str = "2021-H1"
) -> dict[str, Table]:
    """One report, on indicators of at most one identity: its relation, its total, its parts."""
    collection = SmallCollection()
    if identity:
        collection.identity("relation", *identity)
    collection.report("report", figures, period=period)
    return collection.tables
