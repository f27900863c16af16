"""`orchestrate.py diff`: what changed from one release to another, on the screen and as a page."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from doichieu.base.exit_status import PUBLISHED
from doichieu.diff.compare import CATEGORIES, Comparison, Section, compare
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
from doichieu.report.console import count, make_console, shown_path

# The most reports, and the most changes of each, on the screen and on the page.
SCREEN_REPORTS, SCREEN_CHANGES = 8, 12
PAGE_REPORTS, PAGE_CHANGES = 100, 200


def show_diff(options: argparse.Namespace) -> int:
    """Print what changed; returns 0 whether or not anything did."""
    releases = Releases(options.releases)
    earlier, later = chosen(releases, options.named)
    comparison = compare(earlier, later, PAGE_REPORTS, PAGE_CHANGES)
    changes = build_changes(earlier, later)
    console = make_console()
    print_comparison(console, comparison, changes)
    page = options.html
    if page is None and later.parent == releases.folder and comparison.count:
        page = changes_page(later)
    if page is not None:
        write_page(page, comparison, changes)
        console.print(escape(f"As a page: {shown_path(page)}"))
    return PUBLISHED


def chosen(releases: Releases, named: list[str]) -> tuple[Path, Path]:
    """The two releases to compare, the earlier first."""
    later = releases.named(named[1]) if len(named) == 2 else releases.in_force()
    earlier = releases.named(named[0]) if named else releases.before(later)
    return earlier, later


def print_comparison(console: Console, comparison: Comparison, changes: Sequence[str]) -> None:
    """Print the contradictions that are new or gone, the counts, and the changes of each report."""
    console.print(f"[bold]{escape(comparison.earlier.name)} → {escape(comparison.later.name)}[/]")
    print_contradictions(console, comparison.contradictions)
    if not comparison.count:
        console.print("Nothing changed: figures, verdicts and derived numbers are the same.")
    for category, number in comparison.counts.items():
        console.print(f"  {number:>7,}  {CATEGORIES[category]}")
    if comparison.technical:
        console.print(technical_line(comparison.technical))
    reports = [section for section in comparison.sections if section.report_id is not None]
    for section in reports[:SCREEN_REPORTS]:
        print_section(console, section, str(section.report_id))
    if comparison.reports > SCREEN_REPORTS:
        console.print(f"… and {count(comparison.reports - SCREEN_REPORTS, 'more report')}.")
    for section in comparison.sections:
        if section.report_id is None:
            print_section(console, section, "Reference tables")
    if changes:
        console.print("[bold]Options and versions[/]")
    for change in changes:
        console.print(f"  {escape(change)}")


def print_contradictions(console: Console, contradictions: Contradictions) -> None:
    """Print how many contradictions are new, gone and in both, and the gravest that changed."""
    console.print(contradictions_line(contradictions))
    for state in ("new", "gone"):
        changes = [row for row in contradictions.changes if row["state"] == state]
        for row in changes[:SCREEN_REPORTS]:
            console.print(f"  {escape(contradiction_line(row))}")
        if contradictions.counts[state] > SCREEN_REPORTS:
            console.print(
                f"  … and {contradictions.counts[state] - SCREEN_REPORTS:,} more {state}."
            )


def print_section(console: Console, section: Section, title: str) -> None:
    """Print the most severe changes of one report, and how many more there are."""
    console.print(f"[bold]{escape(title)}[/]: {count(section.count, 'change')}")
    for change in section.changes[:SCREEN_CHANGES]:
        console.print(f"  {escape(line(change))}")
    if section.count > SCREEN_CHANGES:
        console.print(f"  … and {section.count - SCREEN_CHANGES:,} more.")
