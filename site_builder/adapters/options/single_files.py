"""The options of single files, `standalone`."""

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.kinds import Size, Strict
from site_builder.model import SingleFile, Split


class SingleFileOptions(Strict):  # type: ignore[no-untyped-call]
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
