import io
import zipfile

from site_builder.model import OutputFile
from site_builder.stages.archive import make_archive


def test_an_archive_depends_on_names_and_contents_alone() -> None:
    files = [OutputFile("b/two.txt", b"2"), OutputFile("a/one.txt", b"1" * 1000)]
    data = make_archive(files)
    assert data == make_archive(reversed(files))
    assert data != make_archive(files[:1])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a/one.txt", "b/two.txt"]
        assert archive.read("a/one.txt") == b"1" * 1000
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o644
