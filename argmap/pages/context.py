"""What the writers of pages know about one map, worked out once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

from markupsafe import Markup

from argmap.analysis.abroad import NOTHING_ABROAD, Abroad, abroad_of
from argmap.analysis.answers import Answers, strongest_answers
from argmap.analysis.history import Version, new_names, versions_of
from argmap.analysis.objections import Objection, objections_of
from argmap.analysis.position import CutSets, Reasons, cut_sets, reasons_of
from argmap.analysis.siblings import Place, places_of
from argmap.citations.citable import Published
from argmap.citations.frozen import thawed_works
from argmap.citations.pandoc import Formatted, Style
from argmap.diagrams.previews import Preview
from argmap.export.published import PublishedMap
from argmap.model.graph import Graph, graph_of
from argmap.model.ids import taken_ids
from argmap.model.kinds import ROLES
from argmap.model.maps import ArgumentMap, Relation
from argmap.model.relations import RelationType
from argmap.pages.language import attributes, language_of_work
from argmap.pages.parting import MOST_WHOLE
from argmap.read.frozen import thawed_map
from argmap.storage.memory import Memory

_Key = TypeVar("_Key")
_Gathered = TypeVar("_Gathered")

TO_MAP = "../"
"""The relative address of the map's folder from any page in it but its front page."""


@dataclass(frozen=True, slots=True)
class ListAbove:
    """The list of maps by which readers come to a map.

    Attributes:
        title: What its page is called.
        page: The path of its Markdown file.
        maps: How many maps it is the nearest list of.
        way: The relative address of the page from the map's folder.
    """

    title: str
    page: str
    maps: int
    way: str


