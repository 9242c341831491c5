"""What several commands share: common options, the choice of a map, and what is printed."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from argmap.analysis.mappedtext import MappedText, mapped_text_of
from argmap.check.reports import render
from argmap.diagrams.engine import Engine, engine_for
from argmap.model.characters import encodable
from argmap.model.findings import Finding, has_errors
from argmap.model.languages import is_language, language_fault
from argmap.model.limits import WEB_ADDRESS_PATTERN
from argmap.model.maps import ArgumentMap
from argmap.read.layout import PARAGRAPHS_FILE
from argmap.read.meant import closest, excerpt
from argmap.read.siteconfig import site_config
from argmap.read.sources import DocsFiles
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, config_above, load, text_beside, text_file


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen, once what was typed is known to be text.

    Args:
        options: What the command was given.

    Returns:
        The exit status.

    Raises:
        Refusal: When the command cannot do what it was asked to.
    """
    for value in vars(options).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):  # a path may have any bytes in its name
                as_text(word)
    status: int = options.run(options)
    return status


def add_docs(command: argparse.ArgumentParser) -> None:
    """Give a command the option for the docs folder."""
    command.add_argument("--docs", type=Path, default=Path("docs"), help="the docs folder (default: docs)")


def add_cache(command: argparse.ArgumentParser) -> None:
    """Give a command that draws the option for the folder in which drawings are kept."""
    command.add_argument(
        "--cache", type=Path, default=Path(".cache/argmap"), help="where drawings are kept for next time"
    )


def chosen_dot() -> str:
    """Return the path of the program that lays drawings out, which ARGMAP_DOT names; empty for the sandbox."""
    return os.environ.get("ARGMAP_DOT", "")


def chosen_engine() -> Engine:
    """Return the layout engine: the program that ARGMAP_DOT names, or the sandbox."""
    return engine_for(chosen_dot())


def add_text(command: argparse.ArgumentParser) -> None:
    """Give a command that compares a map with its mapped text the options for both."""
    command.add_argument("map", nargs="?", help="the map's folder below docs; without it, every map")
    command.add_argument(
        "--source",
        type=Path,
        metavar="FILE",
        help="the mapped text; without it, ../shared/source/<work>.txt beside the project, if it is there",
    )


def add_site_url(command: argparse.ArgumentParser, without: str = "") -> None:
    """Give a command the option for the address at which the site is published, which then ends in a slash.

    Args:
        command: The command.
        without: What counts where the option is not given, for its help.
    """
    command.add_argument(
        "--site-url",
        type=_site_address,
        default="",
        metavar="URL",
        help="where the site is published; citations then name each page's whole address"
        + (f" (default: {without})" if without else ""),
    )


def _site_address(text: str) -> str:
    if text and not re.fullmatch(WEB_ADDRESS_PATTERN, text):
        message = f"{text} is no web address: it begins with https:// or http://"
        raise argparse.ArgumentTypeError(message)
    return f"{text.rstrip('/')}/" if text else ""


def published_address(options: argparse.Namespace) -> str:
    """Find where the site is published: as the command was told, else as the site's configuration has it.

    Args:
        options: What the command was given, `--site-url` and the docs folder among it.

    Returns:
        The address, which ends in a slash; empty where nobody says.

    Raises:
        DiskError: When the configuration cannot be read, or what it has is no web address.
    """
    file = None if options.site_url else config_above(options.docs)
    if file is None:
        return str(options.site_url)
    config = site_config(text_file(file), os.environ)
    if config is None:
        message = f"{file} cannot be read, so the site's address is not known; mend it, or give --site-url"
        raise DiskError(message)
    if os.path.normpath(file.parent / config.docs_dir) != str(options.docs.resolve()):
        return ""
    try:
        return _site_address(config.site_url)
    except argparse.ArgumentTypeError as error:
        message = f"site_url in {file}: {error}"
        raise DiskError(message) from error


