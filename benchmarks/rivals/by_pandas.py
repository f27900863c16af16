"""The rivals' question in pandas: implied plans and bases, sums of totals, means of rates.

Run as `python -m benchmarks.rivals.by_pandas SEEDS DATABASE`.
"""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.rivals import READINGS

KEYS = ["report_id", "territory_id", "period_id"]
PLANS = ["plan_pct", "over_plan_pct", "under_plan_pct"]
RATES = ["completion", "growth"]
SIDES = [f"{reading}_{side}" for reading in READINGS for side in ("lower", "upper", "width")]


def read(paths: list[Path]) -> pd.DataFrame:
    """CSV files as text, concatenated."""
    return pd.concat(
        [pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths], ignore_index=True
    )


def readings(figures: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Both intervals of each figure, as levels or as factors of a plan or a base."""
    found = figures.merge(reports, on="report_id", suffixes=("", "_own"))
    for column in ("territory_id", "period_id"):
        found[column] = found[column].where(found[column] != "", found[f"{column}_own"])
    mark = np.where(found["number_format"] == "vi", ",", ".")
    parts = [text.split(one) for text, one in zip(found["printed"], mark, strict=True)]
    decimals = np.array([len(part[1]) if len(part) > 1 else 0 for part in parts])
    text = found["printed"].str.replace(r"[.,]", "", regex=True)
    digits = text.astype(np.int64).to_numpy()
    zeros = (text.str.len() - text.str.rstrip("0").str.len()).to_numpy()
    measure = found["measure"]
    one = 10**decimals
    middle = np.select(
        [
            measure.isin(["over_plan_pct", "increase_pct"]),
            measure.isin(["under_plan_pct", "decrease_pct"]),
        ],
        [100 * one + digits, 100 * one - digits],
        digits,
    )
    is_percent = ~measure.isin(["level", "multiple"]).to_numpy()
    is_coarse = ((measure == "level").to_numpy()) & (decimals == 0) & (zeros > 0) & (digits != 0)
    # In hundredths of the last printed place, so that ends are whole numbers.
    widths = {
        "half": np.full(len(found), 50),
        "wide": np.where(
            is_coarse,
            np.maximum(100, np.minimum(50 * 10 ** np.where(is_coarse, zeros, 0), np.abs(digits))),
            100,
        ),
    }
    for reading, width in widths.items():
        for side, end in (("lower", 100 * middle - width), ("upper", 100 * middle + width)):
            found[f"{reading}_{side}"] = end / np.where(is_percent, 10000 * one, 100 * one)
        found[f"{reading}_width"] = width / (100 * one)
    found["quantity"] = np.select(
        [measure == "level", measure.isin(PLANS)], ["level", "completion"], "growth"
    )
    return found[[*KEYS, "indicator_id", "quantity", *SIDES]]


Interval = tuple[np.ndarray, np.ndarray]
"""Lower and upper ends."""


def quotient(level: Interval, over: Interval) -> Interval:
    """Both ends of a quotient; an end is unbounded where the divisor reaches zero."""
    (a, b), (c, d) = level, over
    missing = np.isnan(a) | np.isnan(c)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = np.select(
            [missing, c > 0, d < 0, (d > 0) & (a >= 0)],
            [np.nan, np.minimum(a / c, a / d), np.minimum(b / c, b / d), a / d],
            -np.inf,
        )
        upper = np.select(
            [missing, c > 0, d < 0, (d > 0) & (c >= 0) & (b < 0)],
            [np.nan, np.maximum(b / c, b / d), np.maximum(a / c, a / d), b / d],
            np.inf,
        )
    return lower, upper


def implied(read_as: pd.DataFrame) -> pd.DataFrame:
    """The plan and the base that each indicator implies, and the bounds of its rates in percent."""
    wide = read_as.set_index([*KEYS, "indicator_id", "quantity"]).unstack("quantity")
    found = pd.DataFrame(index=wide.index)
    # A level below zero, or a level over a rate below zero: at either reading, as a base is of one
    # kind at both.
    least_level = wide.loc[:, [(f"{reading}_lower", "level") for reading in READINGS]].min(axis=1)
    may_be_negative = {
        rate: (least_level < 0)
        | least_level.notna()
        & (wide.loc[:, [(f"{reading}_upper", rate) for reading in READINGS]].min(axis=1) < 0)
        for rate in RATES
    }
    found["may_prior_be_negative"] = may_be_negative["growth"]
    for reading in READINGS:
        ends = [f"{reading}_{end}" for end in ("lower", "upper")]

        def interval(quantity: str, ends: list[str] = ends) -> Interval:
            return tuple(wide[end, quantity].to_numpy() for end in ends)

        level, width = interval("level"), wide[f"{reading}_width", "level"].to_numpy()
        known = {"level": level}
        for base, rate, shift in (("plan", "completion", 0), ("prior", "growth", 100)):
            lower, upper = known[base] = quotient(level, interval(rate))
            # The rate may have been computed from rounded numbers.
            least, most = quotient(level, (lower - width, upper + width))
            # Where levels or bases may be negative, a total's rate is no mean of its parts' rates.
            no_mean = may_be_negative[rate]
            known[f"{rate}_pct"] = (
                np.where(no_mean, np.nan, 100 * np.fmin(interval(rate)[0], least) - shift),
                np.where(no_mean, np.nan, 100 * np.fmax(interval(rate)[1], most) - shift),
            )
        for name, (lower, upper) in known.items():
            found[f"{reading}_{name}_lower"], found[f"{reading}_{name}_upper"] = lower, upper
        found[f"{reading}_width"] = width
    return found.reset_index()


def terms_of(base: pd.DataFrame, quantity: str, column: str) -> pd.DataFrame:
    """The terms of the checks of one quantity at both intervals, with their slack.

    Growth on a base below zero has two meanings: such a base is no part of a sum. Of a rate: the
    least base, the rounding of its level, and its factor where that level is not printed.
    """
    if quantity == "implied_prior":
        base = base[~base["may_prior_be_negative"]]
    terms = base[[*KEYS, "indicator_id"]].assign(quantity=quantity)
    for reading in READINGS:
        for end in ("lower", "upper"):
            terms[f"{reading}_{end}"] = base[f"{reading}_{column}_{end}"]
        width = base[f"{reading}_width"]
        has_slack = quantity in ("implied_plan", "implied_prior")
        terms[f"{reading}_slack"] = width if has_slack else 0.0
        if quantity in RATES:
            implied_base = "plan" if quantity == "completion" else "prior"
            ends = terms[[f"{reading}_lower", f"{reading}_upper"]] / 100
            factor = (ends + (quantity == "growth")).abs().max(axis=1)
            terms[f"{reading}_base"] = base[f"{reading}_{implied_base}_lower"] - width
            terms[f"{reading}_rounding"] = width.fillna(0)
            terms[f"{reading}_factor"] = factor.where(width.isna())
    return terms


def reconciled(base: pd.DataFrame, identities: pd.DataFrame) -> pd.DataFrame:
    """Whether totals can be sums of their parts, and rates means, wherever one of the terms is
    printed."""
    terms = pd.concat(
        [
            terms_of(base, quantity, column)
            for quantity, column in (
                ("level", "level"),
                ("implied_plan", "plan"),
                ("implied_prior", "prior"),
                *((rate, f"{rate}_pct") for rate in RATES),
            )
        ]
    ).dropna(subset=["half_lower", "wide_lower"], how="all")
    parts = identities.rename(columns={"part_indicator_id": "indicator_id"})
    parts = parts.assign(role="part", coefficient=parts["coefficient"].astype(float))
    totals = identities.drop_duplicates("identity_id")
    totals = totals.rename(columns={"total_indicator_id": "indicator_id"})
    totals = totals.assign(role="total", coefficient=1.0)
    columns = ["identity_id", "indicator_id", "role", "coefficient"]
    members = pd.concat([parts[columns], totals[columns]])
    check = [*KEYS, "identity_id", "quantity"]
    printed = terms.merge(members, on="indicator_id")
    occasions = printed[check].drop_duplicates().merge(used(printed, members))
    wanted = occasions.merge(members, on="identity_id").merge(
        terms, on=[*KEYS, "indicator_id", "quantity"], how="left"
    )
    by_check = {}
    is_total, is_rate = wanted["role"] == "total", wanted["quantity"].isin(RATES)
    wanted["unprinted"] = wanted["coefficient"].where(wanted["half_factor"].notna(), 0.0)
    by_check["unprinted"] = wanted.groupby(check)["unprinted"].sum()
    for reading in READINGS:
        lower, upper, slack = (f"{reading}_{name}" for name in ("lower", "upper", "slack"))
        for column in (f"{reading}_rounding", f"{reading}_factor"):
            by_check[column] = wanted.groupby(check)[column].max()
        base = wanted[f"{reading}_base"] * wanted["coefficient"]
        own = base[is_total].groupby([wanted[key] for key in check]).max()
        of_parts = base[~is_total & (base > 0)].groupby([wanted[key] for key in check]).sum()
        by_check[f"{reading}_base"] = pd.concat([own, of_parts]).groupby(level=check).max()
        missing = f"{reading}_is_missing"
        wanted[missing] = wanted[lower].isna()
        by_check[missing] = wanted.groupby(check)[missing].any()
        ends = wanted[[lower, upper]].mul(wanted["coefficient"], axis=0).to_numpy()
        wanted[lower], wanted[upper] = ends.min(axis=1), ends.max(axis=1)
        wanted[slack] *= wanted["coefficient"].abs()
        magnitude = f"{reading}_magnitude"
        wanted[magnitude] = np.abs(np.where(np.isfinite(ends), ends, 0)).max(axis=1)
        wanted[magnitude] += np.where(is_rate, 100, 0)  # a growth is a rate less 100
        for column in (slack, magnitude):
            by_check[column] = wanted.groupby(check)[column].sum()
        for end, outermost in ((lower, "min"), (upper, "max")):
            by_check[f"total_{end}"] = wanted[is_total].groupby(check)[end].first()
            by_check[f"parts_{end}"] = pd.concat(
                [
                    wanted[~is_total & ~is_rate].groupby(check)[end].sum(),
                    wanted[~is_total & is_rate].groupby(check)[end].agg(outermost),
                ]
            )
    sides = pd.DataFrame(by_check)
    for reading in READINGS:
        sides[f"{reading}_slack"] += points(sides, reading)
        sides[f"{reading}_verdict"] = verdicts(sides, reading)
    return sides[[f"{reading}_verdict" for reading in READINGS]].reset_index()


def used(printed: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The identities of each report: it prints the total and a part, or has them in another one."""
    sides = printed[["report_id", "identity_id", "role"]].drop_duplicates()
    several = members[members["indicator_id"].duplicated(keep=False)]
    linked = several[["identity_id", "role"]].drop_duplicates()
    reports = sides[["report_id", "identity_id"]].drop_duplicates()
    both = pd.concat([sides, reports.merge(linked, on="identity_id")]).drop_duplicates()
    counted = both.groupby(["report_id", "identity_id"]).size()
    return counted[counted == 2].reset_index()[["report_id", "identity_id"]]


def points(sides: pd.DataFrame, reading: str) -> pd.Series:
    """How far levels that are not printed may move a rate.

    They may be rounded as coarsely as any level beside them; in points of the total's least base.
    """
    factor = sides[f"{reading}_factor"].clip(lower=1).fillna(1)
    moved = sides["unprinted"] * sides[f"{reading}_rounding"].fillna(0) * (1 + factor)
    base = sides[f"{reading}_base"]
    return (100 * moved / base).where(base > 0, np.inf).where((moved > 0) & base.notna(), 0.0)


def verdicts(sides: pd.DataFrame, reading: str) -> np.ndarray:
    """The verdict of each check at one interval, from the ends of its sides."""
    slack, magnitude = sides[f"{reading}_slack"], sides[f"{reading}_magnitude"]
    total_lower, total_upper = (sides[f"total_{reading}_{end}"] for end in ("lower", "upper"))
    parts_lower = sides[f"parts_{reading}_lower"] - slack
    parts_upper = sides[f"parts_{reading}_upper"] + slack
    is_open = ((total_lower == -np.inf) & (total_upper == np.inf)) | (
        (parts_lower == -np.inf) & (parts_upper == np.inf)
    )
    apart = np.maximum(total_lower - parts_upper, parts_lower - total_upper)
    is_level = sides.index.get_level_values("quantity") == "level"
    return np.select(
        [
            sides[f"{reading}_is_missing"] | is_open,
            apart <= np.where(is_level, 2.3e-16, 2e-15) * magnitude,
        ],
        ["not_checkable", "holds"],
        "fails",
    )


def main(seeds: Path, database: Path) -> None:
    """Read, derive, and write the answers to a DuckDB file."""
    figures = read(sorted((seeds / "figures").glob("*.csv")))
    reports = read([seeds / "reference" / "reports.csv"])
    identities = read([seeds / "reference" / "identities.csv"])
    base = implied(readings(figures, reports))
    answers = {"implied": base, "reconciled": reconciled(base, identities)}
    with duckdb.connect(str(database)) as connection:
        for name, frame in answers.items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
