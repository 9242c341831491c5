"""Cuts the index of a large site's search, so that whoever searches loads what the words ask for and no more.

The theme's search reads one file with all texts. In its place stand a file without texts, a table of words for each two
letters with which they begin, and the texts of each page by themselves: `theme/search.js` takes from the tables which
pages come into question, and hands the theme's own search their texts.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

FOLDER = "search/parts"
"""Where the parts lie on the site."""

MOST_PAGES = 1000
"""The most pages of maps on a site whose search reads one file."""

INDEX = "search/search_index.json"
"""The file that the theme's search reads."""

_OFTEN = 3
"""How often a word stands on a page that is likely to be about it."""

_NO_WORDS = re.compile(r"<[^>]*>|&#?\w+;")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Signs of languages that put no spaces between words count as words."""


def words_of(text: str) -> list[str]:
    """Take a text apart as the script does what is typed.

    Args:
        text: Words, with HTML among them.

    Returns:
        The words in order, in small letters.
    """
    return _WORD.findall(unicodedata.normalize("NFKC", _NO_WORDS.sub(" ", text)).lower())


def cut_search(index: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Cut the index of a search.

    Args:
        index: What MkDocs's search plugin, or Material's, writes: how to search, and the texts of all pages.

    Yields:
        The path of each part on the site, and its JSON; that of the index itself first.
    """
    yield INDEX, _json({"config": {**index["config"], "parts": True}, "docs": []})
    pages: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in index["docs"]:
        pages[entry["location"].partition("#")[0]].append(entry)
    tables: dict[str, dict[str, tuple[list[int], list[int], list[int]]]] = defaultdict(dict)
    for number, entries in enumerate(pages.values()):
        yield f"{FOLDER}/{number}.json", _json(entries)
        said = Counter(word for entry in entries for word in words_of(f"{entry['title']} {entry['text']}"))
        called = {word for entry in entries for name in (entry["title"], *_tags(entry)) for word in words_of(name)}
        for word in sorted({*said, *called}):
            on, often, titled = tables[beginning(word)].setdefault(word, ([], [], []))
            on.append(number)
            if said[word] >= _OFTEN:
                often.append(number)
            if word in called:
                titled.append(number)
    for name, table in sorted(tables.items()):
        yield f"{FOLDER}/{name}.json", _json({word: [_steps(some) for some in lists] for word, lists in table.items()})


def beginning(word: str) -> str:
    """Name the table in which a word stands.

    Args:
        word: A word in small letters.

    Returns:
        The numbers of its first two characters, in hexadecimal.
    """
    return "w" + "-".join(f"{ord(character):x}" for character in word[:2])


def _tags(entry: Mapping[str, Any]) -> Iterable[str]:
    return entry.get("tags") or ()


def _steps(numbers: list[int]) -> list[int]:
    """Write growing numbers as what each is more than the one before: that is shorter."""
    return [after - before for before, after in pairwise([0, *numbers])]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
