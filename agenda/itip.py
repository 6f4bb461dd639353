"""Calendar entries that a mail program acts on (iTIP, RFC 5546): REQUEST to put or move one, CANCEL to take it off.

A client keeps what has the highest SEQUENCE, which is the release's number, and among equals the latest DTSTAMP, which
is the moment of the mail. So a guest who cancels and registers again within one release ends with the entry.
Google honours a CANCEL only after a REQUEST to the same ATTENDEE, so whatever is mailed is a REQUEST, never a PUBLISH.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Event, vCalAddress, vDatetime, vText
from icalendar.parser import Contentline

from agenda import calendar
from events.outbox import Attachment

REQUEST, CANCEL = "REQUEST", "CANCEL"
_HERE = "X-MAXFORUM-ATTENDEE"


@dataclass(frozen=True)
class Blank:
    """An entry that lacks only its attendee: made once, addressed to thousands."""

    method: str
    before: bytes
    after: bytes
    at: datetime

    def as_of(self, at: datetime) -> "Blank":
        """The same entry, mailed at another moment."""
        old, new = _stamp(self.at), _stamp(at)
        return Blank(self.method, self.before.replace(old, new), self.after.replace(old, new), at)

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


def request(entry: Event, *, at: datetime) -> Blank:
    """From a published entry: the one that is put into a calendar, or replaces what stands there."""
    return _blank(entry, REQUEST, at=at)


def cancel(entry: Event, *, at: datetime) -> Blank:
    """From a published entry: the one that takes it off."""
    entry["STATUS"] = vText("CANCELLED")
    return _blank(entry, CANCEL, at=at)


def _blank(entry: Event, method: str, *, at: datetime) -> Blank:
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        del entry[name]
        entry.add(name, at.astimezone(UTC))
    entry.add("organizer", _organizer())
    entry.add(_HERE, "")
    before, after = calendar.file(entry, method=method).split(f"{_HERE}:\r\n".encode())
    return Blank(method, before, after, at)


def _stamp(at: datetime) -> bytes:
    """The moment as DTSTAMP and LAST-MODIFIED have it; other times of an entry are local."""
    return vDatetime(at.astimezone(UTC)).to_ical()


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = vText(name or address)
    return organizer
