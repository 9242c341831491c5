"""What stands in a sheet, a table with a row for each statement: people fill it in, and maps are written as one."""

from collections.abc import Mapping

from argmap.model.kinds import Kind
from argmap.model.relations import RelationType

OF_RELATIONS = ("jointly", "because", "order", "scheme")
"""Columns that say something of all relations of their row."""

COLUMNS: Mapping[str, str] = {
    "id": "a name for the row, by which other rows point at it; without one, the row is known by its statement",
    "statement": "what it says, in one sentence; the only column that must be there",
    "title": "the same in a few words; without it, made of the statement",
    "kind": f"{', '.join(kind.value for kind in Kind)}; without it, what follows from the relations",
    **{kind.value: f"the ids of rows that this one {kind.value}" for kind in RelationType},
    "undercuts": "the steps that this row denies, as two ids: a -> b",
    "jointly": "a label that rows share which count only together, for all that this row bears on",
    "because": "why it bears so",
    "order": "its place among its siblings, a whole number",
    "scheme": "the name of its scheme of argument",
    "voice": "who says it, by name",
    "cites": "the works that it rests on, each as you would write it down, with its DOI or address",
    "notes": "a few sentences more, in Markdown",
    "tags": "words to find it by",
    "score": "a number that is carried along",
    "withdrawn": "why the row no longer stands",
}
"""The columns of a sheet, and what stands in them; several ids, names, works or tags stand with `;` between them."""
