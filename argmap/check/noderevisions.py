"""Revisions of nodes: whoever cited a node is told by the number when what was cited has changed."""

from argmap.analysis.noderevisions import covered_changes, least_revision
from argmap.model.findings import Finding
from argmap.model.maps import Node


def revision_findings(code: str, before: Node, after: Node, since: str = "") -> list[Finding]:
    """Report a revision that went back, or did not rise with what it covers.

    Args:
        code: The code of the rule.
        before: The node as it was, with other nodes called as they are now.
        after: The node as it is.
        since: Since when, behind a blank, such as ` since the edition 2026.1`; empty where that is clear.

    Returns:
        One finding; none when the revision tells the truth.
    """
    least = least_revision(before, after)
    if after.revision >= least:
        return []
    fields = covered_changes(before, after)
    names = " and ".join(filter(None, (", ".join(fields[:-1]), *fields[-1:])))
    hint = f"write revision: {least}{f' for the change of {names}' if names else ''}, or let argmap fmt --raise do it"
    hint += "; if the meaning changed, make it a new node instead" if "statement" in fields else ""
    if after.revision < before.revision:
        message = f"the revision went back from {before.revision} to {after.revision}{since}"
        return [Finding(after.place("revision"), code, message, hint)]
    changed = f"the {'fields' if fields[1:] else 'field'} {names} changed{since}"
    place = after.place(next((name for name in fields if name in after.places), ""))
    return [Finding(place, code, f"{changed}, but the revision is still {after.revision}", hint)]
