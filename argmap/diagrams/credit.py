"""What a drawing says of itself wherever a copy of it lies: title, makers, licence and where it is from.

The same words stand in SVG (https://www.w3.org/TR/SVG2/struct.html#MetadataElement), in PNG
(https://www.w3.org/TR/png-3/#11keywords) and in PDF (ISO 32000-1, 14.3), each time also as RDF in the form that XMP has
(ISO 16684-1) and in the terms of Dublin Core and Creative Commons.
"""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.characters import without_forbidden

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cc": "http://creativecommons.org/ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
_PNG_HEAD = 33
"""Bytes of the signature and the first chunk, IHDR, behind which texts may stand."""

_TRAILER = re.compile(
    rb"trailer\s*<<(?P<kept>(?=[^>]*/Size (?P<size>\d+))(?=[^>]*/Root (?P<root>\d+) 0 R)[^>]*?)>>\s*"
    rb"startxref\s+(?P<start>\d+)\s+%%EOF\s*\Z"
)
_INFORMATION = re.compile(rb"/Info \d+ 0 R")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a drawing says of itself.

    Attributes:
        title: What it shows, and of which map in which edition.
        description: The caption under which it can be shown elsewhere.
        creators: Who made the map.
        license: The licence, as map.yml has it, or empty.
        license_address: Where the licence can be read, or empty.
        source: The whole address of what is drawn, or empty where that of the site is not known.
        language: The language of the map, as a BCP 47 tag.
    """

    title: str
    description: str
    creators: tuple[str, ...]
    license: str
    license_address: str
    source: str
    language: str


def svg_with_credit(svg: str, credit: Credit) -> str:
    """Let a drawing in SVG say what it is.

    Args:
        svg: An SVG element.
        credit: What it says.

    Returns:
        The element with a title, a description and metadata at its beginning.
    """
    head, sign, rest = svg.partition(">")
    title, description = _escaped(credit.title), _escaped(credit.description)
    own = f"<title>{title}</title>\n<desc>{description}</desc>\n<metadata>{_rdf(credit)}</metadata>"
    return f"{head}{sign}\n{own}{rest}"


def png_with_credit(png: bytes, credit: Credit) -> bytes:
    """Let a picture in PNG say what it is, in text chunks for UTF-8 (iTXt).

    Args:
        png: The picture.
        credit: What it says.

    Returns:
        The picture with its texts. `Source` is among them nowhere, since it is the device that made the picture: where
        it is from stands in the description and in the RDF.
    """
    texts = {
        "Title": credit.title,
        "Author": ", ".join(credit.creators),
        "Description": credit.description,
        "Copyright": credit.license,
        "Software": "argmap",
        "XML:com.adobe.xmp": _packet(credit),
    }
    chunks = (_text_chunk(keyword, without_forbidden(text)) for keyword, text in texts.items() if text)
    return b"".join([png[:_PNG_HEAD], *chunks, png[_PNG_HEAD:]])


def _text_chunk(keyword: str, text: str) -> bytes:
    data = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")


def pdf_with_credit(pdf: bytes, credit: Credit) -> bytes:
    """Let a picture in PDF say what it is, in its information and its metadata, by an update at its end.

    Args:
        pdf: The picture, as Typst writes it.
        credit: What it says.

    Returns:
        The picture with these words; as it was, if its end is not of the form that can be updated so.
    """
    end = _TRAILER.search(pdf)
    if end is None:
        return pdf
    number, root = int(end["size"]), int(end["root"])
    catalog = re.search(rb"\n%d 0 obj\s*<<(.*?)>>\s*endobj" % root, pdf, re.DOTALL)
    metadata = re.search(rb"/Metadata (\d+) 0 R", catalog[1]) if catalog else None
    if metadata is None:
        return pdf
    words = {"Title": credit.title, "Author": ", ".join(credit.creators), "Subject": credit.description}
    information = b"".join(f"/{name} ".encode() + _pdf_text(text) for name, text in words.items())
    packet = _packet(credit).encode()
    objects = {
        int(metadata[1]): b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(packet), packet),
        number: b"<<%s/Creator (argmap)>>" % information,
    }
    written, places = pdf, {}
    for own, content in objects.items():
        places[own] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (own, content)
    table = b"".join(b"%d 1\n%010d 00000 n\r\n" % (own, places[own]) for own in sorted(places))
    kept = _INFORMATION.sub(b"", end["kept"]).replace(b"/Size %d" % number, b"/Size %d" % (number + 1))
    trailer = b"trailer\n<<%s/Info %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    return written + b"xref\n" + table + trailer % (kept, number, end["start"], len(written))


def _pdf_text(text: str) -> bytes:
    return b"<feff%s>" % without_forbidden(text).encode("utf-16-be").hex().encode()


def _packet(credit: Credit) -> str:
    """Write the RDF as a packet of XMP, which programs find within a file of any kind."""
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{begin}<x:xmpmeta xmlns:x="adobe:ns:meta/">{_rdf(credit)}</x:xmpmeta><?xpacket end="r"?>'


def _rdf(credit: Credit) -> str:
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in _SPACES.items())
    return f'<rdf:RDF{spaces}><rdf:Description rdf:about="">{"".join(_statements(credit))}</rdf:Description></rdf:RDF>'


def _statements(credit: Credit) -> Iterator[str]:
    yield _in_language("dc:title", credit.title, credit.language)
    yield _in_language("dc:description", credit.description, credit.language)
    creators = "".join(f"<rdf:li>{_escaped(name)}</rdf:li>" for name in credit.creators)
    yield f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>"
    yield f"<dc:language><rdf:Bag><rdf:li>{_escaped(credit.language)}</rdf:li></rdf:Bag></dc:language>"
    if credit.source:
        yield f"<dc:source>{_escaped(credit.source)}</dc:source>"
    if credit.license:
        yield _in_language("dc:rights", credit.license, "")
    if credit.license_address:
        address = _escaped(credit.license_address)
        yield f'<cc:license rdf:resource="{address}"/><dcterms:license rdf:resource="{address}"/>'
        yield f"<xmpRights:WebStatement>{address}</xmpRights:WebStatement>"


def _in_language(name: str, text: str, language: str) -> str:
    """Write a text with its language, and as what is to be read by whoever asks for no language."""
    tags = dict.fromkeys(filter(None, ("x-default", language)))
    texts = "".join(f'<rdf:li xml:lang="{_escaped(tag)}">{_escaped(text)}</rdf:li>' for tag in tags)
    return f"<{name}><rdf:Alt>{texts}</rdf:Alt></{name}>"


def _escaped(text: str) -> str:
    return html.escape(without_forbidden(text))
