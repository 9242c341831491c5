"""The files of the docs folder become maps, and no file is lost without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.findings import Finding, Place
from argmap.read.layout import is_node_file, map_folders
from argmap.read.maps import Reading, read
from conftest import TOP, node

ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\u202e\x85\u2028\ufeff\r\n---"), max_size=150)
PATHS = st.sampled_from(
    [
        "map.yml", "m/map.yml", "m/nodes/map.yml", "m/n/map.yml", "m-2/map.yml", "M/map.yml", "m/references.json",
        "m/nodes/a.md", "m/nodes/b/a.md", "m/nodes/a.txt", "m/a.md", "nodes/a.md", "m/n/nodes/a.md", "index.md",
    ],
)  # fmt: skip
LIKELY = st.sampled_from(["title: M\n", "title: M\nwork: w\n", "[]", "{}", node(), node("x: y"), "\ufeff" + node()])


def test_a_map_is_its_folder() -> None:
    reading = read(
        {
            "m/map.yml": "title: A map\nwork: w\nlanguage: de\nlicense: CC0-1.0\nedition: one\nnotes: 2\n"
            "sections: [{id: s, title: S, paragraphs: 1}]\nnot-argued: {s.1: thanks}\n",
            "m/references.json": '[{"id": "w", "type": "book", "title": "W"}]',
            "m/nodes/top.md": node(kind="thesis", voice="author"),
            "m/nodes/part/a.md": node(voice="author"),
            "m/index.md": "# Welcome\n",
            "about.md": "---\ntitle: About\n---\n",
        },
    )

    assert reading.findings == ()
    (one,) = reading.maps
    assert (one.id, one.title, one.work, one.language, one.license) == ("m", "A map", "w", "de", "CC0-1.0")
    assert (one.edition, one.notes, one.not_argued) == ("one", 2, {"s.1": "thanks"})
    assert [section.id for section in one.sections] == ["s"]
    assert [reference.key for reference in one.references] == ["w"]
    assert [(part.id, part.file) for part in one.nodes] == [("a", "m/nodes/part/a.md"), ("top", "m/nodes/top.md")]
    assert (one.file, one.place("work")) == ("m/map.yml", Place("m/map.yml", 2, 1))
    assert one.place("nothing") == Place("m/map.yml")


def test_no_files_are_no_maps() -> None:
    assert read({}) == Reading(())


def test_maps_come_in_the_order_of_their_ids_whatever_the_order_of_the_files() -> None:
    files = {f"{name}/map.yml": "title: M" for name in ("b", "a", "a-2")}

    assert [one.id for one in read(files).maps] == ["a", "a-2", "b"]
    assert read(files) == read(dict(reversed(files.items())))


def test_nodes_with_one_name_are_both_kept_in_the_order_of_their_files() -> None:
    reading = read({**TOP, "m/nodes/b/a.md": node(), "m/nodes/a.md": node()})

    assert [part.file for part in reading.maps[0].nodes] == ["m/nodes/a.md", "m/nodes/b/a.md", "m/nodes/top.md"]


def test_in_the_map_of_a_work_who_speaks_must_be_said() -> None:
    files = {"m/map.yml": "title: M\nwork: w\n", "m/nodes/a.md": node()}

    assert [finding.code for finding in read(files).findings] == ["AM021"]
    assert read({**files, "m/map.yml": "title: M\n"}).findings == ()


def test_findings_of_every_file_are_told() -> None:
    reading = read({"m/map.yml": "x: y", "m/references.json": "{}", "m/nodes/a.md": "words"})

    assert [(finding.place.path, finding.code) for finding in reading.findings] == [
        ("m/map.yml", "AM020"),
        ("m/map.yml", "AM021"),
        ("m/references.json", "AM050"),
        ("m/nodes/a.md", "AM007"),
    ]


def test_files_that_cannot_be_read_are_known_so_that_nothing_dangles() -> None:
    reading = read({**TOP, "m/nodes/broken.md": "words"}, frozenset({"m/nodes/big.md", "m/big.md", "n/nodes/x.md"}))

    assert reading.maps[0].unreadable == {"broken", "big"}


def test_the_nodes_of_a_map_whose_own_file_cannot_be_read_are_not_misplaced() -> None:
    assert read({"m/nodes/a.md": node()}, frozenset({"m/map.yml"})) == Reading(())


@pytest.mark.parametrize(
    ("files", "path", "message", "hint"),
    [
        (
            {"map.yml": "title: M"},
            "map.yml",
            "a map cannot be the whole docs folder",
            "put it in a folder of its own, whose name becomes the map's address",
        ),
        (
            {**TOP, "m/inner/map.yml": "title: M"},
            "m/inner/map.yml",
            "a map cannot lie within another map",
            "move it out of the other's folder",
        ),
        (
            {**TOP, "m/nodes/picture.svg": ""},
            "m/nodes/picture.svg",
            "this file is not a node",
            "nodes are .md files; pictures and data belong outside the nodes folder",
        ),
        *(
            (
                {**TOP, path: text},
                path,
                "this node lies in no map's nodes folder",
                "put it in m/nodes"
                if path == "m/a.md"
                else "put it in the nodes folder of a map, which is a folder with a map.yml",
            )
            for path, text in [
                ("m/a.md", node()),
                ("nodes/a.md", node()),
                ("other/nodes/a.md", node()),
                ("m-2/nodes/a.md", node().replace("\n", "\r\n")),
                ("a.md", "\ufeff" + node()),
            ]
        ),
    ],
    ids=["root", "nested", "picture", "beside", "no folder", "no map", "windows", "byte order mark"],
)
def test_a_file_where_none_belongs_is_told(files: dict[str, str], path: str, message: str, hint: str) -> None:
    assert read(files).findings == (Finding(Place(path), "AM006", message, hint),)


def test_a_map_that_is_misplaced_is_not_read() -> None:
    assert read({"map.yml": "x: y"}).maps == ()
    assert [one.id for one in read({**TOP, "m/inner/map.yml": "x: y", "m/inner/nodes/a.md": node()}).maps] == ["m"]


@pytest.mark.parametrize(
    "text",
    ["# Kinds\n\nkind: statement:", "---\nkind: x\n---\nstatement: y", "---\nstatement: x\n---\n", "kind: x"],
)
def test_an_ordinary_page_is_no_node(text: str) -> None:
    assert read({**TOP, "page.md": text, "m/index.md": text, "notes.txt": node()}).findings == ()


def test_folders_with_a_map_are_listed_in_order() -> None:
    assert map_folders(["b/map.yml", "a/c/map.yml", "a/map.yaml", "x-map.yml", "map.yml"]) == [".", "a/c", "b"]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("m/nodes/a.md", True),
        ("m/nodes/b/a.svg", True),
        ("m/a.md", False),
        ("m-2/nodes/a.md", False),
        ("m/nodes", False),
    ],
)
def test_node_files_lie_in_the_nodes_folder_of_a_map(path: str, inside: bool) -> None:  # noqa: FBT001
    assert is_node_file(path, ["m"]) is inside


@given(st.dictionaries(PATHS, ANY | LIKELY), st.frozensets(PATHS, max_size=2))
def test_any_files_are_read_or_reported_at_places_within_them(
    files: dict[str, str], unreadable: frozenset[str]
) -> None:
    reading = read(files, unreadable - files.keys())

    for finding in reading.findings:
        raw = files.get(finding.place.path, "")
        lines = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= finding.place.line <= len(lines)
        assert finding.place.column >= 1
        assert finding.place.path in files or finding.place.path in unreadable
    kept = {part.file for one in reading.maps for part in one.nodes}
    told = {finding.place.path for finding in reading.findings}
    for one in reading.maps:
        assert {path for path in files if is_node_file(path, [one.id])} <= kept | told
