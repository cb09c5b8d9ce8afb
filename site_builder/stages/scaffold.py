"""Make the files of a new page or example from their templates."""

from keyword import iskeyword

import jinja2

from site_builder.model import Contract, OutputFile
from site_builder.text.skeleton import skeleton_of

_EXAMPLE_FILES = {
    "__main__.py": "new/example/__main__.py.jinja",
    "example.toml": "new/example/example.toml",
    "{name}.py": "new/example/module.py.jinja",
    "test_{name}.py": "new/example/test.py.jinja",
}


def new_page(contract: Contract, title: str) -> bytes:
    """Return the text of a new page of a kind.

    Args:
        contract: The definition of the kind.
        title: Title of the page.
    """
    return skeleton_of(contract, title).encode()


def new_example(
    name: str, title: str, readme: Contract, templates: jinja2.Environment
) -> tuple[OutputFile, ...]:
    """Return the files of a new example, which runs and passes its test as it is.

    Args:
        name: Path of the example below the examples folder.
        title: Title of the example.
        readme: The definition of READMEs; its skeletons may name `module`, `name`, `short_name`.
        templates: Where `new/example/` is found.
    """
    short_name = name.rpartition("/")[2]
    values = {
        "title": title,
        "name": name,
        "short_name": short_name,
        "module": name.replace("/", "."),
    }
    text = templates.from_string(skeleton_of(readme, title)).render(values)
    made = OutputFile(f"{name}/README.md", f"{text.rstrip()}\n".encode())
    return made, *(
        OutputFile(
            f"{name}/{target.format(name=short_name)}",
            (templates.get_template(source).render(values) + "\n").encode(),
        )
        for target, source in _EXAMPLE_FILES.items()
    )


def is_importable(name: str) -> bool:
    """Return whether an example of that name can be run and imported by Python."""
    return all(part.isidentifier() and not iskeyword(part) for part in name.split("/"))


def title_of(path: str) -> str:
    """Return a title for a path whose author gave none."""
    stem = path.rstrip("/").rpartition("/")[2].removesuffix(".md")
    return stem.replace("-", " ").replace("_", " ").capitalize()
