import json
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.detectors import detectors, may_hold_a_secret
from site_builder.text.secrets import (
    CONCEALED,
    KnownSecret,
    Secret,
    conceal,
    find_secrets,
    known_secrets,
    secret_faults,
)

ROOT = Path(__file__).parents[2]
KEY_BODY = "MIIEowIBAAKCAQEA7bq0\nc29tZXRoaW5n"  # pragma: allowlist secret
TOKENS = {
    # Made up, of the form that each has; put together here so that no scanner takes them for real.
    "AWS Access Key": "AKIA" + "Q3EGRWZJ5KVJ2N7L",
    "Azure Storage Account access key": "AccountKey=" + "a1+/" * 21 + "aZ==",
    "Basic Auth Credentials": "https://bob:" + "hunter2@db.acme.io",
    "Discord Bot Token": "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "GitHub Token": "ghp_" + "aB3dE6gH" * 4 + "iJ4k",
    "GitLab Token": "glpat-" + "Ab3dEf6hIj9lMn2pQr5t",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "Mailchimp Access Key": "0123456789abcdef" * 2 + "-us12",
    "NPM tokens": "//registry.example/:_authToken=" + "npm_a1b2c3d4",
    "OpenAI Token": "sk-" + "a1B2c3D4e5" * 2 + "T3BlbkFJ" + "a1B2c3D4e5" * 2,
    "Private Key": f"-----BEGIN RSA PRIVATE KEY-----\n{KEY_BODY}\n-----END RSA PRIVATE KEY-----",
    "PyPI Token": "pypi-AgEIcHlwaS5vcmc" + "aB3d" * 18,
    "SendGrid API Key": "SG." + "aB3dE6gHiJ1" * 2 + "." + "aB3dE6gHiJ1" * 3 + "aB3dE6gHiJ",
    "Slack Token": "xoxb-" + "123456789012-abcdefABCDEF",
    "Square OAuth Secret": "sq0csp-" + "aB3dE6gHiJ1" * 3 + "aB3dE6gHiJ",
    "Stripe Access Key": "sk_live_" + "aB3dE6gH" * 3,
    "Telegram Bot Token": "123456789:" + "aB3dE6g" * 5,
    "Twilio API Key": "SK" + "0a1b2c3d" * 4,
    "Anthropic API Key": "sk-ant-" + "api03-aB3dE6gHiJ1aB3dE6gHiJ1",
    "Google API Key": "AIza" + "aB3dE6g" * 5,
    "Hugging Face Token": "hf_" + "aB3dE6gHiJkLmNoPq" * 2,
}
KNOWN = (KnownSecret("SHOP_KEY", 'p"ss wörd/1'),)


@pytest.mark.parametrize("kind", TOKENS)
def test_a_secret_is_known_by_its_form_and_taken_out_whole(kind: str) -> None:
    token = TOKENS[kind]
    text = f"before\nthe key: {token} and more"
    (found,) = find_secrets(text)
    assert (found.kind, found.line) == (kind, 2)
    hidden = conceal(text)
    assert hidden.startswith("before\nthe key: ")
    assert hidden.count(CONCEALED) == 1
    assert not any(len(part) > 8 and part in hidden for part in token.replace("/", "\n").split())


def test_each_detector_has_a_token_here() -> None:
    assert {one.kind for one in detectors()} == set(TOKENS)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [(one.kind, pattern) for one in detectors() for pattern in one.patterns],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_detector_finds_is_worth_a_closer_look(kind: str, pattern: object) -> None:
    @settings(derandomize=True, deadline=None, max_examples=15)
    @given(st.from_regex(pattern, fullmatch=True))  # type: ignore[arg-type]
    def every_match_has_a_hint(text: str) -> None:
        assert may_hold_a_secret(text)

    every_match_has_a_hint()


@pytest.mark.parametrize(
    "text",
    [
        "api_key = os.environ['OPENAI_API_KEY']",
        "postgresql://app:hunter2@localhost:5432/app",
        "postgresql://app:hunter2@127.0.0.1/app and redis://:x@[::1]/0",
        "https://user:hunter2@www.example.com/ https://user:hunter2@db.test/",
        "https://user:<password>@db.acme.io https://{user}:{password}@db.acme.io",
        "https://user:password@db.acme.io https://user:****@db.acme.io",
        "eyJub3QgYSB0b2tlbg.x.y",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "12345678-90ab-cdef-1234-567890abcdef",
        "sk-test sk-ant-key ghp_short AKIA AIza hf_hub-us1",
    ],
)
def test_what_only_resembles_a_secret_is_none(text: str) -> None:
    assert find_secrets(text) == ()
    assert conceal(text) == text


def test_a_password_for_another_machine_is_one() -> None:
    assert find_secrets("https://user:hunter2@localhost.acme.io/")  # pragma: allowlist secret
    assert find_secrets("https://user:hunter2@example.community/")  # pragma: allowlist secret


def test_the_form_need_not_be_known_of_the_value_of_a_variable() -> None:
    value = KNOWN[0].value
    for form in (value, quote(value), quote(value, safe=""), json.dumps(value)):
        text = f"a\nb {form} c"
        assert [(one.line, one.kind) for one in find_secrets(text, KNOWN)] == [
            (2, "the value of the variable SHOP_KEY")
        ]
        assert conceal(text, KNOWN).replace('"', "") == f"a\nb {CONCEALED} c"
        assert find_secrets(text) == ()  # control


