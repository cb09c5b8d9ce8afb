"""Notice a template that was changed without a new version, by digests that are recorded.

Run `python -m examples.foundation.prompt_templates.digests` after you have added a version. It
records new templates only: a digest that has changed is never written over.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.render import messages_of
from examples.foundation.prompt_templates.template import PromptTemplate

RECORDED = Path(__file__).with_name("digests.txt")
"""A line for each template: name@version, and its digest."""


def digest(template: PromptTemplate) -> str:
    """Return 16 hexadecimal digits that stand for what a model sees and a caller may pass.

    They cover the messages, with `{{name}}` in the place of each value, and what the variables
    allow. A summary, a description or a sample may be mended without a new version.
    """
    texts = {name: f"{{{{{name}}}}}" for name in template.variables}
    seen = {
        "messages": [[each.role, each.content] for each in messages_of(template, texts)],
        "variables": {
            name: variable.model_dump(mode="json", exclude={"description"})
            for name, variable in template.variables.items()
        },
    }
    canonical = json.dumps(seen, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:16]


def read_recorded(path: Path = RECORDED) -> dict[str, str]:
    """Return the recorded digests by `name@version`."""
    recorded = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        label, value = line.split()
        recorded[label] = value
    return recorded


def changes(
    templates: Iterable[PromptTemplate], recorded: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each template that is not as recorded, with what to do about it."""
    found = {each.label: (each, digest(each)) for each in templates}
    for label, (template, value) in sorted(found.items()):
        if label not in recorded:
            yield label, "is new; record it"
        elif recorded[label] != value:
            following = f"{template.name}.v{template.version + 1}.toml"
            yield label, f"was changed; restore it and put the change into {following}"
    for label in sorted(recorded.keys() - found.keys()):
        yield label, "is gone; restore it, for callers may ask for this version"


def main(path: Path = RECORDED) -> int:
    """Record what is new, print what else there is, and return 1 if there is any."""
    library, recorded = PromptLibrary.load(), read_recorded(path)
    missing = {each.label: digest(each) for each in library if each.label not in recorded}
    together = sorted({**recorded, **missing}.items())
    path.write_text("".join(f"{label} {value}\n" for label, value in together), encoding="utf-8")
    print(f"recorded {len(missing)}, now {len(together)}")
    problems = list(changes(library, dict(together)))
    for label, said in problems:
        print(f"{label} {said}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
