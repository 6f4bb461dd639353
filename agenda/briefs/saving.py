"""Saving what a brief says only if it fits: a refusal names the text that does not."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from agenda.briefs.brief import BriefRefused

Kept = TypeVar("Kept", bound=models.Model)


def saved(row: Kept) -> Kept:
    """The row, saved.

    :raises BriefRefused: one of its texts is too long for its field, or its values cannot stand together
    """
    check(row)
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise BriefRefused(" ".join(error.messages)) from error
    row.save()
    return row


def check(row: models.Model) -> None:
    """:raises BriefRefused: one of the row's texts does not fit its field"""
    try:
        row.clean_fields()
    except ValidationError as error:
        name, reasons = next(iter(error.message_dict.items()))
        raise BriefRefused(
            _("저장할 수 없는 내용이 있습니다: %(text)s (%(reason)s)")
            % {"text": str(getattr(row, name))[:60], "reason": " ".join(reasons)}
        ) from error
