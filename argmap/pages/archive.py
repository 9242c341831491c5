"""An edition of a map as one HTML file that needs nothing else: to be kept, read offline and printed."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from argmap.analysis.abroad import Abroad
from argmap.citations.citable import map_date, publisher_of
from argmap.diagrams.lines import outline
from argmap.model.limits import DRAFT
from argmap.pages.citesection import AuthorLine, ReadyCitation, author_lines, map_cite_box
from argmap.pages.context import Context
from argmap.pages.front import description_of
from argmap.pages.head import part_head
from argmap.pages.links import in_archive
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.previews import with_part_preview
from argmap.pages.wholenode import WholeNode, WithdrawnNode, whole_node, withdrawn_node
from argmap.pages.works import entry, named
from argmap.storage.resources import theme_file


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole map. `draft` is what an edition is called that is not out; `references` are formatted, by their keys.

    `lang` has the attributes of an element in the language of the map, and `lang_of_text` those of one that quotes the
    mapped text.
    """

    TEMPLATE: ClassVar[str] = "archive.html"

    style: Markup
    policy: str
    id: str
    title: str
    lang: Markup
    lang_of_text: Markup
    edition: str
    draft: str
    day: str
    license: str
    authors: tuple[AuthorLine, ...]
    publisher: str
    citations: tuple[ReadyCitation, ...]
    overview: Markup
    author: Markup
    lines: tuple[OutlineLine, ...]
    nodes: tuple[WholeNode, ...]
    withdrawn: tuple[WithdrawnNode, ...]
    references: Mapping[str, Markup]
    description: str
    head: Mapping[str, Any]


def archive(context: Context, overview: str) -> Archive:
    """Gather a whole map for one page: every node under its id, the references, and how to cite it.

    Args:
        context: The map.
        overview: The drawing of its overview as SVG, whose links lead to ids; empty for a map of no nodes.

    Returns:
        The data of the archive's template.
    """
    argument_map = context.argument_map
    context = replace(context, abroad=_with_whole_addresses(context))
    files = {node.file: node.id for node in argument_map.nodes}
    style = Markup(theme_file("archive.css"))  # noqa: S704 - a file of the package
    description = description_of(context)
    return Archive(
        style,
        _policy(style, theme_file("drawing.css")),
        argument_map.id,
        argument_map.title,
        context.lang,
        context.lang_of_text,
        argument_map.edition,
        DRAFT,
        map_date(argument_map, context.published),
        argument_map.license,
        author_lines(context),
        publisher_of(argument_map),
        map_cite_box(context).citations,
        Markup(overview),  # noqa: S704 - our own drawing
        named(context, argument_map.work, _in_archive) if argument_map.work else Markup(),
        outline_lines(context, outline(context.graph, [node.id for node in context.graph.roots])),
        tuple(
            whole_node(context, node, _in_archive, in_archive(context, node, files), f"{node.id}-")
            for node in context.graph.nodes.values()
        ),
        tuple(withdrawn_node(context, node, _in_archive) for node in argument_map.nodes if node.withdrawn),
        {key: entry(context, key, _in_archive) for key in context.citations.entries},
        description,
        with_part_preview(context, part_head(context, argument_map.title), description),
    )


def _with_whole_addresses(context: Context) -> Abroad:
    """Return what the map sees of others as the archive shows it: at whole addresses, which may not be known."""
    site = context.published.address
    return Abroad(
        {name: replace(node, way=f"{site}{name}/" if site else "") for name, node in context.abroad.nodes.items()}
    )


def _in_archive(key: str) -> str:
    """Return the address of a work in the archive's own list of references."""
    return f"#ref-{key}"


def _policy(*sheets: str) -> str:
    """Let nothing run and nothing be loaded, and only these style sheets count (https://www.w3.org/TR/CSP3/).

    The attribute that tells a drawing's size in CSS may stay: an attribute can load only what `img-src` allows.
    """
    digests = (base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets)
    elements = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; img-src data:; style-src-elem {elements}; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
