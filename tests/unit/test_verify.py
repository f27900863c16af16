"""A transcription compared with its text: figures that must be found, and errors that must fail.

The sentences are invented. Only the last section reads the real report's text, which is not
shipped: it skips unless the variable DOICHIEU_REPORT_TEXT names the file.
"""

import hashlib
import itertools
import os
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.seeds_folder import small_seeds

from doichieu import wording
from doichieu.base.faults import InputRefused
from doichieu.base.paths import SEEDS
from doichieu.cli import main
from doichieu.documents.containers import open_document
from doichieu.documents.document import Cell, Sheet
from doichieu.inputs import read_inputs
from doichieu.verify.matching import assign, longest_rising
from doichieu.verify.outcome import Verification
from doichieu.verify.text_file import text_note
from doichieu.verify.verification import verify
from doichieu.wording.set_apart import RULES
from doichieu.wording.text import paragraphs

REPORT = "lang-son-2021-h1"
REAL_TEXT = "DOICHIEU_REPORT_TEXT"
SHIPPED = read_inputs(SEEDS).tables
UNITS = {row["unit_id"]: row["name_vi"] for row in SHIPPED["units"]}
DIGITS = "0123456789"
Row = dict[str, str]


def row(
    figure_no: int,
    printed: str,
    unit_id: str = "percent",
    measure: str = "level",
    place: int | str = 1,
    qualifier: str = "",
) -> Row:
    """One row of a figures file."""
    return {
        "report_id": "invented",
        "figure_no": str(figure_no),
        "indicator_id": "anything",
        "territory_id": "",
        "period_id": "",
        "measure": measure,
        "printed": printed,
        "unit_id": unit_id,
        "qualifier": qualifier,
        "basis": "",
        "place": str(place),
        "note": "",
    }


def compared(text: str, *rows: Row, number_format: str = "vi") -> Verification:
    """The rows compared with the text, in the shipped units."""
    report = {"number_format": number_format, "period_id": ""}
    return verify(rows, text, report=report, units=SHIPPED["units"])


def why(outcome: Verification) -> str:
    """Why the one missing figure is missing."""
    (missing,) = outcome.missing
    return missing.why


def set_apart(text: str) -> dict[str, str]:
    """Rule by number, for every number of the text that a rule sets apart."""
    return {item.number.printed: item.rule for item in compared(text).set_apart}


def unclaimed(text: str) -> list[str]:
    """The numbers that neither a figure nor a rule claims."""
    return [item.number.printed for item in compared(text).unclaimed]


# --- Paragraphs --------------------------------------------------------------------------


def test_paragraph_n_is_the_nth_line_that_is_not_empty() -> None:
    assert paragraphs("\ufeffMột\r\n\n \u00a0\n  Hai \rBa") == ["Một", "Hai", "Ba"]


def test_offsets_point_at_the_number_in_its_paragraph() -> None:
    text = "Mở đầu.\n\n  Chè đạt 690 tấn."
    (found,) = compared(text, row(1, "690", "tonne", place=2)).found
    assert (found.number.paragraph, found.number.printed) == (2, "690")
    assert paragraphs(text)[1][found.number.start :].startswith("690 tấn")


def test_letters_typed_in_parts_match_composed_ones() -> None:
    text = unicodedata.normalize("NFD", "Sản lượng 690 tấn chè, năm 2021.")
    assert compared(text, row(1, "690", "tonne")).clean
    name = unicodedata.normalize("NFD", "tấn")
    units = [dict(row, name_vi=name) for row in SHIPPED["units"] if row["unit_id"] == "tonne"]
    report = {"number_format": "vi", "period_id": ""}
    assert verify([row(1, "690", "tonne")], "Thu 690 tấn.", report=report, units=units).clean


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "  ", "\u200b "])
def test_any_space_stands_before_a_unit(space: str) -> None:
    assert compared(f"Thu 690{space}triệu{space}USD.", row(1, "690", "million_usd")).clean


# --- A figure is a whole number with its unit --------------------------------------------


@pytest.mark.parametrize(
    "other", ["1.690", "690,5", "6900", "A690", "2690", "690.000", "1\u00a0690", "-690", "A-690"]
)
def test_a_number_inside_another_is_not_found(other: str) -> None:
    outcome = compared(f"Thu {other} triệu USD.", row(1, "690", "million_usd"))
    assert not outcome.found
    assert "only inside" in why(outcome)
    assert not outcome.clean


