"""Runs an argmap command, such as check, new or diff. Makes what it needs in .venv first."""

import sys

from environment import BUILD_LOCK, module, run_with


def main() -> int:
    """Run the command and return its exit status."""
    return run_with(BUILD_LOCK, lambda python: module(python, "argmap", *(sys.argv[1:] or ["--help"])))


if __name__ == "__main__":
    sys.exit(main())
