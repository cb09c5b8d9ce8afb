from textwrap import dedent

import pytest

from site_builder.model import Code, Server, Session, Step
from site_builder.text.session import parse_session


def test_a_session_has_servers_and_steps_in_order() -> None:
    text = """\
        [[server]]
        name = "api"
        command = "serve {port}"
        ready = "up"
        env = { A = "b" }
        timeout = 3

        [[server]]
        command = "other"

        [[step]]
        run = "curl {api.port}"
        exit_code = 2
        timeout = 1.5
        hide = true
        """
    assert parse_session(dedent(text)) == Session(
        (Server("api", "serve {port}", "up", (("A", "b"),), 3), Server("server2", "other")),
        (Step("curl {api.port}", 2, 1.5, hide=True),),
    )


STEP = '\n[[step]]\nrun = "true"\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("= 1", 1, "the file does not parse: Invalid statement (at line 1, column 1)"),
        ("[[step]", 1, "the file does not parse: Expected"),
        ("", 0, "there is no [[step]]"),
        ('[[step]]\nrun = "a"\n\n[[step]]\nruns = "b"', 5, "unknown key 'runs' of [[step]]"),
        (f"# x\n[[steps]]\na = 1\n{STEP}", 2, "unknown key 'steps'"),
        (f"name = 1\n{STEP}", 1, "unknown key 'name'"),
        ('[step]\nrun = "true"', 1, "'step' must be written [[step]]"),
        ("[[step]]\ntimeout = 3", 1, "the key 'run' of [[step]] is missing"),
        ("[[step]]\nrun = 3", 2, "'run' of [[step]] must be a text, not 3"),
        (
            f"{STEP}exit_code = true",
            4,
            "'exit_code' of [[step]] must be a whole number, not True",
        ),
        (
            f'[[server]]\ncommand = "a"\nenv = {{ A = 1 }}\n{STEP}',
            3,
            "'env' of [[server]] must be a table of texts, not {'A': 1}",
        ),
        (
            f'[[server]]\ncommand = "a"\ntimeout = 0\n{STEP}',
            3,
            "'timeout' of [[server]] must be a number of seconds above 0, not 0",
        ),
        (
            '[[server]]\ncommand = "a"\nname = "n"\n[[server]]\ncommand = "a"\nname = "n"' + STEP,
            6,
            "two servers have the name 'n'",
        ),
        (
            '[[server]]\nname = "api"\ncommand = "a"\n[[step]]\nrun = "b {apo.port}"',
            5,
            "there is no server 'apo'",
        ),
        ('[[step]]\nrun = "b {port}"', 2, "'{port}' could be that of any of 0 servers"),
    ],
)
def test_each_mistake_is_told_with_its_line(text: str, line: int, message: str) -> None:
    parsed = parse_session(text)
    assert isinstance(parsed, tuple)
    first = parsed[0]
    assert (first.code, first.line) == (Code.SESSION_INVALID, line)
    assert first.message.startswith(message)
