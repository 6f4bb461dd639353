"""schedule.xml keeps the rules of the schema that its readers share."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from agenda.interchange import frab_xml, timetable
from tests.factories import programmes

RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "schedule.rng"))


@settings(deadline=None, max_examples=25)
@given(programmes.published())
def test_xml_keeps_the_schemas_rules(published):
    schedule = etree.fromstring(frab_xml.write(published, "ko"))

    RULES.assertValid(schedule)
    for path in ("day/@index", "day/room/event/@id", "day/room/event/@guid", "day/room/event/slug/text()"):
        found = schedule.xpath(path)
        assert len(set(found)) == len(found)


@settings(deadline=None, max_examples=10)
@given(programmes.published())
def test_xml_says_what_the_programme_says(published):
    schedule = etree.fromstring(frab_xml.write(published, "ko"))

    events = sorted(schedule.iterfind("day/room/event"), key=lambda event: int(event.get("id")))
    assert [
        (
            event.findtext("title"),
            event.findtext("room"),
            [person.text for person in event.iterfind("persons/person")],
        )
        for event in events
    ] == [
        (entry.title, entry.room, [speaker.name for speaker in entry.speakers])
        for entry in timetable.entries(published.programme, "ko")
    ]


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (b'id="1"', b'id="0"'),
        (b"+09:00</date>", b"</date>"),
        (b"<abstract", b"<summary"),
        (b"</slug>", b"</slug><slug>second-slug</slug>"),
    ],
)
def test_the_rules_refuse_what_the_schema_refuses(sound, broken):
    content = frab_xml.write(programmes.small(), "ko")
    spoilt = content.replace(sound, broken).replace(
        b"</abstract", b"</summary" if broken == b"<summary" else b"</abstract"
    )
    RULES.assertValid(etree.fromstring(content))

    assert spoilt != content
    assert not RULES.validate(etree.fromstring(spoilt))
