"""Giving a node another id."""

import json

import pytest

from argmap.read import read
from argmap.renaming import RenamingRefused, renamed
from argmap.site import checked
from conftest import TOP, node

HASH = "0" * 64
FILES = {
    **TOP,
    "m/map.yml": "title: A map\nnotes: 1\npath:\n  - {node: top, lead: Why old}\n  - lead: Then old\n    node: 'old'\n",
    "m/nodes/part/old.md": node("Said in old words.", title="The old one"),
    "m/nodes/b.md": node(supports="[old]"),
    "m/nodes/c.md": node(supports="", undercuts="[old -> top]", tags="[old]"),
    "m/nodes/older.md": node(supports="", attacks="[{to: old, because: it is old}]"),
    "m/nodes/gone.md": node(supports="", status="withdrawn", reason="It was old.", replaced_by="old"),
    "m/verified.json": json.dumps(
        {"argmap": "1", "date": "2026-01-01", "quotations": {"old": {HASH: 0}}, "text": HASH}
    ),
    "index.md": (
        "[a](m/old/index.md#because) [b](m/old/) [c](https://e.org/m/old/) [d](m/older/index.md) [e](old/index.md)\n\n"
        "```argmap\nview: branch\nof: m/old\n```\n\nof: m/old\n"
    ),
    "m/about.md": "[a](old/index.md) [b](../m/old/) [c](../x/old/)\n",
}


def done(files: dict[str, str] = FILES, old: str = "old", new: str = "new") -> dict[str, str]:
    """Rename, and return the files as they then are."""
    (argument_map, *_) = read(files).maps
    renaming = renamed(files, argument_map, old, new)
    return {path: text for path, text in {**files, **renaming.files}.items() if path != renaming.gone}


def test_a_renamed_node_keeps_its_old_address_and_whoever_names_it_is_mended() -> None:
    after = done()

    assert "m/nodes/part/old.md" not in after
    assert "aliases: [old]" in after["m/nodes/part/new.md"]
    assert "Said in old words." in after["m/nodes/part/new.md"]
    assert "supports: [new]" in after["m/nodes/b.md"]
    assert "undercuts: [new -> top]\ntags: [old]" in after["m/nodes/c.md"]
    assert "{to: new, because: it is old}" in after["m/nodes/older.md"]
    assert "replaced-by: new" in after["m/nodes/gone.md"]
    assert "node: 'new'" in after["m/map.yml"]
    assert after["m/map.yml"].count("old") == 2
    assert json.loads(after["m/verified.json"])["quotations"] == {"new": {HASH: 0}}
    assert [finding.code for finding in checked(after)[1]] == [finding.code for finding in checked(FILES)[1]] == []


def test_links_and_blocks_of_pages_are_mended_and_words_are_not() -> None:
    after = done()

    assert after["index.md"] == (
        "[a](m/new/index.md#because) [b](m/new/) [c](https://e.org/m/old/) [d](m/older/index.md) [e](old/index.md)\n\n"
        "```argmap\nview: branch\nof: m/new\n```\n\nof: m/old\n"
    )
    assert after["m/about.md"] == "[a](new/index.md) [b](../m/new/) [c](../x/old/)\n"


def test_only_what_names_the_node_is_written() -> None:
    files = {**FILES, "m/verified.json": FILES["m/verified.json"].replace("old", "b"), "m/nodes/pic.svg": "old"}
    (argument_map,) = read(files).maps

    written = renamed(files, argument_map, "older", "oldest").files

    assert set(written) == {"m/nodes/oldest.md", "index.md"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("olded", "new", 'there is no node "olded" in m; did you mean "old"?'),
        ("zzzzzz", "new", 'there is no node "zzzzzz" in m'),
        ("old", "../new", "is not an id"),
        ("old", "n" * 61, "is not an id"),
        ("old", "top", '"top" is taken: it is m/nodes/top.md'),
        ("old", "outline", "one of the map's own pages"),
        ("old", "once", "an alias in m/nodes/something.md"),
        ("once", "new", 'old address already; the node is now called "something"'),
        ("something", "once", "delete it from its aliases first"),
    ],
)
def test_what_cannot_be_renamed_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(RenamingRefused, match=message.replace("?", r"\?").replace(".", r"\.")):
        done({**FILES, "m/nodes/something.md": node(aliases="[once]")}, old, new)


def test_an_id_without_a_space_before_it_is_not_taken_for_its_neighbour() -> None:
    three = {f"m/nodes/{name}.md": node() for name in ("a", "a-long", "z-long")}
    close = {
        "m/nodes/c.md": node(supports="", attacks="[top,a-long]"),
        "m/nodes/d.md": node(supports="[{to: a,because: it}]"),
    }

    after = done({**TOP, **three, **close}, "a", "z")

    assert "attacks: [top,a-long]" in after["m/nodes/c.md"]
    assert "supports: [{to: z,because: it}]" in after["m/nodes/d.md"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n  kind: claim\n  title: A\n  statement: It is.\n  supports: [top]\n---\n",
        "---\n{kind: claim, title: A, statement: It is., supports: [top]}\n---\n",
    ],
)
def test_a_file_that_cannot_be_changed_in_place_is_refused(text: str) -> None:
    with pytest.raises(RenamingRefused, match=r"m/nodes/a\.md cannot be changed here"):
        done({**TOP, "m/nodes/a.md": text}, "a", "b")


def test_a_node_with_the_maps_own_name_is_found_behind_it_in_links() -> None:
    files = {**TOP, "m/nodes/m.md": node(), "index.md": "[a](m/m/) [b](m/m/index.md#top)\n", "m/p.md": "[a](../m/)\n"}

    after = done(files, "m", "n")

    assert after["index.md"] == "[a](m/n/) [b](m/n/index.md#top)\n"
