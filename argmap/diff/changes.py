"""What a change consists of, by meaning: nodes, relations, quotations, references, lists and findings."""

from dataclasses import dataclass
from enum import StrEnum

from argmap.diff.mapfields import file_of
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node, Reference, Relation, Source
from argmap.model.rules import Severity

NOTHING = ArgumentMap("", "")
"""The map that was or is not there."""


class What(StrEnum):
    """What can have happened to a node, as a person would say it behind the words `1 node` or `2 nodes`."""

    ADDED = "added"
    LOST = "lost"
    MERGED = "merged into another node"
    UNREADABLE = "cannot be read now"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RENAMED = "renamed"
    REWORDED = "reworded"
    RELATED = "related differently"
    RECAST = "given another kind, voice or stance"
    QUOTED = "with changed quotations"
    EDITED = "edited otherwise"
    MOVED = "moved to another folder"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after; empty when there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What is said of an item of a list before and after; None when the item was or is not there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """The items of a list that came, went or changed, and the keys of all items before and after, in their order."""

    name: str
    items: tuple[ItemChange, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def reordered(self) -> bool:
        """Tell whether the items that stayed stand in another order."""
        stayed = set(self.before) & set(self.after)
        return [key for key in self.before if key in stayed] != [key for key in self.after if key in stayed]


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation before and after; None when there was or is none."""

    before: Relation | None
    after: Relation | None


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """A quotation before and after, and whether it is recorded as found in the mapped text as it now stands."""

    before: Source | None
    after: Source | None
    verified: bool


@dataclass(frozen=True, slots=True)
class NodeChange:
    """All that happened to one node; `before` or `after` is None when it was or is not there."""

    id: str
    before: Node | None
    after: Node | None
    what: tuple[What, ...]
    fields: tuple[FieldChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    quotations: tuple[QuotationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A work that was added, removed or changed; `names` are the variables of its entry that differ."""

    key: str
    before: Reference | None
    after: Reference | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A relation that was not touched although a statement it relies on was: somebody should look again."""

    relation: Relation
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapChange:
    """All that happened to one map; `before` or `after` is None when it was or is not there."""

    id: str
    before: ArgumentMap | None
    after: ArgumentMap | None
    fields: tuple[FieldChange | ListChange, ...]
    nodes: tuple[NodeChange, ...]
    references: tuple[ReferenceChange, ...]
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that happened: to each map that changed, and to the list of findings.

    `faults` are what the change itself does wrong, whatever the maps look like now.
    """

    maps: tuple[MapChange, ...]
    faults: tuple[Finding, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    """Other files that changed: no check reads them, so a person has to."""
    untold: tuple[str, ...] = ()
    """Files of maps that changed in nothing that is compared: comments, order, spaces, new names of nodes."""
    unrelated: bool = False
    """Whether the two states have no history in common, so that all the first has and the second lacks counts."""

    @property
    def has_errors(self) -> bool:
        """Tell whether the change does something wrong, or brings an error into the maps."""
        return any(finding.severity is Severity.ERROR for finding in (*self.faults, *self.new))

    def files(self) -> set[str]:
        """Return the files, by their paths below the docs folder, of which any change is told."""
        told = {finding.place.path for finding in (*self.faults, *self.new, *self.gone)}
        for change in self.maps:
            told |= {f"{change.id}/{file_of(field.name)}" for field in change.fields}
            ends = [end for one in change.nodes for end in (one.before, one.after)]
            told |= {node.file for node in ends if node is not None}
            works = [end for one in change.references for end in (one.before, one.after)]
            told |= {work.place.path for work in works if work is not None}
        return told
