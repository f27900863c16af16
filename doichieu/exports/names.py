"""The words of the workbooks: names beside ids, headings and sentences, in each language.

The workbooks of all languages have the same sheets. A cell with words has the number of a text in
the workbook's list of texts, and this list alone differs: rows are written and compressed once.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from doichieu.base.sql import literal, quoted
from doichieu.base.vocabulary import vocabulary
from doichieu.exports.catalogue import Column, Table
from doichieu.site.sentences import Names
from doichieu.site.words import LANGUAGES, number_in, phrases
from doichieu.site.words import catalogue as words_of_the_site

OWN_WORDS = Path(__file__).with_name("words.yml")

Text = dict[str, str]
"""A text in every language."""

# The list of names that the ids of a column are in; what it is in one table stands first.
NAMED = {
    "reconciliation.kind": "kind",
    "territory_id": "territory",
    "parent_id": "territory",
    "successor_id": "territory",
    "predecessor_id": "territory",
    "period_id": "period",
    "indicator_id": "indicator",
    "total_indicator_id": "indicator",
    "part_indicator_id": "indicator",
    "unit_id": "unit",
    "measure": "measure",
    "candidate_measure": "measure",
    "basis": "basis",
    "qualifier": "qualifier",
    "check_status": "check_status",
    "status": "status",
    "verdict": "verdict",
    "quantity": "quantity",
    "edit": "edit",
}
# Ids whose names the same row has.
NAMED_THERE = {"territories.territory_id", "indicators.indicator_id", "units.unit_id"}
# The groups of the site's words that name the values of a list. A limit's quantity is a measure.
VALUES = {
    "kind": ("kind",),
    "measure": ("measure",),
    "qualifier": ("qualifier",),
    "check_status": ("check_status",),
    "status": ("status",),
    "verdict": ("verdict",),
    "quantity": ("quantity", "measure"),
    "edit": ("edit",),
}
# The units of the figures by period, which no unit of the collection need be.
RATES = {"percent": "wide.percent", "point": "wide.points"}

LISTED = """
create or replace temp table listed as
select 'indicator' as list, indicator_id as id, name_vi as vi, name_en as en
from reference.indicators
union all
select 'territory', territory_id, name_vi, name_en from reference.territories
union all
select 'unit', unit_id, name_vi, name_en from reference.units
"""

# The territories with figures that share their name with another.
NAMESAKES = """
select territory_id, vi, en, valid_from, valid_to
from reference.territories
inner join listed on listed.list = 'territory' and territories.territory_id = listed.id
where territory_id in (select territory_id from marts.figures)
qualify
    count(*) over (partition by coalesce(vi, id)) > 1
    or count(*) over (partition by coalesce(en, id)) > 1
order by territory_id
"""

# `place` is the place of a name in its order, `width` the characters of the longer language.
NUMBERED = """
create or replace temp table names as
select
    list,
    id,
    coalesce(nullif(vi, ''), id) as vi,
    coalesce(nullif(en, ''), id) as en,
    row_number() over (order by list, id) - 1 as place,
    greatest(length(coalesce(vi, id)), length(coalesce(en, id))) + 1 as width
from listed;

create or replace temp macro named(list_, id_) as
    coalesce(
        (select {'vi': vi, 'en': en} from names where list = list_ and id = id_),
        case when id_ != '' then {'vi': id_, 'en': id_} end
    );
