"""Sign-in of staff: accounts are made by an operator, never by signing up, and mail goes through the outbox."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.account.views import PasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from events import outbox
from events.models import Message, User

RESET = "password-reset"  # what the token subjects of these mails begin with


class EvenPasswordResetView(PasswordResetView):
    """Takes as long for an address that nobody has as for one that gets a mail, so that time tells nothing."""

    LEAST = 0.3  # seconds; queueing a mail takes a tenth of that

    def form_valid(self, form: Any) -> HttpResponse:
        began = time.monotonic()
        response = super().form_valid(form)
        time.sleep(max(0.0, self.LEAST - (time.monotonic() - began)))
        return response


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail, with a placeholder: the key given here would stand readable in the mail's row.

        It begins with PUBLIC_URL, since whoever asks may send any Host header the site answers to.
        """
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_URL + path.replace("UID-KEY", Message.LINK_TOKEN)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the mail, at most one a minute; a mail server that is down is no matter of this request.

        So a known address is answered like an unknown one, whatever becomes of the mail.
        """
        at = timezone.now()
        mail = self.render_mail("account/email/password_reset_key", user.email, context)
        outbox.put(
            outbox.Mail(
                to=user.email, subject=mail.subject, text=str(mail.body), token_subject=f"{RESET}:{user.pk}"
            ),
            key=f"{RESET}:{user.pk}:{int(at.timestamp() // 60)}",
            event_id=None,
            at=at,
        )


def reset_key(subject: str) -> str:
    """The one-time key for setting a new password, as the address takes it; it is made when the mail is sent.

    Django's generator derives it from the password's hash and SECRET_KEY, so a stolen table makes none.

    :raises User.DoesNotExist: the account is gone or closed
    """
    user = User.objects.get(pk=int(subject.removeprefix(f"{RESET}:")), is_active=True)
    return f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
