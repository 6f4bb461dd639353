import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.models import Session
from events.models import Event
from registrations.models.question import Question
from registrations.models.registration import Registration

ANSWERS_FOLDER = "answers"


def answer_path(answer: "Answer", _name: str) -> str:
    """Where an answer's file is kept: under nothing that anybody could guess or that the guest has named."""
    return f"{ANSWERS_FOLDER}/{secrets.token_hex(16)}"


class Answer(models.Model):
    """What a guest answered to a question, with its text of that day. Never changed; a new answer is a new row.

    The last row counts. One without a value takes the answer before it back.
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="answers", verbose_name=_("참가 등록")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("질문")
    )
    question_text = models.CharField(_("질문"), max_length=200)
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES)
    value = models.JSONField(_("값"), null=True, blank=True)
    shown = models.TextField(_("답"), blank=True)
    file = models.FileField(_("파일"), upload_to=answer_path, blank=True)
    at = models.DateTimeField(_("시각"))

    class Meta:
        verbose_name = _("답변")
        verbose_name_plural = _("답변")
        indexes = [models.Index("registration", "question", name="answer_by_registration")]

    def __str__(self) -> str:
        return f"{self.question_text}: {self.shown}"


class SessionOffer(models.Model):
    """A session that guests may choose, with how many may.

    The session is a row of the draft: it may be deleted there and brought back by an undo while guests hold on to what
    the release says, so the database keeps no reference to it.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="session_offers", verbose_name=_("행사")
    )
    session = models.ForeignKey(
        Session, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("세션")
    )
    capacity = models.PositiveIntegerField(
        _("정원"), null=True, blank=True, help_text=_("비워 두면 제한이 없습니다.")
    )

    class Meta:
        verbose_name = _("선택 세션")
        verbose_name_plural = _("선택 세션")
        constraints = [
            models.UniqueConstraint(
                "session",
                name="sessionoffer_one_per_session",
                violation_error_message=_("같은 세션을 두 번 골랐습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.session_id}"


class SessionChoice(models.Model):
    """A guest's place in a session, from when to when."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="session_choices", verbose_name=_("참가 등록")
    )
    offer = models.ForeignKey(
        SessionOffer, on_delete=models.PROTECT, related_name="choices", verbose_name=_("선택 세션")
    )
    title = models.CharField(_("세션"), max_length=250)
    chosen_at = models.DateTimeField(_("고른 시각"))
    cancelled_at = models.DateTimeField(_("물린 시각"), null=True, blank=True)

    class Meta:
        verbose_name = _("세션 선택")
        verbose_name_plural = _("세션 선택")
        constraints = [
            models.UniqueConstraint(
                "registration",
                "offer",
                condition=Q(cancelled_at__isnull=True),
                name="sessionchoice_one_live_per_offer",
            ),
        ]

    def __str__(self) -> str:
        return self.title