@pytest.mark.parametrize("end", [",", ".", ";", ")", "…", "", ".Sau đó"])
def test_marks_after_a_number_are_not_part_of_it(end: str) -> None:
    assert compared(f"Mức tăng 44,6%{end}", row(1, "44,6", measure="increase_pct")).clean


@pytest.mark.parametrize(
    ("printed", "unit_id", "text"),
    [
        ("51,49", "percent", "đạt 51,49 % dự toán"),
        ("51,49", "percent", "đạt 51,49 phần trăm dự toán"),
        ("690", "million_usd", "thu 690 triệu USD"),
        ("690", "million_usd", "thu 690triệu usd"),
        ("690", "million_usd", "thu 690 (triệu USD)"),
        ("690", "million_usd", "thu 690 triệu đô la Mỹ"),
        ("5", "billion_vnd", "chi 5 tỉ đồng"),
        ("1,2", "trillion_vnd", "chi 1,2 nghìn tỷ đồng"),
        ("3", "thousand_visits", "đón 3 ngàn lượt du khách"),
        ("5", "checkpoint", "lập 5 chốt"),
        ("7", "patrol_post", "dựng 7 lán, chốt"),
        ("4", "value_chain", "có 4 chuỗi"),
        ("13", "criterion", "đạt 13/19 tiêu chí"),
        ("2,5", "times", "gấp 2,5 lần"),
        ("0,3", "point", "góp 0,3 điểm phần trăm"),
        ("0,3", "point", "góp 0,3 điểm %"),
        ("8", "checkpoint", "lập 8 điểm chốt"),
        ("690", "tonne", "thu 690 (sáu trăm chín mươi) tấn"),
        ("-5,2", "percent", "thay đổi -5,2% so với quý trước"),
        ("-5,2", "percent", "thay đổi −5,2%"),
    ],
)
def test_a_unit_is_near(printed: str, unit_id: str, text: str) -> None:
    found = compared(text, row(1, printed, unit_id)).found
    assert [item.figure.printed for item in found] == [printed]


def test_a_list_or_span_shares_the_unit_after_it() -> None:
    assert compared("từ 5 đến 7 tấn", row(1, "5", "tonne"), row(2, "7", "tonne")).clean
    rows = [row(i, str(n), "tonne") for i, n in enumerate((5, 6, 7), start=1)]
    assert compared("lần lượt 5, 6 và 7 tấn", *rows).clean
    assert compared("tăng 2-5%", row(1, "2"), row(2, "5")).clean


@pytest.mark.parametrize(
    ("printed", "unit_id", "text", "says"),
    [
        ("690", "million_usd", "thu 690 tỷ USD", "with the unit 'tỷ USD'"),
        ("690", "vnd", "thu 690 tỷ đồng", "with the unit 'tỷ đồng'"),
        ("690", "usd", "thu 690 triệu USD", "with the unit 'triệu USD'"),
        ("690", "percent", "góp 690 điểm phần trăm", "with the unit 'điểm phần trăm'"),
        ("690", "million_usd", "thu 690 từ chè. Thêm triệu USD", "without its unit"),
        ("690", "person", "có 690 triệu lượt người", "with the unit 'triệu lượt người'"),
        ("690", "tonne", "đoàn 690 tấn công", "without its unit"),
    ],
)
def test_another_unit_is_not_enough(printed: str, unit_id: str, text: str, says: str) -> None:
    outcome = compared(text, row(1, printed, unit_id))
    assert not outcome.clean
    assert says in why(outcome)


def test_a_dash_that_opens_a_paragraph_may_be_a_list_mark() -> None:
    assert compared("-5 chốt ở bờ sông", row(1, "5", "checkpoint")).clean


def test_english_marks() -> None:
    text = "Đón 2,345.6 nghìn lượt khách."
    assert compared(text, row(1, "2,345.6", "thousand_visits"), number_format="en").clean
    assert not compared(text, row(1, "2.345,6", "thousand_visits")).clean


# --- Each figure claims its own ----------------------------------------------------------


