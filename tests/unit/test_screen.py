"""A screen is a screen: sixty lines, the gravest first, whatever there is to show."""

import random
import re
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.faults import Fault
from doichieu.report.console import fault_item
from doichieu.report.findings import Extremes
from doichieu.report.screen import (
    BRIEF_LINES,
    CUT,
    LINES,
    Item,
    Section,
    cut,
    folded,
    height,
    on_screen,
    print_screen,
)
from doichieu.report.sections import audit_section
from doichieu.report.tables import growth_table

WIDTHS = [40, 80, 120, 200]


def plain(sections: list[Section], width: int, lines: int = LINES) -> list[str]:
    """The lines of a screen, which must not need more than there are."""
    shown = on_screen(sections, width, lines)
    assert height(shown, width) <= lines
    return [line.plain for line in shown]


def items(name: str, number: int, lines: int = 1) -> list[Item]:
    """Numbered items with so many lines."""
    return [
        Item(tuple(f"  {name} {nth}" if not line else f"    line {line}" for line in range(lines)))
        for nth in range(1, number + 1)
    ]


# ----- the rule ----------------------------------------------------------------------------


def test_what_fits_is_shown_whole_without_counts() -> None:
    sections = [Section("One", items("one", 3, 9), 3, "list one"), Section(fixed=["The end"])]
    shown = plain(sections, 80)
    assert len(shown) == 1 + 3 * 9 + 1
    assert shown[0] == "One" and shown[-1] == "The end" and shown.count("    line 8") == 3
    assert plain(sections, 80, 29) == shown
    assert plain(sections, 80, 28) != shown


def test_what_does_not_fit_is_counted_with_its_command_and_the_gravest_are_first() -> None:
    sections = [
        Section("Grave", items("grave", 60, 6), 1000, "list grave", "the gravest first"),
        Section("Light", items("light", 60), 60, "list light"),
        Section(fixed=["The end"]),
    ]
    shown = plain(sections, 80, 20)
    brief = [f"    line {n}" for n in range(1, BRIEF_LINES)] + ["    … 2 more lines."]
    assert shown == [
        "Grave: 2 of 1,000, the gravest first; all: list grave",
        *("  grave 1", *brief, "  grave 2", *brief),
        "Light: 7 of 60; all: list light",
        *(f"  light {n}" for n in range(1, 8)),
        "The end",
    ]


def test_a_section_of_more_weight_has_more_lines() -> None:
    grave = Section("Grave", items("grave", 60), 60, "list grave", weight=4)
    shown = plain([grave, Section("Light", items("light", 60), 60, "list light")], 80, 12)
    assert shown[0] == "Grave: 8 of 60; all: list grave"
    assert shown[9] == "Light: 2 of 60; all: list light"


def test_lines_that_are_left_go_to_the_gravest_item() -> None:
    sections = [Section("Grave", items("grave", 1, 40), 1, "list"), Section("", items("x", 30), 30)]
    shown = plain(sections, 80, 50)
    assert "  x 30" in shown and "  grave 1" in shown and len(shown) == 50
    (rest,) = [line for line in shown if "more lines" in line]
    assert shown[shown.index(rest) - 1] == "    line 17" and rest == "    … 22 more lines."


def test_details_have_the_lines_that_the_others_leave() -> None:
    detail = Section("Detail", items("detail", 3), 3, "list detail", is_detail=True)
    others = Section("Others", items("other", 60), 60, "list others")
    assert "  detail 3" in plain([detail], 80)
    shown = plain([detail, others], 80)
    assert shown[0] == "Others: 59 of 60; all: list others"
    few = Section("Few", items("few", 6, 2), 6, "list few")
    assert plain([detail, few], 80, 16)[:3] == [
        "Detail: 2 of 3; all: list detail",
        *("  detail 1", "  detail 2"),
    ]


def test_the_last_lines_of_an_item_and_its_row_stay() -> None:
    item = Item(
        ("head", *(f"  line {n}" for n in range(90))), ("  edit 1", "  edit 2"), row="a,b,c"
    )
    shown = plain([Section("One", [item], 1)], 80, 10)
    assert shown[:2] == ["One", "head"] and shown[-2:] == ["  edit 1", "a,b,c"]
    assert shown[-3] == "  … 85 more lines."


def test_every_line_where_all_is_asked_for() -> None:
    console = Console(file=StringIO(), width=80)
    sections = [Section("Many", items("one", 500, 3), 500, "list")]
    print_screen(console, sections, full=True)
    assert isinstance(console.file, StringIO)
    assert len(console.file.getvalue().splitlines()) == 1501


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("seed", range(10))
def test_no_screen_is_longer_whatever_the_sections_are(seed: int, width: int) -> None:
    drawn = random.Random(seed)

    def words() -> str:
        kind = drawn.choice(["word", "1.234,5", "6,78 – 9,01", "Ủy ban", "x" * 300, "漢字" * 60])
        return " ".join([kind] * drawn.choice([1, 3, 12, 60]))

    def item(at: int) -> Item:
        lines = tuple(f"  {at}. {words()}" for _ in range(drawn.choice([1, 1, 4, 40])))
        return Item(
            lines, ("    last",) * drawn.choice([0, 2]), place=0, omitted=drawn.choice([0, 9])
        )

    sections = []
    for name in ("first", "second", "third", "fourth"):
        number = drawn.choice([0, 1, 5, 60])
        count = number + drawn.choice([0, 1_000_000])
        found = [item(at) for at in range(number)]
        command = f"python orchestrate.py shell -c 'from {name}'"
        sections.append(Section(name, found, count, command, "the gravest first"))
    sections.append(Section(fixed=["The end"]))
    shown = plain(sections, width)
    assert shown[-1] == "The end"
    for section in sections[:-1]:
        (title,) = [line for line in shown if re.match(rf"{section.title}\b", line)]
        assert (section.listing in title) == (section.count > shown_items(shown, section)), title


