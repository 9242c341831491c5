"""The page for developers says what the code says: rooms, their order, their jobs, and modules that are there."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "argmap"
PAGE = (ROOT / "manual" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
ROOMS = sorted(file.parent.name for file in PACKAGE.glob("*/__init__.py"))
SINKS = {"cli", "mkdocs"}
DATA = {"templates", "theme", "starter"}


def docstring(room: str) -> str:
    return ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))) or ""


def rows() -> dict[str, str]:
    """Return what the table of rooms says of each."""
    table = PAGE.partition("## The rooms")[2].partition("Beside them")[0]
    listed = re.findall(r"^\| (`.+`) \| (.+) \|$", table, flags=re.MULTILINE)
    return {room: job for names, job in listed for room in re.findall("`([a-z]+)(?:[.]py)?`", names)}


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in SINKS])
def test_every_room_is_on_the_page_in_its_own_words(room: str) -> None:
    summary = docstring(room).partition("\n")[0].removesuffix(".")

    assert rows()[room].lower() == summary.lower()


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in SINKS])
def test_every_room_says_what_comes_in_and_what_goes_out(room: str) -> None:
    assert re.search(r"^In: .*Out: ", docstring(room), flags=re.MULTILINE | re.DOTALL)


def test_the_page_lists_the_rooms_in_the_order_of_the_layers() -> None:
    (layers,) = (one["layers"] for one in CONTRACTS if one["type"] == "layers" and one["containers"] == ["argmap"])
    place = {room: number for number, layer in enumerate(layers) for room in layer.split(" | ")}

    assert set(rows()) == place.keys() - {"__main__"}
    assert [place[room] for room in rows()] == sorted(place[room] for room in rows())


def test_the_layers_are_few_and_without_exceptions() -> None:
    (contract,) = (one for one in CONTRACTS if one["type"] == "layers" and one["containers"] == ["argmap"])

    assert len(contract["layers"]) <= 12
    assert contract["exhaustive"]
    assert "ignore_imports" not in contract
    assert "exhaustive_ignores" not in contract


def test_every_module_that_the_page_names_is_there() -> None:
    for path in re.findall(r"`([a-z_]+(?:/[a-z_]+)*/?[a-z_]+\.(?:py|lua|html|css))`", PAGE):
        assert (PACKAGE / path).exists() or (ROOT / path).exists(), path
    for path in re.findall(r"`([a-z]+/)`", PAGE):
        assert (PACKAGE / path).exists() or (ROOT / path).exists(), path


def test_what_lies_flat_in_the_package_is_few() -> None:
    flat = {file.name for file in PACKAGE.iterdir() if file.suffix == ".py"}

    assert flat == {"__init__.py", "__main__.py"}
    assert {folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__"} == {
        *ROOMS,
        *DATA,
    }
