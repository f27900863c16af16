"""Numbers as text for people: how many digits are shown is decided here, for every view.

An interval is rounded outward, so that the interval shown contains the true one. Any other number
is rounded to nearest. `site/app/numbers.js` has the same rule for the browser and
`macros/rounding.sql` for the questions of the shell; `tests/unit/test_rounding.py` compares the
three.
"""

import math
from decimal import Decimal
from typing import Any

# A double keeps any decimal of so many significant digits, and more than a printed figure has.
SIGNIFICANT = 15
# A figure is printed with at most so many decimals.
PRINTED_DECIMALS = 9
MOST_DECIMALS = 15
# A number with more decimals was calculated, and is rounded.
SHORT_DECIMALS = 4
# Of a calculated number at least so many decimals are shown, and at least so many digits.
DECIMALS, DIGITS = 2, 3
# Of an end without another end at least so many decimals.
END_DECIMALS = 3
# Digits of the width of an interval, and of the distance of two intervals.
WIDTH_DIGITS, DISTANCE_DIGITS = 3, 5
FACTOR_DECIMALS = 2
# A factor beyond this is known by its order of magnitude: one digit of it is shown.
LARGE_FACTOR = 1000
# Digits of a number before and after a change, and more where it takes more to distinguish them.
CHANGE_DIGITS = 6

POWERS = [float(f"1e{power}") for power in range(-MOST_DECIMALS, 41)]
# Up to here neighbouring doubles are less than one apart: a number has no more decimals than keep
# it below when it is scaled to a whole one.
WHOLE = [float(f"4e{power}") for power in range(MOST_DECIMALS, -1, -1)]


def magnitude(value: float) -> int:
    """The least power of ten that is not below a number, from 10^-15 on.

    It is found by comparisons, so that every language finds the same.
    """
    return sum(abs(value) > power for power in POWERS) - MOST_DECIMALS


def most_decimals(value: float) -> int:
    """The decimals with which a number is still a whole one in its last place.

    Below zero for a number so large that a double has no digit for its ones: -3 is thousands.
    """
    if abs(value) > WHOLE[0]:
        return SIGNIFICANT - magnitude(value)
    return sum(abs(value) <= whole for whole in WHOLE[1:])


def decimals_of_ends(lower: float | None, upper: float | None, most: int = MOST_DECIMALS) -> int:
    """The decimals that show two or three digits of the width of an interval.

    Without a width, those that show three digits of the end.
    """
    greatest = max((abs(end) for end in (lower, upper) if end is not None), default=0.0)
    if lower is not None and upper is not None and upper > lower:
        decimals = WIDTH_DIGITS - magnitude(upper - lower)
    else:
        decimals = max(END_DECIMALS, DIGITS - magnitude(greatest) if greatest else 0)
    return min(max(0, min(decimals, most)), most_decimals(greatest))


def half_away(value: float) -> float:
    """A whole number: the nearest, of two the one farther from zero."""
    whole = math.floor(abs(value))
    return math.copysign(whole + (abs(value) - whole >= 0.5), value)


def nearest(value: float, decimals: int) -> float:
    """A number rounded to nearest, halves away from zero."""
    scale = POWERS[MOST_DECIMALS + abs(decimals)]
    if decimals < 0:
        return half_away(value / scale) * scale
    return half_away(value * scale) / scale


def outward(value: float, decimals: int, up: bool) -> float:
    """A bound rounded away from the inside."""
    round_away = math.ceil if up else math.floor
    scale = POWERS[MOST_DECIMALS + abs(decimals)]
    if decimals < 0:
        return round_away(value / scale) * scale
    scaled = value * scale
    whole = half_away(scaled)
    # Keep a bound that is a short decimal apart from its binary representation. The error allowed
    # is at most a thousandth of the last place.
    allowed = min(1e-3, max(1e-12, 1e-14 * abs(scaled)))
    is_short = whole / scale == value or abs(scaled - whole) <= allowed
    return (whole if is_short else round_away(scaled)) / scale


def rounded_ends(
    lower: float | None, upper: float | None, most: int = MOST_DECIMALS
) -> tuple[float | None, float | None, int]:
    """Both ends rounded outward, None for an open one, and the decimals that both need."""
    decimals = decimals_of_ends(lower, upper, most)
    below = None if lower is None else outward(lower, decimals, up=False)
    above = None if upper is None else outward(upper, decimals, up=True)
    texts = [plain(end, decimals) for end in (below, above) if end is not None]
    return below, above, max(map(places, texts), default=0)


def places(text: str) -> int:
    """The decimals of a number's text."""
    return len(text.partition(".")[2])


def fixed(value: float, decimals: int) -> str:
    """A number with so many decimals, commas between thousands, and no sign for zero."""
    if abs(value) > WHOLE[0]:
        # The digits that a double has, then zeros.
        return f"{int(Decimal(f'{value:.{SIGNIFICANT - 1}e}')):,}"
    return f"{value:z,.{max(0, decimals)}f}"


def plain(value: float, decimals: int) -> str:
    """A number with at most so many decimals, without trailing zeros."""
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_full(value: float) -> str:
    """Every digit of a printed number, without what is only its binary representation."""
    decimals = SIGNIFICANT - magnitude(value)
    if abs(value) <= WHOLE[0]:
        decimals = min(PRINTED_DECIMALS, max(0, decimals))
    return plain(nearest(value, decimals), decimals)


