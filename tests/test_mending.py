"""For each code, and each way to get there: who does what the finding says has mended it, and made no other."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from argmap.analysis.mappedtext import mapped_text_of
from argmap.analysis.verification import verify
from argmap.diff.compare import State, compare
from argmap.model.rules import RULES
from argmap.read.frozen import digest_of
from argmap.read.maps import read
from argmap.site.validate import checked, checked_with_pages
from argmap.storage.disk import load
from conftest import TOP, node

Files = Mapping[str, str | bytes | None]
"""Texts by their paths; nothing at paths of which a file was deleted, `-> path` for a symbolic link."""

MAP, A, B, PAGE = "m/map.yml", "m/nodes/a.md", "m/nodes/b.md", "m/about.md"
REFERENCES, GLOSSARY, EDITIONS, PARAGRAPHS = "m/references.json", "m/glossary.yml", "m/editions.yml", "m/paragraphs.tsv"
DRAWING, INDEX = "m/drawing.svg", "index.md"


def work(key: str, **more: object) -> dict[str, object]:
    return {"id": key, "type": "book", "title": f"The book {key}", **more}


def works(*entries: object) -> str:
    return json.dumps(entries)


def text_node(**fields: str) -> str:
    """Write a node of a map of a text: one that its author asserts in its first paragraph."""
    return node(**{"voice": "author", "source": "[{at: one.1}]", **fields})


def svg(content: str, before: str = "") -> str:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>\n'


def block(*lines: str) -> str:
    return "\n".join(["```argmap", *lines, "```", ""])


CASE = Path(__file__).parent / "cases" / "AM092" / "docs"
BROUGHT = "[{id: r, type: book, title: A book}]"
SECTIONS = "sections: [{id: one, title: One, paragraphs: 2}, {id: two, title: Two, paragraphs: 1}]\n"
TEXT_MAP = f"title: A map\nwork: doe-2020\nnotes: 1\n{SECTIONS}"
HEAD = "locator\tfirst_words\tlast_words\n"
LINES = "one.1\tThe first\tends here.\none.2\tThe second\talso.\ntwo.1\tThe third\tis done.\nn1\tA note\tof it.\n"
MAPPED = "The first says much and ends here.\nThe second says little, also.\nThe third is done.\nA note of it.\n"

DEBATE: Mapping[str, str] = {**TOP, INDEX: "# Home\n"}
TEXT: Mapping[str, str] = {
    MAP: TEXT_MAP,
    REFERENCES: works(work("doe-2020"), work("roe-2021")),
    "m/nodes/top.md": text_node(kind="thesis", supports=""),
    "m/nodes/cited.md": text_node(cites="[roe-2021]"),
}
TABLED: Mapping[str, str] = {**TEXT, PARAGRAPHS: HEAD + LINES}
CITED: Files = {**DEBATE, A: node(cites="[r]")}
OBJECTED: Files = {
    **DEBATE,
    "m/nodes/objection.md": node(kind="counterclaim", supports="", attacks="[top]"),
    "m/nodes/reply.md": node(supports="", attacks="[objection]"),
}
OTHER: Files = {
    **DEBATE,
    "n/map.yml": "title: Another map\n",
    "n/nodes/goal.md": node(kind="thesis", supports=""),
    "n/nodes/way.md": node(supports="[goal]", aliases="[path]"),
}
WITHDRAWN: Files = {
    **DEBATE,
    "m/nodes/gone.md": node(status="withdrawn", reason="No.", replaced_by="later"),
    "m/nodes/later.md": node(status="withdrawn", reason="No.", replaced_by="b"),
    B: node(),
}
OF_NOTES: Files = {
    "m/nodes/top.md": text_node(kind="thesis", supports="", source="[{at: n1}]"),
    "m/nodes/cited.md": text_node(cites="[roe-2021]", source="[{at: n1}]"),
}
QUESTION: Files = {**DEBATE, "m/nodes/q.md": node(kind="question", supports=""), B: node(supports="", answers="[q]")}
OLD: Files = {**DEBATE, A: node(revision="3"), B: node(supports="[a]", aliases="[once, before]")}

RELEASED: Mapping[str, str] = {
    f"{file.relative_to(CASE).as_posix()}": file.read_text(encoding="utf-8")
    for file in sorted(CASE.rglob("*"))
    if file.is_file()
}
FROZEN = "m/editions/2026.1.json"


class Mending(NamedTuple):
    """What somebody wrote, what the hint of the finding says (or a part of it), and what is written then."""

    code: str
    written: Files
    hint: str
    mended: Files
    base: Files = DEBATE


MENDINGS = [
    # Files
    Mending("AM001", {A: node("é").encode("latin-1")}, "save the file as UTF-8", {A: node("é")}),
    Mending("AM001", {f"{REFERENCES}/x.txt": ""}, "another name", {f"{REFERENCES}/x.txt": None, "m/lists/x.txt": ""}),
    Mending("AM002", {A: node("It is\x07.")}, "delete it", {A: node("It is.")}),
    Mending("AM002", {A: node("It is \x93so.")}, "write “", {A: node("It is “so.")}),
    Mending("AM002", {A: node(title=r'"It\u0007 is"')}, "delete it", {A: node(title='"It is"')}),
    Mending(
        "AM002",
        {REFERENCES: works(work("r")).replace("The book", r"The \beta")},
        r"a backslash of the text itself is written \\",
        {REFERENCES: works(work("r", title=r"The \beta r"))},
        CITED,
    ),
    Mending("AM002", {"m/a\x07.png": ""}, "rename it", {"m/a\x07.png": None, "m/a.png": ""}),
    Mending("AM003", {A: node("It\u202e is.")}, "delete it", {A: node("It is.")}),
    Mending("AM003", {A: f"{node()}It&#8238; is.\n"}, "delete it", {A: f"{node()}It is.\n"}),
    Mending("AM004", {A: "-> top.md"}, "put in its place what it leads to", {A: node()}),
    Mending("AM005", {A: f"{node()}{'x' * 70_000}"}, "remove what does not belong", {A: node()}),
    Mending("AM006", {"m/nodes/a.txt": node()}, "call it a.md", {"m/nodes/a.txt": None, A: node()}),
    Mending("AM006", {"m/nodes/a.png": ""}, "outside the nodes folder", {"m/nodes/a.png": None, "m/a.png": ""}),
    Mending("AM006", {"m/nodes/README.md": "# It\n"}, "such as about.md", {"m/nodes/README.md": None, PAGE: "# It\n"}),
    Mending("AM006", {"m/a.md": node()}, "put it in m/nodes", {"m/a.md": None, A: node()}),
    Mending("AM006", {"m/Nodes/a.md": node()}, "put it in m/nodes", {"m/Nodes/a.md": None, A: node()}),
    Mending("AM006", {"a.md": node()}, "the nodes folder of a map", {"a.md": None, A: node()}),
    Mending(
        "AM006", {"m/n/map.yml": "title: N\n"}, "out of the other's", {"m/n/map.yml": None, "n/map.yml": "title: N\n"}
    ),
    Mending("AM006", {"map.yml": "title: N\n"}, "a folder of its own", {"map.yml": None, "n/map.yml": "title: N\n"}),
    # Front matter and YAML
    Mending("AM007", {A: f"Words.\n{node()}"}, "---", {A: node()}),
    Mending("AM008", {A: node(title="It: so")}, "put the whole text in quotes", {A: node(title='"It: so"')}),
    Mending("AM008", {A: node(title='"It')}, "write it again at the end", {A: node(title='"It"')}),
    Mending("AM008", {A: node(tags="[it, so")}, "write ] at its end", {A: node(tags="[it, so]")}),
    Mending("AM008", {A: node(title='"It "is" so"')}, "within them write “ ”", {A: node(title='"It “is” so"')}),
    Mending("AM008", {A: node(title="It\nis")}, "begin it with two spaces", {A: node(title="It\n  is")}),
    Mending("AM009", {A: node(title="&it is")}, "a text that begins with & needs quotes", {A: node(title='"&it is"')}),
    Mending("AM010", {A: node(title="It\ntitle: It")}, "delete one of the two", {A: node(title="It")}),
    Mending(
        "AM010",
        {A: node(status="withdrawn", reason="No.", replaced_by="[top, top]")},
        "delete one of the two",
        {A: node(status="withdrawn", reason="No.", replaced_by="[top]")},
    ),
    Mending(
        "AM010",
        {MAP: "title: M\nauthors: [{name: It}, {name: It}]\n"},
        "delete one of the two",
        {MAP: "title: M\nauthors: [{name: It}]\n"},
    ),
    Mending(
        "AM010",
        {GLOSSARY: "terms: [{term: It, kind: word, about: It., also: [It]}]\n"},
        "delete one of the two",
        {GLOSSARY: "terms: [{term: It, kind: word, about: It.}]\n"},
    ),
    Mending(
        "AM010",
        {GLOSSARY: "terms: [{id: i, term: A, kind: word, about: It.}, {id: i, term: B, kind: word, about: It.}]\n"},
        "an id of its own",
        {GLOSSARY: "terms: [{id: i, term: A, kind: word, about: It.}, {id: j, term: B, kind: word, about: It.}]\n"},
    ),
    Mending(
        "AM010",
        {REFERENCES: '[{"id": "r", "type": "book", "title": "A", "title": "B"}]'},
        "delete one of the two",
        {REFERENCES: '[{"id": "r", "type": "book", "title": "A"}]'},
        CITED,
    ),
    Mending("AM011", {A: node(hedge="no")}, 'put it in quotes: "no"', {A: node(hedge='"no"')}),
    Mending("AM011", {A: node(hedge="it #is")}, "put the whole text in quotes", {A: node(hedge='"it #is"')}),
    Mending("AM011", {A: node(hedge=r'"it \no"')}, r"write \\ for each", {A: node(hedge=r'"it \\no"')}),
    # Relations
    Mending("AM012", {A: node(supports="[tpo]")}, 'did you mean "top"?', {A: node(supports="[top]")}),
    Mending("AM012", {A: node(supports="[zebra]")}, "add zebra.md", {"m/nodes/zebra.md": node()}),
    Mending(
        "AM012",
        {A: node(supports="[once]"), B: node(aliases="[once]")},
        "it is now called b",
        {A: node(supports="[b]")},
    ),
    Mending(
        "AM012",
        {A: node(supports="[once]", aliases="[once]")},
        "an old id of this node itself; name another",
        {A: node(aliases="[once]")},
    ),
    Mending("AM012", {A: node(supports="[way]")}, 'did you mean "n/way"?', {A: node(supports="[n/way]")}, OTHER),
    Mending("AM012", {A: node(supports="[nn/way]")}, 'did you mean "n/way"?', {A: node(supports="[n/way]")}, OTHER),
    Mending("AM012", {A: node(supports="[n/path]")}, "it is now called n/way", {A: node(supports="[n/way]")}, OTHER),
    Mending(
        "AM012", {A: node(supports="[n/zebra]")}, "name a node that is there", {A: node(supports="[n/way]")}, OTHER
    ),
    Mending("AM012", {A: node(supports="[m/top]")}, "write top", {A: node(supports="[top]")}),
    Mending("AM012", {A: node(supports="[m/tpo]")}, 'did you mean "top"?', {A: node(supports="[top]")}),
    Mending("AM013", {A: node(supports="[a, top]")}, "name another node", {A: node()}),
    Mending(
        "AM013",
        {A: node(undercuts="[b -> a]"), B: node()},
        "name another node",
        {A: node(undercuts="[b -> top]")},
    ),
    Mending("AM014", {A: node(attacks="[top]")}, "keep one of the two", {A: node()}),
    Mending(
        "AM014",
        {
            A: node(supports="[{to: top, jointly: x, because: It.}, {to: top, jointly: y, because: So.}]"),
            B: node(supports="[{to: top, jointly: [x, y]}]"),
        },
        "names them in a list: jointly: [one, another]",
        {A: node(supports="[{to: top, jointly: [x, y], because: It.}]")},
    ),
    Mending(
        "AM015",
        {A: node(supports="[b]"), B: node(supports="[a, top]")},
        "such as that of b, which bears on another node too",
        {B: node()},
    ),
    Mending(
        "AM015",
        {A: node(supports="[b]"), B: node(supports="[a]")},
        "bear on one outside of the circle instead",
        {A: node()},
    ),
    Mending("AM016", {A: node(supports="")}, "say what it bears on, under supports:", {A: node()}),
    Mending(
        "AM016",
        {A: node(supports="", attacks="[b]"), B: node(supports="", attacks="[a]")},
        "say what it bears on, under supports:",
        {A: node(attacks="[b]")},
    ),
    Mending(
        "AM017",
        {A: node(supports="", undercuts="[top -> b]"), B: node()},
        "write b -> top",
        {A: node(supports="", undercuts="[b -> top]")},
    ),
    Mending(
        "AM017",
        {A: node(supports="", undercuts="[b -> top]"), B: node(supports="[c]"), "m/nodes/c.md": node()},
        "as in b -> c",
        {A: node(supports="", undercuts="[b -> c]")},
    ),
    Mending(
        "AM017",
        {A: node(supports="", undercuts="[n/way -> top]")},
        "as in n/way -> n/goal",
        {A: node(supports="", undercuts="[n/way -> n/goal]")},
        OTHER,
    ),
    Mending("AM018", {A: node(supports="[{to: top, jointly: x}]")}, "or drop it", {A: node()}),
    Mending("AM019", {A: node(kind="question")}, "give this node kind: claim", {A: node()}),
    Mending(
        "AM019",
        {A: node(kind="context")},
        "write frames: [top]",
        {A: node(kind="context", supports="", frames="[top]")},
    ),
    Mending("AM019", {A: node(supports="", frames="[top]")}, "write supports:", {A: node()}),
    Mending("AM019", {A: node(supports="", answers="[top]")}, "write supports:", {A: node()}),
    Mending("AM019", {A: node(supports="[q]")}, "write answers: [q]", {A: node(supports="", answers="[q]")}, QUESTION),
    Mending(
        "AM019",
        {A: node(supports="", undercuts="[b -> q]")},
        "attacks: [b]",
        {A: node(supports="", attacks="[b]")},
        QUESTION,
    ),
    # Fields
    Mending("AM020", {A: node(hegde="it is")}, 'did you mean "hedge"?', {A: node(hedge="it is")}),
    Mending(
        "AM020",
        {A: node(language="en")},
        "belongs in map.yml: language: en",
        {A: node(), MAP: "title: M\nlanguage: en\n"},
    ),
    Mending(
        "AM020",
        {A: node(author="Ana")},
        "its voice: [jane-doe], with an id in glossary.yml",
        {A: node(voice="[ana]"), GLOSSARY: "terms: [{id: ana, term: Ana, kind: person, about: She.}]\n"},
    ),
    Mending("AM020", {A: node(text="It is.")}, "below the fields", {A: f"{node()}It is.\n"}),
    Mending("AM020", {A: node(zebra="x")}, "the fields of a node are", {A: node()}),
    Mending("AM021", {A: node(title="")}, "add it, for example title: Coffee", {A: node(title="Coffee")}),
    Mending(
        "AM021",
        {A: node()},
        "add voice: author when the mapped text's author asserts it, and source: with the paragraph",
        {A: text_node()},
        TEXT,
    ),
    Mending(
        "AM021",
        {A: text_node(voice="[roe-2021]")},
        "add stance: reports",
        {A: text_node(voice="[roe-2021]", stance="reports")},
        TEXT,
    ),
    Mending(
        "AM021",
        {GLOSSARY: "terms: [{term: WHO, kind: organisation}]\n"},
        "add one, for example about:",
        {GLOSSARY: "terms: [{term: WHO, kind: organisation, about: An agency of the United Nations.}]\n"},
    ),
    Mending("AM022", {A: node(tags="[a: b]")}, 'put the whole text in quotes: "a: b"', {A: node(tags='["a: b"]')}),
    Mending(
        "AM022",
        {EDITIONS: "editions:\n  - edition: draft\n    changes: [New: it]\n"},
        'put the whole text in quotes: "New: it"',
        {EDITIONS: 'editions:\n  - edition: draft\n    changes: ["New: it"]\n'},
    ),
    Mending(
        "AM022",
        {A: node(title="{It is: so, or: not}")},
        "it looks like this: title: ",
        {A: node(title="It is so")},
    ),
    Mending("AM022", {A: node(title="{It is: [so]}")}, "it looks like this: title: ", {A: node(title="It is so")}),
    Mending("AM022", {A: node(tags="health")}, "it looks like this: tags: [health]", {A: node(tags="[health]")}),
    Mending("AM022", {A: node(revision="two")}, "it looks like this: revision: 2", {A: node(revision="2")}),
    Mending("AM022", {A: node(supports="[Top]")}, "write top", {A: node(supports="[top]")}),
    Mending(
        "AM022",
        {MAP: "title: M\nlanguage: English language\n"},
        "it looks like language: en",
        {MAP: "title: M\nlanguage: en\n"},
    ),
    Mending(
        "AM022",
        {A: node(supports="[b -> top]"), B: node()},
        "write undercuts: [b -> top]",
        {A: node(supports="", undercuts="[b -> top]")},
    ),
    Mending(
        "AM022",
        {EDITIONS: 'editions: [{edition: "1.0", date: 1 May 2020}]\n'},
        'it looks like date: "2026-11-24"',
        {EDITIONS: 'editions: [{edition: "1.0", date: "2020-05-01"}]\n'},
    ),
    Mending("AM023", {A: node(kind="Claim")}, 'did you mean "claim"?', {A: node()}),
    Mending("AM023", {A: node(kind="argument")}, "one of: thesis, claim", {A: node()}),
    Mending("AM023", {A: text_node(voice="Author")}, 'did you mean "author"?', {A: text_node()}, TEXT),
    Mending(
        "AM023",
        {A: node(voice="Ana Ode"), GLOSSARY: "terms: [{id: ana-ode, term: Ana Ode, kind: person, about: She.}]\n"},
        "voice: [ana-ode]",
        {A: node(voice="[ana-ode]")},
    ),
    Mending(
        "AM023",
        {A: text_node(voice="[author, roe-2021]", stance="reports")},
        "or leave it out of the list",
        {A: text_node(voice="[roe-2021]", stance="reports")},
        TEXT,
    ),
    Mending(
        "AM023",
        {GLOSSARY: "terms: [{id: author, term: Ana, kind: person, about: She.}]\n"},
        "choose another, such as the name",
        {GLOSSARY: "terms: [{id: ana, term: Ana, kind: person, about: She.}]\n"},
    ),
    Mending("AM024", {A: node(hedge='""')}, "or leave it out", {A: node()}),
    Mending(
        "AM024", {A: node(hedge="# it is")}, "a text that begins with # needs quotes", {A: node(hedge='"# it is"')}
    ),
    Mending("AM024", {A: node(aliases=" ")}, "or leave it out", {A: node()}),
    Mending("AM024", {A: node(voice="[]")}, "or leave it out", {A: node()}),
    Mending("AM024", {MAP: "title: M\npath:\n"}, "or leave it out", {MAP: "title: M\n"}),
    Mending("AM025", {A: node(title="x" * 71)}, "shorten it", {A: node(title="x" * 70)}),
    # Identity
    Mending(
        "AM030",
        {"m/nodes/My Node.md": node()},
        "call it my-node.md",
        {"m/nodes/My Node.md": None, "m/nodes/my-node.md": node()},
    ),
    Mending("AM030", {"m/nodes/nöde.md": node()}, "lower-case Latin words", {"m/nodes/nöde.md": None, A: node()}),
    Mending(
        "AM030", {"m/nodes/con.md": node()}, "one of two words", {"m/nodes/con.md": None, "m/nodes/the-con.md": node()}
    ),
    Mending(
        "AM030",
        {"My Map/map.yml": "title: N\n"},
        "call the folder my-map",
        {"My Map/map.yml": None, "my-map/map.yml": "title: N\n"},
    ),
    Mending(
        "AM030",
        {"aux/map.yml": "title: N\n"},
        "one of two words",
        {"aux/map.yml": None, "my-map/map.yml": "title: N\n"},
    ),
    Mending(
        "AM031",
        {A: node(), "m/nodes/x/a.md": node()},
        "rename one of the two files",
        {"m/nodes/x/a.md": None, B: node()},
    ),
    Mending("AM032", {A: node(aliases="[top, once]")}, "remove the alias", {A: node(aliases="[once]")}),
    Mending("AM032", {A: node(aliases="[once]"), B: node(aliases="[once]")}, "here or there", {A: node()}),
    Mending(
        "AM033",
        {A: node(status="withdrawn", reason="No.", replaced_by="tpo")},
        'did you mean "top"?',
        {A: node(status="withdrawn", reason="No.", replaced_by="top")},
    ),
    Mending(
        "AM033",
        {A: node(status="withdrawn", reason="No.", replaced_by="once"), B: node(aliases="[once]")},
        "it is now called b",
        {A: node(status="withdrawn", reason="No.", replaced_by="b")},
    ),
    Mending(
        "AM033",
        {A: node(status="withdrawn", reason="No.", replaced_by="zebra")},
        "or leave replaced-by out",
        {A: node(status="withdrawn", reason="No.")},
    ),
    Mending("AM034", {A: node(status="withdrawn")}, "add reason:", {A: node(status="withdrawn", reason="No.")}),
    Mending(
        "AM034",
        {A: node(replaced_by="top")},
        "write status: withdrawn with a reason",
        {A: node(replaced_by="top", status="withdrawn", reason="No.")},
    ),
    Mending(
        "AM034",
        {A: node(replaced_by="top", reason="No.", status="current")},
        "write status: withdrawn, or delete reason and replaced-by",
        {A: node(replaced_by="top", reason="No.", status="withdrawn")},
    ),
    Mending("AM034", {A: node(supports="[gone]")}, "it was replaced by b", {A: node(supports="[b]")}, WITHDRAWN),
    Mending("AM034", {A: node(supports="[gone, b]")}, "leave it out", {A: node(supports="[b]")}, WITHDRAWN),
    Mending(
        "AM034",
        {A: node(supports="", undercuts="[gone -> top]")},
        "write b -> top",
        {A: node(supports="", undercuts="[b -> top]")},
        WITHDRAWN,
    ),
    Mending(
        "AM034",
        {A: node(supports="[gone]"), B: node(status="withdrawn", reason="No.")},
        "relate this node to one that stands",
        {A: node()},
        WITHDRAWN,
    ),
    Mending(
        "AM034",
        {A: node(supports="[n/gone]"), "n/nodes/gone.md": node(status="withdrawn", reason="No.", replaced_by="way")},
        "it was replaced by n/way",
        {A: node(supports="[n/way]")},
        OTHER,
    ),
    Mending("AM035", {"m/nodes/diagram.md": node()}, "choose an id", {"m/nodes/diagram.md": None, A: node()}),
    Mending(
        "AM036",
        {"m/nodes/top.md": node(supports="")},
        "kind: thesis",
        {"m/nodes/top.md": node(kind="thesis", supports="")},
    ),
    Mending(
        "AM037",
        {MAP: "title: M\npath: [{node: tpo, lead: It}]\n"},
        'did you mean "top"?',
        {MAP: "title: M\npath: [{node: top, lead: It}]\n"},
    ),
    Mending("AM037", {MAP: "title: M\npath: [{node: zebra, lead: It}]\n"}, "or delete it", {MAP: "title: M\n"}),
    Mending(
        "AM037",
        {MAP: "title: M\npath: [{node: top, lead: It}, {node: top, lead: So}]\n"},
        "delete one of the two",
        {MAP: "title: M\npath: [{node: top, lead: It}]\n"},
    ),
    Mending(
        "AM037",
        {MAP: "title: M\noverview: [once]\n", B: node(aliases="[once]")},
        "it is now called b",
        {MAP: "title: M\noverview: [b]\n"},
    ),
    Mending(
        "AM037",
        {MAP: "title: M\noverview: [gone]\n"},
        "it was replaced by b",
        {MAP: "title: M\noverview: [b]\n"},
        WITHDRAWN,
    ),
    Mending(
        "AM037",
        {MAP: "title: M\noverview: [b, b]\n"},
        "delete one of the two",
        {MAP: "title: M\noverview: [b]\n"},
        WITHDRAWN,
    ),
    Mending("AM038", {"m/top.md": "# It\n"}, "give the file another name", {"m/top.md": None, PAGE: "# It\n"}),
    Mending("AM038", {"m/map.json": "{}"}, "give the file another name", {"m/map.json": None, "m/our.json": "{}"}),
    # The mapped text
    Mending(
        "AM040",
        {A: text_node(source="[{at: one.3}]")},
        "one has 2 paragraphs: correct the number here, or there",
        {A: text_node(source="[{at: one.2}]")},
        TEXT,
    ),
    Mending(
        "AM040",
        {A: text_node(source="[{at: n2}]")},
        "the text has 1 note: correct the number here, or there",
        {MAP: TEXT_MAP.replace("notes: 1", "notes: 2")},
        TEXT,
    ),
    Mending(
        "AM040",
        {A: text_node(source="[{at: onne.2}]")},
        'did you mean "one.2"?',
        {A: text_node(source="[{at: one.2}]")},
        TEXT,
    ),
    Mending(
        "AM040",
        {A: text_node(source="[{at: zebra.2}]")},
        "the sections one, two",
        {A: text_node(source="[{at: two.1}]")},
        TEXT,
    ),
    Mending(
        "AM040",
        {A: text_node(source="[{at: One}]")},
        "it looks like at: methods.3",
        {A: text_node(source="[{at: one.1}]")},
        TEXT,
    ),
    Mending(
        "AM040", {A: node(source="[{at: one.1}]")}, "write cites: with a work", {A: node(cites="[r]", works=BROUGHT)}
    ),
    Mending(
        "AM040",
        {MAP: f"{TEXT_MAP}not-argued: {{two.2: It}}\n"},
        "two has 1 paragraph",
        {MAP: f"{TEXT_MAP}not-argued: {{two.1: It}}\n"},
        TEXT,
    ),
    Mending(
        "AM040",
        {MAP: "title: M\nwork: doe-2020\nnotes: 1\nnot-argued: {one.1: It}\n", **OF_NOTES},
        "declare the sections",
        {MAP: f"title: M\nwork: doe-2020\nnotes: 1\n{SECTIONS}not-argued: {{one.1: It}}\n"},
        TEXT,
    ),
    Mending(
        "AM040",
        {MAP: f"{TEXT_MAP}not-argued: {{two: It}}\n"},
        "a dot and a number",
        {MAP: f"{TEXT_MAP}not-argued: {{two.1: It}}\n"},
        TEXT,
    ),
    Mending(
        "AM041",
        {A: text_node(source=f"[{{at: one.1, quote: {'x ' * 15}}}]")},
        "keep only the words that matter",
        {A: text_node(source=f"[{{at: one.1, quote: {'x ' * 14}}}]")},
        TEXT,
    ),
    Mending(
        "AM041",
        {PARAGRAPHS: HEAD + LINES.replace("A note", "x " * 15)},
        "a few words",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM042",
        {A: node(kind="evidence")},
        "add cites: with a work",
        {A: node(kind="evidence", cites="[r]", works=BROUGHT)},
    ),
    Mending(
        "AM042",
        {A: text_node(kind="evidence", source="")},
        "as in source: [{at: one.1}]",
        {A: text_node(kind="evidence")},
        TEXT,
    ),
    Mending(
        "AM042",
        {A: node(kind="evidence", voice="contributor")},
        "add cites: with a work",
        {A: node(kind="evidence", voice="contributor", cites="[roe-2021]")},
        TEXT,
    ),
    Mending(
        "AM043",
        {A: node(voice="contributor")},
        "add cites: with a work",
        {A: node(voice="contributor", cites="[roe-2021]")},
        TEXT,
    ),
    Mending(
        "AM043",
        {A: node(voice="contributor")},
        "or a node of evidence that supports this one",
        {B: text_node(kind="evidence", supports="[a]")},
        TEXT,
    ),
    Mending("AM044", {MAP: TEXT_MAP.replace("id: two", "id: one")}, "an id of its own", {MAP: TEXT_MAP}, TEXT),
    Mending(
        "AM044",
        {MAP: TEXT_MAP.replace("paragraphs: 2", "paragraphs: 0")},
        "a number from 1 to 2000",
        {MAP: TEXT_MAP},
        TEXT,
    ),
    Mending("AM044", {MAP: TEXT_MAP.replace("notes: 1", "notes: 2001")}, "at most 2000", {MAP: TEXT_MAP}, TEXT),
    Mending(
        "AM044",
        {MAP: "title: M\nsections:\n" + "".join(f"- {{id: s{n}, title: S, paragraphs: 2000}}\n" for n in range(11))},
        "map a part of the text",
        {MAP: "title: M\nsections:\n" + "".join(f"- {{id: s{n}, title: S, paragraphs: 2000}}\n" for n in range(10))},
    ),
    Mending(
        "AM045",
        {MAP: f"{TEXT_MAP}not-argued: {{one.1: It, two.1: So}}\n"},
        "delete it from not-argued",
        {MAP: f"{TEXT_MAP}not-argued: {{two.1: So}}\n"},
        TEXT,
    ),
    Mending(
        "AM045",
        {MAP: f"{TEXT_MAP}not-argued: {{two.1: So}}\n", A: text_node(source="[{at: two.1}]")},
        "correct the locator of these nodes",
        {A: text_node()},
        TEXT,
    ),
    Mending("AM046", {A: text_node(source="")}, "as in source: [{at: one.1}]", {A: text_node()}, TEXT),
    Mending(
        "AM046",
        {A: text_node(source="")},
        "write voice: contributor with cites: and a work",
        {A: node(voice="contributor", cites="[roe-2021]")},
        TEXT,
    ),
    Mending(
        "AM046",
        {A: text_node(source="", kind="question", supports="")},
        "if it does not say so, write voice: contributor",
        {A: node(kind="question", supports="", voice="contributor")},
        TEXT,
    ),
    Mending(
        "AM046",
        {
            MAP: "title: M\nwork: doe-2020\n",
            "m/nodes/top.md": text_node(kind="thesis", supports="", source=""),
            "m/nodes/cited.md": None,
            REFERENCES: works(work("doe-2020")),
        },
        "declare the sections of the text in map.yml, and add source:",
        {MAP: TEXT_MAP, "m/nodes/top.md": text_node(kind="thesis", supports="")},
        TEXT,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: LINES},
        "write locator, first_words, last_words with a tab",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending("AM047", {PARAGRAPHS: ""}, "below a line so for each locator", {PARAGRAPHS: HEAD + LINES}, TABLED),
    Mending("AM047", {PARAGRAPHS: HEAD + LINES}, "or delete this file", {PARAGRAPHS: None}),
    Mending("AM047", {PARAGRAPHS: HEAD + LINES + "\n" * 25_000}, "one line", {PARAGRAPHS: HEAD + LINES}, TABLED),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES.replace("here.\n", "here.\t7\n")},
        "write a tab and page behind the first line",
        {PARAGRAPHS: HEAD.replace("\n", "\tpage\n") + LINES.replace("here.\n", "here.\t7\n")},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES.replace("here.\n", "here.\t7\t8\n")},
        "each line has 3 columns",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES.replace("A note\t", "\t")},
        "each line has 3 columns",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES.replace("two.1", "two-1")},
        'did you mean "two.1"?',
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: f"{HEAD}{LINES}two.2\tIt\tso.\n"},
        "correct the number here, or there",
        {
            MAP: TEXT_MAP.replace("paragraphs: 1", "paragraphs: 2"),
            PARAGRAPHS: HEAD + LINES.replace("n1", "two.2\tIt\tso.\nn1"),
        },
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES + LINES[:24]},
        "delete one of the two lines",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + LINES.replace("n1\tA note\tof it.\n", "")},
        "give each locator that map.yml declares a line",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD + "n1\tA note\tof it.\n" + LINES[:-16]},
        "keep the order of map.yml",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM047",
        {PARAGRAPHS: HEAD.replace("\n", "\tpage\n") + LINES.replace("here.\n", "here.\tp. 7\n")},
        "write it like 7",
        {PARAGRAPHS: HEAD.replace("\n", "\tpage\n") + LINES.replace("here.\n", "here.\t7\n")},
        TABLED,
    ),
    Mending(
        "AM048",
        {A: text_node(source="[{at: one.1, quote: says little}]")},
        "it stands in one.2",
        {A: text_node(source="[{at: one.2, quote: says little}]")},
        TABLED,
    ),
    Mending(
        "AM048",
        {A: text_node(source="[{at: one.1, quote: says moch and}]")},
        'did you mean "says much and"?',
        {A: text_node(source="[{at: one.1, quote: says much and}]")},
        TABLED,
    ),
    Mending(
        "AM048",
        {A: text_node(source="[{at: one.1, quote: The first … here}]")},
        "all of those between the first and the last",
        {A: text_node(source="[{at: one.1, quote: The first says much and ends here}]")},
        TABLED,
    ),
    Mending(
        "AM048",
        {
            A: text_node(source="[{at: two.1, quote: is done}]"),
            PARAGRAPHS: HEAD + LINES.replace("The third", "The thirt"),
        },
        "mend the line of two.1 in paragraphs.tsv",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    Mending(
        "AM049",
        {PARAGRAPHS: HEAD + LINES.replace("is done", "is donne")},
        "correct the first and last words",
        {PARAGRAPHS: HEAD + LINES},
        TABLED,
    ),
    # References
    Mending(
        "AM050",
        {REFERENCES: json.dumps(work("r"))},
        "put [ before the first entry and ] behind the last",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: "@book{r, title={It}}"},
        "call the file references.bib",
        {REFERENCES: None, "m/references.bib": "@book{r, title={It}}"},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: f"<<<<<<< HEAD\n{works(work('r'))}\n=======\n{works(work('r'))}\n>>>>>>> it\n"},
        "delete the lines of <, = and >",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: works(work("r")).replace("]", ",]")},
        "delete the comma",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: works(work("r")).replace(",", "", 1)},
        "put a comma between the two",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: works(work("r")).replace("The book r", 'The "book" r')},
        r"write \" for each",
        {REFERENCES: works(work("r", title='The "book" r'))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: works(work("r")).replace("The book", r"The \mathbb{}")},
        r"write \\ for each",
        {REFERENCES: works(work("r", title=r"The \mathbb{} r"))},
        CITED,
    ),
    Mending(
        "AM050",
        {REFERENCES: works(work("r")).replace('"', "'")},
        "between double quotation marks",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending("AM051", {REFERENCES: works("x", work("r"))}, "or delete it", {REFERENCES: works(work("r"))}, CITED),
    Mending(
        "AM051",
        {REFERENCES: works(work("r", type="bok"))},
        'did you mean "book"?',
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM051",
        {REFERENCES: works(work("r", type=None))},
        "add one, for instance",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM051",
        {REFERENCES: works(work("r", author="Doe"))},
        '{"family": "Doe", "given": "Jane"}',
        {REFERENCES: works(work("r", author=[{"family": "Doe"}]))},
        CITED,
    ),
    Mending(
        "AM052", {REFERENCES: works(work("r"), work("r"))}, "delete the copy", {REFERENCES: works(work("r"))}, CITED
    ),
    Mending(
        "AM052",
        {A: node(cites="[r]", works=BROUGHT)},
        "keep the record that is right",
        {A: node(cites="[r]")},
        {**CITED, REFERENCES: works(work("r"))},
    ),
    Mending(
        "AM053",
        {REFERENCES: works(work("s"), work("r")), B: node(cites="[s]")},
        "sort the entries by id",
        {REFERENCES: works(work("r"), work("s"))},
        CITED,
    ),
    Mending(
        "AM054",
        {A: node(cites="[ro]")},
        'did you mean "roe"?',
        {A: node(cites="[roe]")},
        {**DEBATE, B: node(cites="[roe]"), REFERENCES: works(work("roe"))},
    ),
    Mending("AM054", {A: node(cites="[r]")}, "or under works: of this node", {A: node(cites="[r]", works=BROUGHT)}),
    Mending("AM054", {A: f"{node()}Thanks to @octocat.\n"}, r"is written \@", {A: f"{node()}Thanks to \\@octocat.\n"}),
    Mending(
        "AM054", {MAP: TEXT_MAP.replace("doe-2020", "deo-2020")}, 'did you mean "doe-2020"?', {MAP: TEXT_MAP}, TEXT
    ),
    Mending(
        "AM054",
        {A: node(voice="[ana]")},
        "with id: ana",
        {GLOSSARY: "terms: [{id: ana, term: Ana, kind: person, about: She.}]\n"},
    ),
    Mending(
        "AM054",
        {A: node(voice="[ana]"), GLOSSARY: "terms: [{id: ana, term: Ana, kind: word, about: She.}]\n"},
        "correct the kind",
        {GLOSSARY: "terms: [{id: ana, term: Ana, kind: person, about: She.}]\n"},
    ),
    Mending(
        "AM054",
        {A: node(voice="[ana-od]"), GLOSSARY: "terms: [{term: Ana Ode, kind: person, about: She.}]\n"},
        "this id: ana-ode, and write ana-ode here",
        {A: node(voice="[ana-ode]"), GLOSSARY: "terms: [{id: ana-ode, term: Ana Ode, kind: person, about: She.}]\n"},
    ),
    Mending(
        "AM055", {REFERENCES: works(work("r"), work("s"))}, "or delete the entry", {REFERENCES: works(work("r"))}, CITED
    ),
    Mending("AM055", {REFERENCES: works(work("r"), work("s"))}, "cite it on a node", {B: node(cites="[s]")}, CITED),
    Mending(
        "AM056",
        {A: node(cites="['r; s']")},
        'write each in quotes of its own: "r", "s"',
        {A: node(cites='["r", "s"]')},
        {**DEBATE, REFERENCES: works(work("r"), work("s")), B: node(cites="[r, s]")},
    ),
    Mending(
        "AM056",
        {A: node(cites="['Von Koch and Roe (2013), p. 12']")},
        'a work in references.json, or under works:, such as "von-koch-2013, p. 12"',
        {A: node(cites='["von-koch-2013, p. 12"]')},
        {**CITED, REFERENCES: works(work("von-koch-2013"))},
    ),
    Mending(
        "AM056",
        {A: node(cites="['r, 12']")},
        'as in "r, p. 12"',
        {A: node(cites='["r, p. 12"]')},
        {**CITED, REFERENCES: works(work("r"))},
    ),
    Mending(
        "AM057",
        {REFERENCES: works(work("r", URL="ftp://e.org/r"))},
        "begins with https://",
        {REFERENCES: works(work("r", URL="https://e.org/r"))},
        CITED,
    ),
    Mending(
        "AM058",
        {"m/verified.json": "<<<<<<< HEAD\n"},
        "without the text at hand, delete it",
        {"m/verified.json": None},
        TEXT,
    ),
    Mending("AM058", {"m/verified.json": "{}"}, "without the text at hand, delete it", {"m/verified.json": None}, TEXT),
    Mending(
        "AM077",
        {"m/import.json": "<<<<<<< HEAD\n"},
        "where nothing will be imported again, delete it",
        {"m/import.json": None},
    ),
    # Prose
    Mending("AM060", {A: f"{node()}It is.\n---\n"}, "leave a line empty before ---", {A: f"{node()}It is.\n\n---\n"}),
    Mending("AM060", {A: f"{node()}<b>It</b> is.\n"}, "write **words**", {A: f"{node()}**It** is.\n"}),
    Mending("AM060", {A: f"{node()}A List<String> is.\n"}, r"written \<", {A: f"{node()}A List\\<String> is.\n"}),
    Mending(
        "AM060", {A: f"{node()}![It](https://e.org/a.png)\n"}, "link to it", {A: f"{node()}[It](https://e.org/a.png)\n"}
    ),
    Mending(
        "AM060",
        {A: f"{node()}It[^1].\n"},
        "write its text in a line of its own",
        {A: f"{node()}It[^1].\n\n[^1]: So.\n"},
    ),
    Mending("AM061", {A: f"{node()}[It](tpo.md)\n"}, 'did you mean "top.md"?', {A: f"{node()}[It](top.md)\n"}),
    Mending(
        "AM061", {A: f"{node()}[It](www.e.org)\n"}, "write https://www.e.org", {A: f"{node()}[It](https://www.e.org)\n"}
    ),
    Mending("AM062", {MAP: 'title: M\nedition: "1.0"\n'}, "write edition: draft", {MAP: "title: M\nedition: draft\n"}),
    Mending(
        "AM062",
        {MAP: 'title: M\nedition: "1.00"\n'},
        'did you mean "1.0"?',
        {MAP: 'title: M\nedition: "1.0"\n'},
        {**DEBATE, EDITIONS: 'editions: [{edition: "1.0", date: "2020-05-01"}]\n'},
    ),
    Mending(
        "AM063",
        {EDITIONS: RELEASED[EDITIONS].replace("2026.1", "an edition")},
        "like 2026.1",
        {EDITIONS: RELEASED[EDITIONS]},
        RELEASED,
    ),
    Mending(
        "AM063",
        {EDITIONS: 'editions: [{edition: "1.0"}]\n'},
        'add date: "2026-11-24"',
        {EDITIONS: 'editions: [{edition: "1.0", date: "2026-11-24"}]\n'},
    ),
    Mending(
        "AM063",
        {EDITIONS: 'editions: [{edition: "1.0", date: "2026-02-30"}]\n'},
        "write the day",
        {EDITIONS: 'editions: [{edition: "1.0", date: "2026-02-28"}]\n'},
    ),
    Mending(
        "AM063",
        {EDITIONS: 'editions: [{edition: draft, date: "2026-02-28"}]\n'},
        "delete the date",
        {EDITIONS: "editions: [{edition: draft}]\n"},
    ),
    Mending(
        "AM064",
        {A: f"{node()}Write two to six sentences here, in place of these.\n"},
        "or delete the line",
        {A: node()},
    ),
    Mending("AM065", {A: f"{node()}{'It is. ' * 1500}\n"}, "say it in a few sentences", {A: f"{node()}It is.\n"}),
    Mending("AM066", {A: node(title="“x " * 11)}, "close them", {A: node(title="“x” " * 11)}),
    Mending("AM066", {A: node(title="‘x " * 11)}, "write ʻ (U+02BB)", {A: node(title="ʻx " * 11)}),
    Mending(
        "AM066",
        {MAP: f"title: M\npublisher: {'<i>x ' * 11}\n"},
        "or leave them out",
        {MAP: f"title: M\npublisher: {'x ' * 11}\n"},
    ),
    Mending(
        "AM066",
        {REFERENCES: works(work("r", title="<i>x " * 11))},
        "close them",
        {REFERENCES: works(work("r", title="<i>x</i> " * 11))},
        CITED,
    ),
    Mending("AM067", {A: node(title="It *is*")}, "leave the signs out", {A: node(title="It is")}),
    Mending(
        "AM067", {A: node(statement="2*3*4 is 24.")}, "write them as code", {A: node(statement='"`2*3*4` is 24."')}
    ),
    # Pages and files of a map's folder
    Mending(
        "AM068", {PAGE: "---\ndescription: It <is\n---\n"}, "leave out < and", {PAGE: "---\ndescription: It is\n---\n"}
    ),
    Mending("AM068", {PAGE: 'author: "It"\n\nIt.\n'}, "typographic quotation marks", {PAGE: "author: “It”\n\nIt.\n"}),
    Mending("AM068", {PAGE: "{{ it }}\n"}, "put a space between its signs", {PAGE: "{ { it } }\n"}),
    Mending("AM068", {PAGE: "/// note\nIt.\n"}, "put a space between its signs", {PAGE: "/ / / note\nIt.\n"}),
    Mending(
        "AM068", {PAGE: "```mermaid\na-->b\n```\n"}, "or an argmap block", {PAGE: block("view: overview", "of: m")}
    ),
    Mending("AM068", {PAGE: "<center>It</center>\n"}, "write it in Markdown", {PAGE: "It\n"}),
    Mending("AM068", {PAGE: "A List<String> is.\n"}, "&lt; for the sign itself", {PAGE: "A List&lt;String> is.\n"}),
    Mending("AM068", {PAGE: "    it <is\n"}, "put code between lines of ```", {PAGE: "\n```\nit <is\n```\n"}),
    Mending("AM068", {PAGE: "It is <if not so\n"}, "write &lt; for the sign itself", {PAGE: "It is &lt;if not so\n"}),
    Mending("AM068", {PAGE: "<!-- a > b -->\n"}, "leave out < and > within it", {PAGE: "<!-- a b -->\n"}),
    Mending("AM068", {PAGE: "<!-- it\n"}, "end it with -->", {PAGE: "<!-- it -->\n"}),
    Mending("AM068", {PAGE: "[It](<a b.md>)\n"}, "with %20 for each space", {PAGE: "[It](a%20b.md)\n"}),
    Mending("AM068", {PAGE: "<p style='color:red'>It</p>\n"}, "leave it out", {PAGE: "<p>It</p>\n"}),
    Mending("AM068", {PAGE: "[It](tel:1)\n"}, "link to an https address", {PAGE: "[It](https://e.org)\n"}),
    Mending(
        "AM068", {PAGE: "![It](https://e.org/a.png)\n"}, "beside the page", {PAGE: "![It](a.png)\n", "m/a.png": ""}
    ),
    Mending(
        "AM068",
        {PAGE: "![It [or [so] it] is](a.png)\n"},
        "with no brackets among the words",
        {PAGE: "![It or so it is](a.png)\n"},
    ),
    Mending("AM068", {PAGE: "So it is![\n"}, r"as mere signs, !\[", {PAGE: "So it is!\\[\n"}),
    Mending("AM068", {PAGE: "# It {#__it}\n"}, "begin it with a letter", {PAGE: "# It {#it}\n"}),
    Mending("AM068", {PAGE: "# The `<b>` tag\n"}, "leave the signs < and > out of it", {PAGE: "# The `b` tag\n"}),
    Mending("AM069", {"m/a.html": "It"}, "pages in .md files", {"m/a.html": None, PAGE: "It\n"}),
    Mending("AM069", {"m/map.yml.bak": "It"}, "delete it", {"m/map.yml.bak": None}),
    Mending("AM069", {DRAWING: svg("<script/>")}, "save the drawing as plain SVG", {DRAWING: svg("")}),
    Mending("AM069", {DRAWING: svg("<g onclick='it'/>")}, "delete it", {DRAWING: svg("<g/>")}),
    Mending(
        "AM069",
        {DRAWING: svg("<image href='data:image/svg+xml,it'/>")},
        "can be PNG or JPEG",
        {DRAWING: svg("<image href='data:image/png;base64,it'/>")},
    ),
    Mending("AM069", {DRAWING: svg("<a href='https://e.org'/>")}, "delete the address", {DRAWING: svg("<a/>")}),
    Mending(
        "AM069",
        {DRAWING: svg("<style>a { fill: url(https://e.org/b) }</style>")},
        "addresses of other hosts",
        {DRAWING: svg("<style>a { fill: none }</style>")},
    ),
    Mending(
        "AM069",
        {DRAWING: svg("<style>a { font-family: 'a: b' }</style>")},
        "colons within quotes",
        {DRAWING: svg("<style>a { font-family: 'a b' }</style>")},
    ),
    Mending(
        "AM069",
        {DRAWING: svg("&it;", "<!DOCTYPE svg [<!ENTITY it 'so'>]>")},
        "write what it declares where that is used",
        {DRAWING: svg("so")},
    ),
    Mending(
        "AM069",
        {DRAWING: svg("", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://e.org/svg11.dtd">')},
        "delete <!DOCTYPE …>",
        {DRAWING: svg("")},
    ),
    Mending(
        "AM069",
        {DRAWING: svg("", '<?xml version="1.0" encoding="UTF-16"?>')},
        'write encoding="UTF-8"',
        {DRAWING: svg("", '<?xml version="1.0" encoding="UTF-8"?>')},
    ),
    Mending("AM069", {DRAWING: svg("<g>")}, "save the drawing as plain SVG", {DRAWING: svg("<g/>")}),
    Mending("AM070", {INDEX: block("")}, "write view: overview", {INDEX: block("view: overview", "of: m")}),
    Mending("AM070", {INDEX: block("view: overview")}, "write of: m", {INDEX: block("view: overview", "of: m")}),
    Mending(
        "AM070", {INDEX: block("view: overview", "of: zebra")}, "write of: m", {INDEX: block("view: overview", "of: m")}
    ),
    Mending(
        "AM070",
        {INDEX: block("view: branch", "of: top")},
        'did you mean "m/top"?',
        {INDEX: block("view: branch", "of: m/top")},
    ),
    Mending(
        "AM070", {INDEX: block("view: branch", "of: m")}, "as in of: m/top", {INDEX: block("view: branch", "of: m/top")}
    ),
    Mending(
        "AM070",
        {INDEX: block("view: branch", "of: m/tpo")},
        'did you mean "m/top"?',
        {INDEX: block("view: branch", "of: m/top")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: branch", "of: m/once"), A: node(aliases="[once]")},
        "it is now called m/a",
        {INDEX: block("view: branch", "of: m/a")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: branch", "of: m/gone")},
        "it was replaced by m/b",
        {INDEX: block("view: branch", "of: m/b")},
        WITHDRAWN,
    ),
    Mending(
        "AM070",
        {INDEX: block("view: overview", "of: m", "nodes: [zebra, b]")},
        "or delete it",
        {INDEX: block("view: overview", "of: m", "nodes: [b]")},
        WITHDRAWN,
    ),
    Mending(
        "AM070",
        {INDEX: block("view: overview", "of: m", "nodes:")},
        "or leave it out",
        {INDEX: block("view: overview", "of: m")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: outline", "of: m", "nodes: [top]")},
        "leave out nodes:",
        {INDEX: block("view: outline", "of: m")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: outline", "of: m", "question: Is it so?")},
        "leave out question:",
        {INDEX: block("view: outline", "of: m")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: exchange", "of: m/top", "question: Is it so?", "nodes: [top, b]")},
        "write of: m, and",
        {INDEX: block("view: exchange", "of: m", "question: Is it so?", "nodes: [top, b]")},
        WITHDRAWN,
    ),
    Mending(
        "AM070",
        {INDEX: block("view: exchange", "of: m", "nodes: [top, b]")},
        "question: Is it so?",
        {INDEX: block("view: exchange", "of: m", "question: Is it so?", "nodes: [top, b]")},
        WITHDRAWN,
    ),
    Mending(
        "AM070",
        {INDEX: block("view: exchange", "of: m", "question: Is it so?", "nodes: [top]")},
        "name both",
        {INDEX: block("view: exchange", "of: m", "question: Is it so?", "nodes: [top, b]")},
        WITHDRAWN,
    ),
    Mending(
        "AM070",
        {INDEX: block("view: overveiw", "of: m")},
        'did you mean "overview"?',
        {INDEX: block("view: overview", "of: m")},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: overview", "  of: m")},
        "where the first one begins",
        {INDEX: block("view: overview", "of: m")},
    ),
    Mending(
        "AM070",
        {INDEX: "```argmap\nview: overview\nof: m\n\nIt is.\n"},
        "write ``` on a line behind it",
        {INDEX: f"{block('view: overview', 'of: m')}\nIt is.\n"},
    ),
    Mending(
        "AM070",
        {INDEX: block("view: overview", "of: m") * 51},
        "spread them over several pages",
        {INDEX: block("view: overview", "of: m") * 50},
    ),
    Mending(
        "AM074",
        {
            A: node(voice="[r]", cites="[r]", works=BROUGHT),
            GLOSSARY: "terms: [{id: r, term: R, kind: person, about: She.}]\n",
        },
        "give the term another id, here and in every voice",
        {
            A: node(voice="[she]", cites="[r]", works=BROUGHT),
            GLOSSARY: "terms: [{id: she, term: R, kind: person, about: She.}]\n",
        },
    ),
    Mending(
        "AM075",
        {MAP: "title: M\noverview: [objection]\n"},
        "add reply",
        {MAP: "title: M\noverview: [objection, reply]\n"},
        OBJECTED,
    ),
    Mending(
        "AM075",
        {INDEX: block("view: overview", "of: m", "nodes: [objection]")},
        "add reply",
        {INDEX: block("view: overview", "of: m", "nodes: [objection, reply]")},
        OBJECTED,
    ),
    Mending(
        "AM075",
        {
            MAP: "title: M\noverview: [objection]\n",
            "m/nodes/reply.md": node(supports="", undercuts="[objection -> top]"),
        },
        "add reply",
        {MAP: "title: M\noverview: [objection, reply]\n"},
        OBJECTED,
    ),
    Mending(
        "AM076",
        {A: text_node(source="[{at: one.1, quote: a few words, quoted: true}]")},
        "or delete quoted",
        {A: text_node(source="[{at: one.1, quote: a few words}]")},
        TEXT,
    ),
    Mending(
        "AM076",
        {A: text_node(source="[{at: one.1, quote: a few words, quoted: true}]", cites="[roe-2021]")},
        "name under voice: whose words the text quotes there",
        {
            A: text_node(
                source="[{at: one.1, quote: a few words, quoted: true}]",
                cites="[roe-2021]",
                voice="[roe-2021]",
                stance="reports",
            )
        },
        TEXT,
    ),
    Mending("AM086", {A: f"{node()}[It](gone.md)\n"}, "write b.md", {A: f"{node()}[It](b.md)\n"}, WITHDRAWN),
    Mending("AM086", {A: f"{node()}[It](top.md#reasons)\n"}, "write top.md", {A: f"{node()}[It](top.md)\n"}),
    Mending(
        "AM086",
        {A: f"{node()}[It](../../index.md#hom)\n"},
        'did you mean "../../index.md#home"?',
        {A: f"{node()}[It](../../index.md#home)\n"},
    ),
    Mending(
        "AM086",
        {A: f"{node()}[It](../map.yml#how)\n", "m/index.md": "# How\n"},
        "write ../index.md#how",
        {A: f"{node()}[It](../index.md#how)\n"},
    ),
    # Editions
    Mending(
        "AM087",
        {FROZEN: "{", EDITIONS: RELEASED[EDITIONS].replace(digest_of(RELEASED[FROZEN]), digest_of("{"))},
        "as it was released, from git",
        {FROZEN: RELEASED[FROZEN], EDITIONS: RELEASED[EDITIONS]},
        RELEASED,
    ),
    Mending("AM088", {FROZEN: None}, "as it was released, from git", {FROZEN: RELEASED[FROZEN]}, RELEASED),
    Mending("AM088", {FROZEN: f"{RELEASED[FROZEN]}\n"}, "from git", {FROZEN: RELEASED[FROZEN]}, RELEASED),
    Mending(
        "AM089",
        {A: node()},
        "argmap release draft m begins the next edition, and argmap fmt --raise writes the revisions that are owed",
        {
            A: node(revision="2"),
            MAP: RELEASED[MAP].replace('"2026.1"', "draft"),
            EDITIONS: RELEASED[EDITIONS].replace("editions:\n", "editions:\n  - edition: draft\n"),
        },
        RELEASED,
    ),
    Mending(
        "AM090",
        {A: None, B: node(aliases="[once, before]")},
        "give its id as an alias of another node: aliases: [a]",
        {B: node(aliases="[once, before, a]")},
        OLD,
    ),
    Mending(
        "AM090",
        {A: None, B: node(aliases="[once, before]")},
        "keep the file with status: withdrawn and a reason",
        {A: node(revision="3", status="withdrawn", reason="No.")},
        OLD,
    ),
    Mending(
        "AM090", {B: None}, "aliases: [b, once, before]", {A: node(revision="3", aliases="[b, once, before]")}, OLD
    ),
    Mending(
        "AM090",
        {B: node(supports="[a]", aliases="[before]")},
        "write aliases: [before, once]",
        {B: node(supports="[a]", aliases="[before, once]")},
        OLD,
    ),
    Mending(
        "AM090",
        dict.fromkeys((MAP, A, B, "m/nodes/top.md")),
        "put the folder m back with its map.yml",
        OLD,
        OLD,
    ),
    Mending(
        "AM090",
        {path: None for path in OLD if path.startswith("m/")}
        | {path.replace("m/", "k/"): text for path, text in OLD.items()},
        "call its folder m again",
        {**{path.replace("m/", "k/"): None for path in OLD}, **OLD},
        OLD,
    ),
    Mending(
        "AM091", {A: node("It is not.", revision="3")}, "write revision: 4", {A: node("It is not.", revision="4")}, OLD
    ),
    Mending("AM091", {A: node(revision="2")}, "write revision: 3", {A: node(revision="3")}, OLD),
    Mending("AM091", {A: node("It is not.")}, "write revision: 4", {A: node("It is not.", revision="4")}, OLD),
    # What is only told
    Mending("AM084", {A: node(title="\u0f56")}, "write the title in other letters", {A: node(title="ha")}),
    Mending("AM029", {A: node(stance="endorses")}, "delete stance", {A: node()}),
    Mending("AM029", {MAP: "title: M\nworks-read: false\n"}, "in a debate, delete it", {MAP: "title: M\n"}),
    Mending("AM029", {A: node(voice="reported")}, "delete voice", {A: node()}),
    Mending("AM029", {A: node(**{"voice-examples": "true"})}, "or delete voice-examples", {A: node()}),
    Mending(
        "AM029",
        {MAP: "title: M\noverview: [objection, reply, top]\n"},
        "delete it from the list",
        {MAP: "title: M\noverview: [objection, reply]\n"},
        OBJECTED,
    ),
    Mending(
        "AM029",
        {"m/reference.json": works(work("r"))},
        "call it references.json",
        {"m/reference.json": None, REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM029",
        {"m/books.bib": "@book{s, title={It}}", "m/references.bib": "@book{r, title={So}}"},
        "put what it holds into references.bib",
        {"m/books.bib": None, "m/references.bib": "@book{r, title={So}}\n@book{s, title={It}}", B: node(cites="[s]")},
        CITED,
    ),
    Mending(
        "AM059",
        {
            A: text_node(source="[{at: one.1, quote: says much}]"),
            "m/verified.json": '{"argmap": "1", "date": "2026-11-24", "quotations": {}, "text": "' + "0" * 64 + '"}',
        },
        "run argmap verify",
        {
            "m/verified.json": verify(
                read({**TABLED, A: text_node(source="[{at: one.1, quote: says much}]")}).maps[0],
                mapped_text_of(MAPPED, read(TABLED).maps[0].paragraphs),
                "2026-11-24",
            ).record
        },
        TABLED,
    ),
    Mending(
        "AM093",
        {REFERENCES: works(work("r", issued="when it was"))},
        '{"date-parts": [[2013]]}',
        {REFERENCES: works(work("r", issued={"date-parts": [[2013]]}))},
        CITED,
    ),
    Mending(
        "AM094",
        {REFERENCES: works({"type": "book", "title": "It"}), B: node(cites="[doe-2020]")},
        'give it an id like "doe-2020"',
        {REFERENCES: works(work("doe-2020"))},
    ),
    Mending(
        "AM095",
        {"m/references.yaml": "r: {type: book, title: It}\n"},
        "write each as CSL",
        {"m/references.yaml": "references: [{id: r, type: book, title: It}]\n"},
        CITED,
    ),
    Mending(
        "AM095",
        {"m/references.yaml": "it: so\n"},
        "write references:",
        {"m/references.yaml": "references: [{id: r, type: book, title: It}]\n"},
        CITED,
    ),
    Mending(
        "AM096",
        {REFERENCES: works(work("r", URL="e.org/r"))},
        "write https://e.org/r",
        {REFERENCES: works(work("r", URL="https://e.org/r"))},
        CITED,
    ),
    Mending(
        "AM096",
        {REFERENCES: works(work("r", DOI="https://e.org/r"))},
        "this address goes under URL",
        {REFERENCES: works(work("r", URL="https://e.org/r"))},
        CITED,
    ),
    Mending(
        "AM097",
        {REFERENCES: works(work("r", title=" "))},
        "in square brackets",
        {REFERENCES: works(work("r", title="[Letter]"))},
        CITED,
    ),
    Mending(
        "AM098",
        {A: node(cites="[r]", works=BROUGHT)},
        "argmap fmt --collect leaves it in references.json alone",
        {A: node(cites="[r]")},
        {**CITED, REFERENCES: works(work("r", title="A book"))},
    ),
    Mending(
        "AM098",
        {"m/references.yaml": "references: [{id: r, type: book, title: It}]\n"},
        "delete it here",
        {"m/references.yaml": "references:\n"},
        {**CITED, REFERENCES: works(work("r", title="It"))},
    ),
    Mending(
        "AM099",
        {REFERENCES: works(work("r", zebra="x"))},
        "deleted, they are out of the way",
        {REFERENCES: works(work("r"))},
        CITED,
    ),
    Mending(
        "AM099",
        {REFERENCES: works(work("r", year="2004"))},
        "for year write issued, such as issued: 2004",
        {REFERENCES: works(work("r", issued="2004"))},
        CITED,
    ),
]

NOT_SCRIPTED = {
    "AM080": "nothing needs mending, as it says; the map is only too large for one drawing",
    "AM081": "what Graphviz trips over cannot be known before it happens",
    "AM082": "what pandoc trips over cannot be known before it happens; all that is known has a code of its own",
    "AM083": "the mend is to install a program",
    "AM085": "the mend is to install a program",
    "AM092": "the next edition is frozen; one that was released without a file stays without",
}
"""Why following a hint cannot be tried here, by the code."""


def found(code: str, docs: Path, before: Files, put: Callable[[Files], Path]) -> set[tuple[str, str, str]]:
    """Return code, message and hint of all that is found in a docs folder, by whoever finds this code."""
    sources = load(docs)
    findings = checked_with_pages(sources.texts, sources.findings, sources.others)[1]
    if code in ("AM048", "AM049"):
        (argument_map,) = read(sources.texts).maps
        text = mapped_text_of(MAPPED, argument_map.paragraphs)
        findings += verify(argument_map, text, "2026-11-24").findings
    if code in ("AM090", "AM091"):
        findings += compare(State(*checked(load(put(before)).texts)), State(*checked(sources.texts))).faults
    return {(finding.code, finding.message, finding.hint) for finding in findings}


@pytest.fixture
def lay(tmp_path: Path) -> Callable[[Files], Path]:
    """Write files into a docs folder of their own, and return it."""

    def lay(files: Files) -> Path:
        docs = tmp_path / str(len([*tmp_path.iterdir()]))
        docs.mkdir()
        for path, content in files.items():
            file = docs / path
            if content is None:
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str) and content.startswith("-> "):
                file.symlink_to(content[3:])
            else:
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return docs

    return lay


@pytest.mark.parametrize("mending", MENDINGS, ids=lambda mending: f"{mending.code}: {mending.hint[:50]}")
def test_who_does_what_a_hint_says_has_mended_the_fault_and_made_no_other(
    mending: Mending, lay: Callable[[Files], Path]
) -> None:
    written = {**mending.base, **mending.written}

    before = found(mending.code, lay(written), mending.base, lay)
    mended = {finding for finding in before if finding[0] == mending.code and mending.hint in finding[2]}
    assert mended, before
    after = found(mending.code, lay({**written, **mending.mended}), mending.base, lay)
    assert after <= before - mended


def test_each_code_has_a_mend_that_was_tried_or_a_reason_why_it_cannot_be() -> None:
    assert {mending.code for mending in MENDINGS} | NOT_SCRIPTED.keys() == RULES.keys()
    assert not NOT_SCRIPTED.keys() & {mending.code for mending in MENDINGS}


@pytest.mark.parametrize(
    ("base", "text", "code"),
    [
        (DEBATE, node(kind="evidence", cites="[Doe (2020)]"), "AM056"),
        (TEXT, text_node(kind="evidence", source="[{at: One}]"), "AM040"),
        (TEXT, text_node(source="one.1"), "AM022"),
        (TEXT, node(voice="contributor", cites="[Doe (2020)]"), "AM056"),
    ],
)
def test_what_a_node_rests_on_is_not_called_missing_where_it_cannot_be_read(
    base: Mapping[str, str], text: str, code: str
) -> None:
    (finding,) = checked({**base, A: text})[1]

    assert finding.code == code
