"""Files of a map's folder are published as they are, so that none may be one that a browser runs."""

import pytest

from argmap.check.files import file_findings

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n%s</svg>'
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XHTML = "http://www.w3.org/1999/xhtml"


def messages(drawing: str) -> list[tuple[str, int, str]]:
    found = file_findings({"m/map.yml": "", "m/pictures/a.svg": drawing}, [])
    return [(one.code, one.place.line, one.message) for one in found]


@pytest.mark.parametrize(
    "drawing",
    [
        SVG % '<a href="../top/"><text fill="url(#a)">x</text></a><use xlink:href="#a"/><image href="p.png"/>',
        SVG % '<image xlink:href="data:image/PNG;base64,a//b"/><feImage href="data:image/webp,x"/>',
        SVG % "<style>a { fill: url(#b); mask: url('data:image/png;base64,a//b') }</style><g data-at='C:\\x'/>",
        SVG % f'<metadata><r:RDF xmlns:r="{RDF}"><r:li r:about="https://x"/></r:RDF></metadata><?xpacket x?>',
        SVG % '<d:view xmlns:d="https://d" onclick="x"/><g xmlns:d="https://d" d:href="https://x" xml:lang="en"/>',
        '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- https://x -->\n<svg/>',
    ],
)
def test_a_still_drawing_is_no_finding(drawing: str) -> None:
    assert messages(drawing) == []


@pytest.mark.parametrize(
    ("drawing", "line", "message"),
    [
        (SVG % "<script><g/></script>", 2, "<script> has no place in a still drawing"),
        ("<svg>\n<SCRIPT/></svg>", 2, "<SCRIPT> has no place in a still drawing"),
        (SVG % '<foreignObject><p xmlns="x" onclick="x"/></foreignObject>', 2, "<foreignObject> has no place"),
        (SVG % f'<p xmlns="{XHTML}"><p/></p>', 2, "<p> is not of SVG, and a browser would act on it"),
        (SVG % '<set attributeName="href" to="javascript:x"/>', 2, "<set> has no place in a still drawing"),
        (SVG % '<g onclick="x"/>', 2, "onclick would run a script"),
        (SVG % '<g ONLOAD="x"/>', 2, "ONLOAD would run a script"),
        (SVG % '<use href="https://a.b/c.svg#d"/>', 2, "<use> leads to https://a.b/c.svg#d, which is not on this site"),
        (SVG % '<image xlink:href="//a.b/c"/>', 2, "<image> leads to //a.b/c"),
        (SVG % '<image href="data:image/svg+xml,x"/>', 2, "<image> leads to data:image/svg+xml,x"),
        (SVG % '<a href=" java&#10;script:x"/>', 2, "<a> leads to java script:x"),
        (SVG % '<g xml:base="https://a.b/"/>', 2, "xml:base sends all addresses elsewhere"),
        (SVG % "<g fill=\"url( 'https://a.b/c' )\"/>", 2, "fill would load"),
        (SVG % '<g fill="u\\72l(https://a.b)"/>', 2, "fill would load"),
        (SVG % "<g style=\"a: image-set('x' 1x)\"/>", 2, "style would load"),
        (SVG % "<style>@imp<!-- x -->ort 'x'</style>", 2, "the style sheet would load something"),
        (SVG % "<style>a { b: url(https:a) }</style>", 2, "the style sheet would load something"),
        (SVG % "<style><![CDATA[a { b: url(//a) }]]><g/></style>", 2, "the style sheet would load something"),
        (SVG % "<?xml-stylesheet href='x'?>", 2, "the instruction <?xml-stylesheet …?> could load a style sheet"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg>&a;</svg>", 1, "the drawing declares a document type"),
        ("<?xml version='1.0' encoding='UTF-7'?>\n<svg/>", 1, "the drawing says that it is UTF-7"),
        (SVG % "&a;", 2, "this is no whole drawing: undefined entity"),
        (SVG % "<g>", 2, "this is no whole drawing: mismatched tag"),
        (SVG % "\0", 2, "this is no whole drawing: not well-formed"),
        ("", 1, "this is no whole drawing: no element found"),
    ],
)
def test_what_runs_in_a_drawing_or_loads_is_one_finding_at_its_line(drawing: str, line: int, message: str) -> None:
    ((code, found_line, found),) = messages(drawing)

    assert (code, found_line) == ("AM069", line)
    assert found.startswith(message)


def test_of_very_many_faults_of_a_drawing_the_first_hundred_are_told() -> None:
    assert len(messages(SVG % ("<script/>\n" * 1_000))) == 100


@pytest.mark.parametrize(
    "name",
    [
        "a.html",
        "a.HTM",
        "sub/a.xhtml",
        "a.js",
        "a.css",
        "a.swf",
        "a.xml",
        "a.svgz",
        "a.markdown",
        "LICENSE",
        "Thumbs.db",
    ],
)
def test_a_file_that_could_run_is_a_finding_in_a_maps_folder_only(name: str) -> None:
    (found,) = file_findings({"m/map.yml": ""}, [f"m/{name}", name])

    assert (found.code, found.place.path) == ("AM069", f"m/{name}")
    assert "put pictures, PDF, plain text (.txt) or data here" in found.hint


@pytest.mark.parametrize(
    ("name", "code"), [("a\u202egnp.txt", "AM003"), ("a\nb.md", "AM002"), ("sub\x1b/a.png", "AM002")]
)
def test_a_name_that_cannot_be_seen_as_it_is_is_a_finding(name: str, code: str) -> None:
    (found,) = file_findings({"m/map.yml": ""}, [f"m/{name}"])

    assert (found.code, found.place.path) == (code, f"m/{name}")


@pytest.mark.parametrize("name", ["a.png", "a.JPG", "sub/a.pdf", "a.txt", "a.csv", "references.json", "paragraphs.tsv"])
def test_pictures_texts_and_data_are_welcome(name: str) -> None:
    assert list(file_findings({"m/map.yml": ""}, [f"m/{name}"])) == []


def test_what_lies_among_the_nodes_is_told_of_elsewhere() -> None:
    assert list(file_findings({"m/map.yml": "", "m/nodes/a.svg": "x"}, ["m/nodes/a.html"])) == []
