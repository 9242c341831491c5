"""What is installed: the package with everything it reads, and nothing of the maps that this repository publishes."""

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from repository import ROOT, git

KEPT = set(git(ROOT, "ls-files", "argmap").splitlines())
MANUAL = set(git(ROOT, "ls-files", "manual").splitlines())
"""What is installed within the package, so that whoever has no more can read it."""


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, unpack it, and return its folder."""
    folder = tmp_path_factory.mktemp("sdist")
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(folder))
    with tarfile.open(built) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


def test_the_source_distribution_holds_the_package_and_no_map_of_ours(sdist: Path) -> None:
    held = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*") if path.is_file()}

    assert held - KEPT - MANUAL == {"CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml", ".gitignore"}
    assert held >= KEPT | MANUAL
    assert not [path for path in held if "kazakhstan" in path]


def test_the_wheel_is_built_from_the_source_distribution_with_every_file_of_the_package(
    sdist: Path, tmp_path: Path
) -> None:
    (built,) = WheelBuilder(str(sdist)).build(directory=str(tmp_path), versions=["standard"])

    with zipfile.ZipFile(built) as wheel:
        held = {name for name in wheel.namelist() if PurePosixPath(name).parts[0] == "argmap"}
    assert held == KEPT | {f"argmap/{path}" for path in MANUAL}


def test_pip_meets_mkdocs_before_its_theme_and_so_names_it_where_it_is_too_old(sdist: Path) -> None:
    told = (sdist / "PKG-INFO").read_text(encoding="utf-8").splitlines()
    needed = [line.removeprefix("Requires-Dist: ") for line in told if line.startswith("Requires-Dist: mkdocs")]

    assert [name.partition("<")[0] for name in needed] == ["mkdocs!=1.5.*,", "mkdocs-material"]
