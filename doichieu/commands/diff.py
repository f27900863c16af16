"""`orchestrate.py diff`: what changed from one release to another, on the screen and as a page."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from doichieu.base.exit_status import PUBLISHED
from doichieu.base.typed import nearby
from doichieu.diff.compare import CATEGORIES, Comparison, compare
from doichieu.diff.compare import Section as Changed
from doichieu.diff.contradictions import Contradictions
from doichieu.diff.page import write_page
from doichieu.diff.wording import (
    build_changes,
    contradiction_line,
    contradictions_line,
    line,
    technical_line,
)
from doichieu.release.releases import Releases, changes_page
from doichieu.report.console import make_console
from doichieu.report.findings import ALL
from doichieu.report.screen import Item, Section, print_screen
from doichieu.report.sections import section
from doichieu.report.wording import count

# The most reports, and the most changes of each, on the page.
PAGE_REPORTS, PAGE_CHANGES = 100, 200
SEVERE = "the most severe first"


def show_diff(options: argparse.Namespace) -> int:
    """Print what changed; returns 0 whether or not anything did."""
    releases = Releases(options.releases)
    earlier, later = chosen(releases, options.named)
    comparison = compare(earlier, later, PAGE_REPORTS, PAGE_CHANGES)
    changes = build_changes(earlier, later)
    page = options.html
    if page is None and later.parent == releases.folder and comparison.count:
        page = changes_page(later)
    if page is not None:
        write_page(page, comparison, changes)
    if options.full:
        comparison = compare(earlier, later, ALL, ALL)
    sections = comparison_sections(comparison, changes, options.again)
    if page is not None:
        sections.append(Section(fixed=[escape(f"As a page: {nearby(page)}")]))
    print_screen(make_console(), sections, full=options.full)
    return PUBLISHED


def chosen(releases: Releases, named: list[str]) -> tuple[Path, Path]:
    """The two releases to compare, the earlier first."""
    later = releases.named(named[1]) if len(named) == 2 else releases.in_force()
    earlier = releases.named(named[0]) if named else releases.before(later)
    return earlier, later


def comparison_sections(
    comparison: Comparison, changes: Sequence[str], again: str
) -> list[Section]:
    """The contradictions that are new or gone, the counts, the most severe changes of each report,
    and how the builds differ."""
    title = f"[bold]{escape(comparison.earlier.name)} → {escape(comparison.later.name)}[/]"
    counts = [
        f"  {number:>7,}  {CATEGORIES[category]}" for category, number in comparison.counts.items()
    ]
    if not comparison.count:
        counts = ["Nothing changed: figures, verdicts and derived numbers are the same."]
    if comparison.technical:
        counts.append(technical_line(comparison.technical))
    reports = [one for one in comparison.sections if one.report_id is not None]
    others = [one for one in comparison.sections if one.report_id is None]
    return [
        Section(fixed=[title, contradictions_line(comparison.contradictions)]),
        *contradiction_sections(comparison.contradictions, again),
        Section(fixed=counts),
        section("Reports", list(map(changes_item, reports)), comparison.reports, again, SEVERE),
        *(Section(items=[changes_item(one)], count=1) for one in others),
        section(
            "Options and versions",
            [Item((f"  {escape(change)}",)) for change in changes],
            len(changes),
            again,
        ),
    ]


def contradiction_sections(contradictions: Contradictions, again: str) -> list[Section]:
    """The gravest contradictions that are new, then those that are gone."""
    return [
        section(
            f"Contradictions that are {state}",
            [
                Item((f"  {escape(contradiction_line(row))}",))
                for row in contradictions.changes
                if row["state"] == state
            ],
            contradictions.counts[state],
            again,
            SEVERE,
        )
        for state in ("new", "gone")
    ]


def changes_item(found: Changed) -> Item:
    """The most severe changes of one report or of the reference tables."""
    title = found.report_id or "Reference tables"
    lines = [f"[bold]{escape(title)}[/]: {count(found.count, 'change')}"]
    lines += [f"  {escape(line(change))}" for change in found.changes]
    return Item(tuple(lines), noun="change", omitted=found.count - len(found.changes))
