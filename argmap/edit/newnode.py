"""Writes the file of a node that somebody is about to add: whole front matter, and in comments what to write."""

import json
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from argmap.model.ids import free_id, slug, taken_ids
from argmap.model.kinds import Kind
from argmap.model.limits import BLANK_PROSE, STATEMENT_LENGTH, TITLE_LENGTH
from argmap.model.maps import ArgumentMap, Node
from argmap.model.relations import ENDS, RelationType
from argmap.read.layout import NODES_FOLDER
from argmap.read.works import yaml_form


class Answer(StrEnum):
    """What can be added to a node, as a reader would call it; a thesis or a question is added to a map itself."""

    COUNTERCLAIM = "counterclaim"
    REASON = "reason"
    EVIDENCE = "evidence"
    QUALIFICATION = "qualification"
    EXPLANATION = "explanation"
    ANSWER = "answer"
    CONTEXT = "context"
    QUESTION = "question"
    THESIS = "thesis"


_BEARINGS: Mapping[Answer, tuple[Kind, RelationType | None, str]] = {
    Answer.COUNTERCLAIM: (Kind.COUNTERCLAIM, RelationType.ATTACKS, "against"),
    Answer.REASON: (Kind.CLAIM, RelationType.SUPPORTS, "reason-for"),
    Answer.EVIDENCE: (Kind.EVIDENCE, RelationType.SUPPORTS, "evidence-for"),
    Answer.QUALIFICATION: (Kind.CLAIM, RelationType.QUALIFIES, "limit-of"),
    Answer.EXPLANATION: (Kind.CLAIM, RelationType.EXPLAINS, "why"),
    Answer.ANSWER: (Kind.CLAIM, RelationType.ANSWERS, "answer-to"),
    Answer.CONTEXT: (Kind.CONTEXT, RelationType.FRAMES, "context-of"),
    Answer.QUESTION: (Kind.QUESTION, None, "question"),
    Answer.THESIS: (Kind.THESIS, None, "thesis"),
}
"""The kind of the new node, how it bears on the old one, and how its file is called until somebody names it."""

_INTRODUCTIONS = {
    Answer.COUNTERCLAIM: "An objection to",
    Answer.REASON: "A reason for",
    Answer.EVIDENCE: "Evidence for",
    Answer.QUALIFICATION: "A limit, which leaves standing what it limits, of",
    Answer.EXPLANATION: "An explanation, which is no reason to believe it, of",
    Answer.ANSWER: "An answer to",
    Answer.CONTEXT: "A context, which is an assumption or a scope, of",
    Answer.QUESTION: "A question in the map",
    Answer.THESIS: "A thesis, which the map exists to establish, of the map",
}

_NO_WORKS = (
    "# A work that the map does not have yet stands here, under a key of its own that cites names:",
    '# works: [{id: smith-2020, type: book, title: "A book", author: [{family: Smith}], issued: 2020}]',
)

_PLAIN_NAME = re.compile("[A-Za-z]+(?:-[A-Za-z]+)*")
"""A name of a field that needs no quotation marks in YAML."""

_PAGED = ("book", "chapter", "article-journal")
"""Types of CSL whose works have pages."""

