"""DT, NS and SL in headers of crops and land: an area, a yield, an output."""

from doichieu.documents.tables.blocks import find_blocks
from doichieu.documents.tables.column import Column
from doichieu.documents.tables.columns import read_columns
from doichieu.documents.tables.settings import setting_of
from tests.support.small_sheets import sheet_of


def columns_of(*lines: str) -> list[Column]:
    (block,) = find_blocks(sheet_of(*lines))
    return list(read_columns(block, setting_of(block, "2031")).values())


def test_dt_in_hectares_is_an_area_and_no_plan() -> None:
    columns = columns_of(
        "Gieo trồng vụ đông năm 2031",
        "Xã | Khoai | ↔ | ↔",
        "| DT (ha) | NS (tạ/ha) | SL (tấn)",
        "Diều | 12 | 91 | 109",
        "Sáo | 7 | 90 | 63",
    )
    assert [column.measure for column in columns] == ["level"] * 3
    assert [column.unit for column in columns] == ["ha", "tạ/ha", "tấn"]
    assert [column.dimension for column in columns] == [
        ("Khoai", "Diện tích"),
        ("Khoai", "Năng suất"),
        ("Khoai", "Sản lượng"),
    ]
    assert columns[0].words == "Khoai DT (ha)"


def test_dt_without_a_unit_of_its_own_is_that_of_its_table() -> None:
    columns = columns_of(
        "Khoai năm 2031",
        "Xã | Năm 2031 | ↔ | So với 2030 (%) | ↔",
        "| DT (ha) | SL (tấn) | DT | SL",
        "Diều | 12 | 109 | 101,2 | 99,1",
        "Sáo | 7 | 63 | 98,7 | 103,4",
    )
    assert [column.measure for column in columns] == ["level", "level", "index_pct", "index_pct"]


def test_a_table_in_hectares_has_no_budgets() -> None:
    columns = columns_of(
        "Trồng khoai năm 2031", "| | Đơn vị: ha", "Xã | DT 2030 | DT 2031", "Diều | 12 | 14"
    )
    assert [column.measure for column in columns] == ["level", "level"]


def test_money_beside_an_area_is_a_budget() -> None:
    columns = columns_of(
        "Đất công năm 2031",
        "Xã | DT (ha) | DT thu 2031 (Tỷ đồng) | DT chi (Tỷ đồng)",
        "Diều | 12 | 30 | 20",
    )
    assert [column.measure for column in columns] == ["level", "plan_level", "plan_level"]


def test_dt_of_money_stays_a_budget() -> None:
    columns = columns_of(
        "Thu ngân sách năm 2031 (Tỷ đồng)", "| DT | TH | TH/DT (%)", "Phí | 12 | 14 | 116,7"
    )
    assert [column.measure for column in columns] == ["plan_level", "level", "plan_pct"]


def test_ns_of_a_province_is_its_budget() -> None:
    columns = columns_of(
        "Chi ngân sách 8 tháng năm 2031 (Tỷ đồng)",
        "| DT năm 2031 | ↔ | TH 8 tháng | ↔",
        "| NS tỉnh | NS huyện | NS tỉnh | NS huyện",
        "Chi cho diều | 120 | 80 | 66 | 41",
        "Chi cho sáo | 90 | 70 | 52 | 30",
    )
    assert [column.measure for column in columns] == ["plan_level"] * 2 + ["level"] * 2
