"""Calendar entries that a mail program acts on (iTIP, RFC 5546): REQUEST to put or move one, CANCEL to take it off.

A client keeps what has the highest SEQUENCE, which is the release's number, and among equals the latest DTSTAMP, which
is the moment of the mail. So a guest who cancels and registers again within one release ends with the entry.
Google honours a CANCEL only after a REQUEST to the same ATTENDEE, so whatever is mailed is a REQUEST, never a PUBLISH.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from icalendar import Calendar, vCalAddress, vText
from icalendar.parser import Contentline

from events.outbox import Attachment

REQUEST, CANCEL = "REQUEST", "CANCEL"
_HERE = "X-MAXFORUM-ATTENDEE"


@dataclass(frozen=True)
class Blank:
    """An entry that lacks only its attendee: made once, addressed to thousands."""

    method: str
    before: bytes
    after: bytes

    def to(self, *, email: str, name: str, file_name: str) -> Attachment:
        """The entry for one person, as the part of a mail."""
        address = vCalAddress(f"mailto:{email}")
        address.params["CN"] = vText(" ".join(name.split()))
        address.params["ROLE"] = vText("REQ-PARTICIPANT")
        address.params["PARTSTAT"] = vText("ACCEPTED")  # they registered, or agreed to speak: nobody is asked
        address.params["RSVP"] = vText("FALSE")
        line = Contentline.from_parts("ATTENDEE", address.params, address).to_ical()
        return Attachment(
            file_name,
            f"text/calendar; method={self.method}; charset=utf-8",
            self.before + bytes(line) + b"\r\n" + self.after,
        )


def request(content: bytes, *, at: datetime) -> Blank:
    """From a published entry: the one that is put into a calendar, or replaces what stands there."""
    return _blank(content, REQUEST, at=at)


def cancel(content: bytes, *, at: datetime, number: int | None = None) -> Blank:
    """From a published entry: the one that takes it off. ``number`` raises its SEQUENCE."""
    return _blank(content, CANCEL, at=at, number=number)


def _blank(content: bytes, method: str, *, at: datetime, number: int | None = None) -> Blank:
    calendar: Any = Calendar.from_ical(content)
    calendar["METHOD"] = vText(method)
    for entry in calendar.walk("VEVENT"):
        for name in ("DTSTAMP", "LAST-MODIFIED"):
            del entry[name]
            entry.add(name, at)
        if number is not None:
            entry["SEQUENCE"] = number
        if method == CANCEL:
            entry["STATUS"] = vText("CANCELLED")
        entry.add("organizer", _organizer())
        entry.add(_HERE, "")
    head, tail = calendar.to_ical().split(f"{_HERE}:\r\n".encode())
    return Blank(method, head, tail)


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = vText(name or address)
    return organizer
