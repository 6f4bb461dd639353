"""How a guest's phone number is written for people."""

from phonenumber_field.phonenumber import PhoneNumber

KOREA = 82  # country code


def shown(number: PhoneNumber | str) -> str:
    """``010-1234-5678``, or ``+1 212-555-0123`` with its country; typed into a form it is the same number.

    An erased registration has none: "".
    """
    if not isinstance(number, PhoneNumber):
        return ""
    return str(number.as_national if number.country_code == KOREA else number.as_international)


def in_cell(number: PhoneNumber | str) -> str:
    """The same for a spreadsheet, which takes a leading ``+`` for a formula: ``(+1) 212-555-0123``."""
    country, space, rest = shown(number).partition(" ")
    return f"({country}) {rest}" if space else country
