"""The shipped catalogue: names that belong to one thing, identities that can hold, territories."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from support.seeds_folder import SHIPPED

from doichieu.base.vocabulary import vocabulary

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (SHIPPED / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INDICATORS = {row["indicator_id"]: row for row in rows("indicators")}
UNITS = {row["unit_id"]: row for row in rows("units")}
TERRITORIES = {row["territory_id"]: row for row in rows("territories")}
IDENTITIES = rows("identities")
LIMITS = rows("limits")
# The words for the levels that have one, in full names such as "thành phố Huế".
WORDS = {"province": "tỉnh", "municipality": "thành phố", "provincial_city": "thành phố"}
ALWAYS = (date.min, date.max)


def split(names: str) -> list[str]:
    return [name for name in names.split("|") if name]


def shared(names: list[tuple[str, str]]) -> dict[str, set[str]]:
    """The names, without regard to capitals, that several ids have."""
    owners = defaultdict(set)
    for name, owner in names:
        owners[name.casefold()].add(owner)
    return {name: ids for name, ids in owners.items() if len(ids) > 1}


# ----- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_name_belongs_to_two_indicators(language: str) -> None:
    """A name in a text then says which indicator it is."""
    names = [
        (name, row["indicator_id"])
        for row in INDICATORS.values()
        for name in (row[f"name_{language}"], *split(row[f"aliases_{language}"]))
    ]
    assert shared(names) == {}
    assert len(names) > 2 * len(INDICATORS) - 60


def test_no_spelling_belongs_to_two_units() -> None:
    names = [
        (name, row["unit_id"])
        for row in UNITS.values()
        for name in {row["name_vi"], row["name_en"], *split(row["aliases"])}
    ]
    assert shared(names) == {}


def test_names_are_tidy() -> None:
    """No name is listed twice, blank or with blanks around it, and all are composed letters."""
    columns = [
        *((row["indicator_id"], row["name_vi"], row["aliases_vi"]) for row in INDICATORS.values()),
        *((row["indicator_id"], row["name_en"], row["aliases_en"]) for row in INDICATORS.values()),
        *((row["unit_id"], row["name_vi"], row["aliases"]) for row in UNITS.values()),
        *((row["territory_id"], row["name_vi"], row["aliases"]) for row in TERRITORIES.values()),
    ]
    for owner, name, aliases in columns:
        names = [name, *(aliases.split("|") if aliases else ())]
        assert all(one and one == " ".join(one.split()) for one in names), owner
        assert len(set(names)) == len(names), owner


def test_the_catalogue_has_what_reports_print() -> None:
    topics = Counter(row["topic"] for row in INDICATORS.values())
    assert len(INDICATORS) >= 200
    assert set(topics) == {
        *("budget", "economy", "industry", "services", "prices", "trade", "investment"),
        *("enterprises", "finance", "agriculture", "tourism", "transport", "society", "health"),
        *("education", "safety"),
    }
    assert min(topics.values()) >= 5
    # The eleven main groups of the consumer price index.
    main = {"food", "drinks", "clothing", "housing", "household_goods", "health", "transport"}
    main |= {"communication", "education", "culture", "other"}
    assert {f"cpi_{group}" for group in main} <= set(INDICATORS)
    for name, indicator in {
        "tổng thu NSNN trên địa bàn": "budget_revenue",
        "thu nội địa": "domestic_revenue",
        "IIP": "industrial_production_index",
        "CPI": "cpi",
        "xuất siêu": "trade_balance",
        "nhập siêu": "trade_deficit",
    }.items():
        row = INDICATORS[indicator]
        names = [row["name_vi"], *split(row["aliases_vi"])]
        assert name.casefold() in [one.casefold() for one in names], name


def test_units_of_the_design_have_their_spellings() -> None:
    for spelling, unit in {
        "tỉ đồng": "billion_vnd",
        "triệu đô la Mỹ": "million_usd",
        "tr.USD": "million_usd",
        "héc-ta": "hectare",
        "vạn tấn": "ten_thousand_tonnes",
        "DN": "enterprise",
        "triệu lượt": "million_visits",
    }.items():
        assert spelling in [UNITS[unit]["name_vi"], *split(UNITS[unit]["aliases"])]


# ----- kinds and identities -------------------------------------------------------------------


def test_counts_are_counted_in_whole_units() -> None:
    """A count is exact: its unit has no multiple, and what people are is rounded too often."""
    for row in INDICATORS.values():
        if row["kind"] == "count":
            assert UNITS[row["unit_id"]]["factor"] == "1", row["indicator_id"]
        if UNITS[row["unit_id"]]["dimension"] == "ratio":
            assert row["kind"] in ("index", "rate"), row["indicator_id"]
    assert set(vocabulary().kinds) == {row["kind"] for row in INDICATORS.values()}


def test_only_small_counts_of_people_are_exact() -> None:
    """Deaths and injured people are printed one by one; visitors, workers and insured are not."""
    exact = {
        row["indicator_id"]
        for row in INDICATORS.values()
        if row["kind"] == "count" and UNITS[row["unit_id"]]["dimension"] == "person"
    }
    assert exact == {
        *("traffic_deaths", "traffic_injured", "traffic_lightly_injured", "food_poisoned_people"),
        *("fire_deaths", "fire_injured", "disaster_deaths", "disaster_killed", "disaster_injured"),
    }


def test_what_is_printed_in_round_numbers_is_no_count() -> None:
    """233.400 enterprises and 157.240 new ones are honest: a count would make them exact."""
    for name in (
        *("new_enterprises", "entered_enterprises", "withdrawn_enterprises", "poor_households"),
        *("hungry_households", "dengue_cases", "hiv_infected", "disaster_houses"),
        *("crimes", "schools", "fdi_valid_projects", "ocop_products"),
    ):
        assert INDICATORS[name]["kind"] in ("flow", "stock"), name


LINES = [
    ("retail_sales", "retail_sales_real", "loại trừ yếu tố giá"),
    ("labour_productivity", "labour_productivity_constant", "tốc độ tăng năng suất lao động"),
    ("grdp_per_capita", "grdp_per_capita_constant", "GRDP bình quân đầu người theo giá so sánh"),
    ("budget_revenue", "balanced_budget_revenue", "thu cân đối ngân sách nhà nước"),
    ("customs_revenue", "balanced_customs_revenue", "thu cân đối từ hoạt động xuất nhập khẩu"),
    ("local_budget_revenue", "local_retained_revenue", "thu ngân sách địa phương được hưởng"),
    ("budget_expenditure", "balanced_expenditure", "chi cân đối ngân sách địa phương"),
    ("budget_expenditure", "state_budget_expenditure", "tổng chi NSNN"),
    ("deposits", "customer_deposits", "tiền gửi"),
    ("credit", "loans", "dư nợ cho vay"),
    ("seafood_output", "marine_output", "hải sản"),
    ("public_investment_disbursement", "public_investment_disbursement_rate",
     "tỷ lệ giải ngân vốn đầu tư công"),
    ("traffic_accidents", "traffic_collisions", "va chạm giao thông"),
    ("fires", "fire_incidents", "vụ cháy"),
    ("poverty_rate", "multidimensional_poverty_rate", "tỷ lệ nghèo đa chiều"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "name"), LINES)
def test_two_lines_of_one_report_are_two_indicators(one: str, other: str, name: str) -> None:
    """Net beside gross, real beside nominal, a part beside its whole, a rate beside its level."""

    def names(indicator: str) -> list[str]:
        row = INDICATORS[indicator]
        return [each.casefold() for each in (row["name_vi"], *split(row["aliases_vi"]))]

    assert name.casefold() in names(other)
    assert name.casefold() not in names(one)


def test_a_rate_names_no_level() -> None:
    """ "Tỷ lệ" (a rate) begins the names of indicators in percent or per mille only."""
    for row in INDICATORS.values():
        for name in (row["name_vi"], *split(row["aliases_vi"])):
            if name.casefold().startswith(("tỷ lệ", "tỉ lệ")):
                assert UNITS[row["unit_id"]]["dimension"] == "ratio", (row["indicator_id"], name)


def test_deaths_by_fire_are_no_traffic_deaths() -> None:
    names = {name for row in INDICATORS.values() for name in split(row["aliases_vi"])}
    assert names.isdisjoint({"làm chết", "làm bị thương", "bị thương", "số người bị thương"})


def parents_of(relation: str) -> dict[str, set[str]]:
    """The totals of each part that is added."""
    found: dict[str, set[str]] = defaultdict(set)
    negative = {row["identity_id"] for row in IDENTITIES if float(row["coefficient"]) < 0}
    for row in IDENTITIES:
        if row["relation"] == relation and row["identity_id"] not in negative:
            found[row["part_indicator_id"]].add(row["total_indicator_id"])
    return found


def test_every_part_has_one_total() -> None:
    """A share or a contribution of it then needs no basis."""
    totals: dict[str, set[str]] = defaultdict(set)
    for relation in ("sum", "subset"):
        for part, parents in parents_of(relation).items():
            totals[part] |= parents
    assert {part: parents for part, parents in totals.items() if len(parents) > 1} == {}


def test_identities_hold_in_every_report() -> None:
    assert {row["report_id"] for row in IDENTITIES} == {""}
    sums = defaultdict(list)
    for row in IDENTITIES:
        if row["relation"] == "sum":
            sums[row["identity_id"]].append(row["part_indicator_id"])
    assert min(len(parts) for parts in sums.values()) >= 2
    # Indices do not add up, nor do rates.
    for row in IDENTITIES:
        for side in ("total_indicator_id", "part_indicator_id"):
            assert INDICATORS[row[side]]["kind"] not in ("index", "rate"), row


def test_no_identity_binds_what_an_honest_office_may_print_otherwise() -> None:
    """Guests on business are no tourists; credit is more than loans; a lottery was no revenue."""
    pairs = {
        (row["relation"], row["total_indicator_id"], row["part_indicator_id"]) for row in IDENTITIES
    }
    bound = {pair[1:] for pair in pairs}
    assert ("tourists", "overnight_tourists") not in bound
    assert ("domestic_revenue", "land_lottery_revenue") not in bound
    assert ("transport_revenue", "transport_support_revenue") not in bound
    assert not any(pair[0] == "sum" and pair[1] == "credit" for pair in pairs)
    # Real growth is no growth of a part of the level.
    constant = {name for name in INDICATORS if name.endswith(("_constant", "_real"))}
    assert constant.isdisjoint({indicator for pair in bound for indicator in pair})


# ----- limits ---------------------------------------------------------------------------------


def critical(indicator: str, measure: str) -> tuple[float, float]:
    """The critical limit that holds for the figures of a measure: its own, or the general one."""
    found = {row["indicator_id"]: row for row in LIMITS
             if row["measure"] == measure and row["severity"] == "critical"}  # fmt: skip
    row = found.get(indicator, found["*"]) if "*" in found else found[indicator]
    return float(row["lower"] or "-inf"), float(row["upper"] or "inf")


@pytest.mark.parametrize("indicator", ["trade_balance", "trade_deficit", "fdi_registered_capital"])
@pytest.mark.parametrize(
    ("measure", "printed"),
    [("decrease_pct", 168), ("increase_pct", -168), ("index_pct", -68), ("plan_pct", -12)],
)
def test_a_balance_can_change_its_sign(indicator: str, measure: str, printed: float) -> None:
    lower, upper = critical(indicator, measure)
    assert lower <= printed <= upper
    # Revenue cannot: the general limit holds for it.
    lower, upper = critical("budget_revenue", measure)
    assert not lower <= printed <= upper


@pytest.mark.parametrize(
    "indicator", ["vaccination_rate", "preschool_enrolment_rate", "health_insurance_coverage"]
)
def test_an_expected_number_can_be_exceeded(indicator: str) -> None:
    assert critical(indicator, "level") == (0, float("inf"))
    assert critical("poverty_rate", "level") == (0, 100)
    warnings = [row for row in LIMITS if row["indicator_id"] == indicator
                and row["severity"] == "warning"]  # fmt: skip
    assert [row["upper"] for row in warnings] == ["100"]


def test_every_level_that_cannot_be_negative_has_its_limit() -> None:
    limited = {row["indicator_id"] for row in LIMITS if row["measure"] == "level"}
    may_be_negative = {
        *("trade_balance", "trade_deficit", "trade_balance_fdi", "grdp_product_taxes"),
        *("grdp_constant_product_taxes", "grdp_current_product_taxes", "natural_growth_rate"),
        *("fdi_registered_capital", "fdi_added_capital", "fdi_share_purchases", "birth_reduction"),
        *("customs_revenue", "balanced_customs_revenue", "other_budget_revenue"),
        "grdp_growth_target",
    }
    assert limited.isdisjoint(may_be_negative)
    for name, row in INDICATORS.items():
        assert name in limited or name in may_be_negative or row["kind"] == "index", name
    # Of what may be negative no percentage is impossible.
    for name in may_be_negative - {"grdp_growth_target"}:
        assert critical(name, "decrease_pct") == (0, float("inf"))
        assert critical(name, "plan_pct")[0] < -1000


def test_growth_at_constant_prices_and_levels_at_current_ones_are_never_added_up() -> None:
    """The plain indicators of the GRDP take both: an honest office would contradict a sum."""
    plain = {"grdp", "grdp_agriculture", "grdp_industry_construction"}
    assert plain.isdisjoint(
        row["total_indicator_id"] for row in IDENTITIES if row["relation"] == "sum"
    )
    for prices in ("constant", "current"):
        parts = [row for row in IDENTITIES if row["identity_id"] == f"grdp_{prices}_by_sector"]
        assert {row["total_indicator_id"] for row in parts} == {f"grdp_{prices}_prices"}
        assert len(parts) == 4


# ----- territories ----------------------------------------------------------------------------


def lifetime(row: Row) -> tuple[date, date]:
    first, last = row["valid_from"], row["valid_to"]
    return (
        date.fromisoformat(first) if first else ALWAYS[0],
        date.fromisoformat(last) if last else ALWAYS[1],
    )


def levels(row: Row) -> Iterator[tuple[str, date, date]]:
    """Each level of a territory, with its first and last day."""
    first, last = lifetime(row)
    if row["level_from"]:
        change = date.fromisoformat(row["level_from"])
        yield row["former_level"], first, change.fromordinal(change.toordinal() - 1)
        first = change
    yield row["level"], first, last


def of_level(day: str) -> Counter[str]:
    """How many territories of each level there were on a day."""
    then = date.fromisoformat(day)
    return Counter(
        level
        for row in TERRITORIES.values()
        for level, first, last in levels(row)
        if first <= then <= last
    )


@pytest.mark.parametrize(
    ("day", "provinces", "municipalities"),
    [
        ("1996-12-31", 50, 3),
        ("1997-01-01", 57, 4),
        ("2004-01-01", 59, 5),
        ("2008-07-31", 59, 5),
        ("2008-08-01", 58, 5),
        ("2024-12-31", 58, 5),
        ("2025-01-01", 57, 6),
        ("2025-07-01", 28, 6),
        ("2026-04-30", 27, 7),
        ("2026-09-01", 26, 8),
        ("2026-09-20", 25, 9),
    ],
)
def test_there_were_as_many_provinces_as_the_law_says(
    day: str, provinces: int, municipalities: int
) -> None:
    found = of_level(day)
    assert (found["province"], found["municipality"]) == (provinces, municipalities)


def full_names() -> Iterator[tuple[str, str, date, date]]:
    """Each full name, such as "thành phố Huế", with its territory and its first and last day."""
    for territory_id, row in TERRITORIES.items():
        for level, first, last in levels(row):
            if level in WORDS:
                yield f"{WORDS[level]} {row['name_vi']}", territory_id, first, last


def test_a_full_name_is_of_one_territory_on_any_day() -> None:
    by_name = defaultdict(list)
    for name, territory_id, first, last in full_names():
        by_name[name].append((first, last, territory_id))
    for name, found in by_name.items():
        found.sort()
        for (_, last, one), (first, _, other) in pairwise(found):
            assert last < first, (name, one, other)


@pytest.mark.parametrize(
    ("name", "day", "territory"),
    [
        ("tỉnh Bắc Ninh", "2024-06-30", "bac-ninh"),
        ("thành phố Bắc Ninh", "2024-06-30", "bac-ninh-city"),
        ("tỉnh Bắc Ninh", "2026-06-30", "bac-ninh-2025"),
        ("thành phố Bắc Ninh", "2026-06-30", None),
        ("thành phố Bắc Ninh", "2026-09-30", "bac-ninh-2025"),
        ("tỉnh Cao Bằng", "1996-12-31", "cao-bang-before-1997"),
        ("tỉnh Cao Bằng", "1997-01-01", "cao-bang"),
        ("tỉnh Lào Cai", "2003-12-31", "lao-cai-before-2004"),
        ("tỉnh Lào Cai", "2004-01-01", "lao-cai"),
        ("thành phố Huế", "2024-12-31", "hue-city"),
        ("thành phố Huế", "2025-01-31", "hue-2025"),
        ("tỉnh Cần Thơ", "2003-12-31", "can-tho-before-2004"),
        ("thành phố Cần Thơ", "2003-12-31", "can-tho-city-before-2004"),
        ("thành phố Cần Thơ", "2004-01-01", "can-tho"),
        ("tỉnh Hà Tây", "2008-07-31", "ha-tay"),
        ("tỉnh Đồng Nai", "2026-04-29", "dong-nai-2025"),
        ("thành phố Đồng Nai", "2026-04-30", "dong-nai-2025"),
    ],
)
def test_names_of_different_years(name: str, day: str, territory: str | None) -> None:
    then = date.fromisoformat(day)
    found = [
        one for full, one, first, last in full_names() if full == name and first <= then <= last
    ]
    assert found == ([territory] if territory else [])


def test_what_follows_begins_on_the_next_day() -> None:
    followed = {row["predecessor_id"] for row in TERRITORIES.values()}
    for territory_id, row in TERRITORIES.items():
        for before, after in (
            (territory_id, row["successor_id"]),
            (row["predecessor_id"], territory_id),
        ):
            if before and after:
                _, end = lifetime(TERRITORIES[before])
                begin, _ = lifetime(TERRITORIES[after])
                assert end.toordinal() + 1 == begin.toordinal(), (before, after)
        # Nothing came after the cities within provinces: districts were abolished.
        has_ended = row["valid_to"] and row["level"] != "provincial_city"
        assert not has_ended or row["successor_id"] or territory_id in followed, territory_id


def test_every_date_has_its_source() -> None:
    for row in TERRITORIES.values():
        changes = [row["valid_from"], row["level_from"]]
        if not row["successor_id"] and row["level"] == "provincial_city":
            changes.append(row["valid_to"])
        assert len(set(filter(None, changes))) <= len(split(row["source"].replace("; ", "|"))), row
