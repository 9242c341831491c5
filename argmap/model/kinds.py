"""What a node can be in an argument."""

from enum import StrEnum


class Kind(StrEnum):
    """A node's role in the argument."""

    THESIS = "thesis"
    CLAIM = "claim"
    COUNTERCLAIM = "counterclaim"
    EVIDENCE = "evidence"
