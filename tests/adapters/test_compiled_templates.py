"""Templates of a theme are compiled once for all builds."""

import shutil
from pathlib import Path

import jinja2
import pytest

from site_builder.adapters.incremental.compiled import keep_compiled
from tests.small import Small


def _environment(text: str) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.DictLoader({"a.html": text}), autoescape=True)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_compiled_serves_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[object] = []
    own = jinja2.Environment._compile

    def note(env: jinja2.Environment, source: str, filename: str) -> object:
        compiled.append(source)
        return own(env, source, filename)

    monkeypatch.setattr(jinja2.Environment, "_compile", note)
    for _ in range(2):
        env = _environment("Hello {{ name }}.")
        keep_compiled(env, tmp_path / "templates", "this")
        assert env.get_template("a.html").render(name="you") == "Hello you."
    assert len(compiled) == 1
    changed = _environment("Bye {{ name }}.")
    keep_compiled(changed, tmp_path / "templates", "this")
    assert changed.get_template("a.html").render(name="you") == "Bye you."


def test_what_another_installation_compiled_is_removed(tmp_path: Path) -> None:
    for installation in ("this", "that"):
        env = _environment("Hello.")
        keep_compiled(env, tmp_path, installation)
        env.get_template("a.html")
        assert len(_names(tmp_path)) == 1


def test_a_damaged_or_missing_cache_is_no_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    for damage in (
        lambda: [path.write_bytes(b"spoilt") for path in folder.iterdir()],
        lambda: [path.write_bytes(path.read_bytes()[:-5]) for path in folder.iterdir()],
        lambda: shutil.rmtree(folder),
    ):
        env = _environment("Hello.")
        keep_compiled(env, folder, "this")
        env.get_template("a.html")
        damage()
        env = _environment("Hello.")
        keep_compiled(env, folder, "this")
        assert env.get_template("a.html").render() == "Hello."
    keep_compiled(env := _environment("Hello."), folder, "this")
    shutil.rmtree(folder)
    folder.write_text("in its place", encoding="utf-8")
    assert env.get_template("a.html").render() == "Hello."


def test_a_cache_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    env = _environment("Hello.")
    env.bytecode_cache = own = jinja2.FileSystemBytecodeCache(str(tmp_path))
    keep_compiled(env, tmp_path / "templates", "this")
    assert env.bytecode_cache is own


def test_filters_of_a_hook_keep_templates_from_being_kept(small: Small) -> None:
    small.build()
    folder = small.root / ".cache/site-builder/templates"
    assert len(_names(folder)) > 10
    shutil.rmtree(small.root / ".cache")
    small.write("hook.py", "def on_env(env, config, files):\n    env.filters['x'] = str\n")
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook]")
    small.build()
    assert not folder.exists()