@dataclass(frozen=True, slots=True)
class Context:
    """One map with its graph and its formatted citations.

    Attributes:
        argument_map: The map.
        graph: The graph of its nodes that stand.
        citations: The works and citations of its nodes, as pandoc formatted them.
        edit_base: The address below which the code host's editor opens a file of the docs folder, or empty.
        own: How the map, its nodes and the mapped work are cited themselves, in each style.
        published: What is known of where and when the map is published.
        disputed: The undercuts of each step, by its premise and its conclusion.
        places: Where each node stands among its siblings, by its id.
        objections: The objections by their relations, in the order of the nodes that object.
        answers: The strongest answers to each of them.
        reasons: The reasons for each node that has any, linked premises together.
        cut_sets: The smallest sets of nodes whose rejection makes a node fall, for each that has reasons.
        taken_ids: What has each id that no new node can have.
        roles: The roles that occur among the nodes, in the order of their registry.
        relations: The ways in which the nodes bear on each other, in the order of their registry.
        abroad: What the map sees of the others.
        language: The language of the pages, which is not the map's on every site.
        newest: Of a draft the map as it stood in its newest edition; None where it is in none, or is no draft.
        newest_own: How that edition and its nodes are cited themselves, in each style.
        versions: What each node was in released editions, by its id, the newest first.
        home: The address of the front page below that of the site, ending in a slash: of the map, or of an edition.
        previews: The pictures beside links to its pages, by their paths below the site's.
        is_preview: Whether the site is only looked at, as by `mkdocs serve`.
        readings: The other maps of the same text.
        listed: The list of maps above it, where there is one.
    """

    argument_map: ArgumentMap
    graph: Graph
    citations: Formatted
    edit_base: str = ""
    own: Mapping[Style, Formatted] = field(default_factory=dict)
    published: Published = field(default_factory=Published)
    disputed: Mapping[tuple[str, str], tuple[Relation, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    objections: Mapping[Relation, Objection] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    reasons: Reasons = field(default_factory=dict)
    cut_sets: Mapping[str, CutSets] = field(default_factory=dict)
    taken_ids: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    relations: tuple[RelationType, ...] = ()
    abroad: Abroad = NOTHING_ABROAD
    newest: ArgumentMap | None = None
    newest_own: Mapping[Style, Formatted] = field(default_factory=dict)
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    home: str = ""
    previews: Mapping[str, Preview] = field(default_factory=dict)
    is_preview: bool = False
    language: str = "en"
    readings: "tuple[Context, ...]" = ()
    listed: ListAbove | None = None
    most_whole: int = MOST_WHOLE
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    """What was gathered in the last build of a preview."""
    gathered: dict[Callable[..., Any], dict[Any, Any]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What was gathered from this very context, by what gathered it: many pages show the same nodes and works."""

    @property
    def lang(self) -> Markup:
        """The attributes of an element that says what the map says."""
        return attributes(self.argument_map.language, self.language)

    @property
    def lang_of_text(self) -> Markup:
        """The attributes of an element that quotes the mapped text."""
        return attributes(language_of_work(self.argument_map, self.argument_map.work), self.language)

    @property
    def to_site(self) -> str:
        """The relative address of the site from any page in the map's folder but its front page."""
        return "../" * (self.argument_map.id.count("/") + 2)

    @property
    def exported(self) -> PublishedMap:
        """The map as it is written as data."""
        return PublishedMap(self.argument_map, self.graph, self.published, self.abroad)


def gathered_once(gather: Callable[[Context, _Key], _Gathered]) -> Callable[[Context, _Key], _Gathered]:
    """Let what pages show of a node or a work be gathered once, however many of them show it.

    Args:
        gather: Makes plain data of a context and of what it names, and depends on nothing else.

    Returns:
        The same, which remembers within a context; one that was made from it by `replace` begins anew.
    """

    @wraps(gather)
    def gathered(context: Context, key: _Key) -> _Gathered:
        known = context.gathered.setdefault(gather, {})
        if key not in known:
            known[key] = gather(context, key)
        return known[key]  # type: ignore[no-any-return] # as it was put in

    return gathered


def context_of(
    argument_map: ArgumentMap,
    published: Published,
    edit_base: str = "",
    abroad: Abroad = NOTHING_ABROAD,
    renamed: Mapping[str, str] | None = None,
) -> Context:
    """Work out what the writers of pages and data need to know of a map, but for the citations.

    Args:
        argument_map: A map without errors.
        published: What is known of where and when it is published.
        edit_base: The address below which the code host's editor opens a file of the docs folder, or empty.
        abroad: What the map sees of the others.
        renamed: What nodes of any map are called now, by the names that they had before, each with the map's id.

    Returns:
        The context, with empty citations.
    """
    graph = graph_of(argument_map)
    roles = set(graph.roles.values())
    reasons = reasons_of(graph)
    relations = {relation.type for outgoing in graph.outgoing.values() for relation in outgoing}
    disputed = graph.disputed()
    newest = next(iter(argument_map.frozen), None) if not argument_map.fixed else None
    return Context(
        argument_map,
        graph,
        Formatted({}, {}),
        edit_base,
        published=published,
        disputed=disputed,
        places=places_of(graph, disputed),
        objections=objections_of(graph),
        answers=strongest_answers(graph),
        reasons=reasons,
        cut_sets=cut_sets(reasons, graph.nodes),
        taken_ids=taken_ids(argument_map),
        roles=tuple(role for role in ROLES if role in roles),
        relations=tuple(kind for kind in RelationType if kind in relations),
        abroad=abroad,
        newest=thawed_map(newest.map, "-") if newest else None,
        newest_own=thawed_works(newest, published.address).own if newest else {},
        versions=versions_of(argument_map, renamed or {}),
        home=f"{argument_map.id}/",
    )


def contexts_of(
    maps: Sequence[ArgumentMap],
    published: Published,
    edit_base: str = "",
    *,
    is_preview: bool = False,
) -> dict[str, Context]:
    """Work out the contexts of all maps of a site.

    Args:
        maps: Maps without errors.
        published: What is known of where and when they are published.
        edit_base: The address below which the code host's editor opens a file of the docs folder, or empty.
        is_preview: Whether the site is only looked at.

    Returns:
        The context of each map by its id, with empty citations.
    """
    abroad = abroad_of(maps)
    renamed = new_names(maps)
    contexts = (context_of(one, published, edit_base, abroad.get(one.id, NOTHING_ABROAD), renamed) for one in maps)
    return {context.argument_map.id: replace(context, is_preview=is_preview) for context in contexts}


def on_references_page(key: str) -> str:
    """Find a work on the page of references, from any page of the map but its front page.

    Args:
        key: The key of a work.

    Returns:
        The address, relative to the page.
    """
    return f"{TO_MAP}references/#ref-{key}"