def test_two_equal_figures_need_two_numbers() -> None:
    twice = [row(1, "5,1"), row(2, "5,1")]
    assert compared("Lúa tăng 5,1%, ngô tăng 5,1%.", *twice).clean
    outcome = compared("Lúa tăng 5,1%, ngô cũng vậy.", *twice)
    assert [item.figure.figure_no for item in outcome.found] == [1]
    assert "in paragraph 1, but figure 1 has claimed it" in why(outcome)


def test_without_a_paragraph_all_of_the_text_is_searched() -> None:
    text = "Lúa tăng 5,1%.\nNgô tăng 5,1%."
    assert compared(text, row(1, "5,1", place=""), row(2, "5,1", place=1)).clean
    assert "is not in the text" in why(compared(text, row(1, "9", place="")))


def test_figures_with_and_without_a_paragraph_are_read_in_one_order() -> None:
    figures = [row(1, "0", place=1), row(2, "0", "criterion", place="")]
    figures += [row(3, "0", place=""), row(4, "0", "criterion", place=1)]
    assert compared("0 %, 0 tiêu chí, 0 %, 0 tiêu chí.", *figures).clean


def test_the_reasons_name_the_other_paragraph() -> None:
    text = "Lúa được mùa.\nNgô tăng 5,1%."
    assert "it is in paragraph 2 instead" in why(compared(text, row(1, "5,1")))
    outcome = compared(text, row(1, "5,1", place=9))
    assert why(outcome).startswith("there is no paragraph 9: the text has 2")


def test_a_likely_misprint_is_pointed_at() -> None:
    outcome = compared("đạt 51,49% dự toán", row(1, "51,94"))
    assert "51,49 is there with its unit, and no figure claims it" in why(outcome)
    assert [item.number.printed for item in outcome.unclaimed] == ["51,49"]


def test_reasons_that_no_text_can_change() -> None:
    assert "not in units.csv" in why(compared("Thu 5 bao.", row(1, "5", "sack")))
    assert "not a number in the format vi" in why(compared("Tăng 5,1%.", row(1, "5.1")))
    with pytest.raises(KeyError):
        compared("Tăng 5%.", row(1, "5"), number_format="roman")
    with pytest.raises(ValueError):
        compared("Tăng 5%.", row(1, "5") | {"figure_no": "first"})


@given(st.lists(st.lists(st.integers(0, 5), unique=True, max_size=4), max_size=5), st.data())
def test_the_matching_is_a_largest_one_and_in_order_where_it_can_be(
    candidates: list[list[int]], data: st.DataObject
) -> None:
    groups = [data.draw(st.integers(0, 1)) for _ in candidates]
    matched = assign(candidates, groups)
    assert len(set(matched.values())) == len(matched)
    assert all(number in candidates[figure] for figure, number in matched.items())

    every = [
        {f: n for f, n in enumerate(choice) if n is not None}
        for choice in itertools.product(*[[*options, None] for options in candidates])
    ]
    sound = [m for m in every if len(set(m.values())) == len(m)]
    assert len(matched) == max(map(len, sound))
    if len(set(groups)) <= 1 or len(matched) == len(candidates):
        in_order = [m for m in sound if len(m) == len(matched) and _rises(m)]
        assert _rises(matched) or not in_order


def _rises(matched: dict[int, int]) -> bool:
    numbers = [matched[figure] for figure in sorted(matched)]
    return numbers == sorted(numbers)


@given(st.lists(st.integers(0, 30), unique=True, max_size=7))
def test_a_longest_rising_run(places: list[int]) -> None:
    kept = [places[i] for i in sorted(longest_rising(places))]
    assert kept == sorted(kept)
    longest = max(
        size
        for size in range(len(places) + 1)
        if any(list(c) == sorted(c) for c in itertools.combinations(places, size))
    )
    assert len(kept) == longest


def test_the_figure_of_a_workbook_cell_is_not_searched_in_the_text() -> None:
    text = "Lúa tăng 5,1%."
    outcome = compared(text, row(1, "5,1", place="11.VDT!F23"))
    assert why(outcome) == "its place 11.VDT!F23 is a cell, and the document has no tables"
    assert [item.number.printed for item in outcome.unclaimed] == ["5,1"]
    outcome = compared(text, row(1, "5,1", place="11.VDT!F23"), row(2, "5,1"))
    assert [item.figure.figure_no for item in outcome.found] == [2]
    assert [item.figure.figure_no for item in outcome.missing] == [1]


