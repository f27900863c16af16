"""Periods that headers and titles of tables name, and what their rates compare with."""

import pytest

from doichieu.documents.tables.periods import (
    base_of,
    named_periods,
    only_period,
    period_id,
    split_comparison,
)
from doichieu.documents.tables.spellings import plain
from doichieu.inputs.periods import first_and_last_day


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Ước tính tháng 8 năm 2031", "2031-08"),
        ("Thực hiện tháng11/2031", "2031-11"),
        ("Thực hiện 4/2031", "2031-04"),
        ("Tháng Năm năm 2031", "2031-05"),
        ("Tháng 8 năm năm 2031", "2031-08"),
        ("Cộng dồn 8 tháng đầu năm 2031", "2031-8M"),
        ("6 tháng/2031", "2031-H1"),
        ("9T/2031", "2031-9M"),
        ("Chỉ số giá 7 tháng năm 2031", "2031-7M"),
        ("T11/2031", "2031-11"),
        ("Ước TH T9", "2030-09"),
        ("Lũy kế 7T", "2030-7M"),
        ("9M 2031", "2031-9M"),
        ("9M/2031", "2031-9M"),
        ("9M31", "2031-9M"),
        ("9T31", "2031-9M"),
        ("T9/31", "2031-09"),
        ("Q3/31", "2031-Q3"),
        ("9M", "2030-9M"),
        ("YTD 8M 2031", "2031-8M"),
        ("1H2031", "2031-H1"),
        ("H1/2031", "2031-H1"),
        ("2H2031", "2031-H2"),
        ("6 tháng cuối năm 2031", "2031-H2"),
        ("Kế hoạch 9 tháng năm 2031", "2031-9M"),
        ("KH quý II/2031", "2031-Q2"),
        ("Q3/2031", "2031-Q3"),
        ("2Q2031", "2031-Q2"),
        ("Nov 2031", "2031-11"),
        ("Sept. 2031", "2031-09"),
        ("Feb-31", "2031-02"),
        ("Jan-Sep 2031", "2031-9M"),
        ("Cộng dồn 12 tháng", "2030"),
        ("Qúy III năm năm 2031", "2031-Q3"),
        ("quí I 2031", "2031-Q1"),
        ("Cả năm", "2030"),
        ("Ước tính 2031", "2031"),
        ("Nam 2031", "2031"),
        ("Thực hiện vụ hè thu 2031", "2031"),
        ("Lũy kế từ đầu năm", "2030-9M"),
        ("Gieo trồng đến ngày 15 tháng 8 năm 2031", "2031-YTD-08-15"),
        ("ĐẾN NGÀY 15/8/2031", "2031-YTD-08-15"),
        ("được cấp phép từ 01/01 - 20/8/2031", "2031-YTD-08-20"),
        ("01/01/2031 ĐẾN 20/8/2031", "2031-YTD-08-20"),
        ("Ước tính thời điểm 31/12/2031", "2031-12-31"),
        ("Chăn nuôi tại thời điểm 1/10", "2030-10-01"),
    ],
)
def test_words_name_a_period(words: str, period: str) -> None:
    assert [period_id(one.days) for one in named_periods(words, 2030, 9)] == [period]


@pytest.mark.parametrize("words", ["May-10", "Jun-48", "Xe tải từ 5T", "Xe từ 3,5T đến 10T"])
def test_days_and_tonnes_are_no_periods(words: str) -> None:
    assert named_periods(words, 2030, 9) == ()
    assert split_comparison(words) == (words, None)


def test_a_short_year_may_be_a_day_where_no_year_is_known() -> None:
    assert named_periods("Jun-30", None) == ()
    assert [period_id(one.days) for one in named_periods("Jun’30", None)] == ["2030-06"]


def test_a_title_may_name_several() -> None:
    named = named_periods("Tháng 12 và cả năm 2031", 2030)
    assert [period_id(one.days) for one in named] == ["2031-12", "2031"]
    assert [one.has_year for one in named_periods("Quý I", 2030)] == [False]


def test_years_of_prices_are_no_periods() -> None:
    assert named_periods("Theo giá so sánh 2010", 2030) == ()
    assert named_periods("Value at constant 2010 prices", 2030) == ()
    (one,) = named_periods("Giá hiện hành quý II năm 2031", 2030)
    assert period_id(one.days) == "2031-Q2"


