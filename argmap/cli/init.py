"""The command argmap init."""

import argparse
import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from argmap import __version__
from argmap.check.reports import render
from argmap.cli.asking import ask
from argmap.cli.describing import doubt_once
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.edit.newwork import doubted_name, names_fault, names_of
from argmap.edit.starter import EXAMPLE, Beginning, nav_lines, starter_files
from argmap.export.schemas import schemas
from argmap.model.findings import has_errors
from argmap.model.ids import slug
from argmap.model.jsontext import json_text
from argmap.model.limits import ID_IN_WORDS, is_id
from argmap.read.layout import MAP_FILE
from argmap.read.meant import excerpt
from argmap.read.siteconfig import CONFIG_FILES, site_config
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, load, text_file
from argmap.storage.resources import starter
from argmap.storage.writing import put_new_files, stays_below

_EDITED = ("map", "glossary", "editions")
"""The schemas by which editors help with files that are YAML from end to end."""

_NAME = "Argument maps"


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Writes an example of a map, with a site around it (mkdocs.yml, a workflow that publishes it, "
        "settings of editors, a README), and the beginning of a map of yours when you give its title. In the folder of "
        "a MkDocs site, it writes the maps and says what to add to mkdocs.yml. No file that is there is changed. "
        "At a terminal, it asks for what is not given."
    )
    command.epilog = EXITS
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="where the site is to be, or is (default: the folder here)"
    )
    command.add_argument("--name", help=f"the name of the site (default: Maps by the author, or {_NAME})")
    command.add_argument("--title", help="the title of a map of yours")
    command.add_argument("--map", metavar="ID", help="that map's folder below docs; without it, made of the title")
    command.add_argument("--language", default="en", help="the language of that map (default: en)")
    command.add_argument("--author", help="who makes that map, such as Doe, Jane; Roe, Ann")
    command.add_argument("--no-example", action="store_true", help="leave out the map that comes as an example")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    config = next((folder / name for name in CONFIG_FILES if (folder / name).is_file()), None)
    beginning = _beginning(options, config)
    docs = folder / beginning.docs
    files = starter_files(starter(), beginning, __version__)
    if config is None:
        files |= {f".vscode/argmap-{name}.json": json_text(schemas()[name]) for name in _EDITED}
    own = f"{beginning.docs}/{beginning.map_id}/{MAP_FILE}"
    if (folder / own).exists():
        message = f"{folder / own} is there already; choose another title, or another id by --map"
        raise DiskError(message)
    has_example = (docs / EXAMPLE).exists()
    new = {
        path: text
        for path, text in files.items()
        if not (folder / path).exists()
        and not (has_example and PurePosixPath(path).is_relative_to(f"{beginning.docs}/{EXAMPLE}"))
    }
    if wrong := _wrong(docs, beginning, new):
        sys.stderr.write(wrong)
        return FOUND
    put_new_files(folder, new)
    for path in files:
        sys.stdout.write(f"{'wrote' if path in new else 'left as it is:'} {folder / path}\n")
    if not options.title and not sys.stdin.isatty():
        sys.stderr.write("standard input is no terminal, so nothing was asked; --title begins a map of yours\n")
    if person := doubted_name(options.author or ""):
        sys.stderr.write(f'map.yml has the author as an organisation; a person would stand there as "{person}"\n')
    sys.stdout.write(_what_next(options, config, beginning))
    return CLEAN


