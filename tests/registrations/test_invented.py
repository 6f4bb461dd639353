"""Made-up people are the same each time, unlike each other, and pass the form."""

from phonenumber_field.phonenumber import to_python

from events import cleaning
from registrations import invented


def test_person_is_the_same_for_the_same_seed_and_number():
    assert invented.person(seed=1, number=7) == invented.person(seed=1, number=7)
    assert invented.person(seed=1, number=7) != invented.person(seed=2, number=7)


def test_persons_of_a_small_crowd_include_what_breaks_papers():
    names = [invented.person(seed=1, number=number)[0].name for number in range(40)]

    assert sorted(sign for name in names for sign in name if sign in "뷁쀍햏") == sorted("뷁쀍햏")
    assert [name.isascii() for name in names].count(True) == 2
    assert sum("(" in name for name in names) == 2
    assert {len(name) for name in names if name.isalpha() and not name.isascii()} == {2, 3, 4}


def test_persons_are_fit_for_the_form():
    people = [invented.person(seed=3, number=number)[0] for number in range(300)]

    texts = [text for one in people for text in (one.name, one.organization, one.department, one.title)]
    assert [cleaning.clean_line(text) for text in texts] == texts
    assert all(to_python(one.phone).is_valid() for one in people)
    assert len({one.email for one in people}) == 300
    assert len({one.name for one in people}) > 250
