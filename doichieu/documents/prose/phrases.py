"""The words that say what a number of a text is about: those before it, and the noun after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.prose.compared import HIGHER_BY
from doichieu.documents.prose.heads import PLAIN
from doichieu.wording.comparisons import PLAN, comparisons
from doichieu.wording.english import ACTS, MOVES, VERBS
from doichieu.wording.measures import CUES, CUES_EN, FILL, MOVES_FROM
from doichieu.wording.periods import SEVERAL_PERIODS, period_mentions
from doichieu.wording.surroundings import Surroundings
from doichieu.wording.text import sentences
from doichieu.wording.units import FOOTNOTE, MAGNITUDES

# A place where words were that name nothing: a comparison, a plan, a number that is no figure.
_CUT = "¦"
# "Bằng 56,8% kế hoạch vốn Chính phủ giao (5.185 tỷ đồng)": the plan behind a rate has its amount
# in a bracket, and names nothing else.
_PLAN_BEHIND = re.compile(rf"^\s+(?:(?i:tổng|của|so với)\s+)*{PLAN}\s+(?i:vốn)[^,;()0-9]*(?=\()")
# Periods are left out whatever their year.
_ANY_YEAR = 2000
_PLAN_WORDS = re.compile(
    rf"(?:(?i:so\s+với|so|với|bằng|of|above|below|over|under|against|short\s+of)\s+)?(?:(?i:the|its|mức)\s+)?(?:(?i:annual|yearly|full-year)\s+)?"
    rf"(?<!chương trình ){PLAN}(?!\s+vốn)"
    r"(?:\s+(?i:năm(?:\s+\d{4})?|giao|đề ra|cả năm|của|do|tỉnh|HĐND|UBND|hội đồng nhân dân|trung"
    r" ương|TW|thủ tướng|chính phủ|địa phương|thành phố|được|đầu năm|bộ tài chính|đã"
    r"|for the year|(?:assigned|set|approved|given) by(?: the)?"
    r"(?: central| provincial| municipal| city)?"
    r"(?: government| people['’]s (?:council|committee)| prime minister| finance ministry)?))*"
)
_SEGMENT = re.compile(
    rf"[;:()…\"“”{_CUT}–—]|(?<!\w)(?:trong đó|bao gồm|gồm có|gồm|cụ thể|như vậy|như|là|nhưng"
    r"|còn(?!\s+(?:hiệu lực|sống|thiếu|hoạt động|lại))|song|trong khi|(?<!sầu )riêng|ngược lại"
    r"|nhất là|chủ yếu|nhờ|với|công bố|cho biết|khiến|giúp"
    r"|(?<!việc )làm(?!\s+(?:chết|bị|việc|thủ tục|rõ|chủ))|đồng thời|qua đó"
    r"|đưa|kéo(?!\s+dài)|đẩy(?!\s+mạnh)|đóng góp|góp(?!\s+vốn)|chiếm|but|while|whereas"
    r"|including|with|of which"
    r"|(?<!well )(?<!such )(?<!same )as(?!\s+(?:well|of|an?|high|much|many|at|for)(?!\w))"
    rf"|{MOVES}"
    r"|(?:led|driven) by|however|meanwhile|followed by|bringing in"
    r"|contributing|accounting for)(?!\w)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s+|\s+-\s+")
OPENS_LIST = re.compile(
    r"(?i)(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể|chia ra|như sau|chủ yếu|nhất là|(?<!sầu )riêng|như"
    r"|of which|including|comprising)(?!\w)(?!\s+vậy)|:"
)
COMPLETE = re.compile(r"(?i)(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|comprising|consisting of)(?!\w)")
WITHOUT = re.compile(
    r"(?i)(?<!\w)(?:không\s+(?:kể|tính|bao gồm)|loại trừ|(?:nếu|khi)\s+trừ|excluding|without)\s+"
    r"(?P<what>[^,;.()0-9]{3,90})"
)
# "Nếu không kể tiền sử dụng đất, thu nội địa …": what opens a clause so names nothing.
_OPENS_WITHOUT = re.compile(rf"(?i)^\W*(?:nếu\s+|khi\s+)?{WITHOUT.pattern.removeprefix('(?i)')},")
_REMARK = re.compile(
    rf"\(\s*(?:(?:{WITHOUT.pattern.removeprefix('(?i)')})[^()]*"
    r"|(?:kể cả|(?:bao )?gồm cả|tính cả|including)[^()0-9]*)\)",
    re.I,
)
TARGET = re.compile(
    r"(?i)(?<!\w)(?:mục tiêu|chỉ tiêu|kế hoạch|(?-i:KH)|kịch bản|phấn đấu|nghị quyết"
    r"|targets?|goals?|plan|aims?(?=\s+(?:for|at|to)\s))(?!\w)"
)
_NUMBER_WORD = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|two|three|four|five|six|seven|eight|nine|ten)"
)
_CUE = "|".join((MOVES_FROM, *(words for _, words in (*CUES, *CUES_EN))))
# Words that name nothing at the start of a phrase, at its end, and at both.
_BOTH = (
    r"và|của|trong(?!\s+(?:nước|ngày(?!\s+\d)))|tại|(?<!nhà )(?<!để )ở"
    r"|cho(?!\s+vay)|theo|do|từ|là|có|đã|đang|sẽ|cũng|vẫn|này|đó|đây|thì|mà|để"
    r"|khi|nếu|vì|nên|lại|còn|với|về|bởi|vào|qua|trước|sau|nay|hay|hoặc|đều|được"
    r"|toàn bộ|toàn(?!\s+(?:ngành|xã hội))|tỉnh"
    r"|thành phố|toàn tỉnh|toàn thành phố|cả nước|cả tỉnh|(?:trên\s+)?địa bàn|trong đó|bao gồm|gồm"
    r"|cụ thể|tính chung|tính riêng|ước tính|ước|dự kiến|dự ước|dự báo|sơ bộ|đến nay|hiện nay"
    r"|đến hết|đến|tới|thời điểm(?:\s+trên)?|cùng thời điểm|lũy kế|luỹ kế|cộng dồn|tổng cộng|chung"
    r"|(?<!hoa )kỳ|cùng kỳ|đầu kỳ|cuối kỳ|đầu năm|cuối năm|cả năm|cuối"
    r"|(?<!hàng )(?<!hằng )(?<!lâu )năm|tháng|quý|(?<!trong )ngày|so"
    r"|tiếp tục|duy trì|bình quân chung"
    r"|tỷ trọng|tỉ trọng|cơ cấu|(?<!trở )lên|xuống(?!\s+giống)|khoảng|nhưng|song|như|chủ yếu|xảy ra"
)
_AT_START = (
    r"lần đầu(?:\s+tiên)?|(?:mốc|ngưỡng)\s*$|(?:thu hút|đón|phục vụ)(?=\s+(?:du\s+|lượt\s+)?khách)"
    r"|con số|mức tăng|mức giảm|tốc độ tăng(?:\s+trưởng)?|tăng trưởng|tốc độ|mức|số liệu|kết quả"
    r"|tình hình"
    r"|chỉ(?!\s+(?:số|tiêu|thị))|hiện|tăng|giảm|cao nhất|thấp nhất|mạnh nhất|nhất|nhìn chung"
    r"|bên cạnh đó|ngoài ra|tuy nhiên|đồng thời|ngược lại|theo đó|như vậy|cả|các|những|một số"
    r"|nhiều|hầu hết|trước đó|quy mô|đáng chú ý|điển hình|mỗi|nổi bật|đặc biệt|phấn đấu|đưa|nâng"
    r"|con số|ở chiều ngược lại|bị|thêm|đến ngày|tính đến|đứng|xếp|nói chung|chiều|không kể|vượt"
)
_AT_END = (
    r"chỉ|tăng tốc|bứt phá|khởi sắc|phục hồi|sôi động|cán mốc|chạm mốc|vượt mốc|cán đích|lập kỷ lục"
    r"|hiện(?<!thực hiện)|mạnh|khá|cao|thấp|nhẹ|nhiều|sâu|lớn nhất|nhất|hơn|gần|đứng|xếp|vượt"
    r"|nâng|đưa|(?<!cấp )(?<!trồng )(?<!lập )(?<!ký )(?<!tạo )(?<!nạp )(?<!xây )(?<!thôn )mới"
    r"|làm|khiến"
)
_ENGLISH = (
    rf"{VERBS}|forecast|generat(?:ed|es|ing)|"
    r"there(?=\s|$)|kept|home(?=\s*$)|the|an?|of|in|on|at|to|for|by|with|from|and|or|its|their|this|that|were|was|is|are|has|have"
    r"|had|been|as|it|which|also|than|while|but|said|city|province|locality|whereas|about|some"
    r"|respectively|combined|overall|mark|milestone|average(?=\s+(?:CPI|consumer|yield|inflation))|more|fewer"
    r"|hotel(?=\s+(?:room\s+)?occupancy)"
    r"|meanwhile|followed|led|resulting|resulted|worth|valued|estimated|over|under|up|out|period|year|half|first"
    r"|month|quarter|s|recorded|posted|earned|generated|attracted|welcomed|received|spent|saw"
    r"|shipped|brought|bringing|total(?:led|ed|ing)?|reported|growth(?:\s+(?:rate|of))?|stood"
    r"|amounted|went|through|lifting|dragging|pulling|pushing|raising|taking|exceeded"
    r"|surpassed|topped|passed|number of|figures?|tally|\w+-(?:month|year|quarter)|sold"
    r"|produced|respective|compared|versus|against|yearly|came|numbered|counted|posting|recording"
    r"|lured|ran|enjoyed|logged|end|between|during|throughout|now|least|after|last"
)
_STARTS = re.compile(
    rf"(?i)^[\s,.'’\-•+*]*(?:(?:{_BOTH}|{_AT_START}|{_NUMBER_WORD})(?![^\W_])|[\d.,]+(?=\s|$)"
    rf"|[\s,.'’\-•+*]+)"
)
_NUMBERING = re.compile(r"^\s*(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)]\s+")
_FILLS_END = re.compile(
    rf"(?i)(?:(?<![^\W_])(?:{_BOTH}|{_AT_END}|(?!mới)(?:{FILL}))|[\s,.:(~≈\-'’])$"
)
# A bracket that belongs to the name before it: an abbreviation, the prices it is measured at.
_SHORT_FORM = re.compile(r"\(\s*[A-ZĐ][A-ZĐ&.\-]{1,9}\s*\)")
_AT_PRICES = re.compile(r"(?i)\(\s*(?:theo\s+)?(giá\s+(?:so sánh|hiện hành|cố định)[^()]*)\)")
_YEAR_OF_PRICES = re.compile(r"(?i)(?<=giá so sánh|giá cố định)\s+(?:năm\s+)?(?:19|20)[0-9]{2}")
_MONEY_EACH = re.compile(r"(?i)^[^,;.()/]*(?:đồng|usd)\s*/")
_CUES_END = re.compile(rf"(?i)(?<![^\W_])(?:{_CUE})\s*$")
# Words that lead to a number elsewhere, and belong to these names.
_IN_NAME = re.compile(
    r"(?i)(?<!\w)(?:giá trị tăng thêm"
    r"|vốn(?:\s+(?:đăng ký|fdi))?\s+(?:tăng\s+thêm|điều chỉnh\s+tăng(?:\s+thêm)?)|vốn thực hiện"
    r"|trở lên|value added)$"
)
_LINK_AT_END = re.compile(rf"(?i)(?:(?<![^\W_])(?:{_BOTH}|with|and)|\s+)$")
# They may belong to a name.
_MAY_END_NAME = re.compile(rf"{_IN_NAME.pattern}|(?i:(?<!\w)(?:thực hiện|giải ngân|hoàn thành)$)")
# "The northern border province of … posted": who has it, and not what.
_ENGLISH_OWNER = (
    r"(?:(?!(?:the|in|of|to|through|across|for|by|from|and|with)\b)[a-z]+(?:-[a-z]+)*\s+){1,3}"
    r"(?:province|city|metropolis|locality|municipality)(?:\s+of)?"
    r"|(?:(?:provincial|local|municipal|city)\s+)?(?:leaders|authorities|officials)"
)
_ENGLISH_START = re.compile(
    rf"(?i)^[\W_]*(?:{_ENGLISH_OWNER}|{_ENGLISH}|targets|rate(?=\s*$)"
    r"|(?:aim|hope|plan|seek|want|intend)(?:s|ed)?(?=\s+(?:to|for|at)\s))(?![^\W_])"
)
_ENGLISH_END = re.compile(
    rf"(?i)(?<![^\W_])(?:{_ENGLISH}|{ACTS}|crop|cost|netted|put|inched|ticked|annual|expects?|faster|slower"
    r"|slowing|higher|lower|registered|top|near|cross|pass|plans|aims|hopes|seeks|wants|intends)$"
)
# A rank is what a place has, and names nothing.
_RANK = re.compile(
    r"(?i)(?<!\w)(?:(?:xếp|đứng)\s+(?:thứ|hạng|vị trí(?:\s+thứ)?)\s+\w+(?:/[0-9]+)?"
    r"(?:\s+(?:(?:trong|của|toàn)\s+)?(?:cả nước|quốc|vùng|khu vực))?"
    r"|ranking\s+(?:\w+\s+)?(?:[0-9]+(?:st|nd|rd|th)|first|second|third|fourth|fifth))(?!\w)"
)
# An amount that is no figure: a conversion, a written number.
_AMOUNT = re.compile(
    r"(?i)(?:(?:US\$|USD|VND|\$)\s?|(?<![^\W_]))[0-9][0-9.,/]*(?![0-9])"
    r"(?!\s+(?:tháng\s+)?(?:tuổi|sao|vạn)(?!\w))"
    rf"\s*(?:(?:{'|'.join(MAGNITUDES)})(?![^\W_]))?(?:\s*(?:USD|đồng|VND)(?![^\W_]))?"
)
# A number in words, with what it counts: "được ba dự án".
_WRITTEN = re.compile(
    rf"(?i)(?<!\w)(?:được|có|với)\s+{_NUMBER_WORD}\s+(?:dự án|doanh nghiệp|vụ|xã"
    r"|nhà máy|công trình)"
)
# Where the noun after a number ends.
_NOUN_ENDS = re.compile(
    rf"(?i)[,;:.()…{_CUT}–—]|(?<![^\W_])(?:đã|đang|sẽ|với|trong(?!\s+nước)|cho|để|từ|tại|được|là|có"
    r"|còn(?!\s+(?:hiệu lực|sống|hoạt động))|bằng|(?<!nhà )(?<!để )ở|(?<!đi )vào|qua|theo|nhằm"
    r"|thì|so|ước|vẫn|(?<!trở )lên|nhưng"
    r"|trở(?!\s+(?:lại|lên))|trong đó|(?<!sầu )riêng|tương ứng|lần lượt|do|nhờ|sau|khi|song"
    r"|đưa|đóng góp|góp(?!\s+vốn)"
    r"|chiếm|làm(?!\s+(?:việc|thủ tục))|khiến|worth|were|was|in|to|with|by|during|which|that|are"
    r"|this|last|next|year[- ]on[- ]year|annually"
    r"|have|has|had|will|would|who|remain(?:ed|s)?(?! valid| in force)|operated?"
    r"|is|at|on|over|while|but|or|as|from"
    r"(?=\s+(?:the\s+)?(?:same|january|last)))(?![^\W_])"
)
# With what is counted begins what comes with it: "12 dự án được cấp phép với số vốn".
_LONG_NOUN_ENDS = re.compile(rf"(?i)[,;:.()…{_CUT}–—]|(?<!\w)(?:với|trị giá|worth|with)(?!\w)")
_BASE = re.compile(
    r"(?i)^\s+(?!(?:và|and|còn|nhưng|song|trong đó|riêng|while|but|of which|with)(?!\w))"
    r"[^,;:()]+[,;]"
)
# "41,5% giữ ổn định và 24,3% khó khăn hơn": the words up to "and" are of the rate before them.
_AND_ANOTHER = re.compile(r"(?i)\s+(?!so(?!\w))[^\W\d_][^,;:()]*\s(?:và|and)\s+(?:có\s+)?")
_RATE_LEADS = re.compile(
    r"(?i)(?<!\w)(?:mức|tốc độ|đà)\s+(?:tăng|giảm)(?:\s+trưởng)?(?:\s+(?:chung|hơn|gần|trên"
    r"|khoảng))*"
    r"\s*$"
)
# "Earned US$90 million from exports", "spent US$40 million on imports".
_EARNS = re.compile(r"(?i)\b(?:earn|spen[dt]|receiv|collect|gain|generat|paid|pay|rak)\w*\b")
_SPENT_ON = re.compile(r"(?i)^\s+(?:from|on)\s+(?:its\s+|the\s+)?")
# "US$4.9 billion of which came from exports"
_OF_WHICH_AFTER = re.compile(
    r"(?i)^\s+of which\s+(?:(?:came|comes|was|were|is|are)\s+)?(?:from|for|in)\s+"
)
# "Of whom 480,000 were foreigners"
_OF_THOSE = re.compile(r"(?i)(?<!\w)of\s+(?:which|whom|them|these|those)(?!\w)")
_WERE_AFTER = re.compile(
    r"(?i)^\s+(?:were|was|are|came)\s+(?:from\s+)?(?=[a-z])(?!up|down|\w+ed\b)"
)
# The grade of a product, by numbers that are no figures.
_GRADE = re.compile(
    r"(?i)(?<!\w)(?:loại|cỡ|size)\s+[0-9][0-9\s–-]*con/kg|(?<=vàng )9{2,4}(?:[.,]9{1,2})?(?![0-9])"
    r"|(?<!\w)[0-9]{1,2}T(?:[/-][0-9]{2,4})?(?!\w)"
)
_AND = re.compile(r"(?i)(?<![^\W_])(?:và(?!\s+vượt)|and)(?![^\W_])")
_RISES_OR_FALLS = re.compile(r"(?i)(?<![^\W_])(?:tăng|giảm|đạt|gấp|vượt)(?![^\W_])")
_NAMED_AFTER = re.compile(
    r"(?i)^\s*(?:là|thuộc|from"
    r"|for(?!\s+(?:the\s+)?(?:whole|entire|full|province|city|country|first|second|third|fourth|same"
    r"|last|year|period|month|quarter)(?!\w))"
    r"|(?:was|were)\s+(?:seen|recorded|posted|registered|reported|observed)\s+(?:in|for|by)"
    rf"|(?:{_CUT}\s*|(?:month|year|quarter)[- ]on[- ](?:month|year|quarter)\s+|annual\s+)?"
    r"(?:increase|rise|growth|jump|drop|fall|decline|decrease|expansion|surge|gain)\s+in(?:\s+its)?"
    r"(?!\s+(?:volume|value|number|quantity|(?:the\s+)?(?:same|corresponding|first|january"
    r"|period))))\s+"
)
# "US$946 million in foreign direct investment"
_OF_AMOUNT = re.compile(
    r"(?i)\s+(?:worth\s+of|in)\s+(?!(?:the|this|that)\s+(?:\w+\s+){0,2}?(?:period|quarter|month"
    r"|year|half|time)\b)(?=[a-z]{3})"
)
# So a rate is named that opens its sentence: "trong mức tăng 6,8% của GRDP".
_OF_AFTER = re.compile(r"(?i)^\s*(?:của|of|in)\s+")


# "Trong tổng số lao động, nông nghiệp chiếm 32,5%", "cơ cấu lao động: nông nghiệp 32,5%": the
# whole of the shares that follow. The structure of the economy has its own names; "cơ cấu" alone
# names a whole only where shares follow ("cơ cấu cây trồng chuyển dịch, diện tích lúa …").
_WITHIN = re.compile(
    r"(?i)(?:^|[,;:.])\s*(?:(?:xét\s+)?trong\s+(?:cơ cấu\s+)?tổng(?:\s+số)?"
    r"|(?:trong\s+|(?P<alone>))cơ cấu"
    r"(?!\s+(?:lại|(?:nền\s+)?kinh tế|các ngành|ngành|GRDP|GDP|tổng sản phẩm))"
    r"|of\s+(?:the\s+)?total)\s+(?!số\s*[,:])(?P<whole>[^\W\d_][^,;:.()0-9]{1,60}?)"
    r"(?:\s+(?:tiếp tục\s+)?(?:chuyển dịch|thay đổi|theo)(?!\w)[^,;:.()0-9]*)?\s*[,:]\s+"
)


@dataclass(frozen=True)
class Phrase:
    """The words that say what one number is about.

    `forms` are the phrases before the number that may name it, the likeliest first; `whole` is
    the first of them with the word that leads to the number ("vốn đầu tư thực hiện"), `earlier`
    what they say something of ("công nghiệp là động lực, tăng"), `topics` the phrases of the part
    before them ("về xuất khẩu: kim ngạch đạt"). `noun` is what is counted, or what there is so
    much of, after the number, `long_noun` the same with all words up to a comma; `after` the words
    directly after a rate ("33,5% tổng chi"). `opens_list` and `complete` say how the words before
    it open a list of parts, `within` what their whole is called ("trong tổng số lao động, …");
    `without` is what the sentence leaves out ("không kể …").
    `fresh` is true for the first figure of a sentence, `bracketed` for one in a bracket,
    `is_whole` for the 15 of "14/15", and `far` where a break follows the phrases ("giảm nghèo:
    còn").
    """

    forms: tuple[str, ...]
    whole: str
    earlier: tuple[str, ...]
    topics: tuple[str, ...]
    noun: str
    long_noun: str
    after: str
    fresh: bool
    bracketed: bool
    opens_list: str
    complete: bool
    within: str
    without: str
    gap: str
    sentence: tuple[int, int]
    is_whole: bool = False
    far: bool = False


def phrases(
    around: Sequence[Surroundings], figures: Sequence[DraftedFigure], known: Known
) -> list[Phrase]:
    """What leads to each figure and what follows it; `around[i]` are the words of `figures[i]`."""
    reader = _Reader(around, figures, known)
    return [reader.phrase(i) for i in range(len(figures))]


@dataclass(frozen=True)
class _Reader:
    around: Sequence[Surroundings]
    figures: Sequence[DraftedFigure]
    known: Known

    def phrase(self, i: int) -> Phrase:
        here = self.around[i]
        start, _ = self.sentence(i)
        before = self.neighbour(i, -1)
        gap = self.gap(i)
        head = self.head(i) if before is not None else gap
        head = head[head.rfind(";") + 1 :]
        within = _WITHIN.search(head)
        head = head[within.end() :] if within else head
        if within and self.is_mere_topic(i, within):
            within = None
        head = _OPENS_WITHOUT.sub("", head)
        whole, forms, earlier, topics, far = _forms(self.masked(head))
        if self.leads_as_rate(i) and self.named_after(i):
            whole, forms, earlier, topics = "", (), (), ()
        without = WITHOUT.search(here.line[start : here.number.start])
        opens_list = OPENS_LIST.search(gap)
        return Phrase(
            forms=forms,
            whole=whole,
            earlier=earlier,
            topics=topics,
            noun=self.noun(i),
            long_noun=self.long_noun(i),
            after=self.after(i) if self.is_ratio(i) else "",
            fresh=before is None,
            bracketed=gap.count("(") > gap.count(")"),
            opens_list=opens_list.group().lower() if opens_list else "",
            complete=COMPLETE.search(gap) is not None,
            within=within["whole"] if within else "",
            without=trimmed(without.group("what")) if without else "",
            gap=gap,
            far=far,
            sentence=(here.number.paragraph, start),
            is_whole=before is not None
            and self.around[before].number.fraction_with == here.number.index,
        )

    def is_mere_topic(self, i: int, within: re.Match[str]) -> bool:
        """Whether a structure is what a clause is about, and no whole of what follows."""
        lists = within.group().rstrip().endswith(":") or self.figures[i].measure == "share_pct"
        return within["alone"] is not None and not lists

    def sentence(self, i: int) -> tuple[int, int]:
        """Where the sentence of a figure begins and ends."""
        here = self.around[i]
        spans = sentences(here.line)
        return next(span for span in reversed(spans) if span[0] <= here.number.start)

    def neighbour(self, i: int, step: int) -> int | None:
        """The figure before or after this one in its sentence."""
        j = i + step
        if not 0 <= j < len(self.around):
            return None
        other, (start, end) = self.around[j].number, self.sentence(i)
        same = other.paragraph == self.around[i].number.paragraph
        return j if same and start <= other.start < end else None

    def gap(self, i: int) -> str:
        """The words between a figure and the one before it in its sentence."""
        here = self.around[i]
        before = self.neighbour(i, -1)
        opens = self.sentence(i)[0] if before is None else self.around[before].number.after
        return self.without_mark(here.line[opens : max(opens, here.number.before)])

    def after(self, i: int) -> str:
        """The words that follow a figure, up to the next one or the end of its sentence."""
        here = self.around[i]
        following = self.neighbour(i, 1)
        stop = self.sentence(i)[1] if following is None else self.around[following].number.before
        return self.without_mark(here.line[here.number.after : max(stop, here.number.after)])

    def without_mark(self, text: str) -> str:
        """The words behind a unit without the mark of a note, and without what the unit is divided
        by: `54 tỷ đồng¹, tăng 7%`, `6.800 đồng/bao`, `112 triệu đồng/lao động`."""
        text = FOOTNOTE.sub("", text, count=1) if FOOTNOTE.match(text) else text
        per = _PER.match(text)
        if per is None:
            return text
        noun = self.known.unit_names.right_after(text, per.start("noun"))
        return text[per.end() if noun is None or noun.bare else noun.end :]

    def masked(self, text: str) -> str:
        """The text with a cut where it compares or plans, without periods and territories."""
        text = HIGHER_BY.sub(f" {_CUT} ", _YEAR_OF_PRICES.sub("", text))
        text = _PLAN_WORDS.sub(f" {_CUT} ", self.compared(_RANK.sub(f" {_CUT} ", text)))
        text = _WRITTEN.sub(f" {_CUT} ", _GRADE.sub(" ", text))
        return _AMOUNT.sub(f" {_CUT} ", _without_periods(text))

    def compared(self, text: str) -> str:
        """The text with a cut where it compares, without territories."""
        for one in reversed(comparisons(text)):
            if one.kind != "plan":
                text = f"{text[: one.start]} {_CUT} {text[one.end :]}"
        return _territories(tuple(self.known.territories.values())).sub(" ", text)

    def is_ratio(self, i: int) -> bool:
        """Whether the figure is in percent, points or times."""
        return self.dimension(i) in ("ratio", "points")

    def dimension(self, i: int) -> str:
        """What the unit of a figure measures."""
        return self.known.dimension(self.figures[i].unit_id)

    def counts(self, i: int) -> bool:
        """Whether the unit of a figure is a noun that names what is counted."""
        dimension = self.dimension(i)
        unit = self.around[i].number.unit
        if unit is not None and _MONEY_EACH.search(f"{unit.text}{self.around[i].follows}"):
            return False
        return dimension not in PLAIN and "_per_" not in dimension

    def noun(self, i: int) -> str:
        """What a figure counts, or what there is so much of."""
        number = self.around[i].number
        unit = "" if number.unit is None or not self.counts(i) else _bare_unit(number.unit.text)
        if number.fraction_with is not None and (other := self.neighbour(i, 1)) is not None:
            return self.noun(other)
        if self.is_ratio(i):
            named = self.named_after(i)
            return self.tail(i)[len(named.group().lstrip()) :].strip() if named else ""
        named = _ENGLISH_START.sub("", f"{unit} {self.tail(i)}".strip()).strip()
        if named == "others" and self.dimension(i) == "person":
            return "people"
        # "684 others resumed operations", after enterprises
        others = named.removeprefix("others ")
        counted = self.known.units.get(self.figures[i].unit_id, {}).get("name_en", "")
        return f"{counted} {others}" if others != named and counted else named

    def named_after(self, i: int) -> re.Match[str] | None:
        """The word that leads from a rate to what it is a rate of."""
        text = self.compared(self.after(i))
        opens = self.leads_as_rate(i) or (
            self.neighbour(i, -1) is None and not trimmed(self.masked(self.gap(i)))
        )
        return _NAMED_AFTER.match(text) or (_OF_AFTER.match(text) if opens else None)

    def leads_as_rate(self, i: int) -> bool:
        """Whether words for a rate of growth lead to a figure: "tạo nên mức tăng trưởng 7%"."""
        return self.is_ratio(i) and _RATE_LEADS.search(self.gap(i)) is not None

    def long_noun(self, i: int) -> str:
        """What a figure counts, with all words up to the next comma."""
        number = self.around[i].number
        if number.fraction_with is not None and (other := self.neighbour(i, 1)) is not None:
            return self.long_noun(other)
        if number.unit is None or not self.counts(i):
            return ""
        text = before_deed(_LONG_NOUN_ENDS.split(self.compared(self.after(i)))[0])
        while (cut := _LINK_AT_END.sub("", text)) != text:
            text = cut
        return f"{_bare_unit(number.unit.text)} {text.strip()}".strip()

    def tail(self, i: int) -> str:
        """The noun directly after a figure."""
        text = self.compared(self.after(i))
        following = self.neighbour(i, 1)
        if following is not None:
            text = _before_cue(text, self.is_ratio(following))
        countless = not self.is_ratio(i) and not self.counts(i)
        of = _OF_AMOUNT.match(text) if countless else None
        ends = _NOUN_ENDS.search(text, of.end() if of else 1 if text[:1].isspace() else 0)
        if (spent := _SPENT_ON.match(text)) and _EARNS.search(self.gap(i)):
            ends = _NOUN_ENDS.search(text, spent.end())
        part = _OF_WHICH_AFTER.match(text)
        if part is None and _OF_THOSE.search(self.gap(i)):
            part = _WERE_AFTER.match(text)
        if part:
            text = text[part.end() :]
            ends = _NOUN_ENDS.search(text)
        if self.is_ratio(i) and (named := self.named_after(i)):
            ends = _NOUN_ENDS.search(text, named.end())
        noun = text[: ends.start()] if ends else text
        return _without_periods(_noun_of_and(before_deed(noun))).strip(" .")

    def head(self, i: int) -> str:
        """The words between two figures of a sentence that belong to the second."""
        before = self.neighbour(i, -1)
        gap = self.gap(i)
        if before is None:
            return gap
        if self.is_ratio(before) and _AND_ANOTHER.fullmatch(gap) and self.after(i):
            return ""
        if self.is_ratio(before):
            named = self.noun(before)
            at = gap.find(named) if named else -1
            gap = gap[at + len(named) :] if at >= 0 else gap
            return _after_base(_PLAN_BEHIND.sub(f" {_CUT} ", gap))
        tail = self.tail(before)
        at = gap.find(tail) if tail else -1
        return _after_base(gap[at + len(tail) :] if at >= 0 else gap)


def _after_base(gap: str) -> str:
    """The words after a rate without what it is a rate of: "33,5% tổng chi, chi thường xuyên"."""
    base = _BASE.match(gap)
    return gap[base.end() :] if base else gap


_PER = re.compile(
    r"(?:\s?/\s?(?:[0-9][0-9.,]*\s+)?|\s+per\s+[0-9][0-9.,]*\s+(?=[a-z]))(?P<noun>[^\W\d_]+)"
)


def _before_cue(text: str, ratio: bool) -> str:
    """The text without the word that leads to the next number: "mới tăng" of "mới tăng 10%"."""
    shorter = text.rstrip()
    while True:
        if ratio and (cue := _CUES_END.search(shorter)):
            return shorter[: cue.start()]
        cut = _FILLS_END.sub("", shorter).rstrip()
        if cut == shorter:
            return shorter
        shorter = cut


# "Killed 71 people and injured 96": what was done to the others.
_ENGLISH_DEED = re.compile(
    r"(?:\s+and\s+(?:(?:also|another)\s+)?(?:left|hurt|[a-z]+(?:ed|ing))"
    r"|(?<=\w)\s+(?:that\s+|which\s+)?(?:killed|claimed|injured|left|wounded))"
    r"(?:\s+(?:another|some|about|nearly|over|more than))*\s*$"
)


def before_deed(text: str) -> str:
    """The words behind an English number without those that lead from it to the next one."""
    return _ENGLISH_DEED.sub("", text)


def _noun_of_and(noun: str) -> str:
    """The noun up to an "and" behind which another number's words begin."""
    match = _AND.search(noun)
    if match is None:
        return noun
    if not noun[: match.start()].strip():
        return ""
    goes_on = noun[match.end() :]
    if not goes_on.strip() or _RISES_OR_FALLS.search(goes_on):
        return noun[: match.start()]
    return noun


def _bare_unit(text: str) -> str:
    return " ".join(word for word in text.split() if word.lower() not in MAGNITUDES)


# Also the year of a plan, which is no period of a figure.
_YEAR = re.compile(r"(?i)(?<!\w)năm\s+(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])")


# "Giải ngân tính đến hết tháng 9", "in April alone": words that a period has around it.
_LEADS_TO_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:(?:tính|ước|đến|tới|hết|cuối|ngày)\s+)*(?:tính|hết|ngày)\s+"
    r"(?:(?:đến|tới|hết|cuối)\s+)*$"
    r"|(?<!\w)từ\s+(?:ngày\s+)?[0-9]{1,2}(?:[/.-][0-9]{1,2})?\s*(?:đến|tới|[-–])?\s*(?:ngày\s+)?$"
)
_CROP_YEAR = re.compile(
    r"(?i)(?<!\w)(?:niên vụ|năm học|niên khóa)\s+(?:19|20)[0-9]{2}"
    r"\s?[-–/]\s?(?:19|20)?[0-9]{2}(?![0-9])"
)
_BEHIND_PERIOD = re.compile(r"(?i)\s+alone(?!\w)")


