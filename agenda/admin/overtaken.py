"""A session's form that somebody else overtook: what was typed stays in it, beside what stands now."""

from django.http import QueryDict

from agenda import drafts, enlisting
from agenda.admin.forms import AppearanceFormSet, SessionForm
from agenda.admin.workbench import stale
from agenda.models import Session, Speaker

_LONGEST = 10  # digits of a version
_MOST_ROWS = 200


def version(text: str) -> int:
    """The version that an address or a form names; 0 for none."""
    return int(text) if text.isdecimal() and len(text) < _LONGEST else 0


def is_overtaken(data: QueryDict, session: Session) -> bool:
    """Whether the form was opened on another version than stands now."""
    return bool(session.pk) and version(data.get("seen", "")) != session.version


def as_new_rows(data: QueryDict, prefix: str) -> QueryDict:
    """The rows of speakers as if each were added now: those that they were read from may be gone.

    Saving writes all speakers of a session anew, so nothing comes twice.
    """
    fresh = data.copy()
    total = min(version(data.get(f"{prefix}-TOTAL_FORMS", "")), _MOST_ROWS)
    kept = 0
    for number in range(total):
        typed = {name: data.get(f"{prefix}-{number}-{name}") for name in ("speaker", "role", "position")}
        is_out = f"{prefix}-{number}-DELETE" in data
        for name in (*typed, "id", "DELETE"):
            fresh.pop(f"{prefix}-{number}-{name}", None)
        if not is_out:
            for name, value in typed.items():
                if value is not None:
                    fresh[f"{prefix}-{kept}-{name}"] = value
            kept += 1
    fresh[f"{prefix}-TOTAL_FORMS"] = str(kept)
    fresh[f"{prefix}-INITIAL_FORMS"] = "0"
    return fresh


def compare(form: SessionForm, formset: AppearanceFormSet) -> stale.Stale:
    """What was typed against what stands now. A field that cannot be read is told beside it, and not compared."""
    session = Session.objects.prefetch_related("appearances").get(pk=form.instance.pk)
    now = drafts.of(session)
    typed = form.cleaned_data
    starts_at, ends_at = form.span or (now.starts_at, now.ends_at)
    room = typed.get("room")
    mine = drafts.State(
        id=now.id,
        title=typed.get("title", now.title),
        starts_at=starts_at,
        ends_at=ends_at,
        kind=typed.get("kind", now.kind),
        title_en=typed.get("title_en", now.title_en),
        room_id=(room.pk if room else None) if "room" in typed else now.room_id,
        remark=typed.get("remark", now.remark),
        remark_en=typed.get("remark_en", now.remark_en),
        is_pinned=typed.get("is_pinned", now.is_pinned),
        stage_needs=typed.get("stage_needs", now.stage_needs),
        parts=now.parts
        if any(formset.errors)
        else tuple((part.speaker_id, str(part.role)) for part in formset.parts()),
    )
    return stale.compare(mine=mine, now=now, wish="", data=QueryDict())


def typed(data: QueryDict, prefix: str) -> list[tuple[str, str]]:
    """What was sent for a session that has gone, as (field, text)."""
    rows = as_new_rows(data, prefix)
    chosen = [
        version(rows.get(f"{prefix}-{number}-speaker", ""))
        for number in range(version(rows.get(f"{prefix}-TOTAL_FORMS", "")))
    ]
    known = Speaker.objects.select_related("organization").in_bulk(chosen)
    rows.setlist("part_who", [enlisting.line(known[pk]) for pk in chosen if pk in known])
    found = stale.compare(mine=None, now=None, wish="", data=rows).rows
    return [(name, text) for name, text, _now in found]
