"""What a node can be in an argument, and what readers call it: the only list of kinds.

How a kind looks is said in `appearance`. What a kind means to the labelling, to exposure or to a rule is said where
those are computed, by `Kind`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A node's role in the argument, as its file says it."""

    THESIS = "thesis"
    CLAIM = "claim"
    COUNTERCLAIM = "counterclaim"
    EVIDENCE = "evidence"
    QUESTION = "question"
    CONTEXT = "context"


ASSERTING = frozenset({Kind.THESIS, Kind.CLAIM, Kind.COUNTERCLAIM, Kind.EVIDENCE})
"""The kinds of nodes that assert something; a question asks, and a context says within what something holds."""

REBUTTAL = "rebuttal"
"""The role of a claim that attacks a counterclaim; no file says it, and readers see an answer."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What readers call a role.

    Attributes:
        name: The word beside a node.
        one: The noun for a single node, as it is counted.
        many: The noun for several nodes.
        box: How the role's box differs from others, for the legend.
    """

    name: str
    one: str
    many: str
    box: str


ROLES: Mapping[str, RoleWords] = {
    Kind.THESIS: RoleWords("thesis", "thesis", "theses", "with a double border"),
    Kind.CLAIM: RoleWords("claim", "claim", "claims", "with round corners"),
    Kind.COUNTERCLAIM: RoleWords("counterclaim", "counterclaim", "counterclaims", "dashed"),
    REBUTTAL: RoleWords("answer", "answer", "answers", "heavy"),
    Kind.EVIDENCE: RoleWords("evidence", "piece of evidence", "pieces of evidence", "with a folded corner"),
    Kind.QUESTION: RoleWords("question", "question", "questions", "with lines across its corners"),
    Kind.CONTEXT: RoleWords("context", "context", "contexts", "with a tab"),
}
"""Every role that readers see, in the order in which they are counted and explained."""
