"""The words of the standard formats, in both languages."""

from functools import cache
from pathlib import Path
from typing import Any

from doichieu.base.vocabulary import vocabulary
from doichieu.base.yaml_files import read_yaml

LANGUAGES = ("vi", "en")
Texts = dict[str, str]


@cache
def words() -> dict[str, Any]:
    """The words, in groups: each word a text by language."""
    found: dict[str, Any] = read_yaml(Path(__file__).with_name("words.yml"))
    return found


def filled(texts: Texts, **filling: str) -> Texts:
    """The texts with their braces filled, the same in each language."""
    return {language: text.format(**filling) for language, text in texts.items()}


def named(row: dict[str, Any], code: str) -> Texts:
    """The names in a row of a reference table, `code` where it has none."""
    names = {language: row.get(f"name_{language}") for language in LANGUAGES}
    other = next(filter(None, names.values()), code)
    return {language: name or other for language, name in names.items()}


def basis_names(basis: str, indicator: Texts | None = None) -> Texts:
    """The names of a basis: a word of the vocabulary, a year, or the total that a share is of."""
    known = words()["CL_BASIS"].get(basis)
    if year := vocabulary().base_year(basis):
        known = filled(words()["base_year"], year=str(year))
    if known and indicator:
        return {language: f"{known[language]} / {indicator[language]}" for language in LANGUAGES}
    return known or indicator or dict.fromkeys(LANGUAGES, basis)