def in_cells(*rows: Row) -> Verification:
    """The rows compared with a table of two cells: 5,1 in B2, and 1.234,5% in AA3."""
    cells = (Cell(2, 2, "5,1 "), Cell(3, 27, "1.234,5%(1)"), Cell(1, 1, "Năm 2020"))
    sheet = Sheet("11.VDT", {(cell.row, cell.column): cell for cell in cells})
    report = {"number_format": "vi", "period_id": ""}
    return verify(rows, "", report=report, units=SHIPPED["units"], sheets=[sheet])


def test_a_figure_is_found_in_its_cell() -> None:
    outcome = in_cells(row(1, "5,1", place="11.VDT!B2"), row(2, "1.234,5", place="11.VDT!AA3"))
    assert outcome.clean
    assert [item.text for item in outcome.found_in_cells] == ["5,1 ", "1.234,5%(1)"]


@pytest.mark.parametrize(
    ("printed", "place", "reason"),
    [
        ("5,2", "11.VDT!B2", "the cell 11.VDT!B2 displays '5,1'"),
        ("1", "11.VDT!B2", "the cell 11.VDT!B2 displays '5,1'"),
        ("5,1", "11.VDT!B3", "the cell 11.VDT!B3 displays nothing"),
        ("5,1", "12!B2", "its place is in the table '12', and the document has none of this name"),
    ],
)
def test_a_figure_that_its_cell_does_not_display(printed: str, place: str, reason: str) -> None:
    outcome = in_cells(row(1, printed, place=place))
    assert why(outcome) == reason
    assert not outcome.clean


def test_a_cell_is_claimed_once() -> None:
    outcome = in_cells(row(1, "5,1", place="11.VDT!B2"), row(2, "5,1", place="11.VDT!B2"))
    assert why(outcome) == "figure 1 has claimed its cell 11.VDT!B2"


# --- Order -------------------------------------------------------------------------------

TWO = "Chè thu 40 tấn, đạt 51% dự toán; mía thu 70 tấn, đạt 62% dự toán."


def share(figure_no: int, printed: str) -> Row:
    """A share of a plan."""
    return row(figure_no, printed, measure="plan_pct")


def test_swapped_values_are_out_of_order() -> None:
    tea, cane = row(1, "40", "tonne"), row(3, "70", "tonne")
    right = [tea, share(2, "51"), cane, share(4, "62")]
    assert compared(TWO, *right).clean
    swapped = [tea, share(2, "62"), cane, share(4, "51")]
    outcome = compared(TWO, *swapped)
    assert len(outcome.found) == 4
    assert not outcome.clean
    assert {item.figure.figure_no for item in outcome.out_of_order} == {2, 4}
    assert "62 and figure 4's 51 have changed places" in outcome.out_of_order[0].why


def test_a_figure_numbered_too_late_names_its_neighbour() -> None:
    rows = [row(1, "51"), row(2, "70", "tonne"), row(3, "62"), row(4, "40", "tonne")]
    (stray,) = compared(TWO, *rows).out_of_order
    assert stray.figure.figure_no == 4
    assert "numbered after figure 1 (51) but printed before it" in stray.why


def test_order_is_kept_among_figures_without_a_paragraph_too() -> None:
    text = TWO.replace("; ", ".\n")
    first, second = row(1, "51", place=""), row(2, "62", place="")
    assert not compared(text, first, second).out_of_order
    swapped = [row(1, "62", place=""), row(2, "51", place="")]
    assert len(compared(text, *swapped).out_of_order) == 2


def test_rows_may_come_in_any_order_and_paragraphs_too() -> None:
    rows = [row(2, "62"), row(1, "51")]
    assert not compared(TWO, *rows).out_of_order
    assert compared("Lúa tăng 5%.\nNgô tăng 6%.", row(1, "6", place=2), row(2, "5")).clean


def test_equal_figures_are_matched_in_order() -> None:
    text = "Lúa 5%, ngô 6%, khoai 5%, sắn 6%."
    assert compared(text, *[row(i, p) for i, p in enumerate("5656", start=1)]).clean


