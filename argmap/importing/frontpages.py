"""The page that leads to the maps of a folder, where several were imported into it and nobody wrote one."""

from argmap.model.characters import escape_markdown

FRONT_PAGES = ("index.md", "README.md")
"""What the front page of a folder can be called; the first is what is written."""

_PAGE = """\
---
hide: [navigation, toc]
---

# {heading}

```argmap
view: maps
```
"""


def list_page(name: str) -> str:
    """Write the front page of a folder of maps.

    Args:
        name: What the folder is called.

    Returns:
        Markdown with a block that lists the maps below the page's folder.
    """
    return _PAGE.format(heading=escape_markdown(f"{name[:1].upper()}{name[1:]}"))
