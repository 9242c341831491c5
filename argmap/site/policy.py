"""Puts a Content-Security-Policy into a finished page: what it may load and run, and nothing else.

The rules are those of https://www.w3.org/TR/CSP3/. A page says it of itself in a `meta` element, since a host of static
files sends no header; https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy
"""

import base64
import hashlib
import html
import re

from argmap.model.htmlreading import HtmlReader

POLICY_NAME = 'http-equiv="Content-Security-Policy"'
"""How a page of ours that says a policy says so; where it speaks of one, quotation marks are escaped."""

_SCRIPT_TYPES = frozenset({"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"})
"""Types of scripts that browsers run or obey; all others, such as JSON-LD, are data, which no policy concerns."""

_ATTRIBUTES = r"""(?:\s++[^\s<>"'/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"'=`]++))?+)*+\s*+"""
_PIECES = re.compile(
    rf"""(?P<plain>(?:[^<]++|<!doctype\b[^<>"']*+>|<title>[^<]*+</title>
        |<(?!(?:script|style|title|textarea|xmp|iframe|noembed|noframes|noscript|plaintext)\b)
        (?:[a-z][^\s<>"'/=]*+{_ATTRIBUTES}/?+|/[a-z][^\s<>"'/=]*+\s*+)>)++)
    |(?P<raw><(?P<name>script|style)\b{_ATTRIBUTES}>.*?</(?P=name)\s*+>)
    |<""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""Text and ordinary tags, as strictly as they should be written; scripts and styles, whole; and signs of all else."""

_BEGINNING = 4096
"""Characters within which a page's head begins."""

_BEFORE_ALL = frozenset({"html", "head"})
_WEBASSEMBLY = "pagefind"
"""The name in the address of the only script known here that compiles WebAssembly (https://pagefind.app)."""


def with_policy(page: str, contributed: str = "") -> str:
    """Put a policy into a page.

    Args:
        page: The HTML of a whole page, as it is going to be published: what is changed later may be forbidden by it.
        contributed: The part of it that strangers may have written, no script of which is allowed.

    Returns:
        The page with a policy as early as its character encoding allows, which counts only in the first kilobyte.
    """
    reader = _read(page)
    # Reading HTML takes long, and hardly anything that is contributed has a script.
    refused = _read(contributed).scripts if "<script" in contributed.lower() else ()
    scripts = sorted({_hash_of(script) for script in {*reader.scripts} - {*refused}})
    compiles = ["'wasm-unsafe-eval'"] if any(_WEBASSEMBLY in address for address in reader.addresses) else []
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts, *compiles],
        # Drawings say their size in a style attribute, and so do themes; a hash of an attribute counts only with
        # 'unsafe-hashes', and there would be one for every drawing. Styles run nothing, and load only what follows.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],  # the theme's search
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())
    meta = f'<meta {POLICY_NAME} content="{html.escape(policy, quote=False)}">'
    return f"{page[: reader.place]}{meta}{page[reader.place :]}"


def _read(page: str) -> "_Reader":
    reader = _Reader()
    reader.feed(_shortened(page))
    reader.close()
    return reader


def _shortened(page: str) -> str:
    """Leave out what is neither at the beginning nor a script or a style, if it is sure what that is.

    The reader needs a quarter of the time then. A page with comments, or of which browsers could see other pieces, is
    read whole.
    """
    kept = []
    for piece in _PIECES.finditer(page):
        if piece["raw"]:
            if "<!--" in piece["raw"] or piece["raw"].count("</") > 1:
                return page
        elif not piece["plain"]:
            return page
        if piece["raw"] or piece.start() < _BEGINNING:
            kept.append(piece[0])
    return "".join(kept)


def _hash_of(script: str) -> str:
    """Name a script by its contents, as browsers read them: with line feeds (https://infra.spec.whatwg.org/#newlines)."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Reader(HtmlReader):
    """Finds the scripts of a page, and the place before anything that it loads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.place = 0
        """How many characters of the page stand before the place for the policy."""
        self.scripts: list[str] = []
        self.addresses: list[str] = []
        self._lines: list[int] = []
        self._is_begun = False
        self._is_in_script = False

    def feed(self, data: str) -> None:
        """Read the whole page at once."""
        lengths = [len(line) for line in data.split("\n")]
        self._lines = [0]
        for length in lengths:
            self._lines.append(self._lines[-1] + length + 1)
        super().feed(data)

    def _behind(self, text: str) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column + len(text)

    def handle_decl(self, decl: str) -> None:
        if not self._is_begun:
            self.place = self._behind(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _BEFORE_ALL or (tag == "meta" and "charset" in attributes):
            if not self._is_begun:
                self.place = self._behind(self.get_starttag_text() or "")
        elif tag not in ("meta", "title"):
            self._is_begun = True
        if tag == "script" and "src" in attributes:
            self.addresses.append(attributes["src"])
        elif tag == "script" and attributes.get("type", "").strip().lower() in _SCRIPT_TYPES:
            self._is_in_script = True
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._is_in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_in_script = False
