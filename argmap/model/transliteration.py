"""Writes words of other scripts in Latin letters, as people write them in addresses.

Cyrillic, Greek, Georgian and Armenian letters have sounds that Latin ones can give; scripts that leave vowels out, or
write words by signs, would give nothing to recognise, and are left out.
"""

import re
import unicodedata

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ё": "e", "є": "ie", "і": "i", "ї": "i", "ґ": "g", "ў": "u", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o",
    "ұ": "u", "ү": "u", "һ": "h", "җ": "zh", "ҷ": "j", "ҳ": "h", "ӣ": "i", "ӯ": "u", "ђ": "dj", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "gj", "ѕ": "dz", "ќ": "kj",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l", "მ":
    "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ":
    "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j", "ჰ": "h",
}  # fmt: skip
_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n",
    "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts",
    "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ə": "a",
    "ħ": "h",
}
_LETTERS = _CYRILLIC | _GREEK | _GEORGIAN | _ARMENIAN | _LATIN

_OWN = {
    "uk": {"г": "h", "и": "y", "й": "i"},
    "be": {"г": "h", "й": "i"},
    "kk": {"ғ": "g", "ң": "n"},
    "bg": {"щ": "sht", "ъ": "a", "х": "h"},
    "mk": {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s"},
    "sr": {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s"},
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
}
"""Letters that a language writes otherwise than most do."""


def romanized(words: str, language: str = "") -> str:
    """Write words in Latin letters.

    Args:
        words: Words of any script.
        language: Their language as a BCP 47 tag, where it is known.

    Returns:
        The words in lower case, of ASCII letters where a letter can be given in them; others are as they were.
    """
    language = language.partition("-")[0]
    letters = _LETTERS | _OWN.get(language, {})
    lower = unicodedata.normalize("NFC", words.lower())
    if language in ("", "ru"):
        lower = re.sub(r"[иы]й\b", "ы", lower)  # as names of places and people have it: Grozny, Dostoevsky
    lower = re.sub("ο[υύ]", "u", lower).replace("ու", "u")
    return "".join(letters[letter] if letter in letters else _plain(letter, letters) for letter in lower)


def _plain(letter: str, letters: dict[str, str]) -> str:
    """Take the accents off a letter, which is then written as without them."""
    parts = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
    return "".join(letters.get(part, part) for part in parts)
