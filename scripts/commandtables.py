"""Writes the tables of commands into manual/commands.md, where code hosts show them too."""

import argparse
import re
from pathlib import Path

from argmap.cli.program import words

FILE = Path(__file__).resolve().parent.parent / "manual" / "commands.md"
_MARKED = re.compile(r"(<!-- commands -->\n).*?(<!-- end of commands -->)", re.DOTALL)
_HEAD = "\n| Option | What it does |\n|---|---|\n"


def with_commands(page: str) -> str:
    """Fill a page's list of commands.

    Args:
        page: The page's text; `<!-- commands -->` and `<!-- end of commands -->` stand around the list.

    Returns:
        The text with each command, what it does, and its options, as the command line has them.
    """
    (commands,) = (one for one in words()._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no other way to read them
    told = "\n".join(_told(name, command) for name, command in commands.choices.items())
    return _MARKED.sub(lambda match: f"{match[1]}\n{told}\n{match[2]}", page)


def _told(name: str, command: argparse.ArgumentParser) -> str:
    options = [one for one in command._actions if one.dest != "help"]  # noqa: SLF001 - as above
    rows = "".join(f"| {_named(one)} | {_meant(one)} |\n" for one in options)
    return f"## argmap {name}\n\n{_plain(command.description or '')}\n{_HEAD}{rows}"


def _named(option: argparse.Action) -> str:
    """Write an option as it is typed, or the name that stands for a word of the command line."""
    value = str(option.metavar or (option.dest if not option.option_strings else option.dest.upper()))
    if option.choices and not option.metavar:
        value = ", ".join(map(str, option.choices))
    if not option.option_strings:
        return f"`{value}`" if option.nargs not in ("?", "*") else f"`[{value}]`"
    return ", ".join(f"`{name}`" if option.nargs == 0 else f"`{name} {value}`" for name in option.option_strings)


def _meant(option: argparse.Action) -> str:
    return _plain((option.help or "") % {"default": option.default})


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;").replace("|", r"\|")


if __name__ == "__main__":
    FILE.write_text(with_commands(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
