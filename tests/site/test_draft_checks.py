"""What the page of a draft checks at once, compared with the command and with the oracle."""

import random
import shutil
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from oracle import Oracle
from oracle.printed_numbers import READINGS, interval_of, parse
from support.invented_draft import REPORT, invented_draft, write_invented_draft
from support.random_collections import Collection, Table, as_read, printed_as, write_seeds
from support.window import Window

from doichieu.base.faults import InputRefused
from doichieu.base.paths import SEEDS
from doichieu.base.vocabulary import vocabulary
from doichieu.documents.document import Document
from doichieu.documents.draft import Draft, Drafted, DraftedFigure
from doichieu.documents.known import Known
from doichieu.inputs import read_inputs

RANK = ("consistent", "suspect", "contradiction")
COMPARED = ("repeat", "ratio", "sum", "subset")


def test_intervals_are_those_of_the_warehouse(browser: Window, tmp_path: Path) -> None:
    known = Known.read(SEEDS)
    browser.open_page(write_invented_draft(tmp_path, known) / "index.html")
    rng = random.Random(11)
    cases = []
    for _ in range(400):
        decimals = rng.choice((0, 0, 1, 2, 3))
        value = Fraction(rng.randint(-(10**6), 10**7), 10**decimals) * rng.choice((1, 1, 100))
        form = rng.choice(("vi", "en"))
        measure = rng.choice(tuple(vocabulary().measures))
        qualifier = rng.choice(("", "", *vocabulary().qualifiers))
        printed = printed_as(value, decimals, form, rng)
        if rng.random() < 0.1:
            printed = f"{printed}-{printed_as(value + 5, decimals, form, rng)}"
        cases.append([printed, form, measure, qualifier, rng.random() < 0.2])
    found = browser.run(
        "return arguments[0].map(([printed, form, measure, qualifier, isCount]) => {"
        "  const ends = doichieu.endsOf(printed, doichieu.formats[form]);"
        "  const numbers = ends.map((end) => doichieu.readOne(end, doichieu.formats[form]));"
        "  return [false, true].map((isWide) =>"
        "    doichieu.intervalOf(numbers, measure, qualifier, isWide, isCount));"
        "})",
        cases,
    )
    for (printed, form, measure, qualifier, is_count), intervals in zip(cases, found, strict=True):
        number = parse(printed, form)
        for reading, interval in zip(READINGS, intervals, strict=True):
            expected = interval_of(number, measure, qualifier, reading, is_count)
            assert interval == pytest.approx([float(end) for end in expected], rel=1e-12), printed


# ----- rows that `check` refuses --------------------------------------------------------------

# Each of them replaces cells of a row on the level of a figure, or of one of growth.
LEVELS = (
    {"indicator_id": "no-such-1"},
    {"indicator_id": ""},
    {"measure": "no-such-2"},
    {"unit_id": "no-such-3"},
    {"unit_id": ""},
    {"unit_id": "tonne"},
    {"unit_id": "billion_usd"},
    {"unit_id": "percent"},
    {"printed": ""},
    {"printed": "1.23"},
    {"printed": "1,234.5"},
    {"printed": "12.345.678,9"},
    {"printed": "12 345"},
    {"printed": "7-5"},
    {"printed": "5–7,5"},
    {"printed": "−3,5"},
    {"printed": "+3,5"},
    {"printed": "1234567890123456"},
    {"printed": "0,1234567890"},
    {"printed": "1,234.5", "number_format": "en"},
    {"territory_id": "no-such-4"},
    {"territory_id": "vn"},
    {"period_id": "2023-13"},
    {"period_id": "2023-02-30"},
    {"period_id": "2023-YTD-06-15"},
    {"period_id": "2025..2021"},
    {"period_id": "2021..2025"},
    {"period_id": "T9/2023"},
    {"qualifier": "hơn"},
    {"qualifier": "estimated over"},
    {"basis": "central"},
    {"measure": "plan_level", "basis": "central"},
    {"measure": "plan_level", "basis": "previous_month"},
    {"measure": "increase_by"},
    {"measure": "increase_by", "unit_id": "point"},
    {"measure": "plan_pct"},
    {"measure": "contribution_pts", "unit_id": "point"},
)
RATES = (
    {"measure": "multiple"},
    {"measure": "multiple", "unit_id": "times"},
    {"measure": "share_pct", "basis": "exports"},
    {"measure": "share_pct", "basis": "no-such-5"},
    {"basis": "base_2019"},
    {"basis": "base_2023"},
    {"basis": "base_2030"},
    {"basis": "previous_month"},
    {"basis": "previous_month", "period_id": "2023-09"},
    {"basis": "previous_month", "period_id": "2023-9M"},
    {"basis": "previous_month", "period_id": "2023-09-30"},
    {"basis": "previous_quarter"},
    {"basis": "no-such-6"},
    {"indicator_id": "iip_mining", "measure": "increase_by", "unit_id": "point"},
)
JUDGED = {
    *("indicator_id", "measure", "unit_id", "printed", "territory_id", "period_id"),
    *("qualifier", "basis"),
}


