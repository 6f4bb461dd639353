"""Files as text: encodings that Korean offices use, and files that are none."""

import pytest

from agenda.briefs import decoding
from agenda.briefs.brief import BriefRefused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_decode_reads_what_korean_offices_write(encoding):
    assert decoding.decode("제1회 똠방각하 컨퍼런스".encode(encoding)) == "제1회 똠방각하 컨퍼런스"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        b"PK\x03\x04 a docx or hwpx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an hwp",
        "제1회".encode("utf-16"),
        b"\xff\xff\xff",
        b"x" * (decoding.MOST_BYTES + 1),
    ],
)
def test_decode_refuses_what_is_no_text(content):
    with pytest.raises(BriefRefused):
        decoding.decode(content)


def test_read_file_refuses_a_folder_and_nothing(tmp_path):
    with pytest.raises(BriefRefused, match="열 수 없습니다"):
        decoding.read_file(tmp_path)
    with pytest.raises(BriefRefused, match="파일이 없습니다"):
        decoding.read_file(tmp_path / "none.md")
