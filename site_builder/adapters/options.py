"""The options of the plugin, as they stand in `mkdocs.yml`, and their schema for editors."""

import re
from collections.abc import Mapping
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.model import Demand, Isolation, Limits, Reviews, SingleFile, Split, Start
from site_builder.text.suggest import did_you_mean

_LIMITS = Limits()
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)b?\s*", re.IGNORECASE)


class Size(option.OptionallyRequired[int]):
    """A number of bytes, as a number or as text such as `5 MB`."""

    def run_validation(self, value: object) -> int:
        """Return the number of bytes."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        size = size_of(value) if isinstance(value, str) else None
        if size is None:
            raise base.ValidationError(f"Not a size: {value!r}; write bytes, or text as '5 MB'")
        return size


def size_of(text: str) -> int | None:
    """Return the bytes that a text such as `5 MB` names; nothing if it names none."""
    match = _SIZE.fullmatch(text)
    return int(float(match[1]) * _UNITS[match[2].lower()]) if match else None


class _Strict(base.Config):  # type: ignore[no-untyped-call]
    """Options among which one that does not exist is a mistake, not a remark."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find what is wrong."""
        failed, warnings = super().validate()
        known = {name for name, _ in self._schema}
        for name in sorted(set(self) - known):
            hint = did_you_mean(name, known)
            message = "There is no such option" + (f"; {hint}" if hint else "")
            failed.append((name, base.ValidationError(message)))
        return failed, [(name, text) for name, text in warnings if name in known]


class SingleFileOptions(_Strict):  # type: ignore[no-untyped-call]
    """One entry of `standalone`."""

    file = option.Type(str)
    only = option.ListOfItems(option.Type(str), default=[])
    title = option.Type(str, default="")
    cover = option.Type(str, default="")
    split = option.Choice([one.value for one in Split], default=Split.NONE.value)
    split_over = Size(default=0)
    reencode = option.Type(bool, default=False)
    image_width = option.Type(int, default=0)


class SingleFiles(option.OptionallyRequired[tuple[SingleFile, ...]]):
    """The single files of a site: the name of one, its options, or a list of either."""

    def run_validation(self, value: object) -> tuple[SingleFile, ...]:
        """Return what is asked for."""
        entries = value if isinstance(value, list) else [value] if value else []
        return tuple(self._one(entry) for entry in entries)

    def _one(self, entry: object) -> SingleFile:
        given = {"file": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict):
            raise base.ValidationError(f"Not the name of a file, nor options of one: {entry!r}")
        if isinstance(given.get("only"), str):
            given = {**given, "only": [given["only"]]}
        options = SingleFileOptions()
        options.load_dict(given)
        failed, _ = options.validate()
        if failed:
            raise base.ValidationError("; ".join(f"'{name}': {error}" for name, error in failed))
        return SingleFile(
            file=options.file,
            only=tuple(options.only),
            title=options.title,
            cover=options.cover,
            split=Split(options.split),
            split_over=options.split_over,
            reencode=options.reencode,
            image_width=options.image_width,
        )


class PluginOptions(_Strict):  # type: ignore[no-untyped-call]
    """The options of the plugin."""

    examples_dir = option.Type(str, default="examples")
    templates_dir = option.ListOfItems(option.Dir(exists=True), default=[])
    example_pages = option.Type(str, default="examples")
    notebooks = option.Type(bool, default=False)
    notebook_timeout = option.Type(int, default=60)
    downloads = option.Type(bool, default=True)
    category_titles = option.DictOfItems(option.Type(str), default={})
    source_url = option.Type(str, default="")
    standalone = SingleFiles(default=())
    diagrams = option.Type(str, default="assets/diagrams")
    problem_page = option.Type(str, default="")
    page_kinds = option.DictOfItems(option.Type(str), default={})
    index_tables = option.Type(bool, default=False)
    max_clicks = option.Type(int, default=0)
    nav_complete = option.Type(bool, default=False)
    examples_complete = option.Type(bool, default=False)
    proof = option.Choice([one.value for one in Demand], default=Demand.OFF.value)
    proof_listed = option.ListOfItems(option.Type(str), default=[])
    proof_page = option.Type(str, default="")
    reviewed_file = option.Type(str, default="reviewed.txt")
    reviews = option.Choice([one.value for one in Reviews], default=Reviews.LISTED.value)
    style = option.Type(bool, default=True)
    fold_output = option.Type(int, default=60)
    max_file_bytes = Size(default=_LIMITS.file_bytes)
    max_asset_bytes = Size(default=_LIMITS.asset_bytes)
    max_output_bytes = Size(default=_LIMITS.output_bytes)
    max_memory_bytes = Size(default=_LIMITS.memory_bytes)
    max_disk_bytes = Size(default=_LIMITS.disk_bytes)
    max_processes = option.Type(int, default=_LIMITS.processes)
    isolation = option.Choice([one.value for one in Isolation], default=Isolation.AUTO.value)
    start = option.Choice([one.value for one in Start], default=Start.AUTO.value)
    cache_dir = option.Type(str, default=".cache/site-builder")
    max_cache_bytes = Size(default=500_000_000)


