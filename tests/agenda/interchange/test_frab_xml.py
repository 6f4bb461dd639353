"""schedule.xml keeps the rules of the schema that its readers share."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from agenda.interchange import frab_xml, timetable
from tests.agenda.interchange import documents
from tests.factories import programmes


@settings(deadline=None, max_examples=25)
@given(programmes.published())
def test_xml_keeps_the_schemas_rules(published):
    assert documents.faults(etree.fromstring(frab_xml.write(published, "ko"))) == []


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


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("state", ["announced", "cancelled", "postponed"])
@pytest.mark.parametrize("slug", ["a", "max-1", "max-conference-1"])
def test_xml_of_any_event_keeps_the_rules(state, slug, language):
    published = programmes.small()
    named = replace(published, state=state, programme=replace(published.programme, slug=slug))

    assert documents.faults(etree.fromstring(frab_xml.write(named, language))) == []


@pytest.mark.parametrize(("path", "step", "value"), documents.BROKEN)
def test_the_rules_refuse_what_the_schema_refuses(path, step, value):
    schedule = documents.changed(frab_xml.write(programmes.small(), "ko"), path, step, value)

    assert len(documents.faults(schedule)) == 1


@pytest.mark.parametrize(("path", "step", "value"), documents.SOUND)
def test_the_rules_take_what_the_schema_takes(path, step, value):
    schedule = documents.changed(frab_xml.write(programmes.small(), "ko"), path, step, value)

    assert documents.faults(schedule) == []


def test_slug_begins_with_the_acronym_and_the_sessions_number():
    schedule = etree.fromstring(frab_xml.write(programmes.small(), "ko"))

    assert (schedule.findtext("conference/acronym"), schedule.findtext("day/room/event/slug")) == (
        "max_1",
        "max_1-1-session",
    )
