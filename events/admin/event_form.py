"""The form of an event, with what an organizer should know beside each field."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventState


class EventForm(forms.ModelForm):
    class Meta:
        model = Event
        fields: ClassVar[list[str]] = []  # the admin's fieldsets name them
        labels = {"slug": _("웹 주소")}
        help_texts = {
            "name": _(
                "보도자료와 공개 페이지에 쓰는 이름 그대로 적습니다. 예: 제1회 M.AX 컨퍼런스 겸 산업성장포럼. "
                "행사명, 시리즈, 주제는 공고하기 전에도 공개됩니다."
            ),
            "slug": _(
                "공개 페이지 주소의 끝부분입니다. 영문 소문자, 숫자, -만 씁니다. "
                "공고하거나 프로그램을 확정하거나 참가 등록을 받은 뒤에는 바꿀 수 없습니다."
            ),
            "starts_at": _(
                "미정이면 시작과 종료를 함께 비워 둡니다. "
                "일시와 장소는 공고한 뒤에 공개되며, 그때까지는 「일정 미정」으로 안내됩니다."
            ),
            "capacity": _("정원이 차면 다음 분부터 대기자로 접수합니다. 늘리면 대기 순서대로 확정됩니다."),
            "registration_opens_at": _("비워 두면 참가 등록을 받지 않습니다."),
            "registration_closes_at": _("비워 두면 행사가 끝날 때까지 받습니다."),
            "is_demonstration": _("시연용 행사에는 모든 화면과 문서에 시연용이라고 표시됩니다."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        venue, room = data.get("venue"), data.get("room")
        if room is not None and (venue is None or room.venue_id != venue.pk):
            self.add_error("room", _("이 회의실은 선택한 장소에 있지 않습니다. 장소를 함께 확인해 주세요."))
        # The database says so too, but a form does not know the state, which is no field of it.
        if self.instance.state in {EventState.ANNOUNCED, EventState.CLOSED}:
            for field in ("starts_at", "ends_at", "venue"):
                if field in data and data[field] is None:
                    self.add_error(field, _("공고한 행사의 일시와 장소는 비울 수 없습니다."))
        return data
