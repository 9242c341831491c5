"""What a site says of argmap in its mkdocs.yml."""

from mkdocs.config import config_options
from mkdocs.config.base import Config

from argmap.pages.previews import LinkPreviews


class ArgmapOptions(Config):  # type: ignore[no-untyped-call] # MkDocs has no type for it
    """The plugin's options.

    Attributes:
        dot: A dot program to draw with instead of the sandboxed engine.
        cache: The folder, relative to mkdocs.yml, in which drawings are kept between builds.
        templates: The folder, relative to mkdocs.yml, of templates that stand in the place of argmap's.
        policy: Whether every page of the site gets a Content-Security-Policy.
        missing: Whether the page for a wrong address offers nodes whose addresses are like it.
        previews: Which nodes have a picture of their own beside links to them: theses, all or none.
        unconcerned: Plugins and hooks that a preview need not show the pages that an edit left as they are.
    """

    dot = config_options.Type(str, default="")
    cache = config_options.Type(str, default=".cache/argmap")
    templates = config_options.Type(str, default="")
    policy = config_options.Type(bool, default=False)
    missing = config_options.Type(bool, default=False)
    previews = config_options.Choice([str(choice) for choice in LinkPreviews], default=str(LinkPreviews.THESES))
    unconcerned = config_options.ListOfItems(config_options.Type(str), default=[])
