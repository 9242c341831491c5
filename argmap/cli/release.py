"""The command argmap release."""

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from argmap.citations.citable import publisher_of
from argmap.cli.shared import add_docs, add_site_url, choose, chosen_engine, print_findings, published_address
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.edit.release import Wish, draft_texts
from argmap.model.findings import Finding, has_errors
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap
from argmap.read.layout import edition_texts, frozen_file
from argmap.read.siteconfig import CONFIG_FILES
from argmap.read.sources import DocsFiles
from argmap.site.archive import Release, archived, release, tag_of
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, load
from argmap.storage.history import remotes, tracks
from argmap.storage.revisions import RevisionError, commit_of, load_revision
from argmap.storage.writing import add_files, replace_files


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Checks the map, names its edition in map.yml, dates it in editions.yml, and freezes it in a "
        "file of editions/, from which its pages are made for good. Writes an archive of it too: one HTML file of the "
        "whole map, to read and print, and map.json. Prints the git tag to make."
    )
    command.epilog = EXITS
    add_docs(command)
    command.add_argument(
        "edition",
        metavar="EDITION",
        nargs="?",
        help=f"the edition's name, like 2026.1; {DRAFT} freezes nothing, and begins the draft of the next one",
    )
    command.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    command.add_argument("--out", type=Path, default=Path("release"), help="where the archive goes (default: release)")
    command.add_argument(
        "--tagged",
        metavar="TAG",
        help="release nothing; write the archive of the edition that was released under this tag, if there is one, and "
        "as the tag has it",
    )
    add_site_url(command, without="what mkdocs.yml has as site_url")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if (options.edition is None) == (options.tagged is None):
        message = "name the edition to release, like argmap release 2026.1, or give --tagged and the tag of one"
        raise DiskError(message)
    sources = load(options.docs)
    if options.edition == DRAFT:
        return _begin_draft(options, sources)
    return _archive(options, sources) if options.edition is None else _release(options, sources)


def _begin_draft(options: argparse.Namespace, sources: DocsFiles) -> int:
    """Name the draft of the next edition in the files of a map, which may have been edited already."""
    maps, _ = checked(sources.texts, sources.findings, sources.others)
    chosen = choose(options.map, maps, sources, options.docs)
    changed = draft_texts(chosen, sources.texts)
    replace_files(options.docs, changed)
    sys.stdout.write("".join(f"wrote {options.docs / path}\n" for path in changed))
    sys.stdout.write(
        f"{chosen.id} is the draft of its next edition now; write in editions.yml what is new before you release it,\n"
        "and let argmap fmt --raise write the revisions that argmap check asks for\n"
    )
    return CLEAN


def _release(options: argparse.Namespace, sources: DocsFiles) -> int:
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    chosen = choose(options.map, maps, sources, options.docs)
    if has_errors(findings):
        return _write_releases(options, findings, [], sources.texts)
    wish = Wish(options.edition, datetime.now(tz=UTC).date().isoformat(), published_address(options))
    new = release(chosen, sources.texts, wish, chosen_engine())
    status = _write_releases(options, findings, [new], sources.texts)
    if status == CLEAN:
        _say_who_made_it(options, chosen)
        _say_what_is_next(options, chosen.id, new.tag)
    return status


def _archive(options: argparse.Namespace, sources: DocsFiles) -> int:
    """Write the archive of the edition that has a tag already; there may be none.

    Raises:
        DiskError: When several maps have an edition with this tag, or git does not have it so.
    """
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    tagged = [released for released in maps if released.edition != DRAFT and tag_of(released) == options.tagged]
    if len(tagged) > 1:
        message = f"{options.tagged} is the tag of several maps: {', '.join(released.id for released in tagged)}"
        raise DiskError(message)
    if not tagged:
        sys.stdout.write(f"no map has an edition that is tagged {options.tagged}, so there is no archive\n")
    sound = [] if has_errors(findings) else tagged
    for released in sound:
        _must_be_as_tagged(options, released.id, sources.texts)
    releases = [archived(released, sources.texts, published_address(options), chosen_engine()) for released in sound]
    return _write_releases(options, findings, releases, sources.texts)