@pytest.mark.parametrize(
    ("header", "before", "after"),
    [
        ("Tháng 5 so với (%):", "Tháng 5", "(%):"),
        ("Năm 2031 so năm 2030", "Năm 2031", "năm 2030"),
        ("So cùng kỳ năm trước", "", "cùng kỳ năm trước"),
        ("Tỷ lệ so sánh (%)", "Tỷ lệ so sánh (%)", None),
        ("Theo giá so sánh 2010", "Theo giá so sánh 2010", None),
        ("Theo giá so sánh năm 2010", "Theo giá so sánh năm 2010", None),
        ("Giá so sánh so với năm 2030", "Giá so sánh", "năm 2030"),
        ("So 2030", "", "2030"),
        ("11T/2031 so 11T/2030", "11 tháng /2031", "11 tháng /2030"),
        ("T11/2031 so T10/2031", "tháng 11/2031", "tháng 10/2031"),
        ("so tháng trước", "", "tháng trước"),
        ("so quý II", "", "quý II"),
        ("9M/2031 vs 9M/2030", "9 tháng /2031", "9 tháng /2030"),
        ("1H2031/1H2030", "nửa đầu năm 2031", "nửa đầu năm 2030"),
        ("Growth, y/y", "Growth,", "cùng kỳ năm trước"),
        ("SVCK", "", "cùng kỳ"),
        ("% so vốn giao", "%", "vốn giao"),
        ("2031 over 2030 (%)", "2031", "2030 (%)"),
        ("9M 2031 over 9M 2030", "9 tháng 2031", "9 tháng 2030"),
        ("Growth over the previous month", "Growth", "the previous month"),
        ("Aged over 15", "Aged over 15", None),
        ("Aged over 2030 days", "Aged over 2030 days", None),
        ("Violence against women", "Violence against women", None),
        ("% against the annual plan", "%", "the annual plan"),
    ],
)
def test_so_voi_parts_a_header(header: str, before: str, after: str | None) -> None:
    assert split_comparison(header) == (before, after)


@pytest.mark.parametrize(
    ("base", "period", "basis"),
    [
        ("cùng kỳ năm trước", "2031-8M", ""),
        ("cùng kỳ 2030", "2031-08", ""),
        ("tháng 8 năm 2030", "2031-08", ""),
        ("8 tháng năm 2030", "2031-8M", ""),
        ("năm 2030", "2031", ""),
        ("vụ mùa 2030", "2031", ""),
        ("quý III năm 2030", "2031-Q3", ""),
        ("tháng trước", "2031-08", "previous_month"),
        ("cùng thời điểm tháng trước", "2031-08-01", "previous_month"),
        ("tháng 7 năm 2031", "2031-08", "previous_month"),
        ("tháng 12 năm 2030", "2031-01", "previous_month"),
        ("tháng 12 năm 2030", "2031-08", "previous_december"),
        ("quý II năm 2031", "2031-Q3", "previous_quarter"),
        ("Kỳ gốc (2024)", "2031-08", "base_2024"),
        ("năm gốc 2024", "2031-08", "base_2024"),
        ("năm 2024", "2031", "base_2024"),
        ("kế hoạch năm 2031", "2031-8M", ""),
        ("tháng 3 năm 2031", "2031-08", None),
    ],
)
def test_the_basis_of_a_rate(base: str, period: str, basis: str | None) -> None:
    days = first_and_last_day(period)
    assert base_of(base, 2031)[0].basis(days) == basis


def test_what_follows_the_base_is_left() -> None:
    base, rest = base_of("kế hoạch năm 2031 Quý II năm 2031", 2031)
    assert (base.kind, rest) == ("plan", "Quý II năm 2031")
    base, rest = base_of("cùng kỳ năm trước Quý III", 2031)
    assert (base.kind, rest) == ("same", "Quý III")
    assert base_of("tổng số", 2031)[0].kind == "whole"


def test_a_label_is_a_period_only_where_it_says_nothing_else() -> None:
    days = only_period("Ước tính quý II", 2031)
    assert period_id(days) == "2031-Q2"
    assert only_period("Lúa đông xuân 2031", 2031) is None


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("Chỉ số giá so với tháng trước", "tháng trước"),
        ("Giá so cùng kỳ", "cùng kỳ"),
        ("Giá trị theo giá so sánh", None),
    ],
)
def test_a_price_may_be_compared_where_it_is_no_constant_one(words: str, base: str | None) -> None:
    assert split_comparison(words)[1] == base


@pytest.mark.parametrize(
    ("words", "written_out"),
    [
        ("CK Hữu Nghị", "CK Hữu Nghị"),
        ("CK quốc tế", "CK quốc tế"),
        ("TH CK", "TH cùng kỳ"),
        ("CK NĂM TRƯỚC", "cùng kỳ NĂM TRƯỚC"),
        ("1T đến dưới 5T", "1T đến dưới 5T"),
        ("1T đến 5T", "1T đến 5T"),
        ("5T trở lên", "5T trở lên"),
        ("6M - 12M", "6M - 12M"),
        ("Đến 9T", "Đến 9 tháng"),
        ("6T – 2031", "6 tháng – 2031"),
    ],
)
def test_border_gates_tonnes_and_metres_are_no_periods(words: str, written_out: str) -> None:
    assert plain(words) == written_out
