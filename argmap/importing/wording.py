"""Texts of any length and kind as a map can hold them: ids, titles, statements, plain fields and prose."""

import re
import unicodedata

from markdown_it.token import Token

from argmap.model.characters import escape_markdown, escape_plain_markdown, is_blank, without_forbidden
from argmap.model.ids import shortened_id, slug
from argmap.model.limits import BLANK_PROSE, STATEMENT_LENGTH, TITLE_LENGTH
from argmap.read.citationrule import CITATION
from argmap.read.commonmark import parser
from argmap.read.prose import markup_in, read_prose
from argmap.read.unclosed import MOST_UNCLOSED, unclosed

WITHOUT_WORDS = "…"
"""The statement of a node for which the input has no words: in no language, and short."""

_LONGEST_STEM = 40
"""How many characters of an id are made of words; what is longer is hard to name in a relation."""

_SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*(?=\s)|[。！？][」』”]*""")
_SHORTEST = 20
"""Characters that a sentence has at least; what is shorter ends in the dot of an abbreviation."""

_ABBREVIATED = re.compile(
    r"""(?:^|[\s("'“‘«\[/–—-])(?:\w|(?:\w\.)+\w|al|approx|Art|bzw|ca|Capt|cf|Ch|ch|Co|Col|Corp|Dept|dgl|Dr|ed|Ed|Eds|eds
    |eg|Eq|eq|Esq|etc|evtl|fig|Fig|Figs|Gen|ggf|Gov|Hon|ibid|ie|inc|Inc|incl|Jr|Lt|Ltd|Mme|Mr|Mrs|Ms|Mt
    |No|Nos|Nr|nr|p|pp|Ph|Prof|Rep|Rev|Sec|sec|Sen|Sgt|sog|Sr|St|Ste|usw|viz|vgl|Vgl|vol|Vol|vols|vs)\.$""",
    re.VERBOSE,
)
"""The dot of a word that is cut short, or of an initial, where no sentence need end."""

_SIGNS = re.compile(r"[*_\[\]@^!\\<>]")
"""Every sign without which there is no markup in a plain text."""

_MARKS = re.compile("[“‘<]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def id_stem(*texts: str) -> str:
    """Make the beginning of an id of the first text that has letters for one.

    Args:
        texts: A name, a title, a statement; the best first.

    Returns:
        Latin words in lower case, joined by hyphens; empty where no text has any letter that Latin ones can stand for.
    """
    for text in texts:
        if stem := slug(unicodedata.normalize("NFKC", text[:300])):
            return shortened_id(stem, _LONGEST_STEM)
    return ""


def one_line(text: str) -> str:
    """Return a text in one line and without the characters that no map may hold; empty where nothing is to be seen."""
    line = " ".join(without_forbidden(text).split())
    return "" if is_blank(line) else line


def has_invisible(text: str) -> bool:
    """Tell whether a text holds characters that no map may hold."""
    return without_forbidden(text) != text


def shortened(text: str, longest: int) -> str:
    """Cut a line behind a word, so that it says that it goes on.

    Args:
        text: A text in one line.
        longest: The most characters of the result.

    Returns:
        The text itself where it is short enough.
    """
    if len(text) <= longest:
        return text
    cut = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return f"{cut.rstrip(' ,;:–—-…')}…"


def title_of(text: str) -> str:
    """Make a title of a text in one line: its first sentence, or as much of it as there is room for."""
    first = text if len(text) <= TITLE_LENGTH else _sentences(text, TITLE_LENGTH)
    title = first.removesuffix(".") if first.count(".") == 1 and not _ABBREVIATED.search(first) else first
    return title or shortened(text, TITLE_LENGTH)


def statement_of(text: str) -> str:
    """Make a statement of a text in one line: all of it, or what there is room for and a sign that it goes on."""
    if len(text) <= STATEMENT_LENGTH:
        return text
    whole = _sentences(text, STATEMENT_LENGTH - 2)
    return f"{whole} …" if whole else shortened(text, STATEMENT_LENGTH)


def _sentences(text: str, longest: int) -> str:
    """Return as many whole sentences as there is room for; empty where that is none."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text[: longest + 1]) if _is_end(text, end.end())]
    return next((text[:end] for end in reversed(ends) if _SHORTEST <= end <= longest), "")


def _is_end(text: str, end: int) -> bool:
    """Tell whether a sentence ends at its sign: not behind an abbreviation, nor where a small letter follows."""
    before, after = text[:end], text[end:].lstrip(" \"'“‘«([")
    return not (_ABBREVIATED.search(before[-20:]) or after[:1].islower())


def unmarked(text: str) -> str:
    """Return a text in one line as plain words, in which nothing could be taken for markup.

    Args:
        text: What somebody wrote, perhaps with Markdown in it.

    Returns:
        The same words without the signs of emphasis, links and citations; code keeps its signs, as it may.
    """
    if not markup_in(text):
        return text
    (inline,) = parser().parseInline(text)
    words = " ".join("".join(_plain_words(token) for token in inline.children or ()).split())
    return _SIGNS.sub("", words) if markup_in(words) else words


def _plain_words(token: Token) -> str:
    if token.type == "link_close":
        return ""
    if token.type == "code_inline":
        return f"{token.markup}{token.content}{token.markup}"
    if token.type == CITATION:
        return token.content.replace("@", "")
    return " " if token.type == "softbreak" else token.content


def formatted_safely(text: str) -> str:
    """Return a text that a citation style can format: without the quotation marks that it opens and never closes."""
    return one_line(_MARKS.sub("", text)) or WITHOUT_WORDS if unclosed(text) > MOST_UNCLOSED else text


def plain_prose(text: str) -> str:
    """Write a plain text as prose in which every sign stays what it is.

    Args:
        text: Any text; an empty line ends a paragraph.

    Returns:
        Paragraphs of CommonMark.
    """
    lines = [one_line(paragraph).replace("{:", "{ :") for paragraph in _PARAGRAPHS.split(text)]
    written = "\n\n".join(escape_plain_markdown(line) for line in lines if line)
    if not is_harmless(written):
        written = "\n\n".join(escape_markdown(line) for line in lines if line)
    return written.replace(BLANK_PROSE, f"&#{ord(BLANK_PROSE[0])};{BLANK_PROSE[1:]}")


def is_harmless(prose: str) -> bool:
    """Tell whether prose is shown as written, cites nothing and links to no file."""
    reading = read_prose(prose)
    return not (reading.faults or reading.citations or reading.links) and BLANK_PROSE not in prose


def quotation(words: str) -> str:
    """Write words as a quotation in prose."""
    return "\n>\n".join(f"> {line}" for line in plain_prose(words).split("\n\n"))
