"""Ordinals and addresses are given out one at a time."""

from datetime import timedelta

import pytest

from agenda import copying
from events.models import SeriesEntry
from tests.factories.events import NOON, START, EventFactory, SeriesFactory, UserFactory
from tests.racing import race


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same", [True, False])
def test_two_copies_made_at_once_get_an_ordinal_each(is_same):
    series, user = SeriesFactory(), UserFactory()
    first, second = EventFactory(slug="forum-1"), EventFactory(slug="talks-2")
    SeriesEntry.objects.create(series=series, event=first, ordinal=1)
    SeriesEntry.objects.create(series=series, event=second, ordinal=2)
    sources = [first.pk, first.pk if is_same else second.pk]
    wishes = copying.Wishes(START + timedelta(days=364))

    def copy(number: int) -> int:
        made = copying.copy(event_id=sources[number], wishes=wishes, by_id=user.pk, at=NOON)
        return made.series_entries.get().ordinal

    assert sorted(race(copy, racers=2)) == [3, 4]
