"""The consents a guest is asked for, each by itself and never pre-ticked (PIPA Art. 15② and 22, Decree 17).

The texts carry a version; what a guest answered to is stored with the answer.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registrations.models import Consent, ConsentItem, Invitation, Registration

VERSION = "2026-11-29"
OPTIONAL = frozenset({ConsentItem.PHOTO, ConsentItem.NEWS})
RETENTION_DAYS = 30  # after the event


@dataclass(frozen=True)
class ConsentText:
    """One consent as it is shown: its short question, and what the law asks to be told."""

    item: str
    required: bool
    question: str
    details: list[tuple[str, str]]

    def full_text(self) -> str:
        return "\n".join([self.question, *(f"{label}: {text}" for label, text in self.details)])


def texts(collected: str = "") -> list[ConsentText]:
    """What is asked, in the reader's language, required items first.

    ``collected`` names the items of personal data where an event asks for others than usual.
    """
    return [
        ConsentText(
            item=ConsentItem.PRIVACY,
            required=True,
            question=_("개인정보 수집·이용에 동의합니다."),
            details=[
                (_("목적"), _("참가 등록 확인, 행사 안내, 명찰 발급, 현장 출입 확인")),
                (_("항목"), collected or _("성명, 소속, 부서, 직위, 휴대전화, 이메일, 참석구분")),
                (_("보유 기간"), _("행사 종료 후 %(days)d일까지 보관한 뒤 파기") % {"days": RETENTION_DAYS}),
                (_("거부할 권리"), _("동의하지 않을 수 있으며, 이 경우 참가 등록을 할 수 없습니다.")),
            ],
        ),
        ConsentText(item=ConsentItem.AGE, required=True, question=_("만 14세 이상입니다."), details=[]),
        ConsentText(
            item=ConsentItem.PHOTO,
            required=False,
            question=_("행사장 사진·영상 촬영과 활용에 동의합니다."),
            details=[
                (_("목적"), _("행사 결과 보고와 홍보")),
                (_("항목"), _("행사장에서 촬영한 사진과 영상")),
                (_("보유 기간"), _("촬영일부터 3년")),
                (_("거부할 권리"), _("동의하지 않아도 참가하실 수 있습니다.")),
            ],
        ),
        ConsentText(
            item=ConsentItem.NEWS,
            required=False,
            question=_("다음 M.AX 컨퍼런스와 산업성장포럼 안내를 받는 데 동의합니다."),
            details=[
                (_("목적"), _("다음 행사 안내 이메일 발송")),
                (_("항목"), _("성명, 이메일")),
                (
                    _("보유 기간"),
                    _("행사 종료 후 %(days)d일까지 또는 철회할 때까지") % {"days": RETENTION_DAYS},
                ),
                (_("거부할 권리"), _("동의하지 않아도 참가하실 수 있습니다.")),
            ],
        ),
    ]


def standing(registration: Registration) -> dict[str, Consent]:
    """The latest answer to each item, by item: the one that counts."""
    return {consent.item: consent for consent in registration.consents.order_by("pk")}


@transaction.atomic
def withdraw(*, registration_id: int, item: str, at: datetime) -> bool:
    """Take an optional consent back, by a new row with the text it was given to; False if there is none to take back.

    What is required is not taken back by itself: without it there is no registration, which is cancelled instead.
    """
    registration = Registration.objects.lock(registration_id)
    given = standing(registration).get(item)
    if item not in OPTIONAL or given is None or not given.given:
        return False
    Consent.objects.create(
        registration=registration,
        item=item,
        given=False,
        version=given.version,
        text=given.text,
        text_hash=given.text_hash,
        at=at,
    )
    return True


def record(
    registration: Registration,
    answers: Mapping[str, bool],
    *,
    at: datetime,
    collected: str = "",
    way: str = "",
) -> None:
    """Keep every answer, given or not, with the text that was answered to and the way it came by."""
    Consent.objects.bulk_create(_rows(texts(collected), answers, at=at, registration=registration, way=way))


def record_of_coordinator(
    group: Invitation, answers: Mapping[str, bool], *, at: datetime, collected: str = ""
) -> None:
    """Keep what a group's coordinator answered for themselves: what was required, since they may not come."""
    required = [text for text in texts(collected) if text.required]
    Consent.objects.bulk_create(_rows(required, answers, at=at, invitation=group))


def _rows(
    asked: list[ConsentText], answers: Mapping[str, bool], *, at: datetime, **whose: Any
) -> list[Consent]:
    rows = []
    for text in asked:
        shown = text.full_text()
        rows.append(
            Consent(
                **whose,
                item=text.item,
                given=answers.get(text.item, False),
                version=VERSION,
                text=shown,
                text_hash=hashlib.sha256(shown.encode()).hexdigest(),
                at=at,
            )
        )
    return rows


def all_required_given(answers: Mapping[str, bool]) -> bool:
    return all(answers.get(text.item, False) for text in texts() if text.required)
