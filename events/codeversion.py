"""Which code draws: what was drawn by older templates or with an older catalogue is told apart by this."""

from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def code_version() -> str:
    """Changes with every new template, static file or catalogue."""
    folders = (settings.BASE_DIR / "templates", settings.BASE_DIR / "static", settings.LOCALE_PATHS[0])
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return str(max((path.stat().st_mtime_ns for path in files), default=0))
