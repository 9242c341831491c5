"""Writes a map in Argdown (https://argdown.org/syntax/), for people who reconstruct arguments."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from argmap.export.published import PublishedMap
from argmap.export.saying import (
    FOLLOWS,
    LINKED,
    OTHER_LINKED,
    OTHER_UNDERCUT,
    UNDERCUT_OF_LINKED,
    UNDERCUTS,
    Step,
    constructs_of,
    step_denied,
    steps_of,
)
from argmap.model.exchange import Fate
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Relation
from argmap.model.relations import RelationType

_COMMENT = "a comment"

CONSTRUCTS = constructs_of(
    {
        "title of the map": (Fate.KEPT, "the title"),
        "author": (Fate.TOLD, "the author; further ones are named beside them"),
        **{kind.value: (Fate.TOLD, f"a statement; a comment says that it is of the kind {kind}") for kind in Kind},
        **{kind.value: (Fate.TOLD, FOLLOWS) for kind in (Kind.THESIS, Kind.CLAIM, Kind.COUNTERCLAIM)},
        "title": (
            Fate.KEPT,
            "the statement's title; [ ] < > in it become other signs, a number tells two apart",
        ),
        "statement": (Fate.KEPT, "its text"),
        "tag": (Fate.KEPT, "a tag; ( ) # in it become other signs"),
        "supports": (Fate.KEPT, "+>"),
        "attacks": (Fate.KEPT, "->; what linked and denied ones become is told with these"),
        **{kind.value: (Fate.TOLD, _COMMENT) for kind in RelationType if kind.value in ("qualifies", "explains")},
        "answers": (Fate.TOLD, _COMMENT),
        "frames": (Fate.TOLD, _COMMENT),
        LINKED[RelationType.SUPPORTS]: (Fate.KEPT, "a premise of an argument, which concludes what it supports"),
        LINKED[RelationType.ATTACKS]: (
            Fate.TOLD,
            "a premise of an argument, which concludes a statement that attacks what they attack",
        ),
        OTHER_LINKED: (Fate.TOLD, _COMMENT),
        UNDERCUTS[RelationType.SUPPORTS]: (Fate.KEPT, "_> an argument of that premise and conclusion"),
        UNDERCUTS[RelationType.ATTACKS]: (
            Fate.TOLD,
            "_> the objection as an argument; of one that bears on more, an argument whose conclusion attacks",
        ),
        UNDERCUT_OF_LINKED: (Fate.TOLD, "_> the argument of all premises, which falls with any of them"),
        OTHER_UNDERCUT: (Fate.TOLD, _COMMENT),
        "order": (Fate.TOLD, "the order of the premises of an argument; of all else, none"),
        "scheme of a reason": (Fate.KEPT, "the rule of an inference"),
        "scheme of one of linked premises": (Fate.TOLD, "a rule of the inference from all premises, or a comment"),
        **dict.fromkeys(
            ("voice", "voice of no person", "voices as examples", "because", "score of a relation", "score"),
            (Fate.TOLD, _COMMENT),
        ),
        **dict.fromkeys(("scheme of an objection", "scheme of another relation"), (Fate.TOLD, _COMMENT)),
    }
)
"""What becomes in Argdown of everything that a map can say."""

_SIGNS = re.compile(r"""([\\#@*_\[\]<>{}/.:`~^|=+\-$&%])""")
_BRACKETS = str.maketrans("[]<>", "()‹›")
_OF_TAGS = str.maketrans("()#", "[]\N{FULLWIDTH NUMBER SIGN}")
"""What would end a tag becomes no space: beside one, other signs of the tag can be markup."""

_Key = TypeVar("_Key")
_ARROWS = {RelationType.SUPPORTS: "+>", RelationType.ATTACKS: "->"}


@dataclass(frozen=True, slots=True)
class _Written:
    """What things are called in the text: nodes by their ids, bare and in brackets, and the argument of each step."""

    titles: dict[str, str]
    names: dict[str, str]
    arguments: dict[tuple[RelationType, str, str], str]
    """By the type, the conclusion, and the label of the group or the id of the only premise."""


def argdown(exported: PublishedMap) -> str:
    """Write a map.

    Args:
        exported: The map.

    Returns:
        A text that Argdown's own program reads.
    """
    nodes = exported.graph.nodes
    titles = _apart({node.id: node.title for node in nodes.values()})
    steps = _with_rules(exported, steps_of(exported.graph))
    alone = {_key(step): step.premises[0].origin for step in steps if _is_alone(exported, step, steps)}
    calls = {key: titles[node_id] for key, node_id in alone.items()}
    steps = [step for step in steps if _key(step) not in alone]
    calls |= {_key(step): step.label or f"{titles[step.premises[0].origin]} (step)" for step in steps}
    names = {key: f"<{title}>" if key in alone.values() else f"[{title}]" for key, title in titles.items()}
    written = _Written(titles, names, _apart(calls))
    head = ["===", f"title: {_quoted(exported.argument_map.title)}"]
    if exported.argument_map.authors:
        head.append(f"author: {_quoted(', '.join(author.name for author in exported.argument_map.authors))}")
    parts = ["\n".join([*head, "==="])]
    parts += ["\n".join(_statement(exported, node, written, steps)) for node in nodes.values()]
    against = dict.fromkeys(step.conclusion for step in steps if step.type is RelationType.ATTACKS)
    parts += [f"{_against(titles[end])}: What is said against it\\.\n  -> {names[end]}" for end in against]
    parts += ["\n".join(_argument(step, written)) for step in steps]
    return "\n\n".join([*parts, ""])


def _key(step: Step) -> tuple[RelationType, str, str]:
    return (step.type, step.conclusion, step.label or step.premises[0].origin)


def _with_rules(exported: PublishedMap, steps: list[Step]) -> list[Step]:
    """Return the steps that are arguments: reasons and objections that are linked, denied, or have a scheme."""
    known = {(one.origin, one.target) for step in steps for one in step.premises}
    with_rules = [
        Step(relation.type, "", (relation,), relation.target)
        for relations in exported.graph.outgoing.values()
        for relation in relations
        if relation.scheme
        and relation.type is RelationType.SUPPORTS
        and (relation.origin, relation.target) not in known
    ]
    return [step for step in [*steps, *with_rules] if step.type in _ARROWS]


def _is_alone(exported: PublishedMap, step: Step, steps: list[Step]) -> bool:
    """Tell whether an objection whose step is denied can be an argument as a whole, so that what denies it denies that.

    It bears on nothing else, and no argument with premises concludes it.
    """
    origin = step.premises[0].origin
    bearing = [one for one in exported.graph.outgoing[origin] if one.type in _ARROWS]
    is_plain = step.type is RelationType.ATTACKS and not step.label and len(bearing) == 1
    return is_plain and origin not in {one.conclusion for one in steps}


def _apart(names: dict[_Key, str]) -> dict[_Key, str]:
    """Give everything a name that is no other's and has no bracket."""
    given: dict[_Key, str] = {}
    taken: set[str] = set()
    for key, name in names.items():
        stem = " ".join(name.translate(_BRACKETS).replace("\\", "/").split()) or "…"
        number, chosen = 1, stem
        while chosen in taken or re.fullmatch(r"Untitled \d+", chosen):
            number += 1
            chosen = f"{stem} {number}"
        taken.add(chosen)
        given[key] = chosen
    return given


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _comment(words: str) -> str:
    return f"/* {' '.join(words.split()).replace('*/', '* /')} */"


def _against(title: str) -> str:
    return f"[Against: {title}]"


def _statement(exported: PublishedMap, node: Node, written: _Written, steps: Iterable[Step]) -> Iterator[str]:
    """Yield the lines of a node: its text, what it bears on, and what Argdown cannot say as comments."""
    title = written.titles[node.id]
    tags = "".join(f" #({tag.translate(_OF_TAGS)})" for tag in node.tags)
    yield f"{written.names[node.id]}: {_plain(node.statement)}{tags}"
    in_steps = {(one.origin, one.target) for step in steps for one in step.premises}
    comments = (
        [] if node.kind in (Kind.THESIS, Kind.CLAIM, Kind.COUNTERCLAIM) else [f"{title} is of the kind {node.kind}"]
    )
    comments += (
        [f"{title} is said by {', '.join(node.voice)}{', among others' * node.voice_examples}"]
        if "voice" in node.places
        else []
    )
    comments += [f"{title} has the score {node.score}"] if node.score is not None else []
    for relation in exported.graph.outgoing[node.id]:
        line = _relation(exported, relation, written)
        if not line:
            comments.append(_words(relation, written))
        elif (relation.origin, relation.target) not in in_steps:
            yield line
        comments += _beside(relation, written)
    yield from (f"\n{_comment(words)}" for words in comments)


def _relation(exported: PublishedMap, relation: Relation, written: _Written) -> str:
    """Return the line of a relation; empty where Argdown has none."""
    if relation.type in _ARROWS:
        return f"  {_ARROWS[relation.type]} {written.names[relation.target]}"
    denied = step_denied(exported.graph, relation) if relation.conclusion else None
    if denied is None or denied.type not in _ARROWS:
        return ""
    arguments = (written.arguments.get((denied.type, denied.target, name)) for name in (*denied.jointly, denied.origin))
    return "\n".join(f"  _> <{argument}>" for argument in arguments if argument)


def _words(relation: Relation, written: _Written) -> str:
    ends = " -> ".join(written.titles[end] for end in relation.ends)
    return f"{written.titles[relation.origin]} {relation.type} {ends}"


def _beside(relation: Relation, written: _Written) -> Iterator[str]:
    words = _words(relation, written)
    if relation.because:
        yield f"{words}, because {relation.because}"
    if relation.score is not None:
        yield f"{words}: score {relation.score}"
    if relation.scheme and relation.type is not RelationType.SUPPORTS:
        yield f"{words}: scheme {relation.scheme}"
    if relation.jointly and relation.type not in _ARROWS:
        yield f"{words}, jointly {', '.join(relation.jointly)}"


def _argument(step: Step, written: _Written) -> Iterator[str]:
    """Yield the lines of an argument: its premises, its rule, its conclusion."""
    yield f"<{written.arguments[_key(step)]}>\n"
    for number, premise in enumerate(step.premises, 1):
        yield f"({number}) [{written.titles[premise.origin]}]"
    rules = [*dict.fromkeys(one.scheme for one in step.premises if one.scheme and step.type is RelationType.SUPPORTS)]
    yield f"--\n{', '.join(map(_plain, rules))}\n--" if rules else "----"
    title = written.titles[step.conclusion]
    yield f"({len(step.premises) + 1}) {f'[{title}]' if step.type is RelationType.SUPPORTS else _against(title)}"
