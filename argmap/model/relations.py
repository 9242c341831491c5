"""How one node can bear on another, and in which words that is said: the one list of relations.

How a relation looks is in `appearance`; its field in the front matter is in `fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class RelationType(StrEnum):
    """How one node bears on another, or (an undercut) on another's bearing."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    QUALIFIES = "qualifies"
    UNDERCUTS = "undercuts"


@dataclass(frozen=True, slots=True)
class RelationWords:
    """One relation in words, the same on every page.

    `verb` stands between its ends in a sentence and on a drawing; `heading` above the list of what bears on a node in
    this way, and `anchor` is that list's address on the page. `one` and `many` count what bears; `one` also stands
    before a node in an outline. `bears` says it from the other end, before the title of what is borne on.
    """

    verb: str
    heading: str
    anchor: str
    one: str
    many: str
    bears: str


RELATIONS: Mapping[RelationType, RelationWords] = {
    RelationType.SUPPORTS: RelationWords("supports", "Reasons", "reasons", "reason", "reasons", "a reason for"),
    RelationType.ATTACKS: RelationWords(
        "attacks", "Objections", "objections", "objection", "objections", "an objection to"
    ),
    RelationType.QUALIFIES: RelationWords("limits", "Limits", "limits", "limit", "limits", "a limit of"),
    RelationType.UNDERCUTS: RelationWords(
        "undercuts",
        "Challenged steps",
        "challenged-steps",
        "challenged step",
        "challenged steps",
        "a challenge to a step to",
    ),
}
"""Every relation, in the order in which pages list them."""
