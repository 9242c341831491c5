"""What a fault in a map is: the place where it stands, the code of the broken rule, and words for its writer."""

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.model.rules import RULES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands.

    Attributes:
        path: The path of the file, relative to the docs folder.
        line: The line, counted from 1.
        column: The column in characters, counted from 1.
    """

    path: str
    line: int = 1
    column: int = 1


def place_at(path: str, text: str, offset: int) -> Place:
    """Find where in a file something stands.

    Args:
        path: The path of the file, relative to the docs folder.
        text: The text of the file.
        offset: Where it stands in the text, counted from 0.

    Returns:
        The place.
    """
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault at a place, in words for the person who must mend it.

    Attributes:
        place: Where the fault stands.
        code: The code of the broken rule, a key of `RULES`.
        message: What is wrong.
        hint: What to type instead; empty where there is nothing to suggest.
    """

    place: Place
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the finding's rule."""
        return RULES[self.code].severity


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
