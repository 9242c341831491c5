"""Finds a browser for the tests, or has one installed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from environment import child_environ

NAMES = (
    "chromium-headless-shell",  # the same browser without its windows, which opens a page in two thirds of the work
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class BrowserFailure(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The browser that was asked for is not there; the message says which."""


def starts(program: str) -> bool:
    """Tell whether a browser starts; some systems put a note in its place that says where to get one."""
    if os.name == "nt":
        return True  # there a browser that is asked for its version opens a window
    try:
        asked = subprocess.run([program, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def installed(environ: Mapping[str, str], starts: Callable[[str], bool] = starts) -> str:
    """Return the path of a browser on this machine: the one ARGMAP_BROWSER names, or the first that starts; or empty.

    Takes the environment variables, and how to tell whether a program starts. Raises BrowserFailure when
    ARGMAP_BROWSER names nothing that can be run.
    """
    named = environ.get("ARGMAP_BROWSER", "")
    if named:
        program = shutil.which(named, path=environ.get("PATH"))
        if program is None:
            message = f'the environment variable ARGMAP_BROWSER names "{named}", which is no program'
            raise BrowserFailure(message)
        return program
    return next((program for program in _candidates(environ) if starts(program)), "")


def ensure_browser(python: Path) -> str:
    """Return the path of a browser, after having Playwright install one if there is none; or empty."""
    return installed(os.environ) or _playwrights(python) or _install(python)


def _candidates(environ: Mapping[str, str]) -> Iterator[str]:
    for name in NAMES:
        program = shutil.which(name, path=environ.get("PATH"))
        if program:
            yield program
    local = environ.get("LOCALAPPDATA")  # where Windows puts a browser that one person installed
    places = (*PLACES, f"{local}/Google/Chrome/Application/chrome.exe") if local else PLACES
    yield from (place for place in places if Path(place).is_file())


def _playwrights(python: Path) -> str:
    """Return the path of the browser that Playwright looks after, if it has one that starts."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    command = [str(python), "-c", ask]
    told = subprocess.run(command, check=False, capture_output=True, text=True, env=child_environ()).stdout.strip()
    return told if told and Path(told).is_file() and starts(told) else ""


def _install(python: Path) -> str:
    print("there is no browser here; asking Playwright to install one", flush=True)
    command = [str(python), "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, check=False, env=child_environ())
    return _playwrights(python) if done.returncode == 0 else ""
