"""The mails' admin page as a whole: with the correction of an address, which reaches what a mail is about."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from events import forgetting, mailledger
from events.admin import pages
from events.admin.message import MessageAdmin
from events.models import Message, MessageState, User
from events.models.message import LOST_STATES, Channel
from registrations import correcting
from registrations.forms import AddressField
from registrations.moving import BookingRefused


class AddressForm(forms.Form):
    """The right address."""

    email = AddressField(
        label=gettext_lazy("올바른 이메일"),
        max_length=150,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "email", "autocomplete": "off"}),
    )


def may_need_correction(message: Message) -> bool:
    """Whether a mail did not arrive, or has been put off, so that its address may be wrong."""
    is_put_off = message.state == MessageState.QUEUED and message.attempts > 0
    is_mail = message.channel == Channel.MAIL and message.to != forgetting.NOBODY
    return is_mail and (message.state in LOST_STATES or is_put_off)


@admin.register(Message)
class MessageWithCorrectionAdmin(MessageAdmin):
    list_display = [*MessageAdmin.list_display[:3], "correction", *MessageAdmin.list_display[3:]]
    change_form_outer_before_template = "registrations/admin/_mail_panel.html"

    @display(description=gettext_lazy("처리"))
    def correction(self, message: Message) -> SafeString | str:
        if not may_need_correction(message):
            return "-"
        address = reverse("admin:events_message_correct", args=[message.pk])
        return format_html('<a class="mf-link" href="{}">{}</a>', address, _("주소 고치고 다시 보내기"))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        message = self.get_object(request, object_id) if object_id else None
        context = {"mail": message if message and may_need_correction(message) else None}
        return super().changeform_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        correct = self.admin_site.admin_view(self.correct_view)
        return [
            path("<int:message_id>/correct/", correct, name="events_message_correct"),
            *super().get_urls(),
        ]

    def correct_view(self, request: HttpRequest, message_id: int) -> HttpResponse:
        """The form with the right address; sending it corrects and sends again."""
        message = self.get_queryset(request).filter(pk=message_id, channel=Channel.MAIL).first()
        if message is None or message.to == forgetting.NOBODY:
            raise Http404
        form = AddressForm(request.POST or None, initial={"email": message.to})
        if request.method == "POST" and form.is_valid():
            try:
                was_wrong = correcting.send_to(
                    message_id=message.pk,
                    email=form.cleaned_data["email"],
                    by_id=cast(User, request.user).pk,
                    at=timezone.now(),
                )
            except BookingRefused as refusal:
                form.add_error("email", str(refusal))
            else:
                told = (
                    _(
                        "등록·초청 명단의 이메일을 고치고 메일을 다시 보냅니다. 앞으로의 메일도 새 주소로 갑니다."
                    )
                    if was_wrong
                    else _("메일을 %(email)s(으)로 다시 보냅니다.") % {"email": form.cleaned_data["email"]}
                )
                messages.success(request, told)
                return redirect("admin:events_message_change", message.pk)
        context = {
            "form": form,
            "mail": message,
            "event": message.event,
            "nav_current": "events_message",
            "life": mailledger.life(message),
        }
        title = _("주소 고치고 다시 보내기")
        return pages.page(
            request, self.admin_site, "registrations/admin/correct.html", title=title, context=context
        )
