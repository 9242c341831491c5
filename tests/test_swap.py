"""A build takes the last one's place whole or not at all, whatever happens meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.storage import swap
from argmap.storage.disk import DiskError
from argmap.storage.swap import put_in_place, staging_dir
from argmap.storage.writing import put_file, save

BUILDER = """
import sys
from pathlib import Path
from argmap.storage.writing import save
number = 0
while True:
    number += 1
    save(Path(sys.argv[1]), {f"{part}/{name}.md": f"{sys.argv[2]} {number}" for part in range(5) for name in range(20)})
    print(number, flush=True)
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from argmap.storage.writing import save
place = Path(sys.argv[1])

def built(words, last_step):
    step = 0
    def watch(event, arguments):
        nonlocal step
        step += event.partition(".")[0] in ("open", "os", "shutil", "tempfile", "fcntl", "ctypes")
        if step == last_step:
            os.kill(os.getpid(), signal.SIGKILL)
    process = os.fork()
    if process == 0:
        sys.addaudithook(watch)
        try:
            save(place, {f"{part}/{name}.md": words for part in range(2) for name in range(3)})
        finally:
            os._exit(0)
    return os.waitpid(process, 0)[1] == 0

step, done = 0, built("0", None)
while step == 0 or not done:
    step += 1
    done = built(str(step), step)
    files = sorted(place.rglob("*.md"))
    print(len(files), *sorted({file.read_text() for file in files}))
"""
"""Builds again and again, each time killed one step later, until it is done: a step is what the system is asked for."""


def whole(place: Path) -> str:
    """Return what all files of a build say; fails if one is missing or says something else."""
    told = [file.read_text(encoding="utf-8") for file in sorted(place.rglob("*.md"))]
    assert len(told) == 100
    assert len(set(told)) == 1
    return told[0]


def left_over(place: Path) -> list[str]:
    return [path.name for path in place.parent.iterdir() if path != place]


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_killed_at_any_step_the_last_build_stays_whole_or_the_new_one_is_there(tmp_path: Path) -> None:
    place = tmp_path / "out"

    command = [sys.executable, "-c", KILLED, str(place)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    assert len(told) > 30
    last = "6 0"
    for step, said in enumerate(told, start=1):
        assert said in (last, f"6 {step}")  # six files that all say the same
        last = said
    assert told[0] == "6 0"
    assert last == f"6 {len(told)}"
    save(place, {"a.md": "new"})
    assert left_over(place) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a second build is refused")
def test_of_two_builds_at_once_both_are_whole_and_one_is_the_last(tmp_path: Path) -> None:
    place = tmp_path / "out"
    commands = [[sys.executable, "-c", BUILDER, str(place), name] for name in ("one", "two")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    for _ in range(20):
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline()  # it has built once more, and not failed
    for process in processes:
        process.kill()
        process.communicate()

    assert whole(place)


FULL = """
import resource, sys
from pathlib import Path
from argmap.storage.disk import DiskError
from argmap.storage.writing import put_file, save
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
place, long = Path(sys.argv[1]), "new" * 1000
for write in (lambda: save(place, {"a.md": long}), lambda: put_file(place / "b.md", long)):
    try:
        write()
    except DiskError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be kept from writing more")
def test_on_a_full_disk_the_last_build_stays_and_it_is_said(tmp_path: Path) -> None:
    place = tmp_path / "out"
    save(place, {"a.md": "old", "b.md": "old"})

    told = subprocess.run([sys.executable, "-c", FULL, str(place)], check=True, capture_output=True, text=True).stdout

    assert told.splitlines() == [
        f"cannot write {place}: File too large; what it held before is still there",
        f"cannot write {place / 'b.md'}: File too large",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {file.name: file.read_text(encoding="utf-8") for file in place.iterdir()} == {"a.md": "old", "b.md": "old"}


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can write")
def test_in_a_read_only_folder_it_is_said() -> None:
    with pytest.raises(DiskError, match="cannot write /proc/self/out"):
        save(Path("/proc/self/out"), {"a.md": "x"})
    with pytest.raises(DiskError, match=r"cannot write /proc/self/a\.md"):
        put_file(Path("/proc/self/a.md"), "x")


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do as systems do that cannot exchange two folders in one step."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("without_exchange")
def test_where_folders_cannot_be_exchanged_the_old_one_goes_aside(tmp_path: Path) -> None:
    place = tmp_path / "out"
    for content in ("first", "second"):
        save(place, {"a.md": content})
        assert (place / "a.md").read_text(encoding="utf-8") == content
    assert left_over(place) == []


@pytest.mark.usefixtures("without_exchange")
def test_what_a_killed_run_had_put_aside_is_put_back(tmp_path: Path) -> None:
    place = tmp_path / "out"
    save(place, {"a.md": "old"})
    place.rename(tmp_path / ".out-new-abc.old")
    (tmp_path / ".out-new-abc").mkdir()

    with staging_dir(place):
        assert (place / "a.md").read_text(encoding="utf-8") == "old"
    assert left_over(place) == []


@pytest.mark.usefixtures("without_exchange")
def test_a_failed_swap_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "out", {"a.md": "old"})
    rename = Path.rename
    calls: list[Path] = []

    def fail_at_second(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_at_second)
    with pytest.raises(DiskError, match="No space left"):
        save(tmp_path / "out", {"a.md": "new"})

    assert (tmp_path / "out/a.md").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "out"

    with staging_dir(place) as first:
        (first / "a.md").write_text("first", encoding="utf-8")
        save(place, {"a.md": "second"})
        put_in_place(first, place)

    assert (place / "a.md").read_text(encoding="utf-8") == "first"
    assert left_over(place) == []


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_build_can_be_read_by_everybody(tmp_path: Path) -> None:
    save(tmp_path / "out", {"a.md": "x"})

    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755
