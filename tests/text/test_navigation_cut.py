"""The tree of the navigation is left out, and nothing else."""

import pytest

from site_builder.text.navigation_cut import without_navigation

TREE = b'<nav class="md-nav md-nav--primary md-nav--lifted"><a href="x"></a></nav>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<p>No tree</p>", b"<p>No tree</p>"),
        # Nobody knows where it ends: all of it stays.
        (b"<p>1</p>" + TREE + b"<p>2</p>", b"<p>1</p>" + TREE + b"<p>2</p>"),
        (
            b"<p>1</p>" + TREE + b'<div class="md-content"><a href="y">',
            b'<p>1</p><div class="md-content"><a href="y">',
        ),
        (
            TREE + b'<div class="md-sidebar md-sidebar--secondary"><div class="md-content">',
            b'<div class="md-sidebar md-sidebar--secondary"><div class="md-content">',
        ),
    ],
)
def test_the_tree_of_a_page_is_left_out(before: bytes, after: bytes) -> None:
    assert without_navigation(before) == after
