"""Sets what changed as Markdown, for a step summary, a pull request or a terminal."""

import re
from collections.abc import Iterator, Sequence

from argmap.changetelling import Entry, Item, Part, Telling
from argmap.chars import visible
from argmap.markup import count
from argmap.wording import Fate, Run

MOST_BYTES = 60_000
"""The size of the whole in UTF-8. A comment on GitHub may have 65,536 characters, a step summary 1 MiB
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary)."""

_LONGEST_ENTRY = 8_000
_LONGEST_ITEM = 5_000
_LONGEST_RUN = 1_500
_SHORTEST_RUN = 100
"""Bytes of an entry, of a line, and of words that share one fate; and what must be left of a line to begin a run."""

_LONGEST_HEADING = 200
_ROOM_FOR_REST = 1_500
"""Bytes kept free for the sentence that says what was cut."""

_PIECE = re.compile(r"\S{1,40}\s*")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#|~$]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_CALLS = re.compile(r"@(?=\w)|(?<=www)\.|(?<=:)//")


def change_text(telling: Telling, *, most: int = MOST_BYTES) -> str:
    """Write the whole as Markdown of at most so many bytes; what does not fit is named at the end."""
    lines = ["## What this change means", "", f"**{escaped(telling.summary)}.**", ""]
    room = most - _ROOM_FOR_REST - _size(lines)
    cut: list[str] = []
    for part in telling.parts:
        heading = ["", f"### {escaped(_short(part.heading, _LONGEST_HEADING))}", ""]
        entries = list(_entries(part))
        fitting = 0
        for written in entries:
            size = _size(written) + (0 if fitting else _size(heading))
            if size > room:
                break
            room -= size
            lines += written if fitting else [*heading, *written]
            fitting += 1
        if fitting < len(entries):
            cut.append(f"{count(len(entries) - fitting, 'entry', 'entries')} under “{part.heading[:80]}”")
    if cut:
        said = "; ".join(cut[:10]) + ("; and more" if len(cut) > 10 else "")  # noqa: PLR2004 - enough to know where to look
        lines += ["", f"*Cut to fit here: {escaped(said)}. The HTML page of argmap diff has everything.*", ""]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip("\n") + "\n"


def escaped(words: str) -> str:
    """Write a stranger's words so that they stay words: no markup, no link, nobody called by name."""
    inert = _SIGNS.sub(_escape, visible(words))
    return _CALLS.sub(lambda match: f"<!-- -->{match[0]}" if match[0] != "@" else "@<!-- -->", inert)


def _escape(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[:longest]}…"


def _entries(part: Part) -> Iterator[list[str]]:
    """Write the entries; each line of a plain list counts as one, so that such a list can be cut anywhere."""
    for entry in part.entries:
        if entry.name:
            yield _entry(entry)
        else:
            yield from ([_item(item)] for item in entry.items)


def _entry(entry: Entry) -> list[str]:
    known = f" `{entry.id}`" if entry.id and _SIGNS.search(entry.id) is None else ""
    happened = f": {escaped(entry.happened)}" if entry.happened else ""
    lines = [f"- **{escaped(_short(entry.name, _LONGEST_HEADING))}**{known}{happened}"]
    for number, item in enumerate(entry.items):
        line = f"    {_item(item)}"
        if _size([*lines, line]) > _LONGEST_ENTRY:
            lines.append(f"    - {_more(len(entry.items) - number, 'line')}")
            break
        lines.append(line)
    return lines


def _item(item: Item) -> str:
    """Write a line; of long words their beginning, and how much there is beyond."""
    runs = []
    room = _LONGEST_ITEM
    for number, run in enumerate(item.runs):
        if room < _SHORTEST_RUN:
            runs.append(_more(sum(len(one.words) for one in item.runs[number:]), "character"))
            break
        runs.append(_run(run, min(room, _LONGEST_RUN)))
        room -= _size(runs[-1:])
    return f"- {escaped(_short(item.label, _LONGEST_HEADING))}: {' '.join(runs)}".rstrip()


def _run(run: Run, most: int) -> str:
    words = " ".join(run.words.split())
    shown = _beginning(words, most)
    written = escaped(shown)
    marked = {Fate.KEPT: written, Fate.REMOVED: f"<del>{written}</del>", Fate.ADDED: f"<ins>{written}</ins>"}[run.fate]
    return marked if shown == words else f"{marked}… {_more(len(words) - len(shown), 'character')}"


def _beginning(words: str, most: int) -> str:
    """Return the beginning of a text that has about so many bytes at most once it is written."""
    end = 0
    for piece in _PIECE.finditer(words):
        most -= len(escaped(piece[0]).encode("utf-8", "replace"))
        if most < 0:
            break
        end = piece.end()
    return words[:end].rstrip()


def _more(number: int, what: str) -> str:
    return f"*and {number:,} more {what}{'s' if number > 1 else ''}; the HTML page of argmap diff has all*"
