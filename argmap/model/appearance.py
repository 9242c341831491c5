"""How kinds and relations look: data only, read by drawings, pages and exports.

Their colours are the variables `--am-<role>` and the classes `am-<relation>` of `theme/drawing.css`. Attributes of DOT:
https://graphviz.org/doc/info/attrs.html. Classes of AIF: the Argument Interchange Format
(https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.kinds import REBUTTAL, Kind
from argmap.model.relations import RelationType

BOXES: Mapping[str, Mapping[str, str]] = {
    Kind.THESIS: {"shape": "box", "peripheries": "2"},
    Kind.CLAIM: {"shape": "box", "style": "rounded"},
    Kind.COUNTERCLAIM: {"shape": "box", "style": "dashed"},
    REBUTTAL: {"shape": "box", "style": "rounded,bold"},
    Kind.EVIDENCE: {"shape": "note"},
    Kind.QUESTION: {"shape": "box", "style": "diagonals"},
    Kind.CONTEXT: {"shape": "tab"},
}
"""The attributes of DOT that distinguish the box of a role from others."""


SCHEMA_TYPES: Mapping[Kind, str] = {
    Kind.THESIS: "Claim",
    Kind.CLAIM: "Claim",
    Kind.COUNTERCLAIM: "Claim",
    Kind.EVIDENCE: "Claim",
    Kind.QUESTION: "Question",
    Kind.CONTEXT: "CreativeWork",
}
"""What a node of each kind is called by https://schema.org, which has no word for a context."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a relation is drawn.

    Attributes:
        arrowhead: The value of DOT's attribute `arrowhead`.
        style: The value of DOT's attribute `style`, for the line.
        aif_class: The class of the relation in AIF, without its prefix.
    """

    arrowhead: str
    style: str
    aif_class: str


LINES: Mapping[RelationType, Line] = {
    RelationType.SUPPORTS: Line("normal", "solid", "RA-node"),
    RelationType.ATTACKS: Line("tee", "dashed", "CA-node"),
    RelationType.QUALIFIES: Line("odiamond", "dotted", "S-node"),
    RelationType.UNDERCUTS: Line("box", "dashed", "CA-node"),
    RelationType.EXPLAINS: Line("vee", "dashed", "S-node"),
    RelationType.ANSWERS: Line("onormal", "solid", "S-node"),
    RelationType.FRAMES: Line("odot", "dotted", "S-node"),
}
"""How each relation is drawn."""
