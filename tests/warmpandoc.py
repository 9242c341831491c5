"""A pandoc that goes on from one question to the next: to start it takes longer than most of its answers."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Self

import pypandoc

from argmap.citations import pandoc
from argmap.storage.processes import run

_ANSWERING = """
for line in io.lines() do
  local asked = pandoc.json.decode(line, false)
  local is_answered, answer = pcall(pandoc.system.with_working_directory, asked.folder, function()
    return Writer(pandoc.read(asked.document, "json"))
  end)
  io.write(pandoc.json.encode{is_answered and answer}, "\\n")
  io.flush()
end
"""


class WarmPandoc:
    """Answers as `run` does where a pandoc is to format citations; whatever else is to be run is run."""

    def __init__(self, folder: Path) -> None:
        """Take a folder for the script, and start nothing yet."""
        self._script = folder / "answering.lua"
        self._path: str = pypandoc.get_pandoc_path()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.communicate()

    def run(self, command: list[str], stdin: bytes, **options: Any) -> bytes:  # noqa: ANN401 - as `run` has them
        """Run a program, or have the warm pandoc do what it would; what that cannot do is for a cold one to tell."""
        folder = command[-1].removeprefix("--data-dir=")
        lua = files("argmap.citations") / "citeproc.lua"
        is_usual = self._path == command[0] and command == vars(pandoc)["_command"](folder, lua)
        answer = self._answer({"folder": folder, "document": stdin.decode()}) if is_usual else None
        return answer.encode() if answer else run(command, stdin, **options)

    def _answer(self, asked: dict[str, str]) -> str | None:
        with self._lock:
            process = self._process = self._process or self._started()
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            (answer,) = json.loads(process.stdout.readline())
        return answer or None

    def _started(self) -> subprocess.Popen[bytes]:
        writer = (files("argmap.citations") / "citeproc.lua").read_text(encoding="utf-8")
        self._script.write_text(writer + _ANSWERING, encoding="utf-8")
        command = [self._path, "lua", str(self._script)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=-1
        )