# --- Wording and qualifiers --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "measure", "sound"),
    [
        ("Lúa tăng 5%.", "increase_pct", True),
        ("Lúa tăng 5%.", "decrease_pct", False),
        ("Lúa tăng 5%.", "plan_pct", False),
        ("Lúa tăng 5% so với dự toán.", "over_plan_pct", True),
        ("Lúa ước tăng khoảng 5%.", "decrease_pct", False),
        ("Lúa giảm hơn 5%.", "increase_pct", False),
        ("Lúa giảm 5%.", "decrease_pct", True),
        ("Mức tăng giảm 5%.", "increase_pct", True),
        ("Tăng trưởng giảm còn 5%.", "increase_pct", True),
        ("Lúa tăng, ngô giảm, còn khoai thì 5%.", "decrease_pct", True),
        ("Lúa không giảm 5%.", "increase_pct", True),
        ("Đạt 65% kế hoạch.", "increase_pct", False),
        ("Đạt 65% kế hoạch.", "plan_pct", True),
        ("Lúa tăng trưởng đạt 6%.", "increase_pct", True),
        ("Lúa bằng 95% so với cùng kỳ.", "plan_pct", False),
        ("Lúa bằng 95% so với cùng kỳ.", "index_pct", True),
        ("Giá tăng 5%.", "level", True),
    ],
)
def test_the_words_beside_a_number_must_not_contradict(
    text: str, measure: str, sound: bool
) -> None:
    printed = next(p for p in ("65", "95", "5", "6") if p in text)
    outcome = compared(text, row(1, printed, measure=measure))
    assert len(outcome.found) == 1
    assert outcome.clean is sound
    assert bool(outcome.misworded) is not sound


def test_qualifiers_are_noted_and_never_fail() -> None:
    text = "Làng có trên 13 tiêu chí, gần 7 tấn lúa, 9 tấn ngô."
    rows = [row(1, "13", "criterion", qualifier="over"), row(2, "7", "tonne", qualifier="nearly")]
    outcome = compared(text, *rows, row(3, "9", "tonne"))
    assert outcome.clean
    assert outcome.notes == ()
    rows = [row(1, "13", "criterion"), row(2, "7", "tonne"), row(3, "9", "tonne", qualifier="over")]
    outcome = compared(text, *rows)
    assert outcome.clean
    assert ["is it nearly?" in note for note in outcome.notes] == [True, False]
    assert "none of hơn, trên" in outcome.notes[1]


