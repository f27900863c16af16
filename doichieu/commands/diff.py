"""`orchestrate.py diff`: what changed from one release to another, on the screen and as a page."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from doichieu.base.faults import NotFound
from doichieu.base.paths import PROJECT
from doichieu.base.templating import template
from doichieu.diff.compare import CATEGORIES, Comparison, Section, compare
from doichieu.diff.wording import line, short
from doichieu.release.releases import Releases, changes_page, read_manifest
from doichieu.report.console import count, make_console, shown_path

# Of a screen and of a page: how many reports, and how many changes of each.
SCREEN_REPORTS, SCREEN_CHANGES = 8, 12
PAGE_REPORTS, PAGE_CHANGES = 100, 200
TEMPLATES = PROJECT / "doichieu" / "diff" / "templates"
# What a manifest says of how a release was made.
MAKING = ("options", "versions")


def show_diff(options: argparse.Namespace) -> int:
    """Tell what changed; returns 0 whether or not anything did."""
    releases = Releases(options.releases)
    earlier, later = chosen(releases, options.named)
    comparison = compare(earlier, later, PAGE_REPORTS, PAGE_CHANGES)
    made = made_otherwise(earlier, later)
    console = make_console()
    tell(console, comparison, made)
    page = options.html
    if page is None and later.parent == releases.folder and comparison.count:
        page = changes_page(later)
    if page is not None:
        write_page(page, comparison, made)
        console.print(escape(f"As a page: {shown_path(page)}"))
    return 0


def chosen(releases: Releases, named: list[str]) -> tuple[Path, Path]:
    """The two releases that are meant, the earlier first."""
    later = releases.named(named[1]) if len(named) == 2 else releases.in_force()
    earlier = releases.named(named[0]) if named else releases.before(later)
    return earlier, later


def made_otherwise(earlier: Path, later: Path) -> list[str]:
    """In what the making of the two differs: options, and versions of the tools."""
    before, after = (read_manifest(release) or {} for release in (earlier, later))
    told = []
    for part in MAKING:
        was, now = before.get(part, {}), after.get(part, {})
        for name in sorted(was.keys() | now.keys()):
            if was.get(name) != now.get(name):
                values = (None if x.get(name) is None else str(x[name]) for x in (was, now))
                told.append(f"{part.removesuffix('s')} {name}: {' → '.join(map(short, values))}")
    return told


def tell(console: Console, comparison: Comparison, made: list[str]) -> None:
    """The comparison on a screen: counts, then the gravest of each report."""
    earlier, later = comparison.earlier.name, comparison.later.name
    console.print(f"[bold]{escape(earlier)} → {escape(later)}[/]")
    if not comparison.count:
        console.print("Nothing changed: figures, verdicts and derived numbers are the same.")
    for category, number in comparison.counts.items():
        console.print(f"  {number:>7,}  {CATEGORIES[category]}")
    reports = [section for section in comparison.sections if section.report_id is not None]
    for section in reports[:SCREEN_REPORTS]:
        print_section(console, section, str(section.report_id))
    if comparison.reports > SCREEN_REPORTS:
        console.print(f"… and {count(comparison.reports - SCREEN_REPORTS, 'more report')}.")
    for section in comparison.sections:
        if section.report_id is None:
            print_section(console, section, "Reference tables")
    if made:
        console.print("[bold]Made otherwise[/]")
    for words in made:
        console.print(f"  {escape(words)}")


def print_section(console: Console, section: Section, title: str) -> None:
    """The changes of one report, the gravest first, and how many more there are."""
    console.print(f"[bold]{escape(title)}[/]: {count(section.count, 'change')}")
    for change in section.changes[:SCREEN_CHANGES]:
        console.print(f"  {escape(line(change))}")
    if section.count > SCREEN_CHANGES:
        console.print(f"  … and {section.count - SCREEN_CHANGES:,} more.")


def write_page(page: Path, comparison: Comparison, made: list[str]) -> None:
    """Write the comparison as a page that stands alone."""
    changes = template(TEMPLATES, "changes.html.j2", line=line, categories=CATEGORIES)
    text = changes.render(comparison=comparison, made=made)
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotFound(
            f"The page cannot be written to {page}: {error.strerror or error}. "
            "Name another file with --html."
        ) from error
