"""Pictures that are made in a process of their own, before somebody asks for them."""

import io
import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from threading import Event

import pytest

from argmap.diagrams import apart
from argmap.diagrams.apart import PicturesApart, Wanted, answer
from argmap.diagrams.pictures import missing_pictures, pictures
from argmap.diagrams.previews import Preview, missing_previews, preview_pictures
from argmap.storage.background import Background
from argmap.storage.cache import Cache
from argmap.storage.processes import Companion, NotStarted, ProcessFailed
from drawings import drawn

PREVIEWS = {f"m/{number}/preview.png": Preview("claim", "Claim", f"It is {number}", "", "A map") for number in range(3)}


@pytest.fixture(scope="module")
def drawings() -> dict[str, str]:
    """Draw something in many sizes: as much as is worth a process."""
    svg = drawn("It will rain")
    return {f"m/{number}.svg": svg.replace('width="', f'data-number="{number}" width="', 1) for number in range(25)}


def snowy(drawings: dict[str, str]) -> dict[str, str]:
    return {path: svg.replace("rain", "snow") for path, svg in drawings.items()}


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Companion]:
    """Gather the processes that are started."""
    started = []

    def start(*given: str) -> Companion:
        started.append(Companion(*given))
        return started[-1]

    monkeypatch.setattr(apart, "Companion", start)
    return started


def test_many_pictures_are_made_by_another_process_and_found_in_the_cache(
    tmp_path: Path, drawings: dict[str, str], processes: list[Companion], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, beside = Cache(tmp_path), PicturesApart(Background())

    beside.begin(cache, lambda: (PREVIEWS, drawings))
    beside.begin(cache, lambda: ({}, snowy(drawings)))
    beside.close().result()

    assert len(processes) == 1
    monkeypatch.setattr("typst.compile", None)
    assert len(dict(pictures(drawings, cache))) == 2 * len(drawings)
    assert dict(preview_pictures(PREVIEWS, cache)).keys() == PREVIEWS.keys()
    with pytest.raises(ProcessFailed):
        processes[0].ask(b"{}")


def test_a_picture_is_the_same_whoever_makes_it(tmp_path: Path, drawings: dict[str, str]) -> None:
    lines = [json.dumps({"previews": {path: astuple(preview) for path, preview in PREVIEWS.items()}}).encode()]
    lines += [json.dumps({"drawings": drawings}).encode()]
    answers = io.BytesIO()

    answer(io.BytesIO(b"\n".join(lines)), answers, Cache(tmp_path))

    assert answers.getvalue() == b"\n\n"
    for cache in (Cache(tmp_path), Cache(None)):
        is_kept = cache.folder is not None
        assert bool(missing_pictures(drawings, cache) or missing_previews(PREVIEWS, cache)) is not is_kept
    assert dict(pictures(drawings, Cache(tmp_path))) == dict(pictures(drawings, Cache(None)))


@pytest.mark.parametrize("number", [0, 24])
def test_for_few_pictures_no_process_is_started(
    number: int, tmp_path: Path, drawings: dict[str, str], processes: list[Companion]
) -> None:
    beside = PicturesApart(Background())

    beside.begin(Cache(tmp_path), lambda: ({}, dict(list(drawings.items())[:number])))
    beside.begin(Cache(None), lambda: ({}, drawings))  # there is nowhere to keep them
    beside.close().result()
    beside.drop()

    assert processes == []


def test_what_is_there_already_is_not_made_again(
    tmp_path: Path, drawings: dict[str, str], processes: list[Companion]
) -> None:
    cache, beside = Cache(tmp_path), PicturesApart(Background())
    list(pictures(drawings, cache))

    beside.begin(cache, lambda: ({}, drawings))
    beside.close().result()

    assert processes == []


def _cannot_start(*given: str) -> Companion:
    del given
    message = "no"
    raise NotStarted(message)


def test_whatever_becomes_of_the_process_nothing_is_told_and_the_next_begins_anew(
    tmp_path: Path, drawings: dict[str, str], processes: list[Companion], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, background = Cache(tmp_path), Background()
    beside = PicturesApart(background)

    others = snowy(drawings)

    def killed_before_it_is_asked() -> Wanted:
        processes[0].kill()
        return {}, others

    beside.begin(cache, lambda: (PREVIEWS, dict(list(drawings.items())[:24])))
    beside.begin(cache, killed_before_it_is_asked)
    beside.begin(cache, lambda: ({}, others))
    beside.close().result()
    assert len(processes) == 2
    assert not missing_pictures(others, cache)

    monkeypatch.setattr(apart, "Companion", _cannot_start)
    beside.begin(Cache(tmp_path / "another"), lambda: ({}, drawings))
    beside.close().result()
    assert missing_pictures(drawings, Cache(tmp_path / "another")) == drawings


def test_what_was_begun_ends_when_it_is_dropped(
    tmp_path: Path, drawings: dict[str, str], processes: list[Companion]
) -> None:
    background, held = Background(), Event()
    beside = PicturesApart(background)
    many = {f"{number}-{path}": svg + " " * number for number in range(40) for path, svg in drawings.items()}

    def dropped_meanwhile() -> Wanted:
        beside.drop()
        return {}, many

    beside.begin(Cache(tmp_path), lambda: ({}, drawings))
    background.submit(held.wait)
    beside.begin(Cache(tmp_path), dropped_meanwhile)
    beside.begin(Cache(tmp_path), lambda: ({}, many))
    held.set()
    beside.close().result()

    assert len(processes) == 1
    assert len(missing_pictures(many, Cache(tmp_path))) >= len(many) - 25
    with pytest.raises(ProcessFailed):
        processes[0].ask(b"{}")


def test_a_companion_takes_nothing_from_the_folder_in_which_argmap_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "strange.py").write_text("print('taken')")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "answering.py").write_text(
        "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path, str(tmp_path / "there")])

    assert _answered("answering", b"a line") == b"a line"
    with pytest.raises(ProcessFailed, match="ended"):
        _answered("strange", b"a line")


def _answered(module: str, line: bytes) -> bytes:
    companion = Companion(module)
    try:
        return companion.ask(line)
    finally:
        companion.close()


def test_where_python_cannot_be_started_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)

    with pytest.raises(NotStarted):
        Companion("argmap")