def _without_periods(text: str) -> str:
    text = _YEAR.sub(" ", SEVERAL_PERIODS.sub(" ", _CROP_YEAR.sub(" ", text)))
    for one in reversed(period_mentions(text, _ANY_YEAR)):
        before = _LEADS_TO_PERIOD.sub(" ", text[: one.start])
        behind = _BEHIND_PERIOD.match(text, one.end)
        text = f"{before} {text[behind.end() if behind else one.end :]}"
    return text


# "The northern province of Hải Dương", "of the city of Cần Thơ"
_WHERE = (
    r"(?:(?:(?:of|in|for|across|from)\s+)?the\s+(?:(?!(?:of|in|and|for)\b)[a-z][a-z-]*\s+){0,4}"
    r"(?:province|city|locality|municipality)\s+of\s+)?"
)


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w){_WHERE}(?:(?:(?i:tỉnh|thành phố|TP\.?)\s+)?(?:{words}))(?:['’]s)?(?!\w)"
    )


def _territories(rows: Sequence[dict[str, str]]) -> re.Pattern[str]:
    names = {
        name
        for row in rows
        for key in ("name_vi", "name_en", "aliases")
        for name in (row.get(key) or "").split("|")
    }
    names |= {name.upper() for name in names}  # the place of a wire: DONG NAI —
    return _pattern(tuple(sorted(name for name in names if name)))


def _forms(
    head: str,
) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    """The phrases of the last part of the words before a number that has any: all of its words,
    its phrases, what it says something of, the phrases of the two parts before it, and whether a
    part without phrases follows it."""
    head = _DOING.sub(lambda found: f"{found[1]}ed", _REMARK.sub(" ", head))
    text = _SHORT_FORM.sub(" ", _AT_PRICES.sub(r" theo \1 ", _NUMBERING.sub("", head)))
    ends = len(text)
    for link in (*reversed(list(_SEGMENT.finditer(text))), None):
        segment = text[link.end() if link else 0 : ends]
        if re.search(r"[^\W\d_]", trimmed(segment)):
            parts = _SEGMENT.split(text[: link.start()]) if link else [""]
            before = _phrases_of(parts[-1])
            farther = _phrases_of(parts[-2]) if len(parts) > 1 else ()
            return (
                trimmed(segment, _MAY_END_NAME),
                _phrases_of(segment),
                before if link is not None and link.group().lower() == "là" else (),
                (*before, *farther),
                ends < len(text),
            )
        ends = link.start() if link else 0
    return "", (), (), (), False


# "Killing 71 people", as "which killed 71 people".
_DOING = re.compile(r"(?<!\w)(kill|injur)ing(?=\W*(?:\w+\W+){0,3}$)")


def _phrases_of(segment: str) -> tuple[str, ...]:
    """A part as a whole, and what follows each of its commas."""
    plain = trimmed(segment)
    if plain.isascii():
        plain = _subject(plain)
    found = [plain, *(trimmed(plain[comma.end() :]) for comma in _COMMA.finditer(plain))]
    return tuple(dict.fromkeys(form for form in found if form))


# "Officials said the service sector was the main driver"
_SAID = re.compile(r"(?i)(?<!\w)(?:said|says|showed?|shows)(?:\s+that)?\s+")
_IS_SOMETHING = re.compile(
    r"(?i)\s+(?:was|were|is|are|remain(?:s|ed)?|became|continue[sd]?\s+to\s+be)\s+(?:still\s+)?"
    r"(?:the|an?|among|one|at)\s"
)


def _subject(text: str) -> str:
    """What an English clause says something of: "the service sector" of "officials said the service
    sector was the main driver"."""
    said = list(_SAID.finditer(text))
    text = text[said[-1].end() :] if said else text
    is_something = _IS_SOMETHING.search(text)
    return trimmed(text[: is_something.start()] if is_something else text) or text


def _without_start(text: str) -> str:
    shorter = text.strip()
    while (cut := _STARTS.sub("", shorter).strip()) != shorter:
        shorter = cut
    return shorter


def trimmed(text: str, keeps: re.Pattern[str] = _IN_NAME) -> str:
    """The text without the words at its ends that name nothing; `keeps` ends a name."""
    shorter = text.strip()
    while True:
        cut = _without_start(shorter)
        if not keeps.search(cut):
            cut = _CUES_END.sub("", cut).strip()
            cut = _FILLS_END.sub("", cut).strip()
        if cut.isascii():
            cut = _ENGLISH_END.sub("", _ENGLISH_START.sub("", cut)).strip()
        if cut == shorter:
            return cut
        shorter = cut
