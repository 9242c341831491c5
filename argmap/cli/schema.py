"""The command argmap schema."""

import argparse
import sys

from argmap.cli.statuses import CLEAN, EXITS, WRONG_USAGE
from argmap.export.schemas import schemas
from argmap.model.jsontext import json_text
from argmap.read.meant import closest, excerpt


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    names = list(schemas())
    command.description = (
        "Prints the form of a file as a JSON Schema, for editors and programs. The schemas are "
        f"{', '.join(names)}; export is that of map.json of version 1."
    )
    command.epilog = EXITS
    command.add_argument("name", metavar="NAME", help="one of those above")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    published = schemas()
    if options.name not in published:
        hint = closest(options.name, published) or f"there are: {', '.join(published)}"
        sys.stderr.write(f'argmap: there is no schema "{excerpt(options.name)}"; {hint}\n')
        return WRONG_USAGE
    sys.stdout.write(json_text(published[options.name]))
    return CLEAN
