"""What a preview shows of each node beside a link to it: plain texts, which the script puts on a page as texts."""

import json
from gettext import NullTranslations

from argmap.analysis.objections import SIGNS, Sign
from argmap.citations.attribution import (
    as_read,
    hedge_in_words,
    name_of_work,
    names_of_voice,
    number_of_authors,
    with_others,
)
from argmap.locale.words import translations
from argmap.model.kinds import ROLES
from argmap.model.languages import told_apart
from argmap.model.maps import Node
from argmap.model.relations import words_on
from argmap.model.voices import STANCES
from argmap.pages.bearings import RelationCount, counts_on
from argmap.pages.context import Context


def cards_file(context: Context) -> str:
    """Write what previews show of the nodes of a map.

    Args:
        context: The map.

    Returns:
        JSON: the language and direction of what the map says, each empty where it is the page's; the word for each
        role; the speakers; and of each node by its id its title, its statement, its role, the number of its speaker
        counted from 0, and what bears on it.
    """
    words = translations(context.language)
    language, direction = told_apart(context.argument_map.language, context.language)
    speakers: dict[str, int] = {}
    nodes = {}
    for node_id, node in context.graph.nodes.items():
        number = speakers.setdefault(speaker_of(context, node, words), len(speakers))
        role, counts = context.graph.roles[node_id], _counts(context, node_id, words)
        nodes[node_id] = [node.title, node.statement, role, number, counts]
    cards = {
        "lang": language,
        "dir": direction,
        "roles": {role: words.gettext(called.name) for role, called in ROLES.items()},
        "speakers": list(speakers),
        "nodes": nodes,
    }
    return json.dumps(cards, ensure_ascii=False, separators=(",", ":")) + "\n"


def speaker_of(context: Context, node: Node, words: NullTranslations) -> str:
    """Say in few words who speaks, and what the author makes of it."""
    argument_map = context.argument_map
    gettext, authors = words.gettext, number_of_authors(argument_map)
    author = name_of_work(argument_map, argument_map.work) or gettext("the author")
    stance = STANCES.get(node.stance)
    first, *_ = node.voice
    match first:
        case "author":
            own = words.ngettext(*stance.of_own, authors) if stance and stance.of_own[0] else ""
            who, stance = gettext(": ").join(filter(None, (author, own))), None
        case "contributor":
            return gettext("a contributor")
        case "reported":
            who = gettext("others")
        case _:
            who = with_others(node, gettext(", ").join(names_of_voice(argument_map, node)), words)
            if read := as_read(argument_map, node, words):
                who += gettext(", ") + read % {"author": author}
    if node.hedge:
        who += gettext(", ") + hedge_in_words(argument_map, node, words)
    if stance:
        of_it = gettext(": ").join((author, words.ngettext(*stance.of_others, authors)))
        return f"{who} · {of_it}"
    return who


def _counts(context: Context, node_id: str, words: NullTranslations) -> str:
    """Count what bears on a node; of its objections, those that no answer stands against too."""
    said = []
    for count in counts_on(context, node_id):
        called = words_on(count.type, context.graph.roles[node_id])
        counted = f"{count.number} {words.ngettext(called.one, called.many, count.number)}" if count.number else ""
        said.append(f"{counted}{_standing(count, words)}{_to_its_reasons(count, words)}")
    return " · ".join(said)


def _standing(count: RelationCount, words: NullTranslations) -> str:
    """Say of objections how many no answer stands against."""
    if count.signs == {Sign.UNCONTESTED: count.number}:
        said = (
            words.gettext("none contested in this map")
            if count.number > 1
            else words.gettext(SIGNS[Sign.UNCONTESTED].one)
        )
        return f", {said}"
    firm = next((sign for sign in (Sign.UNANSWERED, Sign.UNCONTESTED) if sign in count.signs), None)
    return f": {count.signs[firm]} {words.gettext(SIGNS[firm].counted)}" if firm else ""


def _to_its_reasons(count: RelationCount, words: NullTranslations) -> str:
    """Say how many more object to the reasons for a thesis."""
    if not count.to_reasons:
        return ""
    one, many = (
        ("%(number)s more to its reasons", "%(number)s more to its reasons")
        if count.number
        else ("%(number)s objection to its reasons", "%(number)s objections to its reasons")
    )
    said = words.ngettext(one, many, count.to_reasons) % {"number": count.to_reasons}
    return words.gettext(", ") + said if count.number else said
