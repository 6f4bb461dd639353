"""Mails as files, for an installation without a mail server: one ``.eml`` each, for any mail program to open."""

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes into ``EMAIL_FILE_PATH``. A file is whole or absent; a folder that cannot be written is an OSError.

    The files hold personal links, so only their owner may read them.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _write(message)
        return len(email_messages)


def _write(message: EmailMessage) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = message.message()
    word = re.sub(r"[^\w-]+", "-", content["Message-ID"].split("@")[0]).strip("-")
    path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{word}.eml"
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content.as_bytes())
    draft.replace(path)
