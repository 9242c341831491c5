"""The MkDocs plugin.

In: a site's configuration and MkDocs's events. Out: the pages and files of maps, handed to MkDocs, and in a preview
only those that an edit changed. `plugins: [search, argmap]` is all it needs.
"""

from argmap.mkdocs.options import ArgmapOptions
from argmap.mkdocs.plugin import ArgmapPlugin

__all__ = ["ArgmapOptions", "ArgmapPlugin"]
