"""The words that qualify a number: more than, nearly, about, estimated."""

# The words of a qualifier, before the number.
QUALIFIER_WORDS: dict[str, tuple[str, ...]] = {
    "over": ("hơn", "trên", "vượt", "quá", "over", "more than", "above", "exceeding", "exceeded"),
    "nearly": ("gần", "ngót", "nearly", "almost", "close to"),
    "about": (
        *("khoảng", "xấp xỉ", "chừng", "trên dưới", "about", "around", "approximately"),
        *("roughly", "some"),
    ),
    "estimated": (
        *("ước", "ước tính", "ước đạt", "dự ước", "dự kiến", "estimated", "estimate", "expected"),
        "projected",
    ),
}
# Directly before a number these are almost always qualifiers; "trên" also means "on".
CLEAR_QUALIFIERS = {
    **{"hơn": "over", "gần": "nearly", "khoảng": "about"},
    **{"nearly": "nearly", "almost": "nearly", "about": "about", "approximately": "about"},
}
