"""The letters of a page of a PDF: where each stands, how large it is, in which font."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Handle = Any  # a handle of pdfium, whose binding has no types

_MOST_NAME = 128
# In points: what is thinner is a line and no area; what is shorter underlines a word.
_THIN, _SHORT = 3.5, 15.0
_INVISIBLE = 3  # the render mode of a text that is recognized in a picture
# Stands for a letter whose font does not say which one it is.
UNMAPPED = "\ufffd"
# A blank that is not in the content: pdfium puts one where letters stand apart, and for every
# no-break space.
NO_BREAK = "\u00a0"
_LINE_ENDS = frozenset("\r\n")
_BLANK = {NO_BREAK: " "}
# What pdfium puts in the place of a hyphen at the end of a line.
_HYPHENS = {"\ufffe": "-", "\x02": "-"}


class Letter(NamedTuple):
    """One letter of a page, with its left, right and base line in points from the lower left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    bold: bool


class Rule(NamedTuple):
    """A horizontal line that is drawn on a page: its ends and its height, in points."""

    left: float
    right: float
    base: float


@dataclass(frozen=True)
class PageLetters:
    """The letters of a page in the order of its content, upright, and what they lack.

    `unmapped` counts those whose font does not say which letter they are; `invisible` those that
    are not drawn: a program recognized them in a picture.
    """

    letters: list[Letter]
    width: float
    height: float
    unmapped: int
    invisible: int


class _Placed(NamedTuple):
    """A letter as the page gives it: its origin and its box."""

    sign: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float


class _Look(NamedTuple):
    """What the letters of one text object have in common; `turned` in degrees, -1 for a slope."""

    size: float
    turned: int
    font: str
    bold: bool
    invisible: bool


def letters_of(page: Any) -> PageLetters:
    """Read the letters of a page; those that do not run along its main direction are left out."""
    text = page.get_textpage()
    try:
        found = list(_letters(text))
    finally:
        text.close()
    blanks = Counter(placed.sign for placed, _ in found if placed.sign in (" ", NO_BREAK))
    if blanks[NO_BREAK] > blanks[" "]:
        # The content has no blanks of its own, so nothing is known of any.
        found = [
            (placed._replace(sign=_BLANK.get(placed.sign, placed.sign)), look)
            for placed, look in found
        ]
    turns = Counter(look.turned for _, look in found)
    turned = turns.most_common(1)[0][0] if turns else 0
    corner, size = _box(page)
    upright = [
        _upright(placed, look, corner, size) for placed, look in found if look.turned == turned
    ]
    width, height = size[::-1] if turned in (90, 270) else size
    return PageLetters(
        upright,
        width,
        height,
        unmapped=sum(letter.text == UNMAPPED for letter in upright),
        invisible=sum(look.invisible for _, look in found),
    )


def _box(page: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    """The lower left corner of a page and its size, before the page is rotated.

    pypdfium2 5.15.2 does not see a box that all pages have in common, and gives that of a letter
    sheet instead; its size is right.
    """
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    left, bottom, right, top = page.get_cropbox()
    is_its_own = abs(right - left - width) < 1 and abs(top - bottom - height) < 1
    return ((left, bottom) if is_its_own else (0.0, 0.0)), (width, height)


def _letters(text: Any) -> Iterator[tuple[_Placed, _Look]]:
    looks: dict[int, _Look] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    look = None
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        sign = chr(code)
        if sign in _LINE_ENDS:
            continue
        drawn = pdfium.FPDFText_GetTextObject(text, i)
        if drawn:
            key = ctypes.addressof(drawn.contents)
            look = looks.get(key)
            if look is None:
                look = looks[key] = _look(text, i, drawn)
        if look is None:
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, i, box)
        if code == 0 or pdfium.FPDFText_HasUnicodeMapError(text, i) == 1:
            sign = UNMAPPED
        if sign == " " and pdfium.FPDFText_IsGenerated(text, i) == 1:
            sign = NO_BREAK
        sign = _HYPHENS.get(sign) or _without_private(sign, look.font)
        yield _Placed(sign, x.value, y.value, box.left, box.bottom, box.right, box.top), look


def _without_private(sign: str, font: str) -> str:
    """A letter of the private area that fonts of before Unicode use: its old code, or a bullet."""
    if not "\ue000" <= sign <= "\uf8ff":
        return sign
    pictures = font.lower().startswith(("symbol", "wingdings", "webdings"))
    return "•" if pictures or not "\uf020" <= sign <= "\uf0ff" else chr(ord(sign) - 0xF000)


def _look(text: Any, i: int, drawn: Handle) -> _Look:
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    pdfium.FPDFText_GetMatrix(text, i, matrix)
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    font = pdfium.FPDFTextObj_GetFont(drawn)
    name = ctypes.create_string_buffer(_MOST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _MOST_NAME)
    # The fonts of a file are subsets, whose names begin with six letters and a plus.
    plain = name.value.decode("utf-8", errors="replace").rpartition("+")[2]
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    return _Look(
        size=abs(size.value) * math.hypot(matrix.c, matrix.d),
        turned=round(degrees / 90) * 90 % 360 if abs(degrees / 90 % 1 - 0.5) > 0.4 else -1,
        font=plain,
        bold="bold" in plain.lower() or pdfium.FPDFFont_GetWeight(font) >= 600,
        invisible=pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE,
    )


def _upright(
    placed: _Placed, look: _Look, corner: tuple[float, float], size: tuple[float, float]
) -> Letter:
    """A letter in a page that is turned until its text runs from left to right."""
    x, y = placed.x - corner[0], placed.y - corner[1]
    left, right = placed.left - corner[0], placed.right - corner[0]
    bottom, top = placed.bottom - corner[1], placed.top - corner[1]
    if look.turned == 90:
        left, right, base = bottom, top, size[0] - x
    elif look.turned == 180:
        left, right, base = size[0] - right, size[0] - left, size[1] - y
    elif look.turned == 270:
        left, right, base = size[1] - top, size[1] - bottom, x
    else:
        base = y
    return Letter(placed.sign, left, right, base, look.size, look.font, look.bold)


def rules_of(page: Any) -> list[Rule]:
    """The horizontal lines that are drawn on an upright page, as the borders of a table are."""
    if page.get_rotation():
        return []
    (left, bottom), _ = _box(page)
    rules = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        start, low, end, high = drawn.get_bounds()
        if high - low < _THIN and end - start > _SHORT:
            rules.append(Rule(start - left, end - left, (low + high) / 2 - bottom))
    return rules
