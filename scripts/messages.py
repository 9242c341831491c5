"""Gathers every word that argmap says on a page: of the templates, of the modules, and of the registries they show.

Brings the catalogues of all languages up to them: what is no longer said is left out, what is new waits for its words.

The catalogue follows gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from argmap.analysis.measures import MEASURES
from argmap.analysis.objections import SIGNS
from argmap.diff.changes import NODES, REFERENCES
from argmap.export.registry import EXPORTS
from argmap.model.kinds import ROLES
from argmap.model.ownpages import OWN_PAGES
from argmap.model.relations import RELATIONS, REPLY
from argmap.model.rules import RULES, Severity
from argmap.model.voices import STANCES
from argmap.pages.exposed import HEADINGS as OF_EXPOSED
from argmap.pages.glossary import HEADINGS as OF_TERMS

PACKAGE = Path(__file__).resolve().parent.parent / "argmap"
TEMPLATES = PACKAGE / "templates"
FILE = PACKAGE / "locale" / "argmap.pot"

PARTIAL = ("ar", "kk")
"""The languages in which argmap does not say everything yet: what lacks words there stands in English."""

_OPTIONS = {"newstyle_gettext": "true", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
"""As the templates are read for pages, else the messages would be others."""

_HEADER = """# The words that argmap says on pages, to be translated.
# Written by scripts/catalogue.py from the templates, the modules and their registries."""

_CHANGING = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Last-Translator:', '"Generated-By:')
"""Lines of the header that would differ from day to day, or from one version of Babel to the next."""

Words = str | tuple[str, ...]
"""A message, or what says how many there are: of one, and of several."""


def template_words() -> Iterator[tuple[str, Words]]:
    """Yield the words of the templates, each with the file it stands in."""
    for file in sorted(file for file in TEMPLATES.rglob("*.*") if file.is_file()):
        with file.open("rb") as opened:
            for _, words, _, _ in extract("jinja2.ext:babel_extract", opened, options=_OPTIONS):
                yield file.relative_to(PACKAGE).as_posix(), words


def module_words() -> Iterator[tuple[str, Words]]:
    """Yield the words that modules ask a catalogue for, each with the file it stands in."""
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_bytes()
        if b"gettext" in text:  # most have no words, and to read a module takes long
            for _, words, _, _ in extract("python", io.BytesIO(text), {"gettext": None, "ngettext": (1, 2)}):
                yield file.relative_to(PACKAGE).as_posix(), words


def registry_words() -> Iterator[tuple[str, Words]]:
    """Yield the words of the registries, each with the file it stands in."""
    for role in ROLES.values():
        yield from (("model/kinds.py", one) for one in (role.name, (role.one, role.many), role.box))
    for words in (*RELATIONS.values(), REPLY):
        counted = (words.one, words.many)
        yield from (("model/relations.py", one) for one in (words.heading, counted, words.bears))
    for sign in SIGNS.values():
        yield from (("analysis/objections.py", one) for one in dict.fromkeys((sign.one, sign.counted)))
    for measure in MEASURES.values():
        yield from (("analysis/measures.py", one) for one in (measure.name, measure.about))
    stances = (words for stance in STANCES.values() for words in (stance.of_others, stance.of_own))
    yield from (("model/voices.py", words) for words in stances if words[0])
    for page in OWN_PAGES:
        yield from (("model/ownpages.py", one) for one in (page.name, page.about))
    yield from (("pages/exposed.py", words) for words in OF_EXPOSED.values())
    yield from (("pages/glossary.py", words) for words in OF_TERMS.values())
    yield from (("export/registry.py", one.meaning) for one in EXPORTS.values() if one.meaning)
    yield from (("model/rules.py", severity) for severity in Severity)
    for kind, counted in NODES.items():
        yield from (("diff/changes.py", one) for one in (kind, counted))
    for fate, counted in REFERENCES.items():
        yield from (("diff/changes.py", one) for one in (fate, counted))
    for rule in RULES.values():
        yield from (("model/rules.py", one) for one in (rule.title, rule.reason, rule.mend))


@cache
def catalogue() -> Catalog:
    """Gather all words, none of them translated."""
    gathered = Catalog(project="argmap", header_comment=_HEADER, charset="utf-8", fuzzy=False)
    for file, words in [*template_words(), *module_words()]:
        gathered.add(words, locations=[(file, 0)])
    for file, words in registry_words():
        plain = tuple(map(str, words)) if isinstance(words, tuple) else str(words)
        added = gathered.add(plain, locations=[(file, 0)])
        if "%(" not in str(plain):
            added.flags.discard("python-format")  # a sign % there is only a sign
    return gathered


def catalogue_text() -> str:
    """Write the catalogue as `argmap/locale/argmap.pot` has it: the same for the same words, on any day."""
    return _written(catalogue())


def translated_text(file: Path) -> str:
    """Write the catalogue of a language anew, with the words of today and those of them that it has in its language."""
    with file.open("rb") as opened:
        translated = read_po(opened, locale=file.stem)
    before, comment = {message.id: message for message in translated}, translated.header_comment
    renewed = Catalog(file.stem, project="argmap", header_comment=comment, charset="utf-8", fuzzy=False)
    for message in catalogue():
        if message.id:
            said = before.get(message.id)
            places = [(path, 0) for path, _ in message.locations]
            renewed.add(message.id, said.string if said else "", places, message.flags, context=message.context)
    return _written(renewed)


def _written(words: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, words, width=120, sort_output=True, include_lineno=False)
    lines = written.getvalue().decode("utf-8").splitlines()
    return "".join(f"{line}\n" for line in lines if not line.startswith(_CHANGING))


if __name__ == "__main__":
    FILE.write_text(catalogue_text(), encoding="utf-8", newline="\n")
    for translated in sorted(FILE.parent.glob("*.po")):
        translated.write_text(translated_text(translated), encoding="utf-8", newline="\n")
