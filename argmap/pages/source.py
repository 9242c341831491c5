"""Writes the pages about the mapped text and the words used: source and glossary."""

from collections.abc import Sequence
from urllib.parse import quote

from argmap.analysis.coverage import Coverage, Share, coverage
from argmap.citations.runs import markup_of
from argmap.model.graph import position_in
from argmap.model.maps import ArgumentMap, Node, Paragraph, Section
from argmap.pages.context import Context, on_references_page
from argmap.pages.lists import jumps, labelled_link, said_by
from argmap.pages.markup import link, page_of_map, text

_NUMERALS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""With these a note begins, whose number is said already."""

_COUNTED = {
    "paragraphs": "paragraphs that argue have nodes",
    "notes": "notes that argue have nodes",
    "works": "works of the references are used by nodes",
    "quotations": "quotations were looked up in the text, as they now stand",
}


def source_page(context: Context) -> str:
    """Write the mapped text's skeleton: each paragraph and note, with the nodes mapped to it."""
    argument_map = context.argument_map
    title = argument_map.title
    if not argument_map.sections and not argument_map.notes:
        none = "This map declares no mapped text: map.yml names no sections and no notes."
        return page_of_map({"hide": ["toc"]}, "Source", title, none)
    covered = coverage(argument_map)
    intro = (
        "This is the skeleton of the mapped text, in its own order, with the nodes that carry each paragraph. The text "
        "itself is not here; read it at its publisher's, with this page beside it."
    )
    work = markup_of(context.citations.entries.get(argument_map.work, ()), on_references_page)
    return page_of_map(
        {"hide": ["toc"], "search": {"exclude": True}},
        "Source",
        title,
        intro,
        f'<p class="am-work">{work}</p>' if work else "",
        _jumps(argument_map),
        _counts(context, covered),
        *(_section(context, section, covered) for section in argument_map.sections),
        _notes(context, covered),
    )


def _jumps(argument_map: ArgumentMap) -> str:
    parts = {section.id: section.title for section in argument_map.sections}
    return jumps(parts | ({"notes": "Notes"} if argument_map.notes else {}))


def _counts(context: Context, covered: Coverage) -> str:
    rows = [_count(share, _COUNTED[name]) for name, share in covered.shares().items() if share.of]
    verified = context.argument_map.verified
    if verified is not None:
        rows.append(f"<li>The quotations were looked up on {text(verified.date)}.</li>")
    return f'<ul class="am-coverage">{"".join(rows)}</ul>'


def _count(share: Share, what: str) -> str:
    bar = f'<meter min="0" max="{share.of}" value="{share.covered}" aria-hidden="true"></meter>'
    return f"<li>{bar} <strong>{share.percent} %</strong>: {share.covered} of {share.of} {what}.</li>"


def _section(context: Context, section: Section, covered: Coverage) -> str:
    places = [(f"{section.id}.{number}", f"Paragraph {number}") for number in range(1, section.paragraphs + 1)]
    return _part(context, section.id, section.title, places, covered)


def _notes(context: Context, covered: Coverage) -> str:
    places = [(f"n{number}", f"Note {number}") for number in range(1, context.argument_map.notes + 1)]
    return _part(context, "notes", "Notes", places, covered) if places else ""


def _part(
    context: Context,
    anchor: str,
    heading: str,
    places: Sequence[tuple[str, str]],
    covered: Coverage,
) -> str:
    items = "".join(_place(context, locator, name, covered) for locator, name in places)
    # A div and not a section: Material's search loses its place in excluded elements that hold their like.
    return f'<div class="am-source"><h2 id="{anchor}">{text(heading)}</h2><ul class="am-paragraphs">{items}</ul></div>'


def _place(context: Context, locator: str, name: str, covered: Coverage) -> str:
    paragraph = context.argument_map.paragraphs.get(locator)
    begins = f' <q class="am-begins">{_at_the_publishers(context, paragraph)} …</q>' if paragraph else ""
    found = [context.graph.nodes[node_id] for node_id in covered.nodes[locator]]
    nodes = sorted(found, key=lambda node: position_in(context.argument_map, node, locator))
    if nodes:
        lines = "".join(f"<li>{labelled_link(context, node)}{_spoken(context, node)}</li>" for node in nodes)
        body = f"<ul>{lines}</ul>"
    elif locator in covered.not_argued:
        body = f'<p class="am-remark">Not mapped, because {text(covered.not_argued[locator])}.</p>'
    else:
        body = '<p class="am-remark">Not mapped yet.</p>'
    return f'<li id="{locator}"><p><strong>{name}</strong>{begins} <code>{locator}</code></p>{body}</li>'


def _at_the_publishers(context: Context, paragraph: Paragraph) -> str:
    """Link a paragraph's first words to that place of the text itself, where the text is on the web.

    Browsers find the words by a text fragment (https://wicg.github.io/scroll-to-text-fragment/); one that does not
    know it opens the text at its beginning.
    """
    works = {reference.key: reference.entry for reference in context.argument_map.references}
    work = works.get(context.argument_map.work, {})
    address = f"https://doi.org/{work['DOI']}" if work.get("DOI") else str(work.get("URL", ""))
    if not address:
        return text(paragraph.first_words.lstrip(_NUMERALS))
    words = paragraph.first_words.lstrip(_NUMERALS)
    return link(f"{address}#:~:text={quote(paragraph.first_words, safe='').replace('-', '%2D')}", words)


def _spoken(context: Context, node: Node) -> str:
    """Say whose words a node gives and what the author makes of them, where they are not simply the author's."""
    told = " · ".join(part for part in said_by(context, node, None) if part)
    return f' <span class="am-remark">{told}</span>' if told and node.voice != ("author",) else ""
