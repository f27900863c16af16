"""A suggestion is a misspelling of the word, never a word that means another thing."""

import csv
from collections.abc import Collection

import pytest

from doichieu.base.paths import SEEDS
from doichieu.base.vocabulary import vocabulary
from doichieu.inputs import reference
from doichieu.inputs.corrections import ACTIONS
from doichieu.inputs.schema import FIGURES, REFERENCE
from doichieu.inputs.spelling import Speller, is_slip, words_of

WORDS = vocabulary()
CLOSED: dict[str, Collection[str]] = {
    "measure": WORDS.measures,
    "plan basis": WORDS.plan_bases,
    "growth basis": WORDS.growth_bases,
    "qualifier": WORDS.qualifiers,
    "kind": WORDS.kinds,
    "better": reference.DIRECTIONS,
    "relation": reference.RELATIONS,
    "severity": reference.SEVERITIES,
    "action": ACTIONS,
    "number_format": WORDS.number_formats,
    **{f"columns of {table.name}": table.columns for table in (FIGURES, *REFERENCE)},
}


def ids(name: str) -> list[str]:
    """The ids of a shipped reference table."""
    path = SEEDS / f"reference/{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row[0] for row in list(csv.reader(file))[1:]]


OPEN = {name: ids(name) for name in ("indicators", "units", "territories", "reports")}


@pytest.mark.parametrize("name", OPEN)
def test_no_id_is_suggested_for_another(name: str) -> None:
    """Each id is asked for where its table lacks it: what is suggested would be another thing."""
    for word in OPEN[name]:
        others = [other for other in OPEN[name] if other != word]
        assert not Speller(others, {}, closed=False).suggestions(word), word


@pytest.mark.parametrize("name", CLOSED)
def test_no_word_is_suggested_alone_for_another(name: str) -> None:
    """Several words that all contain what was written are a question, not a suggestion."""
    for word in CLOSED[name]:
        others = [other for other in CLOSED[name] if other != word]
        found = Speller(others, {}, closed=True).suggestions(word)
        assert all(set(words_of(word)) <= set(words_of(other)) for other in found), word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("increase_pc", "increase_pct"),
        ("Increase-PCT", "increase_pct"),
        ("increse_pct", "increase_pct"),
        ("pct_increase", "increase_pct"),
        ("previous_decmber", "previous_december"),
        ("previous-month", "previous_month"),
        ("over estimated", "estimated over"),
        ("primeminister", "prime_minister"),
    ],
)
def test_a_misspelt_word_is_recognised(written: str, meant: str) -> None:
    words = [*WORDS.measures, *WORDS.growth_bases, *WORDS.plan_bases, *WORDS.qualifiers]
    assert Speller(words, {}, closed=True).suggestions(written) == [meant]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("previous_december", ["previous_month", "previous_quarter"]),
        ("decrease_pct", ["increase_pct"]),
        ("under_plan_pct", ["over_plan_pct"]),
        ("imports", ["exports"]),
        ("gdp", ["grdp"]),
        ("rice", ["price"]),
        ("pork", ["port"]),
        ("billion_usd", ["million_usd", "billion_vnd"]),
        ("lang-son-2021-h2", ["lang-son-2021-h1"]),
        ("q1-12", ["q11-2"]),
        ("nam-ha", ["ha-nam"]),
        ("export_turnover", ["exports", "import_turnover"]),
    ],
)
def test_a_word_of_another_meaning_is_not_suggested(written: str, words: list[str]) -> None:
    assert not Speller(words, {}, closed=False).suggestions(written)


def test_a_plural_is_recognised_although_others_have_its_singular() -> None:
    words = ["exports", "export_turnover"]
    assert Speller(words, {}, closed=False).suggestions("export") == ["exports"]


def test_a_name_leads_to_its_id() -> None:
    names = {"exports": ["Kim ngạch xuất khẩu", "xuất khẩu"], "imports": ["nhập khẩu"]}
    speller = Speller(list(names), names, closed=False)
    assert speller.suggestions("Xuất khẩu") == ["exports"]
    assert not speller.suggestions("xuất")


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("milion", "million", True),
        ("noii", "noi", True),
        ("tonnes", "tonne", True),
        ("grpd", "grdp", True),
        ("exprots", "exports", True),
        ("percemt", "percent", True),
        ("h1", "h2", False),
        ("h11", "h1", False),
        ("coal", "coat", False),
        ("published", "publisher", False),
        ("higher", "lower", False),
        ("tha", "thaa", True),
        ("abc", "abcd", False),
    ],
)
def test_slips_of_the_hand(written: str, meant: str, expected: bool) -> None:
    assert is_slip(written, meant) is expected
