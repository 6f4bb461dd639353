"""An answer that came by telephone, fax or letter, entered by an organizer with the way it came."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from events import phones
from events.admin import pages, reach
from events.fields import LineField
from events.models import User
from registrations import answering, booking, sheets
from registrations.enrolling import Applicant
from registrations.extras import Extras
from registrations.forms import FROM_THE_LIST, AddressField, MobileField
from registrations.models import Asking, ConsentItem, Invitation, StandardField
from registrations.sheets import Sheet
from registrations.states import InvitationKind, Way

ANSWERS = [
    ("accept", gettext_lazy("참석")),
    ("decline", gettext_lazy("불참")),
    ("deputy", gettext_lazy("대리참석")),
]
WAYS = [(way.value, way.label) for way in (Way.PHONE, Way.FAX, Way.LETTER)]
NAMING = [("name", gettext_lazy("참석자 지정")), ("decline", gettext_lazy("불참"))]


class AnswerForm(forms.Form):
    """What was answered, by which way, and who comes."""

    answer = forms.ChoiceField(label=gettext_lazy("답변"), choices=ANSWERS, widget=UnfoldAdminSelectWidget)
    way = forms.ChoiceField(label=gettext_lazy("답변 경로"), choices=WAYS, widget=UnfoldAdminSelectWidget)
    name = LineField(
        label=gettext_lazy("참석하시는 분 성명"),
        max_length=60,
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    organization = LineField(
        label=gettext_lazy("소속"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget
    )
    department = LineField(
        label=gettext_lazy("부서"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    title = LineField(
        label=gettext_lazy("직위"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    phone = MobileField(
        label=gettext_lazy("휴대전화"), region="KR", required=False, widget=UnfoldAdminTextInputWidget
    )
    email = AddressField(
        label=gettext_lazy("이메일"), max_length=150, required=False, widget=UnfoldAdminTextInputWidget
    )
    reason = LineField(
        label=gettext_lazy("불참 사유"), max_length=200, required=False, widget=UnfoldAdminTextInputWidget
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy("개인정보 수집·이용에 동의하고 만 14세 이상임을 확인했습니다."),
        required=False,
        widget=UnfoldBooleanWidget,
    )

    def __init__(self, data: Any = None, *, invitation: Invitation, sheet: Sheet) -> None:
        """``sheet`` holds the event's rules for the standard fields; what it does not ask for stays as listed."""
        known = {name: getattr(invitation, name) for name in ("organization", "department")}
        if not invitation.is_for_several:
            known |= {name: getattr(invitation, name) for name in ("name", "title", "email")}
            known["phone"] = phones.shown(invitation.phone)
        super().__init__(data, initial=known)
        self._category, self._known = invitation.category, known
        self.sheet = sheet.of_category(invitation.category)
        for name in StandardField.values:
            if self.sheet.asking(name, self._category) == Asking.HIDDEN:
                del self.fields[name]
        if invitation.kind != InvitationKind.PERSON:
            self.fields["answer"].choices = NAMING  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") != "decline":
            if not data.get("name"):
                self.add_error("name", _("참석하시는 분의 성명을 적어 주세요."))
            asks_organization = self.sheet.asking(StandardField.ORGANIZATION, self._category)
            if asks_organization == Asking.REQUIRED and not data.get("organization"):
                self.add_error("organization", _("소속을 적어 주세요."))
            if not data.get("has_agreed"):
                self.add_error("has_agreed", _("동의를 확인한 다음 저장해 주세요."))
        return data

    def applicant(self) -> Applicant:
        data = self.cleaned_data
        listed = {name: self._known.get(name, "") for name in FROM_THE_LIST}
        return Applicant(
            name=data["name"],
            email=data["email"],
            phone=phones.stored(data.get("phone") or ""),
            category=self._category,
            **{name: data.get(name, value) for name, value in listed.items()},
        )

    def extras(self) -> Extras:
        """No answers: the event's own questions stay open, for who comes to answer by their link."""
        return Extras(collected=self.sheet.collected("ko"))


def answer(request: HttpRequest, invitation_id: int, *, site: AdminSite) -> HttpResponse:
    """The page on which an answer is entered for somebody."""
    mine = reach.limit(Invitation.objects.select_related("event"), request, "event")
    invitation = mine.filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    sheet = sheets.rules_of(invitation.event_id)
    form = AnswerForm(request.POST or None, invitation=invitation, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            _take(invitation, form, by_id=cast(User, request.user).pk)
        except booking.BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("답변을 저장했습니다: %(who)s") % {"who": invitation.who})
            return redirect("admin:registrations_invitation_change", invitation.pk)
    context = {"event": invitation.event, "invitation": invitation, "form": form}
    title = _("%(who)s 답변 입력") % {"who": invitation.who}
    return pages.page(
        request,
        site,
        "registrations/admin/answer.html",
        title=title,
        context=context,
        status=422 if form.errors else 200,
    )


def _take(invitation: Invitation, form: AnswerForm, *, by_id: int) -> None:
    what = form.cleaned_data["answer"]
    about: dict[str, Any] = {
        "invitation_id": invitation.pk,
        "way": Way(form.cleaned_data["way"]),
        "at": timezone.now(),
        "by_id": by_id,
    }
    if what == "decline":
        answering.decline(reason=form.cleaned_data["reason"], **about)
        return
    about["consent_answers"] = {ConsentItem.PRIVACY: True, ConsentItem.AGE: True}
    about["extras"] = form.extras()
    if what == "deputy":
        answering.send_deputy(deputy=form.applicant(), **about)
    elif what == "name":
        answering.name_person(person=form.applicant(), **about)
    else:
        answering.accept(applicant=form.applicant(), **about)
