"""Đối chiếu: a warehouse for published figures, checked within their rounding.

>>> import doichieu
>>> release = doichieu.open("releases/current")
>>> release.why("lang-son-2021-h1", "exports")
>>> doichieu.check(frame)

docs/python.md describes what can be called. Nothing is imported before its first use: the command
line needs none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doichieu.python import Checked, InputRefused, NotFound, Release, Why, check
    from doichieu.python import open_release as open

__version__ = "0.1.0"

__all__ = ["Checked", "InputRefused", "NotFound", "Release", "Why", "check", "open"]

if not TYPE_CHECKING:  # a mistyped name is found by a type checker

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from doichieu import python

        return getattr(python, "open_release" if name == "open" else name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
