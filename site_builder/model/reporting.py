"""How a project wants to be told of problems: what counts where, and what is known already."""

from dataclasses import dataclass

from site_builder.model.code import Code, Severity

_SAMPLES = Code.DIRECTIVE_EMPTY.group
_FIXED = frozenset(
    {
        # After these nothing that follows can be relied on.
        Code.CANNOT_WRITE,
        Code.CONFIG_INVALID,
        Code.CONFIG_MISSING,
        Code.CONTENT_EMPTY,
        Code.PAGE_UNREADABLE,
        Code.RENDER_FAILED,
        Code.RESULTS_DIFFERENT,
        Code.RESULTS_INVALID,
        Code.RUN_LOST,
        Code.SHARD_DOUBLE,
        Code.SHARD_MISSING,
        # These guard the machine, its secrets, and readers.
        Code.CACHE_INVALID,
        Code.REQUEST_LEAVES,
        Code.RUN_NETWORK,
        Code.RUN_UNISOLATED,
        Code.RUN_WROTE_OUTSIDE,
        Code.SECRET_FOUND,
        # What says that a list of exceptions is wrong is no exception itself.
        Code.BASELINE_INVALID,
        Code.BASELINE_OUTDATED,
        Code.RULE_UNUSED,
    }
)


def is_fixed(code: Code) -> bool:
    """Return whether a code counts as it does whatever a project says.

    That is what leaves nothing to rely on, what guards the machine and its secrets, and what would
    leave a hole in a page where a sample should be.

    Args:
        code: The code.
    """
    return code in _FIXED or (code.group == _SAMPLES and code.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """What problems of a code count as below some paths."""

    code: Code
    severity: Severity
    """An error, a warning, or off."""
    why: str
    """The reason, for whoever reads the configuration later."""
    paths: tuple[str, ...] = ("**",)
    """Patterns as in `.gitignore`, relative to the project or to its docs folder."""


@dataclass(frozen=True, slots=True)
class Known:
    """Problems of a baseline that cannot be told from each other."""

    code: str
    """Slug of the code."""
    path: str
    """Path of the file, relative to the project's root."""
    digest: str
    """Digest of the message, without the numbers in it."""
    count: int
    """How many there are."""
    message: str = ""
    """The message of one of them, for people."""
    line: int = 0
    """Line of the baseline, 0 when it is not read from there."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The problems that a project knows of and does not count."""

    path: str = ""
    """Path of its file relative to the project's root; empty when there is none."""
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporting:
    """How a project wants to be told of problems."""

    rules: tuple[SeverityRule, ...] = ()
    """What counts otherwise than its code says; of several that fit, the last one holds."""
    baseline: str = ""
    """File of known problems, relative to the project's root; empty for none."""
    site_url: str = ""
    """Address of the published site, for links from reports to the pages of codes."""
