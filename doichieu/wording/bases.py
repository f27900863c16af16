"""Which period a rate compares with, and whose plan it is of, by the words around a number."""

import re
from collections.abc import Sequence
from itertools import pairwise

from doichieu.wording.comparisons import (
    AND_COMPARED,
    MOST_WORDS_BETWEEN,
    Comparison,
    Giver,
    comparisons,
    givers,
    in_brackets_after,
    words_between,
)
from doichieu.wording.surroundings import Surroundings

_ENDS_PHRASE = re.compile(r"[,;(:]|\b(?:và|nhưng|còn|song|and|but|while)\b")
# Two rates of one thing, side by side: tăng 3,4% và tăng 19,7%.
_SIDE_BY_SIDE = re.compile(
    r"(?i)\s*(?:[,;/]|và|nhưng|song|and|but)?\s*(?:lại|vẫn|ước)?\s*(?:tăng|giảm|bằng|up"
    r"|down)?\s*(?:by)?\s*"
)


def compared_with(around: Surroundings) -> Comparison | None:
    """What the rate compares with; None where the words do not say it for this very number."""
    first = next((one for one in comparisons(around.beside) if one.kind != "plan"), None)
    if AND_COMPARED.match(around.beside):
        first = None
    if first is not None and words_between(around.beside[: first.start]) <= MOST_WORDS_BETWEEN:
        return first
    if of_a_year := equalled(around):
        return of_a_year
    inside = in_brackets_after(around.follows, closed=False)
    bracketed = next(iter(comparisons(inside)), None)
    if bracketed is not None and bracketed.kind != "plan":
        return bracketed
    if behind := _behind_comma(around.follows):
        return behind
    # "Cùng kỳ năm 2021, GRDP tăng 4,9%" says when, and compares with nothing.
    leading = [
        one
        for one in comparisons(around.own)
        if one.kind != "plan" and one.after_so_voi and ";" not in around.own[one.end :]
    ]
    if leading:
        last = leading[-1]
        attached = around.previous is not None and not _ENDS_PHRASE.search(around.own[: last.start])
        if not attached:
            return last
    return _of_the_sentence(around)


def _behind_comma(follows: str) -> Comparison | None:
    """What words that end their clause compare a number with: "up 9.6%, compared with …"."""
    comma = re.match(r"\s*,\s*(?=so với|compared|against)", follows)
    rest = follows[comma.end() :] if comma else ""
    first = next(iter(comparisons(rest)), None)
    if first is None or first.start or first.kind == "plan":
        return None
    return first if re.match(r"\s*[.;)]", rest[first.end :]) else None


def equalled(around: Surroundings) -> Comparison | None:
    """The year that a multiple or an index is of: bằng 106,8% năm 2022, gấp 1,5 lần năm 2018."""
    number = around.number
    lead = number.before - len(around.own)
    text = around.line[max(lead, number.before - 12) : number.after + len(around.beside)]
    kinds = ("year", "previous_month", "previous_quarter")
    return next((one for one in comparisons(text) if one.kind in kinds and one.start <= 12), None)


def _of_the_sentence(around: Surroundings) -> Comparison | None:
    """What the sentence opens with: "So với tháng trước, …" holds until another comparison."""
    found = [one for one in comparisons(around.sentence) if one.after_so_voi]
    if not found or any(one.kind not in (found[0].kind, "plan") for one in found):
        return None
    opening = found[0]
    before = around.sentence[: opening.start]
    if opening.kind == "plan" or re.search(r"[0-9]\s?(?:%|lần|điểm)", before):
        return None
    return opening


def plan_giver(around: Surroundings) -> Giver | None:
    """Who gave the plan of the number; None where the words do not say it for this number."""
    after = re.split(r"[;()]", around.follows, maxsplit=1)[0]
    comma = after.find(",")
    for giver in givers(after):
        if comma < 0 or giver.start < comma:
            return giver
    leading = givers(around.own)
    if leading:
        last = leading[-1]
        attached = around.previous is not None and not re.search(r"[,;(]", around.own[: last.start])
        # "94,9% dự toán Trung ương giao (10.000 tỷ đồng)": the bracket gives this very plan.
        if not attached or "(" in around.own[last.start :]:
            return last
    return None


def listed_comparisons(
    all_around: Sequence[Surroundings],
) -> tuple[dict[int, Comparison], dict[int, tuple[Comparison, ...]]]:
    """What each of the rates side by side compares with, where a list of as many periods follows
    them, or opens their sentence: "tăng 1,2% và 9,5% so với tháng trước và cùng kỳ"; and the list
    of each rate for which it is open, for there are more or fewer of them. A change that is given
    twice compares with one period."""
    found = _of_changes_given_twice(all_around)
    left_open: dict[int, tuple[Comparison, ...]] = {}
    for group in _side_by_side(all_around):
        listed = _list_of_comparisons(group[-1].follows)
        if len(listed) < 2:
            listed = _list_of_comparisons(group[0].sentence)
        if len(listed) == len(group) > 1:
            found |= {one.number.index: each for one, each in zip(group, listed, strict=True)}
        elif len(listed) > 1:
            left_open |= {one.number.index: tuple(listed) for one in group}
    return found, left_open


