"""What argmap needs of a site's mkdocs.yml where MkDocs does not run: its docs folder, address and language."""

from collections.abc import Iterator, Mapping
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
        language: The language of the theme, as a BCP 47 tag.
        plugins: The names of the plugins; None where it names none, so that MkDocs takes its own.
    """

    docs_dir: str
    site_url: str
    language: str = ""
    plugins: tuple[str, ...] | None = None


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
    values, theme, plugins = _texts(root, environment), {}, None
    for key, value in root.value:
        if key.value == "theme" and isinstance(value, yaml.MappingNode):
            theme = _texts(value, environment)
        if key.value == "plugins":
            plugins = tuple(_names(value))
    language = (theme.get("language") or theme.get("locale", "")).replace("_", "-")
    return SiteConfig(values.get("docs_dir") or "docs", values.get("site_url", ""), language, plugins)


def _names(plugins: yaml.Node) -> Iterator[str]:
    """Yield the names in a list of plugins, each alone or with its options, or in a table of these."""
    tables = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in tables:
        keys = [key for key, _ in entry.value] if isinstance(entry, yaml.MappingNode) else [entry]
        yield from (key.value for key in keys if isinstance(key, yaml.ScalarNode))


def _texts(table: yaml.MappingNode, environment: Mapping[str, str]) -> dict[str, str]:
    return {key.value: _text(value, environment) for key, value in table.value if isinstance(key, yaml.ScalarNode)}


def _text(value: yaml.Node, environment: Mapping[str, str]) -> str:
    """Return a value as a text: with `!ENV`, that of the first variable that is there, else the last of several."""
    if value.tag != _FROM_ENVIRONMENT:
        return value.value if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":str") else ""
    parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
    *names, default = parts if len(parts) > 1 else [*parts, None]
    found = (environment[name.value] for name in names if isinstance(name.value, str) and name.value in environment)
    return next(found, _text(default, environment) if default else "")
