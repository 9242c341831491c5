"""The command line: a module for each command."""

from argmap.cli.program import main
from argmap.cli.statuses import CLEAN, FOUND, WRONG_USAGE

__all__ = ["CLEAN", "FOUND", "WRONG_USAGE", "main"]
