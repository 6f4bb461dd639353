"""Deleting a rehearsal: every row that hangs on the event by whichever way, and every file of such a row.

Which tables these are is read off the models, so that a new one comes along by itself. A real event is never deleted,
and its ledgers' triggers refuse it.

The people were made up: nobody's data are destroyed, and the ledger of destruction records nothing.
"""

from collections.abc import Iterator
from functools import cache, partial, reduce
from graphlib import TopologicalSorter
from operator import or_

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import ForeignKey, Model, Q, QuerySet

from events.models import Event
from registrations.badges import files
from registrations.models import PrintJob, Registration

Links = dict[type[Model], list["ForeignKey[Model, Model]"]]


class NoRehearsal(Exception):
    """The event is a real one, or there is none."""


@transaction.atomic
def delete(*, event_id: int) -> int:
    """Delete the rehearsal; how many rows. Its files go after the commit.

    Whoever is at its desk just now ends first, and whoever comes later finds nothing.

    :raises NoRehearsal: the event is none; nothing is changed
    """
    event = (
        Event.objects.filter(rehearsal_of__isnull=False, pk=event_id).select_for_update(no_key=True).first()
    )
    if event is None:
        raise NoRehearsal
    # A scan locks the guest alone, and is waited for. What is written meanwhile without a guest is refused at its commit,
    # which is when the database looks whether the event is there.
    list(Registration.objects.filter(event=event).order_by("pk").select_for_update().values_list("pk"))
    Event.objects.select_for_update().get(pk=event_id)
    for job_id in PrintJob.objects.filter(event=event).values_list("pk", flat=True):
        transaction.on_commit(partial(files.sweep, job_id), robust=True)
    gone = 0
    for model in _tables():
        rows = _of_event(model, event_id)
        for storage, name in _files(model, rows):
            transaction.on_commit(partial(storage.delete, name), robust=True)
        gone += _delete(model, rows)
    return gone + event.delete()[0]


@cache
def _links() -> Links:
    """The models that lead to an event, each with the references by which it does."""
    every = apps.get_models(include_auto_created=True)
    found: Links = {Event: []}
    while True:
        new = [model for model in every if model not in found and _references(model, found)]
        if not new:
            break
        found |= {model: [] for model in new}
    return {model: _references(model, found) for model in found if model is not Event}


def _references(model: type[Model], found: Links) -> list["ForeignKey[Model, Model]"]:
    return [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's columns
        if isinstance(field, ForeignKey) and field.related_model in found and field.related_model is not model
    ]


@cache
def _tables() -> list[type[Model]]:
    """The models in the order in which they can be deleted: what refers to others goes first."""
    links = _links()
    order = TopologicalSorter({model: {one.related_model for one in ways} for model, ways in links.items()})
    return [model for model in reversed(list(order.static_order())) if model in links]


def _of_event(model: type[Model], event_id: int) -> QuerySet[Model]:
    """The rows of a table that belong to an event."""
    conditions = [Q(**{path: event_id}) for path in _paths(model)]
    return model._default_manager.filter(reduce(or_, conditions))  # noqa: SLF001 - documented as well


def _paths(model: type[Model]) -> Iterator[str]:
    """How filters reach the event from the model: by one reference that is always there, or by each that may be."""
    ways = _links()[model]
    sure = [one for one in ways if not one.null][:1]
    for field in sure or ways:
        if field.related_model is Event:
            yield field.name
        else:
            for rest in _paths(field.related_model):
                yield f"{field.name}__{rest}"


def _delete(model: type[Model], rows: QuerySet[Model]) -> int:
    """Delete them; those to which others of the same table refer after these."""
    ids = set(rows.values_list("pk", flat=True))
    own = [one for one in model._meta.concrete_fields if one.related_model is model]  # noqa: SLF001
    gone = 0
    while ids:
        needed = {
            pk
            for field in own
            for pk in model._default_manager.filter(pk__in=ids).values_list(field.attname, flat=True)  # noqa: SLF001
        }
        leaves = ids - needed
        gone += model._default_manager.filter(pk__in=leaves).delete()[0]  # noqa: SLF001
        ids -= leaves
    return gone


def _files(model: type[Model], rows: QuerySet[Model]) -> Iterator[tuple[Storage, str]]:
    for field in model._meta.concrete_fields:  # noqa: SLF001
        if isinstance(field, models.FileField):
            for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
                yield field.storage, name
