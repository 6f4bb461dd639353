"""The list of those invited (초청 명단): who was invited, who answered what by which way, who came."""

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from events import phones
from events.admin.base import OrganizerAdmin, OwnEventFilter
from events.fields import LineField
from events.models import MessageState, User
from events.models.message import LOST_STATES
from registrations import booking, invitation_sending, inviting, ledger
from registrations.admin import answers, chosen, holding, mass_mail
from registrations.forms import AddressField, MobileField
from registrations.inviting import Invitee
from registrations.models import Invitation
from registrations.states import InvitationKind, InvitationState, RegistrationState

STATES = {
    InvitationState.READY.label: "info",
    InvitationState.SENT.label: "warning",
    InvitationState.ACCEPTED.label: "success",
    InvitationState.DEPUTED.label: "success",
    InvitationState.DECLINED.label: "danger",
    InvitationState.REVOKED.label: "danger",
}
DELAYED = pgettext_lazy("mail", "지연")
MAILS = {
    DELAYED: "warning",
    MessageState.WAITING.label: "info",
    MessageState.QUEUED.label: "info",
    MessageState.SENDING.label: "info",
    MessageState.SENT.label: "success",
    MessageState.FAILED.label: "danger",
    MessageState.STOPPED.label: "danger",
    MessageState.WITHHELD.label: "warning",
    MessageState.BOUNCED.label: "danger",
}


