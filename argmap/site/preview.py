"""Shows maps that have errors, while somebody works on them: errors on their pages, and all else as it was."""

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from argmap.locale.words import translations
from argmap.model.findings import Finding, has_errors
from argmap.model.rules import Severity
from argmap.pages.faulty import FaultNote, faulty_page
from argmap.pages.templating import Templates
from argmap.read.layout import folder_of_map, map_folders, node_pages, page_folder
from argmap.read.sources import DocsFiles
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site

NOTHING = DocsFiles({}, (), ())
"""A docs folder of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a docs folder while it is worked on.

    Attributes:
        site: What was made; its findings are those of the files as they are.
        notes: What stands above other pages of maps that have errors, by the pages' paths.
        sound: The files as they were when they last had no errors.
    """

    site: Site
    notes: Mapping[str, Markup] = field(default_factory=dict)
    sound: DocsFiles = NOTHING


def preview_of(files: DocsFiles, sound: DocsFiles, tools: BuildOptions) -> Preview:
    """Make what can be shown of a docs folder, whatever errors its maps have.

    Args:
        files: The files of the docs folder.
        sound: What they were when they last had no errors; nothing if that is not known.
        tools: What the build works with.

    Returns:
        The site. With errors, a page at the address of each node or page that has some tells of them, and so does a
        note above the other pages of its map; these are made of what the files were without errors.
    """
    site = _built(files, tools)
    errors = [finding for finding in site.findings if finding.severity is Severity.ERROR]
    if not errors:
        return Preview(site, {}, files)
    shown = _without(errors, files, sound, tools)
    faulty = _by_page(errors, [*files.texts, *files.others])
    maps = map_folders(files.texts)
    fronts = {_front(path, maps) for path in faulty} - {""}
    words, templates = translations(tools.language), Templates(tools.templates, tools.language)
    pages = dict(shown.pages)
    for path in sorted({*faulty, *(fronts - {*shown.pages})}):
        own, front = faulty.get(path, []), _front(path, maps)
        heading = words.gettext("Errors in {file}").format(file=own[0].place.path if own else posixpath.dirname(path))
        others = _ways(path, faulty, maps)
        is_shown = not front or front in shown.pages
        pages[path] = templates.page(faulty_page(own, files.texts, heading, is_shown=is_shown, others=others))
    notes = {
        path: templates.fill(FaultNote(_ways(path, faulty, maps)))
        for path in shown.pages
        if path not in faulty and _front(path, maps) in fronts
    }
    return Preview(replace(shown, pages=pages, hidden=site.hidden, findings=site.findings), notes, sound)


def _built(files: DocsFiles, tools: BuildOptions) -> Site:
    return build_site(files.texts, files.findings, tools, files.others)


def _without(errors: Sequence[Finding], files: DocsFiles, sound: DocsFiles, tools: BuildOptions) -> Site:
    """Make the site of as many of the files as have no errors together: fewer and fewer, and at last of none."""
    paths = {error.place.path for error in errors}
    maps = tuple(
        f"{folder}/" for folder in map_folders(files.texts) if any(path.startswith(f"{folder}/") for path in paths)
    )

    def is_faulty(path: str) -> bool:
        return path in paths

    def is_concerned(path: str) -> bool:
        return path in paths or path.startswith(maps)

    def is_any(_: str) -> bool:
        return True

    tries = [(is_faulty, sound), (is_concerned, sound), (is_concerned, NOTHING), (is_any, NOTHING)]
    sites = (_built(_mixed(files, instead, is_left_out), tools) for is_left_out, instead in tries)
    return next(site for site in sites if not has_errors(site.findings))


def _mixed(files: DocsFiles, instead: DocsFiles, is_left_out: Callable[[str], bool]) -> DocsFiles:
    """Take some files from another state of the docs folder, or leave them out where it has none."""
    return DocsFiles(
        {path: text for path, text in files.texts.items() if not is_left_out(path)}
        | {path: text for path, text in instead.texts.items() if is_left_out(path)},
        tuple(path for path in files.others if not is_left_out(path))
        + tuple(path for path in instead.others if is_left_out(path)),
        tuple(finding for finding in files.findings if not is_left_out(finding.place.path)),
    )


def _by_page(errors: Iterable[Finding], paths: Sequence[str]) -> dict[str, list[Finding]]:
    """Choose for each error the page that tells of it: that of its node, its own, or the front page of its map."""
    pages = {file: page for page, file in node_pages(paths).items()}
    maps = map_folders(paths)
    found: dict[str, list[Finding]] = {}
    for error in errors:
        path = error.place.path
        page = pages.get(path) or (path if path.endswith(".md") else _front(path, maps))
        if page:
            found.setdefault(page, []).append(error)
    return found


def _front(path: str, maps: Iterable[str]) -> str:
    """Return the front page of the map to whose folder a file belongs; nothing if it belongs to none."""
    folder = folder_of_map(path, maps)
    return f"{folder}/index.md" if folder else ""


def _ways(path: str, faulty: Mapping[str, Sequence[Finding]], maps: Iterable[str]) -> list[tuple[str, str]]:
    """Return the files with errors in the map of a page but for its own, each with the way to what tells of them."""
    known = list(maps)
    own = _front(path, known)
    return [
        (errors[0].place.path, f"{posixpath.relpath(f'/{page_folder(page)}', f'/{page_folder(path)}')}/")
        for page, errors in faulty.items()
        if own and page != path and _front(page, known) == own
    ]
