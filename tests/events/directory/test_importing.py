"""What a list of organizations would change, and changing it."""

from dataclasses import replace

import pytest
from pytest_django.asserts import assertNumQueries

from events.directory import carrying, exporting, importing, reading
from events.directory.entry import Entry, Row
from events.directory.importing import ImportRefused, Kind
from events.models import Division, Organization
from events.sheets import opening
from tests.factories.events import NOON, DivisionFactory, EventFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def row(number=2, **values):
    entry = Entry(**{"name": "기관", **values})
    return Row(number, entry.name, entry)


def bring_in(*rows, replaces=False):
    digest = importing.plan(rows, replaces_divisions=replaces).digest
    return importing.bring_in(rows=rows, replaces_divisions=replaces, digest=digest, at=NOON)


def kinds(plan):
    return [(step.kind.value, step.title) for step in plan.steps]


def said(plan):
    return [(one.label, one.before, one.after) for step in plan.steps for one in step.differences]


def test_plan_writes_nothing():
    importing.plan([row()], replaces_divisions=False)

    assert Organization.objects.count() == 0


def test_new_body_is_made_with_its_divisions():
    first, second = DivisionFactory(), DivisionFactory()

    plan = bring_in(row(sector="press", divisions=(second.pk, first.pk), contact_phone="+821012345678"))

    made = Organization.objects.get()
    assert kinds(plan) == [("new", "기관")]
    assert said(plan) == [
        ("구분", "", "언론"),
        ("담당자 전화번호", "", "010-1234-5678"),
        ("분과", "", f"{first}, {second}"),
    ]
    assert (made.name, made.sector, made.contact_phone.as_e164) == ("기관", "press", "+821012345678")
    assert list(made.divisions.order_by("position")) == [first, second]


def test_known_body_gets_what_the_list_says_and_keeps_the_rest():
    old, new = DivisionFactory(), DivisionFactory()
    body = OrganizationFactory(
        name="기관", short_name="약칭", contact_name="홍길동", contact_phone="+821012345678", divisions=[old]
    )

    plan = bring_in(row(contact_name="김철수", contact_phone="+821012345678", divisions=(new.pk,)))

    body.refresh_from_db()
    assert said(plan) == [("담당자 성명", "홍길동", "김철수"), ("분과", str(old), f"{old}, {new}")]
    assert (body.short_name, body.contact_name, body.sector) == ("약칭", "김철수", "industry")
    assert list(body.divisions.order_by("position")) == [old, new]


def test_divisions_are_replaced_where_that_is_wished():
    old, new = DivisionFactory(), DivisionFactory()
    body = OrganizationFactory(name="기관", divisions=[old])
    without = OrganizationFactory(name="분과를 적지 않은 기관", divisions=[old])

    bring_in(row(divisions=(new.pk,)), row(3, name="분과를 적지 않은 기관"), replaces=True)

    assert (list(body.divisions.all()), list(without.divisions.all())) == ([new], [old])


@pytest.mark.parametrize("name", ["(주)인터엑스", "인터엑스", "㈜ 인터엑스", "IX"])
def test_body_is_known_by_another_spelling_and_its_short_name(name):
    OrganizationFactory(name="주식회사 인터엑스", short_name="IX")

    plan = bring_in(row(name=name, name_en="InterX"))

    assert kinds(plan) == [("changed", "주식회사 인터엑스")]
    assert Organization.objects.get().name_en == "InterX"


def test_exact_name_goes_before_another_spelling():
    OrganizationFactory(name="(주)인터엑스")
    exact = OrganizationFactory(name="인터엑스")

    plan = importing.plan([row(name="인터엑스")], replaces_divisions=False)

    assert [(step.kind, step.pk) for step in plan.steps] == [(Kind.SAME, exact.pk)]