class InvitationForm(forms.ModelForm):
    """Who is invited, cleaned as the public forms clean it."""

    name = LineField(label=_("성명"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    organization = LineField(label=_("소속"), max_length=120, widget=UnfoldAdminTextInputWidget)
    department = LineField(label=_("부서"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    title = LineField(label=_("직위"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    email = AddressField(
        label=_("이메일"),
        max_length=150,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "email"}),
    )
    phone = MobileField(label=_("휴대전화"), region="KR", required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Invitation
        fields = [
            "event",
            "kind",
            "name",
            "organization",
            "department",
            "title",
            "email",
            "phone",
            "category",
            "body",
            "sector",
            "seats",
            "held_until",
            "language",
            "note",
        ]
        help_texts = {
            "kind": _("개인 초청은 한 분, 기관 좌석 배정은 담당자가 참석하실 분을 지정합니다."),
            "held_until": _("이때까지 좌석을 비워 둡니다. 비워 두면 답변할 때 남은 자리를 드립니다."),
            "seats": _("기관 좌석 배정일 때만 1보다 큽니다."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["phone"] = phones.shown(self.instance.phone)
        if "kind" in self.fields:
            shown = [kind for kind in InvitationKind.choices if kind[0] != InvitationKind.GROUP]
            self.fields["kind"].choices = shown  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind", self.instance.kind)
        if kind == InvitationKind.PERSON and not data.get("name"):
            self.add_error("name", _("초청하시는 분의 성명을 적어 주세요."))
        if kind == InvitationKind.PERSON and data.get("seats", 1) != 1:
            self.add_error("seats", _("개인 초청의 좌석은 1입니다."))
        return data


class StageFilter(admin.SimpleListFilter):
    """Where in its story an invitation stands."""

    title = _("단계")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("undelivered", _("전달되지 않음")),
            ("unopened", _("열어 보지 않음")),
            ("unanswered", _("답변 없음")),
            ("came", _("입장함")),
            ("no-show", _("오지 않음")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        stages: dict[str, dict[str, Any]] = {
            "undelivered": {"mail_state__in": LOST_STATES},
            "unopened": {"state": InvitationState.SENT, "was_opened": False},
            "unanswered": {"state": InvitationState.SENT},
            "came": {"has_come": True},
            "no-show": {
                "guest_state": RegistrationState.CONFIRMED,
                "has_come": False,
                "event__ends_at__lte": timezone.now(),
            },
        }
        return queryset.filter(**stages.get(self.value() or "", {}))


@admin.register(Invitation)
class InvitationAdmin(OrganizerAdmin):
    form = InvitationForm
    list_display = [
        "who_shown",
        "organization",
        "title",
        "category",
        "mail_label",
        "opened_shown",
        "state_label",
        "answered",
        "guest_shown",
        "came_shown",
    ]
    list_display_links = ["who_shown"]
    list_fullwidth = True
    list_filter = [OwnEventFilter, "state", StageFilter, "category", "sector", "kind"]
    search_fields = ["name", "organization", "email", "code"]
    search_help_text = _("성명, 소속, 이메일, 초청번호로 찾습니다.")
    ordering = ["pk"]
    autocomplete_fields = ["body"]
    actions = [
        "send_selected",
        "remind_selected",
        "write_to_selected",
        "hold_selected",
        "renew_selected",
        "revoke_selected",
        "restore_selected",
    ]
    change_form_outer_before_template = "registrations/admin/_invitation_panel.html"
    change_list_template = "registrations/admin/invitation_list.html"
    fieldsets: Any = [
        (None, {"fields": ["event", "kind", ("category", "state_label")]}),
        (
            _("초청하는 분"),
            {
                "fields": [
                    ("name", "title"),
                    ("organization", "department"),
                    ("email", "phone"),
                    ("body", "sector"),
                    "language",
                ]
            },
        ),
        (pgettext_lazy("invitation", "좌석"), {"fields": ["seats", "held_until", "note"]}),
    ]
    readonly_fields = ["state_label"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return ledger.with_story(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["state_label", "event", "kind"] if obj else ["state_label"]

    @display(description=_("성명·기관"), ordering="name")
    def who_shown(self, invitation: Invitation) -> str:
        if invitation.is_for_several:
            return _("%(name)s · %(seats)d석") % {"name": invitation.organization, "seats": invitation.seats}
        return invitation.name

    @display(description=_("초청장"), label=MAILS)
    def mail_label(self, invitation: Any) -> str:
        if invitation.mail_state == MessageState.QUEUED and invitation.mail_attempts:
            return str(DELAYED)
        return str(MessageState(invitation.mail_state).label) if invitation.mail_state else "-"

    @display(description=_("열람"))
    def opened_shown(self, invitation: Any) -> str:
        return "○" if invitation.was_opened else "-"

    @display(description=_("상태"), ordering="state", label=STATES)
    def state_label(self, invitation: Invitation) -> str:
        return invitation.get_state_display()

    @display(description=_("답변"), ordering="answered_at")
    def answered(self, invitation: Invitation) -> str:
        if invitation.answered_at is None:
            return "-"
        day = timezone.localtime(invitation.answered_at)
        return f"{day:%m. %d. %H:%M} {invitation.get_answered_way_display()}"

    @display(description=_("참석자"))
    def guest_shown(self, invitation: Any) -> str:
        if not invitation.guest_name:
            return "-"
        state = RegistrationState(invitation.guest_state)
        waits = "" if state == RegistrationState.CONFIRMED else f" ({state.label})"
        return f"{invitation.guest_name}{waits}"

    @display(description=_("입장"))
    def came_shown(self, invitation: Any) -> str:
        return "○" if invitation.has_come else "-"

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        """A new one goes through the rule, which gives it its code and its ledger; a change is noted in the ledger."""
        me = cast(User, request.user).pk
        if change:
            inviting.correct(
                invitation_id=obj.pk,
                values={
                    name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data
                },
                by_id=me,
                at=timezone.now(),
            )
            return
        data = {
            name: value
            for name, value in form.cleaned_data.items()
            if name not in {"event", "held_until", "body"}
        }
        body = form.cleaned_data["body"]
        phone = data.pop("phone")
        invitee = Invitee(**data, phone=phone.as_e164 if phone else "", body_id=body.pk if body else None)
        made = inviting.invite(
            event_id=obj.event_id,
            invitees=[invitee],
            held_until=form.cleaned_data["held_until"],
            by_id=me,
            at=timezone.now(),
        )
        obj.pk = made[0].pk
        obj.refresh_from_db()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        invitation = self.get_object(request, object_id) if object_id else None
        context = {
            "story": ledger.story(invitation) if invitation else [],
            "invitation": invitation,
            "event": invitation.event if invitation else None,
        }
        try:
            return super().changeform_view(request, object_id, form_url, {**context, **(extra_context or {})})
        except booking.BookingRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(self.answer_view)
        hold = self.admin_site.admin_view(partial(holding.hold, site=self.admin_site))
        return [
            path("hold/", hold, name="registrations_invitation_hold"),
            path("<int:invitation_id>/answer/", answer, name="registrations_invitation_answer"),
            *super().get_urls(),
        ]

    def answer_view(self, request: HttpRequest, invitation_id: int) -> HttpResponse:
        return answers.answer(request, invitation_id, site=self.admin_site)

    @admin.action(description=_("선택한 분께 초청장 보내기"))
    def send_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        self._mail(request, queryset, invitation_sending.send)

    @admin.action(description=_("선택한 분 가운데 답변 없는 분께 다시 안내"))
    def remind_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        self._mail(request, queryset, invitation_sending.remind)

    @admin.action(description=_("선택한 분께 단체 메일 쓰기"))
    def write_to_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> HttpResponse | None:
        return mass_mail.to_selected(request, queryset)

    @admin.action(description=_("좌석 보류 기한 정하기"))
    def hold_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> HttpResponse:
        return holding.ask_moment(request, queryset, site=self.admin_site)

    @admin.action(description=_("링크 새로 만들어 보내기(옛 링크는 못 쓰게 됨)"))
    def renew_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        self._mail(request, queryset, invitation_sending.renew)

    @admin.action(description=_("선택한 초청 철회"))
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        self._each(request, queryset, inviting.revoke, _("초청 %(count)d건을 철회했습니다."))

    @admin.action(description=_("철회한 초청 되살리기"))
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        self._each(request, queryset, inviting.restore, _("초청 %(count)d건을 되살렸습니다."))

    def _mail(self, request: HttpRequest, queryset: QuerySet[Invitation], step: Any) -> None:
        grouped = chosen.by_event(queryset)
        sent = 0
        for event_id, ids in grouped.items():
            try:
                sent += step(
                    event_id=event_id,
                    invitation_ids=ids,
                    by_id=cast(User, request.user).pk,
                    at=timezone.now(),
                )
            except booking.BookingRefused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        if sent:
            self.message_user(request, _("메일 %(count)d통을 보냅니다.") % {"count": sent}, messages.SUCCESS)
        if sent > invitation_sending.MOST_AT_ONCE:
            note = _(
                "많은 메일은 정한 속도로 08:00~21:00에 나갑니다. 「단체 메일」에서 진행을 보고 멈출 수 있습니다."
            )
            self.message_user(request, note, messages.INFO)
        left = sum(map(len, grouped.values())) - sent
        if sent and left:
            text = _("%(count)d건은 이메일이 없거나 이미 답했거나 방금 보낸 초청이라 보내지 않았습니다.") % {
                "count": left
            }
            self.message_user(request, text, messages.WARNING)

    def _each(self, request: HttpRequest, queryset: QuerySet[Invitation], rule: Any, done: Any) -> None:
        count = 0
        for pk in queryset.order_by("pk").values_list("pk", flat=True):
            try:
                rule(invitation_id=pk, at=timezone.now(), by_id=cast(User, request.user).pk)
            except booking.BookingRefused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                count += 1
        if count:
            self.message_user(request, done % {"count": count}, messages.SUCCESS)
