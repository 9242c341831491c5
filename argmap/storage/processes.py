"""The only module that starts a process."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


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
