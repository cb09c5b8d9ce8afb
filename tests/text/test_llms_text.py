from site_builder.text.llms_text import Entry, llms_full, llms_txt

ENTRIES = (
    Entry("Home", "index.md", "Begin.", "Home"),
    Entry("Notes", "notes.md"),
    Entry("A [b]", "guides/a.md", section="Guides"),
)


def test_the_list_has_a_heading_for_each_entry_of_the_navigation_and_the_rest_last() -> None:
    assert llms_txt("Site", "What it is.", ENTRIES) == (
        "# Site\n\n> What it is.\n\n"
        "## Home\n\n- [Home](index.md): Begin.\n\n"
        "## Guides\n\n- [A \\[b\\]](guides/a.md)\n\n"
        "## Optional\n\n- [Notes](notes.md)\n"
    )
    assert llms_txt("Site", "", ENTRIES[:1]).startswith("# Site\n\n## Home\n")


def test_the_whole_text_names_the_source_of_each_page() -> None:
    texts = [(ENTRIES[0], "# Home\n"), (ENTRIES[1], "# Notes\n")]
    assert llms_full("Site", "About.", texts) == (
        "# Site\n\n> About.\n"
        "\n---\n\nSource: index.md\n\n# Home\n"
        "\n---\n\nSource: notes.md\n\n# Notes\n"
    )
    assert llms_full("Site", "", []) == "# Site\n"