def shown_items(shown: list[str], section: Section) -> int:
    """How many items of a section are on a screen; they must be the first."""
    start = next(at for at, line in enumerate(shown) if line.startswith(section.title))
    numbers = []
    for line in shown[start + 1 :]:
        if line[:1] != " ":
            break
        if found := re.match(r"  (\d+)\.( |$)", line):
            numbers.append(int(found[1]))
    assert sorted(set(numbers)) == list(range(len(set(numbers))))
    return len(set(numbers))


# ----- lines -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", range(1, 60))
def test_no_number_is_cut(width: int) -> None:
    text = "  figure 10: Exports, printed 1.234.567,89 million USD; implied 1,234.5 – 1,236.5 (x)"
    whole = {"10", "1.234.567,89", "1,234.5", "1,236.5"}
    (line,) = folded(Text(text), width, 1)
    assert cell_len(line.plain) <= max(width, len(CUT))
    assert {number.rstrip(".,") for number in re.findall(r"\d[\d.,]*", line.plain)} <= whole
    assert ("1,234.5" in line.plain) == ("1,236.5" in line.plain), "an interval is one number"
    pieces = folded(Text(text), max(width, 30))
    assert "".join("".join(piece.plain.split()) for piece in pieces) == "".join(text.split())
    assert all(cell_len(piece.plain) <= max(width, 30) for piece in pieces)


def test_a_number_that_does_not_fit_is_left_out() -> None:
    assert cut("1234567890" * 8, 12) == "…"
    assert cut("Exports 1234567890", 12) == "Exports …"
    assert cut("abcdefghij1234567890", 14) == "abcdefghij …"
    assert cut("nothing to cut", 14) == "nothing to cut"


def test_what_moves_the_cursor_is_a_space() -> None:
    item = Item(("  a\nb\x1b[31mc\u2028d",))
    assert plain([Section("t\r\n", [item], 1)], 80) == ["t ", "  a b [31mc d"]


# ----- hostile contents --------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_a_thousand_refused_rows(width: int) -> None:
    faults = [
        Fault("figures/a.csv", line, "printed", "'x' is no number." * 20, "Write it." * 9, "r" * 99)
        for line in range(2, 1002)
    ]
    shown = plain([Section("Faults", list(map(fault_item, faults)), 1000, "again")], width)
    assert "of 1,000; all: again" in shown[0]
    assert "  figures/a.csv, line 2, column printed" in shown
    assert "r" * 99 in shown, "a row to copy is in one piece"


@pytest.mark.parametrize("width", WIDTHS)
def test_five_hundred_expectations_that_are_not_met(width: int) -> None:
    outcomes = [
        ExpectationOutcome(
            "suite",
            "marts.figures",
            "t",
            f"Rule {nth} holds. " * 9,
            severity,
            "failed",
            nth,
            [],
            "",
            {},
        )
        for nth, severity in enumerate(["info", "critical", "warning", "info", "info"] * 100)
    ]
    shown = plain([audit_section(outcomes, "pages/index.html")], width)
    assert shown[0] == "Audit: 500 expectations asked, 0 passed; all: pages/index.html"
    severities = re.findall(r"^  (\w+): Rule", "\n".join(shown), re.MULTILINE)
    assert len(severities) >= 20 and set(severities) == {"critical"}, "the gravest first"


@pytest.mark.parametrize("width", [20, *WIDTHS])
def test_a_row_of_a_table_is_one_line_with_whole_numbers(width: int) -> None:
    rows = [
        {
            "report_id": f"a-report-with-a-long-id-{nth}",
            "name_en": "Kim ngạch xuất khẩu 2021 " * (9 if nth % 2 else 1),
            "basis": "",
            "unit": "million USD",
            "growth_pct": 100.5 - nth,
            "change_lower": 1234.5,
            "change_upper": 1236.5,
            "points_lower": None,
            "points_upper": None,
        }
        for nth in range(20)
    ]
    section = growth_table(Extremes(rows, 20, 30_000), True, "list")
    shown = plain([section], width, 12)
    assert "of 30,000, the lowest and the highest; all: list" in shown[0]
    table = shown[1:]
    assert all(cell_len(line) <= width for line in table)
    for line in table[1:]:
        # Whole, or the column is left out.
        assert re.search(r"[+-]\d+\.5( |$)", line) or "growth, %" not in table[0]
        assert ("1,234.5 – 1,236.5" in line) == ("change" in table[0])
    if width >= 80:
        assert "+100.5" in table[1] and "+81.5" in table[-1], "from both ends, in order"
