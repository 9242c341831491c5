"""What is remembered between the builds of a preview: the same of the same, and nothing that could differ."""

from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from argmap.citations.citable import Published
from argmap.diagrams.engine import engine_for
from argmap.pages.context import Context, contexts_of
from argmap.pages.contributing import contribute_box
from argmap.pages.page import Page
from argmap.pages.templating import Templates
from argmap.site.build import BuildOptions, build_site
from argmap.site.outputs import map_files, map_pages, map_views
from argmap.site.surroundings import without_prose
from argmap.site.validate import checked
from argmap.storage.cache import Cache
from argmap.storage.disk import load
from argmap.storage.memory import Memory

DOCS = Path(__file__).parent.parent / "docs"
PUBLISHED = Published("https://example.org/")


def test_what_was_made_of_the_same_is_not_made_again() -> None:
    memory, made = Memory(keeps=True), []

    assert memory.recall("name", (1, 2), lambda: made.append(1)) is None
    memory.recall("name", (1, 2), lambda: made.append(2))
    memory.recall("name", (1, 3), lambda: made.append(3))
    memory.recall("name", (1, 2), lambda: made.append(4))

    assert made == [1, 3, 4]


def test_without_a_preview_nothing_is_remembered() -> None:
    memory, made = Memory(), []

    memory.recall("name", 1, lambda: made.append(1))
    memory.recall("name", 1, lambda: made.append(2))

    assert made == [1, 2]
    assert memory.is_empty


@pytest.fixture(scope="module")
def contexts() -> Mapping[str, Context]:
    files = load(DOCS)
    maps, _ = checked(files.texts, files.findings, files.others)
    contents = {node.file: node.id for one in maps for node in one.nodes}
    return contexts_of(maps, replace(PUBLISHED, contents=contents))


class Of(Memory):
    """Remembers nothing, and has nothing made that is of one node alone, but of these."""

    def __init__(self, nodes: Container[str]) -> None:
        super().__init__()
        self.nodes = nodes

    def recall(self, name: Hashable, made_of: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - as it is in a build
        parts = name.split("/") if isinstance(name, str) else name
        match parts:
            case (_, node, "index.md") | ("files", _, node) if node not in self.nodes:
                return {}
        return super().recall(name, made_of, make)


@pytest.mark.parametrize("map_id", ["assignment-expressions", "kazakhstan-eu"])
def test_no_page_of_a_node_shows_the_prose_of_another(map_id: str, contexts: Mapping[str, Context]) -> None:
    context, templates = contexts[map_id], Templates()
    requests = map_views(context)[0]
    nodes = context.argument_map.nodes

    def made(context: Context, memory: Memory) -> dict[str, Page | str]:
        return {**map_pages(context, requests, templates, memory), **map_files(context, templates, memory)}

    full = made(context, Memory())
    for parity in (0, 1):
        kept = {node.id for node in nodes[parity::2]}
        other_nodes = tuple(node if node.id in kept else without_prose(node) for node in nodes)
        contents = {node.file: node.id if node.id in kept else "another" for node in nodes}
        others = replace(context.argument_map, nodes=other_nodes)
        seen = contexts_of((others,), replace(PUBLISHED, contents=contents))[map_id]
        less = made(replace(seen, abroad=context.abroad, versions=context.versions), Of(kept))

        own = {path for path in full if path.split("/")[1] in kept}
        assert len(own) > 2 * len(kept)
        assert {path for path in own if full[path] != less[path]} == set()


@pytest.mark.parametrize("map_id", ["assignment-expressions", "kazakhstan-eu"])
def test_new_words_for_some_nodes_make_the_pages_that_name_them_again_and_all_are_as_if_made_at_once(
    map_id: str, contexts: Mapping[str, Context]
) -> None:
    context, templates, memory = contexts[map_id], Templates(), Memory(keeps=True)
    nodes = context.argument_map.nodes
    chosen = {node.id for node in nodes[7::40]}
    new = tuple(
        replace(node, title=f"Once more {node.id}", statement="It is said anew.") if node.id in chosen else node
        for node in nodes
    )
    published = replace(PUBLISHED, contents={node.file: node.id for node in nodes})
    reworded = contexts_of((replace(context.argument_map, nodes=new),), published)[map_id]
    before, after = (replace(one, abroad=context.abroad, versions={}) for one in (context, reworded))

    def made(context: Context, memory: Memory) -> dict[str, Page | str]:
        pages = map_pages(context, map_views(context)[0], templates, memory)
        return {**pages, **map_files(context, templates, memory)}

    first, then = made(before, memory), made(after, memory)

    assert then == made(after, Memory())
    pages = {f"{map_id}/{node.id}/index.md" for node in nodes}
    again = {path for path in pages if then[path] is not first[path]}
    assert {path for path in pages if then[path] != first[path]} <= again
    assert len(chosen) < len(again) < len(pages)


def test_where_two_nodes_have_the_same_title_any_page_may_differ(contexts: Mapping[str, Context]) -> None:
    context, templates, memory = contexts["assignment-expressions"], Templates(), Memory(keeps=True)
    first, second, *others = context.argument_map.nodes
    same = replace(context.argument_map, nodes=(replace(first, title=second.title), second, *others))
    paths, requests = [f"assignment-expressions/{node.id}/index.md" for node in others], map_views(context)[0]

    before, after = (
        map_pages(replace(context, argument_map=one), requests, templates, memory)
        for one in (context.argument_map, same)
    )

    assert [before[path] is after[path] for path in paths] == [False] * len(paths)


def test_a_site_whose_files_wait_to_be_asked_for_is_not_kept_for_other_builds(tmp_path: Path) -> None:
    texts = {"m/map.yml": "title: M\n", "m/nodes/a.md": "---\nkind: thesis\ntitle: A\nstatement: A is so.\n---\n"}
    tools = BuildOptions(engine_for(), Cache(tmp_path))

    asked = build_site(texts, (), replace(tools, memory=Memory(keeps=True), is_asked=True))
    whole = build_site(texts, (), tools)

    assert "m/map.json" not in asked.files
    assert asked.asked["m/map.json"]() == whole.files["m/map.json"]


@pytest.mark.parametrize("edit", ["title of it", "title of another", "title of the map", "new node", "nothing"])
def test_the_forms_to_answer_a_node_are_those_of_a_build_at_once(edit: str, contexts: Mapping[str, Context]) -> None:
    context, memory, base = contexts["kazakhstan-eu"], Memory(keeps=True), "https://github.com/a/b/edit/main/docs/"
    argument_map = context.argument_map
    first, *others = argument_map.nodes
    edited = {
        "title of it": replace(argument_map, nodes=(replace(first, title="Another"), *others)),
        "title of another": replace(argument_map, nodes=(first, replace(others[0], title="Another"), *others[1:])),
        "title of the map": replace(argument_map, title="Another"),
        "new node": replace(argument_map, nodes=(*argument_map.nodes, replace(first, id=f"reason-for-{first.id}"))),
        "nothing": argument_map,
    }[edit]
    before, after = (contexts_of((one,), PUBLISHED, base)[context.argument_map.id] for one in (argument_map, edited))

    was = contribute_box(replace(before, memory=memory), first)
    now = contribute_box(replace(after, memory=memory), edited.nodes[0])

    assert now == contribute_box(after, edited.nodes[0])
    assert (now is was) == (edit in ("title of another", "nothing"))
    assert (now == was) == (edit not in ("title of it", "new node"))
