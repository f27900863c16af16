"""Indicators that the seeds and the shipped catalogue know, by the words of their names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.tables.subjects import name_of

# A row without its table names an indicator in full with so many words, and not with fewer.
_LEAST_WORDS = 4

Words = frozenset[str]


class Catalogue:
    """Finds the indicator whose name or alias has exactly the words of a quantity."""

    def __init__(self, known: Known) -> None:
        self._units = known.units
        self._rows = known.indicators
        self._names: dict[Words, list[str]] = defaultdict(list)
        self._words: dict[str, list[Words]] = defaultdict(list)
        for row in known.indicators.values():
            for name in _names_of(row):
                words = frozenset(name_of(name).split())
                if words and words not in self._words[row["indicator_id"]]:
                    self._names[words].append(row["indicator_id"])
                    self._words[row["indicator_id"]].append(words)

    def find(self, subject: str, rest: Sequence[str], unit_id: str) -> str:
        """The id of the indicator of that subject and rest; "" where none has just these words.

        The subject may be said by any name of the indicator that it names. The unit must be of
        the dimension of the indicator's, unless it is "": rates of any indicator are in percent.
        """
        added = frozenset(word for name in rest for word in name.split())
        forms = [frozenset(subject.split())]
        for indicator_id in self._names.get(forms[0], ()):
            forms += [words for words in self._words[indicator_id] if words not in forms]
        found = (self._fitting(form | added, unit_id) for form in forms)
        return next(filter(None, found), "") or self._in_full(added, unit_id)

    def _in_full(self, words: Words, unit_id: str) -> str:
        return self._fitting(words, unit_id) if unit_id and len(words) >= _LEAST_WORDS else ""

    def _fitting(self, words: Words, unit_id: str) -> str:
        ids = [one for one in self._names.get(words, ()) if self._same_dimension(one, unit_id)]
        return ids[0] if ids else ""

    def _same_dimension(self, indicator_id: str, unit_id: str) -> bool:
        if not unit_id:
            return True
        own = self._units.get(self._rows[indicator_id]["unit_id"], {})
        other = self._units.get(unit_id, {})
        return bool(own) and own.get("dimension") == other.get("dimension")


def _names_of(row: Row) -> Iterable[str]:
    yield row["name_vi"]
    yield row["name_en"]
    for column in ("aliases_vi", "aliases_en"):
        yield from filter(None, row.get(column, "").split("|"))
