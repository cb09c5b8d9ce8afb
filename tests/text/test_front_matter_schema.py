from dataclasses import fields

from site_builder.model import Contract, FrontMatter
from site_builder.text.front_matter_schema import FRONT_MATTER_KEYS, front_matter_schema


def test_every_key_that_the_tool_reads_is_described() -> None:
    read = {field.name for field in fields(FrontMatter)} - {"lines"}
    assert set(FRONT_MATTER_KEYS) == read
    assert all(one["description"] for one in FRONT_MATTER_KEYS.values())


def test_a_kind_adds_to_what_holds_of_all_pages() -> None:
    own = '{"required": ["day"], "properties": {"day": {}, "title": {"maxLength": 9}}}'
    schema = front_matter_schema(Contract("memo", "memo", front_matter=own))
    assert schema["title"] == "Front matter of a memo, for site-builder"
    assert schema["required"] == ["day"]
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["title"] == {**FRONT_MATTER_KEYS["title"], "maxLength": 9}
    assert properties["day"] == {}
    assert "required" not in front_matter_schema()
