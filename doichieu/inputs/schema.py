"""The input tables and their columns.

The columns and their types are listed only where dbt describes the tables: in
models/reference/<name>.yml and, for the figures, in models/staging/sources.yml.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doichieu.base.paths import PROJECT
from doichieu.base.yaml_files import read_yaml


@dataclass(frozen=True)
class Relation:
    """One kind of input.

    `filled` are the columns that no row may leave blank, `key` those in which no two rows may
    agree, `optional` those that the header may lack (they are blank then). `described_in` is the
    YAML file that lists the columns.
    """

    name: str
    described_in: str
    filled: tuple[str, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()
    may_be_empty: bool = False

    @cached_property
    def types(self) -> dict[str, str]:
        """SQL type by column, in canonical order; an author may write columns in any order."""
        described: dict[str, Any] = read_yaml(PROJECT / self.described_in)
        [table] = described["seeds"] if "seeds" in described else described["sources"][0]["tables"]
        # A column without a type is not in the file: DuckDB adds it.
        return {
            column["name"]: column["data_type"]
            for column in table["columns"]
            if "data_type" in column
        }

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns in canonical order, which the snapshot uses."""
        return tuple(self.types)

    @property
    def header(self) -> str:
        """The header line that is expected, for showing to an author."""
        return ",".join(self.columns)


def _reference(
    name: str,
    filled: tuple[str, ...],
    key: tuple[str, ...],
    optional: tuple[str, ...] = (),
    may_be_empty: bool = False,
) -> Relation:
    return Relation(name, f"models/reference/{name}.yml", filled, key, optional, may_be_empty)


FIGURES = Relation(
    "figures",
    "models/staging/sources.yml",
    filled=("report_id", "figure_no", "indicator_id", "measure", "printed", "unit_id"),
    key=("report_id", "figure_no"),
    optional=("number_format",),
)

REFERENCE = (
    _reference(
        "reports",
        filled=("report_id", "title", "territory_id", "period_id", "number_format"),
        key=("report_id",),
    ),
    _reference(
        "indicators",
        filled=("indicator_id", "name_vi", "name_en", "unit_id", "kind", "better"),
        key=("indicator_id",),
        optional=("aliases_en",),
    ),
    _reference(
        "identities",
        filled=(
            *("identity_id", "relation", "total_indicator_id", "part_indicator_id"),
            "coefficient",
        ),
        key=("identity_id", "part_indicator_id"),
        may_be_empty=True,
    ),
    _reference(
        "units",
        filled=("unit_id", "dimension", "factor"),
        key=("unit_id",),
        optional=("aliases",),
    ),
    _reference(
        "territories",
        filled=("territory_id",),
        key=("territory_id",),
        optional=(
            *("official_code", "predecessor_id", "former_level", "level_from", "aliases"),
            "source",
        ),
    ),
    _reference(
        "limits",
        filled=("indicator_id", "measure", "severity", "reason"),
        key=("indicator_id", "measure", "severity"),
        may_be_empty=True,
    ),
    _reference(
        "corrections",
        filled=("report_id", "figure_no", "action", "expected_printed", "reason", "evidence"),
        key=("report_id", "figure_no"),
        may_be_empty=True,
    ),
)
