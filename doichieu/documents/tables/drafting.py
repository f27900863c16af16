"""The figures of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doichieu.documents.document import Sheet
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.tables.catalogue import unit_for
from doichieu.documents.tables.identities import identities_of
from doichieu.documents.tables.indicators import name_indicators
from doichieu.documents.tables.reading import read_tables
from doichieu.documents.tables.shares import totals_of_shares
from doichieu.documents.tables.stocks import periods_of


def draft_tables(sheets: Sequence[Sheet], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the tables as a figure, or leave it out with the reason."""
    read = read_tables(sheets, known, report)
    named = name_indicators(read.figures, known)
    totals = totals_of_shares(read.figures, named.ids)
    rows = {**known.indicators, **{row["indicator_id"]: row for row in named.indicators}}
    periods = periods_of(read.figures, [rows[indicator_id]["kind"] for indicator_id in named.ids])
    figures = tuple(
        replace(
            one.figure,
            indicator_id=indicator_id,
            unit_id=_unit_for(rows[indicator_id], one.figure.unit_id, known),
            basis=total or one.figure.basis,
            period_id=period,
        )
        for one, indicator_id, total, period in zip(
            read.figures, named.ids, totals, periods, strict=True
        )
    )
    identities = identities_of(
        read.figures, named.ids, known.identities, report.get("report_id", "")
    )
    return Drafted(figures, read.left_out, named.indicators, read.units, identities)


def _unit_for(indicator: Mapping[str, str], unit_id: str, known: Known) -> str:
    """The unit of a figure, as its indicator needs it: "Triệu đồng" of each person."""
    of_each = indicator["indicator_id"] in known.indicators and unit_id in known.units
    return (of_each and unit_for(indicator, unit_id, known.units)) or unit_id
