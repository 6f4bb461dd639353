from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.states import Category


class BadgeBack(models.TextChoices):
    """What stands on the other side of a badge: hanging badges turn."""

    NONE = "none", _("없음")
    SAME = "same", _("앞면과 같게")
    PROGRAMME = "programme", _("프로그램")
    TEXT = "text", _("문구")


class BadgeLayout(models.Model):
    """An event's own badge (명찰): what it is printed on, and what stands where on it."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="badge_layouts", verbose_name=_("행사")
    )
    name = models.CharField(_("이름"), max_length=60)
    sheet = models.CharField(
        _("용지"), max_length=40, blank=True, help_text=_("비워 두면 아래에 적은 크기로 만듭니다.")
    )
    own_sheet = models.JSONField(_("직접 정한 용지"), null=True, blank=True)
    design = models.JSONField(_("배치"))
    back = models.CharField(_("뒷면"), max_length=20, choices=BadgeBack, default=BadgeBack.NONE)
    back_text = models.TextField(_("뒷면 문구"), max_length=600, blank=True)
    logo = models.FileField(_("로고"), upload_to="badges/", blank=True)
    background = models.FileField(_("배경"), upload_to="badges/", blank=True)
    is_default = models.BooleanField(_("이 행사의 기본 명찰"), default=False)
    changed_at = models.DateTimeField(_("변경 시각"), auto_now=True)

    class Meta:
        verbose_name = _("명찰 양식")
        verbose_name_plural = _("명찰 양식")
        constraints = [
            models.UniqueConstraint(
                "event",
                "name",
                name="badgelayout_one_per_name",
                violation_error_message=_("같은 이름의 명찰 양식이 있습니다."),
            ),
            models.UniqueConstraint(
                "event",
                condition=Q(is_default=True),
                name="badgelayout_one_default",
                violation_error_message=_("기본 명찰은 하나만 정할 수 있습니다."),
            ),
            models.CheckConstraint(
                condition=~Q(sheet="") | Q(own_sheet__isnull=False),
                name="badgelayout_has_a_sheet",
                violation_error_message=_("용지를 고르거나 크기를 적어 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CategoryBadge(models.Model):
    """The badge of one category (참석구분) at one event, where it differs from the others'."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="category_badges", verbose_name=_("행사")
    )
    category = models.CharField(_("참석구분"), max_length=20, choices=Category)
    layout = models.ForeignKey(
        BadgeLayout,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="categories",
        verbose_name=_("명찰 양식"),
        help_text=_("비워 두면 행사의 기본 명찰입니다."),
    )
    word = models.CharField(
        _("띠의 문구"), max_length=20, blank=True, help_text=_("비워 두면 참석구분의 이름입니다.")
    )
    colour = models.CharField(
        _("색"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("색은 #0b62e0처럼 적어 주세요."))],
    )
    is_omitted = models.BooleanField(_("명찰 없음"), default=False)

    class Meta:
        verbose_name = _("참석구분별 명찰")
        verbose_name_plural = _("참석구분별 명찰")
        constraints = [models.UniqueConstraint("event", "category", name="categorybadge_one_per_category")]

    def __str__(self) -> str:
        return self.get_category_display()


class Printer(models.Model):
    """A printer, and how far it prints beside the mark: measured once with the test page, in tenths of a millimetre."""

    name = models.CharField(_("이름"), max_length=60, unique=True)
    offset_x = models.SmallIntegerField(_("오른쪽으로(0.1mm)"), default=0)
    offset_y = models.SmallIntegerField(_("아래로(0.1mm)"), default=0)
    back_offset_x = models.SmallIntegerField(_("뒷면 오른쪽으로(0.1mm)"), default=0)
    back_offset_y = models.SmallIntegerField(_("뒷면 아래로(0.1mm)"), default=0)

    class Meta:
        verbose_name = _("프린터")
        verbose_name_plural = _("프린터")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    offset_x__range=(-100, 100),
                    offset_y__range=(-100, 100),
                    back_offset_x__range=(-100, 100),
                    back_offset_y__range=(-100, 100),
                ),
                name="printer_offsets_are_small",
                violation_error_message=_("보정은 -100에서 100(10mm)까지입니다."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
