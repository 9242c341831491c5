"""What can be wrong with a map, and the one shape in which every fault is told.

The registry `RULES` is the only list of finding codes. The docs page, the SARIF rules and the case
folders of the tests are all derived from it or tested against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.model.rules import RULES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the docs folder, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault at one place, in words for the person who must mend it."""

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
