"""Runs the tests that need no browser with the lowest versions that argmap allows. Makes what it needs first."""

import argparse
import subprocess
import sys

from environment import LOWEST_LOCK, ROOT, EnvironmentFailure, child_environ, ensure, module

_KINDS = ["-m", "not browser", "-k", "not zensical and not host_sites"]
_TESTS = ["pytest", "--numprocesses=auto", "--dist=worksteal", *_KINDS]
"""All but those that need a browser, and those of builders and plugins that ask for newer versions."""

_OF_THE_LOCK = ["tests/test_words.py::test_the_catalogue_is_what_the_script_writes"]
"""Tests of what is written with the versions that this repository has locked."""


def main() -> int:
    """Run the tests and return their exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="more words for pytest, such as a file of tests")
    options = parser.parse_args()
    try:
        command = module(ensure(LOWEST_LOCK), *_TESTS, *(f"--deselect={test}" for test in _OF_THE_LOCK), *options.words)
        return subprocess.run(command, cwd=ROOT, env=child_environ(), check=False).returncode
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
