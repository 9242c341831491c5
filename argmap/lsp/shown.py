"""What an editor shows beside a word, as Markdown: a node's statement, a reference, what a field or a finding means."""

from collections.abc import Iterator

from argmap.citations.csltext import date_of, date_words, edtf, names, plain, short_name
from argmap.lsp.spots import Region, Sense, Spot, spot_at
from argmap.lsp.state import Cursor, State
from argmap.lsp.targets import Target, map_named, named_by
from argmap.model.characters import escape_plain_markdown
from argmap.model.fields import Field
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node, Reference
from argmap.model.rules import RULES

_MOST_NAMED = 7
"""How many authors of a work are named."""


def hover(state: State, cursor: Cursor) -> str:
    """Tell of the word at a place, and what is wrong there.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        Markdown; empty where there is nothing to tell.
    """
    spot = spot_at(state, cursor)
    target = named_by(state, cursor.path, spot)
    told = about(state, target) if target else _about_field(spot)
    return "\n\n".join(filter(None, [told, *map(about_rule, state.found(cursor))]))


def _about_field(spot: Spot) -> str:
    if spot.region is Region.FIELD_NAME and spot.field:
        return f"**{spot.field.name}**: {about_field(spot.field)}"
    return ""


def about_field(field: Field) -> str:
    """Say what a field means, which values it can have, and how it is typed."""
    values = f"\n\nOne of: {', '.join(field.values)}" if field.values else ""
    return f"{field.meaning}{values}\n\n```yaml\n{field.example}\n```"


def about_rule(finding: Finding) -> str:
    """Say what a finding's rule is, why it matters and how to mend it."""
    rule = RULES[finding.code]
    return f"**{rule.code}**: {rule.title}\n\n{rule.reason} {rule.mend}"


def about(state: State, target: Target) -> str:
    """Tell of what a word names.

    Args:
        state: What is known of the docs folder.
        target: What it names.

    Returns:
        Markdown; empty for what is not there, or tells all by its name.
    """
    if target.sense is Sense.NODE:
        return about_node(*state.nodes[target.name]) if target.name in state.nodes else ""
    argument_map = map_named(state, target.map_id)
    if argument_map is None:
        return ""
    if target.sense is Sense.VOICE:
        return about_person(argument_map, target.name)
    if target.sense is Sense.LOCATOR:
        return about_locator(argument_map, target.name)
    work = argument_map.works.get(target.name) if target.sense is Sense.WORK else None
    return reference_text(work) if work else ""


def about_node(argument_map: ArgumentMap, node: Node) -> str:
    """Tell of a node: its kind, title and statement, and who says it.

    Args:
        argument_map: Its map.
        node: The node.

    Returns:
        Markdown.
    """
    says = f"Says: {speaker(argument_map, node)}" if node.voice else ""
    stance = f"; the author {node.stance} it" if node.stance and node.voice != ("author",) else ""
    withdrawn = f"Withdrawn: {escape_plain_markdown(node.reason)}" if node.withdrawn else ""
    head = f"**{node.kind}**: {escape_plain_markdown(node.title)}"
    return "\n\n".join(filter(None, [head, escape_plain_markdown(node.statement), says + stance, withdrawn]))


def speaker(argument_map: ArgumentMap, node: Node) -> str:
    """Name who asserts a node, works by their authors and years, as Markdown."""
    names = [escape_plain_markdown(_voice(argument_map, node, key)) for key in node.voice]
    return ", ".join([*names, *["among others"] * node.voice_examples])


def _voice(argument_map: ArgumentMap, node: Node, key: str) -> str:
    if key in node.people:
        return argument_map.people[key].term
    work = argument_map.works.get(key)
    return (work and short_name(work.entry)) or key


def about_person(argument_map: ArgumentMap, term_id: str) -> str:
    """Tell who a person or group of the glossary is, as Markdown."""
    term = argument_map.people[term_id]
    told = " ".join(filter(None, [term.stands_for, term.about]))
    return f"**{escape_plain_markdown(term.term)}**\n\n{escape_plain_markdown(told)}".rstrip()


def about_locator(argument_map: ArgumentMap, locator: str) -> str:
    """Tell which passage of the mapped text a locator names, as Markdown; empty for none that is declared."""
    section_id, _, number = locator.rpartition(".")
    section = next((section for section in argument_map.sections if section.id == section_id), None)
    paragraph = argument_map.paragraphs.get(locator)
    words = f"{paragraph.first_words} … {paragraph.last_words}" if paragraph else ""
    head = f"**{escape_plain_markdown(section.title)}**, paragraph {number}" if section else ""
    return "\n\n".join(filter(None, [head, escape_plain_markdown(words) if words else ""]))


def reference_text(work: Reference) -> str:
    """Write a work as a list of references has it, without a citation style, which would need pandoc.

    Args:
        work: The work.

    Returns:
        Markdown, in one line.
    """
    return " ".join(f"{part.rstrip('.')}." if "://" not in part else part for part in _parts(work))


def _parts(work: Reference) -> Iterator[str]:
    entry = work.entry
    makers = names(entry, "author") or names(entry, "editor")
    listed = [name.get("literal") or ", ".join(filter(None, (name["family"], name["given"]))) for name in makers]
    shown = "; ".join(listed[:_MOST_NAMED]) + (" et al." if listed[_MOST_NAMED:] else "")
    date = date_of(entry, "issued")
    when = date_words(date) or edtf(date)
    title = plain(entry, "title")
    yield from filter(None, [escape_plain_markdown(f"{shown} ({when})" if when else shown)])
    if title:
        yield f"*{escape_plain_markdown(title)}*"
    volume, issue, page = (plain(entry, name) for name in ("volume", "issue", "page"))
    within = f"{plain(entry, 'container-title')} {volume}{f'({issue})' if issue else ''}{f': {page}' if page else ''}"
    for part in (within.strip(), plain(entry, "publisher")):
        yield from filter(None, [escape_plain_markdown(part)])
    if work.address:
        yield f"<{work.address}>"
