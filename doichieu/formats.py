"""Numbers as the console and the pages show them."""

import math


def decimals_for(lower: float, upper: float) -> int:
    """Decimal places at which an interval still shows two or three digits of its own width."""
    width = upper - lower
    if width <= 0 or not math.isfinite(width):
        return 2
    return max(0, min(9, 3 - math.ceil(math.log10(width))))


def outward(value: float, decimals: int, up: bool) -> float:
    """A bound rounded away from the inside: the interval shown holds the true one."""
    scaled = value * 10**decimals
    nearest = round(scaled)
    # A bound that is a short decimal stays what it is, whatever binary made of it.
    if math.isclose(scaled, nearest, rel_tol=1e-12, abs_tol=1e-9):
        return nearest / 10**decimals
    return (math.ceil(scaled) if up else math.floor(scaled)) / 10**decimals


def plain(value: float, decimals: int) -> str:
    """Thousands set apart by commas, no trailing zeros after the point."""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: float | None) -> str:
    """A single number in full, or a dash where there is none."""
    return "–" if value is None else plain(value, 9)


def signed(value: float | None) -> str:
    """A difference with its sign, or a dash where there is none."""
    return "–" if value is None else f"{'+' if value > 0 else ''}{plain(value, 9)}"


def interval(lower: float | None, upper: float | None) -> str:
    """An interval in words: outward-rounded ends, `at most` and `at least` where one is missing."""
    if lower is None and upper is None:
        return "anything"
    if lower is None or upper is None:
        bound = upper if lower is None else lower
        assert bound is not None
        side = "at most" if lower is None else "at least"
        return f"{side} {plain(outward(bound, 3, lower is None), 3)}"
    decimals = decimals_for(lower, upper)
    ends = (outward(lower, decimals, False), outward(upper, decimals, True))
    # Both ends show the same places, no more than either needs.
    needed = max(len(plain(end, decimals).partition(".")[2]) for end in ends)
    return " – ".join(f"{end:,.{needed}f}" for end in ends)
