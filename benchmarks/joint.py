"""Seconds and peak memory of large joint problems, each in turn in this process."""

import random
import time

from support.large_problems import one_sum, rows_of, solutions_of, tree

from benchmarks.memory import peak, reset_peak

SHAPES = {
    "a total of 30 parts": one_sum(30),
    "a total of 300 parts": one_sum(300),
    "a total of 666 parts": one_sum(666),
    "a total of 1,000 parts": one_sum(1000),
    "a tree of 223 indicators": tree(6, 6, 5),
    "a tree of 1,111 indicators": tree(10, 10, 10),
}


def run(seed: int, most: int) -> int:
    """Solve every problem of at most so many figures, and print what it took."""
    for name, groups in SHAPES.items():
        rows = rows_of(random.Random(seed), groups)
        if len(rows[0]) > most:
            continue
        reset_peak()
        before, start = peak(), time.process_time()
        (answers,) = solutions_of(rows)
        seconds, mib = time.process_time() - start, peak()
        print(
            f"{name}: {len(rows[0]):,} figures, {len(answers):,} answers, "
            f"{seconds:.1f} s of processor time, {mib:.0f} MiB ({before:.0f} before)",
            flush=True,
        )
    return 0