def language_tag(tag: str) -> str:
    """Return a language tag as somebody typed it.

    Args:
        tag: An argument, such as `pt-BR`.

    Returns:
        The tag.

    Raises:
        argparse.ArgumentTypeError: When it is none.
    """
    fault = language_fault(tag)
    if fault is None:
        return tag
    wrong, instead = fault
    message = f"{wrong}; write {instead}" if instead else wrong
    raise argparse.ArgumentTypeError(message)


def language_of_site(docs: Path) -> str:
    """Return the language of the site to which a docs folder belongs, by the theme in its mkdocs.yml.

    Args:
        docs: The docs folder.

    Returns:
        The tag; `en` where no configuration says another.

    Raises:
        DiskError: When the configuration cannot be read.
    """
    file = config_above(docs)
    config = site_config(text_file(file), os.environ) if file else None
    return config.language if config and is_language(config.language) else "en"


def as_text(words: str) -> str:
    """Return words that somebody typed, once they are known to be text.

    Args:
        words: An argument, or a line of standard input.

    Returns:
        The same words.

    Raises:
        DiskError: When they hold bytes that are not UTF-8, which no file could hold.
    """
    if encodable(words) != words:
        message = f'"{excerpt(words)}" is not UTF-8 text; type it anew, in a terminal that is set to UTF-8'
        raise DiskError(message)
    return words


def choose(map_id: str | None, maps: Sequence[ArgumentMap], sources: DocsFiles, docs: Path) -> ArgumentMap:
    """Return the map that is meant.

    Args:
        map_id: The id that was named; None for the only map.
        maps: The maps that were read.
        sources: The files of the docs folder.
        docs: The docs folder.

    Returns:
        The map.

    Raises:
        DiskError: When there is no such map, or none was named and there are several.
    """
    known = [argument_map.id for argument_map in maps]
    if map_id is None and len(maps) == 1:
        return maps[0]
    for argument_map in maps:
        if argument_map.id == map_id:
            return argument_map
    if not maps:
        message = f"there is no map in {docs}, among {len(sources.texts)} files"
    elif map_id is None:
        message = f"say which map: {', '.join(known)}"
    else:
        message = f'there is no map "{map_id}"; {closest(map_id, known) or "there are: " + ", ".join(known)}'
    raise DiskError(message)


def readable(options: argparse.Namespace, mended: str = "") -> tuple[DocsFiles, Sequence[ArgumentMap] | None]:
    """Read the maps that are meant, and print the findings when there are errors.

    Args:
        options: What the command was given.
        mended: The code of findings that are passed over, since the command mends them; empty for none.

    Returns:
        The files of the docs folder, and the maps; None in the place of the maps when there are errors.
    """
    sources = load(options.docs)
    maps, all_findings = checked(sources.texts, sources.findings, sources.others)
    findings = [finding for finding in all_findings if finding.code != mended]
    is_named = options.map is not None or options.source is not None
    chosen = [choose(options.map, maps, sources, options.docs)] if is_named else maps
    if has_errors(findings):
        print_findings(findings, options.docs)
        return sources, None
    return sources, chosen


def text_of(options: argparse.Namespace, argument_map: ArgumentMap) -> MappedText | None:
    """Return the mapped text of a map.

    Args:
        options: What the command was given.
        argument_map: The map.

    Returns:
        The text by paragraph; None when it is not at hand, or the map does not say where its paragraphs stand.

    Raises:
        DiskError: When the text that the command was given cannot be used.
    """
    file: Path | None = options.source or text_beside(options.docs, argument_map.work)
    if file is None:
        return None
    text = text_file(file)
    if not argument_map.paragraphs:
        if options.source is None:
            return None
        message = f"{argument_map.id} has no {PARAGRAPHS_FILE}, so nothing can be found in {file}"
        raise DiskError(message)
    return mapped_text_of(text, argument_map.paragraphs)


def say(progress: str) -> None:
    """Report how far a command is, where that does not mix with what the command has to say."""
    sys.stderr.write(f"argmap: {progress}\n")


def print_findings(findings: Sequence[Finding], docs: Path) -> None:
    """Print findings where they do not mix with what a command has to say.

    Args:
        findings: The findings; nothing is printed when there are none.
        docs: The docs folder.
    """
    if findings:
        sys.stderr.write(render(findings, "text", root=docs.as_posix()))
