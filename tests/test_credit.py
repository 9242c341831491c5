"""What the files of a drawing say of themselves, wherever copies of them lie, and the caption to show one elsewhere."""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DC, DCTERMS, RDF, Namespace

from argmap.diagrams.credit import Credit, pdf_with_credit, png_with_credit, svg_with_credit
from argmap.diagrams.pictures import pictures
from argmap.diagrams.render import downloadable
from argmap.model.limits import DRAFT
from argmap.site.build import BuildOptions, build_site
from argmap.storage.cache import Cache
from conftest import TOP, node
from drawings import drawn
from test_voices import UNDRAWN, words

CC = Namespace("http://creativecommons.org/ns#")
BY = "https://creativecommons.org/licenses/by/4.0/"
CREDIT = Credit(
    "A “title”", "Figure m/a: a caption.", ("Ann Доу", "B"), "CC-BY-4.0", BY, "https://e.org/m/2026.1/a/", "en"
)
HOSTILE = "<script>alert(1)</script> ]]> --> ?> ) >> endobj 雨 مطر \U0001f327 & \"' \\ " + "long " * 20_000
SVG = drawn("It will rain")


def texts_of(png: bytes) -> dict[str, str]:
    """Read the international texts of a PNG, whose chunks must all be whole."""
    found, place = {}, 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert zlib.crc32(kind + data).to_bytes(4, "big") == png[place + 8 + length : place + 12 + length]
        if kind == b"iTXt":
            keyword, text = data.split(b"\0\0\0\0\0", 1)
            found[keyword.decode("latin-1")] = text.decode()
        place += 12 + length
    return found


