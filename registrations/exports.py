"""Lists of guests for spreadsheets: XLSX, and CSV that Excel opens in Korean. Nothing in a cell runs as a formula."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from events import notation, phones
from events.spreadsheets import FORMATS, defuse
from registrations.models import CheckIn, CheckInOutcome, Registration
from registrations.states import RegistrationState


class RegistrationResource(ModelResource):
    """One row a guest. All cells are text."""

    code = Field("code", column_name=_("등록번호"))
    event = Field("event", column_name=_("행사"))
    name = Field("name", column_name=_("성명"))
    organization = Field("organization", column_name=_("소속"))
    department = Field("department", column_name=_("부서"))
    title = Field("title", column_name=_("직위"))
    phone = Field(column_name=_("휴대전화"))
    email = Field("email", column_name=_("이메일"))
    category = Field("get_category_display", column_name=_("참석구분"))
    state = Field("get_state_display", column_name=_("상태"))
    waiting_number = Field(column_name=_("대기 순번"))
    registered_at = Field(column_name=_("등록 시각"))
    entered_at = Field(column_name=_("입장 시각"))

    class Meta:
        model = Registration
        fields: ClassVar[list[str]] = [
            "code",
            "event",
            "name",
            "organization",
            "department",
            "title",
            "phone",
            "email",
            "category",
            "state",
            "waiting_number",
            "registered_at",
            "entered_at",
        ]
        export_order = fields

    def filter_export(self, queryset: QuerySet[Registration], **kwargs: Any) -> QuerySet[Registration]:
        entered = CheckIn.objects.filter(registration=OuterRef("pk"), outcome=CheckInOutcome.ENTERED)
        return queryset.select_related("event").annotate(entered_at=Subquery(entered.values("at")[:1]))

    def dehydrate_phone(self, registration: Registration) -> str:
        return phones.in_cell(registration.phone)

    def dehydrate_waiting_number(self, registration: Registration) -> str:
        from_list = registration.state == RegistrationState.WAITLISTED and registration.waiting_number
        return str(from_list or "")

    def dehydrate_registered_at(self, registration: Registration) -> str:
        return _moment(registration.registered_at)

    def dehydrate_entered_at(self, registration: Registration) -> str:
        return _moment(registration.entered_at)  # type: ignore[attr-defined]

    def export_field(self, field: Field, instance: Registration, **kwargs: Any) -> str:
        return defuse(str(super().export_field(field, instance, **kwargs)))


def render(registrations: QuerySet[Registration], *, name: str) -> tuple[bytes, str]:
    """The list as a file of one of FORMATS, and its content type.

    :raises KeyError: there is no such format
    """
    file_format = FORMATS[name]()
    dataset = RegistrationResource().export(registrations)
    return file_format.export_data(dataset), file_format.get_content_type()


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(notation.SEOUL):%Y-%m-%d %H:%M}" if value else ""
