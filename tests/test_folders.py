"""Which docs folder a file or an opened folder belongs to."""

from pathlib import Path

import pytest

from argmap.storage.folders import docs_of_file, docs_of_project


def put(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "docs"),
    [
        ({"mkdocs.yml": "docs_dir: content/pages\n", "content/pages/m/map.yml": ""}, "content/pages"),
        ({"mkdocs.yml": "docs_dir: !ENV [WHERE, other]\n", "elsewhere/a.md": ""}, "elsewhere"),
        ({"properdocs.yml": "site_name: A\n", "docs/a.md": ""}, "docs"),
        ({"mkdocs.yml": "docs_dir: gone\n", "docs/a.md": ""}, "docs"),
        ({"mkdocs.yml": "[", "docs/a.md": ""}, "docs"),
        ({"docs/m/map.yml": "title: A\n"}, "docs"),
    ],
)
def test_a_project_has_the_docs_folder_that_its_configuration_names(
    tmp_path: Path, files: dict[str, str], docs: str
) -> None:
    assert docs_of_project(put(tmp_path, files), {"WHERE": "elsewhere"}) == tmp_path / docs


def test_a_configuration_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, {"docs/a.md": ""})
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff")

    assert docs_of_project(tmp_path, {}) == tmp_path / "docs"


def test_a_folder_without_docs_has_none(tmp_path: Path) -> None:
    assert docs_of_project(tmp_path, {}) is None


def test_a_file_lies_in_the_docs_folder_of_the_nearest_project_around_it(tmp_path: Path) -> None:
    put(tmp_path, {"docs/a.md": "", "part/mkdocs.yml": "docs_dir: text\n", "part/text/m/map.yml": ""})

    assert docs_of_file(tmp_path / "part/text/m/nodes/new.md", {}) == tmp_path / "part/text"
    assert docs_of_file(tmp_path / "docs/new.md", {}) == tmp_path / "docs"


def test_a_file_outside_the_docs_folder_of_its_project_belongs_to_its_map_alone(tmp_path: Path) -> None:
    put(tmp_path, {"docs/a.md": "", "drafts/m/map.yml": "title: A\n"})

    assert docs_of_file(tmp_path / "drafts/m/nodes/new.md", {}) == tmp_path / "drafts"
    assert docs_of_file(tmp_path / "README.md", {}) is None