def _beginning(options: argparse.Namespace, config: Path | None) -> Beginning:
    """Put together what the site is to be; at a terminal, ask for what was not given."""
    docs = _docs_of(config) if config else "docs"
    asks = sys.stdin.isatty()
    name, title = options.name, options.title
    if name is None and asks and config is None:
        name = ask("Name of the site (empty for one made of who makes your map)")
    if title is None and asks:
        title = ask("Title of a map of yours (empty for the example alone)")
    author = options.author
    if title and author is None and asks:
        doubt = doubt_once()
        about = "Who makes it, as in Doe, Jane; several with ; between them (empty to say so later)"
        author = ask(about, lambda answer: names_fault(answer) or doubt(answer))
    title = " ".join((title or "").split())
    map_id = options.map or slug(title, options.language)
    if title and not map_id:
        message = "the title has no Latin letters to make an address of; name the map's folder by --map"
        raise DiskError(message)
    if options.map and not title:
        message = "say the title of the map too: --title"
        raise DiskError(message)
    if options.no_example and not map_id:
        message = "without the example there is no map; say the title of one of yours: --title"
        raise DiskError(message)
    if map_id and not is_id(map_id):
        message = f'"{excerpt(map_id)}" cannot be the folder of a map: {ID_IN_WORDS}'
        raise DiskError(message)
    author = " ".join((author or "").split())
    if fault := names_fault(author):
        message = f'nobody can be cited as "{excerpt(author)}": {fault}'
        raise DiskError(message)
    people = names_of(author)
    name = " ".join((name or "").split()) or _site_name(people)
    authors = tuple(", ".join(person.values()) for person in people)  # the family name first
    return Beginning(name, docs, map_id, title, options.language, authors, bool(config), not options.no_example)


def _site_name(people: Sequence[Mapping[str, str]]) -> str:
    """Name a site after those who make its map."""
    *others, last = [" ".join(reversed([*person.values()])) for person in people] or [""]
    by = f"{', '.join(others)} and {last}" if others else last
    return f"Maps by {by}" if by else _NAME


def _docs_of(config: Path) -> str:
    read = site_config(text_file(config), os.environ)
    if read is None:
        message = f"{config} cannot be read, so where its docs are is not known; mend it first"
        raise DiskError(message)
    docs = PurePosixPath(read.docs_dir).as_posix()
    if not stays_below(docs):
        message = f"the docs of {config} lie in {docs}, outside its folder; run argmap init there"
        raise DiskError(message)
    return docs


def _wrong(docs: Path, beginning: Beginning, new: dict[str, str]) -> str:
    """Say what would be wrong with the new maps; empty where nothing is."""
    sources = load(docs) if docs.is_dir() else None
    texts = dict(sources.texts) if sources else {}
    begun = {path.removeprefix(f"{beginning.docs}/"): text for path, text in new.items()}
    within = {path: text for path, text in begun.items() if path.startswith((f"{beginning.map_id}/", f"{EXAMPLE}/"))}
    _, findings = checked(texts | within, sources.findings if sources else (), sources.others if sources else ())
    own = [finding for finding in findings if finding.place.path in within]
    return render(own, "text", root=docs.as_posix()) if has_errors(own) else ""


def _what_next(options: argparse.Namespace, config: Path | None, beginning: Beginning) -> str:
    here = "" if options.folder == Path() else f"cd {shlex.quote(str(options.folder))} && "
    docs = "" if beginning.docs == "docs" else f" --docs {shlex.quote(beginning.docs)}"
    lines = []
    if config:
        lines += _to_add(config, beginning)
    lines += ["\nTo see it at http://127.0.0.1:8000/ as you write:", f"  {here}mkdocs serve"]
    if beginning.map_id:
        lines += ["To begin your map:", f"  {here}argmap new thesis --map {beginning.map_id}{docs}"]
    else:
        lines += [
            "To answer a claim of the example:",
            f"  {here}argmap new counterclaim --against open-to-refutation{docs}",
        ]
    return "\n".join([*lines, ""])


def _to_add(config: Path, beginning: Beginning) -> list[str]:
    """Say what a site's configuration still needs for the maps to be shown."""
    text = text_file(config)
    site, nav = site_config(text, os.environ), nav_lines(beginning, text)
    plugins = site.plugins if site else ()
    lines = []
    if plugins is None:  # once plugins are named, MkDocs no longer adds its search by itself
        lines += [f"\nTo show the maps, add to {config} (search, too: else the site would lose it):"]
        lines += ["plugins:", "  - search", "  - argmap"]
    elif "argmap" not in plugins:
        lines += [f"\nTo show the maps, add to {config}, below plugins:", "  - argmap"]
    if nav:
        lines += [f"\nTo have them in the navigation, add to {config}, below nav, where there is one:", nav]
    return lines
