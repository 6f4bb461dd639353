"""A brief's file as text: UTF-8 with or without a mark, or CP949 as Korean Windows writes it."""

from pathlib import Path

from django.utils.translation import gettext as _

from agenda.briefs.brief import BriefRefused

MOST_BYTES = 500_000  # a press release has about 6,000
_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"HWP Document", b"{\\rtf")


def read_file(path: Path) -> str:
    """The text of the file.

    :raises BriefRefused: there is no such file, it is too large, or it is not text
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BriefRefused(_("파일이 없습니다: %(path)s") % {"path": path}) from None
    except (OSError, ValueError):
        raise BriefRefused(_("파일을 열 수 없습니다: %(path)s") % {"path": path}) from None
    return decode(content)


def decode(content: bytes) -> str:
    """The text of these bytes.

    :raises BriefRefused: they are too many, or not text in UTF-8 or CP949
    """
    if len(content) > MOST_BYTES:
        raise BriefRefused(
            _("파일이 너무 큽니다(최대 %(size)dKB). 보도자료의 본문만 텍스트로 저장해 주세요.")
            % {"size": MOST_BYTES // 1000}
        )
    if content.startswith(_BINARY_STARTS) or b"\0" in content:
        raise BriefRefused(
            _("텍스트 파일이 아닙니다. 한글·워드·PDF 문서는 텍스트(UTF-8)로 저장한 뒤 다시 시도해 주세요.")
        )
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BriefRefused(_("글자를 읽을 수 없습니다. 파일을 UTF-8 텍스트로 저장해 주세요."))
