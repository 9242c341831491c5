"""The command argmap export."""

import argparse
import sys

from argmap.cli.shared import CLEAN, EXITS, FOUND, Commands, choose, docs_option, print_findings
from argmap.disk import load
from argmap.exports import map_json
from argmap.findings import has_errors
from argmap.site import checked


def add(commands: Commands) -> None:
    """Add the command's words to those of argmap."""
    export = commands.add_parser(
        "export",
        parents=[docs_option()],
        help="print a map as data",
        description="Prints a map as one JSON object; the form is published as argmap/export.schema.json.",
        epilog=EXITS,
    )
    export.add_argument("as_format", choices=["json"], metavar="json", help="the format")
    export.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    export.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings)
    chosen = choose(options.map, maps, sources, options.docs)
    if has_errors(findings):
        print_findings(findings, options.docs)
        return FOUND
    sys.stdout.write(map_json(chosen))
    return CLEAN