def rounded(value: float) -> tuple[float, int, bool]:
    """A single number for reading, its decimals, and whether digits are left out."""
    if abs(value) > POWERS[-1]:
        return value, 0, False  # no figure is so large
    text = in_full(value)
    whole = float(text.replace(",", ""))
    if abs(whole - value) <= 1e-9 * abs(value) and places(text) <= SHORT_DECIMALS:
        return whole, places(text), False
    decimals = min(MOST_DECIMALS, max(DECIMALS, DIGITS - magnitude(value)))
    short = nearest(value, decimals)
    if abs(short - value) <= 1e-14 * abs(value):
        return short, places(plain(short, decimals)), False
    return short, decimals, True


def printed(value: float | None) -> str:
    """A printed number with all its digits, or a dash for None."""
    return "–" if value is None else in_full(value)


def number(value: float | None) -> str:
    """A number, or a dash for None; one of many decimals is rounded and marked: ≈ 58.33."""
    if value is None:
        return "–"
    shown, decimals, is_rounded = rounded(value)
    text = fixed(shown, decimals)
    return f"≈ {text if shown else 0}" if is_rounded else text


def signed(value: float | None) -> str:
    """A difference with its sign, or a dash for None."""
    text = number(value)
    if value is None or value <= 0:
        return text
    return f"≈ +{text[2:]}" if text.startswith("≈") else f"+{text}"


def rounded_distance(gap: float) -> tuple[float, int]:
    """The distance between two intervals rounded down, and its decimals."""
    decimals = min(max(0, DISTANCE_DIGITS - magnitude(gap)), most_decimals(gap))
    shown = outward(gap, decimals, up=False)
    return shown, places(plain(shown, decimals))


def distance(gap: float) -> str:
    """The distance between two intervals, rounded down."""
    return plain(*rounded_distance(gap))


def factor_decimals(value: float) -> int:
    """The decimals of a factor such as θ; of one beyond a thousand those that leave one digit."""
    return 1 - magnitude(value) if value > LARGE_FACTOR else FACTOR_DECIMALS


def rounded_factor(value: float) -> float:
    """A factor such as θ rounded up."""
    return outward(value, factor_decimals(value), up=True)


def factor(value: float) -> str:
    """A factor such as θ, rounded up."""
    return plain(rounded_factor(value), factor_decimals(value))


def ends(
    lower: float | None, upper: float | None, most: int = MOST_DECIMALS
) -> tuple[str | None, str | None]:
    """Both ends of an interval as text, rounded outward; None for an open end.

    Both have the same number of decimals: as few as they need, at most `most`.
    """
    below, above, needed = rounded_ends(lower, upper, most)
    return (
        None if below is None else fixed(below, needed),
        None if above is None else fixed(above, needed),
    )


def interval(lower: float | None, upper: float | None) -> str:
    """An interval as text, rounded outward; one number where its ends are the same."""
    below, above = ends(lower, upper)
    if below is None:
        return "anything" if above is None else f"at most {above}"
    if above is None:
        return f"at least {below}"
    return below if below == above else f"{below} – {above}"


def distinguished(before: float, after: float, up: bool | None) -> tuple[str, str]:
    """Two values with as many decimals as it takes to distinguish them, and as are usual.

    Upper ends are rounded up, lower ends (`up` is False) down, other numbers (None) to nearest.
    """
    greatest = max(abs(before), abs(after))
    most = most_decimals(greatest)
    for decimals in range(min(max(0, CHANGE_DIGITS - magnitude(greatest)), most), most + 1):
        shown = [
            nearest(value, decimals) if up is None else outward(value, decimals, up)
            for value in (before, after)
        ]
        texts = (plain(shown[0], decimals), plain(shown[1], decimals))
        if texts[0] != texts[1]:
            return texts
    return repr(before), repr(after)


# Columns of distances of intervals and of factors, in any table.
DISTANCES, FACTORS = ("gap",), ("severity",)


def readable(row: dict[str, Any]) -> dict[str, str]:
    """A row of any table as texts: the two ends of an interval joined, other numbers rounded.

    Null is a dash. An interval stands where its lower end stood, under the name without the end.
    """
    texts = {}
    for name, value in row.items():
        stem = name.removesuffix("_lower").removesuffix("_upper")
        lower, upper = f"{stem}_lower", f"{stem}_upper"
        if stem != name and lower in row and upper in row:
            if name == lower:
                texts[stem] = shown_interval(end(row[lower]), end(row[upper]))
        else:
            texts[name] = readable_value(name, value)
    return texts


def readable_value(name: str, value: Any) -> str:
    """One value of a row as text."""
    if value is None:
        return "–"
    if isinstance(value, float) and math.isfinite(value):
        if name in DISTANCES:
            return distance(value)
        return factor(value) if name in FACTORS else number(value)
    return str(value)


def end(value: float | str | None) -> float | None:
    """An end as a number; None where it is unbounded or unknown."""
    return None if value is None or not math.isfinite(float(value)) else float(value)


def shown_interval(lower: float | None, upper: float | None) -> str:
    """An interval, or a dash where neither end is known."""
    return "–" if lower is None and upper is None else interval(lower, upper)
