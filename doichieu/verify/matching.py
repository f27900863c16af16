"""Match every figure to a different number, in reading order where possible."""

from collections.abc import Hashable, Sequence


def assign(candidates: Sequence[Sequence[int]], groups: Sequence[Hashable]) -> dict[int, int]:
    """Match figures to numbers, one to one, as many as possible; figure index to number index.

    Figures come in the order of figure_no and numbers in reading order; `candidates` holds
    the numbers that each figure may claim. Of the largest matchings, one that keeps all figures
    in reading order is preferred; otherwise one that keeps the figures of each group (of one
    paragraph) in order. Where there are too few numbers, the earlier figure gets one.
    """
    in_order = _in_order(range(len(candidates)), candidates, set())
    if len(in_order) == len(candidates):
        return in_order
    members: dict[Hashable, list[int]] = {}
    for figure, group in enumerate(groups):
        members.setdefault(group, []).append(figure)
    matched: dict[int, int] = dict(in_order) if len(members) == 1 else {}
    for figures in members.values() if len(members) > 1 else ():
        matched |= _in_order(figures, candidates, set(matched.values()))
    owner = {number: figure for figure, number in matched.items()}
    for figure in range(len(candidates)):
        if figure not in matched:
            _augment(figure, candidates, owner)
    matched = {figure: number for number, figure in owner.items()}
    # Making room may have reordered a group that could have stayed in order.
    for group, figures in members.items():
        mine = [matched[f] for f in figures if f in matched]
        if mine == sorted(mine):
            continue
        others = {f: n for f, n in matched.items() if groups[f] != group}
        ordered = _in_order(figures, candidates, set(others.values()))
        if len(others) + len(ordered) == len(matched):
            matched = others | ordered
    return matched


def _in_order(
    figures: Sequence[int], candidates: Sequence[Sequence[int]], taken: set[int]
) -> dict[int, int]:
    """The largest matching whose numbers rise with the figures: a longest common subsequence."""
    free = sorted({n for figure in figures for n in candidates[figure]} - taken)
    allowed = [set(candidates[figure]) for figure in figures]
    # best[i][j]: how many of the figures from i on can be matched to numbers from j on.
    best = [[0] * (len(free) + 1) for _ in range(len(figures) + 1)]
    for i in reversed(range(len(figures))):
        for j in reversed(range(len(free))):
            with_both = best[i + 1][j + 1] + 1 if free[j] in allowed[i] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], with_both)
    matched: dict[int, int] = {}
    i = j = 0
    while i < len(figures) and j < len(free):
        if free[j] in allowed[i] and best[i][j] == best[i + 1][j + 1] + 1:
            matched[figures[i]] = free[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return matched


def _augment(start: int, candidates: Sequence[Sequence[int]], owner: dict[int, int]) -> bool:
    """Find a number for the figure; if needed, move other figures to other numbers of theirs.

    A stack instead of recursion: the chain of moves may be as long as there are figures.
    """
    tried: set[int] = set()
    # The figures of the chain, each with the numbers that it has not tried yet.
    chain = [(start, iter(candidates[start]))]
    takes: list[int] = []
    while chain:
        number = next((n for n in chain[-1][1] if n not in tried), None)
        if number is None:
            chain.pop()
            if takes:
                takes.pop()
            continue
        tried.add(number)
        takes.append(number)
        if number not in owner:
            for (figure, _), taken in zip(chain, takes, strict=True):
                owner[taken] = figure
            return True
        chain.append((owner[number], iter(candidates[owner[number]])))
    return False


def longest_rising(places: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence of the places: those that need not move."""
    length = [1] * len(places)
    previous = [-1] * len(places)
    for i, place in enumerate(places):
        for j in range(i):
            if places[j] < place and length[j] + 1 > length[i]:
                length[i], previous[i] = length[j] + 1, j
    kept: set[int] = set()
    i = max(range(len(places)), key=length.__getitem__, default=-1)
    while i >= 0:
        kept.add(i)
        i = previous[i]
    return kept
