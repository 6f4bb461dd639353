"""A row or a cell that is open for editing: opening it, and saving what was changed in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from agenda import drafts, editing, revising, scheduling
from agenda.admin.workbench.forms import CellForm, RowForm
from agenda.models import Change, Session, SessionKind, SpeakerRole
from events.models import Event

_LENGTH = timedelta(minutes=15)  # of a new session


@dataclass
class Editor:
    """One open row or cell; ``session_id`` is 0 for a new row, ``after`` the session that it follows."""

    event: Event
    session_id: int
    after: int
    form: RowForm
    ripple: bool
    mine: drafts.State | None = None  # once it was valid

    @property
    def piece(self) -> str:
        """The template that draws it."""
        name = "_cell" if isinstance(self.form, CellForm) else "_editor"
        return f"agenda/workbench/{name}.html"

    @property
    def context(self) -> dict[str, Any]:
        return {"editor": self, "form": self.form, "event": self.event, "roles": SpeakerRole.choices}


@dataclass(frozen=True)
class Outcome:
    """What saving did: the change, None if nothing was different."""

    session_id: int
    change: Change | None


def open_row(event: Event, session_id: int | None, request: HttpRequest) -> Editor | None:
    """The row as it stands, with what was sent; None if the session has gone."""
    data = request.POST if request.method == "POST" else None
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    version = 0
    if session_id is None:
        state = _blank(event, after)
        if state is None:
            return None
    else:
        session = _session(event, session_id)
        if session is None:
            return None
        state, version = drafts.of(session), session.version
    form = RowForm(event=event, state=state, version=version, data=data)
    return Editor(event, session_id or 0, after, form, ripple=data is None or "ripple" in data)


def open_cell(event: Event, session_id: int, cell: str, request: HttpRequest) -> Editor | None:
    """One cell of ``CELLS`` as it stands, with what was sent; None if the session has gone."""
    session = _session(event, session_id)
    if session is None:
        return None
    data = request.POST if request.method == "POST" else None
    form = CellForm(cell, event=event, state=drafts.of(session), version=session.version, data=data)
    return Editor(event, session_id, 0, form, ripple="ripple" in request.POST)


def _session(event: Event, session_id: int) -> Session | None:
    return Session.objects.filter(event=event, pk=session_id).prefetch_related("appearances").first()


def _blank(event: Event, after: int) -> drafts.State | None:
    """A new session of a quarter of an hour, where the one before it ends; without one at the end of the day."""
    if event.starts_at is None:
        return None
    rows = Session.objects.filter(event=event)
    before = rows.filter(pk=after).first() or rows.order_by("-ends_at", "-pk").first()
    starts_at = before.ends_at if before else event.starts_at
    return drafts.State(
        id=0,
        title="",
        kind=SessionKind.TALK,
        starts_at=starts_at,
        ends_at=starts_at + _LENGTH,
        room_id=before.room_id if before else event.room_id,
    )


def save(editor: Editor, *, by_id: int | None, at: datetime) -> Outcome | None:
    """Write what the row or the cell says; None if it cannot be, with the reasons in the form.

    :raises StaleEdit: somebody else has changed the session since it was opened
    """
    form = editor.form
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():  # a new speaker is not kept if the row is refused
            editor.mine = form.wanted()
            return _write(editor, editor.mine, by_id=by_id, at=at)
    except editing.ScheduleRefused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return None


def _write(editor: Editor, mine: drafts.State, *, by_id: int | None, at: datetime) -> Outcome:
    if not editor.session_id:
        session = scheduling.place(
            event_id=editor.event.pk, plan=plan_of(mine), ripple=editor.ripple, by_id=by_id, at=at
        )
        change = Change.objects.filter(event=editor.event).order_by("-number").first()
        return Outcome(session.pk, change)
    change = revising.revise(
        session_id=editor.session_id,
        changes=editor.form.changes(mine),
        ripple=editor.ripple,
        seen={editor.session_id: editor.form.cleaned_data["seen"] or 0},
        by_id=by_id,
        at=at,
    )
    return Outcome(editor.session_id, change)


def plan_of(state: drafts.State) -> scheduling.Plan:
    """The state as what a session is to be."""
    return scheduling.Plan(
        title=state.title,
        title_en=state.title_en,
        kind=state.kind,
        starts_at=state.starts_at,
        minutes=state.minutes,
        room_id=state.room_id,
        remark=state.remark,
        remark_en=state.remark_en,
        is_pinned=state.is_pinned,
        stage_needs=state.stage_needs,
        parts=[scheduling.Part(speaker_id, role) for speaker_id, role in state.parts],
    )
