"""In which order people stand on papers and lists."""

from typing import TypeVar

from django.db import models
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from registrations.models import Registration
from registrations.states import Category

People = TypeVar("People", bound=QuerySet[Registration])


class Order(models.TextChoices):
    NAME = "name", _("가나다순")
    ORGANIZATION = "organization", _("소속순")
    PROTOCOL = "protocol", _("의전 순서")
    CODE = "code", _("등록번호순")


def rank(*, registration_id: int, rank: int | None) -> None:
    """Say where somebody stands within their category when the order is that of protocol; None is at its end."""
    Registration.objects.filter(pk=registration_id).update(protocol_rank=rank)


def arrange(people: People, order: str) -> People:
    """The people in that order; two with the same key by name, then by organization, always the same way.

    Protocol goes by category, by the rank that an organizer gave, then as the roster of invitations had them.
    """
    if order == Order.PROTOCOL:
        place = Case(*(When(category=one, then=Value(number)) for number, one in enumerate(Category)))
        first = [place, F("protocol_rank").asc(nulls_last=True), F("invitation").asc(nulls_last=True)]
        return people.order_by(*first, "name_key", "pk")
    first_keys = {Order.ORGANIZATION: ["organization_key"], Order.CODE: ["code"]}.get(Order(order), [])
    return people.order_by(*first_keys, "name_key", "organization_key", "pk")
