from site_builder.model import Code, Leak, MadeFile, Run, RunEnd, Violation
from site_builder.text.leaks import withhold

KEY = "correct-horse-battery"
TOKEN = "sk_live_" + "aB3dE6gH" * 3
RUN = Run(
    "demo/run",
    RunEnd.EXITED,
    0,
    b"fine\n" + KEY.encode() + b"\n",
    b"\xff" + TOKEN.encode(),
    0.1,
    (Violation(Code.RUN_WROTE_OUTSIDE, f"/tmp/{KEY}", "run.py", 3),),
    (MadeFile("a.bin", b"\0\xff" + KEY.encode()), MadeFile("b.bin", b"\0\xff")),
)


def test_what_a_run_made_is_kept_without_its_secrets_and_with_their_places() -> None:
    safe = withhold(RUN, {"API_KEY": KEY, "MODE": "fine"})
    assert (safe.stdout, safe.stderr) == (b"fine\n<secret>\n", b"\xff<secret>")
    assert [file.data for file in safe.files] == [b"\0\xff<secret>", b"\0\xff"]
    assert safe.violations[0].what == "/tmp/<secret>"
    assert safe.leaks == (
        Leak("stdout", 2, "the value of the variable API_KEY"),
        Leak("stderr", 1, "Stripe Access Key"),
        Leak("a.bin", 1, "the value of the variable API_KEY"),
    )
    assert not {KEY, TOKEN} & set(repr(safe).split("'"))


def test_a_run_without_secrets_is_the_same() -> None:
    run = Run("demo/run", RunEnd.EXITED, 0, b"\x1b[1mfine\x1b[0m", b"", 0.1)
    assert withhold(run, {"API_KEY": KEY}) is run


def test_a_secret_in_the_name_of_a_file_alone_is_taken_out() -> None:
    run = Run("demo/run", RunEnd.EXITED, 0, b"", b"", 0.1, RUN.violations)
    safe = withhold(run, {"API_KEY": KEY})
    assert (safe.violations[0].what, safe.leaks) == ("/tmp/<secret>", ())
