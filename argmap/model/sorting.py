"""The order of titles for people: by letters whatever their case, by whole numbers, by the alphabet of a language.

It is the same on every system, which the locales of an operating system are not. Collation by Unicode and CLDR would
need ICU, of which there is no ready-made package; libraries without ICU know no language's alphabet.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS: Mapping[str, str] = {
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "cs": "abcčdefghijklmnopqrřsštuvwxyzž",
    "da": f"{_LATIN}æøå",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fi": f"{_LATIN}åäö",
    "hr": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "hu": "abcdefghijklmnoöőpqrstuüűvwxyz",
    "is": "aábcdðeéfghiíjklmnoópqrstuúvwxyýzþæöå",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "lt": "abcčdefghiyjklmnopqrsštuvwxzž",
    "lv": "abcčdefgģhiyjkķlļmnņopqrsštuvwxzž",
    "nb": f"{_LATIN}æøå",
    "nn": f"{_LATIN}æøå",
    "no": f"{_LATIN}æøå",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "sk": "aäbcčdefghijklmnoôpqrsštuvwxyzž",
    "sl": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sv": f"{_LATIN}åäö",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""The alphabets of languages in which a letter with a mark is a letter of its own (https://cldr.unicode.org)."""

_DOTTED = ("az", "tr")
"""The languages in which `I` is the capital of `ı`, and `İ` that of `i`."""

_NUMBER = re.compile("[0-9]+")
_ALPHABET_STARTS = 0x100
_OTHERS = "\u0200"
"""Stands before the letters of no alphabet, which follow those of the alphabet."""


_QUOTES = "'\"`"


class _Weights(dict[str, str]):
    """By what each character is sorted in a language; a dictionary that works out what it lacks."""

    def __init__(self, alphabet: str) -> None:
        super().__init__({letter: chr(_ALPHABET_STARTS + place) for place, letter in enumerate(alphabet)})

    def __missing__(self, character: str) -> str:
        parts = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
        category = unicodedata.category(character)
        if parts != [character]:
            weight = "".join(self[part] for part in parts)
        elif character.isdecimal():
            weight = str(unicodedata.decimal(character))
        elif category[0] in "LM":
            weight = _OTHERS + character
        else:
            weight = "" if category in ("Pi", "Pf") or character in _QUOTES else " "
        self[character] = weight
        return weight


@lru_cache(maxsize=64)
def _weights(code: str) -> _Weights:
    return _Weights(_ALPHABETS.get(code, _LATIN))


def _code(language: str) -> str:
    return language.partition("-")[0].lower()


def initial(text: str, language: str) -> str:
    """Return the letter among which a text stands in a sorted list: `O` for `Öl` in English, `Ö` in Swedish.

    Args:
        text: A title or a name.
        language: The language by which the list is sorted, as a BCP 47 tag.

    Returns:
        A capital letter or a digit; without its mark where the alphabet of the language has no such letter. Empty if
        the text has neither.
    """
    code = _code(language)
    sign = next((sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()), "")
    dotless = {"I": "ı", "İ": "i"} if code in _DOTTED else {}
    letter = dotless.get(sign, sign.lower())
    parts = unicodedata.normalize("NFKD", letter)
    if parts[1:] and all(map(unicodedata.combining, parts[1:])) and letter not in _ALPHABETS.get(code, _LATIN):
        letter = parts[0]
    capitals = {small: capital for capital, small in dotless.items()}
    return capitals.get(letter, letter.upper())


@lru_cache(maxsize=8192)
def sort_key(text: str, language: str) -> tuple[str, str]:
    """Return by what a text is sorted: `Reason 2` stands before `Reason 10`, `apple` before `Zebra`.

    Args:
        text: A title.
        language: The language in which it is written, as a BCP 47 tag.

    Returns:
        A key; only equal texts have equal keys.
    """
    code = _code(language)
    weights = _weights(code)
    composed = unicodedata.normalize("NFC", text)
    if code in _DOTTED:
        composed = composed.replace("I", "ı").replace("İ", "i")
    letters = "".join(weights[character] for character in composed.casefold())
    return _NUMBER.sub(_number_key, letters), text


def _number_key(number: re.Match[str]) -> str:
    """Write a number so that it stands before a larger one: how many digits it has, then these."""
    digits = number[0].lstrip("0")
    return f"0{chr(len(digits))}{digits}"