def _side_by_side(all_around: Sequence[Surroundings]) -> list[list[Surroundings]]:
    """The rates of a text, those with no words of their own between them together."""
    groups: list[list[Surroundings]] = []
    last: int | None = None
    for around in all_around:
        beside = around.previous is not None and around.previous.index == last
        last = around.number.index if around.is_ratio else None
        if not around.is_ratio:
            continue
        if beside and _SIDE_BY_SIDE.fullmatch(around.own):
            groups[-1].append(around)
        else:
            groups.append([around])
    return groups


_AND_WITH = re.compile(r"(?i)\s*(?:(?:,\s*)?(?P<and>và|and)|,)\s+(?:so\s+)?(?:với\s+)?")


def _list_of_comparisons(text: str) -> list[Comparison]:
    """The periods side by side that a text begins with, "and" before the last: "so với tháng trước
    và cùng kỳ"."""
    first = next(iter(comparisons(text)), None)
    if first is None or first.kind == "plan" or text[: first.start].strip():
        return []
    found, rest = [first], text[first.end :]
    joined: str | None = None
    while link := _AND_WITH.match(rest):
        after = f"so với {rest[link.end() :]}"
        other = next(iter(comparisons(after)), None)
        ended = joined is not None and link["and"] is None
        if ended or other is None or other.start or other.kind in ("plan", "other"):
            break
        found.append(other)
        rest, joined = after[other.end :], link["and"]
    return found if joined and re.match(r"\s*(?:[,;.:)]|$)", rest) else found[:1]


# "Tăng 8.410 tỷ đồng, tương ứng tăng 9,6%", "giảm 41 tỷ đồng (giảm 6,3%)": one change.
_GIVEN_AGAIN = re.compile(
    r"(?i)\s*[(,]\s*(?:(?:tức(?:\s+là)?|hay|tương đương|tương ứng|bằng|or|equivalent to|an?)\s+)*"
    r"(?:với\s+|mức\s+)*(?P<moves>tăng|giảm|up|down|increase of|decrease of)?"
    r"(?:\s+(?:thêm|khoảng|gần|hơn|trên|about|nearly))*\s*"
)
_MOVED = re.compile(
    r"(?i)(?<!\w)(?P<moves>tăng|giảm|up|down|rose|grew|increased|fell|decreased)"
    r"(?:\s+(?:by|thêm|khoảng|gần|hơn|trên|about|nearly))*\s*$"
)


def _of_changes_given_twice(all_around: Sequence[Surroundings]) -> dict[int, Comparison]:
    """What a change compares with that is given twice, as an amount and as a rate: the words stand
    behind the second of the two, or behind its bracket."""
    found: dict[int, Comparison] = {}
    for one, other in pairwise(all_around):
        beside = other.previous is not None and other.previous.index == one.number.index
        again = _GIVEN_AGAIN.fullmatch(other.own)
        moved = _MOVED.search(one.own)
        if not beside or again is None or moved is None or one.is_ratio == other.is_ratio:
            continue
        # "… so với tháng trước, tăng": the words behind the number before are of that number.
        opening = [each for each in comparisons(one.own) if each.start > 1]
        if again["moves"] not in (None, moved["moves"]) or comparisons(one.beside) or opening:
            continue
        closed = re.match(r"\s*\)\s*", other.follows)
        behind = other.follows[closed.end() :] if closed else other.beside
        shared = next(iter(comparisons(behind)), None) or _behind_comma(other.follows)
        near = shared is not None and words_between(behind[: shared.start]) <= MOST_WORDS_BETWEEN
        if shared is not None and near and shared.kind != "plan":
            found |= {one.number.index: shared, other.number.index: shared}
    return found


def paired_comparisons(
    all_around: Sequence[Surroundings],
) -> dict[int, tuple[Comparison, Comparison]]:
    """What two rates side by side compare with, where an earlier pair of the paragraph says it.

    "tăng 3,2% so với tháng trước và tăng 18,9% so với cùng kỳ": in the pairs that follow, such as
    "giảm 1,6% và giảm 12,3%", the first rate has the first comparison, the second the other. The
    index of a number maps to its own comparison and that of its partner.
    """
    found: dict[int, tuple[Comparison, Comparison]] = {}
    pattern: tuple[Comparison, Comparison] | None = None
    paragraph = 0
    for one, other in pairwise(all_around):
        if one.number.paragraph != paragraph:
            pattern, paragraph = None, one.number.paragraph
        if other.previous is None or other.previous.index != one.number.index:
            continue
        if not (one.is_ratio and other.is_ratio):
            continue
        explicit = compared_with(one), compared_with(other)
        if explicit[0] is not None and explicit[1] is not None:
            if explicit[0].kind != explicit[1].kind and "other" not in (
                explicit[0].kind,
                explicit[1].kind,
            ):
                pattern = (explicit[0], explicit[1])
            continue
        side_by_side = _SIDE_BY_SIDE.fullmatch(other.own) and other.own.strip()
        if pattern and side_by_side and explicit == (None, None) and one.number.index not in found:
            found[one.number.index] = pattern
            found[other.number.index] = pattern[::-1]
    return found
