"""What can be cited of a map, as CSL-JSON: each node, and the map itself. The formats all begin here.

What a citation says is in the language of the map, as is the title that it cites; keywords are data, in English.

CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html (variables: Appendix IV).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from argmap.citations.attribution import (
    attribution,
    hedge_in_words,
)
from argmap.citations.pandoc import Style
from argmap.locale.words import capitalized, translations
from argmap.model.characters import escape_markdown, quotable
from argmap.model.clusters import Citation, Cluster, Mode
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap, Node, Passage
from argmap.storage.history import FileChange, Repository

Item = Mapping[str, Any]
"""An entry of CSL-JSON."""

MAP_GENRE = "argument map"
"""What kind of work a map is, for programs."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where and when a site's maps are published, as far as that is known.

    Attributes:
        address: The address of the site, ending in a slash, or empty.
        dates: The day on which each file of the docs folder was last changed, as `2026-11-24`, by its path.
        contents: The identifier of each node's file as it now stands (see `citations/swhid.py`), by its path.
        pages: The address of each page below that of the site, by the path of the file that somebody wrote.
        changes: Who changed each file of the docs folder, and when, by its path, the newest change first.
        node_file: The name of the file beside a node's page that has the node as plain Markdown.
        repository: Where the docs folder is kept.
    """

    address: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[FileChange]] = field(default_factory=dict)
    node_file: str = "node.md"
    repository: Repository = field(default_factory=Repository)


def node_path(argument_map: ArgumentMap, node_id: str) -> str:
    """Return the address of a node below that of the site, ending in a slash."""
    return f"{argument_map.id}/{node_id}/"


def node_address(argument_map: ArgumentMap, node_id: str, published: Published) -> str:
    """Return the whole address at which a node is cited.

    Args:
        argument_map: The map of the node.
        node_id: The node's id.
        published: What is known of where the map is published.

    Returns:
        The address of the node in its edition where that is frozen, else of the node as it now stands; empty when that
        of the site is not known.
    """
    address = map_address(argument_map, published)
    return f"{address}{node_id}/" if address else ""


def map_address(argument_map: ArgumentMap, published: Published) -> str:
    """Return the whole address at which a map is cited: that of its edition where it is frozen; empty if not known."""
    if not published.address:
        return ""
    return f"{published.address}{argument_map.id}/{f'{argument_map.fixed}/' if argument_map.fixed else ''}"


def edition_words(edition: str, language: str) -> str:
    """Say which edition it is, in a language: `draft`, or `edition 2026.1`."""
    words = translations(language)
    return words.gettext("draft") if edition == DRAFT else words.gettext("edition %(edition)s") % {"edition": edition}


def edition_name(argument_map: ArgumentMap) -> str:
    """Return the edition as it stands in a citation."""
    return edition_words(argument_map.edition, argument_map.language)


def map_genre(argument_map: ArgumentMap) -> str:
    """Say in a citation what kind of work a map is."""
    return translations(argument_map.language).gettext("argument map")


def edition_in_text(argument_map: ArgumentMap) -> str:
    """Return the edition as running text names it: `draft`, or `ed. 2026.1`."""
    words, edition = translations(argument_map.language), argument_map.edition
    return words.gettext("draft") if edition == DRAFT else words.gettext("ed. %(edition)s") % {"edition": edition}


def site_name(argument_map: ArgumentMap) -> str:
    """Return the name of what a node is part of: the map and its edition."""
    return f"{argument_map.title}, {edition_name(argument_map)}"


def publisher_of(argument_map: ArgumentMap) -> str:
    """Return who publishes a map: whom it names, or its contributors where it has no authors; empty where it has."""
    if argument_map.publisher or argument_map.authors:
        return argument_map.publisher
    return translations(argument_map.language).gettext("%(title)s contributors") % {"title": argument_map.title}


def authors_of(argument_map: ArgumentMap) -> list[dict[str, str]]:
    """Return who made a map, as names of CSL-JSON.

    Args:
        argument_map: The map.

    Returns:
        Its authors, one with a comma in the name as a person; its publisher where it names no authors.
    """
    return [_name(author.name) for author in argument_map.authors] or [{"literal": publisher_of(argument_map)}]


def _name(name: str) -> dict[str, str]:
    family, _, given = name.partition(", ")
    return {"family": family, "given": given} if given else {"literal": name}


def full_name(name: Mapping[str, str]) -> str:
    """Return a name of CSL-JSON as one speaks of it, the given name first."""
    return name.get("literal") or f"{name.get('given', '')} {name['family']}".strip()


def node_note(argument_map: ArgumentMap, node: Node) -> str:
    """Say which node this is and whose words it gives, for formats that have no field of their own for it.

    Args:
        argument_map: The map of the node.
        node: The node.

    Returns:
        Its id, kind and revision, whose words they are, with the hedge, and of a withdrawn node why it was and what
        replaced it; no full stop at the end.
    """
    words = translations(argument_map.language)
    kind, names = words.gettext(node.kind), [f"{argument_map.id}/{name}" for name in (node.id, *node.replaced_by)]
    own = words.gettext("Node %(id)s (%(kind)s), revision %(revision)s")
    hedge = capitalized(hedge_in_words(argument_map, node, words))
    gone = words.gettext("Withdrawn: %(reason)s") if node.withdrawn else ""
    replaced = words.gettext("Replaced by %(nodes)s") if node.replaced_by else ""
    told = {
        "id": names[0],
        "kind": kind,
        "revision": node.revision,
        "reason": node.reason.removesuffix("."),
        "nodes": ", ".join(names[1:]),
    }
    said = filter(None, [own % told, attribution(argument_map, node), hedge, gone % told, replaced % told])
    return ". ".join(said) + _archived(argument_map)


def map_note(argument_map: ArgumentMap) -> str:
    """Say which map this is, in which edition and where that is archived, for formats that have no field for it."""
    genre = capitalized(map_genre(argument_map))
    return f"{genre} {argument_map.id}, {edition_name(argument_map)}{_archived(argument_map)}"


def _archived(argument_map: ArgumentMap) -> str:
    """Say where the edition is kept, of which a node is only a part."""
    kept = argument_map.current.doi_address or argument_map.current.archive
    said = translations(argument_map.language).gettext("Edition archived at %(address)s")
    return f". {said % {'address': kept}}" if kept else ""


def node_keywords(node: Node) -> tuple[str, ...]:
    """Return the words to find a node by among references: its kind, and its tags."""
    return tuple(dict.fromkeys((node.kind.value, *node.tags)))


def item_id(argument_map: ArgumentMap, node_id: str = "map") -> str:
    """Return the citation key of a node, or of the map; no node can be called `map`."""
    return f"{argument_map.id.replace('/', '-')}:{node_id}"


def node_genre(argument_map: ArgumentMap, node: Node) -> str:
    """Say in a citation what kind of work a node is, in which revision, and that it was withdrawn if it was."""
    words = translations(argument_map.language)
    said = words.gettext("%(kind)s in an argument map, revision %(revision)s")
    if node.withdrawn:
        said = words.gettext("%(kind)s in an argument map, revision %(revision)s, withdrawn")
    return said % {"kind": words.gettext(node.kind), "revision": node.revision}


def node_date(argument_map: ArgumentMap, node: Node, published: Published) -> str:
    """Return the day that a node bears in citations.

    Args:
        argument_map: The map of the node.
        node: The node.
        published: What is known of where and when the map is published.

    Returns:
        The day of the edition, and in a draft that of the last change of the node's file, as `2026-11-24`, but none
        before the last edition: a draft is what came after it. Empty when it is not known.
    """
    return argument_map.edition_date or _since_edition(argument_map, published.dates.get(node.file, ""))


def _since_edition(argument_map: ArgumentMap, day: str) -> str:
    return max([day, *(edition.date for edition in argument_map.editions)]) if day else ""


def map_date(argument_map: ArgumentMap, published: Published) -> str:
    """Return the day that a map bears in citations.

    Args:
        argument_map: The map.
        published: What is known of where and when it is published.

    Returns:
        The day of the edition, and in a draft that of the last change of a file of the map, as `2026-11-24`, but none
        before the last edition. Empty when it is not known.
    """
    own = [day for path, day in published.dates.items() if path.startswith(f"{argument_map.id}/")]
    return argument_map.edition_date or _since_edition(argument_map, max(own, default=""))


def node_item(argument_map: ArgumentMap, node: Node, published: Published) -> dict[str, Any]:
    """Describe a node as a page of the web.

    Args:
        argument_map: The map of the node.
        node: The node.
        published: What is known of where and when the map is published.

    Returns:
        An entry of CSL-JSON: its name, what it is part of, its kind and revision, whose words it
            gives, date and address.
    """
    return _item(
        {
            "id": item_id(argument_map, node.id),
            "title": node.title,
            "container-title": site_name(argument_map),
            "genre": node_genre(argument_map, node),
            "abstract": node.statement,
            "keyword": ", ".join(node_keywords(node)),
            "URL": node_address(argument_map, node.id, published),
        },
        argument_map,
        node_date(argument_map, node, published),
        node_note(argument_map, node),
    )


def map_item(argument_map: ArgumentMap, published: Published) -> dict[str, Any]:
    """Describe a whole map as a page of the web.

    Args:
        argument_map: The map.
        published: What is known of where and when it is published.

    Returns:
        An entry of CSL-JSON.
    """
    return _item(
        {
            "id": item_id(argument_map),
            "title": argument_map.title,
            "keyword": MAP_GENRE,
            "genre": f"{map_genre(argument_map)}, {edition_name(argument_map)}",
            "DOI": argument_map.current.doi,
            "URL": map_address(argument_map, published),
        },
        argument_map,
        map_date(argument_map, published),
        map_note(argument_map),
    )


def _item(fields: Mapping[str, str], argument_map: ArgumentMap, date: str, note: str) -> dict[str, Any]:
    terms = ""
    if argument_map.license:  # CSL has no field for rights
        said = translations(argument_map.language).gettext("Licence: %(license)s")
        terms = f". {said % {'license': argument_map.license}}"
    item: dict[str, Any] = {
        "type": "webpage",
        "author": authors_of(argument_map),
        "language": argument_map.language,
        "note": f"{note}{terms}",
    }
    if argument_map.authors and argument_map.publisher:  # else it stands for the author
        item["publisher"] = argument_map.publisher
    if date:
        item["issued"] = {"date-parts": [[int(part) for part in date.split("-")]]}
    return item | {name: value for name, value in fields.items() if value}


def work_cluster(argument_map: ArgumentMap, source: Passage, style: Style) -> Cluster:
    """Cite the mapped work, at a place in it.

    Args:
        argument_map: The map, with its mapped work.
        source: The passage to cite.
        style: The style in which it is cited.

    Returns:
        A citation of the passage's page if paragraphs.tsv has it, else of its section and paragraph.
    """
    return Cluster((Citation(argument_map.work, "", _place(argument_map, source, style), Mode.NORMAL),))


def _place(argument_map: ArgumentMap, source: Passage, style: Style) -> str:
    """Say where a passage stands; where the text has no pages, as APA's manual does (7th edition, section 8.28)."""
    words = translations(argument_map.language)
    paragraph = argument_map.paragraphs.get(source.at)
    section, _, number = source.at.rpartition(".")
    named = {"number": number if section else source.at[1:]}
    if paragraph is not None and paragraph.page:
        named["pages"] = paragraph.page
        said = words.gettext("pp. {pages}") if set("-–,") & set(paragraph.page) else words.gettext("p. {pages}")
    elif not section:
        said = words.gettext("n. {number}")
    else:
        title = next(part.title for part in argument_map.sections if part.id == section)
        named["title"] = escape_markdown(quotable(title))
        under, within = (
            words.gettext("under “{title},” para. {number}"),
            words.gettext("“{title}” section, para. {number}"),
        )
        said = within if style is Style.APA else under
    return f", {said.format(**named)}"


def own_cluster(item_id: str) -> Cluster:
    """Return the citation by which running text cites what is described by itself: a map, or a node of one."""
    return Cluster((Citation(item_id, "", "", Mode.NORMAL),))


def name_cluster(key: str) -> Cluster:
    """Return the citation that names a work in running text."""
    return Cluster((Citation(key, "", "", Mode.AUTHOR_IN_TEXT),))
