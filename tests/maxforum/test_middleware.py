"""What holds for every request, whatever it asks for."""

import pytest
from django.urls import reverse

from registrations import links
from tests.factories.admin import desk_user, make_world
from tests.factories.events import EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("address", "status"), [("/health/live", 200), ("/", 400), ("/accounts/login/", 400)]
)
def test_health_alone_answers_under_any_host(client, settings, address, status):
    settings.ALLOWED_HOSTS = ["testserver"]

    assert client.get(address, headers={"host": "127.0.0.1:8000"}).status_code == status


@pytest.mark.parametrize(
    "address", ["/%00/", "/en/%00", "/events/de%00mo/", "/static/%00.css", "/?x=%00", "/r/%00/", "/health%00"]
)
def test_nul_in_an_address_is_refused_with_a_sentence(client, address):
    response = client.get(address)

    sentence = (
        "Please go back and try again." if address.startswith("/en/") else "뒤로 돌아가 다시 시도해 주세요."
    )
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["q=%00", "e=1&event=%00", "state=a%00b", "p=%00"])
def test_nul_in_a_search_of_the_admin_is_refused(client, operator, query):
    for model in make_world().rows():
        address = f"{reverse(f'admin:{model}_changelist')}?{query}"
        assert (address, client.get(address).status_code) == (address, 400)


def test_nul_in_a_choice_of_the_admin_is_refused(client, operator):
    query = "term=%00&app_label=events&model_name=event&field_name=venue"

    assert client.get(f"{reverse('admin:autocomplete')}?{query}").status_code == 400


def test_page_for_sending_only_says_so_when_it_is_opened(client):
    event = EventFactory()
    registration = RegistrationFactory(event=event)
    user = desk_user(event)
    client.force_login(user)
    address = reverse("desk:missed", args=[event.slug])

    response = client.get(address)

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "양식을 보낼 때만 쓰는 주소입니다." in response.content.decode()
    assert client.delete(f"/r/{links.token(registration)}/").status_code == 405
