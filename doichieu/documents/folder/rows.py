"""The rows of a draft's tables: its figures, and the reference rows that its seeds lack."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from doichieu.base.vocabulary import vocabulary
from doichieu.documents.draft import Draft, DraftedFigure, Row
from doichieu.documents.folder.layout import UNSURE, columns_of
from doichieu.documents.known import Known
from doichieu.inputs.numbers import judge_printed

_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Tables = dict[str, list[Row]]


def rows_of(draft: Draft, known: Known) -> Tables:
    """The rows of every table of a draft, each with all columns of its table."""
    report_id = draft.report["report_id"]
    figures = [
        {**_figure(figure, draft.report), "report_id": report_id, "figure_no": str(number)}
        for number, figure in enumerate(draft.drafted.figures, start=1)
    ]
    found: dict[str, Iterable[Mapping[str, str]]] = {
        "figures": figures,
        "left_out": [
            {"place": one.place, "printed": one.printed, "reason": one.reason}
            for one in draft.drafted.left_out
        ],
        "reports": [] if report_id in known.reports else [draft.report],
        **_new_rows(draft, known, figures),
    }
    plain = cache(_plain)  # most values stand in many rows
    return {
        table: [{name: plain(row.get(name, "")) for name in columns_of(table)} for row in rows]
        for table, rows in found.items()
    }


def _figure(figure: DraftedFigure, report: Row) -> Row:
    """A drafted figure by column; what makes it unsure leads its note.

    A number has no spaces in a file of figures; one that only the other number format allows says
    so, and is read in that format.
    """
    row = {name: getattr(figure, name, "") for name in columns_of("figures")}
    row["printed"] = "".join(figure.printed.split())
    row["number_format"] = figure.number_format or _format_of(
        row["printed"], report["number_format"]
    )
    if figure.doubts:
        reasons = [*figure.doubts, *([figure.note] if figure.note else [])]
        row["note"] = f"{UNSURE} {'; '.join(reasons)}"
    return row


@cache
def _format_of(printed: str, usual: str) -> str:
    """The number format of a number that is not in the usual one; blank where it is, or in none."""
    fitting = [
        name
        for name, form in vocabulary().number_formats.items()
        if printed and judge_printed(printed, form) is None
    ]
    return fitting[0] if fitting and usual not in fitting else ""


def _new_rows(draft: Draft, known: Known, figures: Sequence[Row]) -> dict[str, list[Row]]:
    """The reference rows that the draft needs and the seeds lack, after those they refer to."""
    indicators = {row["indicator_id"]: row for row in known.indicators.values()}
    indicators |= {row["indicator_id"]: row for row in draft.drafted.indicators}
    units = known.units | {row["unit_id"]: row for row in draft.drafted.units}
    named = dict.fromkeys([*(row["indicator_id"] for row in figures), *totals_of_shares(figures)])
    identities = [
        row for row in draft.drafted.identities if row["identity_id"] not in known.own_identities
    ]
    identities += _identities_among({*named, *known.own_indicators}, named, known, identities)
    for row in identities:
        named |= dict.fromkeys((row["total_indicator_id"], row["part_indicator_id"]))
    new = [
        indicators[name]
        for name in named
        if name in indicators and name not in known.own_indicators
    ]
    used = dict.fromkeys([*(row["unit_id"] for row in new), *(row["unit_id"] for row in figures)])
    places = [draft.report.get("territory_id", ""), *(row["territory_id"] for row in figures)]
    return {
        "indicators": new,
        "units": [units[name] for name in used if name in units and name not in known.own_units],
        "identities": identities,
        "territories": _territories(places, known),
    }


def totals_of_shares(figures: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The indicators that the figures name as totals of their shares."""
    measures = vocabulary().measures
    shares = {name for name, measure in measures.items() if measure.basis == "parent"}
    return (row["basis"] for row in figures if row["measure"] in shares and row["basis"])


def _identities_among(
    usable: set[str], named: Mapping[str, None], known: Known, drafted: Sequence[Row]
) -> list[Row]:
    """The rows of the catalogue's identities that bind figures of the draft.

    Each indicator of such an identity has a row in the seeds or in the draft.
    """
    taken = {row["identity_id"] for row in drafted} | known.own_identities
    by_id: dict[str, list[Row]] = {}
    for row in known.identities:
        if row["identity_id"] not in taken and not row["report_id"]:
            by_id.setdefault(row["identity_id"], []).append(row)
    found = []
    for rows in by_id.values():
        bound = {row[name] for row in rows for name in ("total_indicator_id", "part_indicator_id")}
        if bound <= usable and len(bound & named.keys()) > 1:
            found += rows
    return found


def _territories(places: Iterable[str], known: Known) -> list[Row]:
    """The territories that the seeds lack, each after those that it refers to."""
    found: dict[str, Row] = {}

    def add(territory_id: str, path: tuple[str, ...]) -> None:
        lacks = territory_id in known.territories and territory_id not in known.own_territories
        if not lacks or territory_id in found or territory_id in path:
            return
        row = known.territories[territory_id]
        for name in ("parent_id", "successor_id", "predecessor_id"):
            add(row.get(name, ""), (*path, territory_id))
        found[territory_id] = row

    for place in places:
        add(place, ())
    return list(found.values())


def _plain(value: str) -> str:
    """A value on one line, without the marks that no input may have."""
    return _UNPRINTED.sub(" ", unicodedata.normalize("NFC", value)).strip()
