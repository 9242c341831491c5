"""The command argmap fmt."""

import argparse
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from argmap.check.noderevisions import last_editions
from argmap.citations.converting import converted_lists
from argmap.cli.shared import add_docs, print_findings
from argmap.cli.statuses import CLEAN, FOUND, WRONG_USAGE
from argmap.edit.collect import collected
from argmap.edit.frontmatter import in_order
from argmap.edit.raising import raises
from argmap.model.findings import has_errors
from argmap.read.layout import REFERENCES_FILE, is_node_file, map_folders
from argmap.read.maps import read
from argmap.site.validate import checked
from argmap.storage.disk import load
from argmap.storage.revisions import RevisionError, branched_from, commit_of, load_revision
from argmap.storage.writing import put_file, replace_files

_LAST_EDITIONS = ""
"""Stands for a revision to compare with: the editions released last, which need no git."""


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Puts the fields of every node, or of those named, in the order of the list of fields. Values, "
        "comments and prose stay as they were typed; a file with faults in its fields is left alone."
    )
    command.epilog = (
        "exit status: 0 done, or nothing to do; 1 with --check, something to do, with --upgrade, errors in the "
        "maps, or with --raise, a file to change by hand; 2 wrong usage"
    )
    add_docs(command)
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a node's file (default: all)")
    instead = command.add_mutually_exclusive_group()
    instead.add_argument(
        "--collect",
        action="store_true",
        help="also move the works that all nodes bring into references.json, sorted; one without a key gets one",
    )
    command.add_argument("--check", action="store_true", help="write nothing, and only say which files would change")
    instead.add_argument(
        "--upgrade",
        action="store_true",
        help="instead, say whether a file of a map of format 1 must change for format 2; none must",
    )
    instead.add_argument(
        "--raise",
        dest="base",
        metavar="BASE",
        nargs="?",
        const=_LAST_EDITIONS,
        help="instead, raise the revision of each node in which something that a citation shows or depends on has "
        "changed since the git revision BASE, such as main, or without BASE since the last edition of its map, and the "
        "revision has not been raised",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    docs: Path = options.docs
    whole = next((name for name in ("upgrade", "collect") if getattr(options, name)), "")
    if whole and options.files:
        sys.stderr.write(f"argmap: --{whole} is for whole maps; name no files\n")
        return WRONG_USAGE
    if options.upgrade:
        return _upgrade(docs)
    texts = load(docs).texts
    folders = map_folders(texts)
    nodes = {path: text for path, text in texts.items() if is_node_file(path, folders) and path.endswith(".md")}
    if options.files:
        named = {(docs / path).resolve(): path for path in nodes}
        unknown = [file for file in options.files if file.resolve() not in named]
        if unknown:
            sys.stderr.write(f"argmap: {unknown[0]} is not the file of a node below {docs}\n")
            return WRONG_USAGE
        nodes = {named[file.resolve()]: nodes[named[file.resolve()]] for file in options.files}
    if options.base is not None:
        return _raise(docs, texts, nodes, options.base, check=options.check)
    changed = {path: ordered for path, text in sorted(nodes.items()) if (ordered := in_order(text)) != text}
    for path, text in changed.items():
        if not options.check:
            put_file(docs / path, text)
        sys.stdout.write(f"{'would put' if options.check else 'put'} the fields of {docs / path} in order\n")
    moved = _collect(docs, {**texts, **changed}, check=options.check) if options.collect else {}
    return FOUND if options.check and (changed or moved) else CLEAN


def _raise(docs: Path, texts: Mapping[str, str], nodes: Collection[str], base_name: str, *, check: bool) -> int:
    """Raise what must be raised in some files of nodes, by the comparison of `argmap diff`, and nothing else there."""
    maps = read(texts).maps
    if base_name == _LAST_EDITIONS:
        before = tuple(last_editions(maps, ()))
    else:
        try:
            base = commit_of(docs, base_name)
            old = load_revision(docs, branched_from(docs, base, commit_of(docs, "HEAD")) or base)
        except RevisionError as error:
            sys.stderr.write(f"argmap: {error}\n")
            return WRONG_USAGE
        before = read(old.texts).maps
    found = raises(before, maps, texts, nodes)
    for one in found:
        file, line = docs / one.path, f"revision: {one.revision}"
        if not one.text:
            sys.stderr.write(f"argmap: {file} cannot be changed here; write {line} on a line of its own in it\n")
            continue
        if not check:
            put_file(file, one.text)
        reason = f" ({', '.join(one.fields)})" if one.fields else ""
        sys.stdout.write(f"{'would write' if check else 'wrote'} {line} in {file}{reason}\n")
    return FOUND if any(check or not one.text for one in found) else CLEAN


def _collect(docs: Path, texts: Mapping[str, str], *, check: bool) -> dict[str, str]:
    """Move the works that nodes bring into the lists of their maps; return the texts of the files that change."""
    converted = converted_lists(texts)
    results = [collected(texts, folder, converted) for folder in map_folders(texts) if folder != "."]
    files = {path: text for result in results for path, text in result.files.items()}
    # The lists come first: whatever happens in between, no work is in neither of its two places.
    moved = {path: files[path] for path in sorted(files, key=lambda path: (not path.endswith(REFERENCES_FILE), path))}
    if not check:
        replace_files(docs, moved)
    for path in moved:
        sys.stdout.write(f"{'would collect' if check else 'collected'} works: {docs / path}\n")
    for left in (sentence for result in results for sentence in result.left):
        sys.stderr.write(f"argmap: {left}\n")
    return moved


def _upgrade(docs: Path) -> int:
    """Say of each map that it is of format 2 as it is: format 2 reads all that format 1 did, in the same way."""
    sources = load(docs)
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    if has_errors(findings):
        print_findings(findings, docs)
        return FOUND
    for argument_map in maps:
        sys.stdout.write(f"{docs / argument_map.id} is a map of format 2 as it is; no file must change\n")
    return CLEAN
