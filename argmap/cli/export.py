"""The command argmap export."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from argmap.analysis.abroad import NOTHING_ABROAD, abroad_of
from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.cli.shared import add_docs, add_site_url, choose, print_findings
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, FOLDERS, REPORTED
from argmap.export.saying import report_of
from argmap.importing.reports import FORMS, ImportReport, render_imports
from argmap.model.findings import Place, has_errors
from argmap.model.graph import graph_of
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, load
from argmap.storage.history import file_changes, last_days
from argmap.storage.writing import put_new_file, save_new


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Prints a map, or the works it cites, in one of these formats: "
        f"{', '.join((*EXPORTS, *FOLDERS))}. Those of the works are bibtex, ris and csl-json; "
        f"{', '.join(FOLDERS)} is a folder, which --to names."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument(
        "as_format", choices=[*EXPORTS, *FOLDERS], metavar="FORMAT", help="json, or another of those above"
    )
    command.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    add_site_url(command)
    command.add_argument(
        "--to",
        type=Path,
        metavar="PLACE",
        help="write there instead of printing: a file or, of a format that is one, a folder that is not there yet",
    )
    command.add_argument(
        "--report",
        choices=FORMS,
        help=f"also print, as errors are printed, what became of everything in the map; for {', '.join(REPORTED)}",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    chosen = choose(options.map, maps, sources, options.docs)
    if has_errors(findings):
        print_findings(findings, options.docs)
        return FOUND
    contents = {node.file: content_id(sources.texts[node.file]) for node in chosen.nodes}
    published = Published(options.site_url, last_days(file_changes(options.docs)), contents)
    abroad = abroad_of(maps).get(chosen.id, NOTHING_ABROAD)
    exported = PublishedMap(chosen, graph_of(chosen), published, abroad)
    name = options.as_format
    if options.report and name not in REPORTED:
        message = f"there is no report for {name}"
        raise DiskError(message)
    _put(exported, name, options.to)
    if options.report:
        report = report_of(exported, REPORTED[name])
        met = tuple(replace(each, place=_below(options.docs, each.place)) for each in report.met)
        one = ImportReport(name, (options.docs / chosen.id).as_posix(), {}, replace(report, met=met))
        sys.stderr.write(render_imports([one], [], options.report))
    return CLEAN


def _put(exported: PublishedMap, name: str, place: Path | None) -> None:
    """Print a map, or write it where nothing is yet."""
    if name in EXPORTS and place is None:
        sys.stdout.write(EXPORTS[name].write(exported))
    elif place is None:
        message = f"{name} is a folder; name it by --to"
        raise DiskError(message)
    elif name in FOLDERS:
        save_new(place, FOLDERS[name].write(exported))
    else:
        put_new_file(place, EXPORTS[name].write(exported))


def _below(docs: Path, place: Place) -> Place:
    return replace(place, path=(docs / place.path).as_posix())
