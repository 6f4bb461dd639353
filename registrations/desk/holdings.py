"""Which devices hold the roster of an event, when they were last heard of, and having it wiped from one."""

from datetime import datetime

from django.db import transaction

from registrations.desk.devices import tag_of
from registrations.models import DeskHolding, DeskLoad


@transaction.atomic
def loaded(*, event_id: int, by_id: int, device: str, people: int, at: datetime) -> DeskLoad:
    """Write down that a device took the roster; ``device`` is its name in the ledger. An order to wipe is over with it."""
    load = DeskLoad.objects.create(
        event_id=event_id, by_id=by_id, device=device, tag=tag_of(device), people=people, at=at
    )
    DeskHolding.objects.create(load=load, seen_at=at)
    return load


def heard(*, event_id: int, tag: str, at: datetime) -> bool:
    """Note that a device was heard of; whether it has to wipe what it loaded last. Two queries at most."""
    holding = _latest(event_id, tag)
    if holding is None:
        return False
    is_ordered = holding.wipe_asked_at is not None
    told = {"told_at": at} if is_ordered and holding.told_at is None else {}
    DeskHolding.objects.filter(pk=holding.pk).update(seen_at=at, **told)
    return is_ordered


def order_wipe(*, load_id: int, by_id: int, at: datetime) -> bool:
    """Have a device wipe its roster when it is next heard of; False if it was ordered before, or loaded anew since."""
    load = DeskLoad.objects.get(pk=load_id)
    latest = _latest(load.event_id, load.tag)
    if latest is None or latest.load_id != load_id:
        return False
    rows = DeskHolding.objects.filter(pk=latest.pk, wipe_asked_at__isnull=True)
    return bool(rows.update(wipe_asked_at=at, wipe_asked_by=by_id))


def _latest(event_id: int, tag: str) -> DeskHolding | None:
    if not tag:
        return None
    rows = DeskHolding.objects.filter(load__event=event_id, load__tag=tag)
    return rows.order_by("load").last()
