import pytest

from agenda import enlisting
from agenda.models import Speaker
from events.models import Organization
from tests.factories.agenda import SpeakerFactory
from tests.factories.events import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    body = OrganizationFactory(name="명지대학교", short_name="명지대")
    return SpeakerFactory(name="박정호", title="교수", organization=body)


def test_speaker_is_found_by_line_name_or_name_with_title(speaker):
    lines = ["박정호 교수 (명지대)", "박정호", " 박정호  교수 ", "박정효"]

    assert enlisting.find(lines) == dict.fromkeys(lines[:3], speaker)


def test_name_that_two_have_needs_the_whole_line(speaker):
    other = SpeakerFactory(name="박정호", title="교수")

    assert enlisting.find(["박정호", enlisting.line(other)]) == {enlisting.line(other): other}


def test_name_of_several_words_is_found(db):
    jane = SpeakerFactory(name="Jane van der Berg", title="Engineer", organization=None)

    assert enlisting.find(["Jane van der Berg Engineer"]) == {"Jane van der Berg Engineer": jane}


@pytest.mark.parametrize(("typed", "count"), [("정호", 1), ("명지", 1), ("없음", 0), ("  ", 0)])
def test_search_looks_into_names_and_bodies(speaker, typed, count):
    assert len(enlisting.search(typed)) == count


def test_newcomer_is_entered_once_with_the_body_that_is_known(speaker):
    made = enlisting.enlist(name="김새롬", title="대표", organization="명지대")

    assert (made.title, made.organization) == ("대표", speaker.organization)
    assert enlisting.enlist(name="김새롬", title="대표", organization="명지대학교") == made
    assert (Speaker.objects.count(), Organization.objects.count()) == (2, 1)
