"""Reads glossary.yml: abbreviations, and who and what a reader of the map should know."""

from collections.abc import Mapping

from argmap.model.fields import GLOSSARY_FIELDS, TERM_FIELDS
from argmap.model.findings import Finding, Place
from argmap.model.maps import Term
from argmap.read.values import ValueReader, read_table, shown
from argmap.read.yamltree import Value

_TERMS = GLOSSARY_FIELDS[0]
_FIELDS = {field.name: field for field in TERM_FIELDS}


def read_glossary(path: str, raw: str | None) -> tuple[tuple[Term, ...], list[Finding]]:
    """Read glossary.yml.

    Takes the path to name in findings, and the file's text or None when there is no file. Returns the terms
    in the file's order, and the findings.
    """
    if raw is None:
        return (), []
    reader, table = read_table(path, raw, GLOSSARY_FIELDS, "the glossary")
    terms: dict[str, Term] = {}
    for place, given in reader.tables(table.entries, _TERMS, TERM_FIELDS, "a term"):
        term = _term(place, given, reader)
        for name in (term.term, *term.also) if term.term else ():
            if name in terms:
                reader.report(place, "AM010", f'the glossary has "{shown(name)}" twice', "delete one of the two")
            terms.setdefault(name, term)
    return tuple({id(term): term for term in terms.values()}.values()), reader.findings


def _term(place: Place, given: Mapping[str, Value], reader: ValueReader) -> Term:
    said = reader.texts(given, (_FIELDS[name] for name in ("term", "kind", "stands-for", "about")))
    if not (said["stands-for"] or said["about"]):
        hint = f"add one, for example {_FIELDS['about'].example}"
        reader.report(place, "AM021", "a term needs stands-for or about", hint)
    also = (reader.text(one, _FIELDS["also"]) for one in reader.items(given, _FIELDS["also"]))
    return Term(said["term"], said["kind"], said["stands-for"], said["about"], tuple(filter(None, also)))
