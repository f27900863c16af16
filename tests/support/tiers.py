"""The number of cases of a test: few in the short suite, many under `test --all`."""

import os

LONG = os.environ.get("DOICHIEU_LONG_TESTS") == "1"


def seeds(short: int, long: int) -> range:
    """The seeds of random cases: few in the short suite, many in the long one."""
    return range(long if LONG else short)
