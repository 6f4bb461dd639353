"""What a desk's device is set to: its name, its printer, and the door it stands at. The device keeps it itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registrations.badges import layouts, single
from registrations.models import EntryList

LONGEST_NAME = 40
_BETWEEN = " · "


class After(TextChoices):
    """What becomes of the badge once a guest was let in."""

    AT_ONCE = "at_once", _("바로 인쇄")
    ASK = "ask", _("인쇄할지 묻기")
    NOT = "not", _("인쇄하지 않기")


class PrintWay(TextChoices):
    """Which way a badge goes to the printer."""

    BROWSER = "browser", _("이 기기에 연결된 프린터")
    STATION = "station", _("인쇄 스테이션")
    NONE = "none", _("인쇄하지 않음")


@dataclass(frozen=True)
class DeskSettings:
    """The settings of one device at one event."""

    name: str = ""
    layout: str = single.DESK
    after: str = After.ASK
    way: str = PrintWay.BROWSER
    entry_list_id: int | None = None

    def as_plain(self) -> dict[str, Any]:
        return {key: str(value) if isinstance(value, str) else value for key, value in asdict(self).items()}


def ledger_name(name: str, tag: str) -> str:
    """How the ledger names a device: what people call it and a part that no other has. The app's ``nameOf`` is alike."""
    return _BETWEEN.join(filter(None, [name[: LONGEST_NAME - len(tag) - len(_BETWEEN)], tag]))


def tag_of(ledger_name: str) -> str:
    """By which a device is known again, whatever people call it meanwhile; a name without a tag is its own."""
    return ledger_name.rpartition(_BETWEEN)[2]


def read(event_id: int, kept: Mapping[str, Any]) -> DeskSettings:
    """Settings as a device kept them; what is no longer there is as usual. At most two queries."""
    usual = DeskSettings()
    layout, after, way = kept.get("layout"), kept.get("after"), kept.get("way")
    number = kept.get("entry_list_id")
    return DeskSettings(
        name=str(kept.get("name", ""))[:LONGEST_NAME],
        layout=layout if isinstance(layout, str) and _has_layout(event_id, layout) else usual.layout,
        after=after if after in After.values else usual.after,
        way=way if way in PrintWay.values else usual.way,
        entry_list_id=number if isinstance(number, int) and _has_list(event_id, number) else None,
    )


def _has_layout(event_id: int, name: str) -> bool:
    return name == single.DESK or name in {one for one, _label in layouts.offered(event_id)}


def _has_list(event_id: int, number: int) -> bool:
    return EntryList.objects.filter(event=event_id, pk=number).exists()
