"""The command argmap build."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path

from argmap.citations.formatting import told_once
from argmap.cli.shared import (
    add_cache,
    add_docs,
    add_site_url,
    chosen_dot,
    chosen_engine,
    language_tag,
    print_findings,
    say,
)
from argmap.cli.statuses import CLEAN, EXITS, FOUND
from argmap.diagrams.apart import PicturesApart
from argmap.edit.codehost import archived_origin
from argmap.model.findings import Finding, has_errors
from argmap.pages.missing import MISSING_TEMPLATE, MissingPage
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates
from argmap.site.addresses import OVERRIDES, STYLE_SHEET
from argmap.site.build import BuildOptions, Plan, above_maps, build_site, planned
from argmap.site.corpus import Recipe, made_elsewhere
from argmap.site.made import files_of
from argmap.storage.background import Background
from argmap.storage.cache import Cache, usable_cache
from argmap.storage.disk import DiskError, load, load_templates
from argmap.storage.history import file_changes, last_days, repository_of
from argmap.storage.resources import templates
from argmap.storage.workers import Workers, dask_workers
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
    elsewhere = command.add_mutually_exclusive_group()
    elsewhere.add_argument(
        "--workers",
        type=_number,
        default=0,
        metavar="N",
        help="let N processes make the maps, a few at a time; needs the extra distributed",
    )
    elsewhere.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="let the workers of a Dask scheduler make them, such as tcp://10.0.0.1:8786; needs the extra distributed",
    )
    command.add_argument("--quiet", action="store_true", help="print findings only, no progress")
    command.set_defaults(run=_run)


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        message = f"{text} is no number of processes"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out
    _refuse_to_overwrite(out, options.docs)
    sources = load(options.docs)
    progress = (lambda _: None) if options.quiet else say
    changes, beside = file_changes(options.docs), PicturesApart(Background())
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
        beside=beside.begin,
    )
    made: Iterable[tuple[str, bytes]]
    paths = (*sources.texts, *sources.others)
    with ExitStack() as ending:
        ending.callback(beside.drop)
        if options.workers or options.scheduler:
            workers = ending.enter_context(dask_workers(options.workers, options.scheduler))
            plan = planned(sources.texts, sources.findings, tools, sources.others)
            del sources  # of a corpus, what people wrote is not held twice
            findings, above = [*plan.findings], above_maps(plan, tools)
            own = {*plan.hidden, *plan.pages, *above.files}
            made = chain(files_of(above, "", tools.cache), _by_workers(plan, tools, options, workers, findings))
        else:
            site = build_site(sources.texts, sources.findings, tools, sources.others)
            findings = [*site.findings]
            own = {*site.hidden, *site.pages, *site.files}
            made = files_of(site, tools.site_address, tools.cache, lambda: beside.close().result())
        missing = Templates(tools.templates, tools.language).fill(MissingPage())
        theme = templates() | {MISSING_TEMPLATE: f"{missing.strip()}\n"}
        overrides = {f"{OVERRIDES}/{name}": content for name, content in theme.items()}
        copied = [(options.docs / path, path) for path in paths if path not in own]
        if not has_errors(findings):
            with suppress(_UnsoundError):
                written = save(out.resolve(), overrides, copied, _while_sound(made, findings))
    print_findings(told_once(findings), options.docs)
    if has_errors(findings):
        return FOUND
    progress(f"wrote {written} files to {out}")
    return CLEAN


class _UnsoundError(Exception):
    """There are errors, so that what was made meanwhile takes the place of nothing."""


def _while_sound(made: Iterable[tuple[str, bytes]], findings: Sequence[Finding]) -> Iterator[tuple[str, bytes]]:
    """Yield what is made, and end in an error if one was found on making it."""
    yield from made
    if has_errors(findings):
        raise _UnsoundError


def _by_workers(
    plan: Plan, tools: BuildOptions, options: argparse.Namespace, workers: Workers, findings: list[Finding]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of all maps as workers make them, and add what these find to the findings."""
    # The cache is a file, which processes share; machines that share files lock them in ways that SQLite warns of.
    cache = Cache(None) if options.scheduler else tools.cache
    recipe = Recipe(chosen_dot(), cache, tools.templates, tools.language, tools.site_address, tools.link_previews)
    for parcel in made_elsewhere(plan.whole, recipe, workers, tools.tell):
        findings += parcel.findings
        yield from parcel.files


def _refuse_to_overwrite(out: Path, docs: Path) -> None:
    if docs.resolve().is_relative_to(out.resolve()) or out.resolve().is_relative_to(docs.resolve()):
        message = f"{out} and the docs folder lie one in the other; choose another folder for --out"
        raise DiskError(message)
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / STYLE_SHEET).is_file()):
        message = f"{out} is there already and was not written by argmap; remove it or choose another folder"
        raise DiskError(message)
