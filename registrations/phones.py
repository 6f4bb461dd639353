"""How a guest's phone number is written for people; an event need not ask for one."""

from phonenumber_field.phonenumber import PhoneNumber

KOREA = 82  # country code


def shown(number: PhoneNumber | str | None) -> str:
    """``010-1234-5678``, or ``+1 212-555-0123`` with its country; typed into a form it is the same number."""
    if not isinstance(number, PhoneNumber):
        return number or ""
    return str(number.as_national if number.country_code == KOREA else number.as_international)


def in_cell(number: PhoneNumber | str | None) -> str:
    """The same for a spreadsheet, which takes a leading ``+`` for a formula: ``(+1) 212-555-0123``."""
    country, space, rest = shown(number).partition(" ")
    return f"({country}) {rest}" if space else country


def stored(number: PhoneNumber | str | None) -> str:
    """As it is kept, ``+821012345678``; "" for none."""
    return number.as_e164 if isinstance(number, PhoneNumber) else number or ""
