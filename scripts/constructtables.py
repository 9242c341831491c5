"""Writes what becomes of each format's constructs into docs/importing.md, where code hosts show it too."""

import re
from collections.abc import Iterable
from pathlib import Path

from argmap.importing.fitting import CONSTRUCTS
from argmap.importing.registry import IMPORTERS
from argmap.model.exchange import Construct

FILE = Path(__file__).resolve().parent.parent / "docs" / "importing.md"
_MARKED = re.compile(r"(<!-- imports -->\n).*?(<!-- end of imports -->)", re.DOTALL)
_HEAD = "| Construct | Fate | In the map |\n|---|---|---|\n"


def with_constructs(page: str) -> str:
    """Fill a page's lists of what becomes of constructs.

    Args:
        page: The page's text; `<!-- imports -->` and `<!-- end of imports -->` stand around the lists.

    Returns:
        The text with a list of each format's constructs, and one of those that any input can have.
    """
    parts = [
        f"### {form.name}\n\n{form.meaning[0].upper()}{form.meaning[1:]}.\n\n{_table(form.constructs)}"
        for form in IMPORTERS.values()
    ]
    parts.append(f"### Any format\n\nWhat no map can hold, whatever the input.\n\n{_table(CONSTRUCTS)}")
    told = "\n".join(parts)
    return _MARKED.sub(lambda match: f"{match[1]}\n{told}\n{match[2]}", page)


def _table(constructs: Iterable[Construct]) -> str:
    rows = (f"| {_plain(one.name)} | {one.fate} | {_plain(one.becomes)} |\n" for one in constructs)
    return _HEAD + "".join(rows)


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", r"\|")


if __name__ == "__main__":
    FILE.write_text(with_constructs(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
