"""Entry lists (입장 명단): which doors an event has, and who is on the list of each."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from registrations.models import EntryList, Registration, SessionChoice, SessionOffer


def lists_of(event_id: int) -> QuerySet[EntryList]:
    """The doors of the event beside its own, by day and name."""
    return EntryList.objects.filter(event=event_id).order_by("day", "name")


def listed(entry_list: EntryList) -> Q:
    """``is_listed`` as a condition on registrations of the list's event."""
    found = Q(category__in=entry_list.categories) if entry_list.categories else Q()
    if entry_list.session_id is None:
        return found
    offers = SessionOffer.objects.filter(session=entry_list.session_id)
    choices = SessionChoice.objects.filter(
        offer__session=entry_list.session_id, registration=OuterRef("pk"), cancelled_at__isnull=True
    )
    return found & (Q(Exists(choices)) | ~Q(Exists(offers)))


def not_listed(entry_list: EntryList, registration_ids: list[int]) -> set[int]:
    """Which of these guests of the list's event are not on it, in one query."""
    theirs = Registration.objects.filter(listed(entry_list), pk__in=registration_ids)
    return set(registration_ids) - set(theirs.values_list("pk", flat=True))


def is_listed(entry_list: EntryList, registration: Registration) -> bool:
    """Whether the guest is on the list: of its categories, and among those who chose its session if that was offered."""
    if entry_list.event_id != registration.event_id:
        return False
    if entry_list.categories and registration.category not in entry_list.categories:
        return False
    return entry_list.session_id is None or _chose(entry_list.session_id, registration.pk)


def _chose(session_id: int, registration_id: int) -> bool:
    choices = SessionChoice.objects.filter(
        offer=OuterRef("pk"), registration=registration_id, cancelled_at__isnull=True
    )
    offers = SessionOffer.objects.filter(session=session_id).annotate(is_chosen=Exists(choices))
    offer = offers.first()
    return offer is None or offer.is_chosen
