"""The tutorial, followed word for word."""

import re
import shlex
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, main
from argmap.read.maps import read
from argmap.storage.disk import load
from repository import ROOT, built, commit, git

TUTORIAL = (ROOT / "manual" / "tutorial.md").read_text(encoding="utf-8")
STEPS = re.findall(r"(?:^`(docs/[^`]+)`:\n\n)?^```(\w+)\n(.*?)^```$", TUTORIAL, flags=re.MULTILINE | re.DOTALL)
"""Each step: the file that it writes, if it does, the language of what is shown, and what is shown."""

OWN = 'voice: [mill]\ncites: ["mill-1859, chapter 2"]\n'
"""What the reader is asked to add to the two nodes that are the reader's to write."""


def test_the_tutorial_ends_with_a_map_an_edition_and_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said: dict[str, list[str]] = {}
    for path, language, text in STEPS:
        if language != "sh":
            assert path, text
            Path(path).write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            words = shlex.split(line)
            if words[0] == "argmap":
                status = main(words[1:])
                told = capsys.readouterr()
                said.setdefault(words[1], []).append(told.out + told.err)
                assert status in ((CLEAN, FOUND) if words[1] in ("new", "check") else (CLEAN,)), told
            elif words[:2] == ["git", "commit"]:
                commit(tmp_path)
            else:
                git(tmp_path, *words[1:])
        if "argmap new claim" in text:  # "Add … to both."
            for file in Path("docs/free-speech/nodes").glob("uncontested-*.md"):
                lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
                body = "\n".join(line for line in lines[1:] if not line.startswith("cites:"))
                file.write_text(f"---\n{OWN}{body}\n", encoding="utf-8")

    assert said["check"][-1].startswith("no findings") or not said["check"][-1].strip(), said["check"]
    (ours,) = (one for one in read(load(tmp_path / "docs").texts).maps if one.id == "free-speech")
    assert len(ours.nodes) == 9
    assert (ours.edition, [entry.name for entry in ours.editions]) == ("draft", ["draft", "1.0"])
    assert (tmp_path / "docs/free-speech/editions/1.0.json").is_file()
    site = built(tmp_path / "mkdocs.yml")
    thesis = (site / "free-speech/opinion-must-be-free/index.html").read_text(encoding="utf-8")
    assert "answered" in thesis
    assert (site / "free-speech/1.0/only-if-temperate/index.html").is_file()
