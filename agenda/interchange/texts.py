"""Text as XML and its cousins can hold it."""

import re

# What XML 1.0 has no way to write: control characters, lone surrogates, U+FFFE and U+FFFF.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """One line of text: what cannot be written is dropped, runs of white space become one space."""
    return " ".join(_UNWRITABLE.sub("", text).split())


def paragraphs(text: str) -> str:
    """Text of several lines: what cannot be written is dropped, and line ends are ``\\n``."""
    return "\n".join(_UNWRITABLE.sub("", line).rstrip() for line in text.splitlines())
