"""A dot program in place of the sandbox, and what happens when it fails."""

import sys
from pathlib import Path

import pytest

from argmap.diagrams.engine import Failure, engine_for
from argmap.diagrams.sandbox import Sandbox
from argmap.storage.processes import ProcessFailed, run

FAKE = """#!{python}
import re, sys
text = sys.stdin.read()
with open({log!r}, "a") as log:
    log.write("called\\n")
for graph in re.findall(r"digraph[^}}]*}}", text):
    if "hang" in graph:
        sys.exit(3)
    if "mute" in graph:
        continue
    print("<?xml version='1.0'?>\\n<svg width='1pt'>" + graph + "</svg>")
"""


@pytest.fixture
def dot(tmp_path: Path) -> Path:
    """Return a program that behaves like dot: an SVG for each graph, until a bad one ends it."""
    program = tmp_path / "dot"
    program.write_text(FAKE.format(python=sys.executable, log=str(tmp_path / "log")), encoding="utf-8")
    program.chmod(0o755)
    return program


def test_a_drawing_larger_than_any_before_is_made_in_the_sandbox() -> None:
    large = "digraph {" + " ".join(f"n{number} [label={'x' * 200}]" for number in range(400)) + "}"

    small, result, again = engine_for().render(["digraph { a }", large, "digraph { a }"])

    assert isinstance(result, str)
    assert result.count("<text") == 400
    assert small == again


@pytest.mark.parametrize("folder", ["", "a file/below"])
def test_the_compiled_program_is_kept_for_the_next_time_where_there_is_a_place(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / folder))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / folder))

    assert "<svg" in Sandbox().render("digraph { a }")

    assert any(path.stat().st_size > 100_000 for path in tmp_path.rglob("*")) == (not folder)


def test_a_drawing_that_breaks_the_instance_leaves_the_next_one_whole() -> None:
    too_deep = "digraph {" + "subgraph cluster_{" * 3000 + "}" * 3000 + "}"

    broken, result = engine_for().render([too_deep, "digraph { a }"])

    assert broken == Failure("it took more stack or memory than the sandbox has")
    assert isinstance(result, str)


def test_all_drawings_go_through_one_process(dot: Path) -> None:
    results = engine_for(str(dot)).render(["digraph a {}", "digraph b {}"])

    assert [isinstance(result, str) and "digraph" in result for result in results] == [True, True]
    assert (dot.parent / "log").read_text(encoding="utf-8") == "called\n"


def test_the_drawing_that_ends_the_program_is_found_and_the_others_are_made(dot: Path) -> None:
    results = engine_for(str(dot)).render(["digraph a {}", "digraph hang {}", "digraph mute {}", "digraph b {}"])

    assert [isinstance(result, Failure) for result in results] == [False, True, True, False]


def test_nothing_to_draw_starts_nothing() -> None:
    assert engine_for("/no/such/program").render([]) == []
    assert engine_for().render([]) == []


def test_engines_are_told_apart() -> None:
    assert engine_for("/a/dot").name != engine_for("/b/dot").name != engine_for().name


def test_a_program_that_is_missing_is_a_failure_that_says_so() -> None:
    result = engine_for("/no/such/program").render(["digraph a {}"])[0]

    assert isinstance(result, Failure)
    assert "/no/such/program cannot be started" in result.message


def test_a_program_that_does_not_end_is_ended() -> None:
    with pytest.raises(ProcessFailed, match="did not finish within 0 seconds"):
        run([sys.executable, "-c", "import threading; threading.Event().wait()"], b"", timeout=0.2)


def test_what_a_failing_program_says_is_passed_on() -> None:
    with pytest.raises(ProcessFailed, match="failed: it broke"):
        run([sys.executable, "-c", "import sys; sys.exit('it broke')"], b"", timeout=600)
    with pytest.raises(ProcessFailed, match="exit status 7"):
        run([sys.executable, "-c", "import sys; sys.exit(7)"], b"", timeout=600)
