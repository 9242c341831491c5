"""Builds the manual, a site of its own, into the site of the maps, and leads old addresses of its pages there.

A hook of both sites. The manual has its own folder and its own configuration, manual.yml. It is a part of each build of
the maps' site, so that it is there in a preview and wherever that is published.
"""

from pathlib import Path
from string import Template
from typing import Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation

from argmap.site.policy import with_policy
from crossing import MANUAL, MAPS, side_of
from guides import ROOT

CONFIG = ROOT / "manual.yml"
_MOVED = Template((ROOT / "scripts" / "moved.html").read_text(encoding="utf-8"))
MOVED = (
    "api",
    "architecture",
    "commands",
    "configuration",
    "editors",
    "findings",
    "format",
    "importing",
    "moving",
    "page-templates",
    "publishing",
    "recipes",
    "tutorial",
    "your-site",
)
"""The pages that once stood at the root of the site; their addresses were linked and cited. No new one joins them."""

_TO_OTHER = {MAPS: Link("argmap, the tool", f"{MANUAL}/"), MANUAL: Link("Maps made with it", "../")}

_command: Literal["build", "gh-deploy", "serve"] = "build"


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether the site is only looked at."""
    del dirty
    global _command  # noqa: PLW0603 - a hook is a module, so its state is global
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the preview look out for changes in the manual."""
    if side_of(config) == MAPS:
        config.watch.extend([str(CONFIG), str(ROOT / MANUAL)])
    return config


def on_nav(nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Let the navigation end with the other site, which MkDocs cannot find among the pages of this one."""
    del files
    nav.items.append(_TO_OTHER[side_of(config)])
    return nav


def on_post_build(config: MkDocsConfig) -> None:
    """Build the manual into the site of the maps, and a page at each old address."""
    if side_of(config) != MAPS:
        return
    site = Path(config.site_dir)
    edit_uri = (config.edit_uri or "").removesuffix(f"{MAPS}/")
    manual = load_config(
        str(CONFIG),
        site_dir=str(site / MANUAL),
        site_url=f"{config.site_url.rstrip('/')}/{MANUAL}/" if config.site_url else None,
        repo_url=config.repo_url,
        edit_uri=f"{edit_uri}{MANUAL}/" if config.edit_uri else None,
        strict=config.strict,
    )
    manual.theme.static_templates.discard("404.html")  # hosts show that of the whole site
    manual.plugins.on_startup(command=_command, dirty=False)
    build(manual)
    for name in MOVED:
        address = f"../{MANUAL}/{name}/"
        canonical = f"{manual.site_url}{name}/" if manual.site_url else address
        page = _MOVED.substitute(address=address, canonical=canonical)
        (site / name).mkdir(exist_ok=True)
        (site / name / "index.html").write_text(with_policy(page), encoding="utf-8", newline="\n")
