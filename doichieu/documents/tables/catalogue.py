"""Indicators that the seeds and the shipped catalogue know, by the words of their names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.tables.subjects import name_of

Words = frozenset[str]
# English words that name nothing, as "của" and "và" do not: "GRDP of industry".
_NOT_NAMING = frozenset(("of", "the", "and", "in", "at", "by", "for", "from", "to", "with"))


class Catalogue:
    """Finds the indicator whose name or alias has exactly the words of a quantity."""

    def __init__(self, known: Known) -> None:
        self._units = known.units
        self._rows = known.indicators
        self._names: dict[Words, list[str]] = defaultdict(list)
        self._words: dict[str, list[Words]] = defaultdict(list)
        self._parts: dict[str, set[str]] = defaultdict(set)
        for row in known.identities:
            self._parts[row["total_indicator_id"]].add(row["part_indicator_id"])
        for row in known.indicators.values():
            for name in _names_of(row):
                words = _naming(name_of(name))
                if words and words not in self._words[row["indicator_id"]]:
                    self._names[words].append(row["indicator_id"])
                    self._words[row["indicator_id"]].append(words)

    def find(self, subject: str, rest: Sequence[str], unit_id: str) -> str:
        """The id of the indicator of that subject and rest; "" where none has just these words.

        The subject may be said by any name of the indicator that it names; a part of that
        indicator may be named without it. The unit must be of the dimension of the indicator's,
        unless it is "": rates of any indicator are in percent.
        """
        own = _naming(subject)
        added = _naming(" ".join(rest))
        wholes = self._names.get(own, [])
        others = self._rows.keys() - wholes if added else self._rows.keys()
        found = self._fitting(own | added, unit_id, others)
        for whole in wholes if added else ():
            for words in self._words[whole]:
                found = found or self._fitting(words | added, unit_id, others)
            found = found or self._fitting(added, unit_id, self._within(whole))
        return found

    def _within(self, indicator_id: str) -> set[str]:
        """The parts of an indicator, and theirs."""
        found: set[str] = set()
        waiting = [indicator_id]
        while waiting:
            new = self._parts[waiting.pop()] - found
            found |= new
            waiting.extend(new)
        return found

    def _fitting(self, words: Words, unit_id: str, among: Collection[str]) -> str:
        ids = (
            one
            for one in self._names.get(words, ())
            if one in among and self._same_dimension(one, unit_id)
        )
        return next(ids, "")

    def _same_dimension(self, indicator_id: str, unit_id: str) -> bool:
        if not unit_id:
            return True
        own = self._units.get(self._rows[indicator_id]["unit_id"], {})
        other = self._units.get(unit_id, {})
        return bool(own) and own.get("dimension") == other.get("dimension")


def _naming(text: str) -> Words:
    return frozenset(text.split()) - _NOT_NAMING


def _names_of(row: Row) -> Iterable[str]:
    yield row["name_vi"]
    yield row["name_en"]
    for column in ("aliases_vi", "aliases_en"):
        yield from filter(None, row.get(column, "").split("|"))
