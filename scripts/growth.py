"""Measures how work grows with the length of hostile texts; scripts/bench.py --growth runs it in the environment.

What regular expressions do cannot be counted from outside, so no test bounds it: this does, by comparison. Each text
is worked through, and its second half, and none, one after the other, the shortest time of several rounds. What the
text took more than none, divided by what its half did, is 2 where work is in proportion and 4 where in its square.
Times are seconds of work of this process, so that others on the machine make little difference.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from argmap.diagrams.engine import Engine
from argmap.read.prose import read_prose
from argmap.read.unclosed import unclosed
from argmap.site.build import BuildOptions, build_site

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import hostile

_NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
_LEAST = 0.02
"""Seconds that a text takes at least, or the ratio says nothing."""

Work = Callable[[str], object]


def _page(text: str) -> object:
    return build_site({**hostile.BASE, **hostile.WORDS, "page.md": text}, (), BuildOptions(_NOTHING))


def _works() -> Iterator[tuple[str, Work, str, str]]:
    """Yield what is done, by which function, with a text that is named, and the text."""
    for name, files in hostile.LARGE_FILES.items():
        if "page.md" in files:
            yield "site", _page, name, files["page.md"]
    for part in hostile.UNCLOSED:
        yield "unclosed", unclosed, repr(part), part * (4_000_000 // len(part))
    for case in hostile.FLOODS:
        (text,) = (str(content) for content in case.files.values())
        yield "prose", read_prose, case.name, text.removeprefix(hostile.fields())


def _seconds(work: Work, text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def main() -> None:
    """Measure and print the table; takes the number of rounds from the command line."""
    rounds = int(sys.argv[1])
    print("| work | text | half s | whole s | ratio |")
    print("|---|---|---|---|---|", flush=True)
    for name, work, of, text in _works():
        times = [[_seconds(work, part) for part in ("", text[len(text) // 2 :], text)] for _ in range(rounds)]
        none, half, whole = (min(column) for column in zip(*times, strict=True))
        ratio = f"{(whole - none) / max(half - none, 0.001):.1f}" if whole - none > _LEAST else "–"
        print(f"| {name} | {of.replace('|', '¦')} | {half - none:.3f} | {whole - none:.3f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
