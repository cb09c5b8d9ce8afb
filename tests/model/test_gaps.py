from site_builder.model.gaps import Cell, GapReport, Matrix, MatrixName, PublicName, Row


def test_a_share_is_rounded_down_so_that_all_means_all() -> None:
    assert Cell(1999, 2000).percent == 99.9
    assert Cell(2, 2).percent == 100
    assert Cell().percent == 100, "nothing that is owed is missing"


def test_figures_add_up() -> None:
    rows = (Row("a", "A", Cell(1, 2), ()), Row("b", "B", Cell(2, 3), ()))
    matrix = Matrix(MatrixName.API, (), rows)
    assert matrix.count == Cell(3, 5)
    assert GapReport((matrix, matrix)).count == Cell(6, 10)


def test_the_worst_row_comes_first_and_of_two_the_larger() -> None:
    rows = [
        Row("a", "", Cell(1, 1), ()),
        Row("b", "", Cell(0, 1), ()),
        Row("c", "", Cell(0, 2), ()),
    ]
    assert [row.name for row in sorted(rows, key=Row.sort_key)] == ["c", "b", "a"]


def test_a_name_knows_what_it_is_called_in_its_module() -> None:
    assert PublicName("shop.pay.Refund.send", "shop.pay", "pay.py", 3).local == "Refund.send"
