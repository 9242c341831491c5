"""How a reader says what is wrong: by a text to send to those who make the map, and in a form of the code host."""

from dataclasses import dataclass
from urllib.parse import quote

from argmap.citations.citable import authors_of, edition_words, full_name
from argmap.edit.codehost import EXAMPLE_HOST, code_host
from argmap.locale.words import translations
from argmap.model.maps import Node
from argmap.pages.context import Context

REPORT_FORM = "misquotation.yml"
"""The issue form in .github/ISSUE_TEMPLATE whose fields `node` and `address` are filled in."""

_TITLE = "A problem with {}"


@dataclass(frozen=True, slots=True)
class Maker:
    """Somebody who makes a map; `orcid` is the address of the ORCID iD, or empty."""

    name: str
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a text; `is_of_map` tells that it is in the language of the map, and not in that of the page."""

    said: str
    is_of_map: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How a mistake on a page is reported.

    `form` is the address of the code host's form, and `host` the name of that host, which asks for an account; both are
    empty where no host is known. `text` is what somebody can send instead `to` those who make the map, and `mail` the
    address that opens it as an e-mail to them, empty where the map names none. `is_previewed` tells that
    the page is only looked at.
    """

    form: str
    host: str
    to: tuple[Maker, ...]
    text: tuple[Words, ...]
    mail: str
    is_previewed: bool = False


def report_of(context: Context, page_id: str, node: Node | None = None) -> Report:
    """Gather how a mistake on a page of a map is reported.

    Args:
        context: The map.
        page_id: The page's address below the map's, without a slash: the id of a node or of a page of the map's own;
            empty for the front page.
        node: The node, where it is one's page.

    Returns:
        The form, and what the text to send says.
    """
    argument_map = context.argument_map
    # Of an edition, `home` is its own folder; a draft has the address of the page as it now stands.
    address = context.published.address + context.home + (f"{page_id}/" if page_id else "")
    host = code_host(context.edit_base)
    name = host.repository.split("/")[2] if host else ""
    is_somewhere = host and not (context.is_preview and name == EXAMPLE_HOST)
    asked = {"node": page_id, "address": address}
    form = host.report(REPORT_FORM, _TITLE.format(page_id), asked) if host and is_somewhere else ""
    ids = [author.orcid_address for author in argument_map.authors] or [""]
    makers = [Maker(full_name(name), orcid) for name, orcid in zip(authors_of(argument_map), ids, strict=True)]
    if argument_map.publisher and argument_map.authors:
        makers.append(Maker(argument_map.publisher))
    text = _text(context, page_id, address, node)
    plain = "".join(words.said for words in text).replace("\n", "\r\n")  # RFC 6068, section 5
    subject = translations(context.language).gettext("A mistake in:")
    subject = f"{subject} {page_id or argument_map.id}"
    contact = quote(argument_map.contact, safe="@")  # RFC 6068, section 2
    mail = f"mailto:{contact}?subject={quote(subject, safe='')}&body={quote(plain, safe='')}" if contact else ""
    return Report(form, name, tuple(makers), text, mail, context.is_preview)


def _text(context: Context, page_id: str, address: str, node: Node | None) -> tuple[Words, ...]:
    """Write what somebody sends: which page it is, in which state, what it says, and what to say of it."""
    argument_map = context.argument_map
    gettext = translations(context.language).gettext
    revised, mistake, address_of = gettext("revision %(revision)s"), gettext("A mistake in:"), gettext("Address:")
    says, wrong = gettext("It says:"), gettext("What is wrong:")
    should = gettext("What it should say, and where that can be looked up:")
    comma = gettext(", ")
    revision = f"{comma}{revised % {'revision': node.revision}}" if node else ""
    edition = edition_words(argument_map.edition, context.language)
    statement = (Words(f"{says} "), Words(node.statement, is_of_map=True), Words("\n")) if node else ()
    return (
        Words(f"{mistake} {page_id or argument_map.id}{revision} ("),
        Words(argument_map.title, is_of_map=True),
        Words(f"{comma}{edition})\n{address_of} {address}\n"),
        *statement,
        Words(f"{wrong}\n{should}\n"),
    )
