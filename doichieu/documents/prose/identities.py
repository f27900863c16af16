"""The relations that the words of a text state: parts of a total, and all parts of it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from doichieu.documents.draft import DraftedFigure, Row
from doichieu.documents.known import Known
from doichieu.documents.prose.levels import Level, printed_level
from doichieu.documents.prose.things import Subject


@dataclass(frozen=True)
class Identities:
    """Proposes rows of identities.csv where words state them, and no printed level denies them."""

    figures: Sequence[DraftedFigure]
    subjects: Sequence[Subject]
    known: Known
    report: Mapping[str, str]

    def rows(self) -> list[Row]:
        """The rows that the seeds do not have, each once."""
        found: dict[tuple[str, str], Row] = {}
        for total, parts, complete in self._lists():
            for row in self._of_list(total, parts, complete):
                if not self._has(row):
                    found.setdefault((row["identity_id"], row["part_indicator_id"]), row)
        return list(found.values())

    def _lists(self) -> Iterable[tuple[str, list[int], bool]]:
        """Each list of parts: its total, the figures of its parts, whether words say all."""
        parts = [i for i, subject in enumerate(self.subjects) if subject.part_of]
        for (total, _), group in groupby(parts, key=self._list_key):
            each = list(group)
            yield total, each, all(self.subjects[i].complete for i in each)

    @cached_property
    def in_text(self) -> frozenset[str]:
        """The indicators of the text."""
        return frozenset(subject.thing.indicator_id for subject in self.subjects)

    @cached_property
    def levels(self) -> Mapping[tuple[str, str, str], Sequence[int]]:
        """The figures that are levels, in order, by indicator, period and territory."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for i, figure in enumerate(self.figures):
            if figure.measure == "level":
                key = (self._id(i), figure.period_id, figure.territory_id)
                found.setdefault(key, []).append(i)
        return found

    def _list_key(self, i: int) -> tuple[str, str]:
        return self.subjects[i].part_of, self.figures[i].place

    def _of_list(self, total: str, parts: Sequence[int], complete: bool) -> Iterable[Row]:
        levels = [i for i in parts if self.figures[i].measure == "level"]
        whole = self._total_level(total, levels[0]) if levels else None
        denied = {self._id(i) for i in levels if whole is not None and not self._fits(i, whole)}
        named = [i for i in parts if self._id(i) not in denied]
        shipped = [row for i in named for row in self._shipped(total, i)]
        yield from shipped
        related = {row["part_indicator_id"] for row in shipped} | denied | {total}
        if whole is None:
            return
        new = dict.fromkeys(self._id(i) for i in levels if self._fits(i, whole))
        others = [key for key in new if key not in related]
        every = complete and len(others) == len(levels) > 1
        if every and self._adds_up(whole, levels):
            report_id = self.report.get("report_id", "")
            yield from (_row(f"sum_of_{total}", "sum", total, key, report_id) for key in others)
        else:
            yield from (_row(f"parts_of_{total}", "subset", total, key) for key in others)

    def _id(self, i: int) -> str:
        return self.subjects[i].thing.indicator_id

    def _shipped(self, total: str, i: int) -> Iterable[Row]:
        """The rows of an identity of the catalogue that relates the two, where it can be checked:
        a sum with all of its parts in the text."""
        part = self._id(i)
        for row in self.known.identities:
            if (row["total_indicator_id"], row["part_indicator_id"]) != (total, part):
                continue
            same = [
                dict(other)
                for other in self.known.identities
                if other["identity_id"] == row["identity_id"]
                and other["total_indicator_id"] == total
            ]
            if row["relation"] == "subset":
                yield dict(row)
            elif all(other["part_indicator_id"] in self.in_text for other in same):
                yield from same

    def _has(self, row: Row) -> bool:
        """Whether the seeds relate the two already."""
        pair = (row["total_indicator_id"], row["part_indicator_id"])
        return any(
            (other["total_indicator_id"], other["part_indicator_id"]) == pair
            for other in self.known.identities
            if other["identity_id"] in self.known.own_identities
        )

    def _total_level(self, total: str, part: int) -> Level | None:
        """The level of the total nearest before a part, of the same period and territory."""
        figure = self.figures[part]
        same = self.levels.get((total, figure.period_id, figure.territory_id), ())
        before = bisect_left(same, part)
        return self._level(same[before - 1]) if before else None

    def _level(self, i: int) -> Level | None:
        return printed_level(self.figures[i], self.known, self.report.get("number_format", ""))

    def _fits(self, i: int, whole: Level) -> bool:
        level = self._level(i)
        if level is None or level.dimension != whole.dimension:
            return False
        return level.value - level.half <= whole.value + whole.half

    def _adds_up(self, whole: Level, parts: Sequence[int]) -> bool:
        levels = [level for i in parts if (level := self._level(i)) is not None]
        rest = whole.value - sum(level.value for level in levels)
        return abs(rest) <= whole.half + sum(level.half for level in levels)


def _row(identity_id: str, relation: str, total: str, part: str, report_id: str = "") -> Row:
    return {
        "identity_id": identity_id,
        "relation": relation,
        "total_indicator_id": total,
        "part_indicator_id": part,
        "coefficient": "1",
        "report_id": report_id,
    }
