"""What the analyst's corrections of indicators say: renamed indicators, and names to remember."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from doichieu.documents.draft import Row
from doichieu.documents.folder.read import DraftFolder
from doichieu.documents.naming import spelling
from doichieu.wording.text import is_vietnamese

# A longer label is a sentence, not a name.
LONGEST_ALIAS = 200
_MARKS = re.compile(r"[\s:;,.–-]+$|^[\s:;,.–+*-]+")


@dataclass(frozen=True)
class Alias:
    """A name that is to be remembered for an indicator, in one of its columns of aliases."""

    indicator_id: str
    name: str
    column: str


def renamed(folder: DraftFolder) -> dict[str, str]:
    """The drafted indicators whose figures were all given one other indicator, with that one."""
    now = {row["indicator_id"] for row in folder.figures}
    became: dict[str, set[str]] = defaultdict(set)
    for drafted, row in _pairs(folder):
        became[drafted["indicator_id"]].add(row["indicator_id"])
    return {old: next(iter(new)) for old, new in became.items() if old not in now and len(new) == 1}


def new_aliases(folder: DraftFolder, indicators: Mapping[str, Row]) -> list[Alias]:
    """The words by which drafted figures were named, as names of the indicators they were given.

    These are the labels of a text's corrected figures, and the drafted names of new indicators
    that were renamed. Only words that mean one thing are taken: all figures with this label have
    this indicator, and no indicator of `indicators`, the rows after acceptance, has the name.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for indicator_id, row in indicators.items():
        for name in names_of(row):
            owners[spelling(name)].add(indicator_id)
    labelled: dict[str, set[str]] = defaultdict(set)
    for row in folder.figures:
        labelled[spelling(_bare(row["label"]))].add(row["indicator_id"])
    found: dict[str, Alias] = {}
    for indicator_id, name in (*_labels(folder), *_names(folder)):
        key = spelling(name)
        is_clear = labelled.get(key, set()) <= {indicator_id} and not owners.get(key)
        if is_clear and indicator_id in indicators and _is_name(name):
            column = "aliases_vi" if is_vietnamese(name) else _column(folder)
            found.setdefault(key, Alias(indicator_id, name, column))
            owners[key].add(indicator_id)
    return list(found.values())


def names_of(row: Mapping[str, str]) -> Iterator[str]:
    """The names and aliases of an indicator."""
    for column in ("name_vi", "name_en", "aliases_vi", "aliases_en"):
        yield from filter(None, map(str.strip, row.get(column, "").split("|")))


def _labels(folder: DraftFolder) -> Iterator[tuple[str, str]]:
    """The labels of corrected figures; in a table, a row's label alone is no name."""
    for drafted, row in _pairs(folder):
        if drafted["indicator_id"] != row["indicator_id"] and "!" not in row["place"]:
            yield row["indicator_id"], _bare(drafted["label"])


def _names(folder: DraftFolder) -> Iterator[tuple[str, str]]:
    """The drafted names of new indicators that were renamed, or given another name."""
    now = {row["indicator_id"]: row for row in folder.tables["indicators"].values()}
    became = renamed(folder)
    for drafted in folder.drafted["indicators"]:
        indicator_id = drafted["indicator_id"]
        if indicator_id in became:
            yield became[indicator_id], drafted["name_vi"]
        elif indicator_id in now and now[indicator_id]["name_vi"] != drafted["name_vi"]:
            yield indicator_id, drafted["name_vi"]


def _pairs(folder: DraftFolder) -> Iterator[tuple[Row, Row]]:
    """Each drafted figure that is still there, as drafted and as it is now."""
    now = _by_key(folder.figures)
    for key, drafted in _by_key(folder.drafted["figures"]).items():
        if len(drafted) == len(now.get(key, ())) == 1:
            yield drafted[0], now[key][0]


def _by_key(figures: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Figures by their place and words, which stay when figures are numbered anew."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in figures:
        found[row["place"], row["wording"] or row["figure_no"]].append(row)
    return found


def _bare(label: str) -> str:
    return _MARKS.sub("", label)


def _is_name(name: str) -> bool:
    return 2 < len(name) <= LONGEST_ALIAS and "|" not in name


def _column(folder: DraftFolder) -> str:
    """The column of aliases in the language of most labels of the draft."""
    labels = [row["label"] for row in folder.figures if row["label"]]
    vietnamese = sum(is_vietnamese(label) for label in labels)
    return "aliases_vi" if 2 * vietnamese >= len(labels) else "aliases_en"
