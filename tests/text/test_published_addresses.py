from site_builder.text.published_addresses import format_addresses, parse_addresses


def test_addresses_are_read_with_their_lines() -> None:
    found, faults = parse_addresses("# remark\n/b/\n\n /a/ \n/b/\n")
    assert (found, faults) == ((("/b/", 2), ("/a/", 4)), ())


def test_a_line_that_is_no_address_is_told() -> None:
    found, faults = parse_addresses("/a/\nb/\n/c d/\n")
    assert found == (("/a/", 1),)
    assert [(fault.line, fault.message) for fault in faults] == [
        (2, "'b/' is no address below the site's root"),
        (3, "'/c d/' is no address below the site's root"),
    ]


def test_a_file_is_sorted_and_keeps_its_remarks_at_the_top() -> None:
    assert format_addresses("/b/\n# mine\n", ["/a/", "/b/"]) == "# mine\n/a/\n/b/\n"


def test_a_new_file_says_what_it_is_for() -> None:
    text = format_addresses("", ["/"])
    assert text.startswith("# Addresses that were published.")
    assert text.endswith("\n/\n")
    assert format_addresses(text, []) == text
