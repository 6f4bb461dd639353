"""The roster that a desk takes onto its device, and what has changed of it since. The device encrypts it at once."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from events import phones
from events.models import Event
from registrations import codeimages, seats
from registrations.badges import faces, layouts, single, styling
from registrations.badges.faces import Form
from registrations.badges.layouts import Layout
from registrations.desk import blanks, doors, holdings, listing, sealing
from registrations.desk.recording import OPEN_STATES
from registrations.models import (
    BadgePrint,
    BadgeText,
    CheckIn,
    EntryList,
    Presence,
    Registration,
    RevokedCode,
    SessionChoice,
)
from registrations.states import Category, RegistrationState

KEPT_AFTER_THE_EVENT = timedelta(hours=24)
KEPT_WITHOUT_A_DATE = timedelta(hours=24)  # from the loading, where the event has none yet
# What was written by a transaction that had not ended when the last answer was made is told by the next one.
OVERLAP = timedelta(seconds=60)


def load(*, event_id: int, by_id: int, device: str, language: str, at: datetime) -> dict[str, Any]:
    """Everything that a desk needs without a network, in the active language, which ``language`` names.

    That it was taken, by whom and onto which device, is written down.
    """
    people = list(_people(event_id).filter(erased_at__isnull=True))
    holdings.loaded(event_id=event_id, by_id=by_id, device=device, people=len(people), at=at)
    return {**_told(event_id, people, language=language, at=at), "spare": blanks.spare_codes()}


def changes(*, event_id: int, since: datetime, language: str, at: datetime) -> dict[str, Any]:
    """The same of those alone of whom something has changed; ``gone`` are the codes of erased guests."""
    changed = list(_people(event_id).filter(_touched(event_id, since - OVERLAP)))
    kept = [person for person in changed if person.erased_at is None]
    told = _told(event_id, kept, language=language, at=at)
    return {**told, "gone": _codes([person for person in changed if person.erased_at is not None])}


def _codes(people: Sequence[Registration]) -> list[str]:
    """Every code that these guests have or had."""
    revoked = (
        RevokedCode.objects.filter(registration__in=people).values_list("code", flat=True) if people else []
    )
    return [*(person.code for person in people), *revoked]


def _told(event_id: int, people: Sequence[Registration], *, language: str, at: datetime) -> dict[str, Any]:
    event = Event.objects.get(pk=event_id)
    lists = list(listing.lists_of(event_id))
    terms = layouts.terms(event_id)
    layout = layouts.coloured(layouts.get(event_id, single.DESK), terms.colours)
    # The picture itself is told once; a line says only that it stands there.
    logo = "logo" if layout.logo else ""
    form = faces.form(event, layout, words=terms.words, language=language, logo_src=logo)
    return {
        "event": _event(event, lists, layout, form, at=at, language=language),
        "people": _rows(event_id, people, lists, form),
        "gone": [],
    }


def _event(
    event: Event, lists: Iterable[EntryList], layout: Layout, form: Form, *, at: datetime, language: str
) -> dict[str, Any]:
    ends = event.ends_at + KEPT_AFTER_THE_EVENT if event.ends_at else at + KEPT_WITHOUT_A_DATE
    sheet = layout.sheet
    name = event.name_en if language == "en" and event.name_en else event.name
    return {
        "slug": event.slug,
        "name": f"[{event.mark}] {name}" if event.mark else name,
        "is_open": event.state in OPEN_STATES,
        "wipe_at": _milliseconds(ends),
        "cursor": _milliseconds(at),
        "seal_key": sealing.public_key(event.pk),
        "lists": [{"id": one.pk, "name": one.name} for one in lists],
        "categories": {str(value): str(label) for value, label in Category.choices},
        "states": {str(value): str(label) for value, label in RegistrationState.choices},
        "badge": {
            "page": f"@page{{size:{sheet.width:g}mm {sheet.height:g}mm;margin:0}}",
            "style": styling.css(layout.design, width=sheet.width, height=sheet.height, mark=event.mark),
            "logo": codeimages.data_uri(layout.logo) if layout.logo else "",
            "background": codeimages.data_uri(layout.background) if layout.background else "",
            **blanks.blocks(form),
        },
    }


def _rows(
    event_id: int, people: Sequence[Registration], lists: Sequence[EntryList], form: Form
) -> list[dict[str, Any]]:
    ids = [person.pk for person in people]
    seated = seats.of(ids)
    listed = doors.of(lists, people)
    inside: dict[int, list[dict[str, Any]]] = {}
    for presence in Presence.objects.filter(registration__in=ids).select_related("entry"):
        inside.setdefault(presence.registration_id, []).append(
            {
                "list": presence.entry_list_id,
                "at": _milliseconds(presence.entry.at),
                "scan_id": str(presence.entry.scan_id),
            }
        )
    revoked: dict[int, list[str]] = {}
    for registration_id, code in RevokedCode.objects.filter(registration__in=ids).values_list(
        "registration", "code"
    ):
        revoked.setdefault(registration_id, []).append(code)
    return [
        {
            **_person(person, form),
            "seat": seated.get(person.pk, ""),
            "lists": listed[person.pk],
            "inside": inside.get(person.pk, []),
            "revoked": revoked.get(person.pk, []),
        }
        for person in people
    ]


def _person(person: Registration, form: Form) -> dict[str, Any]:
    face = form.face(faces.person(person))
    return {
        "code": person.code,
        "name": person.name,
        "organization": person.organization,
        "department": person.department,
        "title": person.title,
        "category": person.category,
        "state": person.state,
        "phone": phones.stored(person.phone),
        "email": person.email,
        "comes_for": person.comes_for,
        "is_deputy": person.is_deputy,
        "was_printed": person.was_printed,  # type: ignore[attr-defined]
        "order": [person.name_key, person.organization_key, person.pk],
        "badge": {
            "lines": [
                {
                    "classes": line.classes,
                    "text": line.text,
                    "mark": face.mark if line.field == "category" else "",
                    "is_logo": bool(line.src),
                }
                for line in face.lines
            ],
            "qr": codeimages.qr_data_uri(person.code) if face.has_code else "",
            "readable": face.person.readable_code,
        },
    }


def _people(event_id: int) -> QuerySet[Registration]:
    prints = BadgePrint.objects.in_hand().filter(registration=OuterRef("pk"))
    people = Registration.objects.filter(event=event_id).with_badge_texts()
    return people.select_related("badge_text", "invitation", "stands_in_for").annotate(
        was_printed=Exists(prints)
    )


def _touched(event_id: int, since: datetime) -> Q:
    """Of whom something that a desk shows was written since."""
    ledgers = [
        CheckIn.objects.filter(event=event_id, received_at__gte=since),
        RevokedCode.objects.filter(registration__event=event_id, at__gte=since),
        BadgePrint.objects.filter(registration__event=event_id, at__gte=since),
        BadgeText.objects.filter(registration__event=event_id, at__gte=since),
        SessionChoice.objects.filter(
            Q(chosen_at__gte=since) | Q(cancelled_at__gte=since), registration__event=event_id
        ),
    ]
    touched = Q(changed_at__gte=since)
    for rows in ledgers:
        touched |= Q(pk__in=rows.order_by().values("registration"))
    return touched


def _milliseconds(moment: datetime) -> int:
    """As JavaScript counts: since 1970, UTC."""
    return int(moment.astimezone(UTC).timestamp() * 1000)
