"""Numbers as text, for the console and the pages."""

import math


def decimals_for(lower: float, upper: float) -> int:
    """Decimal places that show two or three digits of the width of an interval."""
    width = upper - lower
    if width <= 0 or not math.isfinite(width):
        return 2
    return max(0, min(9, 3 - math.ceil(math.log10(width))))


def outward(value: float, decimals: int, up: bool) -> float:
    """A bound rounded away from the inside, so that the interval shown contains the true one."""
    scaled = value * 10**decimals
    nearest = round(scaled)
    # Keep a bound that is a short decimal apart from its binary representation. The error allowed
    # is at most a thousandth of the last place.
    if abs(scaled - nearest) <= min(1e-3, max(1e-9, 1e-12 * abs(scaled))):
        return nearest / 10**decimals
    return (math.ceil(scaled) if up else math.floor(scaled)) / 10**decimals


def plain(value: float, decimals: int) -> str:
    """A number with commas between thousands and no trailing zeros after the point."""
    text = f"{value:z,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: float | None) -> str:
    """A number in full, or a dash for None."""
    return "–" if value is None else plain(value, 9)


def single(value: float) -> str:
    """A number; one with many decimals (58.333…) is rounded and marked: ≈ 58.33."""
    text = plain(value, 9)
    if len(text.partition(".")[2]) <= 4 or abs(value) < 0.01:
        return text
    return f"≈ {value:,.2f}"


def signed(value: float | None) -> str:
    """A difference with its sign, or a dash for None."""
    return "–" if value is None else f"{'+' if value > 0 else ''}{plain(value, 9)}"


def distance(gap: float) -> str:
    """The distance between two intervals, rounded down."""
    decimals = min(9, decimals_for(0, gap) + 2)
    return plain(outward(gap, decimals, False), decimals)


def factor(value: float) -> str:
    """A factor such as θ, rounded up."""
    return plain(outward(value, 2, True), 2)


def ends(
    lower: float | None, upper: float | None, most_decimals: int = 9
) -> tuple[str | None, str | None]:
    """Both ends of an interval as text, rounded outward; None for an open end.

    Both have the same number of decimals: as few as they need, at most `most_decimals`.
    """
    if lower is None or upper is None:
        decimals = min(3, most_decimals)
    else:
        decimals = min(decimals_for(lower, upper), most_decimals)
    rounded = [
        None if bound is None else outward(bound, decimals, up)
        for bound, up in ((lower, False), (upper, True))
    ]
    needed = max(
        (len(plain(end, decimals).partition(".")[2]) for end in rounded if end is not None),
        default=0,
    )
    below, above = (None if end is None else f"{end:z,.{needed}f}" for end in rounded)
    return below, above


def interval(lower: float | None, upper: float | None) -> str:
    """An interval as text, rounded outward; `at most` or `at least` when one end is open."""
    below, above = ends(lower, upper)
    if below is None:
        return "anything" if above is None else f"at most {above}"
    return f"at least {below}" if above is None else f"{below} – {above}"
