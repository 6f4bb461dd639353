"""What does not run although it should, in words for whoever works in the admin.

Beat ticks every minute, and a worker answers (``HEARTBEAT_SECONDS``). Who is silent for GRACE seconds is down; a site
that has just started, or whose cache was emptied, is given that time too.
"""

import time
from datetime import datetime

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from events import notation
from maxforum import doctor
from maxforum.celery import BEAT_TICK_KEY

WORKER_ANSWER_KEY = "worker:answered_at"
WATCHED_SINCE_KEY = "outages:watched_since"
GRACE = 180.0  # seconds

_broker = doctor.Watch(look=lambda: [doctor.broker()])
_worker = doctor.Watch(look=lambda: [doctor.worker()])


def sentences(*, at: float | None = None) -> list[str]:
    """One sentence for each that is down: which, since when, and what to do. ``at`` is in seconds since 1970."""
    now = time.time() if at is None else at
    if not all(fact.is_good for fact in _broker.facts()):
        return [
            _(
                "작업 대기열 서버(Redis·Valkey)에 연결되지 않아 메일과 문서가 늦게 나가고 있으니, "
                "운영자에게 서버를 다시 시작해 달라고 알려 주세요."
            )
        ]
    watched_since = cache.get_or_set(WATCHED_SINCE_KEY, now, timeout=None) or now
    found = []
    ticked_at = cache.get(BEAT_TICK_KEY) or watched_since
    if now - ticked_at > GRACE:
        found.append(
            _(
                "%(since)s부터 예약 작업기(beat)가 멈추어 미룬 메일과 예약된 일이 나가지 않고 있으니, "
                "운영자에게 beat를 다시 시작해 달라고 알려 주세요."
            )
            % {"since": _moment(ticked_at)}
        )
    answered_at = cache.get(WORKER_ANSWER_KEY) or watched_since
    # Without beat nobody asks the worker, and behind a long queue it answers late: then it is asked now.
    if now - answered_at > GRACE and not all(fact.is_good for fact in _worker.facts()):
        found.append(
            _(
                "%(since)s부터 작업기(worker)가 응답하지 않아 메일과 문서가 나가지 않고 있으니, "
                "운영자에게 worker를 다시 시작해 달라고 알려 주세요. 밀린 일은 다시 시작하면 이어서 나갑니다."
            )
            % {"since": _moment(answered_at)}
        )
    return found


def _moment(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, tz=notation.SEOUL)
    return notation.moment(at, language=translation.get_language() or "ko")