def test_two_rows_of_one_known_body_are_not_both_written():
    OrganizationFactory(name="한국산업기술진흥원", short_name="KIAT")

    plan = bring_in(row(name="KIAT", name_en="KIAT"), row(3, name="한국산업기술진흥원", name_en="Other"))

    assert kinds(plan) == [("changed", "한국산업기술진흥원"), ("wrong", "한국산업기술진흥원")]
    assert plan.steps[1].errors == ("2행과 같은 기관(한국산업기술진흥원)입니다. 한 행으로 합쳐 주세요.",)
    assert Organization.objects.get().name_en == "KIAT"


def test_wrong_rows_stay_out():
    plan = bring_in(Row(2, "x", None, ("오류",)), row(3))

    assert kinds(plan) == [("wrong", "x"), ("new", "기관")]
    assert [one.name for one in Organization.objects.all()] == ["기관"]


def test_list_that_would_do_something_else_by_now_is_refused():
    rows = [row(name_en="A")]
    digest = importing.plan(rows, replaces_divisions=False).digest
    OrganizationFactory(name="기관")

    with pytest.raises(ImportRefused, match="그 사이에"):
        importing.bring_in(rows=rows, replaces_divisions=False, digest=digest, at=NOON)

    assert Organization.objects.get().name_en == ""


def test_division_that_has_gone_is_refused_in_a_sentence():
    division = DivisionFactory()
    rows = [row(divisions=(division.pk,))]
    digest = importing.plan(rows, replaces_divisions=False).digest
    division.delete()

    with pytest.raises(ImportRefused, match="그 사이에"):
        importing.bring_in(rows=rows, replaces_divisions=False, digest=digest, at=NOON)

    assert Organization.objects.count() == 0


def test_event_that_shows_a_changed_body_is_new_for_its_readers():
    body = OrganizationFactory(name="기관")
    event = EventFactory()
    event.hosts.add(body)

    bring_in(row(name_en="Body"))

    event.refresh_from_db()
    assert event.updated_at == NOON


@pytest.mark.parametrize("bodies", [1, 3])
def test_import_costs_the_same_however_long_the_list_is(bodies):
    division = DivisionFactory()
    OrganizationFactory.create_batch(bodies)
    known = [row(one.pk, name=one.name, name_en="X") for one in Organization.objects.all()]
    rows = [
        *known,
        *(row(1000 + number, name=f"새{number}", divisions=(division.pk,)) for number in range(bodies)),
    ]
    digest = importing.plan(rows, replaces_divisions=False).digest

    with assertNumQueries(12):
        importing.bring_in(rows=rows, replaces_divisions=False, digest=digest, at=NOON)


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_list_that_was_exported_comes_in_again_unchanged(name):
    first, second = DivisionFactory(name="AI 유통·물류"), DivisionFactory()
    OrganizationFactory(
        name="기관", short_name="=약칭", name_en="Body", sector="research", divisions=[second, first],
        contact_name="홍길동", contact_title="팀장", contact_email="hong@a.kr", contact_phone="+12125550123",
    )  # fmt: skip
    OrganizationFactory(name="빈 기관", sector="association")
    content, _type = exporting.render(Organization.objects.order_by("pk"), name=name)
    table = opening.read(content)

    rows = reading.read(table, reading.layout(table), Division.objects.all())

    plan = importing.plan(rows, replaces_divisions=True)
    assert kinds(plan) == [("same", "기관"), ("same", "빈 기관")]
    assert rows[0].entry.short_name == "=약칭"
    assert set(rows[0].entry.divisions) == {first.pk, second.pk}


def test_rows_are_carried_as_they_are():
    rows = [row(divisions=(1, 2)), Row(3, "x", None, ("오류",))]

    assert carrying.unpack(carrying.pack(rows, replaces_divisions=True)) == (rows, True)


def test_plans_that_write_the_same_have_one_digest():
    rows = [row(), row(3, name="다른 기관")]

    first = importing.plan(rows, replaces_divisions=False)
    again = importing.plan([replace(one) for one in rows], replaces_divisions=False)
    other = importing.plan(rows[:1], replaces_divisions=False)

    assert (first.digest == again.digest, first.digest == other.digest) == (True, False)
