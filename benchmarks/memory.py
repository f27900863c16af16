"""The peak memory of this process, in MiB.

Linux can reset the peak, which gives one for each step; elsewhere it is the highest so far.
"""

import contextlib
import resource
import sys
from pathlib import Path

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
PEAK_ONLY = "5"  # the value of clear_refs that resets only the peak


def peak() -> float:
    """The peak since it was last reset."""
    if STATUS.exists():
        for line in STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found / (2**20 if sys.platform == "darwin" else 1024)


def reset_peak() -> None:
    """Reset the peak, where the system allows it."""
    with contextlib.suppress(OSError):
        RESET.write_text(PEAK_ONLY, encoding="ascii")