def test_a_secret_that_is_the_sign_of_one_ends_the_reading() -> None:
    assert conceal(f"a {CONCEALED}", (KnownSecret("A_KEY", CONCEALED),)) == f"a {CONCEALED}"


def test_secrets_that_overlap_are_one() -> None:
    token = TOKENS["GitHub Token"]
    known = (KnownSecret("GITHUB_TOKEN", token), KnownSecret("PART_OF_TOKEN", token[4:] + "-tail"))
    assert conceal(f"[{token}-tail]", known) == f"[{CONCEALED}]"
    assert [one.kind for one in find_secrets(token, known)] == [
        "the value of the variable GITHUB_TOKEN"
    ]


def test_each_place_of_a_value_is_found() -> None:
    known = (KnownSecret("A_KEY", "aaaaaaaa"),)
    assert conceal("aaaaaaaa aaaaaaaaaaaaaaaa", known) == f"{CONCEALED} {CONCEALED}{CONCEALED}"


def test_variables_with_secrets_are_known_by_name_or_by_form() -> None:
    token = TOKENS["Slack Token"]
    variables = {
        "API_KEY": "0123456789",
        "DB_PASSWORD": " swordfish ",
        "WEBHOOK": token,
        "MODE": "production",
        "MONKEY_KEY": "short",
        "SSH_PRIVATE": f"-----BEGIN-----\n{KEY_BODY}\nab\n-----END-----",
    }
    known = known_secrets(variables)
    assert {(one.name, one.value) for one in known} == {
        ("API_KEY", "0123456789"),
        ("DB_PASSWORD", "swordfish"),
        ("WEBHOOK", token),
        *(("SSH_PRIVATE", line) for line in KEY_BODY.split("\n")),
    }


def test_a_key_without_its_end_goes_to_the_end_of_the_text() -> None:
    head = "-----BEGIN PRIVATE" + " KEY-----"
    assert conceal(f"x {head}\n{KEY_BODY}") == f"x -----{CONCEALED}"
    puttygen = "PuTTY-User-Key-File" + "-2: ssh-rsa\nPrivate-Lines: 1\nAAAB"
    assert conceal(puttygen) == CONCEALED


def test_a_line_may_be_excused_but_not_the_value_of_a_variable() -> None:
    token = TOKENS["Stripe Access Key"]
    assert find_secrets(f'key = "{token}"  # pragma: allowlist secret') == ()
    assert find_secrets(f'# pragma: allowlist nextline secret\nkey = "{token}"') == ()
    assert find_secrets(f'# pragma: allowlist nextline secret\n\nkey = "{token}"')
    assert find_secrets(f'# pragma: allowlist secret\nkey = "{token}"')
    known = (KnownSecret("STRIPE_KEY", token),)
    assert find_secrets(f'key = "{token}"  # pragma: allowlist secret', known)


def test_the_colours_of_a_terminal_hide_nothing() -> None:
    token = TOKENS["GitHub Token"]
    coloured = f"\x1b[1mkey\x1b[0m {token[:9]}\x1b[36m{token[9:20]}\x1b[0m{token[20:]}"
    (found,) = find_secrets(coloured)
    assert (found.start, found.kind) == (4, "GitHub Token")
    assert conceal(coloured) == f"key {CONCEALED}"
    assert conceal("\x1b[1mkey\x1b[0m") == "\x1b[1mkey\x1b[0m"


def test_a_fault_names_line_and_kind_once_and_never_the_secret() -> None:
    token = TOKENS["Telegram Bot Token"]
    (first, second) = secret_faults(f"{token} {token}\n\n{token}")
    assert (first.line, second.line) == (1, 3)
    assert first.message == "here stands a secret (Telegram Bot Token)"
    assert token not in repr((first, second))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from([*TOKENS.values(), KNOWN[0].value, "\n", " ", "-", "x", "\x1b[31m", "é"]),
        max_size=8,
    )
)
def test_nothing_is_left_to_find_in_what_was_concealed(pieces: list[str]) -> None:
    text = "".join(pieces)
    hidden = conceal(text, KNOWN)
    assert find_secrets(hidden, KNOWN) == ()
    assert (hidden == text) == (find_secrets(text, KNOWN) == ())
    places = find_secrets(text, KNOWN)
    assert all(one.end <= after.start for one, after in pairwise(places))


def test_the_handbook_holds_no_secret_and_is_read_in_no_time() -> None:
    texts = [
        path.read_text("utf-8")
        for folder in ("content", "examples", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".css", ".html", ".jinja", ".md", ".py", ".toml", ".txt", ".yaml"}
    ]
    assert len(texts) > 100
    started = time.perf_counter()
    assert [found for text in texts for found in find_secrets(text)] == []
    assert time.perf_counter() - started < 5  # 0.05 s here; a slow pattern would take minutes


def test_a_place_does_not_hold_the_secret() -> None:
    assert set(Secret.__slots__) == {"start", "end", "line", "kind"}
