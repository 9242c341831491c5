"""README, CONTRIBUTING and the docs say only what is true."""

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from argmap import __version__
from argmap.citations.citable import authors_of
from argmap.export.registry import EXPORTS
from argmap.export.schemas import schemas
from argmap.mkdocs import ArgmapOptions
from argmap.model.fields import FIELD_TABLES, Form
from argmap.model.kinds import Kind
from argmap.model.limits import PROSE_LENGTH
from argmap.model.relations import RelationType
from argmap.model.rules import RULES
from argmap.read.editions import read_editions
from argmap.read.layout import DATA_FILES, MAP_FILE
from argmap.read.maps import read
from argmap.read.nodes import read_node_file
from argmap.read.yamltree import parse_yaml
from argmap.site.addresses import schema_file
from argmap.site.validate import checked
from argmap.storage.disk import load

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # the script imports nothing but the package

from commandtables import with_commands  # noqa: E402
from fieldtables import with_tables  # noqa: E402
from findingtables import with_findings  # noqa: E402
from moduletables import with_modules  # noqa: E402
from speedtables import FIGURES, with_figures  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MANUAL_PAGES = sorted(file.name for file in (ROOT / "manual").glob("*.md"))
COMMANDS = re.findall(r"^python3 (scripts/\w+\.py)", README + CONTRIBUTING, flags=re.MULTILINE)


def test_there_are_two_commands_one_more_for_whoever_changes_a_map_and_one_for_whoever_changes_a_version() -> None:
    assert set(COMMANDS) == {"scripts/build.py", "scripts/lowest.py", "scripts/run.py", "scripts/test.py"}


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_the_commands_exist_and_explain_themselves(command: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / command), "--help"], check=True, capture_output=True, text=True)

    assert "usage:" in done.stdout


def test_ci_runs_the_readmes_test_command_and_nothing_else_of_ours() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert script.rstrip().endswith("exec python3 scripts/test.py")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(f"manual/{name}" for name in MANUAL_PAGES)])
def test_links_to_files_lead_somewhere_on_a_code_host(page: str) -> None:
    published = {f"docs/{path}" for path in (*map(schema_file, schemas()), "kazakhstan-eu/map.json")}
    text = (ROOT / page).read_text(encoding="utf-8")

    without_code = re.sub(r"(`{3,}).*?\1|`[^`\n]+`", "", text, flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", without_code)
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) for target in targets}
    assert {path for path in paths if not (ROOT / path).exists()} <= published


def test_the_node_shown_in_the_readme_is_one_of_the_map() -> None:
    path, shown = re.findall(r"`(docs/[^`]+\.md)`:\n\n```markdown\n(.*?)```", README, flags=re.DOTALL)[0]
    name = path.removeprefix("docs/")

    now, _ = read_node_file(name, (ROOT / path).read_text(encoding="utf-8"), mapped=True)
    node, findings = read_node_file(name, shown, mapped=True)
    assert findings == []
    assert node
    assert now
    assert (node.id, node.kind, node.voice) == (now.id, now.kind, now.voice)  # its words may be mended at any time


def test_the_page_of_findings_has_every_rule_below_its_code(compare: Callable[[Path, str], None]) -> None:
    file = ROOT / "manual" / "findings.md"

    compare(file, with_findings(file.read_text(encoding="utf-8")))
    assert re.findall(r"^## (.*)", file.read_text(encoding="utf-8"), flags=re.MULTILINE) == list(RULES)


def test_the_page_of_modules_says_what_each_says_of_itself(compare: Callable[[Path, str], None]) -> None:
    file = ROOT / "manual" / "modules.md"
    page = with_modules(file.read_text(encoding="utf-8"))

    compare(file, page)
    assert not re.search(r"\| +\|$", page, flags=re.MULTILINE)  # each says something


@pytest.mark.parametrize("page", ["format.md", "editions.md"])
def test_tables_of_fields_stand_on_pages_as_the_lists_have_them(
    page: str, compare: Callable[[Path, str], None]
) -> None:
    file = ROOT / "manual" / page

    compare(file, with_tables(file.read_text(encoding="utf-8")))


