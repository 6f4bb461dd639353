"""The log: no personal link can be read from it."""

import logging

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/r/SECRET-abc_1/cancel/", "/i/SECRET-abc_1/no/"])
def test_form_that_is_refused_is_noted_without_the_secret_of_its_address(caplog, prefix, path):
    client = Client(enforce_csrf_checks=True)

    assert client.post(prefix + path).status_code == 403

    (record,) = [one for one in caplog.records if one.name == "django.security.csrf"]
    (handler,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    assert handler.filter(record)
    line = handler.format(record)
    assert "SECRET" not in line
    assert path.replace("SECRET-abc_1", "…") in line
