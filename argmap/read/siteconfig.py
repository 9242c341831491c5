"""What argmap needs of a site's mkdocs.yml where MkDocs does not run: where the docs are, and the site's address."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

CONFIG_FILES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")
"""What the file is called, by MkDocs and by its fork."""

_FROM_ENVIRONMENT = "!ENV"
"""The tag of a value that is taken from the environment (https://www.mkdocs.org/user-guide/configuration/#environment-variables)."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What the file says; texts are empty where it does not.

    Attributes:
        docs_dir: The docs folder, relative to the file.
        site_url: The address at which the site is published, as it stands there.
    """

    docs_dir: str
    site_url: str


def site_config(text: str, environment: Mapping[str, str]) -> SiteConfig | None:
    """Read a site's configuration; nothing that its tags name is made or run.

    Args:
        text: The text of the file.
        environment: The environment variables, for values with the tag `!ENV`.

    Returns:
        What it says; None where it is no YAML that says anything.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    values = {key.value: _text(value, environment) for key, value in root.value if isinstance(key, yaml.ScalarNode)}
    return SiteConfig(values.get("docs_dir") or "docs", values.get("site_url", ""))


def _text(value: yaml.Node, environment: Mapping[str, str]) -> str:
    """Return a value as a text: with `!ENV`, that of the first variable that is there, else the last of several."""
    if value.tag != _FROM_ENVIRONMENT:
        return value.value if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":str") else ""
    parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
    *names, default = parts if len(parts) > 1 else [*parts, None]
    found = (environment[name.value] for name in names if isinstance(name.value, str) and name.value in environment)
    return next(found, _text(default, environment) if default else "")
