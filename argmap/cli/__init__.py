"""The command line: argmap check, build, export, coverage and verify; one module a command."""

from argmap.cli.program import main
from argmap.cli.shared import CLEAN, FOUND, WRONG_USAGE

__all__ = ["CLEAN", "FOUND", "WRONG_USAGE", "main"]
