"""What is around the article of a page: menus, related links, comments, advertisements."""

import re
from typing import Any

_TAGS = frozenset({"nav", "aside", "footer", "form", "header"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog"})
# Words of a class or an id. Vietnamese sites write theirs without marks, in one word or several.
_NAMES = frozenset(
    (
        *("nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs"),
        *("sidebar", "footer", "ads", "adv", "advert", "advertisement", "quangcao", "banner"),
        *("related", "relate", "lienquan", "comment", "comments", "commentlist", "commentbox"),
        *("binhluan", "share", "sharing", "tags", "tag", "popup", "modal", "cookie", "cookies"),
        *("newsletter", "subscribe", "login", "search", "recommend", "recommended"),
        *("recommendation", "mostread", "docnhieu", "xemnhieu", "tinmoi", "tinkhac"),
        *("tinlienquan", "tincungloai", "docthem", "xemthem", "hotline", "toolbar", "pagination"),
    )
)
_PHRASES = (
    *("tin lien quan", "bai lien quan", "tin khac", "bai khac", "tin moi", "tin cung", "xem them"),
    *("doc them", "doc nhieu", "xem nhieu", "read more", "most read", "most view", "other news"),
    *("see also", "d none", "sr only", "visually hidden", "box news", "list news", "skip link"),
    *("social share", "social icons", "social links", "social media", "social network"),
)
# Words that stand inside of longer ones too: relatedposts, sharedaddy.
_PARTS = ("related", "lienquan", "breadcrumb", "newsletter", "sharedaddy")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_NEVER = frozenset({"body", "main", "article"})


def is_hidden(node: Any) -> bool:
    """Whether an element is not shown."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style") or "") is not None
    )


def is_around(node: Any) -> bool:
    """Whether an element is around the article, by its kind or by a name of its class or id.

    One that has the heading of the page, or the body of the article, is not.
    """
    tag = node.tag
    by_kind = tag in _TAGS and not (tag == "header" and _is_in_article(node))
    if tag in _NEVER or not (by_kind or _named(node.attributes)):
        return False
    return node.css_first("h1, [itemprop=articleBody]") is None


def _is_in_article(node: Any) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in ("article", "main"):
        parent = parent.parent
    return parent is not None


def _named(attributes: dict[str, str | None]) -> bool:
    if (attributes.get("role") or "").lower() in _ROLES:
        return True
    for name in ("class", "id"):
        words = [word.lower() for word in _WORDS.findall(attributes.get(name) or "")]
        if _NAMES.intersection(words) or any(part in word for word in words for part in _PARTS):
            return True
        phrase = f" {' '.join(words)} "
        if any(f" {one} " in phrase for one in _PHRASES):
            return True
    return False
