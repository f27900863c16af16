"""The reference rows that a draft may use: those of the seeds, then the shipped catalogue's."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from doichieu.base.paths import SEEDS
from doichieu.documents.name_index import NameIndex
from doichieu.inputs.changes import finish_change
from doichieu.wording.indicators import IndicatorNames, all_names
from doichieu.wording.units import UnitNames

Row = dict[str, str]


@dataclass(frozen=True)
class Known:
    """Reference rows by id.

    An id of the seeds comes before the same id of the catalogue. `own_*` are the ids that the
    seeds have: a row of the catalogue that a draft uses is a new row of the draft.
    `catalogue_names` are the names that the catalogue has for an indicator, whoever has its id.
    """

    reports: dict[str, Row]
    indicators: dict[str, Row]
    units: dict[str, Row]
    territories: dict[str, Row]
    identities: tuple[Row, ...]
    own_indicators: frozenset[str]
    own_units: frozenset[str]
    own_identities: frozenset[str]
    own_territories: frozenset[str] = frozenset()
    catalogue_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, seeds: Path) -> "Known":
        """Read the reference folder of the seeds, and the shipped one beside it.

        An acceptance that was interrupted is completed first.
        """
        finish_change(seeds)
        own = {name: _rows(seeds, name) for name in _TABLES}
        catalogue = {name: _rows(SEEDS, name) for name in _TABLES}

        def by_id(name: str, key: str) -> dict[str, Row]:
            mine = {row[key]: row for row in own[name]}
            return mine | {row[key]: row for row in catalogue[name] if row[key] not in mine}

        identities = {row["identity_id"] for row in own["identities"]}
        return cls(
            reports={row["report_id"]: row for row in own["reports"]},
            indicators=by_id("indicators", "indicator_id"),
            units=by_id("units", "unit_id"),
            territories=by_id("territories", "territory_id"),
            identities=(
                *own["identities"],
                *(row for row in catalogue["identities"] if row["identity_id"] not in identities),
            ),
            own_indicators=frozenset(row["indicator_id"] for row in own["indicators"]),
            own_units=frozenset(row["unit_id"] for row in own["units"]),
            own_identities=frozenset(identities),
            own_territories=frozenset(row["territory_id"] for row in own["territories"]),
            catalogue_names={
                row["indicator_id"]: all_names(row) for row in catalogue["indicators"]
            },
        )

    @cached_property
    def unit_names(self) -> UnitNames:
        """The units by their names."""
        return UnitNames.read(self.units.values())

    @cached_property
    def index(self) -> NameIndex:
        """The indicators by their words."""
        return NameIndex.read(
            self.indicators, self.units, self.identities, self.own_indicators, self.catalogue_names
        )

    def dimension(self, unit_id: str) -> str:
        """What a unit measures; a unit that no table has measures itself."""
        return self.units.get(unit_id, {}).get("dimension", unit_id)

    @cached_property
    def names(self) -> IndicatorNames:
        """The indicators by their names."""
        return IndicatorNames.read(self.indicators.values())


_TABLES = ("reports", "indicators", "units", "territories", "identities")


def _rows(seeds: Path, name: str) -> list[Row]:
    path = seeds / "reference" / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]
