"""The command argmap new."""

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from argmap.check.reports import render
from argmap.cli.asking import ask, ask_one_of, tell
from argmap.cli.describing import asked_works
from argmap.cli.shared import add_docs
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.edit.newnode import Answer, Words, fits, new_file
from argmap.edit.newwork import works_in
from argmap.model.findings import has_errors
from argmap.model.ids import refusal, slug
from argmap.model.kinds import ROLES, Kind
from argmap.model.limits import PROSE_LENGTH, STATEMENT_LENGTH, TITLE_LENGTH
from argmap.model.maps import ArgumentMap, Node
from argmap.read.layout import MAP_FILE
from argmap.read.meant import closest, excerpt
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, config_above, load, text_file
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

_FOLLOWING: Mapping[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.THESIS: (("claim", "supporting", "gives a reason for it"), ("counterclaim", "against", "objects to it")),
    Kind.CLAIM: (("evidence", "supporting", "gives evidence for it"), ("counterclaim", "against", "objects to it")),
    Kind.COUNTERCLAIM: (("claim", "against", "answers it"),),
    Kind.EVIDENCE: (("claim", "narrowing", "limits it"), ("counterclaim", "against", "objects to it")),
    Kind.QUESTION: (("claim", "answering", "answers it"),),
    Kind.CONTEXT: (),
}
"""Which nodes often come next, as the words of their command, and what they do."""

_MOST_LISTED = 15
"""Of how many nodes a list is still a help at a terminal."""


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Writes the file of a node that bears on another, or of a thesis or question, with fields and "
        "comments that say what to write. A reason is a claim that is supporting another; an objection is a "
        "counterclaim, and an answer to one a claim, against another. At a terminal, it asks for what is not given."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument("kind", choices=_KINDS, nargs="?", help="what the new node is")
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
        action="append",
        default=[],
        metavar="FILE",
        help="a work that the map does not have yet: a file of CSL JSON, or CSL JSON itself; the node brings it, and "
        "cites it; repeatable",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    docs = options.docs
    sources = load(docs)
    maps, _ = checked(sources.texts, sources.findings, sources.others)
    asks = sys.stdin.isatty()
    kind = options.kind or (ask_one_of("What the new node is", _KINDS) if asks else "")
    if not kind:
        message = f"say what the new node is: {', '.join(_KINDS)}"
        raise DiskError(message)
    answer, argument_map, target = _starting(options, kind, maps, asks=asks) or _bearing(options, kind, maps, asks=asks)
    words = _words(options, argument_map, asks=asks)
    refused = refusal(argument_map, words.id) if words.id else _same(argument_map, words.title)
    if refused:
        raise DiskError(refused)
    file = new_file(argument_map, target, answer, words)
    put_new_file(docs / file.path, file.text)
    sys.stdout.write(f"wrote {docs / file.path}\n")
    missing = [f"--{name}" for name in ("title", "statement", "prose") if not getattr(options, name)]
    if missing and not asks:
        told = f"fill the file in, or delete it and give {', '.join(missing)}"
        sys.stderr.write(f"standard input is no terminal, so nothing was asked: {told}\n")
    if target and kind == "counterclaim" and target.kind is Kind.COUNTERCLAIM:
        sys.stdout.write("it is a claim: what objects to a counterclaim is one\n")
    after, findings = checked({**sources.texts, file.path: file.text}, sources.findings, sources.others)
    released = (f"{argument_map.id}/{MAP_FILE}", "AM089")
    own = [one for one in findings if file.path == one.place.path or (one.place.path, one.code) == released]
    if own:
        sys.stdout.write("still to do:\n" + render(own, "text", root=docs.as_posix()))
    written = next((node for one in after for node in one.nodes if node.file == file.path), None)
    if not words.id and not slug(words.title, argument_map.language):
        sys.stdout.write("rename the file first: its name is the new node's id, and its address for ever\n")
        written = None
    sys.stdout.write(_what_next(docs, written, has_errors(own)))
    return FOUND if has_errors(own) else CLEAN


def _words(options: argparse.Namespace, argument_map: ArgumentMap, *, asks: bool) -> Words:
    """Return what the new node says, as far as it was given; at a terminal, ask for the rest."""
    brought: dict[str, Mapping[str, Any]] = {}
    for work in options.work:
        brought |= _brought(work, [*(known.key for known in argument_map.references), *brought])
    title = options.title
    if asks and not title:
        title = ask("Title, a few words", lambda words: "" if options.id else _same(argument_map, words), TITLE_LENGTH)
    statement = options.statement or (ask("Statement, one sentence", longest=STATEMENT_LENGTH) if asks else "")
    about = "Prose, two to six sentences (empty to write it in the file)"
    prose = options.prose or (ask(about, longest=PROSE_LENGTH) if asks else "")
    cites = tuple(options.cites) or tuple(brought)
    if asks and not cites:
        cites, brought = asked_works(argument_map)
    return Words(options.id, title, statement, cites, prose, tuple(brought.values()))


def _what_next(docs: Path, node: Node | None, is_unfinished: bool) -> str:  # noqa: FBT001 - it is a fact, no option
    """Say which commands follow upon a new node; None for one that cannot be named yet."""
    folder = "" if docs == Path("docs") else f" --docs {shlex.quote(str(docs))}"
    common = _FOLLOWING[node.kind] if node else ()
    following = [(f"new {kind} --{name} {node.id}", does) for kind, name, does in common if node]
    following.append(("check", "says what is still to be mended" if is_unfinished else "says whether all is well"))
    lines = [(f"argmap {command}{folder}", does) for command, does in following]
    if config_above(docs):
        lines.append(("mkdocs serve", "shows it"))
    width = max(len(command) for command, _ in lines)
    return "next:\n" + "".join(f"  {command:<{width}}  {does}\n" for command, does in lines)


