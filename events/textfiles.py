"""Text messages as files, for an installation without a gateway: one JSON file each, as a gateway would get it."""

import json
import os
import re
import time
from pathlib import Path

from django.conf import settings

from events import texting
from events.texting import Text


class FileSender:
    """Writes into ``TEXT_FILE_PATH``. A file is whole or absent. Only their owner may read them: they hold links."""

    def send(self, text: Text) -> str:
        folder = Path(settings.TEXT_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        word = re.sub(r"[^\w-]+", "-", text.key)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{word}.json"
        content = {
            "kind": "LMS" if text.is_long else "SMS",
            "to": text.number,
            "subject": text.subject if text.is_long else "",
            "text": text.body,
            "bytes": texting.size(text.body),
        }
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(content, ensure_ascii=False, indent=1))
        draft.replace(path)
        return path.name
