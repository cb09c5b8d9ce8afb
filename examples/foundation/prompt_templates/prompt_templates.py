"""A library of prompt templates: list them, find one, pick a version, make messages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from examples.foundation.prompt_templates.errors import (
    TemplateFileError,
    UnknownTemplateError,
    did_you_mean,
)
from examples.foundation.prompt_templates.load import FOLDER, read_folder
from examples.foundation.prompt_templates.patterns import Pattern
from examples.foundation.prompt_templates.render import Prompt, render
from examples.foundation.prompt_templates.template import PromptTemplate


class PromptLibrary:
    """Every version of every template, read once and never changed.

    Args:
        templates: The templates; no two with the same name and version.
    """

    def __init__(self, templates: Iterable[PromptTemplate]) -> None:
        self._versions: dict[str, dict[int, PromptTemplate]] = {}
        for template in templates:
            versions = self._versions.setdefault(template.name, {})
            if template.version in versions:
                said = "it is there twice, in two categories; rename one"
                raise TemplateFileError(template.label, [said])
            versions[template.version] = template

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "PromptLibrary":
        """Read a folder of templates; do it when the program starts, so that it fails there.

        Raises:
            TemplateFileError: A file is not a sound template.
        """
        return cls(read_folder(folder))

    def __iter__(self) -> Iterator[PromptTemplate]:
        """Yield every version of every template, sorted by name."""
        for name in sorted(self._versions):
            yield from (self._versions[name][version] for version in self.versions(name))

    def versions(self, name: str) -> tuple[int, ...]:
        """Return the versions of a template, the oldest first."""
        return tuple(sorted(self._versions[name]))

    def get(self, wanted: str) -> PromptTemplate:
        """Return a template: `find_bugs` is the newest, `find_bugs@1` is that one for ever.

        Raises:
            UnknownTemplateError: There is none of this name, or not in this version.
        """
        name, _, version = wanted.partition("@")
        if name not in self._versions:
            raise UnknownTemplateError(wanted, did_you_mean(name, sorted(self._versions)))
        numbers = self.versions(name)
        if not version:
            return self._versions[name][numbers[-1]]
        if version not in map(str, numbers):
            there = ", ".join(f"{name}@{number}" for number in numbers)
            raise UnknownTemplateError(wanted, f"the versions are {there}")
        return self._versions[name][int(version)]

    def newest(self) -> list[PromptTemplate]:
        """Return the newest version of each template, sorted by category and name."""
        return sorted(map(self.get, self._versions), key=lambda each: (each.category, each.name))

    def find(
        self, *words: str, category: str | None = None, pattern: Pattern | None = None
    ) -> list[PromptTemplate]:
        """Return the newest templates that fit all that is asked.

        Args:
            *words: Texts that must all stand in the name or the summary, in any case.
            category: Only templates of this category.
            pattern: Only templates that use this pattern of prompts.
        """
        return [
            each
            for each in self.newest()
            if category in {None, each.category}
            and (pattern is None or pattern in each.patterns)
            and all(word.lower() in f"{each.name} {each.summary}".lower() for word in words)
        ]

    def render(self, wanted: str, /, **values: object) -> Prompt:
        """Pick a template, check the values and make the messages.

        Raises:
            UnknownTemplateError: There is no such template.
            VariablesError: The values do not fit its variables.
        """
        return render(self.get(wanted), **values)
