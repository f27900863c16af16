"""Rounding in whole numbers, of many values at once: no tie is ever decided by a double."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
ROUNDINGS = ("half_up", "half_even", "truncate")


def quotient(numerator: Integers, denominator: Integers, rule: NDArray[np.int8]) -> Integers:
    """numerator / denominator, rounded to a whole number by the rule of each; towards zero cut.

    Denominators are above zero; `rule` counts in ROUNDINGS.
    """
    whole, rest = np.divmod(np.abs(numerator), denominator)
    # The double of a rest might be too large a number; what is left of the denominator is not.
    left = denominator - rest
    is_half = rest == left
    is_up = (rest > left) | (is_half & ((rule == 0) | (whole % 2 == 1)))
    return np.sign(numerator) * (whole + (is_up & (rule != 2)))
