"""The article among the blocks of a page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from doichieu.documents.containers.html_blocks import Block

# A block with so many characters outside of links is a paragraph of an article; those of a
# shorter one count less.
_REAL, _SHORT = 60, 0.2
# The share of the text of all paragraphs that the article has at least.
_MOST = 0.8
# An element with a larger share is not around the article, whatever its name.
_MOST_AROUND = 0.5
# A line of which more is links is a menu or a list of other articles.
_MOST_LINKED = 0.6
# A table may stand beside the article in an element so many levels above it.
_NEAR = 2
_LEAST_TITLE = 15
_MOST_COUNTED = 80
_COUNTED = re.compile(
    r"(?i)[-–|•,]?\s*(?:\d+\s+(?:bình luận|lượt xem|lượt đọc|comments?|views?)\b"
    r"|(?:số )?lượt (?:xem|đọc|truy cập)\s*:?\s*[\d.,]*\d)"
)


def main_blocks(blocks: Sequence[Block], around: Set[int], title: str) -> list[Block]:
    """The blocks of the article: from the page's heading to the end of its text and its tables.

    `title` is that of the page; `around` are elements that by their names are not the article. The
    article is the innermost element that has most of the text in paragraphs; the heading, the date
    and the lead may stand before it. A page without paragraphs is kept whole.
    """
    blocks = _without(around, blocks)
    weights = [_weight(block) for block in blocks]
    if not any(weights):
        return list(_without_counts(blocks))
    inside = _innermost(blocks, weights)
    places = [i for i, block in enumerate(blocks) if inside in block.path]
    first = _heading(blocks, places[0], title)
    last = _last_table(blocks, places[-1], inside)
    return list(_without_counts(blocks[first : last + 1]))


def _without(around: Set[int], blocks: Sequence[Block]) -> list[Block]:
    """The blocks outside of these elements; one with most of the text is not around it."""
    total: dict[int, float] = defaultdict(float)
    for block in blocks:
        for element in around.intersection(block.path):
            total[element] += _weight(block)
    most = _MOST_AROUND * sum(map(_weight, blocks))
    outer = {element for element in around if total[element] <= most}
    return [block for block in blocks if outer.isdisjoint(block.path)]


def _weight(block: Block) -> float:
    if block.table is not None:
        return sum(len(cell.text) for row in block.table for cell in row)
    own = max(0, len(block.text.strip()) - block.linked)
    return own if own >= _REAL else _SHORT * own


def _innermost(blocks: Sequence[Block], weights: Sequence[float]) -> int:
    total: dict[int, float] = defaultdict(float)
    depth: dict[int, int] = {}
    for block, weight in zip(blocks, weights, strict=True):
        for level, element in enumerate(block.path):
            total[element] += weight
            depth[element] = level
    enough = _MOST * sum(weights)
    most = {element for element in total if total[element] >= enough}
    # An article is more than a table: its title stands above it.
    of_text = (block for block in blocks if block.table is None and not _is_links(block))
    with_text = most.intersection(element for block in of_text for element in block.path)
    return max(with_text or most, key=lambda e: (depth[e], total[e]))


def _heading(blocks: Sequence[Block], first: int, title: str) -> int:
    """The last heading of the page before the article, or the article's first block.

    A heading is one by its element, or it has the words of the page's title.
    """
    named = _plain(title)
    for i in reversed(range(first)):
        text = _plain(blocks[i].text)
        if blocks[i].tag == "h1" or (len(text) >= _LEAST_TITLE and text in named):
            return i
    return first


def _last_table(blocks: Sequence[Block], last: int, inside: int) -> int:
    """The last table of figures that stands close behind the article, or the article's end."""
    path = blocks[last].path
    near = path[: path.index(inside)][-_NEAR:]
    tables = [
        i
        for i, block in enumerate(blocks)
        if i > last and block.table is not None and not set(near).isdisjoint(block.path)
    ]
    return tables[-1] if tables else last


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _is_links(block: Block) -> bool:
    return block.table is None and block.linked > _MOST_LINKED * len(block.text.strip())


def _without_counts(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without lists of links, and without the numbers of readers and comments."""
    for block in blocks:
        if _is_links(block):
            continue
        short = block.table is None and len(block.text) < _MOST_COUNTED
        yield replace(block, text=_COUNTED.sub("", block.text)) if short else block
