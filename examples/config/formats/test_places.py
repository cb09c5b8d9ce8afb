from examples.config.formats.catalogue import SETTINGS
from examples.config.formats.load_settings import load
from examples.config.formats.misspellings import table
from examples.config.formats.places import PLACES, share_of


def test_each_place_is_right_and_accounts_for_every_setting() -> None:
    for inputs in PLACES.values():
        share = share_of(load(inputs))
        assert share.own + share.shared + share.default == len(SETTINGS)
        assert share.own > 0


def test_no_slip_is_taken_for_a_setting() -> None:
    _, *rows = table()
    assert len(rows) == 5
    for _, tried, refused, suggested in rows:
        assert int(tried) == int(refused) >= int(suggested) > 0
