"""Reads the text that Kialo exports of a discussion: numbered claims, each for or against the one above it.

Kialo (https://www.kialo.com) has no documentation of the form beyond the text itself. A number is a place in the
discussion and changes when people vote, so a claim goes by its words: by those of the claims above it too, where
another says the same.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlsplit

from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, UnreadableError
from argmap.importing.wording import shortened
from argmap.model.characters import escape_plain_markdown
from argmap.model.exchange import Met, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType

CONSTRUCTS = constructs(
    kept={
        "discussion title": "the map's title; of several theses, the question that they answer",
        "thesis": "a thesis; of several, an answer to the discussion's question",
        "question": "a question, where everything right below a claim says neither Pro nor Con",
        "pro": "a node that supports the one above it",
        "con": "a node that attacks the one above it",
        "link to another claim": "a second relation of the claim that it names, which stays one node; pages lead up "
        "the shorter way",
        "source": "a page that the node cites, a link in its prose, and its words in the statement",
        "number": "what the node was imported as; where it changes, the node stays",
    },
    told={
        "link beyond the discussion": "a node that says so, since what it names is not in the file",
        "claim over several lines": "one line",
        "number given twice": "part of the claim before it",
        "claim without a side": "a thesis of its own, since it says neither Pro nor Con; a link, nothing",
    },
    lost={
        "what the export leaves out": "votes, impact, comments, authors and dates are in no text of Kialo's",
    },
)
"""Everything that Kialo's text can say, and what becomes of it."""

