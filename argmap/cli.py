"""The command line: argmap check, argmap build, argmap export."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from argmap import __version__
from argmap.cache import Cache
from argmap.disk import DiskError, Sources, load, save
from argmap.engine import engine_for
from argmap.exports import map_json
from argmap.findings import Finding, has_errors
from argmap.model import ArgumentMap
from argmap.reports import FORMATS, render
from argmap.site import STYLE_SHEET, Tools, checked, make_site
from argmap.valuereader import nearest

CLEAN, FOUND, WRONG_USAGE = 0, 1, 2

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
    commands = {"check": _check, "build": _build, "export": _export}
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
    return parser


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
    save(out, site.files, [(options.docs / path, path) for path in own])
    tell(f"wrote {len(site.files) + len(own)} files to {out}")
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


def _print_findings(findings: Sequence[Finding], docs: Path) -> None:
    if findings:
        sys.stderr.write(render(findings, "text", root=docs.as_posix()))


def _tell(progress: str) -> None:
    sys.stderr.write(f"argmap: {progress}\n")


def _silent(progress: str) -> None:
    del progress
