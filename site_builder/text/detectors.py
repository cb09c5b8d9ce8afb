"""The forms by which a secret is known: those of detect-secrets, and some that it does not know.

Only detectors are used that know a secret by its own form. Those that go by names such as `key =`,
or by how random a text looks, find something in much code that holds no secret.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

_DETECTORS = (
    ("aws", "AWSKeyDetector"),
    ("azure_storage_key", "AzureStorageKeyDetector"),
    ("basic_auth", "BasicAuthDetector"),
    ("discord", "DiscordBotTokenDetector"),
    ("github_token", "GitHubTokenDetector"),
    ("gitlab_token", "GitLabTokenDetector"),
    ("jwt", "JwtTokenDetector"),
    ("mailchimp", "MailchimpDetector"),
    ("npm", "NpmDetector"),
    ("openai", "OpenAIDetector"),
    ("private_key", "PrivateKeyDetector"),
    ("pypi_token", "PypiTokenDetector"),
    ("sendgrid", "SendGridDetector"),
    ("slack", "SlackDetector"),
    ("square_oauth", "SquareOAuthDetector"),
    ("stripe", "StripeDetector"),
    ("telegram_token", "TelegramBotTokenDetector"),
    ("twilio", "TwilioKeyDetector"),
)
"""Module and class of each detector of detect-secrets that is used."""

_OWN = (
    ("Anthropic API Key", r"sk-ant-[a-z0-9]{2,10}-[A-Za-z0-9_-]{20,}"),
    ("GitHub Token", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{20,}"),
    ("Google API Key", r"AIza[0-9A-Za-z_-]{35}"),
    ("Hugging Face Token", r"hf_[A-Za-z0-9]{34}"),
    ("OpenAI Token", r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}"),
    ("Private Key", r"BEGIN ENCRYPTED PRIVATE KEY"),
)

_HINT = re.compile(
    r"A3T|ABIA|ACCA|AKIA|ASIA|AccountKey="
    r"|(?i:aws.{0,20}?(?:key|pwd|pw|password|pass|token).{0,20}?['\"][0-9a-z/+]{40}['\"])"
    r"|://[^\s/]+@|[MNO][\w-]{23,25}\.[\w-]{6}\.|gh[opsru]_|gl(?:pa|d|f|soa|r|cb|im|pt)t-"
    r"|GR1348941|glagent-|gloas-|eyJ|-us\d|_authToken|T3BlbkFJ|PRIVATE KEY|PuTTY-|pypi-Ag|SG\."
    r"|(?i:xox[abposr]-)|(?i:hooks\.slack)|sq0csp|k_live_|\d{8}:|AC[a-z0-9]{32}|SK[a-z0-9]{32}"
    r"|sk-ant-|github_pat_|AIza|hf_|sk-(?:proj|svcacct|admin)-"
)
"""Something of this stands in each text in which a detector finds a secret."""

_LOCAL = re.compile(
    r"(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1\]|host\.docker\.internal"
    r"|(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|test|invalid|localhost))(?![\w.-])"
)
"""Hosts of this machine, and names that are reserved for examples: see RFC 2606 and RFC 6761."""
_BLANK = re.compile(r"[<{%]|(?:\*+|x+|\.+|(?i:pass(?:word)?))$")
"""A password that only stands for one."""


@dataclass(frozen=True, slots=True)
class Detector:
    """A kind of secret, and how it is found."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]
    accepts: Callable[[re.Match[str]], bool]
    """Whether a match is one indeed."""


def may_hold_a_secret(text: str) -> bool:
    """Return whether it is worth while to look closer; loading the detectors takes a while."""
    return bool(_HINT.search(text))


@cache
def detectors() -> tuple[Detector, ...]:
    """Return all detectors, loaded when they are first needed."""
    found = [_of_library(module, name) for module, name in _DETECTORS]
    own = [Detector(kind, (re.compile(pattern),), _always) for kind, pattern in _OWN]
    return (*found, *own)


def _of_library(module: str, name: str) -> Detector:
    detector = getattr(import_module(f"detect_secrets.plugins.{module}"), name)()
    accepts: Callable[[re.Match[str]], bool] = _always
    if name == "BasicAuthDetector":
        accepts = _is_password
    elif name == "JwtTokenDetector":
        accepts = lambda match: bool(detector.is_formally_valid(match[0]))  # noqa: E731
    return Detector(detector.secret_type, tuple(detector.denylist), accepts)


def _always(match: re.Match[str]) -> bool:
    return bool(match[0])


def _is_password(match: re.Match[str]) -> bool:
    """Return whether an address leads to another machine with a password that is one."""
    host = match.string[match.end() : match.end() + 100]
    return not _LOCAL.match(host) and not _BLANK.match(match[1])
