"""A brief as JSON and back, for the time between two pages and for the record of what was brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from agenda.briefs.brief import Brief, Contact, Guest, Part, Person, Place, Row, SeriesPlace


def as_json(brief: Brief) -> dict[str, Any]:
    """Everything that the brief says, as plain data."""
    return {
        **asdict(brief),
        "starts_at": brief.starts_at.isoformat(),
        "ends_at": brief.ends_at.isoformat(),
        "rows": [{**asdict(row), "starts_at": row.starts_at.isoformat()} for row in brief.rows],
    }


def from_json(data: Mapping[str, Any]) -> Brief:
    """The brief of ``as_json``."""
    return Brief(
        **{
            **data,
            "series": tuple(SeriesPlace(**place) for place in data["series"]),
            "starts_at": datetime.fromisoformat(data["starts_at"]),
            "ends_at": datetime.fromisoformat(data["ends_at"]),
            "rows": tuple(_row(row) for row in data["rows"]),
            "place": Place(**data["place"]) if data["place"] else None,
            "guests": tuple(_guest(guest) for guest in data["guests"]),
            "contacts": tuple(Contact(**contact) for contact in data["contacts"]),
            "notes": tuple(data["notes"]),
            "not_understood": tuple(data["not_understood"]),
        }
    )


def record(brief: Brief, session_ids: Sequence[int | None], *, step: int | None = None) -> dict[str, Any]:
    """What ``BriefImport.understood`` keeps: the brief, and the session that stands for each of its rows.

    ``step`` is the number of the draft's latest step by then; None before the first.
    """
    return {"brief": as_json(brief), "sessions": list(session_ids), "step": step}


def recorded(understood: Mapping[str, Any]) -> tuple[Brief, list[int | None]]:
    """The brief of ``record``, and its rows' sessions; None for a row that was left out."""
    return from_json(understood["brief"]), list(understood["sessions"])


def _row(data: Mapping[str, Any]) -> Row:
    parts = tuple(Part(Person(**part["person"]), part["role"]) for part in data["parts"])
    return Row(**{**data, "starts_at": datetime.fromisoformat(data["starts_at"]), "parts": parts})


def _guest(data: Mapping[str, Any]) -> Guest:
    return Guest(data["sector"], Person(**data["person"]) if data["person"] else None, data["office"])