# --- What is no figure -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Đầu năm 2021, lúa tốt.", {"2021": "year"}),
        ("các năm 2019, 2020 và 2021", dict.fromkeys(("2019", "2020", "2021"), "year")),
        ("giai đoạn 2021 - 2030", {"2021": "year span", "2030": "year span"}),
        ("giai đoạn 2020–2030;", {"2020": "year span", "2030": "year span"}),
        ("từ 2016 đến năm 2020", {"2016": "year span", "2020": "year span"}),
        ("từ tháng 5/2021", {"5": "month", "2021": "month"}),
        ("tháng 11 và tháng 12.", {"11": "month", "12": "month"}),
        ("ngày 15/6/2021", {"15": "date", "6": "date", "2021": "date"}),
        ("ngày 15.6.2021.", {"15.6.2021": "date"}),
        ("ngày 30-4", {"30": "date", "4": "date"}),
        ("Chợ mở lại 15/6.", {"15": "day/month", "6": "day/month"}),
        ("date 2021-07 Tin", {"2021": "date stamp", "07": "date stamp"}),
        ("6 tháng đầu năm", {"6": "period"}),
        ("9 tháng năm 2021", {"9": "period", "2021": "year"}),
        ("kế hoạch 5 năm 2021-2025", {"5": "period", "2021": "year span", "2025": "year span"}),
        ("quý 3/2021", {"3": "quarter", "2021": "quarter"}),
        ("quý II/2021", {"2021": "quarter"}),
        ("các Chỉ thị số 7, 8, 9 của", dict.fromkeys("789", "document number")),
        ("Chỉ thị số 7,8 của", {"7,8": "document number"}),
        ("Nghị quyết số 12-NQ/TW", {"12": "document code"}),
        ("theo số 1234/QĐ-UBND", {"1234": "document code"}),
        ("Nghị định 16/2021/NĐ-CP", {"16": "document code", "2021": "document code"}),
        ("Bảng 3 và Phụ lục 12", {"3": "part of a document", "12": "part of a document"}),
        ("đợt 1, đơt 2", {"1": "round", "2": "round"}),
        ("đại hội lần thứ 17", {"17": "round"}),
        ("dịch Covid-19, COVID 19", {"19": "disease name"}),
        ("xét nghiệm SARS-CoV-2", {"2": "disease name"}),
        ("KẾT QUẢ 9 THÁNG NĂM 2023", {"9": "period", "2023": "year"}),
        ("NHIỆM VỤ 10 THÁNG ĐẦU NĂM", {"10": "period"}),
        ("cúm H5N1", {"5": "name", "1": "name"}),
        ("mã A690", {"690": "name"}),
        ("thông điệp 5K", {"5": "slogan"}),
        ("tại Km 12", {"12": "place"}),
        ("trên quốc lộ 1A", {"1": "place"}),
        ("ở quận 3, Km5+200", {"3": "place", "5": "place", "200": "place"}),
        ("Nông nghiệp ............ 12", {"12": "table of contents"}),
        ("Nông nghiệp ……… 12", {"12": "table of contents"}),
        ("nhiệm vụ năm 2022, vụ mùa 2021", {"2022": "year", "2021": "crop year"}),
        ("10:20 (GMT+7)", {"10": "clock time", "20": "clock time", "7": "clock time"}),
        ("lúc 7 giờ 30", {"7": "clock time", "30": "clock time"}),
        ("trực 24/7, mở 7h30", {"24": "clock time", "7": "clock time", "30": "clock time"}),
        ("trong vòng 14 ngày", {"14": "duration"}),
        ("bình quân 01 xã", {"01": "base of an average"}),
        ("1.2. Chăn nuôi", {"1.2": "list mark"}),
        ("gồm (1) lúa và (2) ngô", {"1": "list mark", "2": "list mark"}),
    ],
)
def test_rules(text: str, rules: dict[str, str]) -> None:
    assert set_apart(text) == rules
    assert unclaimed(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mỗi năm 2000 tấn", ["2000"]),
        ("trong tháng 5 triệu USD", ["5"]),
        ("trong tháng 5.000 lượt", ["5.000"]),
        ("bình quân 1 tỷ đồng", ["1"]),
        ("Chỉ thị số 16, 5 huyện đóng chợ", ["5"]),
        ("Đạt 5/11 huyện", ["5", "11"]),
        ("Toàn tỉnh: 5/11 huyện", ["5", "11"]),
        ("quyết định 5 việc", ["5"]),
        ("kết luận 12 vụ", ["12"]),
        ("mô hình 20 vườn", ["20"]),
        ("Mỗi tháng 5 vụ, mỗi ngày 15 chuyến", ["5", "15"]),
        ("tại phường 12 điểm", ["12"]),
        ("lần 5%", ["5"]),
        ("thu 690km", ["690"]),
        ("điện 20MW", ["20"]),
        ("năm 2021,5", ["2021,5"]),
        ("kho A690 tấn", ["690"]),
        ("kéo dài 1,5 tháng", ["1,5"]),
    ],
)
def test_a_rule_does_not_cover_a_count(text: str, left: list[str]) -> None:
    assert unclaimed(text) == left


def test_a_word_that_only_begins_like_a_unit_does_not_stop_a_rule() -> None:
    assert set_apart("Năm 2021 đồng thời mở chợ") == {"2021": "year"}
    assert set_apart("Covid-19 tấn công; năm 2020 lần đầu") == {
        "19": "disease name",
        "2020": "year",
    }


def test_what_a_figure_claims_is_not_set_apart() -> None:
    outcome = compared("Bình quân 1 tỷ đồng, năm 2021.", row(1, "1", "billion_vnd"))
    assert outcome.clean
    assert [item.number.printed for item in outcome.set_apart] == ["2021"]


def test_every_rule_says_why_and_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason for rule in RULES)


