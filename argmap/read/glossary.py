"""Reads glossary.yml: abbreviations, and who and what a reader of the map should know."""

from collections.abc import Mapping

from argmap.model.beside import Term
from argmap.model.fields import GLOSSARY_FIELDS, TERM_FIELDS
from argmap.model.findings import Finding, Place
from argmap.model.voices import SPEAKERS
from argmap.read.meant import excerpt
from argmap.read.values import ValueReader, read_table
from argmap.read.yamltree import Value

_TERMS = GLOSSARY_FIELDS[0]
_FIELDS = {field.name: field for field in TERM_FIELDS}


def read_glossary(path: str, raw: str) -> tuple[tuple[Term, ...], list[Finding]]:
    """Read glossary.yml.

    Args:
        path: The path to name in findings.
        raw: The text of the file.

    Returns:
        The terms in the file's order, and the findings.
    """
    reader, table = read_table(path, raw, GLOSSARY_FIELDS, "the glossary")
    terms: dict[str, Term] = {}
    ids: set[str] = set()
    for place, values in reader.tables(table.entries, _TERMS, TERM_FIELDS, "a term"):
        term = _term(place, values, reader)
        for name in (term.term, *term.also) if term.term else ():
            if name in terms:
                reader.report(place, "AM010", f'the glossary has "{excerpt(name)}" twice', "delete one of the two")
            terms.setdefault(name, term)
        if term.id and term.id in ids:
            reader.report(
                place, "AM010", f'the glossary has the id "{term.id}" twice', "give each term an id of its own"
            )
        ids.add(term.id)
    return tuple({id(term): term for term in terms.values()}.values()), reader.findings


def _term(place: Place, values: Mapping[str, Value], reader: ValueReader) -> Term:
    texts = reader.texts(values, (_FIELDS[field] for field in ("id", "term", "kind", "stands-for", "about")))
    if not {"stands-for", "about"} & values.keys():
        hint = f"add one, for example {_FIELDS['about'].example}"
        reader.report(place, "AM021", "a term needs stands-for or about", hint)
    also = (reader.text(name, _FIELDS["also"]) for name in reader.items(values, _FIELDS["also"]))
    if texts["id"] in SPEAKERS:
        hint = "choose another, such as the name"
        reader.report(values["id"].place, "AM023", f"{texts['id']} cannot be an id: as a voice it is a word", hint)
    return Term(
        texts["term"],
        texts["kind"],
        texts["stands-for"],
        texts["about"],
        tuple(filter(None, also)),
        texts["id"],
        place,
    )
