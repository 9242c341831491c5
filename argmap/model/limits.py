"""What a value of a map may look like, and how long it may be."""

import re

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""An id: lower-case Latin words and digits joined by hyphens."""


ID_LENGTH = 60


ID_IN_WORDS = f"lower-case Latin words joined by hyphens, at most {ID_LENGTH} characters"


KEY_PATTERN = r"[A-Za-z0-9_]+(?:[:./+-][A-Za-z0-9_]+)*"
"""The key of a work, as reference managers make them: `doe-2020`, `doeLife2020`, `DBLP:conf/x/Doe20`."""


KEY_LENGTH = 120


TITLE_LENGTH = 70


STATEMENT_LENGTH = 400


TEXT_LENGTH = 300


QUOTE_WORDS = 15
"""A quotation has fewer words than this."""


SHA256_PATTERN = "[0-9a-f]{64}"


DATE_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""A day, `2026-11-24`; whether it exists is for its reader to find out."""


WEB_ADDRESS_PATTERN = r"(?i:https?)://[^\s<>\"]+"


PROSE_LENGTH = 10_000


"""Characters; a few sentences need far less."""

BLANK_PROSE = "Write two to six sentences here, in place of these"
"""How the prose of a node begins that nobody has written yet."""


ORCID_PATTERN = r"(?:https?://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"
"""An ORCID iD as people copy it; what its last sign must be is for its reader to find out."""


DOI_PATTERN = r"(?:https?://(?:dx\.)?doi\.org/|[Dd][Oo][Ii]:)?10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s<>\"{}|\\^`]+"
"""A DOI as people copy it (https://www.doi.org/doi-handbook/HTML/index.html)."""


DRAFT = "draft"
"""What the edition is called that is not released yet."""


EDITION_PATTERN = r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*"
"""What an edition can be called, since the name becomes part of a tag and of files: `draft`, `2026.1`, `1.0-rc1`."""


FIXED_EDITION_PATTERN = rf"(?=.*[0-9])(?=.*\.){EDITION_PATTERN}"
"""What an edition can be called that is frozen: it has pages below its name, where no id of a node can be."""


EDITION_IN_WORDS = "letters and digits with dots or hyphens, like 2026.1"


LOCATOR_PATTERN = rf"(?:{ID_PATTERN}\.[1-9][0-9]*|n[1-9][0-9]*)"
"""A place in the mapped text: `section.paragraph`, or `n12` for a note."""


TARGET_PATTERN = rf"(?:{ID_PATTERN}/)*{ID_PATTERN}"
"""A node that a relation points at: its id, behind `other-map/` where it is a node of that map."""


UNDERCUT_PATTERN = rf"{TARGET_PATTERN} *-> *{TARGET_PATTERN}"


DEVICE_NAMES = frozenset(
    {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))},
)
"""Names that no file or folder can have on Windows
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions)."""


OF_DEVICE = "cannot be an id: Windows keeps that name for a device"


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an id."""
    return len(text) <= ID_LENGTH and re.fullmatch(ID_PATTERN, text) is not None


def is_key(text: str) -> bool:
    """Tell whether a text has the form of a work's key."""
    return len(text) <= KEY_LENGTH and re.fullmatch(KEY_PATTERN, text) is not None