def _same(argument_map: ArgumentMap, title: str) -> str:
    """Say which node has this title already, as it has where a command was given twice; empty for none."""
    same = " ".join(title.split()).casefold()
    there = next((node for node in argument_map.nodes if same and node.title.casefold() == same), None)
    return f"{there.file} has that title already; give another, or say the new node's id by --id" if there else ""


def _misfit(kind: str, name: str, target: Node) -> str:
    """Say why a new node cannot bear on another in this way; empty where it can."""
    if not fits(_ANSWERS[kind, name], target):
        fitting = [other for (other_kind, other), one in _ANSWERS.items() if other_kind == kind and fits(one, target)]
        hint = f"; try --{' or --'.join(fitting)}" if fitting else ""
        return f"{target.id} is a {ROLES[target.kind].one}: no {kind} can be {name} it{hint}"
    if (kind, name) == ("claim", "against") and target.kind is not Kind.COUNTERCLAIM:
        return f"what objects to {target.id} is a counterclaim: argmap new counterclaim --against {target.id}"
    return ""


def _starting(
    options: argparse.Namespace, kind: str, maps: Sequence[ArgumentMap], *, asks: bool
) -> tuple[Answer, ArgumentMap, Node | None] | None:
    """Return what the new node is in which map, if it is one that bears on no other; else None."""
    if kind not in _STARTING:
        return None
    if bearings := _bearings(options):
        message = f"new {kind} takes no --{bearings[0][0]}: what bears on it names it"
        raise DiskError(message)
    wanted = options.map
    if asks and wanted is None and len(maps) > 1:
        wanted = ask_one_of("In which map", [argument_map.id for argument_map in maps])
    return Answer(kind), _map(wanted, maps, options.docs), None


def _bearing(
    options: argparse.Namespace, kind: str, maps: Sequence[ArgumentMap], *, asks: bool
) -> tuple[Answer, ArgumentMap, Node | None]:
    """Return what the new node is to which other, in which map; at a terminal, ask for what was not given."""
    name, target_id = next(iter(_bearings(options)), ("", ""))
    if asks and not name:
        name, target_id = _asked_bearing(kind, maps if options.map is None else [_map(options.map, maps, options.docs)])
    if (kind, name) not in _ANSWERS or not target_id:
        fitting = [f"--{bearing} ID" for of_kind, bearing in _ANSWERS if of_kind == kind]
        message = f"say which node the new {kind} bears on: {' or '.join(fitting)}"
        raise DiskError(message)
    argument_map, target = _node(target_id, options.map, maps)
    if misfit := _misfit(kind, name, target):
        raise DiskError(misfit)
    return _ANSWERS[kind, name], argument_map, target


def _asked_bearing(kind: str, maps: Sequence[ArgumentMap]) -> tuple[str, str]:
    """Ask how the new node bears on which other, of those that it can bear on."""
    fitting = [bearing for of_kind, bearing in _ANSWERS if of_kind == kind]
    name = fitting[0] if len(fitting) == 1 else ask_one_of("How it bears on another node", fitting)
    nodes = {node.id: node for one in maps for node in one.nodes if not node.withdrawn}
    able = [node for node in nodes.values() if not _misfit(kind, name, node)]
    if not able:
        message = f"there is no node yet that a {kind} can be {name}; argmap new thesis begins a map"
        raise DiskError(message)
    if len(able) <= _MOST_LISTED:
        tell(_listed(able))

    def fault(answer: str) -> str:
        if answer in nodes:
            return _misfit(kind, name, nodes[answer])
        words = answer.casefold().split()
        near = [node for node in able if words and all(word in f"{node.id} {node.title}".casefold() for word in words)]
        hint = closest(answer, nodes) or ("these are like it:" if near else "part of its title finds it")
        there_is = f'there is no node "{excerpt(answer)}"' if answer else "a node is needed"
        return f"{there_is}; {hint}\n{_listed(near[:_MOST_LISTED])}"

    return name, ask(f"Id of {_BEARINGS[name].partition(';')[0]}", fault)


def _listed(nodes: Sequence[Node]) -> str:
    return "".join(f"{node.id}  {node.title}\n" for node in nodes)


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


def _brought(work: str, known: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return the works of a file of CSL JSON, or those that are written out in its place, by their keys."""
    is_written_out = work.lstrip().startswith(("{", "["))
    name = "--work" if is_written_out else work
    bibliography = works_in(Path(name).name, work if is_written_out else text_file(Path(work)), known)
    if has_errors(bibliography.findings) or not bibliography.references:
        faults = render(bibliography.findings, "text", root=Path(name).parent.as_posix())
        message = f"no work can be taken from {name}: it must be an entry of CSL JSON, or a list of some\n{faults}"
        raise DiskError(message.rstrip())
    return {one.key: one.entry for one in bibliography.references}


def _bearings(options: argparse.Namespace) -> list[tuple[str, str]]:
    return [(name, getattr(options, name)) for name in _BEARINGS if getattr(options, name) is not None]


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
