"""Reads the file of a released edition, and turns a map into what such a file holds and back."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import msgspec

from argmap.model.beside import Author, Edition, Paragraph, Section, Step, Term, Verified
from argmap.model.characters import as_read, forbidden_characters
from argmap.model.findings import Finding, Place
from argmap.model.frozen import (
    FrozenAuthor,
    FrozenCite,
    FrozenEdition,
    FrozenMap,
    FrozenNode,
    FrozenPassage,
    FrozenRelation,
    FrozenSection,
    FrozenStep,
    FrozenTerm,
    FrozenVerified,
)
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap, Cite, Node, Passage, Reference, Relation, people_of
from argmap.read.layout import EDITIONS_FILE, frozen_file, is_frozen_file
from argmap.read.links import prose_link
from argmap.read.prose import read_prose

_IN_CODE = re.compile(r"(?<!\\)(?:\\\\)*\\[ubf]")
"""A character written in code, as argmap writes none: by it a file could hold what its text does not show."""

_HINT = "take the file back as it was released, from git or from the release; it is never edited"


def digest_of(raw: str) -> str:
    """Return the SHA-256 of the file of an edition, which does not depend on how a platform breaks lines.

    Args:
        raw: The text of the file.

    Returns:
        64 hexadecimal digits.
    """
    return hashlib.sha256(as_read(raw).encode()).hexdigest()


def read_all_frozen(
    folder: str, files: Mapping[str, str], unreadable: Collection[str], editions: Sequence[Edition]
) -> tuple[tuple[FrozenEdition, ...], list[Finding]]:
    """Read the files of all editions of a map, each of which must be as editions.yml says.

    Args:
        folder: The folder of the map.
        files: The text of each file by its path below the docs folder.
        unreadable: The paths of files that are there but have no text, or of which not all could be read.
        editions: The editions of which editions.yml tells.

    Returns:
        What the files hold, in the order of editions.yml, and the findings.
    """
    found: list[FrozenEdition] = []
    findings: list[Finding] = []
    for one in editions:
        path = frozen_file(folder, one.name)
        fault = _fault(one, path, files)
        if fault and path not in unreadable:
            findings.append(fault)
        elif one.sha256 and path in files:
            edition, new_findings = read_frozen(path, files[path], folder)
            found += [edition] if edition else []
            findings += new_findings
    known = {frozen_file(folder, one.name) for one in editions}
    for path in sorted(files):
        if is_frozen_file(path, folder) and path not in known and f"{folder}/{EDITIONS_FILE}" not in unreadable:
            message = f"{EDITIONS_FILE} has no edition of this name"
            findings.append(Finding(Place(path), "AM088", message, "take its entry there back from git"))
    return tuple(found), findings


def _fault(edition: Edition, path: str, files: Mapping[str, str]) -> Finding | None:
    """Return how the file of an edition differs from what editions.yml says of it, or None."""
    if edition.name == DRAFT:
        return None
    if path not in files:
        if not edition.sha256:
            message = f"the edition {edition.name} is not frozen: what cites it leads to the map as it now stands"
            return Finding(edition.place, "AM092", message, "freeze the next one: argmap release does it")
        return Finding(edition.place, "AM088", f"{path}, the file of this edition, is missing", _HINT)
    digest = digest_of(files[path])
    if not edition.sha256:
        hint = f"take the entry in {EDITIONS_FILE} back from git, where it has sha256: {digest}"
        return Finding(edition.place, "AM088", f"the edition {edition.name} has a file, but no sha256", hint)
    if digest != edition.sha256:
        message = f"this file is not as the edition {edition.name} was released: its SHA-256 is another"
        return Finding(Place(path), "AM088", message, _HINT)
    return None


@lru_cache(maxsize=8)  # a preview reads the same editions at every edit
def read_frozen(path: str, raw: str, map_id: str) -> tuple[FrozenEdition | None, tuple[Finding, ...]]:
    """Read the file of an edition.

    Args:
        path: The path to name in findings.
        raw: The text of the file.
        map_id: The id of the map beside which it lies.

    Returns:
        What it holds, None when it cannot be read; and the findings.
    """
    text = as_read(raw)
    try:
        edition = msgspec.json.decode(text, type=FrozenEdition)
    except (msgspec.DecodeError, RecursionError) as error:
        return None, (Finding(Place(path), "AM087", f"this is no file of an edition: {error}", _HINT),)
    name = path.rpartition("/")[2].removesuffix(".json")
    if (edition.map.edition, edition.map.id) != (name, map_id):
        message = f"it holds the edition {edition.map.edition} of {edition.map.id}, not {name} of {map_id}"
        return None, (Finding(Place(path), "AM087", message, _HINT),)
    if any(forbidden_characters(text)) or _IN_CODE.search(text):
        return None, (Finding(Place(path), "AM087", "it holds characters that no map can hold", _HINT),)
    return edition, ()


def frozen_map(argument_map: ArgumentMap, contents: Mapping[str, str], pages: Mapping[str, str]) -> FrozenMap:
    """Turn a map into what the file of its edition holds.

    Args:
        argument_map: A map without errors.
        contents: The identifier of each node's file, by its path.
        pages: The address of each page below that of the site, by the path of the file that somebody wrote.

    Returns:
        The map as data.
    """
    verified = argument_map.verified
    linked = sorted({link.path for node in argument_map.nodes for link in node.links})
    return FrozenMap(
        id=argument_map.id,
        title=argument_map.title,
        edition=argument_map.edition,
        date=argument_map.edition_date,
        language=argument_map.language,
        changes=next((one.changes for one in argument_map.editions if one.name == argument_map.edition), ()),
        work=argument_map.work,
        license=argument_map.license,
        authors=tuple(FrozenAuthor(one.name, one.orcid, one.role) for one in argument_map.authors),
        publisher=argument_map.publisher,
        work_url=argument_map.work_url,
        works_read=argument_map.works_read,
        overview=tuple(node_id for node_id, _ in argument_map.overview),
        sections=tuple(FrozenSection(one.id, one.title, one.paragraphs) for one in argument_map.sections),
        notes=argument_map.notes,
        not_argued=dict(argument_map.not_argued),
        path=tuple(FrozenStep(step.node, step.lead) for step in argument_map.path),
        terms=tuple(
            FrozenTerm(one.term, one.kind, one.stands_for, one.about, one.also, one.id) for one in argument_map.terms
        ),
        works=tuple(dict(one.entry) for one in argument_map.references),
        pages={one.locator: one.page for one in argument_map.paragraphs.values() if one.page},
        links={path: pages[path] for path in linked if path in pages},
        verified=FrozenVerified(verified.text, verified.date, dict(verified.quotations)) if verified else None,
        nodes=tuple(frozen_node(node, contents.get(node.file, "")) for node in argument_map.nodes),
    )


def frozen_node(node: Node, content: str = "") -> FrozenNode:
    """Turn a node into what the file of an edition holds of it.

    Args:
        node: The node.
        content: The identifier of its file, or empty.

    Returns:
        The node as data.
    """
    return FrozenNode(
        id=node.id,
        kind=node.kind,
        title=node.title,
        statement=node.statement,
        file=node.file,
        content=content,
        revision=node.revision,
        relations=tuple(map(frozen_relation, node.relations)),
        voice=node.voice,
        voice_examples=node.voice_examples,
        stance=node.stance,
        hedge=node.hedge,
        source=tuple(FrozenPassage(one.at, one.quote, one.is_quoted) for one in node.passages),
        cites=tuple(FrozenCite(one.key, one.locator) for one in node.cites),
        works=tuple(one.key for one in node.brings),
        score=node.score,
        tags=node.tags,
        aliases=tuple(alias for alias, _ in node.aliases),
        withdrawn=node.withdrawn,
        reason=node.reason,
        replaced_by=node.replaced_by,
        prose=node.prose,
    )


def frozen_relation(relation: Relation) -> FrozenRelation:
    """Turn a relation into what the file of an edition holds of it, without its origin."""
    return FrozenRelation(
        type=relation.type,
        to=relation.target,
        conclusion=relation.conclusion,
        jointly=relation.jointly,
        because=relation.because,
        order=relation.order,
        scheme=relation.scheme,
        score=relation.score,
    )


def thawed_relation(origin: str, relation: FrozenRelation, place: Place) -> Relation:
    """Turn what the file of an edition holds of a relation back into it."""
    return Relation(
        origin,
        relation.type,
        relation.to,
        place,
        relation.conclusion,
        relation.jointly,
        relation.because,
        relation.order,
        relation.scheme,
        relation.score,
    )


def thawed_map(frozen: FrozenMap, digest: str) -> ArgumentMap:
    """Turn what the file of an edition holds back into a map, all places in which are those of the files of then.

    Args:
        frozen: What the file holds of the map.
        digest: The SHA-256 of the file.

    Returns:
        The map.
    """
    place = Place(f"{frozen.id}/map.yml")
    works = {str(entry.get("id", "")): Reference(str(entry.get("id", "")), entry, place) for entry in frozen.works}
    terms = tuple(Term(one.term, one.kind, one.stands_for, one.about, one.also, one.id) for one in frozen.terms)
    people = people_of(terms, works)
    verified = frozen.verified
    return ArgumentMap(
        id=frozen.id,
        title=frozen.title,
        nodes=tuple(_thawed_node(node, works, people) for node in frozen.nodes),
        edition=frozen.edition,
        work=frozen.work,
        language=frozen.language,
        license=frozen.license,
        authors=tuple(Author(one.name, one.orcid, one.role) for one in frozen.authors),
        publisher=frozen.publisher,
        work_url=frozen.work_url,
        works_read=frozen.works_read,
        overview=tuple((node_id, place) for node_id in frozen.overview),
        sections=tuple(Section(one.id, one.title, one.paragraphs) for one in frozen.sections),
        notes=frozen.notes,
        not_argued=frozen.not_argued,
        path=tuple(Step(step.node, step.lead, place) for step in frozen.path),
        references=tuple(works.values()),
        paragraphs={locator: Paragraph(locator, "", "", place, page) for locator, page in frozen.pages.items()},
        terms=terms,
        verified=Verified(verified.text, verified.date, verified.quotations) if verified else None,
        editions=(Edition(frozen.edition, frozen.date, frozen.changes, place, digest),),
    )


def _thawed_node(node: FrozenNode, works: Mapping[str, Reference], people: Collection[str]) -> Node:
    place = Place(node.file)
    prose = read_prose(node.prose)
    return Node(
        id=node.id,
        kind=node.kind,
        title=node.title,
        statement=node.statement,
        file=node.file,
        relations=tuple(thawed_relation(node.id, relation, place) for relation in node.relations),
        voice=node.voice,
        voice_examples=node.voice_examples,
        people=tuple(key for key in node.voice if key in people),
        stance=node.stance,
        hedge=node.hedge,
        passages=tuple(Passage(one.at, one.quote, place, one.quoted) for one in node.source),
        cites=tuple(Cite(one.key, one.locator, place) for one in node.cites),
        brings=tuple(works[key] for key in node.works if key in works),
        score=node.score,
        tags=node.tags,
        aliases=tuple((alias, place) for alias in node.aliases),
        withdrawn=node.withdrawn,
        reason=node.reason,
        replaced_by=node.replaced_by,
        revision=node.revision,
        prose=node.prose,
        citations=prose.citations,
        links=tuple(prose_link(node.file, address, line) for address, line in prose.links),
    )
