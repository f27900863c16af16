"""What a name of a text stands for."""

from collections.abc import Sequence

from doichieu.documents.name_index import bare_words_of, words_of
from doichieu.documents.prose.antecedents import (
    called_again,
    counted_again,
    counted_before,
    counted_until_now,
)
from doichieu.documents.prose.discourse import GROWTH, Discourse
from doichieu.documents.prose.ellipsis import inherited, part_without_quantity, quantity_of_known
from doichieu.documents.prose.heads import has_head, head_of, is_bare
from doichieu.documents.prose.new_things import create, proper_name
from doichieu.documents.prose.rates import share_of_what
from doichieu.documents.prose.reference_rows import amount_of, fitting, known_thing, own_row, row_of
from doichieu.documents.prose.things import Thing


def resolved(text: Discourse, i: int, calls: Sequence[str], alone: bool = False) -> Thing:
    """The thing that the words call so: a reference row, what was named before, or something new.

    `calls` are what the words may call it, the likeliest first; `alone` is true where the phrase
    of the figure has other names beside.
    """
    dimension = text.dimension(i)
    weigh = words_of if text.counts(i) else bare_words_of
    calls = [call for call in calls if weigh(call)]
    if not calls:
        return inherited(text, i)
    longer = [f"tỷ lệ {call}" for call in calls] if text.is_rate(i) else []
    if text.figures[i].measure in GROWTH:
        longer = [f"tăng trưởng {call}" for call in calls]
    if (counted := counted_before(text, i, calls)) is not None:
        return counted
    if (counted := counted_until_now(text, i)) is not None:
        return counted
    for call in (*calls, *text.phrases[i].earlier, share_of_what(text, i)):
        thing = known_thing(text, i, call)
        if thing is not None:
            return thing
    for call in longer:
        for key in fitting(text, i, text.index.named(call)):
            return row_of(text, own_row(text, i, key), call)
    forms = () if alone else text.phrases[i].forms
    if len(forms) > 1 and is_bare(forms[-1]) and not text.counts(i):
        return quantity_of_known(text, i, forms[-1])
    if (counted := counted_again(text, i)) is not None:
        return counted
    proper = calls[0] if alone else proper_name(text, i, calls)
    if text.counts(i):
        return called_again(text, i, proper) or create(text, i, proper, proper)
    if is_bare(proper) or (text.opens_clause(i) and head_of(proper) == proper):
        return quantity_of_known(text, i, proper)
    if has_head(proper, dimension):
        for key in amount_of(text, i, proper):
            return row_of(text, key, proper)
        return called_again(text, i, proper) or create(text, i, proper, proper)
    return part_without_quantity(text, i, proper)
