"""Archives whose bytes depend on nothing but what is in them."""

import io
import zipfile
from datetime import datetime

from events import notation


def dated(content: bytes, *, at: datetime) -> bytes:
    """The same ZIP archive with every member dated ``at``: two writers at two times make the same file."""
    local = at.astimezone(notation.SEOUL)
    stamp = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=stamp)
            info.compress_type = member.compress_type
            info.external_attr = member.external_attr
            new.writestr(info, old.read(member))
    return out.getvalue()
