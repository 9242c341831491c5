"""The command argmap release."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from argmap.cli.shared import CLEAN, EXITS, FOUND, Commands, add_site_url, choose, docs_option, print_findings
from argmap.disk import add_files, load, put_file
from argmap.engine import engine_for
from argmap.findings import has_errors
from argmap.releasing import Release, Wish, release
from argmap.site import checked


def add(commands: Commands) -> None:
    """Add the command's words to those of argmap."""
    releasing = commands.add_parser(
        "release",
        parents=[docs_option()],
        help="make an edition of a map, to be cited and kept",
        description="Checks the map, names its edition in map.yml, dates it in editions.yml, and writes an archive of "
        "it: one HTML file of the whole map, to read and print, and map.json. Prints the git tag to make.",
        epilog=EXITS,
    )
    releasing.add_argument("edition", metavar="EDITION", help="the edition's name, like 2026.1")
    releasing.add_argument("map", nargs="?", help="the map's folder below docs; not needed when there is one map only")
    releasing.add_argument(
        "--out", type=Path, default=Path("release"), help="where the archive goes (default: release)"
    )
    add_site_url(releasing)
    releasing.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    sources = load(options.docs)
    maps, findings = checked(sources.texts, sources.findings)
    chosen = choose(options.map, maps, sources, options.docs)
    made = Release({}, {}, "")
    if not has_errors(findings):
        wish = Wish(options.edition, datetime.now(tz=UTC).date().isoformat(), options.site_url)
        made = release(chosen.id, sources.texts, wish, engine_for(os.environ.get("ARGMAP_DOT", "")))
        findings = [*findings, *made.findings]
    print_findings(findings, options.docs)
    if has_errors(findings):
        return FOUND
    out: Path = options.out
    add_files(out, {name: content.encode() for name, content in made.attached.items()})
    for path, text in made.changed.items():
        put_file(options.docs / path, text)
    wrote = [*(out / name for name in made.attached), *(options.docs / path for path in made.changed)]
    sys.stdout.write("".join(f"wrote {path}\n" for path in wrote))
    named = f"Edition {options.edition} of {chosen.id}"
    sys.stdout.write(
        f"now publish it, with the files from {out} attached to the release:\n"
        f'  git commit --all --message "{named}"\n'
        f'  git tag --annotate {made.tag} --message "{named}"\n'
        "  git push --follow-tags\n"
        "before the next change, set edition: draft in map.yml and begin editions.yml with a draft\n"
    )
    return CLEAN
