"""Cycles among rows that name each other."""

from collections.abc import Iterator, Mapping, Sequence


def cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Find cycles, each as the list of its nodes in order; none only if there are none.

    Not every cycle is listed, but every one is broken once those listed are.
    """
    done: set[str] = set()
    for start in graph:
        # A walk in depth with a stack of its own: a long chain must not end in a recursion
        # error.
        path: list[str] = []
        place: dict[str, int] = {}
        stack = [(start, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                path.pop()
                del place[node]
                done.add(node)
            elif node in place:
                yield path[place[node] :]
            elif node not in done:
                place[node] = len(path)
                path.append(node)
                stack.append((node, True))
                stack.extend((child, False) for child in graph.get(node, ()))