DESCRIPTIONS: Mapping[str, str] = {
    "examples_dir": "Folder of the example packages.",
    "templates_dir": "Folders whose templates come before the packaged ones.",
    "example_pages": "Folder of the site for the generated pages of examples; empty to make none.",
    "notebooks": "Whether notebooks below the docs folder are executed and become pages.",
    "notebook_timeout": "Seconds that a cell of a notebook may take.",
    "downloads": "Whether the pages of examples offer each as a notebook and as a zip.",
    "category_titles": "Titles of folders of examples, where the name of the folder will not do.",
    "source_url": "Address of the repository's files, for links to code without a page.",
    "standalone": "The single files to make with the site: a name, options, or a list of either.",
    "diagrams": "Folder of the site whose SVG files are put into the pages that show them.",
    "problem_page": "Page of the site for the generated table of problem codes.",
    "page_kinds": "Folders, and the kind of page whose required sections are checked there.",
    "index_tables": "Whether each folder of a page kind gets a generated index page.",
    "max_clicks": "How far a page may be from the landing page; 0 for any distance.",
    "nav_complete": "Whether every page must be in the navigation.",
    "examples_complete": "Whether every example must have a README, a test and a page.",
    "proof": "Whether `all` pages, or only those `listed`, may show only what tests executed.",
    "proof_listed": "Pages and folders below the docs folder that are listed, with a slash or not.",
    "proof_page": "Page of the site for the generated table of proofs.",
    "reviewed_file": "File that says which samples were looked over with their prose.",
    "reviews": "Whether `all` pages must be looked over once, or only those `listed` in that file.",
    "fold_output": "Lines after which an output is folded; 0 to show each as a whole.",
    "style": "Whether the site gets the stylesheet of samples.",
    "max_file_bytes": "Size of a file that a page may show.",
    "max_asset_bytes": "Size of an image, font or download that a single file may take in.",
    "max_output_bytes": "Size of what an example may print, standard output and error each.",
    "max_memory_bytes": "Address space of each process of a run, and memory of all of them.",
    "max_disk_bytes": "Size to which the working folder of a run may grow.",
    "max_processes": "How many processes a run may have at a time.",
    "isolation": "What holds a run: `namespaces`, the `guard` alone, or what the system allows.",
    "start": "How a run starts: `fork` of a warm Python, `spawn` of a fresh one, or the cheap one.",
    "cache_dir": "Folder that keeps runs between builds, relative to the configuration.",
    "max_cache_bytes": "Size of that folder; what was not used for longest goes first.",
    "standalone.file": "Name of the file below the site's folder.",
    "standalone.only": "Pages and folders below the docs folder that go into it; all if empty.",
    "standalone.title": "Title of the file; the site's if empty.",
    "standalone.cover": "`title` for a cover set in type, or a picture below the docs folder.",
    "standalone.split": "`section` for a file for each top-level section of the navigation.",
    "standalone.split_over": "Size over which pages go on in a further file; 0 for no bound.",
    "standalone.reencode": "Whether pictures are encoded anew where that makes them smaller.",
    "standalone.image_width": "Width in pixels to which wider pictures are scaled; 0 to keep it.",
}
"""What each option is for, for editors and the reference."""


def plugin_schema() -> dict[str, Any]:
    """Return a JSON Schema of `mkdocs.yml` as far as this plugin's options go.

    An editor that reads it completes and checks them; see https://json-schema.org/.
    """
    options = _schema_of(PluginOptions)
    named = {"type": "object", "properties": {"site_builder": options}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mkdocs.yml with the options of site-builder",
        "type": "object",
        "properties": {
            "plugins": {
                "oneOf": [
                    {"type": "array", "items": {"anyOf": [{"type": "string"}, named]}},
                    named,
                ]
            }
        },
    }


def _schema_of(options: type[base.Config], prefix: str = "") -> dict[str, Any]:
    properties = {}
    for name, one in options._schema:
        properties[name] = {**_type_of(one), "description": DESCRIPTIONS[prefix + name]}
        if one.default not in (None, (), [], {}):
            properties[name]["default"] = one.default
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False}
    required = ["file"] if options is SingleFileOptions else []
    return {**schema, "properties": properties, **({"required": required} if required else {})}


def _type_of(one: object) -> dict[str, Any]:
    """Return what values an option may have."""
    match one:
        case SingleFiles():
            either = [{"type": "string"}, _schema_of(SingleFileOptions, "standalone.")]
            return {"anyOf": [*either, {"type": "array", "items": {"anyOf": either}}]}
        case Size():
            return {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]}
        case option.ListOfItems():
            return {"type": "array", "items": {"type": "string"}}
        case option.DictOfItems():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case option.Choice():
            return {"enum": list(one.choices)}
        case _:
            names = {str: "string", bool: "boolean", int: "integer"}
            return {"type": names[getattr(one, "_type", str)]}
