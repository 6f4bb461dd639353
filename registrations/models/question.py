from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.states import Category


class StandardField(models.TextChoices):
    """What every event can ask without a question of its own; name and address are always asked."""

    ORGANIZATION = "organization", _("소속")
    DEPARTMENT = "department", _("부서")
    TITLE = "title", _("직위")
    PHONE = "phone", _("휴대전화")


class Asking(models.TextChoices):
    """How a form asks for a field."""

    REQUIRED = "required", _("필수")
    OPTIONAL = "optional", _("선택")
    HIDDEN = "hidden", _("묻지 않음")


class FieldRule(models.Model):
    """How one event asks for a standard field; without a rule it is asked as everywhere."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="field_rules", verbose_name=_("행사")
    )
    category = models.CharField(
        _("참석구분"),
        max_length=20,
        choices=[("", _("모든 참석구분")), *Category.choices],
        blank=True,
        help_text=_("참석구분 하나에 정한 것이 「모든 참석구분」에 정한 것보다 앞섭니다."),
    )
    field = models.CharField(_("항목"), max_length=20, choices=StandardField)
    asking = models.CharField(_("묻는 방식"), max_length=20, choices=Asking)

    class Meta:
        verbose_name = _("기본 항목")
        verbose_name_plural = _("기본 항목")
        constraints = [
            models.UniqueConstraint(
                "event",
                "category",
                "field",
                name="fieldrule_one_per_category_and_field",
                violation_error_message=_("같은 참석구분과 항목을 두 번 정했습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} · {self.get_field_display()}: {self.get_asking_display()}"


class QuestionKind(models.TextChoices):
    LINE = "line", _("한 줄")
    PARAGRAPH = "paragraph", _("여러 줄")
    CHOICE = "choice", _("하나 고르기")
    CHOICES = "choices", _("여럿 고르기")
    NUMBER = "number", _("숫자")
    YES_NO = "yes_no", _("예/아니요")
    FILE = "file", _("파일")


class QuestionQuerySet(models.QuerySet["Question"]):
    def live(self) -> Self:
        """What is still asked, in the form's order."""
        return self.filter(retired_at__isnull=True).order_by("position", "pk")


class Question(models.Model):
    """A question that one event asks its guests. Once answered it is retired, not deleted."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="questions", verbose_name=_("행사")
    )
    kind = models.CharField(_("유형"), max_length=20, choices=QuestionKind, default=QuestionKind.LINE)
    label = models.CharField(_("질문"), max_length=150)
    label_en = models.CharField(_("질문(영문)"), max_length=200, blank=True)
    help_text = models.CharField(_("도움말"), max_length=300, blank=True)
    help_text_en = models.CharField(_("도움말(영문)"), max_length=400, blank=True)
    is_required = models.BooleanField(_("필수"), default=False)
    choices = models.TextField(
        _("보기"),
        blank=True,
        help_text=_(
            "한 줄에 하나씩 적고, 영문은 | 뒤에 적습니다. 예: 자가용 | By car. 고르는 질문에만 씁니다."
        ),
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        verbose_name=_("참석구분"),
        default=list,
        blank=True,
        help_text=_("고르지 않으면 모두에게 묻습니다."),
    )
    shown_if = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("조건 질문"),
        help_text=_("앞선 질문에 아래처럼 답한 분에게만 묻습니다. 새 질문은 저장한 뒤 고를 수 있습니다."),
    )
    shown_if_answer = models.CharField(
        _("조건 답"), max_length=150, blank=True, help_text=_("보기 그대로, 또는 예 / 아니요")
    )
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    retired_at = models.DateTimeField(_("그만 묻는 시각"), null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("질문")
        verbose_name_plural = _("질문")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_if__isnull=True, shown_if_answer="")
                | (Q(shown_if__isnull=False) & ~Q(shown_if_answer="")),
                name="question_condition_is_whole",
                violation_error_message=_("조건 질문과 조건 답을 함께 정하거나 함께 비워 두세요."),
            ),
        ]
        indexes = [models.Index("event", "position", name="question_by_event")]

    def __str__(self) -> str:
        return self.label
