"""Who made a map and who publishes it, as people say it in map.yml and wherever the map is cited."""

import json
from html import unescape

import pytest

from argmap.citations.citable import authors_of, map_item, publisher_of
from argmap.export.registry import EXPORTS
from argmap.model.maps import ArgumentMap
from argmap.read.mapfile import read_map_file
from argmap.read.maps import read
from argmap.site.archive import archived
from conftest import TOP, node
from test_formats import context
from test_voices import UNDRAWN, pages, words

AUTHORS = """title: A map
authors:
  - {name: "Doe, Jane", orcid: "https://orcid.org/0000-0002-1825-0097", role: editor}
  - name: The Club
publisher: A House
"""
MADE = {**TOP, "m/map.yml": AUTHORS}
JANE = {
    "@id": "https://orcid.org/0000-0002-1825-0097",
    "@type": "Person",
    "name": "Jane Doe",
    "description": "editor",
}


def map_of(header: str) -> ArgumentMap:
    return read({**TOP, "m/map.yml": header}).maps[0]


def told(fields: str) -> list[tuple[str, int, int]]:
    findings = read_map_file("m", f"title: M\n{fields}\n")[1]
    return [(finding.code, finding.place.line, finding.place.column) for finding in findings]


def test_a_map_is_by_whom_it_says() -> None:
    argument_map = map_of(AUTHORS)

    assert authors_of(argument_map) == [{"family": "Doe", "given": "Jane"}, {"literal": "The Club"}]
    assert argument_map.authors[0].orcid == "0000-0002-1825-0097"
    assert publisher_of(argument_map) == "A House"
    assert publisher_of(map_of("title: A map\n")) == "A map contributors"


def test_a_map_with_authors_and_no_publisher_is_published_by_nobody_else() -> None:
    files = {**MADE, "m/map.yml": AUTHORS.replace("publisher: A House\n", "")}
    (argument_map,) = read(files).maps

    cite = pages(files, "https://example.org/")["m/cite/index.md"]
    for page in (cite, archived(argument_map, files, "", UNDRAWN).attached["m-draft.html"]):
        assert "By Jane Doe (editor), The Club." in words(page)
        assert "Published by" not in words(page)
    assert "publisher" not in json.loads(EXPORTS["jsonld"].write(context(files)))["@graph"][0]


def test_a_publisher_stands_for_authors_and_is_not_said_twice() -> None:
    items = [map_item(map_of(header), context(TOP).published) for header in (AUTHORS, "title: A map\npublisher: H\n")]

    assert [item.get("publisher") for item in items] == ["A House", None]
    assert items[1]["author"] == [{"literal": "H"}]


def test_maps_and_nodes_are_cited_by_their_authors_everywhere() -> None:
    made = pages(MADE, "https://example.org/")

    page = made["m/top/index.md"]
    assert "Doe, Jane, and The Club. n.d. “The Top.”" in words(page)
    assert '{"name": "citation_author", "content": "Doe, Jane"}' in page
    assert '{"name": "citation_author", "content": "The Club,"}' in page
    assert "author = {Doe, Jane and {The Club}}" in made["m/top/top.bib"]
    assert "publisher = {A House}" in made["m/top/top.bib"]
    assert "AU  - Doe, Jane\nAU  - The Club\n" in made["m/cite/map.ris"]
    assert "By Jane Doe (editor), The Club. Published by A House." in words(made["m/cite/index.md"])
    assert "https&#58;//orcid.org/0000-0002-1825-0097" in made["m/cite/index.md"]


def test_the_archive_names_who_made_the_map() -> None:
    (argument_map,) = read(MADE).maps

    page = archived(argument_map, MADE, "", UNDRAWN).attached["m-draft.html"]

    assert "By Jane Doe (editor), The Club. Published by A House." in words(page)


def test_linked_data_knows_people_by_their_orcid_ids_and_takes_no_name_for_a_persons() -> None:
    graph = json.loads(EXPORTS["jsonld"].write(context(MADE)))["@graph"]

    assert graph[0]["author"] == [JANE, {"name": "The Club"}]
    assert graph[0]["publisher"] == {"@type": "Organization", "name": "A House"}
    assert graph[1]["author"] == graph[1]["claimInterpreter"] == [JANE, {"name": "The Club"}]


