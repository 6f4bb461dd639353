"""What is kept out of the log: the secret part of personal links, which whoever reads it could open."""

import logging
import re

_SECRET = re.compile(r"/(r|i|interest|news)/[^/\s]+/")


class HidePersonalLinks(logging.Filter):
    """Writes a request's address without its secret: Django notes it with what went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = _SECRET.sub(r"/\1/…/", text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
