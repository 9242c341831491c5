"""What a reader can make of a node: what would change it, and what the script needs to tell what follows."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any

from argmap.analysis.labelling import attacks_of
from argmap.analysis.objections import undercuts_a_reason
from argmap.analysis.position import CutSets
from argmap.locale.words import plural_forms, translations
from argmap.model.kinds import ASSERTING, Kind
from argmap.model.languages import told_apart
from argmap.model.relations import RelationType
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader has to reject so that no reason for a node is left: `least` other nodes or more.

    All its `reasons` are enough, those that count only together in one. Where fewer other nodes are, since reasons rest
    on the same, `sets` are the first of the smallest sets of these, and `rest` is how many more there are.
    """

    reasons: tuple[tuple[NodeLine, ...], ...]
    sets: tuple[tuple[NodeLine, ...], ...]
    rest: int
    least: int


@dataclass(frozen=True, slots=True)
class OwnPosition:
    """What a reader can make of a node: whether it asserts anything to accept or reject, and what would change it."""

    asserts: bool
    change: Change | None


def own_position(context: Context, node_id: str) -> OwnPosition:
    """Gather what a reader can make of a node.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        What its page offers.
    """
    asserts = context.graph.nodes[node_id].kind in ASSERTING
    cuts = context.cut_sets.get(node_id)
    if cuts is None:
        return OwnPosition(asserts, None)
    groups = context.reasons[node_id]
    fewer = cuts if cuts.sets and len(cuts.sets[0]) < len(groups) else CutSets()
    reasons, sets = (
        tuple(tuple(node_line(context, name) for name in names) for names in some) for some in (groups, fewer.sets)
    )
    return OwnPosition(asserts, Change(reasons, sets, fewer.number - len(sets), cuts.least))


def position_file(context: Context) -> str:
    """Write what the script needs to say what follows from a position.

    Args:
        context: The map.

    Returns:
        JSON. Nodes are numbers, counted from 0 in reading order: their ids and titles; by old ids which they are now;
        the theses; what asserts nothing; for each node its reasons, and what it bears on; the attacks with their
        targets, premises and undercuts; the undercuts of reasons; the next node on each one's way up, or -1. Beside
        them the words, and languages.
    """
    graph, argument_map = context.graph, context.argument_map
    numbers = {node_id: number for number, node_id in enumerate(graph.nodes)}
    language, direction = told_apart(argument_map.language, context.language)

    def numbered(names: tuple[str, ...]) -> list[int]:
        return [numbers[name] for name in names]

    outgoing = [relation for relations in graph.outgoing.values() for relation in relations]
    position: dict[str, Any] = {
        "lang": language,
        "dir": direction,
        "locale": context.language,
        "ids": list(graph.nodes),
        "titles": [node.title for node in graph.nodes.values()],
        "aliases": {
            alias: numbers[node.id] for node in graph.nodes.values() for alias, _ in node.aliases if node.id in numbers
        },
        "theses": [numbers[node.id] for node in graph.theses],
        "rivals": [numbers[node.id] for node in graph.nodes.values() if node.kind is Kind.COUNTERCLAIM],
        "silent": [numbers[node.id] for node in graph.nodes.values() if node.kind not in ASSERTING],
        "abroad": [numbers[node_id] for node_id in graph.abroad],
        "reasons": [[numbered(group) for group in context.reasons.get(node_id, ())] for node_id in graph.nodes],
        "bears": [
            [
                [relation.type, *numbered((relation.target, *filter(None, (relation.conclusion,))))]
                for relation in relations
            ]
            for relations in graph.outgoing.values()
        ],
        "attacks": [
            [numbers[attack.target], numbered(attack.premises), numbered(attack.undercuts)]
            for attack in attacks_of(graph)
        ],
        "cuts": [
            numbered((relation.origin, relation.target, relation.conclusion))
            for relation in outgoing
            if relation.type is RelationType.UNDERCUTS and undercuts_a_reason(graph, relation)
        ],
        "up": [numbers[graph.parent[node_id].target] if node_id in graph.parent else -1 for node_id in graph.nodes],
        "words": _words(context.language),
    }
    return json.dumps(position, ensure_ascii=False, separators=(",", ":")) + "\n"


