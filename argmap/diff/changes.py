"""What a change consists of, by meaning: nodes, relations, quotations, references, lists and findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from argmap.analysis.abroad import Abroad
from argmap.analysis.noderevisions import covered_changes, least_revision
from argmap.diff.argument import ArgumentChange
from argmap.diff.mapfields import file_of
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node, Passage, Reference, Relation
from argmap.model.rules import Severity

NOTHING = ArgumentMap("", "")
"""The map that was or is not there."""


class ChangeKind(StrEnum):
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


NODES: Mapping[ChangeKind, tuple[str, str]] = {
    kind: (f"%(number)s node {kind}", f"%(number)s nodes {kind}") for kind in ChangeKind
}
"""Says of how many nodes it is that something happened to them: of one, and of several."""

REFERENCES: Mapping[str, tuple[str, str]] = {
    fate: (f"%(number)s reference {fate}", f"%(number)s references {fate}") for fate in ("added", "changed", "removed")
}
"""Says the same of works."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that changed.

    Attributes:
        name: The name of the field.
        before: Its value before; empty when there was none.
        after: Its value after; empty when there is none.
    """

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item of a list that came, went or changed.

    Attributes:
        key: By what the item is named.
        before: What was said of it; None when it was not there.
        after: What is said of it; None when it is not there.
    """

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """A list that changed.

    Attributes:
        name: The name of the list.
        items: The items that came, went or changed.
        before: The keys of all items before, in their order.
        after: The keys of all items after, in their order.
    """

    name: str
    items: tuple[ItemChange, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def reordered(self) -> bool:
        """Whether the items that stayed stand in another order."""
        stayed = set(self.before) & set(self.after)
        return [key for key in self.before if key in stayed] != [key for key in self.after if key in stayed]


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation that changed.

    Attributes:
        before: The relation before; None when there was none.
        after: The relation after; None when there is none.
    """

    before: Relation | None
    after: Relation | None


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """A quotation that changed.

    Attributes:
        before: The passage before; None when it was not quoted.
        after: The passage after; None when it is not quoted.
        verified: Whether it is recorded as found in the mapped text as it now stands.
    """

    before: Passage | None
    after: Passage | None
    verified: bool


@dataclass(frozen=True, slots=True)
class NodeChange:
    """All that happened to a node.

    Attributes:
        id: Its id now, or its last one.
        before: The node before, with the other nodes called as they are now; None when it was not there.
        after: The node after; None when it is not there.
        what: What happened to it, the most important first.
        fields: The fields that changed.
        relations: The relations that changed.
        quotations: The quotations that changed.
    """

    id: str
    before: Node | None
    after: Node | None
    what: tuple[ChangeKind, ...]
    fields: tuple[FieldChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    quotations: tuple[QuotationChange, ...] = ()

    @property
    def covered(self) -> tuple[str, ...]:
        """The fields that changed among those that the revision covers; none of a node that came or went."""
        return covered_changes(self.before, self.after) if self.before and self.after else ()

    @property
    def owed_revision(self) -> int | None:
        """The revision that the node must be given; None when it has it."""
        if self.before is None or self.after is None:
            return None
        least = least_revision(self.before, self.after)
        return least if self.after.revision < least else None


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A work that was added, removed or changed.

    Attributes:
        key: Its citation key.
        before: The work before; None when it was not there.
        after: The work after; None when it is not there.
        names: The variables of its entry that differ.
    """

    key: str
    before: Reference | None
    after: Reference | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A relation that was not touched although a statement it relies on was: somebody should look again.

    Attributes:
        relation: The relation.
        reworded: The ids of those of its ends whose statements changed.
    """

    relation: Relation
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapChange:
    """All that happened to a map.

    Attributes:
        id: The id of the map.
        before: The map before; None when it was not there.
        after: The map after; None when it is not there.
        fields: The fields and lists that changed.
        nodes: The nodes to which something happened.
        references: The works to which something happened.
        suspects: The relations at which somebody should look again.
        argument: What the change does to the argument.
        titles: The title of each node of any map, by the map and its id, as `map/id`.
        abroad: What the map saw of the others before, and what it sees of them after.
    """

    id: str
    before: ArgumentMap | None
    after: ArgumentMap | None
    fields: tuple[FieldChange | ListChange, ...]
    nodes: tuple[NodeChange, ...]
    references: tuple[ReferenceChange, ...]
    suspects: tuple[Suspect, ...]
    argument: ArgumentChange
    titles: Mapping[str, str]
    abroad: tuple[Abroad, Abroad]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that happened: to each map that changed, and to the list of findings.

    Attributes:
        maps: The maps that changed.
        faults: What the change itself does wrong, whatever the maps look like now.
        new: The findings that the first state did not have.
        gone: The findings that the second state does not have.
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
        """Whether the change does something wrong, or brings an error into the maps."""
        return any(finding.severity is Severity.ERROR for finding in (*self.faults, *self.new))

    def files(self) -> set[str]:
        """Return the files of which any change is reported, by their paths below the docs folder."""
        paths = {finding.place.path for finding in (*self.faults, *self.new, *self.gone)}
        for change in self.maps:
            paths |= {f"{change.id}/{file_of(field.name)}" for field in change.fields}
            ends = [end for node_change in change.nodes for end in (node_change.before, node_change.after)]
            paths |= {node.file for node in ends if node is not None}
            works = [end for work_change in change.references for end in (work_change.before, work_change.after)]
            paths |= {work.place.path for work in works if work is not None}
        return paths
