"""What reports print for the words of the vocabulary: a suggestion for who types it instead."""

from collections.abc import Mapping, Sequence

# By measure. The words of a direction alone have several measures.
MEASURE_NAMES: Mapping[str, Sequence[str]] = {
    "level": ("đạt", "giá trị", "mức", "value"),
    "plan_level": ("kế hoạch", "dự toán", "plan"),
    "plan_pct": ("bằng kế hoạch", "đạt kế hoạch", "tỷ lệ hoàn thành", "completion"),
    "over_plan_pct": ("vượt", "vượt kế hoạch", "vượt dự toán"),
    "increase_pct": ("tăng", "tăng trưởng", "tốc độ tăng", "growth", "rise"),
    "increase_by": ("tăng", "tăng thêm", "rise"),
    "increase_times": ("tăng", "tăng gấp", "rise"),
    "decrease_pct": ("giảm", "tốc độ giảm", "fall", "decline"),
    "decrease_by": ("giảm", "giảm bớt", "fall", "decline"),
    "index_pct": ("chỉ số", "bằng"),
    "multiple": ("gấp", "gấp lần"),
    "share_pct": ("chiếm", "tỷ trọng", "cơ cấu"),
    "contribution_pts": ("đóng góp",),
}

BASIS_NAMES: Mapping[str, Sequence[str]] = {
    "central": ("trung ương", "trung ương giao", "TW", "TƯ", "bộ tài chính", "ministry"),
    "council": ("HĐND", "HĐND tỉnh", "hội đồng nhân dân", "people's council", "tỉnh giao"),
    "prime_minister": ("thủ tướng", "thủ tướng chính phủ", "TTCP", "TTg"),
    "previous_month": ("tháng trước", "last month", "month on month", "mom"),
    "previous_quarter": ("quý trước", "last quarter", "quarter on quarter", "qoq"),
    "previous_december": ("tháng 12 năm trước", "cuối năm trước", "đầu năm", "december"),
}

# A blank basis of growth; the words of `spelling.words_of`.
SAME_PERIOD_NAMES = (
    *("cùng kỳ", "cùng kỳ năm trước", "cùng kỳ năm ngoái", "so với cùng kỳ", "so cùng kỳ", "svck"),
    *(
        "năm trước",
        "năm ngoái",
        "same period",
        "same period last year",
        "same period previous year",
    ),
    *("same period of the previous year", "previous year", "previous period", "last year"),
    *("prior year", "year on year", "yoy"),
)
