"""Lists of guests for spreadsheets: XLSX, and CSV that Excel opens in Korean. Nothing in a cell runs as a formula."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from events import notation, phones
from events.spreadsheets import FORMATS, defuse
from registrations import answers, seats
from registrations.models import Answer, CheckIn, Question, Registration, SessionChoice
from registrations.states import RegistrationState


class AnswerField(Field):
    """What each guest answered to one question, as it was shown to them."""

    def __init__(self, kept: dict[int, dict[int, Answer]], question: Question) -> None:
        super().__init__(column_name=defuse(question.label))
        self._kept, self._question_id = kept, question.pk

    def export(self, instance: Registration, **kwargs: Any) -> str:
        answer = self._kept.get(instance.pk, {}).get(self._question_id)
        return answer.shown if answer else ""


class SessionsColumn(Field):
    """The sessions that each guest chose."""

    def __init__(self, chosen: dict[int, list[str]]) -> None:
        super().__init__(column_name=_("세션 선택"))
        self._chosen = chosen

    def export(self, instance: Registration, **kwargs: Any) -> str:
        return "; ".join(self._chosen.get(instance.pk, []))


class SeatColumn(Field):
    """The seat of each guest, as the hall names it."""

    def __init__(self, seated: dict[int, str]) -> None:
        super().__init__(column_name=_("좌석"))
        self._seated = seated

    def export(self, instance: Registration, **kwargs: Any) -> str:
        return self._seated.get(instance.pk, "")


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

    def __init__(self, registrations: QuerySet[Registration]) -> None:
        """With a column for each question of the events whose guests are in the list, and for what anybody has of
        chosen sessions and seats.
        """
        super().__init__()
        events = registrations.order_by().values("event")
        asked = Question.objects.filter(event__in=events).order_by("event", "position", "pk")
        self._answers: dict[int, dict[int, Answer]] = {}
        self._sessions: dict[int, list[str]] = {}
        for question in asked:
            self.fields[f"question_{question.pk}"] = AnswerField(self._answers, question)
        if asked:
            self._answers.update(answers.current(registrations.order_by().values_list("pk")))
        chosen = SessionChoice.objects.filter(
            registration__in=registrations.order_by().values("pk"), cancelled_at__isnull=True
        )
        for registration_id, title in chosen.order_by("pk").values_list("registration", "title"):
            self._sessions.setdefault(registration_id, []).append(title)
        if self._sessions:
            self.fields["sessions"] = SessionsColumn(self._sessions)
        seated = seats.of(registrations.order_by().values("pk"))
        if seated:
            self.fields["seat"] = SeatColumn(seated)

    def get_export_order(self) -> tuple[str, ...]:
        """The columns of every guest, then those of the questions, whatever these are called."""
        usual = tuple(self._meta.fields)
        return (*usual, *(name for name in self.fields if name not in usual))

    def filter_export(self, queryset: QuerySet[Registration], **kwargs: Any) -> QuerySet[Registration]:
        entered = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
        return queryset.select_related("event").annotate(
            entered_at=Subquery(entered.order_by("at", "pk").values("at")[:1])
        )

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
    dataset = RegistrationResource(registrations).export(registrations)
    return file_format.export_data(dataset), file_format.get_content_type()


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(notation.SEOUL):%Y-%m-%d %H:%M}" if value else ""
