from site_builder.model import Upgrade
from site_builder.text.versions import needed_by, upgrades


def test_what_differs_is_told_in_order_with_both_versions() -> None:
    old = {"b": "1.0", "a": "1.0", "same": "3", "gone": "1"}
    new = {"b": "2.0", "a": "1.1", "same": "3", "fresh": "0.1", "pip": "30", "setuptools": "90"}
    found = upgrades(old, new)
    assert found == (Upgrade("a", "1.0", "1.1"), Upgrade("b", "1.0", "2.0"), found[2])
    assert [str(one) for one in found] == ["a 1.0 -> 1.1", "b 1.0 -> 2.0", "fresh 0.1"]


def test_what_is_needed_is_followed_to_its_end_and_in_circles() -> None:
    needs = {"a": {"b", "c"}, "b": {"d"}, "d": {"a"}, "x": {"y"}}
    assert needed_by(["a"], needs) == {"a", "b", "c", "d"}
    assert needed_by(["y", "z"], needs) == {"y", "z"}
    assert needed_by([], needs) == frozenset()
