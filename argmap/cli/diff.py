"""The command argmap diff."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from argmap.check.reports import render
from argmap.cli.shared import (
    add_cache,
    add_docs,
    chosen_engine,
    language_of_site,
    language_tag,
    print_findings,
    say,
)
from argmap.cli.statuses import CLEAN, FOUND, WRONG_USAGE
from argmap.diagrams.render import render_diagrams
from argmap.diff.changes import Changes
from argmap.diff.compare import State, compare
from argmap.diff.data import changes_object
from argmap.diff.markdown import change_text
from argmap.diff.page import change_page, wanted_drawings
from argmap.diff.report import report_of
from argmap.model.jsontext import json_text
from argmap.pages.templating import Templates
from argmap.read.layout import DATA_FILES, MAP_FILE, is_frozen_file, is_node_file, map_folders
from argmap.read.sources import DocsFiles
from argmap.site.validate import checked_with_pages
from argmap.storage.cache import usable_cache
from argmap.storage.disk import load
from argmap.storage.revisions import RevisionError, branched_from, changed_files, commit_of, load_revision, prefix_of
from argmap.storage.writing import put_file

_FORMATS = ("markdown", "json", "github")


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Compares the maps with those of a git revision, by meaning: nodes, relations, quotations, "
        "references, findings. What BASE gained since the change branched off does not count."
    )
    command.epilog = (
        "exit status: 0 nothing wrong, 1 an address lost, a node changed without its revision, or a new error; "
        "2 wrong usage"
    )
    add_docs(command)
    command.add_argument("base", metavar="BASE", help="the revision to compare with, such as main")
    command.add_argument(
        "head", metavar="HEAD", nargs="?", help="the revision with the change; without it, the files here"
    )
    command.add_argument(
        "--format",
        choices=_FORMATS,
        default="markdown",
        help="markdown to read, json for programs, github for annotations in workflows",
    )
    command.add_argument("--html", type=Path, metavar="FILE", help="also write one HTML page, with drawings")
    command.add_argument(
        "--language",
        type=language_tag,
        metavar="TAG",
        help="the language of the report, such as pt-BR (default: that of the theme in mkdocs.yml)",
    )
    add_cache(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        changes = _compare(options.docs, options.base, options.head)
    except RevisionError as error:
        sys.stderr.write(f"argmap: {error}\n")
        return WRONG_USAGE
    root = options.docs.as_posix()
    language = options.language or language_of_site(options.docs)
    if options.format == "json":
        sys.stdout.write(json_text(changes_object(changes)))
    elif options.format == "github":
        sys.stdout.write(render([*changes.faults, *changes.new], "github", root=root))
    else:
        sys.stdout.write(change_text(report_of(changes, root, language), language=language))
    if options.html is not None:
        _write_page(changes, options, language)
    return FOUND if changes.has_errors else CLEAN


def _compare(docs: Path, base_name: str, head_name: str | None) -> Changes:
    """Compare the maps of two revisions, or of a revision and the files here."""
    now = load(docs) if head_name is None else None  # also says plainly when there is no such folder
    base = commit_of(docs, base_name)
    head = commit_of(docs, "HEAD" if head_name is None else head_name)
    common = branched_from(docs, base, head)
    start = common or base
    before = load_revision(docs, start)
    after = load_revision(docs, head) if now is None else now
    if not docs.is_dir() and before == after == DocsFiles({}, (), ()):
        message = f"there is no folder {docs}, neither here nor in these revisions"
        raise RevisionError(message)
    changes = compare(_state(before), _state(after))
    prefix = prefix_of(docs)
    touched = changed_files(docs, start, None if head_name is None else head)
    map_files = {f"{prefix}{path}" for sources in (before, after) for path in _map_files(sources)}
    untold = map_files - {f"{prefix}{path}" for path in changes.files()}
    return replace(
        changes,
        unread=tuple(path for path in touched if path not in map_files),
        untold=tuple(path for path in touched if path in untold),
        unrelated=common is None,
    )


def _map_files(sources: DocsFiles) -> Iterator[str]:
    """Yield the files that belong to maps; all others are pages, code, workflows."""
    for folder in map_folders(sources.texts):
        beside = {f"{folder}/{name}" for name in (MAP_FILE, *DATA_FILES)}
        yield from (
            path
            for path in sources.texts
            if path in beside or is_node_file(path, [folder]) or is_frozen_file(path, folder)
        )


def _state(sources: DocsFiles) -> State:
    return State(*checked_with_pages(sources.texts, sources.findings, sources.others))


def _write_page(changes: Changes, options: argparse.Namespace, language: str) -> None:
    svgs, undrawn = render_diagrams(
        wanted_drawings(changes, language), chosen_engine(), usable_cache(options.cache, say)
    )
    print_findings(undrawn, options.docs)
    page = change_page(report_of(changes, options.docs.as_posix(), language), svgs, language)
    put_file(options.html, f"{Templates(language=language).fill(page)}\n")
