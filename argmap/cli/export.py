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
from argmap.export.registry import EXPORTS
from argmap.export.saying import report_of
from argmap.importing.reports import FORMS, ImportReport, render_imports
from argmap.model.findings import Place, has_errors
from argmap.model.graph import graph_of
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, load
from argmap.storage.history import file_changes, last_days


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Prints a map, or the works it cites, in one of these formats: "
        f"{', '.join(EXPORTS)}. Those of the works are bibtex, ris and csl-json."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument("as_format", choices=list(EXPORTS), metavar="FORMAT", help="json, or another of those above")
    command.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    add_site_url(command)
    reported = ", ".join(name for name, form in EXPORTS.items() if form.constructs)
    command.add_argument(
        "--report",
        choices=FORMS,
        help=f"also print, as errors are printed, what became of everything in the map; for {reported}",
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
    form = EXPORTS[options.as_format]
    exported = PublishedMap(chosen, graph_of(chosen), published, abroad)
    if options.report and not form.constructs:
        message = f"there is no report for {form.name}"
        raise DiskError(message)
    sys.stdout.write(form.write(exported))
    if options.report:
        report = report_of(exported, form.constructs)
        met = tuple(replace(each, place=_below(options.docs, each.place)) for each in report.met)
        one = ImportReport(form.name, (options.docs / chosen.id).as_posix(), {}, replace(report, met=met))
        sys.stderr.write(render_imports([one], [], options.report))
    return CLEAN


def _below(docs: Path, place: Place) -> Place:
    return replace(place, path=(docs / place.path).as_posix())
