"""What no page of the admin sends, sent to every model's pages: an answer in words, never an error page."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.messages import get_messages
from django.db.models import DateTimeField
from django.urls import reverse

from tests.factories.admin import make_world
from tests.factories.events import UserFactory

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
NONSENSE = ["abc", "²", "9" * 5000]
TIMES = ["abc", "2027-05-20", "2027-05-20 14:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
QUESTIONS = ["o", "p", "q", "all", "e", "event", "_facets", "_to_field", "_popup", "id"]


def name_of(model):
    return model._meta.label_lower.replace(".", "_")


@pytest.fixture(params=MODELS, ids=name_of)
def model(request, db, client):
    """One of the admin's models, looked at by an operator who may do everything."""
    make_world()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return request.param


def page(model, kind, *args):
    return reverse(f"admin:{name_of(model)}_{kind}", args=args)


def fields_of(model):
    return [field for field in model._meta.get_fields() if not field.auto_created]


def test_form_opens_whatever_its_address_fills_in(client, model):
    may_be_opened = client.get(page(model, "add")).status_code
    asked = [
        (field.name, value)
        for field in fields_of(model)
        for value in (
            TIMES if isinstance(field, DateTimeField) else NONSENSE if field.is_relation else ["abc"]
        )
    ]

    answers = {
        (name, value): client.get(page(model, "add"), {name: value}).status_code for name, value in asked
    }

    assert set(answers.values()) <= {may_be_opened}


def test_action_on_rows_that_cannot_be_says_so_and_changes_nothing(client, model):
    before = model._default_manager.count()
    answers = {}

    for action in _actions(client, model):
        for value in [*NONSENSE, "9" * 30]:
            for index in ("0", "x"):
                data = {"action": action, ACTION_CHECKBOX_NAME: ["1", value], "index": index}
                response = client.post(page(model, "changelist"), data)
                told = [str(one) for one in get_messages(response.wsgi_request)][-1:]
                answers[action, value, index] = response.status_code, told

    expected = 302, ["선택한 항목을 찾을 수 없습니다. 목록에서 다시 선택해 주세요."]
    assert answers == dict.fromkeys(answers, expected)
    assert model._default_manager.count() == before


def test_every_action_of_the_admin_is_tried(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    tried = {action for model in MODELS for action in _actions(client, model)}

    own = {action for model in MODELS for action in admin.site._registry[model].actions}
    assert tried == own | {"delete_selected"}


def test_list_answers_any_question(client, model):
    filters = [one for one in admin.site._registry[model].list_filter if isinstance(one, str)]
    others = [
        one.parameter_name for one in admin.site._registry[model].list_filter if not isinstance(one, str)
    ]
    steps = ["", "__exact", "__id__exact", "__isnull", "__in"]
    names = {*QUESTIONS, *others, *(f"{name}{step}" for name in filters for step in steps)}

    answers = {
        (name, value): client.get(page(model, "changelist"), {name: value}).status_code
        for name in sorted(names)
        for value in NONSENSE
    }

    # The list, the list without what it cannot be narrowed by, or Django's refusal of a lookup.
    assert set(answers.values()) <= {200, 302, 400}


def test_list_refuses_nul(client, model):
    asked = [f"{page(model, 'changelist')}?{name}=%00" for name in ("q", "o", "p", "event")]

    assert [client.get(address).status_code for address in asked] == [400] * 4


def test_row_that_cannot_be_is_not_found(client, model):
    answers = {
        (kind, value): client.get(page(model, kind, value)).status_code
        for kind in ("change", "history", "delete")
        for value in NONSENSE
    }

    assert set(answers.values()) <= {302, 403}


@pytest.mark.parametrize("value", ["2027-05-20 14:00", "2027-05-20T14:00:00+09:00"])
def test_time_in_an_address_fills_the_form_in(client, db, value):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    response = client.get(reverse("admin:events_event_add"), {"starts_at": value})

    widgets = response.context["adminform"].form["starts_at"].subwidgets[0].data["subwidgets"]
    assert [widget["value"] for widget in widgets] == ["2027-05-20", "14:00"]


@pytest.mark.parametrize("value", NONSENSE)
def test_suggestions_answer_any_question(client, db, value):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    asked = {"app_label": "events", "model_name": "event", "field_name": "venue", "term": "상공"}

    answers = [
        client.get(reverse("admin:autocomplete"), {**asked, name: value}).status_code for name in asked
    ]
    answers.append(client.get(reverse("admin:autocomplete"), {**asked, "page": value}).status_code)

    assert answers == [403, 403, 403, 200, 404]


def _actions(client, model):
    response = client.get(page(model, "changelist"))
    return admin.site._registry[model].get_actions(response.wsgi_request)
