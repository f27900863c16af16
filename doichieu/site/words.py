"""The words of the interface in both languages, and numbers as each language writes them."""

from functools import cache
from pathlib import Path

from doichieu.base.formats import MOST_DECIMALS, ends
from doichieu.base.yaml_files import read_yaml

CATALOGUE = Path(__file__).with_name("words.yml")
LANGUAGES = ("vi", "en")
# English marks, as Python writes them, to Vietnamese ones: 1,234.5 becomes 1.234,5.
VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def catalogue() -> dict[str, dict[str, str]]:
    """Every phrase of the site by its name (`plans.title`), in every language."""
    return phrases(CATALOGUE)


@cache
def phrases(path: Path) -> dict[str, dict[str, str]]:
    """Every phrase of a file by its name, in every language."""
    groups = read_yaml(path)
    return {
        f"{group}.{name}": phrase
        for group, phrases in groups.items()
        for name, phrase in phrases.items()
    }


def say(language: str, name: str, **filling: str) -> str:
    """A phrase of the catalogue in one language, its braces filled."""
    return catalogue()[name][language].format(**filling)


def number_in(language: str, text: str) -> str:
    """A number that Python wrote, with the marks of a language."""
    return text.translate(VIETNAMESE_MARKS) if language == "vi" else text


def interval_in(
    language: str, lower: float | None, upper: float | None, most: int = MOST_DECIMALS
) -> str:
    """An interval in a language, its ends rounded outward."""
    below, above = (
        None if end is None else number_in(language, end) for end in ends(lower, upper, most)
    )
    if below is None:
        if above is None:
            return say(language, "interval.anything")
        return say(language, "interval.at_most", end=above)
    if above is None:
        return say(language, "interval.at_least", end=below)
    return below if below == above else f"{below} – {above}"
