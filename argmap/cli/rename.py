"""The command argmap rename."""

import argparse
import sys
from collections.abc import Sequence

from argmap.cli.shared import add_docs, choose, print_findings
from argmap.cli.statuses import CLEAN, FOUND, WRONG_USAGE
from argmap.edit.rename import RenamingRefused, renamed
from argmap.model.findings import has_errors
from argmap.model.maps import ArgumentMap
from argmap.site.validate import checked
from argmap.storage.disk import load
from argmap.storage.writing import replace_files


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Renames or moves a node's file, keeps an old id as an alias, and mends its links and every "
        "relation, step of the guided path, block and link that names it. Writes nothing unless all of it can be done."
    )
    command.epilog = "exit status: 0 renamed, 1 errors in the maps, 2 wrong usage"
    add_docs(command)
    command.add_argument("old", metavar="OLD", help="the node's id")
    command.add_argument(
        "new", metavar="NEW", help="the id it is to have; behind a folder (a-folder/some-id), its file moves there too"
    )
    command.add_argument("--map", help="the map's folder below docs; not needed when only one map has the node")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    docs = options.docs
    sources = load(docs)
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    argument_map = choose(options.map or _only_map_with(options.old, maps), maps, sources, docs)
    if has_errors(findings):
        print_findings(findings, docs)
        sys.stderr.write("argmap: nothing was renamed; mend first what stands above\n")
        return FOUND
    try:
        renaming = renamed(sources.texts, argument_map, options.old, options.new)
    except RenamingRefused as refusal:
        sys.stderr.write(f"argmap: {refusal}\n")
        return WRONG_USAGE
    after = {path: text for path, text in {**sources.texts, **renaming.files}.items() if path != renaming.gone}
    _, findings = checked(after, sources.findings, sources.others)
    if has_errors(findings):  # something names the node in a way that could not be mended
        print_findings(findings, docs)
        sys.stderr.write("argmap: nothing was renamed; mend by hand what stands above, then run this again\n")
        return FOUND
    replace_files(docs, renaming.files, [renaming.gone] if renaming.gone else [])
    sys.stdout.write("".join(f"wrote {docs / path}\n" for path in sorted(renaming.files)))
    old, new = options.old, options.new.rpartition("/")[2]
    outcome = "its address stays" if new == old else f"{old} is now {new}; its old address still leads there"
    sys.stdout.write(f"{outcome}\n")
    return CLEAN


def _only_map_with(node_id: str, maps: Sequence[ArgumentMap]) -> str | None:
    """Return the id of the map that has a node; None where several have one of this name, or none has."""
    holders = [argument_map.id for argument_map in maps if any(node.id == node_id for node in argument_map.nodes)]
    return holders[0] if len(holders) == 1 else None
