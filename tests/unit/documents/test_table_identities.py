"""The identities of tables."""

import pytest
from support.sheets import sheet

from doichieu.base.paths import SEEDS
from doichieu.documents.known import Known
from doichieu.documents.tables.drafting import draft_tables


@pytest.fixture(scope="module")
def known():
    return Known.read(SEEDS)


@pytest.fixture
def identities(known):
    def draft(*rows):
        table = sheet(
            ("5. Khách đi đò năm 2019",),
            ("", "", "", "", "Đơn vị tính: Lượt khách"),
            ("", "Tháng 3 năm 2019", "Tháng 4 năm 2019", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
            *rows,
        )
        found = draft_tables([table], known, {"report_id": "r", "period_id": "2019-06"})
        return {
            (row["relation"], row["part_indicator_id"].removeprefix("khach_di_do_"))
            for row in found.identities
        }

    return draft


TOTAL = ("TỔNG SỐ", 10, 20, 30, 40)


def test_parts_that_make_up_their_whole_are_a_sum(identities):
    found = identities(
        TOTAL, ("Phân theo bến",), ("  Bến Đục", 4, 9, 11, 15), ("  Bến Trong", 6, 11, 19, 25)
    )
    assert found == {("sum", "ben_duc"), ("sum", "ben_trong")}


def test_a_sum_that_fails_in_one_column_is_declared(identities):
    found = identities(
        TOTAL, ("Phân theo bến",), ("  Bến Đục", 4, 9, 11, 15), ("  Bến Trong", 6, 11, 19, 27)
    )
    assert found == {("sum", "ben_duc"), ("sum", "ben_trong")}


def test_an_incomplete_list_is_of_subsets(identities):
    found = identities(
        TOTAL, ("Trong đó: Một số bến",), ("  Bến Đục", 4, 9, 11, 15), ("  Bến Trong", 1, 2, 3, 4)
    )
    assert found == {("subset", "ben_duc"), ("subset", "ben_trong")}


def test_two_breakdowns_are_two_sums(identities):
    found = identities(
        TOTAL,
        ("Phân theo bến",),
        ("  Bến Đục", 4, 9, 11, 15),
        ("  Bến Trong", 6, 11, 19, 25),
        ("Phân theo mùa",),
        ("  Hội", 7, 8, 9, 10),
        ("  Vắng", 3, 12, 21, 30),
    )
    assert found == {("sum", part) for part in ("ben_duc", "ben_trong", "hoi", "vang")}


def test_the_identity_is_of_its_report(known):
    table = sheet(
        ("5. Khách đi đò năm 2019",),
        ("", "", "Đơn vị tính: Lượt khách"),
        ("", "Tháng 3 năm 2019", "Tháng 4 năm 2019"),
        ("TỔNG SỐ", 10, 20),
        ("Phân theo bến",),
        ("  Bến Đục", 4, 9),
        ("  Bến Trong", 6, 11),
    )
    found = draft_tables([table], known, {"report_id": "r", "period_id": "2019-06"})
    assert {(row["report_id"], row["total_indicator_id"]) for row in found.identities} == {
        ("r", "khach_di_do")
    }
    assert len({row["identity_id"] for row in found.identities}) == 1


def test_columns_that_add_up_to_one_are_a_sum(known):
    table = sheet(
        ("5. Khách đi đò năm 2019",),
        ("", "", "", "Đơn vị tính: Lượt khách"),
        ("", "Tổng số", "Chia ra", ""),
        ("", "", "Nam", "Nữ"),
        ("Bến Đục", 10, 4, 6),
        ("Bến Trong", 20, 9, 11),
        ("Bến Yến", 30, 11, 19),
    )
    found = draft_tables([table], known, {"report_id": "r", "period_id": "2019"})
    sums = {(row["total_indicator_id"], row["part_indicator_id"]) for row in found.identities}
    assert sums == {
        (f"khach_di_do_{pier}", f"khach_di_do_{who}_{pier}")
        for pier in ("ben_duc", "ben_trong", "ben_yen")
        for who in ("nam", "nu")
    }


def test_what_holds_in_one_dimension_holds_in_the_other(known):
    table = sheet(
        ("5. Khách đi đò năm 2019",),
        ("", "Năm 2019", ""),
        ("", "Vé lẻ (Lượt khách)", "Vé đoàn (Lượt khách)"),
        ("TỔNG SỐ", 1000, 3000),
        ("Phân theo bến",),
        ("  Bến Đục", 400, 1100),
        ("  Bến Trong", 600, 1910),
    )
    found = draft_tables([table], known, {"report_id": "r", "period_id": "2019"})
    sums = {row["total_indicator_id"] for row in found.identities if row["relation"] == "sum"}
    assert sums == {"khach_di_do_ve_le", "khach_di_do_ve_doan"}


def test_a_breakdown_like_the_others_of_its_table_is_declared(identities):
    def country(name, *rests):
        rows = [
            (f"  {name}", 4, 9, 11, 15),
            (f"    {name} A", 1, 2, 3, 4),
            (f"    {name} B", 1, 1, 1, 1),
        ]
        return [*rows, (f"    Nơi khác của {name}", *rests)]

    found = identities(
        ("TỔNG SỐ", 12, 27, 33, 45),
        ("Phân theo nơi đến",),
        *country("Bắc", 2, 6, 7, 10),
        *country("Trung", 2, 6, 7, 10),
        *country("Nam", 3, 7, 8, 11),
    )
    assert {part for relation, part in found if relation == "sum"} >= {"nam_a", "nam_b"}


def test_levels_of_rates_make_up_nothing(known):
    def found(unit):
        table = sheet(
            ("5. Người đi đò năm 2019",),
            ("", "", f"Đơn vị tính: {unit}"),
            ("", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
            ("TỔNG SỐ", 30, 40),
            ("  Bến Đục", 11, 15),
        )
        return draft_tables([table], known, {"report_id": "r", "period_id": "2019-06"}).identities

    assert found("%") == ()
    assert len(found("Người")) == 1
