"""Builds the manual, a site of its own, into the site of the maps, and leads old addresses of its pages there.

A hook of both sites. The manual has its own folder and its own configuration, manual.yml. It is a part of each build of
the maps' site, so that it is there in a preview and wherever that is published.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation

from argmap.site.policy import with_policy
from argmap.storage.disk import stamps
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

_SERVED: Literal["serve"] = "serve"
_state = {"command": "build"}
"""What MkDocs was asked to do; a hook is a module, so its state is global."""


@dataclass
class _Making:
    """A build of the manual in a process of its own, beside that of the maps, into a folder that is kept with it."""

    of: str
    folder: TemporaryDirectory[str]
    process: subprocess.Popen[bytes]

    @classmethod
    def begin(cls, of: str, options: Mapping[str, object]) -> "_Making":
        folder = TemporaryDirectory(prefix="argmap-manual-")
        command = [sys.executable, __file__, _state["command"], json.dumps({**options, "site_dir": folder.name})]
        # What the theme says at every start, the process that started this one said.
        return cls(of, folder, subprocess.Popen(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


_made: list[_Making] = []
"""The last one, if there was one."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether the site is only looked at."""
    del dirty
    _state["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the preview look out for changes in the manual."""
    if side_of(config) == MAPS:
        config.watch.extend([str(CONFIG), str(ROOT / MANUAL)])
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin to build the manual, unless a preview has it as it is now."""
    if side_of(config) != MAPS:
        return
    options = options_of(config)
    of = repr((options, stamps([CONFIG, ROOT / MANUAL, ROOT / "scripts"]))) if _state["command"] == _SERVED else ""
    if _made and (not of or _made[-1].of != of):
        _made.pop().end()
    if not _made:
        _made.append(_Making.begin(of, options))


def on_build_error(error: Exception) -> None:
    """Build no manual of a site that is not built."""
    del error
    if _made:
        _made.pop().end()


def on_nav(nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Let the navigation end with the other site, which MkDocs cannot find among the pages of this one."""
    del files
    nav.items.append(_TO_OTHER[side_of(config)])
    return nav


# Behind argmap, which knows only then whether it is the whole site that was built.
@event_priority(-2000)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the manual into the site of the maps, and a page at each old address.

    Raises:
        PluginError: When the manual cannot be built.
    """
    if side_of(config) != MAPS:
        return
    site, making = Path(config.site_dir), _made[-1]
    is_new = making.process.returncode is None
    if making.process.wait():
        _made.pop().end()
        message = "the manual cannot be built"
        raise PluginError(message)
    if is_new or not (site / MANUAL).exists():
        shutil.copytree(making.folder.name, site / MANUAL, dirs_exist_ok=True)
        _lead_on(site, f"{config.site_url.rstrip('/')}/{MANUAL}/" if config.site_url else None)
    if _state["command"] != _SERVED:
        _made.pop().end()


def _lead_on(site: Path, manual: str | None) -> None:
    for name in MOVED:
        address = f"../{MANUAL}/{name}/"
        page = _MOVED.substitute(address=address, canonical=f"{manual}{name}/" if manual else address)
        (site / name).mkdir(exist_ok=True)
        (site / name / "index.html").write_text(with_policy(page), encoding="utf-8", newline="\n")


def options_of(config: MkDocsConfig) -> dict[str, str | bool | None]:
    """Tell where the manual is published and where its files are, by the configuration of the maps' site."""
    edit_uri = (config.edit_uri or "").removesuffix(f"{MAPS}/")
    return {
        "site_url": f"{config.site_url.rstrip('/')}/{MANUAL}/" if config.site_url else None,
        "repo_url": config.repo_url,
        "edit_uri": f"{edit_uri}{MANUAL}/" if config.edit_uri else None,
        "strict": bool(config.strict),
    }


def make(command: Literal["build", "gh-deploy", "serve"], options: Mapping[str, object]) -> None:
    """Build the manual; it has a process of its own, since MkDocs gives all sites of one the same plugins."""
    manual = load_config(str(CONFIG), **options)  # type: ignore[arg-type] # its first option is not among these
    manual.theme.static_templates.discard("404.html")  # hosts show that of the whole site
    manual.plugins.on_startup(command=command, dirty=False)
    build(manual)


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s -  %(message)s", level=logging.WARNING)
    make(sys.argv[1], json.loads(sys.argv[2]))  # type: ignore[arg-type] # one of those there are
