"""An event's calendar entry for one guest's mail. It is made once for each release, language and method."""

from datetime import UTC, datetime
from functools import lru_cache

from agenda import calendar, itip, published
from agenda.models import Release
from events.outbox import Attachment
from registrations.models import Registration

_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def entry(registration: Registration, method: str, *, at: datetime) -> Attachment | None:
    """The entry as the latest release has it, for the guest; None before the first release."""
    event, language = registration.event, registration.language
    release = Release.objects.only("pk").latest_of(event.pk)
    if release is None:
        return None
    url = published.event_url(event.slug, language=language)
    blank = _blank(release.pk, url, method, language).as_of(at)
    return blank.to(email=registration.mail_address, name=registration.name, file_name=f"{event.slug}.ics")


@lru_cache(maxsize=64)
def _blank(release_id: int, url: str, method: str, language: str) -> itip.Blank:
    """A release never changes, so neither does what is made of it."""
    current = published.read(Release.objects.get(pk=release_id))
    made = calendar.event_entry(
        current.programme, number=current.number, released_at=current.released_at, url=url, language=language
    )
    return (itip.request if method == itip.REQUEST else itip.cancel)(made, at=_NO_MOMENT)
