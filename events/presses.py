"""Papers for whoever reads a public page: set by a process of its own, one at a time on the whole site.

A web process must not carry the PDF engine (100 MB that never come back), and a hundred readers in the minute after a
release must not start it a hundred times. So a paper is set by ``python -m events.typesetter``, under one lock that
all web processes on all machines share: the database's, which a process that dies gives back by itself. The setting
process stays for a while (``events.standingpress``): to start it takes ten times as long as to set a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from events import printjobs
from events.printjobs import ACCESSIBLE, Part
from events.standingpress import PRESS

MOST_SECONDS = 60  # that a paper may take
LONGEST_WAIT = 3  # seconds that a reader waits for the press, holding one of the web's few threads
LOCK = 0x4D415850  # the press's number among the database's advisory locks


class PressBusy(Exception):
    """Another paper is being set, and it takes longer than a reader can be kept waiting."""


@contextmanager
def alone() -> Iterator[None]:
    """The press for oneself, until the block ends.

    :raises PressBusy: it was not free within LONGEST_WAIT
    """
    with transaction.atomic():
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {LONGEST_WAIT * 1000:.0f}")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise PressBusy from error
            raise
        yield


def write(
    html: str,
    *,
    css: Sequence[str],
    variant: str | None = ACCESSIBLE,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The paper as a PDF, tagged (PDF/UA-1) unless ``variant`` says otherwise.

    ``pictures`` are PNGs by the names that its ``<img src="picture:NAME">`` give them.

    :raises Refused: the HTML refers to a file, an address or a picture it does not bring
    :raises CannotBeSet: the process failed, or took longer than MOST_SECONDS
    """
    job = printjobs.pack([Part(html, pictures or {})], css=css, variant=variant)
    return PRESS.write(job, seconds=MOST_SECONDS)
