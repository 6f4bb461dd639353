"""What a row of a list changes, for a person to read."""

from collections.abc import Mapping
from dataclasses import dataclass

from phonenumber_field.phonenumber import PhoneNumber

from events import phones
from events.directory.columns import HEADINGS, Field
from events.models import Sector


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


def differences(
    before: Mapping[str, str],
    after: Mapping[str, str],
    divisions_before: tuple[int, ...],
    divisions: tuple[int, ...],
    labels: Mapping[int, str],
) -> tuple[Difference, ...]:
    """Each field that would be another, with both its values as people write them."""
    found = [
        Difference(str(HEADINGS[Field(name)]), _shown(name, before.get(name, "")), _shown(name, value))
        for name, value in after.items()
    ]
    if divisions != divisions_before:
        old, new = (", ".join(labels[pk] for pk in pks) for pks in (divisions_before, divisions))
        found.append(Difference(str(HEADINGS[Field.DIVISIONS]), old, new))
    return tuple(found)


def _shown(name: str, value: str) -> str:
    if name == Field.SECTOR and value:
        return str(Sector(value).label)
    if name == Field.CONTACT_PHONE and value:
        return phones.shown(PhoneNumber.from_string(value))
    return value