def test_the_tables_are_written_in_composed_letters() -> None:
    for path in Path(wording.__file__).parent.glob("*.py"):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path.name


def test_the_snippet_shows_the_number_among_its_words() -> None:
    long = "từ " * 40
    (item,) = compared(f"{long}thu 690 bao gạo {long}").unclaimed
    assert "thu 690 bao gạo" in item.snippet
    assert item.snippet.startswith("… từ") and item.snippet.endswith("từ …")
    assert len(item.snippet) < 100


# --- Files -------------------------------------------------------------------------------


def _text(path: Path) -> str:
    return "\n".join(open_document(path).lines)


def test_a_text_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("\ufeffLúa tăng 5%.\r\n".encode())
    assert paragraphs(_text(path)) == ["Lúa tăng 5%."]


@pytest.mark.parametrize(
    ("content", "problem", "line"),
    [
        (None, "cannot be read", None),
        (b" \n\n", "is empty", None),
        (b"", "is empty", None),
        (b"Lua\ntang \xff5%", "not UTF-8", 2),
    ],
)
def test_a_text_that_is_refused(
    tmp_path: Path, content: bytes | None, problem: str, line: int | None
) -> None:
    path = tmp_path / "report.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputRefused) as refusal:
        _text(path)
    (fault,) = refusal.value.faults
    assert problem in fault.problem
    assert fault.line == line
    assert fault.file == str(path)


