"""The names of codes in tables and plots."""

PRACTICES = {
    "true_over_true": "true level over true plan (S)",
    "printed_over_true": "printed level over true plan (B)",
    "printed_over_rounded": "printed level over rounded plan (B)",
    "true_over_rounded": "true level over rounded plan (D)",
}
ROUNDINGS = {"half_up": "half up", "half_even": "half to even", "truncate": "cut off"}
SHAPES = {
    "pair": "two parts",
    "difference": "two parts, one taken off",
    "weighted": "two parts, one twice",
    "units": "two parts, in another unit than the total",
    "holes": "two parts, a quarter of the figures missing",
    "three": "three parts",
    "four": "four parts",
    "five": "five parts, a tenth of the figures missing",
    "six": "six parts",
    "nested": "a part that is itself a total, some figures missing",
    "signs": "three parts, one taken off",
    "balance": "the sum and the difference of the same two",
    "within": "two parts, and a part within one of them",
    "counts": "three parts that are counted: exact numbers",
    "changes": "two parts, with changes in their unit",
    "earlier": "two parts, with changes and the levels of the year before",
    "bases": "two parts, with two plans and three bases of growth",
    "ranges": "two parts, some numbers as ranges",
    "wordings": "two parts, with multiples of plans and signed growth",
    "deficit": "a deficit, with changes and the levels of the year before",
    "everything": "a part that is itself a total, with all of these",
}
CHECKS = {
    "flagged": "joint checks",
    "tolerance_1_pct": "identities within 1 %",
    "tolerance_5_pct": "identities within 5 %",
    "levels_add_up": "levels add up exactly",
}
WAYS = {
    "run": "a run, published",
    "nothing_to_do": "a run with nothing to do",
    "save_to_verdict": "`watch`, from save to verdict",
    "plain": "plain sequence",
    "plain_without_unit_tests": "plain sequence without unit tests",
    "longer_alone": "the longer of dbt and audit, alone",
    "dbt_build": "dbt build",
    "dbt_build_without_unit_tests": "dbt build without unit tests",
    "dbt_docs": "dbt docs generate",
    "audit": "Great Expectations",
}
CONTESTANTS = {
    "by_hand": "SQL by hand, on DuckDB",
    "by_pandas": "pandas",
    "by_dbt": "dbt seeds and models, Great Expectations on pandas",
    "by_sqlmesh": "SQLMesh on DuckDB",
    "our_models": "Đối chiếu: only the models that the question needs",
    "ours": "Đối chiếu: files to audited marts, every check",
}
LINES_OF_TABLES = {
    "measure": "measure right",
    "period": "period right",
    "basis": "basis right",
    "printed": "number as displayed",
    "unit": "unit right",
    "label": "label right",
    "parent": "what it is a part of right",
    "relation": "relation right",
    "all_five": "measure, period, number, unit and label right",
}