def test_the_page_of_commands_is_the_command_lines(compare: Callable[[Path, str], None]) -> None:
    file = ROOT / "manual" / "commands.md"

    compare(file, with_commands(file.read_text(encoding="utf-8")))


def test_the_page_on_speed_says_what_was_measured(compare: Callable[[Path, str], None]) -> None:
    file = ROOT / "manual" / "speed.md"

    compare(file, with_figures(file.read_text(encoding="utf-8"), json.loads(FIGURES.read_text(encoding="utf-8"))))


def test_the_format_page_has_every_field_form_kind_and_file() -> None:
    page = (ROOT / "manual" / "format.md").read_text(encoding="utf-8")

    both = page + (ROOT / "manual" / "editions.md").read_text(encoding="utf-8")
    for table in FIELD_TABLES:
        in_an_example = all(re.search(rf"^{field.name}:", both, flags=re.MULTILINE) for field in table.fields)
        assert f"<!-- fields: {table.name} -->" in both or in_an_example, table.name
    forms = page.partition("## Forms")[2]
    for form in Form:
        assert form in forms
    for kind in Kind:
        assert f"| `{kind}` |" in page
    for name in (MAP_FILE, *DATA_FILES):
        assert name in page.partition("A node begins")[0]


def test_the_yaml_on_the_format_page_can_be_read() -> None:
    page = (ROOT / "manual" / "format.md").read_text(encoding="utf-8")

    for shown in re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL):
        _, findings = parse_yaml(shown.replace("---\n", ""), "format.md")
        assert findings == []


def test_the_debate_shown_on_the_format_page_is_a_map_without_findings_and_the_one_of_the_manual(
    compare: Callable[[Path, str], None],
) -> None:
    page = (ROOT / "manual" / "format.md").read_text(encoding="utf-8")
    shown = re.findall(r"`docs/(bridge/[^`]+)`:\n\n```\w+\n(.*?)```", page, flags=re.DOTALL)
    files = [file for file in (ROOT / "manual" / "bridge").rglob("*.*") if file.name != "index.md"]

    assert {file.relative_to(ROOT / "manual").as_posix() for file in files} == {*dict(shown)}
    for path, text in shown:
        compare(ROOT / "manual" / path, text)

    maps, findings = checked(dict(shown))

    assert findings == []
    assert [(len(one.nodes), len(one.terms), len(one.references)) for one in maps] == [(3, 2, 1)]


def test_the_answers_of_the_recipes_go_on_with_that_debate_and_are_without_findings() -> None:
    pages = [(ROOT / "manual" / name).read_text(encoding="utf-8") for name in ("format.md", "recipes.md")]
    shown = [re.findall(r"`docs/(bridge/[^`]+)`:\n\n```\w+\n(.*?)```", page, flags=re.DOTALL) for page in pages]
    blocks = re.findall(r"^```argmap\n(.*?)```", pages[1], flags=re.DOTALL | re.MULTILINE)

    (bridge,), findings = checked({**dict(shown[0]), **dict(shown[1])})

    assert findings == []
    assert len(bridge.nodes) == 3 + len(shown[1])
    assert all(node in {one.id for one in bridge.nodes} for block in blocks for node in yaml.safe_load(block)["nodes"])


def test_the_page_on_citing_has_every_format() -> None:
    page = (ROOT / "manual" / "editions.md").read_text(encoding="utf-8")

    listed = re.findall(r"^\| `([^`]*)` \| `([^`]*)` \|", page, flags=re.MULTILINE)
    assert {form for _, form in listed} == {form.name for form in EXPORTS.values() if not form.constructs}
    assert {file for file, _ in listed} == {*(one.file for one in EXPORTS.values() if one.file), "diagram/whole.dot"}


