"""The form of one session in the admin: filled in, sent, and what it answers."""

from django.urls import reverse

from agenda.models import SessionKind, SpeakerRole

NOBODY = {"appearances-TOTAL_FORMS": 0, "appearances-INITIAL_FORMS": 0}


def filled(event, **changes):
    fields = {
        "event": event.pk,
        "kind": SessionKind.TALK,
        "title": "제조 AX의 방향",
        "start": "14:10",
        "minutes": 15,
        "room": event.room_id,
        **NOBODY,
    }
    return {**fields, **changes}


def cast(*speakers, initial=0):
    fields = {"appearances-TOTAL_FORMS": len(speakers), "appearances-INITIAL_FORMS": initial}
    for number, speaker in enumerate(speakers):
        fields[f"appearances-{number}-speaker"] = speaker.pk
        fields[f"appearances-{number}-role"] = SpeakerRole.SPEAKER
        fields[f"appearances-{number}-position"] = number
    return fields


def add(client, event, **changes):
    return client.post(reverse("admin:agenda_session_add"), filled(event, **changes))


def errors(response):
    form = response.context["adminform"].form
    formset = response.context["inline_admin_formsets"][0].formset
    return [str(error) for error in [*form.non_field_errors(), *formset.non_form_errors()]]
