"""Releases an edition of a map: what has to change in its files, and the archive that is kept for good."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from argmap.analysis.abroad import NOTHING_ABROAD, abroad_of
from argmap.citations.citable import Published, content_id
from argmap.citations.converting import converted_lists
from argmap.citations.formatting import formatted_works
from argmap.diagrams.dot import IN_PAGE, DiagramRequest
from argmap.diagrams.engine import Engine
from argmap.diagrams.render import render_diagrams
from argmap.diagrams.views import overview
from argmap.edit.release import Wish, new_texts
from argmap.export.mapjson import map_json
from argmap.model.findings import Finding, has_errors
from argmap.model.maps import ArgumentMap
from argmap.pages.archive import archive
from argmap.pages.context import context_of
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.addresses import page_addresses
from argmap.storage.cache import Cache

_DRAWING = "overview.svg"


@dataclass(frozen=True, slots=True)
class Release:
    """An edition, ready to be written down.

    Attributes:
        changed: The new text of each file of the docs folder that changes, by its path.
        attached: The text of each file to attach to the release, by its name.
        tag: The git tag.
        findings: What was found on the way; with an error among it, there is nothing to write.
    """

    changed: Mapping[str, str]
    attached: Mapping[str, str]
    tag: str
    findings: tuple[Finding, ...] = ()


def release(argument_map: ArgumentMap, texts: Mapping[str, str], wish: Wish, engine: Engine) -> Release:
    """Make an edition of a map that has no errors.

    Args:
        argument_map: A map without errors.
        texts: The text of each file by its path below the docs folder.
        wish: What is to be released, under which number.
        engine: The layout engine.

    Returns:
        What is to be written; findings among it are errors that came up on the way.

    Raises:
        ReleaseError: When the edition cannot be released.
    """
    changed = new_texts(argument_map, texts, wish)
    after = {**texts, **changed}
    released = next(
        candidate for candidate in read(after, converted=converted_lists(after)).maps if candidate.id == argument_map.id
    )
    return replace(archived(released, after, wish.address, engine), changed=changed)


def tag_of(argument_map: ArgumentMap) -> str:
    """Name the git tag of a map's edition.

    Args:
        argument_map: The map.

    Returns:
        Its id, with hyphens for slashes, and the edition.
    """
    return f"{argument_map.id.replace('/', '-')}-{argument_map.edition}"


def archived(argument_map: ArgumentMap, texts: Mapping[str, str], address: str, engine: Engine) -> Release:
    """Write the archive of a map as it is.

    Args:
        argument_map: A map without errors.
        texts: The text of each file by its path below the docs folder.
        address: The address of the site, empty where it is not known.
        engine: The layout engine.

    Returns:
        A release that changes nothing.
    """
    contents = {node.file: content_id(texts[node.file]) for node in argument_map.nodes}
    published = Published(address, contents=contents, pages=page_addresses(texts))
    works, findings = formatted_works([argument_map], published, Cache(None))
    abroad = abroad_of(read(texts).maps).get(argument_map.id, NOTHING_ABROAD)
    context = context_of(argument_map, published, abroad=abroad)
    request = DiagramRequest(
        overview(argument_map, context.graph), IN_PAGE, argument_map.file, language=argument_map.language
    )
    drawings, undrawn = render_diagrams({_DRAWING: request} if context.graph.nodes else {}, engine, Cache(None))
    findings = [*findings, *undrawn]
    if has_errors(findings):
        return Release({}, {}, "", tuple(findings))
    own = works[argument_map.id]
    context = replace(context, citations=own.cited, own=own.own)
    tag = tag_of(argument_map)
    page = Templates().fill(archive(context, drawings.get(_DRAWING, "")))
    attached = {f"{tag}.html": f"{page}\n", f"{tag}.json": map_json(argument_map, context.graph)}
    return Release({}, attached, tag, tuple(findings))
