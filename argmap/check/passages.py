"""What a map says of the mapped text: locators, quotations, and what each node rests on."""

from collections.abc import Iterator

from argmap.model.findings import Finding
from argmap.model.kinds import ASSERTING, Kind
from argmap.model.limits import QUOTE_WORDS
from argmap.model.maps import ArgumentMap, is_verified, locators
from argmap.model.relations import RelationType
from argmap.read.locators import counts_of, locator_hint

_MOST_NAMED = 3
"""How many nodes a message names at most."""


def passages(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report locators and quotations that the mapped text cannot hold (AM040, AM041, AM045, AM059)."""
    in_order = locators(argument_map.sections, argument_map.notes)
    declared, counts = set(in_order), counts_of(in_order)
    mapped: dict[str, list[str]] = {}
    for node in argument_map.nodes:
        for source in node.passages:
            mapped.setdefault(source.at, []).append(node.id)
            if source.at not in declared:
                hint = "this map is of no text: write cites: with a work instead of source:"
                if counts or argument_map.of_text:
                    hint = locator_hint(source.at, counts)
                yield Finding(source.place, "AM040", f'the locator "{source.at}" is not declared in map.yml', hint)
            if source.quote and argument_map.verified and not is_verified(argument_map, source) and not node.withdrawn:
                message = "this quotation has not been looked up in the mapped text as it now stands"
                hint = "run argmap verify where the text is at hand; a maintainer can do that for you"
                yield Finding(source.place, "AM059", message, hint)
            words = len(source.quote.split())
            if words >= QUOTE_WORDS:
                message = f"this quotation has {words} words; fewer than {QUOTE_WORDS} are allowed"
                yield Finding(source.place, "AM041", message, "keep only the words that matter")
    for locator in argument_map.not_argued:
        place = argument_map.place(locator)
        if locator not in declared:
            message = f'the locator "{locator}" under not-argued is not declared'
            yield Finding(place, "AM040", message, locator_hint(locator, counts))
        elif locator in mapped:
            names = list(dict.fromkeys(mapped[locator]))
            more = " and others" if names[_MOST_NAMED:] else ""
            hint = "delete it from not-argued, or correct the locator of these nodes"
            message = f"{locator} is declared not argued, but mapped to it: {', '.join(names[:_MOST_NAMED])}{more}"
            yield Finding(place, "AM045", message, hint)


def quoted(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report passages that are said to quote somebody else, and nobody else speaks (AM076)."""
    for node in argument_map.nodes:
        speaker = next((word for word in ("author", "contributor") if word in node.voice), "")
        for source in node.passages if speaker else ():
            if source.is_quoted:
                message = f"this passage is said to be quoted, and the voice is {speaker}"
                hint = "name under voice: whose words the text quotes there, or delete quoted"
                yield Finding(source.place, "AM076", message, hint)


def unmapped(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report what nodes say of a mapped text where map.yml names none (AM029)."""
    if argument_map.of_text:
        return
    of_text = {
        "sections": argument_map.sections,
        "notes": argument_map.notes,
        "not-argued": argument_map.not_argued,
        "work-url": argument_map.work_url,
        "works-read": not argument_map.works_read,
    }
    declared = next((name for name, value in of_text.items() if value), "")
    if declared:
        hint = "add work: with the text's key, and its record to references.json; in a debate, delete it"
        message = f"{declared} is of a mapped text, and map.yml names none"
        yield Finding(argument_map.place(declared), "AM029", message, hint)
    for node in () if declared else argument_map.nodes:
        said = {
            "stance": node.stance,
            "voice": next((word for word in ("author", "reported") if word in node.voice), ""),
        }
        for name, word in said.items():
            if word and name in node.places:
                message = f"{name}: {word} is of a mapped text, and map.yml names none"
                hint = f"delete {name}; a map of a text names it in map.yml, with work:"
                yield Finding(node.place(name), "AM029", message, hint)


def grounds(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report nodes that rest on nothing a reader could look up (AM042, AM043, AM046)."""
    supported_by_evidence = {
        relation.target
        for node in argument_map.nodes
        if node.kind is Kind.EVIDENCE
        for relation in node.relations
        if relation.type is RelationType.SUPPORTS
    }
    example = next(iter(locators(argument_map.sections, argument_map.notes)), "")
    says_so = f"add source: with the paragraph that says so, as in source: [{{at: {example}}}]"
    if not example:
        says_so = "declare the sections of the text in map.yml, and add source: with the paragraph that says so"
    for node in argument_map.nodes:
        if node.withdrawn:
            continue
        speaks = argument_map.of_text and node.voice != ("contributor",)
        if node.kind is Kind.EVIDENCE and not node.passages and not node.cites:
            if not node.unread:
                hint = says_so if speaks else "add cites: with a work"
                yield Finding(node.place("kind"), "AM042", "this evidence says neither source nor work", hint)
        elif argument_map.of_text and node.voice == ("contributor",):
            if node.kind in ASSERTING and not (node.cites or node.unread or node.id in supported_by_evidence):
                hint = "add cites: with a work, or a node of evidence that supports this one"
                yield Finding(node.place("voice"), "AM043", "a contributor's node needs something to rest on", hint)
        elif speaks and node.voice and not node.passages and "source" not in node.unread:
            grounded = " with cites: and a work" if node.kind in ASSERTING and not node.cites else ""
            hint = f"{says_so}; if it does not say so, write voice: contributor{grounded}"
            yield Finding(node.place(""), "AM046", "this node does not say where the mapped text says so", hint)
