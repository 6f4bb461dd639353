"""A person's calendar as RFC 5546 (section 2.1.5) has a client keep it, fed with the parts of mails."""

from dataclasses import dataclass, field
from email.message import EmailMessage

from icalendar import Calendar, Event


@dataclass
class PersonalCalendar:
    """Entries by UID. The highest SEQUENCE wins, among equals the latest DTSTAMP; it never learns from a PUBLISH."""

    address: str
    entries: dict[str, Event] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def take(self, mail: EmailMessage) -> None:
        """Apply each calendar file of a mail."""
        for part in mail.walk():
            if part.get_content_type() == "application/ics":
                self._apply(part.get_payload(decode=True))

    def shown(self) -> dict[str, tuple[str, str]]:
        """What stands in it: summary and start by UID."""
        return {
            uid: (str(entry["SUMMARY"]), f"{entry['DTSTART'].dt:%m-%d %H:%M}")
            for uid, entry in self.entries.items()
            if entry["STATUS"] != "CANCELLED"
        }

    def _apply(self, content: bytes) -> None:
        calendar = Calendar.from_ical(content)
        method = str(calendar["METHOD"])
        [entry] = calendar.walk("VEVENT")  # one UID a file, as RFC 5546 has it
        uid, known = str(entry["UID"]), self.entries.get(str(entry["UID"]))
        assert entry["ATTENDEE"] == f"mailto:{self.address}"
        assert str(entry["ORGANIZER"]).startswith("mailto:")
        assert (method, entry["STATUS"]) in {("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")}
        if method == "CANCEL" and known is None:
            self.refused.append(uid)
        elif known is None or _age(entry) >= _age(known):
            self.entries[uid] = entry
        else:
            self.refused.append(uid)


def _age(entry: Event) -> tuple[int, object]:
    return int(entry["SEQUENCE"]), entry["DTSTAMP"].dt
