"""The list of an event's releases with what each of them changed."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from agenda import differences, wording
from agenda.models import Release
from agenda.published import Published
from agenda.views import answers
from agenda.views.answers import Form, answer


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Every release, the latest first; what only organizers need to know is left out."""

    def make(current: Published, language: str) -> bytes:
        releases = Release.objects.filter(event__slug=slug, number__lte=current.number).order_by("number")
        context = {
            "programme": current.programme,
            "event_name": current.programme.name[language],
            "slug": slug,
            "releases": list(_told(releases, language))[::-1],
        }
        return render_to_string("agenda/changes.html", context, request=request).encode()

    return answer(request, slug, Form("changes", answers.HTML, make, is_kept=True))


def _told(releases: QuerySet[Release], language: str) -> Iterator[dict[str, object]]:
    """Each release with its lines: in Korean as they were written then, in English read off the snapshots."""
    before: Release | None = None
    for release in releases.defer("snapshot") if language == "ko" else releases:
        if language == "ko" or before is None:
            lines = release.changes
        else:
            lines = wording.sentences(differences.between(before.snapshot, release.snapshot), language)
        yield {"number": release.number, "released_at": release.released_at, "lines": lines}
        before = release
