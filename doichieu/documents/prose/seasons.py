"""The crop season that a paragraph is about: "vụ đông xuân …; diện tích lúa 500 ha"."""

import re
from collections.abc import Sequence

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.reference_rows import fitting

_SEASON = r"(?:đông xuân|hè thu|thu đông|mùa|chiêm xuân|xuân hè|thu mùa|xuân|chiêm)"
_NAMED = re.compile(
    rf"(?i)(?P<against>(?<!\w)(?:với|hơn|bằng)\s+(?:cùng\s+)?)?(?<!\w)(?:vụ|lúa)\s+(?:vụ\s+)?"
    rf"(?P<season>{_SEASON})(?!\w)|(?<!\w)(?P<year>cả năm)(?!\w)"
)
# "Vụ đông xuân được mùa, sản lượng lúa năm 2023" may be of the year, and not of the season.
_YEAR_SINCE = re.compile(
    r"(?i)(?<!mùa )(?<!xuân )(?<!thu )(?<!đông )(?<!kỳ )(?<!với )(?<!hơn )(?<!bằng )"
    r"(?<!\w)năm\s+(?:19|20)[0-9]{2}(?![0-9])"
)
# Rice alone is transplanted.
_RICE = re.compile(r"(?i)(?<!\w)(?:lúa|gieo cấy)(?!\w)")
_PLAIN_RICE = re.compile(
    r"(?i)(?:(?:diện tích|năng suất|sản lượng|bình quân|gieo trồng|gieo cấy|gieo sạ|xuống giống"
    r"|thu hoạch|cây)\s+)*lúa(?:\s+(?:bình quân|gieo trồng|gieo cấy|gieo sạ|xuống giống))*"
)
# "Diện tích gieo trồng lúa vụ mùa"
_SOWN_IN = re.compile(
    r"(?i)diện tích\s+(?:gieo trồng|gieo cấy|gieo sạ|xuống giống)\s+lúa\s+(?:vụ\s+)?"
    rf"(?P<season>{_SEASON})"
)
# "Vụ đông xuân có diện tích", "năng suất vụ đông xuân", "vụ đông xuân xuống giống"
_OF_SEASON = re.compile(
    rf"(?i)(?:(?P<what>diện tích|năng suất|sản lượng)\s+)?vụ\s+(?P<season>{_SEASON})"
    r"(?:\s+(?:có\s+)?(?:(?P<then>diện tích|năng suất|sản lượng)|gieo trồng|gieo cấy|gieo sạ"
    r"|xuống giống|đã|kết thúc|(?P<cut>thu hoạch)|\s)*)?"
)
_AREA = "diện tích"
# Words for what is done on an area that is sown.
_DONE = re.compile(r"(?i)\s+(?:gieo trồng|gieo cấy|gieo sạ|xuống giống)(?!\w)")


def in_season(text: Discourse, i: int, calls: Sequence[str]) -> list[str]:
    """What the words call the thing, rice first as that of the season that they leave out.

    Where no row has rice of this season, the row without it is unsure.
    """
    before = text.around[i].line[: text.around[i].number.before]
    rice = _RICE.search(before) is not None
    found: list[str] = []
    for call in calls:
        of = _OF_SEASON.fullmatch(call)
        what = (of["what"] or of["then"] or "") if of else ""
        what = what or (_AREA if text.dimension(i) == "area" else "")
        if of and rice and what:
            cut = " đã thu hoạch" if of["cut"] and what == _AREA else ""
            found.append(f"{what} lúa {of['season']}{cut}")
        elif sown := _SOWN_IN.fullmatch(call):
            found.append(f"{_AREA} lúa {sown['season']}")
        elif rice and _DONE.fullmatch(f" {call}") and (season := _season_of(before)):
            found.append(f"{_AREA} lúa {season}")
        elif _PLAIN_RICE.fullmatch(call) and (season := _season_of(before)):
            found.append(f"{_DONE.sub(' ', call).strip()} {season}")
    known = [name for name in found if fitting(text, i, text.index.named(name))]
    if _may_be_of_the_year(before):
        known = []
    if found and not known:
        text.unsure = "the words before it name a season of the crop"
    return [*known, *calls]


def _season_of(before: str) -> str:
    """The season that the words of a paragraph are about; blank for the whole year."""
    last = _last_named(before)
    return (last["season"] or "").lower() if last else ""


def _last_named(before: str) -> re.Match[str] | None:
    """The last season, or whole year, that the words of a paragraph are about."""
    named = [each for each in _NAMED.finditer(before) if not each["against"]]
    return named[-1] if named else None


def _may_be_of_the_year(before: str) -> bool:
    """Whether words name a year behind the season, and not as that of the season."""
    last = _last_named(before)
    return bool(last and last["season"] and _YEAR_SINCE.search(before, last.end()))
