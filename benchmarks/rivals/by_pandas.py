"""The rivals' question in pandas: the plan and base that are implied, and whether totals add up.

Run as `python -m benchmarks.rivals.by_pandas SEEDS DATABASE`.
"""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

KEYS = ["report_id", "territory_id", "period_id"]
PLANS = ["plan_pct", "over_plan_pct", "under_plan_pct"]


def read(paths: list[Path]) -> pd.DataFrame:
    """CSV files of text, one below the other."""
    return pd.concat(
        [pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths], ignore_index=True
    )


def readings(figures: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The half reading of each print, as a level or as what multiplies a plan or a base."""
    found = figures.merge(reports, on="report_id", suffixes=("", "_own"))
    for column in ("territory_id", "period_id"):
        found[column] = found[column].where(found[column] != "", found[f"{column}_own"])
    mark = np.where(found["number_format"] == "vi", ",", ".")
    parts = [text.split(one) for text, one in zip(found["printed"], mark, strict=True)]
    decimals = np.array([len(part[1]) if len(part) > 1 else 0 for part in parts])
    digits = found["printed"].str.replace(r"[.,]", "", regex=True).astype(np.int64).to_numpy()
    measure = found["measure"]
    one = 10**decimals
    # Twice the print, in whole units of its last place: its ends are whole numbers too.
    twice = 2 * np.select(
        [
            measure.isin(["over_plan_pct", "increase_pct"]),
            measure.isin(["under_plan_pct", "decrease_pct"]),
        ],
        [100 * one + digits, 100 * one - digits],
        digits,
    )
    is_percent = ~measure.isin(["level", "multiple"]).to_numpy()
    for name, end in (("lower", twice - 1), ("upper", twice + 1)):
        found[name] = end / np.where(is_percent, 200 * one, 2 * one)
    found["half_width"] = 1 / (2 * one)
    found["quantity"] = np.select(
        [measure == "level", measure.isin(PLANS)], ["level", "completion"], "growth"
    )
    return found[[*KEYS, "indicator_id", "quantity", "lower", "upper", "half_width"]]


def quotient(level: pd.DataFrame, rate: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Both ends of level over rate; a rate that reaches nought leaves a side open."""
    a, b = level["lower"].to_numpy(), level["upper"].to_numpy()
    c, d = rate["lower"].to_numpy(), rate["upper"].to_numpy()
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
    """The plan and the base that each indicator implies."""
    wide = read_as.set_index([*KEYS, "indicator_id", "quantity"]).unstack("quantity")
    by_quantity = {
        quantity: wide.xs(quantity, axis=1, level="quantity")
        for quantity in ("level", "completion", "growth")
    }
    level = by_quantity["level"]
    found = pd.DataFrame(index=wide.index)
    found["level_lower"], found["level_upper"] = level["lower"], level["upper"]
    found["half_width"] = level["half_width"]
    for name, rate in (("plan", "completion"), ("prior", "growth")):
        found[f"{name}_lower"], found[f"{name}_upper"] = quotient(level, by_quantity[rate])
    return found.reset_index()


def reconciled(base: pd.DataFrame, identities: pd.DataFrame) -> pd.DataFrame:
    """Whether each total can be the sum of its parts, wherever one of them is printed."""
    terms = pd.concat(
        [
            base[[*KEYS, "indicator_id"]].assign(
                quantity=quantity,
                lower=base[f"{column}_lower"],
                upper=base[f"{column}_upper"],
                slack=0.0 if quantity == "level" else base["half_width"],
            )
            for quantity, column in (
                ("level", "level"),
                ("implied_plan", "plan"),
                ("implied_prior", "prior"),
            )
        ]
    ).dropna(subset=["lower"])
    parts = identities.rename(columns={"part_indicator_id": "indicator_id"})
    parts = parts.assign(role="part", coefficient=parts["coefficient"].astype(float))
    totals = identities.drop_duplicates("identity_id")
    totals = totals.rename(columns={"total_indicator_id": "indicator_id"})
    totals = totals.assign(role="total", coefficient=1.0)
    columns = ["identity_id", "indicator_id", "role", "coefficient"]
    members = pd.concat([parts[columns], totals[columns]])
    check = [*KEYS, "identity_id", "quantity"]
    occasions = terms.merge(members, on="indicator_id")[check].drop_duplicates()
    wanted = occasions.merge(members, on="identity_id").merge(
        terms, on=[*KEYS, "indicator_id", "quantity"], how="left"
    )
    ends = wanted[["lower", "upper"]].mul(wanted["coefficient"], axis=0).to_numpy()
    wanted["is_missing"] = np.isnan(ends[:, 0])
    wanted["lower"], wanted["upper"] = ends.min(axis=1), ends.max(axis=1)
    wanted["slack"] *= wanted["coefficient"].abs()
    wanted["magnitude"] = np.abs(np.where(np.isfinite(ends), ends, 0)).max(axis=1)
    is_total = wanted["role"] == "total"
    by_check = {
        "is_missing": wanted.groupby(check)["is_missing"].any(),
        "slack": wanted.groupby(check)["slack"].sum(),
        "magnitude": wanted.groupby(check)["magnitude"].sum(),
        **{
            f"{side}_{end}": rows.groupby(check)[end].sum()
            for side, rows in (("total", wanted[is_total]), ("parts", wanted[~is_total]))
            for end in ("lower", "upper")
        },
    }
    sides = pd.DataFrame(by_check)
    sides["parts_lower"] -= sides["slack"]
    sides["parts_upper"] += sides["slack"]
    is_open = pd.Series(False, index=sides.index)
    for side in ("total", "parts"):
        is_open |= (sides[f"{side}_lower"] == -np.inf) & (sides[f"{side}_upper"] == np.inf)
    apart = np.maximum(
        sides["total_lower"] - sides["parts_upper"], sides["parts_lower"] - sides["total_upper"]
    )
    is_level = sides.index.get_level_values("quantity") == "level"
    sides["verdict"] = np.select(
        [
            sides["is_missing"] | is_open,
            apart <= np.where(is_level, 2.3e-16, 2e-15) * sides["magnitude"],
        ],
        ["not_checkable", "holds"],
        "fails",
    )
    return sides[["verdict"]].reset_index()


def main(seeds: Path, database: Path) -> None:
    """Read, derive, and leave the answers in a DuckDB file."""
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
