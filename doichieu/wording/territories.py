"""The territories that a label names: provinces and cities by their names, regions by words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doichieu.wording.text import composed

# A province is called by any of these, or by none.
_KIND = re.compile(
    r"(?i)^(?:tỉnh|thành\s+phố|t\.?\s?p\.?(?=[\s.]|[A-ZĐ])|tp\.?(?=[\s.]|[A-ZĐ])|thủ\s+đô|t\.(?=\s)"
    r"|province\s+of|city\s+of)\.?\s*"
)
_END = re.compile(
    r"(?i)\s*(?:\(\s*(?:\*+|[0-9])\s*\)|\*+|[¹²³⁴]|\((?:mới|cũ|new|old)\)|\b(?:mới|cũ)|\bprovince|\bcity)"
    r"\s*$"
)
_REGION = re.compile(
    r"(?i)^(?:vùng\s+)?(?:miền\s+(?:bắc|nam|trung)|(?:các\s+tỉnh\s+)?phía\s+(?:bắc|nam)"
    r"|(?:đồng\s+bằng|đ\.?\s?b\.?)\s+sông\s+(?:hồng|cửu\s+long)|đbsh|đbscl|trung\s+du\s+và\s+miền\s+núi(?:\s+phía\s+bắc)?"
    r"|miền\s+núi\s+và\s+trung\s+du(?:\s+(?:phía\s+bắc|bắc\s+bộ))?|đông\s+bắc(?:\s+bộ)?"
    r"|tây\s+bắc(?:\s+bộ)?|bắc\s+trung\s+bộ(?:\s+và\s+duyên\s+hải\s+(?:nam\s+trung\s+bộ|miền\s+trung))?"
    r"|(?:duyên\s+hải|d\.?\s?h\.?)\s+(?:nam\s+trung\s+bộ|miền\s+trung)|nam\s+trung\s+bộ|khu\s+(?:bốn|4)(?:\s+cũ)?|tây\s+nguyên"
    r"|đông\s+nam\s+bộ|bắc\s+bộ|trung\s+bộ|nam\s+bộ|red\s+river\s+delta|mekong\s+river\s+delta"
    r"|central\s+highlands|south\s+east|northern\s+midlands\s+and\s+mountains?)\s*$"
)

_SHAPES = "\u0306\u0302\u031b"
_TWICE = re.compile(rf"(\w[{_SHAPES}]?)\1")


@dataclass(frozen=True)
class TerritoryNames:
    """Territories by their names, in both languages, with the days between which each is valid."""

    _by_name: Mapping[str, tuple[tuple[str, str, str], ...]]

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, str]]) -> "TerritoryNames":
        """Read the rows of territories.csv; provinces and municipalities, no city of a province."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in rows:
            if row.get("level") not in _LEVELS:
                continue
            names = [row["name_vi"], row.get("name_en", ""), *row.get("aliases", "").split("|")]
            span = (row["territory_id"], row.get("valid_from", ""), row.get("valid_to", ""))
            for key in {_key(name) for name in names if name}:
                found.setdefault(key, []).append(span)
        for key in list(found):
            plain = _key(key, shapes="")
            if plain not in found:
                found[plain] = found[key]
        return cls({key: tuple(spans) for key, spans in found.items()})

    def find(self, label: str, day: str = "") -> str:
        """The id of the territory that a label names and nothing else; "" where it names none.

        `day` (YYYY-MM-DD) chooses between territories of one name: the last that had begun by
        then, though it may have ended. Without a day the last one is meant.
        """
        names = (label, _bare(label))
        spans = next(filter(None, map(self._spans, (*names, *map(_once, names)))), ())
        if day:
            spans = tuple(span for span in spans if not span[1] or span[1] <= day)
        return max(spans, key=lambda span: span[2] or "9999", default=("",))[0]

    def _spans(self, name: str) -> tuple[tuple[str, str, str], ...]:
        return self._by_name.get(_key(name)) or self._by_name.get(_key(name, shapes=""), ())


_LEVELS = frozenset({"province", "municipality"})


def is_region(label: str) -> bool:
    """Whether a label names a part of the country with several provinces: "Miền Bắc"."""
    return _REGION.match(_bare(label)) is not None


def _bare(label: str) -> str:
    text = " ".join(composed(label).split()).strip(" .,:;-–+*")
    while match := _END.search(text):
        text = text[: match.start()].strip(" .,:;-–")
    return _KIND.sub("", text, count=1).strip(" .")


def _key(name: str, shapes: str = _SHAPES) -> str:
    """Letters without the marks of tones, hyphens and blanks: "Hoà Bình" and "Hòa Bình" are one.

    `shapes` are the marks that count: those of ă, â, ê, ô, ơ, ư.
    """
    plain = unicodedata.normalize("NFD", composed(name).casefold())
    return "".join(mark for mark in plain if mark.isalnum() or mark in shapes)


def _once(label: str) -> str:
    """The label with each letter once that an old font printed twice: "Hòòa Bình"."""
    marks = unicodedata.normalize("NFD", composed(label).casefold())
    toneless = "".join(mark for mark in marks if not unicodedata.combining(mark) or mark in _SHAPES)
    return _TWICE.sub(r"\1", toneless)