def object_of(pdf: bytes, number: int, start: int | None = None) -> bytes:
    """Read an object of a PDF from the newest table that has it."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1]) if start is None else start
    table, trailer = pdf[start:].split(b"trailer", 1)
    lines = table.split(b"\n")[1:]
    while lines and lines[0].strip():
        first, count = map(int, lines[0].split())
        if first <= number < first + count:
            place = int(lines[1 + number - first][:10])
            assert pdf[place:].startswith(b"%d 0 obj" % number)
            return pdf[place : pdf.index(b"\nendobj", place)]
        lines = lines[1 + count :]
    before = re.search(rb"/Prev (\d+)", trailer)
    assert before
    return object_of(pdf, number, int(before[1]))


def information_of(pdf: bytes) -> tuple[dict[str, str], str]:
    """Read the information of a PDF, and its metadata."""
    trailer = pdf[pdf.rindex(b"trailer") :]
    number, root = (int(re.findall(name + rb" (\d+) 0 R", trailer)[0]) for name in (rb"/Info", rb"/Root"))
    told = re.findall(rb"/(\w+) <feff([0-9a-f]*)>", object_of(pdf, number))
    metadata = object_of(pdf, int(re.findall(rb"/Metadata (\d+) 0 R", object_of(pdf, root))[0]))
    length = int(re.findall(rb"/Length (\d+)", metadata)[0])
    packet = metadata.partition(b"stream\n")[2][:length].decode()
    return {name.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for name, text in told}, packet


def statements(text: str) -> Graph:
    """Read the RDF that stands in a text of XML."""
    rdf = re.findall(r"<rdf:RDF.*</rdf:RDF>", text, re.DOTALL)
    return Graph().parse(data=rdf[0], format="xml", publicID="https://e.org/figure")


def members(graph: Graph, predicate: URIRef) -> list[str]:
    """Return what stands in the container that the file has by this predicate, in its order; nothing without one."""
    container = next(iter(graph.objects(predicate=predicate)), None)
    numbered = sorted((str(name), str(one)) for name, one in graph.predicate_objects(container) if name != RDF.type)
    return [one for _, one in numbered] if container else []


def says(graph: Graph, credit: Credit) -> None:
    """Require that the RDF says what the credit says."""
    (file,) = set(graph.subjects(DC.title))
    assert set(members(graph, DC.title)) == {credit.title}
    assert members(graph, DC.creator) == list(credit.creators)
    assert graph.value(file, DC.source) == (Literal(credit.source) if credit.source else None)
    address = URIRef(credit.license_address) if credit.license_address else None
    assert graph.value(file, CC.license) == graph.value(file, DCTERMS.license) == address
    assert members(graph, DC.rights) == [*filter(None, [credit.license])]


def credits_to_try() -> Iterator[Credit]:
    yield CREDIT
    yield replace(CREDIT, license="", license_address="", source="")
    yield Credit(HOSTILE, HOSTILE, (HOSTILE[:80],), HOSTILE[:80], "", "https://e.org/?a=1&b=\"'<", "he")


@pytest.mark.parametrize("credit", [*credits_to_try()], ids=["all", "bare", "hostile"])
def test_every_file_of_a_drawing_says_what_it_is_whose_from_where_and_under_which_licence(credit: Credit) -> None:
    svg = ET.fromstring(svg_with_credit(SVG, credit))  # noqa: S314 - our own
    made = dict(pictures({"a.svg": SVG}, Cache(None), {"a.svg": credit}))

    space = "{http://www.w3.org/2000/svg}"
    assert [svg[0].tag, svg[1].tag, svg[2].tag] == [f"{space}title", f"{space}desc", f"{space}metadata"]
    assert (svg[0].text, svg[1].text) == (credit.title, credit.description)
    says(statements(svg_with_credit(SVG, credit)), credit)

    png = texts_of(made["a.png"])
    assert (png["Title"], png["Description"], png["Author"]) == (
        credit.title,
        credit.description,
        ", ".join(credit.creators),
    )
    assert png.get("Copyright", "") == credit.license
    assert "Source" not in png  # which would be a scanner or a camera
    says(statements(png["XML:com.adobe.xmp"]), credit)

    told, packet = information_of(made["a.pdf"])
    assert told == {"Title": credit.title, "Author": ", ".join(credit.creators), "Subject": credit.description}
    says(statements(packet), credit)


def test_what_no_file_may_hold_is_left_out_and_breaks_none() -> None:
    credit = replace(CREDIT, title="a\0b\x1b\u202ec\ud800d", description="e\x08")

    ET.fromstring(svg_with_credit(SVG, credit))  # noqa: S314 - our own
    assert texts_of(dict(pictures({"a.svg": SVG}, Cache(None), {"a.svg": credit}))["a.png"])["Title"] == "abcd"
    assert pdf_with_credit(b"%PDF-1.7 of another form", credit) == b"%PDF-1.7 of another form"


@pytest.mark.parametrize("catalog", [b"", b"\n1 0 obj\n<</Type/Catalog>>\nendobj\n"])
def test_a_pdf_without_metadata_stays_as_it_is(catalog: bytes) -> None:
    pdf = catalog + b"xref\n0 1\n0000000000 65535 f\r\ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

    assert pdf_with_credit(pdf, CREDIT) == pdf


def test_the_picture_is_the_same_with_and_without_credit() -> None:
    bare, credited = (
        dict(pictures({"a.svg": SVG}, Cache(None))),
        dict(pictures({"a.svg": SVG}, Cache(None), {"a.svg": CREDIT})),
    )

    assert png_with_credit(bare["a.png"], CREDIT) == credited["a.png"]
    assert credited["a.pdf"].startswith(bare["a.pdf"])


MAP = {
    **TOP,
    "m/map.yml": f"{TOP['m/map.yml']}license: CC-BY-4.0\n",
    "m/nodes/a.md": node("It <is> so.", title="A <b>"),
}


def test_a_nodes_page_has_its_drawing_as_a_figure_with_the_caption_that_its_files_bear() -> None:
    site = build_site(MAP, (), BuildOptions(UNDRAWN, site_address="https://e.org/"))
    page = html.unescape(site.tree["m/a/index.md"].partition('id="cite-figure"')[2].partition("</section>")[0])

    caption = (
        "“A <b>” (claim, revision 1): what bears on it, and what it bears on. From the argument map “A map”, "
        f"{DRAFT}, by A map contributors, https://e.org/m/a/. Licence: CC-BY-4.0."
    )
    credit = site.credited["m/a/neighbourhood.svg"]
    assert f"Figure [number]. {caption}</dd>" in page  # the number is that of the text that shows it
    assert credit.description == caption
    assert credit.title == f"What bears on “A <b>”, and what it bears on (A map, {DRAFT})"
    assert re.findall(r'<a href="([^"]*)" download>(\w+)</a>', page) == [
        (f"neighbourhood.{name}", name.upper()) for name in ("svg", "png", "pdf")
    ]
    assert '<a class="am-downloads" href="#cite-figure">' in html.unescape(site.tree["m/a/index.md"])


def test_where_something_is_not_known_the_caption_does_without() -> None:
    site = build_site(TOP, (), BuildOptions(UNDRAWN))

    caption = (
        "“The top” (thesis, revision 1): what bears on it, and what it bears on. "
        "From the argument map “A map”, draft, by A map contributors."
    )
    assert site.credited["m/top/neighbourhood.svg"].description == caption
    assert f"{caption}</dd>" in html.unescape(site.tree["m/top/index.md"])


def test_drawings_of_the_whole_map_and_on_pages_of_yours_say_what_they_are_too() -> None:
    block = "# Here\n\n``` argmap\nview: overview\nof: m\n```\n"
    site = build_site({**MAP, "sub/page.md": block}, (), BuildOptions(UNDRAWN, site_address="https://e.org/"))

    for path in ("m/overview.svg", "m/diagram/whole.svg", "sub/page/overview-1.svg"):
        assert site.credited[path].source == "https://e.org/m/"
        assert "Licence: CC-BY-4.0." in site.credited[path].description
    given = downloadable(site.drawings, site.credited, "https://e.org/")
    assert given.keys() == site.credited.keys()
    assert "<title>Overview of the map: A map (A map, draft)</title>" in given["m/overview.svg"]
    assert "<title>" not in site.files["m/overview.svg"]  # in a page it would be a tooltip


def test_a_node_whose_letters_no_font_has_is_offered_as_svg_alone_and_a_withdrawn_one_as_nothing() -> None:
    gone = node(supports="", status="withdrawn", reason="No.", title="Gone")
    tree = build_site(
        {**MAP, "m/nodes/a.md": node(title="A \u4df0\U00014680"), "m/nodes/gone.md": gone}, (), BuildOptions(UNDRAWN)
    ).tree

    assert {*re.findall(r'href="(neighbourhood[^"]*)"', tree["m/a/index.md"])} == {"neighbourhood.svg"}
    assert "neighbourhood" not in tree["m/gone/index.md"]
    assert "Caption" not in words(tree["m/gone/index.md"])
