"""The command line: argmap check, argmap build, argmap export, argmap coverage, argmap verify."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from argmap import __version__
from argmap.cache import Cache
from argmap.coverage import coverage, coverage_object, coverage_text
from argmap.disk import DiskError, Sources, load, mapped_text, put_file, save, text_beside
from argmap.drawings import downloaded
from argmap.engine import engine_for
from argmap.exports import map_json
from argmap.findings import Finding, has_errors
from argmap.model import ArgumentMap
from argmap.pictures import pictures
from argmap.read import PARAGRAPHS_FILE, VERIFIED_FILE
from argmap.reports import FORMATS, render
from argmap.site import STYLE_SHEET, Tools, checked, make_site
from argmap.sourcetext import SourceText, source_text
from argmap.valuereader import nearest
from argmap.verification import verify

CLEAN, FOUND, WRONG_USAGE = 0, 1, 2
_WHOLE = 100

_ABOUT = """Argument maps as docs.

A map is a folder of Markdown files below the docs folder, one file a node, with a map.yml that gives its
title. argmap checks maps, and writes them as plain pages, drawings and data for any site builder."""

_EXITS = "exit status: 0 no errors, 1 at least one error in the maps, 2 wrong usage"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Takes the command's words (those of the process when none are given). Returns the exit status.
    """
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return CLEAN if leaving.code in (None, 0) else WRONG_USAGE
    commands = {"check": _check, "build": _build, "export": _export, "coverage": _coverage, "verify": _verify}
    try:
        return commands[options.command](options)
    except DiskError as error:
        sys.stderr.write(f"argmap: {error}\n")
        return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="argmap", description=_ABOUT, epilog=_EXITS, formatter_class=plain)
    parser.add_argument("--version", action="version", version=f"argmap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--docs", type=Path, default=Path("docs"), help="the docs folder (default: docs)")
    check = commands.add_parser(
        "check",
        parents=[shared],
        help="say what is wrong with the maps, and how to mend it",
        description="Reads every map of the docs folder and prints all findings. Writes nothing.",
        epilog=_EXITS,
    )
    check.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text to read, json for programs, github for annotations in workflows, sarif for code scanning",
    )
    build = commands.add_parser(
        "build",
        parents=[shared],
        help="write the maps as plain Markdown pages, drawings and data",
        description="Writes a complete docs folder for any site builder: your own pages, and those of the maps.",
        epilog=_EXITS,
    )
    build.add_argument("--out", type=Path, required=True, help="the folder to write; what it held is replaced")
    build.add_argument(
        "--cache", type=Path, default=Path(".cache/argmap"), help="where drawings are kept for next time"
    )
    build.add_argument("--quiet", action="store_true", help="print findings only, no progress")
    export = commands.add_parser(
        "export",
        parents=[shared],
        help="print a map as data",
        description="Prints a map as one JSON object; the form is published as argmap/export.schema.json.",
        epilog=_EXITS,
    )
    export.add_argument("as_format", choices=["json"], metavar="json", help="the format")
    export.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    texts = argparse.ArgumentParser(add_help=False)
    texts.add_argument("map", nargs="?", help="the map's folder below docs; without it, every map")
    texts.add_argument(
        "--source",
        type=Path,
        metavar="FILE",
        help="the mapped text; without it, ../shared/source/<work>.txt beside the project, if it is there",
    )
    counting = commands.add_parser(
        "coverage",
        parents=[shared, texts],
        help="say how much of the mapped text a map carries",
        description="Counts the paragraphs, notes, works and quotations that a map carries, and names what it "
        "leaves out. With the mapped text at hand, also the citations in it that no node carries.",
        epilog="exit status: 0 counted, 1 errors in the maps or less than --fail-under, 2 wrong usage",
    )
    counting.add_argument("--format", choices=["text", "json"], default="text", help="text to read, json for programs")
    counting.add_argument(
        "--fail-under", type=_percentage, default=0, metavar="N", help="fail if anything is covered by less than N %%"
    )
    verifying = commands.add_parser(
        "verify",
        parents=[shared, texts],
        help="look up every quotation in the mapped text",
        description="Looks up every quotation, word for word, in the paragraph that its locator names, and records "
        "what was found in the map's verified.json, so that the site can tell it without the text.",
        epilog="exit status: 0 all found, or no text at hand; 1 errors or quotations not found; 2 wrong usage",
    )
    verifying.add_argument("--check", action="store_true", help="write nothing; fail if verified.json is out of date")
    return parser


def _percentage(text: str) -> int:
    if not (text.isdecimal() and int(text) <= _WHOLE):
        message = f"{text} is no number from 0 to {_WHOLE}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _check(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings)
    sys.stdout.write(render(findings, options.format, root=options.docs.as_posix()))
    if not maps and options.format == "text":
        sys.stdout.write(f"there is no map in {options.docs}: a map is a folder with a map.yml\n")
    return FOUND if has_errors(findings) else CLEAN


