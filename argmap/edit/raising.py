"""Raises the revisions of nodes: of those that changed in what a citation shows or depends on, and of no others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from argmap.analysis.noderevisions import covered_changes, least_revision, paired_nodes
from argmap.edit.frontmatter import with_revision
from argmap.model.maps import ArgumentMap


@dataclass(frozen=True, slots=True)
class Raise:
    """A revision that has to be raised.

    Attributes:
        path: The path of the node's file below the docs folder.
        revision: What it is to be.
        fields: The fields that changed; none where the revision only went back.
        text: The new text of the file; empty where it cannot be changed safely.
    """

    path: str
    revision: int
    fields: tuple[str, ...]
    text: str


def raises(
    before: Sequence[ArgumentMap], after: Sequence[ArgumentMap], texts: Mapping[str, str], paths: Collection[str]
) -> list[Raise]:
    """Return what has to be raised.

    Args:
        before: The maps as they were.
        after: The maps as they are.
        texts: The text of each file of the docs folder by its path.
        paths: The files of the nodes that are meant.

    Returns:
        The revisions to raise, by the paths of their files.
    """
    found = []
    for _, was, now in paired_nodes(before, after):
        least = least_revision(was, now)
        if now.revision < least and now.file in paths:
            text = with_revision(texts[now.file], least)
            changed = text if text != texts[now.file] else ""
            found.append(Raise(now.file, least, covered_changes(was, now), changed))
    return sorted(found, key=lambda one: one.path)
