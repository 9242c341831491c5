"""The command argmap build."""

import argparse
from pathlib import Path

from argmap.cli.shared import add_cache, add_docs, add_site_url, chosen_engine, language_tag, print_findings, say
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.diagrams.render import downloadable
from argmap.edit.codehost import archived_origin
from argmap.model.findings import has_errors
from argmap.pages.missing import MISSING_TEMPLATE, MissingPage
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates
from argmap.site.addresses import OVERRIDES, STYLE_SHEET
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import pictures_of
from argmap.storage.cache import usable_cache
from argmap.storage.disk import DiskError, load, load_templates
from argmap.storage.history import file_changes, last_days, repository_of
from argmap.storage.resources import templates
from argmap.storage.writing import save


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = "Writes a complete docs folder for any site builder: your own pages, and those of the maps."
    command.epilog = EXITS
    add_docs(command)
    command.add_argument("--out", type=Path, required=True, help="the folder to write; what it held is replaced")
    add_cache(command)
    add_site_url(command)
    command.add_argument(
        "--templates", type=Path, metavar="DIR", help="a folder of templates that stand in the place of argmap's"
    )
    command.add_argument(
        "--no-directory-urls",
        dest="directory_urls",
        action="store_false",
        help="let links lead to about.html for your page about.md, as builders do with use_directory_urls: false",
    )
    command.add_argument(
        "--language",
        type=language_tag,
        default="en",
        metavar="TAG",
        help="the language of the site's pages, such as pt-BR: what a map says in another is marked",
    )
    command.add_argument(
        "--previews",
        choices=[str(choice) for choice in LinkPreviews],
        default=str(LinkPreviews.THESES),
        help="which nodes have a picture of their own for links to them, where --site-url is given (default: theses)",
    )
    command.add_argument(
        "--repo-url",
        default="",
        metavar="URL",
        help="where the repository of the docs folder is; the identifiers of nodes' words then name it",
    )
    command.add_argument("--quiet", action="store_true", help="print findings only, no progress")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out
    _refuse_to_overwrite(out, options.docs)
    sources = load(options.docs)
    progress = (lambda _: None) if options.quiet else say
    changes = file_changes(options.docs)
    tools = BuildOptions(
        chosen_engine(),
        usable_cache(options.cache, progress),
        progress,
        site_address=options.site_url,
        dates=last_days(changes),
        changes=changes,
        templates=load_templates(options.templates) if options.templates else {},
        directory_urls=options.directory_urls,
        language=options.language,
        link_previews=LinkPreviews(options.previews),
        repository=repository_of(options.docs, archived_origin(options.repo_url, ""), changes),
    )
    site = build_site(sources.texts, sources.findings, tools, sources.others)
    print_findings(site.findings, options.docs)
    if has_errors(site.findings):
        return FOUND
    tree = site.tree
    copied = [path for path in (*sources.texts, *sources.others) if path not in site.hidden and path not in tree]
    missing = Templates(tools.templates, tools.language).fill(MissingPage())
    theme = templates() | {MISSING_TEMPLATE: f"{missing.strip()}\n"}
    overrides = {f"{OVERRIDES}/{name}": content for name, content in theme.items()}
    drawings = downloadable(site.drawings, site.credited, tools.site_address)
    files = {**tree, **overrides, **drawings}
    others = [(options.docs / path, path) for path in copied]
    written = save(out.resolve(), files, others, pictures_of(site, tools.cache))
    progress(f"wrote {written} files to {out}")
    return CLEAN


def _refuse_to_overwrite(out: Path, docs: Path) -> None:
    if docs.resolve().is_relative_to(out.resolve()) or out.resolve().is_relative_to(docs.resolve()):
        message = f"{out} and the docs folder lie one in the other; choose another folder for --out"
        raise DiskError(message)
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / STYLE_SHEET).is_file()):
        message = f"{out} is there already and was not written by argmap; remove it or choose another folder"
        raise DiskError(message)
