"""Formatted citations as the file of an edition keeps them, and back, at whatever address the site now has."""

import re
from collections.abc import Iterable, Mapping

from argmap.citations.formatting import Works
from argmap.citations.pandoc import Formatted, Style
from argmap.citations.runs import Run, Runs, TextStyle
from argmap.model.clusters import Citation, Cluster, Mode
from argmap.model.frozen import SITE, FrozenCitation, FrozenCluster, FrozenEdition, FrozenRun, FrozenWorks

_COMMA = re.compile(r",$")


def frozen_works(formatted: Formatted) -> FrozenWorks:
    """Turn formatted citations into what the file of an edition holds of them.

    Args:
        formatted: Citations and references, formatted for a site at `SITE`.

    Returns:
        The same as data.
    """
    return FrozenWorks(
        tuple(
            FrozenCluster(
                tuple(FrozenCitation(one.key, one.prefix, one.suffix, one.mode.value) for one in cluster.citations),
                _frozen(runs),
            )
            for cluster, runs in formatted.clusters.items()
        ),
        {key: _frozen(runs) for key, runs in formatted.entries.items()},
    )


def _frozen(runs: Runs) -> tuple[FrozenRun, ...]:
    return tuple(
        FrozenRun(run.text, tuple(style.value for style in run.styles), run.reference, run.address) for run in runs
    )


def thawed_works(edition: FrozenEdition, site: str) -> Works:
    """Turn what the file of an edition holds back into formatted citations.

    Args:
        edition: What the file holds.
        site: The address of the site, ending in a slash; empty where it is not known, and then the addresses of the map
            and its nodes are left out, which stand at the end of a citation.

    Returns:
        Its works as they are cited, and how the edition and its nodes are cited themselves.
    """
    own = {style: _formatted(edition.own[style], site) for style in Style if style in edition.own}
    return Works(_formatted(edition.cited, site), own)


def _formatted(works: FrozenWorks, site: str) -> Formatted:
    return Formatted(
        {
            Cluster(tuple(Citation(one.key, one.prefix, one.suffix, Mode(one.mode)) for one in cluster.citations)): (
                _runs(cluster.runs, site, works.entries)
            )
            for cluster in works.clusters
        },
        {key: _runs(runs, site, works.entries) for key, runs in works.entries.items()},
    )


def _runs(runs: Iterable[FrozenRun], site: str, known: Mapping[str, object]) -> Runs:
    thawed: list[Run] = []
    for run in runs:
        if not site and run.address.startswith(SITE):
            return _without_end(thawed)
        text, address = (words.replace(SITE, site) for words in (run.text, run.address))
        reference = run.reference if run.reference in known else ""
        thawed.append(Run(text, tuple(map(TextStyle, run.styles)), reference, address))
    return tuple(thawed)


def _without_end(runs: list[Run]) -> Runs:
    """Return a citation without what leads to the address that is left out: a blank, in a note behind a comma."""
    last = runs[-1]
    return (*runs[:-1], Run(_COMMA.sub(".", last.text.rstrip()), last.styles, last.reference, last.address))
