"""Says on a page how to cite it, ready to copy: a node or a map, and apart from it the mapped work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from argmap.citations.additions import with_attribution, with_retrieval
from argmap.citations.citable import (
    Item,
    authors_of,
    full_name,
    item_id,
    map_address,
    map_item,
    node_item,
    own_cluster,
    work_cluster,
)
from argmap.citations.downloads import CITED_AS, files_beside
from argmap.citations.pandoc import Formatted, Style
from argmap.citations.runs import Runs
from argmap.citations.swhid import archive_address, qualified_id
from argmap.diagrams.views import View
from argmap.model.characters import quotable
from argmap.model.maps import Node
from argmap.pages.context import TO_MAP, Context, gathered_once
from argmap.pages.credits import FigureToCite, figure_to_cite
from argmap.pages.head import node_names
from argmap.pages.history import changes_since
from argmap.pages.passages import QuotedPassage, passage_of
from argmap.pages.voices import Voice, voice_of
from argmap.pages.works import cited, entry, is_described, named
from argmap.read.frozen import frozen_node

STYLES = {Style.CHICAGO: "Chicago", Style.APA: "APA"}
"""What readers call each style."""

_NOTHING = Markup()

_DAY = "\0"
"""Stands for the day on which something is read; no text of a map holds this sign."""


@dataclass(frozen=True, slots=True)
class ReadyCitation:
    """A citation, ready to copy: its style, and whether it stands in a `text`, a `list` or a `note`, or empty for both.

    Of what is cited as somebody read it on some day, `words` end where the day is to stand, and `after_day` goes on.
    """

    style: str
    place: str
    words: Markup
    after_day: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence that quotes a node, ready to copy, with no links in it.

    `statement` is to be followed by `short`, which cites it, and only then by a full stop. `voice`, `author` and
    `hedge` say whose words it gives, as the node's page does, and `passages` where `author`, the mapped work, says so.
    `lang` has the attributes of an element in the language of the map, `lang_of_text` of one in that of the mapped
    text.
    """

    statement: str
    short: Markup
    voice: Voice
    author: Markup
    hedge: str
    passages: tuple[QuotedPassage, ...]
    lang: Markup
    lang_of_text: Markup


class Since(StrEnum):
    """How a node as it now stands differs from what it was in an edition; of a whole map that is not said."""

    NOTHING = "nothing"
    WORDING = "wording"
    OTHER = "other"
    UNTOLD = ""


@dataclass(frozen=True, slots=True)
class CiteBox:
    """How to cite a map or a node: formatted, as files by their formats, and its address where it has one.

    There are no citations where there was no pandoc. `archived` has the addresses at which archives keep this edition.
    `is_fixed` tells that what stands at the address stays as it is. Of a draft, `newest` is how to cite the same in the
    newest edition, None where it is in none.
    """

    citations: tuple[ReadyCitation, ...]
    files: tuple[tuple[str, str], ...]
    address: str
    archived: tuple[str, ...]
    is_fixed: bool
    newest: "FixedCitation | None"


@dataclass(frozen=True, slots=True)
class FixedCitation:
    """How to cite what stands in an edition, and to quote it where it is a node.

    `edition` and `day` are the name and the day of the edition, `page` is the relative address of the page in it, and
    `address` the whole one, empty where the site does not know its own. `files` are the relative addresses of the files
    beside that page, each behind the name of its format. `since` tells what changed after it.
    """

    edition: str
    day: str
    page: str
    address: str
    files: tuple[tuple[str, str], ...]
    citations: tuple[ReadyCitation, ...]
    quotation: Quotation | None = None
    since: Since = Since.UNTOLD


@dataclass(frozen=True, slots=True)
class NodeCiteBox:
    """How to cite a node, what identifies it, and how to cite the mapped work for what it says.

    `quotation` quotes the node as it now stands, None where there was no pandoc to cite it. `figure` is its drawing,
    None where there is none.
    `work` names the mapped work; it is empty, as are its citations, where the node is not the mapped work's;
    `work_is_described` tells that it has a description in the place of a title.
    `content` identifies its words, with the place where they were found as far as that is known, and `kept` is the
    address at which Software Heritage shows them once it has them. `lang` has the attributes of an element in the
    language of the map.
    """

    box: CiteBox
    quotation: Quotation | None
    id: str
    revision: int
    content: str
    kept: str
    figure: FigureToCite | None
    work: Markup
    work_citations: tuple[ReadyCitation, ...]
    work_is_described: bool
    lang: Markup


