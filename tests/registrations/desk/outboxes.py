"""What a device kept without a network, and sends."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from events.models import Event, User
from registrations.desk import receiving
from tests.factories.events import NOON
from tests.registrations.desk.sealed import seal


def row(kind: str, sequence: int, **more: Any) -> dict[str, Any]:
    """One row, made so many minutes after the first could be."""
    return {
        "kind": kind,
        "scan_id": str(uuid4()),
        "sequence": sequence,
        "device_at": (NOON - timedelta(minutes=10 - sequence)).isoformat(),
        "device": "데스크 1",
        "is_offline": True,
        **more,
    }


def receive(event: Event, by: User, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Have the rows taken in as the server does; what it says of each."""
    payload = {
        "device": "데스크 1",
        "sent_at": NOON.isoformat(),
        "sealed": [seal(event.pk, one) for one in rows],
    }
    return receiving.receive(event_id=event.pk, payload=payload, by_id=by.pk, at=NOON)["results"]
