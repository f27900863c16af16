"""What the analyst's corrections of indicators say: renamed indicators, and names to remember."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from doichieu.documents.draft import Row
from doichieu.documents.folder.read import DraftFolder
from doichieu.documents.naming import spelling
from doichieu.wording.text import is_vietnamese

# A longer label is a sentence, not a name.
LONGEST_ALIAS = 120
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
    """The labels of figures that were given another indicator, as names of that indicator.

    Only where the label means one thing: all figures with it have this indicator, and no other
    indicator of `indicators`, the rows after acceptance, has the name. A drafted name of a new
    indicator that was given another one is remembered too.
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
    """The labels of corrected figures. Of a table's row with a parent the label is no name."""
    for drafted, row in _pairs(folder):
        is_part_of_table = "!" in row["place"] and drafted["parent_label"]
        if drafted["indicator_id"] != row["indicator_id"] and not is_part_of_table:
            yield row["indicator_id"], _bare(drafted["label"])


def _names(folder: DraftFolder) -> Iterator[tuple[str, str]]:
    """The drafted Vietnamese names of new indicators whose name was corrected."""
    now = {row["indicator_id"]: row for row in folder.tables["indicators"].values()}
    for drafted in folder.drafted["indicators"]:
        row = now.get(drafted["indicator_id"])
        if row and row["name_vi"] != drafted["name_vi"]:
            yield row["indicator_id"], drafted["name_vi"]


def _pairs(folder: DraftFolder) -> Iterator[tuple[Row, Row]]:
    """Each drafted figure that is still there, as drafted and as it is now."""
    now = {(row["figure_no"], row["place"]): row for row in folder.figures}
    for drafted in folder.drafted["figures"]:
        if row := now.get((drafted["figure_no"], drafted["place"])):
            yield drafted, row


def _bare(label: str) -> str:
    return _MARKS.sub("", label)


def _is_name(name: str) -> bool:
    return 2 < len(name) <= LONGEST_ALIAS and "|" not in name


def _column(folder: DraftFolder) -> str:
    """The column of aliases in the language of most labels of the draft."""
    labels = [row["label"] for row in folder.figures if row["label"]]
    vietnamese = sum(is_vietnamese(label) for label in labels)
    return "aliases_vi" if 2 * vietnamese >= len(labels) else "aliases_en"
