"""The indicators of tables: the same row has the same id in every year's workbook.

An id is made of what the table is about, of what sets the column apart, and of the row's
own words; the rows above it join only where the same words stand below several of them. Numbers,
periods, notes and filling words, which change from print to print, are no part of it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.naming import new_indicator, slug
from doichieu.documents.tables.catalogue import Catalogue, is_general
from doichieu.documents.tables.column import PLAN_OF_RATE
from doichieu.documents.tables.periods import only_period, says_prior
from doichieu.documents.tables.reading import TableFigure
from doichieu.documents.tables.rows import Row as TableRow
from doichieu.documents.tables.subjects import (
    name_of,
    parts_of,
    prices_of,
    scope_of,
    shown_title,
    subject_of,
    without_measure,
    without_number_of,
)
from doichieu.documents.tables.words import is_unit_words
from doichieu.wording.territories import is_region

# Dimensions that need no word: money, rates, and a unit that is not known.
_PLAIN = frozenset(("vnd", "usd", "ratio", "points", ""))
# Words of a period are such in any year.
_ANY_YEAR = 2000
_CARRIED = re.compile(r"(?<![^\W_])(?:vận|luân)\s+chuyển(?![^\W_])")
_TRANSPORT = re.compile(r"^(?:(?:hoạt\s+động|dịch\s+vụ)\s+)?vận\s+tải(?:\s+|$)")
_SOWING = re.compile(r"^gieo\s+(?:trồng|cấy|sạ)(?:\s+(?:loại\s+)?(?:cây|hoa\s+màu)\s+khác$|\s+|$)")
# "Diện tích, năng suất và sản lượng lúa": the last of them says of what all are.
_SHARED = re.compile(r"(?:diện\s+tích|năng\s+suất|sản\s+lượng)\s+(?P<thing>.+)")
_VALUE = frozenset(("trị giá", "giá trị"))


@dataclass(frozen=True)
class Named:
    """The indicator of each figure of the tables, in their order, and the rows that are new."""

    ids: tuple[str, ...]
    indicators: tuple[Row, ...]


@dataclass(frozen=True)
class Quantity:
    """One quantity of a table: a row in the columns of one dimension.

    `path` are the plain names from the outermost row that names something to its own; it is
    empty for the whole of the table; `headed` has the headings of breakdowns too. `unit_id` is
    that of its amounts, "" where only rates are printed. `words` is what a reader sees: title,
    row, dimension. `of_first` says that other rows of its table name parts of the title: what
    names none belongs to the first. `below_figures` says that the row above has figures of its own.
    `prices` are those that column, row or title say: "constant", "current". `in_mixed_table` says
    that rows or columns of its table are measured in several units, each its own.
    """

    title: str
    path: tuple[str, ...]
    headed: tuple[str, ...]
    dimension: str
    unit_id: str
    words: str
    of_first: bool = False
    below_figures: bool = False
    prices: str = ""
    in_mixed_table: bool = False

    @cached_property
    def subject(self) -> str:
        """What it belongs to: the title, or the part of a title of several that a row names."""
        return self.named_part or (parts_of(self.title)[0] if self.of_first else self.whole)

    @cached_property
    def whole(self) -> str:
        """What the whole table is about."""
        return subject_of(self.title)

    @property
    def last_part(self) -> str:
        """The last part of a title that joins several; "" where it has one subject."""
        parts = parts_of(self.title)
        return parts[-1] if len(parts) > 1 else ""

    @cached_property
    def named_part(self) -> str:
        """The part of a title of several that the outermost fitting row names; "" where none."""
        parts = parts_of(self.title)
        names = (name for name in self.path if _within(without_number_of(name), self.whole))
        return next(filter(None, (_part(name, parts) for name in names)), "")

    @cached_property
    def below(self) -> tuple[str, ...]:
        """The names of the path below its subject."""
        subjects = parts_of(self.title)
        return tuple(
            name
            for name in self.path
            if not (_repeats(name, *subjects) or _within(name, self.whole))
        )


def name_indicators(figures: Sequence[TableFigure], known: Known) -> Named:
    """Give each figure its indicator, known or new."""
    quantities = _quantities(figures)
    catalogue = Catalogue(known)
    ids = _ids(quantities, catalogue, _printed_values(figures))
    ids = _with_dimensions(ids, quantities, known)
    rows: dict[str, Row] = {}
    for key, quantity in quantities.items():
        indicator_id = ids[key]
        if indicator_id not in known.indicators and indicator_id not in rows:
            rows[indicator_id] = _new(indicator_id, quantity, known)
    return Named(tuple(ids[_key(one)] for one in figures), tuple(rows.values()))


_Key = tuple[int, int, str]
_Values = Mapping[_Key, Mapping[tuple[str, ...], str]]


def _key(one: TableFigure) -> _Key:
    return id(one.block), one.row.row, " ".join(one.column.dimension)


def _quantities(figures: Sequence[TableFigure]) -> dict[_Key, Quantity]:
    units: dict[_Key, str] = {}
    first: dict[_Key, TableFigure] = {}
    rows: dict[tuple[int, int], _Names] = {}
    dimensions: dict[int, set[str]] = defaultdict(set)
    mixed: dict[int, set[str]] = defaultdict(set)
    for one in figures:
        first.setdefault(_key(one), one)
        dimensions[id(one.block)].add(_dimension(one))
        if one.column.is_level and PLAN_OF_RATE not in one.column.doubts:
            units.setdefault(_key(one), one.figure.unit_id)
            if one.row.unit or one.column.unit:
                mixed[id(one.block)].add(one.figure.unit_id)
    found = {}
    for key, one in first.items():
        if key[:2] not in rows:
            rows[key[:2]] = _names_of(one.row)
        names = rows[key[:2]]
        beside = dimensions[id(one.block)]
        subjects = parts_of(one.block.title_text)
        repeat = [name for name in beside if name and _repeats(name, *subjects)]
        kept_apart = len(beside) > 1 and [_dimension(one)] != repeat
        found[key] = Quantity(
            title=one.block.title_text,
            path=names.path,
            headed=names.headed,
            dimension=_dimension(one) if kept_apart else "",
            unit_id=units.get(key, ""),
            words=_words(one, names.own),
            below_figures=names.below_figures,
            prices=_prices(one),
            in_mixed_table=len(mixed[id(one.block)]) > 1,
        )
    named = {(one.title, one.named_part) for one in found.values() if one.named_part}
    several = {title for title, _ in named}

    def of_first(one: Quantity) -> bool:
        """Whether a row is of the first part; a total is not where another row is that."""
        if one.title not in several:
            return False
        return bool(one.path) or (one.title, parts_of(one.title)[0]) not in named

    return {key: replace(one, of_first=of_first(one)) for key, one in found.items()}


def _prices(one: TableFigure) -> str:
    """The prices that the narrowest words say: of the column, of the row, of the title."""
    rows = (row.label.text for row in reversed((*one.row.above, one.row)))
    texts = (" ".join(one.column.dimension), *rows, one.block.title_text)
    return next(filter(None, map(prices_of, texts)), "")


def _words(one: TableFigure, own: str) -> str:
    parts = (shown_title(one.block.title_text), own, " ".join(one.column.dimension))
    return ": ".join(filter(None, parts))


def _dimension(one: TableFigure) -> str:
    """What sets the column apart from others; the value of goods goes without saying."""
    name = name_of(" ".join(one.column.dimension))
    return "" if name in _VALUE else name


@dataclass(frozen=True)
class _Names:
    """The plain names of a row and of those above it, and its own words where they name it.

    `below_figures` says whether the last but one in `path` has figures.
    """

    path: tuple[str, ...]
    headed: tuple[str, ...]
    own: str
    below_figures: bool


def _names_of(row: TableRow) -> _Names:
    chain = (*row.above, row)
    rows = [each for each in chain if _names_something(each, row)]
    headings = [each for each in chain if each in rows or not each.columns]
    return _Names(
        tuple(filter(None, (name_of(each.label.text) for each in rows))),
        tuple(filter(None, (name_of(each.label.text) for each in headings))),
        row.label.text if rows and rows[-1] is row else "",
        len(rows) > 1 and bool(rows[-2].columns),
    )


def _names_something(row: TableRow, own: TableRow) -> bool:
    """Whether a row says what its figures are, and not where, when or that they are the whole."""
    says_when = only_period(row.label.text, _ANY_YEAR) is not None or says_prior(row.label.text)
    is_unit = not row.columns and is_unit_words(row.label.bare)
    if says_when or is_unit or _announces(row) or row.label.is_bare_total or _is_place(row):
        return False
    return not (_is_place(own) and is_region(row.label.text))


def _announces(row: TableRow) -> bool:
    """Whether a row only says by what the rows below it differ, or which rates they are."""
    label = row.label
    if not row.columns:
        return label.is_breakdown or not without_measure(name_of(label.text))
    return label.opens or (label.says_complete and ":" not in label.text)


def _is_place(row: TableRow) -> bool:
    """Whether the row itself names its territory, and not one above it."""
    return bool(row.territory_id) and all(
        above.territory_id != row.territory_id for above in row.above
    )


def _within(name: str, subject: str) -> bool:
    return set(name.split()) <= set(subject.split())


def _repeats(name: str, *subjects: str) -> bool:
    """Whether a name says no more than the only subject: "Số vụ" of "Vụ cháy nổ"."""
    return len(subjects) == 1 and _within(without_number_of(name), subjects[0])


def _part(name: str, parts: Sequence[str]) -> str:
    """The part of a title of several that a name means; "" where the title has one subject.

    A part that leaves out what it shares with the part before it is completed: "hàng hóa" of
    "Vận tải hành khách và hàng hóa" is "vận tải hàng hóa".
    """
    if len(parts) < 2:
        return ""
    if name.split()[0] == parts[0].split()[0]:
        return name
    fitting = (i for i, part in enumerate(parts) if _within(name, part) or _within(part, name))
    i = next(fitting, None)
    if i is None:
        return ""
    return _completed(parts[i].split(), parts[i - 1].split()) if i else parts[0]


def _completed(part: Sequence[str], before: Sequence[str]) -> str:
    """A part with the words in front that it shares with the one before it."""
    shared = before.index(part[0]) if part[0] in before else max(0, len(before) - len(part))
    return " ".join([*before[:shared], *part])


def _ids(
    quantities: Mapping[_Key, Quantity], catalogue: Catalogue, values: _Values
) -> dict[_Key, str]:
    """The shortest ids that set the quantities apart."""
    ids = {
        key: _id(catalogue, quantity, quantity.subject, path)
        for key, quantity, path in _shortest(quantities)
    }
    for longer in (_with_all_above, _with_whole_subject, _with_headings, _with_whole_title):
        ids = _apart(ids, quantities, values, catalogue, longer)
    return _numbered(ids, values)


def _with_all_above(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    return quantity.subject, quantity.below


def _with_whole_subject(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    return quantity.whole, quantity.path


def _with_headings(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    return quantity.whole, quantity.headed


def _with_whole_title(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    return scope_of(quantity.title), quantity.headed


def _id(catalogue: Catalogue, quantity: Quantity, subject: str, path: Sequence[str]) -> str:
    rest = tuple(filter(None, (quantity.dimension, *path)))
    found = _known(catalogue, quantity, subject, rest)
    words = " ".join((subject, *rest)).strip()
    return found or slug(words or shown_title(quantity.title) or quantity.title)


def _known(catalogue: Catalogue, quantity: Quantity, subject: str, rest: Sequence[str]) -> str:
    """The known indicator that subject and rest name, or the row by itself; "" where none.

    A total is of all that the title joins, if that is known. Of rates the subject may say which
    they are; "vận tải" is the topic of what is carried and of how far. Rows and columns that are
    measured in several units name things by themselves, and so do those below one that says the
    title anew.
    """
    subjects = {quantity.whole: None, subject: None} if not quantity.path else {subject: None}
    if not quantity.named_part:
        subjects[quantity.whole] = None
    if not quantity.unit_id:
        subjects[without_measure(subject)] = None
    if any(_CARRIED.search(name) for name in rest):
        subjects[_TRANSPORT.sub("", subject)] = None
    of_unit = quantity.unit_id, quantity.prices
    found = (catalogue.find(one, rest, *of_unit) for one in subjects if one or rest)
    if known := next(filter(None, found), ""):
        return known
    if not quantity.unit_id and (rates := tuple(map(_of_rate, rest))) != tuple(rest):
        return _known(catalogue, quantity, subject, rates)
    if quantity.dimension and not quantity.path and (thing := _SHARED.match(quantity.last_part)):
        return catalogue.find(quantity.dimension, (thing["thing"],), *of_unit)
    names = tuple(filter(None, (*quantity.path, quantity.dimension)))
    return _known_below(catalogue, quantity, names) if names else ""


def _of_rate(name: str) -> str:
    """What a rate is of: "tốc độ tăng trưởng GRDP" is that of the GRDP."""
    return without_measure(name) or name


def _known_below(catalogue: Catalogue, quantity: Quantity, names: Sequence[str]) -> str:
    """The known indicator that a row and those above it name, whatever the title announces."""
    of_unit = quantity.unit_id, quantity.prices
    if len(names) == 1 and (known := catalogue.find_total(quantity.whole, *names, *of_unit)):
        return known
    if not (
        quantity.in_mixed_table
        or is_general(quantity.whole)
        or _is_mostly_in(quantity.whole, names[0])
    ):
        return ""
    known = catalogue.find_below(quantity.whole, names, *of_unit)
    if not known and len(names) > 1 and names[0].startswith("tổng "):
        known = catalogue.find_below(f"{quantity.whole} {names[0]}", names[1:], *of_unit)
    is_part = quantity.below_figures and len(names) > 1
    is_whole = is_part and known == catalogue.find_below(quantity.whole, names[:-1], *of_unit)
    if known:
        return "" if is_whole else known
    if quantity.dimension or not quantity.below:
        return ""
    *headings, own = quantity.below
    named = [name for name in headings if not is_general(name)]
    sown = [name for name in map(_without_sowing, (*named, own)) if name]
    measured = catalogue.quantity_in(quantity.unit_id)
    if len(sown) != 1:
        return ""
    return measured and catalogue.find_below(quantity.whole, (measured, *sown), *of_unit)


def _without_sowing(name: str) -> str:
    """A crop without the words that say that its area was sown; "" for a heading of such."""
    return _SOWING.sub("", name)


def _is_mostly_in(subject: str, name: str) -> bool:
    """Whether a row has half the words of a title or more: it says anew what all is about."""
    words = set(subject.split())
    return len(words & set(name.split())) * 2 >= len(words)


def _shortest(
    quantities: Mapping[_Key, Quantity],
) -> Iterable[tuple[_Key, Quantity, tuple[str, ...]]]:
    """Each quantity with its last name, and those above that set it apart in its table.

    Where the title names nothing, a part has the name of its whole too: "Giá trị sản xuất" >
    "Công nghiệp" is no other industry.
    """
    paths: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for quantity in quantities.values():
        if quantity.below:
            paths[quantity.subject, quantity.below[-1]].add(quantity.below)
    for key, quantity in quantities.items():
        below = quantity.below
        others = paths[quantity.subject, below[-1]] - {below} if below else set()
        length = 2 if quantity.below_figures and not quantity.subject else 1
        while length < len(below) and any(other[-length:] == below[-length:] for other in others):
            length += 1
        yield key, quantity, below[-length:]


def _apart(
    ids: Mapping[_Key, str],
    quantities: Mapping[_Key, Quantity],
    values: _Values,
    catalogue: Catalogue,
    longer: Callable[[Quantity], tuple[str, tuple[str, ...]]],
) -> dict[_Key, str]:
    """The ids, longer where one would hold two different numbers of one period."""
    holders: dict[str, list[_Key]] = defaultdict(list)
    for key, indicator_id in ids.items():
        holders[indicator_id].append(key)
    found = dict(ids)
    for keys in holders.values():
        if len({longer(quantities[key]) for key in keys}) > 1 and _differ(values, keys):
            for key in keys:
                subject, path = longer(quantities[key])
                found[key] = _id(catalogue, quantities[key], subject, path)
    return found


def _numbered(ids: Mapping[_Key, str], values: _Values) -> dict[_Key, str]:
    """The ids, numbered where the same words stand over different numbers of one table.

    In two tables they are the same indicator, printed twice: one may be a misprint.
    """
    found: dict[_Key, str] = {}
    holders: dict[tuple[int, str], list[list[_Key]]] = defaultdict(list)
    for key, indicator_id in ids.items():
        groups = holders[key[0], indicator_id]
        fitting = (i for i, group in enumerate(groups) if not _differ(values, [*group, key]))
        place = next(fitting, len(groups))
        if place == len(groups):
            groups.append([])
        groups[place].append(key)
        found[key] = f"{indicator_id}_{place + 1}" if place else indicator_id
    return found


def _with_dimensions(
    ids: Mapping[_Key, str], quantities: Mapping[_Key, Quantity], known: Known
) -> dict[_Key, str]:
    """The new ids with the dimension of their unit, where a subject is measured in several.

    The same goods are counted in pieces in one year and weighed in another. Money goes without
    saying.
    """
    dimensions = {
        key: known.units.get(quantity.unit_id, {}).get("dimension", "")
        for key, quantity in quantities.items()
    }
    of_subject: dict[str, set[str]] = defaultdict(set)
    for key, quantity in quantities.items():
        of_subject[quantity.whole].add(dimensions[key])

    def kept_apart(key: _Key) -> bool:
        several = of_subject[quantities[key].whole] - _PLAIN
        return len(several) > 1 and dimensions[key] in several and ids[key] not in known.indicators

    return {
        key: slug(f"{indicator_id} {dimensions[key]}") if kept_apart(key) else indicator_id
        for key, indicator_id in ids.items()
    }


def _differ(values: _Values, keys: Iterable[_Key]) -> bool:
    seen: dict[tuple[str, ...], str] = {}
    return any(
        seen.setdefault(what, printed) != printed
        for key in keys
        for what, printed in values[key].items()
    )


def _printed_values(figures: Sequence[TableFigure]) -> _Values:
    """What each quantity prints, by territory, period, measure, basis and unit."""
    found: dict[_Key, dict[tuple[str, ...], str]] = defaultdict(dict)
    for one in figures:
        figure = one.figure
        what = (figure.territory_id, figure.period_id, figure.measure, figure.basis, figure.unit_id)
        found[_key(one)][what] = figure.printed
    return found


def _new(indicator_id: str, quantity: Quantity, known: Known) -> Row:
    unit = known.units.get(quantity.unit_id or "percent", {"unit_id": quantity.unit_id})
    return new_indicator(indicator_id, quantity.words, unit)
