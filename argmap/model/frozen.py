"""What the file of a released edition holds, in version 1 of its form, as data that other programs can read too.

Nothing in it depends on where a site is published: addresses on it begin with `SITE`. The form only grows, by
what a file can leave out: what was frozen in it can be read for ever, and any other change is another version.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from argmap.model.kinds import Kind
from argmap.model.limits import DATE_PATTERN, FIXED_EDITION_PATTERN, ID_PATTERN, PROSE_LENGTH
from argmap.model.relations import RelationType

SITE = "https://site.invalid/"
"""Stands for the address of the site, ending in a slash (https://www.rfc-editor.org/rfc/rfc6761#section-6.4)."""

_Id = Annotated[str, Meta(pattern=f"^{ID_PATTERN}$")]
_Count = Annotated[int, Meta(ge=0)]
_Day = Annotated[str, Meta(pattern=f"^{DATE_PATTERN}$")]


class _Form(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"):
    """An object of the file; what it leaves out is empty."""


class FrozenRelation(_Form, frozen=True):
    """How a node bears on another; of an undercut `to` is the premise of the step, and `conclusion` its end."""

    type: RelationType
    to: str
    conclusion: str = ""
    jointly: tuple[str, ...] = ()
    because: str = ""
    order: int | None = None
    scheme: str = ""
    score: float | None = None


class FrozenPassage(_Form, frozen=True):
    """A passage of the mapped text."""

    at: str
    quote: str = ""
    quoted: bool = False


class FrozenCite(_Form, frozen=True):
    """A work that a node cites, and where in it."""

    key: str
    locator: str = ""


class FrozenNode(_Form, frozen=True):
    """A node as it stood; `content` is the Software Heritage identifier of its file."""

    id: _Id
    kind: Kind
    title: str
    statement: str
    file: str
    content: str
    revision: Annotated[int, Meta(ge=1)] = 1
    relations: tuple[FrozenRelation, ...] = ()
    voice: Annotated[tuple[str, ...], Meta(min_length=1)] = ("contributor",)
    voice_examples: bool = False
    stance: Annotated[str, Meta(pattern="^(?:endorses|reports|qualifies|doubts|rejects)?$")] = ""
    hedge: str = ""
    source: tuple[FrozenPassage, ...] = ()
    cites: tuple[FrozenCite, ...] = ()
    works: tuple[str, ...] = ()
    score: float | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[_Id, ...] = ()
    withdrawn: bool = False
    reason: str = ""
    replaced_by: tuple[str, ...] = ()
    prose: Annotated[str, Meta(max_length=PROSE_LENGTH)] = ""


class FrozenSection(_Form, frozen=True):
    """A part of the mapped text."""

    id: _Id
    title: str
    paragraphs: _Count


class FrozenStep(_Form, frozen=True):
    """A station of the guided path."""

    node: str
    lead: str


class FrozenTerm(_Form, frozen=True):
    """An entry of the glossary."""

    term: str
    kind: str
    stands_for: str = ""
    about: str = ""
    also: tuple[str, ...] = ()
    id: str = ""


class FrozenAuthor(_Form, frozen=True):
    """An author of the map."""

    name: str
    orcid: str = ""
    role: str = ""


class FrozenVerified(_Form, frozen=True):
    """Which quotations were found in the mapped text, as verified.json has it."""

    text: str
    date: str
    quotations: dict[str, _Count]


class FrozenMap(_Form, frozen=True):
    """The map as it stood.

    `works` are CSL-JSON; `pages` are those of the mapped text by locator; `links` has the address below that of the
    site of each file to which the prose of nodes leads.
    """

    id: str
    title: str
    edition: Annotated[str, Meta(pattern=f"^{FIXED_EDITION_PATTERN}$")]
    date: _Day
    language: str
    changes: tuple[str, ...] = ()
    work: str = ""
    license: str = ""
    authors: tuple[FrozenAuthor, ...] = ()
    publisher: str = ""
    work_url: str = ""
    works_read: bool = True
    overview: tuple[str, ...] = ()
    sections: tuple[FrozenSection, ...] = ()
    notes: _Count = 0
    not_argued: dict[str, str] = {}
    path: tuple[FrozenStep, ...] = ()
    terms: tuple[FrozenTerm, ...] = ()
    works: tuple[dict[str, Any], ...] = ()
    pages: dict[str, str] = {}
    links: dict[str, str] = {}
    verified: FrozenVerified | None = None
    nodes: tuple[FrozenNode, ...] = ()


class FrozenForeignNode(_Form, frozen=True):
    """A node of another map as this one saw it; `way` is the address of its page from the folder of this map."""

    map_title: str
    title: str
    statement: str
    role: Annotated[str, Meta(pattern="^(?:thesis|claim|counterclaim|rebuttal|evidence|question|context)$")]
    label: Annotated[str, Meta(pattern="^(?:in|out|undecided)$")]
    way: str
    language: str = "en"


class FrozenBearing(_Form, frozen=True):
    """A relation across maps, with its origin."""

    origin: str
    relation: FrozenRelation


class FrozenAbroad(_Form, frozen=True):
    """What the map saw of other maps: nodes by full names, what bears on its own, and steps that are undercut."""

    nodes: dict[str, FrozenForeignNode] = {}
    bearing: dict[str, tuple[FrozenBearing, ...]] = {}
    steps: tuple[FrozenBearing, ...] = ()


class FrozenRun(_Form, frozen=True, array_like=True):
    """Words that are set alike: the words, the styles, the key of the work and the address to which they lead."""

    text: str
    styles: tuple[
        Annotated[str, Meta(pattern="^(?:code|emphasis|nocase|small-caps|strong|subscript|superscript)$")], ...
    ] = ()
    reference: str = ""
    address: str = ""


class FrozenCitation(_Form, frozen=True, array_like=True):
    """A work within a citation: its key, what stands before it and behind it, and pandoc's mode."""

    key: str
    prefix: str
    suffix: str
    mode: Annotated[str, Meta(pattern="^(?:NormalCitation|SuppressAuthor|AuthorInText)$")]


class FrozenCluster(_Form, frozen=True, array_like=True):
    """A citation and how it reads."""

    citations: tuple[FrozenCitation, ...]
    runs: tuple[FrozenRun, ...]


class FrozenWorks(_Form, frozen=True):
    """Citations and references as they were formatted, the references in the order of the bibliography."""

    clusters: tuple[FrozenCluster, ...] = ()
    entries: dict[str, tuple[FrozenRun, ...]] = {}


class FrozenEdition(_Form, frozen=True):
    """A released edition: the map, what it saw of others, the works as cited, and by style how it is cited itself."""

    argmap: Literal["edition-1"]
    map: FrozenMap
    abroad: FrozenAbroad = FrozenAbroad()
    cited: FrozenWorks = FrozenWorks()
    own: dict[str, FrozenWorks] = {}
