"""The hours in which mails to many, reminders and text messages leave: 08:00 to 21:00 in Korea unless set otherwise.

정보통신망법 Art. 50③ keeps advertising out of the night; what is merely information is kept out of it by manners.
"""

from datetime import datetime, time, timedelta

from django.conf import settings

from events import notation


def are_open(at: datetime) -> bool:
    """Whether something may leave now; the first hour is in, the last one is out (21:00 is too late)."""
    opens, closes = settings.MAILING_HOURS
    return opens <= at.astimezone(notation.SEOUL).hour < closes


def next_open(at: datetime) -> datetime:
    """``at`` itself if something may leave then, else when it may next."""
    if are_open(at):
        return at
    opens, _closes = settings.MAILING_HOURS
    local = at.astimezone(notation.SEOUL)
    today = datetime.combine(local.date(), time(opens), tzinfo=notation.SEOUL)
    return today if today > at else today + timedelta(days=1)
