"""Releases an edition of a map: what has to change in its files, and the archive that is kept for good."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from argmap.analysis.abroad import NOTHING_ABROAD, abroad_of
from argmap.citations.citable import Published
from argmap.citations.converting import converted_lists
from argmap.citations.formatting import formatted_works
from argmap.citations.swhid import content_id
from argmap.diagrams.engine import Engine
from argmap.edit.release import ReleaseError, Wish, new_texts
from argmap.export.frozen import frozen_text
from argmap.export.mapjson import map_json
from argmap.model.findings import Finding, has_errors
from argmap.model.frozen import SITE
from argmap.model.maps import ArgumentMap
from argmap.pages.context import context_of
from argmap.pages.frozen import frozen_context
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.addresses import page_addresses
from argmap.site.editions import archive_page
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
    sealed = new_texts(argument_map, texts, wish, _frozen(_released(argument_map.id, after), after))
    after = {**texts, **sealed}
    return replace(archived(_released(argument_map.id, after), after, wish.address, engine), changed=sealed)


def _released(map_id: str, texts: Mapping[str, str]) -> ArgumentMap:
    return next(one for one in read(texts, converted=converted_lists(texts)).maps if one.id == map_id)


def _frozen(argument_map: ArgumentMap, texts: Mapping[str, str]) -> str:
    """Write the file of the edition that a map has become; it says of itself that it has fixed addresses."""
    editions = tuple(
        replace(one, sha256=one.sha256 or "-" * (one.name == argument_map.edition)) for one in argument_map.editions
    )
    argument_map = replace(argument_map, editions=editions)
    published = _published(argument_map, texts, SITE)
    works, findings = formatted_works([argument_map], published, Cache(None))
    if findings:
        message = f"the edition cannot be released: {findings[0].message}"
        raise ReleaseError(message)
    abroad = abroad_of(read(texts).maps).get(argument_map.id, NOTHING_ABROAD)
    return frozen_text(argument_map, works[argument_map.id], abroad, published)


def _published(argument_map: ArgumentMap, texts: Mapping[str, str], address: str) -> Published:
    contents = {node.file: content_id(texts[node.file]) for node in argument_map.nodes}
    return Published(address, contents=contents, pages=page_addresses(texts))


def tag_of(argument_map: ArgumentMap) -> str:
    """Name the git tag of a map's edition.

    Args:
        argument_map: The map.

    Returns:
        Its id, with hyphens for slashes, and the edition.
    """
    return f"{argument_map.id.replace('/', '-')}-{argument_map.edition}"


def archived(argument_map: ArgumentMap, texts: Mapping[str, str], address: str, engine: Engine) -> Release:
    """Write the archive of a map as it is: from the file of its edition where that is frozen.

    Args:
        argument_map: A map without errors.
        texts: The text of each file by its path below the docs folder.
        address: The address of the site, empty where it is not known.
        engine: The layout engine.

    Returns:
        A release that changes nothing.
    """
    frozen = next((one for one in argument_map.frozen if one.map.edition == argument_map.edition), None)
    findings: list[Finding] = []
    if frozen:
        context = frozen_context(frozen, argument_map.current, address)
    else:
        published = _published(argument_map, texts, address)
        works, findings = formatted_works([argument_map], published, Cache(None))
        if has_errors(findings):
            return Release({}, {}, "", tuple(findings))
        abroad = abroad_of(read(texts).maps).get(argument_map.id, NOTHING_ABROAD)
        context = context_of(argument_map, published, abroad=abroad)
        context = replace(context, citations=works[argument_map.id].cited, own=works[argument_map.id].own)
    page, undrawn = archive_page(context, engine, Cache(None), Templates())
    findings = [*findings, *undrawn]
    if has_errors(findings):
        return Release({}, {}, "", tuple(findings))
    tag = tag_of(argument_map)
    attached = {f"{tag}.html": page, f"{tag}.json": map_json(context.argument_map, context.graph)}
    return Release({}, attached, tag, tuple(findings))