def test_map_json_has_what_map_yml_says() -> None:
    files = {**MADE, "m/map.yml": f"{AUTHORS}works-read: false\nwork-url: https://example.org/x\noverview: [top]\n"}
    exported = json.loads(EXPORTS["json"].write(context(files)))["map"]

    assert exported["authors"] == [
        {"name": "Doe, Jane", "orcid": "0000-0002-1825-0097", "role": "editor"},
        {"name": "The Club", "orcid": None, "role": None},
    ]
    assert (exported["publisher"], exported["works-read"]) == ("A House", False)
    assert (exported["work-url"], exported["overview"]) == ("https://example.org/x", ["top"])


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/text", "https://example.org/text#:~:text=So"),
        ("https://e.org/#x", "https://e.org/#x:~:text=So"),
    ],
)
def test_the_mapped_text_is_read_where_map_yml_says(address: str, link: str) -> None:
    header = f"title: A map\nwork: rain\nwork-url: {address}\nsections: [{{id: one, title: One, paragraphs: 1}}]\n"
    files = {
        "m/map.yml": header,
        "m/references.json": '[{"id": "rain", "type": "book", "title": "Rain", "DOI": "10.1/x"}]',
        "m/paragraphs.tsv": "locator\tfirst_words\tlast_words\none.1\tSo\tit is\n",
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: one.1}]"),
    }
    page = unescape(pages(files)["m/source/index.md"])

    assert f'<a href="{link}">So</a>' in page
    assert f'<a href="{address}">Read the text</a>' in page
    assert f'"url": "{address}"' in pages(files)["m/top/index.md"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("authors: Jane", [("AM022", 2, 10)]),
        ("authors: [Jane]", [("AM022", 2, 11)]),
        ("authors: [{role: x}]", [("AM021", 2, 11)]),
        ("authors: [{name: ''}]", [("AM024", 2, 18)]),
        ("authors: [{name: A, orchid: x}]", [("AM020", 2, 21)]),
        ("authors: [{name: A}, {name: A}]", [("AM010", 2, 22)]),
        ("authors: [{name: A, orcid: 0000-0002-1825-0098}]", [("AM022", 2, 28)]),
        ("authors: [{name: A, orcid: 0000-0002-1694-233X}]", []),
        ("authors: [{name: A, orcid: 0000}]", [("AM022", 2, 28)]),
        ("authors: [{name: A, orcid: javascript:x}]", [("AM022", 2, 28)]),
        (f"authors: [{{name: {'a' * 100_000}}}]", [("AM025", 2, 18)]),
        ('authors: [{name: "A\\u202eB"}]', [("AM003", 2, 18)]),
        (f"authors: [{{name: A{'“' * 40}}}]", [("AM066", 2, 18)]),
        ("publisher: []", [("AM022", 2, 12)]),
        ("publisher:", [("AM024", 2, 11)]),
        ("work-url: example.org", [("AM022", 2, 11)]),
        ("work-url: javascript:alert(1)", [("AM022", 2, 11)]),
        ("works-read: no", [("AM022", 2, 13)]),
        ('works-read: "false"', [("AM022", 2, 13)]),
        ("works-read: [false]", [("AM022", 2, 13)]),
        ("works-read: true", []),
        ("works-read: true\nworks-read: false", [("AM010", 3, 1)]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_fault_is_found_where_it_stands_and_alone(fields: str, found: list[tuple[str, int, int]]) -> None:
    assert told(fields) == found


def test_script_in_a_name_is_only_words() -> None:
    header = "title: A map\nauthors: [{name: '<script>x</script>', role: '</p>'}]\npublisher: '<script>y</script>'\n"
    made = pages({**TOP, "m/map.yml": header})

    bodies = [page.partition("\n---\n")[2] for path, page in made.items() if path.endswith(".md")]
    assert "<script>" not in "".join(bodies)
    assert "<script>x</script> (</p>)" in words(made["m/cite/index.md"])
