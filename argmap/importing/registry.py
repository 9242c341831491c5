"""Every format from which a map can be had; `argmap import`, its docs and its table follow this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from argmap.importing import aif, argdown, argdowntext, carneades, gsn2x, kialo, sadface, sheets, vault
from argmap.importing.parsed import ParsedMap
from argmap.model.exchange import Construct


@dataclass(frozen=True, slots=True)
class Importer:
    """A format from which maps can be had.

    Attributes:
        name: The name under which `argmap import` knows it.
        read: Reads one map from the texts of its files, by their paths as given; raises `UnreadableError`.
        endings: How names of its files end, for finding them in a folder: `.json`.
        together: Whether all files given make one map (a folder of notes, modules of a case), else each is a map.
        meaning: What it is, for people, with the address of its documentation.
        constructs: Everything that the format can say, and what becomes of it.
        through: Has the format's own program turn the text of a file into what `read` reads, by the file's path; None
            for a format that is read as it is.
    """

    name: str
    read: Callable[[Mapping[str, str]], ParsedMap]
    endings: tuple[str, ...]
    together: bool
    meaning: str
    constructs: tuple[Construct, ...]
    through: Callable[[str, str], str] | None = None


_ALL = (
    Importer(
        "aif",
        aif.read_aif,
        (".json",),
        together=False,
        meaning="a nodeset of the Argument Interchange Format as JSON, as [AIFdb](https://www.aifdb.org) keeps them",
        constructs=aif.CONSTRUCTS,
    ),
    Importer(
        "xaif",
        aif.read_aif,
        (".json",),
        together=False,
        meaning="a nodeset with the analysed text, as [OVA](https://arg-tech.org/index.php/ova/) saves it",
        constructs=aif.CONSTRUCTS,
    ),
    Importer(
        "sadface",
        sadface.read_sadface,
        (".json",),
        together=False,
        meaning="a document of [SADFace](https://github.com/ARG-ENU/SADFace)",
        constructs=sadface.CONSTRUCTS,
    ),
    Importer(
        "carneades",
        carneades.read_carneades,
        (".yml", ".yaml"),
        together=False,
        meaning="an argument graph of [Carneades 4](https://github.com/carneades/carneades-4)",
        constructs=carneades.CONSTRUCTS,
    ),
    Importer(
        "argdown",
        argdown.read_argdown,
        (".argdown", ".ad", ".json"),
        together=False,
        meaning="a debate in [Argdown](https://argdown.org), as `argdown json` exports it; the text itself where that "
        "program is there",
        constructs=argdown.CONSTRUCTS,
        through=argdowntext.exported,
    ),
    Importer(
        "kialo",
        kialo.read_kialo,
        (".txt",),
        together=False,
        meaning="a discussion of [Kialo](https://www.kialo.com), exported as text",
        constructs=kialo.CONSTRUCTS,
    ),
    Importer(
        "gsn2x",
        gsn2x.read_gsn2x,
        (".yaml", ".yml"),
        together=True,
        meaning="an assurance case in the YAML of [gsn2x](https://jonasthewolf.github.io/gsn2x)",
        constructs=gsn2x.CONSTRUCTS,
    ),
    Importer(
        "csv",
        sheets.read_sheet,
        (".csv", ".tsv"),
        together=False,
        meaning="a [sheet](#a-sheet) that people fill in, as LibreOffice and Excel save it",
        constructs=sheets.CONSTRUCTS,
    ),
    Importer(
        "obsidian",
        vault.read_vault,
        (".md", vault.RELATIONS_FILE),
        together=True,
        meaning="a [folder of notes](#a-folder-of-notes) in Markdown with `[[links]]`, as "
        "[Obsidian](https://obsidian.md) keeps them",
        constructs=vault.CONSTRUCTS,
    ),
)

IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in _ALL}
"""Every format by its name."""
