"""The command argmap coverage."""

import argparse
import sys

from argmap.analysis.coverage import coverage, coverage_object, coverage_text
from argmap.cli.shared import CLEAN, FOUND, Commands, docs_option, readable, text_of, text_options
from argmap.model.jsontext import json_text

_WHOLE = 100


def add(commands: Commands) -> None:
    """Add the command, with its options, to those of argmap."""
    counting = commands.add_parser(
        "coverage",
        parents=[docs_option(), text_options()],
        help="say how much of the mapped text a map carries",
        description="Counts the paragraphs, notes, works and quotations that a map carries, and names what it "
        "leaves out. With the mapped text at hand, also the citations in it that no node carries.",
        epilog="exit status: 0 counted, 1 errors in the maps or less than --fail-under, 2 wrong usage",
    )
    counting.add_argument("--format", choices=["text", "json"], default="text", help="text to read, json for programs")
    counting.add_argument(
        "--fail-under", type=_percentage, default=0, metavar="N", help="fail if anything is covered by less than N %%"
    )
    counting.set_defaults(run=_run)


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