def test_the_editions_shown_on_that_page_can_be_read() -> None:
    page = (ROOT / "manual" / "editions.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(editions:\n.*?)```", page, flags=re.DOTALL)

    editions, findings = read_editions("m/editions.yml", shown)

    assert findings == []
    assert [one.name for one in editions] == ["draft", "2026.1"]


def test_the_program_can_be_cited_by_its_citation_file() -> None:
    file = ROOT / "CITATION.cff"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(file)]

    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"\nversion: {__version__}\n" in file.read_text(encoding="utf-8")


def cited() -> dict[str, Any]:
    """Return CITATION.cff."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return loaded


def test_the_citation_file_names_each_map_as_its_own_files_do() -> None:
    maps = {argument_map.title: argument_map for argument_map in read(dict(load(ROOT / "docs").texts)).maps}
    references = {entry["title"]: entry for entry in cited()["references"]}

    assert set(references) == set(maps)
    for title, entry in references.items():
        argument_map = maps[title]
        authors = [
            {"name": name["literal"]}
            if "literal" in name
            else {"family-names": name["family"], "given-names": name["given"]}
            for name in authors_of(argument_map)
        ]
        assert entry["authors"] == authors
        assert (entry["license"], entry["languages"]) == (argument_map.license, [argument_map.language])
        assert argument_map.id in entry["notes"]
        released = [(one.name, one.date, one.doi or None) for one in argument_map.editions]
        told = (str(entry.get("version")), str(entry.get("date-released")), entry.get("doi"))
        assert "version" not in entry or told in released


def test_an_archive_of_the_repository_gets_what_the_citation_file_says() -> None:
    archived = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    program = cited()
    works = {
        argument_map.works[argument_map.work].entry["DOI"]
        for argument_map in read(dict(load(ROOT / "docs").texts)).maps
        if "DOI" in argument_map.works[argument_map.work].entry
    }

    assert (archived["title"], archived["license"]) == (program["title"], program["license"])
    assert archived["description"] == program["abstract"]
    assert [one["name"] for one in archived["creators"]] == [one["name"] for one in program["authors"]]
    assert archived["keywords"] == program["keywords"]
    assert {one["identifier"] for one in archived["related_identifiers"]} == works
    assert all(entry["license"] in archived["notes"] for entry in program["references"])


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_length_of_prose_is_told_in_the_format_and_among_the_findings() -> None:
    told = " ".join((ROOT / "manual" / "format.md").read_text(encoding="utf-8").split())
    size = f"{PROSE_LENGTH:,} characters"

    assert size in told
    assert size in RULES["AM065"].mend


def test_nothing_in_the_map_of_the_article_is_a_reason_for_evidence() -> None:
    files = sorted((ROOT / "docs" / "kazakhstan-eu" / "nodes").rglob("*.md"))
    nodes = [read_node_file(file.name, file.read_text(encoding="utf-8"), mapped=True)[0] for file in files]
    evidence = {node.id for node in nodes if node and node.kind is Kind.EVIDENCE}
    supported = {
        relation.target
        for node in nodes
        if node
        for relation in node.relations
        if relation.type is RelationType.SUPPORTS
    }

    assert len(evidence) > 50
    assert not evidence & supported


def test_every_option_of_the_plugin_is_told_with_what_holds_without_it() -> None:
    page = (ROOT / "manual/configuration.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| .* \| ([^|]*) \|$", page.partition("## The rest")[0], flags=re.MULTILINE))

    defaults = {name: option.default for name, option in ArgmapOptions._schema}  # noqa: SLF001 - MkDocs has no other list
    assert list(told) == list(defaults)
    for name, default in defaults.items():
        assert not default or f"`{default}`" in told[name], name
        assert default is not False or told[name] == "`false`", name


def test_the_example_of_the_python_interface_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(
        r"^```python\n(.*?)^```", (ROOT / "manual" / "api.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    monkeypatch.chdir(ROOT)

    exec(compile(example, "manual/api.md", "exec"), {})  # noqa: S102 - the example is what is tested

    assert re.search(r"^kazakhstan-eu \d+\n0 findings$", capsys.readouterr().out, re.MULTILINE)
