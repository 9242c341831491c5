"""Writes the tables of formats that maps can be imported from into docs/importing.md, as the code has them."""

import re
from collections.abc import Iterable
from pathlib import Path

from argmap.export.registry import EXPORTS
from argmap.importing.fitting import CONSTRUCTS
from argmap.importing.registry import IMPORTERS
from argmap.importing.sheets import COLUMNS
from argmap.model.exchange import Construct

FILE = Path(__file__).resolve().parent.parent / "docs" / "importing.md"
_MARKED = re.compile(
    r"(<!-- (?P<name>formats|constructs|any format|columns|exports) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL
)


def with_imports(page: str) -> str:
    """Fill a page's lists of formats, of what becomes of each construct of them, and of the columns of a sheet.

    Args:
        page: The page's text; `<!-- formats -->` and `<!-- end of formats -->` stand around the first list, and so on.

    Returns:
        The text with the lists.
    """
    lists = {
        "formats": _formats(),
        "constructs": "\n\n".join(
            f"### {importer.name}\n\n{_constructs(importer.constructs)}" for importer in IMPORTERS.values()
        ),
        "any format": _constructs(CONSTRUCTS),
        "exports": "\n\n".join(
            f"### As {form.name}\n\n{_constructs(form.constructs, 'In the format')}"
            for form in EXPORTS.values()
            if form.constructs
        ),
        "columns": _table(("Column", "What stands in it"), ((f"`{name}`", words) for name, words in COLUMNS.items())),
    }
    return _MARKED.sub(lambda match: f"{match[1]}\n{lists[match['name']]}\n\n{match[3]}", page)


def _formats() -> str:
    rows = (
        (
            f"`{importer.name}`",
            importer.meaning,
            ", ".join(f"`{ending}`" for ending in importer.endings),
            "all files" if importer.together else "each file",
        )
        for importer in IMPORTERS.values()
    )
    return _table(("Format", "What it is", "Files", "A map is made of"), rows)


def _constructs(constructs: Iterable[Construct], other_side: str = "In the map") -> str:
    rows = ((construct.name, construct.fate.value, construct.becomes) for construct in constructs)
    return _table(("Construct", "Fate", other_side), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    FILE.write_text(with_imports(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
