"""The fields of a node and of map.yml: the only list of them, for the reader, the JSON Schemas and the docs."""

from dataclasses import dataclass
from enum import StrEnum

from argmap.model.kinds import Kind
from argmap.model.limits import (
    DATE_PATTERN,
    DOI_PATTERN,
    EDITION_PATTERN,
    ID_LENGTH,
    ID_PATTERN,
    KEY_LENGTH,
    KEY_PATTERN,
    LOCATOR_PATTERN,
    ORCID_PATTERN,
    SHA256_PATTERN,
    STATEMENT_LENGTH,
    TARGET_PATTERN,
    TEXT_LENGTH,
    TITLE_LENGTH,
    UNDERCUT_PATTERN,
    WEB_ADDRESS_PATTERN,
)
from argmap.model.voices import STANCES


class Form(StrEnum):
    """The shapes a field's value can have."""

    TEXT = "text"
    NUMBER = "whole number"
    DECIMAL = "number"
    FLAG = "true or false"
    LABELS = "label or list of labels"
    TEXTS = "list of texts"
    ID_OR_IDS = "id or list of ids"
    IDS = "list of ids"
    RELATIONS = "list of relations"
    UNDERCUTS = "list of undercuts"
    SOURCES = "list of sources"
    CITES = "list of citations"
    WORKS = "list of works"
    VOICE = "voice"
    SECTIONS = "list of sections"
    REASONS = "locators with reasons"
    TERMS = "list of terms"
    STEPS = "list of steps"
    EDITIONS = "list of editions"
    AUTHORS = "list of authors"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file.

    Attributes:
        name: The key under which the field stands.
        form: The shape of its value.
        meaning: What the field says, for the docs and the schemas.
        example: The field as it is typed, key and value.
        required: Whether the file must have it.
        values: The only texts that it can have; empty where any text will do.
        longest: The most characters of its text.
        pattern: A regular expression that its whole text must match; empty where any text will do.
    """

    name: str
    form: Form
    meaning: str
    example: str
    required: bool = False
    values: tuple[str, ...] = ()
    longest: int = TEXT_LENGTH
    pattern: str = ""


KINDS = tuple(kind.value for kind in Kind)
STATUSES = ("current", "withdrawn")

NODE_FIELDS = (
    Field(
        "kind",
        Form.TEXT,
        "the node's role in the argument",
        "kind: claim",
        required=True,
        values=KINDS,
    ),
    Field(
        "title",
        Form.TEXT,
        "the claim in a few words, for diagrams, lists and search",
        "title: Coffee drinkers live longer",
        required=True,
        longest=TITLE_LENGTH,
    ),
    Field(
        "statement",
        Form.TEXT,
        "the claim in one sentence that can be quoted by itself",
        "statement: People who drink coffee live longer than those who do not.",
        required=True,
        longest=STATEMENT_LENGTH,
    ),
    Field("supports", Form.RELATIONS, "the nodes this one is a reason for", "supports: [some-claim]"),
    Field("attacks", Form.RELATIONS, "the nodes this one is an objection to", "attacks: [some-claim]"),
    Field("qualifies", Form.RELATIONS, "the nodes this one limits without denying", "qualifies: [some-claim]"),
    Field(
        "undercuts",
        Form.UNDERCUTS,
        "the relations this node denies: that the first node bears on the second",
        "undercuts: [some-evidence -> some-claim]",
    ),
    Field(
        "explains",
        Form.RELATIONS,
        "the nodes this one explains: why they hold, which is no reason to believe them",
        "explains: [some-claim]",
    ),
    Field("answers", Form.RELATIONS, "the questions this one is an answer to", "answers: [some-question]"),
    Field("frames", Form.RELATIONS, "the nodes that are meant within this context", "frames: [some-claim]"),
    Field(
        "voice",
        Form.VOICE,
        "who asserts the node: author, reported, contributor, or a list of citation keys and ids of people and groups",
        "voice: author",
    ),
    Field(
        "voice-examples",
        Form.FLAG,
        "whether the text names those under voice as examples of those who say so",
        "voice-examples: true",
    ),
    Field(
        "stance",
        Form.TEXT,
        "in a map of a text, what its author makes of the node",
        "stance: endorses",
        values=tuple(STANCES),
    ),
    Field(
        "hedge",
        Form.TEXT,
        "the mapped text's own hedge, when it hedges, with … between words that stand apart",
        "hedge: would not likely",
    ),
    Field(
        "source",
        Form.SOURCES,
        "in a map of a text, where it says so, with an optional short quotation",
        "source: [{at: methods.3, quote: a few words}]",
    ),
    Field(
        "cites",
        Form.CITES,
        "the works it rests on, by their keys, each with a locator after a comma",
        'cites: ["doe-2020, pp. 112–113"]',
    ),
    Field(
        "works",
        Form.WORKS,
        "works that references.json does not have yet, each with the fields of CSL as pandoc reads them in YAML",
        "works: [{id: doe-2020, type: book, title: A book, author: [{family: Doe, given: J.}], issued: 2020}]",
    ),
    Field(
        "score", Form.DECIMAL, "a number that the map carries for the node; nothing is computed with it", "score: 0.8"
    ),
    Field("tags", Form.TEXTS, "words to find the node by", "tags: [health]", longest=60),
    Field("aliases", Form.IDS, "old ids whose addresses lead here", "aliases: [old-id]"),
    Field("status", Form.TEXT, "whether the node still stands", "status: withdrawn", values=STATUSES),
    Field("reason", Form.TEXT, "why the node was withdrawn", "reason: It said the same as another node."),
    Field(
        "replaced-by",
        Form.ID_OR_IDS,
        "the node to read instead of a withdrawn one, or a list of such nodes",
        "replaced-by: better-node",
        longest=ID_LENGTH,
        pattern=ID_PATTERN,
    ),
    Field(
        "revision",
        Form.NUMBER,
        "raised by one whenever anything changes that a citation shows or depends on",
        "revision: 2",
    ),
)

MAP_FIELDS = (
    Field(
        "title",
        Form.TEXT,
        "the map's title",
        "title: Whether coffee lengthens life",
        required=True,
        longest=120,
    ),
    Field(
        "edition",
        Form.TEXT,
        "draft, or the name of a released edition",
        "edition: draft",
        longest=40,
        pattern=EDITION_PATTERN,
    ),
    Field(
        "work",
        Form.TEXT,
        "in a map of a text, its key among the works",
        "work: doe-2020",
        longest=KEY_LENGTH,
        pattern=KEY_PATTERN,
    ),
    Field(
        "language",
        Form.TEXT,
        "the language the map is written in, as a BCP 47 tag",
        "language: en",
        longest=35,
        pattern=r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*",
    ),
    Field("license", Form.TEXT, "the licence of the map's text, as an SPDX identifier", "license: CC-BY-4.0"),
    Field(
        "authors",
        Form.AUTHORS,
        "who made the map: what is cited is by them; without this field, by its publisher",
        'authors: [{name: "Doe, Jane", role: editor}]',
    ),
    Field(
        "publisher",
        Form.TEXT,
        "who publishes the map; without this field and without authors, the contributors of its title",
        "publisher: the contributors of the map",
        longest=120,
    ),
    Field(
        "contact",
        Form.TEXT,
        "the e-mail address to which readers can report a mistake; without this field, no page offers e-mail",
        "contact: map@example.org",
        longest=254,
        pattern=r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    ),
    Field(
        "work-url",
        Form.TEXT,
        "in a map of a text, where it can be read on the web",
        "work-url: https://example.org/article",
        pattern=WEB_ADDRESS_PATTERN,
    ),
    Field(
        "works-read",
        Form.FLAG,
        "in a map of a text, false where the works it cites were not read: pages say what its author reads in them",
        "works-read: false",
    ),
    Field(
        "overview",
        Form.IDS,
        "the nodes that the overview shows besides theses and questions; without this field, as many as fit",
        "overview: [some-claim, some-objection, its-answer]",
    ),
    Field(
        "sections",
        Form.SECTIONS,
        "in a map of a text, its parts in order; a locator is the section's id, a dot and the paragraph's number",
        'sections: [{id: methods, title: "How it was measured", paragraphs: 12}]',
    ),
    Field(
        "notes",
        Form.NUMBER,
        "in a map of a text, how many notes it has, for the locators n1, n2 and so on",
        "notes: 25",
    ),
    Field(
        "path",
        Form.STEPS,
        "a guided path through the main line of argument: nodes in order, each with a few words that lead to it",
        "path: [{node: some-claim, lead: Is it the coffee}]",
    ),
    Field(
        "not-argued",
        Form.REASONS,
        "in a map of a text, locators that carry no argument, each with the reason",
        "not-argued: {introduction.3: road map of the article}",
    ),
)

SECTION_FIELDS = (
    Field("id", Form.TEXT, "the section's id", "id: methods", required=True, longest=ID_LENGTH, pattern=ID_PATTERN),
    Field("title", Form.TEXT, "the section's title", "title: How it was measured", required=True),
    Field("paragraphs", Form.NUMBER, "how many paragraphs it has", "paragraphs: 12", required=True),
)

AUTHOR_FIELDS = (
    Field(
        "name",
        Form.TEXT,
        "the author's name, a person's with the family name first",
        'name: "Doe, Jane"',
        required=True,
        longest=120,
    ),
    Field(
        "orcid",
        Form.TEXT,
        "the author's ORCID iD",
        'orcid: "0000-0002-1825-0097"',
        pattern=ORCID_PATTERN,
    ),
    Field("role", Form.TEXT, "what the author did", "role: editor", longest=60),
)

STEP_FIELDS = (
    Field("node", Form.TEXT, "the node's id", "node: some-claim", required=True, longest=ID_LENGTH, pattern=ID_PATTERN),
    Field(
        "lead", Form.TEXT, "a few words that lead to it", "lead: Is it the coffee", required=True, longest=TITLE_LENGTH
    ),
)

SOURCE_FIELDS = (
    Field("at", Form.TEXT, "the locator", "at: methods.3", required=True, longest=80, pattern=LOCATOR_PATTERN),
    Field("quote", Form.TEXT, "fewer than 15 words, verbatim", "quote: a few words"),
    Field(
        "quoted",
        Form.FLAG,
        "whether the text gives it there word for word as words of the voice, in quotation marks or set off",
        "quoted: true",
    ),
)

_BEARING_FIELDS = (
    Field(
        "order",
        Form.NUMBER,
        "its place among those that bear on the same node in the same way: lower numbers first, no number last",
        "order: 1",
    ),
    Field(
        "scheme",
        Form.TEXT,
        "the name of its scheme of argument, such as Walton's",
        "scheme: expert opinion",
        longest=60,
    ),
    Field("score", Form.DECIMAL, "a number that the map carries for it; nothing is computed with it", "score: 0.8"),
)
"""What an undercut can say just as any other relation."""

RELATION_FIELDS = (
    Field(
        "to",
        Form.TEXT,
        "the target's id, behind other-map/ where it is a node of another map",
        "to: some-claim",
        required=True,
        pattern=TARGET_PATTERN,
    ),
    Field(
        "jointly",
        Form.LABELS,
        "a label shared by premises that count only together; several for a premise of several such groups",
        "jointly: both",
        longest=60,
    ),
    Field("because", Form.TEXT, "why the one bears on the other", "because: the two are alternatives"),
    *_BEARING_FIELDS,
)

UNDERCUT_FIELDS = (
    Field(
        "to",
        Form.TEXT,
        "the relation, as the two ids in the order from -> to",
        "to: a -> b",
        required=True,
        pattern=UNDERCUT_PATTERN,
    ),
    Field("because", Form.TEXT, "why the one does not bear on the other", "because: the sample is too small"),
    *_BEARING_FIELDS,
)

TERM_KINDS = ("person", "organisation", "programme", "event", "word")

GLOSSARY_FIELDS = (
    Field(
        "terms",
        Form.TERMS,
        "abbreviations, and who and what a reader should know",
        "terms: [{term: WHO, kind: organisation, stands-for: World Health Organization}]",
        required=True,
    ),
)

TERM_FIELDS = (
    Field(
        "id",
        Form.TEXT,
        "what the field voice names a person or an organisation by, and the end of its address",
        "id: jane-doe",
        longest=ID_LENGTH,
        pattern=ID_PATTERN,
    ),
    Field("term", Form.TEXT, "the name or abbreviation as the map writes it", "term: WHO", required=True, longest=60),
    Field(
        "kind",
        Form.TEXT,
        "under which heading it stands",
        "kind: organisation",
        required=True,
        values=TERM_KINDS,
    ),
    Field(
        "stands-for",
        Form.TEXT,
        "what an abbreviation stands for; pages show it where the abbreviation first stands",
        "stands-for: World Health Organization",
        longest=120,
    ),
    Field(
        "about",
        Form.TEXT,
        "who or what it is, in a sentence or two",
        "about: An agency of the United Nations.",
        longest=500,
    ),
    Field("also", Form.TEXTS, "other forms of the name in the map", "also: [the Organization]", longest=60),
)

EDITIONS_FIELDS = (
    Field(
        "editions",
        Form.EDITIONS,
        "the editions, the newest first; before the next one is released, draft with what has changed since",
        "editions: [{edition: draft, changes: [An answer to the third objection.]}]",
        required=True,
    ),
)

EDITION_FIELDS = (
    Field(
        "edition",
        Form.TEXT,
        "draft, or the edition's name",
        'edition: "2026.1"',
        required=True,
        longest=40,
        pattern=EDITION_PATTERN,
    ),
    Field(
        "date",
        Form.TEXT,
        "the day it was released; a draft has none",
        'date: "2026-11-24"',
        pattern=DATE_PATTERN,
    ),
    Field("changes", Form.TEXTS, "what is new in it, for readers", "changes: [An answer to the third objection.]"),
    Field(
        "sha256",
        Form.TEXT,
        "the digest of the file in which the edition is frozen; `argmap release` writes it",
        f"sha256: {'5f' * 32}",
        pattern=SHA256_PATTERN,
    ),
    Field(
        "doi",
        Form.TEXT,
        "the DOI under which an archive keeps the edition",
        "doi: 10.1000.10/123",
        pattern=DOI_PATTERN,
    ),
    Field(
        "archive",
        Form.TEXT,
        "where an archive keeps the edition, if not under its DOI",
        "archive: https://archive.example.org/a-map-2026.1",
        pattern=WEB_ADDRESS_PATTERN,
    ),
)


@dataclass(frozen=True, slots=True)
class FieldTable:
    """Fields that stand together.

    Attributes:
        name: A word for the table.
        where: Where they stand, as it follows "belongs in".
        fields: The fields.
        within: The field that holds a list of such tables; empty where they stand at the top of their file.
        needed: Names of fields of which each entry needs one; empty where no such choice is left.
    """

    name: str
    where: str
    fields: tuple[Field, ...]
    within: str = ""
    needed: tuple[str, ...] = ()

    def example(self, field: Field) -> str:
        """Write a field as it is typed, together with what stands around it."""
        if not self.within:
            return field.example
        others = () if field.name in self.needed else self.needed[:1]
        written = [one.example for one in self.fields if one.required or one is field or one.name in others]
        return f"{self.within}: [{{{', '.join(written)}}}]"


FIELD_TABLES = (
    FieldTable("node", "a node", NODE_FIELDS),
    FieldTable("relation", "an entry of a relation", RELATION_FIELDS, "supports"),
    FieldTable("undercut", "an entry of undercuts", UNDERCUT_FIELDS, "undercuts"),
    FieldTable("source", "an entry of source", SOURCE_FIELDS, "source"),
    FieldTable("map", "map.yml", MAP_FIELDS),
    FieldTable("author", "an entry of authors in map.yml", AUTHOR_FIELDS, "authors"),
    FieldTable("section", "an entry of sections in map.yml", SECTION_FIELDS, "sections"),
    FieldTable("step", "an entry of path in map.yml", STEP_FIELDS, "path"),
    FieldTable("glossary", "glossary.yml", GLOSSARY_FIELDS),
    FieldTable("term", "an entry of terms in glossary.yml", TERM_FIELDS, "terms", ("about", "stands-for")),
    FieldTable("editions", "editions.yml", EDITIONS_FIELDS),
    FieldTable("edition", "an entry of editions in editions.yml", EDITION_FIELDS, "editions"),
)
"""All fields that people write, by where they stand."""