@dataclass(frozen=True, slots=True)
class WorkCiteBox:
    """How to cite the mapped work; `entry` has it where there was no pandoc.

    `is_described` tells that it has a description in the place of a title.
    """

    citations: tuple[ReadyCitation, ...]
    entry: Markup
    is_described: bool


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """An author of a map as pages name one; `orcid` is the address of the ORCID iD, and like the role may be empty.

    `lang` has the attributes of an element in the language of the map, which the role is in.
    """

    name: str
    orcid: str
    role: str
    lang: Markup


def author_lines(context: Context) -> tuple[AuthorLine, ...]:
    """Name the authors of a map for a page.

    Args:
        context: The map.

    Returns:
        Its authors, a person by given and family name; none where it names none.
    """
    argument_map = context.argument_map
    if not argument_map.authors:
        return ()  # whoever publishes it stands for them in citations alone
    return tuple(
        AuthorLine(full_name(name), author.orcid_address, author.role, context.lang)
        for author, name in zip(argument_map.authors, authors_of(argument_map), strict=True)
    )


def node_cite_box(context: Context, node: Node, drawn: View | None = None) -> NodeCiteBox:
    """Gather how to cite a node.

    Args:
        context: The node's map.
        node: The node, which may have been withdrawn.
        drawn: What its drawing shows; None where it has none.

    Returns:
        Its citations, and where it gives words of the mapped work those of that work too.
    """
    argument_map = context.argument_map
    then = _node_in_newest(context, node)
    box = _cite_box(context, node_item(argument_map, node, context.published), node.id, then, node)
    work = argument_map.work
    name = Markup()
    citations: tuple[ReadyCitation, ...] = ()
    if work and node.passages and context.own:
        name = named(context, work, None, context.own[Style.CHICAGO])
        citations = tuple(dict.fromkeys(_of_work(context, node, work)))  # two passages can be on one page
    full_id = f"{context.argument_map.id}/{node.id}"
    published = context.published
    content = qualified_id(published.contents[node.file], node.file, published.repository)
    kept = archive_address(content) if published.repository.address else ""
    figure = figure_to_cite(context, drawn) if drawn else None
    return NodeCiteBox(
        box,
        _quotation(context, node, box.citations),
        full_id,
        node.revision,
        content,
        kept,
        figure,
        name,
        citations,
        bool(citations) and is_described(context, work),
        context.lang,
    )


def _quotation(context: Context, node: Node, citations: Sequence[ReadyCitation]) -> Quotation | None:
    """Return the sentence that quotes a node, with its first citation for running text; None where there is none."""
    short = next((one.words for one in citations if one.place == "text"), None)
    work = context.argument_map.work
    if short is None:
        return None
    return Quotation(
        _to_quote(node.statement),
        short,
        voice_of(context, node, None, to_people=False),
        named(context, work, None) if work else Markup(),
        node.hedge,
        tuple(passage_of(context, passage) for passage in node.passages),
        context.lang,
        context.lang_of_text,
    )


def _to_quote(statement: str) -> str:
    """Return a statement as it stands in a quotation with the citation behind it, and only then the full stop."""
    quoted = quotable(statement)
    return quoted if quoted.endswith("..") else quoted.removesuffix(".")


def map_cite_box(context: Context) -> CiteBox:
    """Gather how to cite a whole map.

    Args:
        context: The map.

    Returns:
        Its citations, files and address.
    """
    newest = _in_edition(_edition(context, context.newest.edition)[0]) if context.newest else None
    return _cite_box(context, map_item(context.argument_map, context.published), "map", newest)


def work_cite_box(context: Context) -> WorkCiteBox | None:
    """Gather how to cite the mapped work.

    Args:
        context: The map.

    Returns:
        Its citations and its entry; None for a map of no text.
    """
    work = context.argument_map.work
    if not work:
        return None
    return WorkCiteBox(_ready(context, context.own, {"id": work}), entry(context, work), is_described(context, work))


def _cite_box(
    context: Context, item: Mapping[str, Any], stem: str, newest: FixedCitation | None, node: Node | None = None
) -> CiteBox:
    edition = context.argument_map.current
    return CiteBox(
        _ready(context, context.own, item, node),
        _files(stem),
        item.get("URL", ""),
        edition.archives,
        bool(context.argument_map.fixed),
        newest,
    )


def _files(stem: str, folder: str = "") -> tuple[tuple[str, str], ...]:
    files = files_beside(stem)
    return tuple((form.label, f"{folder}{files[name]}") for name, form in CITED_AS.items())


