"""Writes what changed as Markdown, for a step summary, a pull request or a terminal."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from gettext import NullTranslations
from itertools import accumulate, chain

from argmap.analysis.wording import EditOperation, Run
from argmap.diff.report import Entry, Item, Part, Report
from argmap.locale.words import translations
from argmap.model.characters import visible

MOST_BYTES = 60_000
"""The size of the whole in UTF-8. A comment on GitHub may have 65,536 characters, a step summary 1 MiB
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary)."""

_LONGEST_ENTRY = 8_000
_LONGEST_ITEM = 5_000
_LONGEST_RUN = 1_500
_LONGEST_NAME = 300
_SHORTEST_RUN = 100
"""Bytes of an entry, of a line, of a run of words, of a name; and what must be left to begin a run."""

_LEAST_PART = 1_000
"""Bytes that each part has at least; when there are too many parts for that, the last are left out."""

_ROOM_FOR_MORE = 200
"""Bytes kept free for saying how much more there is."""

_PIECE = re.compile(r"\S{1,20}\s*")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#|~$]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_More = Callable[[int, str], str]
"""Says how much more there is, of what."""

_CALLS = re.compile(r"@(?=\w)|(?<=www)\.|(?<=:)//")


def change_text(report: Report, *, most: int = MOST_BYTES, language: str = "en") -> str:
    """Write the whole report as Markdown.

    Where not all of it fits, each part has its beginning, and it is said how much more there is.

    Args:
        report: The report.
        most: The most bytes that the text may have in UTF-8.
        language: The language of argmap's own words, as a BCP 47 tag.

    Returns:
        The text, which ends in a line break.
    """
    words = translations(language)
    more = partial(_more, words)
    summary = _run(Run(EditOperation.KEPT, report.summary), more, _LONGEST_ITEM)
    heading = words.gettext("What this change means")
    lines = [f"## {heading}", "", f"**{summary}.**", ""]
    room = most - _size(lines) - _ROOM_FOR_MORE
    parts = report.parts[: max(room // _LEAST_PART, 1)]
    whole = [_part(part, more) for part in parts]
    for part, written, share in zip(parts, whole, _shares([*map(_size, whole)], room), strict=True):
        lines += written if _size(written) <= share else _part(part, more, share)
    if len(parts) < len(report.parts):
        lines += ["", more(len(report.parts) - len(parts), "part"), ""]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip("\n") + "\n"


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """Divide the room: what needs less than an equal share gets what it needs, and the others share the rest."""
    shares = [0] * len(sizes)
    for done, number in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[number] = min(sizes[number], room // (len(sizes) - done))
        room -= shares[number]
    return shares


def escaped(text: str) -> str:
    """Write a stranger's words so that they stay words: no markup, no link, nobody called by name.

    Args:
        text: Plain text.

    Returns:
        Markdown that shows the words.
    """
    inert = _SIGNS.sub(_escape, visible(text))
    return _CALLS.sub(lambda match: f"<!-- -->{match[0]}" if match[0] != "@" else "@<!-- -->", inert)


def _escape(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)


def _short(words: str) -> str:
    """Write a name; of a name without end, its beginning."""
    shown = _beginning(words, _LONGEST_NAME)
    return escaped(shown) if shown == words else f"{escaped(shown)}…"


def _part(part: Part, more: _More, most: int | None = None) -> list[str]:
    """Write a part: all of it, or as much as has about so many bytes, and how many more entries there are."""
    lines = ["", f"### {_short(part.heading)}", ""]
    if most is None:
        return [*lines, *chain(*_entries(part, more, _LONGEST_ENTRY))]
    room = most - _size(lines) - _ROOM_FOR_MORE
    entries = list(_entries(part, more, min(room, _LONGEST_ENTRY)))
    sizes = accumulate(map(_size, entries))
    fitting = sum(size <= room for size in sizes)
    return [*lines, *chain(*entries[:fitting]), f"- {more(len(entries) - fitting, 'entry')}"]


def _entries(part: Part, more: _More, most: int) -> Iterator[list[str]]:
    """Write the entries; each line of a plain list counts as one, so that such a list can be cut anywhere."""
    for entry in part.entries:
        if entry.name:
            yield _entry(entry, more, most)
        else:
            yield from ([_item(item, more, min(most, _LONGEST_ITEM))] for item in entry.items)


def _entry(entry: Entry, more: _More, most: int) -> list[str]:
    known = f" `{entry.id}`" if entry.id and _SIGNS.search(entry.id) is None else ""
    happened = f": {escaped(entry.happened)}" if entry.happened else ""
    lines = [f"- **{_short(entry.name)}**{known}{happened}"]
    for number, item in enumerate(entry.items):
        line = f"    {_item(item, more, _LONGEST_ITEM)}"
        if _size([*lines, line]) > most - _ROOM_FOR_MORE:
            lines.append(f"    - {more(len(entry.items) - number, 'line')}")
            break
        lines.append(line)
    return lines


def _item(item: Item, more: _More, most: int) -> str:
    """Write a line; of long words their beginning, and how much there is beyond."""
    label = _short(item.label)
    runs = []
    room = most - _size([label]) - _ROOM_FOR_MORE
    for number, run in enumerate(item.runs):
        if room < _SHORTEST_RUN:
            runs.append(more(sum(len(rest.words) for rest in item.runs[number:]), "character"))
            break
        runs.append(_run(run, more, min(room, _LONGEST_RUN)))
        room -= _size(runs[-1:])
    return f"- {label}: {' '.join(runs)}".rstrip()


def _run(run: Run, more: _More, most: int) -> str:
    words = " ".join(run.words.split())
    shown = _beginning(words, most)
    written = escaped(shown)
    marked = {
        EditOperation.KEPT: written,
        EditOperation.REMOVED: f"<del>{written}</del>",
        EditOperation.ADDED: f"<ins>{written}</ins>",
    }[run.fate]
    return marked if shown == words else f"{marked}… {more(len(words) - len(shown), 'character')}"


def _beginning(words: str, most: int) -> str:
    """Return the beginning of a text that has about so many bytes at most once it is written."""
    end = 0
    for piece in _PIECE.finditer(words):
        most -= len(escaped(piece[0]).encode("utf-8", "replace"))
        if most < 0:
            break
        end = piece.end()
    return words[:end].rstrip()


def _more(words: NullTranslations, number: int, of: str) -> str:
    """Say how much more there is of what a report has: parts, entries, lines or characters."""
    said = {
        "part": words.ngettext("and %(number)s more part", "and %(number)s more parts", number),
        "entry": words.ngettext("and %(number)s more entry", "and %(number)s more entries", number),
        "line": words.ngettext("and %(number)s more line", "and %(number)s more lines", number),
        "character": words.ngettext("and %(number)s more character", "and %(number)s more characters", number),
    }
    where = words.gettext("the HTML page of argmap diff has all")
    return f"*{said[of] % {'number': f'{number:,}'}}; {where}*"
