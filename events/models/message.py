from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.phonenumber import PhoneNumber

from events import hours, phones
from events.models.event import Event
from events.models.mailing import Mailing, MailingState


class MessageState(models.TextChoices):
    DRAFT = "draft", _("초안")
    WAITING = "waiting", pgettext_lazy("mailing", "차례 대기")
    QUEUED = "queued", pgettext_lazy("queue", "대기")
    SENDING = "sending", _("발송 중")
    SENT = "sent", _("발송됨")
    FAILED = "failed", _("발송 실패")
    BOUNCED = "bounced", _("반송됨")
    STOPPED = "stopped", _("발송 중단")
    WITHHELD = "withheld", _("발송 안 함(리허설)")  # by a trigger: a rehearsal never mails


class Channel(models.TextChoices):
    MAIL = "mail", _("메일")
    TEXT = "text", _("문자")


LEFT_STATES = (MessageState.SENT, MessageState.BOUNCED)  # a mail server took the mail
FINISHED_STATES = (*LEFT_STATES, MessageState.FAILED)
LOST_STATES = (MessageState.FAILED, MessageState.BOUNCED)  # nobody has it, unless it is sent again


class Claim(Enum):
    """How a worker came by a message: nobody had it, or a worker that went silent."""

    FRESH = "fresh"
    TAKEN_OVER = "taken over"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, *, at: datetime) -> "MessageQuerySet":
        """What a worker should look at now: queued and due, or left behind by a worker that died.

        What belongs to a mailing that is held up, or may not leave at this hour, is not due.
        """
        left_since = at - settings.MESSAGE_LEASE
        due = self.filter(
            Q(state=MessageState.QUEUED, due_at__lte=at)
            | Q(state=MessageState.SENDING, claimed_at__lte=left_since)
        )
        if not hours.are_open(at):
            return due.filter(mailing__isnull=True)
        held_up = Mailing.objects.filter(
            pk=OuterRef("mailing"), state__in=[MailingState.PAUSED, MailingState.STOPPED]
        )
        return due.filter(~Exists(held_up))

    def claim(self, pk: int, *, at: datetime) -> "Claim | None":
        """Take the message for sending, by one UPDATE; None if there is nothing to do or another worker has it."""
        due = self.due(at=at).filter(pk=pk)
        for state, claim in ((MessageState.QUEUED, Claim.FRESH), (MessageState.SENDING, Claim.TAKEN_OVER)):
            taken = due.filter(state=state)
            if taken.update(state=MessageState.SENDING, claimed_at=at, attempts=F("attempts") + 1):
                return claim
        return None


class Message(models.Model):
    """A mail or a text message, from the wish to its arrival. The row is the queue.

    The text never holds a personal link: it holds ``LINK_TOKEN``, which delivery replaces by the token that
    ``events.linktokens`` makes for ``token_subject``. So neither the table nor a backup of it opens anybody's page.
    """

    LINK_TOKEN = "{{token}}"  # noqa: S105 - a placeholder

    key = models.CharField(_("키"), max_length=200, unique=True)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("행사"),
    )
    mailing = models.ForeignKey(
        Mailing,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("단체 발송"),
    )
    channel = models.CharField(
        pgettext_lazy("message", "수단"), max_length=10, choices=Channel, default=Channel.MAIL
    )
    to = models.EmailField(_("받는 사람"))  # of a text message, the number
    subject = models.CharField(_("제목"), max_length=250)
    text = models.TextField(_("본문"))
    html = models.TextField(_("본문(HTML)"), blank=True)
    attachments = models.JSONField(_("첨부"), default=list, blank=True)
    token_subject = models.CharField(max_length=100, blank=True)
    unsubscribe = models.CharField(max_length=300, blank=True)  # RFC 8058; may hold LINK_TOKEN
    state = models.CharField(_("상태"), max_length=20, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    error = models.TextField(_("오류"), blank=True)
    batch = models.CharField(max_length=100, blank=True, db_index=True)
    created_at = models.DateTimeField(_("생성"))
    due_at = models.DateTimeField(_("발송 예정"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("발송"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("메일")
        verbose_name_plural = _("메일")
        indexes = [
            models.Index("due_at", condition=Q(state=MessageState.QUEUED), name="message_queued_by_due"),
            models.Index(
                "claimed_at", condition=Q(state=MessageState.SENDING), name="message_sending_by_claim"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LEFT_STATES, sent_at__isnull=False)
                | (~Q(state__in=LEFT_STATES) & Q(sent_at__isnull=True)),
                name="message_sent_at_fits_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.shown_address}"

    @property
    def shown_address(self) -> str:
        """The address, or the number as people write it."""
        if self.channel == Channel.TEXT and self.to.isdecimal():
            return phones.shown(PhoneNumber.from_string(self.to, region="KR"))
        return self.to
