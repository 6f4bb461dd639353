"""Choosing among parallel sessions that have a capacity of their own, as the latest release has them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from agenda import snapshots
from agenda.differences import place_of
from agenda.models import Release
from agenda.snapshots import Programme, Row
from events import notation
from registrations.models import Registration, SessionChoice, SessionOffer


class ChoiceRefused(Exception):
    """The sessions cannot be chosen like that; the text tells the guest why."""


@dataclass(frozen=True)
class Offered:
    """A session that may be chosen, as the release has it, with how many chose it."""

    offer_id: int
    row: Row
    programme: Programme
    capacity: int | None
    taken: int

    @property
    def session_id(self) -> int:
        return self.row.session_id

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def free(self) -> int | None:
        """How many places are left; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    def heading(self, language: str) -> str:
        return self.row.heading(language)

    def when_and_where(self, language: str) -> str:
        return when_and_where(self.programme, self.row, language)

    def overlaps(self, other: "Offered") -> bool:
        return self.row.starts_at < other.row.ends_at and other.row.starts_at < self.row.ends_at


def when_and_where(programme: Programme, row: Row, language: str) -> str:
    """``14:00~15:00 (60') · 의원회의실``, with the day where the event has several."""
    first, day, last = (
        notation.day(moment, language=language)
        for moment in (programme.starts_at, row.starts_at, programme.ends_at)
    )
    when = row.time(language) if first == last else f"{day} {row.time(language)}"
    room = row.room[language] or place_of(programme, row, language)
    return " · ".join(part for part in (when, room) if part)


def offered(event_id: int) -> list[Offered]:
    """What may be chosen, in the order of the day: offers whose session is in the latest release.

    A reading, but for who holds the lock on the event. A place counts as long as the registration is alive, for those
    who wait as well: whoever moves up keeps what they chose.
    """
    alive = Q(
        choices__cancelled_at__isnull=True,
        choices__registration__in=Registration.objects.active().values("pk"),
    )
    offers = {
        offer.session_id: offer
        for offer in SessionOffer.objects.filter(event=event_id).annotate(
            taken=Count("choices", filter=alive)
        )
    }
    release = Release.objects.latest_of(event_id) if offers else None
    if release is None:
        return []
    programme = snapshots.read(release.snapshot)
    return [
        Offered(offer.pk, row, programme, offer.capacity, offer.taken)
        for row in programme.rows
        if (offer := offers.get(row.session_id)) is not None
    ]


def choose(registration: Registration, session_ids: Collection[int], *, at: datetime) -> None:
    """Make these the sessions that the guest chose. The caller has locked the event and is in a transaction.

    What the guest holds already stays theirs, however full it is.

    :raises ChoiceRefused: one is not offered, is full, or is at the same time as another
    """
    offers = offered(registration.event_id)
    live = {one.offer_id: one for one in _live(registration.pk)}
    mine = {one.session_id for one in offers if one.offer_id in live}
    chosen = {
        one.offer_id: one for one in check(offers, session_ids, mine=mine, language=registration.language)
    }
    dropped = [one.pk for offer_id, one in live.items() if offer_id not in chosen]
    SessionChoice.objects.filter(pk__in=dropped).update(cancelled_at=at)
    SessionChoice.objects.bulk_create(
        SessionChoice(
            registration=registration,
            offer_id=offer_id,
            title=one.heading(registration.language),
            chosen_at=at,
        )
        for offer_id, one in chosen.items()
        if offer_id not in live
    )


def check(
    offers: Iterable[Offered], session_ids: Collection[int], *, mine: Collection[int], language: str
) -> list[Offered]:
    """The offers that a guest who holds the sessions ``mine`` wants.

    :raises ChoiceRefused: as ``choose``
    """
    by_id = {one.session_id: one for one in offers}
    if not set(session_ids) <= by_id.keys():
        raise ChoiceRefused(_("고르신 세션이 더 이상 프로그램에 없습니다. 다시 골라 주세요."))
    chosen = [one for one in by_id.values() if one.session_id in set(session_ids)]
    for one in chosen:
        if one.is_full and one.session_id not in mine:
            raise ChoiceRefused(
                _("「%(session)s」은(는) 마감되었습니다. 다른 세션을 골라 주세요.")
                % {"session": one.heading(language)}
            )
    _refuse_overlaps(chosen, language)
    return chosen


def _refuse_overlaps(chosen: Iterable[Offered], language: str) -> None:
    in_order = sorted(chosen, key=lambda one: (one.row.starts_at, one.session_id))
    for index, one in enumerate(in_order):
        for other in in_order[index + 1 :]:
            if one.overlaps(other):
                raise ChoiceRefused(
                    _("「%(one)s」과(와) 「%(other)s」은(는) 시간이 겹칩니다. 하나만 골라 주세요.")
                    % {"one": one.heading(language), "other": other.heading(language)}
                )


def held(registration_id: int) -> set[int]:
    """The ids of the sessions that a guest has chosen."""
    return set(_live(registration_id).values_list("offer__session", flat=True))


def _live(registration_id: int) -> QuerySet[SessionChoice]:
    return SessionChoice.objects.filter(registration=registration_id, cancelled_at__isnull=True)
