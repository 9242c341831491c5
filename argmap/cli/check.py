"""The command argmap check."""

import argparse
import sys

from argmap.check.reports import FORMATS, render
from argmap.cli.shared import CLEAN, EXITS, FOUND, Commands, docs_option
from argmap.model.findings import has_errors
from argmap.site.validate import checked_with_pages
from argmap.storage.disk import load


def add(commands: Commands) -> None:
    """Add the command, with its options, to those of argmap."""
    check = commands.add_parser(
        "check",
        parents=[docs_option()],
        help="say what is wrong with the maps, and how to mend it",
        description="Reads every map of the docs folder and prints all findings. Writes nothing.",
        epilog=EXITS,
    )
    check.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text to read, json for programs, github for annotations in workflows, sarif for code scanning",
    )
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked_with_pages(sources.texts, sources.findings, sources.others)
    sys.stdout.write(render(findings, options.format, root=options.docs.as_posix()))
    if not maps and options.format == "text":
        sys.stdout.write(f"there is no map in {options.docs}: a map is a folder with a map.yml\n")
    return FOUND if has_errors(findings) else CLEAN
