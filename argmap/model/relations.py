"""How one node can bear on another."""

from enum import StrEnum


class RelationType(StrEnum):
    """How one node bears on another, or (an undercut) on another's bearing."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    QUALIFIES = "qualifies"
    UNDERCUTS = "undercuts"
