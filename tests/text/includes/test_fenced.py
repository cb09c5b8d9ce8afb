from pathlib import Path

from site_builder.model import (
    Includes,
    IncludeSyntax,
    LineRange,
    LineRanges,
    NamedSection,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
    WholeFile,
)
from site_builder.text.includes.fenced import fenced_includes

WAYS = Includes(Snippets(), spliced=SplicedIncludes(Path()), variants=VariantIncludes(Path()))
PAGE = """\
--8<-- "prose.md"

```python title="One"
--8<-- "one.py:part"
```

- in a list:

    ``` { .yaml .annotate }

    {!two.yml[ln:1-3]!}

    ```

```python
--8<-- "three.py"
--8<-- "four.py"
```

```python
x = "{!five.py!}"
```

{* six.py hl[2] *}
{* six.py hl[x] *}

```python
--8<-- "seven.py"
"""


def test_the_blocks_that_an_include_fills() -> None:
    found = fenced_includes(PAGE, WAYS)
    places = [(one.include.target, one.include.line, one.first, one.last) for one in found]
    assert places == [("one.py", 4, 3, 5), ("two.yml", 11, 9, 13), ("six.py", 24, 24, 24)]
    assert [one.language for one in found] == ["python", "yaml", "python"]
    assert [one.include.part for one in found] == [
        NamedSection("part"),
        LineRanges((LineRange(1, 3),)),
        WholeFile(),
    ]
    assert found[0].info == 'python title="One"'
    assert found[1].prefix == "    "
    assert found[2].include.syntax is IncludeSyntax.VARIANTS


def test_there_is_nothing_to_tell_where_nothing_is_turned_on() -> None:
    assert fenced_includes(PAGE, Includes()) == ()