_TITLE = "Discussion Title:"
_CLAIM = re.compile(r"(?P<number>\d+(?:\.\d+)*)(?:\.|\.?\s+(?:(?P<side>Pro|Con):\s*)?(?P<words>.*))", re.DOTALL)
_SEE = re.compile(r"(?:->|→|-&gt;)\s*See\s+(?P<number>\d+(?:\.\d+)*)\.?\s*")
_BEYOND = re.compile(r"(?:->|→|-&gt;)\s*See\b")
_LINK = re.compile(
    r"\[(?P<words>(?:[^\[\]\n\\]|\\.){1,400})\]\((?P<address>https?://(?:[^\s()\\]|\\\S|\([^\s()]*\)){1,2000})\)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANKS = re.compile(r"\s+")
_LONGEST_NAME = 80
"""Characters of an address that name a page."""


@dataclass(slots=True)
class _Claim:
    """A claim with its number, as it stands in the text."""

    number: str
    side: str
    words: str
    place: Place
    origin: str = ""


@dataclass(slots=True)
class _Discussion:
    """What is read so far. A class because everything met is told."""

    title: str = ""
    title_place: Place = field(default_factory=lambda: Place(""))
    claims: dict[str, _Claim] = field(default_factory=dict)
    met: list[Met] = field(default_factory=list)


def read_kialo(texts: Mapping[str, str]) -> ParsedMap:
    """Read a discussion.

    Args:
        texts: The text of its file by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: At the first line that is neither title nor claim and follows none.
    """
    ((path, text),) = texts.items()
    discussion = _Discussion(title_place=Place(path))
    _read_lines(discussion, path, text)
    claims = discussion.claims
    links = {number: claim for number, claim in claims.items() if _SEE.fullmatch(claim.words)}
    _name(claims, links)
    nodes = [_node(discussion, claim) for claim in claims.values() if claim.number not in links]
    relations = [*_relations(discussion, links)]
    sideless = [claim for claim in claims.values() if not claim.side and claim.number not in links]
    nodes, answers = _with_questions(discussion, nodes, sideless)
    met = [*discussion.met, Met(discussion.title_place, "what the export leaves out")]
    return ParsedMap(discussion.title, tuple(nodes), (*relations, *answers), tuple(met), {})


def _read_lines(discussion: _Discussion, path: str, text: str) -> None:
    last = None
    for number, line in enumerate(text.split("\n"), 1):
        words, place = line.strip(), Place(path, number, len(line) - len(line.lstrip()) + 1)
        if not words:
            continue
        claim = _CLAIM.fullmatch(words)
        is_new = claim is not None and claim["number"] not in discussion.claims
        if not (discussion.claims or discussion.title) and words.startswith(_TITLE):
            discussion.title, discussion.title_place = words.removeprefix(_TITLE).strip(), place
            discussion.met.append(Met(place, "discussion title"))
        elif claim is not None and is_new:
            last = _Claim(claim["number"], claim["side"] or "", claim["words"] or "", place)
            discussion.claims[last.number] = last
        elif last is not None:
            last.words = f"{last.words}\n{words}"
            discussion.met.append(Met(place, "number given twice" if claim else "claim over several lines", words[:80]))
        else:
            what = "this is neither the title of a discussion nor a claim with its number"
            mend = "in Kialo, choose Export, and Text; the file begins with Discussion Title: or with 1."
            raise UnreadableError(place, what, mend)


def _above(number: str) -> str:
    return number.rpartition(".")[0]


def _hash(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]


def _name(claims: Mapping[str, _Claim], links: Mapping[str, _Claim]) -> None:
    """Give each claim the origin that it keeps: of its words, and of the way to it where they are taken."""
    taken: set[str] = set()
    for number, claim in sorted(claims.items(), key=lambda numbered: numbered[0].count(".")):
        if number in links:
            continue
        words = _BLANKS.sub(" ", claim.words)
        claim.origin = _hash(words)
        above = claims.get(_above(number))
        ways = 0
        while claim.origin in taken:
            claim.origin = _hash(words, claim.side, above.origin if above else "", str(ways))
            ways += 1
        taken.add(claim.origin)
    for claim in links.values():
        claim.origin = _leads_to(claims, links, claim)


def _leads_to(claims: Mapping[str, _Claim], links: Mapping[str, _Claim], claim: _Claim) -> str:
    """Return the origin of the claim that a link names, by way of other links too."""
    seen = set()
    while claim.number in links and claim.number not in seen:
        seen.add(claim.number)
        see = _SEE.fullmatch(claim.words)
        number = see["number"] if see else ""
        if number not in claims:
            return f"claim {number}"
        claim = claims[number]
    return claim.origin or f"claim {claim.number}"


def _node(discussion: _Discussion, claim: _Claim) -> ParsedNode:
    links = [*_LINK.finditer(claim.words)]
    discussion.met += [Met(claim.place, "source", link["address"][:80]) for link in links]
    if _BEYOND.match(claim.words):
        discussion.met.append(Met(claim.place, "link beyond the discussion", claim.words[:80]))
    text = _plain(_LINK.sub(lambda link: link["words"], claim.words))
    sources = [f"- [{escape_plain_markdown(_plain(link['words']))}]({_address(link['address'])})" for link in links]
    discussion.met.append(Met(claim.place, "number", claim.number))
    works = tuple({link["address"]: _page(_address(link["address"])) for link in links}.values())
    notes = "\n".join(sources)
    return ParsedNode(claim.origin, text, claim.place, number=claim.number, notes=notes, works=works)


def _page(address: str) -> dict[str, str]:
    """Return the record of a page of which only the address is known."""
    host = urlsplit(address).hostname or ""
    site = host.removeprefix("www.")
    title = shortened(address.partition("://")[2].removeprefix("www.").rstrip("/"), _LONGEST_NAME)
    return {
        "id": f"{site.replace('.', '-')}-{_hash(address)[:6]}",
        "type": "webpage",
        "title": f'<span class="nocase">{title}</span>',
        "URL": address,
    }


def _address(written: str) -> str:
    """Return an address in which nothing could end a link."""
    return quote(_plain(written), safe="/:?#[]@!$&'*+,;=%~-._")


def _plain(words: str) -> str:
    return _ESCAPE.sub(r"\1", words)


def _relations(discussion: _Discussion, links: Mapping[str, _Claim]) -> Iterator[ParsedRelation]:
    """Yield how claims bear on those above them."""
    claims, met = discussion.claims, discussion.met
    for claim in claims.values():
        if claim.number in links:
            met.append(Met(claim.place, "link to another claim" if claim.side else "claim without a side", claim.words))
        if claim.side:
            above = _above(claim.number)
            target = claims[above].origin if above in claims else f"claim {above}"
            kind = RelationType.SUPPORTS if claim.side == "Pro" else RelationType.ATTACKS
            met.append(Met(claim.place, claim.side.lower()))
            order = int(claim.number.rpartition(".")[2][:9])
            yield ParsedRelation(claim.origin, kind, target, claim.place, order=order)


def _with_questions(
    discussion: _Discussion, nodes: list[ParsedNode], sideless: list[_Claim]
) -> tuple[list[ParsedNode], list[ParsedRelation]]:
    """Settle what the claims without a side are: theses, and the questions that several theses answer."""
    claims, met = discussion.claims, discussion.met
    below: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims.values():
        below[_above(claim.number)].append(claim)
    questions = {
        claim.number
        for claim in sideless
        if below[claim.number] and all(not other.side for other in below[claim.number])
    }
    tops = [claim for claim in sideless if _above(claim.number) not in claims and claim.number not in questions]
    kinds: dict[str, Kind] = {claims[number].origin: Kind.QUESTION for number in questions}
    answers = []
    asked = "" if len(tops) == 1 or not discussion.title else _hash(discussion.title, "title")
    for claim in sideless:
        above = _above(claim.number)
        if claim.number in questions:
            met.append(Met(claim.place, "question"))
            continue
        is_astray = above in claims and above not in questions
        met.append(Met(claim.place, "claim without a side" if is_astray else "thesis", claim.words[:80]))
        kinds[claim.origin] = Kind.THESIS
        target = claims[above].origin if above in questions else asked if claim in tops else ""
        if target:
            order = int(claim.number.rpartition(".")[2][:9])
            answers.append(ParsedRelation(claim.origin, RelationType.ANSWERS, target, claim.place, order=order))
    settled = [replace(node, kind=kinds.get(node.origin)) for node in nodes]
    if asked and tops:
        settled.insert(0, ParsedNode(asked, discussion.title, discussion.title_place, kind=Kind.QUESTION))
    return settled, answers
