"""Which indicator each figure of a text is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from doichieu.documents.draft import Drafted, DraftedFigure, Row
from doichieu.documents.known import Known
from doichieu.documents.naming import new_indicator
from doichieu.documents.prose.identities import Identities
from doichieu.documents.prose.phrases import phrases
from doichieu.documents.prose.repeats import with_repeats_doubted
from doichieu.documents.prose.subjects import read_subjects
from doichieu.documents.prose.things import Subject, Thing
from doichieu.wording.surroundings import Surroundings


def name_indicators(
    around: Sequence[Surroundings],
    figures: Sequence[DraftedFigure],
    known: Known,
    report: Mapping[str, str] | None = None,
) -> Drafted:
    """The figures with their indicators, and the new rows of indicators and identities.

    `around[i]` are the surroundings of the number of `figures[i]`, which has every column but
    `indicator_id`, `label`, `parent_label`, `relation` and the basis of a share. A doubt about an
    indicator is added to the doubts of its figure. `report` is the row of reports.csv.
    """
    words = phrases(around, figures, known)
    found = read_subjects(figures, around, words, known, (report or {}).get("number_format", ""))
    named = [
        _until_its_day(_named(figure, subject), subject.thing, known)
        for figure, subject in zip(figures, found, strict=True)
    ]
    named = with_repeats_doubted(named)
    return Drafted(
        figures=tuple(named),
        indicators=tuple(_new_rows(figures, found, known)),
        identities=tuple(Identities(named, found, known, report or {}).rows()),
    )


def _named(figure: DraftedFigure, subject: Subject) -> DraftedFigure:
    doubts = (*figure.doubts, subject.unsure) if subject.unsure else figure.doubts
    relation = "none"
    if subject.part_of:
        relation = "part_of_sum" if subject.complete else "of_which"
    return replace(
        figure,
        indicator_id=subject.thing.indicator_id,
        unit_id=subject.unit_id or figure.unit_id,
        basis=subject.share_of or figure.basis,
        label=subject.thing.said or subject.thing.name,
        parent_label=subject.part_of_label,
        relation=relation,
        doubts=doubts,
    )


# Of these a report may give what there is on a day, or what there was until then.
_OPEN_UNITS = frozenset(
    ("vnd", "usd", "project", "enterprise", "case", "person", "worker", "visit")
)
_ON_A_DAY = re.compile(
    r"(?i)(?<!\w)(?:dư nợ|nợ|huy động|tiền gửi|nguồn vốn|số dư|hiện|còn|dân số|tham gia|tỷ lệ"
    r"|debt|loans?|deposits?|in force|valid|insured)(?!\w)"
)
_UNTIL_A_DAY = "it may be of the months until the day that the words name"


def _until_its_day(figure: DraftedFigure, thing: Thing, known: Known) -> DraftedFigure:
    """The figure with the period that its indicator has where the words name a day of a month or
    quarter: what adds up is of the months until then, what there is of the report's period."""
    earlier = figure.basis in ("previous_month", "previous_quarter")
    if not figure.so_far or earlier or figure.measure in ("plan_level", "prior_level"):
        return figure
    if thing.known:
        row = known.indicators[thing.indicator_id]
        adds_up = row["kind"] in ("flow", "count") and row.get("topic") != "agriculture"
        there_is = row["kind"] == "stock" and figure.period_id == figure.so_far
        period = figure.so_far if adds_up else "" if there_is else figure.period_id
        return replace(figure, period_id=period)
    open_day = figure.period_id != figure.so_far and thing.dimension in _OPEN_UNITS
    if not open_day or _ON_A_DAY.search(f"{thing.said} {thing.name}"):
        return figure
    return replace(figure, doubts=(*figure.doubts, _UNTIL_A_DAY))


def _new_rows(
    figures: Sequence[DraftedFigure], found: Sequence[Subject], known: Known
) -> Iterable[Row]:
    """The rows of indicators.csv that the seeds do not have: the catalogue's, and new ones."""
    units: dict[str, str] = {}
    for figure, subject in zip(figures, found, strict=True):
        if figure.measure in _IN_ITS_UNIT:
            units.setdefault(subject.thing.indicator_id, figure.unit_id)
    things = {subject.thing.indicator_id: subject.thing for subject in found}
    for key, thing in things.items():
        if key in known.own_indicators:
            continue
        if thing.known:
            yield dict(known.indicators[key])
            continue
        total = known.indicators.get(thing.of, {})
        unit_id = units.get(key) or total.get("unit_id") or "percent"
        unit = known.units.get(unit_id, {"unit_id": unit_id})
        yield new_indicator(key, thing.name, unit, thing.topic)


# The measures that are printed in the unit of their indicator.
_IN_ITS_UNIT = ("level", "plan_level", "prior_level")
