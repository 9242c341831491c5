"""Readers meet one word for one thing: reason, objection, answer, limit, challenged step, explanation.

The words of files (`supports`, `attacks`, `qualifies`, `undercuts`), and those of other schools, stand only where the
format is explained, and where a writer is told what to mend in a file.
"""

import re
import sys
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from argmap.model.relations import RELATIONS, RelationType

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from messages import catalogue  # noqa: E402

OLD = re.compile(
    r"\b(support(s|ed|ing|ers?)?|attack(s|ed|ing|ers?)?|qualif(y|ies|ied|ication|ications)|undercut(s|ting|ters?)?"
    r"|premises?|rebuttals?|repl(y|ies|ied)|counter-?arguments?|rebuts?|defeat(s|ed|ers?)?|pros|cons)\b",
    re.IGNORECASE,
)
"""What is no word of a page, whatever it is called in a file or elsewhere."""

FOR_WRITERS = {"model/rules.py"}
"""What speaks of files to whoever writes them."""

FOR_READERS = ("index.md", "how-to-read.md", "kazakhstan-eu/index.md", "kazakhstan-eu/about.md")
GOLDEN = ROOT / "tests" / "golden"


OF_THE_SAMPLE = "A reply to &lt;clouds&gt;"
"""What the sample map says of its own edition."""


def said(page: str) -> str:
    """Return the words of a page but those of its map: its prose, and what stands in code."""
    page = re.sub(r"^---\n.*?\n---\n", "", page, flags=re.DOTALL)
    page = re.sub(
        r'<div class="am-prose".*?</div>|<code.*?</code>|`[^`]*`|<(?:pre|script|style).*?</(?:pre|script|style)>',
        "",
        page,
        flags=re.DOTALL,
    )
    return Markup(page.replace(OF_THE_SAMPLE, "")).striptags()  # noqa: S704 - to be read, not shown


def test_the_old_words_are_known() -> None:
    for old in ("Two claims support it", "Premises", "under attack", "a reply", "Rebuttal"):
        assert OLD.search(old)
    assert not OLD.search("It is a reason, an objection, a limit, a challenged step or an explanation; consider it.")


def test_no_word_of_the_catalogue_is_an_old_one() -> None:
    messages = [
        message for message in catalogue() if message.id and {path for path, _ in message.locations} - FOR_WRITERS
    ]
    texts = [text for one in messages for text in (one.id if isinstance(one.id, tuple) else (one.id,))]

    assert len(texts) > 300
    assert [text for text in texts if OLD.search(re.sub(r"%\(\w+\)s|\{\w+\}", "", str(text)))] == []


@pytest.mark.parametrize("page", FOR_READERS)
def test_pages_about_a_map_have_the_same_words(page: str) -> None:
    assert OLD.findall(said((ROOT / "docs" / page).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("folder", ["site/expected", "debate"])
def test_built_pages_and_drawings_have_the_same_words(folder: str) -> None:
    pages = [path for path in (GOLDEN / folder).rglob("*") if path.name in ("index.md", "index.html", "node.md")]
    drawings = list((GOLDEN / folder).rglob("*.dot"))

    assert len(pages) > 10
    assert len(drawings) > 1
    for path in pages:
        assert OLD.findall(said(path.read_text(encoding="utf-8"))) == [], path
    for path in drawings:
        labels = re.findall(r'(?:label|tooltip)="([^"]*)"', path.read_text(encoding="utf-8"))
        assert [label for label in labels if OLD.search(label)] == [], path


@pytest.mark.parametrize("folder", ["site/expected", "debate"])
def test_no_sentence_runs_into_the_next(folder: str) -> None:
    for path in (GOLDEN / folder).rglob("index.md"):
        page = re.sub("</?(?:a|abbr|b|em|i|q|small|span|strong)[ >][^>]*>?", "", path.read_text(encoding="utf-8"))
        words = re.sub(r"<(script|style|svg|code|pre)\b.*?</\1>|<[^>]*>", "\n", page, flags=re.DOTALL)
        assert re.findall(r"[a-z]{2,}[.;,:][A-Z]\w+", unescape(words)) == [], path


def test_each_heading_can_be_understood_alone() -> None:
    headings = [words.heading for words in RELATIONS.values()]

    assert len(set(headings)) == len(RelationType)
    assert [heading for heading in headings if not re.search(r"\bthis\b|\bsteps\b", heading)] == []
    assert [heading for heading in headings if "it" in heading.casefold().split()] == []
