"""The command argmap verify."""

import argparse
import sys
from datetime import UTC, datetime

from argmap.analysis.coverage import coverage
from argmap.analysis.verification import verify
from argmap.check.reports import render
from argmap.cli.shared import add_docs, add_text, readable, text_of
from argmap.cli.statuses import CLEAN, FOUND
from argmap.model.maps import ArgumentMap
from argmap.read.layout import VERIFIED_FILE
from argmap.read.sources import DocsFiles
from argmap.storage.writing import put_file


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Looks up every quotation, word for word, in the paragraph that its locator names, and records "
        "what was found in the map's verified.json, so that the site can tell it without the text."
    )
    command.epilog = "exit status: 0 all found, or no text at hand; 1 errors or quotations not found; 2 wrong usage"
    add_docs(command)
    add_text(command)
    command.add_argument("--check", action="store_true", help="write nothing; fail if verified.json is out of date")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources, chosen = readable(options, mended="" if options.check else "AM058")
    if chosen is None:
        return FOUND
    return max([CLEAN, *(_verify(options, argument_map, sources) for argument_map in chosen)])


def _verify(options: argparse.Namespace, argument_map: ArgumentMap, sources: DocsFiles) -> int:
    text = text_of(options, argument_map)
    if text is None:
        share = coverage(argument_map).quotations
        if share.of:
            sys.stdout.write(f"{argument_map.id}: the mapped text is not at hand; by {VERIFIED_FILE}, ")
            sys.stdout.write(f"{share.covered} of {share.of} quotations were looked up as they now stand\n")
        return CLEAN
    verification = verify(argument_map, text, datetime.now(tz=UTC).date().isoformat())
    if verification.findings:
        sys.stdout.write(render(verification.findings, "text", root=options.docs.as_posix()))
        return FOUND
    sys.stdout.write(f"{argument_map.id}: all {verification.found} quotations were found word for word\n")
    path = f"{argument_map.id}/{VERIFIED_FILE}"
    if sources.texts.get(path) == verification.record:
        return CLEAN
    if options.check:
        sys.stdout.write(f"{options.docs / path} is out of date; argmap verify writes it anew\n")
        return FOUND
    put_file(options.docs / path, verification.record)
    sys.stdout.write(f"wrote {options.docs / path}\n")
    return CLEAN
