"""``manage.py import_brief FILE [--dry-run] [--organizer EMAIL]``: the draft event from a ministry's press release."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agenda.briefs import decoding, importing, reading, summary
from agenda.briefs.brief import BriefRefused
from events import access
from events.models import EventRole, User


class Command(BaseCommand):
    help = "Create the draft event that a ministry's press release describes. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the press release as text: UTF-8 or CP949")
        parser.add_argument("--dry-run", action="store_true", help="show what is understood, write nothing")
        parser.add_argument("--organizer", metavar="EMAIL", help="the account that is to organize the event")

    def handle(self, *args: Any, file: Path, dry_run: bool, organizer: str | None, **options: Any) -> None:
        try:
            brief = reading.read(decoding.read_file(file))
            with transaction.atomic():
                imported = importing.bring_in(brief=brief, at=timezone.now())
                if organizer:
                    self._grant(imported.event.pk, organizer)
                transaction.set_rollback(dry_run)
        except BriefRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self._say("읽은 내용", summary.understood(brief))
        self._say("확인할 내용", summary.open_points(brief) or ["없음"])
        if brief.prose:
            self.stdout.write(f"그 밖의 본문 {brief.prose}줄은 행사 정보가 아니어서 읽지 않았습니다.")
        self._say("", [self._outcome(imported, dry_run=dry_run)])
        for line in imported.differences:
            self.stdout.write(f"  {line}")
        if not organizer and not access.organizers(imported.event.pk).exists():
            self.stdout.write(
                "주최 담당자가 없어 시스템 운영자만 이 행사를 볼 수 있습니다. "
                "같은 명령에 --organizer 이메일을 붙이면 그 담당자가 맡습니다."
            )

    def _grant(self, event_id: int, email: str) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True, is_guest=False).first()
        if user is None:
            raise BriefRefused(f"담당자 계정이 없습니다: {email}")
        access.grant(
            event_id=event_id, user_id=user.pk, role=EventRole.ORGANIZER, by_id=None, at=timezone.now()
        )

    def _say(self, heading: str, lines: list[str]) -> None:
        if heading:
            self.stdout.write(f"■ {heading}")
        for line in lines:
            self.stdout.write(f"  {line}" if heading else line)
        self.stdout.write("")

    def _outcome(self, imported: importing.Imported, *, dry_run: bool) -> str:
        event = imported.event
        if imported.is_new:
            return f"{'만들 행사(저장하지 않음)' if dry_run else '행사를 만들었습니다'}: {event.slug} {event.name}"
        if imported.differences:
            return (
                f"이미 있는 행사라 바꾸지 않았습니다: {event.slug} {event.name}. 자료와 다른 점(행사 ≠ 자료):"
            )
        return f"이미 있는 행사입니다. 바뀐 것이 없습니다: {event.slug} {event.name}"
