"""The list of organizations in the admin: its contacts, its divisions, its way in and out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from events.models import Division, Organization
from tests import spreadsheets
from tests.factories.admin import organizer_of
from tests.factories.events import DivisionFactory, EventFactory, OrganizationFactory, UserFactory

IMPORT = "/admin/events/organization/import/"
LIST = [
    ["기관 목록"],
    ["기관명", "구분", "분과", "이메일"],
    ["새 기관", "産", "가전", "a@b.kr"],
    ["나쁜 기관", "화성"],
]


@pytest.fixture
def organizer(client, db):
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


@pytest.fixture
def appliances(db):
    return DivisionFactory(name="AI 가전")


def upload(client, rows=LIST, **data):
    file = SimpleUploadedFile("list.xlsx", spreadsheets.xlsx(rows))
    return client.post(reverse("admin:events_organization_import"), {"file": file, **data})


def shown(response):
    return {"list": response.context["list"], "digest": response.context["plan"].digest}


def test_import_shows_first_and_writes_on_the_second_post(client, organizer, appliances):
    preview = upload(client)

    assert preview.status_code == 200
    assert [(kind.value, len(steps)) for kind, steps in preview.context["groups"]] == [
        ("wrong", 1), ("changed", 0), ("new", 1), ("same", 0),
    ]  # fmt: skip
    assert "「화성」(은)는 없는 구분입니다." in preview.content.decode()
    assert Organization.objects.count() == 0

    done = client.post(IMPORT, shown(preview), follow=True)

    made = Organization.objects.get()
    assert (made.name, made.contact_email, list(made.divisions.all())) == ("새 기관", "a@b.kr", [appliances])
    assert [str(message) for message in done.context["messages"]] == [
        "기관 1곳을 새로 넣고 0곳을 고쳤습니다. 오류가 있는 1행은 넣지 않았습니다."
    ]


def test_import_that_was_overtaken_shows_again_and_writes_nothing(client, organizer, appliances):
    preview = upload(client)
    OrganizationFactory(name="새 기관")

    response = client.post(IMPORT, shown(preview))

    assert response.status_code == 409
    assert [(kind.value, len(steps)) for kind, steps in response.context["groups"]][1] == ("changed", 1)
    assert Organization.objects.get().contact_email == ""


def test_import_sent_twice_is_written_once(client, organizer, appliances):
    fields = shown(upload(client))

    client.post(IMPORT, fields)
    client.post(IMPORT, fields)

    assert Organization.objects.count() == 1


@pytest.mark.parametrize("sent", ["forged", ""])
def test_import_of_a_forged_list_is_refused(client, organizer, sent):
    response = client.post(IMPORT, {"list": sent, "digest": "x"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "화면을 연 지 오래되었습니다. 파일을 다시 올려 주세요."
    ]
    assert Organization.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "빈 파일입니다."),
        (b"%PDF", "표가 들어 있는 파일이 아닙니다."),
        (spreadsheets.xlsx([["성명", "이메일"], ["홍길동", "a@b.kr"]]), "기관명 열을 찾을 수 없습니다."),
        (spreadsheets.xlsx([["기관명", "구분"]]), "제목 행 아래에 기관이 없습니다."),
    ],
)
def test_file_that_is_no_list_is_refused_in_a_sentence(client, organizer, content, sentence):
    response = client.post(IMPORT, {"file": SimpleUploadedFile("list", content)})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()[0].startswith(sentence)


def test_import_without_a_file_asks_for_one(client, organizer):
    assert client.get(IMPORT).status_code == 200
    assert client.post(IMPORT).context["form"].errors == {"file": ["파일을 골라 주세요."]}


def test_staff_without_a_role_bring_nothing_in_and_take_nothing_out(client, db):
    client.force_login(UserFactory(is_staff=True))

    assert upload(client).status_code == 404
    assert client.get(reverse("admin:events_organization_export", args=["csv"])).status_code == 404


def test_export_holds_the_list_as_it_is_filtered(client, organizer, appliances):
    OrganizationFactory(name="가전 회사", divisions=[appliances], contact_name="홍길동")
    OrganizationFactory(name="다른 회사")

    response = client.get(
        reverse("admin:events_organization_export", args=["csv"]), {"divisions__id__exact": appliances.pk}
    )

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1:] == [["가전 회사", "", "", "産", "AI 가전", "홍길동", "", "", ""]]
    assert rows[0][:5] == ["기관명", "약칭", "영문 기관명", "구분", "분과"]


@pytest.mark.parametrize("bodies", [1, 3])
def test_export_costs_the_same_however_long_it_is(client, organizer, appliances, bodies):
    for _number in range(bodies):
        OrganizationFactory(divisions=[appliances])

    with assertNumQueries(7):
        client.get(reverse("admin:events_organization_export", args=["xlsx"]))


def test_contact_is_cleaned_as_it_is_saved(client, organizer, appliances):
    body = OrganizationFactory()
    fields = {
        "name": body.name, "sector": "industry", "divisions": [appliances.pk], "contact_name": " 홍  길동 ",
        "contact_email": "mailto:HONG@a.kr", "contact_phone": "1012345678",
    }  # fmt: skip

    response = client.post(reverse("admin:events_organization_change", args=[body.pk]), fields)

    body.refresh_from_db()
    assert response.status_code == 302
    assert (body.contact_name, body.contact_email, body.contact_phone.as_e164) == (
        "홍 길동", "hong@a.kr", "+821012345678",
    )  # fmt: skip
    assert list(body.divisions.all()) == [appliances]


@pytest.mark.parametrize(
    ("field", "value"),
    [("contact_email", "hong@"), ("contact_phone", "901231-1234567"), ("contact_name", "홍길동😀")],
)
def test_contact_that_is_wrong_is_refused(client, organizer, field, value):
    body = OrganizationFactory()
    fields = {"name": body.name, "sector": "industry", field: value}

    response = client.post(reverse("admin:events_organization_change", args=[body.pk]), fields)

    assert list(response.context["adminform"].form.errors) == [field]


@pytest.mark.django_db
def test_in_division_gives_the_bodies_of_that_division(appliances):
    inside = OrganizationFactory(divisions=[appliances, DivisionFactory()])
    OrganizationFactory(divisions=[DivisionFactory()])

    assert list(Organization.objects.in_division(appliances.pk)) == [inside]


def test_division_that_organizations_have_counts_them(client, organizer, appliances):
    OrganizationFactory.create_batch(2, divisions=[appliances])

    response = client.get(reverse("admin:events_division_changelist"))

    assert [one.organization_count for one in response.context["cl"].result_list] == [2]
    assert Division.objects.count() == 1


def test_search_offers_bodies_to_forms(client, organizer):
    OrganizationFactory(name="한국생산기술연구원")
    OrganizationFactory(name="명지대학교")

    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "events", "model_name": "event", "field_name": "hosts", "term": "생산기술"},
    ).json()

    assert [one["text"] for one in answer["results"]] == ["한국생산기술연구원"]
