"""Sign-in: staff by password and second factor, guests by a code from a mail, and neither by the other's way.

Accounts of staff are made by an operator, never by signing up. All mail goes through the outbox.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import user_pk_to_url_str
from allauth.account.views import PasswordResetView
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from events import outbox, pacing
from events.models import Message, User
from registrations import guestmails, signincodes

CODE_MAIL = "account/email/login_code"
RESET = "password-reset"  # what the token subjects of these mails begin with


class EvenPasswordResetView(PasswordResetView):
    """Takes as long for an address that nobody has as for one that gets a mail, so that time tells nothing."""

    def form_valid(self, form: Any) -> HttpResponse:
        with pacing.even():
            return super().form_valid(form)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """A code whose seed is kept for the mail, which is written next in this request."""
        self.request.allauth.code_seed = signincodes.new_seed()
        return signincodes.code(self.request.allauth.code_seed)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail with the code that was just generated; allauth is set up to send no other by this way."""
        if template_prefix != CODE_MAIL:
            raise ValueError(f"{template_prefix} is no mail of this site")
        guestmails.sign_in_code(
            email=email,
            seed=self.request.allauth.code_seed,
            language=get_language() or "ko",
            at=timezone.now(),
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """The last door: a code from a mail opens a guest's account alone, and a guest's session is a short one.

        :raises PermissionDenied: a code for an account of staff, or another way for a guest's
        """
        by_code = any(record["method"] == "code" for record in get_authentication_records(request, user))
        if by_code != user.is_guest:
            raise PermissionDenied
        super().login(request, user)
        if user.is_guest:
            request.session.set_expiry(settings.GUEST_SESSION_SECONDS)

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
        if user.is_guest:
            return  # a password would make the account more than a guest's
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
    user = User.objects.get(pk=int(subject.removeprefix(f"{RESET}:")), is_active=True, is_guest=False)
    return f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