def _build(options: argparse.Namespace) -> int:
    out: Path = options.out
    _refuse_to_overwrite(out, options.docs)
    sources = load(options.docs)
    tell = _silent if options.quiet else _tell
    tools = Tools(engine_for(os.environ.get("ARGMAP_DOT", "")), Cache(options.cache), tell)
    site = make_site(sources.texts, sources.findings, tools)
    _print_findings(site.findings, options.docs)
    if has_errors(site.findings):
        return FOUND
    own = [path for path in (*sources.texts, *sources.others) if path not in site.hidden and path not in site.files]
    files: dict[str, str | bytes] = {**site.files, **pictures(downloaded(site.files), tools.cache)}
    save(out, files, [(options.docs / path, path) for path in own])
    tell(f"wrote {len(files) + len(own)} files to {out}")
    return CLEAN


def _refuse_to_overwrite(out: Path, docs: Path) -> None:
    if out.resolve() == docs.resolve() or docs.resolve().is_relative_to(out.resolve()):
        message = f"{out} holds the docs folder itself; choose another folder for --out"
        raise DiskError(message)
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / STYLE_SHEET).is_file()):
        message = f"{out} is there already and was not written by argmap; remove it or choose another folder"
        raise DiskError(message)


def _export(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings)
    chosen = _chosen(options.map, maps, sources, options.docs)
    if has_errors(findings):
        _print_findings(findings, options.docs)
        return FOUND
    sys.stdout.write(map_json(chosen))
    return CLEAN


def _chosen(wanted: str | None, maps: Sequence[ArgumentMap], sources: Sources, docs: Path) -> ArgumentMap:
    known = [one.id for one in maps]
    if wanted is None and len(maps) == 1:
        return maps[0]
    for argument_map in maps:
        if argument_map.id == wanted:
            return argument_map
    if not maps:
        message = f"there is no map in {docs}, among {len(sources.texts)} files"
    elif wanted is None:
        message = f"say which map: {', '.join(known)}"
    else:
        message = f'there is no map "{wanted}"; {nearest(wanted, known) or "there are: " + ", ".join(known)}'
    raise DiskError(message)


def _coverage(options: argparse.Namespace) -> int:
    _, chosen = _readable(options)
    if chosen is None:
        return FOUND
    counted = {one.id: coverage(one, _text_of(options, one)) for one in chosen}
    if options.format == "json":
        told = {map_id: coverage_object(covered) for map_id, covered in counted.items()}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    else:
        sys.stdout.write("".join(coverage_text(map_id, covered) for map_id, covered in counted.items()))
    shares = [share for covered in counted.values() for share in covered.shares().values()]
    return FOUND if any(share.percent < options.fail_under for share in shares) else CLEAN


def _verify(options: argparse.Namespace) -> int:
    sources, chosen = _readable(options)
    if chosen is None:
        return FOUND
    return max([CLEAN, *(_verify_one(options, one, sources) for one in chosen)])


def _verify_one(options: argparse.Namespace, argument_map: ArgumentMap, sources: Sources) -> int:
    text = _text_of(options, argument_map)
    if text is None:
        share = coverage(argument_map).quotations
        if share.of:
            sys.stdout.write(f"{argument_map.id}: the mapped text is not at hand; by {VERIFIED_FILE}, ")
            sys.stdout.write(f"{share.covered} of {share.of} quotations were looked up as they now stand\n")
        return CLEAN
    done = verify(argument_map, text, datetime.now(tz=UTC).date().isoformat())
    if done.findings:
        sys.stdout.write(render(done.findings, "text", root=options.docs.as_posix()))
        return FOUND
    sys.stdout.write(f"{argument_map.id}: all {done.found} quotations were found word for word\n")
    path = f"{argument_map.id}/{VERIFIED_FILE}"
    if sources.texts.get(path) == done.record:
        return CLEAN
    if options.check:
        sys.stdout.write(f"{options.docs / path} is out of date; argmap verify writes it anew\n")
        return FOUND
    put_file(options.docs / path, done.record)
    sys.stdout.write(f"wrote {options.docs / path}\n")
    return CLEAN


def _readable(options: argparse.Namespace) -> tuple[Sources, Sequence[ArgumentMap] | None]:
    """Read the maps that are meant; None in their place, and the findings printed, when there are errors."""
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings)
    one_is_meant = options.map is not None or options.source is not None
    chosen = [_chosen(options.map, maps, sources, options.docs)] if one_is_meant else maps
    if has_errors(findings):
        _print_findings(findings, options.docs)
        return sources, None
    return sources, chosen


def _text_of(options: argparse.Namespace, argument_map: ArgumentMap) -> SourceText | None:
    """Return the mapped text, if it is at hand and the map says where its paragraphs stand."""
    file: Path | None = options.source or text_beside(options.docs, argument_map.work)
    if file is None:
        return None
    text = mapped_text(file)
    if not argument_map.paragraphs:
        if options.source is None:
            return None
        message = f"{argument_map.id} has no {PARAGRAPHS_FILE}, so nothing can be found in {file}"
        raise DiskError(message)
    return source_text(text, argument_map.paragraphs)


def _print_findings(findings: Sequence[Finding], docs: Path) -> None:
    if findings:
        sys.stderr.write(render(findings, "text", root=docs.as_posix()))


def _tell(progress: str) -> None:
    sys.stderr.write(f"argmap: {progress}\n")


def _silent(progress: str) -> None:
    del progress