def _must_be_as_tagged(options: argparse.Namespace, map_id: str, texts: Mapping[str, str]) -> None:
    """Compare what a map is read from with the tree of the tag; raises DiskError where they differ."""
    try:
        tagged = load_revision(options.docs, commit_of(options.docs, f"refs/tags/{options.tagged}")).texts
    except RevisionError as error:
        message = f"{map_id} cannot be compared with the tag {options.tagged}: {error}"
        raise DiskError(message) from error
    then, now = edition_texts(tagged, map_id), edition_texts(texts, map_id)
    changed = sorted(path for path in {*then, *now} if then.get(path) != now.get(path))
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        message = (
            f"the edition is not as the tag {options.tagged} has it: {changed[0]}{more}; "
            f"check the tag out first: git checkout {options.tagged}"
        )
        raise DiskError(message)


def _write_releases(
    options: argparse.Namespace, findings: Sequence[Finding], releases: Sequence[Release], texts: Mapping[str, str]
) -> int:
    """Write releases down, unless something is wrong.

    Args:
        options: What the command was given.
        findings: What is wrong with the maps.
        releases: The releases to write.
        texts: The files of the docs folder as they were.

    Returns:
        The exit status.

    Raises:
        DiskError: When an archive cannot be written; the docs folder then is as it was.
    """
    all_findings = [*findings, *(finding for new in releases for finding in new.findings)]
    print_findings(all_findings, options.docs)
    if has_errors(all_findings):
        return FOUND
    out: Path = options.out
    for new in releases:
        # The archive comes last: where the edition cannot be named, there is none.
        replace_files(options.docs, new.changed)
        try:
            add_files(out, ((name, content.encode()) for name, content in new.attached.items()))
        except DiskError:  # without its archive, the edition is not released either
            known = {path: texts[path] for path in new.changed if path in texts}
            replace_files(options.docs, known, [path for path in new.changed if path not in texts])
            raise
        wrote = [*(out / name for name in new.attached), *(options.docs / path for path in new.changed)]
        sys.stdout.write("".join(f"wrote {path}\n" for path in wrote))
    return CLEAN


def _say_who_made_it(options: argparse.Namespace, argument_map: ArgumentMap) -> None:
    """Where nobody is named, say by whom citations of the edition begin, which cannot be changed once it is out."""
    if argument_map.authors or argument_map.publisher:
        return
    file = options.docs / frozen_file(argument_map.id, options.edition)
    sys.stdout.write(
        f"its citations begin with “{publisher_of(argument_map)}”, since map.yml names neither authors nor publisher.\n"
        f"To name them, take the edition back while nobody has it: delete {file}, take\n"
        "its entry out of editions.yml, and set edition: draft in map.yml; then write there, for example,\n"
        '  authors: [{name: "Doe, Jane"}]\n'
        "and release it again.\n"
    )


def _say_what_is_next(options: argparse.Namespace, map_id: str, tag: str) -> None:
    message = f"Edition {options.edition} of {map_id}"
    # A tag of a site that was never committed would hold the map alone, of which nothing can be built.
    is_kept = tracks(Path(), CONFIG_FILES) or not any(Path(name).is_file() for name in CONFIG_FILES)
    known = remotes(Path())
    docs = "" if options.docs == Path("docs") else f" --docs {shlex.quote(str(options.docs))}"
    sys.stdout.write(
        f"now publish it, with the files from {options.out} attached to the code host's release of the tag:\n"
        + ("  git init\n" if known is None else "")
        + f"  git add {options.docs / map_id if is_kept else '.'}\n"
        f'  git commit --message "{message}"\n'
        f'  git tag --annotate {tag} --message "{message}"\n'
        + ("  git push --follow-tags\n" if known else "")
        + f"before the next change:\n  argmap release {DRAFT} {map_id}{docs}\n"
    )
