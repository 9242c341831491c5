"""Reads a page as Zotero does: which of its translators takes it, and what Embedded Metadata saves.

Of the translators for pages of any site the first that finds something takes the page: unAPI (300), COinS (310),
Embedded Metadata (320), DOI (400), which takes every DOI in text or links:
https://github.com/zotero/translators/blob/master/DOI.js. Embedded Metadata reads the page's head: first its RDF
statements (`z:` and `og:`), then the Highwire tags over them, then Open Graph for what is still missing:
https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js, and `cleanAuthor` of
https://github.com/zotero/utilities/blob/master/utilities.js for names.
"""

import re
from html.parser import HTMLParser
from typing import Any

_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_language": "language",
}
_PREFIXES = ("bib", "bibo", "dc", "dcterms", "eprint", "eprints", "foaf", "og", "article", "book", "prism", "rdf", "z")
_DOI = re.compile(r"\b10\.[0-9]{4,}/[^\s&\"']*[^\s&\"'.,]")
_OPEN_GRAPH = {"og:title": "title", "og:url": "url", "og:site_name": "websiteTitle", "description": "abstractNote"}


class Head(HTMLParser):
    """What stands in a page's head: its metas, links and linked data, and everything that is loaded or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.data: list[str] = []
        self.elements: set[str] = set()
        self._in_data = False
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        if tag == "meta":
            self.metas.append((given.get("name") or given.get("property", ""), given.get("content", "")))
        if tag == "link":
            self.links.append(given)
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"
        if self._in_data:
            self.data.append("")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data[-1] += data

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._in_data = False

    def link(self, rel: str) -> list[str]:
        return [one["href"] for one in self.links if one.get("rel") == rel]


class _Body(HTMLParser):
    """Gathers the texts of a page and where its links lead; what programs or the browser read is none."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements: set[str] = set()
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._within = tag if tag in ("script", "style") else ""
        self.elements |= {f"{tag}.{name}" for name in given.get("class", "").split()}
        if tag == "a":
            self.found.append(given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._within = ""

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.found.append(data)


def translator(page: str) -> str:
    """Return the name of the translator that takes a page; empty where none finds anything."""
    head, body = Head(page), _Body(page)
    if any(link.get("rel") == "unapi-server" for link in head.links):
        return "unAPI"
    if "span.Z3988" in body.elements:
        return "COinS"
    tags = [re.split("[.:_]", name)[0].lower() for name, content in head.metas if content]
    if any(tag in _PREFIXES for tag in tags) or any(name in _HIGHWIRE for name, _ in head.metas):
        return "Embedded Metadata"
    return "DOI" if any(_DOI.search(found) for found in body.found) else ""


def saved(head: Head, address: str) -> dict[str, Any]:
    """Return the item that would be saved from a page at this address."""
    item: dict[str, Any] = {"itemType": "journalArticle", "creators": []}  # what citation_title alone is taken for
    for name, content in head.metas:
        if name.startswith("z:"):
            item[name.removeprefix("z:")] = content
    for name, content in head.metas:
        if name in _HIGHWIRE:
            item[_HIGHWIRE[name]] = content
    authors = [content for name, content in head.metas if name == "citation_author"]
    item["creators"] += [_clean(author) for content in authors for author in _divided(content, alone=len(authors) == 1)]
    keywords = [content for name, content in head.metas if name == "citation_keywords"]
    item["tags"] = [keyword.strip() for content in keywords for keyword in content.split(";") if keyword.strip()]
    for name, content in head.metas:
        if name in _OPEN_GRAPH:
            item.setdefault(_OPEN_GRAPH[name], content)
    item.setdefault("url", address)
    return item


def _divided(authors: str, *, alone: bool) -> list[str]:
    """Divide what one tag says as `processHighwireCreators` does: at semicolons, or at a comma between words."""
    divided = re.split(r"\s*;\s*", authors)
    by_comma = re.split(r"\s*,\s*", authors)
    if alone and len(divided) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
        divided = by_comma
    return [author for author in divided if re.search(r"[^\s,-.;]", author)]


def _clean(author: str) -> dict[str, str]:
    last_first = "," in author
    name = author.strip(" .,/[]:")
    if last_first:
        last, first, *_ = *re.split("[,،] ?", name), ""
    else:
        first, _, last = name.rpartition(" ")
    return {"lastName": last, "firstName": first} if first else {"lastName": last}
