"""Mails: what became of each, and sending one again. The personal link in them stays a placeholder here.

The page is registered by the highest floor, which knows what a mail is about.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from events import mailledger, outbox
from events.admin.base import LedgerAdmin, OwnEventFilter
from events.models import Message, MessageState
from events.models.message import LOST_STATES

LABELS = {
    MessageState.DRAFT.label: "warning",
    MessageState.WAITING.label: "info",
    MessageState.QUEUED.label: "info",
    MessageState.SENDING.label: "info",
    MessageState.SENT.label: "success",
    MessageState.FAILED.label: "danger",
    MessageState.BOUNCED.label: "danger",
    MessageState.STOPPED.label: "warning",
    MessageState.WITHHELD.label: "warning",
}


OVERDUE = timedelta(minutes=10)  # after which a waiting mail counts as not delivered
OFTEN = 4  # attempts, after which it does too


def undelivered(mails: QuerySet[Message], *, at: datetime) -> QuerySet[Message]:
    """Mails that failed or came back, were put off several times, or should have gone a while ago."""
    is_put_off = Q(state=MessageState.QUEUED, attempts__gte=OFTEN)
    is_late = Q(pk__in=Message.objects.due(at=at - OVERDUE).values("pk"))
    return mails.filter(Q(state__in=LOST_STATES) | is_put_off | is_late)


def with_pictures(html: str, attachments: Iterable[Mapping[str, str]]) -> str:
    """The HTML with the pictures of the attachments inside, for a frame that may fetch nothing."""
    for attachment in attachments:
        if attachment["content_id"]:
            picture = f"data:{attachment['content_type']};base64,{attachment['base64']}"
            html = html.replace(f"cid:{attachment['content_id']}", picture)
    return html


class UndeliveredFilter(admin.SimpleListFilter):
    title = _("보내지 못한 메일")
    parameter_name = "undelivered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("실패·반송되었거나 10분 넘게 밀린 메일"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        return undelivered(queryset, at=timezone.now()) if self.value() == "yes" else queryset


class MessageAdmin(LedgerAdmin):
    list_display = ["state_label", "subject", "to_shown", "error_short", "due_at", "sent_at"]
    list_display_links = ["subject"]
    list_fullwidth = True
    list_select_related = ["event"]
    list_filter = ["state", UndeliveredFilter, OwnEventFilter]
    search_fields = ["to", "subject"]
    ordering = ["-created_at", "-pk"]
    not_in_list = ("text", "html", "attachments")
    actions = ["send_again_selected"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "subject",
                    "to_shown",
                    "event",
                    "state",
                    "attempts",
                    "error",
                    "created_at",
                    "due_at",
                    "sent_at",
                ]
            },
        ),
        (_("내용"), {"fields": ["preview", "text_shown", "attachment_names"]}),
    ]
    readonly_fields = ["to_shown", "preview", "text_shown", "attachment_names"]
    change_form_outer_before_template = "events/admin/_mail_life.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        message = self.get_object(request, object_id) if object_id else None
        life = mailledger.life(message) if message else []
        return super().changeform_view(request, object_id, form_url, {"life": life, **(extra_context or {})})

    @display(description=_("상태"), ordering="state", label=LABELS)
    def state_label(self, message: Message) -> str:
        return message.get_state_display()

    @display(description=_("받는 사람"), ordering="to")
    def to_shown(self, message: Message) -> str:
        return message.shown_address

    @display(description=_("오류"))
    def error_short(self, message: Message) -> str:
        return message.error[:80] or "-"

    @display(description=_("첨부"))
    def attachment_names(self, message: Message) -> str:
        return ", ".join(attachment["name"] for attachment in message.attachments) or "-"

    @display(description=_("본문"))
    def text_shown(self, message: Message) -> SafeString:
        return format_html('<div class="mf-text">{}</div>', message.text)

    @display(description=_("미리보기"))
    def preview(self, message: Message) -> SafeString | str:
        """The HTML in a frame that may run nothing and fetch nothing; its pictures come from the attachments."""
        if not message.html:
            return "-"
        html = with_pictures(message.html, message.attachments)
        return render_to_string("events/admin/_mail_preview.html", {"html": html})

    @admin.action(description=_("선택한 메일 다시 보내기"))
    def send_again_selected(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        ids = list(queryset.order_by("pk").values_list("pk", flat=True))
        queued = sum(outbox.send_again(message_id=pk, by_id=request.user.pk, at=timezone.now()) for pk in ids)
        if queued:
            self.message_user(
                request, _("메일 %(count)d통을 다시 보냅니다.") % {"count": queued}, messages.SUCCESS
            )
        if queued < len(ids):
            text = _("메일 %(count)d통은 보내는 중이거나 중단·파기되어 그대로 두었습니다.") % {
                "count": len(ids) - queued
            }
            self.message_user(request, text, messages.WARNING)
