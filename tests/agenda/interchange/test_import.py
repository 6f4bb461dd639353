"""What is exported comes back through the import that organizers use."""

import pytest

from agenda.briefs import reading
from agenda.briefs.brief import Given
from agenda.briefs.files import document, opening
from agenda.interchange import hwpx, xlsx
from events import notation
from tests.factories import programmes


@pytest.mark.django_db
@pytest.mark.parametrize("write", [hwpx.write, xlsx.write])
def test_exported_programme_is_read_as_a_brief(write):
    published = programmes.small()
    start = published.programme.starts_at.astimezone(notation.SEOUL)
    given = Given(
        name="제1회 M.AX 컨퍼런스", day=start.date(), starts=start.hour * 60, ends=start.hour * 60 + 20
    )

    text = document.as_text(opening.read(write(published, "ko")))
    brief = reading.read(text, given=given, is_draft=True)

    assert [
        (
            row.starts_at,
            row.minutes,
            row.kind,
            row.title,
            row.remark,
            [part.person.name for part in row.parts],
        )
        for row in brief.rows
    ] == [
        (
            row.starts_at,
            row.minutes,
            row.kind,
            row.title.ko,
            row.remark.ko,
            [one.name.ko for one in row.speakers],
        )
        for row in published.programme.rows
    ]
