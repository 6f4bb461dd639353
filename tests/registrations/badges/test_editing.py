"""Keeping, copying, choosing and giving up an event's layouts of badges."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from events import documents
from registrations.badges import bycategory, design, editing, layouts
from registrations.badges.bycategory import Choice
from registrations.badges.editing import LayoutRefused
from registrations.models import BadgeLayout, CategoryBadge
from tests.factories.badges import draft, make_layout
from tests.factories.events import NOON, EventFactory
from tests.pictures import png
from tests.racing import race

pytestmark = pytest.mark.django_db


def files() -> list[str]:
    folder = Path(default_storage.path("badges"))
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def test_layout_is_kept_and_read_as_it_was_meant():
    event = EventFactory()

    row = make_layout(event, back="text", back_text="와이파이 MAX", logo=png(), background=png(colour="blue"))

    kept = layouts.read(BadgeLayout.objects.get())
    wanted = draft()
    assert (kept.label, kept.sheet, kept.design) == ("우리 명찰", wanted.paper, wanted.design)
    assert (kept.back, kept.back_text, kept.logo, kept.background) == (
        "text",
        "와이파이 MAX",
        png(),
        png(colour="blue"),
    )
    assert (row.event, row.is_default) == (event, False)


def test_layout_of_an_own_sheet_is_kept():
    own = {"material": "sticker", "page": [210, 297], "cells": [3, 8], "size": [64, 34], "step_x": 66}
    wanted = replace(draft(), sheet="", own_sheet=own, design=design.standard(64, 34))

    row = editing.save(event_id=EventFactory().pk, layout_id=None, draft=wanted, seen="")

    sheet = layouts.read(BadgeLayout.objects.get(pk=row.pk)).sheet
    assert (sheet.columns, sheet.width, sheet.step_x, sheet.left) == (3, 64, 66, 9)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"design": design.standard(95, 123)}, "항목이 명찰보다"),
        ({"design": design.Design(blocks=())}, "성명이 있어야"),
        (
            {
                "sheet": "",
                "own_sheet": {"material": "roll", "page": [10, 10], "cells": [1, 1], "size": [10, 10]},
            },
            "칸은 가로와 세로 모두 20mm 이상이어야 합니다.",
        ),
        ({"design": replace(design.standard(99.1, 67.7), qr_size=12)}, "QR 코드는 18mm 이상이어야 읽힙니다."),
    ],
)
def test_layout_of_which_no_badge_comes_is_refused(fields, sentence):
    event = EventFactory()
    row = make_layout(event)

    for layout_id, seen in ((None, ""), (row.pk, editing.version(row))):
        with pytest.raises(LayoutRefused, match=sentence):
            editing.save(
                event_id=event.pk, layout_id=layout_id, draft=replace(draft(name="새것"), **fields), seen=seen
            )

    assert list(BadgeLayout.objects.values_list("name", "changed_at")) == [("우리 명찰", row.changed_at)]


def test_name_is_given_once_at_an_event():
    event = EventFactory()
    make_layout(event)
    make_layout(EventFactory())

    with pytest.raises(LayoutRefused, match="같은 이름의 명찰 양식이 있습니다"):
        make_layout(event)

    assert event.badge_layouts.count() == 1


def test_layout_that_another_has_changed_or_deleted_is_not_overwritten():
    event = EventFactory()
    row = make_layout(event)
    seen = editing.version(row)
    editing.save(event_id=event.pk, layout_id=row.pk, draft=draft(name="먼저"), seen=seen)

    with pytest.raises(LayoutRefused, match="다른 담당자가"):
        editing.save(event_id=event.pk, layout_id=row.pk, draft=draft(name="나중"), seen=seen)
    assert BadgeLayout.objects.get().name == "먼저"

    gone = row.pk
    row.delete()
    for late in (seen, ""):
        with pytest.raises(LayoutRefused, match="다른 담당자가"):
            editing.save(event_id=event.pk, layout_id=gone, draft=draft(name="나중"), seen=late)
    assert not BadgeLayout.objects.exists()


def test_layout_of_another_event_is_out_of_reach():
    row, event = make_layout(EventFactory()), EventFactory()

    with pytest.raises(LayoutRefused):
        editing.save(event_id=event.pk, layout_id=row.pk, draft=draft(), seen=editing.version(row))
    for step in (editing.copy, editing.make_usual, editing.delete):
        with pytest.raises(BadgeLayout.DoesNotExist):
            step(event_id=event.pk, layout_id=row.pk)


def test_replaced_and_deleted_pictures_are_deleted_files(django_capture_on_commit_callbacks):
    event = EventFactory()
    row = make_layout(event, logo=png(), background=png(colour="blue"))
    first = set(files())

    with django_capture_on_commit_callbacks(execute=True):
        row = editing.save(
            event_id=event.pk,
            layout_id=row.pk,
            draft=draft(logo=png(colour="green"), background=b""),
            seen=editing.version(row),
        )

    assert (layouts.picture(row, "logo"), bool(row.background)) == (png(colour="green"), False)
    assert len(files()) == 1
    assert not first & set(files())

    with django_capture_on_commit_callbacks(execute=True):
        editing.delete(event_id=event.pk, layout_id=row.pk)
    assert files() == []


def test_picture_of_a_layout_that_is_not_kept_leaves_no_file(monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk")

    monkeypatch.setattr(BadgeLayout, "save", fail)

    with pytest.raises(OSError, match="disk"):
        make_layout(EventFactory(), logo=png())

    assert files() == []


def test_sweeping_deletes_the_pictures_that_no_layout_knows():
    row = make_layout(EventFactory(), logo=png())
    lost = default_storage.save("badges/lost.png", ContentFile(png()))
    now = timezone.now()

    assert editing.sweep(at=now) == 0  # somebody may be about to keep it
    assert editing.sweep(at=now + timedelta(days=1)) == 1

    assert not default_storage.exists(lost)
    assert layouts.picture(row, "logo") == png()


def test_copy_has_pictures_and_a_name_of_its_own():
    event = EventFactory()
    row = make_layout(event, name="가" * 60, logo=png())
    editing.make_usual(event_id=event.pk, layout_id=row.pk)

    copies = [editing.copy(event_id=event.pk, layout_id=row.pk) for _ in range(2)]

    assert [one.name for one in copies] == ["가" * 56 + " (2)", "가" * 56 + " (3)"]
    assert [one.is_default for one in copies] == [False, False]
    assert len(files()) == 3
    assert layouts.picture(copies[0], "logo") == png()


def test_event_has_so_many_layouts_and_no_more(monkeypatch):
    monkeypatch.setattr(editing, "MOST_LAYOUTS", 1)
    row = make_layout(EventFactory())

    with pytest.raises(LayoutRefused, match="1개까지"):
        make_layout(row.event, name="둘")
    with pytest.raises(LayoutRefused, match="1개까지"):
        editing.copy(event_id=row.event_id, layout_id=row.pk)


def test_one_layout_is_the_usual_one_or_none():
    event = EventFactory()
    first, second = make_layout(event, name="하나"), make_layout(event, name="둘")

    editing.make_usual(event_id=event.pk, layout_id=first.pk)
    editing.make_usual(event_id=event.pk, layout_id=second.pk)
    assert layouts.get(event.pk, "").label == "둘"

    editing.make_usual(event_id=event.pk, layout_id=None)
    assert layouts.get(event.pk, "").name == layouts.USUAL


def test_layout_in_use_is_not_deleted_and_the_use_is_named():
    event = EventFactory()
    row = make_layout(event)

    def refusal() -> str:
        with pytest.raises(LayoutRefused) as refused:
            editing.delete(event_id=event.pk, layout_id=row.pk)
        return str(refused.value)

    editing.make_usual(event_id=event.pk, layout_id=row.pk)
    assert "이 행사의 기본 명찰입니다" in refusal()
    editing.make_usual(event_id=event.pk, layout_id=None)

    badge = CategoryBadge.objects.create(event=event, category="vip", layout=row)
    assert "내빈 명찰로 정해져" in refusal()
    badge.delete()

    wish = {"layout": f"own-{row.pk}"}
    paper = documents.request(
        event_id=event.pk, kind="badges", language="ko", by_id=None, at=NOON, options=wish
    )
    assert "문서를 만들고 있습니다" in refusal()
    paper.delete()

    editing.delete(event_id=event.pk, layout_id=row.pk)
    assert not BadgeLayout.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_do_not_overwrite_each_other():
    event = EventFactory()
    row = make_layout(event)
    seen = editing.version(row)

    def save(number: int) -> str:
        try:
            return editing.save(
                event_id=event.pk, layout_id=row.pk, draft=draft(name=f"이름{number}"), seen=seen
            ).name
        except LayoutRefused:
            return "refused"

    names = race(save, racers=4)

    assert sorted(names)[:3] == ["refused"] * 3
    assert BadgeLayout.objects.get().name == sorted(names)[3]


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_the_usual_layout_at_once_leave_one():
    event = EventFactory()
    rows = [make_layout(event, name=f"이름{number}") for number in range(4)]

    race(lambda number: editing.make_usual(event_id=event.pk, layout_id=rows[number].pk), racers=4)

    assert event.badge_layouts.filter(is_default=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_layout_that_is_given_to_a_category_while_it_is_deleted_is_in_use_or_gone():
    event = EventFactory()
    row = make_layout(event)
    seen = bycategory.version(bycategory.choices(event.pk))

    def step(number: int) -> bool:
        try:
            if number:
                editing.delete(event_id=event.pk, layout_id=row.pk)
            else:
                bycategory.save(event_id=event.pk, chosen=[Choice("vip", row.pk)], seen=seen)
        except LayoutRefused:
            return False
        return True

    done = race(step, racers=2)

    assert sorted(done) == [False, True]
    assert BadgeLayout.objects.exists() == CategoryBadge.objects.filter(layout=row).exists() == done[0]
