"""Each language in which argmap speaks says what English says: all of it, unless it is named as partial."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from argmap.locale.words import translations  # noqa: E402
from messages import FILE, PARTIAL, catalogue, translated_text  # noqa: E402

LANGUAGES = sorted(FILE.parent.glob("*.po"))
COMPLETE = [file for file in LANGUAGES if file.stem not in PARTIAL]
MOST_READ = re.compile(
    r"analysis/objections|model/(kinds|relations|voices|ownpages)\.|citations/additions|diagrams/words"
    r"|templates/(above|arrival|body|cite|front|glossary|node|outline|references|source|table|tombstone|trail|tree)\.html"
    r"|templates/partials/(changed|contribute|figure|forms|history|lists|nodes|outline|position|said|succession)\."
    r"|templates/partials/(tree|voices|whole)\."
)
"""The files whose words stand on the front page of a map, on pages of nodes and in the lists that lead to them."""
NAMED = re.compile(r"%\(\w+\)s|\{\w*\}|</?\w+[^>]*>|AM\d{3}|`[^`]*`")
"""What must stand in a translation as in the English words: places to fill, tags, codes, and what one types."""


def read_language(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem)


def said(message: Message) -> Iterator[tuple[str, str]]:
    """Yield each form of a message beside the English words it stands for."""
    if isinstance(message.id, tuple):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        yield from ((str(message.id[min(number, 1)]), str(form)) for number, form in enumerate(forms))
    else:
        yield str(message.id), str(message.string)


def is_said(message: Message) -> bool:
    """Tell whether a message has any words in its language."""
    return any(words for _, words in said(message))


@pytest.mark.parametrize("file", COMPLETE, ids=lambda file: file.stem)
def test_a_language_says_everything_that_argmap_says(file: Path) -> None:
    messages = {message.id: message for message in read_language(file) if message.id}

    assert messages.keys() == {message.id for message in catalogue() if message.id}
    lacking = [english for message in messages.values() for english, words in said(message) if not words]
    assert not lacking
    assert not [message.id for message in messages.values() if message.fuzzy]


@pytest.mark.parametrize("language", PARTIAL)
def test_a_language_that_says_a_part_says_nearly_all_that_most_pages_say(language: str) -> None:
    messages = [message for message in read_language(FILE.with_name(f"{language}.po")) if message.id]
    lacking = [message for message in messages if not all(words for _, words in said(message))]
    most_read = [message for message in messages if any(MOST_READ.match(path) for path, _ in message.locations)]

    assert lacking
    assert not [message.id for message in lacking if is_said(message)]
    # Whoever brings new words need not know these languages.
    assert len([message for message in lacking if message in most_read]) < len(most_read) / 20


@pytest.mark.parametrize("language", PARTIAL)
def test_what_a_language_does_not_say_stands_in_english(language: str) -> None:
    words = translations(language)

    assert words.gettext("Which works carry the argument") != "Which works carry the argument"
    for message in read_language(FILE.with_name(f"{language}.po")):
        if message.id and not is_said(message):
            one, many = map(str, message.id if isinstance(message.id, tuple) else (message.id, message.id))
            assert [words.ngettext(one, many, number) for number in (0, 1, 2, 5)] == [many, one, many, many]


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_language_keeps_what_is_filled_in_and_what_is_typed(file: Path) -> None:
    for message in read_language(file):
        for english, words in said(message) if message.id and is_said(message) else ():
            wanted, given = (sorted(NAMED.findall(text)) for text in (english, words))
            # What is counted need not be said where there is but one.
            left_out = [place for place in wanted if place not in ("%(count)s", "{count}")]
            assert given in (wanted, left_out), (english, words)
            if any(map(str.isalpha, words)):  # Signs by themselves stand as each language has them.
                assert (words[:1].isspace(), words[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace())


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_catalogue_of_a_language_is_what_the_script_writes(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == translated_text(file), "run python3 scripts/catalogue.py"


def test_the_script_keeps_what_is_translated_and_leaves_out_what_nobody_says_any_more(tmp_path: Path) -> None:
    file = tmp_path / "de.po"
    file.write_text(
        '# Ours.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "reason"\nmsgid_plural "reasons"\nmsgstr[0] "Grund"\nmsgstr[1] "Gründe"\n\n'
        'msgid "said no more"\nmsgstr "nie mehr"\n',
        encoding="utf-8",
    )

    file.write_text(translated_text(file), encoding="utf-8")

    renewed = read_language(file)
    assert file.read_text(encoding="utf-8").startswith("# Ours.\n")
    assert renewed["reason"].string == ("Grund", "Gründe")
    assert renewed["objection"].string == ("", "")
    assert "said no more" not in renewed
    assert translated_text(file) == file.read_text(encoding="utf-8")
