"""The refusal of a file, in a sentence for the person who uploaded it."""

from django.utils.translation import gettext as _


class FileRefused(Exception):
    """The file cannot be read; the text is one sentence that says why and what to do."""


def damaged() -> FileRefused:
    return FileRefused(
        _("파일이 손상되었거나 형식이 맞지 않아 읽을 수 없습니다. 다시 저장한 뒤 올려 주세요.")
    )


def locked() -> FileRefused:
    return FileRefused(_("암호가 걸린 파일은 읽을 수 없습니다. 암호를 풀고 저장한 뒤 올려 주세요."))


def too_large() -> FileRefused:
    return FileRefused(
        _("압축을 풀면 너무 커지는 파일입니다. 그림을 빼거나 본문만 텍스트로 저장해 올려 주세요.")
    )