_PROSE = {
    Answer.COUNTERCLAIM: "how the objection is argued, what it rests on, what could be said in answer",
    Answer.REASON: "how the reason is argued, what it rests on, what to watch for",
    Answer.EVIDENCE: "what was found, by whom and how, and how far it reaches",
    Answer.QUALIFICATION: "where the claim holds and where it does not, and what shows that",
    Answer.EXPLANATION: "how the one brings the other about, and what shows that it does",
    Answer.ANSWER: "how the question is answered, what the answer rests on, what else could be answered",
    Answer.CONTEXT: "what is assumed, or which cases are meant, and why",
    Answer.QUESTION: "why the question is asked, and what would answer it",
    Answer.THESIS: "what the thesis means, where it stops, and why it matters whether it holds",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is known already of the new node; what is empty is left for its writer to fill in.

    Attributes:
        id: Its id; empty for an id that is made of the title.
        title: The claim in a few words.
        statement: The claim in a sentence.
        cites: The works it rests on, each as the field `cites` has it.
        prose: Its text in Markdown.
    """

    id: str = ""
    title: str = ""
    statement: str = ""
    cites: tuple[str, ...] = ()
    prose: str = ""
    works: tuple[Mapping[str, Any], ...] = ()
    """Entries of CSL-JSON that the new node brings."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to add.

    Attributes:
        path: Its path below the docs folder.
        text: What it is to hold.
    """

    path: str
    text: str


_NOTHING_YET = Words()


def fits(answer: Answer, target: Node) -> bool:
    """Tell whether something can be added to a node.

    Args:
        answer: What would be added.
        target: The node.

    Returns:
        Whether a node of its kind can bear on one of the target's.
    """
    relation = _BEARINGS[answer][1]
    return relation is not None and target.kind in ENDS[relation].targets


def new_file(
    argument_map: ArgumentMap,
    target: Node | None,
    answer: Answer,
    words: Words = _NOTHING_YET,
    taken: Container[str] | None = None,
) -> NewFile:
    """Write the file of an answer to a node, beside that node's own file; a thesis or question stands with all nodes.

    An objection to a counterclaim is a claim, which pages then call an answer. What is left empty is an error
    when checked, so that nothing unfinished is published.

    Args:
        argument_map: The map of both.
        target: The node that is answered; None for a thesis or a question.
        answer: What the new node is to it.
        words: What is known of the new node.
        taken: The ids that it cannot have, where they are known already; else they are gathered.

    Returns:
        The file, under an id that is free.
    """
    kind, relation, _ = _BEARINGS[answer]
    if answer is Answer.COUNTERCLAIM and target and target.kind is Kind.COUNTERCLAIM:
        kind = Kind.CLAIM
    stem = f"{_BEARINGS[answer][2]}-{target.id}" if target else _BEARINGS[answer][2]
    node_id = words.id or free_id(taken or taken_ids(argument_map), slug(words.title, argument_map.language) or stem)
    does = "asks" if kind is Kind.QUESTION else "claims"
    lines = [
        "---",
        f"# {_INTRODUCTIONS[answer]}: {_plain(target.title if target else argument_map.title)}",
        f"# The name of this file is the new node's address for ever: say in a few words what it {does}, in lower-case",
        "# letters joined by hyphens, and keep .md at the end. Lines that begin with # are for you; delete them.",
        f"kind: {kind}",
        f"# A few words on the line below title, behind its two spaces, at most {TITLE_LENGTH} characters.",
        *_block("title", words.title),
        f"# One sentence that can be quoted by itself, behind two spaces too, at most {STATEMENT_LENGTH} characters.",
        *_block("statement", words.statement),
        *([f"{relation}: [{target.id}]"] if target and relation else []),
    ]
    if argument_map.of_text:
        lines += [
            "# contributor: the mapped text does not say so. If it does: author, reported, or the keys of who says it.",
            "voice: contributor",
        ]
    elif people := [term.id for term in argument_map.terms if term.id and term.can_speak]:
        lines += [
            "# Whose view it is, if it is that of somebody in glossary.yml, as in",
            f"# voice: [{people[0]}]",
        ]
    lines += [
        "# What it rests on: works of the map by their keys, each with the place in it, as in",
        f'# cites: ["{_example(argument_map)}, p. 12"]',
        f"cites: [{', '.join(quoted(cite) for cite in words.cites)}]",
        *(works_lines(words.works) or _NO_WORKS),
        "---",
        words.prose.strip() or f"{BLANK_PROSE}: {_PROSE[answer]}.",
        "",
    ]
    folder = (
        PurePosixPath(target.file).parent if target and target.file else PurePosixPath(argument_map.id, NODES_FOLDER)
    )
    return NewFile(f"{folder}/{node_id}.md", "\n".join(lines))


def works_lines(works: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write the works that a node brings.

    Args:
        works: Their entries, as CSL-JSON has them.

    Returns:
        The lines of the field; none where there are no works.
    """
    lines = ["works:"] if works else []
    for work in works:
        fields = [
            f"{name if _PLAIN_NAME.fullmatch(name) else quoted(name)}: {quoted(yaml_form(value, name))}"
            for name, value in work.items()
        ]
        lines += [f"  - {fields[0]}", *(f"    {field}" for field in fields[1:])]
    return lines


def _plain(title: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())


def _block(name: str, text: str) -> tuple[str, ...]:
    """Write a field in which every sign means itself, whatever somebody types there.

    https://yaml.org/spec/1.2.2/#813-folded-style
    """
    words = " ".join(text.split())
    return (f"{name}: >-", f"  {words}") if words.isprintable() else (f"{name}: {quoted(words)}",)


def quoted(value: Any) -> str:  # noqa: ANN401 - JSON can be anything
    """Write a text for YAML between quotation marks, in which every sign means itself; or a value that holds texts.

    Args:
        value: Any text, or what JSON can hold.

    Returns:
        The value as JSON has it, which YAML reads too, but for the signs that YAML wants escaped.
    """
    return "".join(
        sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in json.dumps(value, ensure_ascii=False)
    )


def _example(argument_map: ArgumentMap) -> str:
    """Return the key of a work that has pages, if there is one."""
    first = ""
    for work in argument_map.references:
        if work.key != argument_map.work:
            if work.entry.get("type") in _PAGED:
                return work.key
            first = first or work.key
    return first or "doe-2020"
