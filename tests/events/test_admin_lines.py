"""What organizers type is cleaned as what guests type is."""

import pytest
from django.contrib import admin
from django.db.models import TextField
from django.urls import reverse

from agenda.models import Speaker
from events.fields import LinesField
from events.models import Event, Organization, Series, Venue
from tests.factories.events import UserFactory

NO_ROWS = {
    f"{prefix}-{field}": 0
    for prefix in (
        "rooms",
        "series_entries",
        "contacts",
        "role_grants",
        "seat_rules",
        "category_terms",
        "availabilities",
    )
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}
FIELDS = {
    "events_event": {"slug": "max-2", "capacity": 50},
    "events_series": {"slug": "max", "position": 1},
    "events_organization": {"sector": "industry"},
    "events_venue": {},
    "agenda_speaker": {"protocol_rank": 1},
}
MODELS = {
    "events_event": Event,
    "events_series": Series,
    "events_organization": Organization,
    "events_venue": Venue,
    "agenda_speaker": Speaker,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    def send(model, **fields):
        return client.post(reverse(f"admin:{model}_add"), {**FIELDS[model], **NO_ROWS, **fields})

    return send


@pytest.mark.parametrize("model", FIELDS)
@pytest.mark.parametrize("name", ["제1회\x07 포럼", "제1회\u202e 포럼", "제1회\u200b 포럼", "\u3164"])
def test_name_with_characters_that_nobody_sees_is_refused(add, model, name):
    response = add(model, name=name)

    assert response.context["adminform"].form.errors["name"] == [
        "쓸 수 없는 문자(제어 문자)가 있습니다. 지우고 다시 입력해 주세요."
    ]
    assert not MODELS[model].objects.exists()


@pytest.mark.parametrize("model", FIELDS)
def test_name_is_one_line(add, model):
    add(model, name="제1회\r\n포럼: 가\n나 ")

    assert MODELS[model].objects.get().name == "제1회 포럼: 가 나"


def test_line_of_a_part_is_cleaned_too(add):
    contact = {
        "contacts-TOTAL_FORMS": 1,
        "contacts-0-department": "산업\x07정책과",
        "contacts-0-position": 0,
    }

    response = add("events_event", name="제1회 포럼", **contact)

    forms = [inline.formset for inline in response.context["inline_admin_formsets"]]
    errors = [error for formset in forms for error in formset.errors if error]
    assert errors == [{"department": ["쓸 수 없는 문자(제어 문자)가 있습니다. 지우고 다시 입력해 주세요."]}]


TEXTS = [
    ("events_event", "purpose"),
    ("events_event", "purpose_en"),
    ("events_series", "description"),
    ("events_series", "description_en"),
    ("events_venue", "directions"),
    ("events_venue", "directions_en"),
    ("agenda_speaker", "biography"),
    ("agenda_speaker", "biography_en"),
]
TEXTS_OF_PARTS = [("registrations_question", "choices")]


def test_every_text_of_the_admin_s_forms_is_cleaned(admin_client):
    request = admin_client.get(reverse("admin:index")).wsgi_request
    found = {}
    for its_admin in admin.site._registry.values():
        if not its_admin.has_change_permission(request):
            continue  # a ledger, which is only looked at
        parts = [part.get_formset(request).form for part in its_admin.get_inline_instances(request)]
        for form in [its_admin.get_form(request), *parts]:
            model = form._meta.model._meta
            texts = {field.name for field in model.fields if isinstance(field, TextField)}
            for name in texts & form.base_fields.keys():
                found[model.label_lower.replace(".", "_"), name] = type(form.base_fields[name])

    assert found == dict.fromkeys([*TEXTS, *TEXTS_OF_PARTS], LinesField)


@pytest.mark.parametrize(("model", "field"), TEXTS)
@pytest.mark.parametrize("text", ["1호선\x07 시청역\n도보", "1호선\n\u202e시청역"])
def test_text_with_characters_that_nobody_sees_is_refused(add, model, field, text):
    response = add(model, name="제1회 포럼", **{field: text})

    assert response.context["adminform"].form.errors[field] == [
        "쓸 수 없는 문자(제어 문자)가 있습니다. 지우고 다시 입력해 주세요."
    ]
    assert not MODELS[model].objects.exists()


@pytest.mark.parametrize(("model", "field"), TEXTS)
def test_text_keeps_its_lines(add, model, field):
    add(model, name="제1회 포럼", **{field: "□ 첫째\r\n\r\n  ㅇ 둘째 \r\n"})

    assert getattr(MODELS[model].objects.get(), field) == "□ 첫째\n\nㅇ 둘째"
