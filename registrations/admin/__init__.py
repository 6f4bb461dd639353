from registrations.admin import (
    certificate,
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
    "entrylist",
    "event",
    "invitation",
    "message",
    "printer",
    "privacy",
    "registration",
    "sheet",
]
