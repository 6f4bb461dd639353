"""The rules of schedule.xml as a whole, and documents that just break or just keep them."""

from pathlib import Path

from lxml import etree

_RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "schedule.rng"))
_ONCE = {
    "day/@index": int,
    "day/room/event/@id": int,
    "day/room/event/@guid": str,
    "day/room/event/slug/text()": str,
}

# For each: what to do with the two-session programme of tests.factories.programmes, which both schemas refuse then.
BROKEN = [
    # the shape of values
    ("conference/acronym", "text", "abc"),
    ("conference/acronym", "text", "Max-1"),
    ("conference/acronym", "text", "max 1"),
    ("conference/acronym", "text", " max_1"),
    ("conference/start", "text", "2027. 3. 22."),
    ("conference/end", "text", "2027-03-22T16:00:00"),
    ("conference/days", "text", "one"),
    ("conference/timeslot_duration", "text", "5"),
    ("conference/base_url", "text", "ftp://example.com"),
    ("day", "@index", "0"),
    ("day", "@date", "20270322"),
    ("day", "@start", "2027-03-22T14:00:00"),
    ("day", "@end", "14:20"),
    ("day/room/event", "@id", "0"),
    ("day/room/event", "@id", "session-1"),
    ("day/room/event", "@guid", "1"),
    ("day/room/event/date", "text", "2027-03-22T14:00:00"),
    ("day/room/event/date", "text", "2027-02-30T14:00:00+09:00"),
    ("day/room/event/start", "text", "2 PM"),
    ("day/room/event/start", "text", "14:60"),
    ("day/room/event/duration", "text", "15"),
    ("day/room/event/duration", "text", "100:00"),
    ("day/room/event/slug", "text", "max-session-1"),
    ("day/room/event/slug", "text", "max_1-1"),
    ("day/room/event/slug", "text", "max_1-발제1"),
    ("day/room/event/url", "text", "/events/max-1/"),
    ("day/room/event/persons/person", "@id", "박정호"),
    ("day/room/event/persons/person", "@guid", "7"),
    # what must be there
    ("version", "drop", ""),
    ("conference", "drop", ""),
    ("day", "drop", ""),
    ("day", "drop@", "index"),
    ("day", "drop@", "start"),
    ("day", "drop@", "end"),
    ("day/room", "drop@", "name"),
    ("day/room/event", "drop@", "id"),
    ("day/room/event", "drop@", "guid"),
    *[
        (f"day/room/event/{name}", "drop", "")
        for name in (
            "date",
            "start",
            "duration",
            "room",
            "slug",
            "title",
            "subtitle",
            "track",
            "type",
            "abstract",
        )
    ],
    # what nobody knows, what stands where it may not, and what comes once
    ("conference", "add", "<organizer>산업통상부</organizer>"),
    ("day/room/event", "add", "<remark>비고</remark>"),
    ("day/room/event", "add", "<title>다시</title>"),
    ("day/room/event", "@color", "#003399"),
    ("day/room/event/links", "add", "<attachment href='https://example.com/'>자료</attachment>"),
    ("day/room/event", "add", "<recording><license/></recording>"),
    ("day/room/event", "add", "<logo>logo.png</logo>"),
    ("conference", "add", "<track>인공지능</track>"),
    ("conference", "add", "<track name='AI' color='blue'/>"),
    ("conference", "add", "<color background='#ffffff'/>"),
    (".", "add", "<conference/>"),
    # what may not come twice
    ("day", "again", ""),
    ("day/room/event", "@id", "2"),
    ("day/room/event", "@id", "02"),
    ("day/room/event", "@guid", "second"),
    ("day/room/event/slug", "text", "second"),
]
# And what both take, though we write none of it.
SOUND = [
    ("conference/acronym", "text", "max-1"),
    ("conference/start", "text", "2027-03-22T14:00:00+09:00"),
    ("conference/timeslot_duration", "text", "0:05"),
    ("conference", "add", "<track name='인공지능' color='#003399' slug='ai'>인공지능</track>"),
    ("conference", "add", "<color primary='#003399' accent='red'/>"),
    ("conference", "add", "<logo>https://example.com/logo.png</logo>"),
    ("day", "drop@", "date"),
    ("day/room", "@guid", "00000000-0000-5000-8000-000000000000"),
    ("day/room/event/duration", "text", "0:15:00"),
    ("day/room/event/persons", "drop", ""),
    ("day/room/event", "add", "<logo/>"),
    ("day/room/event", "add", "<recording><license/><optout>false</optout></recording>"),
    ("day/room/event", "add", "<feedback_url>https://example.com/</feedback_url>"),
    ("day/room/event/links", "add", "<link href='https://example.com/'>자료</link>"),
]


def faults(schedule):
    """What is wrong with a document, in words for the developer; nothing for a sound one."""
    found = [] if _RULES.validate(schedule) else [str(_RULES.error_log.last_error)]
    for path, typed in _ONCE.items():
        values = schedule.xpath(path)
        if all(typed is str or value.isdecimal() for value in values):
            values = [typed(value) for value in values]
            found += [f"{path} comes twice"] * (len(set(values)) < len(values))
    return found


def changed(content, path, step, value):
    """The document with one thing done to the first element at the path."""
    schedule = etree.fromstring(content)
    element = schedule.find(path)
    if value == "second":
        other = schedule.findall("day/room/event")[1]
        value = other.get("guid") if step == "@guid" else other.findtext("slug")
    if step == "text":
        element.text = value
    elif step == "drop":
        element.getparent().remove(element)
    elif step == "drop@":
        del element.attrib[value]
    elif step == "add":
        element.append(etree.fromstring(value))
    elif step == "again":
        element.addnext(etree.fromstring(etree.tostring(etree.Element(element.tag, element.attrib))))
    else:
        element.set(step.removeprefix("@"), value)
    return schedule