def test_the_hash_is_only_a_note(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Lua tang 5%.\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert text_note(path, digest.upper()) is None
    assert text_note(path, "") is None
    path.write_bytes(b"Lua tang 5%.\r\n")
    note = text_note(path, digest)
    assert note is not None and "not, byte for byte, the text that was transcribed" in note
    assert compared(_text(path), row(1, "5")).clean


def test_the_command_says_what_does_not_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "report.txt"
    command = ["verify", "--seeds", str(small_seeds(tmp_path)), "--text", str(text)]
    text.write_text("Lúa đạt 1.091,9 tấn, bằng 48% kế hoạch năm 2022.", encoding="utf-8")
    assert main([*command, "--report", "north-2022"]) == 0
    said = capsys.readouterr().out
    assert "Set apart by rule\n  year: 2022, paragraph 1" in said
    assert "2 figures found, 0 not found" in said
    text.write_text("Lúa đạt 1.091,9 tấn, bằng 47% kế hoạch.", encoding="utf-8")
    assert main([*command, "--report", "north-2022"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Not found figure 2 (rice, plan_pct, 48)" in said
    assert "No figure claims 47, paragraph 1" in said
    assert main([*command, "--report", "south-2022"]) == 2
    assert "Known reports: north-2022." in " ".join(capsys.readouterr().err.split())


def test_the_report_of_the_command_is_a_name_and_no_pattern(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds, text = small_seeds(tmp_path), tmp_path / "report.txt"
    text.write_text("Lúa đạt 1.091,9 tấn, bằng 48% kế hoạch.", encoding="utf-8")
    figures = seeds / "figures"
    (figures / "north-2022.bak").write_text("an old copy", encoding="utf-8")
    shutil.copyfile(figures / "north-2022.csv", figures / "north-2021.parquet")
    command = ["verify", "--seeds", str(seeds), "--text", str(text), "--report"]
    assert main([*command, "north-2022"]) == 0
    capsys.readouterr()
    for name in ("*", "north-202?", "north-2022.csv", "north"):
        assert main([*command, name]) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert "Known reports: north-2021, north-2022." in said
    shutil.copyfile(figures / "north-2022.csv", figures / "north-2022.xlsx")
    assert main([*command, "north-2022"]) == 2
    assert "Keep one file for a report" in " ".join(capsys.readouterr().err.split())


# --- Properties --------------------------------------------------------------------------

SENTENCE_UNITS = ("percent", "million_usd", "tonne", "thousand_visits", "criterion", "point")
FILLERS = st.sampled_from(
    ["năm 2021", "6 tháng đầu năm", "dịch Covid-19", "đợt 2", "tháng 5/2021", "vùng cao", ""]
)


@st.composite
def printed_numbers(draw: st.DrawFn) -> str:
    """A number as the vi format prints it."""
    whole = draw(st.integers(0, 9_999_999))
    decimals = draw(st.text(DIGITS, max_size=2))
    grouped = f"{whole:,}".replace(",", ".") if draw(st.booleans()) else str(whole)
    return grouped + ("," + decimals if decimals else "")


@st.composite
def reports(draw: st.DrawFn, places: bool = False) -> tuple[str, list[Row]]:
    """An invented text and the rows that transcribe it; with `places`, none is left blank."""
    lines, rows = [], []
    for paragraph in range(1, draw(st.integers(1, 4)) + 1):
        clauses = []
        for _ in range(draw(st.integers(1, 4))):
            printed, unit_id = draw(printed_numbers()), draw(st.sampled_from(SENTENCE_UNITS))
            stated = draw(st.sampled_from([paragraph, paragraph, paragraph if places else ""]))
            rows.append(row(len(rows) + 1, printed, unit_id, place=stated))
            space = draw(st.sampled_from([" ", "\u00a0"]))
            clauses.append(f"{draw(FILLERS)} có {printed}{space}{UNITS[unit_id]}")
        lines.append(", ".join(clauses) + ".")
    return draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines), rows


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_faithful_transcription_is_clean_and_a_missing_row_shows(
    report: tuple[str, list[Row]], data: st.DataObject
) -> None:
    text, rows = report
    outcome = compared(text, *rows)
    assert outcome.clean, outcome
    assert len(outcome.found) == len(rows)

    dropped = data.draw(st.integers(0, len(rows) - 1))
    outcome = compared(text, *rows[:dropped], *rows[dropped + 1 :])
    assert not outcome.clean
    assert [item.number.printed for item in outcome.unclaimed] == [rows[dropped]["printed"]]


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_changed_digit_is_never_clean(report: tuple[str, list[Row]], data: st.DataObject) -> None:
    text, rows = report
    changed = data.draw(st.sampled_from(rows))
    mutants = list(other_digits(changed["printed"]))
    mutant = changed | {"printed": data.draw(st.sampled_from(mutants))}
    mutated = [mutant if item is changed else item for item in rows]
    assert not compared(text, *mutated).clean


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_changed_digit_of_the_text_is_never_clean(
    report: tuple[str, list[Row]], data: st.DataObject
) -> None:
    text, rows = report
    number = data.draw(st.sampled_from(compared(text, *rows).found)).number
    lines = paragraphs(text)
    line = lines[number.paragraph - 1]
    mutant = data.draw(st.sampled_from(list(other_digits(number.printed))))
    lines[number.paragraph - 1] = line[: number.start] + mutant + line[number.end :]
    assert not compared("\n".join(lines), *rows).clean


@settings(max_examples=60, deadline=None)
@given(reports(places=True), st.data())
def test_exchanged_figures_are_never_clean(
    report: tuple[str, list[Row]], data: st.DataObject
) -> None:
    text, rows = report
    pairs = [
        (one, other)
        for one, other in itertools.combinations(rows, 2)
        if one["printed"] != other["printed"]
    ]
    assume(pairs)
    one, other = data.draw(st.sampled_from(pairs))
    one["printed"], other["printed"] = other["printed"], one["printed"]
    assert not compared(text, *rows).clean


def other_digits(printed: str) -> Iterator[str]:
    """The string with one digit changed: every position, every other digit."""
    for place, old in enumerate(printed):
        if old in DIGITS:
            for new in DIGITS.replace(old, ""):
                yield printed[:place] + new + printed[place + 1 :]


# --- The shipped transcription and the real text ------------------------------------------


def test_the_shipped_transcription_is_clean() -> None:
    if not (named := os.environ.get(REAL_TEXT)):
        pytest.skip(f"the report's own text is not shipped: {REAL_TEXT} may name its file")
    path = Path(named)
    (report,) = (row for row in SHIPPED["reports"] if row["report_id"] == REPORT)
    text = _text(path)
    units, indicators = SHIPPED["units"], SHIPPED["indicators"]
    outcome = verify(SHIPPED["figures"], text, report=report, units=units, indicators=indicators)
    assert outcome.clean
    assert len(outcome.found) == 26
    assert outcome.set_apart
    assert outcome.notes == ()
    assert text_note(path, report["text_sha256"]) is None