"""


def list_of(table: Table, column: Column) -> str | None:
    """The list that names the ids of a column; None where it has no ids, or names beside them."""
    place = f"{table.name}.{column.name}"
    return None if place in NAMED_THERE else NAMED.get(place, NAMED.get(column.name))


def name_ids(connection: Any, tables: Sequence[Table]) -> None:
    """Create the temporary table `names`, each id with its name in each language, and the function
    `named`, which finds one."""
    connection.execute(LISTED)
    found = [*names_of_values(), *names_of_rates(connection)]
    found += names_of_bases(connection, distinct(connection, tables, "basis"))
    found += [
        ("period", period, *name_of_period(period).values())
        for period in distinct(connection, tables, "period_id")
    ]
    dated = list(names_of_namesakes(connection))
    connection.execute(
        "delete from listed where list = 'territory' "
        f"and list_contains({literal([row[1] for row in dated])}::varchar[], id)"
    )
    values = ", ".join(f"({', '.join(map(quoted, row))})" for row in [*found, *dated])
    connection.execute(f"insert into listed values {values}")
    connection.execute(NUMBERED)


def distinct(connection: Any, tables: Sequence[Table], name: str) -> list[str]:
    """The values of every column of that name."""
    having = [table for table in tables if any(column.name == name for column in table.columns)]
    if not having:
        return []
    each = " union ".join(f'select {name} from "{one.schema}"."{one.name}"' for one in having)
    query = f"select {name} from ({each}) where {name} != '' order by all"
    return [value for (value,) in connection.execute(query).fetchall()]


def names_of_values() -> Iterator[tuple[str, str, str, str]]:
    """The words for the values of the closed lists, by the value."""
    words = words_of_the_site()
    for name, groups in VALUES.items():
        found: dict[str, Text] = {}
        for group in groups:
            for phrase, text in words.items():
                if phrase.startswith(f"{group}."):
                    found.setdefault(phrase.removeprefix(f"{group}."), text)
        for value, text in found.items():
            # An edit is a value of several words: "digit dropped".
            value = value.replace("_", " ") if name == "edit" else value
            yield name, value, text["vi"], text["en"]


def names_of_rates(connection: Any) -> Iterator[tuple[str, str, str, str]]:
    """The units of percentages and of points, where the collection does not name them."""
    known = connection.execute("select id from listed where list = 'unit'").fetchall()
    for unit, words in RATES.items():
        if (unit,) not in known:
            yield "unit", unit, *say(words).values()


def names_of_namesakes(connection: Any) -> Iterator[tuple[str, str, str, str]]:
    """The names of places that share theirs with another, with their last day, else the first."""
    for id_, vi, en, first, last in connection.execute(NAMESAKES).fetchall():
        text = {"vi": vi or id_, "en": en or id_}
        if last:
            text = say("place.until", place=text, day=day(last))
        elif first:
            text = say("place.since", place=text, day=day(first))
        yield "territory", id_, text["vi"], text["en"]


def day(date: Any) -> Text:
    """A date as each language writes it."""
    return {"vi": f"{date.day}/{date.month}/{date.year}", "en": date.isoformat()}


def names_of_bases(connection: Any, bases: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """The plans, base periods and totals that bases name."""
    query = f"from listed where list = 'indicator' and list_contains({literal(list(bases))}, id)"
    rows = connection.execute(query).fetchall() if bases else []
    indicators = {id_: {"vi": vi or id_, "en": en or id_} for _, id_, vi, en in rows}
    names = [Names(language, indicators, {}, {}, {}) for language in LANGUAGES]
    for basis in bases:
        vi, en = (name.basis(basis) for name in names)
        yield "basis", basis, vi, en


def name_of_period(period: str) -> Text:
    """A period in words; itself where it is written in no form of the vocabulary."""
    forms = vocabulary().period_formats.items()
    form = next((form for form, pattern in forms if pattern.fullmatch(period)), None)
    if form is None:
        return both(period)
    periods = {period: {"form": form}}
    return {language: Names(language, {}, {}, {}, periods).period(period) for language in LANGUAGES}


def both(text: str) -> Text:
    """A text that is the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def counted(number: int) -> Text:
    """A whole number as each language writes it."""
    return {language: number_in(language, f"{number:,}") for language in LANGUAGES}


def say(name: str, **filling: Text | str) -> Text:
    """Words of the workbooks, their braces filled."""
    return {
        language: phrase.format(
            **{
                key: value if isinstance(value, str) else value[language]
                for key, value in filling.items()
            }
        )
        for language, phrase in phrases(OWN_WORDS)[name].items()
    }


def title_of_sheet(name: str) -> Text:
    """The name of a sheet."""
    return words_or("sheet", name)


def place_of_sheet(table: Table) -> int:
    """The place of a table's sheet among those of the others."""
    names = list(phrases(OWN_WORDS))
    name = f"sheet.{table.name}"
    return names.index(name) if name in names else len(names)


def heading(table: Table, column: Column, of_name: bool = False) -> Text:
    """The heading of a column, or of the names beside it."""
    if of_name:
        return say(f"name.{column.name}")
    own = f"{table.name}.{column.name}"
    return words_or("heading", own if f"heading.{own}" in phrases(OWN_WORDS) else column.name)


def words_or(group: str, name: str) -> Text:
    """Words of the workbooks, or the name where they have none."""
    return phrases(OWN_WORDS).get(f"{group}.{name}", both(name))


class Marks:
    """The texts of a workbook before its language is known, each with a mark in its place.

    A mark has two letters that are reserved for private use, and no other text of the workbook
    has them: every text gets a mark.
    """

    FOUND = re.compile("\ue000([0-9]+)\ue001")

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.known: dict[tuple[str, ...], str] = {}

    def of(self, text: Text | str) -> str:
        """The mark of a text; equal texts have the same."""
        text = both(text) if isinstance(text, str) else text
        key = tuple(text.values())
        if key not in self.known:
            self.known[key] = f"\ue000{len(self.texts)}\ue001"
            self.texts.append(text)
        return self.known[key]

    def filled(self, part: str, language: str) -> str:
        """A part of the file, XML, with its texts in a language."""

        def fill(found: re.Match[str]) -> str:
            text = re.sub(
                "[\x00-\x08\x0b-\x1f\ufffe\uffff]", " ", self.texts[int(found[1])][language]
            )
            return escape(text, {'"': "&quot;"})

        return self.FOUND.sub(fill, part)

    def listed(self, part: str, language: str) -> list[str]:
        """The texts of a part in the order of their marks."""
        return [self.texts[int(number)][language] for number in self.FOUND.findall(part)]
