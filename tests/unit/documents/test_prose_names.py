"""Each figure of a text is about what its words name: known indicators, and what is new."""

from dataclasses import replace
from pathlib import Path

import pytest

from doichieu.base.paths import SEEDS
from doichieu.documents.known import Known
from doichieu.documents.prose.drafting import draft_prose
from tests.unit.documents.marked import Marked, named, texts

HERE = Path(__file__).parent
TEXTS = texts((HERE / "named_texts.txt").read_text(encoding="utf-8"))
VARIANTS = texts((HERE / "named_variants.txt").read_text(encoding="utf-8"))
OWN = frozenset(
    (
        *("grdp", "trade", "exports", "imports", "local_exports", "industrial_production_index"),
        *("retail_sales", "tourists", "border_gate_checkpoints", "border_patrol_posts"),
        *("health_facilities_with_e_declaration", "agricultural_value_chains"),
        "new_rural_criteria_per_commune",
    )
)


@pytest.fixture(scope="module")
def known() -> Known:
    """The shipped rows, of which the seeds have a few; the others are the catalogue's."""
    return replace(
        Known.read(SEEDS), own_indicators=OWN, own_identities=frozenset(("trade_by_direction",))
    )


@pytest.mark.parametrize("name", TEXTS)
def test_what_the_figures_are_about(name: str, known: Known) -> None:
    assert named(TEXTS[name], known).wrong(OWN) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_other_words_for_a_known_indicator(name: str, known: Known) -> None:
    assert named(VARIANTS[name], known).wrong(OWN) == []


def ids(marked: Marked) -> list[str]:
    return [row.indicator_id for row in marked.drafted.figures]


def test_the_same_words_give_the_same_new_id_in_another_text(known: Known) -> None:
    one = named(["Xuất khẩu sầu riêng đạt {12|level|x} triệu USD."], known)
    other = named(
        [
            "Kim ngạch xuất khẩu đạt {90|level|exports} triệu USD, trong đó sầu riêng "
            "{15|level|x} triệu USD."
        ],
        known,
    )
    assert ids(one)[0] == ids(other)[1] == "xuat_khau_sau_rieng"


def test_a_new_indicator_has_its_row(known: Known) -> None:
    drafted = named(["Sản lượng sầu riêng đạt {12|level|x} nghìn tấn."], known).drafted
    [row] = drafted.indicators
    assert row["indicator_id"] == "san_luong_sau_rieng"
    assert row["name_vi"] == "Sản lượng sầu riêng"
    assert row["unit_id"] == "thousand_tonnes"
    assert row["kind"] == "flow"


def test_a_row_of_the_catalogue_is_a_new_row_of_the_draft(known: Known) -> None:
    drafted = named(["Dư nợ tín dụng đạt {12|level|x} tỷ đồng."], known).drafted
    assert [row["indicator_id"] for row in drafted.indicators] == ["credit"]
    assert drafted.indicators[0]["name_en"] == known.indicators["credit"]["name_en"]


def test_a_row_of_the_seeds_is_no_new_row(known: Known) -> None:
    drafted = named(["Kim ngạch xuất khẩu đạt {12|level|exports} triệu USD."], known).drafted
    assert drafted.indicators == ()


def test_what_the_seeds_have_wins_over_a_nearer_name_of_the_catalogue(known: Known) -> None:
    text = ["GRDP theo giá hiện hành đạt {12.000|level|grdp} tỷ đồng."]
    assert ids(named(text, known)) == ["grdp"]
    everything = replace(known, own_indicators=frozenset(known.indicators))
    assert ids(named(text, everything)) == ["grdp_current_prices"]


@pytest.mark.parametrize(
    "text",
    [
        "Xuất khẩu sang Nhật Bản đạt {12|level|x} triệu USD.",
        "Khách du lịch đến bằng đường biển đạt {12|level|x} nghìn lượt khách.",
        "Xuất khẩu gỗ dán đạt {12|level|x} triệu USD.",
        "Kim ngạch xuất khẩu dịch vụ đạt {12|level|x} triệu USD.",
        "Chỉ số sản xuất ngành da giày tăng {12|increase_pct|x}%.",
    ],
)
def test_a_part_is_never_the_whole(text: str, known: Known) -> None:
    assert ids(named([text], known))[0] not in OWN


def test_a_share_names_its_total(known: Known) -> None:
    text = [
        "Tổng chi ngân sách địa phương {900|level|e} tỷ đồng; chi thường xuyên {600|level|r} tỷ "
        "đồng, chiếm {66,7|share_pct|r}% tổng chi."
    ]
    share = named(text, known).drafted.figures[2]
    assert (share.indicator_id, share.basis) == ("recurrent_expenditure", "budget_expenditure")


