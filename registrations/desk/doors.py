"""Who is on which entry list, for a whole event at once: what ``listing.is_listed`` says of each guest."""

from collections.abc import Collection, Sequence

from registrations.models import EntryList, Registration, SessionChoice, SessionOffer


def of(lists: Sequence[EntryList], people: Collection[Registration]) -> dict[int, list[int]]:
    """The lists that each guest is on, by the ids of both; two queries where a list is of a session, else none."""
    offers = _offers([one.session_id for one in lists if one.session_id is not None])
    chosen = _chosen(list(offers.values()))
    return {
        person.pk: [
            one.pk
            for one in lists
            if (not one.categories or person.category in one.categories)
            and (one.session_id not in offers or person.pk in chosen.get(offers[one.session_id], set()))
        ]
        for person in people
    }


def _offers(session_ids: Sequence[int]) -> dict[int | None, int]:
    """The offer of each session that guests choose; others are for everybody."""
    if not session_ids:
        return {}
    rows = SessionOffer.objects.filter(session__in=session_ids).order_by("-pk")
    return dict(rows.values_list("session", "pk"))


def _chosen(offer_ids: Sequence[int]) -> dict[int, set[int]]:
    chosen: dict[int, set[int]] = {}
    if offer_ids:
        rows = SessionChoice.objects.filter(offer__in=offer_ids, cancelled_at__isnull=True)
        for offer_id, registration_id in rows.values_list("offer", "registration"):
            chosen.setdefault(offer_id, set()).add(registration_id)
    return chosen
