import pytest

from site_builder.text.chemistry import chemical


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"a_2 + \cedilla", r"a_2 + \cedilla"),
        (r"\ce{2H2O}", r"{2\mathrm{H}_{2}\mathrm{O}}"),
        (r"\ce{SO4^2-} x", r"{\mathrm{SO}_{4}^{2-}} x"),
        (r"\ce{SO4^{2-}}", r"{\mathrm{SO}_{4}^{2-}}"),
        (r"\ce{Na+ + Cl-}", r"{\mathrm{Na}^{+} + \mathrm{Cl}^{-}}"),
        (r"\ce{Ca(OH)2 (aq)}", r"{\mathrm{Ca}(\mathrm{OH})_{2} (\mathrm{aq})}"),
        (r"\ce{A <=> B}", r"{\mathrm{A} \;\rightleftharpoons\; \mathrm{B}}"),
        (
            r"\ce{A ->[x][y] B}",
            r"{\mathrm{A} \;\xrightarrow[\mathrm{y}]{\mathrm{x}}\; \mathrm{B}}",
        ),
        (r"\ce{A <- B}", r"{\mathrm{A} \;\xleftarrow{\mathrm{\quad}}\; \mathrm{B}}"),
    ],
)
def test_the_formulas_of_chemistry_become_tex(tex: str, expected: str) -> None:
    assert chemical(tex) == expected
