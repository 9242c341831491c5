"""Runs the tests that need no browser with the lowest versions that argmap allows. Makes what it needs first."""

import argparse
import sys

from environment import LOWEST_LOCK, module, run_with

_KINDS = ["-m", "not browser", "-k", "not zensical and not host_sites"]
_TESTS = ["pytest", "--numprocesses=auto", "--dist=worksteal", *_KINDS]
"""All but those that need a browser, and those of builders and plugins that ask for newer versions."""

_OF_THE_LOCK = [
    "tests/test_words.py::test_the_catalogue_is_what_the_script_writes",
    "tests/test_catalogues.py::test_a_catalogue_of_a_language_is_what_the_script_writes",
]
"""Tests of what is written with the versions that this repository has locked."""


def main() -> int:
    """Run the tests and return their exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="more words for pytest, such as a file of tests")
    options = parser.parse_args()
    left_out = [f"--deselect={test}" for test in _OF_THE_LOCK]
    return run_with(LOWEST_LOCK, lambda python: module(python, *_TESTS, *left_out, *options.words))


if __name__ == "__main__":
    sys.exit(main())
