"""The command argmap coverage."""

import argparse
import sys

from argmap.analysis.coverage import coverage, coverage_object, coverage_text
from argmap.cli.shared import add_docs, add_text, readable, text_of
from argmap.cli.statuses import CLEAN, FOUND
from argmap.model.jsontext import json_text

_WHOLE = 100


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Counts the paragraphs, notes, works and quotations that a map carries, and names what it "
        "leaves out. With the mapped text at hand, also the citations in it that no node carries."
    )
    command.epilog = "exit status: 0 counted, 1 errors in the maps or less than --fail-under, 2 wrong usage"
    add_docs(command)
    add_text(command)
    command.add_argument("--format", choices=["text", "json"], default="text", help="text to read, json for programs")
    command.add_argument(
        "--fail-under", type=_percentage, default=0, metavar="N", help="fail if anything is covered by less than N %%"
    )
    command.set_defaults(run=_run)


def _percentage(text: str) -> int:
    if not (text.isdecimal() and int(text) <= _WHOLE):
        message = f"{text} is no number from 0 to {_WHOLE}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _run(options: argparse.Namespace) -> int:
    _, chosen = readable(options)
    if chosen is None:
        return FOUND
    counted = {argument_map.id: coverage(argument_map, text_of(options, argument_map)) for argument_map in chosen}
    if options.format == "json":
        sys.stdout.write(json_text({map_id: coverage_object(covered) for map_id, covered in counted.items()}))
    else:
        sys.stdout.write("".join(coverage_text(map_id, covered) for map_id, covered in counted.items()))
    shares = [share for covered in counted.values() for share in covered.shares().values()]
    return FOUND if any(share.percent < options.fail_under for share in shares) else CLEAN
