"""Words set in the Vietnamese fonts of the years before Unicode.

Such a font draws Vietnamese letters in the places of Western ones, so the words of a file say
little without the font of each run. A run is translated before anything else touches its text:
in TCVN3 a soft hyphen is the letter ư, and composing or stripping would lose it.
"""

import re
import unicodedata
from collections.abc import Iterable


def to_unicode(text: str, font: str) -> str:
    """The letters that `font` draws for one run of text, in composed Unicode.

    Letters beyond the Western ones are already Unicode and stay, even in a run of a legacy font.
    In other fonts the Icelandic eth, which looks like đ and was typed for it, becomes đ.
    """
    name = font.strip().lower()
    if name.startswith(".vn"):
        text = _DOUBLED.sub("\u00ad", text).translate(_TCVN3)
        text = text.upper() if name.endswith("h") else text
    elif name.startswith(("vni-", "vni ")):
        text = _VNI_LETTER.sub(_vni_letter, text)
    else:
        text = text.replace("ð", "đ").replace("Ð", "Đ")
    return unicodedata.normalize("NFC", text)


def runs_to_unicode(runs: Iterable[tuple[str, str]]) -> str:
    """The text of (text, font) runs, joined after each was read in its own font."""
    return unicodedata.normalize("NFC", "".join(to_unicode(text, font) for text, font in runs))


# Programs that took the ư of TCVN3 for a soft hyphen have doubled it here and there.
_DOUBLED = re.compile("\u00ad{2,}")
# TCVN 5712:1993, third set: the letter at each place from A1 to FE; a space where there is none.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS) if letter != " "}

# VNI: a vowel, then one letter for its mark or marks. Combining characters: grave 0300,
# acute 0301, hook 0309, tilde 0303, dot below 0323, circumflex 0302, breve 0306.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {
    "â": "\u0302",
    "à": "\u0302\u0300",
    "á": "\u0302\u0301",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_VNI_BREVE = {
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "é": "\u0306\u0301",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_MARKS = {
    "a": _VNI_TONES | _VNI_CIRCUMFLEX | _VNI_BREVE,
    "e": _VNI_TONES | _VNI_CIRCUMFLEX,
    "o": _VNI_TONES | _VNI_CIRCUMFLEX,
    "u": _VNI_TONES,
    "y": _VNI_TONES,
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}
_VNI_LETTERS = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "ì": "ì",
    "í": "í",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI_SINGLE = str.maketrans(
    _VNI_LETTERS | {key.upper(): value.upper() for key, value in _VNI_LETTERS.items()}
)
_VNI_LETTER = re.compile("[aeouyôö][øùûõïâàáåãäêèéúüë]|[ôöñìíæóòî]", re.IGNORECASE)


def _vni_letter(found: re.Match[str]) -> str:
    letter, mark = found[0][0], found[0][1:]
    marks = _VNI_MARKS[letter.lower()].get(mark.lower(), mark) if mark else ""
    return unicodedata.normalize("NFC", letter.translate(_VNI_SINGLE) + marks)
