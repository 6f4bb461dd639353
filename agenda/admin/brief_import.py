"""Bringing a brief in, in two steps: the source, then what was understood of it, to be corrected and accepted."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda.admin.brief_form import with_another_row
from agenda.admin.brief_review import OutOfDate, Reading, Review
from agenda.admin.brief_source import SourceForm
from agenda.briefs import facts, importing, keeping, merging, summary
from agenda.briefs.bodies import titles_on_record
from agenda.briefs.brief import BriefRefused
from agenda.briefs.comparing import Fate
from agenda.models import BriefImport
from events import notation
from events.admin import pages, reach
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.models import Event, User

FATES = {
    Fate.NEW: _("새로 생김"),
    Fate.SAME: _("그대로"),
    Fate.CHANGED: _("자료가 바뀜"),
    Fate.EDITED: _("직접 고친 세션"),
    Fate.GONE: _("자료에서 빠짐"),
    Fate.OWN: _("자료에 없음"),
    Fate.LEFT_OUT: _("직접 뺀 세션"),
}


@admin.register(BriefImport)
class BriefImportAdmin(LedgerAdmin):
    """What was brought in when, and the pages that do it."""

    list_display = ["at_shown", "event", "row_count", "by_name"]
    list_display_links = ["at_shown"]
    list_select_related = ["event", "by"]
    list_filter = [OwnEventFilter]
    ordering = ["-at", "-pk"]
    fields = ["event", "at_shown", "by_name", "understood_shown"]
    readonly_fields = fields

    by_name = named("by", _("가져온 사람"))

    @display(description=_("가져온 시각"), ordering="at")
    def at_shown(self, row: BriefImport) -> str:
        return notation.moment(row.at, language="ko")

    @display(description=_("세션"))
    def row_count(self, row: BriefImport) -> str:
        return _("%(count)d건") % {"count": len(row.understood["sessions"])}

    @display(description=_("읽은 내용"))
    def understood_shown(self, row: BriefImport) -> str:
        brief, _sessions = keeping.recorded(row.understood)
        return "\n".join(summary.understood(brief))

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("new/", wrap(self.into_new_event), name="agenda_briefimport_new"),
            path("into/<int:event_id>/", wrap(self.into_event), name="agenda_briefimport_into"),
            *super().get_urls(),
        ]

    def into_new_event(self, request: HttpRequest) -> HttpResponse:
        if not reach.is_organizer(request):
            raise PermissionDenied
        return self._steps(request, None)

    def into_event(self, request: HttpRequest, event_id: int) -> HttpResponse:
        return self._steps(request, pages.event_or_404(request, event_id))

    def _steps(self, request: HttpRequest, event: Event | None) -> HttpResponse:
        if request.method != "POST":
            return self._ask(request, event, SourceForm(event=event))
        if "state" not in request.POST:
            return self._read(request, event)
        try:
            reading = Reading.from_signed(
                request.POST["state"], user_id=cast(int, request.user.pk), event=event
            )
        except OutOfDate:
            messages.error(request, _("화면을 연 지 오래되었습니다. 자료를 다시 올려 주세요."))
            return redirect(request.path)
        if "add" in request.POST:
            return self._show(request, Review(reading, event, with_another_row(request.POST)), added=True)
        return self._accept(request, event, reading)

    def _read(self, request: HttpRequest, event: Event | None) -> HttpResponse:
        form = SourceForm(request.POST, request.FILES, event=event)
        if not form.is_valid():
            return self._ask(request, event, form)
        reading = Reading.of(form, event)
        if event is None:
            try:
                known = importing.known(reading.brief)
            except BriefRefused as refusal:
                form.add_error(None, str(refusal))
                return self._ask(request, None, form)
            if known is not None:
                return self._already_there(request, known, form)
        return self._show(request, Review(reading, event))

    def _already_there(self, request: HttpRequest, known: Event, form: SourceForm) -> HttpResponse:
        """The brief's event stands there already: to be compared with it by those who organize it."""
        if not reach.covers(request, known, "pk"):
            form.add_error(
                None, _("같은 행사가 이미 등록되어 있습니다. 그 행사의 주최 담당자에게 문의해 주세요.")
            )
            return self._ask(request, None, form)
        try:
            facts.refuse_several_days(known)
        except BriefRefused as refusal:
            form.add_error(None, str(refusal))
            return self._ask(request, None, form)
        messages.info(request, _("이미 등록된 행사여서 지금 프로그램과 비교해 보여 드립니다."))
        event = pages.event_or_404(request, known.pk)
        return self._show(request, Review(Reading.of(form, event), event))

    def _accept(self, request: HttpRequest, event: Event | None, reading: Reading) -> HttpResponse:
        review = Review(reading, event, request.POST)
        if not review.is_right():
            return self._show(request, review, refusals=[_("표시된 칸을 고쳐 주세요.")])
        choice = review.choice()
        me, at = cast(int, request.user.pk), timezone.now()
        try:
            if event is None:
                made = importing.bring_in(brief=choice.brief, source=choice.source, by_id=me, at=at)
                if not made.is_new:
                    return self._show(
                        request,
                        review,
                        refusals=[_("같은 행사가 방금 등록되었습니다. 자료를 다시 올려 주세요.")],
                    )
                reach.forget(request)
                done = made.event
            else:
                done = merging.take_over(
                    event_id=event.pk,
                    choice=choice,
                    version=reading.version,
                    stood=reading.stood,
                    by_id=me,
                    at=at,
                )
        except BriefRefused as refusal:
            return self._show(request, review, refusals=[str(refusal)])
        except merging.DraftMoved:
            messages.warning(
                request, _("그 사이 다른 사람이 프로그램을 고쳤습니다. 자료를 다시 올려 비교해 주세요.")
            )
            return redirect(request.path)
        self._tell(request, done, review)
        return redirect("admin:agenda_session_programme", done.pk)

    def _tell(self, request: HttpRequest, event: Event, review: Review) -> None:
        choice = review.choice()
        text = _("가져왔습니다: 넣거나 바꾼 세션 %(written)d개, 뺀 세션 %(removed)d개") % {
            "written": len(choice.brief.rows),
            "removed": len(choice.removed),
        }
        messages.success(request, text)
        changed = review.changed_facts(event)
        if changed:
            warning = _(
                "행사 정보도 바뀌었습니다(%(facts)s). 되돌리기로는 돌아오지 않으니 필요하면 행사 화면에서 고쳐 주세요."
            )
            messages.warning(request, warning % {"facts": ", ".join(changed)})
        for sentence in titles_on_record(choice.brief):
            messages.info(request, sentence)
        self.log_change(request, event, str(text))

    def _ask(self, request: HttpRequest, event: Event | None, form: SourceForm) -> HttpResponse:
        context = {"event": event, "form": form, "step": 1}
        return self._page(request, "agenda/admin/brief_source.html", event, context, is_wrong=form.is_bound)

    def _show(
        self, request: HttpRequest, review: Review, *, refusals: Sequence[Any] = (), added: bool = False
    ) -> HttpResponse:
        event, reading = review.event, review.reading
        user = cast(User, request.user)
        context = {
            "event": event,
            "review": review,
            "lines": [
                {"form": form, "pair": pair, "fate": FATES[pair.fate] if pair else "", "now": _now(pair)}
                for form, pair in review.lines()
            ],
            "alone": [
                {"pair": pair, "fate": FATES[pair.fate], "now": _now(pair), "is_removed": is_removed}
                for pair, is_removed in review.alone
            ],
            "refusals": refusals,
            "is_added": added,
            "action": _address(event),
            "state": reading.signed(user_id=user.pk, event=event),
            "step": 2,
        }
        return self._page(request, "agenda/admin/brief_review.html", event, context, is_wrong=bool(refusals))

    def _page(
        self,
        request: HttpRequest,
        template: str,
        event: Event | None,
        context: dict[str, Any],
        *,
        is_wrong: bool,
    ) -> HttpResponse:
        title = (
            _("%(event)s 자료에서 가져오기") % {"event": event}
            if event
            else _("보도자료·파일에서 새 행사 가져오기")
        )
        status = 422 if is_wrong else 200
        return pages.page(
            request, self.admin_site, template, title=str(title), context=context, status=status
        )


def _now(pair: Any) -> str:
    """The session that stands, on one line."""
    return summary.row_line(pair.stands.row) if pair is not None and pair.stands is not None else ""


def _address(event: Event | None) -> str:
    return (
        reverse("admin:agenda_briefimport_into", args=[event.pk])
        if event
        else reverse("admin:agenda_briefimport_new")
    )
