"""The list of organizations as a file that can be brought in again."""

from django.db.models import Prefetch, QuerySet
from tablib import Dataset

from events import phones
from events.directory.columns import HEADINGS
from events.models import Division, Organization
from events.spreadsheets import FORMATS, defuse


def render(organizations: QuerySet[Organization], *, name: str) -> tuple[bytes, str]:
    """The list as a file of one of FORMATS, and its content type.

    :raises KeyError: there is no such format
    """
    file_format = FORMATS[name]()
    ordered = Prefetch("divisions", Division.objects.order_by("position", "pk"))
    rows = [_row(one) for one in organizations.prefetch_related(None).prefetch_related(ordered)]
    dataset = Dataset(*rows, headers=[str(heading) for heading in HEADINGS.values()])
    return file_format.export_data(dataset), file_format.get_content_type()


def _row(organization: Organization) -> list[str]:
    values = [
        organization.name,
        organization.short_name,
        organization.name_en,
        organization.get_sector_display(),
        ", ".join(division.name for division in organization.divisions.all()),
        organization.contact_name,
        organization.contact_title,
        organization.contact_email,
        phones.in_cell(organization.contact_phone) if organization.contact_phone else "",
    ]
    return [defuse(value) for value in values]
