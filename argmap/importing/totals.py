"""What became of several inputs together: how much of all of them was kept, told and lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from argmap.importing.merging import Outcome
from argmap.model.exchange import Construct, Fate, Report


@dataclass(frozen=True, slots=True)
class Total:
    """What became of all inputs.

    Attributes:
        fates: How many constructs had each fate.
        outcomes: How many files of the maps had each outcome, by the outcomes that there are.
        constructs: Every construct met, with how often; in the order of their documentation.
    """

    fates: Mapping[Fate, int]
    outcomes: Mapping[Outcome, int]
    constructs: Sequence[tuple[Construct, int]]


def fates_of(report: Report) -> dict[Fate, int]:
    """Count the constructs that were met by their fates.

    Args:
        report: What became of each construct of an input.

    Returns:
        The number for each fate.
    """
    return _by_fate((report.constructs[name], number) for name, number in report.counts().items())


def total_of(reports: Sequence[Report], outcomes: Sequence[Mapping[str, Outcome]]) -> Total:
    """Add up what became of several inputs of one format.

    Args:
        reports: What became of the constructs of each.
        outcomes: What became of the files of each map.

    Returns:
        What that comes to.
    """
    known = {name: construct for report in reports for name, construct in report.constructs.items()}
    counts = Counter[str]()
    for report in reports:
        counts.update(report.counts())
    constructs = [(construct, counts[name]) for name, construct in known.items() if counts[name]]
    files = Counter(outcome for each in outcomes for outcome in each.values())
    return Total(_by_fate(constructs), {outcome: files[outcome] for outcome in Outcome if files[outcome]}, constructs)


def _by_fate(counted: Iterable[tuple[Construct, int]]) -> dict[Fate, int]:
    numbers = dict.fromkeys(Fate, 0)
    for construct, number in counted:
        numbers[construct.fate] += number
    return numbers
