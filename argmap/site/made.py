"""What a build made of a docs folder, and what is made of that only when somebody asks for it: pictures, and data."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.citations.formatting import told_once
from argmap.diagrams.credit import Credit
from argmap.diagrams.pictures import pictures
from argmap.diagrams.previews import Preview, preview_pictures
from argmap.diagrams.render import downloadable
from argmap.model.findings import Finding
from argmap.pages.page import Page, WrittenPage, markdown_of
from argmap.site.packing import Packed, only, together
from argmap.storage.cache import Cache

AT_ONCE = 10
"""How many maps are made together: pandoc starts once for them, and all that is made of them is held at once."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was made of a docs folder; no pages and files if there are errors.

    Attributes:
        pages: The pages of the site that are argmap's, or that it completed, by the paths of their Markdown files.
        files: All other files that are generated, by their paths: drawings, data, redirects, style sheet, script.
        hidden: The files of the docs folder that must not be published as they are: nodes, map.yml, and the data beside
            it but for references.json and verified.json.
        findings: What was found, sorted.
    """

    pages: Mapping[str, Page | WrittenPage]
    files: Mapping[str, str]
    hidden: frozenset[str]
    findings: tuple[Finding, ...]
    previews: Mapping[str, Preview] = field(default_factory=dict)
    """What the pictures beside links to the pages say, by their paths."""
    credited: Mapping[str, Credit] = field(default_factory=dict)
    """What each drawing that readers can download says of itself, by its path."""
    asked: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """What writes each file that is made only when somebody asks for it, by its path."""

    @property
    def drawings(self) -> Mapping[str, str]:
        """The drawings that readers can download, as SVGs by their paths."""
        return only(self.files, [path for path in self.credited if path in self.files])

    @property
    def tree(self) -> dict[str, str]:
        """Everything as plain files by their paths, as any builder takes them."""
        return {**self.files, **{path: markdown_of(page) for path, page in self.pages.items()}}


def packed(part: Site) -> Site:
    """Pack a part of a site of many maps while the rest is made.

    Args:
        part: The part.

    Returns:
        The same, in a small part of the memory.
    """
    return replace(part, pages=Packed(part.pages), files=Packed(part.files))


def joined(parts: Sequence[Site], hidden: frozenset[str]) -> Site:
    """Put parts of a site together: the same site, whatever it was cut into.

    Args:
        parts: The parts; where two have a page or a file, it is the later one's.
        hidden: The files of the docs folder that are not published.

    Returns:
        The site.
    """
    return Site(
        together([part.pages for part in parts]),
        together([part.files for part in parts]),
        hidden,
        tuple(told_once(finding for part in parts for finding in part.findings)),
        {path: preview for part in parts for path, preview in part.previews.items()},
        {path: credit for part in parts for path, credit in part.credited.items()},
        {path: write for part in parts for path, write in part.asked.items()},
    )


def pictures_of(site: Site, cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Make all pictures of a site: of its drawings, and beside links to its pages.

    Args:
        site: The site.
        cache: The cache.

    Yields:
        The path of each picture, and the picture.
    """
    yield from pictures(site.drawings, cache, site.credited)
    yield from preview_pictures(site.previews, cache)


def files_of(
    site: Site, site_address: str, cache: Cache, until_begun_are_made: Callable[[], object] = lambda: None
) -> Iterator[tuple[str, bytes]]:
    """Write everything as plain files, as any builder takes them, with the pictures.

    Args:
        site: The site, or a part of it.
        site_address: The address at which the site will be published, ending in a slash, or empty.
        cache: The cache.
        until_begun_are_made: Waits for pictures that are being made for the cache, so that none is made twice.

    Yields:
        The path of each file, and its content.
    """
    for path, content in site.files.items():
        drawn = downloadable({path: content}, site.credited, site_address) if path in site.credited else {}
        yield path, drawn.get(path, content).encode()
    for path, page in site.pages.items():
        yield path, markdown_of(page).encode()
    until_begun_are_made()
    yield from pictures_of(site, cache)


def made_when_asked(site: Site, path: str, cache: Cache) -> bytes | None:
    """Make a file of a site for somebody who asks for it.

    Args:
        site: The site.
        path: The path of a file.
        cache: The cache.

    Returns:
        The file; None where it is none of those that are made so: data of whole maps, and pictures.
    """
    if path in site.asked:
        return site.asked[path]().encode()
    drawing = f"{posixpath.splitext(path)[0]}.svg"
    drawn = {drawing: site.credited[drawing]} if drawing in site.drawings else {}
    shown = {path: site.previews[path]} if path in site.previews else {}
    return dict(pictures_of(replace(site, credited=drawn, previews=shown), cache)).get(path)
