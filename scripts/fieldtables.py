"""Writes the tables of fields into the pages of the manual, where code hosts show them too."""

import re
from pathlib import Path

from argmap.model.fields import FIELD_TABLES, Field, Form

MANUAL = Path(__file__).resolve().parent.parent / "manual"
PAGES = ("format.md", "editions.md")

_TABLES = {table.name: table for table in FIELD_TABLES}
_MARKED = re.compile(r"(<!-- fields: ([a-z]+) -->\n).*?(<!-- end of fields -->)", re.DOTALL)
_HEAD = "| Field | Form | What it says | Example |\n|---|---|---|---|\n"


def with_tables(page: str) -> str:
    """Fill a page's tables of fields.

    Args:
        page: The page's text; `<!-- fields: node -->` and `<!-- end of fields -->` stand around each table.

    Returns:
        The text with each table as the list of fields has it.
    """
    return _MARKED.sub(lambda match: f"{match[1]}\n{_HEAD}{_rows(match[2])}\n{match[3]}", page)


def _rows(name: str) -> str:
    return "".join(f"| {' | '.join(_cells(field))} |\n" for field in _TABLES[name].fields)


def _cells(field: Field) -> tuple[str, ...]:
    meaning = f"{field.meaning}."
    if field.values:
        meaning += f" One of: {', '.join(f'`{value}`' for value in field.values)}."
    if field.form is Form.TEXT and not field.values and not field.pattern:
        meaning += f" At most {field.longest} characters."
    name = f"`{field.name}`" + (", required" if field.required else "")
    return name, field.form, meaning.replace("|", r"\|"), f"`{field.example}`".replace("|", r"\|")


if __name__ == "__main__":
    for file in (MANUAL / name for name in PAGES):
        file.write_text(with_tables(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
