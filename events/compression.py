"""Compressing what is the same for every reader.

Not a middleware: a compressed page that holds a secret and echoes what a stranger sent gives the secret away bit by
bit (BREACH), so forms and personal pages stay as they are. The pages compressed here hold no token, set no cookie and
echo nothing. Compressed once, such a page keeps a strong ETag of its own.
"""

import gzip
import re

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))", re.IGNORECASE)
_LEVEL = 6
SMALLEST = 500  # bytes; below, the headers outweigh the gain


def is_welcome(accept_encoding: str) -> bool:
    """Whether a reader with that ``Accept-Encoding`` takes gzip."""
    return bool(_GZIP.search(accept_encoding))


def compressed(content: bytes) -> bytes:
    """The content in gzip; the same content gives the same bytes."""
    return gzip.compress(content, _LEVEL, mtime=0)