def _words(language: str) -> dict[str, str | dict[str, str]]:
    """Gather what the script says, with places to fill in; what it counts, in each form that the language has."""
    words = translations(language)

    def counted(say: Callable[[NullTranslations, int], str]) -> dict[str, str]:
        return plural_forms(language, lambda number: say(words, number))

    return {
        "name": words.gettext("Your position"),
        "one": words.gettext("Your position on “{title}”"),
        "yes": words.gettext("accept"),
        "unsure": words.gettext("unsure"),
        "not": words.gettext("reject"),
        "none": words.gettext("no position"),
        "said-yes": words.gettext("(you accept it)"),
        "said-unsure": words.gettext("(you are unsure)"),
        "said-not": words.gettext("(you reject it)"),
        "said-fallen": words.gettext("(no reason left)"),
        "count-yes": words.gettext("accepted: {count}"),
        "count-unsure": words.gettext("unsure: {count}"),
        "count-not": words.gettext("rejected: {count}"),
        "count-fallen": words.gettext("fallen with that: {count}"),
        "count-nothing": words.gettext("nothing else falls"),
        "list-yes": words.gettext("You accept:"),
        "list-unsure": words.gettext("You are unsure of:"),
        "list-not": words.gettext("You reject:"),
        "list-fallen": words.gettext("No reason is left for:"),
        "list-open": words.gettext("These would fall too if you rejected what you are unsure of:"),
        "list-in": words.gettext("Not answered now:"),
        "list-undecided": words.gettext("Contested now:"),
        "list-out": words.gettext("Answered now:"),
        "if-yes": words.gettext("You accept this:"),
        "if-unsure": words.gettext("You are unsure. If you reject this:"),
        "if-not": words.gettext("You reject this:"),
        "if-none": words.gettext("In your position:"),
        "reasons": counted(
            lambda them, number: them.ngettext(
                "{left} of {count} reason for {title} left", "{left} of {count} reasons for {title} left", number
            )
        ),
        "no-reason": words.gettext("no reason for {title} left: it falls"),
        "torn": words.gettext("; lost too, since they count only together:"),
        "numbered": words.gettext("Thesis {number}"),
        "only": words.gettext("The thesis"),
        "stands": words.gettext("{thesis} still stands, with {left} of its {count} reasons left"),
        "untouched": words.gettext("{thesis} still stands: it loses no reason"),
        "ruined": words.gettext("{thesis} falls: no reason for it is left"),
        "refused": words.gettext("{thesis} falls: you reject it"),
        "left-for": words.gettext("reasons left for {title}:"),
        "objections": counted(
            lambda them, number: them.ngettext(
                "{left} of {count} objection to {title} left", "{left} of {count} objections to {title} left", number
            )
        ),
        "no-objection": words.gettext("no objection to {title} left"),
        "unchallenged": words.gettext("one challenge fewer to the step from {premise} to {title}"),
        "qualifies-gone": words.gettext("{title} has a limit less"),
        "explains-gone": words.gettext("{title} has an explanation less, and no fewer reasons"),
        "answers-gone": words.gettext("{title} has an answer less"),
        "abroad": words.gettext("what it bears on in another map is not counted here"),
        "nothing": words.gettext("nothing else in this map rests on it"),
        "falls": words.gettext("with it falls:"),
        "given": words.gettext("the map gives no reason for it"),
        "supports": words.gettext("it is a reason for {title}"),
        "attacks": words.gettext("it is an objection to {title}"),
        "attacks-own": words.gettext("it is an objection to {title}, which you accept too"),
        "undercuts": words.gettext("it challenges the step from {premise} to {title}"),
        "qualifies": words.gettext("it limits {title}"),
        "explains": words.gettext("it explains {title}"),
        "answers": words.gettext("it is an answer to {title}"),
        "replies": words.gettext("to accept it, you would have to reject what answers it:"),
        "contrary": words.gettext("to accept it, you would have to reject what objects to it:"),
        "give-up": counted(
            lambda them, number: them.ngettext(
                "to leave no reason for it, you would have to reject the only one:",
                "to leave no reason for it, you would have to reject each of these {count}:",
                number,
            )
        ),
        "give-up-below": words.gettext("what else you would have to reject is listed below"),
        "gave-up": words.gettext("you have rejected every reason for it that the map has"),
        "ungrounded": words.gettext("the map gives no reason for it, so there is none to reject"),
        "sides-reply": words.gettext("on your side is what answers it:"),
        "sides": words.gettext("on your side is what objects to it:"),
        "or": words.gettext("or"),
        "denied": words.gettext("that it counts for or against {title} is denied by:"),
        "replied": words.gettext("you have let every answer to it fall that the map has"),
        "no-reply": words.gettext("the map has no answer to it"),
        "both": words.gettext("You accept {title} and an objection to it:"),
        "groundless": words.gettext("You accept these, though no reason for them is left:"),
        "more": words.gettext("and {count} more"),
        "unknown": words.gettext("Not in this map, and left out: {names}"),
        "kept": words.gettext(
            "Your position stands in the address of this page; this tab remembers it, too, until it is closed."
        ),
        "copy": words.gettext("Copy as a link"),
        "copied": words.gettext("Copied"),
        "not-copied": words.gettext("Copy it from here:"),
        "again": words.gettext("Start over"),
        "close": words.gettext("Close"),
        "compare": words.gettext("Compare with another position"),
        "compare-how": words.gettext(
            "Ask somebody for the address of their position, or open this map a second time and take another one. "
            "Paste that address here: you are told where the two differ, and what follows from each."
        ),
        "its-address": words.gettext("Its address"),
        "do-compare": words.gettext("Compare"),
        "no-position": words.gettext("No position in this map stands in that address."),
        "compared": words.gettext("Two positions compared"),
        "same": words.gettext("they are the same"),
        "differences": counted(lambda them, number: them.ngettext("{count} difference", "{count} differences", number)),
        "parting": words.gettext("Where they differ"),
        "theses": words.gettext("What follows for the theses"),
        "node": words.gettext("Statement"),
        "thesis": words.gettext("Thesis"),
        "yours": words.gettext("This position"),
        "other": words.gettext("The other"),
        "reasons-left": counted(
            lambda them, number: them.ngettext(
                "{left} of {count} reason left", "{left} of {count} reasons left", number
            )
        ),
        "none-left": words.gettext("no reason left: it falls"),
        "falls-here": words.gettext("No reason is left in this position alone for:"),
        "falls-there": words.gettext("No reason is left in the other alone for:"),
        "kept-both": words.gettext(
            "The address of this page holds both positions: whoever opens it sees them compared."
        ),
        "swap": words.gettext("Change places"),
        "end": words.gettext("End the comparison"),
    }
