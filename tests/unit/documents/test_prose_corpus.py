"""The texts of the benchmark keep their rows, and its counts are right."""

from pathlib import Path

import pytest

from benchmarks import CORPUS, drafted_texts


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, int]]:
    """The counts of the own texts."""
    return {
        name: dict(found) for name, found in drafted_texts.measure(CORPUS, CORPUS / "seeds").items()
    }


@pytest.mark.parametrize("language", ["Vietnamese", "English"])
def test_the_texts_keep_their_rows(measured: dict[str, dict[str, int]], language: str) -> None:
    counts = measured[language]
    assert counts["right"] >= 0.995 * counts["gold"]
    assert counts["right"] >= 0.995 * counts["drafted"]
    for column in ("period_id", "territory_id", "qualifier", "basis"):
        assert counts.get(f"wrong_{column}", 0) <= 0.005 * counts["right"]
    assert counts["marked"] <= 0.15 * counts["drafted"]


def test_what_is_counted(tmp_path: Path) -> None:
    for folder in ("texts", "gold", "optional", "seeds/reference"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/reference/reports.csv").write_text(
        "report_id,territory_id,period_id,number_format\nr,lang-son,2023,vi\n"
    )
    (tmp_path / "texts/r.txt").write_text("GRDP tăng từ 5 đến 7%, thu 12 tỷ đồng, xuất 3 tấn.\n")
    head = "place,printed,measure,unit_id,indicator_id,territory_id,period_id,qualifier,basis,note"
    rows = ["1,5,increase_pct,percent,,,,,,", "1,7,increase_pct,percent,,,2022,,,"]
    (tmp_path / "gold/r.csv").write_text("\n".join([head, *rows, "1,12,level,usd,,,,,,"]) + "\n")
    (tmp_path / "optional/r.csv").write_text("place,printed\n1,3\n")
    counts = drafted_texts.measure(tmp_path, tmp_path / "seeds")["Vietnamese"]
    assert (counts["gold"], counts["drafted"], counts["right"], counts["whole"]) == (3, 3, 2, 1)
    assert (counts["wrong_period_id"], counts["unmarked_wrong"]) == (1, 1)
    line = next(iter(drafted_texts.counted({"corpora": [{"corpus": "own", **counts}]})))
    assert line[:6] == ("own", 1, 3, "66.7 %", "66.7 %", "50.0 %")
