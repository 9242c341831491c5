"""Finds a browser for the tests, or has one installed."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def installed(environ: Mapping[str, str]) -> str:
    """Return the path of a browser on this machine: the one ARGMAP_BROWSER names, or the first found; or empty."""
    named = environ.get("ARGMAP_BROWSER", "")
    if named:
        return named
    found = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    return next((path for path in (*found, *PLACES) if path and Path(path).exists()), "")


def ensure_browser(python: Path) -> str:
    """Return the path of a browser, after having Playwright install one if there is none; or empty."""
    path = installed(os.environ)
    if path:
        return path
    print("there is no browser here; asking Playwright to install one", flush=True)
    done = subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False)
    if done.returncode != 0:
        return ""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([str(python), "-c", ask], check=False, capture_output=True, text=True).stdout.strip()
    return told if Path(told).exists() else ""
