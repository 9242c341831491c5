"""The command argmap check."""

import argparse
import sys

from argmap.check.reports import FORMATS, render
from argmap.cli.shared import add_docs
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.model.findings import has_errors
from argmap.site.validate import checked_with_pages
from argmap.storage.disk import load


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = "Reads every map of the docs folder and prints all findings. Writes nothing."
    command.epilog = EXITS
    add_docs(command)
    command.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text to read, json for programs, github for annotations in workflows, sarif for code scanning",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked_with_pages(sources.texts, sources.findings, sources.others)
    sys.stdout.write(render(findings, options.format, root=options.docs.as_posix()))
    if not maps and options.format == "text":
        sys.stdout.write(f"there is no map in {options.docs}: a map is a folder with a map.yml\n")
    return FOUND if has_errors(findings) else CLEAN
