"""Writes the tables of formats that maps can be imported from into manual/importing.md, as the code has them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from argmap.export.registry import REPORTED
from argmap.export.saying import LOST
from argmap.importing.fitting import CONSTRUCTS
from argmap.importing.registry import IMPORTERS, Importer
from argmap.model.exchange import SAID, Construct, Fate
from argmap.model.sheets import COLUMNS

FILE = Path(__file__).resolve().parent.parent / "manual" / "importing.md"
_MARKED = re.compile(
    r"(<!-- (?P<name>formats|matrix|constructs|any format|columns|exports) -->\n).*?(<!-- end of (?P=name) -->)",
    re.DOTALL,
)


def with_imports(page: str) -> str:
    """Fill a page's lists: of formats, of what becomes of each construct in them, and of the columns of a sheet.

    Args:
        page: The page's text; `<!-- formats -->` and `<!-- end of formats -->` stand around the first list, and so on.

    Returns:
        The text with the lists.
    """
    lists = {
        "formats": _formats(),
        "matrix": _matrix(),
        "constructs": "\n\n".join(
            f"### {' and '.join(names)}\n\n{_constructs(not_kept(constructs))}"
            for constructs, names in _same(IMPORTERS).items()
        ),
        "any format": _constructs(CONSTRUCTS),
        "exports": "\n\n".join(
            f"### As {name}\n\n{_constructs((one for one in constructs if one.becomes != LOST), 'In the format')}"
            for name, constructs in REPORTED.items()
        ),
        "columns": _table(("Column", "What stands in it"), ((f"`{name}`", words) for name, words in COLUMNS.items())),
    }
    return _MARKED.sub(lambda match: f"{match[1]}\n{lists[match['name']]}\n\n{match[3]}", page)


def not_kept(constructs: Iterable[Construct]) -> list[Construct]:
    """Choose what is told or lost."""
    return [construct for construct in constructs if construct.fate is not Fate.KEPT]


def _same(importers: Mapping[str, Importer]) -> dict[tuple[Construct, ...], list[str]]:
    """Gather the formats of which the same is to be said."""
    names: dict[tuple[Construct, ...], list[str]] = {}
    for importer in importers.values():
        names.setdefault(importer.constructs, []).append(importer.name)
    return names


def _matrix() -> str:
    """Write what becomes of everything that a map says in each format, and whether it comes back from it."""
    formats = [*REPORTED, *(name for name in IMPORTERS if name not in REPORTED)]
    fates = {name: {one.name: one.fate.value for one in constructs} for name, constructs in REPORTED.items()}
    brought = {name: importer.brings for name, importer in IMPORTERS.items()}
    rows = (
        (
            said,
            *(
                " ".join(
                    filter(None, [fates.get(name, {}).get(said, ""), "←" if said in brought.get(name, ()) else ""])
                )
                for name in formats
            ),
        )
        for said in SAID
    )
    return _table(("In a map", *(f"`{name}`" for name in formats)), rows)


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
