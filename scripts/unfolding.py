"""Measures how quickly a tree unfolds in a browser that is four times as slow as this machine, and prints the table.

It opens the page Tree of synthetic maps, in an article as the theme has it but without the theme's own styles, in the
browser that ARGMAP_BROWSER names, and measures in milliseconds from an act of the reader until the next frame is
painted; the median of several rounds. First a few cards are unfolded, then everything is. Run it by
`scripts/bench.py --unfolding`; what is measured just now it says on standard error.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from argmap.citations.citable import Published
from argmap.pages.context import context_of
from argmap.pages.templating import Templates
from argmap.pages.tree import tree_page
from argmap.read.maps import read
from argmap.site.outputs import assets
from argmap.storage.disk import load
from argmap.storage.writing import add_files
from bench import write_map

SIZES = (1000, 5000)
SLOWDOWN = 4
PATIENCE = 300_000
"""How long a page may take to open, in milliseconds."""

_ACT = """act => new Promise(done => {
  const started = performance.now();
  act = new Function(act);
  act();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})"""
_KEY = (
    "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key: '{}', bubbles: true, cancelable: true}}))"
)
_DEPTH = (
    "const depth = document.querySelector('[name=depth]'); depth.value = '{}'; depth.dispatchEvent(new Event('change'))"
)
_FIND = (
    "document.querySelector('[name=find]').value = 'region 7'; document.querySelector('.am-tree-form').requestSubmit()"
)
_FOLDED = "document.querySelector('.am-tree li[aria-expanded=false] > .am-card').click()"
ACTS = {
    "unfold": _FOLDED,
    "step": _KEY.format("ArrowDown"),
    "find": _FIND,
    "unfold all": _DEPTH.format(99),
    "step of all": _KEY.format("ArrowDown"),
    "fold of all": _KEY.format("ArrowLeft"),
    "find of all": _FIND,
}
"""What readers do, in this order."""


def write_page(folder: Path, number: int) -> int:
    """Write the page of a map with this many nodes as a site of its own, and return its size in bytes."""
    write_map(folder / "docs", number, 200)
    context = context_of(read(load(folder / "docs").texts).maps[0], Published())
    made = Templates().page(tree_page(context))
    body = made.body.replace("../../argmap/", "argmap/")
    style = '<link rel="stylesheet" href="argmap/argmap.css">'
    article = f'<article class="md-content__inner md-typeset">{made.above}<h1>Tree</h1>{body}</article>'
    page = f'<!DOCTYPE html><meta charset="utf-8">{style}<main>{article}</main>'
    files = {**assets(), "index.html": f'{page}<script src="argmap/argmap.js"></script>'}
    add_files(folder / "site", ((path, content.encode()) for path, content in files.items()))
    return len(body.encode())


def measure(tab: Page, devtools: CDPSession, address: str) -> list[float]:
    """Open a page and do what readers do; return how long it took to open, and each act."""
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    tab.goto(address, timeout=PATIENCE)
    tab.locator("[role=tree]").wait_for(timeout=PATIENCE)
    opened = float(tab.evaluate("performance.now()"))
    tab.evaluate("document.querySelector('.am-tree li[tabindex=\"0\"]').focus()")
    times = [opened]
    for name, act in ACTS.items():
        times.append(float(tab.evaluate(_ACT, act)))
        print(f"{name}: {times[-1]:.0f} ms", file=sys.stderr, flush=True)
    return times


def main() -> int:
    """Measure and print the table."""
    sizes = [int(size) for size in sys.argv[2:]] or SIZES
    print(f"| nodes | KB | open | {' | '.join(ACTS)} |")
    print(f"|---{'|---' * (len(ACTS) + 2)}|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["ARGMAP_BROWSER"], args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        devtools = tab.context.new_cdp_session(tab)
        for number in sizes:
            with tempfile.TemporaryDirectory(prefix="argmap-unfolding-") as folder:
                size = write_page(Path(folder), number)
                address = Path(folder, "site", "index.html").as_uri()
                rounds = [measure(tab, devtools, address) for _ in range(int(sys.argv[1]))]
            times = " | ".join(f"{statistics.median(times):.0f}" for times in zip(*rounds, strict=True))
            print(f"| {number} | {size / 1000:.0f} | {times} |", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
