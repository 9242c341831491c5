"""The only module that starts a process."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, cast


class ProcessFailed(Exception):  # noqa: N818 - read as a sentence where it is caught
    """A program is missing, failed, or took too long; the message says which in plain words."""


class NotStarted(ProcessFailed):
    """The program is missing, or not one that can run here."""


class TookTooLong(ProcessFailed):
    """The program was not done in time, and was ended."""


def run(command: Sequence[str], stdin: bytes, *, timeout: float, folder: Path | None = None) -> bytes:
    """Run a program without a shell.

    Args:
        command: The program and its arguments.
        stdin: What to send to its standard input.
        timeout: After how many seconds to end it.
        folder: The folder in which it runs; the one where argmap runs if it is none.

    Returns:
        Its standard output.

    Raises:
        ProcessFailed: When the program failed, with what it wrote to its standard error.
        NotStarted: When the program could not be started.
        TookTooLong: When it was not done in time.
    """
    try:
        process = subprocess.run(  # noqa: S603 - no shell, fixed programs
            command, input=stdin, capture_output=True, timeout=timeout, check=False, cwd=folder
        )
    except subprocess.TimeoutExpired as error:
        message = f"{command[0]} did not finish within {timeout:.0f} seconds"
        raise TookTooLong(message) from error
    except OSError as error:
        message = f"{command[0]} cannot be started: {error.strerror}"
        raise NotStarted(message) from error
    if process.returncode != 0:
        stderr = " ".join(process.stderr.decode("utf-8", "replace").split())[:500]
        message = f"{command[0]} failed: {stderr or f'exit status {process.returncode}'}"
        raise ProcessFailed(message)
    return process.stdout


class Companion:
    """A module of ours that goes on in a Python of its own, and answers each line with a line.

    It finds packages where this process does, and ends when this process does.

    Args:
        module: The name of the module, which is run as a program.
        *arguments: What it is given.

    Raises:
        NotStarted: When it could not be started.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        # Nothing is taken from the folder in which argmap runs: a repository may have a module called like a library's.
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell, this very Python
                [sys.executable, "-P", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environ,
            )
        except OSError as error:
            raise NotStarted(str(error)) from error
        self._asking = cast("IO[bytes]", self._process.stdin)
        self._answering = cast("IO[bytes]", self._process.stdout)

    def ask(self, line: bytes) -> bytes:
        """Send a line, and wait for the answer.

        Args:
            line: The line, without its end.

        Returns:
            The answer, without its end.

        Raises:
            ProcessFailed: When the module is not running any more.
        """
        try:
            self._asking.write(line + b"\n")
            self._asking.flush()
            answer = self._answering.readline()
        except (OSError, ValueError) as error:
            raise ProcessFailed(str(error)) from error
        if not answer:
            message = "it has ended"
            raise ProcessFailed(message)
        return answer.removesuffix(b"\n")

    def kill(self) -> None:
        """End it, at once; whoever waits for an answer is told that it failed."""
        self._process.kill()

    def close(self) -> None:
        """Take back what it had of the machine; to be called by who asks it, when nobody waits for an answer."""
        self.kill()
        self._process.communicate()
