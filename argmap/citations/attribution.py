"""Says in plain text whose words a node gives, as whom the mapped text has them, and how they are hedged."""

from gettext import NullTranslations

from argmap.citations.csltext import short_name
from argmap.locale.words import translations
from argmap.model.maps import ArgumentMap, Node
from argmap.model.voices import STANCES


def attribution(argument_map: ArgumentMap, node: Node, language: str = "") -> str:
    """Say in plain text whose words a node gives, and what the author of the mapped text makes of them.

    Args:
        argument_map: The map of the node.
        node: The node.
        language: In which language, as a BCP 47 tag; by default, in that of the map.

    Returns:
        A sentence without a full stop; empty for what a contributor says in a map of no text.
    """
    words = translations(language or argument_map.language)
    authors = number_of_authors(argument_map)
    name = name_of_work(argument_map, argument_map.work)
    told = {"author": name or words.ngettext("the author", "the authors", authors)}
    speaker, *_ = node.voice or ("contributor",)
    stance = STANCES.get(node.stance)
    if speaker == "contributor":
        return words.gettext("Added by a contributor; not in %(author)s") % told if name else ""
    if speaker == "author":
        own = words.ngettext(*stance.of_own, authors) if stance and stance.of_own[0] else ""
        said = words.gettext("Attributed to %(author)s, who %(stance)s")
        return (said if own else words.gettext("Attributed to %(author)s")) % {**told, "stance": own}
    told["voices"] = _voices(argument_map, node, words, authors) % told
    if name and stance:
        told["stance"] = words.ngettext(*stance.of_others, authors)
        return words.gettext("Attributed to %(voices)s; %(author)s %(stance)s") % told
    return words.gettext("Attributed to %(voices)s") % told


def _voices(argument_map: ArgumentMap, node: Node, words: NullTranslations, authors: int) -> str:
    """Name who asserts a node, and where nobody looked them up, as whose words: with `%(author)s` for these."""
    if node.voice[0] == "reported":
        return words.ngettext("others, as %(author)s reports", "others, as %(author)s report", authors)
    joint = words.gettext("and")
    named = with_others(node, f" {joint} ".join(names_of_voice(argument_map, node)), words).replace("%", "%%")
    return ", ".join(filter(None, (named, as_read(argument_map, node, words))))


def as_read(argument_map: ArgumentMap, node: Node, words: NullTranslations) -> str:
    """Say as whom the mapped text has the works and people that assert a node.

    Args:
        argument_map: The map of the node.
        node: The node.
        words: The catalogue of a language.

    Returns:
        Words with `%(author)s` in the place of the text's author; empty where somebody looked them up for the map.
    """
    authors = number_of_authors(argument_map)
    if not is_secondhand(argument_map, node):
        return ""
    if node.is_quoted:
        return words.gettext("quoted in %(author)s")
    if node.people:
        return words.ngettext("as %(author)s reports", "as %(author)s report", authors)
    if len(node.voice) > 1:
        return words.ngettext("as %(author)s reads them", "as %(author)s read them", authors)
    return words.ngettext("as %(author)s reads it", "as %(author)s read it", authors)


def names_of_voice(argument_map: ArgumentMap, node: Node) -> list[str]:
    """Name in a few words the works, people and groups that assert a node."""
    people = argument_map.people
    return [people[key].term if key in node.people else name_of_work(argument_map, key) for key in node.voice]


def with_others(node: Node, names: str, words: NullTranslations) -> str:
    """Say of who asserts a node that there are others, where the names are examples.

    Args:
        node: The node.
        names: Those who are named.
        words: The catalogue of a language.
    """
    return words.gettext("%(names)s, among others") % {"names": names} if node.voice_examples else names


def name_of_work(argument_map: ArgumentMap, key: str) -> str:
    """Name a work in a few words: by its key where the map does not list it."""
    work = argument_map.works.get(key)
    return short_name(work.entry, translations(argument_map.language).gettext("and")) if work else key


def number_of_authors(argument_map: ArgumentMap) -> int:
    """Count the authors of the mapped text: one where they are not listed, or where there is none."""
    work = argument_map.works.get(argument_map.work)
    return max(1, len(work.entry.get("author", ()))) if work else 1


def is_secondhand(argument_map: ArgumentMap, node: Node) -> bool:
    """Tell whether a node gives works or people as the mapped text has them, which nobody looked up for the map."""
    named = bool(node.people or node.voiced_works)
    return named and not argument_map.works_read and argument_map.of_text


def hedge_in_words(argument_map: ArgumentMap, node: Node, words: NullTranslations) -> str:
    """Say how a node is hedged, in words of who speaks only where the mapped text is theirs, or quotes them.

    Args:
        argument_map: The map of the node.
        node: The node.
        words: The catalogue of a language.

    Returns:
        Words that stand alone, without a full stop; empty for no hedge.
    """
    if not node.hedge:
        return ""
    is_own = hedges_itself(argument_map, node)
    said = words.gettext("hedged “%(hedge)s”") if is_own else words.gettext("hedged “%(hedge)s” in %(author)s")
    return said % {"hedge": node.hedge, "author": name_of_work(argument_map, argument_map.work)}


def hedges_itself(argument_map: ArgumentMap, node: Node) -> bool:
    """Tell whether the words of the mapped text with which a node is hedged are those of who asserts it."""
    return not argument_map.work or node.is_quoted or node.voice[0] in {"author", "contributor"}
