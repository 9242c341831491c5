"""What a stranger might send to do harm: a corpus of contributions, each with what must become of it.

A case is a few files put beside a small, sound map. Either the checks name a fault at its place, and nothing is
published; or all is published, and comes out inert. `canary()` is what would run if a page came alive.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

RUN = "<script>canary()</script><img src=x onerror=canary()>"

SNIPPET = "window.taken-in"
"""What a page would hold that took in another file, `taken-in.txt`, which lies beside the maps."""

ORCID = "0000-0002-1825-0097"

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.details"),
    *("pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde", "smarty"),
]
"""Extensions of Markdown that a site may have switched on, each of which makes something of plain words."""

BASE: dict[str, str] = {
    "m/map.yml": (
        "title: A map\nwork: rain-2018\nsections: [{id: s, title: A section, paragraphs: 3}]\nnotes: 1\n"
        "not-argued: {s.3: nothing is said}\n"
    ),
    "m/references.json": '[{"id": "rain-2018", "type": "book", "title": "Rain", "URL": "https://example.org/rain"}]',
    "m/nodes/top.md": (
        "---\nkind: thesis\ntitle: The top\nstatement: It is so.\nvoice: author\nsource: [{at: s.1}]\n---\nSo it is.\n"
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One contribution: its files, and the code and path of the finding that must name it; none if it must be inert."""

    name: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    code: str = ""
    path: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links by where they lie, with where they lead."""
    pipes: tuple[str, ...] = ()
    """Named pipes, from which reading would never end."""


def fields(**given: object) -> str:
    """Write a node's file from its fields; every value is quoted as JSON, so that nothing in it is YAML's."""
    whole = {
        "kind": "claim",
        "title": "A title",
        "statement": "It may be so.",
        "supports": ["top"],
        "voice": "contributor",
        "cites": ["rain-2018"],
        **given,
    }
    lines = [f"{name.replace('_', '-')}: {json.dumps(value)}" for name, value in whole.items() if value is not None]
    return "\n".join(["---", *lines, "---", ""])


def named(name: str) -> str:
    """Return the file of the node that a case adds."""
    return f"m/nodes/{name}.md"


def _inert_fields() -> Iterator[Case]:
    harms = {
        "script": RUN,
        "closing-an-attribute": '" onmouseover="canary()" x="',
        "closing-a-tag": '"><script>canary()</script><p x="',
        "closing-a-quoted-attribute": "' onmouseover='canary()' x='",
        "closing-a-script": "</script></title></style></textarea><script>canary()</script>",
        "closing-an-svg-text": "</text></svg><script>canary()</script>",
        "a-markdown-link": "[x](javascript:canary()) ![x](javascript:canary())",
        "an-attribute-list": "x {: onclick=canary() } {#id .c onmouseover=canary()}",
        "a-template": "{{ config }} {% raw %} {{ 7*7 }} ${canary()} #{canary()}",
        "a-snippet": '--8<-- "/etc/passwd"',
        "html-like-dot": "<<b onclick=canary()>x</b>>",
        "dot-injection": '"]; evil [URL="javascript:canary()", shape=star]; subgraph { "',
        "dot-escapes": '\\N \\G \\E \\T \\l \\r \\n \\" \\',
        "entities": "&lt;script&gt;canary()&lt;/script&gt; &#60;script&#62; &amp;lt;",
        "a-table-and-a-list": "| a | b |",
        "a-comment": "<!-- --> <![CDATA[ <script>canary()</script> ]]>",
        "a-formula": "=HYPERLINK(0) $\\href{javascript:canary()}{x}$",
        "signs-that-pile-up": "Z\u0351\u036b\u0343\u036a\u0302\u036b" * 8,
        "right-to-left-letters": "العربية עברית مرحبا",
    }
    for harm, words in harms.items():
        yield Case(f"words-{harm}", {named(f"words-{harm}"): fields(title=f"Found {words}"[:70], statement=words)})


def _inert_elsewhere() -> Iterator[Case]:
    def node(name: str, **given: object) -> Case:
        return Case(name, {named(name): fields(**given)})

    yield node("hedge", hedge=RUN)
    yield node("tag", tags=["<script>canary()</script>"])
    yield node("because", supports=[{"to": "top", "because": RUN}])
    yield node("scheme", supports=[{"to": "top", "scheme": RUN, "order": 1, "score": 0.5}])
    yield node("explanation", supports=None, explains=[{"to": "top", "because": RUN, "scheme": "' onclick='canary()"}])
    yield node("reason-of-withdrawal", status="withdrawn", reason=RUN)
    yield node("locator-of-a-work", cites=[f"rain-2018, p. {RUN}"])
    yield node("quotation", source=[{"at": "s.1", "quote": RUN}])
    yield node("one-endless-word", title="w" * 70, statement="w" * 400)
    label = {"to": "top", "jointly": "<script>canary()</script>"}
    both = {named(f"jointly-{number}"): fields(supports=[label]) for number in (1, 2)}
    yield Case("jointly", both)
    windows = fields(title="CRLF").replace("\n", "\r\n")
    yield Case("crlf-and-bom", {named("crlf-and-bom"): b"\xef\xbb\xbf" + windows.encode()})
    prose = {
        "code-in-prose": "`<script>canary()</script>` and `[x](javascript:canary())`",
        "a-link-in-prose": '[x](https://example.org/?q="onmouseover=canary&lt;) <https://example.org/>',
        "a-citation-in-prose": "As they say [see @rain-2018, p. 5; also <@rain-2018>].".replace("<", "").replace(
            ">", ""
        ),
    }
    for name, words in prose.items():
        yield Case(name, {named(name): fields() + words + "\n"})
    entry = {"type": "book", "title": RUN, "author": [{"literal": RUN}, {"family": RUN, "given": RUN}]}
    entry |= {"container-title": RUN, "publisher": RUN, "note": RUN, "abstract": RUN, "DOI": f"10.1/{RUN}", "page": RUN}
    entries = [{"id": "evil-2020", **entry}, json.loads(BASE["m/references.json"])[0]]
    cited = fields(cites=["evil-2020"], voice=["evil-2020"], stance="reports", source=[{"at": "s.1"}])
    header = {"title": RUN, "license": RUN, "work": "rain-2018", "notes": 1}
    header |= {"sections": [{"id": "s", "title": RUN, "paragraphs": 3}], "not-argued": {"s.3": RUN}}
    header["path"] = [{"node": "top", "lead": RUN[:70]}]
    told = "\n".join(f"{name}: {json.dumps(value)}" for name, value in header.items()) + "\n"
    yield Case(
        "map-file-and-reference",
        {
            "m/map.yml": told.replace('"notes": ', "notes: "),
            "m/references.json": json.dumps(entries),
            named("reference"): cited + "So [@evil-2020].\n",
        },
    )
    giant = [{"id": "giant-2020", "type": "book", "title": "word " * 20_000, "note": "x" * 500_000}, entries[1]]
    terms = [{"term": RUN[:60], "kind": "person", "stands-for": RUN, "about": RUN, "also": ["<b>x</b>"]}]
    terms.append({"term": "(.*)+$ [a", "kind": "word", "stands-for": '" onmouseover="canary()'})
    yield Case(
        "giant-reference-and-glossary",
        {
            "m/references.json": json.dumps(giant),
            named("giant"): fields(cites=["giant-2020"]),
            "m/glossary.yml": f"terms: {json.dumps(terms)}\n",
            named("terms"): fields(title="(.*)+$ [a"),
        },
    )
    numbers = ("45", "123", "lt", "x27", "amp", "x2d", "#45;")
    terms = [{"term": number, "kind": "word", "stands-for": RUN[:100]} for number in numbers]
    title = "<img src=x onerror=canary()> 45 {{7*7}} [a](javascript:x)"
    escaped = fields(title=title, statement="<script>canary()</script> ]]> --> ${7*7} {{config}} 45", hedge='"><svg>')
    told = json.dumps([{"edition": "draft", "changes": [RUN, '" onmouseover="canary()', "[x](javascript:canary())"]}])
    yield Case(
        "terms-in-references-to-characters-and-editions",
        {
            "m/glossary.yml": f"terms: {json.dumps(terms)}\n",
            named("numbers"): fields(title="45 - {lt} <b> '123'"),
            named("escape"): escaped,
            "m/editions.yml": f"editions: {told}\n",
        },
    )
    yield Case("format-2", _of_format_2())


def _of_format_2() -> dict[str, str]:
    """Return a map with markup in every field of format 2 that holds a text, and a link to the map that is sound."""
    makers = [{"name": f"{RUN}, {RUN[:40]}", "role": RUN[:60]}, {"name": "' onclick='canary()", "orcid": ORCID}]
    header = {"title": "A debate", "authors": makers, "publisher": RUN, "works-read": False, "overview": ["ask", "why"]}
    person = {"term": RUN[:60], "kind": "person", "about": RUN, "id": "jane"}
    work = {"id": "new", "type": "book", "title": f"{RUN} *[x](javascript:canary())*", "author": [{"literal": RUN}]}
    bearing = {
        "jointly": ["<script>canary()</script>", "' onclick='canary()"],
        "scheme": RUN,
        "order": 1,
        "score": -0.5,
    }
    here, there = {"to": "top", **bearing}, {"to": "m/top", "because": RUN, "scheme": RUN}
    said = {"voice": ["jane", "new"], "title": f"So {RUN}"[:70], "cites": ["new, p. <script>canary()</script>"]}
    link = "[x](top.md \"' onmouseover='canary()\") and [y](../../m/nodes/top.md '\" onmouseover=\"canary()')\n"
    nodes = {
        "top": fields(kind="thesis", supports=None, answers=["ask"], voice=["jane"], cites=None),
        "ask": fields(kind="question", title=f"Is it {RUN}"[:70], supports=None, voice=None, cites=None),
        "frame": fields(kind="context", supports=None, frames=[there, {"to": "top", "because": RUN}], cites=None),
        "new": fields(supports=[here, there], works=[work], score=1e3, **said) + link,
        "more": fields(supports=[here], explains=[{"to": "new", "because": RUN}], **said),
        "why": fields(supports=None, undercuts=[{"to": "new -> top", "scheme": RUN}], **said),
        "gone": fields(supports=None, status="withdrawn", reason=RUN, replaced_by=["new", "more"], cites=None),
    }
    return {
        "m/map.yml": "\n".join(f"{name}: {json.dumps(value)}" for name, value in header.items()) + "\n",
        "m/glossary.yml": f"terms: {json.dumps([person])}\n",
        **{named(name): text for name, text in nodes.items()},
    }


_INERT_PROSE = {
    "snippet": '-8<- "taken-in.txt"\n\n--8<-- "docs/taken-in.txt"\n\n-8<-\ntaken-in.txt\n-8<-',
    "snippet-in-a-line": 'It says ;--8<-- "taken-in.txt" and --8<-- "https://example.org/x".',
    "block-of-html": "/// html | script\nwindow.canary()\n///",
    "block-of-a-frame": "> /// html | iframe[src=https://example.org/]\n> ///",
    "block-with-attributes": "/// note | x\n    attrs: {onclick: canary()}\nx\n///",
    "mermaid": '```mermaid title="x"\ngraph TD; A-->C;\n```',
    "mermaid-in-a-quotation": "> ```mermaid\n> graph TD; A-->B;\n> ```",
    "mermaid-in-a-list": '- ```{.mermaid onclick="canary()"}\n  graph TD; A-->B;\n  ```\n- ~~~ mermaid\n  x\n  ~~~',
    "emoji": "Some words :smile: here, :material-alert: too. :canary: ;-)",
    "fold": '> ??? note "Opened"\n>     inside\n\n!!! danger\n    x',
    "tabs": '=== "x"\n\n    y',
    "toc": "[TOC]\n\n[[TOC]]",
    "generated-docs": "::: os.system\n    options: {}",
    "template": "{{ config }} {% include '/etc/passwd' %} {# x #} ${canary()} #{canary()} < %= canary() % >",
    "abbreviation": "*[words]: canary\n\nSome words.",
    "definitions": "Term\n:   meaning\n\n    more",
    "mathematics": r"A formula $x^2$, one \\(\href{javascript:canary()}{x}\\) and \\[x\\] and US$5 or US$6.",
    "bare-addresses": "https://example.org/?q=x&y www.example.org someone@example.org \\@someone owner/name#1",
    "marks": "==x== ~~y~~ ~z~ ^^a^^ ++ctrl+c++ {++b++} {--c--} {==d==} (c) 1/2 --> ... -- ---",
    "tasks": "- [ ] a\n- [x] b",
    "link-with-script-and-tab": "[x](java\tscript:canary())",
    "footnote-in-a-line": "^[note] and a real one[^1].\n\n[^1]: `[^2]` with *words*.",
    "table": "| a | b |\n|---|--:|\n| `{: onclick=canary() }` | :smile: |",
    "code": '`{{ config }}` `:smile:` `$x$`\n\n    --8<-- "taken-in.txt"\n    [TOC]\n\n```\n/// html\n```',
    "link-with-signs": "[{{ x }} :smile:](https://example.org/{{x}}/:smile:?a=*b*_c_&d 'x {: onclick=canary() }')",
    "escaped": r"\<script>canary()\</script> &lt;img src=x onerror=canary()&gt; \@someone \{\{ config \}\}",
}
"""Prose that is plain words to argmap, and commands to this or that extension of a site."""


def _inert_prose() -> Iterator[Case]:
    for name, prose in _INERT_PROSE.items():
        yield _of_prose(f"prose-{name}", [prose])


def _of_prose(name: str, passages: Sequence[str]) -> Case:
    return Case(name, {named(name): fields() + "".join(f"Some words.\n\n{one}\n\nEnd.\n\n" for one in passages)})


def prose_together() -> list[Case]:
    """Put passages of inert prose below one another on a few pages, for those who look at pages one at a time."""
    passages = list(_INERT_PROSE.values())
    return [_of_prose(f"prose-from-{first}", passages[first : first + 9]) for first in range(0, len(passages), 9)]


def _prose() -> Iterator[Case]:
    harms = {
        "script": ("AM060", "<script>canary()</script>"),
        "image-with-handler": ("AM060", "<img src=x onerror=canary()>"),
        "image": ("AM060", "![x](https://example.org/pixel.png)"),
        "svg": ("AM060", "<svg onload=canary()></svg>"),
        "iframe": ("AM060", "<iframe src=https://example.org></iframe>"),
        "style": ("AM060", "<style>body{display:none}</style>"),
        "form": ("AM060", "<form action=https://example.org><input name=password></form>"),
        "link-with-script": ("AM060", "[x](javascript:canary())"),
        "link-with-script-in-capitals": ("AM060", "[x](JaVaScRiPt:canary())"),
        "link-with-script-in-entities": ("AM060", "[x](&#106;avascript&#58;canary())"),
        "link-with-data": ("AM060", "[x](data:text/html;base64,PHNjcmlwdD4=)"),
        "link-with-vbscript": ("AM060", "[x](vbscript:canary)"),
        "link-by-reference": ("AM060", "[x][y]\n\n[y]: javascript:canary()"),
        "link-in-angles": ("AM060", "<javascript:canary()>"),
        "attribute-list-on-a-paragraph": ("AM060", "A paragraph\n{: onclick=canary() }"),
        "attribute-list-on-a-link": ("AM060", "[x](https://example.org){: onclick=canary() }"),
        "attribute-list-with-style": ("AM060", "*x*{: style=position:fixed }"),
        "markdown-in-html": ("AM060", '<div markdown="1" onclick="canary()">x</div>'),
        "comment": ("AM060", "<!-- x -->"),
        "formula-with-a-link": ("AM060", "$\\href{javascript:canary()}{x}$"),
        "footnote": ("AM060", "x[^1]\n\n[^1]: <script>canary()</script>"),
        "abbreviation-of-markup": ("AM060", "x\n\n*[x]: <script>canary()</script>"),
        "heading": ("AM060", "# A heading of one's own"),
        "relative-link": ("AM061", "[x](../../../../etc/passwd)"),
        "link-without-scheme": ("AM061", "[x](//example.org)"),
        "link-out-in-signs": ("AM061", "[x](..%2f..%2f..%2f..%2fetc/passwd)"),
        "link-out-by-backslashes": ("AM061", "[x](..\\..\\..\\secret.md)"),
        "link-to-a-homoglyph": ("AM061", "[x](t\u043ep.md)"),
        "link-to-nul": ("AM061", "[x](top.md%00)"),
        "link-of-9-kb": ("AM061", f"[x]({'../' * 3000}top.md)"),
        "link-to-markup": ("AM061", "[x](../%3Cscript%3Ecanary()%3C/script%3E)"),
        "link-to-a-file": ("AM060", "[x](file:///etc/passwd)"),
        "bidirectional-entity": ("AM003", "x &#x202e; y"),
    }
    for name, (code, words) in harms.items():
        path = named(f"prose-{name}")
        yield Case(f"prose-{name}", {path: f"{fields()}{words}\n"}, code, path)


def _floods() -> Iterator[Case]:
    """Yield prose within the limit of a file's size that would keep careless renderers busy for minutes or hours."""
    floods = {
        "opening-brackets": "[",
        "images": "![",
        "links-without-end": "[a](",
        "references-without-end": "[a][",
        "tags-without-end": "<a ",
        "addresses-without-end": "<http://a",
        "code-without-end": "``a`",
        "sections-of-data": "<![CDATA[",
        "citations-without-end": "[@rain-2018, p. 5; ",
        "abbreviations": "*[a]: b\n",
        "backslashes": "\\",
        "headings": "# a\n",
        "underlined-headings": "--\n",
        "definitions": "a\n: b\n",
        "lists": "- a\n",
        "quotations": "> ",
        "half-entities": "&#",
        "emphasis": "*a ",
        "spaces": "a ",
    }
    for name, part in floods.items():
        path = named(f"flood-of-{name}")
        yield Case(f"flood-of-{name}", {path: fields() + part * (60_000 // len(part)) + "\n"}, "AM065", path)


FLOODS = list(_floods())

WORDS = {"m/glossary.yml": "terms: [{term: EU, kind: word, stands-for: European Union}]\n"}
"""A glossary, so that pages are searched for its words."""

UNCLOSED = {"<i>": 1, "</i>": 0, "“‘”": 1, "<i": 0, "<i>“</i>": 1, "“" * 9 + "’": 9}
"""What a text is made of that opens and does not close, and how much of it each time."""


def _large_files() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield files near their limits, each with its name, that would be read again and again by careless patterns."""
    parts = ("~~~ ", "<code ", "![", "{:", "][", "](", "`a", "<", "[a]:\n", "~~~\n", "-- ", "<dd data-am-copy>")
    for part in parts:
        end = "argmap `EU" if part.startswith("~") else "`EU"  # without this word, no page is searched for blocks
        yield f"page of {part!r}", {"page.md": part * (4_000_000 // len(part)) + end, **WORDS}
    for part in (
        "`a",
        "```\n",
        "![",
        "](",
        "[a]: b:\n",
        "<",
        "<a ",
        "{",
        "{a=",
        "-",
        "&#",
        "# \n",
        "a\n--\n",
        "{{",
        "`` ",
    ):
        yield f"page of the map of {part!r}", {"m/page.md": part * (250_000 // len(part)) + "<"}
    yield "drawing of elements", {"m/a.svg": f"<svg>{'<g/>' * 900_000}</svg>"}
    yield "drawing of one style sheet", {"m/a.svg": f"<svg><style>{'url(' * 900_000}</style></svg>"}
    yield "page of a fence and spaces", {"page.md": "~~~" + " " * 4_000_000 + "x`", **WORDS}
    yield "page of tildes", {"page.md": "~" * 4_000_000 + "`", **WORDS}
    yield "page of argmap blocks", {"page.md": "```argmap\nview: outline\nof: m\n```\n" * 100_000}
    yield "references of NUL", {"m/references.json": "\0" * 4_000_000}
    yield "paragraphs of NUL", {"m/paragraphs.tsv": "\0" * 4_000_000}
    yield "glossary of escapes", {"m/glossary.yml": 'terms: [{term: "' + "\\0" * 100_000 + '", kind: word, about: x}]'}
    yield "references of numbers", {"m/references.json": f"[{'1,' * 2_000_000}1]"}
    names = ", ".join(f"x{number}" for number in range(30_000))
    yield "term of many names", {"m/glossary.yml": f"terms: [{{term: EU, kind: word, about: x, also: [{names}]}}]"}
    yield "paragraphs without end", {"m/paragraphs.tsv": "locator\tfirst_words\tlast_words\n" + "x\ta\tb\n" * 600_000}
    sections = "".join(f"- {{id: s{number}, title: x, paragraphs: 2000}}\n" for number in range(1_400))
    yield "sections without end", {"m/map.yml": f"title: M\nsections:\n{sections}"}


LARGE_FILES = dict(_large_files())

FAULTS_OF_LARGE_FILES = {
    "page of argmap blocks": "AM070",
    "references of NUL": "AM002",
    "paragraphs of NUL": "AM002",
    "glossary of escapes": "AM024",
    "references of numbers": "AM051",
    "paragraphs without end": "AM047",
    "sections without end": "AM044",
    **{f"page of the map of {part!r}": "AM068" for part in ("![", "[a]: b:\n", "<a ", "{", "{{")},
}
"""What is said of those that have a fault."""


def bearing_on_one(number: int) -> dict[str, str]:
    """Return the files of a map in which so many nodes bear on one."""
    return BASE | {named(f"n{one}"): fields(title=f"Number {one}") for one in range(number)}


def _yaml() -> Iterator[Case]:
    laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    harms = {
        "billion-laughs": ("AM009", laughs),
        "alias": ("AM009", "title: &t A title\nstatement: *t\n"),
        "tag-that-makes-an-object": ("AM009", "title: !!python/object/apply:os.system [canary]\n"),
        "merge-key": ("AM009", "a: &a {kind: claim}\n<<: *a\n"),
        "deep-nesting": ("AM008", f"supports: {'[' * 5000}{']' * 5000}\n"),
        "deep-nesting-in-blocks": ("AM008", "".join(f"{' ' * number}a:\n" for number in range(200))),
        "injection-by-a-colon": ("AM008", "title: x: y: z\n"),
        "second-document": ("AM008", "title: x\n...\n---- \nkind: thesis\n"),
        "key-twice": ("AM010", "kind: claim\ntitle: A\ntitle: B\n"),
        "key-that-is-a-list": ("AM008", "? [a, b]\n: x\n"),
        "word-that-yaml-turns": ("AM011", "title: no\n"),
        "unknown-field": ("AM020", "onload: canary()\n"),
        "list-for-a-text": ("AM022", "title: [a, b]\n"),
        "quotations-without-end": ("AM066", f"title: {'‘' * 70}\n"),
        "markup-without-end": ("AM066", f"title: {'a<i>' * 17}\n"),
        "title-that-nobody-sees": ("AM024", "title: \u3164\n"),
        "nul": ("AM002", "title: a\0b\n"),
        "escape-sequence": ("AM002", "title: a\x1b[2Jb\n"),
        "nul-by-escape": ("AM002", 'title: "a\\0b"\n'),
        "bidirectional-override": ("AM003", "title: a\u202eb\n"),
        "bidirectional-override-by-escape": ("AM003", 'title: "a\\u202eb"\n'),
        "flood-of-relations": ("AM014", f"supports: [{', '.join(['top'] * 10_000)}]\n"),
        "relation-that-climbs-out": ("AM022", "supports: [../../../etc/passwd]\n"),
        "alias-that-climbs-out": ("AM022", "aliases: [../../../index]\n"),
        "alias-of-a-page": ("AM032", "aliases: [index]\n"),
        "alias-of-a-device": ("AM030", "aliases: [nul]\n"),
        "replacement-that-climbs-out": ("AM030", "status: withdrawn\nreason: x\nreplaced-by: ../../x\n"),
        "work-that-climbs-out": ("AM056", "cites: [../../../etc/passwd]\n"),
        "text-without-end": ("AM025", f"title: {'x' * 60_000}\n"),
        "homoglyph-in-a-relation": ("AM022", "supports: [t\u043ep]\n"),
    }
    for name, (code, words) in harms.items():
        path = named(f"yaml-{name}")
        yield Case(f"yaml-{name}", {path: f"---\n{words}---\n"}, code, path)


def _files() -> Iterator[Case]:
    whole = fields()

    def one(name: str, path: str, content: str | bytes, code: str) -> Case:
        return Case(f"file-{name}", {path: content}, code, path)

    yield one("in-capitals", "m/nodes/Evil.md", whole, "AM030")
    yield one("with-dots", "m/nodes/a..b.md", whole, "AM030")
    yield one("with-a-homoglyph", "m/nodes/t\u043ep.md", whole, "AM030")
    yield one("with-a-space", "m/nodes/a b.md", whole, "AM030")
    yield one("with-markup", "m/nodes/<img src=x onerror=canary()>.md", whole, "AM030")
    yield one("with-a-bidirectional-override", "m/nodes/a\u202edm.md", whole, "AM030")
    yield one("with-a-newline", "m/nodes/a\nb.md", whole, "AM030")
    yield one("of-a-device", "m/nodes/con.md", whole, "AM030")
    yield one("of-a-page", "m/nodes/index.md", whole, "AM035")
    yield Case("file-of-another-node", {"m/nodes/deep/top.md": whole}, "AM031", "m/nodes/top.md")
    yield one("page-among-nodes", "m/nodes/evil.html", RUN, "AM006")
    yield one("script-among-nodes", "m/nodes/evil.js", "canary()", "AM006")
    yield one("of-5-mb", named("large"), whole + "x" * 5_000_000, "AM005")
    yield Case("glossary-of-300-kb", {"m/glossary.yml": "#" * 300_000}, "AM005", "m/glossary.yml")
    yield one("of-5-mb-beside", "m/references.json", "[" + " " * 5_000_000 + "]", "AM005")
    yield one("not-utf-8", named("latin"), whole.encode() + b"\xff\xfe\n", "AM001")
    yield one("utf-16", named("wide"), whole.encode("utf-16"), "AM001")
    yield one("overlong-utf-8", named("overlong"), whole.encode() + b"\xc0\xaf\n", "AM001")
    yield one("without-front-matter", named("bare"), RUN, "AM007")
    yield one("map-within-a-map", "m/inner/map.yml", "title: x\n", "AM006")
    yield one("map-of-a-device", "nul/map.yml", "title: x\n", "AM030")
    link = named("link")
    yield Case("link-to-a-secret", {}, "AM004", link, {link: "/etc/passwd"})
    yield Case("link-to-a-folder", {}, "AM004", "m/nodes/all", {"m/nodes/all": "/"})
    yield Case("link-to-itself", {}, "AM004", link, {link: "link.md"})
    for path, target in {"secret.txt": "/etc/hostname", "page.md": "/etc/hostname", "all": "/", "m/all": "/"}.items():
        yield Case(f"link-at-{path.replace('/', '-')}", {}, "AM004", path, {path: target})
    pipe = named("pipe")
    yield Case("pipe-without-end", {}, "AM001", pipe, pipes=(pipe,))


def _beside() -> Iterator[Case]:
    """Yield pages, pictures and other files that a stranger puts in the map's folder."""
    pages = {
        "script": "<script>canary()</script>",
        "handler": "<img src=x onerror=canary()>",
        "fence-in-some-dialects": "   ```\n<script>canary()</script>\n   ```",
        "script-address": "[x](java&#115;cript:canary())",
        "picture-of-another-host": "![x](https://example.org/pixel.png)",
        "attribute-list": "x\n{: onclick=canary() }",
        "heading-in-the-title": "# `</title><script>canary()</script>`",
        "theme-settings": "## x {#__config}",
        "snippet": '--8<-- "/etc/passwd"',
        "template": "{{ 7*7 }}",
        "diagram": "```mermaid\ngraph\n```",
    }
    for name, words in pages.items():
        yield Case(f"page-{name}", {f"m/{name}.md": f"{words}\n"}, "AM068", f"m/{name}.md")
    yield Case("page-in-front", {"m/index.md": RUN}, "AM068", "m/index.md")
    yield Case("page-head", {"m/p.md": "---\ntitle: '&lt;script>'\n---\n# P\n"}, "AM068", "m/p.md")
    yield Case("page-of-5-mb", {"m/p.md": "x" * 5_000_000}, "AM005", "m/p.md")
    yield Case("page-of-a-name-that-nobody-sees", {"m/a\u202eb.md": "x"}, "AM003", "m/a\u202eb.md")
    drawings = {
        "script": '<svg xmlns="http://www.w3.org/2000/svg"><script>canary()</script></svg>',
        "handler": '<svg xmlns="http://www.w3.org/2000/svg" onload="canary()"/>',
        "html": '<svg xmlns="http://www.w3.org/2000/svg"><p xmlns="http://www.w3.org/1999/xhtml"/></svg>',
        "entities": "<!DOCTYPE s [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>",
        "outside-entity": "<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        "deep": "<svg>" + "<g>" * 300_000,
    }
    for name, drawing in drawings.items():
        yield Case(f"drawing-{name}", {f"m/pictures/{name}.svg": drawing}, "AM069", f"m/pictures/{name}.svg")
    for name in ("evil.html", "evil.js", "evil.xhtml", "evil.markdown", "evil"):
        yield Case(f"beside-{name}", {f"m/{name}": RUN}, "AM069", f"m/{name}")
    yield Case("beside-in-capitals", {"m/Map.JSON": "{}"}, "AM038", "m/Map.JSON")


def _data() -> Iterator[Case]:
    def references(name: str, text: str, code: str) -> Case:
        return Case(f"references-{name}", {"m/references.json": text}, code, "m/references.json")

    own = BASE["m/references.json"][1:-1]
    yield references("key-twice", f'[{own}, {{"id": "z", "type": "book", "title": "a", "title": "b"}}]', "AM010")
    yield references("id-twice", f"[{own}, {own}]", "AM052")
    yield references("deep", "[" * 100_000, "AM050")
    yield references("deep-value", f'[{own}, {{"id": "z", "a": {"[" * 100_000}', "AM050")
    yield references("huge-number", f'[{own}, {{"id": "z", "volume": {"9" * 5000}}}]', "AM050")
    yield references("no-number", f'[{own}, {{"id": "z", "volume": NaN}}]', "AM050")
    yield references("not-a-list", '{"id": "z"}', "AM050")
    yield references(
        "script-address", f'[{own}, {{"id": "z", "type": "book", "title": "a", "URL": "javascript:canary()"}}]', "AM057"
    )
    yield references(
        "data-address", f'[{own}, {{"id": "z", "type": "book", "title": "a", "URL": "data:text/html,x"}}]', "AM057"
    )
    note = "original-title: " + "“a’ " * 30
    yield references(
        "note-without-end", f'[{own}, {{"id": "z", "type": "book", "title": "Z", "note": "{note}"}}]', "AM066"
    )
    yield references("markup-without-end", f'[{own}, {{"id": "z", "type": "book", "title": "{"<i>" * 20}"}}]', "AM066")
    yield references("nul-by-escape", f'[{own}, {{"id": "z", "type": "book", "title": "a\\u0000b"}}]', "AM002")
    yield references("override-by-escape", f'[{own}, {{"id": "z", "type": "book", "title": "a\\u202eb"}}]', "AM003")
    yield references("half-a-character", f'[{own}, {{"id": "z", "type": "book", "title": "a\\ud800b"}}]', "AM002")

    def header(name: str, more: str, code: str) -> Case:
        return Case(f"map-{name}", {"m/map.yml": f"title: M\nwork: rain-2018\n{more}\n"}, code, "m/map.yml")

    yield header("flood-of-paragraphs", "sections: [{id: s, title: S, paragraphs: 999999}]", "AM044")
    yield header("flood-of-notes", "notes: 999999", "AM044")
    yield header("number-without-end", f"notes: {'9' * 60_000}", "AM022")
    yield header("path-that-leads-out", "path: [{node: ../../x, lead: x}]", "AM022")
    yield header("laughs", "title: &a x\nedition: *a", "AM009")
    yield header("edition-that-climbs-out", 'edition: "x/../../../pwn"', "AM063")
    yield header("edition-with-script", 'edition: "<script>canary()</script>"', "AM063")
    yield header("language", 'language: "en\\" onload=\\"canary()"', "AM022")
    record = "m/verified.json"
    yield Case("verified-deep", {record: "[" * 100_000}, "AM058", record)
    yield Case("verified-of-another-form", {record: '{"argmap": "1", "quotations": 1}'}, "AM058", record)
    imported = "m/import.json"
    yield Case("import-deep", {imported: "[" * 100_000}, "AM077", imported)
    yield Case(
        "import-of-another-form", {imported: '{"argmap": "1", "nodes": {"1": {"id": "../x"}}}'}, "AM077", imported
    )
    editions = "m/editions.yml"
    yield Case("editions-laughs", {editions: "editions: &a [*a]\n"}, "AM009", editions)
    yield Case("edition-that-climbs-out", {editions: "editions: [{edition: ../../x}]\n"}, "AM063", editions)
    yield Case("glossary-laughs", {"m/glossary.yml": "terms: &a [*a]\n"}, "AM009", "m/glossary.yml")
    yield Case(
        "paragraphs-nul",
        {"m/paragraphs.tsv": "locator\tfirst_words\tlast_words\ns.1\ta\0\tb\n"},
        "AM002",
        "m/paragraphs.tsv",
    )
    yield Case(
        "block-that-climbs-out", {"index.md": "```argmap\nview: branch\nof: ../../etc\n```\n"}, "AM070", "index.md"
    )


INERT_FIELDS = [*_inert_fields(), *_inert_elsewhere()]
INERT = [*INERT_FIELDS, *_inert_prose()]


def inert_docs(cases: Sequence[Case] = tuple(INERT)) -> dict[str, str | bytes]:
    """Put inert cases into one docs folder: nodes into one map, and what changes more into a map of its own."""
    files: dict[str, str | bytes] = {}
    for number, case in enumerate(cases):
        alone = not all(path.startswith("m/nodes/") for path in case.files)
        for path, content in {**BASE, **case.files}.items():
            files[path.replace("m/", f"m{number}/", 1) if alone else path] = content
    return files


REFUSED = [*_prose(), *FLOODS, *_yaml(), *_files(), *_beside(), *_data()]