def test_parts_after_of_which_are_a_subset(known: Known) -> None:
    drafted = named(
        [
            "Diện tích cây ăn quả {900|level|f} ha, trong đó sầu riêng {600|level|d} ha, "
            "thanh long {200|level|g} ha."
        ],
        known,
    ).drafted
    assert {(row["relation"], row["total_indicator_id"]) for row in drafted.identities} == {
        ("subset", "fruit_tree_area")
    }
    assert [row.relation for row in drafted.figures] == ["none", "of_which", "of_which"]


def test_a_complete_list_that_adds_up_is_a_sum_of_its_report(known: Known) -> None:
    text = (
        "Số tàu cá {900|level|t} chiếc, gồm tàu vỏ gỗ {600|level|w} chiếc, tàu vỏ thép {{}} chiếc."
    )
    sums = named([text.replace("{{}}", "{300|level|s}")], known).drafted.identities
    assert [(row["relation"], row["report_id"]) for row in sums] == [("sum", "r")] * 2
    others = named([text.replace("{{}}", "{120|level|s}")], known).drafted.identities
    assert [(row["relation"], row["report_id"]) for row in others] == [("subset", "")] * 2


def test_a_part_that_is_more_than_its_total_is_no_part(known: Known) -> None:
    drafted = named(
        ["Diện tích cây ăn quả {900|level|f} ha, trong đó sầu riêng {6.000|level|d} ha."], known
    ).drafted
    assert drafted.identities == ()


def test_a_relation_of_the_catalogue_comes_before_a_new_one(known: Known) -> None:
    drafted = named(
        [
            "Khách du lịch đạt {900|level|tourists} nghìn lượt khách, trong đó khách quốc tế "
            "{100|level|i} nghìn lượt khách, khách nội địa {800|level|d} nghìn lượt khách."
        ],
        known,
    ).drafted
    assert {row["identity_id"] for row in drafted.identities} == {"tourists_by_origin"}


def test_rates_after_of_which_relate_what_the_catalogue_relates(known: Known) -> None:
    drafted = named(
        ["GRDP tăng {7|increase_pct|grdp}%, trong đó khu vực dịch vụ tăng {8|increase_pct|s}%."],
        known,
    ).drafted
    assert [row["identity_id"] for row in drafted.identities] == ["sectors_within_grdp"]


def test_a_list_after_a_semicolon_ends_where_another_total_follows(known: Known) -> None:
    drafted = named(
        [
            "Xuất khẩu {90|level|exports} triệu USD, trong đó sầu riêng {20|level|d} triệu USD; "
            "nhập khẩu {70|level|imports} triệu USD."
        ],
        known,
    ).drafted
    assert [row["part_indicator_id"] for row in drafted.identities] == ["xuat_khau_sau_rieng"]


def test_the_unit_of_a_part_without_a_level_is_that_of_its_total(known: Known) -> None:
    drafted = named(
        ["Xuất khẩu tăng {9|increase_pct|exports}%, trong đó sầu riêng tăng {20|increase_pct|d}%."],
        known,
    ).drafted
    assert [row["unit_id"] for row in drafted.indicators] == ["million_usd"]


def test_a_level_gives_the_unit_of_what_a_rate_named_before_it(known: Known) -> None:
    drafted = named(
        [
            "Sản lượng sầu riêng tăng {9|increase_pct|d}%. Sản lượng sầu riêng đạt "
            "{20|level|d} nghìn tấn."
        ],
        known,
    ).drafted
    assert [row["unit_id"] for row in drafted.indicators] == ["thousand_tonnes"]


def test_a_magnitude_alone_takes_the_unit_of_its_indicator(known: Known) -> None:
    [figure] = named(
        ["Tourist arrivals reached {1.1|level|tourists} million."], known
    ).drafted.figures
    assert (figure.indicator_id, figure.unit_id) == ("tourists", "million_visits")


def test_a_number_without_a_name_is_unsure(known: Known) -> None:
    [figure] = named(["Đạt {12|level|x} tỷ đồng."], known).drafted.figures
    assert figure.doubts


def test_no_figures_need_no_names(known: Known) -> None:
    assert named(["Không có số liệu."], known).drafted.figures == ()


def test_a_long_text_names_the_same_things_alike_at_its_start_and_its_end(known: Known) -> None:
    names = [f"{mineral} {hue}" for mineral in ("kẽm", "gạch", "sét") for hue in ("đỏ", "đen")]
    lines = [f"Sản lượng {name} đạt 1.200 tấn, tăng 5,1% so với cùng kỳ." for name in names] * 50
    report = {"report_id": "x", "period_id": "2023", "territory_id": "vn", "number_format": "vi"}
    found = [figure.indicator_id for figure in draft_prose(lines, known, report).figures]
    assert len(set(found)) == len(names)
    assert found[: 2 * len(names)] == found[-2 * len(names) :]
