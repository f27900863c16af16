"""What `why` says in words, in both languages: the sentences of the site, and a few of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from doichieu.site.sentences import (
    Names,
    Record,
    check_sentence,
    conflict_sentence,
    place_of,
    printed_words,
)
from doichieu.site.words import LANGUAGES, interval_in, phrases
from doichieu.site.words import say as say_of_site

WORDS = Path(__file__).with_name("words.yml")

Words = Mapping[str, str]
"""A sentence by language: `vi` and `en`."""


def say(language: str, name: str, **filling: str) -> str:
    """A phrase of `words.yml` in one language, its braces filled."""
    return phrases(WORDS)[name][language].format(**filling)


@dataclass(frozen=True)
class Sentences:
    """The sentences about one report, from the names of what it mentions."""

    names: dict[str, Names]
    report: Record
    figures: dict[int, Record]

    def figure(self, figure: Record) -> Words:
        """A figure as printed, its status and the reason, and what the others allow."""

        def sentence(names: Names) -> str:
            language, feasible = names.language, ""
            if figure["feasibility"] != [None, None]:
                interval = interval_in(language, *figure["feasibility"])
                feasible = say(language, "why.feasible", interval=interval)
            return say(
                language,
                "why.figure",
                **self._named(names, figure),
                measure=say_of_site(language, f"measure.{figure['measure']}"),
                printed=printed_words(names, figure),
                place=place_of(language, figure["place"]),
                status=say_of_site(language, f"check_status.{figure['status']}"),
                reason=say(language, f"reason.{figure['status']}"),
                feasible=feasible,
            )

        return self._in_both(sentence)

    def implied(self, figure: Record) -> Words:
        """A figure of a conflict, and what the others imply for it."""
        return self._in_both(lambda names: conflict_sentence(names, self.report, figure))

    def check(self, check: Record) -> Words:
        """The verdict of a check, and its two sides."""
        notes = [note for note in ("acknowledged", "quarantined") if check[note]]

        def sentence(names: Names) -> str:
            language = names.language
            said = [say_of_site(language, f"audit.{note}") for note in notes]
            reason = f" {check['reason']}" if check["reason"] else ""
            return say(
                language,
                "why.check",
                verdict=say_of_site(language, f"verdict.{check['verdict']}"),
                note=f" ({', '.join(said)})" if said else "",
                sentence=check_sentence(names, self.report, check) + reason,
            )

        return self._in_both(sentence)

    def repair(self, repair: Record) -> Words:
        """A single edit that makes figures consistent."""
        figure = self.figures[repair["no"]]

        def sentence(names: Names) -> str:
            language = names.language
            filling = {**self._named(names, figure), "printed": repair["printed"]}
            if repair["other"] is not None:
                other = self._named(names, self.figures[repair["other"]])
                return say_of_site(
                    language,
                    "audit.repair_swap",
                    **filling,
                    other=other["no"],
                    other_figure=other["figure"],
                    other_printed=self.figures[repair["other"]]["printed"],
                )
            is_turned = repair["measure"] != figure["measure"]
            return say_of_site(
                language,
                "audit.repair_turned" if is_turned else "audit.repair",
                **filling,
                candidate=repair["candidate"],
                measure=say_of_site(language, f"measure.{repair['measure']}"),
                edit=edit_in(language, repair["edit"]),
            )

        return self._in_both(sentence)

    def _named(self, names: Names, figure: Record) -> dict[str, str]:
        """The number of a figure, and its indicator with its place."""
        name = names.placed(names.indicator(figure), self.report, figure)
        return {"no": str(figure["no"]), "figure": name}

    def _in_both(self, sentence: Callable[[Names], str]) -> Words:
        return {language: sentence(self.names[language]) for language in LANGUAGES}


def edit_in(language: str, edit: str) -> str:
    """The kind of an edit in words; a power of ten stays as it is."""
    if edit.startswith(("×", "÷")):
        return edit
    return say_of_site(language, f"edit.{edit.replace(' ', '_')}")