def test_faults_are_those_of_the_command(browser: Window, tmp_path: Path) -> None:
    known = Known.read(SEEDS)
    level = DraftedFigure("1", "12,5", "trade", "level", "million_usd")
    rate = replace(level, measure="increase_pct", unit_id="percent")
    figures = [*(level for _ in LEVELS), *(rate for _ in RATES)]
    drafted = Drafted(tuple(replace(one, place=str(at)) for at, one in enumerate(figures, 1)))
    draft = Draft(Document(tmp_path, "txt"), invented_draft(known).report, drafted)
    folder = write_invented_draft(tmp_path / "drafts", known, draft)
    browser.open_page(folder / "index.html")
    assert browser.run("return doichieu.counts().fault") == 0
    browser.run(
        "doichieu.edit(arguments[0].flatMap((cells, at) => Object.entries(cells).map("
        "  ([column, after]) => ({ row: doichieu.draft.rows[at], column, after }))))",
        [*LEVELS, *RATES],
    )
    found = browser.run(
        "return doichieu.draft.rows.map((row) => doichieu.faultsOf(row).map((one) => one.column))"
    )
    shown = {(line, column) for line, columns in enumerate(found, start=2) for column in columns}
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    with (seeds / "reference" / "reports.csv").open("a", encoding="utf-8") as file:
        file.write((folder / "reports.csv").read_text(encoding="utf-8").partition("\n")[2])
    text = browser.run("return doichieu.tableFiles().get('figures.csv')")
    rows = [line.rsplit(",", 4)[0] for line in text.splitlines()]
    (seeds / "figures" / f"{REPORT}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    expected = {
        (fault.line, fault.column) for fault in refused.value.faults if fault.column in JUDGED
    }
    assert shown == expected
    assert len(expected) > 25


# ----- figures that contradict each other -----------------------------------------------------


def test_no_finding_is_graver_than_that_of_a_run(browser: Window, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in (1, 2, 3):
        tables = Collection(random.Random(seed)).make(reports=3)
        tables = as_read(tables | {"corrections": []})
        known = Known.read(write_seeds(tmp_path / str(seed) / "seeds", tables))
        for report in known.reports.values():
            seen += _compare(browser, tmp_path / str(seed), known, report, tables)
    expected = {f"{kind} {verdict}" for kind in COMPARED for verdict in ("consistent", RANK[-1])}
    assert expected | {"ratio suspect", "repeat suspect"} <= set(seen)
    # Most are the same: only where several figures state a quantity a run knows more.
    assert seen["same"] > 0.9 * (seen["same"] + seen["less"])


def _compare(
    browser: Window, folder: Path, known: Known, report: dict[str, str], tables: dict[str, Table]
) -> Counter[str]:
    """Compare the findings of a page with the checks of the oracle on the same report."""
    name = report["report_id"]
    rows = [row for row in tables["figures"] if row["report_id"] == name]
    fields = DraftedFigure.__dataclass_fields__
    figures = tuple(
        DraftedFigure(**{key: value for key, value in row.items() if key in fields} | {"note": ""})
        for row in rows
    )
    draft = Draft(Document(folder, "txt"), report, Drafted(figures))
    browser.open_page(write_invented_draft(folder / "drafts", known, draft) / "index.html")
    found = browser.run(
        "return doichieu.currentFindings().filter((one) => one.kind !== 'pasted').map((one) =>"
        "  [one.kind, one.quantity, one.verdict,"
        "   one.rows.map((row) => Number(row.cells.figure_no))])"
    )
    own = dict(tables) | {"reports": [report], "figures": rows}
    checks = [check for check in Oracle(own).checks.values() if check.kind in COMPARED]
    seen: Counter[str] = Counter()
    for kind, quantity, verdict, numbers in found:
        names = {(name, number) for number in numbers}
        like = [
            check
            for check in checks
            if check.kind == kind
            and (names == check.figures if kind == "repeat" else names <= check.figures)
            and (kind == "repeat" or check.quantity == quantity)
        ]
        assert like, (kind, quantity, numbers)
        rank = max(RANK.index(check.verdict) for check in like if check.verdict in RANK)
        assert RANK.index(verdict) <= rank, (kind, quantity, numbers)
        seen[f"{kind} {verdict}"] += 1
        seen["same" if RANK.index(verdict) == rank else "less"] += 1
    return seen
