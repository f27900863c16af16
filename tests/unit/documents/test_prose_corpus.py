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
    for column in ("period_id", "territory_id", "qualifier"):
        assert counts.get(f"wrong_{column}", 0) <= 0.005 * counts["right"]
    assert counts.get("wrong_basis", 0) <= 0.01 * counts["right"]
    assert counts["marked"] <= 0.15 * counts["drafted"]


HEAD = "place,printed,measure,unit_id,indicator_id,territory_id,period_id,qualifier,basis,note"


def corpus_of(folder: Path, text: str, *rows: str, optional: str = "") -> None:
    """Write a corpus of one text with its checked rows."""
    for name in ("texts", "gold", "optional", "seeds/reference"):
        (folder / name).mkdir(parents=True)
    (folder / "seeds/reference/reports.csv").write_text(
        "report_id,territory_id,period_id,number_format\nr,lang-son,2023,vi\n"
    )
    (folder / "texts/r.txt").write_text(f"{text}\n")
    (folder / "gold/r.csv").write_text("\n".join([HEAD, *rows]) + "\n")
    (folder / "optional/r.csv").write_text(f"place,printed\n{optional}\n")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("1,30,share_pct,percent,,,,,grdp,", 0),
        ("1,30,share_pct,percent,,,,,exports,", 1),
        # An id that no seeds have is not compared: a draft cannot know it.
        ("1,30,share_pct,percent,,,,,gross_product_of_ours,", 0),
    ],
)
def test_the_basis_of_a_share_is_compared_as_an_indicator(
    tmp_path: Path, row: str, wrong: int
) -> None:
    corpus_of(tmp_path, "Công nghiệp chiếm 30% GRDP.", row)
    counts = drafted_texts.measure(tmp_path, tmp_path / "seeds")["Vietnamese"]
    assert (counts["right"], counts["whole"], counts["wrong_basis"]) == (1, 1 - wrong, wrong)


@pytest.mark.parametrize(
    ("basis", "note", "wrong"),
    [("", "base of the last crop", 0), ("", "", 1), ("base_2019", "base of 2019", 1)],
)
def test_a_basis_that_only_a_note_names_is_not_compared(
    tmp_path: Path, basis: str, note: str, wrong: int
) -> None:
    row = f"1,5,increase_pct,percent,,,,,{basis},{note}"
    corpus_of(tmp_path, "Giá tiêu dùng tăng 5% so với tháng trước.", row)
    counts = drafted_texts.measure(tmp_path, tmp_path / "seeds")["Vietnamese"]
    assert (counts["right"], counts["wrong_basis"]) == (1, wrong)


def test_what_is_counted(tmp_path: Path) -> None:
    text = "GRDP tăng từ 5 đến 7%, thu 12 tỷ đồng, xuất 3 tấn."
    rows = ["1,5,increase_pct,percent,,,,,,", "1,7,increase_pct,percent,,,2022,,,"]
    corpus_of(tmp_path, text, *rows, "1,12,level,usd,,,,,,", optional="1,3")
    counts = drafted_texts.measure(tmp_path, tmp_path / "seeds")["Vietnamese"]
    assert (counts["gold"], counts["drafted"], counts["right"], counts["whole"]) == (3, 3, 2, 1)
    assert (counts["wrong_period_id"], counts["unmarked_wrong"]) == (1, 1)
    line = next(iter(drafted_texts.counted({"corpora": [{"corpus": "own", **counts}]})))
    assert line[:6] == ("own", 1, 3, "66.7 %", "66.7 %", "50.0 %")
