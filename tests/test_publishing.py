"""Addresses that were published go on working, asked for by the command line."""

from pathlib import Path

import pytest

from tests.command import site_builder

CONFIG = """site_name: S
theme: {name: mkdocs}
plugins:
  - redirects:
      redirect_maps: {REDIRECTS}
  - site_builder:
      references: {addresses: addresses.txt}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs/guides").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# Home\n\n[A](guides/a.md)\n", encoding="utf-8")
    (tmp_path / "docs/guides/a.md").write_text("# A\n\n[B](b.md)\n\n## Part\n", encoding="utf-8")
    (tmp_path / "docs/guides/b.md").write_text("# B\n", encoding="utf-8")
    configure(tmp_path, "{}")
    return tmp_path


def configure(project: Path, redirects: str) -> None:
    text = CONFIG.replace("{REDIRECTS}", redirects)
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")


def test_a_page_that_moves_needs_a_redirect(project: Path) -> None:
    missing = site_builder(project, "check")
    assert "there is no file 'addresses.txt' of published addresses" in missing.stderr
    listed = site_builder(project, "addresses")
    assert (listed.returncode, listed.stdout) == (0, "/\n/guides/a/\n/guides/b/\n")
    assert site_builder(project, "addresses", "--update").returncode == 0
    assert site_builder(project, "addresses").stdout == ""
    assert site_builder(project, "check", "--strict").stdout == "No problems.\n"

    (project / "docs/guides/b.md").rename(project / "docs/guides/bee.md")
    (project / "docs/guides/a.md").write_text("# A\n\n[B](bee.md)\n\n## Part\n", encoding="utf-8")
    gone = site_builder(project, "check")
    assert gone.stderr.splitlines()[0] == (
        "addresses.txt:5: address-gone: '/guides/b/' was published and is no longer there; "
        "add 'guides/b.md: guides/bee.md' to the redirect_maps of the plugin 'redirects'"
    )
    configure(project, "{guides/b.md: guides/bee.md}")
    assert site_builder(project, "check", "--strict").stdout == "No problems.\n"


def test_an_anchor_of_a_redirect_is_looked_up_in_the_rendered_page(project: Path) -> None:
    site_builder(project, "addresses", "--update")
    configure(project, "\n        old.md: guides/a.md#part\n        older.md: guides/a.md#prt")
    (first, *_) = site_builder(project, "check").stderr.splitlines()
    assert first == (
        "mkdocs.yml:7: anchor-dead: the link '../guides/a/#prt' points to an anchor that "
        "'guides/a/index.html' does not have; did you mean 'part'?"
    )


def test_without_a_file_in_the_configuration_there_is_nothing_to_update(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: S\n", encoding="utf-8")
    ran = site_builder(tmp_path, "addresses", "--update")
    assert ran.returncode == 2
    assert "no file of published addresses is configured" in ran.stderr
