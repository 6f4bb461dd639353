from registrations.admin import (
    certificate,
    deskload,
    entrylist,
    event,
    invitation,
    message,
    printer,
    privacy,
    registration,
    sheet,
)

__all__ = [
    "certificate",
    "deskload",
    "entrylist",
    "event",
    "invitation",
    "message",
    "printer",
    "privacy",
    "registration",
    "sheet",
]
