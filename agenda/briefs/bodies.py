"""The bodies and persons that a brief names, found among those on record or made."""

from django.utils.translation import gettext as _

from agenda.briefs import people
from agenda.briefs.brief import Brief, Person
from agenda.briefs.saving import saved
from agenda.models import Speaker
from events import bodynames
from events.models import Organization, Sector


class Bodies:
    """The bodies and persons of a brief, each made once however often and however the brief writes it.

    Ask for the participants first: their list gives the bodies' full names, the timetable the short ones.
    """

    def __init__(self, brief: Brief) -> None:
        self._sectors = {
            bodynames.key(guest.person.organization): guest.sector for guest in brief.guests if guest.person
        }
        self._short = {
            bodynames.key(part.person.organization): part.person.organization
            for row in brief.rows
            for part in row.parts
        }
        self._found = {
            bodynames.key(name): organization
            for organization in Organization.objects.order_by("-pk")
            for name in (organization.short_name, organization.name)
            if name
        }
        self._titles = {
            (part.person.name, bodynames.key(part.person.organization)): part.person.title
            for row in brief.rows
            for part in row.parts
        }  # of the two places the timetable is the one that organizers correct
        self._speakers: dict[tuple[str, str], Speaker] = {}

    def host(self, brief: Brief) -> Organization:
        return self._body(brief.host, short_name=brief.host_short, sector=Sector.GOVERNMENT)

    def speaker(self, person: Person) -> Speaker:
        """The speaker of that name and body; a title that is on record stays."""
        key = (person.name, bodynames.key(person.organization))
        if key not in self._speakers:
            body = self._of(person.organization) if person.organization else None
            known = Speaker.objects.filter(name=person.name, organization=body).first()
            self._speakers[key] = known or saved(
                Speaker(name=person.name, title=self._titles.get(key) or person.title, organization=body)
            )
        return self._speakers[key]

    def _of(self, written: str) -> Organization:
        key = bodynames.key(written)
        return self._body(
            written,
            short_name=self._short.get(key, people.bare_body(written)),
            sector=self._sectors.get(key, Sector.OTHER),
        )

    def _body(self, name: str, *, short_name: str, sector: str) -> Organization:
        key = bodynames.key(name)
        if key not in self._found:
            self._found[key] = saved(Organization(name=name, short_name=short_name, sector=sector))
        return self._found[key]


def titles_on_record(brief: Brief) -> list[str]:
    """Where a person on record has another title than the brief gives, as sentences; after it was brought in."""
    bodies = Bodies(brief)
    said = {
        person: bodies.speaker(person) for row in brief.rows for person in (one.person for one in row.parts)
    }
    return [
        _("%(name)s 연사의 직위는 이미 등록된 「%(kept)s」(을)를 그대로 두었습니다(자료: %(said)s).")
        % {"name": person.name, "kept": speaker.title, "said": person.title}
        for person, speaker in said.items()
        if person.title and speaker.title and person.title != speaker.title
    ]
