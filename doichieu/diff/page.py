"""The page of a comparison: one file that needs no other."""

from collections.abc import Sequence
from pathlib import Path

from doichieu.base.faults import NotFound
from doichieu.base.templating import template
from doichieu.diff.compare import CATEGORIES, Comparison
from doichieu.diff.wording import (
    contradiction_line,
    contradictions_line,
    line,
    technical_line,
)

TEMPLATES = Path(__file__).with_name("templates")


def write_page(page: Path, comparison: Comparison, build_changes: Sequence[str]) -> None:
    """Write a comparison as a page; raises NotFound when the file cannot be written."""
    words = {
        "line": line,
        "categories": CATEGORIES,
        "contradiction_line": contradiction_line,
        "contradictions_line": contradictions_line,
        "technical_line": technical_line,
    }
    changes = template(TEMPLATES, "changes.html.j2", **words)
    text = changes.render(comparison=comparison, build_changes=build_changes)
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotFound(
            f"The page cannot be written to {page}: {error.strerror or error}. "
            "Name another file with --html."
        ) from error
