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
_LONGEST_RUN = 1_500
_LONGEST_HEADING = 200
_ROOM_FOR_REST = 1_500
"""Bytes kept free for the sentence that says what was cut."""

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
            lines.append(f"    - *and {count(len(entry.items) - number, 'more line')}, cut here*")
            break
        lines.append(line)
    return lines


def _item(item: Item) -> str:
    runs = "".join(_run(run) for run in item.runs)
    return f"- {escaped(item.label)}: {runs}".rstrip()


def _run(run: Run) -> str:
    words = escaped(_short(" ".join(run.words.split()), _LONGEST_RUN))
    marked = {Fate.KEPT: words, Fate.REMOVED: f"<del>{words}</del>", Fate.ADDED: f"<ins>{words}</ins>"}
    return f"{marked[run.fate]} "