def _ready(
    context: Context, own: Mapping[Style, Formatted], item: Item, node: Node | None = None
) -> tuple[ReadyCitation, ...]:
    """Return how to cite something in each style, in running text where that is known, and in a list.

    What is read at an address that does not keep it as it is says when it was read; where it is a node, a list and a
    note say whose words it gives.
    """
    ready, key, argument_map = [], item["id"], context.argument_map

    def completed(runs: Runs, style: Style) -> Runs:
        dated = with_retrieval(runs, style, argument_map, item, _DAY)
        return with_attribution(dated, style, argument_map, node) if node else dated

    for style, name in STYLES.items():
        if own and (runs := own[style].entries.get(key)):
            words = entry(context, key, None, replace(own[style], entries={key: completed(runs, style)}))
            before, _, after = words.partition(_DAY)
            short = cited(own[style], own_cluster(key), None, context.lang)
            ready += [ReadyCitation(name, "text", short)] if short else []
            ready.append(ReadyCitation(name, "list" if short else "", before, after))
    note = own[Style.NOTE].clusters.get(own_cluster(key)) if Style.NOTE in own else None
    if note:
        words = entry(context, key, None, Formatted({}, {key: completed(note, Style.NOTE)}))
        before, _, after = words.partition(_DAY)
        ready.append(ReadyCitation("", "note", before, after))
    return tuple(ready)


def with_what_to_cite(context: Context, box: CiteBox, head: Mapping[str, Any]) -> Mapping[str, Any]:
    """Let reference managers save what the page of a node says to cite: of a draft that says the same, the edition.

    Args:
        context: The map of a node that stands.
        box: How the node is cited.
        head: What its page tells programs, as JSON values.

    Returns:
        The head; where the newest edition says the same, with the names and the `cite-as` of that.
    """
    if not box.newest or box.newest.since is not Since.NOTHING:
        return head
    of_edition, nodes = _edition(context, box.newest.edition)
    then = nodes[box.newest.page.split("/")[-2]]
    links = [{**one, "href": box.newest.address} if one["rel"] == "cite-as" else one for one in head["links"]]
    return {**head, "names": node_names(of_edition, then), "links": links}


@gathered_once
def _edition(context: Context, edition: str) -> tuple[Context, Mapping[str, Node]]:
    """Return what is known of a map as it stood in its newest edition, `edition`, with its nodes by their ids."""
    del edition
    newest = context.newest or context.argument_map
    return replace(context, argument_map=newest), {node.id: node for node in newest.nodes}


def _in_edition(context: Context, node: Node | None = None) -> FixedCitation:
    """Return how to cite the edition of a map that the context is of, or a node as it was there."""
    edition = context.argument_map
    home, way = map_address(edition, context.published), f"{node.id}/" if node else ""
    key, stem = (item_id(edition, node.id), node.id) if node else (item_id(edition), "map")
    page = f"{TO_MAP}{edition.edition}/{way}"
    return FixedCitation(
        edition.edition,
        edition.edition_date,
        page,
        f"{home}{way}" if home else "",
        _files(stem, page),
        _ready(context, context.newest_own, {"id": key}, node),
    )


def _node_in_newest(context: Context, node: Node) -> FixedCitation | None:
    """Return how to cite and quote a node in the newest edition of its map; None where that, or it, is in none."""
    newest = context.newest
    versions = (one for one in context.versions.get(node.id, ()) if newest and one.edition == newest.edition)
    version = next(versions, None)
    if newest is None or version is None:
        return None
    of_edition, nodes = _edition(context, newest.edition)
    then = nodes[version.node.id]
    fixed = _in_edition(of_edition, then)
    texts, fields = changes_since(version.named_now, frozen_node(node))
    since = Since.WORDING if texts else Since.OTHER if fields else Since.NOTHING
    quotation = _quotation(of_edition, then, fixed.citations)
    return replace(fixed, quotation=quotation, since=since)


def _of_work(context: Context, node: Node, work: str) -> Iterator[ReadyCitation]:
    """Yield how to cite the mapped work for the same point, in a text and in its list of references."""
    for style, name in STYLES.items():
        own = context.own[style]
        for cluster in dict.fromkeys(work_cluster(context.argument_map, source, style) for source in node.passages):
            yield ReadyCitation(name, "text", cited(own, cluster, None, context.lang_of_text))
        yield ReadyCitation(name, "list", entry(context, work, None, own))
