"""What a browser would not send to the second step of the import."""

from tests.agenda.briefpages import NEW, TEXT, counts, fields, read
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory

DIGITS = "9" * 5_000  # more than Python turns into a number


def test_thousands_of_digits_are_no_number(client, db):
    client.force_login(organizer_of(EventFactory()))
    sent = fields(read(client, {"pasted": TEXT}))
    before = counts()

    accepted = client.post(NEW, {**sent, "rows-0-origin": DIGITS})
    added = client.post(NEW, {**sent, "rows-TOTAL_FORMS": DIGITS, "add": "row"})

    assert (accepted.status_code, added.status_code) == (422, 200)
    assert len(added.context["review"].rows.forms) == 1
    assert counts() == before
