"""The short forms in headers of crops and land: DT is an area, NS a yield, SL an output."""

import re
from collections.abc import Mapping, Sequence

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.units import SHORT_NAMES, bare_unit, units_of_header
from doichieu.documents.tables.words import PERCENT

_AREA_UNIT = re.compile(r"(?i)(?:[^\W\d_]+\s+)?(?:ha|héc\W?ta|hecta(?:re)?s?|k?m(?:2|²))")
_DT = re.compile(r"(?<!\w)DT(?!\w)")
_NS = re.compile(r"^\W*NS(?!\w)")
# "NS tỉnh" is a budget: a yield stands alone, or is of an area.
_YIELD = re.compile(r"(?i)^\W*NS(?:\W*$|.*/\s*ha(?!\w))")
_SL = re.compile(r"^\W*SL(?!\w)")


def headers_of(block: Block) -> dict[int, tuple[str, ...]]:
    """The phrases of each column's header, with the short forms of a table of areas written out.

    "DT" is a budget ("dự toán") elsewhere, and a budget is money.
    """
    headers = {column: block.phrases_of(column) for column in block.value_columns}
    if not _has_areas(block, headers):
        return headers
    return {column: _written_out(phrases) for column, phrases in headers.items()}


def _has_areas(block: Block, headers: Mapping[int, Sequence[str]]) -> bool:
    """Whether "DT" in the headers of a table is an area: by its unit, or by a yield beside it."""
    named = [phrases for phrases in headers.values() if any(map(_DT.search, phrases))]
    if not named:
        return False
    declared = [unit for unit in block.declared_units if unit != PERCENT]
    return (
        any(_is_area(unit) for phrases in named for unit in units_of_header(phrases))
        or any(_YIELD.match(phrase) for phrases in headers.values() for phrase in phrases)
        or (bool(declared) and all(map(_is_area, declared)))
    )


def _written_out(phrases: Sequence[str]) -> tuple[str, ...]:
    units = [unit for unit in units_of_header(phrases) if unit != PERCENT]
    short = {"SL": _SL, "NS": _NS} | ({"DT": _DT} if all(map(_is_area, units)) else {})
    written = list(phrases)
    for name, pattern in short.items():
        written = [pattern.sub(SHORT_NAMES[name].capitalize(), phrase) for phrase in written]
    return tuple(written)


def _is_area(unit: str) -> bool:
    return _AREA_UNIT.fullmatch(bare_unit(unit)) is not None
