"""Has a site made by what its configuration says, or a preview of it."""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from argmap.check.reports import render
from argmap.diagrams.apart import Wanted
from argmap.diagrams.engine import engine_for
from argmap.edit.codehost import archived_origin
from argmap.mkdocs.options import ArgmapOptions
from argmap.model.findings import has_errors
from argmap.model.languages import is_language
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates, UnusableTemplateError
from argmap.read.sources import DocsFiles
from argmap.site.addresses import NODE_FILE
from argmap.site.build import BuildOptions, build_site
from argmap.site.editing import RepositoryNamed, editing_base
from argmap.site.made import Site
from argmap.site.preview import NOTHING, preview_of
from argmap.storage.cache import Cache, usable_cache
from argmap.storage.disk import DiskError, load, load_templates
from argmap.storage.history import file_changes, last_days, repository_of
from argmap.storage.memory import Memory

_LOG = logging.getLogger("mkdocs.plugins.argmap")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a docs folder, and with what.

    Attributes:
        docs_files: The files of the docs folder.
        site: What was made of them.
        cache: The cache.
        templates: What lays pages out.
        notes: What a preview says above pages of maps that have errors, by the pages' paths.
        sound: The files as they were when a preview last found no errors in them.
    """

    docs_files: DocsFiles = NOTHING
    site: Site = field(default_factory=lambda: Site({}, {}, frozenset(), ()))
    cache: Cache = field(default_factory=lambda: Cache(None))
    templates: Templates = field(default_factory=Templates)
    notes: Mapping[str, Markup] = field(default_factory=dict)
    sound: DocsFiles = NOTHING


@dataclass(frozen=True, slots=True)
class Occasion:
    """On what occasion a site is made.

    Attributes:
        is_preview: Whether the site is only looked at.
        is_asked: Whether a server asks for what is made only then.
        memory: What was made in the last build.
        sound: The files of the docs folder as they were when a preview last found no errors in them.
        beside: Has pictures made into the cache at any time from now on, beside all else.
    """

    is_preview: bool
    is_asked: bool
    memory: Memory
    sound: DocsFiles
    beside: Callable[[Cache, Callable[[], Wanted]], object]


def made(config: MkDocsConfig, options: ArgmapOptions, occasion: Occasion) -> Made:
    """Read the docs folder and make what is generated.

    Args:
        config: The site's configuration.
        options: The plugin's options.
        occasion: On what occasion.

    Returns:
        What was made. Only a preview may have errors.

    Raises:
        PluginError: When the maps have errors, or a file or template cannot be used.
    """
    root, docs = root_of(config), Path(config.docs_dir)
    try:
        docs_files = load(docs)
        own = load_templates(root / options.templates) if options.templates else {}
    except DiskError as error:
        raise PluginError(str(error)) from error
    tools = _tools(config, options, own, occasion)
    templates, notes, sound = Templates(own, tools.language), dict[str, Markup](), occasion.sound
    try:
        if occasion.is_preview:
            preview = preview_of(docs_files, sound, tools)
            site, notes, sound = preview.site, dict(preview.notes), preview.sound
        else:
            site = build_site(docs_files.texts, docs_files.findings, tools, docs_files.others)
    except UnusableTemplateError as error:
        raise PluginError(str(error)) from error
    if has_errors(site.findings):
        message = "the maps have errors\n" + render(site.findings, "text")
        if not occasion.is_preview:
            raise PluginError(message)
        # What is an error to MkDocs would end a strict preview, and with it the pages that tell of the errors.
        _LOG.log(logging.INFO if config.strict else logging.ERROR, "%s", message)
    elif site.findings:
        _LOG.info("%s", render(site.findings, "text"))
    return Made(docs_files, site, tools.cache, templates, notes, sound)


def _tools(
    config: MkDocsConfig, options: ArgmapOptions, templates: Mapping[str, str], occasion: Occasion
) -> BuildOptions:
    root, docs = root_of(config), Path(config.docs_dir)
    changes = file_changes(docs)
    named = RepositoryNamed(config.repo_url, config.edit_uri, str(config.edit_uri_template or ""))
    edit_base = editing_base(named, docs, _LOG.info, is_preview=occasion.is_preview)
    return BuildOptions(
        engine_for(os.environ.get("ARGMAP_DOT") or options.dot),
        usable_cache(root / options.cache, _LOG.info),
        _LOG.info,
        edit_base=edit_base,
        is_preview=occasion.is_preview,
        title=config.site_name,
        node_file=NODE_FILE,
        site_address=site_address(config, is_preview=occasion.is_preview),
        dates=last_days(changes),
        changes=changes,
        templates=templates,
        directory_urls=config.use_directory_urls,
        language=language_of(config),
        link_previews=LinkPreviews(options.previews),
        repository=repository_of(docs, archived_origin(config.repo_url or "", edit_base), changes),
        memory=occasion.memory,
        is_asked=occasion.is_asked,
        beside=occasion.beside,
    )


def site_address(config: MkDocsConfig, *, is_preview: bool) -> str:
    """Return the address at which the site will be published, or nothing where that is not known."""
    return f"{config.site_url.rstrip('/')}/" if config.site_url and not is_preview else ""


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder to which paths in mkdocs.yml are relative."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def language_of(config: MkDocsConfig) -> str:
    """Return the language of the site's pages: Material has a setting of its own, other themes take MkDocs's."""
    language = str(config.theme.get("language") or config.theme.locale).replace("_", "-")
    return language if is_language(language) else "en"
