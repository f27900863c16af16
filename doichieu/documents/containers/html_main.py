"""The article among the blocks of a page."""

from collections import Counter

from doichieu.documents.containers.html_blocks import Block

# A block with so many characters outside of links is a paragraph of an article.
_REAL = 60
# The share of the text of all paragraphs that the article has at least.
_MOST = 0.8
# A line of which more is links is a menu or a list of other articles.
_MOST_LINKED = 0.6


def main_blocks(blocks: list[Block]) -> list[Block]:
    """The blocks of the article: from the page's heading to the end of its text.

    The article is the innermost element that has most of the text in paragraphs; the heading, the
    date and the lead may stand before it. A page without paragraphs is kept whole.
    """
    weights = [_weight(block) for block in blocks]
    if not any(weights):
        return [block for block in blocks if not _is_links(block)]
    inside = _innermost(blocks, weights)
    places = [i for i, block in enumerate(blocks) if inside in block.path]
    first = _heading(blocks, places[0])
    return [block for block in blocks[first : places[-1] + 1] if not _is_links(block)]


def _weight(block: Block) -> int:
    if block.table is not None:
        return sum(len(cell.text) for row in block.table for cell in row)
    own = len(block.text) - block.linked
    return own if own >= _REAL else 0


def _innermost(blocks: list[Block], weights: list[int]) -> int:
    total: Counter[int] = Counter()
    depth: dict[int, int] = {}
    for block, weight in zip(blocks, weights, strict=True):
        for level, element in enumerate(block.path):
            total[element] += weight
            depth[element] = level
    enough = _MOST * sum(weights)
    return max((e for e in total if total[e] >= enough), key=lambda e: (depth[e], total[e]))


def _heading(blocks: list[Block], first: int) -> int:
    """The last heading of the page before the article, or the article's first block."""
    found = [i for i in range(first) if blocks[i].tag == "h1"]
    return found[-1] if found else first


def _is_links(block: Block) -> bool:
    return block.table is None and block.linked > _MOST_LINKED * len(block.text.strip())
