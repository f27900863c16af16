"""The totals of the shares in tables: the row that is 100 %."""

from support.seeds_folder import SHIPPED

from doichieu.documents.known import Known
from doichieu.documents.tables.drafting import draft_tables
from tests.support.small_sheets import sheet_of

KNOWN = Known.read(SHIPPED)
REPORT = {"period_id": "2031", "report_id": "r-1"}


def bases(*lines: str) -> dict[str, tuple[str, str]]:
    """Indicator and basis of the figures of a sheet by the names of their cells."""
    drafted = draft_tables([sheet_of(*lines, name="S")], KNOWN, REPORT)
    return {one.place.removeprefix("S!"): (one.indicator_id, one.basis) for one in drafted.figures}


def test_a_share_names_the_row_that_is_the_whole() -> None:
    found = bases(
        "Vốn thả diều năm 2031",
        "| Năm 2031 (Tỷ đồng) | Cơ cấu (%)",
        "TỔNG SỐ | 200 | 100,0",
        "Diều giấy | 150 | 75,0",
        "Diều tre | 110 | 55,0",
        "Diều vải | 50 | 25,0",
    )
    whole = found["B3"][0]
    assert found["C3"] == (whole, "")
    assert [found[f"C{row}"][1] for row in (4, 5, 6)] == [whole] * 3
    assert all(not found[f"B{row}"][1] for row in (3, 4, 5, 6))


def test_the_nearest_whole_above_counts_else_the_first_below() -> None:
    found = bases(
        "Vốn thả diều năm 2031",
        "| Năm 2031 (Tỷ đồng) | Cơ cấu (%)",
        "Diều cũ | 30 | 20,0",
        "Diều giấy | 150 | 100,00",
        "Giấy dó | 90 | 60,0",
        "Diều vải | 50 | 100",
        "Vải lụa | 10 | 20,0",
    )
    paper, cloth = found["B4"][0], found["B6"][0]
    assert found["C3"][1] == paper
    assert found["C5"][1] == paper
    assert found["C7"][1] == cloth


def test_without_a_whole_the_total_stays_open() -> None:
    found = bases(
        "Vốn thả diều năm 2031",
        "| Năm 2031 (Tỷ đồng) | Cơ cấu (%)",
        "Diều giấy | 150 | 75,0",
        "Diều vải | 50 | 20,0",
    )
    assert found["C3"][1] == found["C4"][1] == ""


def test_a_part_that_is_all_of_its_kind_is_no_whole() -> None:
    found = bases(
        "Người làm diều năm 2031",
        "| Tổng số (Người) | Tỷ lệ có việc ổn định so với tổng số (%)",
        "*TỔNG SỐ | *200 | *70,0",
        "Làng Đông | 150 | 60,0",
        "Làng Đoài | 50 | 100,0",
        "Làng Hạ | 50 | 80,0",
    )
    assert found["C6"][1] == ""


def test_a_row_of_shares_names_the_column_that_is_the_whole() -> None:
    found = bases(
        "Cơ cấu diều năm 2031 (%)",
        "| Tổng số diều | Diều giấy | Diều vải",
        "Làng Đông | 100,0 | 60,0 | 40,0",
        "Làng Đoài | 100,0 | 30,0 | 70,0",
    )
    assert found["C3"][1] == found["D3"][1] == found["B3"][0]
    assert found["D4"][1] == found["B4"][0]
