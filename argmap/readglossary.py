"""Reads glossary.yml: abbreviations, and who and what a reader of the map should know."""

from collections.abc import Iterator

from argmap.fields import GLOSSARY_FIELDS, TERM_FIELDS
from argmap.findings import Finding, Place
from argmap.model import Term
from argmap.valuereader import ValueReader, character_findings, shown
from argmap.yamltree import Table, Value, parse_yaml

_TERMS = GLOSSARY_FIELDS[0]
_FIELDS = {field.name: field for field in TERM_FIELDS}


def read_glossary(path: str, raw: str | None) -> tuple[tuple[Term, ...], list[Finding]]:
    """Read glossary.yml.

    Takes the path to name in findings, and the file's text or None when there is no file. Returns the terms
    in the file's order, and the findings.
    """
    if raw is None:
        return (), []
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = ValueReader(text)
    reader.findings += character_findings(path, text)
    value, found = parse_yaml(text, path)
    reader.findings += found
    terms: dict[str, Term] = {}
    if isinstance(value, Table):
        fields = reader.known(value, GLOSSARY_FIELDS, "the glossary")
        for item in reader.items(fields["terms"], _TERMS) if "terms" in fields else ():
            for term in _term(item, reader):
                for name in (term.term, *term.also):
                    if name in terms:
                        message = f'the glossary has "{shown(name)}" twice'
                        reader.report(item.place, "AM010", message, "delete one of the two")
                    terms.setdefault(name, term)
    elif not found:
        reader.report(Place(path), "AM021", "the glossary needs the field terms", f"add {_TERMS.example}")
    return tuple(dict.fromkeys(terms.values())), reader.findings


def _term(item: Value, reader: ValueReader) -> Iterator[Term]:
    table = reader.table(item, _TERMS)
    if table is None:
        return
    given = reader.known(table, TERM_FIELDS, "a term")
    said = {
        name: reader.text(given[name], _FIELDS[name])
        for name in ("term", "kind", "stands-for", "about")
        if name in given
    }
    if not (said.get("stands-for") or said.get("about")):
        reader.report(item.place, "AM021", "a term needs stands-for or about", f"add {_FIELDS['about'].example}")
    if not said.get("term"):
        return
    also = (
        [reader.text(one, _FIELDS["also"]) for one in reader.items(given["also"], _FIELDS["also"])]
        if "also" in given
        else []
    )
    yield Term(
        said["term"],
        said.get("kind", ""),
        said.get("stands-for", ""),
        said.get("about", ""),
        tuple(filter(None, also)),
    )
