"""Whose words a node gives, and what the mapped author makes of them: the only list of speakers and of stances."""

from collections.abc import Mapping
from dataclasses import dataclass

SPEAKERS = ("author", "reported", "contributor")
"""Voices that are words; all others are keys of works, or ids of people and groups."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """What readers call a stance, in pairs: said of one author, and of several.

    Attributes:
        anchor: The end of the address at which its meaning is told.
        of_others: What the author does with what others say.
        of_own: What the author does with words of the author's own; empty where that is simply to hold them.
    """

    anchor: str
    of_others: tuple[str, str]
    of_own: tuple[str, str]


STANCES: Mapping[str, StanceWords] = {
    "endorses": StanceWords("endorses", ("agrees", "agree"), ("", "")),
    "reports": StanceWords("reports", ("takes no side", "take no side"), ("mentions it", "mention it")),
    "qualifies": StanceWords(
        "in-part", ("accepts it in part", "accept it in part"), ("grants it in part", "grant it in part")
    ),
    "doubts": StanceWords("doubts", ("doubts it", "doubt it"), ("doubts it", "doubt it")),
    "rejects": StanceWords("rejects", ("rejects it", "reject it"), ("rejects it", "reject it")),
}
"""The stances in the order in which readers choose among them."""

NOT_HELD = ("doubts", "rejects")
"""The stances of an author who does not hold what is said, whether hedged or flatly."""
