"""How cost grows with size."""

import math


def exponent(sizes: tuple[int, int], seconds: tuple[float, float]) -> float:
    """The power of the size that seconds grow by, between two sizes: 1 is in proportion."""
    small, large = sizes
    before, after = seconds
    return round(math.log(after / before) / math.log(large / small), 2)
