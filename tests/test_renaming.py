"""Giving a node another id."""

import json

import pytest

from argmap.edit.rename import RenamingRefused, renamed
from argmap.read.maps import read
from argmap.site.validate import checked
from conftest import TOP, node

HASH = "0" * 64
FILES = {
    **TOP,
    "m/map.yml": "title: A map\nnotes: 1\npath:\n  - {node: top, lead: Why old}\n  - lead: Then old\n    node: 'old'\n",
    "m/nodes/part/old.md": node("Said in old words.", title="The old one"),
    "m/nodes/b.md": node(supports="[old]"),
    "m/nodes/c.md": node(supports="", undercuts="[old -> top]", tags="[old]"),
    "m/nodes/older.md": node(supports="", attacks="[{to: old, because: it is old}]"),
    "m/nodes/gone.md": node(supports="", status="withdrawn", reason="It was old.", replaced_by="[c, old]"),
    "m/verified.json": json.dumps(
        {"argmap": "1", "date": "2026-01-01", "quotations": {"old": {HASH: 0}}, "text": HASH}
    ),
    "index.md": (
        "[a](m/old/index.md#reasons) [b](m/old/) [c](https://e.org/m/old/) [d](m/older/index.md) [e](old/index.md)\n\n"
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
    assert "replaced-by: [c, new]" in after["m/nodes/gone.md"]
    assert "node: 'new'" in after["m/map.yml"]
    assert after["m/map.yml"].count("old") == 2
    assert json.loads(after["m/verified.json"])["quotations"] == {"new": {HASH: 0}}
    before = checked(FILES)[1]
    assert [finding.code for finding in checked(after)[1]] == [finding.code for finding in before] == ["AM029"]


def test_links_and_blocks_of_pages_are_mended_and_words_are_not() -> None:
    after = done()

    assert after["index.md"] == (
        "[a](m/new/index.md#reasons) [b](m/new/) [c](https://e.org/m/old/) [d](m/older/index.md) [e](old/index.md)\n\n"
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
        ("olded", "new", 'there is no node "olded" in m; did you mean "older"?'),
        ("zzzzzz", "new", 'there is no node "zzzzzz" in m'),
        ("old", "New", "is not an id"),
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


@pytest.mark.parametrize(
    "text",
    [
        "---\n  kind: claim\n  title: C\n  statement: It is.\n  supports: [a]\n---\n",
        node(supports="[a]").replace("\n", "\r"),
        node(supports='["\\x61"]'),
        node(supports="", undercuts='["b ->\n  a"]'),
        node(supports="", status="withdrawn", reason="No.", replaced_by='"\\x61"'),
    ],
)
def test_another_file_that_names_the_node_and_cannot_be_changed_is_refused(text: str) -> None:
    files = {**TOP, "m/nodes/a.md": node(), "m/nodes/b.md": node(supports="[a]"), "m/nodes/c.md": text}

    with pytest.raises(RenamingRefused, match=r'm/nodes/c\.md names "a" in a way that cannot be changed here'):
        done(files, "a", "z")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_guided_path_is_mended_where_its_steps_are_named_and_nowhere_else(ending: str, start: str) -> None:
    path = 'title: A\npath:\n  - lead: "node: %s"\n    node: %s\n  - node:\n      "%s"\n  - {node: top, lead: x}\n'
    before, after = (start + (path % ("a", name, name)).replace("\n", ending) for name in ("a", "b"))

    assert done({**TOP, "m/nodes/a.md": node(), "m/map.yml": before}, "a", "b")["m/map.yml"] == after


@pytest.mark.parametrize(
    "link",
    [
        "[x](<{}>)",
        "[x]( {})",
        "[x][r]\n\n[r]: {}",
        "[x][r]\n\n[r]: <{}> 'Title'",
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "<a HREF={}>x</a>",
        '<a href = "{}">x</a>',
        '<img src="{}">',
    ],
)
def test_links_are_mended_however_they_are_written(link: str) -> None:
    targets = {"m/a/": "m/b/", "m/a/index.md#a": "m/b/index.md#a", "https://e.org/m/a/": "https://e.org/m/a/"}
    for old, new in targets.items():
        files = {**TOP, "m/nodes/a.md": node(), "index.md": link.format(old)}

        assert done(files, "a", "b")["index.md"] == link.format(new)


@pytest.mark.parametrize(("old", "before", "after"), [("g", "g/m/g/", "g/m/new/"), ("m", "g/m/m/#m", "g/m/new/#m")])
def test_a_node_with_the_name_of_a_folder_above_it_is_found_in_links(old: str, before: str, after: str) -> None:
    nested = {path.replace("m/", "g/m/"): text for path, text in TOP.items()}
    files = {**nested, f"g/m/nodes/{old}.md": node(), "index.md": f"[a]({before}) [b](g/m/) [c](g/m/top/)"}

    assert done(files, old, "new")["index.md"] == f"[a]({after}) [b](g/m/) [c](g/m/top/)"


def test_a_link_to_a_file_is_read_from_the_folder_of_its_page() -> None:
    files = {**TOP, "m/nodes/m.md": node(), "m/p.md": "[map](../m/index.md) [node](m/index.md) [node](../m/)"}

    assert done(files, "m", "n")["m/p.md"] == "[map](../m/index.md) [node](n/index.md) [node](../n/)"
