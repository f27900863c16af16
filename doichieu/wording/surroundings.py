"""The words around a number: its sentence, its clause, what leads to it and what follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doichieu.wording.numbers import Number
from doichieu.wording.text import sentences

# Words farther from a number than so many characters say nothing about it.
_REACH = 1200
# Names in one list, and their numbers in another.
_RESPECTIVELY = re.compile(r"(?i)(?<!\w)(?:lần lượt|tương ứng|respectively)(?!\w)")
_LISTS_ON = re.compile(r"(?i)\s*(?:,|và|and|,\s*(?:và|and))?\s*")


@dataclass(frozen=True)
class Surroundings:
    """The words around one number of a paragraph.

    `sentence` and `clause` are what the sentence, and its part between semicolons, have before
    the number; `own` what follows the number before it; `follows` what comes before the next
    number or the end of the sentence. `beside` is `follows` up to its first comma or bracket.
    `above` are the sentences of the paragraph before its own.
    `previous` is the number before it in its sentence. Numbers that are no figures (dates) are
    words like others.
    """

    number: Number
    line: str
    sentence: str
    clause: str
    own: str
    follows: str
    beside: str
    whole_sentence: str
    above: str
    previous: Number | None

    @property
    def in_fraction(self) -> bool:
        """Whether the number is one side of 14/15."""
        if self.number.fraction_with is not None:
            return True
        previous = self.previous
        return previous is not None and previous.fraction_with == self.number.index

    @property
    def is_ratio(self) -> bool:
        """Whether the number is in percent, points or times."""
        return self.number.is_ratio

    @property
    def is_listed(self) -> bool:
        """Whether the words leave open which name of a list the number belongs to.

        So it is after "lần lượt" and "tương ứng" in its clause, before "respectively", and in a
        list of numbers of a sentence with such a word.
        """
        if _RESPECTIVELY.search(self.clause):
            return True
        after = self.whole_sentence[len(self.sentence) :]
        word = _RESPECTIVELY.search(after)
        if word is None:
            return False
        if not re.search(r"[0-9]", after[word.end() :]) or word.group().isascii():
            return True
        return any(_LISTS_ON.fullmatch(each) for each in (self.own, self.follows))

    @property
    def in_brackets(self) -> bool:
        """Whether a bracket opens before the number and after the previous one."""
        return self.own.count("(") > self.own.count(")")


def surroundings(numbers: Sequence[Number], lines: Sequence[str]) -> list[Surroundings]:
    """The surroundings of every number."""
    found = []
    spans = [sentences(line) for line in lines]
    for i, number in enumerate(numbers):
        line = lines[number.paragraph - 1]
        start, end = next(
            span for span in reversed(spans[number.paragraph - 1]) if span[0] <= number.start
        )
        previous = _neighbour(numbers, i, -1, start, end)
        following = _neighbour(numbers, i, 1, start, end)
        opens = max(start, previous.after) if previous else start
        stop = following.before if following else end
        near = max(start, number.before - _REACH)
        sentence = line[near : number.before]
        follows = line[number.after : max(min(stop, number.after + _REACH), number.after)]
        found.append(
            Surroundings(
                number=number,
                line=line,
                sentence=sentence,
                clause=sentence[sentence.rfind(";") + 1 :],
                own=line[min(max(opens, near), number.before) : number.before],
                follows=follows,
                beside=re.split(r"[,;()]|\s[-–—]\s", follows, maxsplit=1)[0],
                whole_sentence=line[near : min(end, number.after + _REACH)],
                above=line[max(0, start - _REACH) : start],
                previous=previous,
            )
        )
    return found


def _neighbour(numbers: Sequence[Number], i: int, step: int, start: int, end: int) -> Number | None:
    """The next number of the same sentence in one direction that is not set apart."""
    j = i + step
    while 0 <= j < len(numbers) and numbers[j].paragraph == numbers[i].paragraph:
        other = numbers[j]
        if not start <= other.start < end:
            return None
        if other.rule is None and other.whole:
            return other
        j += step
    return None
