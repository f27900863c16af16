"""The figures of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doichieu.documents.document import Sheet
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.tables.identities import identities_of
from doichieu.documents.tables.indicators import name_indicators
from doichieu.documents.tables.reading import read_tables
from doichieu.documents.tables.stocks import period_of
from doichieu.documents.tables.shares import totals_of_shares


def draft_tables(sheets: Sequence[Sheet], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the tables as a figure, or leave it out with the reason."""
    read = read_tables(sheets, known, report)
    named = name_indicators(read.figures, known)
    totals = totals_of_shares(read.figures, named.ids)
    rows = {**known.indicators, **{row["indicator_id"]: row for row in named.indicators}}
    figures = tuple(
        replace(
            one.figure,
            indicator_id=indicator_id,
            basis=total or one.figure.basis,
            period_id=period_of(one, rows[indicator_id]["kind"]),
        )
        for one, indicator_id, total in zip(read.figures, named.ids, totals, strict=True)
    )
    identities = identities_of(
        read.figures, named.ids, known.identities, report.get("report_id", "")
    )
    return Drafted(figures, read.left_out, named.indicators, read.units, identities)
