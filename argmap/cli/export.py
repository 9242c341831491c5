"""The command argmap export."""

import argparse
import sys

from argmap.analysis.abroad import NOTHING_ABROAD, abroad_of
from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.cli.shared import add_docs, add_site_url, choose, print_findings
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.export.reports import FORMS, render_export
from argmap.export.saying import report_of
from argmap.model.findings import has_errors
from argmap.model.graph import graph_of
from argmap.site.validate import checked
from argmap.storage.disk import load
from argmap.storage.history import file_changes, last_days


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Prints a map, or the works it cites, in one of these formats: "
        f"{', '.join(EXPORTS)}. Those of the works are bibtex, ris and csl-json; argdown, gsn2x "
        "and mermaid are formats of others, which cannot say all that a map says."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument("as_format", choices=list(EXPORTS), metavar="FORMAT", help="json, or another of those above")
    command.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    add_site_url(command)
    command.add_argument(
        "--report",
        choices=FORMS,
        help="tell, where errors are told, what becomes of everything that the map says in a format of others: text to "
        "read, json for programs, md a page",
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
    sys.stdout.write(form.write(exported))
    if options.report and form.constructs:
        sys.stderr.write(render_export(form.name, report_of(exported, form.constructs), options.report))
    return CLEAN
