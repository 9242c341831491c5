"""The command argmap new."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from argmap.check.reports import render
from argmap.cli.shared import add_docs, as_text
from argmap.cli.statuses import CLEAN, EXITS, FOUND, WRONG_USAGE
from argmap.edit.newnode import Answer, Words, fits, new_file
from argmap.model.findings import has_errors
from argmap.model.ids import refusal
from argmap.model.kinds import ROLES, Kind
from argmap.model.maps import ArgumentMap, Node
from argmap.read.references import read_references
from argmap.read.values import closest, excerpt
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, load, text_file
from argmap.storage.writing import put_new_file

_ANSWERS = {
    ("claim", "supporting"): Answer.REASON,
    ("claim", "narrowing"): Answer.QUALIFICATION,
    ("claim", "against"): Answer.COUNTERCLAIM,
    ("counterclaim", "against"): Answer.COUNTERCLAIM,
    ("evidence", "supporting"): Answer.EVIDENCE,
    ("claim", "explaining"): Answer.EXPLANATION,
    ("claim", "answering"): Answer.ANSWER,
    ("context", "framing"): Answer.CONTEXT,
}
_STARTING = (Answer.THESIS, Answer.QUESTION)
"""What bears on no node."""

_KINDS = (*dict.fromkeys(kind for kind, _ in _ANSWERS), *(answer.value for answer in _STARTING))
_BEARINGS = {
    "against": "the node it is an objection to; what objects to a counterclaim is a claim",
    "supporting": "the node it is a reason or evidence for",
    "narrowing": "the node it limits without denying it",
    "explaining": "the node it explains, without being a reason to believe it",
    "answering": "the question it answers",
    "framing": "the node it is the context of",
}


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Writes the file of a node that bears on another, or of a thesis or question, with fields and "
        "comments that say what to write. A reason is a claim that is supporting another; an objection is a "
        "counterclaim, and an answer to one a claim, against another. At a terminal, it asks for what is not given."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument("kind", choices=_KINDS, help="what the new node is")
    bearing = command.add_mutually_exclusive_group()
    for name, meaning in _BEARINGS.items():
        bearing.add_argument(f"--{name}", metavar="ID", help=meaning)
    command.add_argument("--map", help="the map's folder below docs; not needed when only one map has the node")
    command.add_argument("--id", default="", help="the new node's id; without it, made of the title")
    command.add_argument("--title", default="", help="a few words")
    command.add_argument("--statement", default="", help="one sentence that can be quoted by itself")
    command.add_argument("--prose", default="", help="two to six sentences, in Markdown")
    command.add_argument(
        "--cites", action="append", default=[], metavar="WORK", help='such as "doe-2020, p. 12"; repeatable'
    )
    command.add_argument(
        "--work",
        type=Path,
        metavar="FILE",
        help="a file of CSL JSON with a work that the map does not have yet; the node brings it, and cites it",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    docs = options.docs
    sources = load(docs)
    maps, _ = checked(sources.texts, sources.findings, sources.others)
    asks = sys.stdin.isatty()
    target: Node | None = None
    if options.kind in _STARTING:
        if bearings := _bearings(options):
            told = f"new {options.kind} takes no --{bearings[0][0]}: what bears on it names it"
            sys.stderr.write(f"argmap: {told}\n")
            return WRONG_USAGE
        wanted = options.map
        if asks and wanted is None and len(maps) > 1:
            wanted = _ask(f"In which map: {' or '.join(argument_map.id for argument_map in maps)}")
        answer, argument_map = Answer(options.kind), _map(wanted, maps, options.docs)
    else:
        name, target_id = _target(options, asks=asks)
        if (options.kind, name) not in _ANSWERS or not target_id:
            fitting = [f"--{bearing} ID" for kind, bearing in _ANSWERS if kind == options.kind]
            sys.stderr.write(f"argmap: say which node the new {options.kind} bears on: {' or '.join(fitting)}\n")
            return WRONG_USAGE
        answer = _ANSWERS[options.kind, name]
        argument_map, target = _node(target_id, options.map, maps)
        _refuse_misfit(options.kind, name, answer, target)
    brought = _brought(options.work) if options.work else {}
    title = options.title or (_ask("Title, a few words") if asks else "")
    statement = options.statement or (_ask("Statement, one sentence") if asks else "")
    prose = options.prose or (_ask("Prose, two to six sentences (empty to write it in the file)") if asks else "")
    asks_for_work = asks and not options.cites and not brought
    work = _ask('Key of a work it rests on, such as "doe-2020, p. 12" (empty for none)') if asks_for_work else ""
    cites = tuple(options.cites) or tuple(brought) or tuple(filter(None, [work]))
    words = Words(options.id, title, statement, cites, prose, tuple(brought.values()))
    refused = refusal(argument_map, words.id) if words.id else _same(argument_map, words.title)
    if refused:
        sys.stderr.write(f"argmap: {refused}\n")
        return WRONG_USAGE
    file = new_file(argument_map, target, answer, words)
    put_new_file(docs / file.path, file.text)
    sys.stdout.write(f"wrote {docs / file.path}\n")
    if target and options.kind == "counterclaim" and target.kind is Kind.COUNTERCLAIM:
        sys.stdout.write("it is a claim: what objects to a counterclaim is one\n")
    _, findings = checked({**sources.texts, file.path: file.text}, sources.findings, sources.others)
    own = [finding for finding in findings if finding.place.path == file.path]
    if own:
        sys.stdout.write("still to do:\n" + render(own, "text", root=docs.as_posix()))
    return FOUND if has_errors(own) else CLEAN


def _same(argument_map: ArgumentMap, title: str) -> str:
    """Say which node has this title already, as it has where a command was given twice; empty for none."""
    same = " ".join(title.split()).casefold()
    there = next((node for node in argument_map.nodes if same and node.title.casefold() == same), None)
    return f"{there.file} has that title already; give another, or say the new node's id by --id" if there else ""


def _refuse_misfit(kind: str, name: str, answer: Answer, target: Node) -> None:
    if not fits(answer, target):
        fitting = [other for (other_kind, other), one in _ANSWERS.items() if other_kind == kind and fits(one, target)]
        hint = f"; try --{' or --'.join(fitting)}" if fitting else ""
        message = f"{target.id} is a {ROLES[target.kind].one}: no {kind} can be {name} it{hint}"
        raise DiskError(message)
    if (kind, name) == ("claim", "against") and target.kind is not Kind.COUNTERCLAIM:
        message = f"what objects to {target.id} is a counterclaim: argmap new counterclaim --against {target.id}"
        raise DiskError(message)


def _map(map_id: str | None, maps: Sequence[ArgumentMap], docs: Path) -> ArgumentMap:
    if not maps:
        message = f"there is no map in {docs}; argmap init begins one"
        raise DiskError(message)
    chosen = [argument_map for argument_map in maps if map_id in (None, argument_map.id)]
    if len(chosen) != 1:
        wrong = f'there is no map "{excerpt(map_id)}"; ' if map_id else ""
        message = f"{wrong}say in which map: --map {' or --map '.join(argument_map.id for argument_map in maps)}"
        raise DiskError(message)
    return chosen[0]


def _target(options: argparse.Namespace, *, asks: bool) -> tuple[str, str]:
    """Return how the new node bears on which other; at a terminal, ask for what the command was not given."""
    bearings = _bearings(options)
    if bearings or not asks:
        return bearings[0] if bearings else ("", "")
    fitting = [bearing for kind, bearing in _ANSWERS if kind == options.kind]
    name = fitting[0]
    if len(fitting) > 1:
        name = _ask(f"How does it bear on another node: {' or '.join(fitting)}")
    if name not in fitting:
        return name, ""
    return name, _ask(f"Id of {_BEARINGS[name].partition(';')[0]}")


def _brought(file: Path) -> dict[str, Mapping[str, Any]]:
    """Return the works of a file by their keys."""
    bibliography = read_references(file.name, text_file(file))
    if has_errors(bibliography.findings) or not bibliography.references:
        faults = render(bibliography.findings, "text", root=file.parent.as_posix())
        message = f"no work can be taken from {file}: it must be a list in square brackets, as CSL JSON\n{faults}"
        raise DiskError(message.rstrip())
    return {work.key: work.entry for work in bibliography.references}


def _bearings(options: argparse.Namespace) -> list[tuple[str, str]]:
    return [(name, getattr(options, name)) for name in _BEARINGS if getattr(options, name) is not None]


def _ask(question: str) -> str:
    sys.stdout.write(f"{question}: ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        message = "the answers ended before the questions did, so nothing is written"
        raise DiskError(message)
    return as_text(line.strip())


def _node(node_id: str, map_id: str | None, maps: Sequence[ArgumentMap]) -> tuple[ArgumentMap, Node]:
    chosen = [argument_map for argument_map in maps if map_id in (None, argument_map.id)]
    found = [(argument_map, node) for argument_map in chosen for node in argument_map.nodes if node.id == node_id]
    if len(found) == 1:
        return found[0]
    map_ids = [argument_map.id for argument_map, _ in found]
    if len(set(map_ids)) == 1:
        files = " and ".join(node.file for _, node in found)
        message = f'several files have the id "{node_id}": {files}; each needs a name of its own'
    elif found:
        message = f'several maps have a node "{node_id}"; say --map {" or --map ".join(map_ids)}'
    else:
        nodes = [node for argument_map in chosen for node in argument_map.nodes]
        renamed = {alias: f"it is now called {node.id}" for node in nodes for alias, _ in node.aliases}
        hint = renamed.get(node_id) or closest(node_id, [node.id for node in nodes])
        message = f'there is no node "{node_id}"{f" in {map_id}" if map_id else ""}{f"; {hint}" if hint else ""}'
    raise DiskError(message)
