"""Asks for what a command was not given, until the answer can stand."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from argmap.cli.shared import as_text
from argmap.model.characters import forbidden_characters, visible
from argmap.read.meant import closest
from argmap.storage.disk import DiskError

_ENDED = "the answers ended before the questions did, so nothing is written"


def _sound(_answer: str) -> str:
    return ""


def ask(question: str, fault: Callable[[str], str] = _sound, longest: int = 400) -> str:
    """Ask at the terminal, and again until nothing is wrong with the answer.

    Args:
        question: The question.
        fault: Says what is wrong with an answer; an empty text where nothing is.
        longest: How many characters the answer can have.

    Returns:
        The answer, without spaces at its ends; empty where nothing was typed and `fault` takes it.

    Raises:
        DiskError: When no answer comes, or one that is no text.
    """
    with suppress(ImportError):  # with it, arrow keys move in the line; Windows does so by itself
        import readline  # noqa: F401, PLC0415 - only who is asked needs it
    while True:
        try:
            answer = as_text(input(f"{question}: ").strip())
        except (EOFError, KeyboardInterrupt) as left:
            sys.stdout.write("\n")  # what is said next begins a line
            if isinstance(left, KeyboardInterrupt):
                raise
            raise DiskError(_ENDED) from left
        signs = [character for _, _, character in forbidden_characters(answer)]
        wrong = f"it holds the character {signs[0]}, which no map may hold" if signs else fault(answer)
        if len(answer) > longest:
            wrong = f"it has {len(answer):,} characters, {longest:,} are allowed"
        if not wrong:
            return answer
        tell(wrong)


def ask_one_of(question: str, words: Sequence[str], default: str = "") -> str:
    """Ask for one of some words.

    Args:
        question: The question, which then names the words.
        words: The words.
        default: The word that is meant by an empty answer; empty for none.

    Returns:
        The word.
    """

    def fault(answer: str) -> str:
        return "" if (answer or default) in words else closest(answer, words) or f"answer one of: {', '.join(words)}"

    also = f" (empty for {default})" if default else ""
    return ask(f"{question}: {', '.join(words[:-1])} or {words[-1]}{also}", fault) or default


def tell(message: str) -> None:
    """Say something between two questions, line by line, a little to the right of them."""
    sys.stdout.write("".join(f"  {visible(line)}\n" for line in message.splitlines()))
