from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agenda.models import Session
from events.models import Event
from registrations.states import Category


class EntryListKind(models.TextChoices):
    DAY = "day", _("하루")
    SESSION = "session", _("세션")
    DINNER = "dinner", _("만찬·오찬")
    OTHER = "other", pgettext_lazy("entry list", "기타")


class EntryList(models.Model):
    """A door of its own inside an event (입장 명단): a day, a session, a dinner. The event itself needs no row.

    Who is on it follows from the categories, and from who chose the session where that can be chosen.
    The session is a row of the draft that an undo may bring back, so the database keeps no reference to it.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="entry_lists", verbose_name=_("행사")
    )
    kind = models.CharField(_("구분"), max_length=20, choices=EntryListKind)
    name = models.CharField(_("이름"), max_length=60)
    day = models.DateField(_("날짜"), null=True, blank=True)
    session = models.ForeignKey(
        Session,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("세션"),
        help_text=_("참가자가 고르는 세션이면 그 세션을 고른 사람만 명단에 있습니다."),
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        verbose_name=_("참석구분"),
        default=list,
        blank=True,
        help_text=_("고르지 않으면 모든 참석구분이 명단에 있습니다."),
    )

    class Meta:
        verbose_name = _("입장 명단")
        verbose_name_plural = _("입장 명단")
        constraints = [
            models.UniqueConstraint(
                "event",
                "name",
                name="entrylist_one_per_name",
                violation_error_message=_("같은 이름의 입장 명단이 있습니다."),
            ),
            models.CheckConstraint(
                condition=(Q(kind=EntryListKind.DAY) & Q(day__isnull=False))
                | (~Q(kind=EntryListKind.DAY) & Q(day__isnull=True)),
                name="entrylist_day_fits_kind",
                violation_error_message=_("하루 명단에만 날짜를 적어 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryListKind.SESSION, session__isnull=False)
                | (~Q(kind=EntryListKind.SESSION) & Q(session__isnull=True)),
                name="entrylist_session_fits_kind",
                violation_error_message=_("세션 명단에만 세션을 골라 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
