"""Handing out what strangers have sent."""

from django.http import FileResponse

from registrations.models import Answer


def of_answer(answer: Answer) -> FileResponse:
    """The file under its clean name. It is saved, never shown: what it holds was written by a stranger."""
    response = FileResponse(
        answer.file.open("rb"),
        as_attachment=True,
        filename=answer.shown,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
