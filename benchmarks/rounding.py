"""Round many values at once in integer arithmetic, so that ties are exact."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
ROUNDINGS = ("half_up", "half_even", "truncate")


def quotient(numerator: Integers, denominator: Integers, rule: NDArray[np.int8]) -> Integers:
    """numerator / denominator, each rounded to a whole number by its rule; the default truncates.

    Denominators are positive; `rule` is an index in ROUNDINGS.
    """
    whole, rest = np.divmod(np.abs(numerator), denominator)
    # Twice the remainder might overflow; the denominator less the remainder cannot.
    left = denominator - rest
    is_half = rest == left
    is_up = (rest > left) | (is_half & ((rule == 0) | (whole % 2 == 1)))
    return np.sign(numerator) * (whole + (is_up & (rule != 2)))
