"""Writes what each module, script and style sheet is for into manual/modules.md, in its own first sentence."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "manual" / "modules.md"
PACKAGE = ROOT / "argmap"
_MARKED = re.compile(r"(<!-- modules -->\n).*?(<!-- end of modules -->)", re.DOTALL)
_COMMENT = re.compile(r"/\*\s*(.*?)\s*\*/|((?://[^\n]*\n)+)", re.DOTALL)
_SENTENCE = re.compile(r"(.+?[.])(?:\s|$)")


def with_modules(page: str) -> str:
    """Fill a page's lists of modules.

    Args:
        page: The page's text; `<!-- modules -->` and `<!-- end of modules -->` stand around the lists.

    Returns:
        The text with every room, in the order of the layers, and its modules, each with the first sentence of its
        docstring; and with the scripts and style sheets, each with that of its first comment.
    """
    told = "\n".join(_told(folder, lines) for folder, lines in (*_rooms(), *_data()))
    return _MARKED.sub(lambda match: f"{match[1]}\n{told}\n{match[2]}", page)


def _rooms() -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (layers,) = (one["layers"] for one in tools["importlinter"]["contracts"] if one.get("containers") == ["argmap"])
    for room in (room for layer in layers for room in layer.split(" | ") if (PACKAGE / room).is_dir()):
        modules = sorted(file for file in (PACKAGE / room).glob("*.py") if file.name != "__init__.py")
        yield room, [(file.name, _docstring(file)) for file in modules]


def _docstring(file: Path) -> str:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def _data() -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    files = sorted(file for file in (PACKAGE / "theme").iterdir() if file.suffix in (".js", ".css"))
    yield "theme", [(file.name, _comment(file)) for file in files]


def _comment(file: Path) -> str:
    found = _COMMENT.match(file.read_text(encoding="utf-8"))
    return (found[1] or re.sub("^// ?", "", found[2], flags=re.MULTILINE)) if found else ""


def _told(folder: str, lines: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"| `{name}` | {_first(text)} |\n" for name, text in lines)
    return f"## {folder}\n\n| | what it does |\n|---|---|\n{rows}"


def _first(text: str) -> str:
    """Return the first sentence of a text, as a cell of a table."""
    in_one_line = " ".join(text.split())
    sentence = _SENTENCE.match(in_one_line)
    return (sentence[1] if sentence else in_one_line).replace("|", r"\|")


if __name__ == "__main__":
    FILE.write_text(with_modules(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
