"""Relative links in prose: where they lead, what is told of those that lead nowhere, and how they are mended."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diff.changes import ChangeKind
from argmap.diff.compare import State, compare
from argmap.edit.rename import RenamingRefused, renamed
from argmap.model.findings import Finding, Place
from argmap.model.maps import ProseLink
from argmap.read.links import link_to, prose_link, with_links
from argmap.read.maps import read
from argmap.read.prose import read_prose
from argmap.site.addresses import page_addresses
from argmap.site.validate import checked
from conftest import TOP, node, site_of

Put = Callable[[dict[str, str]], Path]

DOCS = {
    **TOP,
    "o/map.yml": "title: Another map\n",
    "o/nodes/other.md": TOP["m/nodes/top.md"],
    "m/nodes/part/second.md": node(aliases="[once]"),
    "m/nodes/gone.md": node(status="withdrawn", reason="No.", replaced_by="second"),
    "m/nodes/lost.md": node(status="withdrawn", reason="No."),
    "m/glossary.yml": "terms: []\n",
    "m/about.md": "# About the map\n\n## Who & what it is\n\n## Other {#more}\n\nUnder `it`\n---\n\n## Über uns\n",
    "index.md": "# Home\n",
    "about.md": "# About\n",
    "made.md": "{{ headings() }}\n",
}
OTHERS = ("m/pictures/a b.png", "m/pictures/paper.pdf")


def told(prose: str, docs: dict[str, str] = DOCS, name: str = "a") -> list[Finding]:
    """Return what is found in a map with a node of this prose."""
    return checked({**docs, f"m/nodes/part/{name}.md": f"{node()}{prose}\n"}, (), OTHERS)[1]


@pytest.mark.parametrize(
    "address",
    [
        *("second.md", "./second.md", "../top.md", "../../../o/nodes/other.md", "../../about.md", "../part/second.md"),
        *("../../map.yml", "../../../o/map.yml", "../../../index.md", "%73econd.md", "a.md", "<second.md>"),
        *("../../pictures/a%20b.png", "<../../pictures/a b.png>", "../../pictures/paper.pdf#page=2"),
        *("../../about.md#about-the-map", "../../about.md#who--what-it-is", "../../about.md#who-what-it-is"),
        *("../../about.md#more", "../../about.md#under-it", "../../about.md#uber-uns", "../../about.md#über-uns"),
        *("../../about.md#about-the-map_1", "../../../made.md#whatever"),
    ],
)
def test_a_link_to_a_file_that_is_there_is_right(address: str) -> None:
    assert told(f"[x]({address})") == []


SURE = {
    "the node's address": ("../second/", "second.md"),
    "its address as the site has it": ("../../second/index.md", "second.md"),
    "its id": ("second", "second.md"),
    "no ending": ("../top", "../top.md"),
    "another case": ("../Top.MD", "../top.md"),
    "another folder": ("../other/second.md", "second.md"),
    "an old id": ("once.md", "second.md"),
    "backslashes": (r"..\top.md", "../top.md"),
    "the root of the project": ("/docs/m/nodes/top.md", "../top.md"),
    "the root of the docs": ("/m/about.md", "../../about.md"),
    "the root of the site": ("/m/top/", "../top.md"),
    "the project's folder": ("../../../../docs/index.md", "../../../index.md"),
    "a slash in code": ("..%2ftop.md", "../top.md"),
    "a query": ("../top.md?plain=1", "../top.md"),
    "a folder of a map": ("../../../o/", "../../../o/map.yml"),
    "a map's front page": ("../../../o/index.md", "../../../o/map.yml"),
    "another map's node": ("../../../o/other/", "../../../o/nodes/other.md"),
    "a file with a space": ("../A%20B.png", "../../pictures/a%20b.png"),
}


@pytest.mark.parametrize(("address", "right"), SURE.values(), ids=SURE)
def test_where_hardly_a_doubt_is_left_the_right_address_is_told_and_is_right(address: str, right: str) -> None:
    (finding,) = told(f"Words\n[x]({address})")

    assert (finding.code, finding.place.line, finding.hint) == ("AM061", 8, f"write {right}")
    assert told(f"Words\n[x]({right})") == []


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("secnd.md", "leads to no file", 'did you mean "second.md"?'),
        ("../../abuot.md", "leads to no file", 'did you mean "../../about.md"?'),
        ("../../../abuot.md", "leads to no file", 'did you mean "../../../about.md"?'),
        ("zzzzzzz.md", "leads to no file", "name the file by the way"),
        ("../", "leads to a folder", "name the file by the way"),
        ("../../../../README.md", "leads out of the docs folder", "only files of the docs folder are published"),
        ("/", "does not begin at this node's file", "name the file by the way"),
        ("//e.org/x", "leads nowhere on this site", "for another site, write https://e.org/x"),
        ("www.e.org", "leads nowhere on this site", "for another site, write https://www.e.org"),
        ("e.org/page", "leads nowhere on this site", "for another site, write https://e.org/page"),
        ("", "names no file", "link to the file of a node or page"),
        ("#reasons", "names no file", "link to the file of a node or page"),
        ("../../glossary.yml", "leads to a file that has no page", "link to a page that tells of it"),
        ("%00", "leads to no file", "name the file by the way"),
        ("x" * 5000, "leads to no file", "name the file by the way"),
        ("<script>", "leads to no file", "name the file by the way"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error_with_a_mend(address: str, message: str, hint: str) -> None:
    (finding,) = told(f"[x]({address})")

    assert (finding.code, finding.place.line) == ("AM061", 7)
    assert finding.message.endswith(f'" {message}')
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("../../about.md#mor", "names a heading that is not there", 'did you mean "../../about.md#more"?'),
        ("../../about.md#zzzzz", "names a heading that is not there", "write ../../about.md, or the heading as"),
        ("second.md#reasons", "names a heading, and this file has none of its own", "write second.md"),
        ("../../map.yml#x", "names a heading, and this file has none of its own", "write ../../map.yml"),
        ("../gone.md", "leads to a node that was withdrawn", "it was replaced: write second.md"),
        ("../lost.md", "leads to a node that was withdrawn", "link to a node that stands"),
    ],
)
def test_a_link_to_less_than_it_says_is_a_warning(address: str, message: str, hint: str) -> None:
    (finding,) = told(f"[x]({address})")

    assert (finding.code, finding.message.partition('" ')[2]) == ("AM086", message)
    assert finding.hint.startswith(hint)


def test_a_withdrawn_node_may_name_others_that_were() -> None:
    gone = node(supports="", status="withdrawn", reason="No.") + "[x](../lost.md)\n"

    assert checked({**DOCS, "m/nodes/part/a.md": gone}, (), OTHERS)[1] == []


def test_a_file_that_cannot_be_read_is_there_all_the_same() -> None:
    files = {**DOCS, "m/nodes/part/a.md": f"{node()}[x](../closed.md#h)\n"}
    unread = Finding(Place("m/nodes/closed.md"), "AM001", "the file cannot be read", "look at its permissions")

    assert [finding.code for finding in checked(files, (unread,), OTHERS)[1]] == ["AM001"]


def test_a_link_is_told_of_where_its_address_stands_and_once() -> None:
    prose = "[a][x] and [b][x] and\n[c](\nnone.md)\n\n> | [d](none.md) |\n> |---|\n\n"
    notes = "[e][^1]\n\n[^1]: A\n    [f](none.md)\n\n> [x]: none.md\n"

    assert [finding.place.line for finding in told(prose + notes)] == [8, 11, 17, 19]


@pytest.mark.parametrize("prose", ["[](second.md)", "[]( https://e.org )", "[ ](second.md)", "[][x]\n\n[x]: second.md"])
def test_a_link_without_words_is_told(prose: str) -> None:
    assert [(finding.code, finding.message) for finding in told(prose)] == [("AM060", "a link without words")]


def test_the_address_of_a_link_is_what_a_browser_finds_from_the_nodes_page(put: Put) -> None:
    links = "[a](second.md) [b](../../about.md#more) [c](../../../index.md 'T') [d](<../../pictures/a b.png>) [e](a.md)"
    docs = put({**DOCS, "m/nodes/part/a.md": f"{node()}{links}\n"})
    for path in OTHERS:
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).touch()

    page = site_of(docs).tree["m/a/index.md"]

    prose = page.partition('class="am-prose"')[2].partition("</p>")[0]
    expected = ["../second/", "../about/#more", "../../", "../pictures/a%20b.png", "./"]
    assert re.findall('href="([^"]*)"', html.unescape(prose)) == expected


def test_pages_have_addresses_of_either_form() -> None:
    paths = [
        "m/map.yml",
        "m/nodes/a/b.md",
        "m/about.md",
        "m/index.md",
        "x/README.md",
        "index.md",
        "x/y.markdown",
        "z.png",
    ]
    same = {"m/map.yml": "m/", "m/nodes/a/b.md": "m/b/", "m/index.md": "m/", "x/README.md": "x/", "index.md": ""}

    assert page_addresses(paths) == {**same, "m/about.md": "m/about/", "x/y.markdown": "x/y/"}
    assert page_addresses(paths, directory_urls=False) == {
        **same,
        "m/about.md": "m/about.html",
        "x/y.markdown": "x/y.html",
    }


PARTS = st.sampled_from(["a.md", "b%20c.md", "(d).md", "é.md", "e_f.md", "x&y.md"])
FORMS = st.sampled_from(["[w]({})", "[w](<{}>)", "[w](\n{} 'T')", "[w][r]\n\n[r]: {}\n", "> [w][r]\n>\n> [r]: <{}>\n"])


@given(PARTS, FORMS, st.sampled_from(["", "../", "./x/../"]))
def test_whatever_link_is_read_can_be_changed_in_place(name: str, form: str, folder: str) -> None:
    prose = form.format(folder + name)

    def links(text: str) -> list[ProseLink]:
        return [prose_link("m/nodes/n.md", address, 0) for address, _ in read_prose(text).links]

    (before,) = links(prose)
    (after,) = links(with_links(prose, "m/nodes/n.md", lambda link: link_to(f"m/new/{link.path}", "m/nodes/n.md")))

    assert after.path == f"m/new/{before.path}"
    assert with_links(prose, "m/nodes/n.md", lambda _: "") == prose


LINKED = {
    **DOCS,
    "m/nodes/part/a.md": node() + "[x](second.md), [y](../top.md#h) and [z][r].\n\n[r]: <../../about.md> 'T'\n",
    "m/nodes/b.md": node() + "So [it](part/a.md) is, [a](https://e.org/a.md).\n\n> [y][r]\n\n[r]: ./part/a.md\n",
    "o/nodes/c.md": TOP["m/nodes/top.md"] + "[there](../../m/nodes/part/a.md)\n",
}


def done(old: str, new: str, files: dict[str, str] = LINKED) -> dict[str, str]:
    argument_map = next(one for one in read(files).maps if one.id == "m")
    renaming = renamed(files, argument_map, old, new)
    return {path: text for path, text in {**files, **renaming.files}.items() if path != renaming.gone}


def test_links_to_a_renamed_node_are_mended_in_all_maps() -> None:
    after = done("a", "z")

    assert "So [it](part/z.md) is, [a](https://e.org/a.md).\n\n> [y][r]\n\n[r]: part/z.md\n" in after["m/nodes/b.md"]
    assert "[there](../../m/nodes/part/z.md)\n" in after["o/nodes/c.md"]
    assert "[x](second.md), [y](../top.md#h) and [z][r].\n\n[r]: <../../about.md> 'T'" in after["m/nodes/part/z.md"]


@pytest.mark.parametrize(
    ("new", "path"), [("./a", "m/nodes/a.md"), ("x/y/a", "m/nodes/x/y/a.md"), ("x/z", "m/nodes/x/z.md")]
)
def test_a_node_that_moves_takes_its_own_links_along(new: str, path: str) -> None:
    after = done("a", new)

    def found(files: dict[str, str]) -> list[tuple[str, str]]:
        return [(finding.code, finding.message.partition('" ')[2]) for finding in checked(files, (), OTHERS)[1]]

    assert "m/nodes/part/a.md" not in after
    assert ("aliases" in after[path]) == (not new.endswith("a"))
    assert found(after) == found(LINKED) == [("AM086", "names a heading, and this file has none of its own")]


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("../z", r'"\.\." is not a folder for nodes'),
        ("/z", '"" is not a folder for nodes'),
        ("A b/z", '"A b" is not a folder for nodes'),
        ("part/a", r"m/nodes/part/a\.md is where the node is already"),
        ("x/top", '"top" is taken'),
        ("x/", '"" is not an id'),
    ],
)
def test_a_node_moves_within_the_maps_folder_of_nodes_only(new: str, message: str) -> None:
    with pytest.raises(RenamingRefused, match=message):
        done("a", new)


def test_a_link_that_cannot_be_mended_stops_a_renaming() -> None:
    files = {**LINKED, "m/nodes/b.md": node() + "[x](part/&#97;.md)\n"}

    with pytest.raises(RenamingRefused, match=r'm/nodes/b\.md names "a" in a way that cannot be changed here'):
        done("a", "z", files)


def test_a_rename_and_a_move_change_no_prose_and_another_link_does() -> None:
    def changes(after: dict[str, str]) -> dict[str, tuple[ChangeKind, ...]]:
        before, now = (State(read(files).maps, ()) for files in (LINKED, after))
        return {node.id: node.what for change in compare(before, now).maps for node in change.nodes}

    renamed_in_m = {**done("a", "x/z"), "o/nodes/c.md": LINKED["o/nodes/c.md"]}
    assert changes(renamed_in_m) == {"z": (ChangeKind.RENAMED,)}
    assert changes(done("a", "./a"))["a"] == (ChangeKind.MOVED,)
    elsewhere = LINKED["m/nodes/b.md"].replace("(part/a.md)", "(part/second.md)")
    assert changes({**LINKED, "m/nodes/b.md": elsewhere}) == {"b": (ChangeKind.EDITED,)}
