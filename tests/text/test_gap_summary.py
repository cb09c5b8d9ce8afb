from site_builder.model.gaps import Cell, Matrix, MatrixName, Row
from site_builder.text.gap_summary import TITLES, worst_first


def matrix(name: MatrixName, met: int) -> Matrix:
    return Matrix(name, (), (Row("a", "A", Cell(met, 4), ()),))


def test_every_matrix_has_a_title() -> None:
    assert set(TITLES) == set(MatrixName)


def test_the_worst_comes_first() -> None:
    one, other = matrix(MatrixName.API, 3), matrix(MatrixName.CODES, 1)
    assert worst_first([one, other]) == (other, one)
