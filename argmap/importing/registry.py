"""Every format from which a map can be had; `argmap import`, its docs and its table follow this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from argmap.importing import aif, argdown, argdowntext, carneades, gsn2x, kialo, sadface, sheets, vault
from argmap.importing.parsed import ParsedMap
from argmap.model.exchange import SAID, Construct


@dataclass(frozen=True, slots=True)
class Importer:
    """A format from which maps can be had.

    Attributes:
        name: The name under which `argmap import` knows it.
        read: Reads one map from the texts of its files, by their paths as given; raises `UnreadableError`.
        endings: How names of its files end, for finding them in a folder: `.json`.
        constructs: Everything that the format can say, and what becomes of it.
        brings: What of everything that a map can say, by the names of `SAID`, comes into it from this format.
        meaning: What it is, for people, with the address of its documentation.
        together: Whether all files given make one map (a folder of notes, modules of a case), else each is a map.
        through: Has the format's own program turn the text of a file into what `read` reads, by the file's path; None
            for a format that is read as it is.
    """

    name: str
    read: Callable[[Mapping[str, str]], ParsedMap]
    endings: tuple[str, ...]
    constructs: tuple[Construct, ...]
    brings: frozenset[str]
    meaning: str
    together: bool = False
    through: Callable[[str, str], str] | None = None


_ANY = frozenset(
    {
        *("thesis", "claim", "counterclaim", "statement", "prose", "supports", "attacks"),
        *("undercut of a reason", "undercut of an objection", "undercut of a linked premise", "linked reason"),
        *("linked objection", "scheme of a reason", "scheme of an objection"),
    }
)
"""What most formats can say."""
_HEAD = frozenset({"title of the map", "author"})
_OF_OBJECTIONS = frozenset({"scheme of an objection", "linked objection", "undercut of an objection"})
_OF_ROWS = frozenset(SAID) - {
    *(
        "title of the map",
        "author",
        "other field of map.yml",
        "voice of no person",
        "voices as examples",
        "stance",
        "hedge",
    ),
    *("passage", "quotation", "bookkeeping", "link in the prose", "citation in the prose", "score of a relation"),
    *("relation to another map", "term of the glossary"),
}


_ALL = (
    Importer(
        "aif",
        aif.read_aif,
        (".json",),
        aif.CONSTRUCTS,
        _ANY | {"voice"},
        "a nodeset of the Argument Interchange Format as JSON, as [AIFdb](https://www.aifdb.org) keeps them",
    ),
    Importer(
        "xaif",
        aif.read_aif,
        (".json",),
        aif.CONSTRUCTS,
        _ANY | {"voice"},
        "a nodeset with the analysed text, as [OVA](https://arg-tech.org/index.php/ova/) saves it",
    ),
    Importer(
        "sadface",
        sadface.read_sadface,
        (".json",),
        sadface.CONSTRUCTS,
        _ANY | _HEAD,
        "a document of [SADFace](https://github.com/ARG-ENU/SADFace)",
    ),
    Importer(
        "carneades",
        carneades.read_carneades,
        (".yml", ".yaml"),
        carneades.CONSTRUCTS,
        _ANY - _OF_OBJECTIONS | {"title of the map", "tag", "because", "score of a relation"},
        "an argument graph of [Carneades 4](https://github.com/carneades/carneades-4)",
    ),
    Importer(
        "argdown",
        argdown.read_argdown,
        (".argdown", ".ad", ".json"),
        argdown.CONSTRUCTS,
        _ANY - {"linked objection"} | _HEAD | {"title", "tag", "order"},
        "a debate in [Argdown](https://argdown.org), as `argdown json` exports it; the text itself where that program "
        "is there",
        through=argdowntext.exported,
    ),
    Importer(
        "kialo",
        kialo.read_kialo,
        (".txt",),
        kialo.CONSTRUCTS,
        frozenset(
            {
                "title of the map",
                "thesis",
                "claim",
                "counterclaim",
                "question",
                "statement",
                "prose",
                "supports",
                "attacks",
                "answers",
                "order",
                "work cited",
            }
        ),
        "a discussion of [Kialo](https://www.kialo.com), exported as text",
    ),
    Importer(
        "gsn2x",
        gsn2x.read_gsn2x,
        (".yaml", ".yml"),
        gsn2x.CONSTRUCTS,
        frozenset(
            {
                "title of the map",
                "thesis",
                "claim",
                "counterclaim",
                "evidence",
                "context",
                "statement",
                "title",
                "work cited",
                "tag",
                "prose",
                "supports",
                "attacks",
                "frames",
                "order",
                "linked reason",
                "undercut of a reason",
                "undercut of a linked premise",
                "undercut of an objection",
                "undercut of another step",
            }
        ),
        "an assurance case in the YAML of [gsn2x](https://jonasthewolf.github.io/gsn2x)",
        together=True,
    ),
    Importer(
        "csv",
        sheets.read_sheet,
        (".csv", ".tsv"),
        sheets.CONSTRUCTS,
        _OF_ROWS,
        "a [sheet](#a-sheet) that people fill in, as LibreOffice and Excel save it",
    ),
    Importer(
        "obsidian",
        vault.read_vault,
        (".md", vault.RELATIONS_FILE),
        vault.CONSTRUCTS,
        _OF_ROWS | {"link in the prose", "score of a relation"},
        "a [folder of notes](#a-folder-of-notes) in Markdown with `[[links]]`, as [Obsidian](https://obsidian.md) "
        "keeps them",
        together=True,
    ),
)

IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in _ALL}
"""Every format by its name."""
