"""Whatever the tests leave out of argmap fails the step `tests`, which says where."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from repository import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import covering

WHOLE = """
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def used(
    number: int,
) -> int:
    \"\"\"Say it.\"\"\"
    while True:
        if number > 9:  # pragma: no cover - never so great
            for _ in range(number):
                return 7
        if (
            number
        ):  # pragma: no branch - never nothing
            return number
"""
LEFT_OUT = """
def not_to_its_end(number: int) -> int:
    if number:
        return 1
    return (
        2
    )


def in_one_way(number: int) -> int:
    if number:
        number += 1
    for each in range(number):
        match each:
            case 5:
                number += 1
    return number


def without_a_reason(number: int) -> int:
    if number == 0:  # pragma: no cover
        return 3
    return number
"""
TESTS = """
import pytest

from argmap import {module}


@pytest.mark.parametrize("function", [each for name, each in vars({module}).items() if "_" in name or name == "used"])
def test_it(function):
    if callable(function):
        function(1)
"""


def covered(folder: Path, module: str, *words: str, **modules: str) -> tuple[int, list[str]]:
    """Write a package and tests of one of its modules, run them, and return the status and what is told of coverage."""
    files = {"argmap/__init__.py": "", **{f"argmap/{name}.py": text for name, text in modules.items()}}
    for name, text in {**files, "test_it.py": TESTS.format(module=module)}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "scripts.covering", "-q", "--disable-plugin-autoload", *words]
    done = subprocess.run(
        command, cwd=folder, env={**environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True
    )
    return done.returncode, done.stdout.partition("= coverage =")[2].splitlines()[1:-1]


def test_tests_pass_that_reach_all_but_what_a_comment_gives_a_reason_for(tmp_path: Path) -> None:
    assert covered(tmp_path, "whole", whole=WHOLE) == (0, ["5 statements and 0 branches of argmap, all reached"])


def test_tests_fail_that_leave_out_a_line_a_way_or_a_module_in_several_processes_too(tmp_path: Path) -> None:
    workers = ["-p", "xdist", "--numprocesses=2"]

    status, told = covered(tmp_path, "left", *workers, whole=WHOLE, left=LEFT_OUT, data="NUMBERS = [1]\n")

    assert status == pytest.ExitCode.TESTS_FAILED
    assert told[:-1] == [
        "argmap/data.py: no test imports it",
        "argmap/left.py: 5, 11->13, 16, 22",
        "argmap/whole.py: no test imports it",
    ]
    assert told[-1].endswith("NOT all reached: see above")


def test_what_a_worker_reached_is_not_lost_unnoticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "argmap").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(covering, "_COVERING", covering.Covering())
    gone = SimpleNamespace(gateway=SimpleNamespace(id="gw1"))
    told = {"scripts.covering": json.dumps({"meta": {"software": "slipcover"}, "files": {}})}

    covering.pytest_testnodedown(SimpleNamespace(workeroutput=told))
    assert covering.Covering().judge()
    covering.pytest_testnodedown(gone)

    run = vars(covering)["_COVERING"]
    assert not run.judge()
    assert run.said[0] == "what gw1 reached is lost"


def test_a_module_is_measured_as_it_is_now_whatever_it_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, module = tmp_path / "kept", tmp_path / "module.py"
    monkeypatch.setattr(covering, "_MARKED", kept)

    for number in (1, 1, 2):
        module.write_text(f"NUMBER = {number}\n", encoding="utf-8")
        names: dict[str, object] = {}
        probes = vars(covering)["_Probes"](branch=True)
        exec(probes.probed(covering.marked(module)), names)  # noqa: S102 - written above
        assert names["NUMBER"] == number
    assert len([*kept.iterdir()]) == 1
