"""What the tests promise of themselves: that they pass on any machine, however slow or busy it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from counting import calls, growth

TESTS = sorted(file for file in Path(__file__).parent.glob("*.py") if file != Path(__file__))
CLOCKS = {"time", "timeit", "sched"}
READINGS = {"now", "utcnow", "today", "sleep", "wait_for_timeout"}
IN_OTHER_WORDS = re.compile(rf"import (?:{'|'.join(CLOCKS)})\b|\b(?:setTimeout|setInterval|performance\.now|Date)\b\(")
"""How a program that a test starts, or a script that it runs in a page, comes by the time."""


def clocks(code: str) -> Iterator[str]:
    """Name what in a test's code reads a clock or waits for one."""
    for part in ast.walk(ast.parse(code)):
        match part:
            case ast.Import(names=names):
                yield from (module.name for module in names if module.name in CLOCKS)
            case ast.ImportFrom(module=str(module)) if module in CLOCKS:
                yield module
            case ast.Attribute(attr=name) if name in READINGS:
                yield name
            case ast.Constant(value=str(text)):
                yield from (found[0] for found in IN_OTHER_WORDS.finditer(text))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_no_test_reads_a_clock_or_waits_for_one(file: Path) -> None:
    assert list(clocks(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "import os, timeit",
        "from time import process_time",
        "datetime.now(tz=UTC)",
        "page.wait_for_timeout(100)",
        "run(['python', '-c', 'import time; time.sleep(1)'])",
        "page.evaluate('new Promise(done => setTimeout(done, 100))')",
    ],
)
def test_a_test_that_does_is_found_out(code: str) -> None:
    assert len(list(clocks(code))) == 1


def test_no_property_fails_because_its_examples_come_slowly() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check


def test_work_is_counted_the_same_each_time_and_what_grows_too_fast_is_told_from_what_does_not() -> None:
    def in_proportion(size: int) -> None:
        for number in range(size):
            str(number).strip()

    def in_its_square(size: int) -> None:
        for _ in range(size):
            in_proportion(size)

    assert calls(lambda: in_its_square(50)) == calls(lambda: in_its_square(50)) > 50 * 50
    assert growth(in_proportion, 100) < 2.1
    assert growth(in_its_square, 100) > 3.9
