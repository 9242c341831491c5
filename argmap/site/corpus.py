"""Has the maps of a site made by many processes or machines, a few at a time, and hands their files on as they come.

Whoever runs this holds what people wrote, and of what is made only that of the batches in flight.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from argmap import __version__
from argmap.citations.pandoc import engine_id
from argmap.diagrams.engine import engine_for
from argmap.diagrams.letters import fonts_id
from argmap.model.findings import Finding, has_errors
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates
from argmap.site.editions import EditionTools
from argmap.site.made import files_of
from argmap.site.making import Batch, MapTools, batches, made_maps
from argmap.storage.cache import Cache, code_digest
from argmap.storage.memory import Memory
from argmap.storage.workers import Workers, WorkersError

_MAPS_IN_A_BATCH = 5
"""How many maps a worker makes at once: what it costs to begin a batch, pandoc above all, is shared by them."""

_TOLD = 20
"""How often it is told how far the work is."""

_ONE_AT_A_TIME = Lock()
"""The layout engine of a process serves one thread at a time, and a worker may have several."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a worker makes its tools of.

    Attributes:
        dot_program: The path of a `dot` program that lays drawings out; empty for the sandbox.
        cache: The cache.
        templates: The texts of the templates that the site puts in the place of argmap's, by their names.
        language: The language of the site's pages, as a BCP 47 tag.
        site_address: The address at which the site will be published, ending in a slash, or empty.
        link_previews: Which nodes have a picture of their own beside links to them.
    """

    dot_program: str
    cache: Cache
    templates: Mapping[str, str]
    language: str
    site_address: str
    link_previews: LinkPreviews


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker sends back.

    Attributes:
        files: The files by their paths.
        findings: What was found on making them.
        differs: Why it made nothing: what is not the same there as where the batch comes from.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()
    differs: str = ""


def installed(dot_program: str) -> dict[str, str]:
    """Tell on what the bytes of a site depend beside its texts: two machines make the same if all of it is the same.

    Args:
        dot_program: The path of a `dot` program that lays drawings out; empty for the sandbox.

    Returns:
        What there is here, by what it does.
    """
    return {
        "argmap": f"{__version__} ({code_digest()[:8]})",
        "layout engine": engine_for(dot_program).name,
        "formatter of citations": engine_id(),
        "typesetter": fonts_id() or "missing",
    }


def made_by_worker(expected: Mapping[str, str], dot_program: str, pickled: bytes) -> Parcel:
    """Make a batch of maps in another process.

    Args:
        expected: What is installed where the batch comes from.
        dot_program: The path of a `dot` program that lays drawings out; empty for the sandbox.
        pickled: The batch and its recipe, read only by the same argmap.

    Returns:
        All files of the maps, pictures among them.
    """
    for use, here in installed(dot_program).items():
        if here != expected[use]:
            return Parcel(differs=f"{use} is {here}, and not {expected[use]} as here")
    batch, recipe = pickle.loads(pickled)  # noqa: S301 - from whoever runs the workers, who can have them do anything
    with _ONE_AT_A_TIME:
        engine, templates = engine_for(dot_program), Templates(recipe.templates, recipe.language)
        tools = EditionTools(recipe.site_address, engine, recipe.cache, templates, recipe.link_previews)
        site = made_maps(batch, MapTools(tools, Memory()))
        if has_errors(site.findings):
            return Parcel(findings=site.findings)
        return Parcel(tuple(files_of(site, recipe.site_address, recipe.cache)), site.findings)


def made_elsewhere(
    whole: Batch, recipe: Recipe, workers: Workers, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Parcel]:
    """Have all maps made by workers.

    A worker that ends costs only the time of its batch, which others then make. What ends all that try it is made
    again at last, map by map and with nothing beside it, so that one map is to blame.

    Args:
        whole: The maps.
        recipe: What the workers make their tools of.
        workers: The workers.
        tell: Is called with a sentence on how far they are.

    Yields:
        What was made, in the order in which it is done.

    Raises:
        WorkersError: When a worker lacks what it needs, a map ends every worker, or there are no more workers.
    """
    done, number = 0, len(whole.map_ids)
    for batch, parcel in _results(whole, recipe, workers):
        if parcel.differs:
            message = f"a worker's {parcel.differs}: install the same there, and for the scheduler"
            raise WorkersError(message)
        yield parcel
        before, done = done, done + len(batch.map_ids)
        if before * _TOLD // number < done * _TOLD // number:
            tell(f"made {done} of {number} maps")


def _results(whole: Batch, recipe: Recipe, workers: Workers) -> Iterator[tuple[Batch, Parcel]]:
    lost = []
    for batch, parcel in workers.results(made_by_worker, _tasks(whole, recipe, _MAPS_IN_A_BATCH)):
        if parcel is None:
            lost.append(batch)
        else:
            yield batch, parcel
    for task in (task for batch in lost for task in _tasks(batch, recipe, 1)):
        for one, parcel in workers.results(made_by_worker, [task]):
            if parcel is None:
                message = f"{one.map_ids[0]} ended every worker that made it: for lack of memory, most likely"
                raise WorkersError(message)
            yield one, parcel


def _tasks(whole: Batch, recipe: Recipe, most: int) -> Iterator[tuple[Batch, tuple[Mapping[str, str], str, bytes]]]:
    """Yield each batch with what `made_by_worker` is given: pickled, since another argmap might not read it."""
    expected = installed(recipe.dot_program)
    for batch in batches(whole, most):
        yield batch, (expected, recipe.dot_program, pickle.dumps((batch, recipe)))
