"""The scripts' own decisions: what environment is ready, which browser is taken, which steps run."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
sys.path.insert(0, str(SCRIPTS))

import browser  # noqa: E402
import environment  # noqa: E402


def test_an_environment_is_ready_only_for_the_lock_it_was_made_from(tmp_path: Path) -> None:
    python = environment.python_in(tmp_path)
    python.parent.mkdir(parents=True)
    assert not environment.is_ready(environment.BUILD_LOCK, tmp_path)

    python.write_text("", encoding="utf-8")
    (tmp_path / "argmap-stamp").write_text(environment.stamp_of(environment.BUILD_LOCK), encoding="utf-8")
    assert environment.is_ready(environment.BUILD_LOCK, tmp_path)
    assert not environment.is_ready(environment.TEST_LOCK, tmp_path)

    (tmp_path / "argmap-stamp").write_text(environment.stamp_of(environment.TEST_LOCK), encoding="utf-8")
    assert environment.is_ready(environment.BUILD_LOCK, tmp_path)


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))

    with pytest.raises(environment.EnvironmentFailure, match="Python 99.0 or newer is needed"):
        environment.ensure(environment.BUILD_LOCK)


def test_the_browser_that_is_named_wins(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("", encoding="utf-8")
    program.chmod(0o755)

    assert browser.installed({"ARGMAP_BROWSER": "/some/browser", "PATH": str(tmp_path)}) == "/some/browser"
    assert browser.installed({"PATH": str(tmp_path)}) == str(program)
    assert browser.installed({"PATH": str(tmp_path / "empty")}) in ("", *browser.PLACES)


def test_an_unknown_step_is_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "test.py"), "tsets"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert "the steps are format, lint" in done.stderr


def test_every_version_in_pyproject_is_locked_with_hashes() -> None:
    for lock in (environment.BUILD_LOCK, environment.TEST_LOCK):
        text = lock.read_text(encoding="utf-8")
        requirements = [line for line in text.splitlines() if line and line[0].isalpha()]
        assert len(requirements) > 10
        assert all("==" in line for line in requirements)
        assert text.count("--hash=sha256:") >= len(requirements)
        assert "http" not in text
