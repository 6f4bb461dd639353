"""The files of a release that readers take away: dear to make, so made once, and before the first reader asks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from agenda import editions, publicpapers
from agenda.interchange import hwpx, xlsx
from agenda.published import Published
from events.models import Event

logger = logging.getLogger(__name__)

LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Download:
    """A file that is made of a release."""

    key: str
    make: Callable[[Published, str], bytes]
    is_printed: bool = False  # by the site's one press


PDF = Download("pdf", publicpapers.programme_pdf, is_printed=True)
BOOKLET = Download("pdf-a5", publicpapers.booklet_pdf, is_printed=True)
HWPX = Download("hwpx", hwpx.write)
XLSX = Download("xlsx", xlsx.write)
ALL = (PDF, HWPX, XLSX, BOOKLET)


def content(slug: str, newest: editions.Newest, language: str, download: Download) -> bytes:
    """The file of that release, from the cache where it is kept.

    :raises presses.PressBusy: another paper takes too long
    :raises editions.MakingFailed: it cannot be made, or could not a moment ago
    """
    key = editions.version(slug, newest, form=download.key, language=language)
    return editions.file_once(
        key,
        lambda: download.make(editions.read(slug, newest), language),
        is_printed=download.is_printed,
    )


def warm(event_id: int) -> int:
    """Have every file of the event's latest release made and kept; how many there are now.

    Safe to call any number of times: what is kept already is not made again, and an event that shows no programme has
    no files. One that cannot be made does not keep the others from being made.

    :raises presses.PressBusy: another paper takes too long
    """
    slug = Event.objects.values_list("slug", flat=True).get(pk=event_id)
    newest = editions.newest(slug)
    if newest is None:
        return 0
    made = 0
    for language in LANGUAGES:
        for download in ALL:
            try:
                content(slug, newest, language, download)
            except editions.MakingFailed:
                logger.warning("%s of %s (%s) is left out", download.key, slug, language)
            else:
                made += 1
    return made
