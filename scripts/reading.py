"""Measures what readers of large maps wait for, in a browser that is four times as slow as this machine.

It builds sites of synthetic maps with the plugin and prints, for each size: the heaviest page of the site, and what a
browser loads for a search before the first result; then of the long pages and of the heaviest part of each their size,
how long they take until they are interactive (loaded, and no task of more than 50 ms goes on), and their longest task.
The site's front page, which has nothing of a map, and the tree are opened by a browser that was never there, too: it
compiles the theme's script then, which on either is the longest task.
Run it by `scripts/bench.py --reading`; sizes in KB without compression, times in milliseconds, median of rounds.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import CONFIG, write_map

SIZES = (1000, 5000)
SLOWDOWN = 4
PROSE_BYTES = 2048
LONG = ("tree", "outline", "nodes", "references", "exposed")
FIRST = {"the front page, first of all": "", "tree, first of all": "m/tree/"}
"""What is opened in a browser that was never there."""
ASKED = ("claim", "market power", "union 437")
"""What is searched for: a word of all nodes, two of most, and a title."""

_OBSERVE = """
window.tasks = [];
const tasks = new PerformanceObserver((list) => window.tasks.push(...list.getEntries()));
tasks.observe({ type: "longtask", buffered: true });
"""
_TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const ends = window.tasks.map((one) => one.startTime + one.duration);
  return [Math.max(page.loadEventEnd, ...ends), Math.max(0, ...window.tasks.map((one) => one.duration))];
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        del words


def build(folder: Path, number: int) -> Path:
    """Build the site of a map with this many nodes, and return its folder."""
    write_map(folder / "docs", number, PROSE_BYTES)
    (folder / "docs" / "index.md").write_text("# Bench\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugin=", argmap"), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(folder / "mkdocs.yml"),
        "-d",
        str(folder / "site"),
    ]
    subprocess.run(command, check=True)
    return folder / "site"


def opened(tab: Page, address: str) -> tuple[float, float]:
    """Open a page in a slow browser: when it was interactive, and its longest task."""
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    tab.goto(address, timeout=300_000)
    tab.wait_for_load_state("networkidle")
    interactive, longest = tab.evaluate(_TIMES)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    devtools.detach()
    return interactive, longest


def searched(browser: Browser, address: str, asked: str) -> float:
    """Search, and return what was loaded for it until the first result stood there."""
    context = browser.new_context()
    tab = context.new_page()
    sizes: list[int] = []
    tab.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    own = [
        url
        for url in tab.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
        if "search" in url
    ]
    before = len(sizes)
    tab.keyboard.press("/")
    tab.keyboard.type(asked, delay=60)
    tab.locator(".md-search-result__item").first.wait_for()
    first = sum(int(tab.request.get(url).headers["content-length"]) for url in own)
    loaded = first + sum(sizes[before:])
    context.close()
    return loaded / 1000


def main() -> int:
    """Measure and print the tables."""
    rounds, sizes = int(sys.argv[1]), [int(size) for size in sys.argv[2:]] or SIZES
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["ARGMAP_BROWSER"], args=["--no-sandbox"])
        for number in sizes:
            with tempfile.TemporaryDirectory(prefix="argmap-reading-") as folder:
                site = build(Path(folder), number)
                server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
                threading.Thread(target=server.serve_forever, daemon=True).start()
                report(browser, site, f"http://127.0.0.1:{server.server_port}/", number, rounds)
                server.shutdown()
        browser.close()
    return 0


def report(browser: Browser, site: Path, address: str, number: int, rounds: int) -> None:
    """Print what was measured of a site."""
    size, heaviest = max((page.stat().st_size, str(page.relative_to(site))) for page in site.rglob("index.html"))
    print(f"\n- {number} nodes: the heaviest page is {heaviest} with {size / 1000:.0f} KB")
    for asked in ASKED:
        print(f"- search for “{asked}”: {searched(browser, f'{address}m/n5/', asked):.0f} KB before the first result")
    print("\n| page | KB | interactive | longest task |\n|---|---|---|---|")
    for name, page in FIRST.items():
        file = site / page / "index.html"
        _print_row(name, file, [_first_opened(browser, f"{address}{page}") for _ in range(rounds)])
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.add_init_script(_OBSERVE)
    for page in LONG:
        parts = list((site / "m").glob(f"{page}.*/index.html"))
        for file in (site / "m" / page / "index.html", *sorted(parts, key=lambda part: -part.stat().st_size)[:1]):
            address_of_page = f"{address}m/{file.parent.name}/"
            _print_row(file.parent.name, file, [opened(tab, address_of_page) for _ in range(rounds)])
    tab.close()


def _first_opened(browser: Browser, address: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.add_init_script(_OBSERVE)
    times = opened(tab, address)
    context.close()
    return times


def _print_row(name: str, file: Path, times: list[tuple[float, float]]) -> None:
    told = " | ".join(f"{statistics.median(one):.0f}" for one in zip(*times, strict=True))
    print(f"| {name} | {file.stat().st_size / 1000:.0f} | {told} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
